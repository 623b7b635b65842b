package stock

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// countView shows what was counted, or the differences in its place.
type countView struct {
	page   *counting
	object fyne.CanvasObject

	counting, check fyne.CanvasObject
	search, person  *widget.Entry
	list, results   *widget.List
	hint            *widget.WrapLabel
	empty           *fyne.Container
	last, unit      *widget.WrapLabel
	qty             *widget.QtyEntry
	done            *widget.Text

	rows    *widget.List
	sums    *fyne.Container
	none    *widget.Switch
	noneRow *fyne.Container
	all     []shop.CountRow // of the differences, those that need a look first
}

func newCountView(p *counting) *countView {
	v := &countView{page: p}
	v.counting = v.newCounting()
	v.check = v.newCheck()
	v.check.Hide()
	v.object = container.NewBorder(tabs(p.kit, kit.StockCount), nil, nil, nil, container.NewStack(v.counting, v.check))
	return v
}

func (v *countView) newList(count func() int, data func(n int) rowData) *widget.List {
	return widget.NewList(theme.RowHeight, func() *plainRow {
		r := newPlainRow()
		r.photos = v.page.photos
		return r
	}, func(n int, r *plainRow, _ bool) {
		if n < count() {
			r.set(data(n))
		}
	})
}

func (v *countView) newCounting() fyne.CanvasObject {
	p, k := v.page, v.page.kit
	t := k.T
	v.search = widget.NewSearchEntry("scan", t("stockpage.search_hint"), keys.Chord("F2").Name(k.Lang, k.Twins))
	v.search.OnChanged = v.find
	v.list = v.newList(func() int { return len(p.entries) }, v.entry)
	v.list.OnChosen = func(int) { v.showLast() }
	v.results = v.newList(func() int { return len(p.results) }, func(n int) rowData {
		return rowData{product: p.results[n], name: goods.Name(k.Lang, p.results[n]), note: p.results[n].SKU}
	})
	v.results.OnTapped = v.takeResult
	v.results.Hide()
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, v.hint), layout.NewSpacer())
	left := widget.NewFlushCard(container.NewBorder(widget.Inset(12, 8, 12, 12, v.search), nil, nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, container.NewStack(v.list, v.results, v.empty))))

	v.person = widget.NewEntry(t("stockpage.person_hint"))
	v.person.OnChanged = func(text string) { p.person = text }
	v.last = widget.NewWrapLabel("", 2, widget.Section)
	v.unit = widget.NewWrapLabel("", 1, widget.Caption)
	v.qty = widget.NewQtyEntry()
	v.done = widget.NewText("", widget.Caption.At(theme.Small)).Shrink()
	name := func(key string, chord keys.Chord) string { return t(key) + " · " + chord.Name(k.Lang, k.Twins) }
	body := widget.Column(10, widget.NewFormRow(name("stockpage.person", "F4"), v.person), v.last, v.unit,
		widget.NewFormRow(name("stockpage.qty", "F5"), v.qty), button(k, widget.Plain, "Delete", "stockpage.remove", "trash", p.remove), button(k, widget.Plain, "Ctrl+P", "stockpage.blank", "print", p.printSheet),
		button(k, widget.Plain, "F9", "stockpage.drop", "x", p.drop))
	foot := widget.Column(widget.Gap, v.done, button(k, widget.Primary, "F8", "stockpage.differences", "right", p.differences))
	right := widget.NewCard(container.NewBorder(nil, foot, nil, nil, widget.NewDragScroll(sideInset(body))))
	return container.New(widget.Sides{Share: 0.34, Least: 300, Most: 400}, left, right)
}

