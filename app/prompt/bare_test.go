package prompt

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
)

func TestABareBodyIsTheWholeCard(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		body := canvas.NewRectangle(nil)
		body.SetMinSize(fyne.NewSize(300, 200))
		d := &Dialog{Bare: true, Width: 400, Body: container.NewStack(body)}
		h.Show(d)
		if got := d.card().Size(); got != fyne.NewSize(400, 202) { // a hair's edge on each side
			t.Errorf("card of %v", got)
		}
		body.SetMinSize(fyne.NewSize(300, 260))
		d.Refresh()
		if got := body.Size(); got.Height != 260 {
			t.Errorf("after it grew the body is %v", got)
		}
		body.SetMinSize(fyne.NewSize(300, 2000))
		d.Refresh()
		if got := d.card().Size(); got.Height != h.Size().Height-2*margin {
			t.Errorf("a body too high makes a card of %v", got)
		}
	})
}

func TestAFullBodyCoversTheWindow(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		body := canvas.NewRectangle(nil)
		h.Show(&Dialog{Full: true, Body: body})
		if got := body.Size(); got != h.Size() || got != fyne.NewSize(1024, 600) {
			t.Errorf("body of %v in a window of %v", got, h.Size())
		}
		press(h, fyne.KeyEscape)
		if h.Open() {
			t.Error("Esc did not close it")
		}
	})
}

func TestADialogTakesWhatIsTypedWithoutFocus(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		var typed []rune
		done := false
		d := &Dialog{OnRune: func(r rune) { typed = append(typed, r) }, Bindings: []keys.Binding{{Chord: "7", Do: func() { done = true }}}}
		h.Show(d)
		h.router.Rune('5')
		h.router.Settle()
		h.router.Rune('7')
		h.router.Settle()
		if string(typed) != "5" || !done {
			t.Errorf("typed %q, binding %v", string(typed), done)
		}
	})
}
