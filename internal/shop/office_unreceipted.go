package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// unreceipted gives how the money of an invoice came that was paid without a receipt, as at the customer's page: it can be
// receipted afterwards. None of one that is open, was credited, or has a receipt.
func (m *maker) unreceipted(p *OfficePaper) ([]papers.Payment, error) {
	plain := (p.Kind == papers.Invoice || p.Kind == papers.TaxInvoice) && !p.Is(papers.Receipt) && !p.Fate.Taken
	if m.of.order == nil || m.ask.receives() || m.ask.Amount != 0 || !plain || p.Fate.Credited != 0 || !p.Fate.Settled && p.Fate.Received != p.Sums.Due {
		return nil, nil
	}
	made, err := m.madeOf(p.Number)
	if err != nil || slices.ContainsFunc(made, func(p *OfficePaper) bool { return p.Void == nil && p.Is(papers.Receipt) }) {
		return nil, err
	}
	return m.unsaidMoney(p.Sums.Due, true)
}

// noMoney are the ways in which a bill is settled though nothing came, or not from the buyer.
var noMoney = []string{selling.Credit, selling.CreditNote, selling.COD, selling.Channel}

// unsaidMoney gives how so much of the money came that lies on an order, or also what came for its bills, and that no
// receipt tells of: the books have it, so that a paper may say it afterwards. None where that is less.
func (m *maker) unsaidMoney(amount money.Satang, bills bool) (payments []papers.Payment, err error) {
	_, rows, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	if err != nil {
		return nil, err
	}
	came := map[string]money.Satang{}
	var methods []string
	for _, row := range rows {
		if !bills && !row.Bill.IsZero() || slices.Contains(noMoney, row.Method) {
			continue
		}
		if came[row.Method] += row.Amount; !slices.Contains(methods, row.Method) {
			methods = append(methods, row.Method)
		}
	}
	for _, p := range m.of.known {
		for _, said := range p.Payments {
			if p.Void == nil && p.Is(papers.Receipt) {
				came[said.Method] -= said.Amount
			}
		}
	}
	for _, method := range methods {
		if now := min(came[method], amount); now > 0 {
			payments, amount = append(payments, papers.Payment{Method: method, Amount: now}), amount-now
		}
	}
	if amount > 0 {
		return nil, nil
	}
	return payments, nil
}
