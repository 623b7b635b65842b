package theme

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"

	"github.com/talat-pos/talat/assets"
)

// maxDrawings bounds what is kept: when it is reached all are let go and drawn again on demand.
const maxDrawings = 200

// maxDrawingSide bounds one drawing, in pixels.
const maxDrawingSide = 2048

type drawingKey struct {
	name                 string
	width, height, below int
}

// drawings are those of every look: no colour of them is the look's, so that changing it draws none again.
var drawings = struct {
	mu   sync.Mutex
	kept map[drawingKey]image.Image
}{kept: map[drawingKey]image.Image{}}

// Drawing gives one of our coloured drawings ("goods-honey", "stall", "shopfront", "logo") filling
// width × height pixels, its middle kept and its ground carried to the edges, with so many more rows of
// ground below. The same picture is
// given again for the same size, and any goroutine may ask, so a screen can warm it before it shows.
// A name that does not exist gives nil.
func (t *Theme) Drawing(name string, width, height, below int) image.Image {
	width, height = min(max(width, 1), maxDrawingSide), min(max(height, 1), maxDrawingSide)
	below = min(max(below, 0), maxDrawingSide)
	key := drawingKey{name, width, height, below}
	drawings.mu.Lock()
	defer drawings.mu.Unlock()
	if kept, ok := drawings.kept[key]; ok {
		return kept
	}
	data, err := assets.Files.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil
	}
	drawn := rasterise(data, width, height, below)
	if drawn == nil {
		return nil
	}
	if len(drawings.kept) >= maxDrawings {
		clear(drawings.kept)
	}
	drawings.kept[key] = drawn
	return drawn
}

// middle is the share of a wide drawing's width that holds the thing itself; a narrower picture is
// fitted to that, so that a square thumbnail shows the whole jar.
const middle = 0.58

func rasterise(data []byte, width, height, below int) image.Image {
	icon, err := oksvg.ReadIconStream(bytes.NewReader(data))
	if err != nil || icon.ViewBox.W <= 0 || icon.ViewBox.H <= 0 {
		return nil
	}
	box := icon.ViewBox
	scale := max(float64(width)/box.W, float64(height)/box.H)
	if box.W > 1.5*box.H {
		scale = min(scale, max(float64(width)/(box.W*middle), float64(width)/box.W))
	}
	target := image.NewRGBA(image.Rect(0, 0, width, height+below))
	w, h := box.W*scale, box.H*scale
	x, y := (float64(width)-w)/2, (float64(height)-h)/2
	// The rasteriser takes the view box's origin off unscaled; what is missing is put back here.
	icon.SetTarget(x+box.X*(1-scale), y+box.Y*(1-scale), w, h)
	scaleStrokes(icon, scale)
	scanner := rasterx.NewScannerGV(width, height+below, target, target.Bounds())
	icon.Draw(rasterx.NewDasher(width, height+below, scanner), 1)
	carryGround(target, int(math.Ceil(y)), min(int(y+h), height))
	return target
}

// scaleStrokes does what the rasteriser leaves out: it scales points, but no widths of lines.
func scaleStrokes(icon *oksvg.SvgIcon, scale float64) {
	for n := range icon.SVGPaths {
		path := &icon.SVGPaths[n]
		path.LineWidth *= scale
		dashes := make([]float64, len(path.Dash))
		for d, dash := range path.Dash {
			dashes[d] = dash * scale
		}
		path.Dash = dashes
	}
}

// carryGround fills what lies above and below a drawing with the colours of its first and last row.
func carryGround(target *image.RGBA, top, bottom int) {
	size := target.Bounds()
	if top > 0 && top < size.Dy() {
		fill(target, image.Rect(0, 0, size.Dx(), top), target.RGBAAt(size.Dx()/2, top))
	}
	if bottom > 0 && bottom < size.Dy()-1 {
		fill(target, image.Rect(0, bottom, size.Dx(), size.Dy()), target.RGBAAt(1, bottom-1))
	}
}

func fill(target draw.Image, area image.Rectangle, c color.Color) {
	draw.Draw(target, area, image.NewUniform(c), image.Point{}, draw.Src)
}
