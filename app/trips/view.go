package trips

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// view shows at the left what became of the goods or the step that is being scanned, and at the right what
// the trip brought.
type view struct {
	page   *page
	object fyne.CanvasObject

	goods *widget.List
	hint  *widget.WrapLabel
	empty *fyne.Container
	box   fyne.CanvasObject

	about   *widget.WrapLabel
	search  *widget.Entry
	lines   *widget.List
	results *widget.List
	found   []*catalog.Product
	nothing *widget.WrapLabel
	none    *fyne.Container
	chosen  *widget.Text
	qty     *widget.QtyEntry
	post    *widget.Button
	work    *fyne.Container

	sums *fyne.Container
}

func newView(p *page) *view {
	v := &view{page: p}
	v.goods = widget.NewList(theme.RowHeight, func() *row { r := newRow(); r.photos = p.photos; return r }, v.setGoods)
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, v.hint), layout.NewSpacer())
	v.box = widget.Inset(6, 6, 0, 0, container.NewStack(v.goods, v.empty))
	v.work = v.newWork()
	v.work.Hide()
	v.sums = container.NewStack()
	left := widget.NewFlushCard(container.NewStack(v.box, v.work))
	v.object = container.New(widget.Sides{Share: 0.36, Least: 320, Most: 430}, left, widget.NewCard(v.sums))
	return v
}

// newWork is a step: what is scanned or searched, line by line.
func (v *view) newWork() *fyne.Container {
	p, k := v.page, v.page.kit
	v.about = widget.NewWrapLabel("", 2, widget.Section)
	v.search = widget.NewSearchEntry("scan", k.T("stockpage.search_hint"), keys.Chord("F2").Name(k.Lang, k.Twins))
	v.search.OnChanged = v.find
	v.lines = widget.NewList(theme.RowHeight, func() *lineRow {
		return newLineRow(func(n, by int) {
			if n < len(p.model.lines) {
				p.set(n, max(p.model.lines[n].Qty+qty.Pieces(by), 0))
			}
		}, func(n int) { p.model.at = n; v.showLines(); v.toQty() })
	}, v.setLine)
	v.lines.OnChosen = func(n int) { p.model.at = n; v.showChosen() }
	v.results = widget.NewList(theme.RowHeight, func() *row { r := newRow(); r.photos = p.photos; return r }, func(n int, r *row, _ bool) {
		if n < len(v.found) {
			r.set(rowData{product: v.found[n], name: goods.Name(k.Lang, v.found[n]), note: v.found[n].SKU})
		}
	})
	v.results.OnTapped = v.take
	v.results.Hide()
	v.nothing = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.none = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, v.nothing), layout.NewSpacer())
	v.chosen = widget.NewText("", widget.Strong).Shrink()
	v.qty = widget.NewQtyEntry()
	v.post = button(k, widget.Primary, keys.Save, "trips.do", "check", p.post)
	remove := button(k, widget.Quiet, "Delete", "stockpage.remove", "trash", p.remove).WithHeight(theme.ButtonLow)
	edit := widget.Column(2, widget.Beside(v.chosen, remove), widget.NewFormRow(k.T("trips.qty")+" · "+keys.Chord("F4").Name(k.Lang, k.Twins), v.qty))
	foot := widget.Column(8, edit, container.New(widget.Even{}, button(k, widget.Plain, keys.Esc, "trips.leave", "back", p.leave), v.post))
	return container.NewBorder(widget.Inset(12, 8, 12, 12, widget.Column(8, v.about, v.search)), widget.Inset(8, 10, 12, 12, foot), nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, container.NewStack(v.lines, v.results, v.none)))
}

// turn shows the step, or the trip again.
func (v *view) turn() {
	v.box.Hide()
	v.work.Hide()
	if step := v.page.model.step; step != "" {
		v.about.Set(v.page.kit.T("trips.step." + step))
		v.post.SetLabel(v.page.kit.T("trips.post." + step))
		v.nothing.Set(v.page.kit.T("trips.nothing." + step))
		v.work.Show()
		v.showLines()
	} else {
		v.box.Show()
	}
	v.showSums()
	widget.Connect(v.page.kit.Router, v.object)
	v.object.Refresh()
}

func (v *view) refresh() {
	v.goods.Refresh()
	v.lines.Refresh()
	v.results.Refresh()
}

// show shows the trip as it is.
func (v *view) show() {
	trip := v.page.model.trip
	v.goods.SetCount(len(trip.Sum.Rows))
	v.empty.Hidden = len(trip.Sum.Rows) > 0
	v.hint.Set(v.page.kit.T("trips.box_empty"))
	v.empty.Refresh()
	v.showSums()
	if v.page.model.step == "" && v.work.Visible() { // it came back meanwhile
		v.page.turn()
	}
}

