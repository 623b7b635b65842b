package producers

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *Page) message(err error) string { return i18n.Message(p.kit.Lang, err) }

// openPaper reads a settlement and shows it: what was sold, what was paid, and what can be done with it.
func (p *Page) openPaper(number string) {
	s := p.kit.Shop
	task.Run(p.runner, "paper", func(ctx context.Context) (*shop.ProducerStatement, error) { return s.SettlementStatement(ctx, number) },
		func(st *shop.ProducerStatement, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			p.kit.Prompt.Show(p.paperDialog(st))
		})
}

func (p *Page) paperDialog(st *shop.ProducerStatement) *prompt.Dialog {
	t, paper := p.kit.T, st.Paper
	d := &prompt.Dialog{Title: paper.Number + " · " + st.Name(p.kit.Lang), Width: 860}
	left := widget.Column(10, p.stateNotice(st), widget.NewNotice(widget.Calm, widget.Column(4, sumRows(p, st)...)))
	for _, payout := range st.Payouts {
		words := t("statement.paid."+payout.Method, fault.Values{"day": payout.Day})
		if payout.Ref != "" {
			words += " · " + payout.Ref
		}
		left.Add(widget.Beside(widget.NewText(words, widget.Caption).Shrink(), widget.NewMoney(payout.Amount, false, widget.Figure)))
	}
	rows := widget.Column(3)
	products := consign.ByProduct(st.Items)
	for n := range min(len(products), maxRows) {
		sum := &products[n]
		rows.Add(widget.Beside(widget.Column(-4, widget.NewText(sum.Name, widget.Body).Shrink(), widget.NewText(i18n.Qty(sum.Qty)+" "+sum.Unit, widget.Caption)),
			container.NewCenter(widget.NewMoney(sum.Share, false, widget.Figure))))
		rows.Add(widget.NewDivider())
	}
	p.view.more(rows, len(products))
	high := min(p.kit.Prompt.Size().Height*0.5, 380)
	goods := container.New(widget.Least{Width: 280, Height: high}, widget.NewCard(widget.NewDragScroll(rows)))
	d.Body = container.New(widget.Sides{Share: 0.5, Least: 300, Most: 440}, widget.NewDragScroll(left), goods)
	d.Actions = []prompt.Action{{Label: t("producers.close"), Key: keys.Esc},
		{Label: t("producers.copy"), Key: "F6", Icon: "copy", Stays: true, Do: func() { p.copyText(st) }},
		{Label: t("producers.print"), Key: "Ctrl+P", Icon: "print", Stays: true, Do: func() { p.printStatement(st) }}}
	if paper.Paid == 0 && !paper.Voided() {
		d.Actions = append(d.Actions, prompt.Action{Label: t("producers.void"), Key: "F7", Icon: "undo", Stays: true, Do: func() { p.voidPaper(st, d) }})
	}
	if st.Undo != nil {
		d.Actions = append(d.Actions, prompt.Action{Label: t("producers.unpay"), Key: "F7", Icon: "undo", Stays: true, Do: func() { p.unpay(st, d) }})
	}
	if paper.Left() > 0 {
		d.Actions = append(d.Actions, prompt.Action{Label: t("producers.pay"), Key: "F8", Icon: "cash", Kind: widget.Pay, Stays: true, Do: func() {
			p.payPaper(*paper, st.Name(p.kit.Lang), func() { d.Close(); p.openPaper(paper.Number) })
		}})
	}
	return d
}

// stateNotice says whether it is paid.
func (p *Page) stateNotice(st *shop.ProducerStatement) fyne.CanvasObject {
	t, paper := p.kit.T, st.Paper
	period := t("producers.period", fault.Values{"from": st.Sums.First, "until": paper.Until, "day": paper.Day})
	tone, ink, words := widget.Good, theme.InkGreen, t("producers.state.paid")
	switch {
	case paper.Voided():
		tone, ink, words = widget.Bad, theme.InkRed, t("producers.voided_because", fault.Values{"reason": paper.Reason})
	case paper.Left() > 0:
		tone, ink, words = widget.Watch, theme.InkGold, t("producers.state.open", fault.Values{"left": paper.Left()})
	}
	return widget.NewNotice(tone, widget.Column(0, widget.NewWrapLabel(words, 3, widget.Strong.In(ink)), widget.NewWrapLabel(period, 2, widget.Caption.In(ink))))
}

// copyText puts the message for LINE on the clipboard.
func (p *Page) copyText(st *shop.ProducerStatement) {
	s, lang := p.kit.Shop, p.kit.Lang
	task.Run(p.runner, "text", func(ctx context.Context) (string, error) { return s.StatementText(ctx, st, lang) }, func(text string, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.kit.Clipboard.SetContent(text)
		p.kit.Prompt.Say(p.kit.T("producers.copied"))
	})
}

func (p *Page) voidPaper(st *shop.ProducerStatement, above *prompt.Dialog) {
	t, s, paper := p.kit.T, p.kit.Shop, st.Paper
	ready := []string{t("producers.void_day"), t("producers.void_producer"), t("producers.void_wait")}
	p.kit.Prompt.AskReason(prompt.Input{Title: t("producers.void"), Text: t("producers.void_text", fault.Values{"number": paper.Number}), Label: t("producers.void_reason"),
		OK: t("producers.void_ok")}, ready, true, prompt.NeedReason, func(reason string) {
		task.Run(p.runner, "void", func(ctx context.Context) (bool, error) { return true, s.VoidSettlement(ctx, paper.ID, reason) }, func(_ bool, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			above.Close()
			p.kit.Prompt.Say(t("producers.voided", fault.Values{"number": paper.Number}))
			p.changed()
		})
	})
}

