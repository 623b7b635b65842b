package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// Draft is an open, parked or waiting bill as it was last saved.
type Draft struct {
	Cart      selling.Cart
	State     string
	Total     money.Satang
	Slot      int
	UpdatedAt time.Time
}

// SaveDraft keeps an open bill as it stands. A waiting one holds its goods, gifts of promotions with them.
// A bill that is already paid is not brought back: that save does nothing.
func (s *Store) SaveDraft(ctx context.Context, d Draft) error {
	body, err := json.Marshal(d.Cart)
	if err != nil {
		return fault.Wrap(err, "draft_encode")
	}
	return s.write(ctx, func(tx *Tx) error {
		var paid int
		row := tx.sql.QueryRowContext(ctx, "SELECT count(*) FROM bill WHERE id = ?", d.Cart.ID)
		if err := row.Scan(&paid); err != nil || paid > 0 {
			return translate(err)
		}
		if _, err := tx.sql.ExecContext(ctx, `INSERT INTO draft (id, state, body, total_satang, slot, updated_at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body, total_satang = excluded.total_satang,
			slot = excluded.slot, updated_at = excluded.updated_at`,
			d.Cart.ID, d.State, string(body), d.Total, d.Slot, tx.now.UnixMilli()); err != nil {
			return translate(err)
		}
		return tx.hold(d)
	})
}

const dropHoldSQL = "DELETE FROM draft_hold WHERE draft_id = ?"

func (tx *Tx) hold(d Draft) error {
	place, held, err := tx.heldAt(d.Cart.ID)
	if err != nil {
		return err
	}
	if _, err := tx.sql.ExecContext(tx.ctx, dropHoldSQL, d.Cart.ID); err != nil {
		return translate(err)
	}
	if d.State != selling.Waiting {
		return nil
	}
	facts, err := tx.facts(wantedOf(&d.Cart), d.Cart.ID)
	if err != nil {
		return err
	}
	if !held {
		place = facts.Place
	}
	for product, quantity := range goodsOf(facts, &d.Cart) {
		if _, err := tx.sql.ExecContext(tx.ctx, "INSERT INTO draft_hold (draft_id, product_id, qty, place_id) VALUES (?, ?, ?, ?)",
			d.Cart.ID, product, quantity, place); err != nil {
			return translate(err)
		}
	}
	return nil
}

// heldAt gives the place that the goods of a waiting bill left, when it holds any.
func (tx *Tx) heldAt(bill id.Bill) (place id.Place, held bool, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT place_id FROM draft_hold WHERE draft_id = ? LIMIT 1", bill[:]).Scan(&place)
	if errors.Is(err, sql.ErrNoRows) {
		return place, false, nil
	}
	return place, err == nil, translate(err)
}

// goodsOf sums the goods of a cart (of sets their components) with the gifts that promotions add; without them
// when the cart cannot be priced as it stands, which is no reason not to keep it.
func goodsOf(facts *selling.Facts, cart *selling.Cart) map[id.Product]qty.Qty {
	sums := map[id.Product]qty.Qty{}
	hold := func(product id.Product, quantity qty.Qty) {
		takes := []catalog.Component{{ProductID: product, Qty: quantity}}
		if known := facts.Product(product); known != nil {
			takes = known.Takes(quantity)
		}
		for _, part := range takes {
			sums[part.ProductID] += part.Qty
		}
	}
	if quote, err := selling.Price(facts.Prices, cart); err == nil {
		for _, line := range quote.Lines {
			if line.OrderN == 0 { // what an order keeps is not kept twice
				hold(line.ProductID, line.Qty)
			}
		}
		return sums
	}
	for _, line := range cart.Lines {
		if line.OrderN == 0 {
			hold(line.ProductID, line.Qty)
		}
	}
	return sums
}

// waits reports whether a bill waits for its money.
func (tx *Tx) waits(bill id.Bill) bool {
	var state string
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT state FROM draft WHERE id = ?", bill).Scan(&state)
	return err == nil && state == selling.Waiting
}

// DropDraft forgets an open bill that nobody wants any more.
func (s *Store) DropDraft(ctx context.Context, bill id.Bill) error {
	return s.write(ctx, func(tx *Tx) error { return tx.dropDraft(bill) })
}

// Drafts lists the open bills in the order they were opened. One that cannot be read is left where it
// is and skipped: it must not keep the shop from opening.
func (s *Store) Drafts(ctx context.Context) ([]Draft, error) {
	type row struct {
		Draft
		body string
		at   int64
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.State, &r.body, &r.Total, &r.Slot, &r.at} },
		"SELECT state, body, total_satang, slot, updated_at FROM draft ORDER BY slot, updated_at")
	if err != nil {
		return nil, err
	}
	var out []Draft
	for _, r := range rows {
		if json.Unmarshal([]byte(r.body), &r.Cart) == nil {
			r.UpdatedAt = time.UnixMilli(r.at).UTC()
			out = append(out, r.Draft)
		}
	}
	return out, nil
}

// Held sums what waiting bills keep of each product.
func (s *Store) Held(ctx context.Context) (map[id.Product]qty.Qty, error) {
	return s.HeldAt(ctx, id.Place{})
}

// HeldAt is Held of goods that left one place; none is all of them.
func (s *Store) HeldAt(ctx context.Context, place id.Place) (map[id.Product]qty.Qty, error) {
	rows, err := s.r.QueryContext(ctx, heldSQL, place)
	if err != nil {
		return nil, translate(err)
	}
	return scanHeld(rows)
}

// Reserved sums what orders keep of each product at a place; none is all of them.
func (s *Store) Reserved(ctx context.Context, place id.Place) (map[id.Product]qty.Qty, error) {
	rows, err := s.r.QueryContext(ctx, "SELECT product_id, sum(qty) FROM reservation_balance WHERE ?1 IS NULL OR place_id = ?1 GROUP BY product_id", place)
	if err != nil {
		return nil, translate(err)
	}
	return scanHeld(rows)
}
