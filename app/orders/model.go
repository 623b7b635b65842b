// Package orders is the screen of orders of every channel: the list with what each waits for, the chosen order
// with its next step beside it, and its form, its packing and its money.
package orders

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// pageSize is how many orders are read at once; maxShown bounds how many the list holds, search finds the others.
const (
	pageSize = 100
	maxShown = 5000
)

// model is what the screen shows. Its reads work on copies and touch nothing; take… puts their results in.
type model struct {
	lang   i18n.Lang
	filter int // of filters
	search string
	list   listRead
	chosen int      // of the rows, −1 for none
	picked id.Order // of that row, while it is being read
	order  *shop.Order
}

// filter is one of the chips over the list.
type filter struct {
	key    string // of its text
	query  shop.OrderQuery
	count  func(*shop.OrderCounts) int
	always bool // shown also when nothing waits
}

func todo(what string, always bool) filter {
	return filter{key: "ordering.todo." + what, query: shop.OrderQuery{Todo: what}, always: always,
		count: func(c *shop.OrderCounts) int { return c.Todo[what] }}
}

// filters are the chips there are, what needs somebody before what only goes its way.
var filters = []filter{
	{key: "orders.all", count: func(c *shop.OrderCounts) int { return c.Total }, always: true},
	{key: "orders.oversold", query: shop.OrderQuery{Oversold: true}, count: func(c *shop.OrderCounts) int { return c.Oversold }},
	todo(ordering.TodoLook, false), todo(ordering.TodoRefund, false), todo(ordering.TodoMatch, false), todo(ordering.TodoConfirm, false),
	todo(ordering.TodoPay, true), todo(ordering.TodoPack, true), todo(ordering.TodoShip, true),
	{key: "ordering.state.shipped", query: shop.OrderQuery{Todo: ordering.TodoArrive}, always: true,
		count: func(c *shop.OrderCounts) int { return c.Todo[ordering.TodoArrive] }},
	todo(ordering.TodoCollect, false),
	{key: "ordering.channel.government", query: shop.OrderQuery{Channel: ordering.Government, Open: true},
		count: func(c *shop.OrderCounts) int { return c.Offices }},
	{key: "orders.pickup", query: shop.OrderQuery{Pickup: true}, count: func(c *shop.OrderCounts) int { return c.Pickup }},
}

// shownFilters lists the filters that have a chip now: those with orders, the usual ones, and the one chosen.
func (m *model) shownFilters() (shown []int) {
	for n := range filters {
		if filters[n].always || n == m.filter || filters[n].count(&m.list.counts) > 0 {
			shown = append(shown, n)
		}
	}
	return shown
}

// listRead is one reading of the list.
type listRead struct {
	rows   []shop.OrderRow
	total  int // of the filter and the search
	counts shop.OrderCounts
	today  clock.Day
	by     string // who works the shift, "" = nobody said
	until  string // the post office takes parcels today until then, "" = nobody knows
}

// readList reads the first count orders of a filter.
func readList(ctx context.Context, s *shop.Shop, query shop.OrderQuery, count int) (r listRead, err error) {
	query.Limit = min(max(count, pageSize), maxShown)
	if r.rows, r.total, err = s.Orders(ctx, query); err != nil {
		return r, err
	}
	if r.counts, err = s.OrderCounts(ctx); err != nil {
		return r, err
	}
	r.today = clock.DayOf(s.Clock())
	cutoff, err := s.Cutoff(ctx)
	if err != nil {
		return r, err
	}
	if cutoff.Today {
		r.until = i18n.Time(cutoff.At)
	}
	r.by, err = atTill(ctx, s)
	return r, err
}

// atTill names who opened the shift, "" without one or when nobody said.
func atTill(ctx context.Context, s *shop.Shop) (string, error) {
	shift, err := s.CurrentShift(ctx)
	if err != nil || shift == nil {
		return "", err
	}
	return shift.Name, nil
}

// query is what the list asks for.
func (m *model) query() shop.OrderQuery {
	query := filters[m.filter].query
	query.Search = m.search
	return query
}

