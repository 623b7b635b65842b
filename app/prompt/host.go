// Package prompt tells and asks: quiet lines in the upper right corner of the window and dialogs over it.
package prompt

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/internal/i18n"
)

// Host shows what one window tells and asks. Its methods belong to the UI goroutine.
type Host struct {
	// OnReady is called when the last dialog closed: the screen takes the keyboard again. May be nil.
	OnReady func()

	// Twins shows Alt+8 for F8 on buttons: the keyboard has no function keys that come.
	Twins bool

	canvas fyne.Canvas
	hop    func(func())
	lang   i18n.Lang
	line   *line
	open   []*Dialog
	router *keys.Router
	turn   int // which quiet line's end counts
}

// New makes the host of a window. hop brings a function to the UI goroutine: fyne.Do in the app.
func New(canvas fyne.Canvas, router *keys.Router, lang i18n.Lang, hop func(func())) *Host {
	return &Host{canvas: canvas, router: router, lang: lang, hop: hop, line: newLine()}
}

// Layer is where quiet lines appear; it lies over the window's content and lets taps through.
func (h *Host) Layer() fyne.CanvasObject { return h.line.layer }

// Focus gives a field the keyboard, also one that was never drawn: the toolkit knows no window of such a field.
func (h *Host) Focus(field fyne.Focusable) { h.canvas.Focus(field) }

// Size gives the size of the window, for dialogs that leave out what only pleases where it is low.
func (h *Host) Size() fyne.Size { return h.canvas.Size() }

// How long a quiet line stays: long enough to read, longer where there is something to take back.
const (
	quiet = 4 * time.Second
	undo  = 8 * time.Second
)

// Say shows a quiet line in place of the one before. It goes by itself.
func (h *Host) Say(text string) { h.say(text, "", nil, quiet) }

// SayUndo shows a quiet line with a button that takes back what was done; pressing it hides the line.
// The key for that is the screen's.
func (h *Host) SayUndo(text string, takeBack func()) {
	h.say(text, h.t("prompt.undo"), takeBack, undo)
}

func (h *Host) say(text, label string, do func(), stays time.Duration) {
	h.turn++
	turn := h.turn
	for _, line := range h.lines() {
		line.show(text, label, func() {
			h.Hush()
			if do != nil {
				do()
			}
		})
	}
	time.AfterFunc(stays, func() {
		h.hop(func() {
			if h.turn == turn {
				h.Hush()
			}
		})
	})
}

// Hush hides the quiet line.
func (h *Host) Hush() {
	h.turn++
	for _, line := range h.lines() {
		line.hide()
	}
}

// lines gives where a quiet line is shown: over the window, which a dialog may leave free before the line goes, and over
// the dialogs that are open.
func (h *Host) lines() []*line {
	all := []*line{h.line}
	for _, d := range h.open {
		all = append(all, d.line)
	}
	return all
}

// Said gives the quiet line's text, "" where none is shown.
func (h *Host) Said() string { return h.line.said() }

func (h *Host) t(key string) string { return i18n.T(h.lang, key) }
