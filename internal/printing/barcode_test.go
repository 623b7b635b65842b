package printing

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing/text"
)

// read decodes bars drawn as dots, with a decoder that shares no code with the encoder.
func read(t *testing.T, code Barcode, reader gozxing.Reader) string {
	t.Helper()
	module, inset, err := code.Fit(code.Whole() * MinDots)
	if err != nil {
		t.Fatal(err)
	}
	bitmap := NewBitmap(code.Whole()*MinDots, 20)
	for _, span := range code.Spans() {
		bitmap.Fill(inset+span.X*module, 0, inset+(span.X+span.W)*module, 20, true)
	}
	bits, err := gozxing.NewBitMatrix(bitmap.Width, bitmap.Height)
	if err != nil {
		t.Fatal(err)
	}
	for y := range bitmap.Height {
		for x := range bitmap.Width {
			if bitmap.Black(x, y) {
				bits.Set(x, y)
			}
		}
	}
	result, err := reader.Decode(bitsOf(bits), nil)
	if err != nil {
		return err.Error()
	}
	return result.GetText()
}

// given is a picture that is black and white already.
type given struct {
	gozxing.Binarizer
	bits *gozxing.BitMatrix
}

func bitsOf(bits *gozxing.BitMatrix) *gozxing.BinaryBitmap {
	picture, _ := gozxing.NewBinaryBitmap(given{bits: bits})
	return picture
}

func (g given) GetWidth() int                               { return g.bits.GetWidth() }
func (g given) GetHeight() int                              { return g.bits.GetHeight() }
func (g given) GetBlackMatrix() (*gozxing.BitMatrix, error) { return g.bits, nil }
func (g given) GetBlackRow(y int, row *gozxing.BitArray) (*gozxing.BitArray, error) {
	return g.bits.GetRow(y, row), nil
}

// shortest gives the fewest symbols that hold words in the sets B and C, start, check and stop
// included, found by looking at every way of switching.
func shortest(words string) int {
	digit := func(n int) bool { return n < len(words) && words[n] >= '0' && words[n] <= '9' }
	inB, inC := 0, 0         // symbols from the letter after the one looked at
	afterC := len(words) + 1 // symbols in C from two letters on
	for n := len(words) - 1; n >= 0; n-- {
		b, c := 1+inB, len(words)+2
		if digit(n) && digit(n+1) {
			c = 1 + afterC
		}
		afterC = inC
		inB, inC = min(b, c+1), min(c, b+1)
	}
	return min(inB, inC) + 3
}

func TestCode128IsReadBackAndAsShortAsCanBe(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	all := []string{"EA123456785TH", "77", "1", "672S53620", strings.Repeat("~", maxBarcode), " !", "A-2569-000042"}
	for range 500 {
		var words strings.Builder
		for range 1 + random.IntN(20) {
			if random.IntN(3) > 0 {
				words.WriteByte(byte('0' + random.IntN(10)))
			} else {
				words.WriteByte(byte(' ' + random.IntN(95)))
			}
		}
		all = append(all, words.String())
	}
	for _, words := range all {
		code, err := Code128(words)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, code, oned.NewCode128Reader()); got != words {
			t.Errorf("%q reads %q", words, got)
		}
		if want := 11*shortest(words) + 2; code.Size != want {
			t.Errorf("%q takes %d modules, %d are enough", words, code.Size, want)
		}
	}
	if code, _ := Code128("EA123456785TH"); code.Size != 156 {
		t.Errorf("an S10 number takes %d modules", code.Size)
	}
	for _, words := range []string{"", "ไทย", "a\nb", "\x7f", "é", strings.Repeat("1", maxBarcode+1)} {
		if _, err := Code128(words); !fault.Is(err, "barcode_text") {
			t.Errorf("%q: %v", words, err)
		}
	}
}

