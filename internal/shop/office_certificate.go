package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// unproved reckons the tax to be withheld of a receipt's invoices for which no certificate came yet: the certificate may
// come after the money, and is then for all of it.
func (m *maker) unproved() error {
	m.want.Counted = len(m.ask.Payments) == 0 && len(m.want.Payments) > 0
	numbers := m.receiptOver()
	if m.ask.Kind != papers.Receipt || len(numbers) == 0 {
		return nil
	}
	open, err := m.unprovedOf(m.ctx, m.day, numbers)
	if err != nil {
		return err
	}
	if m.ask.Amount > 0 {
		open.Left -= m.ask.Amount
	} else {
		open.Left = 0
	}
	m.want.Unproved = open
	return nil
}

// UnprovedTax gives the tax that buyers keep back of invoices, also those on billing notes, and that no certificate of a
// receipt that stands proves yet.
func (s *Shop) UnprovedTax(ctx context.Context, invoices []*OfficePaper) (money.Satang, error) {
	var numbers []string
	for _, p := range invoices {
		if p.Kind != papers.Billing {
			numbers = append(numbers, p.Number)
			continue
		}
		for _, line := range p.Lines {
			numbers = append(numbers, line.Of)
		}
	}
	open, err := s.unprovedOf(ctx, clock.DayOf(s.Clock()), numbers)
	if err != nil {
		return 0, err
	}
	return max(open.Tax, 0), nil
}

// unprovedOf reckons the tax of invoices less what certificates prove. Left is what they still ask for.
func (s *Shop) unprovedOf(ctx context.Context, day clock.Day, numbers []string) (*papers.Unproved, error) {
	open := &papers.Unproved{}
	var whole []papers.Open
	for _, number := range numbers {
		invoice, err := s.db.PaperNumbered(ctx, number)
		if err != nil {
			return nil, err
		}
		whole = append(whole, papers.Open{Paper: invoice.Paper, Left: max(invoice.Sums.Due-invoice.Fate.Credited, 0)})
		open.Left += invoice.Rest(invoice.Fate)
		if err := s.proved(ctx, invoice, open); err != nil {
			return nil, err
		}
	}
	all := papers.WithheldOver(day, whole)
	open.Rate, open.Base, open.Tax = all.Rate, open.Base+all.Base, open.Tax+all.Tax
	return open, nil
}

// receiptOver lists the invoices that a receipt is over, of a billing note also those that were paid before.
func (m *maker) receiptOver() (numbers []string) {
	for _, note := range m.of.ofKind(papers.Billing) {
		for _, line := range note.Lines {
			numbers = append(numbers, line.Of)
		}
	}
	for _, ref := range m.want.Refs {
		invoice := ref.Role == "" && ref.Source != string(papers.Billing) && papers.Billing.MadeFrom(ref.Source)
		if invoice && !slices.Contains(numbers, ref.Number) {
			numbers = append(numbers, ref.Number)
		}
	}
	return numbers
}

// proved takes off what certificates of receipts say of an invoice, or of one whose place it took: of several invoices
// each has its part of the tax by what came for it.
func (s *Shop) proved(ctx context.Context, invoice *OfficePaper, open *papers.Unproved) error {
	for _, number := range slices.Concat(invoice.Before, invoice.TakenOver(), []string{invoice.Number}) {
		made, err := s.db.PapersMadeFrom(ctx, number)
		if err != nil {
			return err
		}
		for _, p := range made {
			w := p.Withheld
			came := papers.Received(number, []*papers.Paper{p.Paper})
			if p.Void != nil || came <= 0 || w == nil || w.Certificate == nil {
				continue
			}
			part := func(all money.Satang) money.Satang { return all.Share(int64(came), int64(p.Sums.Due)) }
			proved := part(w.Certificate.Amount)
			open.Base, open.Tax, open.Proved = open.Base-part(w.Base), open.Tax-proved, open.Proved+proved
		}
	}
	return nil
}
