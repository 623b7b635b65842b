package store

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
)

// Promised gives what of every product is promised to buyers on other platforms and not ordered there yet, in the
// product's unit. Products of which nothing is promised are left out.
func (s *Store) Promised(ctx context.Context) (map[id.Product]qty.Qty, error) {
	type row struct {
		product id.Product
		left    int64
		one     qty.Qty
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.product, &r.left, &r.one} }, promisedSQL)
	sums := map[id.Product]qty.Qty{}
	for _, r := range rows {
		if most := int64(qty.Max / r.one); r.left > 0 { // no promise is larger than a quantity can be
			sums[r.product] = min(sums[r.product]+qty.Qty(min(r.left, most))*r.one, qty.Max)
		}
	}
	return sums, err
}

const promisedSQL = `SELECT p.product_id, p.promised_to - coalesce((SELECT sum(h.pieces) FROM channel_held h WHERE h.connection_id = p.connection_id AND h.sku = p.sku), 0),
	CASE p.piece WHEN 0 THEN 1000 ELSE p.piece END
	FROM placement p WHERE p.promised_to > 0 AND p.chosen = 1 AND p.connection_id IN (SELECT id FROM connection WHERE closed = 0)`
