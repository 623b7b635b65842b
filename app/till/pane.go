package till

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// pane is the bill at the right: its lines, or the bills put aside, or the change of the bill before; and
// below what is to be paid.
type pane struct {
	page   *Page
	object fyne.CanvasObject
	inside *fyne.Container

	tabs     *widget.Tabs
	tag      *widget.Text
	customer *widget.Chip
	parking  *widget.Chip
	head     *fyne.Container

	lines  *widget.List
	drafts *widget.List
	hint   *widget.WrapLabel
	paid   *paidCard
	foot   *foot
}

func newPane(p *Page) *pane {
	a := &pane{page: p}
	t := p.kit.T
	a.tabs = widget.NewTabs([]widget.Tab{{Label: t("till.tab.bill")}, {Label: t("till.tab.parked"), Icon: "pause"}, {Label: t("till.tab.waiting"), Dot: theme.Gold}},
		func(tab int) { a.show(tab); p.view.takeKeyboard() })
	a.tag = widget.NewText("", widget.Strong).Shrink()
	a.customer = widget.NewChip(widget.ChipData{Label: t("till.anyone"), Key: p.keyName(keyCustomer)}, func() { p.chooseCustomer(nil) })
	a.parking = widget.NewChip(widget.ChipData{Label: t("till.park"), Key: p.keyName(keyPark), Tone: widget.Outline}, p.parkOrList)
	a.head = container.New(&headLayout{a}, a.tag, a.customer, a.parking)
	a.lines = widget.NewList(theme.RowHeight, newLineRow, a.line)
	a.lines.OnChosen = func(index int) {
		if index < len(p.model.cart.Lines) {
			p.model.chosen = index
		}
		a.lines.Choose(p.model.chosen)
	}
	a.lines.OnTapped = func(int) { p.view.takeKeyboard() }
	a.drafts = widget.NewList(theme.RowHeight, newDraftRow, a.draft)
	a.drafts.OnTapped = func(index int) { a.open(index); p.view.takeKeyboard() }
	a.hint = widget.NewWrapLabel("", 4, widget.Body.In(theme.InkSoft).Centre())
	a.paid = newPaidCard(p)
	a.foot = newFoot(p)
	body := container.NewStack(a.lines, a.drafts, container.New(&centred{width: 300}, a.hint), a.paid.object)
	a.inside = container.New(&paneLayout{a}, a.tabs, a.head, widget.NewDivider(), body, a.foot.object)
	a.object = widget.NewFlushCard(a.inside)
	a.paid.object.Hide()
	a.show(0)
	return a
}

func (a *pane) tab() int { return a.tabs.Selected() }

// show turns to the bill (0), the parked (1) or the waiting bills (2).
func (a *pane) show(tab int) {
	a.tabs.Select(tab)
	if tab > 0 {
		a.paid.object.Hide()
		a.drafts.SetCount(len(a.list()))
		a.drafts.Choose(0)
	}
	a.showBody()
}

// list gives the bills of the open tab.
func (a *pane) list() []shop.Draft {
	switch a.tab() {
	case 1:
		return a.page.model.parked
	case 2:
		return a.page.model.waiting
	}
	return nil
}

// open brings a bill of the list back.
func (a *pane) open(index int) {
	if list := a.list(); index >= 0 && index < len(list) {
		a.page.resume(list[index].Cart.ID)
	}
}

func (a *pane) showBody() {
	m := a.page.model
	change := a.paid.object.Visible()
	tab := a.tab()
	show(a.lines, tab == 0 && !change && len(m.quote.Lines) > 0)
	show(a.drafts, tab > 0 && len(a.list()) > 0)
	hint := ""
	switch {
	case tab == 0 && !change && len(m.quote.Lines) == 0:
		hint = a.page.kit.T("till.empty_bill")
	case tab == 1 && len(m.parked) == 0:
		hint = a.page.kit.T("till.empty_parked")
	case tab == 2 && len(m.waiting) == 0:
		hint = a.page.kit.T("till.empty_waiting")
	}
	if change != a.foot.bare {
		a.foot.strip(change)
	}
	a.hint.Set(hint)
	show(a.hint, hint != "")
	a.inside.Refresh()
}

// showLines marks the chosen line and shows all lines anew.
func (a *pane) showLines() {
	a.lines.SetCount(len(a.page.model.quote.Lines))
	a.lines.Choose(a.page.model.chosen)
}

