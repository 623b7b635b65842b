// Package looks is for tests of screens: it draws them in every look and finds what a person would find
// wrong at a glance, such as text that is cut or lies on other text.
package looks

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
)

// Variant is one way a screen may be shown.
type Variant struct {
	Theme theme.Options
	Size  fyne.Size
	Lang  i18n.Lang
}

// Name names the variant for a subtest or a picture: "touch-1024x600-th".
func (v Variant) Name() string {
	return fmt.Sprintf("%s-%.0fx%.0f-%s", v.Theme.Variant, v.Size.Width, v.Size.Height, v.Lang)
}

// Sizes are those the window must fit: a usual laptop, the same at 125 %, a stall's netbook.
var Sizes = []fyne.Size{{Width: 1366, Height: 768}, {Width: 1093, Height: 614}, {Width: 1024, Height: 600}}

// Variants lists every look in every size and language; a short run takes the usual look in the largest
// window in Thai, and where there is least room the largest one in English, whose words are the longer ones.
func Variants() []Variant {
	if testing.Short() {
		small := Sizes[len(Sizes)-1]
		return []Variant{
			{theme.Options{Variant: theme.Light}, Sizes[0], i18n.Thai},
			{theme.Options{Variant: theme.Large}, small, i18n.English},
		}
	}
	var all []Variant
	for _, look := range theme.Variants {
		for _, size := range Sizes {
			for _, lang := range i18n.Langs {
				all = append(all, Variant{theme.Options{Variant: look}, size, lang})
			}
		}
	}
	return all
}

// Options say what a check lets pass.
type Options struct {
	Target  float32                      // the least side of what can be tapped; 0 is 40
	Overlap func(one, other string) bool // whether two texts may lie on each other; nil is never
}

// Check fails the test for everything that is wrong with what the canvas shows. Where a dialog is open
// only the dialog is looked at.
func Check(t testing.TB, c fyne.Canvas, o Options) {
	t.Helper()
	for _, fault := range Faults(c, o) {
		t.Error(fault)
	}
}

