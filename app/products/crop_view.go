package products

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
)

// cropView shows a picture with the frame on it; a finger or the mouse drags the frame.
type cropView struct {
	toolkit.BaseWidget
	frame   *crop
	picture *canvas.Image
	ring    *canvas.Rectangle
	shades  [4]*canvas.Rectangle // what will be left out: above, below, left, right
	spare   fyne.Position        // dragged less than a pixel so far
}

var _ fyne.Draggable = (*cropView)(nil)

func newCropView(picture image.Image) *cropView {
	v := &cropView{frame: newCrop(picture.Bounds().Size()), picture: canvas.NewImageFromImage(picture), ring: &canvas.Rectangle{}}
	v.picture.FillMode = canvas.ImageFillContain
	for n := range v.shades {
		v.shades[n] = canvas.NewRectangle(color.NRGBA{A: 140})
	}
	v.ExtendBaseWidget(v)
	return v
}

// scale is how many units a pixel of the picture takes.
func (v *cropView) scale(size fyne.Size) float32 {
	return min(size.Width/float32(v.frame.wide), size.Height/float32(v.frame.high))
}

func (v *cropView) move(dx, dy int) {
	v.frame.move(dx*v.frame.step(), dy*v.frame.step())
	v.Refresh()
}

func (v *cropView) grow(by int) {
	v.frame.grow(by * 2 * v.frame.step())
	v.Refresh()
}

// Dragged belongs to the toolkit.
func (v *cropView) Dragged(event *fyne.DragEvent) {
	scale := v.scale(v.Size())
	v.spare = v.spare.AddXY(event.Dragged.DX/scale, event.Dragged.DY/scale)
	x, y := int(v.spare.X), int(v.spare.Y)
	v.spare = v.spare.SubtractXY(float32(x), float32(y))
	v.frame.move(x, y)
	v.Refresh()
}

// DragEnd belongs to the toolkit.
func (v *cropView) DragEnd() { v.spare = fyne.Position{} }

// CreateRenderer belongs to the toolkit.
func (v *cropView) CreateRenderer() fyne.WidgetRenderer { return &cropRenderer{v} }

type cropRenderer struct{ view *cropView }

func (r *cropRenderer) Destroy()           {}
func (r *cropRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(200) }

func (r *cropRenderer) Objects() []fyne.CanvasObject {
	v := r.view
	return []fyne.CanvasObject{v.picture, v.shades[0], v.shades[1], v.shades[2], v.shades[3], v.ring}
}

func (r *cropRenderer) Refresh() {
	r.Layout(r.view.Size())
	for _, object := range r.Objects()[1:] {
		canvas.Refresh(object)
	}
}

func (r *cropRenderer) Layout(size fyne.Size) {
	v, frame := r.view, r.view.frame
	scale := v.scale(size)
	wide, high := float32(frame.wide)*scale, float32(frame.high)*scale
	left, top := (size.Width-wide)/2, (size.Height-high)/2
	x, y, side := left+float32(frame.x)*scale, top+float32(frame.y)*scale, float32(frame.side)*scale
	put := func(object fyne.CanvasObject, x, y, width, height float32) {
		object.Move(fyne.NewPos(x, y))
		object.Resize(fyne.NewSize(max(width, 0), max(height, 0)))
	}
	put(v.picture, left, top, wide, high)
	put(v.shades[0], left, top, wide, y-top)
	put(v.shades[1], left, y+side, wide, top+high-y-side)
	put(v.shades[2], left, y, x-left, side)
	put(v.shades[3], x+side, y, left+wide-x-side, side)
	put(v.ring, x, y, side, side)
	th := theme.Of(v.Theme())
	v.ring.StrokeColor, v.ring.StrokeWidth = th.Colour(theme.Gold), 3*th.Size(theme.Hair)
}
