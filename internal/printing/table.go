package printing

import "github.com/talat-pos/talat/internal/thai"

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
}

// maxCellRows bounds the rows of a cell, so that a row with all that belongs to it fits a sheet.
const maxCellRows = 10

// The white within a cell, and around rows.
const (
	cellPad = MM
	rowPad  = 600
)

// table sets a table from where the paper stands.
func (p *paper) table(t table) {
	p.keep(max(p.rowHeight(t, t.titles())+p.rowHeight(t, t.first())+4*rowPad, 4*p.body.size*2))
	p.tableHead(t)
	for n, row := range t.rows {
		under := t.total // what must still stand under the row on this sheet
		if n < len(t.rows)-1 && t.carried != nil {
			under = t.carried(n+1, false)
		}
		if p.tableRow(t, row, p.body, p.rowHeight(t, under), n > 0) {
			continue
		}
		if t.carried != nil {
			p.tableRow(t, t.carried(n, false), p.strong, 0, false)
		}
		p.next()
		p.tableHead(t)
		if t.carried != nil {
			p.tableRow(t, t.carried(n, true), p.strong, 0, false)
		}
		p.tableRow(t, row, p.body, 0, false)
	}
	if t.total != nil {
		p.tableRow(t, t.total, p.strong, 0, false)
		p.line(4 * Dot)
	}
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
	p.line(4 * Dot)
	p.tableRow(t, t.titles(), p.strong, 0, false)
	p.line(2 * Dot)
}

// line draws a rule across the paper under what was set.
func (p *paper) line(stroke Unit) {
	y := (max(p.y, p.ink) + rowPad) / Dot * Dot
	p.add(Rule{X: paperMargin, Y: y, W: p.width0(), Stroke: stroke})
	p.y = y + stroke
	p.ink = p.y
}

// rowHeight gives what a strong row takes, 0 for none.
func (p *paper) rowHeight(t table, cells []string) Unit {
	if cells == nil {
		return 0
	}
	kept, y, ink := len(p.page.Ops), p.y, p.ink
	p.tableRow(t, cells, p.strong, 0, false)
	height := p.y - y
	p.page.Ops, p.y, p.ink = p.page.Ops[:kept], y, ink
	return height + rowPad
}

// tableRow sets one row and a thin rule under it. When it may move to the next sheet, it is taken back,
// and false reported, if it and room under it do not fit this one.
func (p *paper) tableRow(t table, cells []string, as style, room Unit, mayMove bool) bool {
	kept, y, ink := len(p.page.Ops), p.y, p.ink
	p.y = max(p.y, p.ink) + rowPad/2
	wrapped, deepest := make([][]string, len(cells)), 0
	for n, words := range cells {
		wrapped[n] = thai.WrapLines(words, func(part string) Unit { return p.width(part, as) }, p.share(t, n)-2*cellPad, maxCellRows)
		deepest = max(deepest, len(wrapped[n]))
	}
	for line := range deepest {
		var row []cell
		x := Unit(paperMargin)
		for n := range cells {
			w := p.share(t, n)
			if line < len(wrapped[n]) && wrapped[n][line] != "" {
				row = append(row, cell{wrapped[n][line], as, t.columns[n].align, x + cellPad, w - 2*cellPad})
			}
			x += w
		}
		p.row(row...)
	}
	p.line(Dot)
	if mayMove && p.y+room > p.floor() {
		p.page.Ops, p.y, p.ink = p.page.Ops[:kept], y, ink
		return false
	}
	return true
}

// share gives the width of a column.
func (p *paper) share(t table, n int) Unit {
	whole := Unit(0)
	for _, column := range t.columns {
		whole += column.share
	}
	return p.width0() * t.columns[n].share / whole
}
