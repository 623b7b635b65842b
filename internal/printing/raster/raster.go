// Package raster draws pages as dots: black and white for thermal printers, in colour for pictures.
package raster

import (
	"image"
	"sync"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/recent"
	"github.com/talat-pos/talat/internal/printing/text"
)

// Bounds of a drawing, in dots. The longest roll, about 5 m, is a bill of some 500 lines.
const (
	maxSide = 40_000
	maxArea = 24_000_000
)

// maxMasks bounds the drawn clusters kept: some 0.5 KB each at receipt sizes.
const maxMasks = 2000

// Renderer draws pages. It keeps the letters it drew and may be used from many goroutines.
type Renderer struct {
	mu     sync.Mutex
	shaper *text.Shaper
	masks  *recent.Cache[clusterKey, mask]
}

// New returns a renderer that shapes with shaper.
func New(shaper *text.Shaper) *Renderer {
	return &Renderer{shaper: shaper, masks: recent.New[clusterKey, mask](maxMasks)}
}

// Bitmap draws a page with dots dots across, in black and white. It fails with "page_too_large", or
// with "code_too_small" when a QR code would have fewer than three dots a module.
func (r *Renderer) Bitmap(page printing.Page, dots int) (*printing.Bitmap, error) {
	width, height, err := measure(page, dots)
	if err != nil {
		return nil, err
	}
	paper := printing.NewBitmap(width, height)
	return paper, r.paint(page, dots, burnt{paper})
}

// Picture draws a page with dots dots across, in colour with smooth edges. It fails like Bitmap.
func (r *Renderer) Picture(page printing.Page, dots int) (*image.RGBA, error) {
	width, height, err := measure(page, dots)
	if err != nil {
		return nil, err
	}
	picture := painted{image.NewRGBA(image.Rect(0, 0, width, height))}
	picture.fill(picture.Rect, printing.White)
	return picture.RGBA, r.paint(page, dots, picture)
}

func measure(page printing.Page, dots int) (width, height int, err error) {
	tooLarge := func(height int) error {
		return fault.New("page_too_large", "page", fault.Values{"width": dots, "height": height})
	}
	if dots <= 0 || dots > maxSide || page.Width <= 0 || page.Height < 0 || page.Height > maxSide*printing.MM {
		return 0, 0, tooLarge(0)
	}
	height = grid{page.Width, dots}.dots(page.Height)
	if height > maxSide || height*dots > maxArea {
		return 0, 0, tooLarge(height)
	}
	return dots, height, nil
}

// grid turns lengths into dots.
type grid struct {
	width printing.Unit
	count int
}

// dots rounds to the nearest dot.
func (g grid) dots(length printing.Unit) int {
	return int((2*int64(length)*int64(g.count) + int64(g.width)) / (2 * int64(g.width)))
}

// area rounds the edges of a rectangle, so that neighbours meet; nothing becomes thinner than a dot.
func (g grid) area(x, y, w, h printing.Unit) image.Rectangle {
	area := image.Rectangle{
		Min: image.Point{X: g.dots(x), Y: g.dots(y)}, Max: image.Point{X: g.dots(x + w), Y: g.dots(y + h)},
	}
	area.Max.X, area.Max.Y = max(area.Max.X, area.Min.X+1), max(area.Max.Y, area.Min.Y+1)
	return area
}

func (r *Renderer) paint(page printing.Page, dots int, to surface) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := grid{page.Width, dots}
	for _, op := range page.Ops {
		switch op := op.(type) {
		case printing.Text:
			r.text(op, g, to)
		case printing.Rect:
			to.fill(g.area(op.X, op.Y, op.W, op.H), op.Colour)
		case printing.Frame:
			frame(op, g, to)
		case printing.Rule:
			rule(op, g, to)
		case printing.Image:
			if op.Picture != nil {
				to.picture(op.Picture, g.area(op.X, op.Y, op.W, op.H))
			}
		case printing.Code:
			if err := code(op, g, to); err != nil {
				return err
			}
		case printing.Bars:
			if err := bars(op, g, to); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Renderer) text(op printing.Text, g grid, to surface) {
	size := int(int64(op.Size) * 64 * int64(g.count) / int64(g.width))
	line := r.shaper.Line(op.String, op.Face)
	y := g.dots(op.Y)
	r.clusters(line, size, func(pen int, ink mask) {
		x := g.dots(op.X + printing.Unit(int64(pen)*int64(op.Size)/text.Em))
		to.stamp(ink, image.Point{X: x, Y: y}, op.Colour)
	})
}

func frame(op printing.Frame, g grid, to surface) {
	outer := g.area(op.X, op.Y, op.W, op.H)
	stroke := max(g.dots(op.Stroke), 1)
	inner := outer.Inset(stroke)
	if inner.Empty() {
		to.fill(outer, op.Colour)
		return
	}
	to.fill(image.Rect(outer.Min.X, outer.Min.Y, outer.Max.X, inner.Min.Y), op.Colour)
	to.fill(image.Rect(outer.Min.X, inner.Max.Y, outer.Max.X, outer.Max.Y), op.Colour)
	to.fill(image.Rect(outer.Min.X, inner.Min.Y, inner.Min.X, inner.Max.Y), op.Colour)
	to.fill(image.Rect(inner.Max.X, inner.Min.Y, outer.Max.X, inner.Max.Y), op.Colour)
}

func rule(op printing.Rule, g grid, to surface) {
	whole := g.area(op.X, op.Y, op.W, op.Stroke)
	dash := g.dots(op.Dash)
	if dash <= 0 {
		to.fill(whole, op.Colour)
		return
	}
	for x := whole.Min.X; x < whole.Max.X; x += 2 * dash {
		to.fill(image.Rect(x, whole.Min.Y, min(x+dash, whole.Max.X), whole.Max.Y), op.Colour)
	}
}

func code(op printing.Code, g grid, to surface) error {
	area := g.area(op.X, op.Y, op.Side, op.Side)
	module, inset, err := op.Fit(min(area.Dx(), area.Dy()))
	if err != nil {
		return err
	}
	to.fill(area, printing.White)
	for _, span := range op.Matrix.Spans() {
		at := area.Min.Add(image.Point{X: inset + span.X*module, Y: inset + span.Y*module})
		to.fill(image.Rectangle{Min: at, Max: at.Add(image.Point{X: span.W * module, Y: span.H * module})}, printing.Black)
	}
	return nil
}

func bars(op printing.Bars, g grid, to surface) error {
	area := g.area(op.X, op.Y, op.W, op.H)
	module, inset, err := op.Fit(area.Dx())
	if err != nil {
		return err
	}
	to.fill(area, printing.White)
	for _, span := range op.Barcode.Spans() {
		left := area.Min.X + inset + span.X*module
		to.fill(image.Rect(left, area.Min.Y, left+span.W*module, area.Max.Y), printing.Black)
	}
	return nil
}
