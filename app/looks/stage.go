package looks

import (
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// Stage is a window without a display, with all that a page is given. What comes back from background
// work is delivered only by Until, on the test's own goroutine.
type Stage struct {
	Kit     *kit.Kit
	Shell   *nav.Shell
	Window  fyne.Window
	Changed int         // how often a page said that facts changed
	Gone    []nav.Route // where a page wanted to go

	// Picks is what a person does when a file or a folder is asked for: then(path), or nothing.
	Picks func(then func(path string))

	queue chan func()
}

// New makes a window in a look around one shop. Show puts a page on it.
func New(t testing.TB, v Variant, s *shop.Shop) *Stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(v.Theme))
	software.NewCanvas().Capture() // sets the toolkit's clock: a picture drops what was made a minute after the last one
	stage := &Stage{queue: make(chan func(), 10_000), Window: test.NewTempWindow(t, nil)}
	hop := func(f func()) { stage.queue <- f }
	router := keys.New(stage.Window.Canvas(), hop)
	lang := v.Lang
	if lang == "" {
		lang = i18n.Thai
	}
	silent := sound.New()
	silent.SetOn(false)
	stage.Kit = &kit.Kit{
		Shop: s, Lang: lang, Router: router, Pool: task.NewPool(hop, func(err error) { t.Error(err) }), Sound: silent,
		Prompt:  prompt.New(stage.Window.Canvas(), router, lang, hop),
		Go:      func(route nav.Route) { stage.Gone = append(stage.Gone, route) },
		Changed: func() { stage.Changed++ }, Rebuild: func() {}, Reread: func() {}, Retitle: func() {},
		Clipboard: test.NewClipboard(), Aside: map[nav.Screen]any{}, PickFile: func(_ []string, then func(string)) { stage.Picks(then) },
		PickFolder: func(then func(string)) { stage.Picks(then) },
	}
	router.Known = stage.Kit.Knows
	stage.Picks = func(func(string)) {}
	stage.Window.SetPadded(false)
	stage.Window.Resize(v.Size)
	return stage
}

// Show puts a page into the frame of the window, as the screen it is; the rail is that of app/window.
func (s *Stage) Show(screen nav.Screen, page func(*kit.Kit) nav.Page) {
	items := []nav.Item{}
	for _, item := range []struct {
		screen nav.Screen
		icon   string
		foot   bool
	}{{kit.Till, "sell", false}, {kit.Bills, "bill", false}, {kit.Shift, "shift", false}, {kit.Products, "stk", false},
		{kit.Customers, "customers", false}, {kit.Settings, "set", true}} {
		items = append(items, nav.Item{Screen: item.screen, Icon: item.icon, Label: s.Kit.T("nav." + string(item.screen)), Foot: item.foot})
	}
	items = append(items, nav.Item{Screen: kit.Imports, Hidden: true, Of: kit.Products})
	if !slices.ContainsFunc(items, func(item nav.Item) bool { return item.Screen == screen }) { // pictures of the others stay as they are
		item := nav.Item{Screen: screen, Icon: "prod", Label: s.Kit.T("nav." + string(screen))}
		switch screen {
		case kit.Orders:
			item.Icon = "ord"
		case kit.Shipping:
			item.Icon = "ship"
		case kit.Listings:
			item.Icon = "online"
		case kit.Papers:
			item.Icon = "file"
		}
		if screen == kit.Stock || screen == kit.Imports { // not on the rail
			item.Hidden, item.Of = true, kit.Products
		}
		if screen == kit.Channels || screen == kit.Outbox {
			item.Hidden, item.Of = true, kit.Listings
			items = append(items, nav.Item{Screen: kit.Listings, Icon: "online", Label: s.Kit.T("nav.listings")})
		}
		if screen == kit.Rates {
			item.Hidden, item.Of = true, kit.Shipping
			items = append(items, nav.Item{Screen: kit.Shipping, Icon: "ship", Label: s.Kit.T("nav.shipping")})
		}
		if screen == kit.Office || screen == kit.Quotation {
			item.Hidden, item.Of = true, kit.Papers
			items = append(items, nav.Item{Screen: kit.Papers, Icon: "file", Label: s.Kit.T("nav.papers")})
		}
		items = append(items, item)
	}
	s.Shell = nav.New(nav.Config{Brand: "ตลาด", Items: items, Router: s.Kit.Router, Open: func(nav.Route) nav.Page { return page(s.Kit) }})
	s.Kit.Reread, s.Kit.Retitle = s.Shell.Reread, s.Shell.Retitle
	size := s.Window.Canvas().Size()
	s.Window.SetContent(container.NewStack(s.Shell.Object(), s.Kit.Prompt.Layer()))
	s.Window.Resize(size)
	s.Shell.Go(nav.Route{Screen: screen})
}

