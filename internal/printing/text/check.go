package text

import (
	"fmt"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
)

// everyday are the characters without which a font is no Thai font: words would be set letter by letter
// in two typefaces.
const everyday = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ" + "ะาำเแโใไ" + marks

// marks stand over or under a letter and need not move the pen. Shaping makes the last one of ำ.
const marks = "ัิีึืุู็่้๊๋์ํ"

// others are the characters for which Sarabun stands in: a page with another ฿ or another Latin is right,
// and most Thai fonts made for headings lack some.
const others = "ฃฅฤฦฯๆ" + "๐๑๒๓๔๕๖๗๘๙" + "0123456789" + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" +
	"!\"#%&'()*+,-./:;<=>?@[]_" + "฿"

// hardWords are words whose marks stand on marks, under long consonants and beside tall ones.
var hardWords = strings.Fields("ที่ ปั๊ม น้ำ ญู ฐู ฏุ ฎู ป่า ฟ้า กำ ก๊วยเตี๋ยว ซื้อที่ทั้งนี้ ผู้ใหญ่ ปี่ ฝึก เพื่อ กตัญญู ศิลปิน จันทร์ ก็ โต๊ะ ใต้ถุน แม่น้ำ")

// Facts are what is known of a font that papers can be set in.
type Facts struct {
	Family  string // as the file says, "" when it says nothing
	Missing string // the characters that Sarabun stands in for, "" for none
}

// Check looks a font file over before papers are set in it. Faults, all without a field:
// "font_too_large", "font_collection" (several fonts in a file), "font_unreadable", "font_no_thai",
// "font_no_outlines" (bitmaps only, or blank letters), "font_measures" (letters far too small or large),
// "font_breaks_thai" (a word is not drawn by this font though it has the letters).
func Check(data []byte) (facts Facts, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &fault.Error{Code: "font_unreadable", Err: fmt.Errorf("recovered: %v", cause)}
		}
	}()
	switch {
	case len(data) > MaxFont:
		return facts, fault.New("font_too_large", "", fault.Values{"megabytes": MaxFont >> 20})
	case strings.HasPrefix(string(data[:min(len(data), 4)]), "ttcf"):
		return facts, fault.New("font_collection", "", nil)
	case !singleFont(data):
		return facts, fault.New("font_unreadable", "", nil)
	}
	one, err := open(data, "")
	if err != nil {
		return facts, err
	}
	if missing := one.lacks(everyday); missing != "" {
		return facts, fault.New("font_no_thai", "", fault.Values{"missing": few(missing)})
	}
	facts = Facts{Family: strings.TrimSpace(one.face.Describe().Family), Missing: one.lacks(others)}
	if err := one.measured(facts.Missing); err != nil {
		return facts, err
	}
	return facts, breaksNoWord(data)
}

// singleFont reports whether a file begins as a TrueType or OpenType font does.
func singleFont(data []byte) bool {
	for _, begin := range []string{"\x00\x01\x00\x00", "OTTO", "true"} {
		if strings.HasPrefix(string(data[:min(len(data), 4)]), begin) {
			return true
		}
	}
	return false
}

// lacks gives those of some characters that the font does not have.
func (l loaded) lacks(characters string) string {
	var missing strings.Builder
	for _, r := range characters {
		if id, ok := l.face.NominalGlyph(r); !ok || id == 0 {
			missing.WriteRune(r)
		}
	}
	return missing.String()
}

// few shortens a list of characters for a sentence.
func few(characters string) string {
	const most = 12
	all := strings.Split(characters, "")
	if len(all) <= most {
		return strings.Join(all, " ")
	}
	return strings.Join(all[:most], " ") + " …"
}

// Least and most of what a letter may move the pen, and of the ink of a line of letters, in units.
const (
	leastAdvance, mostAdvance = 80, 2 * Em
	leastInk, mostInk         = 300, 2 * Em
)

// measured checks that every character, but those missing, has an outline of the size of a letter.
func (l loaded) measured(missing string) error {
	top, bottom := 0, 0
	for _, r := range everyday + others {
		if strings.ContainsRune(missing, r) {
			continue
		}
		id, _ := l.face.NominalGlyph(r)
		if len(l.outline(uint16(id))) == 0 {
			return fault.New("font_no_outlines", "", fault.Values{"letter": string(r)})
		}
		above, below := l.reach(id)
		top, bottom = max(top, above), max(bottom, below)
		advance := l.face.HorizontalAdvance(id) * Em / l.upem
		if mark := strings.ContainsRune(marks, r); advance > mostAdvance || advance < leastAdvance && !mark {
			return fault.New("font_measures", "", nil)
		}
	}
	if top < leastInk || top+bottom > mostInk {
		return fault.New("font_measures", "", nil)
	}
	return nil
}

// breaksNoWord shapes hard words and sees that no other font had to stand in.
func breaksNoWord(data []byte) error {
	shaper, err := NewShaperOf(Fonts{Regular: data})
	if err != nil {
		return err
	}
	for _, word := range hardWords {
		for _, glyph := range shaper.Line(word, Regular).Glyphs {
			if glyph.Face != Regular {
				return fault.New("font_breaks_thai", "", fault.Values{"word": word})
			}
		}
	}
	return nil
}