// setGoods says of one product what became of it.
func (v *view) setGoods(n int, r *row, _ bool) {
	p := v.page
	if p.model.trip == nil || n >= len(p.model.trip.Sum.Rows) {
		return
	}
	goodsRow := p.model.trip.Sum.Rows[n]
	product := p.model.trip.Products[goodsRow.ProductID]
	var parts []string
	for _, part := range []struct {
		key string
		qty qty.Qty
	}{{"taken", goodsRow.Taken}, {"tasted", goodsRow.Tasted}, {"lost", goodsRow.Lost}, {"back", goodsRow.Back}, {"missing", goodsRow.Missing}} {
		if part.qty != 0 {
			parts = append(parts, p.kit.T("trips.col."+part.key)+" "+i18n.Qty(part.qty))
		}
	}
	data := rowData{product: product, name: goods.Name(p.kit.Lang, product), note: strings.Join(parts, " · "), trouble: goodsRow.Missing > 0,
		figure: p.kit.T("trips.col.sold") + " " + i18n.Qty(goodsRow.Sold)}
	if left := goodsRow.Left(); left != 0 {
		data.under = p.kit.T("trips.col.left") + " " + i18n.Qty(left)
	}
	r.set(data)
}

func (v *view) setLine(n int, r *lineRow, _ bool) {
	p := v.page
	if n >= len(p.model.lines) {
		return
	}
	line := p.model.lines[n]
	r.index = n
	r.thumb.Set(goods.DrawingOf(line.Product), p.photos.Get(line.Product.Photo))
	r.name.Set(goods.Name(p.kit.Lang, line.Product))
	r.note.Set(line.Product.SKU + " · " + line.Product.Unit)
	r.stepper.Set(i18n.Qty(line.Qty))
	r.box.Refresh()
}

// showLines shows what was scanned.
func (v *view) showLines() {
	m := v.page.model
	v.lines.SetCount(len(m.lines))
	v.lines.Choose(min(m.at, len(m.lines)-1))
	v.showLists()
	v.showChosen()
}

func (v *view) showLists() {
	searching := v.search.Text != ""
	v.results.Hidden, v.lines.Hidden = !searching, searching
	v.none.Hidden = searching && len(v.found) > 0 || !searching && len(v.page.model.lines) > 0
	if searching {
		v.nothing.Set(v.page.kit.T("products.not_found", fault.Values{"text": v.search.Text}))
	} else {
		v.nothing.Set(v.page.kit.T("trips.nothing." + v.page.model.step))
	}
	v.lines.Refresh()
	v.results.Refresh()
	v.none.Refresh()
}

func (v *view) showChosen() {
	m := v.page.model
	if m.at < 0 || m.at >= len(m.lines) {
		v.chosen.Set("")
		v.qty.SetText("")
		return
	}
	v.chosen.Set(goods.Name(v.page.kit.Lang, m.lines[m.at].Product))
	v.qty.SetQty(m.lines[m.at].Qty)
}

func (v *view) toSearch() { widget.Focus(v.search) }

func (v *view) toQty() {
	if len(v.page.model.lines) > 0 {
		widget.Focus(v.qty)
	}
}

func (v *view) typed(r rune) {
	v.toSearch()
	v.search.Type(r)
}

// most bounds what a search lists.
const most = 60

func (v *view) find(text string) {
	v.found = nil
	if index := v.page.model.index; index != nil && text != "" {
		for _, product := range index.Search(text, most).Products {
			if product.SKU != shop.MiscSKU {
				v.found = append(v.found, product)
			}
		}
	}
	v.results.SetCount(len(v.found))
	v.results.Choose(0)
	v.showLists()
}

// unsearch leaves a search; false when there is none.
func (v *view) unsearch() bool {
	if v.search.Text == "" {
		return false
	}
	v.search.SetText("")
	v.toSearch()
	return true
}

func (v *view) move(by int) {
	if v.search.Text != "" {
		v.results.Step(0, by)
		return
	}
	v.lines.Step(0, by)
}

// typing tells whether the keyboard is in the quantity.
func (v *view) typing() bool {
	return widget.Focused(v.qty)
}

// takeTyped takes the quantity that is being typed for the chosen line; false when it cannot be read.
func (v *view) takeTyped() bool {
	if !v.typing() {
		return true
	}
	quantity, err := v.qty.Qty()
	if err != nil {
		v.page.kit.Prompt.Say(i18n.Message(v.page.kit.Lang, err))
		return false
	}
	v.page.set(v.page.model.at, quantity)
	v.toSearch()
	return true
}

// enter takes what was found, or the quantity that was typed.
func (v *view) enter() {
	switch {
	case v.typing():
		v.takeTyped()
	case v.search.Text != "":
		v.take(v.results.Chosen())
	default:
		v.toQty()
	}
}

func (v *view) take(n int) {
	if n < 0 || n >= len(v.found) {
		return
	}
	product := v.found[n]
	v.search.SetText("")
	v.page.put(product, qty.One)
	v.toQty()
}

