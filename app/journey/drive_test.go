//go:build window

package journey

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shop"
)

var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "talat-journey-")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "talat")
	build := exec.Command("go", "build", "-buildvcs=false", "-tags", "x11,migrated_fynedo", "-o", program, "../..")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		panic(string(out))
	}
	status := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

// drive is the program running on the display, and the shop it writes.
type drive struct {
	t      *testing.T
	home   string // of the person at the keyboard
	id     string // of the window
	shop   *shop.Shop
	goods  []*catalog.Product
	twins  bool // Alt+8 is pressed in place of F8
	ctx    context.Context
	exited chan error
}

// late is how long anything may take before the journey fails; a slow machine builds its font index first.
const late = 40 * time.Second

func start(t *testing.T, twins bool) *drive {
	t.Helper()
	d := &drive{t: t, home: t.TempDir(), twins: twins, ctx: t.Context(), exited: make(chan error, 1)}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "HOME="+d.home, "XDG_DATA_HOME="+filepath.Join(d.home, "data"),
		"XDG_CONFIG_HOME="+filepath.Join(d.home, "config"), "XDG_CACHE_HOME="+filepath.Join(d.home, "cache"))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { d.exited <- cmd.Wait() }()
	t.Cleanup(func() { d.finish(cmd) })
	d.until("the window", func() bool {
		out, _ := exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(cmd.Process.Pid)).Output()
		d.id, _, _ = strings.Cut(strings.TrimSpace(string(out)), "\n")
		return d.id != ""
	})
	d.run("xdotool", "windowactivate", "--sync", d.id)
	return d
}

// finish ends the program as a system does that shuts down, and keeps a picture of a failure.
func (d *drive) finish(cmd *exec.Cmd) {
	if d.t.Failed() {
		picture := filepath.Join(os.TempDir(), "journey-"+strings.ReplaceAll(d.t.Name(), "/", "-")+".png")
		if exec.Command("import", "-silent", "-window", "root", picture).Run() == nil {
			d.t.Log("the screen as it was: " + picture)
		}
	}
	if d.shop != nil {
		_ = d.shop.Close()
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-d.exited:
		if err != nil {
			d.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(late):
		_ = cmd.Process.Kill()
		d.t.Error("the program did not end")
	}
	_ = exec.Command("setxkbmap", "us").Run()
}

func (d *drive) run(name string, args ...string) string {
	d.t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		d.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// until waits for a fact.
func (d *drive) until(what string, holds func() bool) {
	d.t.Helper()
	for end := clock.Soon(late); !holds(); {
		if clock.System().After(end) {
			d.t.Fatalf("waited in vain for %s", what)
		}
		<-time.After(50 * time.Millisecond)
	}
}

// press presses keys one after the other, slower than a scanner.
func (d *drive) press(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		if number, isFunction := strings.CutPrefix(key, "F"); isFunction && d.twins {
			key = "alt+" + number
		}
		d.run("xdotool", "key", "--clearmodifiers", key)
		<-time.After(200 * time.Millisecond) // a person's pace: four faster ones and Enter would be a scan
	}
}

// insist presses keys that lead to a fact, and begins anew where the screen was still busy when they came: a
// bill is in the file a moment before its dialog is gone.
func (d *drive) insist(what string, keys []string, holds func() bool) {
	d.t.Helper()
	d.until(what, func() bool {
		d.press(keys...)
		for range 60 {
			if holds() {
				return true
			}
			<-time.After(50 * time.Millisecond)
		}
		d.press("Escape", "Escape", "Escape")
		return false
	})
}

// scanned scans a product until a fact holds. A machine that is busy with other things may tear xdotool's
// burst apart, which no scanner does: it is then typing, is taken back by the keys given, and sent again.
func (d *drive) scanned(what string, product *catalog.Product, holds func() bool, back ...string) {
	d.t.Helper()
	d.until(what, func() bool {
		d.scan(product)
		for range 60 {
			if holds() {
				return true
			}
			<-time.After(50 * time.Millisecond)
		}
		d.press(append([]string{"Escape", "Escape", "Escape"}, back...)...)
		return false
	})
}

// scan sends a product's barcode as a scanner does: fast, by key position, with Enter.
func (d *drive) scan(product *catalog.Product) {
	d.t.Helper()
	args := []string{"key", "--delay", "4"}
	for _, digit := range product.Codes[0].Code {
		code := 19 // the key 0
		if digit != '0' {
			code = 9 + int(digit-'0')
		}
		args = append(args, strconv.Itoa(code))
	}
	d.run("xdotool", append(args, "36")...)
}

// enterPractice opens the practice shop's file beside the window, once the window shows it.
func (d *drive) enterPractice() {
	d.t.Helper()
	dir := filepath.Join(d.home, "data", "talat", "shops", shop.PracticeShop)
	d.until("the practice shop's till", func() bool { return strings.Contains(d.run("xdotool", "getwindowname", d.id), "·") })
	var err error
	if d.shop, err = shop.Open(d.ctx, dir, clock.System); err != nil {
		d.t.Fatal(err)
	}
	index, err := d.shop.Catalogue(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, product := range index.All() {
		if len(product.Codes) > 0 && len(product.Codes[0].Code) == 13 && !product.Weighed && !product.Alcohol && product.Codes[0].Pack == 1000 {
			d.goods = append(d.goods, product)
		}
	}
	if len(d.goods) < 4 {
		d.t.Fatalf("%d goods with a barcode", len(d.goods))
	}
}

// pieces counts the pieces on open bills of a state.
func (d *drive) pieces(state string) int {
	drafts, err := d.shop.Drafts(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	count := 0
	for _, draft := range drafts {
		if draft.State == state {
			for _, line := range draft.Cart.Lines {
				count += int(line.Qty / 1000)
			}
		}
	}
	return count
}

// bills gives the bills of today, newest first.
func (d *drive) bills() []shop.BillRow {
	day, err := d.shop.Today(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	rows, _, err := d.shop.Bills(d.ctx, day, 0, 50)
	if err != nil {
		d.t.Fatal(err)
	}
	return rows
}