// takeList shows a reading. The order that was chosen stays chosen where the list still holds it; without one
// the first is.
func (m *model) takeList(r listRead) {
	m.list, m.chosen = r, -1
	keep, is := m.keeps()
	if !is {
		m.chosen = min(0, len(r.rows)-1)
		return
	}
	m.chosen = slices.IndexFunc(r.rows, func(row shop.OrderRow) bool { return row.OrderID == keep })
}

// keeps gives the order that stays chosen: the one that a hand chose and that is still being read, else the one shown.
func (m *model) keeps() (order id.Order, is bool) {
	switch {
	case !m.picked.IsZero():
		return m.picked, true
	case m.order != nil:
		return m.order.Order.ID, true
	}
	return order, false
}

// at gives the order of a row, none for none.
func (m *model) at(row int) (order id.Order, ok bool) {
	if row < 0 || row >= len(m.list.rows) {
		return order, false
	}
	return m.list.rows[row].OrderID, true
}

// find reads the order that a person typed or a scanner read: its number, the channel's, or the tracking number
// of one of its parcels. It fails with "order_unknown".
func find(ctx context.Context, s *shop.Shop, text string) (*shop.Order, error) {
	order, err := s.OrderNumbered(ctx, text)
	if !fault.Is(err, "order_unknown") {
		return order, err
	}
	rows, total, wrong := s.Orders(ctx, shop.OrderQuery{Search: text, Limit: 1})
	if wrong != nil || total != 1 {
		return nil, err
	}
	return s.Order(ctx, rows[0].OrderID)
}

// itemsText names what is ordered: "ผ้าคราม ×1, สบู่ขมิ้น ×4".
func itemsText(lang i18n.Lang, lines []ledger.OrderLine) string {
	const most = 6 // more is not seen
	var parts []string
	for n := range min(len(lines), most) {
		parts = append(parts, lineName(&lines[n])+" ×"+i18n.Value(lang, lines[n].Qty))
	}
	return strings.Join(parts, ", ")
}

// lineName is what a line is called: of goods nobody has matched what the channel calls them.
func lineName(line *ledger.OrderLine) string {
	if line.ProductID.IsZero() {
		return line.Text
	}
	return line.Name
}

// whenText says when an order came: the time of today, "เมื่อวาน", else the day.
func whenText(lang i18n.Lang, at ledger.Millis, today clock.Day) string {
	switch day := clock.DayOf(at.Time()); day {
	case today:
		return i18n.Time(at.Time())
	case today.Add(-1):
		return i18n.T(lang, "orders.yesterday")
	default:
		return i18n.DateBrief(lang, day)
	}
}

// whoText names the customer of a row: who gets it, with their name in the channel and how many more there are; of
// an office itself.
func whoText(lang i18n.Lang, row *shop.OrderRow) string {
	name := row.Name
	switch {
	case name == "":
		name = row.Contact
	case row.Contact != "" && row.Contact != name:
		name += " (" + row.Contact + ")"
	}
	if row.Places > 1 && !ordering.OfOffice(row.Channel, row.ChannelNo) {
		name += " " + i18n.T(lang, "orders.more_places", fault.Values{"count": row.Places - 1})
	}
	return name
}

// sumText says what a row's total is made of: "990 + ส่ง 67", of one kind of goods "60 × 490", nothing for one piece.
func sumText(lang i18n.Lang, row *shop.OrderRow) string {
	goods := row.Total - row.Fee
	switch {
	case row.Fee > 0:
		return i18n.T(lang, "orders.goods_and_fee", fault.Values{"goods": short(goods), "fee": short(row.Fee)})
	case len(row.Lines) == 1 && row.Lines[0].Qty != qty.One && money.Times(row.Lines[0].Price, row.Lines[0].Qty) == goods:
		return i18n.Qty(row.Lines[0].Qty) + " × " + short(row.Lines[0].Price)
	}
	return ""
}

// short writes an amount without decimals where there are none.
func short(amount money.Satang) string { return strings.TrimSuffix(i18n.Baht(amount), ".00") }

// called is the number that people know an order by.
func called(o *shop.Order) string { return ordering.Called(&o.Order) }
