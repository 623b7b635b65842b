package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/svg"
	"github.com/talat-pos/talat/internal/printing/text"
)

const payload = "00020101021229370016A00000067701011101130066812345678530376454072259.005802TH63040466"

func written(t *testing.T, page printing.Page) string {
	t.Helper()
	var out bytes.Buffer
	if err := svg.Write(&out, text.NewShaper(), page); err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(bytes.NewReader(out.Bytes()))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return out.String()
		} else if err != nil {
			t.Fatalf("not XML: %v\n%s", err, out.String())
		}
	}
}

func card(t *testing.T) printing.Page {
	t.Helper()
	page, err := printing.QRCard{Lang: i18n.Thai, Payload: payload, Receiver: "นางสาว ญาดา ก๊วยเจริญ",
		Masked: "xxx-xxx-5678", Amount: 225900, Ref: "A-2569-000042"}.Page(text.NewShaper())
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestACardIsOutlinesAtItsOwnSize(t *testing.T) {
	got := written(t, card(t))
	for _, want := range []string{`width="74.000mm" height="105.000mm" viewBox="0 0 74000 105000"`, `#00427a`,
		`aria-label="นางสาว ญาดา ก๊วยเจริญ"`, `aria-label="2,259.00 บาท"`, `shape-rendering="crispEdges"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Contains(got, "<text") || strings.Contains(got, "font-family") {
		t.Error("the picture needs a font")
	}
	if got != written(t, card(t)) {
		t.Error("two pictures of one card differ")
	}
}

func TestEveryShapeIsWritten(t *testing.T) {
	stamp := printing.PictureOf(image.NewGray(image.Rect(0, 0, 3, 2)))
	bars, err := printing.EAN("96385074")
	if err != nil {
		t.Fatal(err)
	}
	got := written(t, printing.Page{Width: 10_500, Height: 5_000, Ops: []printing.Op{
		printing.Rect{X: 1, Y: 2, W: 3, H: 4, Colour: printing.Red},
		printing.Frame{X: 100, Y: 200, W: 1000, H: 500, Stroke: 20},
		printing.Rule{X: 5, Y: 10, W: 100, Stroke: 4, Dash: 7},
		printing.Image{X: 10, Y: 20, W: 1500, H: 1000, Picture: stamp},
		printing.Image{W: 1, H: 1},
		printing.Bars{X: 7, Y: 8, W: 8100, H: 300, Barcode: bars},
	}})
	for _, want := range []string{`width="10.500mm" height="5.000mm"`,
		`<rect x="1" y="2" width="3" height="4" fill="#a3271f"/>`,
		`<rect x="110" y="210" width="980" height="480" fill="none" stroke="#000000" stroke-width="20"/>`,
		`<path d="M5 12h100" stroke="#000000" stroke-width="4" stroke-dasharray="7"/>`,
		`<image x="10" y="20" width="1500" height="1000" preserveAspectRatio="none" href="data:image/png;base64,iVBORw`,
		`<rect x="7" y="8" width="8100" height="300" fill="#ffffff"/>`,
		`transform="translate(7 8) scale(100.000 300) translate(7 0)" d="M0 0h1v1h-1zM2 0h1v1h-1z`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
}

func TestHostileTextsStayXML(t *testing.T) {
	for _, words := range []string{`"><script>`, "\x00\x1b", "\xff", "\ufffe\uffff", "👩‍🌾", "&amp;", "a\nb", strings.Repeat("น้ำ", 500)} {
		written(t, printing.Page{Width: 1000, Height: 1000, Ops: []printing.Op{printing.Text{Size: 100, String: words}}})
	}
}

// TestAViewerDrawsTheSameCard compares a real viewer's pixels with our own.
func TestAViewerDrawsTheSameCard(t *testing.T) {
	viewer, err := exec.LookPath("rsvg-convert")
	if err != nil {
		t.Skip("rsvg-convert is not installed")
	}
	path := filepath.Join(t.TempDir(), "card.svg")
	if err := os.WriteFile(path, []byte(written(t, card(t))), 0o644); err != nil {
		t.Fatal(err)
	}
	data, err := exec.Command(viewer, "--width", "740", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	seen, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(seen)
	if err != nil {
		t.Fatal(err)
	}
	if result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil); err != nil || result.GetText() != payload {
		t.Errorf("the code reads %v, %v", result, err)
	}
	shaper := text.NewShaper()
	ours, err := raster.New(shaper).Picture(card(t), 740)
	if err != nil {
		t.Fatal(err)
	}
	different := 0
	for y := range ours.Rect.Dy() {
		for x := range ours.Rect.Dx() {
			_, green, _, _ := seen.At(x, y).RGBA()
			if gap := int(green>>8) - int(ours.RGBAAt(x, y).G); gap > 128 || gap < -128 {
				different++
			}
		}
	}
	// The code is half a pixel off, because ours is on whole ones; letters differ at single pixels.
	if different > ours.Rect.Dx()*ours.Rect.Dy()/50 {
		t.Errorf("%d pixels differ", different)
	}
}