// Until delivers what comes back from background work until done holds.
func (s *Stage) Until(t testing.TB, done func() bool) {
	t.Helper()
	late := time.After(time.Minute)
	for !done() {
		select {
		case f := <-s.queue:
			f()
		case <-late:
			t.Fatal("what was waited for did not happen")
		}
	}
}

// Deliver gives what has come back so far.
func (s *Stage) Deliver() {
	for {
		select {
		case f := <-s.queue:
			f()
		default:
			return
		}
	}
}

// Settle delivers what background work brings until busy does not hold and nothing is on its way.
func (s *Stage) Settle(t testing.TB, busy func() bool) {
	t.Helper()
	s.Until(t, func() bool { return !busy() && len(s.queue) == 0 })
}

// Press sends a key to whatever has the keyboard, as the toolkit does: "F8", "Enter", "Ctrl+Z", "+".
func (s *Stage) Press(chord keys.Chord) {
	router := s.Kit.Router
	name, ctrl := string(chord), false
	if rest, ok := strings.CutPrefix(name, "Ctrl+"); ok {
		name, ctrl = rest, true
	}
	key := fyne.KeyName(name)
	switch name {
	case "Enter":
		key = fyne.KeyReturn
	case "Esc":
		key = fyne.KeyEscape
	case "PageDown":
		key = fyne.KeyPageDown
	}
	event := &fyne.KeyEvent{Name: key}
	focused := s.Window.Canvas().Focused()
	router.KeyDown(event)
	defer router.KeyUp(event)
	if ctrl {
		s.shortcut(name, focused)
		return
	}
	if len(name) == 1 {
		if focused != nil {
			focused.TypedKey(event)
			focused.TypedRune(rune(name[0]))
		} else {
			router.Key(event)
			router.Rune(rune(name[0]))
		}
		router.Settle()
		return
	}
	if focused != nil {
		focused.TypedKey(event)
		return
	}
	router.Key(event)
}

func (s *Stage) shortcut(name string, focused fyne.Focusable) {
	var shortcut fyne.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyName(name), Modifier: fyne.KeyModifierControl}
	switch name {
	case "Z":
		shortcut = &fyne.ShortcutUndo{}
	case "Enter":
		shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	}
	if taker, ok := focused.(fyne.Shortcutable); ok {
		taker.TypedShortcut(shortcut)
		return
	}
	s.Kit.Router.Shortcut(shortcut)
}

// Type writes a text where the keyboard is, as slowly as a person.
func (s *Stage) Type(text string) {
	for _, r := range text {
		if focused := s.Window.Canvas().Focused(); focused != nil {
			focused.TypedRune(r)
		} else {
			s.Kit.Router.Rune(r)
		}
		s.Kit.Router.Settle()
	}
}

// Scan sends a code and its Enter at once, as a scanner does.
func (s *Stage) Scan(code string) {
	for _, r := range code {
		s.Kit.Router.Key(&fyne.KeyEvent{Name: fyne.KeyName(unicode.ToUpper(r))})
		s.Kit.Router.Rune(r)
	}
	s.Press("Enter")
}

// Look checks what the window shows in a look and, where TALAT_LOOKS names a folder, writes it there for a
// person to see.
func (s *Stage) Look(t testing.TB, v Variant, state string) {
	t.Helper()
	for _, fault := range Faults(s.Window.Canvas(), Options{}) {
		t.Errorf("%s: %s", state, fault)
	}
	if folder := os.Getenv("TALAT_LOOKS"); folder != "" {
		s.Save(t, folder, state+"-"+v.Name())
	}
}

// Save writes what the window shows into folder/name.png.
func (s *Stage) Save(t testing.TB, folder, name string) {
	t.Helper()
	file, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(file, s.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
