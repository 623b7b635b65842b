package window

import (
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/welcome"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// welcome shows what there is before a shop; several holds the shops to choose from.
func (w *Window) welcome(several []shop.Known) {
	dir := w.config.Dir
	if dir == "" || shop.Exists(dir) {
		dir = shop.FreeDir(w.config.Home)
	}
	w.look(theme.Options{})
	w.frame()
	page := welcome.New(welcome.Host{Window: w.window, Router: w.router, Prompt: w.prompt, Pool: w.pool, Lang: w.lang,
		Clock: w.config.Clock, Home: w.config.Home, Dir: dir, Shops: several, Twins: w.twins,
		Take: w.take, Enter: w.arrive,
		Language: func(lang i18n.Lang) { w.lang, w.keyed = lang, true; w.welcome(several) },
		SetTwins: func(twins bool) { w.twins, w.prompt.Twins = twins, twins },
	})
	w.router.SetGlobal(&keys.Scope{Title: "nav.keys", Bindings: []keys.Binding{
		{Chord: "F1", Label: "app.key.help", Do: func() { w.prompt.Help(w.t("app.brand"), w.t("app.help.welcome")) }},
		{Chord: "Ctrl+F1", Label: "app.key.keys", Do: w.prompt.Keys},
	}})
	w.window.SetTitle(w.t("app.brand"))
	w.window.SetContent(container.NewStack(page.Content(), w.prompt.Layer()))
}

// arrive shows a shop the welcome opened.
func (w *Window) arrive(s *shop.Shop) {
	if err := w.moveIn(s); err != nil {
		w.welcome(nil)
		w.prompt.Error(err)
	}
}

// billShown connects the open bill with the customer's screen, which opens by itself where there is a
// second one.
func (w *Window) billShown(set shop.Settings) kit.BillShown {
	w.display.Serve(set.Get("shop.name"), w.lang, set.Get("shop.practice") == "yes")
	w.display.ShowSecond()
	return kit.BillShown{Lines: w.display.Lines, Code: w.display.Code, Done: w.display.Done}
}
