package rates

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// form is what the dialogs of all dated data share: their days and source, saying what is wrong under its field,
// saving and withdrawing.
type form struct {
	page     *Page
	from, to *widget.DateField
	source   *widget.Entry
	rows     map[string]*widget.FormRow
	typed    []keys.Field
	trouble  *widget.WrapLabel
	column   *fyne.Container
	dialog   *prompt.Dialog
}

// newForm makes a form. What came with the program counts as the shop's from today once it is changed.
func (p *Page) newForm(own bool, from, to clock.Day, source string) *form {
	f := &form{page: p, rows: map[string]*widget.FormRow{}, trouble: widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))}
	if !own {
		from, to, source = p.model.day, "", ""
	}
	f.from, f.to, f.source = widget.NewDateField(p.kit.Lang, from, ""), widget.NewDateField(p.kit.Lang, to, p.kit.T("rates.no_end")), widget.NewEntry(p.kit.T("rates.source_hint"))
	f.source.SetText(source)
	f.typed = []keys.Field{f.from, f.to, f.source}
	f.trouble.Hide()
	return f
}

// row names a field; faults of that field are said under it.
func (f *form) row(field string, object fyne.CanvasObject) fyne.CanvasObject {
	f.rows[field] = widget.NewFormRow(f.page.kit.T("rates.field."+field), object)
	return f.rows[field]
}

// entry is a field of text.
func (f *form) entry(text, hint string) *widget.Entry {
	e := widget.NewEntry(hint)
	e.SetText(text)
	f.typed = append(f.typed, e)
	return e
}

// note is a field of several lines.
func (f *form) note(text string, lines int) *widget.Entry {
	e := widget.NewNoteEntry("", lines)
	e.SetText(text)
	f.typed = append(f.typed, e)
	return e
}

func side(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewGridWithColumns(len(objects), objects...)
}

// editing says what a form is about.
type editing struct {
	what     string // rate, discount, area, service
	fresh    bool   // nothing was there before
	own      bool
	off      bool
	focus    fyne.Focusable
	bindings []keys.Binding
	save     func()
	withdraw func() // or take that back; of the owner's own
}

// open shows the form with its fields above the days.
func (f *form) open(e editing, fields ...fyne.CanvasObject) {
	p, t := f.page, f.page.kit.T
	column := widget.Column(8)
	if !e.own && !e.fresh {
		column.Add(widget.NewNotice(widget.Watch, widget.NewWrapLabel(t("rates.copy"), 0, widget.Caption.In(theme.InkGold))))
	}
	for _, field := range fields {
		column.Add(field)
	}
	column.Add(side(f.row("from", f.from), f.row("to", f.to)))
	column.Add(f.row("source", f.source))
	column.Add(f.trouble)
	f.column = column
	var body fyne.CanvasObject = column
	if room := p.kit.Prompt.Size().Height - widget.Unit(170); column.MinSize().Height+widget.Unit(40) > room { // a stall's netbook
		body = container.New(widget.Least{Width: 300, Height: room}, widget.NewDragScroll(widget.Inset(0, 0, 0, 12, column)))
	}
	title := "rates.edit."
	if e.fresh {
		title = "rates.add."
	}
	f.dialog = &prompt.Dialog{Title: t(title + e.what), Body: body, Focus: e.focus, Width: 680, Bindings: e.bindings, Typed: prompt.TypedIn(f.typed...),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}}}
	if e.own {
		label := t("rates.withdraw")
		if e.off {
			label = t("rates.renew")
		}
		f.dialog.Actions = append(f.dialog.Actions, prompt.Action{Label: label, Key: "F7", Icon: "x", Stays: true, Do: e.withdraw})
	}
	f.dialog.Actions = append(f.dialog.Actions, prompt.Action{Label: t("rates.save"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: func() {
		f.clear()
		e.save()
	}})
	p.kit.Prompt.Show(f.dialog)
}

func (f *form) clear() {
	for _, row := range f.rows {
		row.SetMessage("")
	}
	f.trouble.Hide()
}

// span reads the days and the source.
func (f *form) span(from, to *clock.Day, source *string) (err error) {
	if *from, err = f.from.Day(); err != nil {
		return at(err, "from")
	}
	if *to, err = f.to.Day(); err != nil {
		return at(err, "to")
	}
	*source = f.source.Text
	return nil
}

// at gives a fault the name of the field it was typed into.
func at(err error, field string) error {
	known := *fault.Of(err)
	known.Field = field
	return &known
}

// refuse says under the field at fault what is wrong, else at the foot.
func (f *form) refuse(err error) {
	message := i18n.Message(f.page.kit.Lang, err)
	var known *fault.Error
	if errors.As(err, &known) {
		field, _, _ := strings.Cut(known.Field, "[")
		if row := f.rows[field]; row != nil {
			row.SetMessage(message)
			f.dialog.Refresh()
			return
		}
	}
	f.trouble.Set(message)
	f.trouble.Show()
	f.dialog.Refresh()
}

// kept closes the form and says that it is kept.
func (f *form) kept() {
	f.dialog.Close()
	f.page.kit.Prompt.Say(f.page.kit.T("rates.kept"))
}
