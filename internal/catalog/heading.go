package catalog

import (
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// headRows is how far down the headings may begin: files have a title, a date, a shop's name above.
const headRows = 30

// newTable finds the headings and takes the rows below them.
func newTable(rows []Row, mapped map[string]string) (Table, error) {
	var table Table
	if len(rows) == 0 {
		return table, fault.Unreadable("columns_missing", "file", nil)
	}
	table.Headings, table.Rows = headings(rows, mapped)
	table.letterBlanks()
	return table, table.Name(mapped)
}

// Name says which column each heading stands for. It fails with "columns_missing" (usage) where none
// says which goods a row is of.
func (t *Table) Name(mapped map[string]string) error {
	t.Columns, t.Notes = make([]string, len(t.Headings)), nil
	seen := map[string]bool{}
	for n, heading := range t.Headings {
		column, named := columnNamed(heading, mapped)
		switch {
		case column == "" && !named && strings.TrimSpace(heading) != "" && !isReason(heading):
			t.note("column_ignored", n)
		case seen[column]:
			t.note("column_repeated", n)
			column = ""
		}
		seen[column] = column != ""
		t.Columns[n] = column
	}
	if !isGoods(seen) {
		return fault.Unreadable("columns_missing", "file", nil)
	}
	return nil
}

// Assign adds to mapped that a heading stands for a column, "" for none; a heading that stood for the
// column no longer does.
func (t *Table) Assign(mapped map[string]string, place int, column string) {
	for n, other := range t.Columns {
		if other == column && column != "" {
			mapped[headingKey(t.Headings[n])] = ""
		}
	}
	mapped[headingKey(t.Headings[place])] = column
}

func (t *Table) note(code string, n int) {
	t.Notes = append(t.Notes, fault.New(code, field("column", n, "heading"), fault.Values{"value": t.Headings[n]}))
}

// isReason reports whether a heading is the one that rejected rows come back with.
func isReason(heading string) bool {
	for _, lang := range i18n.Langs {
		if heading == i18n.T(lang, "catalog.reason") {
			return true
		}
	}
	return false
}

// isGoods reports whether columns say which goods a row is of.
func isGoods(columns map[string]bool) bool {
	return columns["name"] || columns["sku"] || columns["barcode"]
}

// columnNamed gives the column of a heading: what a person named it, else what it says.
func columnNamed(heading string, mapped map[string]string) (column string, named bool) {
	if column, named = mapped[headingKey(heading)]; named {
		return column, true
	}
	return columnOf(heading), false
}

// score counts the columns that a row names as headings, 0 where none says which goods, or where many
// numbers show that it is none.
func score(cells []string, mapped map[string]string) int {
	found, numbers := map[string]bool{}, 0
	for _, cell := range cells {
		if isNumber(cell) {
			numbers++
		}
		if column, _ := columnNamed(cell, mapped); column != "" {
			found[column] = true
		}
	}
	if !isGoods(found) || 2*numbers >= filled(cells) {
		return 0
	}
	return len(found)
}

// isNumber reports whether a cell holds digits and the signs of a number alone.
func isNumber(cell string) bool {
	digits := false
	for _, r := range cell {
		digits = digits || unicode.IsDigit(r)
		if !unicode.IsDigit(r) && !strings.ContainsRune(" .,-+%", r) {
			return false
		}
	}
	return digits
}

// headingRow gives which of the first rows names the most columns, and how many: -1 for none.
func headingRow(rows []Row, mapped map[string]string) (at, most int) {
	at = -1
	for n, row := range rows[:min(len(rows), headRows)] {
		if count := score(row.Cells, mapped); count > most && (count > 1 || n == 0) {
			at, most = n, count
		}
	}
	return at, most
}

// headings gives the headings and the rows below them. Where headings stand in two rows, one above the
// other, a group's name stands before its parts: "ราคา" over "ขาย" and "ทุน". Rows that say the headings
// again, in the other language or on a new page, are left out. Without any known heading the first row with
// more than one text is taken.
func headings(rows []Row, mapped map[string]string) ([]string, []Row) {
	at, _ := headingRow(rows, mapped)
	if at < 0 {
		at = 0
		for n, row := range rows[:min(len(rows), headRows)] {
			if filled(row.Cells) > 1 {
				at = n
				break
			}
		}
		return rows[at].Cells, rows[at+1:]
	}
	found := append([]string(nil), rows[at].Cells...)
	if at > 0 && rows[at-1].N == rows[at].N-1 && filled(rows[at-1].Cells) > 1 {
		found = underGroups(rows[at-1].Cells, found, mapped)
	}
	below := rows[at+1:]
	if len(below) > 0 && isSecond(found, below[0], mapped) {
		found = parted(found, below[0].Cells, mapped)
		below = below[1:]
	}
	kept := make([]Row, 0, len(below))
	for _, row := range below {
		if !repeats(found, row.Cells, mapped) {
			kept = append(kept, row)
		}
	}
	return found, kept
}

func filled(cells []string) (count int) {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			count++
		}
	}
	return count
}

