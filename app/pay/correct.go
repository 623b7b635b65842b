package pay

import (
	"context"
	"maps"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// Correction is a paid bill of which the way of payment is put right.
type Correction struct {
	Bill *shop.Bill
	Was  string           // how it is held now, in words
	Done func(*shop.Bill) // it was put right
}

// Correct asks by which ways a bill was paid, in any mix that comes to its total, and writes it.
func Correct(k *kit.Kit, runner *task.Runner, c Correction) {
	d := &Desk{kit: k, rules: usualRules(), runner: runner, bill: Bill{Add: func(string) {}}}
	d.readRules()
	d.split(purpose{
		title: "pay.correct.title", due: "pay.correct.due", end: "pay.correct.end", drop: "pay.correct.drop_text",
		empty:    k.T("pay.correct.was", fault.Values{"was": c.Was}),
		name:     func() string { return c.Bill.Number },
		total:    func() money.Satang { return c.Bill.Total.Abs() },
		rules:    func() rules { return d.rules.corrected(!c.Bill.CustomerID.IsZero()) },
		customer: func() id.Party { return c.Bill.CustomerID },
		past:     true,
		pay:      func(parts []selling.Tender, failed func(error)) { d.correct(c, parts, failed) },
	}, func(string) {})
}

// corrected are the rules for money that is in the house already: there is no change to give, nothing is
// rounded, and nobody can be named who was not.
func (r rules) corrected(named bool) rules {
	methods := maps.Clone(r.methods)
	for code, method := range methods {
		method.Overpay = false
		methods[code] = method
		if code == selling.Loss || method.Customer && !named {
			delete(methods, code)
		}
	}
	return rules{methods: methods}
}

func (d *Desk) correct(c Correction, parts []selling.Tender, failed func(error)) {
	d.paying = true
	s := d.kit.Shop
	task.Run(d.runner, "write", func(ctx context.Context) (*shop.Bill, error) { return s.Repay(ctx, c.Bill.ID, parts) },
		func(bill *shop.Bill, err error) {
			d.paying = false
			if err != nil {
				failed(err)
				return
			}
			d.sheets[0].dialog.Close()
			c.Done(bill)
		})
}
