package text

import (
	"strings"
	"sync"

	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"github.com/talat-pos/talat/internal/printing/recent"
)

// Glyph is one placed glyph. Advance, X and Y are in units of 1/Em of the type size; X and Y are
// where it is drawn from the pen, Y upwards.
type Glyph struct {
	Face    Face
	ID      uint16
	Cluster int // the byte of Line.Text where the cluster of characters it belongs to begins
	Advance int
	X, Y    int
}

// Line is a shaped line of text. It is shared: do not change it.
type Line struct {
	Text    string // what is drawn: controls and joiners are gone, every space is plain
	Glyphs  []Glyph
	Advance int // in units
	// Top and Bottom are how far the ink reaches above and below the baseline, in units. Thai rows
	// differ much (ฏู under ปั๊), so rows are set apart by what they hold.
	Top, Bottom int
}

// Width gives the length of the line at a size, in the unit of size, rounded up.
func (l Line) Width(size int) int { return (l.Advance*size + Em - 1) / Em }

// BoxAdvance, BoxSide and BoxStroke measure the square, standing on the baseline in the middle of
// its advance, that is drawn for a character no font has, in units.
const (
	BoxAdvance = 720
	BoxSide    = 600
	BoxStroke  = 60
)

// maxCached bounds the strings whose shapes are kept; longer ones are shaped each time.
const maxCached, maxShapes = 256, 1024

type shapeKey struct {
	face Face
	text string
}

// Shaper shapes text. It keeps what it shaped and may be used from many goroutines.
type Shaper struct {
	mu     sync.Mutex
	fonts  [Box]loaded
	buffer *harfbuzz.Buffer
	shapes *recent.Cache[shapeKey, Line]
}

// NewShaper reads the embedded fonts. One shaper serves a whole program.
func NewShaper() *Shaper {
	s := &Shaper{buffer: harfbuzz.NewBuffer(), shapes: recent.New[shapeKey, Line](maxShapes)}
	for face := sarabunRegular; face < Box; face++ {
		s.fonts[face] = load(face)
	}
	s.fonts[Regular], s.fonts[Bold] = s.fonts[sarabunRegular], s.fonts[sarabunBold]
	return s
}

// NewShaperOf sets papers in fonts of the owner's choice; for what they lack, or cannot draw, Sarabun and
// Noto Sans Thai stand in. It fails with "font_unreadable", the field being "regular" or "bold".
func NewShaperOf(fonts Fonts) (*Shaper, error) {
	s := NewShaper()
	for _, chosen := range []struct {
		faces []Face
		data  []byte
		field string
	}{{[]Face{Regular, Bold}, fonts.Regular, "regular"}, {[]Face{Bold}, fonts.Bold, "bold"}} {
		if chosen.data == nil {
			continue
		}
		one, err := open(chosen.data, chosen.field)
		if err != nil {
			return nil, err
		}
		for _, face := range chosen.faces {
			s.fonts[face] = one
		}
	}
	return s, nil
}

// Family gives the name of the family a face belongs to, as its file says it; "" for Box.
func (s *Shaper) Family(face Face) string {
	if face >= Box {
		return ""
	}
	return s.fonts[face].face.Describe().Family
}

// Line shapes text as one line. face is Regular or Bold. Any text is taken: what no font can draw
// becomes one box a cluster, and line breaks become spaces.
func (s *Shaper) Line(text string, face Face) Line {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := shapeKey{face, text}
	if line, ok := s.shapes.Get(key); ok {
		return line
	}
	line := s.shape(s.items(text, face))
	if len(text) <= maxCached {
		s.shapes.Put(key, line)
	}
	return line
}

// Width gives the length of text set at size, in the unit of size.
func (s *Shaper) Width(text string, face Face, size int) int {
	return s.Line(text, face).Width(size)
}

// Outline gives the contours of a glyph in units, Y upwards; none for a space, a hollow square for Box.
func (s *Shaper) Outline(face Face, id uint16) []opentype.Segment {
	if face >= Box {
		return hollow()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fonts[face].outline(id)
}

func (s *Shaper) shape(items []item) Line {
	var line Line
	var text strings.Builder
	for n, item := range items {
		start := text.Len()
		text.WriteString(string(item.runes))
		for item.face != Box && !s.shapeItem(item, n == 0, n == len(items)-1) {
			item.face = s.faceFor(item.runes, item.face.fallback())
		}
		if item.face == Box {
			line.Glyphs = append(line.Glyphs, Glyph{Face: Box, Cluster: start, Advance: BoxAdvance})
			line.Advance += BoxAdvance
			line.Top = max(line.Top, BoxSide)
			continue
		}
		offsets := byteOffsets(item.runes, start)
		for g, info := range s.buffer.Info {
			at := s.buffer.Pos[g]
			line.Glyphs = append(line.Glyphs, Glyph{
				Face: item.face, ID: uint16(info.Glyph), Cluster: offsets[info.Cluster],
				Advance: int(at.XAdvance), X: int(at.XOffset), Y: int(at.YOffset),
			})
			line.Advance += int(at.XAdvance)
			top, bottom := s.fonts[item.face].reach(info.Glyph)
			line.Top, line.Bottom = max(line.Top, top+int(at.YOffset)), max(line.Bottom, bottom-int(at.YOffset))
		}
	}
	line.Text = text.String()
	return line
}

// shapeItem leaves the glyphs of an item in the buffer. It reports false when a font from outside breaks
// on it, which an embedded one never does.
func (s *Shaper) shapeItem(item item, first, last bool) (sound bool) {
	font := s.fonts[item.face]
	defer func() {
		if font.alien && recover() != nil {
			s.buffer, sound = harfbuzz.NewBuffer(), false // the old one may be half written
		}
	}()
	b := s.buffer
	b.Clear()
	b.AddRunes(item.runes, 0, -1)
	b.Props = harfbuzz.SegmentProperties{Script: item.script, Direction: harfbuzz.LeftToRight, Language: "en"}
	if item.script == language.Thai {
		b.Props.Language = "th"
	}
	b.Flags = 0
	if first {
		b.Flags |= harfbuzz.Bot
	}
	if last {
		b.Flags |= harfbuzz.Eot
	}
	b.Shape(font.font, nil)
	return font.sound(b)
}

func byteOffsets(runes []rune, start int) []int {
	offsets := make([]int, len(runes))
	for n, r := range runes {
		offsets[n] = start
		start += len(string(r))
	}
	return offsets
}
