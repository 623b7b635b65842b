package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/papers"
)

// onDeposits lets a credit note take no more than its invoice bears, and says how much notes about the tax invoices of
// deposits are to take.
func (m *maker) onDeposits(invoice *OfficePaper) (err error) {
	r := m.want
	if r.Deposits, err = papers.OnDeposits(invoice.Paper, r.Notes, r.Lines, m.vat, m.of.deposits()...); err != nil {
		return err
	}
	for n := range r.Deposits {
		part := &r.Deposits[n]
		deposit := m.depositNow(part.Ref.Number)
		if deposit == nil || deposit.Kind != papers.TaxInvoice {
			continue // a receipt bears no tax
		}
		part.Ref = deposit.Self(papers.PaidBy)
		open, err := m.toCredit(m.ctx, deposit, part.Classes)
		if err != nil {
			return err
		}
		if sum := papers.NetOf(open); sum > 0 {
			ref := part.Ref
			ref.Taken = sum
			r.ToCredit = append(r.ToCredit, ref)
		}
	}
	return nil
}

// depositNow gives the deposit's paper that stands for a number: itself, or what took its place.
func (m *maker) depositNow(number string) *OfficePaper {
	for _, p := range m.of.standing(papers.Receipt, papers.TaxInvoice) {
		if p.Deposit && (p.Number == number || slices.Contains(p.Before, number)) {
			return p
		}
	}
	return nil
}

// toCredit gives what notes about a deposit's tax invoice are still to take off it: what notes about the invoices after it
// left to it, and more.
func (s *Shop) toCredit(ctx context.Context, deposit *OfficePaper, more []papers.ClassSum) ([]papers.ClassSum, error) {
	notes, err := s.notesAbout(ctx, deposit)
	if err != nil {
		return nil, err
	}
	naming, err := s.naming(ctx, deposit)
	for _, p := range naming {
		for _, used := range p.Used(deposit.Paper) {
			if p.Kind == papers.CreditNote && (used.Ref.Number == deposit.Number || slices.Contains(deposit.Before, used.Ref.Number)) {
				more = papers.AddNets(more, used.Classes)
			}
		}
	}
	return papers.ToCredit(deposit.Paper, notes, more), err
}

// naming lists the papers that stand and name a paper, or one whose place it took.
func (s *Shop) naming(ctx context.Context, of *OfficePaper) (list []*OfficePaper, err error) {
	for _, number := range append(slices.Clone(of.Before), of.Number) {
		made, err := s.db.PapersMadeFrom(ctx, number)
		if err != nil {
			return nil, err
		}
		for _, p := range made {
			if p.Void == nil {
				list = append(list, p)
			}
		}
	}
	return list, nil
}

// unnotedDeposit gives what a credit note about a deposit's tax invoice begins with: what notes about the invoices after it
// left to it, and goods that came back of which those bear nothing any more.
func (s *Shop) unnotedDeposit(ctx context.Context, deposit *OfficePaper) ([]papers.Line, error) {
	open, err := s.toCredit(ctx, deposit, nil)
	if err != nil {
		return nil, err
	}
	lines := papers.DepositPart(deposit.Paper, open)
	naming, err := s.naming(ctx, deposit)
	if err != nil {
		return nil, err
	}
	for _, p := range naming {
		if p.Kind != papers.TaxInvoice || p.Deposit {
			continue
		}
		back, err := s.unnoted(ctx, p)
		if err != nil {
			return nil, err
		}
		notes, err := s.notesAbout(ctx, p)
		if err != nil {
			return nil, err
		}
		left := papers.Left(p.Paper, notes)
		lines = append(lines, slices.DeleteFunc(back, func(line papers.Line) bool { return left.Bears(&line) })...)
	}
	return lines, nil
}