// showBill shows the bill as it stands.
func (a *pane) showBill() {
	m, t := a.page.model, a.page.kit.T
	counted := func(key string, count int) string {
		if count == 0 {
			return t(key)
		}
		return t(key) + " " + strconv.Itoa(count)
	}
	a.tabs.Set([]widget.Tab{
		{Label: t("till.tab.bill")}, {Label: counted("till.tab.parked", len(m.parked)), Icon: "pause"},
		{Label: counted("till.tab.waiting", len(m.waiting)), Dot: theme.Gold},
	})
	a.tag.Set(t("till.open_bill", fault.Values{"tag": m.cart.ID.Tag()}))
	name := m.customer()
	who := widget.ChipData{Label: name, Icon: "customer", Tone: widget.Soft, Key: a.page.keyName(keyCustomer)}
	if name == "" {
		who = widget.ChipData{Label: t("till.anyone"), Key: a.page.keyName(keyCustomer)}
	}
	a.customer.Set(who)
	label := "till.park"
	if len(m.cart.Lines) == 0 {
		label = "till.parked_list"
	}
	a.parking.Set(widget.ChipData{Label: t(label), Key: a.page.keyName(keyPark), Tone: widget.Outline})
	if a.tab() > 0 {
		a.drafts.SetCount(len(a.list()))
	}
	a.showLines()
	a.foot.show(m)
	a.showBody()
}

// line fills a row of the bill. Gifts that a promotion added have no quantity to change.
func (a *pane) line(index int, row *lineRow, _ bool) {
	m, lang := a.page.model, a.page.kit.Lang
	if index >= len(m.quote.Lines) {
		return
	}
	line := m.quote.Lines[index]
	product := m.index.ByID(line.ProductID)
	row.name.Set(m.lineName(lang, index))
	mine := index < len(m.cart.Lines)
	packed := ""
	if mine {
		packed = packNote(lang, product, &m.cart.Lines[index])
	}
	note, promo := lineNotes(lang, line, packed)
	row.note.Set(note)
	row.promo.Set(promo)
	row.total.SetAmount(line.Total)
	count := quantityText(product, line.Qty)
	row.stepper.Set(count)
	row.count.Set(count)
	show(row.stepper, mine)
	show(row.count, !mine)
	row.stepper.OnStep = func(by int) { a.page.step(index, by); a.page.view.takeKeyboard() }
	row.stepper.OnTapped = func() { m.chosen = index; a.page.askLine(index) }
	row.row.Refresh()
}

// draft fills a row of a bill put aside.
func (a *pane) draft(index int, row *draftRow, _ bool) {
	list := a.list()
	if index >= len(list) {
		return
	}
	draft, m, t := list[index], a.page.model, a.page.kit.T
	name := m.nameOf(draft.Cart.CustomerID)
	if name == "" && len(draft.Cart.Lines) > 0 && m.ready() {
		name = firstName(a.page.kit.Lang, m, draft)
	}
	row.name.Set(name)
	about := t("till.draft", fault.Values{"tag": draft.Cart.ID.Tag(), "lines": len(draft.Cart.Lines), "time": i18n.Time(draft.UpdatedAt)})
	if draft.Cart.Note != "" {
		about += " · " + draft.Cart.Note
	}
	row.about.Set(about)
	row.total.SetAmount(draft.Total)
	row.row.Refresh()
}

func firstName(lang i18n.Lang, m *model, draft shop.Draft) string {
	line := draft.Cart.Lines[0]
	if line.Name != "" {
		return line.Name
	}
	if p := m.index.ByID(line.ProductID); p != nil {
		return goods.Name(lang, p)
	}
	return draft.Cart.ID.Tag()
}

// dismiss takes the change of the bill before off the screen.
func (a *pane) dismiss() {
	if a.paid.object.Visible() {
		a.paid.object.Hide()
		a.showBody()
	}
}

// showPaid shows the change of a bill paid in cash, large; other ways of paying get a quiet line.
func (v *view) showPaid(bill *shop.Bill) {
	v.showTab(0)
	cash := bill.Change > 0
	for _, payment := range bill.Payments {
		cash = cash || payment.Method == selling.Cash
	}
	if !cash {
		v.page.kit.Prompt.Say(v.page.kit.T("till.paid", fault.Values{"number": bill.Number, "total": bill.Total}))
		return
	}
	v.pane.paid.show(bill)
	v.pane.paid.object.Show()
	v.pane.showBody()
}
