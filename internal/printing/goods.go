package printing

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// GoodsKind is what a paper of the stock says of its goods.
type GoodsKind uint8

// Kinds of papers of the stock.
const (
	GoodsReceived  GoodsKind = iota // bought: what came and what it costs
	GoodsConsigned                  // taken in for their owner: on what terms
	GoodsGivenBack
	GoodsOrdered
	GoodsCounted
	GoodsAdjusted
	GoodsMoved
)

// goodsKeys name the kinds in the texts.
var goodsKeys = [...]string{"received", "consigned", "given_back", "ordered", "counted", "adjusted", "moved"}

// GoodsLine is one line of a paper of the stock.
type GoodsLine struct {
	Name     string // with what tells it from others, such as its SKU
	Qty      qty.Qty
	Expected qty.Qty // of a count
	Unit     string
	Cost     money.Satang // of one unit, 0 = not known
	Price    money.Satang // of one unit
	Lot      string
	Expires  clock.Day
	Terms    string // in words, of goods taken in for their owner
}

// Goods is a paper of the stock: what came, went back, is ordered, was counted, put right or moved.
type Goods struct {
	Lang     i18n.Lang
	Practice bool
	Kind     GoodsKind
	Shop     Shop
	Number   string
	Copy     int // 0 is the original, 1 the first reprint
	Day      clock.Day
	Party    Shop // the producer: their name, address and phone; no name where the paper names none
	Ref      string
	Reason   string
	Place    string
	To       string
	By       string
	Lines    []GoodsLine
}

func (g Goods) t(key string, values ...fault.Values) string {
	return i18n.T(g.Lang, "stockpaper."+key, values...)
}

func (g Goods) title() string { return g.t("title." + goodsKeys[g.Kind]) }

// facts say beside the goods what the paper is about.
func (g Goods) facts() (facts []string) {
	for _, fact := range []struct{ key, value string }{{"ref", g.Ref}, {"reason", g.Reason}, {"place", g.Place}, {"to", g.To}, {"by", g.By}} {
		if fact.value != "" {
			facts = append(facts, g.t(fact.key, fault.Values{"value": fact.value}))
		}
	}
	return facts
}

// signers are who sign: who hands the goods over and who takes them, or who did the work and who looked at it.
func (g Goods) signers() []string {
	switch g.Kind {
	case GoodsReceived, GoodsConsigned:
		return []string{g.t("sign.brought"), g.t("sign.took")}
	case GoodsGivenBack:
		return []string{g.t("sign.gave_back"), g.t("sign.got_back")}
	case GoodsOrdered:
		return []string{g.t("sign.ordered"), g.t("sign.accepted")}
	}
	return []string{g.t("sign.did"), g.t("sign.checked")}
}

// Pages lays the paper out on A4.
func (g Goods) Pages(shaper *text.Shaper) []Page {
	p := newPaper(shaper, g.Lang, g.Practice, A4Width, A4Height)
	p.letterhead(g.Shop, g.title(), p.copied(g.Copy, append([]string{g.Number, i18n.Date(g.Lang, g.Day)}, g.facts()...)...)...)
	for n, name := range g.Party.Names {
		p.text([]style{{text.Bold, 5 * MM, Black}, p.body}[min(n, 1)], left, name)
	}
	p.text(p.note, left, g.Party.Address)
	if g.Party.Phone != "" {
		p.text(p.note, left, i18n.T(g.Lang, "receipt.phone", fault.Values{"phone": g.Party.Phone}))
	}
	p.gap(2 * MM)
	p.keep(p.page.Height * 2 / 5) // for a row of many lines under a head of many
	p.table(g.table(p))
	p.gap(2 * MM)
	if sums := g.sums(); len(sums) > 0 {
		p.amounts(sums)
	}
	if g.Kind == GoodsConsigned {
		p.gap(2 * MM)
		p.text(p.note, left, g.t("note.consigned"))
	}
	p.signatures(g.signers()...)
	return p.end()
}

