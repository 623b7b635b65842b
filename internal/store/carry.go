package store

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
)

// maxCarried bounds the rows of one file.
const maxCarried = 20_000

// ToCarry lists what a file may take along for a connection, the oldest first: what waits, and what an earlier file took
// that nobody answered; nothing that stands behind a row at which a person must look.
func (s *Store) ToCarry(ctx context.Context, connection id.Connection) ([]publishing.Outgoing, error) {
	return outbox.all(ctx, s.r, `WHERE connection_id = ?1 AND state IN ('waiting', 'carried') AND NOT EXISTS (SELECT 1 FROM outbox o
		WHERE o.connection_id = ?1 AND o.thing = outbox.thing AND o.id < outbox.id AND o.state IN ('failed', 'sending')) ORDER BY id LIMIT ?2`, connection, maxCarried)
}

// CarryOutgoing takes rows out of the sender's hands: they are in a file, and wait for its answer.
func (s *Store) CarryOutgoing(ctx context.Context, connection id.Connection, rows []int64) error {
	return s.write(ctx, func(tx *Tx) error {
		for _, row := range rows {
			if _, err := tx.sql.ExecContext(ctx, "UPDATE outbox SET state = 'carried', next_at = 0 WHERE connection_id = ? AND id = ? AND state IN ('waiting', 'carried')", connection, row); err != nil {
				return translate(err)
			}
		}
		return nil
	})
}

// CarriedFate is what a file of answers says of a row.
type CarriedFate struct {
	Fate
	Key string // the row's
}

// SettleCarried writes down what became of rows that a file took along, as one write. passed are those that wait for no
// answer any more: they were discarded, taken back or answered.
func (s *Store) SettleCarried(ctx context.Context, connection id.Connection, fates []CarriedFate) (passed []int64, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		passed = nil
		for n := range fates {
			fate := &fates[n]
			waits, err := tx.changed1("UPDATE outbox SET state = 'sending' WHERE connection_id = ? AND id = ? AND key = ? AND state = 'carried'", connection, fate.ID, fate.Key)
			if err == nil && waits {
				err = tx.settleOutgoing(connection, &fate.Fate)
			}
			if err != nil {
				return err
			}
			if !waits {
				passed = append(passed, fate.ID)
			}
		}
		return nil
	})
	return passed, err
}

// heldFor is how long the orders that are at their end may still change on a platform.
const heldFor = 90 * 24 * time.Hour

// HeldThere gives what a connection keeps for its orders of some goods, as far as the shop has heard: pieces by order and
// SKU, of orders that may still change.
func (s *Store) HeldThere(ctx context.Context, connection id.Connection, skus []string) (map[string]map[string]int, error) {
	wanted := map[string]bool{}
	for _, sku := range skus {
		wanted[sku] = true
	}
	type row struct {
		no, sku string
		pieces  int
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.no, &r.sku, &r.pieces} },
		`SELECT h.no, h.sku, h.pieces FROM channel_held h JOIN channel_order c ON c.connection_id = h.connection_id AND c.no = h.no
		WHERE h.connection_id = ? AND (c.heard_at >= ? OR c.state NOT IN ('completed', 'cancelled', 'returned', 'refunded'))`,
		connection, ledger.MillisOf(s.clock().Add(-heldFor)))
	held := map[string]map[string]int{}
	for _, r := range rows {
		if !wanted[r.sku] {
			continue
		}
		if held[r.no] == nil {
			held[r.no] = map[string]int{}
		}
		held[r.no][r.sku] += r.pieces
	}
	return held, err
}
