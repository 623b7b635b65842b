// Package office is the screen of orders of government offices: how far each is, from the quotation to the money, and
// what is to be done next.
package office

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// pageSize is how many orders are read at once; maxShown bounds how many the list holds, search finds the others.
const (
	pageSize = 60
	maxShown = 960
)

// model is what the screen shows. Its reads work on copies and touch nothing; take… puts their results in.
type model struct {
	lang   i18n.Lang
	at     int // of shop.OfficeLists
	search string
	list   listRead
	read   bool
	chosen int // of the rows, −1 for none
	order  *shop.OfficeProgress
}

// listRead is one reading of the list.
type listRead struct {
	rows  []shop.OfficeOrderRow
	total int // of the list and the search
	sums  shop.OfficeOrderSums
	today clock.Day
	vat   bool   // the shop writes tax invoices
	by    string // who works the shift, "" = nobody said
}

func readList(ctx context.Context, s *shop.Shop, query shop.OfficeOrderQuery, count int) (r listRead, err error) {
	query.Limit = min(max(count, pageSize), maxShown)
	if r.rows, r.total, r.sums, err = s.OfficeOrders(ctx, query); err != nil {
		return r, err
	}
	r.today = clock.DayOf(s.Clock())
	set, err := s.Settings(ctx)
	if err != nil {
		return r, err
	}
	r.vat = set.VAT()
	shift, err := s.CurrentShift(ctx)
	if shift != nil {
		r.by = shift.Name
	}
	return r, err
}

// query is what the list asks for.
func (m *model) query() shop.OfficeOrderQuery {
	return shop.OfficeOrderQuery{List: shop.OfficeLists[m.at], Search: m.search}
}

// take shows a reading. The order that was chosen stays chosen where the list still holds it; without one the first is.
func (m *model) take(r listRead) {
	m.list, m.read, m.chosen = r, true, -1
	if m.order == nil {
		m.chosen = min(0, len(r.rows)-1)
		return
	}
	m.chosen = slices.IndexFunc(r.rows, func(row shop.OfficeOrderRow) bool { return row.OrderID == m.order.Order.Order.ID })
}

// number gives the number of the order in a row, "" for none.
func (m *model) number(row int) string {
	if row < 0 || row >= len(m.list.rows) {
		return ""
	}
	return m.list.rows[row].Number
}

// What is done next with an order of an office. Their texts are "officepage.next." and the word.
const (
	nextNothing = ""
	nextConfirm = "confirm" // at the order, as all that have no act of their own here
	nextLook    = "look"    // a parcel came back, or money must go back
	nextPlan    = "plan"    // goods are missing
	nextPack    = "pack"
	nextNotes   = "notes" // what is packed has no delivery note
	nextShip    = "ship"
	nextInvoice = "invoice"
	nextReceive = "receive"
	nextArrive  = "arrive"  // all is on its way, nothing is left to ask for
	nextReceipt = "receipt" // the money is here, its receipt is not
)

// next decides what is done next.
func next(far *shop.OfficeProgress) string {
	o := far.Order
	all := sum(far)
	switch todo := o.Todo(); {
	case o.Cancelled() && o.Back() > 0, todo == ordering.TodoLook, todo == ordering.TodoRefund:
		return nextLook
	case o.Cancelled():
		return nextNothing
	case !o.Confirmed(), todo == ordering.TodoMatch:
		return nextConfirm
	case far.ToNote() > 0:
		return nextNotes
	case all.Packed > 0:
		return nextShip
	case all.Sent < all.Ordered && len(o.Shorts) > 0:
		return nextPlan
	case all.Sent < all.Ordered:
		return nextPack
	case far.Asked() < far.Total && far.Left() > 0:
		return nextInvoice
	case far.Left() > 0:
		return nextReceive
	case len(standing(far, papers.Receipt)) == 0 && far.Received > 0:
		return nextReceipt
	case todo == ordering.TodoArrive:
		return nextArrive
	}
	return nextNothing
}

// sum adds up the goods of an order.
func sum(far *shop.OfficeProgress) (all shop.GoodsProgress) {
	for _, g := range far.Goods {
		all.Ordered, all.Packed, all.Sent, all.Delivered = all.Ordered+g.Ordered, all.Packed+g.Packed, all.Sent+g.Sent, all.Delivered+g.Delivered
	}
	return all
}

// missing lists what goods are short, each once: several recipients may wait for the same.
func missing(far *shop.OfficeProgress) (all []ordering.Shortage) {
	for _, short := range far.Order.Shorts {
		at := slices.IndexFunc(all, func(known ordering.Shortage) bool { return known.ProductID == short.ProductID })
		if at < 0 {
			all = append(all, short)
			continue
		}
		all[at].Want += short.Want
		all[at].Have += short.Have
	}
	return all
}

// standing lists the papers of a kind that hold.
func standing(far *shop.OfficeProgress, kind papers.Kind) (list []*shop.OfficePaper) {
	for _, paper := range far.Papers {
		if paper.Void == nil && paper.Is(kind) {
			list = append(list, paper)
		}
	}
	return list
}

// How far a step is.
const (
	stepOpen = iota
	stepPart // begun
	stepDone
	stepNone // it was left out
)

// step is one of the six that an order of an office takes. Its text is "officepage.step." and the key.
type step struct {
	key, note string // under it
	far       int
	trouble   bool
}

// steps says how far each is.
func (m *model) steps(far *shop.OfficeProgress) []step {
	all := sum(far)
	last := func(kind papers.Kind) (note string, is int) {
		list := standing(far, kind)
		if len(list) == 0 {
			return "–", stepNone
		}
		return i18n.DayMonth(m.lang, list[len(list)-1].Dated()), stepDone
	}
	quote, order := step{key: "quote"}, step{key: "order"}
	quote.note, quote.far = last(papers.Quotation)
	order.note, order.far = last(papers.PurchaseOrder)
	goods := step{key: "goods", note: m.say("officepage.all_here"), far: stepDone}
	if count := len(missing(far)); count > 0 && !far.Order.Cancelled() {
		goods.note, goods.far, goods.trouble = m.say("officepage.missing", fault.Values{"count": count}), stepOpen, true
	}
	sent := step{key: "sent", note: i18n.Qty(all.Sent) + "/" + i18n.Qty(all.Ordered), far: part(int64(all.Sent), int64(all.Ordered))}
	invoice := step{key: "invoice", note: "–", far: part(int64(far.Asked()), int64(far.Total))}
	if far.Invoiced > 0 {
		invoice.note = short(far.Invoiced)
	} else if far.Left() <= 0 && far.Received > 0 {
		invoice.far = stepNone // it was paid without one
	}
	paid := step{key: "paid", note: "–", far: part(int64(far.Received), int64(far.Received+max(far.Left(), 0)))}
	if far.Received > 0 {
		paid.note = short(far.Received)
	}
	return []step{quote, order, goods, sent, invoice, paid}
}

// part says how far some of all is.
func part(some, all int64) int {
	switch {
	case some <= 0:
		return stepOpen
	case some < all:
		return stepPart
	}
	return stepDone
}

func (m *model) say(key string, values ...fault.Values) string { return i18n.T(m.lang, key, values...) }
