package store

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
)

// Promised gives what of every product is promised to buyers on other platforms and not ordered there yet, in the
// product's unit. Products of which nothing is promised are left out.
func (s *Store) Promised(ctx context.Context) (map[id.Product]qty.Qty, error) {
	rows, err := s.Promises(ctx)
	sums := map[id.Product]qty.Qty{}
	for _, row := range rows {
		sums[row.ProductID] = min(sums[row.ProductID]+row.Left, qty.Max)
	}
	return sums, err
}

// Promise is what a placement may still sell of what it was promised.
type Promise struct {
	PlacementID id.Placement
	ProductID   id.Product
	Left        qty.Qty // in the product's unit, more than none
}

// Promises lists what is promised and not ordered yet.
func (s *Store) Promises(ctx context.Context) (list []Promise, err error) {
	type row struct {
		Promise
		pieces int64
		one    qty.Qty
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.PlacementID, &r.ProductID, &r.pieces, &r.one} }, promisedSQL)
	for _, r := range rows {
		if most := int64(qty.Max / r.one); r.pieces > 0 { // no promise is larger than a quantity can be
			r.Left = qty.Qty(min(r.pieces, most)) * r.one
			list = append(list, r.Promise)
		}
	}
	return list, err
}

const promisedSQL = `SELECT p.id, p.product_id, p.promised_to - coalesce((SELECT sum(h.pieces) FROM channel_held h WHERE h.connection_id = p.connection_id AND h.sku = p.sku), 0),
	CASE p.piece WHEN 0 THEN 1000 ELSE p.piece END
	FROM placement p WHERE p.promised_to > 0 AND p.chosen = 1 AND p.connection_id IN (SELECT id FROM connection WHERE closed = 0)`
