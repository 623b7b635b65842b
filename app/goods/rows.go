package goods

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// LineRow is a line of goods with its quantity between − and + and what it comes to.
type LineRow struct {
	toolkit.BaseWidget
	Thumb *widget.Thumb

	name, note *widget.Text
	stepper    *widget.Stepper
	sum        *widget.Money
	index      int
	box        *fyne.Container
}

// NewLineRow makes an empty row. step is told of − and +, tapped of a tap on the quantity.
func NewLineRow(step func(line, by int), tapped func(line int)) *LineRow {
	r := &LineRow{Thumb: widget.NewThumb(widget.Unit(40)), name: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		sum: widget.NewMoney(0, false, widget.Figure.At(theme.Small))}
	r.stepper = widget.NewStepper("", func(by int) { step(r.index, by) })
	r.stepper.OnTapped = func() { tapped(r.index) }
	r.box = container.New(lineLayout{}, r.Thumb, r.name, r.note, r.stepper, r.sum)
	r.ExtendBaseWidget(r)
	return r
}

// lineLayout puts the name over the note, between the drawing and the figures; where that leaves a name no room it has the
// whole row, above the rest.
type lineLayout struct{}

// lineWide is the width from which there is room for the drawing.
const lineWide = 440

// MinSize belongs to the toolkit.
func (lineLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	stepper, sum := objects[3].MinSize(), objects[4].MinSize()
	return fyne.NewSize(stepper.Width+max(sum.Width, widget.Unit(76))+18, stepper.Height)
}

// Layout belongs to the toolkit.
func (lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	thumb, name, note, stepper, sum := objects[0], objects[1], objects[2], objects[3], objects[4]
	const left, right, between, near = 12, 14, 8, 4 // lines of text stand closer than their boxes
	wide := size.Width >= widget.Unit(lineWide)
	many, figure := stepper.MinSize(), fyne.NewSize(max(sum.MinSize().Width, widget.Unit(76)), sum.MinSize().Height)
	start, first, second := float32(left), name.MinSize().Height, note.MinSize().Height
	steps := size.Width - right - figure.Width - many.Width
	top, centre := (size.Height-first-second+near)/2, size.Height/2 // of the texts, and of the figures
	under, room := top+first-near, steps-start-2*between
	if wide {
		thumb.Show()
		small := thumb.MinSize()
		widget.Put(thumb, left, (size.Height-small.Height)/2, small.Width, small.Height)
		start += small.Width + between
		room = steps - start - between
		widget.Put(name, start, top, room, first)
	} else {
		thumb.Hide()
		many.Height = min(many.Height, size.Height-first+2*near)
		centre = size.Height - many.Height/2
		under = centre - second/2
		widget.Put(name, start, 0, size.Width-start-right, first)
	}
	widget.Put(note, start, under, room, second)
	widget.Put(stepper, steps, centre-many.Height/2, many.Width, many.Height)
	widget.Put(sum, size.Width-right-figure.Width, centre-figure.Height/2, figure.Width, figure.Height)
}

// CreateRenderer belongs to the toolkit.
func (r *LineRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// Set shows a line, with a note under its name in a style.
func (r *LineRow) Set(line int, name, note string, style widget.Style, many qty.Qty, sum money.Satang) {
	r.index = line
	r.name.Set(name)
	r.note.SetStyle(style)
	r.note.Set(note)
	r.stepper.Set(i18n.Qty(many))
	r.sum.SetAmount(sum)
	r.box.Refresh()
}

// TwoLines is a row of a name over a note.
type TwoLines struct {
	toolkit.BaseWidget
	name, note *widget.Text
	box        *fyne.Container
}

// NewTwoLines makes an empty row.
func NewTwoLines() *TwoLines {
	r := &TwoLines{name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink()}
	r.box = widget.Inset(4, 4, 14, 14, widget.Column(-4, r.name, r.note))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *TwoLines) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// Set shows a name and a note.
func (r *TwoLines) Set(name, note string) {
	r.name.Set(name)
	r.note.Set(note)
}
