package store

import (
	"context"
	"database/sql"
	"sync"
)

// maxPrepared bounds the queries kept prepared; a query with a list of ids has many forms.
const maxPrepared = 200

// reader is the reading side of a shop's file. It keeps its queries prepared: to prepare one costs more
// than to answer it.
type reader struct {
	*sql.DB
	mu       sync.Mutex
	prepared map[string]*sql.Stmt // closed with the database
}

func newReader(db *sql.DB) *reader {
	return &reader{DB: db, prepared: map[string]*sql.Stmt{}}
}

// statement gives the query prepared, nil when too many are.
func (r *reader) statement(ctx context.Context, query string) *sql.Stmt {
	r.mu.Lock()
	defer r.mu.Unlock()
	stmt := r.prepared[query]
	if stmt == nil && len(r.prepared) < maxPrepared {
		prepared, err := r.PrepareContext(ctx, query)
		if err != nil {
			return nil // asked plainly, the query fails the same way and says so
		}
		stmt, r.prepared[query] = prepared, prepared
	}
	return stmt
}

// QueryContext asks for rows.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := r.statement(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, query, args...)
}

// QueryRowContext asks for one row.
func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := r.statement(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return r.DB.QueryRowContext(ctx, query, args...)
}
