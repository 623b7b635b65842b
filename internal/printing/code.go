package printing

import (
	"github.com/skip2/go-qrcode"

	"github.com/talat-pos/talat/internal/fault"
)

// Matrix is the modules of a QR code without its quiet zone. The zero value is no code.
type Matrix struct {
	Size int // modules a side
	dark []bool
}

// Quiet is the white border a QR code needs on every side, in modules (ISO/IEC 18004).
const Quiet = 4

// MinDots is the least number of dots a module may have: below it one-colour print stops being
// readable (measured with zbar at 203 and 300 dpi).
const MinDots = 3

// practiceText stands in the QR of a practice shop instead of anything that could be paid.
const practiceText = "PRACTICE ตัวอย่าง ห้ามจ่าย"

// PracticePayload is what the QR codes of a practice shop hold: words, and the bill's tag.
func PracticePayload(tag string) string {
	if tag == "" {
		return practiceText
	}
	return practiceText + " " + tag
}

// EncodeQR makes the QR code of a text at error correction M, the level for codes without a logo. It
// fails with "code_too_long" when the text is empty or does not fit into a QR code.
func EncodeQR(payload string) (Matrix, error) {
	code, err := qrcode.New(payload, qrcode.Medium)
	if err != nil {
		return Matrix{}, fault.New("code_too_long", "payload", fault.Values{"count": len(payload)})
	}
	code.DisableBorder = true
	rows := code.Bitmap()
	m := Matrix{Size: len(rows), dark: make([]bool, 0, len(rows)*len(rows))}
	for _, row := range rows {
		m.dark = append(m.dark, row...)
	}
	return m, nil
}

// Dark reports whether the module in column x of row y is dark; modules outside are light.
func (m Matrix) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < m.Size && y < m.Size && m.dark[y*m.Size+x]
}

// Span is a rectangle of dark modules.
type Span struct{ X, Y, W, H int }

// Spans gives the dark modules as few rectangles: runs of a row, joined with equal runs below.
func (m Matrix) Spans() []Span {
	var done []Span
	open := map[[2]int]int{} // the run's column and length → its place in done
	for y := range m.Size {
		next := map[[2]int]int{}
		for x := 0; x < m.Size; x++ {
			start := x
			for m.Dark(x, y) {
				x++
			}
			if x == start {
				continue
			}
			run := [2]int{start, x - start}
			at, ok := open[run]
			if ok {
				done[at].H++
			} else {
				at = len(done)
				done = append(done, Span{start, y, x - start, 1})
			}
			next[run] = at
		}
		open = next
	}
	return done
}

// Fit gives how a code is drawn in a square of side dots: the dots of one module, and how far the
// first module is from the square's edge. It fails with "code_too_small" when a module would have
// fewer than MinDots.
func (m Matrix) Fit(side int) (module, inset int, err error) {
	whole := m.Size + 2*Quiet
	module = side / whole
	if module < MinDots {
		return 0, 0, fault.New("code_too_small", "code", fault.Values{"dots": module, "least": MinDots})
	}
	return module, (side - module*m.Size) / 2, nil
}
