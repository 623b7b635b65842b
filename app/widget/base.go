// Package widget holds the window's own controls: bare canvas objects under light renderers, Thai-safe,
// large enough for fingers, coloured by the theme's names.
package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
)

// keyed is the part of a widget that may hold the focus: the screen's keys come first.
type keyed struct {
	keys.Forward
	reached func() // it got the keyboard; see DragScroll.Follow
}

// SetKeys sets who sees the keys first; nil is nobody.
func (k *keyed) SetKeys(sink keys.Sink) { k.Forward.Sink = sink }

// SetReached sets what is told when the widget gets the keyboard.
func (k *keyed) SetReached(told func()) { k.reached = told }

func (k *keyed) reach() {
	if k.reached != nil {
		k.reached()
	}
}

// holder is a widget with other widgets inside that Connect must reach.
type holder interface{ held() []fyne.CanvasObject }

// Connect gives sink to every one of our widgets in the trees of objects, in containers and scrolls.
// Rows of lists are reached through their list, also those made later.
func Connect(sink keys.Sink, objects ...fyne.CanvasObject) {
	for _, object := range objects {
		if keyed, ok := object.(interface{ SetKeys(keys.Sink) }); ok {
			keyed.SetKeys(sink)
		}
		switch object := object.(type) {
		case *fyne.Container:
			Connect(sink, object.Objects...)
		case holder:
			Connect(sink, object.held()...)
		}
		if scroll, ok := scrollContent(object); ok {
			Connect(sink, scroll)
		}
	}
}

// look gives the theme in force for a widget.
func look(w interface{ Theme() fyne.Theme }) *theme.Theme { return theme.Of(w.Theme()) }

// renderer is the one renderer of this package: objects in drawing order and three functions.
type renderer struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func()
	size    fyne.Size
}

var _ fyne.WidgetRenderer = (*renderer)(nil)

func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) MinSize() fyne.Size           { return r.min() }
func (r *renderer) Layout(size fyne.Size)        { r.size = size; r.layout(size) }

// Refresh reads state and theme again, lays out anew because texts may have grown, and repaints.
func (r *renderer) Refresh() {
	r.refresh()
	r.layout(r.size)
	for _, object := range r.objects {
		canvas.Refresh(object)
	}
}

// render starts a renderer with its colours and texts set.
func render(layout func(fyne.Size), min func() fyne.Size, refresh func(), objects ...fyne.CanvasObject) *renderer {
	refresh()
	return &renderer{objects: objects, layout: layout, min: min, refresh: refresh}
}

// fillText writes a canvas text from the theme.
func fillText(t *canvas.Text, look *theme.Theme, text string, size fyne.ThemeSizeName, colour fyne.ThemeColorName, bold bool) {
	t.Text, t.TextSize, t.Color, t.TextStyle.Bold = text, look.Size(size), look.Colour(colour), bold
}

// placeText puts a text in the middle of height at x, and gives the width it takes.
func placeText(t *canvas.Text, x, y, height float32) float32 {
	size := t.MinSize()
	Put(t, x, y+(height-size.Height)/2, size.Width, size.Height)
	return size.Width
}

// placeRight puts a text in the middle of height so that it ends at right, and gives where it begins.
func placeRight(t *canvas.Text, right, y, height float32) float32 {
	width := t.MinSize().Width
	placeText(t, right-width, y, height)
	return right - width
}

// fillBox colours a rounded box; an empty name is no colour.
func fillBox(r *canvas.Rectangle, look *theme.Theme, ground, edge fyne.ThemeColorName, corner float32) {
	r.FillColor, r.StrokeColor, r.StrokeWidth = nil, nil, 0
	if ground != "" {
		r.FillColor = look.Colour(ground)
	}
	if edge != "" {
		r.StrokeColor, r.StrokeWidth = look.Colour(edge), look.Size(theme.Hair)
	}
	r.CornerRadius = corner
}

// newIcon gives an empty picture for icons.
func newIcon() *canvas.Image {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	icon.Hide()
	return icon
}

// fillIcon shows a line icon in a colour; an empty name hides it.
func fillIcon(i *canvas.Image, look *theme.Theme, name string, colour fyne.ThemeColorName) {
	if name == "" {
		i.Hide()
		return
	}
	if icon := theme.Icon(name, look.Colour(colour)); i.Resource == nil || i.Resource.Name() != icon.Name() {
		i.Resource = icon
		i.Refresh() // the toolkit keeps what it drew until it is told
	}
	i.Show()
}

// measure gives how wide a text is drawn.
func measure(size float32, bold bool) func(string) float32 {
	return func(text string) float32 {
		return fyne.MeasureText(text, size, fyne.TextStyle{Bold: bold}).Width
	}
}

// base lets widgets share the toolkit's bookkeeping under a short name.
type base = toolkit.BaseWidget

// Inside calls do with the parts of a container, or of a widget that holds others, until it gives false.
func Inside(object fyne.CanvasObject, do func(part fyne.CanvasObject) bool) {
	var parts []fyne.CanvasObject
	switch object := object.(type) {
	case *fyne.Container:
		parts = object.Objects
	case holder:
		parts = object.held()
	}
	for _, part := range parts {
		if !do(part) {
			return
		}
	}
}
