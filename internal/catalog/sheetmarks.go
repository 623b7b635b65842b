package catalog

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The reader of the library gives values alone. What it leaves out and an import must know lies in the
// sheet's own file: formulas that no spreadsheet has calculated, and cells that are one with others.

// Bounds of what is marked.
const (
	maxMerges  = 20_000
	maxFilled  = 1_000_000 // cells that got the text of the cell they are one with
	maxFormula = 200       // characters of a formula that are shown
)

// markSheet marks in rows the formulas without a value and fills what is one with the cell above.
func markSheet(file *excelize.File, data []byte, sheet string, rows []Row) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return unreadable()
	}
	part := sheetPart(file, archive, sheet)
	if part == nil || !holds(part, "<f", ":f", "mergeCell") {
		return nil
	}
	reader, err := part.Open()
	if err != nil {
		return unreadable()
	}
	defer reader.Close()
	return scanSheet(reader, rows)
}

// sheetPart finds the file of a sheet inside the spreadsheet, nil where it is told nowhere.
func sheetPart(file *excelize.File, archive *zip.Reader, sheet string) *zip.File {
	if file.WorkBook == nil {
		return nil
	}
	relation := ""
	for _, s := range file.WorkBook.Sheets.Sheet {
		if s.Name == sheet {
			relation = s.ID
		}
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	for _, part := range archive.File {
		if strings.EqualFold(part.Name, "xl/_rels/workbook.xml.rels") {
			reader, err := part.Open()
			if err != nil {
				return nil
			}
			err = xml.NewDecoder(io.LimitReader(reader, maxUnzipXML)).Decode(&relations)
			_ = reader.Close() // read only
			if err != nil {
				return nil
			}
		}
	}
	for _, one := range relations.All {
		if one.ID != relation {
			continue
		}
		name := path.Join("xl", one.Target)
		if strings.HasPrefix(one.Target, "/") {
			name = strings.TrimPrefix(one.Target, "/")
		}
		for _, part := range archive.File {
			if strings.EqualFold(strings.ReplaceAll(part.Name, "\\", "/"), name) {
				return part
			}
		}
	}
	return nil
}

// holds reports whether a part holds any of some texts: most sheets need no second reading.
func holds(part *zip.File, texts ...string) bool {
	reader, err := part.Open()
	if err != nil {
		return false
	}
	defer reader.Close()
	buffer := make([]byte, 256<<10)
	kept := 0
	for {
		n, err := reader.Read(buffer[kept:])
		chunk := buffer[:kept+n]
		for _, text := range texts {
			if bytes.Contains(chunk, []byte(text)) {
				return true
			}
		}
		if err != nil {
			return false
		}
		kept = copy(buffer, chunk[max(0, len(chunk)-16):])
	}
}

// cellScan is what is known of the cell that is read.
type cellScan struct {
	ref         string
	formula     []byte
	has, valued bool // a formula, and what it gave
	inFormula   bool
}

// scanSheet reads a sheet's own file.
func scanSheet(reader io.Reader, rows []Row) error {
	decoder := xml.NewDecoder(reader)
	var cell cellScan
	merges := 0
	filled := 0
	for {
		token, err := decoder.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return unreadable()
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "c":
				cell = cellScan{ref: attribute(token, "r")}
			case "f":
				cell.has, cell.inFormula = true, true
			case "v", "is":
				cell.valued = true
			case "mergeCell":
				if merges++; merges > maxMerges {
					return tooLarge()
				}
				if filled += fillMerged(attribute(token, "ref"), rows); filled > maxFilled {
					return tooLarge()
				}
			}
		case xml.CharData:
			if cell.inFormula && len(cell.formula) < maxFormula {
				cell.formula = append(cell.formula, token...)
			}
		case xml.EndElement:
			switch token.Name.Local {
			case "f":
				cell.inFormula = false
			case "c":
				cell.mark(rows)
				cell = cellScan{}
			}
		}
	}
}

func attribute(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// mark marks a formula that nothing has calculated.
func (c *cellScan) mark(rows []Row) {
	if !c.has || c.valued {
		return
	}
	column, n, err := excelize.CellNameToCoordinates(c.ref)
	if err != nil || column > maxCells {
		return
	}
	row := rowAt(rows, n)
	if row == nil {
		return // nothing else stands in it
	}
	formula := strings.ToValidUTF8(string(c.formula[:min(len(c.formula), maxFormula)]), "")
	row.Put(column-1, "="+formula)
	if row.Bad == nil {
		row.Bad = map[int]string{}
	}
	row.Bad[column-1] = "cell_formula"
}

// rowAt finds a row by its number, nil for one that is empty.
func rowAt(rows []Row, n int) *Row {
	at, found := slices.BinarySearchFunc(rows, n, func(row Row, n int) int { return row.N - n })
	if !found {
		return nil
	}
	return &rows[at]
}

// fillMerged writes the text of cells that are one into every row they reach over, in their first column:
// a category that stands once beside its ten goods. It gives how many cells it wrote.
func fillMerged(ref string, rows []Row) (filled int) {
	first, last, _ := strings.Cut(ref, ":")
	column, from, err := excelize.CellNameToCoordinates(first)
	if err != nil || column > maxCells {
		return 0
	}
	_, to, err := excelize.CellNameToCoordinates(last)
	top := rowAt(rows, from)
	if err != nil || to <= from || top == nil {
		return 0
	}
	text := cellAt(top.Cells, column-1)
	if text == "" {
		return 0
	}
	next, _ := slices.BinarySearchFunc(rows, from+1, func(row Row, n int) int { return row.N - n })
	for n := next; n < len(rows) && rows[n].N <= to && filled <= maxFilled; n++ {
		if cellAt(rows[n].Cells, column-1) == "" {
			rows[n].Put(column-1, text)
			filled++
		}
	}
	return filled
}
