package orderimport

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// row is a line of one of the lists: what it is called, a note below, a sum and a mark at the right.
type row struct {
	toolkit.BaseWidget
	number, name, note, sum *widget.Text
	mark                    *widget.Pill
	place, total, box       *fyne.Container
}

func newRow() *row {
	r := &row{number: widget.NewText("", widget.Caption.Right()), name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		sum: widget.NewText("", widget.Figure.At(theme.Small)), mark: widget.NewPill(widget.ChipData{})}
	r.place = widget.Inset(0, 0, 0, 10, container.New(widget.AtLeast(widget.Unit(34)), r.number))
	r.total = widget.Inset(0, 0, 10, 0, r.sum)
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 14, 0, r.place), widget.Inset(0, 0, 0, 14, widget.Row(r.total, container.NewCenter(r.mark))),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *row) set(number, name, note, sum string, bad bool, mark widget.ChipData) {
	r.number.Set(number)
	r.place.Hidden = number == ""
	r.name.Set(name)
	style := widget.Caption
	if bad {
		style = style.In(theme.Trouble)
	}
	r.note.SetStyle(style)
	r.note.Set(note)
	r.sum.Set(sum)
	r.total.Hidden = sum == ""
	r.mark.Hidden = mark.Label == ""
	r.mark.Set(mark)
	r.box.Refresh()
}

// setRow shows a line of the file.
func (v *view) setRow(n int, r *row, _ bool) {
	m, k := v.page.model, v.page.kit
	if n >= len(m.shown) {
		return
	}
	l := &m.lines[m.shown[n]]
	number := i18n.Group(strconv.Itoa(l.row))
	if l.bad != nil {
		r.set(number, l.name(k), oneLine(v.problem(l)), "", true, l.mark(k))
		return
	}
	r.set(number, l.name(k), goodsText(k.Lang, l.order.Order), i18n.Baht(l.order.Total), false, l.mark(k))
}

// name is what a line is called: the order's number and who gets it.
func (l *line) name(k *kit.Kit) string {
	no, who := "", ""
	if l.bad != nil {
		no = l.bad.Order
	} else {
		no, who = l.order.No, l.order.Recipient.Name
	}
	switch {
	case no == "":
		return k.T("orderimport.no_number")
	case who == "":
		return no
	}
	return no + " · " + oneLine(who)
}

// mark is how a line is marked: that it cannot be, that its goods are to be chosen, or what becomes of it.
func (l *line) mark(k *kit.Kit) widget.ChipData {
	switch {
	case l.is(wrong):
		return widget.ChipData{Label: k.T("orderimport.wrong"), Tone: widget.Bad}
	case l.is(match):
		return widget.ChipData{Label: k.T("orderimport.match"), Tone: widget.Watch}
	case l.is(created):
		return widget.ChipData{Label: k.T("orderimport.created"), Tone: widget.Good}
	case l.is(updated):
		return widget.ChipData{Label: k.T("orderimport.updated"), Tone: widget.Soft}
	}
	return widget.ChipData{Label: k.T("orderimport.same"), Tone: widget.Calm}
}
