package catalog

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// readCSV reads text parted by commas, semicolons or tabs, whichever its first line holds most of.
func readCSV(data []byte) ([]Row, error) {
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = comma(text), true, -1
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
		for c := range cells {
			cells[c] = unescape(cells[c])
		}
		if err := kept.add(n, cells); err != nil {
			return nil, err
		}
	}
}

// decode gives UTF-8: from UTF-16 with its mark (a spreadsheet's "Unicode text"), UTF-8 with or
// without one, else Windows-874, of which TIS-620 is a part. Bytes that none of them knows are no text.
func decode(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	case !utf8.Valid(data):
		data, err = charmap.Windows874.NewDecoder().Bytes(data)
		if bytes.ContainsRune(data, utf8.RuneError) {
			return nil, unreadable()
		}
	}
	if err != nil || bytes.IndexByte(data, 0) >= 0 {
		return nil, unreadable()
	}
	if bytes.IndexByte(data, '\n') < 0 { // lines end as on an old Macintosh
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data, nil
}

// comma finds what parts the cells, looking at the first line outside quotes.
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
