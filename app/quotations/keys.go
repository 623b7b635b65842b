package quotations

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
)

// The keys of the editor that its buttons show.
const (
	keyWords    keys.Chord = "F3"
	keyCustomer keys.Chord = "F4"
	keyLine     keys.Chord = "F5"
	keyOffers   keys.Chord = "F6"
	keyBreaks   keys.Chord = "F7"
	keyPreview  keys.Chord = "Ctrl+P"
)

// keys is what keys do in the editor.
func (p *Page) keys() *keys.Scope {
	step := func(by int) func() { return func() { p.view.move(by) } }
	line := func(by int) func() { return func() { p.step(p.draft.shown().at, by) } }
	turn := func(by int) func() { return func() { p.turn(p.draft.turn + by) } }
	focus := func() { p.view.find.Focus() }
	return &keys.Scope{Title: "quotations.title", OnScan: func(code string) { p.view.find.Scan(code) }, OnRune: func(r rune) { p.view.find.Typed(r) }, Bindings: []keys.Binding{
		{Chord: "F2", Label: "quotations.key.search", Do: focus}, {Chord: "Ctrl+F", Do: focus},
		{Chord: "Up", Label: "quotations.key.line", Do: step(-1), Repeat: true}, {Chord: "Down", Label: "quotations.key.line", Do: step(1), Repeat: true},
		{Chord: "Left", Label: "quotations.key.offer", Do: turn(-1), WhenEmpty: true}, {Chord: "Right", Label: "quotations.key.offer", Do: turn(1), WhenEmpty: true},
		{Chord: "+", Label: "quotations.key.more", Do: line(1), Repeat: true, WhenEmpty: true}, {Chord: "-", Label: "quotations.key.less", Do: line(-1), Repeat: true, WhenEmpty: true},
		{Chord: "Delete", Label: "quotations.remove", Do: func() { p.remove(p.draft.shown().at) }, WhenEmpty: true},
		{Chord: keys.Enter, Label: "quotations.key.take", Do: p.enter},
		{Chord: keyWords, Label: "quotations.words", Do: p.addWords},
		{Chord: keyCustomer, Label: "quotations.customer", Do: p.chooseCustomer},
		{Chord: keyLine, Label: "quotations.line", Do: func() { p.askLine(p.draft.shown().at) }},
		{Chord: keyOffers, Label: "quotations.offers", Do: p.offers},
		{Chord: keyBreaks, Label: "quotations.breaks", Do: func() { p.askBreaks(p.draft.shown().at) }},
		{Chord: partKeys[partBuyer], Label: "quotations.part.buyer", Do: func() { p.view.enter(partBuyer) }},
		{Chord: partKeys[partTerms], Label: "quotations.part.terms", Do: func() { p.view.enter(partTerms) }},
		{Chord: "PageUp", Do: func() { p.view.sheet.step(-1) }, Repeat: true}, {Chord: "PageDown", Label: "quotations.key.sheet", Do: func() { p.view.sheet.step(1) }, Repeat: true},
		{Chord: keyPreview, Label: "quotations.preview", Do: p.preview},
		{Chord: keys.Save, Label: "quotations.issue", Do: p.issue},
		{Chord: keys.Esc, Label: "quotations.leave", Do: p.back},
	}}
}

// enter takes what was found; with nothing searched it opens the chosen line. From another field it goes on to the next.
func (p *Page) enter() {
	if on := fyne.CurrentApp().Driver().CanvasForObject(p.view.find.Search); on != nil && on.Focused() != nil && on.Focused() != fyne.Focusable(p.view.find.Search) {
		on.FocusNext()
		return
	}
	if p.view.find.Searching() {
		p.view.find.Enter()
		return
	}
	p.askLine(p.draft.shown().at)
}

func (p *Page) keyName(chord keys.Chord) string { return chord.Name(p.k.Lang, p.k.Twins) }

// button is a button with its key.
func (p *Page) button(kind widget.Kind, key keys.Chord, label, icon string, do func()) *widget.Button {
	return widget.NewButton(kind, p.k.T(label), do).WithKey(p.keyName(key)).WithIcon(icon)
}
