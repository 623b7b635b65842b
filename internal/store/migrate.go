package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"path/filepath"
	"sort"
	"strconv"
	"time"
)

//go:embed migrations/*.sql
var migrations embed.FS

// schemaVersion is the number of the last migration: what this program reads and writes.
func schemaVersion() int { return len(migrationNames()) }

// SchemaVersion is the version of the files this program writes.
func SchemaVersion() int { return schemaVersion() }

func migrationNames() []string {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		panic(err) // embedded
	}
	var names []string
	for _, file := range files {
		names = append(names, file.Name())
	}
	sort.Strings(names)
	return names
}

// migrate runs every migration after from: each in one transaction together with its number.
func migrate(ctx context.Context, db *sql.DB, from int) error {
	for n, name := range migrationNames() {
		if n < from {
			continue
		}
		text, err := migrations.ReadFile("migrations/" + name)
		if err != nil {
			return err
		}
		if err := migrateOne(ctx, db, string(text), n+1, from); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// restatedSince is the first schema in which papers of an order ask again for money that went back, as its books say that it is owed,
// stand for no delivery of other goods, and in which those of a bill leave its debit notes what they ask for themselves.
// What an older file says of them is worked out anew with the last of its migrations, when all tables are as they are now.
const restatedSince = 27

func migrateOne(ctx context.Context, db *sql.DB, text string, version, from int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(version)); err != nil {
		return err
	}
	if version == schemaVersion() && from > 0 && from < restatedSince {
		if err := restateAsked(&Tx{ctx: ctx, sql: newReusing(tx, newKept(db))}); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// upgrade copies the file as it is, checks the copy, and migrates.
func (s *Store) upgrade(ctx context.Context, from int) error {
	name := fmt.Sprintf("before-schema-%d-%s.db", from+1, s.clock().In(time.UTC).Format("20060102-150405"))
	if err := s.Snapshot(ctx, filepath.Join(filepath.Dir(s.path), "backups", name)); err != nil {
		return err
	}
	return migrate(ctx, s.w, from)
}
