// Package trips is the screen of trips to markets and fairs: a box is loaded, sold from, and counted back.
package trips

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
)

type day = clock.Day

// New builds the page of the trip that an argument names; without one the list of trips.
func New(k *kit.Kit, arg string) nav.Page {
	if trip, err := id.Parse[id.Trip](arg); err == nil {
		return newPage(k, trip)
	}
	return newList(k)
}

// run does something in the background and tells what went wrong.
func run[T any](k *kit.Kit, r *task.Runner, name string, work func(context.Context) (T, error), done func(T)) {
	task.Run(r, name, work, func(result T, err error) {
		if err != nil {
			k.Prompt.Error(err)
			return
		}
		done(result)
	})
}

// button shows its key.
func button(k *kit.Kit, kind widget.Kind, key keys.Chord, label, icon string, do func()) *widget.Button {
	return widget.NewButton(kind, k.T(label), do).WithIcon(icon).WithKey(key.Name(k.Lang, k.Twins))
}

// newTrouble is a line of a dialog that says what is wrong.
func newTrouble() *widget.WrapLabel {
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	return trouble
}

func tell(k *kit.Kit, d *prompt.Dialog, trouble *widget.WrapLabel, err error) {
	trouble.Set(i18n.Message(k.Lang, err))
	trouble.Show()
	d.Refresh()
}

// rowData is what a row shows.
type rowData struct {
	product    *catalog.Product // none = no picture
	name, note string
	figure     string
	under      string
	trouble    bool
	mark       widget.ChipData
}

// row is a picture, two lines, and a figure or a mark at the right.
type row struct {
	toolkit.BaseWidget
	thumb               *widget.Thumb
	name, note          *widget.Text
	figure, under       *widget.Text
	mark                *widget.Pill
	photos              *goods.Photos
	picture, right, box *fyne.Container
}

func newRow() *row {
	r := &row{thumb: widget.NewThumb(widget.Unit(44)), name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		figure: widget.NewText("", widget.Figure), under: widget.NewText("", widget.Caption.Right()), mark: widget.NewPill(widget.ChipData{})}
	r.picture = widget.Inset(0, 0, 12, 4, container.NewCenter(r.thumb))
	r.right = container.New(widget.AtLeast(widget.Unit(90)), widget.Column(-4, layout.NewSpacer(), r.figure, r.under, layout.NewSpacer()))
	r.box = container.NewBorder(nil, nil, r.picture, widget.Inset(0, 0, 8, 14, widget.Row(container.NewCenter(r.mark), r.right)),
		widget.Inset(4, 4, 12, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *row) set(data rowData) {
	if r.picture.Hidden = data.product == nil; data.product != nil {
		r.thumb.Set(goods.DrawingOf(data.product), r.photos.Get(data.product.Photo))
	}
	style := widget.Figure
	if data.trouble {
		style = style.In(theme.Trouble)
	}
	r.figure.SetStyle(style)
	r.name.Set(data.name)
	r.note.Set(data.note)
	r.figure.Set(data.figure)
	r.under.Set(data.under)
	r.under.Hidden = data.under == ""
	r.right.Hidden = data.figure == ""
	r.mark.Set(data.mark)
	r.mark.Hidden = data.mark.Label == ""
	r.box.Refresh()
}

// lineRow is a product that was scanned, with how many.
type lineRow struct {
	toolkit.BaseWidget
	thumb      *widget.Thumb
	name, note *widget.Text
	stepper    *widget.Stepper
	index      int
	box        *fyne.Container
}

func newLineRow(step func(n, by int), tapped func(n int)) *lineRow {
	r := &lineRow{thumb: widget.NewThumb(widget.Unit(44)), name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink()}
	r.stepper = widget.NewStepper("", func(by int) { step(r.index, by) })
	r.stepper.OnTapped = func() { tapped(r.index) }
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 12, 4, container.NewCenter(r.thumb)), widget.Inset(0, 0, 8, 12, container.NewCenter(r.stepper)),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *lineRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }
