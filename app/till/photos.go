package till

import (
	"context"
	"image"
	_ "image/jpeg" // photos are JPEG or PNG
	_ "image/png"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/shop"
)

const (
	thumbWide, thumbHigh = 384, 200 // pixels of a photo as it is seen on a tile
	thumbBelow           = 27       // and of what lies under the tile's white part, in its ground's colour
	maxPhotos            = 150      // kept: 52 MB at the most
	maxPhotoBytes        = 20 << 20
	maxPhotoPixels       = 50_000_000
)

// photos decodes and keeps the small pictures of tiles, off the UI goroutine and one at a time.
type photos struct {
	dir     string
	runner  *task.Runner
	changed func() // pictures came

	kept    map[string]image.Image // nil for a photo that cannot be read
	order   []string               // the oldest first
	wanted  []string
	working bool
}

func newPhotos(dir string, runner *task.Runner, changed func()) *photos {
	return &photos{dir: filepath.Join(dir, shop.Images), runner: runner, changed: changed, kept: map[string]image.Image{}}
}

// get gives a photo, or nil and has it read.
func (p *photos) get(name string) image.Image {
	if name == "" || filepath.Base(name) != name {
		return nil
	}
	photo, known := p.kept[name]
	if !known {
		p.want(name)
	}
	return photo
}

// want puts a photo at the head of those to be read: what was asked last is in sight.
func (p *photos) want(name string) {
	for n, other := range p.wanted {
		if other == name {
			p.wanted = append(p.wanted[:n], p.wanted[n+1:]...)
			break
		}
	}
	p.wanted = append(p.wanted, name)
	if len(p.wanted) > maxPhotos {
		p.wanted = p.wanted[1:]
	}
	p.next()
}

func (p *photos) next() {
	if p.working || len(p.wanted) == 0 {
		return
	}
	p.working = true
	names := p.wanted
	if len(names) > 8 {
		names = names[len(names)-8:]
	}
	p.wanted = p.wanted[:len(p.wanted)-len(names)]
	names = append([]string(nil), names...)
	for _, name := range names {
		p.keep(name, nil) // asked again meanwhile it is not read twice
	}
	task.Run(p.runner, "photos", func(ctx context.Context) ([]image.Image, error) {
		read := make([]image.Image, len(names))
		for n, name := range names {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			read[n], _ = readPhoto(filepath.Join(p.dir, name)) // one that cannot be read is shown as a drawing
		}
		return read, nil
	}, func(read []image.Image, err error) {
		p.working = false
		for n := range read {
			p.keep(names[n], read[n])
		}
		if err == nil {
			p.changed()
		}
		p.next()
	})
}

func (p *photos) keep(name string, photo image.Image) {
	if _, known := p.kept[name]; !known {
		p.order = append(p.order, name)
	}
	p.kept[name] = photo
	for len(p.order) > maxPhotos {
		delete(p.kept, p.order[0])
		p.order = p.order[1:]
	}
}

// readPhoto reads a picture and makes it the size of a tile, its middle kept.
func readPhoto(path string) (image.Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // read only
	config, _, err := image.DecodeConfig(io.LimitReader(file, maxPhotoBytes))
	if err != nil {
		return nil, err
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width*config.Height > maxPhotoPixels {
		return nil, image.ErrFormat
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	whole, _, err := image.Decode(io.LimitReader(file, maxPhotoBytes))
	if err != nil {
		return nil, err
	}
	small := image.NewRGBA(image.Rect(0, 0, thumbWide, thumbHigh+thumbBelow))
	draw.ApproxBiLinear.Scale(small, image.Rect(0, 0, thumbWide, thumbHigh), whole, middleOf(whole.Bounds()), draw.Src, nil)
	for y := thumbHigh; y < thumbHigh+thumbBelow; y++ {
		draw.Copy(small, image.Pt(0, y), small, image.Rect(0, thumbHigh-1, thumbWide, thumbHigh), draw.Src, nil)
	}
	return small, nil
}

// middleOf gives the largest part of a picture in the shape of a tile, about its middle.
func middleOf(whole image.Rectangle) image.Rectangle {
	wide, high := whole.Dx(), whole.Dy()
	if wide*thumbHigh > high*thumbWide {
		cut := (wide - high*thumbWide/thumbHigh) / 2
		return image.Rect(whole.Min.X+cut, whole.Min.Y, whole.Max.X-cut, whole.Max.Y)
	}
	cut := (high - wide*thumbHigh/thumbWide) / 2
	return image.Rect(whole.Min.X, whole.Min.Y+cut, whole.Max.X, whole.Max.Y-cut)
}
