package bills

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/raster"
)

const (
	between   = 14
	sheetEdge = 10  // white around a slip
	paperMin  = 300 // units of a slip's width on the screen
)

// sides puts the second object at the right, a share of the width with bounds, the first beside it.
type sides struct{ least, most float32 }

func (s sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+between+max(s.least, right.Width), max(left.Height, right.Height))
}

func (s sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := max(min(max(size.Width*0.36, s.least), s.most), objects[1].MinSize().Width)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width-right-between, size.Height))
	objects[1].Move(fyne.NewPos(size.Width-right, 0))
	objects[1].Resize(fyne.NewSize(right, size.Height))
}

// entryRow is a row of the list: a name over a caption, a state, an amount.
type entryRow struct {
	toolkit.BaseWidget
	name, note *widget.Text
	state      *widget.Pill
	amount     *widget.Money
	box        *fyne.Container
}

func newEntryRow() *entryRow {
	r := &entryRow{name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		state: widget.NewPill(widget.ChipData{}), amount: widget.NewMoney(0, false, widget.Figure)}
	right := widget.Row(container.NewCenter(r.state), container.New(widget.AtLeast(96), r.amount))
	r.box = widget.Inset(5, 5, 14, 14, widget.Beside(widget.Column(-4, r.name, r.note), right))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *entryRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *entryRow) set(name, note string, amount money.Satang) {
	r.name.Set(name)
	r.note.Set(note)
	r.amount.SetAmount(amount)
}

func (r *entryRow) setState(label string, tone widget.Tone) {
	r.state.Hidden = label == ""
	r.state.Set(widget.ChipData{Label: label, Tone: tone})
	r.box.Refresh()
}

// paper shows a slip: the dots that print, on white in every look.
type paper struct {
	toolkit.BaseWidget
	picture *canvas.Image
	sheet   *canvas.Rectangle
	bitmap  *printing.Bitmap
	drawn   int // pixels the picture is wide
}

func newPaper() *paper {
	p := &paper{picture: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}, sheet: &canvas.Rectangle{}}
	p.ExtendBaseWidget(p)
	return p
}

// set shows another slip, nil none.
func (p *paper) set(bitmap *printing.Bitmap) {
	p.bitmap, p.drawn = bitmap, 0
	p.Hidden = bitmap == nil
	p.Refresh()
}

// CreateRenderer belongs to the toolkit.
func (p *paper) CreateRenderer() fyne.WidgetRenderer { return &paperRenderer{p} }

type paperRenderer struct{ *paper }

func (r *paperRenderer) Destroy() {}
func (r *paperRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.sheet, r.picture}
}

func (r *paperRenderer) MinSize() fyne.Size {
	width := max(r.Size().Width, paperMin)
	return fyne.NewSize(paperMin, r.height(width))
}

func (p *paper) height(width float32) float32 {
	if p.bitmap == nil || p.bitmap.Width == 0 {
		return 0
	}
	return (width-2*sheetEdge)*float32(p.bitmap.Height)/float32(p.bitmap.Width) + 2*sheetEdge
}

// Layout draws the slip for exactly the pixels it covers, so that no dot is scaled twice.
func (r *paperRenderer) Layout(size fyne.Size) {
	height := r.height(size.Width)
	r.sheet.Resize(fyne.NewSize(size.Width, height))
	r.picture.Move(fyne.NewPos(sheetEdge, sheetEdge))
	r.picture.Resize(fyne.NewSize(size.Width-2*sheetEdge, max(height-2*sheetEdge, 0)))
	scale := float32(1)
	if on := fyne.CurrentApp().Driver().CanvasForObject(r.paper); on != nil {
		scale = on.Scale()
	}
	if wide := int((size.Width-2*sheetEdge)*scale + 0.5); r.bitmap != nil && wide > 0 && wide != r.drawn {
		r.drawn = wide
		r.picture.Image = raster.Preview(r.bitmap, wide)
		r.picture.Refresh()
	}
}

func (r *paperRenderer) Refresh() {
	r.sheet.FillColor = theme.Of(r.Theme()).Colour(theme.OnPrimary)
	r.Layout(r.Size())
	canvas.Refresh(r.paper)
}
