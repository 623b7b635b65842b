// Package window is the one window of the program: the welcome, or the screens of an open shop with the
// bar above them, and what runs beside them.
package window

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/chooser"
	"github.com/talat-pos/talat/app/customerdisplay"
	"github.com/talat-pos/talat/app/jobs"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// Config says what the window begins with.
type Config struct {
	App    fyne.App
	Clock  clock.Clock
	Home   string // where a person's shops lie
	Dir    string // the shop asked for, "" = the one there is
	Lang   string // "" = the shop's
	Screen string // where to begin, "" = the till
}

// Window is the program's window. Its methods belong to the UI goroutine.
type Window struct {
	config Config
	window fyne.Window
	hop    *hop
	pool   *task.Pool
	runner *task.Runner
	sound  *sound.Player
	lang   i18n.Lang
	keyed  bool // a language was asked for on the command line, or switched in the welcome
	twins  bool // the keyboard has no function keys that come

	router  *keys.Router
	prompt  *prompt.Host
	lock    *shop.WindowLock
	holds   string // the folder the lock is of
	display *customerdisplay.Display
	open    *house     // the shop, nil in the welcome
	jobs    *jobs.List // the list of print jobs that was opened last, nil for none
	beat    func()     // ends the heartbeat
}

// New makes the window; Begin fills it.
func New(c Config) *Window {
	w := &Window{config: c, lang: i18n.Thai, hop: newHop(fyne.Do), sound: sound.New(), beat: func() {}}
	if lang, err := i18n.ParseLang(c.Lang); err == nil {
		w.lang, w.keyed = lang, true
	}
	w.pool = task.NewPool(w.hop.to, func(err error) { fyne.LogError("a task broke", err) })
	w.runner = w.pool.Runner()
	w.display = customerdisplay.New(c.App)
	return w
}

// Begin opens the shop, or the welcome where there is none, and shows the window. begun is false when
// another window holds the shop: that one has come to the front.
func (w *Window) Begin() (begun bool, err error) {
	dir, several := w.choose(context.Background())
	if begun, err = w.take(dir); err != nil || !begun {
		return begun, err
	}
	w.window = w.config.App.NewWindow("Talat")
	w.window.SetMaster()
	w.window.SetPadded(false)
	w.window.Resize(fyne.NewSize(1366, 768))
	w.window.SetIcon(fyne.NewStaticResource("logo.svg", assets.Read("icons/logo.svg")))
	w.window.SetOnDropped(w.dropped)
	switch {
	case several != nil || !shop.Exists(dir):
		w.welcome(several)
	default:
		if err := w.enter(dir); err != nil {
			w.welcome(nil)
			w.prompt.Error(err)
		}
	}
	w.window.Show()
	w.beat = w.beats()
	return true, nil
}

// choose finds the shop to open: the one asked for, the only one, or the first shop's folder. several
// holds the shops when a person must choose. A practice shop is never opened unasked.
func (w *Window) choose(ctx context.Context) (dir string, several []shop.Known) {
	if w.config.Dir != "" {
		return w.config.Dir, nil
	}
	var own []shop.Known
	all := shop.Beside(ctx, w.config.Home, w.config.Clock)
	for _, known := range all {
		if !known.Practice {
			own = append(own, known)
		}
	}
	switch len(own) {
	case 0:
		return shop.FreeDir(w.config.Home), nil
	case 1:
		return own[0].Dir, nil
	}
	return own[0].Dir, all
}

// take makes this the one window of a shop's folder and gives the one before back. taken is false when
// another window holds it.
func (w *Window) take(dir string) (taken bool, err error) {
	if w.lock != nil && w.holds == dir {
		return true, nil
	}
	lock, held, err := shop.LockWindow(dir, func() { w.hop.to(w.raise) })
	if err != nil || !held {
		return false, err
	}
	w.release()
	w.lock, w.holds = lock, dir
	return true, nil
}

func (w *Window) release() {
	if w.lock != nil {
		w.lock.Release()
		w.lock = nil
	}
}

// raise brings the window to the front: a later start asked for it.
func (w *Window) raise() {
	if w.window != nil {
		w.window.Show()
		w.window.RequestFocus()
	}
}

// frame puts new content on the window, with keys and dialogs of its own.
func (w *Window) frame() {
	w.router = keys.New(w.window.Canvas(), w.hop.to)
	w.prompt = prompt.New(w.window.Canvas(), w.router, w.lang, w.hop.to)
	w.prompt.Twins = w.twins
	chooser.Speak(w.lang)
}

// look sets the theme.
func (w *Window) look(options theme.Options) { w.config.App.Settings().SetTheme(theme.New(options)) }

func (w *Window) t(key string, values ...fault.Values) string { return i18n.T(w.lang, key, values...) }

// End lets what is being written come to its end after the toolkit's loop has ended, and closes the
// shop. It is called where Begin was.
func (w *Window) End(ctx context.Context) error {
	w.beat()
	if w.open != nil {
		w.open.hide()
	}
	home := make(chan struct{})
	go func() { w.pool.Stop(ctx); close(home) }()
	w.hop.drain(ctx, home)
	var err error
	if w.open != nil {
		err = errors.Join(w.open.kit.Shop.Checkpoint(ctx), w.open.kit.Shop.Close())
		w.open = nil
	}
	w.release()
	return err
}
