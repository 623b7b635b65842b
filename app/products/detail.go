package products

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// What is told of the chosen product: its stock of so many days, its newest movements.
const (
	drawnDays  = 14
	movesShown = 30
)

// story is what lies of a product and how that came.
type story struct {
	product id.Product
	row     shop.ShelfRow
	levels  []qty.Qty // at the end of each of the last days, today being the last
	moves   []shop.Moved
	holders []shop.Holder
}

// detail is the chosen product.
type detail struct {
	page   *Page
	object *widget.Card
	inside *fyne.Container

	picture *widget.Thumb
	story   *story // of the product shown, nil until read
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, picture: widget.NewThumb(widget.Unit(52)), inside: container.NewStack()}
	d.object = widget.NewCard(d.inside)
	return d
}

// show shows the chosen product and reads its story where that is not the one it has.
func (d *detail) show() {
	p := d.page.model.product()
	if p == nil {
		d.teach()
		return
	}
	if d.story != nil && d.story.product != p.ID {
		d.story = nil
	}
	d.draw(p)
	if d.story == nil {
		d.read(p.ID)
	}
}

// again reads the story anew, while the old one is shown.
func (d *detail) again() {
	if p := d.page.model.product(); p != nil {
		d.read(p.ID)
	}
}

func (d *detail) read(product id.Product) {
	s, today := d.page.kit.Shop, d.page.model.today
	task.Run(d.page.runner, "story", func(ctx context.Context) (*story, error) {
		story := &story{product: product}
		rows, err := s.ShelfRows(ctx, []id.Product{product})
		if err != nil {
			return nil, err
		}
		story.row = rows[0]
		if story.levels, err = s.StockDaily(ctx, product, today.Add(1-drawnDays), today); err != nil {
			return nil, err
		}
		if story.moves, err = s.History(ctx, product, movesShown); err != nil {
			return nil, err
		}
		story.holders, err = s.Holders(ctx, product)
		return story, err
	}, func(story *story, err error) {
		if err != nil {
			d.page.kit.Prompt.Error(err)
			return
		}
		if p := d.page.model.product(); p != nil && p.ID == story.product {
			d.story = story
			d.draw(p)
		}
	})
}

func (d *detail) set(object fyne.CanvasObject) {
	d.inside.Objects = []fyne.CanvasObject{object}
	widget.Connect(d.page.kit.Router, d.inside)
	d.inside.Refresh()
}

func (d *detail) teach() {
	d.set(container.NewVBox(layout.NewSpacer(),
		widget.NewWrapLabel(d.page.kit.T("products.teach"), 0, widget.Caption.At(theme.Text).Centre()), layout.NewSpacer()))
}

func (d *detail) showPicture() {
	if p := d.page.model.product(); p != nil {
		d.picture.Set(goods.DrawingOf(p), d.page.photos.Get(p.Photo))
	}
}

func (d *detail) draw(p *catalog.Product) {
	d.showPicture()
	body := widget.Column(12, d.head(p))
	if d.story != nil && !p.HasVariants {
		body.Add(d.tiles(p))
		if len(d.story.moves) > 0 {
			body.Add(d.stairs(p))
		}
		if !p.IsSet() {
			body.Add(d.movements())
		}
		if len(d.story.holders) > 0 {
			body.Add(d.holders(p))
		}
	}
	d.set(container.NewBorder(nil, widget.Inset(10, 0, 0, 0, d.buttons(p)), nil, nil, widget.NewDragScroll(widget.Inset(0, 0, 1, 1, body))))
}

func (d *detail) buttons(p *catalog.Product) fyne.CanvasObject {
	page := d.page
	edit := page.button(widget.Plain, "Enter", "products.open", "pen", page.edit)
	order := page.button(widget.Primary, "F4", "products.order", "", page.order)
	if page.kit.Prompt.Size().Height >= widget.Unit(600) {
		order.WithHeight(theme.ButtonTall)
	}
	all := widget.Column(widget.Gap, edit, order)
	if page.list != nil && page.list.opened {
		back := page.button(widget.Plain, "Esc", "products.back", "back", page.list.close)
		all = widget.Column(widget.Gap, container.New(widget.Even{}, back, edit, order))
	}
	return all
}

// head is the picture, the name, and whose it is on which terms.
func (d *detail) head(p *catalog.Product) fyne.CanvasObject {
	k := d.page.kit
	lines := widget.Column(0, widget.NewWrapLabel(goods.Name(k.Lang, p), 2, widget.Section),
		widget.NewWrapLabel(join(d.page.model.index.Producer(p.ID), termsWords(k, p)), 2, widget.Caption),
		widget.NewText(join(i18n.BahtShort(p.Price)+" / "+p.Unit, p.SKU), widget.Caption).Shrink())
	return container.NewBorder(nil, nil, container.NewVBox(d.picture), nil, widget.Inset(0, 0, 12, 0, lines))
}

// termsWords says on which terms goods are here: "ฝากขาย GP 20%".
func termsWords(k *kit.Kit, p *catalog.Product) string {
	if p.Terms == ledger.Consign && p.GP > 0 {
		return k.T("products.terms_gp", fault.Values{"percent": p.GP})
	}
	return k.T("products.terms_" + p.Terms)
}

