// Package svg writes a page as an SVG picture whose letters are outlines, so that Thai marks stand
// right in every viewer and no font is needed.
package svg

import (
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/go-text/typesetting/font/opentype"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// writer collects the elements; one unit of the picture is a micrometre.
type writer struct {
	strings.Builder
	shaper *text.Shaper
}

// Write writes a page as SVG at its own size.
func Write(out io.Writer, shaper *text.Shaper, page printing.Page) error {
	w := &writer{shaper: shaper}
	w.add(`<svg xmlns="http://www.w3.org/2000/svg" width="%smm" height="%smm" viewBox="0 0 %d %d">`+"\n",
		thousandths(int(page.Width)), thousandths(int(page.Height)), page.Width, page.Height)
	w.rect(0, 0, page.Width, page.Height, printing.White)
	for _, op := range page.Ops {
		if err := w.op(op); err != nil {
			return err
		}
	}
	w.add("</svg>\n")
	_, err := io.WriteString(out, w.String())
	return err
}

func (w *writer) add(format string, values ...any) { fmt.Fprintf(w, format, values...) }

func (w *writer) op(op printing.Op) error {
	switch op := op.(type) {
	case printing.Text:
		w.text(op)
	case printing.Rect:
		w.rect(op.X, op.Y, op.W, op.H, op.Colour)
	case printing.Frame:
		half := op.Stroke / 2
		w.add(`<rect x="%d" y="%d" width="%d" height="%d" fill="none" stroke="%s" stroke-width="%d"/>`+"\n",
			op.X+half, op.Y+half, op.W-op.Stroke, op.H-op.Stroke, hex(op.Colour), op.Stroke)
	case printing.Rule:
		dash := ""
		if op.Dash > 0 {
			dash = fmt.Sprintf(` stroke-dasharray="%d"`, op.Dash)
		}
		w.add(`<path d="M%d %dh%d" stroke="%s" stroke-width="%d"%s/>`+"\n",
			op.X, op.Y+op.Stroke/2, op.W, hex(op.Colour), op.Stroke, dash)
	case printing.Image:
		return w.image(op)
	case printing.Code:
		w.code(op)
	case printing.Bars:
		return w.bars(op)
	}
	return nil
}

func (w *writer) rect(x, y, width, height printing.Unit, colour printing.Colour) {
	w.add(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", x, y, width, height, hex(colour))
}

// text draws a line as one path and says it in words for those who cannot see it.
func (w *writer) text(op printing.Text) {
	line := w.shaper.Line(op.String, op.Face)
	w.add(`<path fill="%s" aria-label="%s" d="`, hex(op.Colour), escaped(line.Text))
	pen := 0
	for _, glyph := range line.Glyphs {
		at := func(p opentype.SegmentPoint) string {
			return fmt.Sprintf("%d %d", op.X+scaled(pen+glyph.X, p.X, op.Size), op.Y-scaled(glyph.Y, p.Y, op.Size))
		}
		w.outline(w.shaper.Outline(glyph.Face, glyph.ID), at)
		pen += glyph.Advance
	}
	w.add("\"/>\n")
}

// scaled gives a coordinate in font units, offset and point, at a type size.
func scaled(offset int, point float32, size printing.Unit) printing.Unit {
	return printing.Unit((int64(offset)*64 + int64(point*64)) * int64(size) / (64 * text.Em))
}

func (w *writer) outline(path []opentype.Segment, at func(opentype.SegmentPoint) string) {
	for n, segment := range path {
		switch segment.Op {
		case opentype.SegmentOpMoveTo:
			if n > 0 {
				w.add("Z")
			}
			w.add("M")
		case opentype.SegmentOpLineTo:
			w.add("L")
		case opentype.SegmentOpQuadTo:
			w.add("Q")
		case opentype.SegmentOpCubeTo:
			w.add("C")
		}
		for k, point := range segment.ArgsSlice() {
			if k > 0 {
				w.add(" ")
			}
			w.add("%s", at(point))
		}
	}
	if len(path) > 0 {
		w.add("Z")
	}
}

// image puts the picture's file into the drawing.
func (w *writer) image(op printing.Image) error {
	if op.Picture == nil {
		return nil
	}
	data, kind, err := op.Picture.Encode()
	if err != nil {
		return err
	}
	w.add(`<image x="%d" y="%d" width="%d" height="%d" preserveAspectRatio="none" href="data:image/%s;base64,%s"/>`+"\n",
		op.X, op.Y, op.W, op.H, kind, base64.StdEncoding.EncodeToString(data))
	return nil
}

func (w *writer) code(op printing.Code) {
	w.rect(op.X, op.Y, op.Side, op.Side, printing.White)
	scale := thousandths(int(op.Side) * 1000 / (op.Matrix.Size + 2*printing.Quiet))
	w.modules(op.Matrix.Spans(), fmt.Sprintf("translate(%d %d) scale(%s) translate(%d %d)",
		op.X, op.Y, scale, printing.Quiet, printing.Quiet))
}

// bars draws a linear code as wide as its box, quiet zones included: a screen has no dots to keep to.
func (w *writer) bars(op printing.Bars) error {
	_, inset, err := op.Barcode.Fit(op.Barcode.Whole() * printing.MinDots)
	if err != nil {
		return err
	}
	w.rect(op.X, op.Y, op.W, op.H, printing.White)
	w.modules(op.Barcode.Spans(), fmt.Sprintf("translate(%d %d) scale(%s %d) translate(%d 0)",
		op.X, op.Y, thousandths(int(op.W)*1000/op.Barcode.Whole()), op.H, inset/printing.MinDots))
	return nil
}

// modules draws the dark modules of a code, moved and scaled to their place.
func (w *writer) modules(spans []printing.Span, place string) {
	w.add(`<path shape-rendering="crispEdges" transform="%s" d="`, place)
	for _, span := range spans {
		w.add("M%d %dh%dv%dh%dz", span.X, span.Y, span.W, span.H, -span.W)
	}
	w.add("\"/>\n")
}

func hex(c printing.Colour) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// thousandths writes n/1000 without a float.
func thousandths(n int) string { return fmt.Sprintf("%d.%03d", n/1000, n%1000) }

func escaped(words string) string {
	var out strings.Builder
	if err := xml.EscapeText(&out, []byte(words)); err != nil {
		return ""
	}
	return out.String()
}
