package store

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// BillRow is a bill as the list of a day shows it.
type BillRow struct {
	ledger.Bill
	Customer string // name, "" when the bill names none
	Voided   string // number of the bill that voids it
	Refunds  int    // bills that give goods of it back
	Methods  string // comma-separated
}

// Bills lists the bills of a business day, newest first, from offset on; total counts them all.
func (s *Store) Bills(ctx context.Context, day clock.Day, offset, limit int) (rows []BillRow, total int, err error) {
	if limit <= 0 || limit > 10_000 || offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": 10_000})
	}
	row := s.r.QueryRowContext(ctx, "SELECT count(*) FROM bill WHERE day = ?", day)
	if err := row.Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	rows, err = rowsOf(ctx, s.r, func(r *BillRow) []any {
		into, _ := targets(&r.Bill)
		return append(into, &r.Customer, &r.Voided, &r.Refunds, &r.Methods)
	}, `SELECT `+bills.list("b.")+`,
		coalesce((SELECT name FROM party WHERE id = b.customer_id), ''),
		coalesce((SELECT v.number FROM bill v WHERE v.void_of = b.id), ''),
		(SELECT count(*) FROM bill v WHERE v.refund_of = b.id),
		coalesce((SELECT group_concat(DISTINCT method) FROM payment p WHERE p.till = b.till AND p.seq = b.seq AND p.kind = 'pay'), '')
		FROM bill b JOIN event e ON e.till = b.till AND e.seq = b.seq WHERE b.day = ? ORDER BY e.rowid DESC, b.n LIMIT ? OFFSET ?`, day, limit, offset)
	return rows, total, err
}

// DaySum is what one business day came to.
type DaySum struct {
	Day      clock.Day
	Bills    int // sales and exchanges
	Refunds  int // refunds and voids
	Total    money.Satang
	Discount money.Satang
	Rounding money.Satang
	VAT      money.Satang
	Owners   money.Satang // consignors' shares
	Methods  []MethodSum
}

// Day sums one business day.
func (s *Store) Day(ctx context.Context, day clock.Day) (*DaySum, error) {
	sums, err := s.Days(ctx, day, day)
	if err != nil {
		return nil, err
	}
	sum := &DaySum{Day: day}
	if len(sums) > 0 {
		sum = &sums[0]
	}
	sum.Methods, err = rowsOf(ctx, s.r, func(m *MethodSum) []any { return []any{&m.Method, &m.Count, &m.Total} },
		`SELECT method, count(DISTINCT bill_id), sum(amount_satang) FROM (
			SELECT p.method, p.bill_id, p.amount_satang FROM bill b
			CROSS JOIN payment p ON p.till = b.till AND p.seq = b.seq WHERE b.day = ?1
			UNION ALL
			SELECT method, bill_id, amount_satang FROM payment WHERE kind IN ('repay', 'settle', 'order') AND day = ?1)
		GROUP BY method ORDER BY method`, day)
	return sum, err
}

// Days sums each business day from one to another, days without bills left out.
func (s *Store) Days(ctx context.Context, from, to clock.Day) ([]DaySum, error) {
	return rowsOf(ctx, s.r, func(d *DaySum) []any {
		return []any{&d.Day, &d.Bills, &d.Refunds, &d.Total, &d.Discount, &d.Rounding, &d.VAT, &d.Owners}
	}, `SELECT day, count(*) FILTER (WHERE kind IN ('sale', 'exchange')), count(*) FILTER (WHERE kind IN ('refund', 'void')),
		sum(total_satang), sum(discount_satang), sum(rounding_satang), sum(vat_satang),
		sum(total_satang - vat_satang - shop_share_satang)
		FROM bill WHERE day BETWEEN ? AND ? GROUP BY day ORDER BY day`, from, to)
}

// OwnersOwed counts the producers to whom a business day brought something, or took it back.
func (s *Store) OwnersOwed(ctx context.Context, day clock.Day) (count int, err error) {
	err = s.r.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM bill b
		CROSS JOIN producer_entry e ON e.till = b.till AND e.seq = b.seq
		WHERE b.day = ? GROUP BY e.producer_id HAVING sum(e.share_satang) <> 0)`, day).Scan(&count)
	return count, err
}

// Seller is how much of a product was sold.
type Seller struct {
	ProductID id.Product
	Name      string
	Qty       qty.Qty
	Total     money.Satang
	Cost      money.Satang
}

// BestSellers lists the products sold most by money from a day on, given-back goods taken off.
func (s *Store) BestSellers(ctx context.Context, from, to clock.Day, limit int) ([]Seller, error) {
	return rowsOf(ctx, s.r, func(b *Seller) []any { return []any{&b.ProductID, &b.Name, &b.Qty, &b.Total, &b.Cost} },
		`SELECT l.product_id, max(l.name), sum(l.qty),
		sum(l.total_satang - l.line_discount_satang - l.promo_discount_satang - l.bill_discount_satang),
		sum(l.cost_satang * l.qty / 1000)
		FROM bill b CROSS JOIN line l ON l.till = b.till AND l.seq = b.seq
		WHERE b.day BETWEEN ? AND ? GROUP BY l.product_id HAVING sum(l.qty) > 0 ORDER BY 4 DESC, 2 LIMIT ?`, from, to, limit)
}

// LastEvent gives when the newest event was written, the zero time when there is none.
func (s *Store) LastEvent(ctx context.Context) (time.Time, error) {
	at, err := lastAt(ctx, s.r)
	if err != nil || at == 0 {
		return time.Time{}, err
	}
	return at.Time(), nil
}

// Today is the business day of the open shift, else the clock's, but never one before the last shift's.
func (s *Store) Today(ctx context.Context) (clock.Day, error) {
	shift, _, open, err := scanShift(s.r.QueryRowContext(ctx, openShiftSQL, s.till.No))
	if err != nil || open {
		return shift.Day, err
	}
	last, err := lastDay(ctx, s.r)
	return max(clock.DayOf(s.clock()), last), err
}

// Counts gives how many rows the big tables hold, for the benchmarks and the audit's summary.
func (s *Store) Counts(ctx context.Context) (events, billRows, lineRows int64, err error) {
	row := s.r.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM bill), (SELECT count(*) FROM line)")
	err = row.Scan(&events, &billRows, &lineRows)
	return events, billRows, lineRows, translate(err)
}
