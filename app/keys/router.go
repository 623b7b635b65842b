package keys

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/internal/clock"
)

// Router takes every key of one window. All its methods belong to the UI goroutine.
type Router struct {
	// Known reports whether the shop has what a code means; it is asked between two keys and must not wait. Without it
	// no code is known.
	Known func(code string) bool

	canvas fyne.Canvas
	clock  clock.Clock
	hop    func(func())

	global, screen layer
	dialogs        []layer

	run          run
	passing      bool // what comes now was sent by the router itself
	swallowUntil time.Time
	tabTaken     bool // by KeyDown, before Key
	keeping      bool // the focus, until a hop
	shift        map[fyne.KeyName]bool
	down         fyne.KeyEvent // the key that went down last
	fresh        bool          // nothing was made of it yet
	last         press
}

// press is the key or shortcut that came last. counted says that its going down was seen, without
// which a second one cannot be told from a key held.
type press struct {
	name    string
	scan    int
	counted bool
}

var _ Sink = (*Router)(nil)

// New gives the router of a window and takes its canvas's handlers for the time nothing has the
// focus. hop brings a function to the UI goroutine: fyne.Do in the app.
func New(canvas fyne.Canvas, hop func(func())) *Router {
	r := &Router{canvas: canvas, clock: clock.System, hop: hop, shift: map[fyne.KeyName]bool{}}
	canvas.SetOnTypedKey(func(ev *fyne.KeyEvent) { r.Key(ev) })
	canvas.SetOnTypedRune(func(char rune) { r.Rune(char) })
	if canvas, ok := canvas.(desktop.Canvas); ok {
		canvas.SetOnKeyDown(r.KeyDown)
		canvas.SetOnKeyUp(r.KeyUp)
	}
	for _, shortcut := range shortcuts() {
		canvas.AddShortcut(shortcut, func(s fyne.Shortcut) { r.Shortcut(s) })
	}
	return r
}

// shortcuts lists all a canvas must know by name before it tells of them.
func shortcuts() []fyne.Shortcut {
	all := []fyne.Shortcut{
		&fyne.ShortcutCopy{}, &fyne.ShortcutPaste{}, &fyne.ShortcutCut{}, &fyne.ShortcutUndo{},
		&fyne.ShortcutRedo{}, &fyne.ShortcutSelectAll{}, &desktop.CustomShortcut{Modifier: fyne.KeyModifierAlt},
	}
	add := func(name fyne.KeyName, mod fyne.KeyModifier) {
		all = append(all, &desktop.CustomShortcut{KeyName: name, Modifier: mod})
	}
	for _, name := range functionKeys {
		add(name, fyne.KeyModifierAlt)
		add(name, fyne.KeyModifierShortcutDefault)
		add(fyne.KeyName(twins[name]), fyne.KeyModifierShortcutDefault)
	}
	for letter := 'A'; letter <= 'Z'; letter++ {
		add(fyne.KeyName(letter), fyne.KeyModifierShortcutDefault)
	}
	for _, name := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		add(name, fyne.KeyModifierShortcutDefault)
		add(name, fyne.KeyModifierAlt)
	}
	return all
}

// KeyDown sees a key go down. Tab is dealt with here, because the toolkit moves the focus by it
// without asking.
func (r *Router) KeyDown(ev *fyne.KeyEvent) {
	if isShift(ev.Name) {
		r.shift[ev.Name] = true
	}
	if isModifier(ev.Name) {
		return
	}
	r.down, r.fresh = *ev, true
	if ev.Name == fyne.KeyTab {
		if r.tabTaken = r.end() || r.press(r.tab(), false); r.tabTaken {
			r.keepFocus()
		}
	}
}

// tab names the key Tab, which goes back with Shift.
func (r *Router) tab() Chord {
	if len(r.shift) > 0 {
		return "Shift+" + Tab
	}
	return Tab
}

// KeyUp sees a key let go.
func (r *Router) KeyUp(ev *fyne.KeyEvent) { delete(r.shift, ev.Name) }

