package printing

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/thai"
)

// area is a rectangle of a sheet.
type area struct{ x, y, w, h Unit }

// inset gives the area without a margin on all sides.
func (a area) inset(margin Unit) area {
	return area{a.x + margin, a.y + margin, a.w - 2*margin, a.h - 2*margin}
}

// top cuts a strip off the upper edge and gives it and the rest under a gap.
func (a area) top(height, gap Unit) (strip, rest area) {
	return area{a.x, a.y, a.w, height}, area{a.x, a.y + height + gap, a.w, a.h - height - gap}
}

// bottom cuts a strip off the lower edge and gives it and the rest above a gap.
func (a area) bottom(height, gap Unit) (strip, rest area) {
	return area{a.x, a.y + a.h - height, a.w, height}, area{a.x, a.y, a.w, a.h - height - gap}
}

// left cuts a strip off the left edge and gives it and the rest beside a gap.
func (a area) left(width, gap Unit) (strip, rest area) {
	return area{a.x, a.y, width, a.h}, area{a.x + width + gap, a.y, a.w - width - gap, a.h}
}

// right cuts a strip off the right edge and gives it and the rest beside a gap.
func (a area) right(width, gap Unit) (strip, rest area) {
	return area{a.x + a.w - width, a.y, width, a.h}, area{a.x, a.y, a.w - width - gap, a.h}
}

// paragraph is a text of a block, with another at the right end of its first row when Beside is given.
type paragraph struct {
	text   string
	style  style
	align  align
	beside string
	as     style // of beside
}

// maxLabelText bounds what one text of a form may hold, in bytes: more is no name or address.
const maxLabelText = 4000

// block sets paragraphs into an area from its top, all of them smaller by the same share when they
// would not fit, down to smallest percent. It fails with "print_room" and the field when even those
// do not fit: an address that is cut is a wrong address.
func (s *setter) block(in area, smallest Unit, field string, paragraphs ...paragraph) error {
	for _, p := range paragraphs {
		if len(p.text)+len(p.beside) > maxLabelText {
			return fault.New("print_room", field, nil)
		}
	}
	kept := len(s.page.Ops)
	for share := Unit(100); share >= smallest; share -= 4 {
		s.page.Ops = s.page.Ops[:kept]
		if s.try(in, share, paragraphs) {
			return nil
		}
	}
	s.page.Ops = s.page.Ops[:kept]
	return fault.New("print_room", field, nil)
}

// try sets paragraphs at a share of their sizes and reports whether they fit.
func (s *setter) try(in area, share Unit, paragraphs []paragraph) bool {
	s.y, s.ink = in.y, in.y-gutter
	for _, p := range paragraphs {
		if p.text == "" && p.beside == "" {
			continue
		}
		p.style, p.as = p.style.scaled(share), p.as.scaled(share)
		if !s.paragraph(in, p) {
			return false
		}
	}
	return true
}

// scaled gives the style at a percentage of its size, in whole dots.
func (as style) scaled(percent Unit) style {
	as.size = as.size * percent / 100 / Dot * Dot
	return as
}

// paragraph sets one paragraph in an area from where the setter stands.
func (s *setter) paragraph(in area, p paragraph) bool {
	room := in.w
	if p.beside != "" {
		room -= s.width(p.beside, p.as) + p.as.size/2
	}
	if room < in.w/4 {
		return false
	}
	measure := func(part string) Unit { return s.width(part, p.style) }
	for n, line := range thai.Wrap(p.text, measure, room) {
		if measure(line) > room {
			return false
		}
		cells := []cell{{line, p.style, p.align, in.x, room}}
		if n == 0 && p.beside != "" {
			cells = append(cells, cell{p.beside, p.as, right, in.x, in.w})
		}
		s.row(cells...)
		if max(s.ink, s.y-p.style.size/4) > in.y+in.h {
			return false
		}
	}
	return true
}

// oneLine sets a text on one row in the middle of an area's height, made smaller down to smallest
// percent and shortened with "…" after that. Ink that is taller than the area is made smaller too.
func (s *setter) oneLine(in area, words string, as style, to align, smallest Unit) {
	if words == "" {
		return
	}
	words = s.said(words)
	fitted := as
	for share := Unit(100); share >= smallest; share -= 4 {
		fitted = as.scaled(share)
		if s.width(words, fitted) <= in.w && s.tall(words, fitted) <= in.h {
			break
		}
	}
	words = thai.Ellipsis(words, func(part string) Unit { return s.width(part, fitted) }, in.w)
	x := in.x
	switch spare := in.w - s.width(words, fitted); to {
	case centre:
		x += spare / 2
	case right:
		x += spare
	}
	s.add(Text{x, s.middle(in, words, fitted), fitted.size, fitted.face, fitted.colour, words})
}

// tall is how high the ink of words stands, from its lowest mark to its highest.
func (s *setter) tall(words string, as style) Unit {
	line := s.shaper.Line(words, as.face)
	return Unit(line.Top+line.Bottom) * as.size / text.Em
}

// middle gives the baseline that puts the ink of words, and at least that of a digit, in the middle
// of an area's height.
func (s *setter) middle(in area, words string, as style) Unit {
	line, digit := s.shaper.Line(words, as.face), s.shaper.Line("0", as.face)
	top := Unit(max(line.Top, digit.Top)) * as.size / text.Em
	bottom := Unit(max(line.Bottom, 0)) * as.size / text.Em
	return (in.y + (in.h-top-bottom)/2 + top) / Dot * Dot
}

// boxed draws the characters of a text in a row of boxes, one in each: the post's machines read them.
func (s *setter) boxed(x, y, w, h, gap Unit, words string, as style) {
	for _, r := range words {
		s.add(Frame{X: x, Y: y, W: w, H: h, Stroke: 3 * Dot})
		s.oneLine(area{x + 4*Dot, y, w - 8*Dot, h}, string(r), as, centre, 60)
		x += w + gap
	}
}

func (s *setter) frame(in area, stroke Unit) {
	s.add(Frame{X: in.x, Y: in.y, W: in.w, H: in.h, Stroke: stroke})
}

func (s *setter) add(op Op) { s.page.Ops = append(s.page.Ops, op) }

// Place draws a page on another one, its corner at x, y, as labels stand on a sheet.
func (p *Page) Place(small Page, x, y Unit) {
	for _, op := range small.Ops {
		p.Ops = append(p.Ops, moved(op, x, y))
	}
}

// moved gives a thing drawn elsewhere.
func moved(op Op, x, y Unit) Op {
	switch op := op.(type) {
	case Text:
		op.X, op.Y = op.X+x, op.Y+y
		return op
	case Rect:
		op.X, op.Y = op.X+x, op.Y+y
		return op
	case Frame:
		op.X, op.Y = op.X+x, op.Y+y
		return op
	case Rule:
		op.X, op.Y = op.X+x, op.Y+y
		return op
	case Image:
		op.X, op.Y = op.X+x, op.Y+y
		return op
	case Code:
		op.X, op.Y = op.X+x, op.Y+y
		return op
	case Bars:
		op.X, op.Y = op.X+x, op.Y+y
		return op
	}
	return op
}
