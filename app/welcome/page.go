package welcome

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// Host is what the welcome is given by the window, and what it tells it.
type Host struct {
	Window fyne.Window
	Router *keys.Router
	Prompt *prompt.Host
	Pool   *task.Pool
	Lang   i18n.Lang
	Clock  clock.Clock
	Home   string       // where a person's shops lie
	Dir    string       // where a new shop goes
	Shops  []shop.Known // to choose from; nil where there is none to choose
	Twins  bool         // the function keys do not come

	Take     func(dir string) (bool, error) // makes this the one window of a folder
	Enter    func(s *shop.Shop)             // the shop is open: show it
	Language func(lang i18n.Lang)
	SetTwins func(twins bool)
}

// Page is the welcome. It fills the window.
type Page struct {
	host    Host
	runner  *task.Runner
	answers answers
	object  *fyne.Container
	check   *keyCheck
}

// New builds the welcome and gives its keys to the router.
func New(h Host) *Page {
	p := &Page{host: h, runner: h.Pool.Runner(), object: container.NewStack()}
	if len(h.Shops) > 0 {
		p.showShops()
	} else {
		p.showStart()
	}
	return p
}

// Content is the welcome.
func (p *Page) Content() fyne.CanvasObject { return p.object }

// show puts a step on the window with its keys, and the keyboard where it belongs.
func (p *Page) show(content fyne.CanvasObject, focus fyne.Focusable, bindings ...keys.Binding) {
	p.object.Objects = []fyne.CanvasObject{content}
	p.object.Refresh()
	widget.Connect(p.host.Router, content)
	p.host.Router.SetScreen(&keys.Scope{Title: "welcome.keys", Bindings: bindings})
	p.host.Prompt.OnReady = func() { p.focus(focus) }
	p.focus(focus)
}

func (p *Page) focus(on fyne.Focusable) {
	if on == nil {
		p.host.Window.Canvas().Unfocus()
		return
	}
	p.host.Window.Canvas().Focus(on)
}

func (p *Page) t(key string, values ...fault.Values) string {
	return i18n.T(p.host.Lang, key, values...)
}

// cap is a key as a badge shows it.
func (p *Page) cap(chord keys.Chord) string { return chord.Name(p.host.Lang, p.host.Twins) }

// listenForTwin hears Alt+8 apart from F8, which mean the same everywhere else.
func (p *Page) listenForTwin(heard func()) {
	p.host.Window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.Key8, Modifier: fyne.KeyModifierAlt},
		func(fyne.Shortcut) { heard() })
}

// begin takes a folder and makes or opens the shop in it, showing how far it is.
func (p *Page) begin(dir, words string, work func(ctx context.Context, progress func(done, total int)) (*shop.Shop, error)) {
	p.beginOr(dir, words, work, p.host.Prompt.Error)
}

// beginOr is begin with what is done where it fails.
func (p *Page) beginOr(dir, words string, work func(ctx context.Context, progress func(done, total int)) (*shop.Shop, error), failed func(error)) {
	taken, err := p.host.Take(dir)
	if err != nil {
		p.host.Prompt.Error(err)
		return
	}
	if !taken {
		p.host.Prompt.Error(fault.New("shop_open_elsewhere", "", nil))
		return
	}
	wait := newWait(words)
	p.show(wait.object, nil)
	var made *shop.Shop
	job, err := p.host.Pool.Start("welcome", words, func(ctx context.Context, job *task.Job) (err error) {
		made, err = work(ctx, job.Progress)
		return err
	}, func(err error) {
		p.host.Pool.OnJobs(func() {})
		if err == nil {
			p.host.Enter(made)
			return
		}
		if made != nil {
			err = errors.Join(err, made.Close())
		}
		p.showStart()
		failed(err)
	})
	if err != nil {
		p.host.Prompt.Error(err)
		return
	}
	p.host.Pool.OnJobs(func() { wait.set(job.State()) })
}

// practice opens the practice shop.
func (p *Page) practice() {
	home, now, kept := p.host.Home, p.host.Clock, keep(p.host.Lang, p.host.Twins)
	p.begin(practiceDir(home), p.t("welcome.making_practice"), func(ctx context.Context, progress func(int, int)) (*shop.Shop, error) {
		return practice(ctx, home, kept, now, progress)
	})
}

// open makes the shop the answers describe.
func (p *Page) open() {
	given, dir, now, kept := p.answers, p.host.Dir, p.host.Clock, keep(p.host.Lang, p.host.Twins)
	p.begin(dir, p.t("welcome.making_shop"), func(ctx context.Context, _ func(int, int)) (*shop.Shop, error) {
		return given.open(ctx, dir, kept, now)
	})
}

// openKnown opens a shop from the list.
func (p *Page) openKnown(known shop.Known) {
	p.begin(known.Dir, p.t("welcome.opening"), func(ctx context.Context, _ func(int, int)) (*shop.Shop, error) {
		return shop.Open(ctx, known.Dir, p.host.Clock)
	})
}