func (v *countView) newCheck() fyne.CanvasObject {
	p, k := v.page, v.page.kit
	t := k.T
	v.rows = v.newList(func() int { return len(v.all) }, v.difference)
	v.none = widget.NewSwitch(keys.Chord("F6").Name(k.Lang, k.Twins), false, func(on bool) { p.none = on })
	v.noneRow = widget.Column(0, widget.NewWrapLabel(t("stockpage.none_there"), 2, widget.Body), v.none)
	left := widget.NewFlushCard(widget.Inset(6, 6, 0, 0, v.rows))
	foot := widget.Column(widget.Gap, button(k, widget.Plain, keys.Esc, "stockpage.go_on", "back", p.again),
		button(k, widget.Primary, keys.Save, "stockpage.do_count", "check", p.post))
	v.sums = container.NewStack()
	right := widget.NewCard(container.NewBorder(nil, foot, nil, nil, v.sums))
	return container.New(widget.Sides{Share: 0.34, Least: 300, Most: 400}, left, right)
}

// turn shows the differences, or the counting again.
func (v *countView) turn() {
	v.counting.Hide()
	v.check.Hide()
	if v.page.looking {
		v.check.Show()
	} else {
		v.counting.Show()
	}
	v.page.kit.Router.SetScreen(v.page.Scope())
	widget.Connect(v.page.kit.Router, v.object)
	v.object.Refresh()
}

func (v *countView) refresh() {
	v.list.Refresh()
	v.results.Refresh()
	v.rows.Refresh()
}

// entry is blind: it says what was counted and not what should be there.
func (v *countView) entry(n int) rowData {
	p := v.page
	entry := p.entries[n]
	product := p.index.ByID(entry.ProductID)
	if product == nil {
		return rowData{}
	}
	return rowData{product: product, name: goods.Name(p.kit.Lang, product), note: joined(product.SKU, entry.Person, i18n.Time(entry.At.Time())),
		figure: i18n.Qty(entry.Qty) + " " + product.Unit}
}

func (v *countView) difference(n int) rowData {
	p, row := v.page, v.all[n]
	t := p.kit.T
	difference, unit := row.Difference(), " "+row.Product.Unit
	data := rowData{product: row.Product, name: goods.Name(p.kit.Lang, row.Product), trouble: difference < 0,
		note:   t("stockpage.against", fault.Values{"expected": row.Expected, "counted": row.Counted, "unit": row.Product.Unit}),
		figure: signed(difference) + unit, under: i18n.BahtShort(row.AtCost())}
	switch {
	case row.Entries == 0:
		data.mark = widget.ChipData{Label: t("stockpage.not_counted")}
		data.figure, data.under, data.trouble = i18n.Qty(row.Expected)+unit, "", false
	case row.SecondLook:
		data.mark = widget.ChipData{Label: t("stockpage.second_look"), Tone: widget.Watch, Icon: "warn"}
	case difference == 0:
		data.mark, data.figure, data.under = widget.ChipData{Label: t("stockpage.right"), Tone: widget.Good}, i18n.Qty(row.Counted)+unit, ""
	}
	return data
}

func signed(quantity qty.Qty) string {
	if quantity > 0 {
		return "+" + i18n.Qty(quantity)
	}
	return i18n.Qty(quantity)
}

// show shows the sheet as it is.
func (v *countView) show() {
	p, t := v.page, v.page.kit.T
	v.list.SetCount(len(p.entries))
	if v.list.Chosen() < 0 && len(p.entries) > 0 {
		v.list.Choose(0)
	}
	v.showLists()
	v.showLast()
	if p.count == nil {
		return
	}
	v.done.Set(t("stockpage.counted_so_far", fault.Values{"entries": p.total, "products": p.products(), "place": p.count.Place}))
	v.all = v.all[:0]
	rank := func(row shop.CountRow) int {
		switch {
		case row.Entries > 0 && row.SecondLook:
			return 0
		case row.Entries > 0 && row.Difference() != 0:
			return 1
		case row.Entries == 0:
			return 2
		}
		return 3
	}
	for want := range 4 {
		for _, rows := range [][]shop.CountRow{p.count.Rows, p.count.Uncounted} {
			for _, row := range rows {
				if rank(row) == want {
					v.all = append(v.all, row)
				}
			}
		}
	}
	v.rows.SetCount(len(v.all))
	sum := p.count.Sum
	body := widget.Column(6, widget.NewText(t("stockpage.differences"), widget.Section))
	say := func(key string, values fault.Values) { body.Add(widget.NewWrapLabel(t(key, values), 2, widget.Body)) }
	say("stockpage.sum_rows", fault.Values{"right": sum.Right, "off": sum.Off})
	say("stockpage.sum_missing", fault.Values{"cost": sum.MissingCost, "price": sum.Missing})
	say("stockpage.sum_found", fault.Values{"cost": sum.FoundCost, "price": sum.Found})
	if sum.SecondLook > 0 {
		say("stockpage.second_text", fault.Values{"count": sum.SecondLook})
	}
	if len(p.count.Uncounted) > 0 {
		say("stockpage.uncounted", fault.Values{"count": len(p.count.Uncounted)})
		body.Add(v.noneRow)
	}
	v.sums.Objects = []fyne.CanvasObject{widget.NewDragScroll(sideInset(body))}
	widget.Connect(p.kit.Router, v.sums)
	v.sums.Refresh()
	v.none.Set(p.none)
}

