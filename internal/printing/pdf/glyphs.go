package pdf

import (
	"encoding/binary"
	"math"

	"github.com/go-text/typesetting/font/opentype"
)

// glyph is one glyph of a TrueType font: its data and the box around its ink.
type glyph struct {
	data                   []byte
	left, low, right, high int16
	points, contours       int // of a composite glyph, those of its parts
	parts                  int // 0 for a simple glyph
}

// point is a corner of a contour; off the curve it pulls.
type point struct {
	x, y float32
	on   bool
}

// simple makes a glyph of an outline.
func simple(outline []opentype.Segment) glyph {
	contours := contoursOf(outline)
	if len(contours) == 0 {
		return glyph{}
	}
	made := glyph{left: math.MaxInt16, low: math.MaxInt16, right: math.MinInt16, high: math.MinInt16, contours: len(contours)}
	var ends, flags, xs, ys []byte
	lastX, lastY := int16(0), int16(0)
	for _, contour := range contours {
		made.points += len(contour)
		ends = binary.BigEndian.AppendUint16(ends, uint16(made.points-1))
		for _, at := range contour {
			x, y := rounded(at.x), rounded(at.y)
			made.left, made.right = min(made.left, x), max(made.right, x)
			made.low, made.high = min(made.low, y), max(made.high, y)
			flag := byte(0)
			if at.on {
				flag = 1
			}
			var flagX, flagY byte
			xs, flagX = delta(xs, int(x)-int(lastX), 0x02, 0x10)
			ys, flagY = delta(ys, int(y)-int(lastY), 0x04, 0x20)
			flags = append(flags, flag|flagX|flagY)
			lastX, lastY = x, y
		}
	}
	made.data = made.head(int16(len(contours)))
	made.data = append(made.data, ends...)
	made.data = append(made.data, 0, 0) // no instructions
	made.data = append(made.data, repeated(flags)...)
	made.data = append(made.data, xs...)
	made.data = append(made.data, ys...)
	return made
}

func rounded(v float32) int16 {
	return int16(max(math.MinInt16, min(math.MaxInt16, math.Round(float64(v)))))
}

// delta appends a coordinate's step in one byte, two, or none, and gives the flags that say so: short
// for one byte, same for none, both for one byte forwards.
func delta(out []byte, step int, short, same byte) ([]byte, byte) {
	switch {
	case step == 0:
		return out, same
	case step > 0 && step < 256:
		return append(out, byte(step)), short | same
	case step < 0 && step > -256:
		return append(out, byte(-step)), short
	}
	return binary.BigEndian.AppendUint16(out, uint16(int16(step))), 0
}

// repeated writes runs of one flag as the flag and a count.
func repeated(flags []byte) []byte {
	var out []byte
	for n := 0; n < len(flags); {
		run := 1
		for n+run < len(flags) && run < 256 && flags[n+run] == flags[n] {
			run++
		}
		if run > 2 {
			out = append(out, flags[n]|0x08, byte(run-1))
		} else {
			out = append(out, flags[n:n+run]...)
		}
		n += run
	}
	return out
}

// head begins a glyph's data.
func (g glyph) head(contours int16) []byte {
	var data []byte
	for _, n := range []int16{contours, g.left, g.low, g.right, g.high} {
		data = binary.BigEndian.AppendUint16(data, uint16(n))
	}
	return data
}

// contoursOf turns an outline into the points of quadratic curves.
func contoursOf(outline []opentype.Segment) [][]point {
	var contours [][]point
	var contour []point
	end := func() {
		if contour = closed(contour); len(contour) > 1 {
			contours = append(contours, contour)
		}
		contour = nil
	}
	for _, segment := range outline {
		a, b, c := segment.Args[0], segment.Args[1], segment.Args[2]
		switch segment.Op {
		case opentype.SegmentOpMoveTo:
			end()
			contour = append(contour, point{a.X, a.Y, true})
		case opentype.SegmentOpLineTo:
			contour = append(contour, point{a.X, a.Y, true})
		case opentype.SegmentOpQuadTo:
			contour = append(contour, point{a.X, a.Y, false}, point{b.X, b.Y, true})
		case opentype.SegmentOpCubeTo:
			if len(contour) > 0 {
				contour = cubic(contour, a, b, c)
			}
		}
	}
	end()
	return contours
}

