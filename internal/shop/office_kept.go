package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// keptBill is what of a bill its buyer kept, and how it was paid.
type keptBill struct {
	lines    []ledger.Line
	rounding money.Satang
	paid     []papers.Payment
}

// keptOf gives a bill less what came back of it: a receipt says what was received and not given back, an invoice asks for
// the goods that stayed.
func (m *maker) keptOf(bill *Bill) (*keptBill, error) {
	kept := &keptBill{lines: linesOf(bill), rounding: roundingOf(bill), paid: paymentsOf(bill)}
	past, err := m.db.Past(m.ctx, bill.ID)
	if err != nil || len(past.Returned) == 0 {
		return kept, err
	}
	sum := money.Satang(0)
	for n := range kept.lines {
		line := &kept.lines[n]
		left, net := past.Left(n), line.Net()
		for _, back := range past.Returned {
			if back.ReturnsN == n {
				net += back.Net()
			}
		}
		line.Qty, line.Total, line.LineDiscount, line.PromoDiscount, line.BillDiscount = left, net, 0, 0, 0
		sum += net
	}
	kept.lines = slices.DeleteFunc(kept.lines, func(line ledger.Line) bool { return line.Qty == 0 })
	for _, refund := range past.Refunds {
		kept.rounding += refund.Rounding
	}
	kept.less(past, sum+kept.rounding)
	return kept, nil
}

// less takes what was paid back off how a bill was paid, first of the way that it went, so that no more is left than its
// goods come to: what goods in exchange cost stands on their bill.
func (k *keptBill) less(past *selling.Past, most money.Satang) {
	over := -most
	for _, paid := range k.paid {
		over += paid.Amount
	}
	take := func(n int, amount money.Satang) {
		amount = max(min(amount, k.paid[n].Amount, over), 0)
		k.paid[n].Amount, over = k.paid[n].Amount-amount, over-amount
	}
	for _, back := range past.PaidBack {
		if n := slices.IndexFunc(k.paid, func(paid papers.Payment) bool { return paid.Method == back.Method }); n >= 0 {
			take(n, -back.Amount)
		}
	}
	for n := range slices.Backward(k.paid) {
		take(n, over)
	}
	k.paid = slices.DeleteFunc(k.paid, func(paid papers.Payment) bool { return paid.Amount == 0 })
}
