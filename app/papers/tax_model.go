package papers

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// taxRead is one reading of a month's sales tax.
type taxRead struct {
	report *shop.SalesTax // nil = the shop is not registered for VAT
	closed shop.TaxClosed
	month  clock.Day
	today  clock.Day
}

// readTax reads a month, "" = the one that is to be handed in next.
func readTax(ctx context.Context, s *shop.Shop, month, today clock.Day) (r taxRead, err error) {
	r.today, r.month = today, month
	if r.closed, err = s.TaxClosed(ctx); err != nil {
		return r, err
	}
	if month == "" {
		r.month = dueMonth(&r.closed, today)
	}
	r.report, err = s.SalesTax(ctx, r.month)
	if fault.Is(err, "sales_tax_unregistered") {
		return r, nil
	}
	return r, err
}

// half is the day until which a person looks for the month before rather than for this one.
const half = 15

// dueMonth gives the month that a person is most likely to look for: in the first half of a month the one before, until
// it is handed in.
func dueMonth(closed *shop.TaxClosed, today clock.Day) clock.Day {
	before := nextMonth(today, -1)
	if today.Time().Day() <= half && !closed.Holds(before) {
		return before
	}
	return papers.MonthOf(today)
}

// taxModel is the month that is looked at.
type taxModel struct {
	taxRead
	read bool
	at   int
}

// load takes what was read.
func (m *taxModel) load(r taxRead) {
	if r.month != m.month {
		m.at = 0
	}
	m.taxRead, m.read = r, true
	m.at = max(min(m.at, len(m.rows())-1), 0)
}

// rows are those of the report.
func (m *taxModel) rows() []papers.TaxRow {
	if m.report == nil {
		return nil
	}
	return m.report.Rows
}

// row gives the marked row, nil for none.
func (m *taxModel) row() *papers.TaxRow {
	if rows := m.rows(); m.at < len(rows) {
		return &rows[m.at]
	}
	return nil
}

// next gives the month so many later, not beyond this one.
func (m *taxModel) next(by int) clock.Day {
	return min(nextMonth(m.month, by), papers.MonthOf(m.today))
}

// over reports whether the month has passed and may be closed.
func (m *taxModel) over() bool { return m.month < papers.MonthOf(m.today) }

func (m *taxModel) isClosed() bool { return m.closed.Holds(m.month) }
