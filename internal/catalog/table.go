package catalog

import (
	"context"
	"io"
	"path/filepath"
	"regexp"
	"slices"
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

// Row is one row of a file. N counts the heading as 1, as spreadsheets show it. Bad are the cells that
// could not be taken as they stand, by their place, each with the code of its fault.
type Row struct {
	N     int
	Cells []string
	Bad   map[int]string
}

// Table is a file as read: its headings, which column each one names ("" for none), the rows that
// are not empty, and what a person should know about the headings.
type Table struct {
	Sheet    string // of a spreadsheet
	Headings []string
	Columns  []string
	Rows     []Row
	Notes    []error
}

// File is a file of goods that was opened: what it holds is read sheet by sheet.
type File struct {
	Name   string
	Sheets []string // those that a person sees in a spreadsheet, in order; none in a .csv
	data   []byte
	book   bool
}

// OpenFile takes a .csv or .xlsx file, by its name's ending. It fails with "file_kind_unknown",
// "file_too_large" or "file_unreadable" (usage).
func OpenFile(name string, data io.Reader) (*File, error) {
	file := &File{Name: filepath.Base(name)}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".txt", ".tsv":
	case ".xlsx":
		file.book = true
	default:
		return nil, fault.Unreadable("file_kind_unknown", "file", fault.Values{"value": file.Name})
	}
	var err error
	if file.data, err = io.ReadAll(io.LimitReader(data, MaxFileBytes+1)); err != nil {
		return nil, fault.Wrap(err, "file_unreadable")
	}
	if len(file.data) > MaxFileBytes {
		return nil, tooLarge()
	}
	if file.book {
		file.Sheets, err = listSheets(file.data)
	}
	return file, err
}

// Rows reads the rows of a sheet that are not empty; "" is the first sheet whose headings are those of
// goods, else the first. It fails with "file_too_large", "file_unreadable" and "sheet_unknown" (usage), and
// when ctx ends.
func (f *File) Rows(ctx context.Context, sheet string) ([]Row, string, error) {
	if !f.book {
		rows, err := readCSV(ctx, f.data)
		return rows, "", err
	}
	return readXLSX(ctx, f.data, sheet)
}

// Table reads a sheet as a table of goods. mapped holds the columns of headings that a person has named,
// see ReadMap, and may be nil. It fails as Rows does, and with "columns_missing" (usage): then the table
// still has its headings and rows, for a person to name them.
func (f *File) Table(ctx context.Context, sheet string, mapped map[string]string) (Table, error) {
	rows, sheet, err := f.Rows(ctx, sheet)
	if err != nil {
		return Table{}, err
	}
	table, err := newTable(rows, mapped)
	table.Sheet = sheet
	return table, err
}

// ReadTable reads a .csv or .xlsx file of goods: OpenFile, and Table of its first sheet of goods.
func ReadTable(name string, data io.Reader, mapped map[string]string) (Table, error) {
	file, err := OpenFile(name, data)
	if err != nil {
		return Table{}, err
	}
	return file.Table(context.Background(), "", mapped)
}

// ReadRows reads the rows of any .csv or .xlsx file that are not empty.
func ReadRows(name string, data io.Reader) ([]Row, error) {
	file, err := OpenFile(name, data)
	if err != nil {
		return nil, err
	}
	rows, _, err := file.Rows(context.Background(), "")
	return rows, err
}

func tooLarge() error {
	return fault.Unreadable("file_too_large", "file", fault.Values{"mb": MaxFileBytes >> 20, "rows": MaxFileRows})
}

func unreadable() error { return fault.Unreadable("file_unreadable", "file", nil) }

// cells gives the row's text by column, without the empty ones.
func (t *Table) cells(row Row) map[string]string {
	cells := make(map[string]string, len(t.Columns))
	for n, text := range row.Cells {
		if n == len(t.Columns) {
			break
		}
		if text = strings.TrimSpace(text); t.Columns[n] != "" && text != "" {
			cells[t.Columns[n]] = text
		}
	}
	return cells
}

// shownErrors is what spreadsheets write where a formula went wrong.
var shownErrors = regexp.MustCompile(`^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$`)

// unread refuses a row with a cell that counts and could not be taken.
func (t *Table) unread(row Row) error {
	for n, text := range row.Cells {
		if n == len(t.Columns) {
			break
		}
		if t.Columns[n] == "" {
			continue
		}
		code := row.Bad[n]
		if code == "" && len(text) > 3 && text[0] == '#' && shownErrors.MatchString(text) {
			code = "cell_error"
		}
		if code != "" {
			return fault.New(code, t.Columns[n], fault.Values{"value": text})
		}
	}
	return nil
}

// Cell gives the text of a row's cell in a column, and the cell's place in the row, -1 where the table has
// no such column.
func (t *Table) Cell(row *Row, column string) (text string, place int) {
	place = slices.Index(t.Columns, column)
	if place >= 0 && place < len(row.Cells) {
		text = row.Cells[place]
	}
	return text, place
}

// Put writes a cell anew. What was wrong with the one before is forgotten.
func (r *Row) Put(place int, text string) {
	for len(r.Cells) <= place {
		r.Cells = append(r.Cells, "")
	}
	r.Cells[place] = text
	delete(r.Bad, place)
}

// collector gathers rows within the bounds.
type collector struct {
	rows  []Row
	cells int // seen, empty ones too
}

// maxSeen bounds the cells of a sheet that are looked at, empty ones too: files that draw lines around a
// million empty rows exist.
const maxSeen = MaxFileRows * maxCells

// add keeps a row that is not empty, without the empty cells at its end. It fails with "file_too_large".
func (c *collector) add(n int, cells []string) error {
	if c.cells += len(cells); c.cells > maxSeen {
		return tooLarge()
	}
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
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
	c.rows = append(c.rows, Row{N: n, Cells: cells})
	return nil
}
