package store

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// SoldIn sums what was sold of products in spans of so many days from a day on, the oldest first, goods
// given back taken off.
func (s *Store) SoldIn(ctx context.Context, wanted []id.Product, from clock.Day, days, spans int) (map[id.Product][]qty.Qty, error) {
	type row struct {
		product id.Product
		span    int
		qty     qty.Qty
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	list, ids := inList(wanted)
	start := from.Start().UnixMilli()
	args := append([]any{from.Add(-1), start, int64(days) * 24 * time.Hour.Milliseconds(), start, ledger.MoveSale, ledger.MoveRefund}, ids...)
	// The floor keeps the long history of what sells well out of it; a night's shift may have the day before.
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.product, &r.span, &r.qty} },
		`WITH floor AS MATERIALIZED (SELECT till, min(seq) AS seq FROM bill WHERE day >= ? GROUP BY till)
		SELECT m.product_id, (m.at - ?) / ? AS span, -sum(m.qty) FROM floor f CROSS JOIN movement m INDEXED BY movement_product
		ON m.till = f.till AND m.seq >= f.seq WHERE m.at >= ? AND m.kind IN (?, ?) AND m.product_id IN `+list+`
		GROUP BY 1, 2`, args...)
	sold := make(map[id.Product][]qty.Qty, len(wanted))
	for _, product := range wanted {
		sold[product] = make([]qty.Qty, spans)
	}
	for _, r := range rows {
		if r.span < spans {
			sold[r.product][r.span] = r.qty
		}
	}
	return sold, err
}

// BelowZero gives the products of which more was sold than was known to be there, until they are counted.
func (s *Store) BelowZero(ctx context.Context) (map[id.Product]bool, error) {
	products, err := rowsOf(ctx, s.r, func(p *id.Product) []any { return []any{p} },
		"SELECT DISTINCT product_id FROM stock_balance WHERE qty < 0")
	below := make(map[id.Product]bool, len(products))
	for _, product := range products {
		below[product] = true
	}
	return below, err
}

// Holder is a bill that waits for its money and keeps some of a product.
type Holder struct {
	BillID id.Bill
	Qty    qty.Qty
	Since  time.Time
}

// Holders lists the bills that keep some of a product, the oldest first.
func (s *Store) Holders(ctx context.Context, product id.Product) ([]Holder, error) {
	type row struct {
		Holder
		at int64
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.BillID, &r.Qty, &r.at} },
		`SELECT h.draft_id, h.qty, d.updated_at FROM draft_hold h JOIN draft d ON d.id = h.draft_id
		WHERE h.product_id = ? ORDER BY d.updated_at`, product)
	out := make([]Holder, len(rows))
	for n, r := range rows {
		out[n] = r.Holder
		out[n].Since = time.UnixMilli(r.at).UTC()
	}
	return out, err
}
