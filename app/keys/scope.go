package keys

import (
	"time"

	"fyne.io/fyne/v2"
)

// Binding says what a chord does in a scope. A key held down acts once unless Repeat is set. A chord
// that types a character is left to a field that has the focus, unless WhenEmpty is set.
type Binding struct {
	Chord     Chord
	Label     string        // the text's key for the list of keys; "" keeps it out of the list
	Do        func()        // on the UI goroutine
	Repeat    bool          // acts again while held
	WhenEmpty bool          // belongs to a focused field that has text
	After     time.Duration // swallowed for this long after its scope came up
}

// Scope is what keys mean on the whole window, on a screen or in a dialog.
type Scope struct {
	Title    string // the text's key for the list of keys
	Bindings []Binding

	// OnScan takes a scanner's code, read by key position. Without it the scope below is asked; below
	// a dialog nobody is, and the code is lost.
	OnScan func(code string)

	// OnRune takes what is typed while nothing has the focus, so that it can go to the search box.
	OnRune func(r rune)

	// OnAny, where set, is told of each press before anything else and reports true when the key shall
	// do nothing more. Scans and keys held down are not told.
	OnAny func() bool

	// Overlay is what a dialog shows; the router sees by it whether a stranger (an open menu) lies above.
	Overlay fyne.CanvasObject
}

// find gives the binding of a chord, nil where there is none.
func (s *Scope) find(chord Chord) *Binding {
	if s == nil {
		return nil
	}
	for n := range s.Bindings {
		if s.Bindings[n].Chord == chord {
			return &s.Bindings[n]
		}
	}
	return nil
}

// layer is a scope and since when it is up.
type layer struct {
	scope *Scope
	since time.Time
}

// SetGlobal sets what keys mean everywhere.
func (r *Router) SetGlobal(scope *Scope) { r.global = layer{scope, r.clock()} }

// SetScreen sets what keys mean on the screen shown now; nil is nothing.
func (r *Router) SetScreen(scope *Scope) { r.screen = layer{scope, r.clock()} }

// Release takes the keyboard from a field of a page that is not shown any more: it would go on taking what is typed.
// A field of a dialog keeps it.
func (r *Router) Release() {
	if r.canvas.Overlays().Top() == nil {
		r.canvas.Unfocus()
	}
}

// Push puts a dialog's scope above; the screen and the window below answer no keys until Pop.
func (r *Router) Push(scope *Scope) { r.dialogs = append(r.dialogs, layer{scope, r.clock()}) }

// Pop takes a dialog's scope away, wherever it lies.
func (r *Router) Pop(scope *Scope) {
	for n := len(r.dialogs) - 1; n >= 0; n-- {
		if r.dialogs[n].scope == scope {
			r.dialogs = append(r.dialogs[:n], r.dialogs[n+1:]...)
			return
		}
	}
}

// reach lists the layers that answer now, the nearest first.
func (r *Router) reach() []layer {
	if n := len(r.dialogs); n > 0 {
		return r.dialogs[n-1:]
	}
	near := make([]layer, 0, 2)
	for _, l := range []layer{r.screen, r.global} {
		if l.scope != nil {
			near = append(near, l)
		}
	}
	return near
}

// stranger gives what lies above the top dialog and is not ours: an open menu, the toolkit's file
// dialog.
func (r *Router) stranger() fyne.CanvasObject {
	top := r.canvas.Overlays().Top()
	for _, dialog := range r.dialogs {
		if dialog.scope.Overlay == top {
			return nil
		}
	}
	return top
}

// Group is one part of the list of keys.
type Group struct {
	Title    string
	Bindings []Binding
}

// List gives the keys that answer now and have a label, the nearest scope first. A key that a nearer
// scope takes is not listed again.
func (r *Router) List() []Group {
	var groups []Group
	seen := map[Chord]bool{}
	for _, l := range r.reach() {
		group := Group{Title: l.scope.Title}
		for _, binding := range l.scope.Bindings {
			if binding.Label != "" && !seen[binding.Chord] {
				group.Bindings = append(group.Bindings, binding)
			}
			seen[binding.Chord] = true
		}
		if len(group.Bindings) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}
