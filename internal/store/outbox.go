package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
)

// OutboxQuery narrows the list of the outbox.
type OutboxQuery struct {
	ConnectionID id.Connection // none = all
	State        string        // of publishing.OutgoingStates, "" = what is not at its end
	SKU          string
	OrderID      id.Order
	Limit        int // 1 to 1,000
	Offset       int
}

const openOutbox = "state IN ('waiting', 'sending', 'failed', 'carried')"

// Outbox lists rows, what waits in its order, what has ended with the latest first; total counts all that match.
func (s *Store) Outbox(ctx context.Context, q OutboxQuery) (rows []publishing.Outgoing, total int, err error) {
	if q.Limit <= 0 || q.Limit > 1000 || q.Offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": 1000})
	}
	where, args, order := []string{openOutbox}, []any{}, "id"
	if q.State != "" {
		where, args = []string{"state = ?"}, append(args, q.State)
	}
	if q.State == publishing.Sent || q.State == publishing.Discarded {
		order = "id DESC"
	}
	if !q.ConnectionID.IsZero() {
		where, args = append(where, "connection_id = ?"), append(args, q.ConnectionID)
	}
	if q.SKU != "" {
		where, args = append(where, "thing = ?"), append(args, publishing.ThingListing+q.SKU)
	}
	if !q.OrderID.IsZero() {
		where, args = append(where, "order_id = ?"), append(args, q.OrderID)
	}
	all := "WHERE " + strings.Join(where, " AND ")
	if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM outbox "+all, args...).Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	rows, err = outbox.all(ctx, s.r, all+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(args, q.Limit, q.Offset)...)
	return rows, total, err
}

// WaitingListings gives for SKUs of a connection the row that goes next of each listing, none given = of all.
func (s *Store) WaitingListings(ctx context.Context, connection id.Connection, skus ...string) (map[string]publishing.Outgoing, error) {
	some, args := someSKUs("thing", publishing.ThingListing, skus)
	rows, err := outbox.all(ctx, s.r, "WHERE connection_id = ? AND kind = 'listing' AND "+openOutbox+some+" ORDER BY id", append([]any{connection}, args...)...)
	waiting := make(map[string]publishing.Outgoing, len(rows))
	for _, row := range rows {
		if _, older := waiting[row.SKU]; !older {
			waiting[row.SKU] = row
		}
	}
	return waiting, err
}

// OutboxCounts says how much waits, per connection.
type OutboxCounts struct {
	Waiting, Failed, Carried int
}

// CountOutbox counts what is not at its end: rows, and changes of stock that did not go.
func (s *Store) CountOutbox(ctx context.Context) (map[id.Connection]OutboxCounts, error) {
	type row struct {
		connection id.Connection
		state      string
		n          int
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.connection, &r.state, &r.n} },
		"SELECT connection_id, state, count(*) FROM outbox INDEXED BY outbox_open WHERE "+openOutbox+" GROUP BY connection_id, state")
	counts := map[id.Connection]OutboxCounts{}
	for _, r := range rows {
		c := counts[r.connection]
		switch r.state {
		case publishing.Stuck:
			c.Failed += r.n
		case publishing.Carried:
			c.Carried += r.n
		default:
			c.Waiting += r.n
		}
		counts[r.connection] = c
	}
	return counts, err
}

// firstOfThing holds for a row of the connection ?1 before which none of the same thing is open.
const firstOfThing = `NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.connection_id = ?1 AND earlier.thing = outbox.thing AND earlier.id < outbox.id
	AND earlier.state IN ('waiting', 'sending', 'failed', 'carried'))`

// ReadyToSend lists what may be sent on a connection at a moment, the oldest first: the first row of every thing, where
// it waits and its time has come, or was set by a clock that was ahead. What stands behind a failed row of the same thing waits with it.
func (s *Store) ReadyToSend(ctx context.Context, connection id.Connection, now time.Time, limit int) ([]publishing.Outgoing, error) {
	return outbox.all(ctx, s.r, "WHERE connection_id = ?1 AND state = 'waiting' AND "+openOutbox+" AND (+next_at <= ?2 OR +next_at > ?4) AND "+firstOfThing+" ORDER BY id LIMIT ?3",
		connection, ledger.MillisOf(now), limit, ledger.MillisOf(now.Add(publishing.MaxRest)))
}

