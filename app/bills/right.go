package bills

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// rightSide shows the chosen bill: facts, the slip as it prints, and what may be done.
type rightSide struct {
	name, note, amount *widget.Text
	state              *widget.Pill
	paper              *paper
	scroll             *widget.DragScroll
	history            *fyne.Container   // why, and what became of the bill since
	goods              *widget.WrapLabel // of a waiting bill
	inside             *fyne.Container   // inside the scroll
	actions, waiting   *fyne.Container
	refund, exchange   *widget.Button
	void, repay, print *widget.Button
	papers             *widget.Button
	empty              *widget.WrapLabel
	whole              *fyne.Container // inside the card
}

func (p *Page) buildRight() fyne.CanvasObject {
	r := &p.right
	r.name = widget.NewText("", widget.Section).Shrink()
	r.note = widget.NewText("", widget.Caption).Shrink()
	r.amount = widget.NewText("", widget.Strong.At(theme.MoneyText).In(theme.InkStrong).Right())
	r.state = widget.NewPill(widget.ChipData{})
	r.paper = newPaper()
	r.goods = widget.NewWrapLabel("", 0, widget.Body)
	r.empty = widget.NewWrapLabel(p.k.T("bills.empty.right"), 4, widget.Body.In(theme.InkSoft).Centre())
	r.history = widget.Column(2)
	r.inside = widget.Column(0, r.history, r.paper, r.goods)
	r.scroll = widget.NewDragScroll(r.inside)
	r.refund = p.action(widget.Plain, "refund", "undo", "F5", p.refund)
	r.exchange = p.action(widget.Plain, "exchange", "swap", "F6", p.exchange)
	r.void = p.action(widget.Plain, "void", "x", "F7", p.f7)
	r.repay = p.action(widget.Plain, "repay", "pen", "F4", p.f4)
	r.print = p.action(widget.Primary, "print", "print", "Ctrl+P", p.print)
	r.papers = p.action(widget.Plain, "papers", "bill", keyPapers, p.papers)
	r.actions = widget.Column(widget.Gap, container.New(layout.NewGridLayoutWithColumns(2), r.refund, r.exchange, r.void, r.repay, r.papers, r.print))
	r.waiting = widget.Column(widget.Gap, p.action(widget.Primary, "pay", "cash", keys.Enter, p.enter),
		container.New(layout.NewGridLayoutWithColumns(2), p.action(widget.Plain, "credit", "note", "F4", p.credit), p.action(widget.Plain, "loss", "trash", "F7", p.loss)),
		p.action(widget.Plain, "statement", "print", "Ctrl+P", p.print))
	head := widget.Beside(widget.Column(-2, r.name, r.note), widget.Column(0, r.amount))
	top := widget.Column(widget.Gap, head, container.NewHBox(r.state), widget.NewDivider())
	foot := container.NewStack(r.actions, r.waiting)
	r.whole = container.NewBorder(top, widget.Inset(widget.Gap, 0, 0, 0, foot), nil, nil,
		container.NewStack(r.scroll, container.NewVBox(widget.Inset(80, 0, 20, 20, r.empty))))
	return widget.NewCard(r.whole)
}

// usualTouch is the least height of a target in every look but the one for fingers.
const usualTouch = 40

func (p *Page) action(kind widget.Kind, name, icon string, key keys.Chord, do func()) *widget.Button {
	if look := theme.Of(fyne.CurrentApp().Settings().Theme()); look.Size(theme.Touch) > usualTouch && (kind == widget.Plain || name == "print") {
		icon = "" // letters and keys are large enough there, and two buttons must stand side by side
	}
	return widget.NewButton(kind, p.k.T("bills."+name), p.withBill(do)).WithIcon(icon).WithHeight(theme.ButtonMid).WithKey(key.Name(p.k.Lang, p.k.Twins))
}

