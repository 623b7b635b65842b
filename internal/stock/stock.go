// Package stock decides how goods come, are counted, put right and moved, outside of sales.
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
	Place   id.Place // where the shop sells from
	Product func(id.Product) *catalog.Product
	Lots    map[id.Product][]ledger.LotStock // at Place
	LotsAt  func(id.Product, id.Place) ([]ledger.LotStock, error)
	Held    map[id.Product]qty.Qty // gone with bills that wait for their money
	Terms   func(product *catalog.Product, owner id.Party) ledger.Terms
}

// Item is a quantity of a product. Cost is of one unit, nil = the product's.
type Item struct {
	ProductID id.Product
	Qty       qty.Qty
	Cost      *money.Satang
}

// Receipt is goods that come in together.
type Receipt struct {
	Items    []Item
	Lot      string // code on the goods, "" = none
	Expires  clock.Day
	Producer id.Party // none = the product's
	Ref      string
}

func newPosting(facts *Facts) *ledger.Posting {
	return &ledger.Posting{Kind: ledger.EventStockMoved, At: ledger.MillisOf(facts.Now), Day: facts.Day}
}

func (f *Facts) product(items []Item, n int) (*catalog.Product, error) {
	product := f.Product(items[n].ProductID)
	if product == nil {
		return nil, fault.New("product_unknown", fmt.Sprintf("line[%d].code", n), fault.Values{"value": items[n].ProductID.String()})
	}
	if items[n].Qty.Abs() > qty.Max {
		return nil, fault.New("qty_too_large", fmt.Sprintf("line[%d].qty", n), fault.Values{"value": items[n].Qty})
	}
	if !product.Weighed && !items[n].Qty.Whole() {
		return nil, fault.New("qty_not_whole", fmt.Sprintf("line[%d].qty", n), fault.Values{"value": items[n].Qty, "unit": product.Unit})
	}
	return product, nil
}

func move(facts *Facts, lot id.Lot, product id.Product, quantity qty.Qty, kind, reason string) ledger.Movement {
	return ledger.Movement{LineN: -1, ProductID: product, LotID: lot, PlaceID: facts.Place, Qty: quantity, Kind: kind,
		At: ledger.MillisOf(facts.Now), Reason: reason}
}

// The longest texts of a receipt, in characters.
const (
	maxLot = 50
	maxRef = 200
)

// Receive makes a lot for each item, on the terms of its product. Faults: "qty_not_positive",
// "product_unknown", "text_too_long", "price_invalid".
func Receive(facts *Facts, receipt Receipt) (*ledger.Posting, error) {
	switch {
	case len([]rune(receipt.Lot)) > maxLot:
		return nil, fault.New("text_too_long", "lot", fault.Values{"max": maxLot})
	case len([]rune(receipt.Ref)) > maxRef:
		return nil, fault.New("text_too_long", "ref", fault.Values{"max": maxRef})
	}
	posting := newPosting(facts)
	for n, item := range receipt.Items {
		product, err := facts.product(receipt.Items, n)
		if err != nil {
			return nil, err
		}
		if item.Qty <= 0 {
			return nil, fault.New("qty_not_positive", fmt.Sprintf("line[%d].qty", n), fault.Values{"value": item.Qty})
		}
		owner := product.ProducerID
		if !receipt.Producer.IsZero() {
			owner = receipt.Producer
		}
		lot := ledger.NewLot(product.ID, owner, facts.Terms(product, owner), product.Cost, posting.At)
		lot.Code, lot.Expires, lot.Ref = receipt.Lot, receipt.Expires, receipt.Ref
		if item.Cost != nil {
			lot.Cost = *item.Cost
		}
		if lot.Cost < 0 || lot.Cost > catalog.MaxPrice {
			return nil, fault.New("price_invalid", fmt.Sprintf("line[%d].cost", n), fault.Values{"value": lot.Cost})
		}
		posting.Lots = append(posting.Lots, lot)
		posting.Movements = append(posting.Movements, move(facts, lot.ID, product.ID, item.Qty, ledger.MoveReceive, receipt.Ref))
	}
	return posting, nil
}

// Count brings stock to what was counted: goods that waiting bills took are gone and are not missing.
// Faults: "qty_negative", "product_unknown".
func Count(facts *Facts, items []Item, reason string) (*ledger.Posting, error) {
	posting := newPosting(facts)
	for n, item := range items {
		product, err := facts.product(items, n)
		if err != nil {
			return nil, err
		}
		if item.Qty < 0 {
			return nil, fault.New("qty_negative", fmt.Sprintf("line[%d].qty", n), fault.Values{"value": item.Qty})
		}
		have := -facts.Held[product.ID]
		for _, lot := range facts.Lots[product.ID] {
			have += lot.OnHand
		}
		facts.change(posting, product, item.Qty-have, ledger.MoveCount, reason)
	}
	return posting, nil
}

