package raster

import (
	"image"
	"image/draw"

	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"

	"github.com/talat-pos/talat/internal/printing/text"
)

// A cluster (a consonant with its vowel and tone) is drawn once, exactly, and then set on whole dots,
// so that a letter looks the same wherever it stands and its marks never shift against it.

// part is one glyph of a cluster: where it is drawn from the cluster's origin, in units, Y upwards.
type part struct {
	face text.Face
	id   uint16
	x, y int16
}

// clusterKey names a drawn cluster. size is the em in 1/64 dots.
type clusterKey struct {
	size  int
	count int
	parts [4]part
}

// mask is a drawn cluster: its coverage, with bounds relative to the origin on the baseline.
type mask = *image.Alpha

// clusters calls stamp with the mask of every cluster of a line and its pen position in units. A
// cluster of more glyphs than a key holds is drawn in pieces.
func (r *Renderer) clusters(line text.Line, size int, stamp func(pen int, ink mask)) {
	pen := 0
	for start := 0; start < len(line.Glyphs); {
		key := clusterKey{size: size}
		origin, at := pen, start
		for ; at < len(line.Glyphs) && line.Glyphs[at].Cluster == line.Glyphs[start].Cluster && key.count < len(key.parts); at++ {
			glyph := line.Glyphs[at]
			key.parts[key.count] = part{glyph.Face, glyph.ID, int16(pen - origin + glyph.X), int16(glyph.Y)}
			key.count++
			pen += glyph.Advance
		}
		start = at
		stamp(origin, r.mask(key))
	}
}

func (r *Renderer) mask(key clusterKey) mask {
	if ink, ok := r.masks.Get(key); ok {
		return ink
	}
	ink := r.draw(key)
	r.masks.Put(key, ink)
	return ink
}

// draw fills the outlines of a cluster in a picture just large enough for it.
func (r *Renderer) draw(key clusterKey) mask {
	var paths [][]opentype.Segment
	scale := float32(key.size) / 64 / text.Em
	box := bounds{}
	for _, part := range key.parts[:key.count] {
		path := placed(r.shaper.Outline(part.face, part.id), part, scale)
		for n := range path {
			for _, point := range path[n].ArgsSlice() {
				box.add(point)
			}
		}
		paths = append(paths, path)
	}
	area := box.dots()
	ink := image.NewAlpha(area)
	if area.Empty() {
		return ink
	}
	raster := vector.NewRasterizer(area.Dx(), area.Dy())
	raster.DrawOp = draw.Src
	for _, path := range paths {
		trace(raster, path, float32(area.Min.X), float32(area.Min.Y))
	}
	raster.Draw(ink, area, image.Opaque, image.Point{})
	return ink
}

// placed gives a path in dots, Y downwards.
func placed(path []opentype.Segment, p part, scale float32) []opentype.Segment {
	moved := make([]opentype.Segment, len(path))
	for n, segment := range path {
		moved[n].Op = segment.Op
		for k, point := range segment.Args {
			moved[n].Args[k] = opentype.SegmentPoint{
				X: (point.X + float32(p.x)) * scale, Y: -(point.Y + float32(p.y)) * scale,
			}
		}
	}
	return moved
}

func trace(raster *vector.Rasterizer, path []opentype.Segment, left, top float32) {
	for n, segment := range path {
		a, b, c := segment.Args[0], segment.Args[1], segment.Args[2]
		switch segment.Op {
		case opentype.SegmentOpMoveTo:
			if n > 0 {
				raster.ClosePath()
			}
			raster.MoveTo(a.X-left, a.Y-top)
		case opentype.SegmentOpLineTo:
			raster.LineTo(a.X-left, a.Y-top)
		case opentype.SegmentOpQuadTo:
			raster.QuadTo(a.X-left, a.Y-top, b.X-left, b.Y-top)
		case opentype.SegmentOpCubeTo:
			raster.CubeTo(a.X-left, a.Y-top, b.X-left, b.Y-top, c.X-left, c.Y-top)
		}
	}
	if len(path) > 0 {
		raster.ClosePath()
	}
}