func (p *Page) refreshRight() {
	r, m := &p.right, p.m
	draft := m.draft()
	can := m.can()
	r.refund.SetEnabled(can.refund)
	r.exchange.SetEnabled(can.exchange)
	r.void.SetEnabled(can.void)
	r.repay.SetEnabled(can.repay)
	r.print.SetEnabled(can.print)
	r.papers.SetEnabled(can.print)
	r.actions.Hidden, r.waiting.Hidden = m.atWaiting(), draft == nil
	r.empty.Hidden = draft != nil || m.bill != nil
	r.goods.Hidden = draft == nil
	r.history.RemoveAll()
	r.paper.set(nil)
	switch {
	case draft != nil:
		p.showDraft(draft)
	case m.bill != nil && !m.atWaiting():
		p.showFacts(m.bill)
	default:
		r.name.Set("")
		r.note.Set("")
		r.amount.Set("")
		r.state.Hide()
	}
	r.whole.Refresh()
	r.inside.Refresh()
}

func (p *Page) showFacts(bill *shop.Bill) {
	r := &p.right
	r.name.Set(bill.Number)
	note := i18n.Moment(p.k.Lang, bill.At.Time())
	if bill.Customer.Name != "" {
		note += " · " + bill.Customer.Name
	}
	r.note.Set(note)
	r.amount.Set(baht(bill.Total))
	label, tone := p.stateOf(bill)
	r.state.Hidden = label == ""
	r.state.Set(widget.ChipData{Label: label, Tone: tone})
	for _, line := range p.history(bill) {
		r.history.Add(widget.NewWrapLabel(line, 2, widget.Body.At(theme.Small)))
	}
	if p.m.slip != nil {
		r.paper.set(p.m.slip.Bitmap)
	}
	r.scroll.ScrollTo(fyne.Position{})
}

// history says why a bill was written, and what was later given back of it and why.
func (p *Page) history(bill *shop.Bill) []string {
	var lines []string
	if bill.Reason != "" {
		lines = append(lines, p.k.T("bills.history.why", fault.Values{"reason": bill.Reason}))
	}
	for _, later := range bill.Later {
		lines = append(lines, joined(p.k.T(state(later.Kind, "", 0)), later.Number, i18n.Baht(later.Total), i18n.Moment(p.k.Lang, later.At.Time()), later.Reason))
	}
	return lines
}

// stateOf says in a line what became of the bill.
func (p *Page) stateOf(bill *shop.Bill) (string, widget.Tone) {
	t := p.k.T
	switch {
	case bill.VoidedBy != "":
		return t("bills.fact.voided", fault.Values{"number": bill.VoidedBy}), widget.Bad
	case bill.Kind == ledger.Void:
		return t("bills.fact.void", fault.Values{"number": bill.VoidOf}), widget.Watch
	case bill.Kind == ledger.Refund:
		return t("bills.fact.refund", fault.Values{"number": bill.RefundOf}), widget.Watch
	case bill.Kind == ledger.Exchange:
		return t("bills.fact.exchange", fault.Values{"number": bill.RefundOf}), widget.Watch
	case bill.Owed > 0:
		return t("bills.fact.owed", fault.Values{"amount": bill.Owed}), widget.Watch
	}
	some, all := false, len(bill.Lines) > 0
	for _, line := range bill.Lines {
		some = some || line.Left != line.Qty
		all = all && line.Left == 0
	}
	switch {
	case all:
		return t("bills.fact.all_back"), widget.Watch
	case some:
		return t("bills.fact.some_back"), widget.Watch
	case !bill.OpenNow:
		return t("bills.fact.closed"), widget.Calm
	}
	return "", widget.Calm
}

func (p *Page) showDraft(draft *shop.Draft) {
	r := &p.right
	r.name.Set(tag(draft))
	r.note.Set(i18n.Moment(p.k.Lang, draft.UpdatedAt))
	r.amount.Set(baht(draft.Total))
	r.state.Hidden = false
	r.state.Set(widget.ChipData{Label: p.k.T("bills.state.waiting"), Icon: "clock", Tone: widget.Watch})
	r.goods.Set(p.k.T("bills.waiting.goods", fault.Values{"lines": len(draft.Cart.Lines)}))
}

// large shows the slip over the window.
func (p *Page) large() {
	if p.m.bill == nil || p.m.slip == nil {
		return
	}
	sheet := newPaper()
	sheet.set(p.m.slip.Bitmap)
	p.k.Prompt.Show(&prompt.Dialog{Title: p.m.bill.Number, Body: sheet, Width: 620, Actions: []prompt.Action{
		{Label: p.k.T("bills.close"), Key: keys.Esc},
		{Label: p.k.T("bills.print"), Key: "Ctrl+P", Icon: "print", Kind: widget.Primary, Do: p.print},
	}})
}
