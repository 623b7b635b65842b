package text

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
)

// retabled gives a copy of a font file with one table changed.
func retabled(t *testing.T, font []byte, name string, change func(table []byte)) []byte {
	t.Helper()
	out := bytes.Clone(font)
	for n := range int(binary.BigEndian.Uint16(out[4:])) {
		if entry := out[12+16*n:]; string(entry[:4]) == name {
			at, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
			change(out[at : at+length])
			return out
		}
	}
	t.Fatalf("the font has no table %q", name)
	return nil
}

func TestFontsThatPapersCanBeSetIn(t *testing.T) {
	for file, family := range map[string]string{"Sarabun-Regular": "Sarabun", "Sarabun-Bold": "Sarabun", "NotoSansThai-Regular": "Noto Sans Thai",
		"NotoSansThaiLooped-Bold": "Noto Sans Thai Looped"} {
		facts, err := Check(assets.Read("fonts/" + file + ".ttf"))
		if err != nil || !strings.EqualFold(facts.Family, family) {
			t.Errorf("%s: %+v, %v", file, facts, err)
		}
	}
}

// Whatever fonts this machine has, of either kind of outlines, are taken or refused for a reason of theirs.
func TestFontsOfTheSystemAreJudged(t *testing.T) {
	files, _ := filepath.Glob("/usr/share/fonts/*/*/*.[to]tf")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if _, err := Check(data); err != nil && !strings.HasPrefix(fault.Code(err), "font_") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestWhatAFontLacksIsToldOrRefused(t *testing.T) {
	sarabun := assets.Read("fonts/Sarabun-Regular.ttf")
	small := func(head []byte) { binary.BigEndian.PutUint16(head[18:], 16000) }
	large := func(head []byte) { binary.BigEndian.PutUint16(head[18:], 300) }
	for name, test := range map[string]struct {
		font []byte
		code string
	}{
		"nothing":             {nil, "font_unreadable"},
		"a text":              {[]byte("no font"), "font_unreadable"},
		"cut off":             {sarabun[:len(sarabun)/2], "font_unreadable"},
		"the head alone":      {sarabun[:300], "font_unreadable"},
		"a web font":          {append([]byte("wOF2"), sarabun[4:]...), "font_unreadable"},
		"a collection":        {append([]byte("ttcf"), sarabun[4:]...), "font_collection"},
		"too large":           {append([]byte("OTTO"), make([]byte, MaxFont)...), "font_too_large"},
		"no Thai":             {goregular.TTF, "font_no_thai"},
		"no outlines":         {retabled(t, sarabun, "loca", func(loca []byte) { clear(loca) }), "font_no_outlines"},
		"letters of a flea":   {retabled(t, sarabun, "head", small), "font_measures"},
		"letters of a poster": {retabled(t, sarabun, "head", large), "font_measures"},
	} {
		if facts, err := Check(test.font); !fault.Is(err, test.code) {
			t.Errorf("%s: %+v, %v", name, facts, err)
		}
	}
	if _, err := Check(goregular.TTF); !strings.HasPrefix(fault.Of(err).Values["missing"].(string), "ก ข ค") {
		t.Errorf("what is missing is not named: %v", fault.Of(err).Values)
	}
}

// A font that has lost a sign is taken, the sign is named, and papers show Sarabun's.
func TestSarabunStandsIn(t *testing.T) {
	noBaht := retabled(t, assets.Read("fonts/NotoSansThai-Regular.ttf"), "cmap", func(cmap []byte) { forget(cmap, '฿') })
	facts, err := Check(noBaht)
	if err != nil || facts.Missing != "฿" {
		t.Fatalf("%+v, %v", facts, err)
	}
	shaper, err := NewShaperOf(Fonts{Regular: noBaht})
	if err != nil {
		t.Fatal(err)
	}
	for _, face := range []Face{Regular, Bold} { // bold letters are the chosen font's too
		line := shaper.Line("ก฿", face)
		if line.Glyphs[0].Face != face || line.Glyphs[1].Face != face+sarabunRegular {
			t.Errorf("ก is of face %d, ฿ of face %d", line.Glyphs[0].Face, line.Glyphs[1].Face)
		}
	}
}

// forget takes a character out of every map of format 4 with a segment of its own range: the segment's
// delta is made to lead it to glyph 0.
func forget(cmap []byte, r uint16) {
	for n := range int(binary.BigEndian.Uint16(cmap[2:])) {
		table := cmap[binary.BigEndian.Uint32(cmap[4+8*n+4:]):]
		if binary.BigEndian.Uint16(table) == 4 {
			segments := int(binary.BigEndian.Uint16(table[6:])) / 2
			ends, starts := table[14:], table[16+2*segments:]
			for k := range segments {
				if binary.BigEndian.Uint16(starts[2*k:]) == r {
					binary.BigEndian.PutUint16(starts[2*k:], r+1)
				}
				if binary.BigEndian.Uint16(ends[2*k:]) == r {
					binary.BigEndian.PutUint16(ends[2*k:], r-1)
				}
			}
		}
	}
}

// Bytes changed anywhere in a font are refused or drawn, whatever is printed in it: never a panic.
func TestBrokenFontsNeverPanic(t *testing.T) {
	font := assets.Read("fonts/NotoSansThai-Regular.ttf")
	chance := rand.New(rand.NewPCG(7, 11))
	taken := 0
	for range 150 {
		broken := bytes.Clone(font)
		for range 1 + chance.IntN(40) {
			broken[chance.IntN(len(broken))] = byte(chance.Uint32())
		}
		if tries(t, broken) {
			taken++
		}
	}
	if taken == 0 || taken == 150 {
		t.Errorf("%d of 150 broken fonts were taken: the test sees one side only", taken)
	}
}

// tries checks a font and, when it is taken, sets a line in it.
func tries(t *testing.T, font []byte) bool {
	t.Helper()
	if _, err := Check(font); err != nil {
		if !strings.HasPrefix(fault.Code(err), "font_") {
			t.Fatalf("another fault: %v", err)
		}
		return false
	}
	shaper, err := NewShaperOf(Fonts{Regular: font})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range append(stacks()[:400], "Aé漢ﬁ ÅΩЖ☺ 0123456789฿") {
		line := shaper.Line(words, Regular)
		if line.Advance < 0 || line.Top > maxReach*2 || line.Bottom > maxReach*2 {
			t.Fatalf("%q: %d wide, %d and %d high", words, line.Advance, line.Top, line.Bottom)
		}
		for _, glyph := range line.Glyphs {
			for _, segment := range shaper.Outline(glyph.Face, glyph.ID) {
				for _, point := range segment.ArgsSlice() {
					if point.X > maxReach || point.Y > maxReach || point.X < -maxReach || point.Y < -maxReach {
						t.Fatalf("%q reaches to %v", words, point)
					}
				}
			}
		}
	}
	return true
}

func FuzzCheck(f *testing.F) {
	for _, file := range []string{"NotoSansThai-Regular", "Sarabun-Regular"} {
		f.Add(assets.Read("fonts/" + file + ".ttf"))
	}
	f.Fuzz(func(t *testing.T, font []byte) { tries(t, font) })
}