// isSecond reports whether the row under the headings is a second row of them: it leaves out what says
// which goods, holds no number and names columns.
func isSecond(above []string, row Row, mapped map[string]string) bool {
	named, before := 0, columnsOf(above, mapped)
	both := parted(above, row.Cells, mapped)
	for n, cell := range row.Cells {
		cell = strings.TrimSpace(cell)
		if cell == "" || cell == cellAt(above, n) { // one cell over both rows
			continue
		}
		if isNumber(cell) || n < len(before) && isGoods(map[string]bool{before[n]: true}) {
			return false
		}
		if column, _ := columnNamed(both[n], mapped); column != "" {
			named++
		}
	}
	return named > 0
}

// underGroups puts names of groups that stand above headings before them. A name reaches to the right over what
// has none; it names a heading alone only where nothing stands below it and nothing else has that column: what
// stands above headings may as well be a title.
func underGroups(above, headings []string, mapped map[string]string) []string {
	taken := map[string]bool{}
	for _, column := range columnsOf(headings, mapped) {
		taken[column] = true
	}
	both := make([]string, max(len(above), len(headings)))
	group := ""
	for n := range both {
		top, part := cellAt(above, n), cellAt(headings, n)
		if top != "" {
			group = top
		}
		both[n] = part
		if part == "" {
			if column, _ := columnNamed(top, mapped); column != "" && !taken[column] {
				both[n], taken[column] = top, true
			}
		} else if column, _ := columnNamed(group+part, mapped); column != "" {
			both[n] = group + part
		}
	}
	return both
}

// parted puts headings and the row of their parts below together. A heading reaches to the right over what
// has none.
func parted(above, below []string, mapped map[string]string) []string {
	both := make([]string, max(len(above), len(below)))
	group := ""
	for n := range both {
		top, part := cellAt(above, n), cellAt(below, n)
		if top != "" {
			group = top
		}
		known := func(heading string) bool { column, _ := columnNamed(heading, mapped); return column != "" }
		switch {
		case part == "":
			both[n] = top
		case known(group + part):
			both[n] = group + part
		case known(part) || top == "" || !known(top):
			both[n] = part
		default:
			both[n] = top
		}
	}
	return both
}

func cellAt(cells []string, n int) string {
	if n < len(cells) {
		return strings.TrimSpace(cells[n])
	}
	return ""
}

func columnsOf(headings []string, mapped map[string]string) []string {
	columns := make([]string, len(headings))
	for n, heading := range headings {
		columns[n], _ = columnNamed(heading, mapped)
	}
	return columns
}

// repeats reports whether a row says the headings again.
func repeats(headings, cells []string, mapped map[string]string) bool {
	same := 0
	for n, cell := range cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if cell == cellAt(headings, n) {
			same++
			continue
		}
		column, _ := columnNamed(cell, mapped)
		if over, _ := columnNamed(cellAt(headings, n), mapped); column == "" || column != over {
			return false
		}
		same++
	}
	return same > 1
}

// letterBlanks names a column without a heading by its letter, where the first rows have something in it.
func (t *Table) letterBlanks() {
	for _, row := range t.Rows[:min(len(t.Rows), headRows)] {
		for n, cell := range row.Cells {
			for len(t.Headings) <= n {
				t.Headings = append(t.Headings, "")
			}
			if strings.TrimSpace(cell) != "" && strings.TrimSpace(t.Headings[n]) == "" {
				t.Headings[n] = letter(n)
			}
		}
	}
}

// letter gives the name of a spreadsheet's column: A, B, … Z, AA.
func letter(n int) string {
	name := ""
	for n++; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
