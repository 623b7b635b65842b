// Package store keeps a shop in one SQLite file: every change is one transaction that is on disk before
// it is answered.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
)

// applicationID marks our files ("TLAT"), so that no other SQLite file is taken for a shop.
const applicationID = 0x544C4154

// The writer waits for other processes, syncs every commit and leaves checkpoints to idle moments;
// busy_timeout comes first, so that the other pragmas already wait.
const (
	writerPragmas = "&_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=recursive_triggers(1)&_pragma=cache_size(-16384)&_pragma=wal_autocheckpoint(4000)" +
		"&_pragma=journal_size_limit(16777216)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_dqs=0"
	readerPragmas = "&_pragma=busy_timeout(5000)&_pragma=query_only(1)&_pragma=cache_size(-4096)" +
		"&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_dqs=0"
	// A new file is thrown away when it is not finished, and synced when it is.
	makerPragmas = "&_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_dqs=0"
	readers      = 4
)

// minSQLite is the first version without the WAL-reset bug and without 3.53.3's crash with ATTACH.
const minSQLite = 3_053_004

// Store is one open shop file.
type Store struct {
	path  string
	w     *sql.DB
	r     *reader
	clock clock.Clock
	till  Till
	kept  *kept // of w
	known atomic.Pointer[known]
}

// Till is the machine that writes in this file.
type Till struct {
	No     int64
	ID     id.Till
	Letter string
}

func init() {
	// Closing any descriptor of a file drops a process's POSIX locks on it; OFD locks do not suffer this.
	sqlite.OFDLocking(true)
}

func dsn(path, mode, pragmas string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=" + mode + pragmas
}

// Create makes a new shop file with its schema and first till; it is there whole or not at all. It refuses
// a path that exists with "shop_exists".
func Create(ctx context.Context, path string, now clock.Clock, letter string) (*Store, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fault.New("shop_exists", "shop", fault.Values{"path": filepath.Base(filepath.Dir(path))})
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, translate(err)
	}
	err := create(ctx, part, letter)
	if err == nil {
		err = syncFile(part)
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part)
		return nil, translate(err)
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	return Open(ctx, path, now)
}

func create(ctx context.Context, path, letter string) error {
	image, err := blank()
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, image, 0o644); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(path, "rw", makerPragmas))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "INSERT INTO till (no, id, letter, current) VALUES (1, ?, ?, 1)", id.Random[id.Till](), letter)
	return errors.Join(err, db.Close())
}

// blank is a file without a till: made once and in memory, where migrations cost the disk nothing.
var blank = sync.OnceValues(func() (image []byte, err error) {
	ctx := context.Background()
	db, err := sql.Open("sqlite", dsn("blank", "memory", writerPragmas))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return nil, err
	}
	if err := migrate(ctx, db, 0); err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	err = conn.Raw(func(driver any) error {
		whole, ok := driver.(interface{ Serialize() ([]byte, error) })
		if !ok {
			return errors.New("the SQLite driver gives no image")
		}
		image, err = whole.Serialize()
		return err
	})
	return image, err
})

// syncFolder makes a new file's name durable.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return translate(err)
	}
	defer folder.Close()
	// Windows cannot sync a folder, and needs not.
	_ = folder.Sync()
	return nil
}

// Open opens a shop file for reading and writing, brings its schema up to date (after a checked copy),
// and makes sure that it will keep what it is given. Faults: "shop_missing", "shop_damaged",
// "shop_not_database", "shop_newer", "shop_read_only", "disk_full".
func Open(ctx context.Context, path string, now clock.Clock) (*Store, error) {
	if err := looksLikeShop(path); err != nil {
		return nil, err
	}
	s := &Store{path: path, clock: now}
	var err error
	if s.w, err = sql.Open("sqlite", dsn(path, "rw", writerPragmas)); err != nil {
		return nil, translate(err)
	}
	s.w.SetMaxOpenConns(1)
	s.w.SetMaxIdleConns(1)
	s.kept = newKept(s.w)
	r, err := sql.Open("sqlite", dsn(path, "rw", readerPragmas))
	if err != nil {
		return nil, errors.Join(translate(err), s.w.Close())
	}
	s.r = newReader(r)
	s.r.SetMaxOpenConns(readers)
	s.r.SetMaxIdleConns(readers)
	if err := s.prepare(ctx); err != nil {
		err = errors.Join(translate(err), s.Close())
		if fault.Is(err, "shop_missing") { // it is there: what cannot be made is the log beside it
			err = &fault.Error{Code: "shop_read_only", Field: "shop", Err: err}
		}
		return nil, err
	}
	return s, nil
}

// looksLikeShop refuses a missing file and a file that is no database before SQLite touches it.
func looksLikeShop(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fault.New("shop_missing", "shop", nil)
	case err != nil:
		return translate(err)
	case info.IsDir():
		return fault.New("shop_not_database", "shop", nil)
	case info.Size() == 0:
		return fault.New("shop_damaged", "shop", nil)
	case info.Size() < minSize: // SQLite would take it for an empty one and write into it
		return fault.New("shop_not_database", "shop", nil)
	}
	return nil
}

