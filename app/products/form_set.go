package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// setTab is the parts of a gift set and what they come to.
func (f *form) setTab() fyne.CanvasObject {
	f.parts = f.newRowList("components", f.partRow)
	f.sums = widget.Column(6)
	add := widget.NewButton(widget.Gold, f.t("form.add_part"), f.choosePart).WithIcon("plus").WithKey(f.page.key("F8"))
	parts := f.card("form.parts", widget.NewWrapLabel(f.t("form.set_hint"), 0, widget.Caption), f.parts.box, add)
	return columnsOf([]fyne.CanvasObject{parts}, []fyne.CanvasObject{f.card("form.set_sums", f.sums,
		widget.NewButton(widget.Minor, f.t("form.set_its_price"), func() { f.goTo("price") }).WithIcon("pen"))})
}

// partRow is a part: its name and what it costs alone, and how many go into a set.
func (f *form) partRow(n int) fyne.CanvasObject {
	name, note := f.draft.cell("components", n, "product"), ""
	if p := f.product(name); p != nil {
		name = goods.Name(f.page.kit.Lang, p)
		note = f.t("form.part_note", fault.Values{"price": p.Price, "qty": f.page.model.stock[p.ID], "unit": p.Unit})
	}
	words := widget.Inset(20, 0, 0, 0, widget.Column(-2, widget.NewText(name, widget.Body).Shrink(), widget.NewText(note, widget.Caption).Shrink()))
	return container.New(widget.Sides{Share: 0.3, Least: 90, Most: 130}, words,
		f.row(part("components", n, "qty"), "form.part_qty", f.qty(part("components", n, "qty"))))
}

// product finds the product of an id as the draft keeps it, nil where there is none.
func (f *form) product(text string) *catalog.Product {
	product, err := id.Parse[id.Product](text)
	if err != nil || f.page.model.index == nil {
		return nil
	}
	return f.page.model.index.ByID(product)
}

// choosePart asks for goods and puts them into the set.
func (f *form) choosePart() {
	if f.tabs.Selected() != int(setTab) {
		f.open(int(setTab))
	}
	goods.Choose(f.page.kit, goods.Choice{Title: f.t("form.add_part"), Many: true, Index: f.page.model.index, Photos: f.page.photos}, func(chosen []id.Product) {
		for _, product := range chosen {
			if p := f.page.model.index.ByID(product); p != nil {
				f.addPart(p, qty.One)
			}
		}
	})
}

// addPart puts so much of a product into the set; of one that is in it already there is more then.
func (f *form) addPart(p *catalog.Product, quantity qty.Qty) {
	if why := notPart(p, f.draft.was.ID); why != "" {
		f.page.kit.Prompt.Say(f.t(why, fault.Values{"name": goods.Name(f.page.kit.Lang, p)}))
		return
	}
	for n := range f.draft.rows["components"] {
		if f.draft.cell("components", n, "product") == p.ID.String() {
			have, _ := qty.Parse(f.draft.cell("components", n, "qty")) // what cannot be read is replaced
			f.draft.set(part("components", n, "qty"), (have + quantity).String())
			f.parts.refill()
			return
		}
	}
	if f.draft.rows["components"] >= catalog.MaxComponents {
		f.page.kit.Prompt.Say(f.t("fault.too_many", fault.Values{"max": catalog.MaxComponents}))
		return
	}
	f.parts.add(map[string]string{"product": p.ID.String(), "qty": quantity.String()})
	f.fillStock()
}

// showSums says what the parts come to: their prices and cost, what the set saves, and how many can be made.
func (f *form) showSums() {
	p, _ := f.draft.read() // a number that cannot be read yet counts nothing
	f.sums.Objects = nil
	if len(p.Components) == 0 || f.page.model.index == nil {
		f.sums.Add(widget.NewWrapLabel(f.t("form.no_parts"), 0, widget.Caption))
		f.sums.Refresh()
		return
	}
	b := sum(p.Components, f.page.model.index.ByID, f.page.model.stock)
	line := func(key string, amount money.Satang, style widget.Style) {
		f.sums.Add(widget.Beside(widget.NewText(f.t(key), widget.Body).Shrink(), widget.NewText(i18n.BahtShort(amount), style)))
	}
	line("form.parts_price", b.parts, widget.Figure)
	line("form.parts_cost", b.cost, widget.Figure)
	line("form.set_price", p.Price, widget.Figure)
	f.sums.Add(widget.NewDivider())
	switch {
	case p.Price == 0:
	case p.Price <= b.parts:
		line("form.saves", b.parts-p.Price, widget.Strong.In(theme.MoneyIn))
	default:
		line("form.dearer", p.Price-b.parts, widget.Strong.In(theme.Trouble))
	}
	if p.Price > 0 && p.Price < b.cost {
		f.sums.Add(widget.NewWrapLabel(f.t("form.below_cost"), 0, widget.TroubleText))
	}
	if scarce := f.page.model.index.ByID(b.scarce); scarce != nil {
		f.sums.Add(widget.Beside(widget.NewText(f.t("form.can_make"), widget.Body).Shrink(), widget.NewText(f.t("form.sets", fault.Values{"count": b.sets}), widget.Strong)))
		f.sums.Add(widget.NewWrapLabel(f.t("form.scarce", fault.Values{"name": goods.Name(f.page.kit.Lang, scarce), "qty": f.page.model.stock[scarce.ID], "unit": scarce.Unit}), 0, widget.Caption))
	}
	f.sums.Refresh()
}
