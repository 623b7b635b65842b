package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/store"
)

// TestAShopOfAnOlderSchemaOpens: shops that older programs made are migrated, and what they wrote still
// audits row by row against its events.
func TestAShopOfAnOlderSchemaOpens(t *testing.T) {
	dumps, err := filepath.Glob("testdata/shop-schema-*.sql")
	must(t, err)
	if len(dumps) == 0 {
		t.Fatal("no older shops")
	}
	for _, dump := range dumps {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			s := older(t, dump)
			checks, err := s.CheckAll(context.Background())
			must(t, err)
			for _, check := range checks {
				if !check.OK {
					t.Errorf("%s: %s", check.Name, check.Detail)
				}
			}
			bills, total, err := s.Bills(context.Background(), "2026-11-20", 0, 100)
			must(t, err)
			if total != 7 || len(bills) != 7 {
				t.Errorf("%d of %d bills of the day", len(bills), total)
			}
			set, err := s.Settings(context.Background())
			must(t, err)
			place, err := id.Parse[id.Place](set.Get("stock.place"))
			must(t, err)
			held, err := s.HeldAt(context.Background(), place)
			must(t, err)
			if all, err := s.Held(context.Background()); err != nil || len(all) != 1 || !maps.Equal(held, all) {
				t.Errorf("waiting bills hold %v, of the shop's place %v (%v)", all, held, err)
			}
		})
	}
}

// older makes a shop's file out of a dump and opens it, which migrates it.
func older(t *testing.T, dump string) *store.Store {
	t.Helper()
	text, err := os.ReadFile(dump)
	must(t, err)
	dir := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(dir, "backups"), 0o755))
	path := filepath.Join(dir, "shop.db")
	db, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = db.Exec(string(text))
	must(t, err)
	version := strings.TrimSuffix(dump[strings.LastIndex(dump, "-")+1:], ".sql")
	_, err = db.Exec(fmt.Sprintf("PRAGMA application_id = 0x544C4154; PRAGMA user_version = %s; PRAGMA journal_mode = WAL", version))
	must(t, err)
	must(t, db.Close())
	s, err := store.Open(context.Background(), path, clock.Fixed(time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)))
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}
