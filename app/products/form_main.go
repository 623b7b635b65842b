package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
)

// units are those most goods are sold by; a person may type another one.
var units = []string{"ชิ้น", "ขวด", "ถุง", "กล่อง", "แพ็ก", "กระปุก", "ผืน", "ใบ", "กก.", "ขีด"}

// mainTab is what every product needs.
func (f *form) mainTab() fyne.CanvasObject {
	f.ready = f.newReadyCard()
	f.stockBox = widget.Column(10)
	f.fillStock()
	return columnsOf(
		[]fyne.CanvasObject{f.card("products.about", f.basics()...), f.card("products.codes", f.codeRows())},
		[]fyne.CanvasObject{f.ready.object, f.card("products.stock", f.stockBox)})
}

func (f *form) basics() []fyne.CanvasObject {
	f.first = f.entry("name", f.t("products.name_hint"))
	rows := []fyne.CanvasObject{
		f.row("name", "products.name", f.first),
		f.row("name_en", "products.name_en", f.entry("name_en", "")),
		pair(f.row("price", "products.price", f.amount("price")), f.row("cost", "products.cost", f.amount("cost"))),
		pair(f.row("category", "products.category", f.choose("category", "products.category", f.page.model.categories())),
			f.row("unit", "products.unit", f.choose("unit", "products.unit", units))),
	}
	if f.page.model.vat {
		rows = append(rows, f.row("vat", "products.vat", f.choice("vat", []string{catalog.VATStandard, catalog.VATZero, catalog.VATExempt},
			[]string{f.t("products.vat_standard"), f.t("products.vat_zero"), f.t("products.vat_exempt")})))
	}
	return append(rows, pair(f.toggle("weighed", "products.weighed"), f.toggle("favourite", "products.favourite")))
}

func (f *form) codeRows() fyne.CanvasObject {
	f.codes = f.newRowList("codes", func(n int) fyne.CanvasObject {
		code := f.row(part("codes", n, "code"), "products.code", f.entry(part("codes", n, "code"), "").Scanned())
		pack := f.row(part("codes", n, "pack"), "products.pack", f.qty(part("codes", n, "pack")))
		return container.New(widget.Sides{Share: 0.36, Least: 90, Most: 130}, code, pack)
	})
	return widget.Column(widget.Gap, widget.NewWrapLabel(f.t("products.codes_hint"), 2, widget.Caption), f.codes.box,
		widget.NewButton(widget.Minor, f.t("products.add_code"), func() { f.addCode("") }).WithIcon("plus"))
}

func (f *form) addCode(code string) {
	f.codes.add(map[string]string{"code": code})
	if code == "" {
		f.goTo(part("codes", f.draft.rows["codes"]-1, "code"))
	}
}

// fillStock shows the stock, or where it is to be found. It is filled anew when the product becomes a set
// or gets variants.
func (f *form) fillStock() {
	f.forget("reorder")
	f.forget("opening")
	f.forget("expires")
	f.onHand = nil
	set, family := f.draft.rows["components"] > 0, f.draft.on("has_variants")
	switch reorder := f.row("reorder", "products.reorder", f.qty("reorder")); {
	case family:
		f.stockBox.Objects = []fyne.CanvasObject{widget.NewWrapLabel(f.t("form.stock_family"), 0, widget.Caption)}
	case set:
		f.stockBox.Objects = []fyne.CanvasObject{widget.NewWrapLabel(f.t("form.stock_set"), 0, widget.Caption)}
	case f.draft.isNew():
		expires := f.day("expires")
		f.stockBox.Objects = []fyne.CanvasObject{pair(f.row("opening", "products.opening", f.qty("opening")), f.row("expires", "products.expires", expires)), reorder}
	case f.isCounted():
		f.stockBox.Objects = append(f.movements(), reorder)
	default:
		f.stockBox.Objects = []fyne.CanvasObject{reorder}
	}
	f.grown(f.stockBox)
}

// movements shows what is on hand and the ways to change it.
func (f *form) movements() []fyne.CanvasObject {
	p := f.page
	f.onHand = widget.NewText("", widget.Strong.At(theme.MoneyText))
	f.showStock()
	button := func(key keys.Chord, label, icon string, m movement) *widget.Button {
		return widget.NewButton(widget.Plain, f.t(label), func() { p.moveOf(&f.draft.was, m) }).WithIcon(icon).WithKey(p.key(key))
	}
	return []fyne.CanvasObject{
		widget.Beside(widget.NewText(f.t("products.on_hand"), widget.Caption), f.onHand),
		pair(button("F5", "products.receive", "inn", receiving), button("F6", "products.count", "list2", counting)),
		pair(button("F7", "products.adjust", "set", adjusting),
			widget.NewButton(widget.Plain, f.t("products.history"), f.history).WithIcon("clock").WithKey(p.key("F4"))),
	}
}

func (f *form) showStock() {
	if f.onHand != nil {
		f.onHand.Set(i18n.Qty(f.page.model.stock[f.draft.was.ID]) + " " + f.draft.was.Unit)
	}
}

// restTab is what most products go without.
func (f *form) restTab() fyne.CanvasObject {
	number := f.qty("short_no")
	about := []fyne.CanvasObject{
		pair(f.row("sku", "products.sku", f.skuEntry()), f.row("short_no", "products.short_no", number)),
		f.row("aliases", "products.aliases", f.entry("aliases", f.t("products.aliases_hint"))),
		f.toggle("alcohol", "products.alcohol"),
	}
	if !f.draft.isNew() {
		about = append(about, f.toggle("archived", "products.archive"))
	}
	shipping := []fyne.CanvasObject{
		pair(f.row("weight_g", "form.weight", f.qty("weight_g")), f.row("shelf_days", "form.shelf_days", f.qty("shelf_days"))),
		container.NewGridWithColumns(3, f.row("length", "form.length", f.qty("length")), f.row("width", "form.width", f.qty("width")), f.row("height", "form.height", f.qty("height"))),
		widget.NewWrapLabel(f.t("form.shipping_hint"), 3, widget.Caption),
	}
	buyers := []fyne.CanvasObject{
		f.row("allergens", "form.allergens", f.entry("allergens", f.t("form.allergens_hint"))),
		f.row("storage", "form.storage", f.note("storage", f.t("form.storage_hint"), 2)),
	}
	return columnsOf([]fyne.CanvasObject{f.card("form.numbers", about...)},
		[]fyne.CanvasObject{f.card("form.shipping", shipping...), f.card("form.buyers", buyers...)})
}

// skuEntry is fixed once papers and labels may carry the SKU.
func (f *form) skuEntry() fyne.CanvasObject {
	e := f.entry("sku", f.t("products.sku_hint"))
	if !f.draft.isNew() {
		e.Disable()
	}
	return e
}

// showPhoto draws the pictures anew, after they came or changed.
func (f *form) showPhoto() { f.pictures.show() }

// drawing is what stands in for a missing picture.
func (f *form) drawing() string { return goods.Drawing(f.draft.text["name"], f.draft.text["category"]) }
