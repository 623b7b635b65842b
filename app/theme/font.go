package theme

import (
	"encoding/binary"
	"sync"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/theme"

	"github.com/talat-pos/talat/assets"
)

// fonts are the two weights a theme has. Bold text is drawn semi-bold: loops fill up at bold.
type fonts struct{ regular, bold fyne.Resource }

var (
	looped   = sync.OnceValue(func() fonts { return load("NotoSansThaiLooped", true) })
	plain    = sync.OnceValue(func() fonts { return load("NotoSansThai", false) })
	fallback = sync.OnceValue(func() *Theme { return New(Options{}) })
)

func load(family string, deepen bool) fonts {
	read := func(weight string) fyne.Resource {
		name := family + "-" + weight + ".ttf"
		data := assets.Read("fonts/" + name)
		if deepen {
			data = deepenDescent(data)
		}
		return fyne.NewStaticResource(name, data)
	}
	return fonts{regular: read("Regular"), bold: read("SemiBold")}
}

// Font gives the text face for every style but symbols, which the toolkit brings.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return toolkit.DefaultTheme().Font(style)
	case style.Bold:
		return t.fonts.bold
	}
	return t.fonts.regular
}

// boxShift is by how many thousandths of the em the looped face's line box is deepened, and topSpare
// how many of them are taken back above, where even ปั๊ม leaves more than that free. A tenth alone was
// measured to clip the feet of ฎู and ฤุ still.
const (
	boxShift = 190
	topSpare = 90
)

// deepenDescent gives a copy of a TrueType font whose line box reaches lower. The toolkit clips text
// at that box, and the looped face would lose the feet of ฎู ฏู ฤุ. A font whose tables cannot be read
// is returned as it is.
func deepenDescent(font []byte) []byte {
	head, hhea, os2 := table(font, "head", 20), table(font, "hhea", 8), table(font, "OS/2", 78)
	if head < 0 || hhea < 0 || os2 < 0 {
		return font
	}
	deeper := append([]byte(nil), font...)
	em := int(binary.BigEndian.Uint16(deeper[head+18:]))
	for _, ascent := range []int{hhea + 4, os2 + 68} { // hhea.ascender, OS/2.sTypoAscender, each before its descender
		lower(deeper[ascent:], em*topSpare/1000)
		lower(deeper[ascent+2:], em*boxShift/1000)
	}
	return deeper
}

// table gives the offset of a font's table that is at least size bytes long, -1 when there is none.
func table(font []byte, tag string, size int) int {
	if len(font) < 12 {
		return -1
	}
	count := int(binary.BigEndian.Uint16(font[4:]))
	for n := range count {
		record := 12 + 16*n
		if record+16 > len(font) {
			return -1
		}
		if string(font[record:record+4]) == tag {
			at := int(binary.BigEndian.Uint32(font[record+8:]))
			if at+size > len(font) {
				return -1
			}
			return at
		}
	}
	return -1
}

// lower takes from the signed 16-bit number at the start of field.
func lower(field []byte, by int) {
	binary.BigEndian.PutUint16(field, binary.BigEndian.Uint16(field)-uint16(by))
}
