package products

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// familyCard is the variants of a product in a small table.
type familyCard struct {
	form          *form
	sort          *widget.Switch
	first, second *widget.Entry // lists to make variants of
	body          *fyne.Container
	rows          *rowList
}

// familyTab shows the variants; of a variant it shows whose it is.
func (f *form) familyTab() fyne.CanvasObject {
	if !f.draft.was.ParentID.IsZero() {
		return f.variantOf()
	}
	c := &familyCard{form: f, body: widget.Column(10), first: widget.NewEntry(f.t("form.first_hint")), second: widget.NewEntry(f.t("form.second_hint"))}
	f.family = c
	c.sort = widget.NewSwitch(f.t("form.has_variants"), f.draft.on("has_variants"), c.turn)
	c.fill()
	f.rows["has_variants"], f.fields["has_variants"] = widget.NewFormRow("", c.sort), c.sort
	return widget.NewCard(widget.Column(10, f.rows["has_variants"], widget.NewWrapLabel(f.t("form.family_hint"), 0, widget.Caption), c.body))
}

// variantOf says of what the product is a variant, and what tells it from the others.
func (f *form) variantOf() fyne.CanvasObject {
	rows := []fyne.CanvasObject{f.row("variant", "form.variant", f.entry("variant", f.t("form.variant_hint")))}
	if parent := f.page.model.index.ByID(f.draft.was.ParentID); parent != nil {
		rows = append(rows, widget.NewWrapLabel(f.t("form.variant_of", fault.Values{"name": goods.Name(f.page.kit.Lang, parent)}), 0, widget.Body),
			widget.NewButton(widget.Plain, f.t("form.open_parent"), func() { f.page.open(*parent) }).WithIcon("right"))
	}
	return f.card("form.tab.family", rows...)
}

// turn makes the product one with variants, or one that is sold itself.
func (c *familyCard) turn(on bool) {
	f := c.form
	if !on && len(f.draft.family) > 0 {
		c.sort.Set(true)
		f.page.kit.Prompt.Say(f.t("form.has_family"))
		return
	}
	f.draft.setSwitch("has_variants", on)
	c.fill()
	f.fillStock()
	f.look()
}

func (c *familyCard) fill() {
	f := c.form
	c.body.Objects = nil
	if !f.draft.on("has_variants") {
		c.rows = nil
		f.forget("variants[")
		f.grown(c.body)
		return
	}
	c.rows = &rowList{form: f, list: "variants", make: c.row, box: widget.Column(6)}
	make := widget.NewButton(widget.Gold, f.t("form.make_variants"), c.make).WithIcon("plus")
	c.body.Objects = []fyne.CanvasObject{
		container.New(&cells{weights: []float32{3, 3, 2}}, widget.NewFormRow(f.t("form.first"), c.first), widget.NewFormRow(f.t("form.second"), c.second),
			widget.NewFormRow(" ", make)),
		widget.NewDivider(), c.rows.box,
		widget.NewButton(widget.Minor, f.t("form.add_variant"), func() {
			c.add(nil)
			f.goTo(part("variants", f.draft.rows["variants"]-1, "variant"))
		}).WithIcon("plus"),
	}
	if left := f.page.model.stock[f.draft.was.ID]; left != 0 {
		c.body.Add(widget.NewNotice(widget.Watch, widget.NewWrapLabel(f.t("form.family_stock", fault.Values{"qty": left, "unit": f.draft.was.Unit}), 0, widget.Body)))
	}
	c.show()
	f.grown(c.body)
}

