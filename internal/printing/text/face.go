// Package text turns strings into placed glyphs for everything that is printed: it chooses fonts and
// scripts, shapes with HarfBuzz's rules and measures, so that paper, files and previews agree.
package text

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
)

// Face names one of the fonts that papers are set in.
type Face uint8

// Sarabun is the face of Thai official papers. A caller asks for Regular or Bold, which the owner may
// have chosen; Sarabun stands in for what these lack, the fallbacks for what Sarabun lacks, and Box for
// what no font here can draw.
const (
	Regular Face = iota
	Bold
	sarabunRegular
	sarabunBold
	fallbackRegular
	fallbackBold
	Box
)

// Em is how many units an em has in everything this package gives, whatever the font file counts in.
const Em = 1000

var files = [...]string{
	sarabunRegular:  "fonts/Sarabun-Regular.ttf",
	sarabunBold:     "fonts/Sarabun-Bold.ttf",
	fallbackRegular: "fonts/NotoSansThai-Regular.ttf",
	fallbackBold:    "fonts/NotoSansThai-SemiBold.ttf",
}

// fallback gives the face tried when f lacks a character.
func (f Face) fallback() Face {
	switch f {
	case Regular, Bold, sarabunRegular, sarabunBold:
		return f + 2
	}
	return Box
}

// Fonts are the files papers are set in, TrueType or OpenType; the first font of a collection is
// taken. What is nil is Sarabun, but for Bold beside a Regular that was chosen: then that one sets all,
// because a page in two typefaces looks broken, while what is bold here is mostly larger too.
type Fonts struct{ Regular, Bold []byte }

// MaxFont bounds a font file, in bytes. Fonts of all Chinese letters have some 20 MB.
const MaxFont = 40 << 20

// maxReach bounds, in units, how far a glyph of a font from outside may reach or move the pen: a broken
// one must not draw over the page or ask for a picture as large as memory.
const maxReach = 4 * Em

// loaded is one parsed font. Neither face nor font may be used from two goroutines at once.
type loaded struct {
	face  *font.Face
	font  *harfbuzz.Font
	upem  float32 // units of the file in an em
	alien bool    // from outside: nothing in it is trusted
}

// open parses a font that somebody chose. It fails with "font_unreadable".
func open(data []byte, field string) (one loaded, err error) {
	unreadable := func(cause error) error { return &fault.Error{Code: "font_unreadable", Field: field, Err: cause} }
	defer func() {
		if cause := recover(); cause != nil { // a broken file must never end the program
			err = unreadable(fmt.Errorf("recovered: %v", cause))
		}
	}()
	if len(data) > MaxFont {
		return loaded{}, unreadable(errors.New("the file is too large"))
	}
	faces, err := font.ParseTTC(bytes.NewReader(data))
	if err != nil {
		return loaded{}, unreadable(err)
	}
	if len(faces) == 0 || faces[0].Upem() == 0 {
		return loaded{}, unreadable(errors.New("no font in the file"))
	}
	one = loaded{faces[0], harfbuzz.NewFont(faces[0]), float32(faces[0].Upem()), true}
	one.font.XScale, one.font.YScale = Em, Em
	return one, nil
}

// load parses an embedded font. A broken one is a fault of the program, so it panics.
func load(f Face) loaded {
	one, err := open(assets.Read(files[f]), files[f])
	if err != nil {
		panic(err)
	}
	one.alien = false
	return one
}

// covers reports whether the font has every character of a cluster.
func (l loaded) covers(cluster []rune) (all bool) {
	defer func() {
		if l.alien && recover() != nil {
			all = false
		}
	}()
	for _, r := range cluster {
		if _, ok := l.face.NominalGlyph(r); !ok {
			return false
		}
	}
	return true
}

// reach gives how far a glyph's ink reaches above and below its own baseline, in units.
func (l loaded) reach(id font.GID) (top, bottom int) {
	ink, ok := l.face.GlyphExtents(id)
	if !ok || ink.Height == 0 {
		return 0, 0
	}
	top = int(math.Ceil(float64(ink.YBearing * Em / l.upem)))
	return top, int(math.Ceil(float64(-ink.Height*Em/l.upem))) - top
}

// sound reports whether glyphs of a font from outside are drawn with care: none is the font's sign for
// a missing one, and none reaches far.
func (l loaded) sound(b *harfbuzz.Buffer) bool {
	if !l.alien {
		return true
	}
	far := func(n int) bool { return n < -maxReach || n > maxReach }
	for n, info := range b.Info {
		top, bottom := l.reach(info.Glyph)
		at := b.Pos[n]
		if info.Glyph == 0 || info.Glyph > math.MaxUint16 || far(top) || far(bottom) || at.XAdvance < 0 ||
			far(int(at.XAdvance)) || far(int(at.XOffset)) || far(int(at.YOffset)) {
			return false
		}
	}
	return true
}

// outline gives the contours of a glyph in units, none where a font from outside is broken there.
func (l loaded) outline(id uint16) (contours []opentype.Segment) {
	defer func() {
		if l.alien && recover() != nil {
			contours = nil
		}
	}()
	outline, _ := l.face.GlyphDataOutline(font.GID(id))
	for n := range outline.Segments {
		for k := range outline.Segments[n].Args {
			point := &outline.Segments[n].Args[k]
			point.X *= Em / l.upem
			point.Y *= Em / l.upem
			if within := max(point.X, -point.X, point.Y, -point.Y) <= maxReach; l.alien && !within { // a NaN is not
				return nil
			}
		}
	}
	return outline.Segments
}

// hollow is the outline of Box: a square standing on the baseline, its inside running the other way
// round, which makes it a hole.
func hollow() []opentype.Segment {
	const left, side, stroke = (BoxAdvance - BoxSide) / 2, BoxSide, BoxStroke
	square := func(x0, y0, x1, y1 float32) []opentype.Segment {
		corner := func(op opentype.SegmentOp, x, y float32) opentype.Segment {
			return opentype.Segment{Op: op, Args: [3]opentype.SegmentPoint{{X: x, Y: y}}}
		}
		return []opentype.Segment{
			corner(opentype.SegmentOpMoveTo, x0, y0), corner(opentype.SegmentOpLineTo, x1, y0),
			corner(opentype.SegmentOpLineTo, x1, y1), corner(opentype.SegmentOpLineTo, x0, y1),
		}
	}
	return append(square(left, 0, left+side, side), square(left+side-stroke, stroke, left+stroke, side-stroke)...)
}
