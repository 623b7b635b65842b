package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// PlaceBalance is what lies of a product at one place.
type PlaceBalance struct {
	ProductID id.Product
	PlaceID   id.Place
	Qty       qty.Qty
}

// PlaceBalances lists where some products lie, or are missing.
func (s *Store) PlaceBalances(ctx context.Context, wanted ...id.Product) ([]PlaceBalance, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	list, args := inList(wanted)
	return rowsOf(ctx, s.r, func(b *PlaceBalance) []any { return []any{&b.ProductID, &b.PlaceID, &b.Qty} },
		"SELECT product_id, place_id, sum(qty) FROM stock_balance WHERE product_id IN "+list+
			" GROUP BY product_id, place_id HAVING sum(qty) <> 0", args...)
}

// ProductsAt gives the products that lie, or are missing, at a place.
func (s *Store) ProductsAt(ctx context.Context, place id.Place) (map[id.Product]bool, error) {
	rows, err := rowsOf(ctx, s.r, func(p *id.Product) []any { return []any{p} },
		"SELECT product_id FROM stock_balance WHERE place_id = ? GROUP BY product_id HAVING sum(qty) <> 0", place)
	there := make(map[id.Product]bool, len(rows))
	for _, product := range rows {
		there[product] = true
	}
	return there, err
}

// ExpiringLot is goods of one lot at one place that expire.
type ExpiringLot struct {
	ledger.Lot
	PlaceID id.Place
	Qty     qty.Qty
}

// MaxCounted is where lists that may be long stop counting.
const MaxCounted = 1_000

// ExpiringLots lists the lots that lie somewhere and whose last day is until or before, the first to expire first;
// total counts them, up to MaxCounted.
func (s *Store) ExpiringLots(ctx context.Context, until clock.Day, offset, limit int) (rows []ExpiringLot, total int, err error) {
	if limit <= 0 || limit > MaxPage || offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": MaxPage})
	}
	// By the index of expiry, so that a page is read without the rest.
	const from = ` FROM lot l CROSS JOIN stock_balance b ON b.product_id = l.product_id AND b.lot_id = l.id AND b.qty > 0
		CROSS JOIN product p ON p.id = l.product_id AND p.untracked = 0 WHERE l.expires <> '' AND l.expires <= ?`
	row := s.r.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1"+from+" LIMIT ?)", until, MaxCounted)
	if err := row.Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	rows, err = rowsOf(ctx, s.r, func(r *ExpiringLot) []any {
		into, _ := targets(&r.Lot)
		return append(into, &r.PlaceID, &r.Qty)
	}, "SELECT "+lots.list("l.")+", b.place_id, b.qty"+from+" ORDER BY l.expires, l.till, l.seq, l.n LIMIT ? OFFSET ?", until, limit, offset)
	return rows, total, err
}

// Recount is a product that was sold below zero at a place and not counted since.
type Recount struct {
	ProductID id.Product
	PlaceID   id.Place
	OnHand    qty.Qty // there
	Below     qty.Qty // what was sold of lots that did not hold it: less than zero
}

// Recounts lists what went below zero, until it is counted: a lot below zero means that more was sold than was
// known to be there, and a count fills it. total counts them all.
func (s *Store) Recounts(ctx context.Context, offset, limit int) (rows []Recount, total int, err error) {
	if limit <= 0 || limit > MaxPage || offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": MaxPage})
	}
	const from = ` FROM stock_balance b JOIN product p ON p.id = b.product_id AND p.untracked = 0 WHERE b.qty < 0 GROUP BY b.product_id, b.place_id`
	row := s.r.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1"+from+")")
	if err := row.Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	rows, err = rowsOf(ctx, s.r, func(r *Recount) []any { return []any{&r.ProductID, &r.PlaceID, &r.Below, &r.OnHand} },
		`SELECT b.product_id, b.place_id, sum(b.qty),
		(SELECT sum(qty) FROM stock_balance WHERE product_id = b.product_id AND place_id = b.place_id)`+from+
			" ORDER BY p.name, p.id, b.place_id LIMIT ? OFFSET ?", limit, offset)
	return rows, total, err
}

// Low is a product of which no more is left than its reorder point.
type Low struct {
	ProductID id.Product
	OnHand    qty.Qty // over all places, without what waiting bills hold
}

// maxLow bounds the list of what to order.
const maxLow = 2_000

// Lows lists products to be ordered again, by the index of those that have a reorder point.
func (s *Store) Lows(ctx context.Context) ([]Low, error) {
	return rowsOf(ctx, s.r, func(l *Low) []any { return []any{&l.ProductID, &l.OnHand} },
		`SELECT id, have FROM (SELECT p.id, p.reorder,
			coalesce((SELECT sum(qty) FROM stock_balance WHERE product_id = p.id), 0) -
			coalesce((SELECT sum(qty) FROM draft_hold WHERE product_id = p.id), 0) AS have
			FROM product p WHERE p.reorder > 0 AND p.archived = 0 AND p.untracked = 0 AND p.has_variants = 0 AND p.components = '[]')
		WHERE have <= reorder LIMIT ?`, maxLow)
}

// Ordered is the last order of a product that nothing has come for yet.
type Ordered struct {
	ProductID id.Product
	Number    string
	Day       clock.Day
	Qty       qty.Qty
}

// Ordered lists the orders of some products that nothing has come for since.
func (s *Store) Ordered(ctx context.Context, wanted []id.Product) (map[id.Product]Ordered, error) {
	waiting := map[id.Product]Ordered{}
	if len(wanted) == 0 {
		return waiting, nil
	}
	type row struct {
		Ordered
		kind string
	}
	list, args := inList(wanted)
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.ProductID, &r.kind, &r.Number, &r.Day, &r.Qty} },
		`SELECT l.product_id, p.type, p.number, p.day, l.qty FROM stock_paper_line l JOIN stock_paper p ON p.id = l.paper_id
		WHERE l.product_id IN `+list+` AND p.type IN ('GR', 'PO') ORDER BY l.till, l.seq, l.n`, args...)
	for _, r := range rows {
		if r.kind == ledger.TypeOrdered {
			waiting[r.ProductID] = r.Ordered
		} else {
			delete(waiting, r.ProductID)
		}
	}
	return waiting, err
}
