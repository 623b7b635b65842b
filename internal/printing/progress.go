package printing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// ProgressGoods is how far goods of an order are, of one kind or of one recipient.
type ProgressGoods struct {
	Name    string
	Unit    string
	Note    string // of a recipient: the number of their delivery note
	Ordered qty.Qty
	Packed  qty.Qty
	Sent    qty.Qty // has left the shop
	State   string  // in words
}

// OrderProgress says how far an order of an office is, on A4 for the shop's wall.
type OrderProgress struct {
	Letterhead // Number is the order's, Day the day it is printed
	Buyer      string
	Due        clock.Day
	Goods      []ProgressGoods
	People     []ProgressGoods
	Served     int // of People: have everything
	Sums       []Amount
	Left       money.Satang
	Papers     []OfficeBill // Number with what it is
}

// Pages lays the progress out.
func (l OrderProgress) Pages(shaper *text.Shaper) []Page {
	p := l.sheet(shaper, A4Width, A4Height, l.say("progress.title"))
	l.head(p, []string{l.say("progress.title")}, l.say("plan.made", fault.Values{"day": l.Day}))
	p.whole(func() {
		for _, f := range []fact{{l.say("plan.order"), l.Number}, {l.say("plan.buyer"), l.Buyer}, {l.say("plan.due"), i18n.DateWeekday(l.Lang, l.Due)}} {
			p.fact(p.edge, p.width0(), 40*MM, f)
		}
		p.gap(2 * MM)
	})
	p.table(l.table(l.Goods, "item", false))
	p.gap(3 * MM)
	p.whole(func() {
		for _, sum := range append(l.Sums, Amount{Label: l.say("progress.left"), Sum: l.Left}) {
			p.fact(p.edge, p.width0(), 40*MM, fact{sum.Label, i18n.Baht(sum.Sum)})
		}
	})
	if len(l.People) > 0 {
		l.named(p, l.say("progress.people", fault.Values{"served": l.Served, "all": len(l.People)}))
		p.table(l.table(l.People, "receiver", true))
	}
	if len(l.Papers) > 0 {
		l.named(p, l.say("progress.papers"))
		list := l.bills(p, l.Papers, "total", func(key string) string { return l.say(key) })
		list.carried = nil // a quotation and the invoice of it are no sum
		p.table(list)
	}
	return p.end()
}

// named begins a part of the page.
func (l OrderProgress) named(p *paper, title string) {
	p.gap(3 * MM)
	p.keep(40 * MM)
	p.column(p.edge, p.width0(), style{text.Bold, 4375, Accent}, left, title, 1)
	p.gap(MM)
}

// table lists how far goods are; of people with their delivery note where one has any.
func (l OrderProgress) table(goods []ProgressGoods, of string, people bool) table {
	noted := slices.ContainsFunc(goods, func(g ProgressGoods) bool { return g.Note != "" })
	name := Unit(62)
	if people && !noted {
		name = 99
	}
	list := table{calm: true, columns: []column{{l.say("plan.col.no"), 8, right}, {l.say("col." + of), name, left}, {l.say("col.ordered"), 18, right},
		{l.say("progress.packed"), 17, right}, {l.say("progress.sent"), 14, right}}}
	switch {
	case !people:
		list.columns = append(list.columns, column{l.say("col.left"), 19, right}, column{l.say("col.unit"), 37, left})
	case noted:
		list.columns = append(list.columns, column{l.say("progress.state"), 19, left}, column{l.say("progress.note"), 37, left})
	default:
		list.columns = append(list.columns, column{l.say("progress.state"), 19, left})
	}
	for n, g := range goods {
		row := []string{strconv.Itoa(n + 1), g.Name, i18n.Qty(g.Ordered), i18n.Qty(g.Packed), i18n.Qty(g.Sent)}
		switch {
		case people && noted:
			row = append(row, g.State, g.Note)
		case people:
			row = append(row, g.State)
		default:
			row = append(row, i18n.Qty(g.Ordered-g.Sent), strings.TrimSpace(g.Unit))
		}
		list.rows = append(list.rows, row)
	}
	return list
}
