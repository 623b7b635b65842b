package printing

import (
	"github.com/talat-pos/talat/internal/printing/text"
)

// column is a column of a table. share is its part of the width, the parts of all columns together
// being the whole.
type column struct {
	title string
	share Unit
	align align
}

// table is rows under a head that stands again on every sheet. A row is never parted.
type table struct {
	columns []column
	rows    [][]string
	total   []string // under the rows, nil for none
	// carried gives the row that says what the first n rows come to, where a sheet ends (over false) and
	// where the next begins (over true); nil for a table without sums.
	carried func(n int, over bool) []string
	notes   [][]string // small, under the cell of column noted of each row; nil for none
	noted   int
	parts   int  // from this row on it goes on on another sheet; 0 = where the sheet is full
	whole   int  // from this row on the rest stands on one sheet, where one holds it; 0 = none
	firm    int  // the row, counted from 1, that is set in bold; 0 = none
	calm    bool // a tinted head and grey rules, as papers for offices have
}

// maxCellRows bounds the rows of a cell, so that a row with all that belongs to it fits a sheet. A calm table
// holds names of 300 letters whole.
const (
	maxCellRows = 10
	maxCalmRows = 22
	maxNoteRows = 14
	maxHeadRows = 4
)

// The white within a cell, and around rows.
const (
	cellPad = MM
	rowPad  = 600
)

// table sets a table from where the paper stands.
func (p *paper) table(t table) {
	p.keep(max(p.rowHeight(t, t.titles(), nil)+p.rowHeight(t, t.first(), t.notesOf(0))+4*rowPad, 4*p.body.size*2))
	p.tableHead(t)
	for n, row := range t.rows {
		under := t.total // what must still stand under the row on this sheet
		if n < len(t.rows)-1 && t.carried != nil {
			under = t.carried(n+1, false)
		}
		as := p.body
		if n+1 == t.firm {
			as = p.strong
		}
		parts := n > 0 && (n == t.parts || n == t.whole && p.torn(t, n))
		if !parts && p.tableRow(t, row, t.notesOf(n), as, p.rowHeight(t, under, nil), n > 0) {
			continue
		}
		if t.carried != nil {
			p.tableRow(t, t.carried(n, false), nil, p.strong, 0, false)
		}
		p.next()
		p.tableHead(t)
		if t.carried != nil {
			p.tableRow(t, t.carried(n, true), nil, p.strong, 0, false)
		}
		p.tableRow(t, row, t.notesOf(n), as, 0, false)
	}
	if t.total != nil {
		p.tableRow(t, t.total, nil, p.strong, 0, false)
		if t.calm {
			p.line(3*Dot, Accent)
		} else {
			p.line(4*Dot, Black)
		}
	}
}

// torn reports whether the rows from n on run over this sheet and would fit on one of their own.
func (p *paper) torn(t table, n int) bool {
	height := Unit(0)
	for m := n; m < len(t.rows); m++ {
		height += p.rowHeight(t, t.rows[m], t.notesOf(m)) - rowPad
	}
	own := p.floor() - p.page.Height/4 // what a sheet begins with stands above
	return max(p.y, p.ink)+height > p.floor() && height <= own
}

func (t *table) notesOf(n int) []string {
	if n < len(t.notes) {
		return t.notes[n]
	}
	return nil
}

// titles are the cells of the head.
func (t *table) titles() []string {
	titles := make([]string, len(t.columns))
	for n, column := range t.columns {
		titles[n] = column.title
	}
	return titles
}

// first gives the row that must stand under the head, nil when there is none.
func (t *table) first() []string {
	if len(t.rows) == 0 {
		return nil
	}
	return t.rows[0]
}

func (p *paper) tableHead(t table) {
	if t.calm {
		p.y = max(p.y, p.ink)
		top, at := p.y, len(p.page.Ops)
		as := style{text.Bold, p.body.size - 2*Dot, Accent}
		p.tableCells(t, t.titles(), nil, as, maxHeadRows)
		p.y = max(p.y, p.ink) + rowPad
		p.ink = p.y
		p.insert(at, Rect{p.edge, top, p.width0(), p.y - top, Tint})
		return
	}
	p.line(4*Dot, Black)
	p.tableRow(t, t.titles(), nil, p.strong, 0, false)
	p.line(2*Dot, Black)
}

// line draws a rule across the paper under what was set.
func (p *paper) line(stroke Unit, colour Colour) {
	y := (max(p.y, p.ink) + rowPad) / Dot * Dot
	p.add(Rule{X: p.edge, Y: y, W: p.width0(), Stroke: stroke, Colour: colour})
	p.y = y + stroke
	p.ink = p.y
}

// rowHeight gives what a strong row takes, 0 for none.
func (p *paper) rowHeight(t table, cells, notes []string) Unit {
	if cells == nil {
		return 0
	}
	kept, y, ink := len(p.page.Ops), p.y, p.ink
	p.tableRow(t, cells, notes, p.strong, 0, false)
	height := p.y - y
	p.page.Ops, p.y, p.ink = p.page.Ops[:kept], y, ink
	return height + rowPad
}

// tableRow sets one row and a thin rule under it. When it may move to the next sheet, it is taken back,
// and false reported, if it and room under it do not fit this one.
func (p *paper) tableRow(t table, cells, notes []string, as style, room Unit, mayMove bool) bool {
	kept, y, ink := len(p.page.Ops), p.y, p.ink
	most := maxCellRows
	if t.calm && p.page.Height > p.page.Width {
		most = maxCalmRows
	}
	p.tableCells(t, cells, notes, as, most)
	if t.calm {
		p.line(Dot, Hairline)
	} else {
		p.line(Dot, Black)
	}
	if mayMove && p.y+room > p.floor() {
		p.page.Ops, p.y, p.ink = p.page.Ops[:kept], y, ink
		return false
	}
	return true
}

// tableCells sets the cells of a row, and its notes under the one they belong to.
func (p *paper) tableCells(t table, cells, notes []string, as style, most int) {
	p.y = max(p.y, p.ink) + rowPad/2
	wrapped, deepest := make([][]string, len(cells)), 0
	for n, words := range cells {
		wrapped[n] = p.wrapped(words, as, p.share(t, n)-2*cellPad, most)
		deepest = max(deepest, len(wrapped[n]))
	}
	named := 0
	if t.noted < len(wrapped) {
		named = len(wrapped[t.noted])
	}
	small := style{text.Regular, p.note.size, Grey}
	said := p.noteRows(notes, small, p.share(t, t.noted)-2*cellPad)
	for line := range max(deepest, named+len(said)) {
		var row []cell
		x := p.edge
		for n := range cells {
			w := p.share(t, n)
			switch {
			case line < len(wrapped[n]) && wrapped[n][line] != "":
				row = append(row, cell{wrapped[n][line], as, t.columns[n].align, x + cellPad, w - 2*cellPad})
			case n == t.noted && line >= named && line-named < len(said):
				row = append(row, cell{said[line-named], small, left, x + cellPad, w - 2*cellPad})
			}
			x += w
		}
		p.row(row...)
	}
}

// noteRows breaks the notes of a row into rows.
func (p *paper) noteRows(notes []string, as style, w Unit) (rows []string) {
	for _, note := range notes {
		if note != "" && len(rows) < maxNoteRows {
			rows = append(rows, p.wrapped(note, as, w, maxNoteRows-len(rows))...)
		}
	}
	return rows
}

// share gives the width of a column.
func (p *paper) share(t table, n int) Unit {
	whole := Unit(0)
	for _, column := range t.columns {
		whole += column.share
	}
	return p.width0() * t.columns[n].share / whole
}
