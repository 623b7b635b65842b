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

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
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

// drive is the program running on the display, the shop it writes, and what was done so far.
type drive struct {
	t      *testing.T
	home   string // of the person at the keyboard
	id     string // of the window
	screen *screen
	shop   *shop.Shop
	goods  []*catalog.Product
	twins  bool // Alt+8 is pressed in place of F8
	keyed  keyed
	ctx    context.Context
	exited chan error
}

// late is how long anything may take before the journey fails; a slow machine builds its font index first.
const late = time.Minute

// often is how long lies between two looks.
const often = 50 * time.Millisecond

func start(t *testing.T, twins bool) *drive {
	t.Helper()
	d := sit(t, twins)
	d.open()
	return d
}

// sit gives a person a computer on which the program was never started.
func sit(t *testing.T, twins bool) *drive {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{})) // for drawing the words looked for
	d := &drive{t: t, home: t.TempDir(), twins: twins, screen: newScreen(t), ctx: t.Context(), exited: make(chan error, 1)}
	cache := filepath.Join(d.home, "cache") // made here: the toolkit complains where there is none
	if err := os.Mkdir(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	return d
}

// open starts the program and waits for its window.
func (d *drive) open() {
	d.t.Helper()
	cmd := d.command()
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	go func() { d.exited <- cmd.Wait() }()
	d.t.Cleanup(func() { d.finish(cmd) })
	d.until("the window", func() bool {
		out, _ := exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(cmd.Process.Pid)).Output()
		d.id, _, _ = strings.Cut(strings.TrimSpace(string(out)), "\n")
		return d.id != ""
	})
	d.run("xdotool", "windowactivate", "--sync", d.id)
}

// command is the program with a home of its own.
func (d *drive) command(args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "HOME="+d.home, "XDG_DATA_HOME="+filepath.Join(d.home, "data"),
		"XDG_CONFIG_HOME="+filepath.Join(d.home, "config"), "XDG_CACHE_HOME="+filepath.Join(d.home, "cache"))
	return cmd
}

// finish ends the program as a system does that shuts down, and keeps a picture of a failure.
func (d *drive) finish(cmd *exec.Cmd) {
	if d.t.Failed() {
		d.screen.keep(filepath.Join(os.TempDir(), "journey-"+strings.ReplaceAll(d.t.Name(), "/", "-")+".png"))
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
	for end := clock.Soon(late); !holds(); <-time.After(often) {
		if clock.System().After(end) {
			d.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// says gives a text of the window.
func says(key string, values ...fault.Values) string { return i18n.T(i18n.Thai, key, values...) }

// enterPractice opens the practice shop's file beside the window, once the window shows it.
func (d *drive) enterPractice() {
	d.t.Helper()
	dir := filepath.Join(d.home, "data", "talat", "shops", shop.PracticeShop)
	d.until("the practice shop's till", func() bool { return strings.Contains(d.run("xdotool", "getwindowname", d.id), "·") })
	var err error
	if d.shop, err = shop.Open(d.ctx, dir, clock.System); err != nil {
		d.t.Fatal(err)
	}
	if d.goods, err = plainGoods(d.ctx, d.shop); err != nil {
		d.t.Fatal(err)
	}
	if len(d.goods) < 8 {
		d.t.Fatalf("%d plain goods", len(d.goods))
	}
}
