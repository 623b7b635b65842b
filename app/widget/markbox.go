package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
)

// MarkBox is the box at the head of a row that marks it.
type MarkBox struct {
	base
	on       bool
	onTapped func()
}

var _ fyne.Tappable = (*MarkBox)(nil)

// NewMarkBox makes a box without a mark.
func NewMarkBox(onTapped func()) *MarkBox {
	b := &MarkBox{onTapped: onTapped}
	b.ExtendBaseWidget(b)
	return b
}

// Set marks it or takes the mark away.
func (b *MarkBox) Set(on bool) {
	if b.on != on {
		b.on = on
		b.Refresh()
	}
}

// Tapped belongs to the toolkit.
func (b *MarkBox) Tapped(*fyne.PointEvent) { b.onTapped() }

// CreateRenderer belongs to the toolkit.
func (b *MarkBox) CreateRenderer() fyne.WidgetRenderer {
	r := &markRenderer{box: b, square: &canvas.Rectangle{}, check: &canvas.Image{FillMode: canvas.ImageFillContain}}
	r.fill()
	return r
}

type markRenderer struct {
	box    *MarkBox
	square *canvas.Rectangle
	check  *canvas.Image
}

const markSide = 19

func (r *markRenderer) Destroy()                     {}
func (r *markRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.square, r.check} }
func (r *markRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(theme.Of(r.box.Theme()).Size(theme.Touch))
}

func (r *markRenderer) fill() {
	th := theme.Of(r.box.Theme())
	r.square.CornerRadius = th.Size(theme.CornerTiny)
	r.square.FillColor, r.square.StrokeColor, r.square.StrokeWidth = th.Colour(theme.Card), th.Colour(theme.EdgeField), 1.5
	r.check.Hidden = !r.box.on
	if r.box.on {
		r.square.FillColor, r.square.StrokeWidth = th.Colour(theme.Primary), 0
		r.check.Resource = theme.Icon("check", th.Colour(theme.OnPrimary))
	}
}

func (r *markRenderer) Layout(size fyne.Size) {
	side := Unit(markSide)
	x, y := (size.Width-side)/2, (size.Height-side)/2
	Put(r.square, x, y, side, side)
	Put(r.check, x+2, y+2, side-4, side-4)
}

func (r *markRenderer) Refresh() {
	r.fill()
	r.Layout(r.box.Size())
	r.check.Refresh()
	canvas.Refresh(r.square)
}
