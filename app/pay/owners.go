package pay

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// begun gives the parts of the open bill that owners were paid already, nil when there are none.
func (d *Desk) begun() *turns {
	if t := d.turns[d.bill.Cart().ID]; t != nil && len(t.taken) > 0 {
		return t
	}
	return nil
}

// inTurn pays the bill to the owners of its goods in turn; where the shop alone is paid it is the usual
// dialog. What was confirmed before goes on from there.
func (d *Desk) inTurn(read *slip) {
	if d.sharing {
		return
	}
	d.sharing = true
	t := d.turns[d.bill.Cart().ID]
	if t == nil {
		t = &turns{}
	}
	d.share(t, func(err error) {
		d.sharing = false
		switch {
		case d.Open():
		case err != nil:
			d.kit.Prompt.Say(i18n.Message(d.kit.Lang, err))
		case !t.shared():
			d.toShop(read)
		default:
			d.turns[d.bill.Cart().ID] = t
			d.turn(t, read)
		}
	})
}

// share reads who gets what of the bill as it stands.
func (d *Desk) share(t *turns, then func(error)) {
	sold, cart := d.kit.Shop, d.bill.Cart()
	task.Run(d.runner, "share", func(ctx context.Context) ([]shop.PayPart, error) { return sold.PayParts(ctx, cart) },
		func(parts []shop.PayPart, err error) {
			if err == nil {
				t.parts = parts
			}
			then(err)
		})
}

// turn opens the dialog for the part whose turn it is. Each has a dialog of its own, so that a key pressed
// twice never confirms two.
func (d *Desk) turn(t *turns, read *slip) {
	part, _, _ := t.next()
	d.wait(wanted{method: selling.PromptPay, slip: read, turns: t, owner: part.OwnerID, name: part.Name,
		amount: func() money.Satang { return part.Amount },
		take:   func(tender selling.Tender, failed func(error)) { d.took(t, tender, failed) }})
}

// took notes a part that was confirmed, and goes on to the next or pays the bill.
func (d *Desk) took(t *turns, tender selling.Tender, failed func(error)) {
	if *tender.Amount > 0 || len(t.taken) == 0 { // nothing more is due, or nothing at all
		t.taken = append(t.taken, tender)
	}
	if len(t.left()) > 0 {
		d.sheets[len(d.sheets)-1].dialog.Close()
		d.turn(t, nil)
		return
	}
	d.pay(slices.Clone(t.taken), func(err error) {
		t.drop(tender)
		failed(err)
	})
}

// skip lets the shop take an owner's part: the customer pays one code only.
func (v *bankView) skip() {
	if v.desk.paying || v.want.owner.IsZero() {
		return
	}
	v.want.turns.skipped = append(v.want.turns.skipped, v.want.owner)
	v.sheet.dialog.Close()
	v.desk.turn(v.want.turns, nil)
}

// again shares the bill anew after it changed; the dialog follows where the part is another.
func (v *bankView) again() {
	v.desk.share(v.want.turns, func(err error) {
		if v.closed || v.desk.paying {
			return
		}
		if err != nil {
			v.trouble.say(v.desk.kit.Lang, err)
			v.sheet.dialog.Refresh()
			return
		}
		part, _, _ := v.want.turns.next()
		if v.want.owner != part.OwnerID {
			v.bank.shown = nil // another's code, whatever the amount
		}
		v.want.owner, v.want.name = part.OwnerID, part.Name
		v.want.amount = func() money.Satang { return part.Amount }
		v.follow()
	})
}

// turnBindings are the keys of a part.
func (v *bankView) turnBindings() []keys.Binding {
	if v.want.turns == nil || v.want.owner.IsZero() {
		return nil
	}
	return []keys.Binding{{Chord: "F7", Do: v.skip}}
}

// turnText says whose turn it is and how far the bill is.
type turnText struct {
	title, to, sum *widget.Text
}

func newTurnText() *turnText {
	return &turnText{title: widget.NewText("", widget.Title), to: widget.NewText("", widget.Strong).Shrink(), sum: widget.NewText("", widget.Caption).Shrink()}
}

func (x *turnText) refresh(d *Desk, want *wanted) {
	_, n, of := want.turns.next()
	x.title.Set(d.kit.T("pay.owners.title", fault.Values{"n": n, "of": of}))
	x.to.Set(d.kit.T("pay.owners.shop"))
	if !want.owner.IsZero() {
		x.to.Set(d.kit.T("pay.owners.to", fault.Values{"name": want.name}))
	}
	x.sum.Set(d.kit.T("pay.owners.so_far", fault.Values{"total": d.bill.Quote().Total, "taken": want.turns.sum()}))
}

func (x *turnText) lines() []fyne.CanvasObject { return []fyne.CanvasObject{x.to, x.sum} }