func (v *countView) showLists() {
	p := v.page
	searching := v.search.Text != ""
	v.results.Hidden, v.list.Hidden = !searching, searching
	v.empty.Hidden = searching && len(p.results) > 0 || !searching && len(p.entries) > 0 || p.count == nil
	if searching {
		v.hint.Set(p.kit.T("products.not_found", fault.Values{"text": v.search.Text}))
	} else {
		v.hint.Set(p.kit.T("stockpage.empty_counting"))
	}
	v.list.Refresh()
	v.results.Refresh()
	v.empty.Refresh()
}

// showLast shows the chosen entry large: what was just scanned.
func (v *countView) showLast() {
	p := v.page
	n := v.list.Chosen()
	if n < 0 || n >= len(p.entries) || p.index == nil {
		v.last.Set(p.kit.T("stockpage.nothing_counted"))
		v.unit.Set("")
		v.qty.SetText("")
		return
	}
	entry := p.entries[n]
	if product := p.index.ByID(entry.ProductID); product != nil {
		v.last.Set(goods.Name(p.kit.Lang, product))
		v.unit.Set(p.kit.T("stockpage.unit", fault.Values{"unit": product.Unit}))
	}
	if !widget.Focused(v.qty) {
		v.qty.SetQty(entry.Qty)
	}
}

func (v *countView) toSearch() { widget.Focus(v.search) }

func (v *countView) toQty() {
	if v.list.Chosen() >= 0 {
		widget.Focus(v.qty)
	}
}

func (v *countView) typed(r rune) {
	v.toSearch()
	v.search.Type(r)
}

func (v *countView) find(text string) {
	p := v.page
	p.results = nil
	if p.index != nil && text != "" {
		for _, product := range p.index.Search(text, most).Products {
			if product.SKU != shop.MiscSKU {
				p.results = append(p.results, product)
			}
		}
	}
	v.results.SetCount(len(p.results))
	v.results.Choose(0)
	v.showLists()
}

func (v *countView) move(by int) {
	if v.search.Text != "" {
		v.results.Step(0, by)
		return
	}
	v.list.Step(0, by)
}

// enter takes what was found, or the quantity that was typed.
func (v *countView) enter() {
	switch {
	case widget.Focused(v.qty):
		v.takeTyped()
	case v.search.Text != "":
		v.takeResult(v.results.Chosen())
	case widget.Focused(v.search):
		v.toQty()
	default:
		v.toSearch()
	}
}

func (v *countView) takeResult(n int) {
	p := v.page
	if n < 0 || n >= len(p.results) {
		return
	}
	product := p.results[n]
	v.search.SetText("")
	p.add(product, qty.One, true)
	v.qty.SetQty(qty.One)
	widget.Focus(v.qty)
}

// takeTyped takes the quantity that is being typed for the entry it stands beside; false when it cannot be read.
func (v *countView) takeTyped() bool {
	if !widget.Focused(v.qty) {
		return true
	}
	quantity, err := v.qty.Qty()
	if err != nil {
		v.page.kit.Prompt.Say(i18n.Message(v.page.kit.Lang, err))
		return false
	}
	v.toSearch()
	v.page.correct(v.list.Chosen(), quantity)
	return true
}
