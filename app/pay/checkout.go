package pay

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// outcome is a bill that was paid.
type outcome struct {
	bill     *shop.Bill
	warnings []*fault.Error
}

// pay checks the bill out with tenders; failed is told why it could not be. While one payment is on its
// way another does not begin, however often the key is pressed.
func (d *Desk) pay(tenders []selling.Tender, failed func(error)) {
	if d.paying {
		return
	}
	d.paying = true
	if before := d.before(); before > 0 {
		tenders = slices.Concat([]selling.Tender{{Method: selling.Deposit, Amount: &before}}, tenders)
	}
	sold, request := d.kit.Shop, selling.Request{Cart: d.bill.Cart(), Tenders: tenders}
	task.Run(d.runner, "pay", func(ctx context.Context) (outcome, error) {
		bill, answer, err := sold.Pay(ctx, request)
		return outcome{bill, answer.Warnings}, err
	}, func(paid outcome, err error) {
		d.paying = false
		if err == nil {
			delete(d.turns, request.Cart.ID)
			d.finish(paid)
		} else {
			failed(err)
		}
		held := d.held
		d.held = nil
		for _, code := range held {
			d.bill.Add(code)
		}
	})
}

// finish closes the dialogs and tells everyone that the bill is paid.
func (d *Desk) finish(paid outcome) {
	if len(d.sheets) > 0 {
		d.sheets[0].dialog.Close()
	}
	d.kit.Sound.Play(sound.Paid)
	if d.kit.Bill.Done != nil {
		d.kit.Bill.Done(i18n.BahtSign(paid.bill.Paid), i18n.BahtSign(paid.bill.Change))
	}
	d.bill.Paid(paid.bill, paid.warnings)
	d.kit.Changed()
	d.print(paid.bill)
}

// print prints the receipt where the shop wants it, and opens the drawer for cash. The sale stands
// whatever the printer does.
func (d *Desk) print(bill *shop.Bill) {
	cash := slices.ContainsFunc(bill.Payments, func(p ledger.Payment) bool { return p.Method == selling.Cash })
	sold, lang := d.kit.Shop, d.kit.Lang
	task.Run(d.runner, "print "+bill.Number, func(ctx context.Context) (none struct{}, err error) {
		auto, err := sold.Get(ctx, "printer.auto")
		switch {
		case err != nil:
			return none, err
		case auto == "yes":
			_, err = sold.PrintBill(ctx, bill, shop.ReceiptOptions{Lang: lang, Drawer: cash})
		case cash:
			err = sold.KickDrawer(ctx)
		}
		return none, err
	}, func(_ struct{}, err error) {
		if err != nil {
			d.kit.Prompt.Say(d.kit.T("pay.print_failed", fault.Values{"why": i18n.Message(lang, err)}))
		}
	})
}
