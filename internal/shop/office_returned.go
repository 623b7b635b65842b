package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/store"
)

// ReturnedOf gives what came back of the sale that a tax invoice stands for and no credit note tells yet, as the lines
// that a credit note begins with. Fault: "paper_not_found".
func (s *Shop) ReturnedOf(ctx context.Context, invoice string) (lines []PaperLine, err error) {
	p, err := s.db.PaperNumbered(ctx, invoice)
	if err != nil {
		return nil, err
	}
	back, err := s.unnoted(ctx, p)
	for _, line := range back {
		one := PaperLine{Code: line.SKU, Name: line.Name, Unit: line.Unit, Qty: line.Qty, VATClass: line.VATClass}
		if !slices.ContainsFunc(p.Lines, func(of papers.Line) bool { return of.SKU == line.SKU && of.Price == line.Price }) {
			one.Price = &line.Price // else it is that of the invoice, with its part of the discount
		}
		lines = append(lines, one)
	}
	return lines, err
}

// unnoted gives what came back of what a tax invoice stands for, less what notes tell.
func (s *Shop) unnoted(ctx context.Context, invoice *OfficePaper) ([]papers.Line, error) {
	if invoice.Deposit {
		return s.unnotedDeposit(ctx, invoice)
	}
	number, back, err := s.cameBack(ctx, store.PaperLink{BillID: invoice.Row.BillID, OrderID: invoice.Row.OrderID})
	if err != nil || len(back) == 0 {
		return nil, err
	}
	notes, err := s.notesOfSale(ctx, number, invoice)
	return papers.Unnoted(back, invoice.Lines, notes), err
}

// cameBack gives what was given back of a bill, or else of all bills of an order, and the number of the bill or order.
func (s *Shop) cameBack(ctx context.Context, link store.PaperLink) (number string, lines []papers.Line, err error) {
	bills := []id.Bill{link.BillID}
	switch {
	case link.BillID.IsZero() && link.OrderID.IsZero():
		return "", nil, nil
	case link.BillID.IsZero():
		order, err := s.Order(ctx, link.OrderID)
		if err != nil {
			return "", nil, err
		}
		number, bills = order.Order.Number, nil
		of, _, err := s.db.OrderMoney(ctx, link.OrderID)
		if err != nil {
			return "", nil, err
		}
		for _, bill := range of[:min(len(of), maxOrderBills)] {
			bills = append(bills, bill.ID)
		}
	}
	for _, bill := range bills {
		past, err := s.db.Past(ctx, bill)
		if err != nil {
			return "", nil, err
		}
		if number == "" {
			number = past.Bill.Number
		}
		lines = append(lines, papers.OfBill(past.Returned)...)
	}
	return number, lines, nil
}

// notesOfSale lists the notes about a tax invoice and, of an order, about its others: what came back of the order may
// stand on any of them.
func (s *Shop) notesOfSale(ctx context.Context, number string, invoice *OfficePaper) (notes []*papers.Paper, err error) {
	if invoice != nil {
		if notes, err = s.notesAbout(ctx, invoice); err != nil {
			return nil, err
		}
	}
	made, err := s.db.PapersMadeFrom(ctx, number)
	for _, p := range made {
		if p.Kind == papers.CreditNote && p.Void == nil && !slices.ContainsFunc(notes, func(note *papers.Paper) bool { return note.ID == p.ID }) {
			notes = append(notes, p.Paper)
		}
	}
	return notes, err
}

// returnedAnew lets a credit note of which no lines are said be another one while something that came back is on none.
func (s *Shop) returnedAnew(ctx context.Context, ask *PaperAsk) error {
	if ask.Kind != papers.CreditNote || ask.Anew || len(ask.Lines) > 0 || len(ask.Of) != 1 {
		return nil
	}
	of, err := s.paperSources(ctx, ask)
	if err != nil {
		return err
	}
	for _, invoice := range of.ofKind(papers.TaxInvoice) {
		back, err := s.unnoted(ctx, invoice)
		if err != nil {
			return err
		}
		ask.Anew = ask.Anew || len(back) > 0
	}
	return nil
}

// toNote gives the lines that a note begins with: of a credit note what came back, else those that a person says; of a
// deposit, which is one sum, and of a debit note all. Fault: "credit_lines_missing".
func (m *maker) toNote(invoice *OfficePaper) ([]papers.Line, error) {
	if m.ask.Kind == papers.CreditNote && len(m.ask.Lines) == 0 {
		if back, err := m.unnoted(m.ctx, invoice); err != nil || len(back) > 0 {
			return back, err
		}
		if !invoice.Deposit {
			return nil, fault.New("credit_lines_missing", "line", fault.Values{"number": invoice.Number})
		}
	}
	if m.ask.Kind == papers.CreditNote && invoice.Deposit {
		if left := papers.Left(invoice.Paper, m.want.Notes); left.Due > 0 {
			return papers.DepositPart(invoice.Paper, left.Classes), nil
		}
	} else if m.ask.Kind == papers.CreditNote {
		return papers.Uncredited(invoice.Lines, m.want.Notes), nil
	}
	return slices.Clone(invoice.Lines), nil
}

// returned reckons what came back of the sale that a tax invoice is for. Of a part that a person chose nothing is known.
func (m *maker) returned() error {
	if m.ask.Kind != papers.TaxInvoice || len(m.ask.Lines) > 0 || m.ask.Deposit > 0 {
		return nil
	}
	number, back, err := m.cameBack(m.ctx, m.of.link())
	if err != nil || len(back) == 0 {
		return err
	}
	var old *OfficePaper
	goods := m.want.Lines
	if m.want.Replaces != nil && len(goods) == 0 {
		goods = m.want.Replaces.Lines
	}
	if replaced := m.of.ofKind(papers.TaxInvoice); len(replaced) > 0 {
		old = replaced[0]
	}
	bill, err := m.billOf()
	if err != nil {
		return err
	}
	if bill != nil { // its invoice may have left out what was back before it
		back = papers.LeftOut(back, papers.OfBill(linesOf(bill)), goods)
	}
	notes, err := m.notesOfSale(m.ctx, number, old)
	if err != nil {
		return err
	}
	m.want.Returned = &papers.Returned{Number: number}
	for _, line := range papers.Unnoted(back, goods, notes) {
		m.want.Returned.Amount += line.Total
	}
	return nil
}
