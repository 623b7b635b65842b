package bills

import (
	"context"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/app/customers"
	"github.com/talat-pos/talat/app/pay"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// f4 corrects the way of payment, of a waiting bill it puts it on credit; f7 voids or writes off.
func (p *Page) f4() {
	if p.m.atWaiting() {
		p.credit()
		return
	}
	p.repay()
}

func (p *Page) f7() {
	if p.m.atWaiting() {
		p.loss()
		return
	}
	p.void()
}

// write runs something that changes the shop and shows the bill it gives; said is told of it.
func (p *Page) write(work func(context.Context) (*shop.Bill, error), said func(*shop.Bill) string) {
	task.Run(p.runner, "write", work, func(bill *shop.Bill, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.m.list, p.m.bill = OfDay, bill
		p.k.Prompt.Say(said(bill))
		p.k.Changed()
		p.load(bill.Day)
	})
}

func (p *Page) reasons(name string) []string {
	var all []string
	for n := 1; n <= 4; n++ {
		all = append(all, p.k.T("bills.reason."+name+"."+strconv.Itoa(n)))
	}
	return all
}

// voidText says what goes back: what buyers paid straight to the owners of goods, those give back themselves.
func (p *Page) voidText(bill *shop.Bill) string {
	back, owners := bill.Total, []string(nil)
	for _, payment := range bill.Payments {
		if !payment.OwnerID.IsZero() {
			back -= payment.Amount
			owners = append(owners, p.k.T("bills.void.owner", fault.Values{"name": bill.Owners[payment.OwnerID], "amount": payment.Amount}))
		}
	}
	text := p.k.T("bills.void.text", fault.Values{"amount": back})
	if owners == nil {
		return text
	}
	return text + "\n" + p.k.T("bills.void.owners", fault.Values{"owners": strings.Join(owners, ", ")})
}

// withWarnings says what was done, and which papers go on standing for it.
func (p *Page) withWarnings(said string, warnings []*fault.Error) string {
	if len(warnings) == 0 {
		return said
	}
	return said + " · " + i18n.Messages(p.k.Lang, warnings)
}

func (p *Page) void() {
	bill := p.m.bill
	if bill == nil || p.m.atWaiting() {
		return
	}
	if !p.m.can().void {
		p.k.Prompt.Say(p.k.T("bills.void.cannot"))
		return
	}
	p.k.Prompt.AskReason(prompt.Input{
		Title: p.k.T("bills.void.title", fault.Values{"number": bill.Number}),
		Text:  p.voidText(bill),
		Label: p.k.T("bills.reason"), OK: p.k.T("bills.void.ok"),
	}, p.reasons("void"), true, prompt.NeedReason, func(reason string) {
		s, warnings := p.k.Shop, []*fault.Error(nil)
		p.write(func(ctx context.Context) (*shop.Bill, error) {
			_, answer, err := s.Void(ctx, bill.ID, reason)
			if err != nil {
				return nil, err
			}
			warnings = answer.Warnings
			return s.Bill(ctx, bill.ID)
		}, func(bill *shop.Bill) string {
			return p.withWarnings(p.k.T("bills.void.done", fault.Values{"number": bill.Number, "by": bill.VoidedBy}), warnings)
		})
	})
}

// repay asks how the bill was really paid, in any mix of ways.
func (p *Page) repay() {
	bill := p.m.bill
	if bill == nil {
		return
	}
	if !p.m.can().repay {
		p.k.Prompt.Say(p.k.T("bills.repay.cannot"))
		return
	}
	pay.Correct(p.k, p.runner, pay.Correction{Bill: bill, Was: p.heldBy(bill), Done: func(bill *shop.Bill) {
		p.m.bill = bill
		p.k.Prompt.Say(p.k.T("bills.repay.done", fault.Values{"method": p.heldBy(bill)}))
		p.k.Changed()
		p.load(p.m.day)
	}})
}

// heldBy says which ways hold the money of a bill now: "เงินสด 45.00".
func (p *Page) heldBy(bill *shop.Bill) string { return p.waysText(bill.Payments) }

// credit puts a waiting bill on its customer's account, after asking for one where it names none.
func (p *Page) credit() {
	draft := p.m.draft()
	if draft == nil {
		return
	}
	waiting := *draft
	do := func(customer id.Party) {
		s := p.k.Shop
		p.write(func(ctx context.Context) (*shop.Bill, error) {
			return settleWaiting(ctx, s, waiting, customer, selling.Tender{Method: selling.Credit})
		}, func(bill *shop.Bill) string {
			return p.k.T("bills.credit.done", fault.Values{"name": bill.Customer.Name})
		})
	}
	if !waiting.Cart.CustomerID.IsZero() {
		do(waiting.Cart.CustomerID)
		return
	}
	customers.Choose(p.k, p.runner, customers.Choice{Title: p.k.T("bills.credit.title"), OK: p.k.T("bills.credit.ok"), Named: true},
		func(who shop.Customer, chosen bool) {
			if chosen {
				do(who.ID)
			}
		})
}

// loss writes a waiting bill off, with a reason.
func (p *Page) loss() {
	draft := p.m.draft()
	if draft == nil {
		return
	}
	waiting := *draft
	p.k.Prompt.AskReason(prompt.Input{
		Title: p.k.T("bills.loss.title", fault.Values{"tag": tag(draft)}),
		Text:  p.k.T("bills.loss.text", fault.Values{"amount": draft.Total}),
		Label: p.k.T("bills.reason"), OK: p.k.T("bills.loss.ok"),
	}, p.reasons("loss"), true, prompt.NeedReason, func(reason string) {
		s := p.k.Shop
		p.write(func(ctx context.Context) (*shop.Bill, error) {
			return settleWaiting(ctx, s, waiting, id.Party{}, selling.Tender{Method: selling.Loss, Reason: reason})
		}, func(bill *shop.Bill) string {
			return p.k.T("bills.loss.done", fault.Values{"number": bill.Number})
		})
	})
}
