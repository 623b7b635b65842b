package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// LotBalance is what lies of a lot, over all places.
type LotBalance struct {
	ProductID id.Product
	LotID     id.Lot
	Code      string
	Expires   clock.Day
	OwnerID   id.Party
	Qty       qty.Qty
}

// Balances lists the lots of products (all products when none is named) of which something lies, or is
// missing, somewhere.
func (s *Store) Balances(ctx context.Context, wanted ...id.Product) ([]LotBalance, error) {
	where, args := "", []any(nil)
	if len(wanted) > 0 {
		list, ids := inList(wanted)
		where, args = "AND b.product_id IN "+list, ids
	}
	return rowsOf(ctx, s.r, func(l *LotBalance) []any {
		return []any{&l.ProductID, &l.LotID, &l.Code, &l.Expires, &l.OwnerID, &l.Qty}
	}, `SELECT b.product_id, l.id, l.code, l.expires, l.owner_id, sum(b.qty) FROM stock_balance b JOIN lot l ON l.id = b.lot_id
		WHERE b.qty <> 0 `+where+` GROUP BY b.product_id, l.id ORDER BY b.product_id, l.expires = '', l.expires, l.at`, args...)
}

// OnHand sums the stock of every product that has any or lacks some.
func (s *Store) OnHand(ctx context.Context) (map[id.Product]qty.Qty, error) {
	return s.OnHandAt(ctx, id.Place{})
}

// OnHandAt is OnHand of one place; none is all of them.
func (s *Store) OnHandAt(ctx context.Context, place id.Place) (map[id.Product]qty.Qty, error) {
	rows, err := s.r.QueryContext(ctx, `SELECT product_id, sum(qty) FROM stock_balance WHERE ?1 IS NULL OR place_id = ?1
		GROUP BY product_id HAVING sum(qty) <> 0`, place)
	if err != nil {
		return nil, translate(err)
	}
	return scanHeld(rows)
}

// OnHandOf sums the stock of some products.
func (s *Store) OnHandOf(ctx context.Context, wanted []id.Product) (map[id.Product]qty.Qty, error) {
	sums := make(map[id.Product]qty.Qty, len(wanted))
	if len(wanted) == 0 {
		return sums, nil
	}
	balances, err := s.Balances(ctx, wanted...)
	for _, lot := range balances {
		sums[lot.ProductID] += lot.Qty
	}
	return sums, err
}

// Expiring gives the first day on which something of a product that lies here expires.
func (s *Store) Expiring(ctx context.Context, before clock.Day) (map[id.Product]clock.Day, error) {
	type row struct {
		product id.Product
		day     clock.Day
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.product, &r.day} },
		`SELECT b.product_id, min(l.expires) FROM stock_balance b JOIN lot l ON l.id = b.lot_id
		WHERE b.qty > 0 AND l.expires <> '' AND l.expires <= ? GROUP BY b.product_id`, before)
	days := make(map[id.Product]clock.Day, len(rows))
	for _, row := range rows {
		days[row.product] = row.day
	}
	return days, err
}

// maxSkip bounds how many numbers one event may skip.
const maxSkip = 1_000_000

// skipped are the series that a lost machine may have gone on with.
var skipped = []string{ledger.TypeBill, ledger.TypeRefund, ledger.TypeVoid, ledger.TypeReceived, ledger.TypeGivenBack,
	ledger.TypeCounted, ledger.TypeAdjusted, ledger.TypeMoved, ledger.TypeOrdered, ledger.TypeSettlement, ledger.TypeOrder}

// Skip notes that numbers of a lost machine will not be used: its bills go on at next, and refunds and voids
// as many numbers further on, since a shop gives back no oftener than it sells; so do tracking numbers. It fails with "number_used"
// when a bill already has that number or a later one, "skip_too_far" beyond a million numbers.
func (s *Store) Skip(ctx context.Context, letter string, next int, reason string) error {
	return s.write(ctx, func(tx *Tx) error {
		facts, err := tx.facts(nil, id.Bill{})
		if err != nil {
			return err
		}
		year := facts.Day.BuddhistYear() // of the day the next bill will have
		first, err := tx.nextNo(letter, ledger.TypeBill, year)
		if err != nil || next == first {
			return err
		}
		lost := next - first
		if lost > maxSkip {
			return fault.New("skip_too_far", "next_bill", fault.Values{"max": first + maxSkip})
		}
		if lost < 0 {
			return fault.New("number_used", "next_bill", fault.Values{"number": ledger.Number(letter, "", year, first-1)})
		}
		posting := &ledger.Posting{Kind: ledger.EventNumbersSkipped, At: ledger.MillisOf(tx.now), Day: clock.DayOf(tx.now)}
		for _, kind := range skipped {
			if first, err = tx.nextNo(letter, kind, year); err != nil {
				return err
			}
			posting.Skips = append(posting.Skips, ledger.Skip{Letter: letter, Type: kind, Year: year, From: first, To: first + lost - 1, Reason: reason})
		}
		posting.Documents, err = tx.openPools(func(pool *ledger.TrackingPool) {
			run := poolOf(pool)
			run.Skip(lost)
			gave(pool, &run)
		})
		if err != nil {
			return err
		}
		return tx.post(posting)
	})
}