// show writes the table: a head, and a row for each variant.
func (c *familyCard) show() {
	f := c.form
	f.forget("variants[")
	c.rows.box.Objects = nil
	if f.draft.rows["variants"] > 0 {
		head := container.New(&cells{weights: variantWeights})
		now, _ := f.draft.read() // a price that cannot be read yet is none
		for _, key := range []string{"form.variant", "form.variant_sku", "products.code", "form.variant_price", "form.variant_stock"} {
			head.Add(widget.NewText(f.t(key, fault.Values{"price": i18n.BahtShort(now.Price)}), widget.Caption).Shrink())
		}
		c.rows.box.Add(widget.Beside(head, container.New(widget.AtLeast(theme.Current().Size(theme.ButtonMid)), widget.NewText("", widget.Caption))))
	}
	for n := range f.draft.rows["variants"] {
		c.rows.box.Add(c.row(n))
	}
	f.grown(c.rows.box)
}

// variantWeights share the width of a row: words, number, barcode, price, stock.
var variantWeights = []float32{2.6, 1.7, 2.3, 1.6, 1.1}

// row is a variant: those that are sold already show their stock and can be opened; new ones take a first
// stock and can be taken away. An empty price is the product's.
func (c *familyCard) row(n int) fyne.CanvasObject {
	f := c.form
	field := func(name string) string { return part("variants", n, name) }
	keep := func(name string, object fyne.CanvasObject) fyne.CanvasObject {
		f.fields[field(name)] = object
		return object
	}
	price := f.amount(field("price"))
	cell := container.New(&cells{weights: variantWeights}, keep("variant", f.entry(field("variant"), f.t("form.variant_hint"))))
	sku := f.entry(field("sku"), f.t("form.sku_hint"))
	code := f.entry(field("code"), "").Scanned()
	var stock, last fyne.CanvasObject
	if n < len(f.draft.family) {
		child := f.draft.family[n]
		sku.Disable()
		stock = widget.NewText(i18n.Qty(f.page.model.stock[child.ID]), widget.Figure)
		last = widget.NewButton(widget.Quiet, "", func() { f.page.open(child) }).WithIcon("pen")
	} else {
		stock = keep("opening", f.qty(field("opening")))
		last = widget.NewButton(widget.Quiet, "", func() {
			f.draft.remove("variants", n)
			c.show()
		}).WithIcon("x")
	}
	for _, object := range []fyne.CanvasObject{keep("sku", sku), keep("code", code), keep("price", price), stock} {
		cell.Add(object)
	}
	whole := widget.NewFormRow("", widget.Beside(cell, last))
	f.rows[rowName("variants", n)], f.fields[rowName("variants", n)] = whole, cell
	return whole
}

func (c *familyCard) add(row map[string]string) {
	c.form.draft.add("variants", row)
	c.show()
}

// make makes a variant of every pair of the two lists.
func (c *familyCard) make() {
	f := c.form
	var there []string
	for n := range f.draft.rows["variants"] {
		there = append(there, f.draft.cell("variants", n, "variant"))
	}
	names := catalog.Variants(catalog.Words(c.first.Text), catalog.Words(c.second.Text), there)
	if len(names)+len(there) > catalog.MaxVariants {
		f.page.kit.Prompt.Say(f.t("form.too_many_variants", fault.Values{"max": catalog.MaxVariants}))
		return
	}
	for _, name := range names {
		f.draft.add("variants", map[string]string{"variant": name})
	}
	c.show()
	f.page.kit.Prompt.Say(f.t("form.made_variants", fault.Values{"count": len(names)}))
}

// readFamily reads the variants of a product that has some.
func (f *form) readFamily() {
	was := &f.draft.was
	if !was.HasVariants || len(f.draft.family) > 0 {
		return
	}
	s := f.page.kit.Shop
	task.Run(f.page.runner, "family", func(ctx context.Context) ([]catalog.Product, error) { return s.Variants(ctx, was.ID) },
		func(family []catalog.Product, err error) {
			if err != nil {
				f.page.kit.Prompt.Error(err)
				return
			}
			f.draft.openFamily(slices.DeleteFunc(family, func(p catalog.Product) bool { return p.Archived }))
			f.family.fill()
			if f.saving {
				f.save()
			}
		})
}
