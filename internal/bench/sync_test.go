package bench

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shop"
)

// What tells the test binary that it is the child that sells: the shop's folder and how many sales.
const (
	childShop  = "TALAT_BENCH_CHILD"
	childSales = "TALAT_BENCH_SALES"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childShop); dir != "" {
		sales, err := strconv.Atoi(os.Getenv(childSales))
		if err := errors.Join(err, sellAlone(dir, sales)); err != nil {
			panic(err)
		}
		return
	}
	if flag.Parse(); testing.Short() && wanted().dir == "" {
		return // what measures is tried out in the whole run
	}
	var err error
	if tries, err = os.MkdirTemp("", "talat-bench"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(tries)
	os.Exit(code)
}

// sellAlone is the child: it opens a shop and sells.
func sellAlone(dir string, sales int) error {
	ctx, random := context.Background(), rand.New(rand.NewPCG(5, 5))
	s, err := shop.Open(ctx, dir, clock.System)
	if err != nil {
		return err
	}
	index, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	goods := sellableOf(index)
	for range sales {
		if _, _, err := s.Pay(ctx, cashSale(random, goods)); err != nil {
			return err
		}
	}
	return s.Close()
}

// One sale is one fsync: counted by the kernel, as the difference between children that sell more and fewer,
// so that opening the shop and folding its log into the file do not count.
func TestSyncs(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is missing: build/setup.sh test installs it")
	}
	const few, sales = 10, 30 // too few for the log to be folded into the file meanwhile
	dir := made(t, smoke.products, smoke.bills)
	heading("What a sale asks of the disk")
	perSale := float64(syncs(t, dir, few+sales)-syncs(t, dir, few)) / sales
	report(t, figure{"fsyncs a sale", perSale, "", 1, "Frappe Books 160, Store POS 0 (it loses the sale)"})
	if perSale != 1 {
		t.Errorf("a sale takes %v fsyncs", perSale)
	}
}

var syncLine = regexp.MustCompile(`(?m)(\d+)\s+(?:\d+ )?(?:fsync|fdatasync)$`)

func syncs(t *testing.T, made string, sales int) (count int) {
	t.Helper()
	s := openCopy(t, made)
	openShift(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	counts := filepath.Join(t.TempDir(), "counts")
	child := exec.Command("strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", counts, os.Args[0])
	child.Env = append(os.Environ(), childShop+"="+s.Dir, childSales+"="+strconv.Itoa(sales))
	if out, err := child.CombinedOutput(); err != nil {
		if bytes.Contains(out, []byte("ptrace")) {
			t.Skip("this machine lets nobody trace")
		}
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(counts)
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range syncLine.FindAllSubmatch(text, -1) {
		n, err := strconv.Atoi(string(match[1]))
		if err != nil {
			t.Fatal(err)
		}
		count += n
	}
	return count
}
