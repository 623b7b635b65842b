package window

import (
	"context"
	"errors"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/imports"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// patience is how long leaving a shop waits for what is being written.
const patience = 10 * time.Second

// house is an open shop on the window.
type house struct {
	kit   *kit.Kit
	shell *nav.Shell
	calm  int // heartbeats since something was written, -1 when all is folded into the file
}

// enter opens the shop in a folder this window has taken, and shows its screens.
func (w *Window) enter(dir string) error {
	s, err := shop.Open(context.Background(), dir, w.config.Clock)
	if err != nil {
		return err
	}
	return w.moveIn(s)
}

// moveIn shows the screens of an open shop.
func (w *Window) moveIn(s *shop.Shop) error {
	set, err := s.Settings(context.Background())
	if err != nil {
		_ = s.Close()
		return err
	}
	route := nav.Route{Screen: nav.Screen(w.config.Screen)}
	w.build(s, set, route)
	w.config.Screen = ""
	return errors.Join(w.printJobs(s), w.syncShop(s))
}

// build makes the frame and its pages by the shop's settings and goes to a route.
func (w *Window) build(s *shop.Shop, set shop.Settings, route nav.Route) {
	w.apply(set)
	w.frame()
	h := &house{calm: -1}
	aside := map[nav.Screen]any{}
	if w.open != nil { // built anew in another look or language
		aside = w.open.kit.Aside
	}
	h.kit = &kit.Kit{Shop: s, Lang: w.lang, Twins: w.twins, Router: w.router, Prompt: w.prompt, Pool: w.pool, Sound: w.sound,
		Changed: w.changed, Rebuild: w.rebuild, Bill: w.billShown(set),
		Clipboard: fyne.CurrentApp().Clipboard(), Aside: aside, PickFile: w.pickFile, PickFolder: w.pickFolder}
	w.router.Known = h.kit.Knows
	h.shell = nav.New(nav.Config{Brand: w.t("app.brand"), Items: w.items(), Router: w.router, Global: w.global(),
		Open: func(route nav.Route) nav.Page { return w.page(h, route) }})
	h.kit.Go, h.kit.Reread, h.kit.Retitle = h.shell.Go, h.shell.Reread, h.shell.Retitle
	w.open = h
	if set.Get("shop.practice") == "yes" {
		h.shell.SetRibbon(w.t("app.practice"))
	}
	w.window.SetTitle(set.Get("shop.name") + " · " + w.t("app.brand"))
	w.window.SetContent(container.NewStack(h.shell.Object(), w.prompt.Layer()))
	h.shell.Go(nav.Route{Screen: kit.Till})
	if route.Screen != "" {
		h.shell.Go(route)
	}
	w.status()
}

// apply takes language, look, sound and keys from the settings.
func (w *Window) apply(set shop.Settings) {
	if lang, err := i18n.ParseLang(set.Get("ui.lang")); err == nil && !w.keyed {
		w.lang = lang
	}
	w.twins = set.Get("ui.alt_keys") == "yes"
	w.sound.SetOn(set.Get("ui.sound") == "yes")
	variant, _ := theme.ParseVariant(set.Get("ui.theme")) // an unknown look is the light one
	size, _ := strconv.Atoi(set.Get("ui.size"))           // an unknown size is the usual one
	w.look(theme.Options{Variant: variant, Scale: size, Plain: set.Get("ui.font") == "plain"})
}

// rebuild makes the window anew after language, look or size changed, and goes back to where it was.
func (w *Window) rebuild() {
	h := w.open
	set, err := h.kit.Shop.Settings(context.Background())
	if err != nil {
		w.prompt.Error(err)
		return
	}
	w.keyed = false
	route := h.shell.Here()
	if page, ok := h.shell.Page().(interface{ Arg() string }); ok {
		route.Arg = page.Arg()
	}
	h.hide()
	w.build(h.kit.Shop, set, route)
}

// hide tells the page on the window that it is not shown any more.
func (h *house) hide() {
	if page := h.shell.Page(); page != nil {
		page.Hidden()
	}
}

// leaveShop closes the shop, once what its screens were saving is saved, and shows the welcome with all
// shops of this person.
func (w *Window) leaveShop() {
	h := w.open
	h.hide()
	w.open = nil
	w.display.Close()
	w.settle(3, func() {
		if err := h.kit.Shop.Close(); err != nil {
			fyne.LogError("closing the shop", err)
		}
		w.welcome(shop.Beside(context.Background(), w.config.Home, w.config.Clock))
	})
}

// settle waits for the work of the pages, and for what its results begin, so many rounds.
func (w *Window) settle(rounds int, then func()) {
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		w.pool.Stop(ctx)
		w.hop.to(func() {
			if rounds <= 1 {
				then()
				return
			}
			w.settle(rounds-1, then)
		})
	}()
}

// global are the keys that work on every screen of a shop.
func (w *Window) global() []keys.Binding {
	return []keys.Binding{
		{Chord: "F1", Label: "app.key.help", Do: w.help},
		{Chord: "Ctrl+F1", Label: "app.key.keys", Do: w.prompt.Keys},
		{Chord: "Ctrl+J", Label: "jobs.key", Do: w.showJobs},
		{Chord: keys.Full, Label: "app.key.full", Do: w.fullScreen},
	}
}

func (w *Window) fullScreen() { w.window.SetFullScreen(!w.window.FullScreen()) }

// help says what the screen is for and which keys it has.
func (w *Window) help() {
	h := w.open.shell
	w.prompt.Help(h.Page().Title(), w.t("app.help."+string(h.Here().Screen)))
}

// changed follows a sale, a count or a setting: the bar looks again, and the file is folded when the
// shop has been calm.
func (w *Window) changed() {
	w.open.calm = 0
	w.status()
}

// dropped hands a file that was dropped on the window to the page that is shown, when it takes files: a
// slip's picture in a payment, a product's picture among the products, a file of orders among the orders. Any
// other table, and a folder of pictures, is for the screen of imports, wherever one is.
func (w *Window) dropped(_ fyne.Position, files []fyne.URI) {
	if w.open == nil {
		return
	}
	for _, file := range files {
		page := w.open.shell.Page()
		if asked, ok := page.(interface{ Drop(path string) bool }); ok && asked.Drop(file.Path()) {
			continue
		}
		if imports.Takes(file.Path()) && !w.prompt.Open() {
			w.importDropped(file.Path())
			return
		}
		if page, ok := page.(interface{ Drop(path string) }); ok {
			page.Drop(file.Path())
		}
	}
}

// importDropped opens a table or a folder in the screen of imports, from which one goes back to the goods.
func (w *Window) importDropped(path string) {
	shell := w.open.shell
	if shell.Here().Screen != kit.Imports {
		shell.Go(nav.Route{Screen: kit.Products})
	}
	shell.Go(nav.Route{Screen: kit.Imports, Arg: path})
}