// showSums shows what the trip brought, and what can be done now.
func (v *view) showSums() {
	p := v.page
	trip := p.model.trip
	if trip == nil {
		return
	}
	head := widget.Column(2, widget.Beside(widget.NewWrapLabel(trip.Name, 2, widget.Title), widget.NewPill(stateChip(p.kit, trip.State))),
		widget.NewText(days(p.kit.Lang, &trip.Trip), widget.Caption))
	foot := container.NewStack()
	if p.model.step == "" {
		foot.Add(v.actions())
	}
	account := widget.NewDragScroll(widget.Inset(0, 0, 0, 8, v.account()))
	v.sums.Objects = []fyne.CanvasObject{container.NewBorder(head, foot, nil, nil, widget.Inset(8, 8, 0, 0, account))}
	widget.Connect(p.kit.Router, v.sums)
	v.sums.Refresh()
}

// account is what was sold, how it was paid, what goes off it and what is left. A trip that has not begun has
// only its costs.
func (v *view) account() fyne.CanvasObject {
	p, t := v.page, v.page.kit.T
	trip, sum, body := p.model.trip, p.model.trip.Sum, widget.Column(4)
	add := func(key string, amount money.Satang) {
		body.Add(widget.Beside(widget.NewText(t("trips.sum."+key), widget.Caption.At(theme.Text)).Shrink(), widget.NewMoney(amount, false, widget.Figure)))
	}
	if trip.State != stock.TripPacking || sum.Bills > 0 {
		pieces := t("trips.sold_bills", fault.Values{"bills": sum.Bills, "pieces": sum.Pieces})
		body.Add(widget.Inset(0, 6, 0, 0, widget.NewNotice(widget.Good, widget.Column(0, widget.NewText(pieces, widget.Caption.In(theme.MoneyIn)).Shrink(),
			widget.NewText(i18n.BahtSign(sum.Sold), widget.Strong.At(theme.MoneyText).In(theme.MoneyIn))))))
		add("cash", sum.Cash)
		add("promptpay", sum.Bank)
		for _, line := range []figure{{"others", sum.Others}, {"discount", sum.Discount}} {
			if line.amount != 0 {
				add(line.key, line.amount)
			}
		}
		body.Add(widget.NewDivider())
	}
	for _, line := range []figure{{"vat", sum.VAT}, {"shares", sum.Shares}, {"goods", sum.Goods}, {"tasted", sum.Tasted}, {"lost", sum.Lost}, {"missing", sum.Missing}} {
		if line.amount != 0 {
			add(line.key, -line.amount)
		}
	}
	v.costs(body)
	if len(body.Objects) == 0 {
		return body
	}
	ink := theme.MoneyIn
	if sum.Earned() < 0 {
		ink = theme.Trouble
	}
	body.Add(widget.NewDivider())
	body.Add(widget.Beside(widget.NewText(t("trips.sum.earned"), widget.Section), widget.NewText(i18n.BahtSign(sum.Earned()), widget.Strong.At(theme.PayText).In(ink))))
	return body
}

// figure is a line of the account.
type figure struct {
	key    string
	amount money.Satang
}

// costs lists what was spent, each with a way to take it out again.
func (v *view) costs(body *fyne.Container) {
	p, costs := v.page, v.page.model.trip.Sum.Costs
	for n, cost := range costs {
		label := shop.CostName(p.kit.Lang, cost.Kind)
		if cost.Note != "" {
			label += " · " + cost.Note
		}
		undo := widget.NewButton(widget.Quiet, "", func() { p.undoCost(cost) }).WithIcon("x").WithHeight(theme.ButtonLow)
		if n == len(costs)-1 && p.model.step == "" {
			undo.WithKey(keys.Chord("Delete").Name(p.kit.Lang, p.kit.Twins))
		}
		body.Add(widget.Beside(widget.NewText(label, widget.Caption.At(theme.Text)).Shrink(), widget.Row(widget.NewMoney(-cost.Amount, false, widget.Figure), undo)))
	}
}

// actions are the buttons of the trip's state.
func (v *view) actions() fyne.CanvasObject {
	p, k := v.page, v.page.kit
	plain := func(key keys.Chord, label string, do func()) fyne.CanvasObject {
		return button(k, widget.Plain, key, label, "", do)
	}
	load := plain("F5", "trips.short.load", func() { p.begin(shop.TripLoad) })
	cost, print := plain("F7", "trips.short.cost", p.cost), plain("Ctrl+P", "trips.short.print", p.print)
	switch p.model.trip.State {
	case stock.TripPacking:
		return widget.Column(6, container.New(widget.Even{}, load, plain("F6", "trips.short.unload", p.takeOff)), container.New(widget.Even{}, cost, print),
			button(k, widget.Quiet, "F9", "trips.call_off", "x", p.callOff).WithHeight(theme.ButtonLow), button(k, widget.Pay, "F8", "trips.go", "right", p.onward))
	case stock.TripOut:
		return widget.Column(6, container.New(widget.Even{}, load, plain("F6", "trips.short.loss", p.takeOff)), container.New(widget.Even{}, cost, print),
			button(k, widget.Primary, "F8", "trips.step.back", "back", p.onward))
	}
	return cost
}
