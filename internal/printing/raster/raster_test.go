package raster_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay"
	qr "github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/qty"
)

const payload = "00020101021229370016A00000067701011101130066812345678530376454072259.005802TH63040466"

var (
	shaper   = text.NewShaper()
	renderer = raster.New(shaper)
)

func page(width, height printing.Unit, ops ...printing.Op) printing.Page {
	return printing.Page{Width: width, Height: height, Ops: ops}
}

// picture writes a bitmap as rows of # and dots.
func picture(bitmap *printing.Bitmap) string {
	var out strings.Builder
	for y := range bitmap.Height {
		for x := range bitmap.Width {
			out.WriteByte(".#"[map[bool]int{true: 1}[bitmap.Black(x, y)]])
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func TestShapesLandOnWholeDots(t *testing.T) {
	const d = printing.Dot
	dots := image.NewGray(image.Rect(0, 0, 2, 1))
	dots.Pix[1] = 255
	stamp := printing.PictureOf(dots)
	tests := []struct {
		name string
		ops  []printing.Op
		want string
	}{
		{"rect", []printing.Op{printing.Rect{X: d, Y: d, W: 2 * d, H: d}}, "......\n.##...\n......\n"},
		{"hair", []printing.Op{printing.Rect{X: d, Y: d, W: 1, H: 1}}, "......\n.#....\n......\n"},
		{"white over black", []printing.Op{printing.Rect{W: 6 * d, H: 3 * d}, printing.Rect{X: d, Y: d, W: 4 * d, H: d, Colour: printing.White}}, "######\n#....#\n######\n"},
		{"frame", []printing.Op{printing.Frame{W: 6 * d, H: 3 * d, Stroke: d}}, "######\n#....#\n######\n"},
		{"rule", []printing.Op{printing.Rule{Y: 2 * d, W: 6 * d, Stroke: d}}, "......\n......\n######\n"},
		{"dashes", []printing.Op{printing.Rule{Y: 0, W: 6 * d, Stroke: d, Dash: d}}, "#.#.#.\n......\n......\n"},
		{"image", []printing.Op{printing.Image{X: d, W: 4 * d, H: 2 * d, Picture: stamp}}, ".##...\n.##...\n......\n"},
		{"outside", []printing.Op{printing.Rect{X: -d, Y: -d, W: 2 * d, H: 99 * d}, printing.Rect{X: 99 * d, W: d, H: d}}, "#.....\n#.....\n#.....\n"},
	}
	for _, test := range tests {
		bitmap, err := renderer.Bitmap(page(6*d, 3*d, test.ops...), 6)
		if err != nil {
			t.Fatal(err)
		}
		if got := picture(bitmap); got != test.want {
			t.Errorf("%s:\n%s", test.name, got)
		}
	}
}

func TestCodesReadBack(t *testing.T) {
	rows, err := qr.Matrix(payload, qr.Medium)
	if err != nil {
		t.Fatal(err)
	}
	matrix := printing.NewMatrix(rows)
	whole := matrix.Size + 2*printing.Quiet
	for module := 3; module <= 8; module++ {
		side := printing.Unit(whole*module) * printing.Dot
		code := page(side, side, printing.Code{Side: side, Matrix: matrix})
		bitmap, err := renderer.Bitmap(code, whole*module)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, raster.Image(bitmap)); got != payload {
			t.Errorf("%d dots a module: read %q", module, got)
		}
	}
	side := printing.Unit(whole*3) * printing.Dot
	small := page(side, side, printing.Code{Side: side, Matrix: matrix})
	if _, err := renderer.Bitmap(small, whole*3-1); !fault.Is(err, "code_too_small") {
		t.Errorf("a code under three dots a module: %v", err)
	}
}

func read(t *testing.T, img image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return err.Error()
	}
	return result.GetText()
}

// paper is a page with a code, and what must be read from it.
type paper struct {
	page printing.Page
	dots int
	want string
}

func papers(t *testing.T) map[string]paper {
	t.Helper()
	receipt := printing.Receipt{Kind: printing.Statement, Lang: i18n.Thai, Tag: "ab12",
		At: time.Date(2026, 11, 23, 11, 2, 0, 0, time.UTC), Pay: &printing.PayQR{Payload: payload, Amount: 225900}}
	card := printing.QRCard{Lang: i18n.Thai, Payload: payload, Receiver: "ญาดา", Amount: 225900, Ref: "ab12"}
	found := map[string]paper{}
	for _, practice := range []bool{false, true} {
		want := payload
		if practice {
			want = promptpay.PracticeText("ab12")
		}
		receipt.Practice, card.Practice = practice, practice
		for _, dots := range []int{384, 512, 576, 640} {
			laid, err := receipt.Page(shaper, printing.Unit(dots)*printing.Dot)
			if err != nil {
				t.Fatal(err)
			}
			found[fmt.Sprintf("receipt-%d-%v", dots, practice)] = paper{laid, dots, want}
		}
		laid, err := card.Page(shaper)
		if err != nil {
			t.Fatal(err)
		}
		found[fmt.Sprintf("card-%v", practice)] = paper{laid, 740, want}
	}
	return found
}

func TestCodesOnPapersReadBack(t *testing.T) {
	zbar, _ := exec.LookPath("zbarimg")
	for name, paper := range papers(t) {
		bitmap, err := renderer.Bitmap(paper.page, paper.dots)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, raster.Image(bitmap)); got != paper.want {
			t.Errorf("%s: read %q", name, got)
		}
		if zbar == "" {
			continue // gozxing alone stands for it where zbar is not installed
		}
		var out bytes.Buffer
		if err := raster.WritePNG(&out, bitmap); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "code.png")
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := exec.Command(zbar, "--quiet", "--raw", path).Output()
		if err != nil || strings.TrimSpace(string(got)) != paper.want {
			t.Errorf("%s: zbar read %q, %v", name, got, err)
		}
	}
}

