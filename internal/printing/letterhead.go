package printing

import (
	"maps"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/thai"
)

// Letterhead is what every paper for an office says of itself: who issues it, its number, its marks.
type Letterhead struct {
	Lang       i18n.Lang
	Official   bool // days stand in full, "23 พฤศจิกายน พ.ศ. 2569"
	ThaiDigits bool // on papers in Thai every digit is ๐ to ๙
	Practice   bool
	Copy       int      // 0 is the original, 1 the first reprint
	Void       *Voiding // taken back; nil when it stands
	Shop       Shop
	Logo       *Picture // nil for none; papers in one file share it
	Seal       *Picture // of the seller, beside who signs for them; nil for none
	Number     string   // "" = not issued yet: a draft
	Day        clock.Day

	besideThai bool // a law wants the Thai: another language stands beside it
}

// Voiding says when and why a paper was taken back.
type Voiding struct {
	Day    clock.Day
	Reason string
}

// What a logo and a seal take on paper.
const (
	LogoWidth  = 24 * MM
	LogoHeight = 20 * MM
	SealSide   = 22 * MM
)

// The white of papers for offices: they are punched and filed at the left, and say above their head whether
// they are the original.
const (
	filingMargin = 25 * MM
	officeRoof   = 22 * MM
	markHeight   = 6500
	markWidth    = 36 * MM
)

func (l Letterhead) say(key string, values ...fault.Values) string {
	return l.in(l.Lang, key, values...)
}

// words gives words in the paper's language, where a law wants the Thai behind that.
func (l Letterhead) words(between string, in func(lang i18n.Lang) string) string {
	own := in(l.Lang)
	if l.Lang == i18n.Thai || !l.besideThai {
		return own
	}
	if thai := in(i18n.Thai); thai != own {
		return thai + between + own
	}
	return own
}

// wordsOf is words of a text.
func (l Letterhead) wordsOf(key string, values ...fault.Values) string {
	return l.words(" / ", func(lang i18n.Lang) string { return i18n.T(lang, key, values...) })
}

// in gives a text in a language, its days as this paper writes them.
func (l Letterhead) in(lang i18n.Lang, key string, values ...fault.Values) string {
	values = slices.Clone(values) // the caller may say them in another language too
	for n, set := range values {
		for name, value := range set {
			if day, ok := value.(clock.Day); ok {
				values[n] = maps.Clone(values[n])
				values[n][name] = l.dayIn(lang, day)
			}
		}
	}
	return i18n.T(lang, "office."+key, values...)
}

// dayIn writes a day as this paper does.
func (l Letterhead) dayIn(lang i18n.Lang, day clock.Day) string {
	if l.Official {
		return i18n.DateFormal(lang, day)
	}
	return i18n.Date(lang, day)
}

// sheet begins a paper for an office. Every sheet but the first says at its head whose it is, and which.
func (l Letterhead) sheet(shaper *text.Shaper, w, h Unit, title string) *paper {
	p := newPaper(shaper, l.Lang, l.Practice, w, h)
	p.thai = l.ThaiDigits && l.Lang == i18n.Thai
	p.edge, p.roof = filingMargin, officeRoof
	p.running = func() {
		half := p.width0() / 2
		fitting := func(words string, as style) string {
			return thai.Ellipsis(words, func(part string) Unit { return p.width(part, as) }, half-2*MM)
		}
		p.row(cell{fitting(first(l.Shop.Names), p.strong), p.strong, left, p.edge, half},
			cell{fitting(strings.TrimSpace(l.Number+"  "+title), p.body), p.body, right, p.edge + half, half})
		p.line(3*Dot, Accent)
		p.gap(3 * MM)
	}
	p.begin()
	return p
}

// head sets who issues the paper at the left, and at the right its titles, the first one large.
func (l Letterhead) head(p *paper, titles []string, below ...string) {
	top, x, w := p.y, p.edge, p.width0()*60/100
	bottom := top
	if l.Logo != nil {
		logo := p.pictured(area{x, top, LogoWidth, LogoHeight}, l.Logo)
		x, w, bottom = x+logo.w+4*MM, w-logo.w-4*MM, top+logo.h
	}
	for n, name := range l.Shop.Names {
		p.column(x, w, style{text.Bold, []Unit{5250, 4 * MM}[min(n, 1)], Black}, left, name, 4)
	}
	p.address(x, w, p.note, l.Shop.Address, 8)
	if l.Shop.Phone != "" {
		p.column(x, w, p.note, left, i18n.T(l.Lang, "receipt.phone", fault.Values{"phone": l.Shop.Phone}), 3)
	}
	p.column(x, w, p.note, left, l.taxID(l.Shop), 4)
	bottom = max(bottom, p.y, p.ink)
	p.y, p.ink = top, top-gutter
	x = p.edge + p.width0()*61/100
	w = p.edge + p.width0() - x
	for n, title := range titles {
		as := []style{{text.Bold, 6500, Accent}, {text.Regular, 4250, Accent}}[min(n, 1)]
		for smallest := as.size * 3 / 4; as.size > smallest && p.width(title, as) > w; {
			as.size -= 2 * Dot
		}
		p.column(x, w, as, right, title, 4)
	}
	for _, words := range below {
		p.column(x, w, p.note, right, words, 3)
	}
	p.y = max(bottom, p.y, p.ink)
	p.gap(MM)
	p.line(5*Dot, Accent)
	p.gap(2500)
}

