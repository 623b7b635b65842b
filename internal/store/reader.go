package store

import (
	"context"
	"database/sql"
)

// reader is the reading side of a shop's file.
type reader struct {
	*sql.DB
	kept *kept
}

func newReader(db *sql.DB) *reader { return &reader{db, newKept(db)} }

// QueryContext asks for rows.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := r.kept.outside(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, query, args...)
}

// QueryRowContext asks for one row.
func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := r.kept.outside(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return r.DB.QueryRowContext(ctx, query, args...)
}

// moment runs a reading at one moment of the file.
func (s *Store) moment(ctx context.Context, read func(db querier) error) error {
	tx, err := s.r.kept.begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return read(tx)
}
