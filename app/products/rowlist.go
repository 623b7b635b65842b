package products

import (
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/widget"
)

// rowList is a list in the form to which rows are added and from which they are taken.
type rowList struct {
	form *form
	list string
	make func(n int) fyne.CanvasObject // the fields of a row
	box  *fyne.Container
}

func (f *form) newRowList(list string, make func(n int) fyne.CanvasObject) *rowList {
	l := &rowList{form: f, list: list, make: make, box: widget.Column(widget.Gap)}
	l.fill()
	return l
}

// fill shows the rows as the draft has them.
func (l *rowList) fill() {
	l.form.forget(l.list + "[")
	l.box.Objects = nil
	for n := range l.form.draft.rows[l.list] {
		if n > 0 {
			l.box.Add(widget.NewDivider())
		}
		l.box.Add(widget.Beside(l.make(n), l.remover(n)))
	}
	l.form.grown(l.box)
}

// remover is the button that takes a row away, beside the first line of its fields.
func (l *rowList) remover(n int) fyne.CanvasObject {
	return container.NewVBox(widget.Inset(20, 0, 0, 0, widget.NewButton(widget.Quiet, "", func() { l.remove(n) }).WithIcon("x")))
}

func (l *rowList) add(row map[string]string) {
	l.form.draft.add(l.list, row)
	l.refill()
}

func (l *rowList) remove(n int) {
	l.form.draft.remove(l.list, n)
	l.refill()
}

func (l *rowList) refill() {
	l.fill()
	l.form.look()
	l.form.settle()
}

// forget lets go of the fields of a list that is filled anew.
func (f *form) forget(prefix string) {
	maps.DeleteFunc(f.rows, func(field string, _ *widget.FormRow) bool { return strings.HasPrefix(field, prefix) })
	maps.DeleteFunc(f.fields, func(field string, _ fyne.CanvasObject) bool { return strings.HasPrefix(field, prefix) })
}

// grown lets what was put into a part of the form take part in keys and scrolling.
func (f *form) grown(part *fyne.Container) {
	widget.Connect(f.page.kit.Router, part)
	part.Refresh()
	if f.scroll != nil {
		f.scroll.Follow()
		f.settle()
	}
}
