// Package stock decides how goods come, are counted, put right, moved, given back and ordered, outside of
// sales. Each of these is a numbered paper.
package stock

import (
	"fmt"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Facts is what these decisions need, taken inside the transaction.
type Facts struct {
	Now     time.Time
	Day     clock.Day
	Letter  string
	Place   id.Place // where the goods of the paper lie
	Product func(id.Product) *catalog.Product
	Lots    map[id.Product][]ledger.LotStock // at Place; what a line takes is counted off here
	Held    map[id.Product]qty.Qty           // gone from Place with bills that wait for their money
	Terms   func(product *catalog.Product, owner id.Party) ledger.Terms
	NextNo  func(kind string, year int) (int, error)
}

// Item is a quantity of a product: one line of a request.
type Item struct {
	ProductID id.Product    `json:"product"`
	Qty       qty.Qty       `json:"qty"`
	Cost      *money.Satang `json:"cost,omitempty"`     // of one unit, nil = the product's
	Lot       string        `json:"lot,omitempty"`      // of goods that come: the code on them
	Expires   clock.Day     `json:"expires,omitempty"`  // of goods that come; "" = by the product's shelf life
	LotID     id.Lot        `json:"lot_id,omitzero"`    // of goods that go: this lot, none = first expired first
	Expected  *qty.Qty      `json:"expected,omitempty"` // of a count: what should have been there then, nil = now
}

// expected gives what should lie of a product: what waiting bills took is gone and is not missing.
func (f *Facts) expected(product id.Product) qty.Qty {
	have := -f.Held[product]
	for _, lot := range f.Lots[product] {
		have += lot.OnHand
	}
	return have
}

// lineFault refuses a line, naming its field.
func lineFault(code string, n int, field string, values fault.Values) error {
	return fault.New(code, fmt.Sprintf("line[%d].%s", n, field), values)
}

// part is goods of one lot that a line moves; below zero they go.
type part struct {
	lot ledger.Lot
	qty qty.Qty
}

// take chooses the lots that goods leave and counts them off: the lot chosen, else first expired first. Never
// more than lies there: "insufficient_stock", "lot_unknown" of a lot that does not lie there.
func take(product *catalog.Product, lots []ledger.LotStock, item Item, n int) ([]part, error) {
	if item.Qty == 0 {
		return nil, nil
	}
	if !item.LotID.IsZero() {
		chosen := find(lots, item.LotID)
		if chosen < 0 {
			return nil, lineFault("lot_unknown", n, "lot", fault.Values{"name": product.FullName()})
		}
		lots = lots[chosen : chosen+1]
	}
	if have := lying(lots); have < item.Qty {
		return nil, notEnough(product, n, item.Qty, have)
	}
	taken, _ := ledger.Take(lots, item.Qty, ledger.Kept{})
	parts := make([]part, len(taken))
	for n, one := range taken {
		parts[n] = part{one.Lot, -one.Qty}
	}
	return parts, nil
}

func notEnough(product *catalog.Product, n int, want, have qty.Qty) error {
	return lineFault("insufficient_stock", n, "qty", fault.Values{"name": product.FullName(), "have": have, "want": want, "unit": product.Unit})
}

func find(lots []ledger.LotStock, wanted id.Lot) int {
	for n := range lots {
		if lots[n].ID == wanted {
			return n
		}
	}
	return -1
}

// change puts goods to lots or takes them first expired first out, below zero where less lies there; without
// any lot it makes the unnamed one.
func (f *Facts) change(posting *ledger.Posting, product *catalog.Product, by qty.Qty) (parts []part) {
	lots := f.Lots[product.ID]
	if by == 0 {
		return nil
	}
	if len(lots) == 0 {
		lot := ledger.NewLot(product.ID, product.ProducerID, f.Terms(product, product.ProducerID), product.Cost, posting.At)
		posting.Lots = append(posting.Lots, lot)
		lots = []ledger.LotStock{{Lot: lot}}
	}
	if by < 0 {
		taken, _ := ledger.Take(lots, -by, ledger.Kept{})
		for _, one := range taken {
			parts = append(parts, part{one.Lot, -one.Qty})
		}
	} else {
		parts = put(lots, by)
	}
	f.Lots[product.ID] = lots
	return parts
}

// put chooses the lots that goods found come to: those sold below zero first, up to nothing, since what
// was sold of them must have been there, and the rest to the newest. It counts them onto lots in place.
func put(lots []ledger.LotStock, quantity qty.Qty) (parts []part) {
	newest := ledger.Newest(lots)
	for n := range lots {
		if some := min(quantity, -lots[n].OnHand); some > 0 && n != newest {
			parts = append(parts, part{lots[n].Lot, some})
			lots[n].OnHand += some
			quantity -= some
		}
	}
	if quantity > 0 {
		parts = append(parts, part{lots[newest].Lot, quantity})
		lots[newest].OnHand += quantity
	}
	return parts
}

// level fills lots below zero from those above: once goods are counted, none of a lot can be missing while
// others of the same product lie there.
func level(lots []ledger.LotStock) (parts []part) {
	for n := range lots {
		short := -lots[n].OnHand
		for m := range lots {
			some := min(short, lots[m].OnHand)
			if some <= 0 {
				continue
			}
			parts = append(parts, part{lots[m].Lot, -some}, part{lots[n].Lot, some})
			lots[m].OnHand -= some
			lots[n].OnHand += some
			short -= some
		}
	}
	return parts
}
