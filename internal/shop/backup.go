package shop

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/backup"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/version"
)

// BackupExt ends the names of backups.
const BackupExt = ".talat"

// Backup writes a checked copy of the whole shop into one file while selling goes on. recipient is an age
// public key, "" for none.
func (s *Shop) Backup(ctx context.Context, file, recipient string) error {
	dir, err := os.MkdirTemp(s.Dir, ".snapshot-")
	if err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	defer os.RemoveAll(dir)
	snapshot := filepath.Join(dir, dbName)
	if err := s.db.Snapshot(ctx, snapshot); err != nil {
		return err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return err
	}
	err = backup.Write(file, snapshot, s.Dir, recipient, backup.Manifest{Shop: set.Get("shop.name"),
		Program: version.Program, Schema: SchemaVersion(), MadeAt: s.Clock().Format(time.RFC3339)})
	if err != nil {
		return err
	}
	return s.rememberErased(ctx, s.Dir, filepath.Dir(file)) // beside older backups that still hold them
}

const backupStamp = "20060102-150405"

// BackupHere writes a backup into the shop's own folder, opens it again to check it, and lets go of old
// ones. It gives the file.
func (s *Shop) BackupHere(ctx context.Context) (string, error) {
	now := s.Clock()
	file := filepath.Join(s.Dir, Backups, "shop-"+now.In(clock.Bangkok).Format(backupStamp)+BackupExt)
	if err := s.Backup(ctx, file, ""); err != nil {
		return "", err
	}
	checks, err := Verify(ctx, file)
	if err != nil {
		return "", err
	}
	for _, check := range checks {
		if !check.OK {
			return "", fault.New("backup_damaged", "file", fault.Values{"name": check.Name})
		}
	}
	return file, s.dropOldBackups()
}

func (s *Shop) dropOldBackups() error {
	dir := filepath.Join(s.Dir, Backups)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	var copies []backup.Copy
	for _, entry := range entries {
		stamp := strings.TrimSuffix(strings.TrimPrefix(entry.Name(), "shop-"), BackupExt)
		if at, err := time.ParseInLocation(backupStamp, stamp, clock.Bangkok); err == nil {
			copies = append(copies, backup.Copy{Name: entry.Name(), MadeAt: at})
		}
	}
	for _, name := range backup.Surplus(copies, clock.Bangkok) {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return fault.Wrap(err, "backup_failed")
		}
	}
	return nil
}

// LastBackup gives when the newest backup in the shop's folder was made, the zero time when there is none.
func (s *Shop) LastBackup() time.Time {
	var last time.Time
	entries, _ := os.ReadDir(filepath.Join(s.Dir, Backups))
	for _, entry := range entries {
		stamp := strings.TrimSuffix(strings.TrimPrefix(entry.Name(), "shop-"), BackupExt)
		if at, err := time.ParseInLocation(backupStamp, stamp, clock.Bangkok); err == nil && at.After(last) {
			last = at
		}
	}
	return last
}

// Verify opens a backup in a folder of its own and audits it as Check does a shop.
func Verify(ctx context.Context, file string) ([]Check, error) {
	dir, err := os.MkdirTemp("", "talat-verify-")
	if err != nil {
		return nil, fault.Wrap(err, "backup_failed")
	}
	defer os.RemoveAll(dir)
	if _, err := backup.Unpack(file, dir); err != nil {
		return nil, err
	}
	s, err := Open(ctx, dir, clock.System)
	if err != nil {
		return nil, err
	}
	checks, err := s.Check(ctx)
	return checks, errors.Join(err, s.Close())
}

// RestoreOptions say what the restored shop's till is.
type RestoreOptions struct {
	SameTill bool // the old machine is gone: keep its letter and series
	NextBill int  // the series goes on here, 0 = after the backup's last number
	// LastPapers are the last papers that the old machine gave out.
	LastPapers papers.LastSaid
	Erased     string // the old folder of the shop, or its ErasedList, "" = only what lies beside the backup
}

// Restore unpacks a backup as a new shop, a new till with a new id. Faults: "shop_exists", those of
// backup.Unpack and store.Open, "number_used", "erased_missing", those of LastPapers. Who was erased after the backup, as far as a list
// says so, is erased again.
func Restore(ctx context.Context, file, dir string, o RestoreOptions, now clock.Clock) (*Shop, error) {
	if Exists(dir) {
		return nil, fault.New("shop_exists", "shop", nil)
	}
	if o.NextBill < 0 || o.NextBill > 0 && !o.SameTill {
		return nil, fault.New("next_bill_needs_same_till", "next_bill", nil)
	}
	if len(o.LastPapers.Papers) > 0 && !o.SameTill {
		return nil, fault.New("last_paper_needs_same_till", "last_paper[0]", nil)
	}
	var err error
	if o.Erased, err = erasedAt(o.Erased); err != nil {
		return nil, err
	}
	made := !exists(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Wrap(err, "folder_unwritable")
	}
	before, err := os.ReadDir(dir)
	if err != nil {
		return nil, fault.Wrap(err, "folder_unwritable")
	}
	s, err := restoreInto(ctx, file, dir, o, now)
	switch {
	case err == nil:
	case made: // half a shop helps nobody
		_ = os.RemoveAll(dir)
	default:
		removeNew(dir, before)
	}
	return s, err
}

// removeNew removes what came into a folder that was there before.
func removeNew(dir string, before []os.DirEntry) {
	now, _ := os.ReadDir(dir)
	for _, entry := range now {
		if !slices.ContainsFunc(before, func(old os.DirEntry) bool { return old.Name() == entry.Name() }) {
			_ = os.RemoveAll(filepath.Join(dir, entry.Name()))
		}
	}
}

func exists(path string) bool { _, err := os.Lstat(path); return err == nil }

func restoreInto(ctx context.Context, file, dir string, o RestoreOptions, now clock.Clock) (*Shop, error) {
	if _, err := backup.Unpack(file, dir); err != nil {
		return nil, err
	}
	old, err := Open(ctx, dir, now)
	if err != nil {
		return nil, err
	}
	letter, _ := old.Till()
	if err := old.Close(); err != nil {
		return nil, err
	}
	if !o.SameTill {
		letter = ""
	}
	if err := store.Adopt(ctx, filepath.Join(dir, dbName), letter); err != nil {
		return nil, err
	}
	s, err := Open(ctx, dir, now)
	if err != nil {
		return nil, err
	}
	switch {
	case !o.SameTill:
		err = s.db.HoldPools(ctx)
	case o.NextBill > 0:
		err = s.db.Skip(ctx, letter, o.NextBill, "restore")
	}
	if err == nil && len(o.LastPapers.Papers) > 0 {
		_, err = s.LastPapers(ctx, o.LastPapers)
	}
	if err == nil {
		err = s.db.ForgetStock(ctx)
	}
	if err == nil {
		err = s.eraseAgain(ctx, file, o.Erased)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}
