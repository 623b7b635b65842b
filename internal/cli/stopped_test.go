//go:build !windows

package cli_test

import (
	"database/sql"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/i18n"
)

// manyGoods is a file of as many products as it takes for an import to be met half-way.
func manyGoods(rows int) string {
	var file strings.Builder
	file.WriteString("sku,name,unit,price\n")
	for n := range rows {
		fmt.Fprintf(&file, "MANY-%05d,สินค้าที่ %d,ชิ้น,%d\n", n, n, n+1)
	}
	return file.String()
}

// outlive keeps a signal that comes after its command has ended from ending the tests, so that the test
// that sent it fails by itself.
func outlive(t *testing.T, s os.Signal) {
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, s)
	t.Cleanup(func() { signal.Stop(caught) })
}

// Ctrl+C in the middle of an import: what went in is told and stays, and the same file again does the rest.
func TestAnInterruptedImportIsDoneInPart(t *testing.T) {
	const rows = 10_000
	c := openShop(t)
	file := c.file("many.csv", manyGoods(rows))
	db, err := sql.Open("sqlite", "file:"+c.shopFile()+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	outlive(t, syscall.SIGINT)
	stopped := make(chan error, 1)
	go func() { // a command that looked would wait for the import's turn, and miss the import
		var sku string
		for db.QueryRow("SELECT sku FROM product WHERE sku = 'MANY-00000'").Scan(&sku) != nil {
			time.Sleep(time.Millisecond)
		}
		stopped <- syscall.Kill(os.Getpid(), syscall.SIGINT)
	}()
	r := c.run("product", "import", file)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	created, err := strconv.Atoi(r.at("created"))
	if err != nil || created == 0 || created >= rows || r.status != 3 {
		t.Fatalf("status %d: %s", r.status, r.stdout)
	}
	r.has("updated", "0", "unchanged", "0", "rejected", "[]", "warnings.0.code", "import_cut_short", "warnings.0.field", "row")
	if message := r.at("warnings.0.message"); !strings.Contains(message, i18n.Group(strconv.Itoa(created+1))) {
		t.Errorf("%d goods went in; the sentence says %q", created, message)
	}
	c.ok("product", "search", "MANY", "--limit", "1").keys("products.0.sku")
	c.ok("product", "import", file).has("created", strconv.Itoa(rows-created), "unchanged", strconv.Itoa(created))
	c.ok("check").has("ok", "true")
}

// A command that is stopped before anything was done says so in one sentence, with status 1.
func TestAStoppedCommandSaysSo(t *testing.T) {
	c := newCounter(t)
	outlive(t, syscall.SIGTERM)
	stopped := make(chan error, 1)
	go func() {
		for {
			if _, err := os.Stat(c.dir); err == nil {
				stopped <- syscall.Kill(os.Getpid(), syscall.SIGTERM)
				return
			}
		}
	}()
	c.fails(1, "stopped", "", "demo", "--bills", "100000")
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
}

// Without --once it works until it is told to stop, and then says what it did.
func TestSyncUntilItIsStopped(t *testing.T) {
	c, platform := connected(t)
	c.ok("publish", "HONEY", "--to", "ตลาด")
	c.ok("set", "net.auto", "no")
	outlive(t, syscall.SIGINT)
	done := make(chan result, 1)
	go func() { done <- c.text("sync", "--json") }()
	for range 1200 { // a minute, where a machine is busy
		if time.Sleep(50 * time.Millisecond); platform.Level("HONEY").OnHand == 10 {
			break
		}
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case r := <-done:
		if r.status != 0 || !strings.Contains(r.stdout, `"sent":2`) {
			t.Errorf("%d %s %s", r.status, r.stdout, r.stderr)
		}
	case <-time.After(time.Minute):
		t.Fatal("it does not stop")
	}
}
