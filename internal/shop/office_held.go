package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// takeOff takes deposits of the order off the paper's goods. But is the invoice that the paper is made from: what it took
// off, this one does.
func (m *maker) takeOff(but *OfficePaper) error {
	held, back, err := m.deposits(but)
	if err != nil {
		return err
	}
	m.want.GivenBack = back
	used, left, err := papers.UseDeposits(m.want.Lines, m.vat, held)
	m.want.Deposits = used
	if m.vat > 0 && slices.ContainsFunc(m.want.Lines, func(line papers.Line) bool { return line.VATClass != "" }) {
		m.want.Untaxed = slices.DeleteFunc(left, func(paid papers.Paid) bool {
			return !slices.ContainsFunc(paid.Classes, func(class papers.ClassSum) bool { return class.Class == "" })
		})
	}
	return err
}

// deposits lists what deposits of the order hold that neither a paper, but one, nor a credit note took off yet and that
// by the books was not given back. back is what was.
func (m *maker) deposits(but *OfficePaper) (held, back []papers.Paid, err error) {
	used, taken := map[string][]papers.ClassSum{}, money.Satang(0)
	for _, p := range m.of.standing(papers.Invoice, papers.TaxInvoice, papers.Receipt) {
		if from, _ := p.Ref(""); p.Deposit || from.Source == string(papers.Invoice) || from.Source == string(papers.TaxInvoice) || but != nil && p.ID == but.ID {
			continue // one made from an invoice takes off what that does
		}
		for _, one := range p.Used(m.of.deposits()...) {
			used[one.Ref.Number] = papers.AddNets(used[one.Ref.Number], one.Classes)
			taken += papers.NetOf(one.Classes)
		}
	}
	notes, asked := bodies(m.of.standing(papers.CreditNote)), money.Satang(0)
	for _, p := range m.of.standing(papers.Receipt, papers.TaxInvoice) {
		if !p.Deposit {
			continue
		}
		var off []papers.ClassSum
		for _, number := range append(slices.Clone(p.Before), p.Number) {
			off = papers.AddNets(off, used[number])
		}
		held, asked = append(held, p.Held(p.Before, off, notes)), asked+p.Owed(p.Fate)
	}
	if papers.NetOf(papers.NetsOf(held)) == 0 {
		return nil, nil, nil
	}
	came, err := m.depositsCame(taken)
	held, back = papers.GiveBack(held, papers.NetOf(papers.NetsOf(held))-came-asked)
	return held, back, err
}

// deposits lists the papers of the order's deposits, those that are void too.
func (of *paperSources) deposits() (list []*papers.Paper) {
	for _, p := range of.known {
		if p.Deposit && p.Kind != papers.CreditNote {
			list = append(list, p.Paper)
		}
	}
	return list
}

// depositsCame gives what the books hold of what came before the goods, with what of it paid for goods that no paper took
// it off yet: less what papers took off, but for what of that came back with goods, and with what deposits paid of bills.
func (m *maker) depositsCame(taken money.Satang) (sum money.Satang, err error) {
	bills, _, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	if err != nil {
		return 0, err
	}
	var back money.Satang
	for _, bill := range bills[:min(len(bills), maxOrderBills)] {
		past, err := m.db.Past(m.ctx, bill.ID)
		if err != nil {
			return 0, err
		}
		for _, row := range past.PaidBack {
			if row.Method == selling.Deposit {
				back -= row.Amount
			}
		}
	}
	sum = m.of.order.Money.Received - max(taken-back, 0)
	for _, p := range m.of.standing(papers.Receipt, papers.TaxInvoice) {
		if !p.Deposit && !m.ofDeposit(p) {
			continue
		}
		_, debts, err := m.db.Booked(m.ctx, p.ID)
		if err != nil {
			return 0, err
		}
		sum += debts
	}
	return sum, nil
}

// ofDeposit reports whether a receipt is of a deposit's paper.
func (m *maker) ofDeposit(receipt *OfficePaper) bool {
	return slices.ContainsFunc(m.of.known, func(p *OfficePaper) bool {
		return p.Deposit && slices.ContainsFunc(receipt.Refs, func(ref papers.Ref) bool { return ref.Role == "" && ref.Number == p.Number })
	})
}
