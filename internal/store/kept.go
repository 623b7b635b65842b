package store

import (
	"context"
	"database/sql"
	"sync"
)

// maxKept bounds the statements that a side of the file keeps prepared: a query with a list of ids has many forms.
const maxKept = 300

// kept are the statements of one side of a shop's file, reading or writing, that stay prepared: to prepare one costs
// more than to answer it. They are closed with the database.
type kept struct {
	db       *sql.DB
	mu       sync.Mutex
	prepared map[string]*sql.Stmt
	asked    []string // inside transactions, which lend no connection to prepare for all
}

func newKept(db *sql.DB) *kept { return &kept{db: db, prepared: map[string]*sql.Stmt{}} }

// begin starts a transaction that uses what is prepared. What earlier ones asked for is prepared first.
func (k *kept) begin(ctx context.Context) (*reusing, error) {
	k.mu.Lock()
	asked := k.asked
	k.asked = nil
	k.mu.Unlock()
	for _, query := range asked {
		_ = k.outside(ctx, query)
	}
	tx, err := k.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, translate(err)
	}
	return newReusing(tx, k), nil
}

// outside gives a statement for use outside of transactions, nil when it cannot be prepared or too many are: asked
// plainly, it fails the same way and says so.
func (k *kept) outside(ctx context.Context, query string) *sql.Stmt {
	k.mu.Lock()
	stmt, room := k.prepared[query], len(k.prepared) < maxKept
	k.mu.Unlock()
	if stmt != nil || !room {
		return stmt
	}
	stmt, err := k.db.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if twin := k.prepared[query]; twin != nil {
		_ = stmt.Close()
		return twin
	}
	k.prepared[query] = stmt
	return stmt
}

// inside gives a statement that is prepared. One that is not is noted, so that the next transaction has it.
func (k *kept) inside(query string) *sql.Stmt {
	k.mu.Lock()
	defer k.mu.Unlock()
	stmt := k.prepared[query]
	if stmt == nil && len(k.prepared)+len(k.asked) < maxKept {
		k.asked = append(k.asked, query)
	}
	return stmt
}
