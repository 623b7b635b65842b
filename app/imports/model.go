// Package imports is the screen of goods and pictures in bulk: a file or a folder, what it would do, what is
// wrong with it and put right on the spot, and doing it.
package imports

import (
	"maps"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// kind says what an import does with a row.
type kind int

const (
	every kind = iota // of a filter
	wrong
	created
	changed
	same
)

// kinds lists the filters in the order they are shown.
var kinds = []kind{every, wrong, created, changed, same}

// line is a row of the file as it is listed.
type line struct {
	row  int // its number
	kind kind
	at   int // among the plan's rows or the rejected ones
}

// model is a file of goods that was read, and what importing it would do.
type model struct {
	file   *catalog.File
	path   string
	table  catalog.Table
	mapped map[string]string // what people named headings as
	naming bool              // the headings say not yet which goods the rows are of
	typed  bool              // a cell was put right that is nowhere else

	plan      *catalog.Plan
	index     *catalog.Index
	producers map[id.Party]string

	filter kind
	lines  []line
	shown  []int // of lines
	row    int   // the number of the chosen row, 0 for none
	column string

	done *outcome
}

// outcome is what an import came to.
type outcome struct {
	created, updated, unchanged int
	rejected                    string // the file of rejected rows, "" for none
	pictures                    []*fault.Error
	stopped                     bool
}

// read is what reading or checking a file brings.
type read struct {
	file      *catalog.File
	table     catalog.Table
	mapped    map[string]string
	naming    bool
	plan      *catalog.Plan
	index     *catalog.Index
	producers map[id.Party]string
}

// take takes in what was read; the chosen row stays.
func (m *model) take(r read) {
	m.file, m.table, m.mapped, m.naming = r.file, r.table, r.mapped, r.naming
	m.plan, m.index, m.producers = r.plan, r.index, r.producers
	m.lines = nil
	if m.plan != nil {
		for n, row := range m.plan.Rows {
			m.lines = append(m.lines, line{row.Row, kindOf(row.Action), n})
		}
		for n, bad := range m.plan.Rejected {
			m.lines = append(m.lines, line{bad.Row, wrong, n})
		}
		slices.SortFunc(m.lines, func(a, b line) int { return a.row - b.row })
	}
	m.narrow()
}

func kindOf(action string) kind {
	switch action {
	case catalog.Create:
		return created
	case catalog.Update:
		return changed
	}
	return same
}

// narrow lists the rows of the filter. A filter that has nothing left shows all; a chosen row that is not
// listed any more gives way to the one after it.
func (m *model) narrow() {
	if m.filter != every && m.count(m.filter) == 0 {
		m.filter = every
	}
	m.shown = m.shown[:0]
	for n, l := range m.lines {
		if m.filter == every || l.kind == m.filter {
			m.shown = append(m.shown, n)
		}
	}
	at, found := m.search(m.row)
	if !found && len(m.shown) > 0 {
		m.row = m.lines[m.shown[min(at, len(m.shown)-1)]].row
	}
	if len(m.shown) == 0 {
		m.row = 0
	}
	m.aim()
}

func (m *model) search(row int) (int, bool) {
	return slices.BinarySearchFunc(m.shown, row, func(n, row int) int { return m.lines[n].row - row })
}

// aim brings the cell to be typed into to what is wrong with the row.
func (m *model) aim() {
	l := m.line()
	if l == nil {
		m.column = ""
		return
	}
	if l.kind == wrong {
		m.column = m.plan.Rejected[l.at].Column
	} else if !slices.Contains(m.columns(), m.column) {
		m.column = ""
	}
	if m.column == "" && len(m.columns()) > 0 {
		m.column = m.columns()[0]
	}
}

// count gives how many rows are of a kind.
func (m *model) count(k kind) int {
	if m.plan == nil {
		return 0
	}
	switch k {
	case wrong:
		return len(m.plan.Rejected)
	case created:
		return m.plan.Created
	case changed:
		return m.plan.Updated
	case same:
		return m.plan.Unchanged
	}
	return len(m.lines)
}

// at gives the place of the chosen row in the list, -1 for none.
func (m *model) at() int {
	if at, found := m.search(m.row); found {
		return at
	}
	return -1
}

// line gives the chosen row, nil for none.
func (m *model) line() *line {
	if at := m.at(); at >= 0 {
		return &m.lines[m.shown[at]]
	}
	return nil
}

func (m *model) choose(index int) {
	if index >= 0 && index < len(m.shown) {
		m.row = m.lines[m.shown[index]].row
		m.aim()
	}
}

// nextWrong chooses the next row to put right, from the top again after the last. It reports whether there
// is one.
func (m *model) nextWrong() bool {
	if m.count(wrong) == 0 {
		return false
	}
	first := 0
	for _, n := range m.shown {
		l := m.lines[n]
		if l.kind != wrong {
			continue
		}
		if first == 0 {
			first = l.row
		}
		if l.row >= m.row {
			first = l.row
			break
		}
	}
	if first != 0 {
		m.row = first
		m.aim()
	}
	return first != 0
}

// columns lists the columns of the file in its order, and the one that is missing from a row.
func (m *model) columns() []string {
	var all []string
	for _, column := range m.table.Columns {
		if column != "" {
			all = append(all, column)
		}
	}
	if l := m.line(); l != nil && l.kind == wrong {
		if missing := m.plan.Rejected[l.at].Column; missing != "" && !slices.Contains(all, missing) {
			all = append(all, missing)
		}
	}
	return all
}

// step brings the cell to be typed into to the next column.
func (m *model) step() {
	all := m.columns()
	if len(all) > 0 {
		m.column = all[(slices.Index(all, m.column)+1)%len(all)]
	}
}

// cell gives the text of a cell of the chosen row.
func (m *model) cell(column string) string {
	at, found := m.find(m.row)
	if !found {
		return ""
	}
	text, _ := m.table.Cell(&m.table.Rows[at], column)
	return text
}

func (m *model) find(row int) (int, bool) {
	return slices.BinarySearchFunc(m.table.Rows, row, func(r catalog.Row, row int) int { return r.N - row })
}

// put writes a cell of the chosen row anew, and reports whether that is a change: also the same text is
// where it was doubted before. What a check in the background reads stays as it is.
func (m *model) put(column, text string) bool {
	at, found := m.find(m.row)
	if !found || column == "" {
		return false
	}
	old, place := m.table.Cell(&m.table.Rows[at], column)
	if old == text && m.table.Rows[at].Bad[place] == "" {
		return false
	}
	if place < 0 {
		place = len(m.table.Columns)
		m.table.Headings = append(slices.Clone(m.table.Headings), column)
		m.table.Columns = append(slices.Clone(m.table.Columns), column)
	}
	m.table.Rows = slices.Clone(m.table.Rows)
	row := &m.table.Rows[at]
	row.Cells, row.Bad = slices.Clone(row.Cells), maps.Clone(row.Bad)
	row.Put(place, text)
	m.typed = true
	return true
}

// old gives the product that a row changes, nil for a new one.
func (m *model) old(planned *catalog.Planned) *catalog.Product {
	if planned.Action == catalog.Create {
		return nil
	}
	return m.index.ByID(planned.Product.ID)
}

// changes lists what a good row changes.
func (m *model) changes(planned *catalog.Planned) []catalog.Change {
	if planned.Action != catalog.Update {
		return nil
	}
	return catalog.Changes(m.old(planned), &planned.Product, func(p id.Party) string { return m.producers[p] })
}

// work counts the rows that an import would write.
func (m *model) work() int { return m.count(created) + m.count(changed) }

// names gives the producers there are and those that the plan would make.
func names(known []shop.Party, plan *catalog.Plan) map[id.Party]string {
	all := make(map[id.Party]string, len(known))
	for _, one := range known {
		all[one.ID] = one.Name
	}
	if plan != nil {
		for _, maker := range plan.Producers {
			all[maker.ID] = maker.Name
		}
	}
	return all
}
