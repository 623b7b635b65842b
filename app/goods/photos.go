// Package goods is what the screens share about goods: their pictures, what stands in for a missing one,
// their names, and the dialog that picks one.
package goods

import (
	"context"
	"image"
	"image/color"
	_ "image/jpeg" // photos are JPEG or PNG
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/image/draw"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/shop"
)

const (
	maxPhotos      = 100 // kept by a screen: 13 MB at the most
	photosAtOnce   = 8
	maxPhotoBytes  = 20 << 20
	maxPhotoPixels = 50_000_000
)

// Shape is how a screen wants its photos, in pixels. The middle of a photo is kept.
type Shape struct {
	Wide, High int
	Below      int // more rows below, in the colour of the lowest: what lies under a tile's white part
}

// Tile is the shape of a tile's picture, Square that of rows and forms.
var (
	Tile   = Shape{Wide: 384, High: 200, Below: 27}
	Square = Shape{Wide: 256, High: 256}
)

// Photos decodes and keeps the small pictures of goods, off the UI goroutine, the last ones only.
type Photos struct {
	dir     string
	shape   Shape
	runner  *task.Runner
	changed func() // pictures came

	kept   map[string]image.Image // nil for one that is being read or cannot be
	order  []string               // the oldest first
	wanted []string               // asked last is last
}

// NewPhotos reads the pictures of the shop in dir. The pool's runner is its own: pictures on their way
// come even when the screen that asked is left.
func NewPhotos(dir string, shape Shape, pool *task.Pool, changed func()) *Photos {
	return &Photos{dir: filepath.Join(dir, shop.Images), shape: shape, runner: pool.Runner(), changed: changed, kept: map[string]image.Image{}}
}

// Get gives a photo, or nil and has it read. It belongs to the UI goroutine.
func (p *Photos) Get(name string) image.Image {
	if name == "" || filepath.Base(name) != name {
		return nil
	}
	photo, known := p.kept[name]
	if !known {
		p.want(name)
	}
	return photo
}

// Busy reports whether photos are on their way.
func (p *Photos) Busy() bool { return p.runner.Busy("photos") || len(p.wanted) > 0 }

// want puts a photo at the head of those to be read: what was asked last is in sight.
func (p *Photos) want(name string) {
	if at := slices.Index(p.wanted, name); at >= 0 {
		p.wanted = slices.Delete(p.wanted, at, at+1)
	}
	p.wanted = append(p.wanted, name)
	if len(p.wanted) > maxPhotos {
		p.wanted = p.wanted[1:]
	}
	p.next()
}

func (p *Photos) next() {
	if p.runner.Busy("photos") || len(p.wanted) == 0 {
		return
	}
	from := max(len(p.wanted)-photosAtOnce, 0)
	names := slices.Clone(p.wanted[from:])
	p.wanted = p.wanted[:from]
	for _, name := range names {
		p.keep(name, nil) // asked again meanwhile it is not read twice
	}
	task.Run(p.runner, "photos", func(context.Context) ([]image.Image, error) {
		read := make([]image.Image, len(names))
		for n, name := range names {
			read[n], _ = readPhoto(filepath.Join(p.dir, name), p.shape) // one that cannot be read is shown as a drawing
		}
		return read, nil
	}, func(read []image.Image, _ error) {
		for n := range read {
			p.keep(names[n], read[n])
		}
		p.changed()
		p.next()
	})
}

func (p *Photos) keep(name string, photo image.Image) {
	if _, known := p.kept[name]; !known {
		p.order = append(p.order, name)
	}
	p.kept[name] = photo
	for len(p.order) > maxPhotos {
		delete(p.kept, p.order[0])
		p.order = p.order[1:]
	}
}

// readPhoto reads a picture and brings it into a shape. Its size is looked at before it is decoded.
func readPhoto(path string, shape Shape) (image.Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // read only
	head, _, err := image.DecodeConfig(io.LimitReader(file, maxPhotoBytes))
	if err != nil {
		return nil, err
	}
	if head.Width <= 0 || head.Height <= 0 || head.Width > maxPhotoPixels/head.Height {
		return nil, image.ErrFormat
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	whole, _, err := image.Decode(io.LimitReader(file, maxPhotoBytes))
	if err != nil {
		return nil, err
	}
	return shape.of(whole), nil
}

func (s Shape) of(whole image.Image) image.Image {
	small := image.NewRGBA(image.Rect(0, 0, s.Wide, s.High+s.Below))
	draw.Draw(small, small.Rect, image.White, image.Point{}, draw.Src) // behind what can be seen through
	draw.ApproxBiLinear.Scale(small, image.Rect(0, 0, s.Wide, s.High), whole, s.middle(whole.Bounds()), draw.Over, nil)
	for y := s.High; y < s.High+s.Below; y++ {
		draw.Copy(small, image.Pt(0, y), small, image.Rect(0, s.High-1, s.Wide, s.High), draw.Src, nil)
	}
	return compact(small)
}

// compact keeps a picture as JPEG files do: how bright each pixel is, and one colour for four of them. That
// is 1.5 bytes a pixel in place of 4, and for most photos all that their files held.
func compact(from *image.RGBA) *image.YCbCr {
	to := image.NewYCbCr(from.Rect, image.YCbCrSubsampleRatio420)
	for y := 0; y < from.Rect.Dy(); y += 2 {
		for x := 0; x < from.Rect.Dx(); x += 2 {
			var blue, red, count int
			for _, at := range [4]image.Point{{x, y}, {x + 1, y}, {x, y + 1}, {x + 1, y + 1}} {
				if !at.In(from.Rect) {
					continue
				}
				pixel := from.RGBAAt(at.X, at.Y)
				bright, cb, cr := color.RGBToYCbCr(pixel.R, pixel.G, pixel.B)
				to.Y[to.YOffset(at.X, at.Y)] = bright
				blue, red, count = blue+int(cb), red+int(cr), count+1
			}
			to.Cb[to.COffset(x, y)], to.Cr[to.COffset(x, y)] = uint8((blue+count/2)/count), uint8((red+count/2)/count)
		}
	}
	return to
}

// middle gives the largest part of a picture in the shape, about its middle.
func (s Shape) middle(whole image.Rectangle) image.Rectangle {
	wide, high := whole.Dx(), whole.Dy()
	if wide*s.High > high*s.Wide {
		cut := (wide - high*s.Wide/s.High) / 2
		return image.Rect(whole.Min.X+cut, whole.Min.Y, whole.Max.X-cut, whole.Max.Y)
	}
	cut := (high - wide*s.High/s.Wide) / 2
	return image.Rect(whole.Min.X, whole.Min.Y+cut, whole.Max.X, whole.Max.Y-cut)
}
