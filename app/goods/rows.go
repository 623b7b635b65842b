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
	right := container.NewHBox(container.NewCenter(r.stepper), container.New(widget.AtLeast(widget.Unit(76)), r.sum))
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 12, 4, container.NewCenter(r.Thumb)), widget.Inset(0, 0, 4, 14, right), widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
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
