package imports

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
)

// examples is how many cells below a heading are shown.
const examples = 3

// dialogRows gives how many rows a dialog's list shows; a low window has no room for more.
func dialogRows(k *kit.Kit) widget.Rows {
	if k.Prompt.Size().Height < widget.Unit(700) {
		return 4
	}
	return 6
}

// nameHeadings shows what each heading of the file stands for, and lets a person say so. It is remembered
// once the file is imported.
func (p *Page) nameHeadings() {
	m := p.model
	if p.photos != nil || m.file == nil || p.job != nil {
		return
	}
	p.view.keep()
	k := p.kit
	list := widget.NewList(theme.RowHeight, newRow, func(n int, r *row, _ bool) {
		if n >= len(m.table.Headings) {
			return
		}
		column, tone := m.table.Columns[n], widget.Good
		label := columnName(k.Lang, column)
		if column == "" {
			label, tone = k.T("imports.unused"), widget.Calm
		}
		r.set("", oneLine(m.table.Headings[n]), m.examples(n), false, widget.ChipData{Label: label, Tone: tone})
	})
	rows := container.New(dialogRows(k), widget.NewFlushCard(list))
	name := func() { p.nameHeading(list) }
	list.OnTapped = func(int) { name() }
	list.SetCount(len(m.table.Headings))
	list.Choose(max(slices.Index(m.table.Columns, ""), 0))
	text := k.T("imports.headings_text")
	if m.naming {
		text = k.T("imports.naming")
	}
	k.Prompt.Show(&prompt.Dialog{Title: k.T("imports.headings"), Width: widget.Unit(640), Body: widget.Column(widget.Gap, widget.NewWrapLabel(text, 3, widget.Body), rows),
		Bindings: listKeys(list),
		Actions: []prompt.Action{{Label: k.T("imports.name_done"), Key: keys.Esc},
			{Label: k.T("imports.name"), Key: keys.Enter, Kind: widget.Primary, Icon: "pen", Stays: true, Do: name}}})
}

// examples gives the first texts below a heading.
func (m *model) examples(place int) string {
	var found []string
	for _, row := range m.table.Rows[:min(len(m.table.Rows), 30)] {
		if place < len(row.Cells) && strings.TrimSpace(row.Cells[place]) != "" && len(found) < examples {
			found = append(found, oneLine(row.Cells[place]))
		}
	}
	return strings.Join(found, " · ")
}

// nameHeading asks what the chosen heading stands for.
func (p *Page) nameHeading(heads *widget.List) {
	m, k := p.model, p.kit
	place := heads.Chosen()
	if place < 0 || place >= len(m.table.Headings) {
		return
	}
	columns := append([]string{""}, catalog.Columns()...)
	list := widget.NewList(theme.RowHeight, newRow, func(n int, r *row, _ bool) {
		if n >= len(columns) {
			return
		}
		label, note := k.T("imports.unused"), ""
		if columns[n] != "" {
			label = columnName(k.Lang, columns[n])
			if at := slices.Index(m.table.Columns, columns[n]); at >= 0 {
				note = k.T("imports.named", fault.Values{"heading": oneLine(m.table.Headings[at])})
			}
		}
		r.set("", label, note, false, widget.ChipData{})
	})
	list.SetCount(len(columns))
	list.Choose(max(slices.Index(columns, m.table.Columns[place]), 0))
	var d *prompt.Dialog
	take := func() {
		n := list.Chosen()
		if n < 0 {
			return
		}
		d.Close()
		p.assign(place, columns[n])
		heads.Choose(min(place+1, len(m.table.Headings)-1))
	}
	list.OnTapped = func(int) { take() }
	rows := container.New(dialogRows(k), widget.NewFlushCard(list))
	d = &prompt.Dialog{Title: k.T("imports.name_title", fault.Values{"heading": oneLine(m.table.Headings[place])}), Width: widget.Unit(520), Body: rows, Bindings: listKeys(list),
		Actions: []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("imports.name_take"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: take}}}
	k.Prompt.Show(d)
}

// assign names a heading and has the file checked.
func (p *Page) assign(place int, column string) {
	m := p.model
	table := m.table
	m.mapped = maps.Clone(m.mapped)
	table.Assign(m.mapped, place, column)
	err := table.Name(m.mapped)
	m.table, m.naming = table, err != nil
	if m.naming {
		m.take(read{file: m.file, table: m.table, mapped: m.mapped, naming: true})
		p.show()
		return
	}
	p.check(false)
}
