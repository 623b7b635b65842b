package cli

import (
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// page collects the text of an answer.
type page struct {
	lang i18n.Lang
	strings.Builder
}

// t gives a text of the command line.
func (p *page) t(key string, values ...fault.Values) string {
	return i18n.T(p.lang, "cli."+key, values...)
}

// line writes one line.
func (p *page) line(text string) { p.WriteString(strings.TrimRight(text, " ") + "\n") }

// say writes a text of the command line.
func (p *page) say(key string, values ...fault.Values) { p.line(p.t(key, values...)) }

// pair is a label (the key of its text) and what stands beside it.
type pair struct{ key, value string }

// pairs writes labels and values in two columns, those without a value left out.
func (p *page) pairs(rows ...pair) {
	var cells [][]string
	for _, row := range rows {
		if row.value != "" {
			cells = append(cells, []string{p.t(row.key), row.value})
		}
	}
	p.columns("", cells)
}

// table writes rows under headings, given by the keys of their texts. align has one letter a column:
// l left, r right.
func (p *page) table(align string, headings []string, rows [][]string) {
	named := make([]string, len(headings))
	for n, key := range headings {
		named[n] = p.t(key)
	}
	p.columns(align, append([][]string{named}, rows...))
}

func (p *page) columns(align string, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for n, cell := range row {
			if n == len(widths) {
				widths = append(widths, 0)
			}
			widths[n] = max(widths[n], width(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for n, cell := range row {
			gap := strings.Repeat(" ", widths[n]-width(cell))
			if n < len(align) && align[n] == 'r' {
				cell = gap + cell
			} else {
				cell += gap
			}
			line += cell + "  "
		}
		p.line(line)
	}
}

// width counts the columns a text takes on a terminal: Thai marks above and below take none.
func width(text string) int {
	columns := 0
	for _, r := range text {
		if !unicode.In(r, unicode.Mn, unicode.Cf) {
			columns++
		}
	}
	return columns
}