// Adjust adds or takes goods, with a reason. Faults: "reason_missing", "qty_not_positive" for zero,
// "product_unknown".
func Adjust(facts *Facts, items []Item, reason string) (*ledger.Posting, error) {
	if reason == "" {
		return nil, fault.New("reason_missing", "reason", nil)
	}
	posting := newPosting(facts)
	for n, item := range items {
		product, err := facts.product(items, n)
		if err != nil {
			return nil, err
		}
		if item.Qty == 0 {
			return nil, fault.New("qty_not_positive", fmt.Sprintf("line[%d].qty", n), fault.Values{"value": item.Qty})
		}
		facts.change(posting, product, item.Qty, ledger.MoveAdjust, reason)
	}
	return posting, nil
}

// change puts goods to lots or takes them first expired first out; without any lot it makes the unnamed one.
func (f *Facts) change(posting *ledger.Posting, product *catalog.Product, by qty.Qty, kind, reason string) {
	lots := f.Lots[product.ID]
	if by == 0 {
		return
	}
	if len(lots) == 0 {
		lot := ledger.NewLot(product.ID, product.ProducerID, f.Terms(product, product.ProducerID), product.Cost, posting.At)
		posting.Lots = append(posting.Lots, lot)
		lots = []ledger.LotStock{{Lot: lot}}
	}
	if by < 0 {
		parts, _ := ledger.Take(lots, -by)
		for _, part := range parts {
			posting.Movements = append(posting.Movements, move(f, part.Lot.ID, product.ID, -part.Qty, kind, reason))
		}
	} else {
		for _, part := range put(lots, by) {
			posting.Movements = append(posting.Movements, move(f, part.Lot.ID, product.ID, part.Qty, kind, reason))
		}
	}
	f.Lots[product.ID] = lots
}

// put chooses the lots that goods found come to: those sold below zero first, up to nothing, since what
// was sold of them must have been there, and the rest to the newest. It counts them onto lots in place.
func put(lots []ledger.LotStock, quantity qty.Qty) (parts []ledger.Part) {
	newest := ledger.Newest(lots)
	for n := range lots {
		if part := min(quantity, -lots[n].OnHand); part > 0 && n != newest {
			parts = append(parts, ledger.Part{Lot: lots[n].Lot, Qty: part})
			lots[n].OnHand += part
			quantity -= part
		}
	}
	if quantity > 0 {
		parts = append(parts, ledger.Part{Lot: lots[newest].Lot, Qty: quantity})
		lots[newest].OnHand += quantity
	}
	return parts
}

// Move carries goods from one place to another, first expired first. Faults: "place_same",
// "qty_not_positive", "insufficient_stock" (what is not there cannot be carried), "product_unknown".
func Move(facts *Facts, items []Item, from, to id.Place) (*ledger.Posting, error) {
	if from == to {
		return nil, fault.New("place_same", "to", nil)
	}
	posting := newPosting(facts)
	there := map[id.Product][]ledger.LotStock{} // what the items before have left
	for n, item := range items {
		product, err := facts.product(items, n)
		if err != nil {
			return nil, err
		}
		if item.Qty <= 0 {
			return nil, fault.New("qty_not_positive", fmt.Sprintf("line[%d].qty", n), fault.Values{"value": item.Qty})
		}
		lots, read := there[product.ID]
		if !read {
			if lots, err = facts.LotsAt(product.ID, from); err != nil {
				return nil, err
			}
			there[product.ID] = lots
		}
		have := qty.Qty(0)
		for _, lot := range lots {
			have += max(lot.OnHand, 0)
		}
		if have < item.Qty {
			return nil, fault.New("insufficient_stock", fmt.Sprintf("line[%d].qty", n),
				fault.Values{"name": product.Name, "have": have, "want": item.Qty, "unit": product.Unit})
		}
		parts, _ := ledger.Take(lots, item.Qty)
		for _, part := range parts {
			out := move(facts, part.Lot.ID, product.ID, -part.Qty, ledger.MovePlace, "")
			in := move(facts, part.Lot.ID, product.ID, part.Qty, ledger.MovePlace, "")
			out.PlaceID, in.PlaceID = from, to
			posting.Movements = append(posting.Movements, out, in)
		}
	}
	return posting, nil
}
