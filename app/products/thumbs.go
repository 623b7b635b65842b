package products

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
	thumbSide   = 320 // pixels: rows and the form's picture share one
	maxThumbs   = 100 // kept: 40 MB at the most
	thumbBytes  = 20 << 20
	thumbPixels = 50_000_000
)

// thumbs reads small pictures in the background, some at a time, and keeps the last ones.
type thumbs struct {
	dir     string
	runner  *task.Runner
	changed func()

	kept   map[string]image.Image // nil for one that is being read or cannot be
	order  []string
	wanted []string
}

func newThumbs(dir string, runner *task.Runner, changed func()) *thumbs {
	return &thumbs{dir: filepath.Join(dir, shop.Images), runner: runner, changed: changed, kept: map[string]image.Image{}}
}

// get gives a picture, or nil and has it read.
func (t *thumbs) get(name string) image.Image {
	if name == "" || filepath.Base(name) != name {
		return nil
	}
	picture, known := t.kept[name]
	if !known {
		t.keep(name, nil)
		t.wanted = append(t.wanted, name)
		t.next()
	}
	return picture
}

func (t *thumbs) next() {
	if t.runner.Busy("thumbs") || len(t.wanted) == 0 {
		return
	}
	from := max(len(t.wanted)-8, 0) // what was asked last is in sight
	names := append([]string(nil), t.wanted[from:]...)
	t.wanted = t.wanted[:from]
	task.Run(t.runner, "thumbs", func(ctx context.Context) ([]image.Image, error) {
		read := make([]image.Image, len(names))
		for n, name := range names {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			read[n], _ = readThumb(filepath.Join(t.dir, name)) // one that cannot be read is shown as a drawing
		}
		return read, nil
	}, func(read []image.Image, _ error) {
		for n := range read {
			t.keep(names[n], read[n])
		}
		t.changed()
		t.next()
	})
}

func (t *thumbs) keep(name string, picture image.Image) {
	if _, known := t.kept[name]; !known {
		t.order = append(t.order, name)
	}
	t.kept[name] = picture
	for len(t.order) > maxThumbs {
		delete(t.kept, t.order[0])
		t.order = t.order[1:]
	}
}

// readThumb reads a picture and makes a square of its middle.
func readThumb(path string) (image.Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // read only
	head, _, err := image.DecodeConfig(io.LimitReader(file, thumbBytes))
	if err != nil {
		return nil, err
	}
	if head.Width <= 0 || head.Height <= 0 || head.Width*head.Height > thumbPixels {
		return nil, image.ErrFormat
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	whole, _, err := image.Decode(io.LimitReader(file, thumbBytes))
	if err != nil {
		return nil, err
	}
	bounds := whole.Bounds()
	side := min(bounds.Dx(), bounds.Dy())
	from := bounds.Min.Add(image.Pt((bounds.Dx()-side)/2, (bounds.Dy()-side)/2))
	small := image.NewRGBA(image.Rect(0, 0, thumbSide, thumbSide))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), whole, image.Rectangle{Min: from, Max: from.Add(image.Pt(side, side))}, draw.Src, nil)
	return small, nil
}

// forget lets go of what was not read: the page was hidden and its work cancelled.
func (t *thumbs) forget() {
	t.wanted = nil
	order := t.order[:0]
	for _, name := range t.order {
		if t.kept[name] == nil {
			delete(t.kept, name)
			continue
		}
		order = append(order, name)
	}
	t.order = order
}
