package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
)

// Reminder is a letter that asks an office for what it owes, in the form of official letters. Its sentences are
// the caller's, who knows how polite to be. Without a number there is room to write the one of the shop's own register.
type Reminder struct {
	Letterhead
	To        Shop
	Attention string // whom in the office it is for, "" = the office
	Subject   string
	Enclosed  string // what comes with it, "" = nothing
	Opening   string // the paragraph above the bills
	Bills     []OfficeBill
	Total     money.Satang
	Paying    string // where to pay
	Closing   string
	Signer    Signer
}

// letterIndent is how far the first line of a letter's paragraph is moved in.
const letterIndent = 20 * MM

// Pages lays the letter out on A4.
func (r Reminder) Pages(shaper *text.Shaper) []Page {
	p := r.sheet(shaper, A4Width, A4Height, r.say("letter.title"))
	p.body.size, p.strong.size = 4125, 4125
	r.head(p, nil)
	r.address(p)
	p.paragraphs(r.Opening)
	p.gap(2 * MM)
	bills := r.bills(p, r.Bills, "owed", func(key string) string { return r.say(key) })
	bills.total = make([]string, len(bills.columns))
	bills.total[1], bills.total[len(bills.columns)-1] = r.say("sum.total"), i18n.Baht(r.Total)
	p.table(bills)
	p.whole(func() {
		p.gap(2 * MM)
		OfficePaper{Letterhead: r.Letterhead, OfficeSums: OfficeSums{Total: r.Total}}.asked(p)
		p.gap(3 * MM)
	})
	p.paragraphs(r.Paying)
	p.paragraphs(r.Closing)
	r.sign(p)
	if r.Number == "" { // a letter needs none: it is no draft
		return p.end()
	}
	return r.marked(shaper, p.end(), r.edition())
}

// address sets the letter's number and day, what it is about and whom it is for.
func (r Reminder) address(p *paper) {
	grey := style{text.Regular, p.body.size, Black}
	half := p.edge + p.width0()/2
	p.whole(func() {
		number := r.say("letter.number_blank")
		if r.Number != "" {
			number = r.say("letter.number", fault.Values{"number": r.Number})
		}
		p.column(p.edge, p.width0()/2-MM, p.body, left, number, 2)
		p.gap(MM)
		p.column(half, p.width0()/2, p.body, left, r.say("letter.day", fault.Values{"day": i18n.DateFormal(r.Lang, r.Day)}), 2)
		p.gap(2 * MM)
		to := r.Attention
		if to == "" {
			to = strings.Join(r.To.Names, " ")
		}
		for _, row := range []struct{ key, value string }{{"subject", r.Subject}, {"to", to}, {"enclosed", r.Enclosed}} {
			if row.value == "" {
				continue
			}
			label := r.say("letter." + row.key)
			w := max(p.width(label, grey)+3*MM, 14*MM)
			for n, words := range p.wrapped(row.value, p.body, p.width0()-w, 8) {
				cells := []cell{{words, p.body, left, p.edge + w, p.width0() - w}}
				if n == 0 {
					cells = append([]cell{{label, grey, left, p.edge, w}}, cells...)
				}
				p.row(cells...)
			}
			p.gap(MM)
		}
		p.gap(MM)
	})
}

// paragraphs sets the paragraphs of a letter, their first lines moved in.
func (p *paper) paragraphs(words string) {
	for paragraph := range strings.SplitSeq(words, "\n") {
		if strings.TrimSpace(paragraph) == "" {
			continue
		}
		begin := p.wrapped(paragraph, p.body, p.width0()-letterIndent, 2)[0]
		p.keep(p.body.size * 2)
		if begin != "" {
			p.row(cell{begin, p.body, left, p.edge + letterIndent, p.width0() - letterIndent})
		}
		rest, whole := strings.CutPrefix(paragraph, begin)
		if rest = strings.TrimSpace(rest); whole && rest != "" {
			p.flow(p.body, 0, rest)
		}
		p.gap(MM)
	}
}

// sign closes the letter at the right, with room for the hand and the seal beside it.
func (r Reminder) sign(p *paper) {
	p.whole(func() {
		p.gap(4 * MM)
		x, w := p.edge+p.width0()*45/100, p.width0()*55/100
		p.column(x, w, p.body, centre, r.say("letter.respect"), 1)
		p.gap(MM)
		top := p.y
		if r.Seal != nil {
			p.pictured(area{x - SealSide, top, SealSide, SealSide}, r.Seal)
		}
		p.y = top + 14*MM
		p.ink = p.y
		name, position := r.say("name_blank"), r.say("position_blank")
		if r.Signer.Name != "" {
			name = "(" + r.Signer.Name + ")"
		}
		if r.Signer.Position != "" {
			position = r.Signer.Position
		}
		p.column(x, w, p.body, centre, name, 2)
		p.column(x, w, p.body, centre, position, 2)
		p.column(x, w, p.body, centre, first(r.Shop.Names), 3)
		p.y = max(p.y, p.ink, top+SealSide)
		p.ink = p.y
	})
}
