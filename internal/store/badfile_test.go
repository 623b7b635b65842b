package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

func open(path string) (*store.Store, error) {
	return store.Open(ctx, path, testkit.NewClock(testkit.Morning).Now)
}

// TestFilesThatAreNoShop: each is refused with its own code, and is not changed.
func TestFilesThatAreNoShop(t *testing.T) {
	shop, err := os.ReadFile(testkit.Copy(t))
	must(t, err)
	write := func(data []byte) func(string) error {
		return func(path string) error { return os.WriteFile(path, data, 0o600) }
	}
	query := func(text string) func(string) error {
		return func(path string) error {
			if err := write(shop)(path); err != nil {
				return err
			}
			db, err := sql.Open("sqlite", "file:"+path)
			if err != nil {
				return err
			}
			_, err = db.Exec(text)
			return errors.Join(err, db.Close())
		}
	}
	for name, test := range map[string]struct {
		make func(string) error
		code string
	}{
		"nothing":           {func(string) error { return nil }, "shop_missing"},
		"an empty file":     {write(nil), "shop_damaged"},
		"a folder":          {func(path string) error { return os.Mkdir(path, 0o700) }, "shop_not_database"},
		"a text":            {write([]byte("นี่ไม่ใช่ฐานข้อมูล " + string(make([]byte, 5000)))), "shop_not_database"},
		"a few bytes":       {write([]byte("x")), "shop_not_database"},
		"another database":  {query("PRAGMA application_id = 7"), "shop_not_database"},
		"a newer shop":      {query(fmt.Sprintf("PRAGMA user_version = %d", store.SchemaVersion()+1)), "shop_newer"},
		"cut inside a page": {write(shop[:3000]), "shop_damaged"},
		"cut after a page":  {write(shop[:4096]), "shop_damaged"},
		"half of a shop":    {write(shop[:len(shop)/2]), "shop_damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "shop.db")
			must(t, test.make(path))
			before, _ := os.ReadFile(path)
			s, err := open(path)
			if err == nil { // a cut may lie where opening does not look: the audit does
				found := troubleIn(s)
				must(t, s.Close())
				if test.code != "shop_damaged" || found == "" {
					t.Fatalf("opened, and the audit says %q", found)
				}
				return
			}
			wantCode(t, err, test.code)
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestCreateRefusesWhatExists(t *testing.T) {
	path := testkit.Copy(t)
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = store.Create(ctx, path, testkit.NewClock(testkit.Morning).Now, "A")
	wantCode(t, err, "shop_exists")
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the shop that was there is changed")
	}
	if _, err := store.Create(ctx, filepath.Join(t.TempDir(), "no", "such", "folder.db"), testkit.NewClock(testkit.Morning).Now, "A"); err == nil {
		t.Error("created in a folder that is not there")
	}
}

// mounted gives a folder on a small file system of its own, or skips where that is not allowed.
func mounted(t *testing.T, options string) string {
	t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("needs Linux and the right to mount")
	}
	dir := t.TempDir()
	if out, err := command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir); err != nil {
		t.Skipf("cannot mount here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := command("umount", "-l", dir); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	return dir
}

// TestReadOnlyFile: it is said that the shop can only be read; nothing breaks.
func TestReadOnlyFile(t *testing.T) {
	dir := mounted(t, "size=8m")
	data, err := os.ReadFile(testkit.Copy(t))
	must(t, err)
	path := filepath.Join(dir, "shop.db")
	must(t, os.WriteFile(path, data, 0o600))
	if out, err := command("mount", "-o", "remount,ro", dir); err != nil {
		t.Skipf("cannot mount read-only: %v %s", err, out)
	}
	s, err := open(path)
	if err == nil {
		_, err = s.CountPrint(ctx, "x")
		_ = s.Close()
	}
	wantCode(t, err, "shop_read_only")
	_, err = store.Create(ctx, filepath.Join(dir, "new.db"), testkit.NewClock(testkit.Morning).Now, "A")
	if err == nil || fault.Is(err, "shop_damaged") {
		t.Errorf("created on a read-only disk: %v", err)
	}
}

// TestFullDisk: the sale is refused and said to be so, what was answered stays, the shop opens and reads,
// and goes on when there is room again.
func TestFullDisk(t *testing.T) {
	dir := mounted(t, "size=3m")
	data, err := os.ReadFile(testkit.Copy(t))
	must(t, err)
	path := filepath.Join(dir, "shop.db")
	must(t, os.WriteFile(path, data, 0o600))
	s := testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	request := func() selling.Request {
		return selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Silk], qty.One)}},
			Tenders: testkit.Exactly(selling.Cash)}
	}
	var answered []id.Bill
	for {
		answer, err := s.Checkout(ctx, request())
		if err != nil {
			wantCode(t, err, "disk_full")
			break
		}
		if answered = append(answered, answer.ID); len(answered) > 2000 {
			t.Fatal("the disk never fills")
		}
	}
	for range 3 { // the till tries again
		_, err := s.Checkout(ctx, request())
		wantCode(t, err, "disk_full")
	}
	for _, bill := range answered {
		if _, err := s.BillID(ctx, bill.String()); err != nil {
			t.Fatalf("%d bills were answered: %v", len(answered), err)
		}
	}
	if len(answered) < 10 {
		t.Errorf("only %d bills before the disk was full", len(answered))
	}
	if out, err := command("mount", "-o", "remount,size=8m", dir); err != nil {
		t.Skipf("%v %s", err, out)
	}
	_, err = s.Checkout(ctx, request())
	must(t, err)
	s.CheckOK(t)
	must(t, s.Close())
	if _, err := store.Create(ctx, filepath.Join(mounted(t, "size=32k"), "shop.db"), testkit.NewClock(testkit.Morning).Now, "A"); fault.Code(err) != "disk_full" {
		t.Errorf("a shop on a full disk: %v", err)
	}
}

