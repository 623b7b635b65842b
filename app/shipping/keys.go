package shipping

import (
	"strconv"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/widget"
)

// Keys of the screen.
const (
	keyPaper   keys.Chord = "F3"
	keyTrouble keys.Chord = "F4"
	keyReplies keys.Chord = "F5"
	keyNumbers keys.Chord = "F6"
	keyPools   keys.Chord = "F7"
	keyHand    keys.Chord = "F8"
	keyCOD     keys.Chord = "F9"
	keyOther   keys.Chord = "F10"
	keyRates   keys.Chord = "F11"
	keyAsk     keys.Chord = "F12"
	keyPrint   keys.Chord = "Ctrl+P"
)

// keys is what keys do on the screen.
func (p *Page) keys() *keys.Scope {
	step := func(by int) func() { return func() { p.view.list.Step(0, by) } }
	return &keys.Scope{Title: "nav.shipping", OnScan: p.scan, OnRune: func(r rune) { p.view.typed(r) }, Bindings: []keys.Binding{
		{Chord: "Up", Label: "shippingpage.key.choose", Do: step(-1), Repeat: true},
		{Chord: "Down", Label: "shippingpage.key.choose", Do: step(1), Repeat: true},
		{Chord: "PageUp", Do: step(-6), Repeat: true}, {Chord: "PageDown", Do: step(6), Repeat: true},
		{Chord: "Left", Label: "shippingpage.key.list", Do: func() { p.step(-1) }, WhenEmpty: true},
		{Chord: "Right", Label: "shippingpage.key.list", Do: func() { p.step(1) }, WhenEmpty: true},
		{Chord: keys.Space, Label: "shippingpage.key.mark", Do: p.loaded(func() { p.toggle(p.m.chosen) })},
		{Chord: "Ctrl+A", Label: "shippingpage.key.mark_all", Do: p.loaded(p.toggleAll)},
		{Chord: keys.Enter, Label: "shippingpage.key.open", Do: p.loaded(p.enter)},
		{Chord: "F2", Label: "shippingpage.key.search", Do: func() { p.view.toSearch() }},
		{Chord: "Ctrl+F", Do: func() { p.view.toSearch() }},
		{Chord: keyPaper, Label: "shippingpage.key.paper", Do: func() { p.view.where.paper.Tapped(nil) }},
		{Chord: keyTrouble, Label: "shippingpage.key.trouble", Do: p.loaded(p.toTrouble)},
		{Chord: keyPrint, Label: "shippingpage.key.print", Do: p.loaded(p.print)},
		{Chord: keyHand, Label: "shippingpage.key.hand", Do: p.loaded(p.handOver)},
		{Chord: keyReplies, Label: "shippingpage.replies", Do: p.loaded(p.replies)},
		{Chord: keyNumbers, Label: "shippingpage.numbers", Do: p.numbers},
		{Chord: keyPools, Label: "shippingpage.pools", Do: p.pools},
		{Chord: keyCOD, Label: "shippingpage.cod", Do: p.cod},
		{Chord: keyOther, Label: "shippingpage.other", Do: p.others},
		{Chord: keyRates, Label: "shippingpage.rates", Do: p.goRates},
		{Chord: keyAsk, Label: "shippingpage.ask", Do: p.askPost},
		{Chord: keys.Esc, Do: func() { p.view.escape() }},
	}}
}

// others offers what is done less often, each by its number or its own key.
func (p *Page) others() {
	d := &prompt.Dialog{Title: p.t("other"), Width: widget.Unit(480), Actions: []prompt.Action{{Label: p.t("close"), Key: keys.Esc}}}
	column := widget.Column(6)
	for n, o := range []struct {
		label, icon string
		key         keys.Chord
		do          func()
	}{
		{"numbers", "scan", keyNumbers, p.numbers}, {"pools", "bill", keyPools, p.pools}, {"cod", "cash", keyCOD, p.cod},
		{"ask", "sync", keyAsk, p.askPost}, {"history", "calendar", "", p.history}, {"rates", "tag", keyRates, p.goRates},
	} {
		then := func() { d.Close(); o.do() }
		number := keys.Chord(strconv.Itoa(n + 1))
		button := widget.NewButton(widget.Plain, p.t(o.label), then).WithIcon(o.icon).WithKey(string(number))
		d.Bindings = append(d.Bindings, keys.Binding{Chord: number, Do: then})
		if o.key != "" {
			d.Bindings = append(d.Bindings, keys.Binding{Chord: o.key, Do: then})
		}
		column.Add(button)
	}
	d.Body = column
	p.k.Prompt.Show(d)
}
