package store

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
)

// Moved is one movement as a person reads it.
type Moved struct {
	At     time.Time
	Kind   string
	Qty    qty.Qty
	OnHand qty.Qty // after it, over all places
	Ref    string  // a bill's number, of goods that came the number on their producer's paper, else the paper's
	Paper  string  // number of the paper of the stock, "" for bills and for goods moved by older programs
	Place  string
	Lot    string
	By     string
	Reason string

	BillID  id.Bill
	PaperID id.StockPaper
}

// maxHistory bounds the movements of one page.
const maxHistory = 10_000

// History lists a product's movements, newest first; total counts them all.
func (s *Store) History(ctx context.Context, product id.Product, offset, limit int) (out []Moved, total int, err error) {
	if limit <= 0 || limit > maxHistory || offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": maxHistory})
	}
	var after qty.Qty // what lies there, and then what lay there before the page begins
	row := s.r.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM movement WHERE product_id = ?1),
		coalesce((SELECT sum(qty) FROM stock_balance WHERE product_id = ?1), 0) - coalesce((SELECT sum(qty) FROM
		(SELECT qty FROM movement WHERE product_id = ?1 ORDER BY till DESC, seq DESC, n DESC LIMIT ?2)), 0)`, product, offset)
	if err := row.Scan(&total, &after); err != nil {
		return nil, 0, translate(err)
	}
	out, err = rowsOf(ctx, s.r, func(m *Moved) []any {
		return []any{(*moment)(&m.At), &m.Kind, &m.Qty, &m.Ref, &m.Paper, &m.Place, &m.Lot, &m.By, &m.Reason, &m.BillID, &m.PaperID}
	}, `SELECT m.at, m.kind, m.qty,
		coalesce(b.number, CASE WHEN m.kind = 'receive' THEN nullif(l.ref, '') END, s.number, ''), coalesce(s.number, ''),
		coalesce(pl.name, ''), coalesce(l.code, ''), coalesce(sp.name, bp.name, ''), m.reason, m.bill_id, s.id
		FROM movement m LEFT JOIN bill b ON b.id = m.bill_id LEFT JOIN lot l ON l.id = m.lot_id
		LEFT JOIN place pl ON pl.id = m.place_id
		LEFT JOIN stock_paper s ON s.till = m.till AND s.seq = m.seq AND s.n = 0
		LEFT JOIN stock_paper_person sp ON sp.paper_id = s.id
		LEFT JOIN shift_person bp ON bp.shift_id = b.shift_id
		WHERE m.product_id = ? ORDER BY m.till DESC, m.seq DESC, m.n DESC LIMIT ? OFFSET ?`, product, limit, offset)
	for n := range out {
		out[n].OnHand = after
		after -= out[n].Qty
	}
	return out, total, err
}

// moment reads milliseconds of UTC.
type moment time.Time

func (m *moment) Scan(src any) error {
	millis, _ := src.(int64)
	*m = moment(time.UnixMilli(millis).UTC())
	return nil
}

// dayOf is a movement's day in Thailand, as days since 1970.
const dayOf = "(m.at / 1000 + 25200) / 86400"

// dayNo gives a day as dayOf does.
func dayNo(day clock.Day) int64 { return day.Time().Unix() / 86400 }

// maxDays bounds the days of a chart.
const maxDays = 1_000

// Sold gives what was sold of some products each day from one to another, goods given back taken off: as many
// numbers for each product as there are days.
func (s *Store) Sold(ctx context.Context, wanted []id.Product, from, to clock.Day) (map[id.Product][]qty.Qty, error) {
	days, err := daysOf(from, to)
	sold := make(map[id.Product][]qty.Qty, len(wanted))
	if err != nil || len(wanted) == 0 {
		return sold, err
	}
	for _, product := range wanted {
		sold[product] = make([]qty.Qty, days)
	}
	type row struct {
		product id.Product
		day     int64
		qty     qty.Qty
	}
	list, args := inList(wanted)
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.product, &r.day, &r.qty} },
		"SELECT m.product_id, "+dayOf+", -sum(m.qty) FROM movement m WHERE m.product_id IN "+list+
			" AND m.kind IN ('sale', 'refund') AND m.at >= ? AND m.at < ? GROUP BY 1, 2",
		append(args, from.Start().UnixMilli(), to.Add(1).Start().UnixMilli())...)
	for _, r := range rows {
		sold[r.product][r.day-dayNo(from)] = r.qty
	}
	return sold, err
}

// daysOf counts the days from one to another. It fails with "date_order", "too_many".
func daysOf(from, to clock.Day) (int, error) {
	switch days := from.Until(to) + 1; {
	case days < 1:
		return 0, fault.New("date_order", "to", fault.Values{"from": from, "to": to})
	case days > maxDays:
		return 0, fault.New("too_many", "to", fault.Values{"max": maxDays})
	default:
		return days, nil
	}
}

// Levels gives what lay of a product at the end of each day from one to another.
func (s *Store) Levels(ctx context.Context, product id.Product, from, to clock.Day) ([]qty.Qty, error) {
	days, err := daysOf(from, to)
	if err != nil {
		return nil, err
	}
	type row struct {
		day int64
		qty qty.Qty
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.day, &r.qty} },
		"SELECT "+dayOf+", sum(m.qty) FROM movement m WHERE m.product_id = ? AND m.at < ? GROUP BY 1",
		product, to.Add(1).Start().UnixMilli())
	levels := make([]qty.Qty, days)
	for _, r := range rows {
		if first := max(r.day-dayNo(from), 0); first < int64(days) {
			levels[first] += r.qty
		}
	}
	for n := 1; n < days; n++ {
		levels[n] += levels[n-1]
	}
	return levels, err
}