// unpay takes back the last payout, which was typed wrongly, with a reason.
func (p *Page) unpay(st *shop.ProducerStatement, above *prompt.Dialog) {
	t, s, payout, number := p.kit.T, p.kit.Shop, *st.Undo, st.Paper.Number
	ready := []string{t("producers.unpay_amount"), t("producers.unpay_method"), t("producers.unpay_person")}
	p.kit.Prompt.AskReason(prompt.Input{Title: t("producers.unpay"), Text: t("producers.unpay_text", fault.Values{"number": number, "amount": payout.Amount}),
		Label: t("producers.unpay_reason"), OK: t("producers.unpay_ok")}, ready, true, prompt.NeedReason, func(reason string) {
		task.Run(p.runner, "unpay", func(ctx context.Context) (bool, error) { return true, s.VoidPayout(ctx, payout.ID, reason) }, func(_ bool, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			above.Close()
			p.kit.Prompt.Say(t("producers.unpaid", fault.Values{"number": number, "amount": payout.Amount}))
			p.changed()
			p.openPaper(number)
		})
	})
}

// print shows the chosen producer's paper: the marked settlement of that tab, what is agreed on the tab of
// terms, else how they stand.
func (p *Page) print() {
	m := p.model
	switch {
	case m.detail == nil:
	case m.tab == tabTerms:
		p.printAgreement()
	case m.tab == tabPapers && m.rows() > 0:
		number, s := m.detail.papers[m.picked].Number, p.kit.Shop
		task.Run(p.runner, "paper", func(ctx context.Context) (*shop.ProducerStatement, error) { return s.SettlementStatement(ctx, number) },
			func(st *shop.ProducerStatement, err error) {
				if err != nil {
					p.kit.Prompt.Error(err)
					return
				}
				p.printStatement(st)
			})
	case len(m.detail.open.Items) == 0:
		p.kit.Prompt.Say(p.kit.T("producers.nothing_to_print"))
	default:
		p.printStatement(m.detail.open)
	}
}

// printStatement shows a statement as it will print, on sheets or in large type on a roll.
func (p *Page) printStatement(st *shop.ProducerStatement) *printout.Dialog {
	s, lang := p.kit.Shop, p.kit.Lang
	return p.printForm(func(ctx context.Context, paper string) (shop.Papers, error) {
		return s.StatementPapers(ctx, st, paper, lang)
	})
}

// printPapers shows the statements of several settlements as one run.
func (p *Page) printPapers(settled []shop.Settlement) *printout.Dialog {
	s, lang := p.kit.Shop, p.kit.Lang
	return p.printForm(func(ctx context.Context, paper string) (all shop.Papers, err error) {
		parts := make([]shop.Papers, len(settled))
		for n := range settled {
			st, err := s.SettlementStatement(ctx, settled[n].ID.String())
			if err != nil {
				return all, err
			}
			if parts[n], err = s.StatementPapers(ctx, st, paper, lang); err != nil {
				return all, err
			}
		}
		return shop.Together(fmt.Sprintf("statements-%s", s.Clock().Format("20060102")), parts), nil
	})
}

// printAgreement shows what is agreed with the chosen producer for both to sign: all of it, or the marked terms.
func (p *Page) printAgreement() *printout.Dialog {
	t, s, lang, m := p.kit.T, p.kit.Shop, p.kit.Lang, p.model
	who, marked := m.chosen, id.Terms{}
	if m.rows() > 0 {
		marked = m.detail.terms[m.picked].ID
	}
	var dialog *printout.Dialog
	chosen := widget.NewSegmented([]string{t("producers.agreement_all"), t("producers.agreement_one")}, 0, func(int) { dialog.Draw() })
	turn := func() { chosen.Select(1 - chosen.Selected()); dialog.Draw() }
	options, bindings := widget.Column(8, widget.NewWrapLabel(t("producers.agreement_text"), 6, widget.Body)), []keys.Binding(nil)
	if !marked.IsZero() {
		options.Add(chosen)
		options.Add(widget.NewButton(widget.Plain, t("producers.agreement_turn"), turn).WithIcon("swap").WithKey(p.key("F6")))
		bindings = []keys.Binding{{Chord: "F6", Do: turn}}
	}
	dialog = printout.Open(p.kit, printout.Form{Title: t("producers.agreement"), Options: options, Keys: bindings,
		Lay: func() func(context.Context) (printout.Made, error) {
			only := []id.Terms{{}, marked}[chosen.Selected()]
			return func(ctx context.Context) (made printout.Made, err error) {
				made.Papers, err = s.AgreementPapers(ctx, who, only, lang)
				return made, err
			}
		}})
	return dialog
}

func (p *Page) printForm(lay func(ctx context.Context, paper string) (shop.Papers, error)) *printout.Dialog {
	t := p.kit.T
	sizes := []string{shop.StatementA4, shop.StatementRoll}
	var dialog *printout.Dialog
	chosen := widget.NewSegmented([]string{t("producers.paper_a4"), t("producers.paper_80")}, 0, func(int) { dialog.Draw() })
	turn := func() { chosen.Select(1 - chosen.Selected()); dialog.Draw() }
	options := widget.Column(8, widget.NewWrapLabel(t("producers.paper_text"), 3, widget.Body), chosen,
		widget.NewButton(widget.Plain, t("producers.paper_turn"), turn).WithIcon("swap").WithKey(p.key("F6")))
	dialog = printout.Open(p.kit, printout.Form{Title: t("producers.print"), Options: options, Keys: []keys.Binding{{Chord: "F6", Do: turn}},
		Lay: func() func(context.Context) (printout.Made, error) {
			size := sizes[chosen.Selected()]
			return func(ctx context.Context) (made printout.Made, err error) {
				made.Papers, err = lay(ctx, size)
				return made, err
			}
		}})
	return dialog
}