// TestCreateOnAFullDiskLeavesNothing, so that the next try can make a whole shop.
func TestCreateOnAFullDiskLeavesNothing(t *testing.T) {
	dir := mounted(t, "size=64k")
	if _, err := store.Create(ctx, filepath.Join(dir, "shop.db"), testkit.NewClock(testkit.Morning).Now, "A"); err == nil {
		t.Fatal("created on a full disk")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// TestUpgradeKeepsACopy: a file of an older schema is copied, checked and then brought up to date.
func TestUpgradeKeepsACopy(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "shop.db")
	db, err := sql.Open("sqlite", "file:"+path)
	must(t, err)
	_, err = db.Exec("PRAGMA application_id = 0x544C4154; CREATE TABLE old (x); INSERT INTO old VALUES (7)")
	must(t, errors.Join(err, db.Close()))
	if _, err := open(path); err == nil { // there is no till in it
		t.Error("a file without a till is opened")
	}
	copies, err := filepath.Glob(filepath.Join(dir, "backups", "before-schema-1-*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies %v %v", copies, err)
	}
	db, err = sql.Open("sqlite", "file:"+copies[0])
	must(t, err)
	defer db.Close()
	var x, version int
	must(t, db.QueryRow("SELECT x FROM old").Scan(&x))
	must(t, db.QueryRow("PRAGMA user_version").Scan(&version))
	if x != 7 || version != 0 {
		t.Errorf("the copy holds %d, version %d", x, version)
	}
}

// TestNothingLiesBesideACopy: the check of a copy opens it as SQLite does, with two more files.
func TestNothingLiesBesideACopy(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Create(ctx, filepath.Join(dir, "shop.db"), testkit.NewClock(testkit.Morning).Now, "A")
	must(t, err)
	defer s.Close()
	must(t, s.Snapshot(ctx, filepath.Join(dir, "backups", "copy.db")))
	files, err := os.ReadDir(filepath.Join(dir, "backups"))
	if err != nil || len(files) != 1 {
		t.Errorf("beside the copy lie %v %v", files, err)
	}
}

// TestANewFileIsWhatMigrationsMake of an empty one on the disk, though its schema is made in memory.
func TestANewFileIsWhatMigrationsMake(t *testing.T) {
	dir := t.TempDir()
	migrated := filepath.Join(dir, "migrated.db")
	db, err := sql.Open("sqlite", "file:"+migrated)
	must(t, err)
	_, err = db.Exec("PRAGMA application_id = 0x544C4154")
	must(t, errors.Join(err, db.Close()))
	if _, err := open(migrated); !errors.Is(err, sql.ErrNoRows) { // migrated, but nobody's
		t.Fatal(err)
	}
	made := filepath.Join(dir, "made.db")
	s, err := store.Create(ctx, made, testkit.NewClock(testkit.Morning).Now, "A")
	must(t, err)
	must(t, s.Close())
	want, got := nature(t, migrated), nature(t, made)
	if len(want) < 100 || !slices.Equal(want, got) {
		t.Errorf("%d things in a new file, %d in a migrated one:\n%q\n%q", len(got), len(want), got, want)
	}
}

// nature lists a file's schema and what its head says.
func nature(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	must(t, err)
	defer db.Close()
	var all []string
	for _, query := range []string{"SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY rowid",
		"PRAGMA application_id", "PRAGMA user_version", "PRAGMA page_size", "PRAGMA encoding", "PRAGMA auto_vacuum", "PRAGMA journal_mode"} {
		rows, err := db.Query(query)
		must(t, err)
		for rows.Next() {
			var one string
			must(t, rows.Scan(&one))
			all = append(all, one)
		}
		must(t, errors.Join(rows.Err(), rows.Close()))
	}
	return all
}

// TestAHalfMadeFileIsMadeAgain: what a power cut left of a first start is in nobody's way.
func TestAHalfMadeFileIsMadeAgain(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "shop.db")
	must(t, os.WriteFile(path+".part", []byte("half"), 0o600))
	s, err := store.Create(ctx, path, testkit.NewClock(testkit.Morning).Now, "A")
	must(t, err)
	must(t, s.Close())
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 || left[0].Name() != "shop.db" {
		t.Errorf("left behind: %v %v", left, err)
	}
}
