package pay

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// settle is how long the keys that confirm a payment do nothing after the dialog came up: whoever
// pressed F9 twice has not yet looked into the bank's app.
const settle = 700 * time.Millisecond

// wanted is the money a dialog waits for: the whole bill, or a part of it.
type wanted struct {
	method string
	part   bool
	amount func() money.Satang
	take   func(selling.Tender, func(error)) // a person confirmed it
	slip   *slip                             // read before the dialog came up; may be nil
	turns  *turns                            // of a bill that is paid to several in turn, else nil
	owner  id.Party                          // whose turn it is, none = the shop's
	name   string
}

// bankView is the dialog for money that comes to the shop's account.
type bankView struct {
	desk *Desk
	bank bank
	want wanted

	sheet         *sheet
	card          *qrCard
	slips         *slipBox
	due           *widget.Money
	turn          *turnText
	display, time *widget.Text
	trouble       trouble
	warning       *fyne.Container
	seen, accept  *widget.Button
	full          *fullScreen
	tick          *time.Timer
	closed        bool
}

// PromptPay opens the dialog that shows the QR for the bill.
func (d *Desk) PromptPay() { d.promptPay(nil) }

func (d *Desk) promptPay(read *slip) {
	if d.Open() {
		return
	}
	d.readRules()
	if d.before() == 0 && (d.rules.owners || d.begun() != nil) {
		d.inTurn(read)
		return
	}
	d.toShop(read)
}

// toShop opens the dialog for the whole bill, paid to the shop.
func (d *Desk) toShop(read *slip) {
	d.wait(wanted{method: selling.PromptPay, slip: read,
		amount: d.due,
		take:   func(t selling.Tender, failed func(error)) { d.pay([]selling.Tender{t}, failed) }})
}

// wait opens the dialog for money that comes to the shop's account.
func (d *Desk) wait(want wanted) {
	v := &bankView{desk: d, want: want, bank: bank{method: want.method, since: d.kit.Shop.Clock()}}
	v.build()
	v.sheet = &sheet{changed: v.follow, slip: v.slips.read, drop: v.slips.readPicture}
	if want.turns != nil {
		v.sheet.changed = v.again
	}
	v.sheet.dialog = &prompt.Dialog{
		Title: "pay.method." + want.method, Bare: true, Width: unit(920), Body: v.body(), Bindings: v.bindings(), OnClosed: v.stop, Typed: v.slips.typed,
	}
	if want.slip != nil {
		v.slips.show(*want.slip)
	}
	v.follow()
	d.show(v.sheet)
	v.next()
}

func (v *bankView) build() {
	d := v.desk
	v.slips = newSlipBox(d, v.refresh)
	amountSize := theme.Total
	if d.tight() {
		amountSize = theme.MoneyText
	}
	v.card = newQRCard(d, &v.bank, unit(d.roomy(290, 170)), amountSize)
	v.due = widget.NewMoney(0, true, widget.Strong.At(theme.Price))
	v.display = widget.NewText("", widget.Caption.In(theme.MoneyIn).Right())
	v.time = widget.NewText("", widget.Caption.In(theme.Ink).Right())
	v.turn = newTurnText()
	v.trouble, v.warning = newTrouble(), container.NewStack()
	v.warning.Hide()
	v.seen = d.button(widget.Pay, "pay.promptpay.seen", "F9", func() { v.confirm(selling.Seen) }).WithHeight(theme.ButtonTall)
	v.accept = d.button(widget.Plain, "pay.promptpay.slip", "F8", func() { v.confirm(selling.Slip) })
}

func (v *bankView) bindings() []keys.Binding {
	d := v.desk
	all := []keys.Binding{
		{Chord: "F9", After: settle, Do: func() { v.confirm(selling.Seen) }},
		{Chord: "F8", After: settle, Do: func() { v.confirm(selling.Slip) }},
		{Chord: "F3", Do: v.slips.focus},
		{Chord: "Ctrl+V", Do: v.slips.paste},
		{Chord: keys.Esc, Do: v.leave},
	}
	if !v.want.part {
		all = append(all, keys.Binding{Chord: "F6", Do: v.wait})
	}
	if v.want.method == selling.PromptPay {
		all = append(all, keys.Binding{Chord: keys.Space, Do: v.showFull})
	}
	if v.printable() {
		all = append(all, keys.Binding{Chord: "Ctrl+P", Do: d.printStatement})
	}
	return append(all, v.turnBindings()...)
}

