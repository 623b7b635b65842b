package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
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
	if err != nil {
		return nil, err
	}
	for _, receipt := range made {
		if receipt.Void != nil || !receipt.Is(papers.Receipt) {
			continue
		}
		if outdated, err := m.outdated(m.ctx, receipt); err != nil || !outdated {
			return nil, err
		}
	}
	return m.unsaidMoney(p.Sums.Due, true)
}

// noMoney are the ways in which a bill is settled though nothing came, or not from the buyer.
var noMoney = []string{selling.Credit, selling.CreditNote, selling.COD, selling.Channel}

// unsaidMoney gives how so much of the money came that lies on an order, or also what came for its bills, and that no
// receipt tells of: the books have it, so that a paper may say it afterwards. None where that is less.
func (m *maker) unsaidMoney(amount money.Satang, bills bool) (payments []papers.Payment, err error) {
	unsaid, err := m.unsaid(bills)
	for _, one := range unsaid {
		if now := min(one.Amount, amount); now > 0 {
			payments, amount = append(payments, papers.Payment{Method: one.Method, Amount: now}), amount-now
		}
	}
	if amount > 0 {
		return nil, err
	}
	return payments, err
}

// unsaid gives how all the money came that lies on an order, or also what came for its bills, and that no receipt tells of.
func (m *maker) unsaid(bills bool) (came []papers.Payment, err error) {
	_, rows, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if (bills || row.Bill.IsZero()) && !slices.Contains(noMoney, row.Method) {
			came = addPayment(came, row.Method, row.Amount)
		}
	}
	for _, p := range m.of.known {
		if p.Void != nil || !p.Is(papers.Receipt) {
			continue
		}
		gone, err := m.db.Gone(m.ctx, p)
		if err != nil {
			return nil, err
		}
		for _, said := range p.Payments {
			back := min(gone, said.Amount)
			gone, came = gone-back, addPayment(came, said.Method, back-said.Amount)
		}
	}
	return lying(came), nil
}

// addPayment adds to what came in a way.
func addPayment(came []papers.Payment, method string, amount money.Satang) []papers.Payment {
	at := slices.IndexFunc(came, func(p papers.Payment) bool { return p.Method == method })
	if at < 0 {
		return append(came, papers.Payment{Method: method, Amount: amount})
	}
	came[at].Amount += amount
	return came
}

// lying gives by its ways what of money is here: what went back in another way than it came is taken off the first.
func lying(came []papers.Payment) (here []papers.Payment) {
	var back money.Satang
	for _, one := range came {
		back += max(-one.Amount, 0)
	}
	for _, one := range came {
		take := min(back, max(one.Amount, 0))
		if back -= take; one.Amount > take {
			one.Amount -= take
			here = append(here, one)
		}
	}
	return here
}

// besideDeposit holds a deposit that is said to come against money that lies on its order without a paper, which it may be:
// papers.Issue asks. Fault: "deposit_came" where less is still to be paid than the deposit, so that it is that money.
func (m *maker) besideDeposit() error {
	if !m.ask.receives() {
		return nil
	}
	lies, err := m.unsaid(false)
	for _, one := range lies {
		m.want.Unsaid += one.Amount
	}
	if order := m.of.order; err == nil && m.want.Unsaid > 0 && m.ask.Deposit > order.Rest() {
		return fault.New("deposit_came", "deposit", fault.Values{"number": order.Order.Number, "amount": m.want.Unsaid, "deposit": m.ask.Deposit, "rest": max(order.Rest(), 0)})
	}
	return err
}
