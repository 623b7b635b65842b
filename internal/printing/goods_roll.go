package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
)

// MaxRollLines bounds the lines of a paper of the stock on a roll, which must show them all.
const MaxRollLines = 200

// Page lays the paper out on a roll. Of a count it shows what is off. It fails with "paper_width", and with
// "roll_too_long" for more lines than MaxRollLines.
func (g Goods) Page(shaper *text.Shaper, width Unit) (Page, error) {
	r, err := newRoll(shaper, g.Lang, width)
	if err != nil {
		return Page{}, err
	}
	lines := g.Lines
	if g.Kind == GoodsCounted {
		lines = off(lines)
	}
	if len(lines) > MaxRollLines {
		return Page{}, fault.New("roll_too_long", "paper", fault.Values{"max": MaxRollLines})
	}
	r.practice(g.Practice)
	if len(g.Shop.Names) > 0 {
		r.text(r.title, centre, g.Shop.Names[0])
	}
	r.text(r.name, centre, g.title())
	r.text(r.body, centre, g.Number)
	r.text(r.body, centre, i18n.Date(g.Lang, g.Day))
	r.rule(false)
	for _, name := range g.Party.Names {
		r.text(r.strong, left, name)
	}
	for _, fact := range g.facts() {
		r.text(r.body, left, fact)
	}
	r.rule(true)
	for _, line := range lines {
		r.goods(g, line)
	}
	r.rule(false)
	r.pair(r.strong, g.t("items", fault.Values{"count": len(g.Lines)}), "")
	for _, sum := range g.sums() {
		r.pair(r.strong, sum.Label, i18n.Baht(sum.Sum))
	}
	if g.Kind == GoodsConsigned {
		r.text(r.note, left, g.t("note.consigned"))
	}
	for _, who := range g.signers() {
		r.gap(60 * Dot)
		r.rule(true)
		r.text(r.body, centre, who)
	}
	r.practice(g.Practice)
	return r.end(), nil
}

// off gives the lines whose count differs from what should have been there.
func off(lines []GoodsLine) (out []GoodsLine) {
	for _, line := range lines {
		if line.Qty != line.Expected {
			out = append(out, line)
		}
	}
	return out
}

// goods sets one line: its name, then how much of it and what that comes to, then its lot and terms.
func (r *roll) goods(g Goods, line GoodsLine) {
	r.text(r.strong, left, line.Name)
	much, worth := i18n.Qty(line.Qty)+" "+line.Unit, ""
	if valued := g.valued(); valued != nil {
		worth = some(valued(line), i18n.Baht)
	} else if g.Kind == GoodsConsigned {
		worth = some(line.Price, func(each money.Satang) string { return g.t("each", fault.Values{"price": each}) })
	}
	if g.Kind == GoodsCounted {
		much = g.t("counted_of", fault.Values{"counted": line.Qty, "expected": line.Expected, "difference": difference(line)})
	}
	r.indented(r.body, r.body.size/2, much, r.body, worth)
	lot := line.Lot
	if line.Expires != "" {
		lot += " " + g.t("expires", fault.Values{"day": i18n.Date(g.Lang, line.Expires)})
	}
	r.inset(strings.TrimSpace(lot))
	r.inset(line.Terms)
	r.gap(3 * Dot)
}
