package store

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/stock"
)

// TripSum gives what a trip brought, at one moment. It fails with "trip_unknown".
func (s *Store) TripSum(ctx context.Context, trip id.Trip) (sum *stock.TripSum, err error) {
	err = s.moment(ctx, func(db querier) error {
		sum, err = tripSum(ctx, db, trip)
		return err
	})
	return sum, err
}

func tripSum(ctx context.Context, db querier, trip id.Trip) (*stock.TripSum, error) {
	found, err := readTrip(ctx, db, trip)
	if err != nil {
		return nil, err
	}
	sum := &stock.TripSum{Costs: found.Costs}
	row := db.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE kind IN ('sale', 'exchange') AND NOT EXISTS
		(SELECT 1 FROM bill v WHERE v.void_of = b.id AND v.trip_id = b.trip_id)), coalesce(sum(total_satang), 0), coalesce(sum(discount_satang), 0),
		coalesce(sum(vat_satang), 0) FROM bill b WHERE trip_id = ?`, trip)
	if err := row.Scan(&sum.Bills, &sum.Sold, &sum.Discount, &sum.VAT); err != nil {
		return nil, translate(err)
	}
	// What is weighed is one piece, whatever it weighs.
	row = db.QueryRowContext(ctx, `SELECT coalesce(sum(CASE WHEN l.qty % 1000 = 0 THEN l.qty WHEN l.qty > 0 THEN 1000 ELSE -1000 END), 0)
		FROM bill b JOIN line l ON l.till = b.till AND l.seq = b.seq WHERE b.trip_id = ?`, trip)
	if err := row.Scan(&sum.Pieces); err != nil {
		return nil, translate(err)
	}
	row = db.QueryRowContext(ctx, `SELECT coalesce(sum(e.share_satang), 0)
		FROM bill b JOIN producer_entry e ON e.till = b.till AND e.seq = b.seq WHERE b.trip_id = ?`, trip)
	if err := row.Scan(&sum.Shares); err != nil {
		return nil, translate(err)
	}
	if err := tripPayments(ctx, db, trip, sum); err != nil {
		return nil, err
	}
	moves, err := rowsOf(ctx, db, func(m *stock.TripMove) []any {
		return []any{&m.ProductID, &m.Kind, &m.Reason, &m.Cost, &m.Terms, &m.Qty}
	}, `SELECT m.product_id, m.kind, CASE WHEN m.kind IN ('adjust', 'move') THEN m.reason ELSE '' END AS why, l.cost_satang, l.terms, sum(m.qty)
		FROM movement m JOIN lot l ON l.id = m.lot_id
		WHERE m.product_id IN (SELECT product_id FROM stock_balance WHERE place_id = ?1) AND m.place_id = ?1
		GROUP BY m.product_id, m.lot_id, m.kind, why, m.qty > 0`, found.PlaceID)
	for _, move := range moves {
		sum.Move(move)
	}
	sum.Sort()
	return sum, err
}

func tripPayments(ctx context.Context, db querier, trip id.Trip, sum *stock.TripSum) error {
	type paid struct {
		method string
		amount money.Satang
	}
	rows, err := rowsOf(ctx, db, func(p *paid) []any { return []any{&p.method, &p.amount} },
		`SELECT p.method, p.amount_satang FROM bill b JOIN payment p ON p.till = b.till AND p.seq = b.seq WHERE b.trip_id = ?1
		UNION ALL SELECT p.method, p.amount_satang FROM bill b JOIN payment p ON p.bill_id = b.id
		WHERE b.trip_id = ?1 AND p.kind IN ('repay', 'settle')`, trip)
	for _, row := range rows {
		sum.Pay(row.method, row.amount)
	}
	return err
}