// minSize is the smallest page of an SQLite file.
const minSize = 512

func (s *Store) prepare(ctx context.Context) error {
	var sync, keys, number, app, version int
	var name string
	row := s.w.QueryRowContext(ctx, "SELECT sqlite_version()")
	if err := row.Scan(&name); err != nil {
		return err
	}
	for _, pragma := range []struct {
		name string
		into *int
	}{{"application_id", &app}, {"user_version", &version}, {"synchronous", &sync}, {"foreign_keys", &keys}} {
		if err := s.w.QueryRowContext(ctx, "PRAGMA "+pragma.name).Scan(pragma.into); err != nil {
			return err
		}
	}
	number = versionNumber(name)
	switch {
	case number < minSQLite:
		return fault.Wrap(fmt.Errorf("SQLite %s has a bug that loses data", name), "sqlite_old")
	case app != applicationID:
		return fault.New("shop_not_database", "shop", nil)
	case version > schemaVersion():
		return fault.New("shop_newer", "shop", fault.Values{"version": version, "known": schemaVersion()})
	case sync != 2 || keys != 1:
		return fault.Wrap(fmt.Errorf("synchronous %d, foreign_keys %d", sync, keys), "sqlite_settings")
	}
	if version < schemaVersion() {
		if err := s.upgrade(ctx, version); err != nil {
			return err
		}
	}
	row = s.w.QueryRowContext(ctx, "SELECT no, id, letter FROM till WHERE current = 1")
	return row.Scan(&s.till.No, &s.till.ID, &s.till.Letter)
}

// versionNumber turns "3.54.1" into 3054001.
func versionNumber(name string) int {
	number := 0
	for _, part := range strings.SplitN(name+".0.0", ".", 4)[:3] {
		n, err := strconv.Atoi(part)
		if err != nil {
			return 0
		}
		number = number*1000 + n
	}
	return number
}

// Till gives the machine that writes in this file.
func (s *Store) Till() Till { return s.till }

// Path gives the file's path.
func (s *Store) Path() string { return s.path }

// Close folds the write-ahead log into the file and closes it.
func (s *Store) Close() error {
	_, _ = s.w.Exec("PRAGMA wal_checkpoint(TRUNCATE)") // at the latest the next opening does it
	return errors.Join(s.r.Close(), s.w.Close())
}

// Checkpoint moves committed pages into the file without waiting for anyone; called in idle moments.
func (s *Store) Checkpoint(ctx context.Context) error {
	_, err := s.w.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
	return translate(err)
}

// Others gives a number that changes when anyone but this Store has written to the file: the window looks
// at it each second, and must not read everything again after each sale of its own.
func (s *Store) Others(ctx context.Context) (version int64, err error) {
	err = translate(s.w.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version))
	return version, err
}

// DataVersion gives the place of the newest event.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	var sum int64
	row := s.r.QueryRowContext(ctx, "SELECT coalesce(max(rowid), 0) FROM event")
	return sum, translate(row.Scan(&sum))
}

// windowsDiskFull is ERROR_DISK_FULL, which package syscall has no name for.
const windowsDiskFull = syscall.Errno(112)

// translate gives a driver's error its code; it decides by number, never by text.
func translate(err error) error {
	if err == nil {
		return nil
	}
	var known *fault.Error
	if errors.As(err, &known) {
		return err
	}
	if errors.Is(err, os.ErrPermission) {
		return &fault.Error{Code: "shop_read_only", Field: "shop", Err: err}
	}
	if errors.Is(err, syscall.ENOSPC) || runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull) {
		return &fault.Error{Code: "disk_full", Field: "shop", Err: err}
	}
	var driver *sqlite.Error
	if !errors.As(err, &driver) {
		return &fault.Error{Code: "store_failed", Kind: fault.Internal, Err: err}
	}
	if driver.Code() == sqlite3.SQLITE_IOERR_SHMSIZE { // no room for the index of the log
		return &fault.Error{Code: "disk_full", Field: "shop", Err: err}
	}
	switch driver.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB:
		return &fault.Error{Code: "shop_not_database", Field: "shop", Err: err}
	case sqlite3.SQLITE_CORRUPT:
		return &fault.Error{Code: "shop_damaged", Field: "shop", Err: err}
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return &fault.Error{Code: "shop_read_only", Field: "shop", Err: err}
	case sqlite3.SQLITE_FULL:
		return &fault.Error{Code: "disk_full", Field: "shop", Err: err}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return &fault.Error{Code: "shop_busy", Field: "shop", Err: err}
	case sqlite3.SQLITE_CANTOPEN:
		return &fault.Error{Code: "shop_missing", Field: "shop", Err: err}
	}
	return &fault.Error{Code: "store_failed", Kind: fault.Internal, Err: err}
}
