package catalog

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
)

// Bounds of a file that is read.
const (
	MaxFileBytes = 50 << 20
	MaxFileRows  = 100_000 // without the heading
	maxCells     = 200     // in one row
	maxCellText  = 32_767  // bytes, as in a spreadsheet
)

// Row is one row of a file. N counts the heading as 1, as spreadsheets show it.
type Row struct {
	N     int
	Cells []string
}

// Table is a file as read: its headings, which column each one names ("" for none), the rows that
// are not empty, and what a person should know about the headings.
type Table struct {
	Headings []string
	Columns  []string
	Rows     []Row
	Notes    []error
}

// ReadTable reads a .csv or .xlsx file of goods. mapped comes from ReadMap and may be nil. It fails as
// ReadRows does and with "columns_missing" (usage).
func ReadTable(name string, data io.Reader, mapped map[string]string) (Table, error) {
	rows, err := ReadRows(name, data)
	if err != nil {
		return Table{}, err
	}
	return newTable(rows, mapped)
}

// ReadRows reads the rows of any .csv or .xlsx file, by its name's ending, that are not empty. It fails
// with "file_kind_unknown", "file_too_large" or "file_unreadable" (usage).
func ReadRows(name string, data io.Reader) ([]Row, error) {
	read := readCSV
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".txt", ".tsv":
	case ".xlsx":
		read = readXLSX
	default:
		return nil, fault.Unreadable("file_kind_unknown", "file", fault.Values{"value": filepath.Base(name)})
	}
	bytes, err := io.ReadAll(io.LimitReader(data, MaxFileBytes+1))
	if err != nil {
		return nil, fault.Wrap(err, "file_unreadable")
	}
	if len(bytes) > MaxFileBytes {
		return nil, tooLarge()
	}
	return read(bytes)
}

func tooLarge() error {
	return fault.Unreadable("file_too_large", "file", fault.Values{"mb": MaxFileBytes >> 20, "rows": MaxFileRows})
}

func unreadable() error { return fault.Unreadable("file_unreadable", "file", nil) }

// newTable takes the first row that is not empty as the heading.
func newTable(rows []Row, mapped map[string]string) (Table, error) {
	var table Table
	if len(rows) == 0 {
		return table, fault.Unreadable("columns_missing", "file", nil)
	}
	table.Headings, table.Rows = rows[0].Cells, rows[1:]
	seen := map[string]bool{}
	for n, heading := range table.Headings {
		column, named := mapped[headingKey(heading)]
		if !named {
			column = columnOf(heading)
		}
		switch {
		case column == "" && !named && strings.TrimSpace(heading) != "":
			table.note("column_ignored", n, heading)
		case seen[column]:
			table.note("column_repeated", n, heading)
			column = ""
		}
		seen[column] = column != ""
		table.Columns = append(table.Columns, column)
	}
	if !seen["name"] && !seen["sku"] && !seen["barcode"] {
		return Table{}, fault.Unreadable("columns_missing", "file", nil)
	}
	return table, nil
}

func (t *Table) note(code string, n int, heading string) {
	t.Notes = append(t.Notes, fault.New(code, field("column", n, "heading"), fault.Values{"value": heading}))
}

// cells gives the row's text by column, without the empty ones.
func (t *Table) cells(row Row) map[string]string {
	cells := map[string]string{}
	for n, text := range row.Cells {
		if text = strings.TrimSpace(text); n < len(t.Columns) && t.Columns[n] != "" && text != "" {
			cells[t.Columns[n]] = text
		}
	}
	return cells
}

// collector gathers rows within the bounds.
type collector struct{ rows []Row }

// add keeps a row that is not empty. It fails with "file_too_large".
func (c *collector) add(n int, cells []string) error {
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return nil
	}
	if len(c.rows) > MaxFileRows || len(cells) > maxCells {
		return tooLarge()
	}
	for _, cell := range cells {
		if len(cell) > maxCellText {
			return tooLarge()
		}
	}
	c.rows = append(c.rows, Row{n, cells})
	return nil
}