// taxID writes a taxpayer's number and which of their places it is.
func (l Letterhead) taxID(of Shop) string {
	if of.TaxID == "" {
		return ""
	}
	key := "receipt.tax_id"
	if of.Citizen {
		key = "receipt.citizen_id"
	}
	return l.words("\n", func(lang i18n.Lang) string {
		words := i18n.T(lang, key, fault.Values{"id": of.TaxID})
		if place := branchIn(lang, of.Branch); place != "" {
			words += "  " + place
		}
		return words
	})
}

// branchIn writes a branch of five digits.
func branchIn(lang i18n.Lang, branch string) string {
	switch branch {
	case "":
		return ""
	case "00000":
		return i18n.T(lang, "receipt.head_office")
	}
	return i18n.T(lang, "receipt.branch", fault.Values{"branch": branch})
}

// edition is the mark that tells the sheets of one paper apart.
func (l Letterhead) edition() string {
	switch {
	case l.Number == "":
		return l.say("draft")
	case l.Copy > 0:
		return l.wordsOf("papers.copy", fault.Values{"no": l.Copy})
	}
	return l.wordsOf("papers.original")
}

// marked gives the sheets with their mark in the white above the head, and with another beside it when the
// paper was taken back.
func (l Letterhead) marked(shaper *text.Shaper, pages []Page, mark string) []Page {
	made := make([]Page, len(pages))
	for n, page := range pages {
		s := setter{shaper: shaper, page: page, thai: l.ThaiDigits && l.Lang == i18n.Thai}
		s.page.Ops = append([]Op(nil), page.Ops...)
		y := officeRoof - markHeight - 1500
		wide := page.Width - filingMargin - paperMargin
		box := area{page.Width - paperMargin - markWidth, y, markWidth, markHeight}
		if l.besideThai && l.Lang != i18n.Thai { // two languages
			box.x, box.w = box.x-markWidth/2, box.w+markWidth/2
		}
		s.add(Frame{box.x, box.y, box.w, box.h, 2 * Dot, Accent})
		s.oneLine(box.inset(2*Dot), mark, style{text.Bold, 3500, Accent}, centre, 50)
		if l.Void != nil {
			strip := area{filingMargin, y, wide - box.w - 3*MM, markHeight}
			s.add(Rect{strip.x, strip.y, strip.w, strip.h, Red})
			s.oneLine(strip.inset(2*Dot), l.voided(), style{text.Bold, 3750, White}, centre, 80)
			s.add(Frame{filingMargin - 3*MM, officeRoof - MM, wide + 6*MM, page.Height - officeRoof - 11*MM, 4 * Dot, Red})
		}
		made[n] = s.page
	}
	return made
}

// voided says that a paper was taken back, when and why.
func (l Letterhead) voided() string {
	words := l.wordsOf("office.void")
	if day := i18n.Date(l.Lang, l.Void.Day); day != "" {
		words += " · " + day
	}
	if l.Void.Reason != "" {
		words += " · " + l.Void.Reason
	}
	return words
}

// column sets a text into a column of the sheet, in at most so many rows. It never changes sheets.
func (p *paper) column(x, w Unit, as style, to align, words string, most int) {
	if words == "" {
		return
	}
	for _, row := range p.wrapped(words, as, w, most) {
		if row != "" {
			p.row(cell{row, as, to, x, w})
		}
	}
}

// address sets an address into a column: each of its lines as it was given, broken where an address is read.
func (p *paper) address(x, w Unit, as style, words string, most int) {
	for line := range strings.SplitSeq(words, "\n") {
		rows := p.wrapped(line, as, w, most)
		if len(rows) > 1 && len(rows) < most {
			rows = p.balanced(rows, line, as, w)
		}
		for _, row := range rows {
			if row != "" {
				p.row(cell{row, as, left, x, w})
			}
		}
		if most -= len(rows); most <= 0 {
			return
		}
	}
}

// pictured draws a picture as large as an area takes, in its upper left corner, and gives where it is.
func (p *paper) pictured(in area, picture *Picture) area {
	size := picture.Image.Bounds().Size()
	if size.X < 1 || size.Y < 1 {
		return area{in.x, in.y, 0, 0}
	}
	w, h := in.w, in.w*Unit(size.Y)/Unit(size.X)
	if h > in.h {
		w, h = in.h*Unit(size.X)/Unit(size.Y), in.h
	}
	p.add(Image{X: in.x, Y: in.y, W: max(w, Dot), H: max(h, Dot), Picture: picture})
	return area{in.x, in.y, w, h}
}