func TestEANs(t *testing.T) {
	for digits, size := range map[string]int{"8850123456787": 95, "2900001012508": 95, "96385074": 67} {
		code, err := EAN(digits)
		if err != nil {
			t.Fatal(err)
		}
		reader := gozxing.Reader(oned.NewEAN13Reader())
		if len(digits) == 8 {
			reader = oned.NewEAN8Reader()
		}
		if got := read(t, code, reader); got != digits || code.Size != size {
			t.Errorf("%s reads %q from %d modules", digits, got, code.Size)
		}
	}
	for _, digits := range []string{"", "8850123456786", "885012345678", "88501234567860", "96385075", "885012345678X", "๘๘๕๐๑"} {
		if _, err := EAN(digits); !fault.Is(err, "barcode_digits") {
			t.Errorf("%q: %v", digits, err)
		}
	}
}

func TestBarsAreWholeDotsWithTheirQuietZones(t *testing.T) {
	code, err := Code128("EA123456785TH")
	if err != nil {
		t.Fatal(err)
	}
	whole := 156 + 20
	tests := []struct {
		width, module, inset int
		code                 string
	}{
		{whole * 3, 3, 30, ""}, {whole*3 + 100, 3, 80, ""}, {whole * 4, 4, 40, ""}, {whole*3 - 1, 0, 0, "bars_too_small"}, {0, 0, 0, "bars_too_small"},
	}
	for _, test := range tests {
		module, inset, err := code.Fit(test.width)
		if module != test.module || inset != test.inset || fault.Code(err) != test.code {
			t.Errorf("%d dots: module %d, inset %d, %v", test.width, module, inset, err)
		}
	}
}

func TestCodesTooSmallForAPrinterAreNamedBeforePrinting(t *testing.T) {
	code, err := Code128("EA123456785TH")
	if err != nil {
		t.Fatal(err)
	}
	matrix := Matrix{Size: 33}
	tests := []struct {
		name        string
		op          Op
		resolution  Resolution
		code, field string
	}{
		{"66 mm of S10 at 203 dpi", Bars{W: 66 * MM, Barcode: code, Field: "s10"}, DPI203, "", ""},
		{"65.9 mm", Bars{W: 65_900, Barcode: code, Field: "s10"}, DPI203, "bars_too_small", "s10"},
		{"65.9 mm on a finer printer", Bars{W: 65_900, Barcode: code}, DPI300, "", ""},
		{"40 mm", Bars{W: 40 * MM, Barcode: code}, DPI300, "bars_too_small", "barcode"},
		{"15.4 mm of QR at 203 dpi", Code{Side: 15_375, Matrix: matrix}, DPI203, "", ""},
		{"15.3 mm", Code{Side: 15_300, Matrix: matrix}, DPI203, "code_too_small", "code"},
		{"10.5 mm at 300 dpi", Code{Side: 10_500, Matrix: matrix, Field: "payload"}, DPI300, "", ""},
		{"10.3 mm at 300 dpi", Code{Side: 10_300, Matrix: matrix, Field: "payload"}, DPI300, "code_too_small", "payload"},
	}
	for _, test := range tests {
		err := Page{Width: 100 * MM, Height: 150 * MM, Ops: []Op{Rule{}, test.op}}.Check(test.resolution)
		field := ""
		if refused, ok := err.(*fault.Error); ok {
			field = refused.Field
		}
		if fault.Code(err) != test.code || field != test.field {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if DPI203.Nanometres(8) != 1_000_000 || DPI300.Nanometres(300) != 25_400_000 || DPI203.Dots(999) != 7 {
		t.Error("a dot has the wrong length")
	}
}

func TestACaptionStandsUnderItsBars(t *testing.T) {
	bars := Bars{X: 10 * MM, Y: 20 * MM, W: 66 * MM, H: 12 * MM}
	shaper := text.NewShaper()
	caption := bars.Caption(shaper, "EA 1234 5678 5 TH", text.Bold, 4*MM)
	width := Unit(shaper.Width(caption.String, text.Bold, int(4*MM)))
	if gap := 2*caption.X + width - (2*bars.X + bars.W); gap < -2 || gap > 2 {
		t.Errorf("the caption begins at %d", caption.X)
	}
	ink := caption.Y - Unit(shaper.Line(caption.String, text.Bold).Top)*caption.Size/text.Em
	if ink <= bars.Y+bars.H || ink > bars.Y+bars.H+MM {
		t.Errorf("its ink begins at %d", ink)
	}
}
