package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
)

// packTab is the product in other units and at other prices.
func (f *form) packTab() fyne.CanvasObject {
	f.packs = f.newRowList("packs", func(n int) fyne.CanvasObject {
		return widget.Column(widget.Gap,
			pair(f.row(part("packs", n, "name"), "form.pack_name", f.entry(part("packs", n, "name"), f.t("form.pack_hint"))),
				f.row(part("packs", n, "code"), "products.code", f.entry(part("packs", n, "code"), "").Scanned())),
			pair(f.row(part("packs", n, "qty"), "form.pack_qty", f.qty(part("packs", n, "qty"))),
				f.row(part("packs", n, "price"), "form.pack_price", f.amount(part("packs", n, "price")))))
	})
	f.breaks = f.newRowList("breaks", func(n int) fyne.CanvasObject {
		list := f.choice(part("breaks", n, "list"), []string{catalog.Retail, catalog.Wholesale}, []string{f.t("products.retail"), f.t("products.wholesale")})
		return container.NewGridWithColumns(3, widget.NewFormRow(f.t("products.break_list"), list),
			f.row(part("breaks", n, "from"), "products.break_from", f.qty(part("breaks", n, "from"))),
			f.row(part("breaks", n, "price"), "products.break_price", f.amount(part("breaks", n, "price"))))
	})
	packs := f.card("form.packs", widget.NewWrapLabel(f.t("form.packs_hint"), 3, widget.Caption), f.packs.box,
		container.NewGridWithColumns(3, f.packButton("form.pack_six", "6"), f.packButton("form.pack_dozen", "12"), f.packButton("form.pack_other", "")))
	breaks := f.card("form.breaks", widget.NewWrapLabel(f.t("form.breaks_hint"), 3, widget.Caption), f.breaks.box,
		widget.NewButton(widget.Minor, f.t("products.add_break"), f.addBreak).WithIcon("plus"))
	return columnsOf([]fyne.CanvasObject{packs}, []fyne.CanvasObject{breaks})
}

// packButton begins a pack of so many, "" of a number to be typed.
func (f *form) packButton(label, count string) fyne.CanvasObject {
	return widget.NewButton(widget.Minor, f.t(label), func() {
		row := map[string]string{"qty": count}
		if count != "" {
			row["name"] = f.t(label)
		}
		f.packs.add(row)
		name := "name"
		if count != "" {
			name = "price"
		}
		f.goTo(part("packs", f.draft.rows["packs"]-1, name))
	}).WithIcon("plus")
}

func (f *form) addBreak() {
	f.breaks.add(map[string]string{"list": catalog.Retail})
	f.goTo(part("breaks", f.draft.rows["breaks"]-1, "from"))
}
