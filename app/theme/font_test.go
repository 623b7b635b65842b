package theme

import (
	"encoding/binary"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/assets"
)

// hard holds what Thai fonts lose at the line box: stacked marks above, tails and marks below.
var hard = []string{"ที่", "ปั๊ม", "น้ำ", "ญู", "ฐู", "ป่า", "ฟ้า", "กำ", "ก๊วยเตี๋ยว", "ฎู", "ฏู", "ฤุ", "ปี่", "ฬ็", "โฟ้", "ฟื้"}

// rowsOfInk tells the first and last row with ink in a picture of text.
func rowsOfInk(picture image.Image) (first, last int) {
	first, last = -1, -1
	bounds := picture.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if r, _, _, _ := picture.At(x, y).RGBA(); r < 0xB000 {
				if first < 0 {
					first = y
				}
				last = y
				break
			}
		}
	}
	return first, last
}

func render(look *Theme, text string, bold bool, size float32) image.Image {
	shown := canvas.NewText(text, look.Colour(Ink))
	shown.TextSize, shown.TextStyle.Bold = size, bold
	return software.Render(shown, look)
}

// TestThaiIsNotClipped compares each text with the same text in a font whose line box is far taller:
// the height of the ink must be the same.
func TestThaiIsNotClipped(t *testing.T) {
	app := test.NewTempApp(t)
	for _, options := range []Options{{}, {Plain: true}} {
		look := New(options)
		for _, bold := range []bool{false, true} {
			tall := *look
			tall.fonts = fonts{regular: tallFont(look.fonts.regular), bold: tallFont(look.fonts.bold)}
			for _, text := range hard {
				app.Settings().SetTheme(look)
				first, last := rowsOfInk(render(look, text, bold, 40))
				app.Settings().SetTheme(&tall)
				wantFirst, wantLast := rowsOfInk(render(&tall, text, bold, 40))
				if first < 0 || last-first < wantLast-wantFirst {
					t.Errorf("plain=%t bold=%t %s: ink rows %d-%d, in a taller box %d-%d", options.Plain, bold, text, first, last, wantFirst, wantLast)
				}
			}
		}
	}
}

func tallFont(font fyne.Resource) fyne.Resource {
	data := append([]byte(nil), font.Content()...)
	hhea, os2 := table(data, "hhea", 8), table(data, "OS/2", 78)
	for _, at := range []int{hhea + 4, os2 + 68} {
		binary.BigEndian.PutUint16(data[at:], binary.BigEndian.Uint16(data[at:])+1600)
	}
	for range 6 {
		data = deepenDescent(data)
	}
	return fyne.NewStaticResource("tall-"+font.Name(), data)
}

func TestLoopedFontNeedsItsDeeperDescent(t *testing.T) {
	raw := assets.Read("fonts/NotoSansThaiLooped-Regular.ttf")
	deeper := deepenDescent(raw)
	if string(raw) != string(assets.Read("fonts/NotoSansThaiLooped-Regular.ttf")) {
		t.Fatal("the embedded font was changed")
	}
	at := table(deeper, "hhea", 8) + 6
	if was, is := int16(raw[at])<<8|int16(raw[at+1]), int16(deeper[at])<<8|int16(deeper[at+1]); was-is != boxShift {
		t.Errorf("descent went from %d to %d, want %d deeper", was, is, boxShift)
	}
}

func TestBrokenFontIsLeftAlone(t *testing.T) {
	raw := assets.Read("fonts/NotoSansThaiLooped-Regular.ttf")
	for _, size := range []int{0, 5, 12, 40, 200} {
		if got := deepenDescent(raw[:size]); len(got) != size {
			t.Errorf("a font cut at %d became %d bytes", size, len(got))
		}
	}
}

func TestStylesHaveTheirFaces(t *testing.T) {
	look := New(Options{})
	if look.Font(fyne.TextStyle{}) == look.Font(fyne.TextStyle{Bold: true}) {
		t.Error("bold looks like regular")
	}
	if look.Font(fyne.TextStyle{Symbol: true}) == look.Font(fyne.TextStyle{}) {
		t.Error("symbols are asked of the text face")
	}
	if look.Font(fyne.TextStyle{}) == New(Options{Plain: true}).Font(fyne.TextStyle{}) {
		t.Error("the plain face is the looped one")
	}
}
