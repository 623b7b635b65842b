package store

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
)

// Connections lists the platforms that the shop is connected to, the oldest first, with how things stand.
func (s *Store) Connections(ctx context.Context) (list []publishing.Connection, states map[id.Connection]publishing.ConnectionState, err error) {
	if list, err = connections.all(ctx, s.r, "WHERE closed = 0 ORDER BY added_at, id"); err != nil {
		return nil, nil, err
	}
	rows, err := connectionStates.all(ctx, s.r, "")
	states = map[id.Connection]publishing.ConnectionState{}
	for _, row := range rows {
		states[row.ConnectionID] = row
	}
	return list, states, err
}

// SaveConnection writes a connection, new or changed. Kind and prefix of one that is there stay. Faults: those of
// Connection.Validate, "connection_twin" when another has its name, "too_many".
func (s *Store) SaveConnection(ctx context.Context, connection publishing.Connection) error {
	if err := connection.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		all, err := connections.all(ctx, tx.sql, "")
		if err != nil {
			return err
		}
		connection.AddedAt, connection.Prefix = ledger.MillisOf(tx.now), ""
		open, known := 0, false
		for n := range all {
			other := &all[n]
			switch {
			case other.ID == connection.ID:
				connection.AddedAt, connection.Prefix, connection.Kind, known = other.AddedAt, other.Prefix, other.Kind, true
			case !other.Closed && strings.EqualFold(other.Name, connection.Name):
				return fault.New("connection_twin", "name", fault.Values{"name": connection.Name})
			case !other.Closed:
				open++
			}
		}
		if open >= publishing.MaxConnections {
			return fault.New("too_many", "name", fault.Values{"max": publishing.MaxConnections})
		}
		if !known {
			connection.Prefix = prefixOf(&connection, all)
		}
		doc, err := document(connections, connection.ID.String(), &connection)
		if err != nil {
			return err
		}
		return tx.saveDocuments([]ledger.Document{doc})
	})
}

// prefixOf gives what tells the orders of a new connection from those of others that come by the same channel, ""
// for the first one. A platform that is connected anew tells the orders of before once more, so they keep their numbers.
func prefixOf(connection *publishing.Connection, all []publishing.Connection) string {
	channel := publishing.KindOf(connection.Kind).Channel
	for n := range all {
		if before := &all[n]; before.Closed && before.Kind == connection.Kind && before.URL == connection.URL && !slices.ContainsFunc(all, func(other publishing.Connection) bool {
			return !other.Closed && other.Prefix == before.Prefix && publishing.KindOf(other.Kind).Channel == channel
		}) {
			return before.Prefix
		}
	}
	for n := range all {
		if publishing.KindOf(all[n].Kind).Channel == channel {
			return connection.ID.Tag() + "-"
		}
	}
	return ""
}

// CloseConnection ends a connection: nothing more is sent or heard, what waits is discarded. Its orders stay.
// Fault: "connection_unknown".
func (s *Store) CloseConnection(ctx context.Context, connection id.Connection) error {
	return s.write(ctx, func(tx *Tx) error {
		row, found, err := connections.one(ctx, tx.sql, "WHERE id = ? AND closed = 0", connection)
		if err != nil || !found {
			return orUnknown(err, "connection_unknown")
		}
		row.Closed = true
		doc, err := document(connections, row.ID.String(), &row)
		if err != nil {
			return err
		}
		if err := tx.saveDocuments([]ledger.Document{doc}); err != nil {
			return err
		}
		_, err = tx.sql.ExecContext(ctx, "UPDATE outbox SET state = 'discarded', ended_at = ?, problem = '' WHERE connection_id = ? AND state IN ('waiting', 'sending', 'failed', 'carried')",
			ledger.MillisOf(tx.now), connection)
		return translate(err)
	})
}

func orUnknown(err error, code string) error {
	if err != nil {
		return err
	}
	return fault.New(code, "name", nil)
}

// Stand changes how things stand with a connection.
func (s *Store) Stand(ctx context.Context, connection id.Connection, change func(*publishing.ConnectionState)) error {
	return s.write(ctx, func(tx *Tx) error { return tx.stand(connection, change) })
}

func (tx *Tx) stand(connection id.Connection, change func(*publishing.ConnectionState)) error {
	state, _, err := connectionStates.one(tx.ctx, tx.sql, "WHERE connection_id = ?", connection)
	if err != nil {
		return err
	}
	state.ConnectionID = connection
	change(&state)
	_, err = tx.sql.ExecContext(tx.ctx, connectionStates.upsertSQL(), values(&state)...)
	return translate(err)
}

// ConnectionState gives how things stand with a connection, the zero state for one that was never asked.
func (s *Store) ConnectionState(ctx context.Context, connection id.Connection) (publishing.ConnectionState, error) {
	state, _, err := connectionStates.one(ctx, s.r, "WHERE connection_id = ?", connection)
	state.ConnectionID = connection
	return state, err
}

// Mark gives the place of the newest event in the file, 0 when there is none: what counts of stock tell of.
func (s *Store) Mark(ctx context.Context) (mark int64, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT coalesce(max(rowid), 0) FROM event").Scan(&mark)
	return mark, translate(err)
}