// Faults lists what is wrong with what the canvas shows.
func Faults(c fyne.Canvas, o Options) []string {
	if o.Target == 0 {
		o.Target = 40
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	window := box{0, 0, c.Size().Width, c.Size().Height}
	w := &walk{options: o, window: window}
	w.visit(root, fyne.Position{}, frame{clip: window, holder: window})
	w.overlaps()
	return w.faults
}

// box is a rectangle on the window.
type box struct{ left, top, right, bottom float32 }

// everywhere bounds nothing.
var everywhere = box{-1e6, -1e6, 1e6, 1e6}

func (b box) meet(o box) box {
	return box{max(b.left, o.left), max(b.top, o.top), min(b.right, o.right), min(b.bottom, o.bottom)}
}
func (b box) empty() bool { return b.right-b.left < 1 || b.bottom-b.top < 1 }

// within reports whether b lies in o, but for a rounding.
func (b box) within(o box) bool {
	const near = 1
	return b.left >= o.left-near && b.top >= o.top-near && b.right <= o.right+near && b.bottom <= o.bottom+near
}

func (b box) String() string {
	return fmt.Sprintf("(%.0f,%.0f)-(%.0f,%.0f)", b.left, b.top, b.right, b.bottom)
}

// frame is what lies around an object: what scrolls and clips it, and the widget it belongs to.
type frame struct {
	clip, holder box
	scrolled     bool
	sideways     bool // it scrolls sideways, so that what is cut there can be reached
	native       bool // inside a widget of the toolkit that cuts its own text, such as an entry
}

type words struct {
	text string
	ink  box
}

type walk struct {
	faults  []string
	options Options
	texts   []words
	window  box
}

func (w *walk) fail(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

func (w *walk) visit(object fyne.CanvasObject, at fyne.Position, f frame) {
	if object == nil || !object.Visible() {
		return
	}
	at = at.Add(object.Position())
	place := box{at.X, at.Y, at.X + object.Size().Width, at.Y + object.Size().Height}
	if place.meet(f.clip).empty() && f.scrolled {
		return
	}
	w.target(object, place, f)
	switch object := object.(type) {
	case *canvas.Text:
		w.text(object, place, f)
	case *fyne.Container:
		for _, child := range object.Objects {
			w.visit(child, at, f)
		}
	case *container.Scroll:
		f.clip, f.scrolled = f.clip.meet(place), true
		f.sideways = object.Direction == container.ScrollHorizontalOnly || object.Direction == container.ScrollBoth
		f.holder = everywhere
		w.visit(object.Content, at, f)
	case *container.Clip:
		f.clip, f.scrolled, f.sideways = f.clip.meet(place), true, true // rows of chips are clips
		f.holder = everywhere
		w.visit(object.Content, at, f)
	case fyne.Widget:
		f.holder = place
		switch object.(type) {
		case *toolkit.RichText, interface{ SelectedText() string }:
			f.native = true
		}
		for _, child := range test.WidgetRenderer(object).Objects() {
			w.visit(child, at, f)
		}
	}
}

// target checks what can be tapped: large enough, and inside the window.
func (w *walk) target(object fyne.CanvasObject, place box, f frame) {
	if _, ok := object.(fyne.Tappable); !ok {
		return
	}
	if entry, ok := object.(fyne.Disableable); ok && entry.Disabled() {
		return
	}
	seen := place.meet(f.clip)
	if f.scrolled && !place.within(f.clip) {
		if aside := (box{place.left, f.clip.top, place.right, f.clip.bottom}); !f.sideways && !aside.within(f.clip) {
			w.fail("%T %v is cut at the side by %v", object, place, f.clip)
		}
		return // partly scrolled away
	}
	const near = 0.5
	if place.right-place.left < w.options.Target-near || place.bottom-place.top < w.options.Target-near {
		w.fail("%T %v is smaller than %.0f units", object, place, w.options.Target)
	}
	if !place.within(w.window) || seen.empty() {
		w.fail("%T %v lies outside the window %v", object, place, w.window)
	}
}

// text checks one drawn text: in the window, in the widget it belongs to, and not wider than its box.
func (w *walk) text(text *canvas.Text, place box, f frame) {
	if text.Text == "" || f.native {
		return
	}
	size := fyne.MeasureText(text.Text, text.TextSize, text.TextStyle)
	ink := place
	switch text.Alignment {
	case fyne.TextAlignCenter:
		middle := (place.left + place.right) / 2
		ink.left, ink.right = middle-size.Width/2, middle+size.Width/2
	case fyne.TextAlignTrailing:
		ink.left = place.right - size.Width
	default:
		ink.right = place.left + size.Width
	}
	middle := (place.top + place.bottom) / 2
	ink.top, ink.bottom = middle-text.TextSize*0.5, middle+text.TextSize*0.45
	if f.scrolled && !ink.within(f.clip) {
		aside := ink.top >= f.clip.top && ink.bottom <= f.clip.bottom
		if aside && !f.sideways {
			w.fail("%q %v is cut at the side by %v", text.Text, ink, f.clip)
		}
		return // partly scrolled away
	}
	if !ink.within(w.window) {
		w.fail("%q %v lies outside the window %v", text.Text, ink, w.window)
	}
	if size.Width > place.right-place.left+1 {
		w.fail("%q is %.0f wide in a box of %.0f", text.Text, size.Width, place.right-place.left)
	}
	if !ink.within(f.holder) {
		w.fail("%q %v leaves its widget %v", text.Text, ink, f.holder)
	}
	w.texts = append(w.texts, words{text.Text, ink.meet(f.clip)})
}

// overlaps finds texts that lie on each other.
func (w *walk) overlaps() {
	const touch = 2 // units that two boxes may share before it is seen
	for n, one := range w.texts {
		for _, other := range w.texts[n+1:] {
			shared := one.ink.meet(other.ink)
			if shared.right-shared.left <= touch || shared.bottom-shared.top <= touch {
				continue
			}
			if w.options.Overlap == nil || !w.options.Overlap(one.text, other.text) {
				w.fail("%q %v and %q %v overlap", one.text, one.ink, other.text, other.ink)
			}
		}
	}
}
