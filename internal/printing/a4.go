package printing

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/thai"
)

// The margins of papers, and the strip at the foot that holds the number of the page.
const (
	paperMargin = 15 * MM
	paperFoot   = 8 * MM
)

// paper sets a form over as many sheets as it needs, from the top: a letterhead, texts, tables, sums,
// boxes to sign in.
type paper struct {
	setter
	lang     i18n.Lang
	practice bool
	edge     Unit   // the white at the left; papers that are filed leave more than paperMargin
	roof     Unit   // the white above
	running  func() // heads every sheet but the first; nil for nothing
	fresh    Unit   // where the texts of this sheet began
	pages    []Page
	body     style
	strong   style
	note     style
}

// newPaper begins a paper of a size, A4 upright or on its side.
func newPaper(shaper *text.Shaper, lang i18n.Lang, practice bool, w, h Unit) *paper {
	p := &paper{lang: lang, practice: practice, edge: paperMargin, roof: paperMargin, setter: setter{shaper: shaper, page: Page{Width: w, Height: h}},
		body: style{text.Regular, 3750, Black}, strong: style{text.Bold, 3750, Black}, note: style{text.Regular, 3250, Black}}
	p.begin()
	return p
}

func (p *paper) t(key string, values ...fault.Values) string {
	return i18n.T(p.lang, "paper."+key, values...)
}

// begin starts a sheet. On every one a practice shop says what it is.
func (p *paper) begin() {
	p.page.Ops = nil
	p.y, p.ink = p.roof, p.roof-gutter
	if p.practice {
		strip := area{p.edge, 7 * MM, p.width0(), 6 * MM}
		p.add(Rect{strip.x, strip.y, strip.w, strip.h, Black})
		p.oneLine(strip, p.t("practice"), style{text.Bold, 3750, White}, centre, 60)
	}
	if p.running != nil && len(p.pages) > 0 {
		p.running()
	}
	p.fresh = p.y
}

// next ends a sheet and starts another.
func (p *paper) next() {
	p.pages = append(p.pages, p.page)
	p.begin()
}

// width0 gives the width between the margins.
func (p *paper) width0() Unit { return p.page.Width - p.edge - paperMargin }

// floor is where the texts of a sheet end.
func (p *paper) floor() Unit { return p.page.Height - paperMargin - paperFoot }

// keep starts a new sheet when less than height is left on this one.
func (p *paper) keep(height Unit) {
	if max(p.y, p.ink)+height > p.floor() {
		p.next()
	}
}

// whole sets what must stand together, on the next sheet when this one has no room for it. What it sets must
// not change sheets itself.
func (p *paper) whole(set func()) {
	kept, y, ink := len(p.page.Ops), p.y, p.ink
	set()
	if max(p.y, p.ink) <= p.floor() || y == p.fresh {
		return
	}
	p.page.Ops, p.y, p.ink = p.page.Ops[:kept], y, ink
	p.next()
	set()
}

// gap leaves white.
func (p *paper) gap(height Unit) { p.y = max(p.y, p.ink) + height }

// text sets a text over the whole width, in as many rows as it needs.
func (p *paper) text(s style, a align, words string) {
	if words == "" {
		return
	}
	for _, row := range p.wrap(words, s, p.width0()) {
		p.keep(s.size * 2)
		p.row(cell{row, s, a, p.edge, p.width0()})
	}
}

// letterhead sets who issues the paper at the left, and its title and facts at the right.
func (p *paper) letterhead(shop Shop, title string, facts ...string) {
	top := p.y
	w := p.width0() * 58 / 100
	write := func(s style, a align, x, w Unit, words string) {
		if words == "" {
			return
		}
		for _, row := range thai.WrapLines(words, func(part string) Unit { return p.width(part, s) }, w, 4) {
			p.row(cell{row, s, a, x, w})
		}
	}
	for n, name := range shop.Names {
		write(style{text.Bold, []Unit{5500, 4250}[min(n, 1)], Black}, left, p.edge, w, name)
	}
	write(p.note, left, p.edge, w, shop.Address)
	if shop.Phone != "" {
		write(p.note, left, p.edge, w, i18n.T(p.lang, "receipt.phone", fault.Values{"phone": shop.Phone}))
	}
	if shop.TaxID != "" {
		write(p.note, left, p.edge, w, i18n.T(p.lang, "receipt.tax_id", fault.Values{"id": shop.TaxID}))
	}
	bottom := max(p.y, p.ink)
	p.y, p.ink = top, top-gutter
	x := p.edge + w + 5*MM
	write(style{text.Bold, 6 * MM, Black}, right, x, p.width0()-w-5*MM, title)
	for _, fact := range facts {
		write(p.body, right, x, p.width0()-w-5*MM, fact)
	}
	p.y = max(bottom, p.y, p.ink) + 3*MM
	p.ink = p.y
}

// copied says on a paper's letterhead that it was printed before: the facts with that first.
func (p *paper) copied(copies int, facts ...string) []string {
	if copies == 0 {
		return facts
	}
	return append([]string{i18n.T(p.lang, "receipt.copy", fault.Values{"count": copies})}, facts...)
}

// amounts sets named sums at the right, kept together, the last one strong.
func (p *paper) amounts(sums []Amount) {
	p.keep(min(Unit(len(sums)), 10) * p.body.size * 2)
	x := p.edge + p.width0()*4/10
	w := p.width0() * 6 / 10
	for n, sum := range sums {
		as := p.body
		if n == len(sums)-1 {
			as = p.strong
		}
		amount := i18n.Baht(sum.Sum)
		room := w - p.width(amount, as) - as.size
		for line, words := range thai.WrapLines(sum.Label, func(part string) Unit { return p.width(part, as) }, room, 3) {
			p.keep(as.size * 2)
			cells := []cell{{words, as, left, x, room}}
			if line == 0 {
				cells = append(cells, cell{amount, as, right, x, w})
			}
			p.row(cells...)
		}
	}
}

// inWords sets an amount in Thai words, as papers that ask for money must say it.
func (p *paper) inWords(amount money.Satang) { p.text(p.strong, left, "("+thai.BahtWords(amount)+")") }

// signatures sets boxes to sign in side by side, kept together on one sheet.
func (p *paper) signatures(who ...string) {
	const height = 24 * MM
	p.keep(height + 6*MM)
	p.gap(6 * MM)
	between := 8 * MM
	w := (p.width0() - between*Unit(len(who)-1)) / Unit(len(who))
	for n, words := range who {
		box := area{p.edge + Unit(n)*(w+between), p.y, w, height}
		p.frame(box, 2*Dot)
		in := box.inset(2 * MM)
		p.add(Rule{X: in.x + in.w/10, Y: in.y + 9*MM, W: in.w * 8 / 10, Stroke: Dot, Dash: 3 * Dot})
		p.oneLine(area{in.x, in.y + 10*MM, in.w, 5 * MM}, words, p.body, centre, 60)
		p.oneLine(area{in.x, in.y + 15*MM, in.w, 5 * MM}, p.t("dated"), p.note, centre, 60)
	}
	p.y += height
	p.ink = p.y
}

// end closes the paper and numbers its sheets, "หน้า 1/3".
func (p *paper) end() []Page {
	p.pages = append(p.pages, p.page)
	for n := range p.pages {
		p.page = p.pages[n]
		p.oneLine(area{p.edge, p.page.Height - paperMargin - 5*MM, p.width0(), 5 * MM},
			p.t("page", fault.Values{"page": n + 1, "of": len(p.pages)}), p.note, right, 100)
		p.pages[n] = p.page
	}
	return p.pages
}
