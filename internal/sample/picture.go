package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"strings"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
)

// MaxSide bounds a picture's width and height, in pixels.
const MaxSide = 2048

// What every drawing keeps to: its box is 192 × 92, its first shape is the ground, and the good
// itself stands in the middle 132 units.
const (
	boxWidth, boxHeight = 192.0, 92.0
	goodWidth           = 132.0
)

// tints are soft grounds of the drawings' own family; a variant mixes one into its drawing's ground.
var tints = [...]color.RGBA{
	{0xF9, 0xEA, 0xCB, 0xFF}, {0xDE, 0xE4, 0xF2, 0xFF}, {0xE4, 0xED, 0xD6, 0xFF}, {0xF5, 0xE2, 0xDD, 0xFF},
	{0xDF, 0xEB, 0xEF, 0xFF}, {0xEE, 0xE4, 0xD8, 0xFF}, {0xED, 0xE1, 0xEE, 0xFF}, {0xE3, 0xEE, 0xE1, 0xFF},
	{0xFB, 0xF0, 0xD9, 0xFF}, {0xE8, 0xE6, 0xF0, 0xFF}, {0xF7, 0xE5, 0xE8, 0xFF},
}

// Drawings gives the keys Picture knows, sorted.
func Drawings() []string {
	var keys []string
	for _, folder := range []string{"icons", "sample/goods"} {
		entries, err := assets.Files.ReadDir(folder)
		if err != nil {
			continue // a folder that is not embedded holds no drawing
		}
		for _, entry := range entries {
			key := strings.TrimSuffix(entry.Name(), ".svg")
			if folder == "icons" {
				var drawn bool
				if key, drawn = strings.CutPrefix(key, "goods-"); !drawn {
					continue
				}
			}
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Picture draws a good w × h pixels large: as drawn for variant 0, with another soft ground and
// every other time looking the other way for the rest. The same arguments give the same pixels. It
// fails with "drawing_unknown", and with "picture_size" for a side outside 1–MaxSide.
func Picture(drawing string, variant, w, h int) (*image.RGBA, error) {
	if w < 1 || h < 1 || w > MaxSide || h > MaxSide {
		return nil, fault.New("picture_size", "size", fault.Values{"limit": MaxSide})
	}
	icon, err := parse(drawing)
	if err != nil {
		return nil, err
	}
	ground := color.RGBAModel.Convert(icon.SVGPaths[0].GetFillColor()).(color.RGBA)
	mirrored := false
	if variant > 0 {
		ground = mix(ground, tints[variant%len(tints)])
		mirrored = variant/len(tints)%2 == 1
	}
	picture := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)

	scale := min(float64(w)/goodWidth, float64(h)/boxHeight)
	left, top := (float64(w)-boxWidth*scale)/2, (float64(h)-boxHeight*scale)/2
	icon.Transform = rasterx.Identity.Translate(left, top).Scale(scale, scale)
	if mirrored {
		icon.Transform = icon.Transform.Translate(boxWidth, 0).Scale(-1, 1)
	}
	icon.SVGPaths = icon.SVGPaths[1:]
	scanner := reaching{rasterx.NewScannerGV(w, h, picture, picture.Bounds()), picture}
	icon.Draw(rasterx.NewDasher(w, h, scanner), 1)
	return picture, nil
}

// reaching lays a shape only where it reaches. The library goes through the whole picture for each, which
// took most of the time; what lies left of and above a shape it cannot be kept from.
type reaching struct {
	*rasterx.ScannerGV
	picture *image.RGBA
}

// Draw lays the shape.
func (r reaching) Draw() {
	end := r.GetPathExtent().Max
	r.Dest = r.picture.SubImage(image.Rect(0, 0, max(end.X.Ceil(), 0), max(end.Y.Ceil(), 0))).(*image.RGBA)
	r.ScannerGV.Draw()
}

// PNG is Picture as the bytes of a PNG file.
func PNG(drawing string, variant, w, h int) ([]byte, error) {
	picture, err := Picture(drawing, variant, w, h)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	quick := png.Encoder{CompressionLevel: png.BestSpeed} // a practice shop draws a hundred while somebody waits
	if err := quick.Encode(&file, picture); err != nil {
		return nil, fmt.Errorf("encode %s: %w", drawing, err)
	}
	return file.Bytes(), nil
}

// parse reads a drawing strictly: a shape the library would leave out is an error.
func parse(drawing string) (*oksvg.SvgIcon, error) {
	if !slices.Contains(Drawings(), drawing) {
		return nil, fault.New("drawing_unknown", "drawing", fault.Values{"value": drawing})
	}
	data, err := assets.Files.ReadFile("sample/goods/" + drawing + ".svg")
	if err != nil {
		data = assets.Read("icons/goods-" + drawing + ".svg")
	}
	icon, err := oksvg.ReadIconStream(bytes.NewReader(data), oksvg.StrictErrorMode)
	if err != nil {
		return nil, fmt.Errorf("drawing %s: %w", drawing, err)
	}
	if len(icon.SVGPaths) < 2 {
		return nil, fmt.Errorf("drawing %s: no ground and good", drawing)
	}
	return icon, nil
}

// mix lies halfway between two colours.
func mix(a, b color.RGBA) color.RGBA {
	half := func(x, y uint8) uint8 { return uint8((uint16(x) + uint16(y)) / 2) }
	return color.RGBA{half(a.R, b.R), half(a.G, b.G), half(a.B, b.B), 0xFF}
}
