package products

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// tagSheet is the setting that remembers the paper of price tags.
const tagSheet = "paper.tags"

// tags asks which goods get how many price tags on which paper, beside what will print.
type tags struct {
	page         *Page
	goods        *picked
	count, start *widget.QtyEntry
	sheet        printing.TagSheet
	dialog       *printout.Dialog
}

// printTags opens the dialog for the chosen product.
func (p *Page) printTags() {
	if product := p.model.product(); product != nil {
		p.tagsOf(product)
	}
}

// tagsOf opens the dialog on the paper that was used last.
func (p *Page) tagsOf(product *catalog.Product) {
	s := p.kit.Shop
	task.Run(p.runner, "tags", func(ctx context.Context) (string, error) { return s.Get(ctx, tagSheet) }, func(sheet string, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.openTags(product, printing.TagSheet(sheet))
	})
}

func (p *Page) openTags(product *catalog.Product, sheet printing.TagSheet) *tags {
	t := p.kit.T
	d := &tags{page: p, count: widget.NewQtyEntry(), start: widget.NewQtyEntry(), sheet: sheet}
	d.goods = newPicked(p, "F3", goods.Choice{Title: t("products.pick_goods"), Many: true, Chosen: one(product.ID)}, d.draw)
	chips := make([]widget.ChipData, len(printing.TagSheets))
	for n, paper := range printing.TagSheets {
		chips[n].Label = t("products.tags." + string(paper))
	}
	choice := widget.NewChipRow(chips, func(n int) { d.take(printing.TagSheets[n]) })
	choice.Select(max(slices.Index(printing.TagSheets, sheet), 0))
	d.count.SetQty(qty.One)
	d.start.SetQty(qty.One)
	d.count.OnChanged = func(string) { d.draw() }
	d.start.OnChanged = func(string) { d.draw() }
	options := widget.Column(10, widget.NewFormRow(t("products.tags.goods"), d.goods.object),
		widget.NewFormRow(t("products.tags.sheet"), choice),
		pair(widget.NewFormRow(t("products.tags.count"), d.count), widget.NewFormRow(t("products.tags.start"), d.start)),
		widget.NewWrapLabel(t("products.tags.text"), 4, widget.Caption))
	d.dialog = printout.Open(p.kit, printout.Form{Title: t("products.tags"), Options: options, Focus: d.count,
		Keys: []keys.Binding{{Chord: "F3", Do: d.goods.ask}}, Lay: d.lay})
	return d
}

func (d *tags) draw() {
	if d.dialog != nil {
		d.dialog.Draw()
	}
}

// take lays the tags out on another paper and remembers it.
func (d *tags) take(sheet printing.TagSheet) {
	d.sheet = sheet
	s := d.page.kit.Shop
	task.Run(d.page.kit.Pool.Runner(), "sheet", func(ctx context.Context) (string, error) {
		kept, _, err := s.Set(ctx, tagSheet, string(sheet))
		return kept, err
	}, func(_ string, err error) {
		if err != nil {
			d.page.kit.Prompt.Error(err)
		}
	})
	d.draw()
}

// lay reads what is typed and chosen.
func (d *tags) lay() func(context.Context) (printout.Made, error) {
	s, lang, sheet := d.page.kit.Shop, d.page.kit.Lang, d.sheet
	count, err := wholeFrom1(d.count, "count")
	start, wrong := wholeFrom1(d.start, "start")
	if err == nil {
		err = wrong
	}
	var wanted []shop.TagCount
	for _, chosen := range d.goods.Chosen {
		if product := d.page.model.index.ByID(chosen); product != nil {
			wanted = append(wanted, shop.TagCount{Product: product, Count: count})
		}
	}
	if err == nil && len(wanted) == 0 {
		err = fault.New("goods_missing", "goods", nil)
	}
	return func(ctx context.Context) (made printout.Made, _ error) {
		if err != nil {
			return made, err
		}
		made.Papers, made.Warnings, err = s.Tags(ctx, wanted, sheet, start, lang)
		return made, err
	}
}

// wholeFrom1 reads a number of pieces from 1.
func wholeFrom1(entry *widget.QtyEntry, field string) (int, error) {
	quantity, err := entry.Qty()
	if err == nil && (quantity < qty.One || quantity%qty.One != 0 || quantity > qty.Pieces(shop.MaxTags)) {
		err = fault.New("tag_count", field, fault.Values{"value": quantity, "most": shop.MaxTags})
	}
	return int(quantity / qty.One), err
}
