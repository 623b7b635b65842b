package printing

import (
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing/text"
)

// Barcode is the modules of a linear code without its quiet zones. The zero value is no code.
type Barcode struct {
	Size        int // modules across
	before, aft int // the quiet zones, in modules
	dark        []bool
}

// maxBarcode bounds the letters of a Code 128: one of 40 letters is already wider than a label.
const maxBarcode = 60

// Code128 makes the bars of a Code 128 as short as its sets B and C allow, e.g. 156 modules for an
// S10 number. It fails with "barcode_text" for anything but 1 to 60 printable ASCII characters.
func Code128(words string) (Barcode, error) {
	refused := fault.New("barcode_text", "barcode", fault.Values{"text": words, "most": maxBarcode})
	if words == "" || len(words) > maxBarcode {
		return Barcode{}, refused
	}
	for _, letter := range []byte(words) {
		if letter < ' ' || letter > '~' {
			return Barcode{}, refused
		}
	}
	bars, err := oned.NewCode128Writer().Encode(words, gozxing.BarcodeFormat_CODE_128, 1, 1, bare)
	if err != nil {
		return Barcode{}, fault.Wrap(err, "internal")
	}
	return newBarcode(bars, 10, 10), nil
}

// EAN makes the bars of an EAN-13 or, from eight digits, of an EAN-8. It fails with "barcode_digits"
// for another number of digits, anything else than digits, or a wrong check digit.
func EAN(digits string) (Barcode, error) {
	if !checked(digits) {
		return Barcode{}, fault.New("barcode_digits", "barcode", fault.Values{"text": digits})
	}
	writer, format, before, aft := oned.NewEAN13Writer(), gozxing.BarcodeFormat_EAN_13, 11, 7
	if len(digits) == 8 {
		writer, format, before, aft = oned.NewEAN8Writer(), gozxing.BarcodeFormat_EAN_8, 7, 7
	}
	bars, err := writer.Encode(digits, format, 1, 1, bare)
	if err != nil {
		return Barcode{}, fault.Wrap(err, "internal")
	}
	return newBarcode(bars, before, aft), nil
}

// bare leaves out the library's margins: quiet zones are kept by whoever draws.
var bare = map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_MARGIN: 0}

func newBarcode(bars *gozxing.BitMatrix, before, aft int) Barcode {
	code := Barcode{Size: bars.GetWidth(), before: before, aft: aft, dark: make([]bool, bars.GetWidth())}
	for x := range code.dark {
		code.dark[x] = bars.Get(x, 0)
	}
	return code
}

// checked reports whether digits are 8 or 13 digits whose last one is the check digit of the others.
func checked(digits string) bool {
	if len(digits) != 8 && len(digits) != 13 {
		return false
	}
	sum := 0
	for n := range digits {
		digit := int(digits[len(digits)-1-n]) - '0'
		if digit < 0 || digit > 9 {
			return false
		}
		sum += digit * (1 + n%2*2)
	}
	return sum%10 == 0
}

// Spans gives the bars as runs of dark modules, each one module high.
func (b Barcode) Spans() []Span {
	var spans []Span
	for x := 0; x < b.Size; x++ {
		start := x
		for x < b.Size && b.dark[x] {
			x++
		}
		if x > start {
			spans = append(spans, Span{start, 0, x - start, 1})
		}
	}
	return spans
}

// Whole gives the modules across with both quiet zones.
func (b Barcode) Whole() int { return b.before + b.Size + b.aft }

// Fit gives how the bars are drawn in a width of dots: the dots of one module, and how far the first
// bar is from the left edge, the code with its quiet zones standing in the middle. It fails with
// "bars_too_small" when a module would have fewer than MinDots.
func (b Barcode) Fit(width int) (module, inset int, err error) {
	module = width / b.Whole()
	if module < MinDots {
		return 0, 0, fault.New("bars_too_small", "barcode", fault.Values{"dots": module, "least": MinDots})
	}
	return module, (width-module*b.Whole())/2 + b.before*module, nil
}

// Bars is a linear code in a box whose width holds the quiet zones too. Whoever draws it takes the
// largest module that is a whole number of its dots and centres the code in the box. Field names
// what the code holds, for a fault; "" = "barcode".
type Bars struct {
	X, Y, W, H Unit
	Barcode    Barcode
	Field      string
}

func (Bars) op() {}

// Caption gives words in the middle under the bars, for people to read.
func (b Bars) Caption(shaper *text.Shaper, words string, face text.Face, size Unit) Text {
	line := shaper.Line(words, face)
	return Text{
		X: b.X + (b.W-Unit(line.Width(int(size))))/2, Y: b.Y + b.H + Unit(line.Top+200)*size/text.Em,
		Size: size, Face: face, String: words,
	}
}
