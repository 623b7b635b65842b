package printing

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/thai"
)

// maxRows bounds the rows one text may take: a name of 500 letters fits, a pasted book does not.
const maxRows = 24

// gutter is the white kept between the ink of one row and the next.
const gutter = 3 * Dot

// style is how a row is set. Sizes are whole dots, so that every size is drawn in few variants.
type style struct {
	face   text.Face
	size   Unit
	colour Colour
}

// align places a text between two edges.
type align uint8

const (
	left align = iota
	centre
	right
)

// cell is one text of a row.
type cell struct {
	text  string
	style style
	align align
	from  Unit // the left edge of the cell
	width Unit
}

// setter sets rows of text on a page, one under the other.
type setter struct {
	shaper *text.Shaper
	page   Page
	y      Unit // where the next row begins
	ink    Unit // the lowest ink so far
	thai   bool // digits are written ๐ to ๙
}

// said gives words as they are written here.
func (s *setter) said(words string) string {
	if s.thai {
		return thai.ToThaiDigits(words)
	}
	return words
}

func (s *setter) width(text string, as style) Unit {
	return Unit(s.shaper.Width(s.said(text), as.face, int(as.size)))
}

// wrap breaks text into rows no wider than width.
func (s *setter) wrap(text string, as style, width Unit) []string {
	return s.wrapped(text, as, width, maxRows)
}

// wrapped breaks text into at most so many rows no wider than width, the last of which ends with "…" when
// there would be more. A day stays together, as a number does.
func (s *setter) wrapped(text string, as style, width Unit, most int) []string {
	glued := wholeDays(text, func(day string) bool { return s.width(day, as) <= width })
	rows := thai.WrapLines(glued, func(part string) Unit { return s.width(unglued(part), as) }, width, most)
	if glued != text {
		for n, row := range rows {
			rows[n] = strings.TrimSpace(unglued(row))
		}
	}
	return rows
}

// noBreak is a space at which no line breaks.
const noBreak = "\u00a0"

func unglued(text string) string { return strings.ReplaceAll(text, noBreak, " ") }

// writtenDay finds a day as papers write it: "23 ธ.ค. 2569", "23 พฤศจิกายน พ.ศ. 2569", "23 Nov 2026".
var writtenDay = sync.OnceValue(func() *regexp.Regexp {
	var months []string
	for _, lang := range i18n.Langs {
		for month := range 12 {
			day := clock.Day(fmt.Sprintf("2026-%02d-01", month+1))
			for _, written := range []string{i18n.Date(lang, day), i18n.DateFormal(lang, day)} {
				months = append(months, regexp.QuoteMeta(strings.Fields(written)[1]))
			}
		}
	}
	return regexp.MustCompile(`\b\d{1,2} (?:` + strings.Join(months, "|") + `) (?:พ\.ศ\. )?\d{4}\b`)
})

// wholeDays puts spaces at which no line breaks into the days of a text that fit on a row.
func wholeDays(text string, fits func(day string) bool) string {
	if !strings.ContainsAny(text, "0123456789") || !strings.Contains(text, " ") {
		return text
	}
	return writtenDay().ReplaceAllStringFunc(text, func(day string) string {
		if !fits(day) {
			return day
		}
		return strings.ReplaceAll(day, " ", noBreak)
	})
}

// balanced wraps a text again as narrowly as the same number of rows allows, so that none is a lonely word:
// at spaces alone where that is enough, as an address is read, else between words.
func (s *setter) balanced(rows []string, text string, as style, width Unit) []string {
	wrap := s.spaced
	if len(s.spaced(text, as, width)) != len(rows) {
		wrap = s.wrap
	}
	low, high := width/2, width
	for high-low > MM {
		if middle := (low + high) / 2; len(wrap(text, as, middle)) == len(rows) {
			high = middle
		} else {
			low = middle
		}
	}
	return wrap(text, as, high)
}

// spaced breaks text at spaces only, nil when a piece between two spaces is wider than width.
func (s *setter) spaced(text string, as style, width Unit) []string {
	var rows []string
	for n, field := range strings.Fields(text) {
		if s.width(field, as) > width {
			return nil
		}
		if n > 0 {
			if next := rows[len(rows)-1] + " " + field; s.width(next, as) <= width {
				rows[len(rows)-1] = next
				continue
			}
		}
		rows = append(rows, field)
	}
	return rows
}

// row sets cells on one baseline, low enough that no mark touches the row above.
func (s *setter) row(cells ...cell) {
	if len(cells) == 0 {
		return
	}
	var baseline, depth, ink Unit
	for n, c := range cells {
		c.text = s.said(c.text)
		cells[n].text = c.text
		line := s.shaper.Line(c.text, c.style.face)
		top := Unit(line.Top) * c.style.size / text.Em
		baseline = max(baseline, s.y+c.style.size*115/100, s.ink+gutter+top)
		depth = max(depth, c.style.size*40/100)
		ink = max(ink, Unit(line.Bottom)*c.style.size/text.Em)
	}
	baseline = (baseline + Dot - 1) / Dot * Dot
	for _, c := range cells {
		x := c.from
		switch spare := c.width - s.width(c.text, c.style); c.align {
		case centre:
			x += max(spare/2, 0)
		case right:
			x += spare
		}
		s.page.Ops = append(s.page.Ops, Text{x, baseline, c.style.size, c.style.face, c.style.colour, c.text})
	}
	s.y, s.ink = baseline+depth, baseline+ink
}
