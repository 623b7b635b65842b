package store

import (
	"context"
	"database/sql"
)

// handle is what a transaction reads and writes by.
type handle interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	StmtContext(ctx context.Context, prepared *sql.Stmt) *sql.Stmt
}

// maxReused bounds the statements one transaction keeps: those with lists in them are many.
const maxReused = 300

// reusing keeps the statements of a transaction that does the same thing many times, so that each is parsed once.
// They end with it.
type reusing struct {
	*sql.Tx
	kept map[string]*sql.Stmt
}

// kept gives a statement, nil when it cannot be kept: then the transaction says why it fails.
func (r *reusing) statement(ctx context.Context, query string) *sql.Stmt {
	if stmt := r.kept[query]; stmt != nil || len(r.kept) >= maxReused {
		return stmt
	}
	stmt, err := r.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	r.kept[query] = stmt
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
