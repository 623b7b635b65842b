package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// maxOrderBills bounds how many bills of an order are asked for papers of their own.
const maxOrderBills = 50

// sameSale lists the papers of the order that a bill delivers, or of the bills that deliver an order: what was asked
// for there must not be asked for here.
func (s *Shop) sameSale(ctx context.Context, of *paperSources) (list []*OfficePaper, err error) {
	var numbers []string
	switch {
	case of.bill != nil && !of.bill.OrderID.IsZero() && of.bill.Kind == ledger.Sale: // what is taken in exchange is none of its goods
		order, err := s.Order(ctx, of.bill.OrderID)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, order.Order.Number)
	case of.order != nil && of.named:
		bills, _, err := s.OrderMoney(ctx, of.order.Order.ID)
		if err != nil {
			return nil, err
		}
		for _, bill := range bills[:min(len(bills), maxOrderBills)] {
			numbers = append(numbers, bill.Number)
		}
	}
	for _, number := range numbers {
		made, err := s.db.PapersMadeFrom(ctx, number)
		if err != nil {
			return nil, err
		}
		list = append(list, made...)
	}
	return list, nil
}

// asksAgain reports whether a kind would ask for what a paper asks for, or tax what it taxes.
func asksAgain(kind papers.Kind, p *OfficePaper) bool {
	switch kind {
	case papers.Invoice:
		return p.Is(papers.Invoice) || p.Kind == papers.TaxInvoice
	case papers.TaxInvoice: // which takes the place of an abbreviated one
		return p.Kind == papers.TaxInvoice
	case papers.Abbreviated:
		return p.Kind == papers.TaxInvoice || p.Kind == papers.Abbreviated
	}
	return false
}

// askedAlready gives the paper from a sale's other side that a kind would say a second time, nil = none. A paper that asks
// for money is answered by its own receipt.
func askedAlready(kind papers.Kind, other []*OfficePaper) *OfficePaper {
	for _, p := range other {
		if p.Void == nil && !p.Deposit && (asksAgain(kind, p) || kind == papers.Receipt && (p.Is(papers.Receipt) || p.Asks())) {
			return p
		}
	}
	return nil
}

// otherSide refuses what was asked for from the other side of the sale: "paper_made_already". Parts that a person chose,
// and another one that was asked for as such, go on.
func (m *maker) otherSide() error {
	if m.ask.Anew || len(m.ask.Lines) > 0 || m.ask.Deposit > 0 || len(m.of.papers) > 0 {
		return nil
	}
	other, err := m.sameSale(m.ctx, m.of)
	if err != nil {
		return err
	}
	if p := askedAlready(m.ask.Kind, other); p != nil {
		return fault.New("paper_made_already", "of[0]", fault.Values{"number": m.of.first(), "by": p.Number})
	}
	return nil
}

// signed refuses a tax invoice that is a receipt besides where one says already that the money came, of what it is made
// from, of the tax invoice whose place it takes, or of the other side of the sale: "receipt_stands".
func (m *maker) signed() error {
	if m.want.IsDeposit || !slices.Contains(m.want.With, papers.Receipt) {
		return nil
	}
	other, err := m.sameSale(m.ctx, m.of)
	if err != nil {
		return err
	}
	of := []string{}
	if m.of.order != nil {
		of = append(of, m.of.order.Order.Number)
	}
	refs := m.want.Refs
	if old := m.want.Replaces; old != nil {
		refs = slices.Concat(refs, old.Refs, []papers.Ref{old.Self("")})
	}
	for _, ref := range refs {
		if ref.Role == "" {
			of = append(of, ref.Number)
		}
	}
	for _, number := range of {
		made, err := m.db.PapersMadeFrom(m.ctx, number)
		if err != nil {
			return err
		}
		for _, p := range made {
			if slices.ContainsFunc(p.Refs, func(ref papers.Ref) bool { return ref.Role == "" && ref.Number == number }) {
				other = append(other, p)
			}
		}
	}
	for _, p := range other {
		if p.Void == nil && p.Kind == papers.Receipt && !p.Deposit {
			return fault.New("receipt_stands", "with", fault.Values{"by": p.Number})
		}
	}
	return nil
}
