package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
)

// Standings gives how the placements of a connection stand there, by SKU: of some SKUs, none = of all.
func (s *Store) Standings(ctx context.Context, connection id.Connection, skus ...string) (map[string]publishing.Standing, error) {
	some, args := someSKUs("sku", "", skus)
	rows, err := standings.all(ctx, s.r, "WHERE connection_id = ?"+some, append([]any{connection}, args...)...)
	bySKU := make(map[string]publishing.Standing, len(rows))
	for _, row := range rows {
		bySKU[row.SKU] = row
	}
	return bySKU, err
}

// Standing gives how one placement stands, the zero one where nothing is known of it.
func (s *Store) Standing(ctx context.Context, connection id.Connection, sku string) (publishing.Standing, error) {
	row, _, err := standings.one(ctx, s.r, "WHERE connection_id = ? AND sku = ?", connection, sku)
	row.ConnectionID, row.SKU = connection, sku
	return row, err
}

// SaveStandings writes what was learnt of listings.
func (s *Store) SaveStandings(ctx context.Context, list []publishing.Standing) error {
	return s.write(ctx, func(tx *Tx) error {
		for n := range list {
			if err := tx.putStanding(&list[n]); err != nil {
				return err
			}
		}
		return nil
	})
}

// putStanding writes what was learnt of a listing; its count is written by who tells stock alone.
func (tx *Tx) putStanding(s *publishing.Standing) error {
	_, err := tx.sql.ExecContext(tx.ctx, standings.insert+` ON CONFLICT (connection_id, sku) DO UPDATE SET remote_id = excluded.remote_id,
		version = excluded.version, pictures = excluded.pictures, state = excluded.state, said = excluded.said, words = excluded.words, there = excluded.there,
		sent_hash = excluded.sent_hash, sent_at = excluded.sent_at, seen_at = excluded.seen_at`, values(s)...)
	return translate(err)
}

// AskStock writes down a change of stock before it is sent, so that it is sent again as it is when nobody knows
// whether it was done. to is what stands there after it.
func (s *Store) AskStock(ctx context.Context, connection id.Connection, change publishing.StockChange, to int) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, "UPDATE standing SET ask = ?, ask_to = ? WHERE connection_id = ? AND sku = ?", encoded(change), to, connection, change.SKU)
		return translate(err)
	})
}

// StockFate is what became of a change of stock.
type StockFate struct {
	SKU     string
	Done    bool               // it was taken: Told is what it asked for
	Known   bool               // Told is told by the channel itself: no change was needed, or another one was made
	Told    int                // of Known
	Drop    bool               // the change is given up; where Known is false, the count is asked for first
	NextAt  time.Time          // of one that waits
	Problem publishing.Problem // why
	Free    bool               // the attempt does not count
}

// SettleStock writes down what became of changes of stock.
func (s *Store) SettleStock(ctx context.Context, connection id.Connection, fates []StockFate) error {
	return s.write(ctx, func(tx *Tx) error {
		for n := range fates {
			if err := tx.settleStock(connection, &fates[n]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (tx *Tx) settleStock(connection id.Connection, fate *StockFate) error {
	row, found, err := standings.one(tx.ctx, tx.sql, "WHERE connection_id = ? AND sku = ?", connection, fate.SKU)
	if err != nil || !found {
		return err
	}
	row.Problem = ""
	if !fate.Problem.IsZero() {
		row.Problem = encoded(fate.Problem)
	}
	switch {
	case fate.Done:
		// An order heard since has moved told already: what the change did is added to it.
		var change publishing.StockChange
		if err := json.Unmarshal([]byte(row.Ask), &change); err != nil {
			return fault.Wrap(err, "document_unreadable")
		}
		if change.Delta != 0 {
			row.Told += change.Delta
		} else {
			row.Told = row.AskTo
		}
		row.KnownToBe, row.Ask, row.Attempts, row.NextAt = true, "", 0, 0
	case fate.Known:
		row.Told, row.KnownToBe, row.Ask, row.Attempts, row.NextAt = fate.Told, true, "", 0, 0
	default:
		if fate.Drop {
			row.Ask, row.KnownToBe = "", false
		}
		if !fate.Free {
			row.Attempts++
		}
		row.NextAt = 0
		if !fate.NextAt.IsZero() {
			row.NextAt = ledger.MillisOf(fate.NextAt)
		}
	}
	_, err = tx.sql.ExecContext(tx.ctx, "UPDATE standing SET told = ?, known = ?, ask = ?, attempts = ?, next_at = ?, problem = ? WHERE connection_id = ? AND sku = ?",
		row.Told, row.KnownToBe, row.Ask, row.Attempts, row.NextAt, row.Problem, connection, fate.SKU)
	return translate(err)
}

// DoubtStock lets the counts of a connection be asked for before they are changed again: from time to time, and after
// something that nobody understands.
func (s *Store) DoubtStock(ctx context.Context, connection id.Connection) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, "UPDATE standing SET known = 0 WHERE connection_id = ? AND ask = ''", connection)
		return translate(err)
	})
}

// ForgetStock gives up every change of stock under way and doubts all counts: after a backup was restored nobody knows
// what was told since it was made.
func (s *Store) ForgetStock(ctx context.Context) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, "UPDATE standing SET known = 0, ask = '', attempts = 0, next_at = 0, problem = ''")
		return translate(err)
	})
}
