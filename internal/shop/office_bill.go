package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
)

// papersOver lists the papers that stand for a bill: its own, and of its order those that are of its delivery or of all of
// them. Deposits go with the order's money.
func (s *Shop) papersOver(ctx context.Context, bill *ledger.Bill) (list []*OfficePaper, err error) {
	made, err := s.db.PapersMadeFrom(ctx, bill.Number)
	if err != nil {
		return nil, err
	}
	if !bill.OrderID.IsZero() {
		order, err := s.Order(ctx, bill.OrderID)
		if err != nil {
			return nil, err
		}
		of, err := s.db.PapersMadeFrom(ctx, order.Order.Number)
		if err != nil {
			return nil, err
		}
		for _, p := range of {
			own, err := s.db.OwnBills(ctx, p.Number, bill.OrderID)
			if err != nil {
				return nil, err
			}
			if p.Row.BillID == bill.ID || p.Row.BillID.IsZero() && (len(own) == 0 || slices.Contains(own, bill.ID)) {
				made = append(made, p)
			}
		}
	}
	known := map[id.Paper]bool{}
	for _, p := range made {
		if p.Void == nil && !p.Deposit && !known[p.ID] {
			known[p.ID], list = true, append(list, p)
		}
	}
	return list, nil
}

// Void takes a bill back whole, while its shift is open. Its abbreviated tax invoice goes with it. Warnings: "voided_papers"
// of papers that go on standing for it, "voided_notes" of credit notes of goods that came back no more. Papers that cannot be
// read hinder nothing and are not warned of.
func (s *Shop) Void(ctx context.Context, of id.Bill, reason string) (*Bill, Answer, error) {
	old, err := s.Bill(ctx, of)
	if err != nil {
		return nil, Answer{}, err
	}
	over, _ := s.papersOver(ctx, &old.Bill) // now: of a delivery that is void nothing tells which papers were its own
	answer, err := s.db.Void(ctx, of, id.New[id.Bill](), thai.Clean(reason, selling.MaxText))
	if err != nil {
		return nil, answer, err
	}
	bill, err := s.Bill(ctx, answer.ID)
	if err != nil {
		return bill, answer, err
	}
	warnings, _ := s.voidedPapers(ctx, old, over)
	answer.Warnings = append(answer.Warnings, warnings...)
	return bill, answer, nil
}

// voidedPapers says what goes on standing for a bill that became void.
func (s *Shop) voidedPapers(ctx context.Context, old *Bill, over []*OfficePaper) (warnings []*fault.Error, err error) {
	var stand []string
	for _, was := range over {
		p, err := s.db.Paper(ctx, was.ID)
		if err != nil {
			return nil, err
		}
		if p.Void == nil && (p.Kind == papers.TaxInvoice && p.Sums.Due > p.Fate.Credited || p.Is(papers.Receipt) || p.Owed(p.Fate) > 0) {
			stand = append(stand, p.Number)
		}
	}
	if len(stand) > 0 {
		warnings = append(warnings, fault.New("voided_papers", "", fault.Values{"number": old.Number, "papers": somePapers(stand)}))
	}
	if old.Bill.RefundOf.IsZero() {
		return warnings, nil
	}
	notes, err := s.overnoted(ctx, old)
	if len(notes) > 0 {
		warnings = append(warnings, fault.New("voided_notes", "", fault.Values{"number": old.Number, "papers": somePapers(notes)}))
	}
	return warnings, err
}

// billOfRefund names the bill that a refund or exchange gives back.
func billOfRefund(refund *Bill) *ledger.Bill {
	return &ledger.Bill{ID: refund.Bill.RefundOf, Number: refund.RefundOf, OrderID: refund.OrderID}
}

// overnoted lists the credit notes that tell of goods which a refund gave back that is void now.
func (s *Shop) overnoted(ctx context.Context, refund *Bill) (numbers []string, err error) {
	over, err := s.papersOver(ctx, billOfRefund(refund))
	if err != nil {
		return nil, err
	}
	var gone []ledger.Line
	for n := range refund.Lines {
		if refund.Lines[n].Qty < 0 {
			gone = append(gone, refund.Lines[n].Line)
		}
	}
	for _, invoice := range over {
		if invoice.Kind != papers.TaxInvoice {
			continue
		}
		sale, err := s.saleOf(ctx, store.PaperLink{BillID: invoice.Row.BillID, OrderID: invoice.Row.OrderID}, invoice.Number)
		if err != nil {
			return nil, err
		}
		notes, err := s.notesAbout(ctx, invoice)
		if err != nil {
			return nil, err
		}
		for _, note := range papers.Overnoted(papers.OfBill(gone), sale.back, invoice.Lines, notes) {
			numbers = append(numbers, note.Number)
		}
	}
	return numbers, nil
}

// Refund gives goods of a bill back, or exchanges them. Warning: "returned_papers" of tax invoices that stand for goods
// that came back as long as no credit note tells of them. Papers that cannot be read hinder nothing.
func (s *Shop) Refund(ctx context.Context, request selling.RefundRequest) (*Bill, Answer, error) {
	request.Reason = thai.Clean(request.Reason, selling.MaxText)
	answer, err := s.db.Refund(ctx, request)
	if err != nil {
		return nil, answer, err
	}
	bill, err := s.Bill(ctx, answer.ID)
	if err != nil {
		return bill, answer, err
	}
	warnings, _ := s.returnedPapers(ctx, bill)
	answer.Warnings = append(answer.Warnings, warnings...)
	return bill, answer, nil
}

// returnedPapers says which tax invoices stand for goods that came back.
func (s *Shop) returnedPapers(ctx context.Context, refund *Bill) ([]*fault.Error, error) {
	over, err := s.papersOver(ctx, billOfRefund(refund))
	if err != nil {
		return nil, err
	}
	var stand []string
	for _, invoice := range over {
		if invoice.Kind != papers.TaxInvoice {
			continue
		}
		back, err := s.unnoted(ctx, invoice)
		if err != nil {
			return nil, err
		}
		if len(back) > 0 {
			stand = append(stand, invoice.Number)
		}
	}
	if len(stand) == 0 {
		return nil, nil
	}
	return []*fault.Error{fault.New("returned_papers", "", fault.Values{"papers": somePapers(stand)})}, nil
}