// NextToSend gives the moment when the next row of a connection, or the next change of stock under way, may be sent,
// zero for none.
func (s *Store) NextToSend(ctx context.Context, connection id.Connection) (next time.Time, err error) {
	for _, query := range []string{
		"SELECT next_at FROM outbox WHERE connection_id = ?1 AND state = 'waiting' AND " + firstOfThing + " ORDER BY next_at LIMIT 1",
		"SELECT next_at FROM standing WHERE connection_id = ?1 AND ask <> '' AND version <> '' AND state <> 'withdrawn' ORDER BY next_at LIMIT 1",
	} {
		var at ledger.Millis
		switch err := s.r.QueryRowContext(ctx, query, connection).Scan(&at); {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return time.Time{}, translate(err)
		case next.IsZero() || at.Time().Before(next):
			next = at.Time()
		}
	}
	return next, nil
}

// TakeOutgoing marks rows as under way, as one write. Rows that are not waiting any more are left out of what it gives.
func (s *Store) TakeOutgoing(ctx context.Context, rows []publishing.Outgoing) (taken []publishing.Outgoing, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		taken = nil
		for _, row := range rows {
			done, err := tx.changed1("UPDATE outbox SET state = 'sending' WHERE id = ? AND state = 'waiting'", row.ID)
			if err != nil {
				return err
			}
			if done {
				row.State = publishing.Sending
				taken = append(taken, row)
			}
		}
		return nil
	})
	return taken, err
}

// changed1 runs a statement and reports whether it changed anything.
func (tx *Tx) changed1(query string, args ...any) (bool, error) {
	result, err := tx.sql.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return false, translate(err)
	}
	n, err := result.RowsAffected()
	return n > 0, translate(err)
}

// RecoverOutbox gives back what was under way when a program ended: nobody knows whether it was done, so it is looked
// up before it is sent again. Only who holds the sender's lock may call it.
func (s *Store) RecoverOutbox(ctx context.Context) error {
	var any bool
	if err := s.r.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'sending')").Scan(&any); err != nil || !any {
		return translate(err)
	}
	problem := encoded(publishing.Problem{Class: publishing.OutcomeOpen.String(), Code: "outcome_open"})
	return s.write(ctx, func(tx *Tx) error {
		// A listing that was queued again meanwhile is sent as it is now: of two rows the older is enough.
		if _, err := tx.sql.ExecContext(ctx, `DELETE FROM outbox WHERE state = 'waiting' AND kind = 'listing' AND (connection_id, thing) IN
			(SELECT connection_id, thing FROM outbox WHERE state = 'sending')`); err != nil {
			return translate(err)
		}
		_, err := tx.sql.ExecContext(ctx, "UPDATE outbox SET state = 'waiting', attempts = attempts + 1, problem = ? WHERE state = 'sending'", problem)
		return translate(err)
	})
}

func encoded(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	return string(data)
}

// Fate is what became of a row that was under way.
type Fate struct {
	ID       int64
	Sent     bool
	Stuck    bool               // a person must look
	Moot     bool               // there is nothing to tell yet: the row goes
	NextAt   time.Time          // of one that waits again
	Problem  publishing.Problem // why
	Standing *publishing.Standing
	Anew     bool                     // the listing was made anew: nobody knows its count
	Order    *publishing.ChannelOrder // as the channel told it in its answer
	Free     bool                     // the attempt does not count: there was no net
}

