package looks

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shop"
)

var (
	practiceLock sync.Mutex
	practices    = map[int]fstest.MapFS{} // by how many bills; kept in memory, so that nothing is left behind
)

// Practice opens a practice shop with some bills behind it, a copy of the one that the first test with as
// many made: to make one takes longer than most tests. It is closed with the test.
func Practice(t testing.TB, bills int, now clock.Clock) *shop.Shop {
	t.Helper()
	s := OpenPractice(t, bills, now)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// OpenPractice is Practice for a test that closes the shop itself.
func OpenPractice(t testing.TB, bills int, now clock.Clock) *shop.Shop {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "shop")
	if err := os.CopyFS(dir, practiceOf(t, bills, now)); err != nil {
		t.Fatal(err)
	}
	s, err := shop.Open(context.Background(), dir, now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func practiceOf(t testing.TB, bills int, now clock.Clock) fs.FS {
	t.Helper()
	practiceLock.Lock()
	defer practiceLock.Unlock()
	if made := practices[bills]; made != nil {
		return made
	}
	dir := filepath.Join(t.TempDir(), "shop")
	s, err := shop.Demo(context.Background(), dir, shop.DemoOptions{Bills: bills, Seed: 1}, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	made := fstest.MapFS{}
	err = fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == "." {
			return err
		}
		file := &fstest.MapFile{Mode: entry.Type() | 0o700}
		if !entry.IsDir() {
			file.Mode = 0o600
			file.Data, err = os.ReadFile(filepath.Join(dir, path))
		}
		made[path] = file
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	practices[bills] = made
	return made
}
