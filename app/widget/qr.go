package widget

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// quiet is the white frame a QR code needs, in modules.
const quiet = 4

// QR draws a matrix of modules in black on white, each on whole pixels: a blurred or uneven code is
// read badly by cameras. Black on white stays in the dark look too.
type QR struct {
	base
	picture *image.Gray
	side    float32
}

// NewQR draws modules (rows of true for black) at least side units large. Nil is an empty white square.
func NewQR(modules [][]bool, side float32) *QR {
	q := &QR{side: side}
	q.ExtendBaseWidget(q)
	q.Set(modules)
	return q
}

// Set draws another code.
func (q *QR) Set(modules [][]bool) {
	size := len(modules) + 2*quiet
	q.picture = image.NewGray(image.Rect(0, 0, size, size))
	for n := range q.picture.Pix {
		q.picture.Pix[n] = 0xFF
	}
	for y, row := range modules {
		for x, black := range row {
			if black {
				q.picture.SetGray(x+quiet, y+quiet, color.Gray{})
			}
		}
	}
	q.Refresh()
}

// CreateRenderer belongs to the toolkit.
func (q *QR) CreateRenderer() fyne.WidgetRenderer {
	ground := &canvas.Rectangle{FillColor: color.White}
	code := &canvas.Image{ScaleMode: canvas.ImageScalePixels, FillMode: canvas.ImageFillStretch}
	return render(
		func(size fyne.Size) {
			side := min(size.Width, size.Height)
			Put(ground, (size.Width-side)/2, (size.Height-side)/2, side, side)
			scale := float32(1)
			if c := fyne.CurrentApp().Driver().CanvasForObject(q); c != nil {
				scale = c.Scale()
			}
			modules := q.picture.Bounds().Dx()
			drawn := side
			if pixels := int(side * scale / float32(modules)); pixels > 0 {
				drawn = float32(pixels*modules) / scale
			}
			Put(code, float32(int((size.Width-drawn)/2)), float32(int((size.Height-drawn)/2)), drawn, drawn)
		},
		func() fyne.Size { return fyne.NewSquareSize(q.side) },
		func() {
			code.Image = q.picture
			code.Refresh()
		}, ground, code)
}
