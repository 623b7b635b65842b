package printing

import "github.com/talat-pos/talat/internal/fault"

// Resolution is how fine a printer's dots are, in dots an inch as printers are sold.
type Resolution int

// The two usual resolutions. A "203 dpi" head has 8 dots in a millimetre.
const (
	DPI203 Resolution = 203
	DPI300 Resolution = 300
)

// per5Inches gives the dots in five inches, 127 mm, a whole number for every head.
func (r Resolution) per5Inches() int64 {
	if r == DPI203 {
		return 1016
	}
	return 5 * int64(r)
}

// Dots gives how many whole dots fit in a length.
func (r Resolution) Dots(length Unit) int { return int(int64(length) * r.per5Inches() / 127_000) }

// Nanometres gives the length of a number of dots.
func (r Resolution) Nanometres(dots int) int64 { return int64(dots) * 127_000_000 / r.per5Inches() }

// Check reports before printing what would come out unreadable on a printer: it fails with
// "code_too_small" or "bars_too_small", the field being the one the code is about.
func (p Page) Check(resolution Resolution) error {
	for _, op := range p.Ops {
		switch op := op.(type) {
		case Code:
			if _, _, err := op.Fit(resolution.Dots(op.Side)); err != nil {
				return err
			}
		case Bars:
			if _, _, err := op.Fit(resolution.Dots(op.W)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Fit is Matrix.Fit with the code's own field in its fault.
func (c Code) Fit(side int) (module, inset int, err error) {
	module, inset, err = c.Matrix.Fit(side)
	return module, inset, about(err, c.Field)
}

// Fit is Barcode.Fit with the code's own field in its fault.
func (b Bars) Fit(width int) (module, inset int, err error) {
	module, inset, err = b.Barcode.Fit(width)
	return module, inset, about(err, b.Field)
}

// about names the field of a fault.
func about(err error, field string) error {
	refused, ok := err.(*fault.Error)
	if !ok || field == "" {
		return err
	}
	refused.Field = field
	return refused
}
