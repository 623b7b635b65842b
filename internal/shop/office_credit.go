package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/papers"
)

// onDeposits lets a credit note take no more than its invoice bears, and says how much notes about the tax invoices of
// deposits are to take.
func (m *maker) onDeposits(invoice *OfficePaper) (err error) {
	r, deposits := m.want, bearers(m.of.known)
	if own := bearerOf(deposits, invoice.Number); own >= 0 {
		others := slices.Delete(slices.Clone(deposits), own, own+1)
		r.Deposits, err = papers.BesideDeposit(deposits[own], r.Lines, m.vat, others)
	} else {
		r.Deposits, err = papers.OnDeposits(invoice.Paper, r.Notes, r.Lines, m.vat, deposits)
	}
	if err != nil {
		return err
	}
	for _, part := range r.Deposits {
		deposit := deposits[bearerOf(deposits, part.Ref.Number)]
		if deposit.Paper.Kind != papers.TaxInvoice {
			continue // a receipt bears no tax
		}
		if sum := papers.NetOf(deposit.Pending(part.Classes)); sum > 0 {
			ref := part.Ref
			ref.Taken = sum
			r.ToCredit = append(r.ToCredit, ref)
		}
	}
	return nil
}

// bearers lists the deposits of an order that stand, with what its tax invoices took off them and what notes tell of them.
// known are the papers of the order.
func bearers(known []*OfficePaper) (list []*papers.Bearer) {
	for _, p := range known {
		if p.Void == nil && p.Deposit && (p.Kind == papers.TaxInvoice || p.Kind == papers.Receipt) {
			list = append(list, &papers.Bearer{Paper: p.Paper, Before: p.Before})
		}
	}
	var bodies []*papers.Paper
	for _, deposit := range list {
		bodies = append(bodies, deposit.Paper)
	}
	for _, p := range known {
		if p.Void != nil {
			continue
		}
		switch p.Kind {
		case papers.TaxInvoice:
			if p.Deposit {
				continue
			}
			for _, used := range p.Used(bodies...) {
				if at := bearerOf(list, used.Ref.Number); at >= 0 {
					list[at].Used = papers.AddNets(list[at].Used, used.Classes)
				}
			}
		case papers.CreditNote, papers.DebitNote:
			for _, deposit := range list {
				deposit.Notes = append(deposit.Notes, p.Paper)
			}
		}
	}
	return list
}

// bearerOf gives which deposit a number names, -1 for none.
func bearerOf(list []*papers.Bearer, number string) int {
	return slices.IndexFunc(list, func(b *papers.Bearer) bool {
		return b.Paper.Number == number || slices.Contains(b.Before, number)
	})
}

// unnotedDeposit gives what a credit note about a deposit's tax invoice begins with: what notes about the invoices after it
// left to it or are to leave to it, and goods that came back of which those bear nothing any more.
func (s *Shop) unnotedDeposit(ctx context.Context, deposit *OfficePaper) (lines []papers.Line, err error) {
	order, err := s.Order(ctx, deposit.Row.OrderID)
	if err != nil {
		return nil, err
	}
	known, err := s.db.PapersMadeFrom(ctx, order.Order.Number)
	if err != nil {
		return nil, err
	}
	deposits := bearers(known)
	own := bearerOf(deposits, deposit.Number)
	if own < 0 {
		return nil, nil
	}
	var goods []papers.Line
	var early []papers.ClassSum
	for _, p := range known {
		if p.Void != nil || p.Kind != papers.TaxInvoice || p.Deposit {
			continue
		}
		back, left, err := s.backOn(ctx, p)
		if err != nil {
			return nil, err
		}
		var borne []papers.Line
		for _, line := range back {
			if line.BackOf = p.Number; left.Bears(&line) {
				borne = append(borne, line)
			} else if deposits[own].Bears(&line) {
				goods = append(goods, line)
			}
		}
		if len(borne) == 0 {
			continue
		}
		notes, err := s.notesAbout(ctx, p)
		if err != nil {
			return nil, err
		}
		for _, part := range papers.ToDeposits(p.Paper, notes, borne, deposits) {
			if part.Ref.Number == deposit.Number {
				early = papers.AddNets(early, part.Classes)
			}
		}
	}
	lines = papers.DepositPart(deposit.Paper, papers.AddNets(deposits[own].Pending(nil), deposits[own].Early(early)))
	for n := range lines {
		lines[n].BackOf = deposit.Number
	}
	return append(lines, goods...), nil
}

// backOn gives what came back of a tax invoice and no note tells, as its own lines, and what it still bears.
func (s *Shop) backOn(ctx context.Context, invoice *OfficePaper) (back []papers.Line, left papers.Sums, err error) {
	if back, err = s.unnoted(ctx, invoice); err != nil || len(back) == 0 {
		return nil, left, err
	}
	notes, err := s.notesAbout(ctx, invoice)
	if err != nil {
		return nil, left, err
	}
	back, err = s.onInvoice(ctx, invoice, back, notes)
	return back, papers.Left(invoice.Paper, notes), err
}

// telling adds to the notes about a tax invoice what notes about deposits of its order tell of its goods.
func (s *Shop) telling(ctx context.Context, invoice *OfficePaper, notes []*papers.Paper) ([]*papers.Paper, error) {
	if invoice.Row.OrderID.IsZero() {
		return notes, nil
	}
	order, err := s.Order(ctx, invoice.Row.OrderID)
	if err != nil {
		return nil, err
	}
	known, err := s.db.PapersMadeFrom(ctx, order.Order.Number)
	numbers := append(slices.Clone(invoice.Before), invoice.Number)
	for _, p := range known {
		if p.Void == nil && p.Kind == papers.CreditNote && slices.ContainsFunc(p.Lines, func(line papers.Line) bool { return slices.Contains(numbers, line.BackOf) }) {
			notes = append(notes[:len(notes):len(notes)], p.TellingOf(numbers, nil))
		}
	}
	return notes, err
}
