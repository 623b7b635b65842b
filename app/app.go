// Package app starts and ends the window: it alone knows the toolkit's driver, so that every screen is
// tested without a display or a C compiler.
package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/app"

	_ "github.com/talat-pos/talat/app/expiry"
	"github.com/talat-pos/talat/app/window"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/version"
)

// Options say which shop the window opens.
type Options struct {
	Dir    string // the shop's folder, "" = the shop of this person, or a choice where there are several
	Lang   string // "th" or "en", "" = the shop's
	Screen string // where to begin, "" = the till
}

// patience is how long the end waits for what is being written.
const patience = 10 * time.Second

// Run shows the window until it is closed or a signal ends it, and gives the exit status: 0, or 1 with
// a sentence on the error output when there can be no window.
func Run(o Options) int {
	lang, err := i18n.ParseLang(o.Lang)
	if err != nil {
		lang = i18n.Thai
	}
	switch err := run(o, lang); {
	case errors.Is(err, errNoWindow):
		return 1 // what to do was told already
	case err != nil:
		fmt.Fprintln(os.Stderr, i18n.Message(lang, err))
		return 1
	}
	return 0
}

// makeCache makes the folder that the toolkit keeps its own in: it makes one folder, never two, and a
// new user of a machine has none yet.
func makeCache() {
	if folder, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(folder, 0o700) // without it only a start is slower
	}
}

var errNoWindow = errors.New("there can be no window")

// garbage is how many percent of what is kept may lie about before it is collected. Most of what is kept
// is the catalogue, which the collector need not look through, so that memory is dearer here than its time.
const garbage = 50

func run(o Options, lang i18n.Lang) error {
	debug.SetGCPercent(garbage)
	now, err := clock.FromEnv()
	if err != nil {
		return err
	}
	home, err := shop.Home()
	if err != nil && o.Dir == "" {
		return err
	}
	makeCache()
	driver := watchDriver(lang)
	toolkit.SetMetadata(fyne.AppMetadata{ID: "io.github.talat_pos.talat", Name: "Talat", Version: version.Program, Build: 1,
		Release: true, Migrations: map[string]bool{"fyneDo": true}})
	a := toolkit.NewWithID("io.github.talat_pos.talat")
	w := window.New(window.Config{App: a, Clock: now, Home: home, Dir: o.Dir, Lang: o.Lang, Screen: o.Screen})
	var begun bool
	opened := driver.guard(func() { begun, err = w.Begin() })
	if opened && (err != nil || !begun) {
		return err
	}
	if opened {
		a.Run()
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := w.End(ctx); err != nil || opened {
		return err
	}
	return errNoWindow
}
