package stock

import (
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// receive makes a lot of what comes, on the terms of the day. A lot has its line's place among the paper's.
// Faults: "qty_not_positive", "text_too_long" (lot), "date_unreadable" (expires), "price_invalid" (cost).
func (p *paper) receive(n int, item Item, product *catalog.Product) error {
	if err := positive(item, n); err != nil {
		return err
	}
	switch {
	case utf8.RuneCountInString(item.Lot) > MaxLot:
		return lineFault("text_too_long", n, "lot", fault.Values{"max": MaxLot})
	case !item.Expires.Valid():
		return lineFault("date_unreadable", n, "expires", fault.Values{"value": item.Expires})
	}
	cost, err := costOf(item, n, product)
	if err != nil {
		return err
	}
	owner := product.ProducerID
	if !p.request.Producer.IsZero() {
		owner = p.request.Producer
	}
	lot := ledger.NewLot(product.ID, owner, p.facts.Terms(product, owner), cost, p.posting.At)
	lot.Code, lot.Expires, lot.Ref = item.Lot, item.Expires, p.request.Ref
	if lot.Expires == "" && product.ShelfDays > 0 {
		lot.Expires = p.facts.Day.Add(product.ShelfDays)
	}
	came := []part{{lot, item.Qty}}
	p.posting.Lots = append(p.posting.Lots, lot)
	p.moves(ledger.MoveReceive, p.request.Ref, p.facts.Place, came...)
	ofLot(p.line(product, item.Qty), came)
	return nil
}

func costOf(item Item, n int, product *catalog.Product) (money.Satang, error) {
	if item.Cost == nil {
		return product.Cost, nil
	}
	if *item.Cost < 0 || *item.Cost > catalog.MaxPrice {
		return 0, lineFault("price_invalid", n, "cost", fault.Values{"value": *item.Cost})
	}
	return *item.Cost, nil
}

func positive(item Item, n int) error {
	if item.Qty <= 0 {
		return lineFault("qty_not_positive", n, "qty", fault.Values{"value": item.Qty})
	}
	return nil
}

// giveBack returns goods to their producer: what they own, and when that is not enough what the shop bought,
// of their make or of nobody's known. The paper has a line for each lot. Faults: "qty_not_positive", "insufficient_stock",
// "lot_unknown", "lot_not_theirs" of a lot of somebody else.
func (p *paper) giveBack(n int, item Item, product *catalog.Product) error {
	if err := p.onShelf(n, item, product); err != nil {
		return err
	}
	var theirs, made []ledger.LotStock
	for _, lot := range p.facts.Lots[product.ID] {
		switch {
		case lot.OwnerID == p.request.Producer:
			theirs = append(theirs, lot)
		case lot.OwnerID.IsZero() && (product.ProducerID == p.request.Producer || product.ProducerID.IsZero()):
			made = append(made, lot)
		case lot.ID == item.LotID:
			return lineFault("lot_not_theirs", n, "lot", fault.Values{"name": product.FullName()})
		}
	}
	own, bought := item, item
	switch have := lying(theirs) + lying(made); {
	case item.LotID.IsZero() && have < item.Qty:
		return notEnough(product, n, item.Qty, have)
	case item.LotID.IsZero():
		own.Qty = min(item.Qty, lying(theirs))
	case find(theirs, item.LotID) < 0:
		own.Qty = 0
	}
	bought.Qty -= own.Qty
	parts, err := take(product, theirs, own, n)
	if err != nil {
		return err
	}
	more, err := take(product, made, bought, n)
	if err != nil {
		return err
	}
	parts = append(parts, more...)
	for _, one := range parts {
		p.facts.Lots[product.ID][find(p.facts.Lots[product.ID], one.lot.ID)].OnHand += one.qty
		ofLot(p.line(product, -one.qty), []part{one})
	}
	p.moves(ledger.MoveReturn, p.request.Reason, p.facts.Place, parts...)
	return nil
}

// onShelf proves that goods can be taken in hand: what left with bills that wait for their money cannot.
func (p *paper) onShelf(n int, item Item, product *catalog.Product) error {
	if err := positive(item, n); err != nil {
		return err
	}
	if have := lying(p.facts.Lots[product.ID]) - p.facts.Held[product.ID]; have < item.Qty {
		return notEnough(product, n, item.Qty, max(have, 0))
	}
	return nil
}

func lying(lots []ledger.LotStock) (sum qty.Qty) {
	for _, lot := range lots {
		sum += max(lot.OnHand, 0)
	}
	return sum
}

// count brings stock to what was counted: what was there less (or more) than expected at that moment is
// missing (or found), whatever was sold since. Lots below zero are filled from the others. Faults:
// "qty_negative".
func (p *paper) count(n int, item Item, product *catalog.Product) error {
	if err := counted(item, n); err != nil {
		return err
	}
	expected := p.facts.expected(product.ID)
	if item.Expected != nil {
		expected = *item.Expected
	}
	p.line(product, item.Qty).Expected = expected
	p.moves(ledger.MoveCount, p.request.Reason, p.facts.Place, p.facts.change(p.posting, product, item.Qty-expected)...)
	p.moves(ledger.MoveCount, p.request.Reason, p.facts.Place, level(p.facts.Lots[product.ID])...)
	return nil
}

// adjust adds or takes goods. Faults: "qty_not_positive" for nothing, "lot_unknown" and "insufficient_stock"
// of a lot that is chosen.
func (p *paper) adjust(n int, item Item, product *catalog.Product) error {
	if item.Qty == 0 {
		return lineFault("qty_not_positive", n, "qty", fault.Values{"value": item.Qty})
	}
	parts, err := p.putRight(n, item, product)
	if err != nil {
		return err
	}
	ofLot(p.line(product, item.Qty), parts)
	p.moves(ledger.MoveAdjust, p.request.Reason, p.facts.Place, parts...)
	return nil
}

func (p *paper) putRight(n int, item Item, product *catalog.Product) ([]part, error) {
	lots := p.facts.Lots[product.ID]
	switch {
	case item.LotID.IsZero():
		return p.facts.change(p.posting, product, item.Qty), nil
	case item.Qty < 0:
		item.Qty = -item.Qty
		return take(product, lots, item, n)
	}
	chosen := find(lots, item.LotID)
	if chosen < 0 {
		return nil, lineFault("lot_unknown", n, "lot", fault.Values{"name": product.FullName()})
	}
	lots[chosen].OnHand += item.Qty
	return []part{{lots[chosen].Lot, item.Qty}}, nil
}

// move carries goods to another place. Faults: "qty_not_positive", "insufficient_stock" (what is not there
// cannot be carried), "lot_unknown".
func (p *paper) move(n int, item Item, product *catalog.Product) error {
	if err := p.onShelf(n, item, product); err != nil {
		return err
	}
	parts, err := take(product, p.facts.Lots[product.ID], item, n)
	if err != nil {
		return err
	}
	ofLot(p.line(product, item.Qty), parts)
	for _, one := range parts {
		p.moves(ledger.MovePlace, p.request.Reason, p.facts.Place, one)
		p.moves(ledger.MovePlace, p.request.Reason, p.request.To, part{one.lot, -one.qty})
	}
	return nil
}

// order writes what is ordered; nothing moves. Faults: "qty_not_positive", "price_invalid".
func (p *paper) order(n int, item Item, product *catalog.Product) error {
	if err := positive(item, n); err != nil {
		return err
	}
	cost, err := costOf(item, n, product)
	if err == nil {
		p.line(product, item.Qty).Cost = cost
	}
	return err
}