// cubic adds a curve of the third degree as four of the second, which is nearer than print can show.
func cubic(contour []point, a, b, c opentype.SegmentPoint) []point {
	const pieces = 4
	start := contour[len(contour)-1]
	at := func(t float32) (x, y, dx, dy float32) {
		u := 1 - t
		x = u*u*u*start.x + 3*u*u*t*a.X + 3*u*t*t*b.X + t*t*t*c.X
		y = u*u*u*start.y + 3*u*u*t*a.Y + 3*u*t*t*b.Y + t*t*t*c.Y
		dx = 3 * (u*u*(a.X-start.x) + 2*u*t*(b.X-a.X) + t*t*(c.X-b.X))
		dy = 3 * (u*u*(a.Y-start.y) + 2*u*t*(b.Y-a.Y) + t*t*(c.Y-b.Y))
		return x, y, dx, dy
	}
	const step = 1.0 / pieces
	for n := range pieces {
		x0, y0, dx0, dy0 := at(float32(n) * step)
		x1, y1, dx1, dy1 := at(float32(n+1) * step)
		// The control point of a parabola with the same ends and, on the average, the same directions.
		pull := point{(x0+x1)/2 + (dx0-dx1)*step/4, (y0+y1)/2 + (dy0-dy1)*step/4, false}
		contour = append(contour, pull, point{x1, y1, true})
	}
	return contour
}

// closed leaves out a last point that is the first one again, and points on the curve that are just
// between two off it, which TrueType puts there by itself.
func closed(contour []point) []point {
	if last := len(contour) - 1; last > 0 && contour[last] == contour[0] {
		contour = contour[:last]
	}
	var kept []point
	for n, at := range contour {
		if at.on && n > 0 && n < len(contour)-1 {
			before, after := contour[n-1], contour[n+1]
			if !before.on && !after.on && before.x+after.x == 2*at.x && before.y+after.y == 2*at.y {
				continue
			}
		}
		kept = append(kept, at)
	}
	return kept
}

// placed is a glyph as part of a composite one.
type placed struct {
	glyph glyph
	id    uint16
	x, y  int
}

// composite puts glyphs together.
func composite(parts []placed) glyph {
	made := glyph{left: math.MaxInt16, low: math.MaxInt16, right: math.MinInt16, high: math.MinInt16}
	var data []byte
	for n, part := range parts {
		made.left, made.right = min(made.left, part.glyph.left+int16(part.x)), max(made.right, part.glyph.right+int16(part.x))
		made.low, made.high = min(made.low, part.glyph.low+int16(part.y)), max(made.high, part.glyph.high+int16(part.y))
		made.points += part.glyph.points
		made.contours += part.glyph.contours
		flags := uint16(0x0002) // offsets, not points to be matched
		wide := part.x != int(int8(part.x)) || part.y != int(int8(part.y))
		if wide {
			flags |= 0x0001
		}
		if n < len(parts)-1 {
			flags |= 0x0020 // more follow
		}
		data = binary.BigEndian.AppendUint16(data, flags)
		data = binary.BigEndian.AppendUint16(data, part.id)
		if wide {
			data = binary.BigEndian.AppendUint16(data, uint16(int16(part.x)))
			data = binary.BigEndian.AppendUint16(data, uint16(int16(part.y)))
		} else {
			data = append(data, byte(int8(part.x)), byte(int8(part.y)))
		}
	}
	made.parts = len(parts)
	made.data = append(made.head(-1), data...)
	return made
}