func TestTextIsDrawnWhereItIsSet(t *testing.T) {
	const size = 24 * printing.Dot
	for _, words := range []string{"ที่", "ปั๊ม", "ญู", "😊", "ก" + strings.Repeat("่", 9)} {
		line := shaper.Line(words, text.Regular)
		bitmap, err := renderer.Bitmap(page(200*printing.Dot, 120*printing.Dot,
			printing.Text{X: 10 * printing.Dot, Y: 80 * printing.Dot, Size: size, String: words}), 200)
		if err != nil {
			t.Fatal(err)
		}
		ink := image.Rectangle{}
		for y := range bitmap.Height {
			for x := range bitmap.Width {
				if bitmap.Black(x, y) {
					ink = ink.Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
		near := func(got, units int) bool { return got-units*24/1000 <= 1 && units*24/1000-got <= 1 }
		if !near(80-ink.Min.Y, line.Top) || !near(ink.Max.Y-80, line.Bottom) {
			t.Errorf("%s: ink %v, the font says %d above and %d below", words, ink, line.Top, line.Bottom)
		}
		if ink.Min.X < 8 || ink.Max.X > 12+line.Advance*24/1000 {
			t.Errorf("%s: ink %v is not beside its place", words, ink)
		}
	}
}

func TestALetterLooksTheSameWhereverItStands(t *testing.T) {
	const d = printing.Dot
	shapes := map[string]bool{}
	for shift := range printing.Unit(9) {
		bitmap, err := renderer.Bitmap(page(60*d, 60*d, printing.Text{X: 10*d + shift*14, Y: 40 * d, Size: 24 * d, String: "ปั๊"}), 60)
		if err != nil {
			t.Fatal(err)
		}
		shapes[columns(bitmap)] = true
	}
	if len(shapes) != 1 {
		t.Errorf("one cluster was drawn in %d ways", len(shapes))
	}
}

// columns writes the columns of a picture that have ink, wherever they stand.
func columns(bitmap *printing.Bitmap) string {
	var all strings.Builder
	for x := range bitmap.Width {
		column := ""
		for y := range bitmap.Height {
			column += map[bool]string{true: "#", false: "."}[bitmap.Black(x, y)]
		}
		if strings.Contains(column, "#") {
			all.WriteString(column + "\n")
		}
	}
	return all.String()
}

func TestPagesOutOfBoundsAreRefused(t *testing.T) {
	for _, test := range []struct {
		page printing.Page
		dots int
	}{
		{page(0, 100), 10}, {page(100, 100), 0}, {page(100, 100), -1}, {page(100, 100), 1 << 40},
		{page(printing.MM, 1<<50), 100}, {page(printing.MM, -1), 100}, {page(100*printing.MM, 100*printing.MM), 20000},
	} {
		if _, err := renderer.Bitmap(test.page, test.dots); !fault.Is(err, "page_too_large") {
			t.Errorf("%v at %d: %v", test.page, test.dots, err)
		}
		if _, err := renderer.Picture(test.page, test.dots); !fault.Is(err, "page_too_large") {
			t.Errorf("%v at %d in colour: %v", test.page, test.dots, err)
		}
	}
}

func TestPicturesHaveColoursAndPNGsAreOneBit(t *testing.T) {
	const d = printing.Dot
	red := page(4*d, 2*d, printing.Rect{W: 2 * d, H: 2 * d, Colour: printing.Red})
	colour, err := renderer.Picture(red, 4)
	if err != nil {
		t.Fatal(err)
	}
	if got := colour.RGBAAt(0, 0); got.R != printing.Red.R || got.G != printing.Red.G || colour.RGBAAt(3, 0).R != 255 {
		t.Errorf("red is %v", got)
	}
	bitmap, err := renderer.Bitmap(red, 4)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := raster.WritePNG(&out, bitmap); err != nil {
		t.Fatal(err)
	}
	if depth := out.Bytes()[24]; depth != 1 {
		t.Errorf("the PNG has %d bits a dot", depth)
	}
	decoded, err := png.Decode(&out)
	if err != nil || decoded.Bounds() != image.Rect(0, 0, 4, 2) {
		t.Fatalf("%v %v", decoded.Bounds(), err)
	}
}

func TestPreviewsAreTheVeryDots(t *testing.T) {
	receipt := printing.Receipt{Lang: i18n.Thai, Lines: []printing.Line{{Name: "ปั๊มน้ำ", Qty: qty.One, Total: 100}}}
	laid, err := receipt.Page(shaper, printing.Roll58)
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := renderer.Bitmap(laid, 384)
	if err != nil {
		t.Fatal(err)
	}
	for _, scale := range []int{1, 2, 3} {
		preview := raster.Preview(bitmap, 384*scale)
		for y := range preview.Rect.Dy() {
			for x := range preview.Rect.Dx() {
				if (preview.GrayAt(x, y).Y == 0) != bitmap.Black(x/scale, y/scale) {
					t.Fatalf("scale %d: pixel %d,%d differs", scale, x, y)
				}
			}
		}
	}
	if small := raster.Preview(bitmap, 200); small.Rect.Dx() != 200 || small.Rect.Dy() != bitmap.Height*200/384 {
		t.Errorf("a small preview is %v", small.Rect)
	}
	if none := raster.Preview(bitmap, 0); !none.Rect.Empty() {
		t.Errorf("a preview without width is %v", none.Rect)
	}
	if huge := raster.Preview(bitmap, 1<<20); huge.Rect.Dx()*huge.Rect.Dy() > 24_000_000 {
		t.Errorf("a huge preview is %v", huge.Rect)
	}
}

// A smaller preview has the greys of the well-known way to shrink a picture, which looks at every white dot too.
func TestSmallPreviewsAreSmoothed(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 6))
	bitmap := printing.NewBitmap(203, 121)
	for range 900 {
		x, y := r.IntN(bitmap.Width), r.IntN(bitmap.Height)
		bitmap.Fill(x, y, x+r.IntN(9), y+r.IntN(4), r.IntN(4) > 0)
	}
	bitmap.Fill(0, 0, 40, 30, true)
	for _, width := range []int{202, 150, 74, 17, 3} {
		small := raster.Preview(bitmap, width)
		want := image.NewGray(small.Rect)
		draw.BiLinear.Scale(want, want.Rect, raster.Image(bitmap), image.Rect(0, 0, bitmap.Width, bitmap.Height), draw.Src, nil)
		for at, grey := range small.Pix {
			if off := int(grey) - int(want.Pix[at]); off < -1 || off > 1 {
				t.Fatalf("%d wide: pixel %d,%d is %d, not %d", width, at%width, at/width, grey, want.Pix[at])
			}
		}
	}
}

// BenchmarkPreview shows a sheet of A4 on the screen, which a person waits for at every step in a list: 25 ms or less.
func BenchmarkPreview(b *testing.B) {
	bitmap := printing.NewBitmap(2480, 3508)
	for y := 300; y < 3200; y += 60 {
		for x := 200; x < 2200; x += 24 {
			bitmap.Fill(x, y, x+8, y+24, true)
		}
	}
	for b.Loop() {
		raster.Preview(bitmap, 900)
	}
}

// BenchmarkReceipt700 lays out and draws a receipt of about 700 rows of dots at 80 mm, which should
// take 15 ms or less: with letters already known, as in a shop's day, and for the first time.
func BenchmarkReceipt700(b *testing.B) {
	receipt := printing.Receipt{
		Lang: i18n.Thai, Shop: printing.Shop{Names: []string{"ร้านก๊วยเตี๋ยวป้าญู"}}, Number: "A-2569-000042",
		At:    time.Date(2026, 11, 23, 11, 2, 0, 0, time.UTC),
		Total: 16900, Tenders: []printing.Tender{{Method: "cash", Sum: 20000}}, Change: 3100, Footer: []string{"ขอบคุณที่ใช้บริการ"},
	}
	for n := range 4 {
		receipt.Lines = append(receipt.Lines, printing.Line{
			Name: fmt.Sprintf("ก๊วยเตี๋ยวเรือน้ำตกปั๊มน้ำมัน %d", n), Qty: 2000, Unit: "ชาม", UnitPrice: 5000, Total: 10000})
	}
	draw := func(b *testing.B, shaper *text.Shaper, renderer *raster.Renderer) {
		laid, err := receipt.Page(shaper, printing.Roll80)
		if err != nil {
			b.Fatal(err)
		}
		bitmap, err := renderer.Bitmap(laid, 576)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(bitmap.Height), "rows")
	}
	b.Run("known", func(b *testing.B) {
		for b.Loop() {
			draw(b, shaper, renderer)
		}
	})
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			fresh := text.NewShaper()
			draw(b, fresh, raster.New(fresh))
		}
	})
}
