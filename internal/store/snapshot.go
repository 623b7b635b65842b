package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"modernc.org/sqlite"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
)

// Snapshot copies the shop file as it is at one moment, while selling goes on, and checks the copy by
// opening it. All pages are copied in one step: a stepped copy starts again with every sale and may
// never end.
func (s *Store) Snapshot(ctx context.Context, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return translate(err)
	}
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return translate(err)
	}
	conn, err := s.r.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	err = conn.Raw(func(driver any) error { return copyAll(driver, part) })
	if err = errors.Join(err, conn.Close()); err != nil {
		return translate(err)
	}
	if err := QuickCheck(ctx, part); err != nil {
		return err
	}
	for _, beside := range []string{part + "-wal", part + "-shm"} { // of the check, which wrote nothing
		if err := os.Remove(beside); err != nil && !errors.Is(err, os.ErrNotExist) {
			return translate(err)
		}
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, to); err != nil {
		return translate(err)
	}
	return syncFolder(filepath.Dir(to))
}

func copyAll(driver any, to string) error {
	source, ok := driver.(interface {
		NewBackup(dst string) (*sqlite.Backup, error)
	})
	if !ok {
		return fmt.Errorf("the SQLite driver has no backup")
	}
	backup, err := source.NewBackup(dsn(to, "rwc", ""))
	if err != nil {
		return err
	}
	_, err = backup.Step(-1)
	return errors.Join(err, backup.Finish())
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return translate(err)
	}
	return translate(errors.Join(file.Sync(), file.Close()))
}

// QuickCheck looks for damage in a database file without changing it. It fails with "shop_damaged".
func QuickCheck(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, "ro", readerPragmas))
	if err != nil {
		return translate(err)
	}
	defer db.Close()
	return quickCheck(ctx, db)
}

func quickCheck(ctx context.Context, db querier) error {
	var result string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&result); err != nil {
		return translate(err)
	}
	if result != "ok" {
		return fault.New("shop_damaged", "shop", nil)
	}
	return nil
}

// Adopt makes a restored file's till: a new random id, since two machines must never write the same
// chain; letter "" takes the next free one.
func Adopt(ctx context.Context, path, letter string) error {
	db, err := sql.Open("sqlite", dsn(path, "rw", writerPragmas))
	if err != nil {
		return translate(err)
	}
	db.SetMaxOpenConns(1)
	err = adopt(ctx, db, letter)
	return translate(errors.Join(err, db.Close()))
}

func adopt(ctx context.Context, db *sql.DB, letter string) error {
	if letter == "" {
		var last string
		if err := db.QueryRowContext(ctx, "SELECT letter FROM till ORDER BY length(letter) DESC, letter DESC LIMIT 1").Scan(&last); err != nil {
			return err
		}
		if letter = nextLetter(last); letter == "" {
			return fault.New("till_letters_used", "till", nil)
		}
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, "UPDATE till SET current = 0"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO till (no, id, letter, current) SELECT max(no) + 1, ?, ?, 1 FROM till",
		id.Random[id.Till](), letter); err != nil {
		return err
	}
	return tx.Commit()
}

// nextLetter gives B after A, AA after Z.
func nextLetter(last string) string {
	if last == "" {
		return "A"
	}
	end := len(last) - 1
	if last[end] < 'A' || last[end] > 'Z' {
		return last + "A"
	}
	if last[end] == 'Z' {
		if len(last) >= 3 {
			return ""
		}
		return last + "A"
	}
	return last[:end] + string(last[end]+1)
}
