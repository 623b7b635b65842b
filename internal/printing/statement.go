package printing

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// StatementLine is what was sold of one product of a producer.
type StatementLine struct {
	Name       string
	Qty        qty.Qty
	Unit       string
	Sold       money.Satang // what customers paid for it
	Commission money.Satang // the shop's part of that
}

// ProducerStatement tells a producer what was sold and what is paid out. Sold − Commission − Others =
// Payable is the caller's business; the form only says it.
type ProducerStatement struct {
	Lang        i18n.Lang
	Practice    bool
	Shop        Shop
	Producer    string
	Number      string
	From, Until clock.Day // From "" = since the beginning
	Lines       []StatementLine
	Sold        money.Satang
	Commission  money.Satang
	Others      []Amount // advances, goods taken back; sizes above zero are taken off
	Payable     money.Satang
}

func (s ProducerStatement) t(key string, values ...fault.Values) string {
	return i18n.T(s.Lang, "statement."+key, values...)
}

// period says which days the statement is about.
func (s ProducerStatement) period() string {
	if s.From == "" {
		return s.t("until", fault.Values{"until": i18n.Date(s.Lang, s.Until)})
	}
	return s.t("period", fault.Values{"from": i18n.Date(s.Lang, s.From), "until": i18n.Date(s.Lang, s.Until)})
}

// sums gives the lines under the goods but for the last, what is paid out.
func (s ProducerStatement) sums() []Amount {
	sums := []Amount{{s.t("sold"), s.Sold}, {s.t("commission"), -s.Commission}}
	for _, other := range s.Others {
		sums = append(sums, Amount{other.Label, -other.Sum})
	}
	return sums
}

// Page lays the statement out on a roll in large type, for people who do not see well. It fails with
// "paper_width".
func (s ProducerStatement) Page(shaper *text.Shaper, width Unit) (Page, error) {
	r, err := newRoll(shaper, s.Lang, width)
	if err != nil {
		return Page{}, err
	}
	large := style{text.Regular, r.name.size * 8 / 10 / Dot * Dot, Black}
	strong := style{text.Bold, large.size, Black}
	r.practice(s.Practice)
	if len(s.Shop.Names) > 0 {
		r.text(strong, centre, s.Shop.Names[0])
	}
	r.text(r.name, centre, s.t("title"))
	r.text(strong, centre, s.Producer)
	r.text(large, centre, s.period())
	r.text(r.body, centre, s.Number)
	r.rule(false)
	for n, line := range s.Lines {
		if n == maxListed {
			r.text(large, left, r.t("shift.and_more", fault.Values{"count": len(s.Lines) - maxListed}))
			break
		}
		r.text(strong, left, line.Name)
		r.indented(large, large.size/2, i18n.Qty(line.Qty)+" "+line.Unit, large, i18n.Baht(line.Sold))
	}
	r.rule(true)
	for _, sum := range s.sums() {
		r.indented(large, 0, sum.Label, large, i18n.Baht(sum.Sum))
	}
	r.rule(false)
	r.text(r.name, left, s.t("payable"))
	r.text(r.total, right, i18n.BahtSign(s.Payable))
	r.gap(60 * Dot)
	r.rule(true)
	r.text(large, centre, s.t("received"))
	r.practice(s.Practice)
	return r.end(), nil
}

// Pages lays the statement out on A4, every product with the shop's part.
func (s ProducerStatement) Pages(shaper *text.Shaper) []Page {
	p := newPaper(shaper, s.Lang, s.Practice, A4Width, A4Height)
	p.letterhead(s.Shop, s.t("title"), s.Number, s.period())
	p.text(style{text.Bold, 5 * MM, Black}, left, s.Producer)
	p.gap(2 * MM)
	list := table{columns: []column{{s.t("col.name"), 76, left}, {s.t("col.qty"), 28, right}, {s.t("col.sold"), 26, right},
		{s.t("col.commission"), 24, right}, {s.t("col.payable"), 26, right}}}
	for _, line := range s.Lines {
		list.rows = append(list.rows, []string{line.Name, i18n.Qty(line.Qty) + " " + line.Unit, i18n.Baht(line.Sold),
			i18n.Baht(line.Commission), i18n.Baht(line.Sold - line.Commission)})
	}
	list.carried = func(n int, over bool) []string {
		var sold, commission money.Satang
		for _, line := range s.Lines[:n] {
			sold, commission = sold+line.Sold, commission+line.Commission
		}
		label := p.t("carried_forward")
		if over {
			label = p.t("brought_forward")
		}
		return []string{label, "", i18n.Baht(sold), i18n.Baht(commission), i18n.Baht(sold - commission)}
	}
	p.table(list)
	p.gap(2 * MM)
	p.amounts(append(s.sums(), Amount{s.t("payable"), s.Payable}))
	if s.Payable > 0 {
		p.inWords(s.Payable)
	}
	p.signatures(s.t("payer"), s.t("received"))
	return p.end()
}
