// Package printing lays out what the shop prints (receipts, shift slips, QR cards) as one display
// list, from which paper, files and previews are all drawn.
package printing

import "github.com/talat-pos/talat/internal/printing/text"

// Unit is a length on paper in micrometres. X grows to the right, Y downwards.
type Unit int

const (
	// MM is one millimetre.
	MM Unit = 1000
	// Dot is one dot of a 203 dpi printer: there are 8 in a millimetre.
	Dot Unit = 125
)

// The printable widths of the two usual rolls. Some 80 mm printers have 512 or 640 dots: any
// multiple of Dot from MinRoll to MaxRoll is taken.
const (
	Roll58  = 384 * Dot
	Roll80  = 576 * Dot
	MinRoll = 320 * Dot
	MaxRoll = 832 * Dot
)

// Colour is what ink a thing is drawn in. A one-colour printer draws the dark half of them black
// and leaves the light half white.
type Colour struct{ R, G, B uint8 }

// The colours forms use. Navy is the header of Thai QR cards (facts of the brand book: #00427A).
var (
	Black = Colour{}
	White = Colour{255, 255, 255}
	Navy  = Colour{0x00, 0x42, 0x7A}
	Red   = Colour{0xA3, 0x27, 0x1F}
	Grey  = Colour{0x60, 0x60, 0x60}

	// Those of papers for offices: what structures them, the ground of a head, the rules between rows.
	Accent   = Colour{0x24, 0x30, 0x6B}
	Tint     = Colour{0xEC, 0xEE, 0xF5}
	Hairline = Colour{0xC4, 0xC8, 0xD4}
)

// Dark reports whether a one-colour printer draws the colour black.
func (c Colour) Dark() bool { return 299*int(c.R)+587*int(c.G)+114*int(c.B) < 128*1000 }

// Page is one sheet, card, label or piece of roll: a size and what is drawn on it, in order. It is
// white where nothing is drawn; a later thing covers an earlier one.
type Page struct {
	Width, Height Unit
	Ops           []Op
	Finish        Finish
}

// Finish is what a roll printer does besides drawing. The drawer opens first, before the paper runs.
type Finish struct {
	Drawer bool
	Feed   int // lines after the drawing, so that it can be torn off
	Cut    bool
}

// Op is one thing drawn: Text, Rect, Frame, Rule, Image, Code or Bars.
type Op interface{ op() }

// Text is one line of text that begins at X on the baseline Y. Size is the em.
type Text struct {
	X, Y   Unit
	Size   Unit
	Face   text.Face
	Colour Colour
	String string
}

// Rect is a filled rectangle.
type Rect struct {
	X, Y, W, H Unit
	Colour     Colour
}

// Frame is the outline of a rectangle, Stroke wide and wholly inside it.
type Frame struct {
	X, Y, W, H Unit
	Stroke     Unit
	Colour     Colour
}

// Rule is a horizontal line, Stroke high. With Dash it is broken into dashes and gaps of that length.
type Rule struct {
	X, Y, W Unit
	Stroke  Unit
	Dash    Unit
	Colour  Colour
}

// Image is a picture stretched over W × H. Pages that show one picture share it.
type Image struct {
	X, Y, W, H Unit
	Picture    *Picture
}

// Code is a QR code in a square of Side, quiet zone included. Whoever draws it takes the largest
// module that is a whole number of its dots and centres the code in the square. Field names what the
// code holds, for a fault; "" = "code".
type Code struct {
	X, Y, Side Unit
	Matrix     Matrix
	Field      string
}

func (Text) op()  {}
func (Rect) op()  {}
func (Frame) op() {}
func (Rule) op()  {}
func (Image) op() {}
func (Code) op()  {}
