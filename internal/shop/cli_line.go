package shop

import (
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// LineOf gives the cart's line for times what a code stands for: a pack's pieces, a label's weight. A
// label that says a price sells for that price to the satang. It fails with the faults of Match.Sells
// and "qty_too_large".
func LineOf(match catalog.Match, times qty.Qty) (selling.CartLine, error) {
	if err := match.Sells(); err != nil {
		return selling.CartLine{}, err
	}
	each, price := match.Qty, (*money.Satang)(nil)
	if match.Price != 0 && money.Times(match.Product.Price, each) != match.Price {
		unit, weight := unitOf(match.Price, each)
		each, price = weight, &unit
	}
	quantity, err := Times(times, each)
	return selling.CartLine{ProductID: match.Product.ID, Qty: quantity, Price: price, Pack: match.Pack()}, err
}

// Times gives times × each. It fails with "qty_too_large".
func Times(times, each qty.Qty) (qty.Qty, error) {
	if times > qty.Max*qty.One/each {
		return 0, fault.New("qty_too_large", "qty", fault.Values{"value": times})
	}
	return qty.Qty(money.Round(int64(times), int64(each), int64(qty.One), money.HalfUp)), nil
}

// unitOf finds the unit price at which a weight costs exactly total. Above a kilogram there may be
// none; a weight some grams beside it has one, and the label's weight was worked out from the price.
func unitOf(total money.Satang, weight qty.Qty) (money.Satang, qty.Qty) {
	const near = 20
	for off := range qty.Qty(near) {
		for _, try := range []qty.Qty{weight - off, weight + off} {
			if try <= 0 {
				continue
			}
			unit := total.Share(int64(qty.One), int64(try))
			if money.Times(unit, try) == total {
				return unit, try
			}
		}
	}
	return total.Share(int64(qty.One), int64(weight)), weight
}
