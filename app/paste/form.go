package paste

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// form is the fields of who gets the order.
type form struct {
	view   *view
	views  []*fieldView
	object *fyne.Container
}

// fieldView is a field under its name, with a dot that says whether it is sure.
type fieldView struct {
	form    *form
	field   string
	dot     *fyne.Container
	look    *widget.Text
	entry   *widget.Suggest
	options []option
	box     *fyne.Container
}

func newForm(v *view) *form {
	f := &form{view: v, object: container.NewGridWithColumns(2)}
	for _, field := range fields {
		each := f.newField(field)
		f.views = append(f.views, each)
		f.object.Add(each.box)
	}
	return f
}

func (f *form) newField(field string) *fieldView {
	v := &fieldView{form: f, field: field, dot: newDot(theme.MoneyIn), look: widget.NewText("", widget.Caption.In(theme.InkGold)).Shrink()}
	v.entry = widget.NewMarkedSuggest("", theme.Touch, func() *widget.Text { return widget.NewText("", widget.Body).Shrink() },
		func(index int, row *widget.Text, _ bool) {
			if index < len(v.options) {
				row.Set("  " + v.options[index].label)
			}
		})
	if field == fieldPlace || field == fieldProvince || field == fieldPostcode { // what is typed there searches
		v.entry.SelectsAll()
	}
	v.entry.OnChanged = v.changed
	v.entry.OnFocus = v.focus
	v.entry.OnTake = v.take
	name := widget.NewText(f.view.t("paste."+field), widget.Caption)
	v.box = widget.Column(1, container.NewBorder(nil, nil, widget.Row(name, v.dot), nil, widget.Inset(0, 0, 8, 0, v.look)), v.entry)
	return v
}

// drops are the lists of the fields' suggestions, in the order of the fields.
func (f *form) drops() (list []fyne.CanvasObject) {
	for _, v := range f.views {
		list = append(list, v.entry.Drop)
	}
	return list
}

func (f *form) fieldOf(field string) fyne.Focusable {
	for _, v := range f.views {
		if v.field == field {
			return v.entry
		}
	}
	return nil
}

// changed takes what is typed; a part of the address is searched for meanwhile.
func (v *fieldView) changed(text string) {
	p := v.form.view.page
	d := p.open()
	if v.form.view.filling || d == nil {
		return
	}
	if v.isMessage(d, text) {
		v.form.show()
		p.pasteAgain()
		return
	}
	before := d.to().Postcode
	d.set(v.field, text)
	v.options = nil
	if v.field == fieldPlace || v.field == fieldProvince || v.field == fieldPostcode {
		v.options = d.find(text)
	}
	v.offer()
	v.form.show()
	p.view.showMarks()
	p.view.showHead()
	if d.to().Postcode != before {
		p.price()
	}
}

// isMessage reports whether a whole message was pasted into the field: a text of several lines is none's, so it is
// read as one that is pasted anew.
func (v *fieldView) isMessage(d *draft, text string) bool {
	if len(text) < len(d.value(v.field))+20 {
		return false
	}
	pasted := v.form.view.page.kit.Clipboard.Content()
	return strings.Contains(pasted, "\n") && strings.Contains(text, strings.ReplaceAll(pasted, "\n", " "))
}

// focus offers what else a doubtful field may be, and tidies one that is left.
func (v *fieldView) focus(has bool) {
	p := v.form.view.page
	d := p.open()
	v.options = nil
	if has {
		p.view.focused = v.field
		if d != nil && d.doubts[v.field] != "" {
			v.options = d.offered(v.field)
		}
	} else if d != nil {
		d.left(v.field)
	}
	v.offer()
	if !has {
		v.form.show()
	}
}

func (v *fieldView) offer() {
	if v.entry.Offered() != len(v.options) || len(v.options) > 0 {
		v.entry.Offer(len(v.options))
		v.form.view.lay()
	}
}

// take fills in what was chosen from the list, and goes on.
func (v *fieldView) take(index int) {
	p := v.form.view.page
	d := p.open()
	if d == nil || index >= len(v.options) {
		return
	}
	d.take(v.field, v.options[index])
	v.options = nil
	p.changed()
	p.walk(1)
}

// show writes the fields and how sure they are. What a person types in stays as it is typed.
func (f *form) show() {
	v := f.view
	v.filling = true
	d := v.page.model.draft()
	for _, each := range f.views {
		each.show(d)
	}
	v.filling = false
}

func (v *fieldView) show(d *draft) {
	t := v.form.view.t
	open := v.form.view.page.open() != nil
	if v.entry.Disabled() == open {
		if open {
			v.entry.Enable()
		} else {
			v.entry.Disable()
		}
	}
	if d == nil {
		v.entry.SetText("")
		v.entry.SetWatched(false)
		v.entry.SetMark("", "", theme.InkSoft)
		v.look.Set("")
		v.dot.Hide()
		return
	}
	if text := d.value(v.field); v.entry.Text != text {
		v.entry.SetText(text)
	}
	reason := d.doubts[v.field]
	missing := false
	for _, gap := range d.gaps() {
		missing = missing || gap == v.field
	}
	watched := reason != "" || missing
	v.entry.SetWatched(watched)
	colour := theme.MoneyIn
	if watched {
		colour = theme.Gold
	}
	v.dot.Show()
	colourDot(v.dot, colour)
	look, mark, icon, ink := "", "", "", theme.InkGold
	switch {
	case missing:
		look = t("paste.why.missing")
	case reason != "":
		look, mark = t("paste.look"), t(whyKey(func(key string) bool { return i18n.Has(v.form.view.page.kit.Lang, key) }, reason))
		if reason == "look" {
			mark = ""
		}
	case v.field == fieldPostcode && d.value(fieldPostcode) != "" && d.agrees():
		icon, ink = "check", theme.InkGreen
		mark = t("addresses.agrees")
		if d.placeOf().InBangkok() {
			mark = t("addresses.agrees_city")
		}
	}
	v.look.Set(look)
	v.entry.SetMark(icon, mark, ink)
}
