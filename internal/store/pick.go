package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
)

// Picking is an order that must be packed, with what of it is not there.
type Picking struct {
	*ordering.Past
	Shorts []ordering.Shortage
}

// ToPick gives the orders that must be packed by a day, those that are due first, and how many there are; at most
// limit are read.
func (s *Store) ToPick(ctx context.Context, until clock.Day, limit int) (list []Picking, total int, err error) {
	const where = " FROM order_state WHERE todo = 'pack' AND (due = '' OR due <= ?)"
	if err := s.r.QueryRowContext(ctx, "SELECT count(*)"+where, until).Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	ids, err := rowsOf(ctx, s.r, func(order *id.Order) []any { return []any{order} },
		"SELECT order_id"+where+" ORDER BY due, at, order_id LIMIT ?", until, limit)
	for _, order := range ids {
		past, err := s.Order(ctx, order)
		if err != nil {
			return nil, 0, err
		}
		shorts, err := shortages(ctx, s.r, past, clock.DayOf(s.clock()))
		if err != nil {
			return nil, 0, err
		}
		list = append(list, Picking{past, shorts})
	}
	return list, total, err
}

// LotsOf reads some lots.
func (s *Store) LotsOf(ctx context.Context, wanted []id.Lot) (map[id.Lot]ledger.Lot, error) {
	found := map[id.Lot]ledger.Lot{}
	for start := 0; start < len(wanted); start += 100 {
		list, args := inList(wanted[start:min(start+100, len(wanted))])
		some, err := lots.all(ctx, s.r, "WHERE id IN "+list, args...)
		if err != nil {
			return nil, err
		}
		for _, lot := range some {
			found[lot.ID] = lot
		}
	}
	return found, nil
}
