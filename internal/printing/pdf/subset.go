package pdf

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/printing/text"
)

// A subset's codes stand for a glyph where the shaper put it, with its advance and its text: a mark
// that is displaced is another code than the same mark elsewhere, drawn by a composite glyph of some
// 20 bytes, and needs no moves of the pen that a reader might take for spaces. Where the glyphs of a
// cluster are not one for each character, as in น้ำ in most fonts, one code stands for all of it, and
// it comes back as it was typed.

// maxCodes bounds the clusters of a font: two bytes, and room for the glyphs they are made of.
const maxCodes = 40_000

// part is one glyph of a cluster and where it is drawn from the cluster's origin, in units.
type part struct {
	face text.Face
	id   uint16
	x, y int
}

// cluster is what one code draws and stands for.
type cluster struct {
	parts   []part
	advance int
	text    string
}

// subset collects what a file needs of all faces. They share one font program, because its tables cost
// a file of one label 1 KB a font. Code 0 draws a box.
type subset struct {
	shaper   *text.Shaper
	clusters []cluster
	codes    map[string]uint16
	key      []byte
}

func newSubset(shaper *text.Shaper) *subset {
	box := cluster{parts: []part{{face: text.Box}}, advance: text.BoxAdvance}
	return &subset{shaper: shaper, clusters: []cluster{box}, codes: map[string]uint16{}}
}

// used reports whether anything was written in the face.
func (s *subset) used() bool { return len(s.clusters) > 1 }

// line is a line of text as pages hold it: the insides of two literal strings.
type line struct {
	codes []byte // two bytes a cluster
	words []byte // UTF-16
}

// write gives every glyph of a shaped line, or cluster of glyphs, its code.
func (s *subset) write(shaped text.Line) line {
	var written line
	glyphs := shaped.Glyphs
	for len(glyphs) > 0 {
		count := 1
		for count < len(glyphs) && glyphs[count].Cluster == glyphs[0].Cluster {
			count++
		}
		end := len(shaped.Text)
		if count < len(glyphs) {
			end = glyphs[count].Cluster
		}
		words := shaped.Text[glyphs[0].Cluster:end]
		if count > 1 && utf8.RuneCountInString(words) == count {
			for n, r := range []rune(words) {
				written.add(s.code(glyphs[n:n+1], string(r)))
			}
		} else {
			written.add(s.code(glyphs[:count], words))
		}
		glyphs = glyphs[count:]
	}
	written.words = literal(written.words, 0xFE, 0xFF)
	for _, unit := range utf16.Encode([]rune(shaped.Text)) {
		written.words = literal(written.words, byte(unit>>8), byte(unit))
	}
	return written
}

func (l *line) add(code uint16) { l.codes = literal(l.codes, byte(code>>8), byte(code)) }

// code gives the code of a cluster, a new one for the first of its kind. Where there is none left the
// cluster is drawn as a box; ActualText still has its words.
func (s *subset) code(glyphs []text.Glyph, words string) uint16 {
	key := append(s.key[:0], words...)
	for _, glyph := range glyphs {
		key = append(key, 0xFF, byte(glyph.Face)) // 0xFF is in no text, so that no two clusters share a key
		key = binary.BigEndian.AppendUint16(key, glyph.ID)
		for _, n := range []int{glyph.Advance, glyph.X, glyph.Y} {
			key = binary.BigEndian.AppendUint16(key, uint16(n))
		}
	}
	s.key = key
	if code, ok := s.codes[string(key)]; ok {
		return code
	}
	if len(s.clusters) >= maxCodes {
		return 0
	}
	made := cluster{text: words}
	for _, glyph := range glyphs {
		made.parts = append(made.parts, part{glyph.Face, glyph.ID, made.advance + glyph.X, glyph.Y})
		made.advance += glyph.Advance
	}
	code := uint16(len(s.clusters))
	s.clusters = append(s.clusters, made)
	s.codes[string(key)] = code
	return code
}

// literal appends bytes as they are written inside a literal string.
func literal(out []byte, data ...byte) []byte {
	for _, b := range data {
		switch b {
		case '(', ')', '\\':
			out = append(out, '\\', b)
		case '\r': // would be read as a line feed
			out = append(out, '\\', 'r')
		default:
			out = append(out, b)
		}
	}
	return out
}

// unicode writes text as the hexadecimal UTF-16 of a character map.
func unicode(out *strings.Builder, words string) {
	const digits = "0123456789ABCDEF"
	for len(words) > 0 {
		r, size := utf8.DecodeRuneInString(words)
		words = words[size:]
		for _, unit := range utf16.Encode([]rune{r}) {
			for shift := 12; shift >= 0; shift -= 4 {
				out.WriteByte(digits[unit>>shift&15])
			}
		}
	}
}

// name gives the font's PostScript name: the family of its regular face.
func (s *subset) name() string {
	family := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s.shaper.Family(text.Regular))
	if family == "" {
		family = "Font"
	}
	return family[:min(len(family), 60)]
}
