package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font/opentype"
	scale "golang.org/x/image/draw"

	"github.com/talat-pos/talat/internal/printing"
)

// threshold is the coverage from which a dot is burnt.
const threshold = 112

// surface is what a page is drawn on, in dots.
type surface interface {
	fill(area image.Rectangle, colour printing.Colour)
	stamp(ink mask, at image.Point, colour printing.Colour)
	picture(picture *printing.Picture, area image.Rectangle)
}

// burnt is the paper of a one-colour printer.
type burnt struct{ *printing.Bitmap }

func (s burnt) fill(area image.Rectangle, colour printing.Colour) {
	s.Fill(area.Min.X, area.Min.Y, area.Max.X, area.Max.Y, colour.Dark())
}

func (s burnt) stamp(ink mask, at image.Point, colour printing.Colour) {
	black := colour.Dark()
	for y := ink.Rect.Min.Y; y < ink.Rect.Max.Y; y++ {
		row := ink.Pix[(y-ink.Rect.Min.Y)*ink.Stride:][:ink.Rect.Dx()]
		for x, coverage := range row {
			if coverage >= threshold {
				s.Set(at.X+ink.Rect.Min.X+x, at.Y+y, black)
			}
		}
	}
}

func (s burnt) picture(picture *printing.Picture, area image.Rectangle) {
	visible := area.Intersect(image.Rect(0, 0, s.Width, s.Height))
	if visible.Empty() || area.Dx()*area.Dy() > maxArea {
		return
	}
	dots := picture.Burnt(area.Dx(), area.Dy())
	for y := visible.Min.Y; y < visible.Max.Y; y++ {
		for x := visible.Min.X; x < visible.Max.X; x++ {
			s.Set(x, y, dots.Black(x-area.Min.X, y-area.Min.Y))
		}
	}
}

// painted is a picture in colours, with smooth edges.
type painted struct{ *image.RGBA }

func (s painted) fill(area image.Rectangle, colour printing.Colour) {
	draw.Draw(s.RGBA, area, uniform(colour), image.Point{}, draw.Src)
}

func (s painted) stamp(ink mask, at image.Point, colour printing.Colour) {
	draw.DrawMask(s.RGBA, ink.Rect.Add(at), uniform(colour), image.Point{}, ink, ink.Rect.Min, draw.Over)
}

func (s painted) picture(picture *printing.Picture, area image.Rectangle) {
	scale.BiLinear.Scale(s.RGBA, area, picture.Image, picture.Image.Bounds(), draw.Src, nil)
}

func uniform(c printing.Colour) image.Image {
	return image.NewUniform(color.RGBA{c.R, c.G, c.B, 255})
}

// bounds collects the box around points. Control points may lie outside the ink, which costs a few
// empty dots and nothing else.
type bounds struct {
	any                    bool
	left, top, right, down float32
}

func (b *bounds) add(p opentype.SegmentPoint) {
	if !b.any {
		*b = bounds{true, p.X, p.Y, p.X, p.Y}
		return
	}
	b.left, b.right = min(b.left, p.X), max(b.right, p.X)
	b.top, b.down = min(b.top, p.Y), max(b.down, p.Y)
}

func (b *bounds) dots() image.Rectangle {
	floor := func(v float32) int { return int(math.Floor(float64(v))) }
	ceil := func(v float32) int { return int(math.Ceil(float64(v))) }
	return image.Rect(floor(b.left), floor(b.top), ceil(b.right), ceil(b.down))
}
