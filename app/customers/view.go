package customers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// view is the list at the left and the chosen customer at the right.
type view struct {
	page   *Page
	object fyne.CanvasObject

	search *widget.Entry
	chips  *widget.ChipRow
	list   *widget.List
	count  *widget.Text
	empty  *fyne.Container
	hint   *widget.WrapLabel

	person *fyne.Container // the right card
	beside *widget.Nudge   // what papers ask for beside the bills
	edit   *widget.Button
	papers *widget.Button
	pay    *widget.Button
}

func newView(p *Page) *view {
	v := &view{page: p}
	t := p.kit.T
	v.search = widget.NewSearchEntry("search", t("customers.search"), v.key("F2"))
	v.search.OnChanged = p.find
	v.chips = widget.NewChipRow([]widget.ChipData{{Label: t("customers.all")}, {Label: t("customers.owing")}}, func(n int) { p.onlyOwing(n == 1) })
	add := widget.NewButton(widget.Gold, t("customers.new"), p.add).WithIcon("plus").WithKey(v.key("Ctrl+N"))
	v.list = widget.NewList(theme.RowHeight, newPersonRow, func(index int, r *personRow, _ bool) {
		if index < len(p.model.found) {
			r.show(p.kit, p.model.found[index])
		}
	})
	v.list.OnChosen = p.choose
	v.count = widget.NewText("", widget.Caption).Shrink()
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), v.hint, layout.NewSpacer())
	v.empty.Hide()

	v.edit = widget.NewButton(widget.Plain, t("customers.edit"), p.edit).WithKey(v.key(keys.Enter))
	v.papers = widget.NewButton(widget.Plain, t("customers.papers.short"), p.papers).WithKey(v.key(keyPapers))
	v.pay = widget.NewButton(widget.Pay, t("customers.pay"), p.pay).WithIcon("cash").WithKey(v.key("F8"))
	v.person, v.beside = container.NewStack(), widget.NewNudge(widget.NudgeData{}, p.papers)

	head := widget.Column(widget.Gap, widget.Beside(v.search, add), v.chips)
	body := container.NewStack(v.list, widget.Inset(0, 0, 24, 24, v.empty))
	left := widget.NewFlushCard(container.NewBorder(widget.Inset(12, 10, 12, 12, head), widget.Inset(6, 8, 14, 14, v.count), nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, body)))
	v.object = container.New(widget.Sides{Share: 0.4, Least: 300, Most: 420}, left, widget.NewCard(v.person))
	return v
}

func (v *view) key(chord keys.Chord) string { return chord.Name(v.page.kit.Lang, v.page.kit.Twins) }

func (v *view) takeKeyboard() {
	widget.Focus(v.search)
}

// typed brings a letter into the search box when nothing has the keyboard.
func (v *view) typed(r rune) {
	v.takeKeyboard()
	v.search.Type(r)
}

// show shows the list as the model has it.
func (v *view) show() {
	m, t := v.page.model, v.page.kit.T
	v.list.SetCount(len(m.found))
	v.list.Choose(m.at())
	people, sum := m.owed()
	v.count.Set(t("customers.count", fault.Values{"shown": len(m.found), "all": len(m.all), "people": people, "sum": sum}))
	v.empty.Hidden = len(m.found) > 0 || !m.read
	switch {
	case len(m.all) == 0:
		v.hint.Set(t("customers.empty"))
	case m.query == "":
		v.hint.Set(t("customers.none_owes"))
	default:
		v.hint.Set(t("customers.not_found", fault.Values{"text": m.query}))
	}
	v.empty.Refresh()
	v.showPerson()
}

// maxDebts bounds the bills shown at once; the rest is counted.
const maxDebts = 50

// showPerson shows the chosen customer and the unpaid bills.
func (v *view) showPerson() {
	m, t := v.page.model, v.page.kit.T
	who := m.customer()
	if who == nil {
		v.person.Objects = []fyne.CanvasObject{container.NewVBox(layout.NewSpacer(),
			widget.NewWrapLabel(t("customers.teach"), 0, widget.Caption.At(theme.Text).Centre()), layout.NewSpacer())}
		v.person.Refresh()
		return
	}
	top := widget.Column(2, widget.NewWrapLabel(who.Name, 2, widget.Title))
	for _, line := range []struct{ key, text string }{{"customers.phone", address.Phone(who.Phone)}, {"customers.tax_id", taxText(who.TaxID, who.Branch)},
		{"customers.address", who.Address}, {"customers.note", who.Note}} {
		if line.text != "" {
			top.Add(widget.NewWrapLabel(t(line.key)+" "+line.text, 3, widget.Caption.At(theme.Small)))
		}
	}
	tone, ink := widget.Calm, theme.Ink
	if who.Owed > 0 {
		tone, ink = widget.Bad, theme.InkRed
	}
	sums := widget.Column(0, widget.NewText(t("customers.owes_all"), widget.Caption.In(ink)),
		widget.NewText(i18n.BahtSign(who.Owed), widget.Strong.At(theme.MoneyText).In(ink)))
	if who.CreditLimit > 0 {
		sums.Add(widget.NewText(t("customers.limit_is", fault.Values{"amount": who.CreditLimit}), widget.Caption.In(ink)).Shrink())
	}
	v.pay.SetEnabled(who.Owed > 0)
	head := widget.Column(12, top, widget.NewNotice(tone, sums))
	if by := m.papers; by.Count > 0 {
		v.beside.Set(widget.NudgeData{Label: t("customers.papers.beside", fault.Values{"count": by.Count}), More: i18n.BahtSign(by.Sum), Tone: widget.Watch})
		head.Add(v.beside)
	}
	foot := widget.Column(widget.Gap, v.pay, container.New(widget.Even{}, v.papers, v.edit))
	v.person.Objects = []fyne.CanvasObject{container.NewBorder(head, foot, nil, nil, widget.Inset(10, 10, 0, 0, widget.NewDragScroll(v.bills())))}
	widget.Connect(v.page.kit.Router, v.person)
	v.person.Refresh()
}

func (v *view) bills() fyne.CanvasObject {
	m, t := v.page.model, v.page.kit.T
	bills := widget.Column(4)
	if len(m.debts) > 0 {
		bills.Add(widget.NewText(t("customers.bills"), widget.Section))
	}
	for n, debt := range m.debts {
		if n == maxDebts {
			bills.Add(widget.NewText(t("customers.more", fault.Values{"count": len(m.debts) - maxDebts}), widget.Caption))
			break
		}
		bills.Add(widget.Beside(widget.NewText(debt.Number, widget.Body).Shrink(), widget.NewMoney(debt.Owed, false, widget.Figure)))
		bills.Add(widget.NewDivider())
	}
	return bills
}

// taxText writes a tax number with its branch.
func taxText(number, branch string) string {
	if number == "" || branch == "" {
		return number
	}
	return number + " · " + branch
}
