package ledger

import (
	"sort"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// LotStock is a lot and what of it lies at one place (below zero when more was sold than received).
type LotStock struct {
	Lot
	OnHand  qty.Qty
	Arrived int64 // its place in the order of arrival; a clock may have jumped back
}

// Part is a quantity of one lot.
type Part struct {
	Lot Lot
	Qty qty.Qty
}

// SortFirstExpired puts lots in the order they are sold: first expired first, those without a date
// last, older arrivals before newer.
func SortFirstExpired(lots []LotStock) {
	sort.SliceStable(lots, func(a, b int) bool {
		if lots[a].Expires != lots[b].Expires {
			return lots[b].Expires == "" || lots[a].Expires != "" && lots[a].Expires < lots[b].Expires
		}
		return lots[a].Arrived < lots[b].Arrived
	})
}

// Newest gives the place of the lot that came last, -1 when there is none.
func Newest(lots []LotStock) int {
	newest := -1
	for n := range lots {
		if newest < 0 || lots[n].Arrived >= lots[newest].Arrived {
			newest = n
		}
	}
	return newest
}

// Kept is what of each lot is reserved: for the order that takes, and for others.
type Kept struct {
	Mine, Others map[id.Lot]qty.Qty
}

// Take chooses the lots a quantity leaves and counts it off lots in place, so that the next line of the bill
// sees what is left: what is reserved for the taker, then first expired first out of what nobody reserved,
// then of the rest. What no lot covers (short) goes to the newest lot. Without any lot it returns no parts
// and everything is short.
func Take(lots []LotStock, quantity qty.Qty, kept Kept) (parts []Part, short qty.Qty) {
	SortFirstExpired(lots)
	take := func(n int, most qty.Qty) {
		part := min(lots[n].OnHand, quantity, most)
		if part <= 0 {
			return
		}
		lots[n].OnHand -= part
		quantity -= part
		parts = addPart(parts, lots[n].Lot, part)
		if mine := kept.Mine[lots[n].ID]; mine > 0 {
			kept.Mine[lots[n].ID] = max(mine-part, 0)
		}
	}
	for n := range lots {
		take(n, kept.Mine[lots[n].ID])
	}
	for n := range lots {
		take(n, lots[n].OnHand-kept.Others[lots[n].ID])
	}
	for n := range lots {
		take(n, lots[n].OnHand)
	}
	newest := Newest(lots)
	if quantity == 0 || newest < 0 {
		return parts, quantity
	}
	lots[newest].OnHand -= quantity
	return addPart(parts, lots[newest].Lot, quantity), quantity
}

func addPart(parts []Part, lot Lot, quantity qty.Qty) []Part {
	for n := range parts {
		if parts[n].Lot.ID == lot.ID {
			parts[n].Qty += quantity
			return parts
		}
	}
	return append(parts, Part{Lot: lot, Qty: quantity})
}

// Expired reports whether a lot's last day is past.
func (l Lot) Expired(day clock.Day) bool { return l.Expires != "" && l.Expires < day }

// NewLot makes a lot without a name on some terms: goods that come in, or those that no lot covers. Goods
// that are not consigned are the shop's, whoever made them. cost is of one unit.
func NewLot(product id.Product, owner id.Party, terms Terms, cost money.Satang, at Millis) Lot {
	if !terms.Consigned() {
		owner = id.Party{}
	}
	return Lot{ID: id.New[id.Lot](), ProductID: product, OwnerID: owner, Terms: terms.Kind, GP: terms.GP, Cost: cost, At: at,
		WithVAT: terms.WithVAT, Bears: terms.Bears, Fixed: terms.Fixed}
}
