package imports

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// row is a row of the file, or a picture of the folder, in the list.
type row struct {
	toolkit.BaseWidget
	number, name, note *widget.Text
	mark               *widget.Pill
	place, box         *fyne.Container
}

func newRow() *row {
	r := &row{number: widget.NewText("", widget.Caption.Right()), name: widget.NewText("", widget.Strong).Shrink(),
		note: widget.NewText("", widget.Caption).Shrink(), mark: widget.NewPill(widget.ChipData{})}
	r.place = widget.Inset(0, 0, 0, 10, container.New(widget.AtLeast(widget.Unit(40)), r.number))
	r.box = container.NewBorder(nil, nil, container.NewStack(widget.Inset(0, 0, 14, 0, container.NewWithoutLayout()), r.place), widget.Inset(0, 0, 10, 14, container.NewCenter(r.mark)),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *row) set(number, name, note string, bad bool, mark widget.ChipData) {
	r.number.Set(number)
	r.place.Hidden = number == ""
	r.name.Set(name)
	style := widget.Caption
	if bad {
		style = style.In(theme.Trouble)
	}
	r.note.SetStyle(style)
	r.note.Set(note)
	r.mark.Hidden = mark.Label == ""
	r.mark.Set(mark)
	r.box.Refresh()
}

// marks are how the kinds of rows are marked.
func mark(k *kit.Kit, of kind) widget.ChipData {
	switch of {
	case wrong:
		return widget.ChipData{Label: k.T("imports.wrong"), Tone: widget.Bad}
	case created:
		return widget.ChipData{Label: k.T("imports.created"), Tone: widget.Good}
	case changed:
		return widget.ChipData{Label: k.T("imports.changed"), Tone: widget.Soft}
	}
	return widget.ChipData{Label: k.T("imports.same"), Tone: widget.Calm}
}

// setRow shows entry index of the list.
func (v *view) setRow(index int, r *row, _ bool) {
	p := v.page
	if p.photos != nil {
		if index < p.photos.count() {
			name, note, err := p.photoLine(index)
			r.set("", name, note, err != nil, widget.ChipData{})
		}
		return
	}
	m := p.model
	if index >= len(m.shown) {
		return
	}
	l := m.lines[m.shown[index]]
	name, note := "", ""
	if l.kind == wrong {
		bad := m.plan.Rejected[l.at]
		name, note = m.label(l.row), problem(p.kit, bad)
	} else {
		planned := &m.plan.Rows[l.at]
		name, note = planned.Product.Name, v.summary(planned)
	}
	r.set(i18n.Group(strconv.Itoa(l.row)), name, note, l.kind == wrong, mark(p.kit, l.kind))
}

// label gives what a row that could not be read is called.
func (m *model) label(row int) string {
	if at, found := m.find(row); found {
		for _, column := range []string{"name", "sku", "barcode", "name_en"} {
			if text, _ := m.table.Cell(&m.table.Rows[at], column); strings.TrimSpace(text) != "" {
				return oneLine(text)
			}
		}
		return oneLine(strings.Join(m.table.Rows[at].Cells, " "))
	}
	return ""
}

// problem says which cell is wrong, and why.
func problem(k *kit.Kit, bad catalog.Rejected) string {
	reason := i18n.Message(k.Lang, bad.Reason)
	if bad.Column == "" {
		return reason
	}
	return k.T("imports.problem", fault.Values{"column": columnName(k.Lang, bad.Column), "reason": oneLine(reason)})
}

// summary says in a line what a good row does.
func (v *view) summary(planned *catalog.Planned) string {
	k := v.page.kit
	if planned.Action != catalog.Update {
		return planned.Product.SKU
	}
	var parts []string
	for _, change := range v.page.model.changes(planned) {
		parts = append(parts, change1(k, change))
	}
	return strings.Join(parts, " · ")
}

func change1(k *kit.Kit, c catalog.Change) string {
	key := "imports.change"
	if c.Old == "" {
		key = "imports.change_new"
	}
	return k.T(key, fault.Values{"column": columnName(k.Lang, c.Column), "old": oneLine(c.Old), "new": oneLine(c.New)})
}

// columnName gives what a person calls a column: the heading, in English as words.
func columnName(lang i18n.Lang, column string) string {
	if lang != i18n.English || column == "" {
		return catalog.Heading(lang, column)
	}
	words := strings.Split(column, "_")
	for n, word := range words {
		switch {
		case slices.Contains([]string{"sku", "vat", "fda", "tcps", "gi", "gp", "otop", "en"}, word):
			words[n] = strings.ToUpper(word)
		case n == 0:
			words[n] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, " ")
}

// oneLine makes a text of several lines one.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