// printable reports whether the code is the whole bill's, as the printed statement has it. An order has no bill.
func (v *bankView) printable() bool {
	return v.want.method == selling.PromptPay && v.want.turns == nil && len(v.desk.bill.Cart().Lines) > 0
}

func (v *bankView) body() fyne.CanvasObject {
	d := v.desk
	title := d.kit.T("pay.promptpay.title")
	if v.want.method != selling.PromptPay {
		title = MethodName(d.kit.Lang, d.rules.methods[v.want.method])
	}
	top := column(12, v.facts(title), v.slips.object, v.warning, v.trouble)

	second := equal(v.accept)
	if !v.want.part {
		second = fair(v.accept, d.button(widget.Plain, "pay.promptpay.wait", "F6", v.wait))
	}
	third := fair()
	if v.want.method == selling.PromptPay {
		third.Add(d.button(widget.Plain, "pay.promptpay.full", keys.Space, v.showFull).WithHeight(theme.ButtonLow))
	}
	if v.printable() {
		third.Add(d.button(widget.Plain, "pay.promptpay.print", "Ctrl+P", d.printStatement).WithHeight(theme.ButtonLow))
	}
	if len(v.turnBindings()) > 0 {
		third.Add(d.button(widget.Plain, "pay.owners.skip", "F7", v.skip).WithHeight(theme.ButtonLow))
	}
	third.Add(d.button(widget.Plain, "pay.back", keys.Esc, v.leave).WithHeight(theme.ButtonLow))
	right := container.NewBorder(top, column(10, v.seen, second, third), nil, nil, layout.NewSpacer())
	side := v.desk.roomy(22, 12)
	return beside(0.44, 0, pad(side, side, side, v.card.object), softHalf(true, true, pad(side, side, v.desk.roomy(26, 14), right)))
}

// facts is what is waited for, and since when. A low window has it without a frame.
func (v *bankView) facts(title string) fyne.CanvasObject {
	t := v.desk.kit.T
	name, turn := widget.NewText(title, widget.Title), []fyne.CanvasObject(nil)
	if v.want.turns != nil {
		name, turn = v.turn.title, v.turn.lines()
	}
	if v.desk.tight() {
		low := column(0, container.NewBorder(nil, nil, name, nil, v.due), line(t("pay.promptpay.waited"), widget.Caption, v.time))
		low.Objects = append(low.Objects, turn...)
		return low
	}
	facts := column(3, line(t("pay.due"), widget.Body, v.due))
	if v.desk.kit.Bill.Code != nil && v.want.method == selling.PromptPay {
		facts.Add(line(t("pay.promptpay.display"), widget.Caption, v.display))
	}
	facts.Add(line(t("pay.promptpay.waited"), widget.Caption, v.time))
	head := column(2, name)
	head.Objects = append(head.Objects, turn...)
	return column(12, head, widget.NewCard(facts))
}

// line is a label with a figure at its right.
func line(label string, style widget.Style, figure fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, widget.NewText(label, style), nil, figure)
}

// follow takes what is due now, and a new code where the amount is another.
func (v *bankView) follow() {
	amount := v.want.amount()
	if v.bank.setAmount(amount) {
		v.desk.makeCode(v.want.owner, amount, v.takeCode)
	}
	v.refresh()
}

func (v *bankView) takeCode(made code) {
	if v.closed || !v.bank.take(made) {
		return
	}
	if show := v.desk.kit.Bill.Code; show != nil && v.bank.payable() {
		show(made.matrix, i18n.BahtSign(made.amount), made.Receiver, made.Masked)
		v.display.Set(v.desk.kit.T("pay.promptpay.shown"))
	}
	v.warning.Hide()
	if made.PayCode != nil && len(made.Warnings) > 0 {
		v.warning.Objects = []fyne.CanvasObject{notice(widget.Watch, "warn", i18n.Message(v.desk.kit.Lang, made.Warnings[0]), "")}
		v.warning.Show()
	}
	v.refresh()
}

