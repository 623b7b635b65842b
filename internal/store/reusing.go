package store

import (
	"context"
	"database/sql"
)

// maxReused bounds the statements one transaction holds: those with lists in them are many.
const maxReused = 300

// reusing is a transaction that parses a statement once, or not at all when one before it did.
type reusing struct {
	*sql.Tx
	kept *kept
	here map[string]*sql.Stmt // as this transaction uses them; they end with it
}

func newReusing(tx *sql.Tx, kept *kept) *reusing { return &reusing{tx, kept, map[string]*sql.Stmt{}} }

// statement gives a statement, nil when it cannot be prepared: then the transaction says why it fails.
func (r *reusing) statement(ctx context.Context, query string) *sql.Stmt {
	stmt := r.here[query]
	if stmt != nil || len(r.here) >= maxReused {
		return stmt
	}
	if ready := r.kept.inside(query); ready != nil {
		stmt = r.StmtContext(ctx, ready)
	} else {
		var err error
		if stmt, err = r.PrepareContext(ctx, query); err != nil {
			return nil
		}
	}
	r.here[query] = stmt
	return stmt
}

// QueryContext is that of the transaction.
func (r *reusing) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := r.statement(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return r.Tx.QueryContext(ctx, query, args...)
}

// QueryRowContext is that of the transaction.
func (r *reusing) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := r.statement(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return r.Tx.QueryRowContext(ctx, query, args...)
}

// ExecContext is that of the transaction.
func (r *reusing) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := r.statement(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return r.Tx.ExecContext(ctx, query, args...)
}
