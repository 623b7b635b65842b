package printing

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// PackingLine is how much of a product lies in the box.
type PackingLine struct {
	SKU  string
	Name string
	Unit string
	Qty  qty.Qty
}

// PackingList says what lies in the box of a trip to a market or fair, with room to write down what comes
// back.
type PackingList struct {
	Lang     i18n.Lang
	Practice bool
	Shop     Shop
	Trip     string
	From, To clock.Day
	Lines    []PackingLine
}

func (l PackingList) t(key string, values ...fault.Values) string {
	return i18n.T(l.Lang, "trips.pack."+key, values...)
}

func (l PackingList) days() string {
	if l.From == l.To {
		return i18n.Date(l.Lang, l.From)
	}
	return i18n.Date(l.Lang, l.From) + " – " + i18n.Date(l.Lang, l.To)
}

// Page lays the list out on a roll. It fails with "paper_width".
func (l PackingList) Page(shaper *text.Shaper, width Unit) (Page, error) {
	r, err := newRoll(shaper, l.Lang, width)
	if err != nil {
		return Page{}, err
	}
	r.practice(l.Practice)
	if len(l.Shop.Names) > 0 {
		r.text(r.body, centre, l.Shop.Names[0])
	}
	r.text(r.title, centre, l.t("title"))
	r.text(r.strong, centre, l.Trip)
	r.text(r.body, centre, l.days())
	r.rule(false)
	for _, line := range l.Lines {
		r.indented(r.body, 0, line.Name, r.strong, i18n.Qty(line.Qty)+" "+line.Unit)
	}
	r.rule(true)
	r.text(r.strong, left, l.t("kinds", fault.Values{"count": len(l.Lines)}))
	r.practice(l.Practice)
	return r.end(), nil
}

// Pages lays the list out on A4, with a column for what comes back.
func (l PackingList) Pages(shaper *text.Shaper) []Page {
	p := newPaper(shaper, l.Lang, l.Practice, A4Width, A4Height)
	p.letterhead(l.Shop, l.t("title"), l.days())
	p.text(style{text.Bold, 5 * MM, Black}, left, l.Trip)
	p.gap(2 * MM)
	list := table{columns: []column{{l.t("sku"), 30, left}, {l.t("name"), 82, left}, {l.t("taken"), 34, right}, {l.t("back"), 34, right}}}
	for _, line := range l.Lines {
		list.rows = append(list.rows, []string{line.SKU, line.Name, i18n.Qty(line.Qty) + " " + line.Unit, ""})
	}
	p.table(list)
	p.gap(2 * MM)
	p.text(p.strong, left, l.t("kinds", fault.Values{"count": len(l.Lines)}))
	p.signatures(l.t("packed_by"), l.t("checked_by"))
	return p.end()
}