func (d *detail) tiles(p *catalog.Product) fyne.CanvasObject {
	row, t := d.story.row, d.page.kit.T
	tile := func(name string, quantity qty.Qty, ink fyne.ThemeColorName) fyne.CanvasObject {
		return widget.NewNotice(widget.Outline, widget.Column(-6, widget.NewText(t(name), widget.Caption.Centre()),
			widget.NewText(i18n.Qty(quantity), widget.Strong.At(theme.Price).In(ink).Centre()).Shrink()))
	}
	ink := theme.Ink
	if row.Sellable <= p.Reorder && (p.Reorder > 0 || row.Sellable < 0) {
		ink = theme.Trouble
	}
	if p.IsSet() { // nothing of it lies anywhere: its parts do
		return container.New(widget.Even{}, tile("products.sellable", row.Sellable, theme.InkStrong))
	}
	return container.New(widget.Even{}, tile("products.col_on_hand", row.OnHand, ink), tile("products.col_held", row.Reserved, theme.Ink),
		tile("products.sellable", row.Sellable, theme.InkStrong))
}

// stairs draws what lay of the product day by day.
func (d *detail) stairs(p *catalog.Product) fyne.CanvasObject {
	k, today := d.page.kit, d.page.model.today
	levels := d.story.levels
	data := widget.StepsData{Values: make([]int64, len(levels)), Under: make([]string, len(levels)), Line: int64(p.Reorder)}
	for n, level := range levels {
		data.Values[n] = int64(level)
		if back := len(levels) - 1 - n; back%4 == 0 {
			data.Under[n] = dayName(k, today.Add(-back), back == 0)
		}
	}
	if p.Reorder > 0 {
		data.Mark = k.T("products.reorder_mark", fault.Values{"qty": p.Reorder})
	}
	steps := widget.NewSteps()
	steps.Set(data)
	return steps
}

func dayName(k *kit.Kit, day clock.Day, whole bool) string {
	name := i18n.DayMonth(k.Lang, day)
	if !whole {
		name, _, _ = strings.Cut(name, " ")
	}
	return name
}

func (d *detail) movements() fyne.CanvasObject {
	k := d.page.kit
	width := container.New
	list := widget.Column(2, widget.Beside(widget.NewText(k.T("products.history"), widget.Strong.At(theme.Small)),
		widget.Row(widget.NewText(k.T("products.col_change"), widget.Caption.Right()),
			width(widget.AtLeast(widget.Unit(38)), widget.NewText(k.T("products.col_on_hand"), widget.Caption.Right())))))
	for _, moved := range d.story.moves {
		what, change := moveWords(k, moved)
		style := widget.Figure.At(theme.Small)
		if moved.Qty > 0 {
			style = style.In(theme.MoneyIn)
		}
		day := width(widget.AtLeast(widget.Unit(84)), widget.NewText(i18n.MomentBrief(k.Lang, moved.At), widget.Caption))
		right := widget.Row(width(widget.AtLeast(widget.Unit(38)), widget.NewText(change, style)),
			width(widget.AtLeast(widget.Unit(38)), widget.NewText(i18n.Qty(moved.OnHand), widget.Figure.At(theme.Small))))
		list.Add(container.New(layout.NewBorderLayout(nil, nil, day, right), day, right,
			widget.Inset(0, 0, 6, 4, widget.NewText(what, widget.Body.At(theme.Small)).Shrink())))
		list.Add(widget.NewDivider())
	}
	if len(d.story.moves) == 0 {
		list.Add(widget.NewWrapLabel(k.T("products.no_moves"), 3, widget.Caption))
	}
	return list
}

// holders lists the bills that keep some of it; a tap brings the bill back at the till.
func (d *detail) holders(p *catalog.Product) fyne.CanvasObject {
	k := d.page.kit
	list := widget.Column(6, widget.NewText(k.T("products.col_held"), widget.Strong.At(theme.Small)))
	for _, holder := range d.story.holders {
		label := join(k.T("products.held_by", fault.Values{"tag": holder.BillID.Tag(), "since": i18n.MomentBrief(k.Lang, holder.Since)}),
			i18n.Qty(holder.Qty)+" "+p.Unit)
		list.Add(widget.NewButton(widget.Minor, label, func() { k.Go(kit.OpenBill(holder.BillID)) }).WithIcon("clock").WithHeight(theme.ButtonLow))
	}
	return list
}

// moveWords writes a movement as a line: what happened, with its paper, reason and who, and by how much.
func moveWords(k *kit.Kit, moved shop.Moved) (what, change string) {
	what = moved.Kind
	if key := "products.move." + moved.Kind; i18n.Has(k.Lang, key) {
		what = k.T(key)
	}
	if moved.Ref != "" {
		what += " " + moved.Ref
	}
	if moved.Reason != moved.Ref { // goods received keep their paper as the reason too
		what = join(what, moved.Reason)
	}
	what = join(what, moved.By)
	change = i18n.Qty(moved.Qty)
	if moved.Qty > 0 {
		change = "+" + change
	}
	return what, change
}
