//go:build window

package journey

import (
	"image"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"

	"github.com/talat-pos/talat/app/theme"
)

// words is a text as the program draws it: how much ink each pixel has.
type words struct {
	width, height int
	ink           []uint8
	full, empty   []image.Point // some pixels that tell the most
	beside        []image.Point // all in the margins but those next to the ink
}

// sizes are those of the theme's texts, with the heaviness they are written in.
var sizes = []struct {
	name fyne.ThemeSizeName
	bold bool
}{
	{theme.ButtonText, true}, {theme.PayText, true}, {theme.Text, false}, {theme.Text, true}, {theme.Small, false},
	{theme.Small, true}, {theme.Caption, false}, {theme.Caption, true}, {theme.Section, true}, {theme.Title, true},
	{theme.Price, true}, {theme.MoneyText, true}, {theme.Total, true}, {theme.Change, true}, {theme.Tiny, false}, {theme.Tiny, true},
}

// write draws a text in each size, by the painter that the window uses too.
func write(text string) []*words {
	all := []*words{}
	for _, size := range sizes {
		line := canvas.NewText(text, color.White)
		line.TextSize = theme.Of(fyne.CurrentApp().Settings().Theme()).Size(size.name)
		line.TextStyle.Bold = size.bold
		ground := software.NewTransparentCanvas()
		ground.SetPadded(false)
		ground.SetContent(line)
		ground.Resize(line.MinSize())
		if w := newWords(ground.Capture()); w != nil {
			all = append(all, w)
		}
	}
	return all
}

// margin is how far around a text there is no other ink: "ขาย" is not read in "ขายดี".
const margin = 3

// solid is the least ink of a pixel that counts as full: thin strokes have no more.
const solid = 215

// newWords takes the part of a drawing that has ink; nil where there is none.
func newWords(drawing image.Image) *words {
	var inked image.Rectangle
	alpha := func(x, y int) uint8 { _, _, _, a := drawing.At(x, y).RGBA(); return uint8(a >> 8) }
	for y := range drawing.Bounds().Dy() {
		for x := range drawing.Bounds().Dx() {
			if alpha(x, y) > 0 {
				inked = inked.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	inked.Min.X, inked.Max.X = inked.Min.X-margin, inked.Max.X+margin
	w := &words{width: inked.Dx(), height: inked.Dy()}
	for y := inked.Min.Y; y < inked.Max.Y; y++ {
		for x := inked.Min.X; x < inked.Max.X; x++ {
			a := alpha(x, y)
			w.ink = append(w.ink, a)
			at := image.Pt(x, y).Sub(inked.Min)
			if a > solid {
				w.full = append(w.full, at)
			} else if a == 0 {
				w.empty = append(w.empty, at)
			}
			if at.X < margin-1 || at.X > w.width-margin {
				w.beside = append(w.beside, at)
			}
		}
	}
	if len(w.full) == 0 || len(w.empty) == 0 {
		return nil
	}
	w.full, w.empty = some(w.full), some(w.empty)
	return w
}

// some keeps a few points from all over a text.
func some(points []image.Point) []image.Point {
	const few = 12
	if len(points) <= few {
		return points
	}
	kept := make([]image.Point, few)
	for n := range kept {
		kept[n] = points[n*len(points)/few]
	}
	return kept
}

const (
	contrast = 90  // of ink on its ground: what has less cannot be used, or only explains
	bright   = 165 // the lighter of the two: what has less lies under a dialog's veil
	uneven   = 50  // how far one telling pixel may be from ink or ground
	unlike   = 28  // of 255: how far pixels may be from those expected, on average
)

// find gives the places where words stand in a part of a picture, in whatever colours. Most places show at
// two pixels that nothing is written there.
func (w *words) find(g *gray, in image.Rectangle) (places []image.Rectangle) {
	full, empty := w.full[0].Y*g.width+w.full[0].X, w.empty[0].Y*g.width+w.empty[0].X
	in = in.Intersect(image.Rect(0, 0, g.width, g.height))
	for y := in.Min.Y; y <= in.Max.Y-w.height; y++ {
		for x := in.Min.X; x <= in.Max.X-w.width; x++ {
			at := y*g.width + x
			ink, ground := int(g.at[at+full]), int(g.at[at+empty])
			if away(ink, ground) >= contrast && max(ink, ground) >= bright && w.stands(g, x, y, ink, ground) {
				places = append(places, image.Rect(x, y, x+w.width, y+w.height))
			}
		}
	}
	return places
}

// stands reports whether the words stand at a place, written with that ink on that ground.
func (w *words) stands(g *gray, x, y, ink, ground int) bool {
	pixel := func(p image.Point) int { return int(g.at[(y+p.Y)*g.width+x+p.X]) }
	for _, p := range w.empty {
		if away(pixel(p), ground) > uneven {
			return false
		}
	}
	for _, p := range w.full {
		if away(pixel(p), ink) > uneven {
			return false
		}
	}
	for _, p := range w.beside {
		if away(pixel(p), ground) > uneven {
			return false
		}
	}
	off := 0
	for n, a := range w.ink {
		wanted := ground + (ink-ground)*int(a)/255
		off += away(wanted, int(g.at[(y+n/w.width)*g.width+x+n%w.width]))
	}
	return off*255/away(ink, ground) <= unlike*len(w.ink)
}

func away(a, b int) int { return max(a-b, b-a) }

// read finds a text in a part of a picture in any of its sizes, from the top to the bottom. Neighbouring pixels that
// both look like it are one place.
func read(g *gray, all []*words, in image.Rectangle) (places []image.Rectangle) {
	for _, w := range all {
		for _, place := range w.find(g, in) {
			if !slices.ContainsFunc(places, place.Overlaps) {
				places = append(places, place)
			}
		}
	}
	slices.SortFunc(places, func(a, b image.Rectangle) int {
		if a.Min.Y != b.Min.Y {
			return a.Min.Y - b.Min.Y
		}
		return a.Min.X - b.Min.X
	})
	return places
}
