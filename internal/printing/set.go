package printing

import (
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
}

func (s *setter) width(text string, as style) Unit {
	return Unit(s.shaper.Width(text, as.face, int(as.size)))
}

// wrap breaks text into rows no wider than width.
func (s *setter) wrap(text string, as style, width Unit) []string {
	return thai.WrapLines(text, func(part string) Unit { return s.width(part, as) }, width, maxRows)
}

// row sets cells on one baseline, low enough that no mark touches the row above.
func (s *setter) row(cells ...cell) {
	var baseline, depth, ink Unit
	for _, c := range cells {
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
