package catalog

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// stopEvery is how many rows are read between two looks at whether a person gave up.
const stopEvery = 1000

// readCSV reads text parted by commas, semicolons or tabs.
func readCSV(ctx context.Context, data []byte) ([]Row, error) {
	text, mixed, err := decode(data)
	if err != nil {
		return nil, err
	}
	return parseCSV(ctx, text, mixed, separator(ctx, text))
}

func parseCSV(ctx context.Context, text []byte, mixed map[int]bool, comma rune) ([]Row, error) {
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = comma, true, -1
	var kept collector
	for n, lines, offset := 0, 0, int64(0); ; {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return kept.rows, nil
		}
		if err != nil {
			return nil, unreadable()
		}
		// The reader skips empty lines without a word; a spreadsheet counts them as rows.
		start, _ := reader.FieldPos(0)
		n += start - lines
		lines += bytes.Count(text[offset:reader.InputOffset()], []byte("\n"))
		offset = reader.InputOffset()
		if n%stopEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for c := range cells {
			cells[c] = unescape(cells[c])
		}
		before := len(kept.rows)
		if err := kept.add(n, cells); err != nil {
			return nil, err
		}
		if len(mixed) > 0 && len(kept.rows) > before {
			kept.rows[before].mark(mixed, start, max(lines, start))
		}
	}
}

// mark marks the cells of a row that stands on lines of another encoding than the file.
func (r *Row) mark(mixed map[int]bool, first, last int) {
	for line := first; line <= last; line++ {
		if !mixed[line] {
			continue
		}
		r.Bad = map[int]string{}
		for n, cell := range r.Cells {
			if !isASCII([]byte(cell)) {
				r.Bad[n] = "row_encoding"
			}
		}
		return
	}
}

// sniffed is how much of a file is looked at to find what parts the cells.
const sniffed = 32 << 10

// separator finds what parts the cells: what makes the most known headings of the first rows, else what
// the first line holds most of.
func separator(ctx context.Context, text []byte) rune {
	head := text[:min(sniffed, len(text))]
	best, most := comma(head), 0
	for _, r := range []rune{best, ',', ';', '\t'} {
		rows, err := parseCSV(ctx, head, nil, r)
		if err != nil {
			continue
		}
		if _, count := headingRow(rows, nil); count > most {
			best, most = r, count
		}
	}
	return best
}

// comma finds what the first line outside quotes holds most of.
func comma(text []byte) rune {
	counts := map[rune]int{}
	quoted := false
	text = bytes.TrimLeft(text, "\r\n")
	for _, r := range string(text[:min(4096, len(text))]) {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted {
			break
		}
		if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range ";\t" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// risky are the beginnings that make a spreadsheet take a cell of a CSV file for a formula.
const risky = "=+-@\t\r"

// escape keeps a spreadsheet from calculating a text: an apostrophe before it means text.
func escape(text string) string {
	if text != "" && strings.ContainsRune(risky+"'", rune(text[0])) {
		return "'" + text
	}
	return text
}

// unescape takes back what escape did.
func unescape(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.ContainsRune(risky+"'", rune(text[1])) {
		return text[1:]
	}
	return text
}
