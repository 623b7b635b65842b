package pdf

import (
	"encoding/binary"
	"math"

	"github.com/talat-pos/talat/internal/printing/text"
)

// program is a TrueType font whose glyph n draws code n; those after the codes are parts of others.
type program struct {
	data                   []byte
	left, low, right, high int16
}

// glyphKey names a glyph of one of the faces in a subset.
type glyphKey struct {
	face text.Face
	id   uint16
}

// build makes the font program.
func (s *subset) build() program {
	glyphs := make([]glyph, len(s.clusters))
	at := map[glyphKey]uint16{} // where a glyph's own outline is
	for n, cluster := range s.clusters {
		if one := cluster.parts[0]; len(cluster.parts) == 1 && one.x == 0 && one.y == 0 {
			key := glyphKey{one.face, one.id}
			if _, known := at[key]; !known {
				at[key] = uint16(n)
				glyphs[n] = simple(s.shaper.Outline(one.face, one.id))
			}
		}
	}
	for n, cluster := range s.clusters {
		key := glyphKey{cluster.parts[0].face, cluster.parts[0].id}
		if own, known := at[key]; known && int(own) == n {
			continue
		}
		var parts []placed
		for _, part := range cluster.parts {
			key := glyphKey{part.face, part.id}
			id, known := at[key]
			if !known {
				id = uint16(len(glyphs))
				at[key] = id
				glyphs = append(glyphs, simple(s.shaper.Outline(part.face, part.id)))
			}
			if len(glyphs[id].data) > 0 {
				parts = append(parts, placed{glyphs[id], id, part.x, part.y})
			}
		}
		if len(parts) > 0 {
			glyphs[n] = composite(parts)
		}
	}
	return s.assemble(glyphs)
}

// assemble writes the tables a PDF reader needs. Side bearings equal the ink's left edge: FreeType
// moves a glyph by what they differ.
func (s *subset) assemble(glyphs []glyph) program {
	var made program
	var glyf, hmtx []byte
	var places []int // where glyphs begin
	var widest uint16
	var points, contours, inComposite, contoursInComposite, most int
	u16 := func(out []byte, all ...int) []byte {
		for _, n := range all {
			out = binary.BigEndian.AppendUint16(out, uint16(n))
		}
		return out
	}
	for n, glyph := range glyphs {
		places = append(places, len(glyf))
		glyf = append(glyf, glyph.data...)
		glyf = append(glyf, make([]byte, len(glyf)&1)...)
		advance := 0
		if n < len(s.clusters) {
			advance = max(s.clusters[n].advance, 0)
		}
		widest = max(widest, uint16(advance))
		hmtx = u16(hmtx, advance, int(glyph.left))
		made.left, made.right = min(made.left, glyph.left), max(made.right, glyph.right)
		made.low, made.high = min(made.low, glyph.low), max(made.high, glyph.high)
		if glyph.parts > 0 {
			inComposite, contoursInComposite = max(inComposite, glyph.points), max(contoursInComposite, glyph.contours)
		} else {
			points, contours = max(points, glyph.points), max(contours, glyph.contours)
		}
		most = max(most, glyph.parts)
	}
	loca, wide := locations(append(places, len(glyf)))
	head := u16(nil, 1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0x0003, text.Em, 0, 0, 0, 0, 0, 0, 0, 0,
		int(made.left), int(made.low), int(made.right), int(made.high), 0, 8, 2, wide, 0)
	hhea := u16(nil, 1, 0, int(made.high), int(made.low), 0, int(widest), int(made.left), 0, int(made.right),
		1, 0, 0, 0, 0, 0, 0, 0, len(glyphs))
	maxp := u16(nil, 1, 0, len(glyphs), points, contours, inComposite, contoursInComposite, 1, 0, 0, 0, 0, 0, 0, most, 1)
	made.data = tables([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
	return made
}

// locations writes where glyphs begin and the last one ends, all even: in half words (0) if that
// is enough, else in words (1).
func locations(places []int) (loca []byte, wide int) {
	if places[len(places)-1] <= 2*math.MaxUint16 {
		for _, place := range places {
			loca = binary.BigEndian.AppendUint16(loca, uint16(place/2))
		}
		return loca, 0
	}
	for _, place := range places {
		loca = binary.BigEndian.AppendUint32(loca, uint32(place))
	}
	return loca, 1
}

// table is one table of a font file.
type table struct {
	name string
	data []byte
}

// tables writes a font file of tables, which are sorted by name.
func tables(all []table) []byte {
	power, log := 1, 0
	for power*2 <= len(all) {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, n := range []int{len(all), power * 16, log, (len(all) - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	at := len(out) + 16*len(all)
	for _, one := range all {
		out = append(out, one.name...)
		out = binary.BigEndian.AppendUint32(out, checksum(one.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(one.data)))
		at += len(one.data) + -len(one.data)&3
	}
	for _, one := range all {
		out = append(out, one.data...)
		out = append(out, make([]byte, -len(one.data)&3)...)
	}
	return out
}

// checksum adds a table's words.
func checksum(data []byte) uint32 {
	sum := uint32(0)
	for len(data) > 0 {
		var word [4]byte
		data = data[copy(word[:], data):]
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