// keepFocus puts the focus back after the toolkit will have moved it. A second Tab may come before
// that has happened.
func (r *Router) keepFocus() {
	if r.keeping {
		return
	}
	r.keeping = true
	want := r.canvas.Focused()
	r.hop(func() {
		r.keeping = false
		switch now := r.canvas.Focused(); {
		case now == want:
		case want == nil:
			r.canvas.Unfocus()
		default:
			r.canvas.Focus(want)
		}
	})
}

// Key takes a key, and again while it is held.
func (r *Router) Key(ev *fyne.KeyEvent) bool {
	if r.passing || isModifier(ev.Name) {
		return false
	}
	held := r.isHeld(string(ev.Name), ev.Physical.ScanCode)
	switch {
	case ev.Name == fyne.KeyTab:
		taken := r.tabTaken || r.end()
		r.tabTaken = false
		return taken
	case isEnd(ev.Name):
		// A held Enter acts once: the one that opened a payment must not confirm it.
		return held || r.end() || r.press(Enter, false)
	case types(ev.Name):
		r.swallowUntil = time.Time{}
		r.hold(ev, held)
		return true
	}
	r.swallowUntil = time.Time{}
	r.Settle()
	return r.press(Chord(nameOf(ev.Name)), held)
}

// Rune takes a character, which follows its key where there is one.
func (r *Router) Rune(char rune) bool {
	if r.passing {
		return false
	}
	r.swallowUntil = time.Time{}
	r.holdRune(char)
	return true
}

// Shortcut takes a key with Ctrl or Alt.
func (r *Router) Shortcut(s fyne.Shortcut) bool {
	if r.passing {
		return false
	}
	r.swallowUntil = time.Time{}
	r.Settle()
	held := r.isHeld(s.ShortcutName(), r.down.Physical.ScanCode)
	chord := chordOf(s, r.down)
	switch chord {
	case "":
		return false
	case "Ctrl+Z", "Ctrl+Y", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+A":
		if field, ok := r.canvas.Focused().(Field); ok && field.HasText() {
			return false
		}
	}
	return r.press(chord, held)
}

// isHeld reports whether a press is the same key held down: no going down came before it.
func (r *Router) isHeld(name string, scan int) bool {
	now := press{name, scan, r.fresh}
	held := !r.fresh && r.last.counted && r.last.name == name && r.last.scan == scan
	if held {
		now.counted = true
	}
	r.last, r.fresh = now, false
	return held
}

// press looks a chord up and does what it says. It reports whether the key is used up.
func (r *Router) press(chord Chord, held bool) bool { return r.pressAs(chord, held, false) }

// pressAs is press; letter says that a Thai letter was typed on the key of a sign or a digit.
func (r *Router) pressAs(chord Chord, held, letter bool) bool {
	if stranger := r.stranger(); stranger != nil {
		if chord == Esc {
			r.canvas.Overlays().Remove(stranger)
			return true
		}
		return false
	}
	if own, ok := r.canvas.Focused().(Claimer); ok && own.Claims(chord) {
		return false
	}
	near := r.reach()
	if !held {
		for _, l := range near {
			if l.scope.OnAny != nil && l.scope.OnAny() {
				return true
			}
		}
	}
	for _, l := range near {
		binding := l.scope.find(chord)
		if binding == nil || letter && r.wantsText(l.scope) {
			continue
		}
		if field, ok := r.canvas.Focused().(Field); ok {
			if binding.WhenEmpty && field.HasText() || !binding.WhenEmpty && isCharacter(chord) {
				return false
			}
		}
		if held && !binding.Repeat || r.clock().Sub(l.since) < binding.After {
			return true
		}
		binding.Do()
		return true
	}
	return false
}

// wantsText reports whether what is typed goes into a field: there a letter stays a letter.
func (r *Router) wantsText(scope *Scope) bool {
	_, field := r.canvas.Focused().(Field)
	return field || scope.OnRune != nil
}

// isCharacter reports whether a chord types something.
func isCharacter(chord Chord) bool { return types(fyne.KeyName(chord)) }
