package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

// maxNamedPapers is how many papers a sentence names.
const maxNamedPapers = 5

// CancelledOrder warns of the papers of a cancelled order that still ask for money or stand for tax: they stay until they
// are void or a credit note takes them back. nil = there are none, or the order goes on.
func (s *Shop) CancelledOrder(ctx context.Context, order *Order) (*fault.Error, error) {
	if !order.Cancelled() {
		return nil, nil
	}
	made, err := s.PapersOf(ctx, order.Order.Number)
	if err != nil {
		return nil, err
	}
	var stand []string
	for _, p := range made {
		if p.Void == nil && (asksYet(p, stand) || (p.Kind == papers.TaxInvoice || p.Kind == papers.Abbreviated) && p.Sums.Due > p.Fate.Credited) {
			stand = append(stand, p.Number)
		}
	}
	return cancelledPapers(order.Order.Number, stand), nil
}

// asksYet reports whether a paper of a cancelled order tells a reader to pay: it is for a sum that nobody paid by it, or
// gathers invoices that are.
func asksYet(p *OfficePaper, stand []string) bool {
	if p.Kind == papers.Billing {
		return slices.ContainsFunc(p.Lines, func(line papers.Line) bool { return slices.Contains(stand, line.Of) })
	}
	return p.Asks() && !p.Fate.Taken && p.Rest(p.Fate) > 0
}

func cancelledPapers(order string, stand []string) *fault.Error {
	if len(stand) == 0 {
		return nil
	}
	return fault.New("cancelled_papers", "", fault.Values{"number": order, "papers": somePapers(stand)})
}

// somePapers writes numbers of papers into a sentence.
func somePapers(numbers []string) string {
	all := strings.Join(numbers[:min(len(numbers), maxNamedPapers)], ", ")
	if len(numbers) > maxNamedPapers {
		all += " …"
	}
	return all
}

// cancelledTax warns of the tax papers of some days whose orders were cancelled, by order.
func (s *Shop) cancelledTax(ctx context.Context, from, to clock.Day) (warnings []*fault.Error, err error) {
	rows, err := s.db.CancelledTax(ctx, from, to)
	for n := 0; n < len(rows); {
		order, stand := rows[n].Order, []string(nil)
		for ; n < len(rows) && rows[n].Order == order; n++ {
			stand = append(stand, rows[n].Paper)
		}
		warnings = append(warnings, cancelledPapers(order, stand))
	}
	return warnings, err
}

// cancelled refuses to ask for, tax or receive money by papers whose order was cancelled: the books know of no debt, so
// that it would be in none of them. Fault: "paper_of_cancelled".
func (m *maker) cancelled(list ...*OfficePaper) error {
	switch m.ask.Kind {
	case papers.CreditNote, papers.Quotation, papers.PurchaseOrder:
		return nil
	}
	for n, p := range list {
		if p.Row.OrderID.IsZero() {
			continue
		}
		order := m.of.order
		if order == nil || order.Order.ID != p.Row.OrderID {
			var err error
			if order, err = m.Order(m.ctx, p.Row.OrderID); err != nil {
				return err
			}
		}
		if order.Cancelled() {
			return fault.New("paper_of_cancelled", "of["+i18n.Value(i18n.English, n)+"]", fault.Values{"number": p.Number, "order": order.Order.Number})
		}
	}
	return nil
}