// goodsColumns are the columns of each kind, with their share of an A4 sheet in millimetres.
var goodsColumns = [...][]struct {
	key   string
	share Unit
	align align
}{
	GoodsReceived:  {{"no", 10, right}, {"name", 70, left}, {"lot", 34, left}, {"qty", 24, right}, {"cost", 20, right}, {"amount", 22, right}},
	GoodsConsigned: {{"no", 10, right}, {"name", 57, left}, {"lot", 34, left}, {"qty", 24, right}, {"price", 20, right}, {"terms", 35, left}},
	GoodsGivenBack: {{"no", 10, right}, {"name", 84, left}, {"lot", 38, left}, {"qty", 26, right}, {"price", 22, right}},
	GoodsOrdered:   {{"no", 10, right}, {"name", 94, left}, {"qty", 28, right}, {"cost", 22, right}, {"amount", 26, right}},
	GoodsCounted:   {{"no", 10, right}, {"name", 66, left}, {"expected", 24, right}, {"counted", 24, right}, {"difference", 24, right}, {"value", 32, right}},
	GoodsAdjusted:  {{"no", 10, right}, {"name", 82, left}, {"lot", 36, left}, {"qty", 26, right}, {"value", 26, right}},
	GoodsMoved:     {{"no", 10, right}, {"name", 98, left}, {"lot", 42, left}, {"qty", 30, right}},
}

func (g Goods) table(p *paper) table {
	list := table{}
	for _, c := range goodsColumns[g.Kind] {
		list.columns = append(list.columns, column{g.t("col." + c.key), c.share, c.align})
	}
	for n := range g.Lines {
		row := make([]string, len(list.columns))
		for m, c := range goodsColumns[g.Kind] {
			row[m] = g.cell(n, c.key)
		}
		list.rows = append(list.rows, row)
	}
	if g.valued() == nil {
		return list
	}
	list.carried = func(n int, over bool) []string {
		row := make([]string, len(list.columns))
		if row[1] = p.t("carried_forward"); over {
			row[1] = p.t("brought_forward")
		}
		row[len(row)-1] = i18n.Baht(g.sum(n))
		return row
	}
	return list
}

// cell writes a line's part of a column.
func (g Goods) cell(n int, key string) string {
	line := g.Lines[n]
	switch key {
	case "no":
		return strconv.Itoa(n + 1)
	case "name":
		return line.Name
	case "lot":
		return strings.TrimSpace(line.Lot + " " + i18n.Date(g.Lang, line.Expires))
	case "terms":
		return line.Terms
	case "qty":
		return i18n.Qty(line.Qty) + " " + line.Unit
	case "expected":
		return i18n.Qty(line.Expected)
	case "counted":
		return i18n.Qty(line.Qty) + " " + line.Unit
	case "difference":
		return difference(line)
	case "cost":
		return some(line.Cost, i18n.Baht)
	case "price":
		return some(line.Price, i18n.Baht)
	}
	return some(g.valued()(line), i18n.Baht)
}

// difference writes what was found, with its sign, or is missing; nothing when the count is right.
func difference(line GoodsLine) string {
	switch off := line.Qty - line.Expected; {
	case off == 0:
		return ""
	case off > 0:
		return "+" + i18n.Qty(off)
	default:
		return i18n.Qty(off)
	}
}

// valued gives what a line comes to, nil for papers that have no sums.
func (g Goods) valued() func(GoodsLine) money.Satang {
	switch g.Kind {
	case GoodsReceived, GoodsOrdered:
		return func(l GoodsLine) money.Satang { return money.Times(l.Cost, l.Qty) }
	case GoodsCounted:
		return func(l GoodsLine) money.Satang { return money.Times(l.Price, l.Qty-l.Expected) }
	case GoodsAdjusted:
		return func(l GoodsLine) money.Satang { return money.Times(l.Price, l.Qty) }
	}
	return nil
}

// sum adds up the first n lines.
func (g Goods) sum(n int) (sum money.Satang) {
	for _, line := range g.Lines[:n] {
		sum += g.valued()(line)
	}
	return sum
}

// sums gives the lines under the goods.
func (g Goods) sums() []Amount {
	switch g.Kind {
	case GoodsReceived, GoodsOrdered:
		if sum := g.sum(len(g.Lines)); sum != 0 { // nobody wrote what it costs
			return []Amount{{g.t("sum"), sum}}
		}
	case GoodsCounted:
		var missing, found money.Satang
		for _, line := range g.Lines {
			value := g.valued()(line)
			missing, found = missing+min(value, 0), found+max(value, 0)
		}
		return []Amount{{g.t("missing"), missing}, {g.t("found"), found}, {g.t("difference"), missing + found}}
	case GoodsAdjusted:
		return []Amount{{g.t("sum"), g.sum(len(g.Lines))}}
	}
	return nil
}
