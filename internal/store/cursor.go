package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/selling"
)

type (
	productRow   = catalog.Product
	promotionRow = catalog.Promotion
	methodRow    = selling.Method
)

// rowCursor walks one ledger table in the order of the events.
type rowCursor interface {
	open(context.Context, *sql.Tx) error
	close()
	name() string
	compare(place, *ledger.Posting) (wrong string, err error)
	pending() (place, bool)
}

type tableCursor[T any] struct {
	t    *table[T]
	of   func(*ledger.Posting) []T
	rows *sql.Rows
	at   place
	n    int
	row  T
	more bool
}

func cursor[T any](t *table[T], of func(*ledger.Posting) []T) rowCursor {
	return &tableCursor[T]{t: t, of: of}
}

func (c *tableCursor[T]) name() string { return c.t.name }

func (c *tableCursor[T]) open(ctx context.Context, tx *sql.Tx) (err error) {
	c.rows, err = tx.QueryContext(ctx, "SELECT till, seq, n, "+c.t.list("")+" FROM "+c.t.name+" ORDER BY till, seq, n")
	if err != nil {
		return translate(err)
	}
	return c.next()
}

func (c *tableCursor[T]) close() { _ = c.rows.Close() }

func (c *tableCursor[T]) next() error {
	if c.more = c.rows.Next(); !c.more {
		return translate(c.rows.Err())
	}
	var zero T
	c.row = zero
	into, finish := targets(&c.row)
	if err := c.rows.Scan(append([]any{&c.at.till, &c.at.seq, &c.n}, into...)...); err != nil {
		return translate(err)
	}
	return finish()
}

func (c *tableCursor[T]) pending() (place, bool) { return c.at, c.more }

// compare takes the rows of one event and says what differs from its body.
func (c *tableCursor[T]) compare(at place, posting *ledger.Posting) (wrong string, err error) {
	want := c.of(posting)
	got := 0
	for c.more && (c.at.till < at.till || c.at.till == at.till && c.at.seq <= at.seq) {
		switch {
		case c.at != at:
			wrong = c.t.name + " has a row that no event wrote"
		case got >= len(want) || c.n != got || !same(&want[got], &c.row):
			wrong = fmt.Sprintf("%s row %d differs from what was written", c.t.name, c.n)
			got++
		default:
			got++
		}
		if err := c.next(); err != nil {
			return wrong, err
		}
	}
	if got != len(want) && wrong == "" {
		wrong = fmt.Sprintf("%s has %d of %d rows", c.t.name, got, len(want))
	}
	return wrong, nil
}