// refresh shows what is known now.
func (v *bankView) refresh() {
	v.due.SetAmount(v.bank.amount)
	if v.want.turns != nil {
		v.turn.refresh(v.desk, &v.want)
	}
	v.card.refresh()
	v.seen.SetEnabled(!v.desk.paying)
	v.accept.SetEnabled(!v.desk.paying && !v.slips.used())
	if v.full != nil {
		v.full.card.refresh()
	}
	v.showTime()
	if v.sheet != nil {
		v.sheet.dialog.Refresh()
	}
}

// confirm takes the money as come in: seen in the bank's app, or on the slip alone.
func (v *bankView) confirm(evidence string) {
	if v.desk.paying || evidence == selling.Slip && v.slips.used() {
		return
	}
	v.trouble.say(v.desk.kit.Lang, nil)
	tender := v.bank.tender(evidence, &v.slips.slip)
	tender.OwnerID = v.want.owner
	v.want.take(tender, func(err error) {
		v.trouble.say(v.desk.kit.Lang, err)
		v.refresh()
	})
	if !v.closed {
		v.refresh()
	}
}

// wait lets the bill wait for its money; the slip that was shown is kept with it.
func (v *bankView) wait() {
	d := v.desk
	if d.paying {
		return
	}
	if seen := v.slips.seen; seen != nil && seen.UsedBy == "" && seen.Bank != "" {
		sold, bill := d.kit.Shop, d.bill.Cart().ID
		task.Run(d.runner, "note "+seen.Ref, func(ctx context.Context) (bool, error) {
			return true, sold.NoteSlip(ctx, bill, seen.Slip)
		}, func(_ bool, err error) {
			if err != nil {
				d.kit.Prompt.Say(i18n.Message(d.kit.Lang, err))
			}
		})
	}
	v.sheet.dialog.Close()
	d.bill.Wait()
}

// leave goes out of the slip's field first, then back to the bill.
func (v *bankView) leave() {
	if !v.slips.unfocus() {
		v.desk.back(v.sheet)
	}
}

// stop ends what runs when the dialog closed, and takes the code off the customer's screen.
func (v *bankView) stop() {
	v.closed = true
	if v.tick != nil {
		v.tick.Stop()
	}
	if clear := v.desk.kit.Bill.Code; clear != nil {
		clear(nil, "", "", "")
	}
}

// next shows the time waited, and again when the next second begins.
func (v *bankView) next() {
	v.showTime()
	v.tick = time.AfterFunc(time.Second, func() {
		v.desk.hop(func() {
			if !v.closed {
				v.next()
			}
		})
	})
}

func (v *bankView) showTime() {
	waited := max(v.desk.kit.Shop.Clock().Sub(v.bank.since), 0)
	v.time.Set(fmt.Sprintf("%d:%02d", int(waited.Minutes()), int(waited.Seconds())%60))
}

// printStatement prints the bill that is not paid, with its QR.
func (d *Desk) printStatement() {
	sold, cart, quote, lang := d.kit.Shop, d.bill.Cart(), d.bill.Quote(), d.kit.Lang
	task.Run(d.runner, "statement", func(ctx context.Context) (shop.Queued, error) {
		slip, err := sold.Statement(ctx, &cart, &quote, shop.ReceiptOptions{Lang: lang})
		if err != nil {
			return shop.Queued{}, err
		}
		return sold.Print(ctx, shop.FormReceipt, slip, "statement-"+cart.ID.Tag())
	}, func(queued shop.Queued, err error) {
		switch {
		case err != nil:
			d.kit.Prompt.Say(d.kit.T("pay.print_failed", fault.Values{"why": i18n.Message(lang, err)}))
		case queued.Printer == "":
			d.kit.Prompt.Say(d.kit.T("pay.no_printer"))
		default:
			d.kit.Prompt.Say(d.kit.T("pay.printed"))
		}
	})
}
