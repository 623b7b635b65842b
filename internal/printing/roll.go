package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
)

// roll lays out rows from the top of a strip of paper.
type roll struct {
	setter
	lang   i18n.Lang
	law    bool // it is a tax invoice
	note   style
	body   style
	strong style
	title  style
	name   style
	total  style
}

// newRoll begins a strip. It fails with "paper_width" for a width no roll printer has.
func newRoll(shaper *text.Shaper, lang i18n.Lang, width Unit) (*roll, error) {
	if width < MinRoll || width > MaxRoll || width%Dot != 0 {
		return nil, fault.New("paper_width", "paper", fault.Values{
			"dots": int(width / Dot), "least": int(MinRoll / Dot), "most": int(MaxRoll / Dot)})
	}
	r := &roll{setter: setter{shaper: shaper, page: Page{Width: width, Finish: Finish{Feed: 4, Cut: true}}}, lang: lang}
	dots := func(narrow, wide Unit) Unit {
		if width < 500*Dot {
			return narrow * Dot
		}
		return wide * Dot
	}
	r.note = style{text.Regular, dots(21, 22), Black}
	r.body = style{text.Regular, dots(24, 26), Black}
	r.strong = style{text.Bold, r.body.size, Black}
	r.title = style{text.Bold, dots(26, 30), Black}
	r.name = style{text.Bold, dots(34, 42), Black}
	r.total = style{text.Bold, dots(40, 48), Black}
	return r, nil
}

func (r *roll) t(key string, values ...fault.Values) string {
	return i18n.T(r.lang, "receipt."+key, values...)
}

// text sets a text over the whole width, in as many rows as it needs. Empty text takes no room.
func (r *roll) text(s style, a align, text string) {
	if text == "" {
		return
	}
	rows := r.wrap(text, s, r.page.Width)
	if a == centre && len(rows) > 1 && len(rows) < maxRows && !strings.Contains(text, "\n") {
		rows = r.balanced(rows, text, s, r.page.Width)
	}
	for _, part := range rows {
		r.row(cell{part, s, a, 0, r.page.Width})
	}
}

// pair sets one text at the left edge and one at the right, the left one wrapped beside the right
// one's first row. Where they would squeeze each other the right one gets a row of its own.
func (r *roll) pair(s style, leftText, rightText string) {
	r.indented(s, 0, leftText, s, rightText)
}

// indented is pair with the left text moved in and styles of their own.
func (r *roll) indented(ls style, indent Unit, leftText string, rs style, rightText string) {
	room := r.page.Width - indent
	taken := r.width(rightText, rs) + ls.size/2
	beside := room - taken
	if whole := r.width(leftText, ls); whole > beside && beside < room*2/5 {
		for _, part := range r.wrap(leftText, ls, room) {
			r.row(cell{part, ls, left, indent, room})
		}
		for _, part := range r.wrap(rightText, rs, r.page.Width) {
			r.row(cell{part, rs, right, 0, r.page.Width})
		}
		return
	}
	for n, part := range r.wrap(leftText, ls, beside) {
		cells := []cell{{part, ls, left, indent, beside}}
		if n == 0 && rightText != "" {
			cells = append(cells, cell{rightText, rs, right, 0, r.page.Width})
		}
		r.row(cells...)
	}
}

// gap leaves white.
func (r *roll) gap(height Unit) { r.y += height }

// rule draws a line over the whole width, dashed when it only parts what belongs together.
func (r *roll) rule(dashed bool) {
	rule := Rule{X: 0, W: r.page.Width, Stroke: 2 * Dot}
	if dashed {
		rule.Dash = 5 * Dot
	}
	rule.Y = (max(r.y, r.ink+gutter) + 3*Dot) / Dot * Dot
	r.page.Ops = append(r.page.Ops, rule)
	r.ink = rule.Y + rule.Stroke
	r.y = r.ink + 3*Dot
}

// band sets texts in white on a black bar, which nobody overlooks.
func (r *roll) band(s style, texts ...string) {
	s.colour = White
	bar := len(r.page.Ops)
	top := max(r.y, r.ink+gutter)
	r.page.Ops = append(r.page.Ops, Rect{Y: top, W: r.page.Width})
	r.y, r.ink = top+Dot, top
	for _, text := range texts {
		r.text(s, centre, text)
	}
	r.y = max(r.y, r.ink+gutter) + 2*Dot
	r.page.Ops[bar] = Rect{Y: top, W: r.page.Width, H: r.y - top}
	r.ink = r.y
}

// framed sets a text in a box, in the middle.
func (r *roll) framed(s style, words string) {
	const pad = 6 * Dot
	width := r.width(words, s) + 4*pad
	if width > r.page.Width {
		r.text(s, centre, words)
		return
	}
	top := max(r.y, r.ink+gutter)
	r.y, r.ink = top+Dot, top
	r.text(s, centre, words)
	r.y = max(r.y, r.ink+gutter)
	r.page.Ops = append(r.page.Ops, Frame{X: (r.page.Width - width) / 2 / Dot * Dot, Y: top, W: width / Dot * Dot, H: r.y - top, Stroke: 2 * Dot})
	r.ink = r.y
}

// code draws a QR code in the middle, its modules the most dots that fit up to 8. It fails like
// Matrix.Fit.
func (r *roll) code(matrix Matrix) error {
	whole := Unit(matrix.Size + 2*Quiet)
	module, _, err := matrix.Fit(int(min(r.page.Width*4/5/Dot, whole*8)))
	if err != nil {
		return err
	}
	side := whole * Unit(module) * Dot
	top := (max(r.y, r.ink+gutter) + Dot - 1) / Dot * Dot
	r.page.Ops = append(r.page.Ops, Code{X: (r.page.Width - side) / 2 / Dot * Dot, Y: top, Side: side, Matrix: matrix})
	r.y = top + side
	r.ink = r.y
	return nil
}

// end closes the strip under what was set.
func (r *roll) end() Page {
	r.page.Height = (max(r.y, r.ink) + Dot) / Dot * Dot
	return r.page
}
