package window

import (
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/till"
)

// screen is a screen of this version: its place on the rail and how its page is made.
type screen struct {
	name nav.Screen
	icon string
	key  keys.Chord
	foot bool
	make func(k *kit.Kit, arg string) nav.Page
}

// screens lists what there is, in the order of the rail.
func (w *Window) screens() []screen {
	return []screen{
		{name: kit.Till, icon: "sell", key: "Ctrl+1", make: func(k *kit.Kit, _ string) nav.Page { return till.New(k) }},
	}
}

// items gives the rail.
func (w *Window) items() []nav.Item {
	var items []nav.Item
	for _, s := range w.screens() {
		items = append(items, nav.Item{Screen: s.name, Icon: s.icon, Label: w.t("nav." + string(s.name)), Key: s.key, Foot: s.foot})
	}
	return items
}

// page makes the page of a route, nil where this version has none.
func (w *Window) page(h *house, route nav.Route) nav.Page {
	for _, s := range w.screens() {
		if s.name == route.Screen {
			return s.make(h.kit, route.Arg)
		}
	}
	return nil
}

// helpText is what F1 says on a screen.
func helpText(w *Window, screen string) prompt.Question {
	return prompt.Question{Title: w.t("nav." + screen), Text: w.t("app.help." + screen), Yes: w.t("app.key.keys"), No: w.t("keys.close")}
}
