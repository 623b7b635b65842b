// Package keys is the one way keys take through a window: the scanner, the bindings of screens and
// dialogs, and what is left for the widget with the focus.
package keys

import "fyne.io/fyne/v2"

// Sink is asked first by every focusable widget, because the toolkit gives keys to the widget with
// the focus alone. Key, Rune and Shortcut report true when the widget must not act on it. Router is
// the one implementation; a widget's test may have another.
type Sink interface {
	KeyDown(*fyne.KeyEvent)
	KeyUp(*fyne.KeyEvent)
	Key(*fyne.KeyEvent) bool
	Rune(rune) bool
	Shortcut(fyne.Shortcut) bool
}

// Forward is embedded by a focusable widget; without a Sink it lets everything through. Its KeyDown
// and KeyUp make the widget a desktop.Keyable; a widget that has its own calls both. TypedKey,
// TypedRune and TypedShortcut of the widget begin with the matching question:
//
//	func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
//		if !e.TookKey(ev) {
//			e.Entry.TypedKey(ev)
//		}
//	}
type Forward struct{ Sink Sink }

// KeyDown tells the router that a key went down: what follows without one is a key held.
func (f Forward) KeyDown(ev *fyne.KeyEvent) {
	if f.Sink != nil {
		f.Sink.KeyDown(ev)
	}
}

// KeyUp tells the router that a key was let go.
func (f Forward) KeyUp(ev *fyne.KeyEvent) {
	if f.Sink != nil {
		f.Sink.KeyUp(ev)
	}
}

// TookKey reports whether the router took the key.
func (f Forward) TookKey(ev *fyne.KeyEvent) bool { return f.Sink != nil && f.Sink.Key(ev) }

// TookRune reports whether the router took the character, or keeps it until it knows whose it is.
func (f Forward) TookRune(r rune) bool { return f.Sink != nil && f.Sink.Rune(r) }

// TookShortcut reports whether the router took the shortcut.
func (f Forward) TookShortcut(s fyne.Shortcut) bool { return f.Sink != nil && f.Sink.Shortcut(s) }

// Claimer is a widget that keeps some keys for itself while it needs them, such as ↑ ↓ and Enter while it
// shows suggestions: with the focus in it they go to it before any binding. Scans still come first.
type Claimer interface{ Claims(Chord) bool }

// Field is a widget that text is typed into. While it has content Ctrl+Z, C, V and the bindings
// marked WhenEmpty are its own, and so are all plain characters.
type Field interface{ HasText() bool }

// Writer is a Field that says whether people write words into it: there a burst that is no code is what they wrote. A
// box that is scanned into takes none, nor does a field of figures, in which an unknown code would become an amount.
type Writer interface{ TakesWords() bool }

// Numbered is a Writer that says whether people write long numbers into it, such as a phone's or a tax number, and dates: there
// digits are what they wrote, unless the shop has them as a code.
type Numbered interface{ TakesNumbers() bool }
