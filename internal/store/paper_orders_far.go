package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
)

// officeProgress reads how far some orders are.
func (s *Store) officeProgress(ctx context.Context, found []OrderRow, today clock.Day) ([]OfficeOrderRow, error) {
	if len(found) == 0 {
		return nil, nil
	}
	rows, at, ids := make([]OfficeOrderRow, len(found)), map[id.Order]*OfficeOrderRow{}, make([]id.Order, len(found))
	for n := range found {
		rows[n] = OfficeOrderRow{OrderRow: found[n], Buyer: found[n].Name}
		row := &rows[n]
		row.Late = row.Todo != "" && row.Due != "" && row.Due < today && (row.Fulfilment == ordering.New || row.Fulfilment == ordering.Confirmed || row.Fulfilment == ordering.Packed)
		for _, line := range row.Lines {
			row.Ordered += line.Qty
		}
		at[row.OrderID], ids[n] = row, row.OrderID
	}
	list, args := inList(ids)
	if err := s.officeGoods(ctx, at, list, args); err != nil {
		return nil, err
	}
	type paper struct {
		order id.Order
		buyer string
	}
	buyers, err := rowsOf(ctx, s.r, func(r *paper) []any { return []any{&r.order, &r.buyer} }, `SELECT p.order_id, b.buyer FROM paper p
		JOIN paper_body b ON b.paper_id = p.id WHERE p.order_id IN `+list+` AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = p.id) ORDER BY p.at, p.id`, args...)
	if err != nil {
		return nil, err
	}
	for _, paper := range buyers {
		if paper.buyer != "" {
			at[paper.order].Buyer = paper.buyer
		}
	}
	type sum struct {
		order id.Order
		sum   money.Satang
	}
	// An invoice that a tax invoice was made from asks for nothing more: the tax invoice does. They are found by their
	// orders (+): by their kinds they would be all that the shop ever sent.
	sums, err := rowsOf(ctx, s.r, func(r *sum) []any { return []any{&r.order, &r.sum} }, `SELECT p.order_id, sum(p.due_satang - CASE p.kind WHEN 'debit-note' THEN 0 ELSE s.credited_satang END) FROM paper p
		JOIN paper_state s ON s.paper_id = p.id WHERE p.order_id IN `+list+` AND +p.kind IN ('invoice', 'tax-invoice', 'debit-note') AND s.void = 0 AND NOT EXISTS (
			SELECT 1 FROM paper_ref r JOIN paper t ON t.id = r.paper_id JOIN paper_state u ON u.paper_id = t.id
			WHERE r.number = p.number AND r.source = 'invoice' AND r.role = '' AND t.kind = 'tax-invoice' AND u.void = 0)
		GROUP BY p.order_id`, args...)
	if err != nil {
		return nil, err
	}
	for _, r := range sums {
		at[r.order].Invoiced = r.sum
	}
	return rows, s.officeMoney(ctx, at, list, args)
}

// officeMoney reads what came for orders and is to come: by their books, and of debit notes that these do not know.
func (s *Store) officeMoney(ctx context.Context, at map[id.Order]*OfficeOrderRow, list string, args []any) error {
	type sums struct {
		order               id.Order
		billed, back, noted money.Satang
	}
	of := make(map[id.Order]sums, len(at))
	found, err := rowsOf(ctx, s.r, func(r *sums) []any { return []any{&r.order, &r.billed, &r.back, &r.noted} }, `SELECT b.order_id, sum(b.total_satang),
			sum(CASE WHEN b.kind = 'sale' OR v.kind = 'sale' THEN 0 ELSE b.total_satang END),
			sum(coalesce((SELECT sum(p.amount_satang) FROM payment p WHERE p.till = b.till AND p.seq = b.seq AND p.bill_id = b.id AND p.method IN ('credit_note', 'debit_note')), 0)
				+ coalesce((SELECT sum(p.amount_satang) FROM payment p WHERE p.bill_id = b.id AND p.kind IN ('repay', 'settle') AND p.method IN ('credit_note', 'debit_note')), 0))
		FROM bill b LEFT JOIN bill v ON v.id = b.void_of WHERE b.order_id IN `+list+` GROUP BY b.order_id`, args...)
	if err != nil {
		return err
	}
	for _, r := range found {
		of[r.order] = r
	}
	for order, row := range at {
		sum := of[order]
		row.Received, row.Left = row.Paid-sum.noted, row.Total+sum.back-row.Paid
		switch {
		case row.Fulfilment == ordering.Cancelled:
			row.Left = sum.billed - row.Paid
		case row.Payment == ordering.Paid: // also where the channel has settled what no bill of the shop tells
			row.Left = min(row.Left, 0)
		}
	}
	type note struct {
		order          id.Order
		received, left money.Satang
	}
	notes, err := rowsOf(ctx, s.r, func(n *note) []any { return []any{&n.order, &n.received, &n.left} }, `SELECT p.order_id, s.received_satang, s.left_satang FROM paper p
		JOIN paper_state s ON s.paper_id = p.id WHERE p.order_id IN `+list+` AND +p.kind = 'debit-note' AND s.void = 0
			AND NOT EXISTS (SELECT 1 FROM debt_payment d WHERE d.id = p.id)`, args...)
	for _, n := range notes {
		at[n.order].Received, at[n.order].Left = at[n.order].Received+n.received, at[n.order].Left+n.left
	}
	return err
}

// NoteBooked reports whether the books know of what a debit note asks for: of one whose buyer is in no list they do not.
func (s *Store) NoteBooked(ctx context.Context, note id.Paper) (known bool, err error) {
	_, known, err = debtsPaid.one(ctx, s.r, "WHERE id = ?", ledger.BookingID(note, 0))
	return known, err
}

// officeGoods reads what of orders is packed and what has left, and who has everything.
func (s *Store) officeGoods(ctx context.Context, at map[id.Order]*OfficeOrderRow, list string, args []any) error {
	packed, err := parcels.all(ctx, s.r, "WHERE state = '"+ledger.ParcelPacked+"' AND order_id IN "+list, args...)
	if err != nil {
		return err
	}
	for n := range packed {
		for _, line := range packed[n].Lines {
			at[packed[n].OrderID].Packed += line.Qty
		}
	}
	type line struct {
		order id.Order
		n     int
	}
	type given struct {
		line
		qty qty.Qty
	}
	left, err := rowsOf(ctx, s.r, func(g *given) []any { return []any{&g.order, &g.n, &g.qty} },
		`SELECT b.order_id, l.order_n, sum(l.qty) FROM bill b JOIN line l ON l.till = b.till AND l.seq = b.seq AND l.bill_id = b.id
		WHERE b.order_id IN `+list+` AND l.order_n > 0 AND (b.kind = 'sale' OR b.kind = 'void' AND l.qty < 0) GROUP BY b.order_id, l.order_n`, args...)
	if err != nil {
		return err
	}
	gone := map[line]qty.Qty{}
	for _, g := range left {
		gone[g.line] = g.qty
		at[g.order].Sent += g.qty
	}
	for order, row := range at {
		waits := map[int]bool{}
		for _, ordered := range row.Lines {
			if gone[line{order, ordered.N}] < ordered.Qty {
				waits[ordered.To] = true
			}
		}
		row.Served = max(row.Places-len(waits), 0)
	}
	return nil
}