// SettleOutgoing writes down what became of rows, with what was learnt of listings, as one write.
func (s *Store) SettleOutgoing(ctx context.Context, connection id.Connection, fates []Fate) error {
	return s.write(ctx, func(tx *Tx) error {
		for n := range fates {
			if err := tx.settleOutgoing(connection, &fates[n]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (tx *Tx) settleOutgoing(connection id.Connection, fate *Fate) error {
	if fate.Standing != nil {
		if err := tx.putStanding(fate.Standing); err != nil {
			return err
		}
	}
	if fate.Anew {
		if _, err := tx.sql.ExecContext(tx.ctx, "UPDATE standing SET known = 0, ask = '', attempts = 0, next_at = 0 WHERE connection_id = ? AND sku = ?",
			connection, fate.Standing.SKU); err != nil {
			return translate(err)
		}
	}
	if fate.Moot {
		_, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM outbox WHERE id = ? AND state = 'sending'", fate.ID)
		return translate(err)
	}
	state, ended, problem := publishing.Waiting, ledger.Millis(0), ""
	if !fate.Problem.IsZero() {
		problem = encoded(fate.Problem)
	}
	switch {
	case fate.Sent:
		state, ended, problem = publishing.Sent, ledger.MillisOf(tx.now), ""
		if err := tx.stand(connection, func(s *publishing.ConnectionState) { s.SentAt = ledger.MillisOf(tx.now) }); err != nil {
			return err
		}
	case fate.Stuck:
		state = publishing.Stuck
	}
	counted := 1
	if fate.Free {
		counted = 0
	}
	next := ledger.Millis(0)
	if !fate.NextAt.IsZero() {
		next = ledger.MillisOf(fate.NextAt)
	}
	// A listing that was queued again while this one was under way: of two rows the older is enough, it tells what is
	// then, and knows what is in doubt.
	if state != publishing.Sent {
		newer, err := tx.changed1(`DELETE FROM outbox WHERE kind = 'listing' AND state = 'waiting' AND (connection_id, thing) =
			(SELECT connection_id, thing FROM outbox WHERE id = ?)`, fate.ID)
		if err != nil {
			return err
		}
		if newer && state == publishing.Stuck {
			state, next = publishing.Waiting, 0
		}
	}
	_, err := tx.sql.ExecContext(tx.ctx, "UPDATE outbox SET state = ?, attempts = attempts + ?, next_at = ?, problem = ?, ended_at = ? WHERE id = ? AND state = 'sending'",
		state, counted, next, problem, ended, fate.ID)
	return translate(err)
}

// RetryOutgoing lets rows go again at once, none given = all that failed or rest. What failed waits again, and what a file
// took along too where it is named: nobody knows whether it was done, so it is looked up first.
func (s *Store) RetryOutgoing(ctx context.Context, rows ...int64) (count int, err error) {
	open := encoded(publishing.Problem{Class: publishing.OutcomeOpen.String(), Code: "outcome_open"})
	err = s.write(ctx, func(tx *Tx) error {
		count = 0
		if len(rows) == 0 {
			rows, err = rowsOf(ctx, tx.sql, func(n *int64) []any { return []any{n} }, "SELECT id FROM outbox WHERE state = 'failed' OR state = 'waiting' AND next_at > 0")
			if err != nil {
				return err
			}
		}
		for _, row := range rows {
			// What a newer row of the same listing will tell needs no older one.
			twin, err := tx.changed1(`DELETE FROM outbox WHERE id = ?1 AND kind = 'listing' AND state IN ('failed', 'carried') AND EXISTS (SELECT 1 FROM outbox o
				WHERE o.connection_id = outbox.connection_id AND o.thing = outbox.thing AND o.kind = 'listing' AND o.state = 'waiting' AND o.id <> ?1)`, row)
			if err != nil {
				return err
			}
			done, err := tx.changed1(`UPDATE outbox SET problem = CASE state WHEN 'carried' THEN ?2 ELSE problem END, state = 'waiting', attempts = 0, next_at = 0
				WHERE id = ?1 AND state IN ('failed', 'waiting', 'carried')`, row, open)
			if err != nil {
				return err
			}
			if done || twin {
				count++
			}
		}
		return nil
	})
	return count, err
}

// DiscardOutgoing takes a row out for a reason. Faults: "reason_missing", "outgoing_unknown" also for one that is under
// way or has ended.
func (s *Store) DiscardOutgoing(ctx context.Context, row int64, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New("reason_missing", "reason", nil)
	}
	return s.write(ctx, func(tx *Tx) error {
		done, err := tx.changed1("UPDATE outbox SET state = 'discarded', discarded = ?, ended_at = ? WHERE id = ? AND state IN ('waiting', 'failed', 'carried')",
			reason, ledger.MillisOf(tx.now), row)
		if err == nil && !done {
			err = fault.New("outgoing_unknown", "id", nil)
		}
		return err
	})
}

// outboxKept is how long what was sent stays to be looked at.
const outboxKept = 90 * 24 * time.Hour

// PruneOutbox forgets what was sent long ago, a little at a time, and who ordered what could not be taken: nobody could
// erase it.
func (s *Store) PruneOutbox(ctx context.Context) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE ended_at > 0 AND ended_at < ?
			AND order_id IS NULL LIMIT 1000)`, ledger.MillisOf(tx.now.Add(-outboxKept)))
		if err == nil {
			_, err = tx.sql.ExecContext(ctx, "UPDATE channel_order SET raw = '' WHERE problem <> '' AND order_id IS NULL AND raw <> '' AND heard_at < ?",
				ledger.MillisOf(tx.now.Add(-outboxKept)))
		}
		return translate(err)
	})
}

// OrderTitle gives what a person knows an order by: its number here and on its channel, and who gets it.
func (s *Store) OrderTitle(ctx context.Context, order id.Order) (number, there, name string, err error) {
	err = s.r.QueryRowContext(ctx, `SELECT o.number, o.channel_no, coalesce(nullif((SELECT name FROM order_recipient WHERE order_id = o.id AND no = 1), ''), p.name, '')
		FROM sales_order o LEFT JOIN order_person p ON p.order_id = o.id WHERE o.id = ?`, order).Scan(&number, &there, &name)
	return number, there, name, noRows(err)
}
