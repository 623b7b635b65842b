package store

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/stock"
)

// SavePlace writes a place where goods lie. One that is used is not closed: "place_sells" where the shop sells
// from, "place_of_trip", "place_in_count" while a count of it is open, "place_not_empty" while goods lie there or
// are missing there.
func (s *Store) SavePlace(ctx context.Context, p Place) error {
	return s.write(ctx, func(tx *Tx) error {
		old, _, err := places.one(ctx, tx.sql, "WHERE id = ?", p.ID)
		if err == nil && p.Closed && !old.Closed {
			err = tx.unused(&p)
		}
		if err != nil {
			return err
		}
		doc, err := document(places, p.ID.String(), &p)
		if err != nil {
			return err
		}
		return tx.saveDocuments([]ledger.Document{doc})
	})
}

// Places lists the places, by name.
func (s *Store) Places(ctx context.Context) ([]Place, error) {
	return places.all(ctx, s.r, "ORDER BY name")
}

// PlaceGoods counts the products that lie, or are missing, at each place.
func (s *Store) PlaceGoods(ctx context.Context) (map[id.Place]int, error) {
	type row struct {
		place id.Place
		count int
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.place, &r.count} }, `SELECT place_id, count(*) FROM
		(SELECT place_id FROM stock_balance GROUP BY place_id, product_id HAVING sum(qty) <> 0) GROUP BY place_id`)
	goods := make(map[id.Place]int, len(rows))
	for _, r := range rows {
		goods[r.place] = r.count
	}
	return goods, err
}

// someGoods is how many products a refusal names.
const someGoods = 3

// unused proves that a place may be closed.
func (tx *Tx) unused(p *Place) error {
	k, err := tx.known()
	if err != nil {
		return err
	}
	names := fault.Values{"name": p.Name}
	switch p.ID.String() {
	case k.trip.PlaceID.String():
		return fault.New("place_of_trip", "place", fault.Values{"name": p.Name, "trip": k.trip.Name})
	case k.settings.Get("stock.place"):
		return fault.New("place_sells", "place", names)
	}
	var counts int
	row := tx.sql.QueryRowContext(tx.ctx, "SELECT count(*) FROM count_sheet WHERE place_id = ? AND state = ?", p.ID, stock.SheetOpen)
	if err := row.Scan(&counts); err != nil {
		return translate(err)
	}
	if counts > 0 {
		return fault.New("place_in_count", "place", names)
	}
	goods, err := rowsOf(tx.ctx, tx.sql, func(name *string) []any { return []any{name} }, `SELECT p.name FROM stock_balance b
		JOIN product p ON p.id = b.product_id WHERE b.place_id = ? GROUP BY p.id HAVING sum(b.qty) <> 0 ORDER BY p.name, p.id`, p.ID)
	if err != nil || len(goods) == 0 {
		return err
	}
	return fault.New("place_not_empty", "place", fault.Values{"name": p.Name, "count": len(goods),
		"goods": strings.Join(goods[:min(len(goods), someGoods)], ", ")})
}
