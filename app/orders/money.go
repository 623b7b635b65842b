package orders

import (
	"context"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/pay"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// before is what can still be paid before a bill is written: all that is open but what bills wait for.
func before(o *shop.Order) money.Satang { return o.Rest() - o.Owed() }

// takesMoney and givesBack report whether money may come for an order, or lies here for it.
func takesMoney(_ *Page, o *shop.Order) bool { return !o.Cancelled() && before(o) > 0 }
func givesBack(_ *Page, o *shop.Order) bool  { return o.Back() > 0 }

// pay takes money for an order: PromptPay with the QR of what is left, transfer, cash, all of it or a part.
func (p *Page) pay(o *shop.Order) {
	order := o.Order.ID
	pay.TakeFor(p.k, p.acts, pay.Order{ID: order, Number: called(o), Rest: before(o), By: p.m.list.by, Done: func() {
		p.again(order, p.say(o, ordering.StepPaid))
	}})
}

// again reads an order that was changed elsewhere.
func (p *Page) again(order id.Order, said string) {
	p.write(order, func(context.Context, *shop.Shop) error { return nil }, said, nil)
}

// backWays are the ways money goes back.
var backWays = []string{selling.Transfer, selling.Cash, selling.PromptPay}

// payBack gives money back that lies here for an order: what is too much, or else all that was paid.
func (p *Page) payBack(o *shop.Order) {
	k, t, order, by := p.k, p.k.T, o.Order.ID, p.m.list.by
	held := o.Money.Deposit()
	if held <= 0 {
		k.Prompt.Say(t("orders.nothing_held"))
		return
	}
	amount, trouble := widget.NewAmountEntry(true), newTrouble()
	amount.SetAmount(held)
	if rest := o.Back(); rest > 0 {
		amount.SetAmount(min(rest, held))
	}
	way := widget.NewSegmented([]string{t("pay.method.transfer"), t("pay.method.cash"), t("pay.method.promptpay")}, 0, nil)
	reason := widget.NewEntry(t("orders.reason"))
	ready := p.reasons("back")
	body := widget.Column(10, widget.NewWrapLabel(t("orders.back.text", fault.Values{"held": held}), 3, widget.Body.At(theme.Small)),
		widget.NewFormRow(t("orders.back.amount"), amount), way, widget.NewFormRow(t("orders.reason"), reason),
		prompt.ReadyReasons(ready, func(text string) { reason.SetText(text) }), trouble)
	payment := id.New[id.Change]()
	var d *prompt.Dialog
	turn := func() { way.Select((way.Selected() + 1) % len(backWays)) }
	give := func() {
		sum, err := amount.Amount()
		if err == nil && reason.Text == "" {
			err = fault.New("reason_missing", "reason", nil)
		}
		if err != nil {
			tell(p.k.Lang, d, trouble, err)
			return
		}
		tender := selling.Tender{Method: backWays[way.Selected()], Amount: &sum, Reason: reason.Text}
		task.Run(p.acts, "back", func(ctx context.Context) (bool, error) {
			return true, k.Shop.PayOrderBack(ctx, order, payment, tender, by)
		},
			func(_ bool, err error) {
				if err != nil {
					tell(p.k.Lang, d, trouble, err)
					return
				}
				d.Close()
				p.again(order, "")
				k.Prompt.Say(t("orders.gave_back", fault.Values{"amount": sum}))
			})
	}
	d = &prompt.Dialog{Title: t("orders.back.title", fault.Values{"number": called(o)}), Body: body, Focus: reason, Typed: prompt.TypedIn(amount, reason),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("orders.back.way"), Key: "F4", Stays: true, Do: turn},
			{Label: t("orders.act.refund"), Key: keys.Save, Kind: widget.Danger, Stays: true, Do: give}}}
	k.Prompt.Show(d)
}

// carrierPaid notes what the carrier paid of what it collected for a parcel.
func (p *Page) carrierPaid(o *shop.Order, parcel *ledger.Parcel) {
	by, number := p.m.list.by, parcel.ID
	p.paidOut(o, payout{title: p.k.T("orders.carrier.title"), text: p.k.T("orders.carrier.text"), owed: parcel.COD - parcel.CODPaid, step: ordering.StepCarrierPaid,
		write: func(ctx context.Context, sum, fee money.Satang, tender selling.Tender) error {
			return p.k.Shop.CarrierPaid(ctx, number, sum, fee, tender, by)
		}})
}

// channelPaid notes what the marketplace paid out for an order.
func (p *Page) channelPaid(o *shop.Order) {
	by, order, payment := p.m.list.by, o.Order.ID, id.New[id.Change]()
	p.paidOut(o, payout{title: p.k.T("orders.payout.title", fault.Values{"number": called(o)}), text: p.k.T("orders.payout.text"),
		owed: o.Money.Channel, step: ordering.StepChannelPaid,
		write: func(ctx context.Context, sum, fee money.Satang, tender selling.Tender) error {
			return p.k.Shop.ChannelPaid(ctx, order, payment, sum, fee, tender, by)
		}})
}

// payout is money that came from someone who had collected it.
type payout struct {
	title, text string
	owed        money.Satang
	step        string // that it is
	write       func(ctx context.Context, sum, fee money.Satang, tender selling.Tender) error
}

// paidOut asks how much came of what is owed, and what was kept of it.
func (p *Page) paidOut(o *shop.Order, out payout) {
	k, t, order := p.k, p.k.T, o.Order.ID
	amount, fee, trouble := widget.NewAmountEntry(false), widget.NewAmountEntry(false), newTrouble()
	amount.SetAmount(out.owed)
	body := widget.Column(10, widget.NewWrapLabel(out.text, 3, widget.Body.At(theme.Small)),
		container.New(widget.Even{}, widget.NewFormRow(t("orders.carrier.amount"), amount), widget.NewFormRow(t("orders.carrier.fee"), fee)), trouble)
	var d *prompt.Dialog
	note := func() {
		sum, err := amount.Amount()
		kept := money.Satang(0)
		if err == nil && fee.Text() != "" {
			kept, err = fee.Amount()
		}
		if err != nil {
			tell(k.Lang, d, trouble, err)
			return
		}
		tender := selling.Tender{Method: selling.Transfer, Evidence: selling.Seen}
		task.Run(p.acts, "carrier", func(ctx context.Context) (bool, error) { return true, out.write(ctx, sum, kept, tender) },
			func(_ bool, err error) {
				if err != nil {
					tell(k.Lang, d, trouble, err)
					return
				}
				d.Close()
				p.again(order, "")
				k.Prompt.Say(p.say(o, out.step))
			})
	}
	d = &prompt.Dialog{Title: out.title, Body: body, Focus: amount, Typed: prompt.TypedIn(amount, fee),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("orders.carrier.ok"), Key: keys.Enter, Kind: widget.Pay, Stays: true, Do: note}}}
	k.Prompt.Show(d)
}

// newTrouble is a line of a dialog that says what is wrong.
func newTrouble() *widget.WrapLabel {
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	return trouble
}

func tell(lang i18n.Lang, d *prompt.Dialog, trouble *widget.WrapLabel, err error) {
	trouble.Set(i18n.Message(lang, err))
	trouble.Show()
	d.Refresh()
}
