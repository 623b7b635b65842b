package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// BillSale is a bill as the report of the sales tax reads it: its lines, and what became of its slip.
type BillSale struct {
	ledger.Bill
	Lines    []ledger.Line
	Of       string   // number of the bill that it gives back or voids
	Replaced id.Paper // the paper that stands in place of its slip, none = it stands
}

// BillSales gives the bills of some days with their lines, by number. A void bill is there, and the one that voids it.
func (s *Store) BillSales(ctx context.Context, from, to clock.Day) ([]BillSale, error) {
	sold, err := bills.all(ctx, s.r, "WHERE day BETWEEN ? AND ? ORDER BY day, at, till, seq", from, to)
	if err != nil {
		return nil, err
	}
	all, err := lines.all(ctx, s.r, "WHERE (till, seq) IN (SELECT till, seq FROM bill WHERE day BETWEEN ? AND ?) ORDER BY till, seq, n", from, to)
	if err != nil {
		return nil, err
	}
	places, sales := map[id.Bill]int{}, make([]BillSale, len(sold))
	for n, bill := range sold {
		places[bill.ID], sales[n].Bill = n, bill
	}
	for _, line := range all {
		if n, known := places[line.BillID]; known {
			sales[n].Lines = append(sales[n].Lines, line)
		}
	}
	return sales, s.tellSales(ctx, sales, places, from, to)
}

// tellSales adds what other rows say of the bills.
func (s *Store) tellSales(ctx context.Context, sales []BillSale, places map[id.Bill]int, from, to clock.Day) error {
	type about struct {
		bill   id.Bill
		number string
		by     id.Paper
	}
	scan := func(a *about) []any { return []any{&a.bill, &a.number, &a.by} }
	olds, err := rowsOf(ctx, s.r, scan, `SELECT b.id, o.number, NULL FROM bill b JOIN bill o ON o.id = coalesce(b.refund_of, b.void_of) WHERE b.day BETWEEN ? AND ?`, from, to)
	if err != nil {
		return err
	}
	replaced, err := rowsOf(ctx, s.r, scan, `SELECT v.bill_id, '', v.by_id FROM paper_void v JOIN bill b ON b.id = v.bill_id WHERE b.day BETWEEN ? AND ?`, from, to)
	if err != nil {
		return err
	}
	for _, a := range olds {
		sales[places[a.bill]].Of = a.number
	}
	for _, a := range replaced {
		sales[places[a.bill]].Replaced = a.by
	}
	return nil
}

// TaxPapers gives the tax papers with a date in some days, those that are void too, with the void and what stands in
// their place, by date and number.
func (s *Store) TaxPapers(ctx context.Context, from, to clock.Day) ([]*Paper, error) {
	rows, err := issued.all(ctx, s.r, `WHERE date BETWEEN ? AND ? AND kind IN ('tax-invoice', 'abbreviated', 'credit-note', 'debit-note') ORDER BY date, number`, from, to)
	if err != nil {
		return nil, err
	}
	return s.papers(ctx, rows)
}

// TaxInvoiced gives what the standing tax invoices of an order come to, those of deposits too.
func (s *Store) TaxInvoiced(ctx context.Context, order id.Order) (sum money.Satang, err error) {
	row := s.r.QueryRowContext(ctx, `SELECT coalesce(sum(due_satang), 0) FROM paper p WHERE p.order_id = ? AND p.kind = 'tax-invoice'
		AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = p.id)`, order)
	return sum, translate(row.Scan(&sum))
}
