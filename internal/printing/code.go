package printing

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
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

// NewMatrix takes the modules of a QR code as rows of equal length, true for dark.
func NewMatrix(rows [][]bool) Matrix {
	m := Matrix{Size: len(rows), dark: make([]bool, 0, len(rows)*len(rows))}
	for _, row := range rows {
		m.dark = append(m.dark, row...)
	}
	return m
}

// paymentCode makes the code a customer pays with, at error correction M, the level for codes without
// a logo. In a practice shop it holds words that no bank can pay, whatever the payload is. It fails
// as qrcode.Checked does.
func paymentCode(payload string, practice bool, tag string) (Matrix, error) {
	if practice {
		payload = promptpay.PracticeText(plainTag(tag))
	}
	rows, err := qrcode.Checked(payload, qrcode.Medium)
	if err != nil {
		return Matrix{}, fault.At(err, "payload")
	}
	return NewMatrix(rows), nil
}

// plainTag leaves out a tag that could keep the practice code from being drawn.
func plainTag(tag string) string {
	for _, r := range tag {
		if r <= ' ' || r > '~' || len(tag) > 24 {
			return ""
		}
	}
	return tag
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
