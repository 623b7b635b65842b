package bench

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shop"
)

// tries is where shops are kept while tests only try the measuring; TestMain makes it and removes it.
var tries string

// root is where shops are kept.
func root() string { return cmp.Or(wanted().dir, tries) }

// made gives the folder of a practice shop, which is made once and kept beside the built program.
func made(t *testing.T, products, bills int) string {
	t.Helper()
	root := root()
	dir := filepath.Join(root, fmt.Sprintf("shop-%d-%d-%s", products, bills, schema(t)))
	if shop.Exists(dir) {
		return dir
	}
	// It is made under another name, so that one broken off half-way is never taken for whole.
	part := dir + ".part"
	if err := errors.Join(os.MkdirAll(root, 0o700), os.RemoveAll(part)); err != nil {
		t.Fatal(err)
	}
	took := millis(func() { makeShop(t, part, products, bills) })
	if err := os.Rename(part, dir); err != nil {
		t.Fatal(err)
	}
	report(t, figure{name: fmt.Sprintf("making a shop of %d goods and %d bills", products, bills), value: took / 1000, unit: "s"})
	return dir
}

// schema names the tables a shop is made with, so that one made with others is not used.
func schema(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../store/migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no migrations: %v", err)
	}
	sum := sha256.New()
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

func makeShop(t *testing.T, dir string, products, bills int) {
	t.Helper()
	told := time.Now()
	s, err := shop.Demo(t.Context(), dir, shop.DemoOptions{Products: products, Bills: bills, Seed: 1}, clock.System, func(done, total int) {
		if time.Since(told) > 10*time.Second {
			told = time.Now()
			fmt.Printf("     making the shop: %d of %d\n", done, total)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// openCopy opens a copy of a made shop; the copy goes with the test.
func openCopy(t *testing.T, made string) *shop.Shop {
	t.Helper()
	dir := t.TempDir()
	copyFile(t, filepath.Join(made, "shop.db"), filepath.Join(dir, "shop.db"))
	return openShop(t, dir)
}

func openShop(t *testing.T, dir string) *shop.Shop {
	t.Helper()
	s, err := shop.Open(context.Background(), dir, clock.System)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		t.Fatal(err)
	}
}
