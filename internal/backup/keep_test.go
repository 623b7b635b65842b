package backup

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/talat-pos/talat/internal/fault"
)

func TestSurplusKeepsDaysWeeksAndMonths(t *testing.T) {
	var copies []Copy
	start := time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)
	for day := range 500 {
		for n := range 2 {
			at := start.AddDate(0, 0, -day).Add(-time.Duration(n) * time.Hour)
			copies = append(copies, Copy{Name: at.Format(time.RFC3339), MadeAt: at})
		}
	}
	surplus := Surplus(copies, time.UTC)
	gone := map[string]bool{}
	for _, name := range surplus {
		gone[name] = true
	}
	kept := 0
	oldest := start
	for _, c := range copies {
		if !gone[c.Name] {
			kept++
			if c.MadeAt.Before(oldest) {
				oldest = c.MadeAt
			}
		}
	}
	// Seven days, five weeks and twelve months share some copies.
	if kept < 18 || kept > 24 {
		t.Errorf("%d kept", kept)
	}
	if oldest.After(start.AddDate(0, -10, 0)) {
		t.Errorf("the oldest kept is of %s", oldest)
	}
	if gone[copies[0].Name] || !gone[copies[1].Name] {
		t.Error("of one day the newest stays")
	}
}

func TestAHostileArchiveWritesNothingOutside(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "evil.talat")
	for _, name := range []string{"../evil", "images/../../evil", "/evil", "images/a/b", "other"} {
		out, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		archive := zip.NewWriter(out)
		for entry, text := range map[string]string{name: "x", dbName: "x",
			manifestName: `{"format":1,"files":{"shop.db":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","` + name + `":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}}`} {
			into, err := archive.Create(entry)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := into.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := Unpack(file, filepath.Join(dir, "to")); !fault.Is(err, "backup_damaged") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "evil")); err == nil {
			t.Fatalf("%s wrote outside", name)
		}
		_ = os.RemoveAll(filepath.Join(dir, "to"))
	}
}

func TestAnEncryptedBackupSaysSo(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"db": "data", "images/p.png": "pic"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "out.talat")
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(file, filepath.Join(dir, "db"), dir, key.Recipient().String(), Manifest{}); err != nil {
		t.Fatal(err)
	}
	if _, err := Unpack(file, filepath.Join(dir, "to")); !fault.Is(err, "backup_encrypted") {
		t.Errorf("got %v", err)
	}
	if err := Write(file, filepath.Join(dir, "db"), dir, "age1nonsense", Manifest{}); !fault.Is(err, "backup_key") {
		t.Errorf("got %v", err)
	}
}

func TestABackupReplacesNothingButABackup(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "shop.db"), filepath.Join(dir, "out.talat")
	if err := os.WriteFile(db, []byte("SQLite format 3\x00 and what was sold"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(db, db, dir, "", Manifest{}); !fault.Is(err, "backup_over_other") {
		t.Errorf("over the database: %v", err)
	}
	if text, err := os.ReadFile(db); err != nil || string(text[:6]) != "SQLite" {
		t.Errorf("the database is now %q, %v", text, err)
	}
	for range 2 {
		if err := Write(file, db, dir, "", Manifest{}); err != nil {
			t.Errorf("over a backup: %v", err)
		}
	}
}
