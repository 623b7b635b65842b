package products

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
)

// row puts an object under a name, where faults of that field are said.
func (f *form) row(field, label string, object fyne.CanvasObject) *widget.FormRow {
	f.rows[field], f.fields[field] = widget.NewFormRow(f.t(label), object), object
	return f.rows[field]
}

func (f *form) entry(field, hint string) *widget.Entry { return f.typed(field, widget.NewEntry(hint)) }

// note is a field of several lines.
func (f *form) note(field, hint string, lines int) *widget.Entry {
	return f.typed(field, widget.NewNoteEntry(hint, lines))
}

func (f *form) typed(field string, e *widget.Entry) *widget.Entry {
	e.SetText(f.draft.text[field])
	e.OnChanged = func(text string) { f.changed(field, text) }
	return e
}

func (f *form) day(field string) *widget.DateField {
	d := widget.NewDateField(f.page.kit.Lang, "", f.t("products.date_hint"))
	d.SetText(f.draft.text[field])
	d.OnChanged = func(text string) { f.changed(field, text) }
	return d
}

func (f *form) amount(field string) *widget.AmountEntry {
	a := widget.NewAmountEntry(false)
	a.SetText(f.draft.text[field])
	a.OnChanged = func(text string) { f.changed(field, text) }
	return a
}

func (f *form) qty(field string) *widget.QtyEntry {
	q := widget.NewQtyEntry()
	q.SetText(f.draft.text[field])
	q.OnChanged = func(text string) { f.changed(field, text) }
	return q
}

func (f *form) toggle(field, label string) *widget.Switch {
	return widget.NewSwitch(f.t(label), f.draft.on(field), func(on bool) {
		f.draft.setSwitch(field, on)
		f.look()
	})
}

// choice offers values, each with the words for it.
func (f *form) choice(field string, values, words []string) *widget.Select {
	return widget.NewSelect(words, slices.Index(values, f.draft.text[field]), f.t("products.choose"), func(n int) { f.changed(field, values[n]) })
}

// choose offers texts that are in use and, last, another one to be typed.
func (f *form) choose(field, label string, known []string) *widget.Select {
	if now := f.draft.text[field]; now != "" && !slices.Contains(known, now) {
		known = append([]string{now}, known...)
	}
	options := append(slices.Clone(known), f.t("products.other"))
	s := widget.NewSelect(options, slices.Index(known, f.draft.text[field]), f.t("products.choose"), nil)
	s.OnSelected = func(n int) {
		if n < len(known) {
			f.changed(field, known[n])
			return
		}
		s.Select(slices.Index(known, f.draft.text[field]))
		f.page.kit.Prompt.AskText(prompt.Input{Title: f.t(label), Label: f.t(label)}, needText, func(text string) {
			f.changed(field, text)
			known = append([]string{text}, slices.DeleteFunc(known, func(k string) bool { return k == text })...)
			s.SetOptions(append(slices.Clone(known), f.t("products.other")), 0)
		})
	}
	return s
}

func needText(text string) error {
	if text == "" {
		return fault.New("name_missing", "name", nil)
	}
	return nil
}
