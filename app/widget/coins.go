package widget

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/money"
)

// Piece is a note or coin and how many of it.
type Piece struct {
	Value money.Satang
	Count int
}

// maxPieces is how many pieces are drawn; more are told by "+n".
const maxPieces = 9

// face is how money looks. The colours are the money's own and the same in every look of the window.
type face struct {
	ground, edge color.NRGBA
	ink          color.NRGBA
	coin         bool
	size         float32 // of a coin, against the largest
}

func faceOf(value money.Satang) face {
	white := color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}
	dark := color.NRGBA{0x2B, 0x2B, 0x2B, 0xFF}
	note := func(r, g, b uint8) face {
		return face{ground: color.NRGBA{r, g, b, 0xFF}, edge: color.NRGBA{0xFF, 0xFF, 0xFF, 0x66}, ink: white}
	}
	silver, rim := color.NRGBA{0xCE, 0xD2, 0xD8, 0xFF}, color.NRGBA{0xE6, 0xE8, 0xEC, 0xFF}
	gold, goldRim := color.NRGBA{0xD9, 0xC4, 0x8A, 0xFF}, color.NRGBA{0xEE, 0xE4, 0xCA, 0xFF}
	copper, copperRim := color.NRGBA{0xC9, 0x8E, 0x5C, 0xFF}, color.NRGBA{0xE8, 0xCB, 0xAF, 0xFF}
	switch value {
	case money.Baht(1000):
		return note(0x7D, 0x73, 0x6B)
	case money.Baht(500):
		return note(0x76, 0x57, 0x9C)
	case money.Baht(100):
		return note(0xB4, 0x53, 0x4F)
	case money.Baht(50):
		return note(0x3B, 0x6C, 0xA8)
	case money.Baht(20):
		return note(0x3F, 0x84, 0x55)
	case money.Baht(10):
		return face{ground: gold, edge: goldRim, ink: dark, coin: true, size: 1}
	case money.Baht(5):
		return face{ground: silver, edge: rim, ink: dark, coin: true, size: 0.94}
	case money.Baht(2):
		return face{ground: gold, edge: goldRim, ink: dark, coin: true, size: 0.88}
	case money.Baht(1):
		return face{ground: silver, edge: rim, ink: dark, coin: true, size: 0.82}
	}
	return face{ground: copper, edge: copperRim, ink: dark, coin: true, size: 0.76}
}

// Coins draws notes and coins in a row, centred: the change to hand back.
type Coins struct {
	base
	pieces []Piece
}

// NewCoins draws pieces in the order given, the largest first as a rule.
func NewCoins(pieces ...Piece) *Coins {
	c := &Coins{pieces: pieces}
	c.ExtendBaseWidget(c)
	return c
}

// Set draws other money.
func (c *Coins) Set(pieces ...Piece) { c.pieces = pieces; c.Refresh() }

// CreateRenderer belongs to the toolkit.
func (c *Coins) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{refresh: func() {}}
	r.min = func() fyne.Size {
		return fyne.NewSize(look(c).Size(theme.Touch)*3, look(c).Size(theme.ButtonLow))
	}
	r.layout = func(size fyne.Size) { r.objects = c.draw(size) }
	return r
}

// draw lays the pieces side by side, smaller and then closer where there is no room.
func (c *Coins) draw(size fyne.Size) []fyne.CanvasObject {
	th := look(c)
	high := min(th.Size(theme.ButtonLow)*0.86, size.Height)
	var faces []money.Satang
	left := 0
	for _, piece := range c.pieces {
		for range min(max(piece.Count, 0), maxPieces+1) {
			if len(faces) < maxPieces {
				faces = append(faces, piece.Value)
			}
		}
		left += max(piece.Count, 0)
	}
	left -= len(faces)
	width := rowWidth(faces, high)
	if width > size.Width {
		high *= max(size.Width/width, smallest)
		width = rowWidth(faces, high)
	}
	squeeze := min(size.Width/max(width, 1), 1)
	x := max((size.Width-width)/2, 0)
	var objects []fyne.CanvasObject
	for _, value := range faces {
		objects = append(objects, drawPiece(th, value, x, size.Height, high)...)
		x += (pieceWidth(value, high) + 6) * squeeze
	}
	if left > 0 {
		more := canvas.NewText("", nil)
		fillText(more, th, "+"+strconv.Itoa(left), theme.Small, theme.InkSoft, true)
		placeText(more, x, 0, size.Height)
		objects = append(objects, more)
	}
	return objects
}

// smallest is how far money shrinks where there is no room, before it overlaps.
const smallest = 0.7

func rowWidth(values []money.Satang, high float32) float32 {
	width := float32(0)
	for _, value := range values {
		width += pieceWidth(value, high) + 6
	}
	return width
}

func pieceWidth(value money.Satang, high float32) float32 {
	if look := faceOf(value); look.coin {
		return high * look.size
	}
	return high * 1.8
}

func drawPiece(th *theme.Theme, value money.Satang, x, height, high float32) []fyne.CanvasObject {
	look := faceOf(value)
	width, tall := pieceWidth(value, high), high
	if look.coin {
		tall = width
	}
	y := (height - tall) / 2
	outer, inner := &canvas.Rectangle{FillColor: look.ground, CornerRadius: 4}, &canvas.Rectangle{StrokeColor: look.edge, StrokeWidth: 1, CornerRadius: 2}
	Put(outer, x, y, width, tall)
	Put(inner, x+3, y+3, width-6, tall-6)
	if look.coin {
		outer.CornerRadius, outer.StrokeColor, outer.StrokeWidth = tall/2, look.edge, 3
		inner.Hide()
	}
	text := canvas.NewText(pieceLabel(value), look.ink)
	text.TextSize, text.TextStyle.Bold = min(th.Size(theme.Small), high*0.42), true
	if look.coin {
		text.TextSize = min(th.Size(theme.Caption), high*0.38)
	}
	placeText(text, x+(width-text.MinSize().Width)/2, y, tall)
	return []fyne.CanvasObject{outer, inner, text}
}

// pieceLabel is the number on the money: baht, or satang below one baht.
func pieceLabel(value money.Satang) string {
	if value < money.Baht(1) {
		return strconv.FormatInt(int64(value), 10)
	}
	return strconv.FormatInt(int64(value/100), 10)
}
