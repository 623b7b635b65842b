package printing

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// PlanGoods is one part of what an office ordered.
type PlanGoods struct {
	Name  string
	Unit  string
	Need  qty.Qty   // in all sets
	Stock qty.Qty   // of it from the shelf
	Bring qty.Qty   // to be brought
	By    clock.Day // it must be here
}

// PlanJob is what one producer must bring.
type PlanJob struct {
	Producer string // "" = the shop makes or buys it itself
	Phone    string
	Tell     clock.Day // the last day to tell them
	Late     bool      // that day is past
	Goods    []PlanGoods
}

// PurchasePlan says backwards from an order's day who must bring what by when, on A4 for the shop's wall.
type PurchasePlan struct {
	Letterhead // Number is the order's, Day the day the plan was made
	Buyer      string
	Sets       string // what was ordered, in words
	Due        clock.Day
	Ship       clock.Day // the goods leave the shop
	Pack       clock.Day // sets are put together from this day on
	Jobs       []PlanJob
	Ready      []PlanGoods // parts of which enough lies on the shelf
}

// Pages lays the plan out.
func (l PurchasePlan) Pages(shaper *text.Shaper) []Page {
	p := l.sheet(shaper, A4Width, A4Height, l.say("plan.title"))
	l.head(p, []string{l.say("plan.title")}, l.say("plan.made", fault.Values{"day": l.Day}))
	p.whole(func() {
		for _, f := range []fact{{l.say("plan.order"), l.Number}, {l.say("plan.buyer"), l.Buyer}, {l.say("plan.sets"), l.Sets},
			{l.say("plan.pack"), i18n.DateWeekday(l.Lang, l.Pack)}, {l.say("plan.ship"), i18n.DateWeekday(l.Lang, l.Ship)}, {l.say("plan.due"), i18n.DateWeekday(l.Lang, l.Due)}} {
			p.fact(p.edge, p.width0(), 40*MM, f)
		}
		p.gap(2 * MM)
	})
	for _, job := range l.Jobs {
		l.job(p, job)
	}
	if len(l.Ready) > 0 {
		p.gap(3 * MM)
		p.keep(40 * MM)
		p.column(p.edge, p.width0(), style{text.Bold, 4375, Accent}, left, l.say("plan.ready"), 1)
		p.gap(MM)
		p.table(l.table(l.Ready, false))
	}
	return p.end()
}

// job sets what one producer must bring, and when they must know.
func (l PurchasePlan) job(p *paper, job PlanJob) {
	p.gap(3 * MM)
	p.keep(60 * MM)
	name, until := job.Producer, "plan.tell"
	if name == "" {
		name, until = l.say("plan.ourselves"), "plan.begin"
	}
	if job.Phone != "" {
		name += "  " + i18n.T(l.Lang, "receipt.phone", fault.Values{"phone": job.Phone})
	}
	p.column(p.edge, p.width0(), style{text.Bold, 4375, Accent}, left, name, 3)
	if tell := i18n.DateWeekday(l.Lang, job.Tell); tell != "" {
		as, words := p.body, l.say(until, fault.Values{"day": tell})
		if job.Late {
			as, words = style{text.Bold, p.body.size, Red}, words+" · "+l.say("plan.late")
		}
		p.column(p.edge, p.width0(), as, left, words, 2)
	}
	p.gap(MM)
	p.table(l.table(job.Goods, true))
}

// table lists parts; what is to be brought has a place to tick.
func (l PurchasePlan) table(goods []PlanGoods, bring bool) table {
	list := table{calm: true, columns: []column{{l.say("plan.col.no"), 9, right}, {l.say("plan.col.name"), 52, left}, {l.say("plan.col.need"), 26, right},
		{l.say("plan.col.stock"), 18, right}}}
	if bring {
		list.columns = append(list.columns, column{l.say("plan.col.bring"), 27, right}, column{l.say("plan.col.by"), 25, left}, column{l.say("plan.col.done"), 13, centre})
	}
	for n, part := range goods {
		row := []string{strconv.Itoa(n + 1), part.Name, strings.TrimSpace(i18n.Qty(part.Need) + " " + part.Unit), i18n.Qty(part.Stock)}
		if bring {
			row = append(row, strings.TrimSpace(i18n.Qty(part.Bring)+" "+part.Unit), i18n.Date(l.Lang, part.By), "(    )")
		}
		list.rows = append(list.rows, row)
	}
	return list
}
