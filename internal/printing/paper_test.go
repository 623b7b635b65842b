package printing_test

import (
	"image/png"
	"os"
	"testing"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// ink gives where a text draws.
func ink(shaper *text.Shaper, op printing.Text) (x, y, right, bottom printing.Unit) {
	line := shaper.Line(op.String, op.Face)
	return op.X, op.Y - printing.Unit(line.Top)*op.Size/text.Em,
		op.X + printing.Unit(line.Width(int(op.Size))), op.Y + printing.Unit(line.Bottom)*op.Size/text.Em
}

// keepsToPaper reports texts and codes that lie outside a page or on one another.
func keepsToPaper(t *testing.T, shaper *text.Shaper, page printing.Page, name string) {
	t.Helper()
	type box struct {
		x, y, right, bottom printing.Unit
		what                string
	}
	var boxes []box
	for _, op := range page.Ops {
		var b box
		switch op := op.(type) {
		case printing.Text:
			b.x, b.y, b.right, b.bottom = ink(shaper, op)
			b.what = op.String
		case printing.Bars:
			b = box{op.X, op.Y, op.X + op.W, op.Y + op.H, "bars"}
		case printing.Image:
			b = box{op.X, op.Y, op.X + op.W, op.Y + op.H, "picture"}
		case printing.Code:
			b = box{op.X, op.Y, op.X + op.Side, op.Y + op.Side, "code"}
		case printing.Frame:
			if op.X < 0 || op.Y < 0 || op.X+op.W > page.Width || op.Y+op.H > page.Height || op.W <= 0 || op.H <= 0 {
				t.Errorf("%s: a frame of %+v lies outside", name, op)
			}
			continue
		default:
			continue
		}
		if b.x < 0 || b.y < 0 || b.right > page.Width || b.bottom > page.Height {
			t.Errorf("%s: %q lies outside: %d–%d, %d–%d", name, b.what, b.x, b.right, b.y, b.bottom)
		}
		for _, other := range boxes {
			if b.x < other.right && other.x < b.right && b.y+printing.Dot < other.bottom && other.y+printing.Dot < b.bottom {
				t.Errorf("%s: %q lies on %q", name, b.what, other.what)
			}
		}
		boxes = append(boxes, b)
	}
}

// save writes a page's picture, to be looked at.
func save(t *testing.T, page printing.Page, path string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	drawn, err := renderer.Picture(page, int(page.Width/printing.Dot))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(file, drawn); err != nil {
		t.Fatal(err)
	}
}
