package shop

import (
	"slices"

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
	open := &papers.Unproved{}
	var whole []papers.Open
	for _, number := range numbers {
		invoice, err := m.db.PaperNumbered(m.ctx, number)
		if err != nil {
			return err
		}
		whole = append(whole, papers.Open{Paper: invoice.Paper, Left: max(invoice.Sums.Due-invoice.Fate.Credited, 0)})
		open.Left += invoice.Rest(invoice.Fate)
		if err := m.proved(invoice, open); err != nil {
			return err
		}
	}
	all := papers.WithheldOver(m.day, whole)
	open.Rate, open.Base, open.Tax = all.Rate, open.Base+all.Base, open.Tax+all.Tax
	if m.ask.Amount > 0 {
		open.Left -= m.ask.Amount
	} else {
		open.Left = 0
	}
	m.want.Unproved = open
	return nil
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
func (m *maker) proved(invoice *OfficePaper, open *papers.Unproved) error {
	for _, number := range slices.Concat(invoice.Before, invoice.TakenOver(), []string{invoice.Number}) {
		made, err := m.db.PapersMadeFrom(m.ctx, number)
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
			open.Base, open.Tax = open.Base-part(w.Base), open.Tax-part(w.Certificate.Amount)
		}
	}
	return nil
}
