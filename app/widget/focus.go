package widget

import "fyne.io/fyne/v2"

// Focus gives the keyboard to a widget on whatever window shows it; where none does, nothing happens.
func Focus(w fyne.Focusable) {
	if c := canvasOf(w); c != nil {
		c.Focus(w)
	}
}

// Unfocus takes the keyboard from whatever has it on an object's window, so that keys mean what they mean on the screen.
func Unfocus(object fyne.CanvasObject) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(object); c != nil {
		c.Unfocus()
	}
}

// Focused reports whether a widget has the keyboard.
func Focused(w fyne.Focusable) bool {
	c := canvasOf(w)
	return c != nil && c.Focused() == w
}

// canvasOf gives what shows a widget, nil = nothing does.
func canvasOf(w fyne.Focusable) fyne.Canvas {
	object, ok := w.(fyne.CanvasObject)
	if !ok {
		return nil
	}
	return fyne.CurrentApp().Driver().CanvasForObject(object)
}
