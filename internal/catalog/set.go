package catalog

import (
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// IsSet reports whether the product is a set of others.
func (p *Product) IsSet() bool { return len(p.Components) > 0 }

// Takes lists what a quantity of the product takes off the shelf: itself, or the components of a set.
func (p *Product) Takes(quantity qty.Qty) []Component {
	if !p.IsSet() {
		return []Component{{p.ID, quantity}}
	}
	takes := make([]Component, len(p.Components))
	for n, part := range p.Components {
		takes[n] = Component{part.ProductID, qty.Qty(money.Round(int64(part.Qty), int64(quantity), int64(qty.One), money.HalfUp))}
	}
	return takes
}

// Weights gives by what the revenue of a set is shared to its components: their list prices × quantity,
// or their quantities when none of them has a price. of gives a component's product, nil when it is unknown.
func (p *Product) Weights(of func(id.Product) *Product) []int64 {
	weights, priced := make([]int64, len(p.Components)), false
	for n, part := range p.Components {
		if product := of(part.ProductID); product != nil {
			weights[n] = int64(money.Times(product.Price, part.Qty))
			priced = priced || weights[n] > 0
		}
	}
	if !priced {
		for n, part := range p.Components {
			weights[n] = int64(part.Qty)
		}
	}
	return weights
}

// SetCost gives what the components of a set cost; of as for Weights.
func (p *Product) SetCost(of func(id.Product) *Product) (cost money.Satang) {
	for _, part := range p.Components {
		if product := of(part.ProductID); product != nil {
			cost += money.Times(product.Cost, part.Qty)
		}
	}
	return cost
}

// Available gives how many sets the scarcest component makes; below zero when so many are sold that cannot
// be made. have gives what of a component can be sold, false where it is not counted.
func (p *Product) Available(have func(id.Product) (qty.Qty, bool)) (sets qty.Qty, counted bool) {
	for _, part := range p.Components {
		of, known := have(part.ProductID)
		if !known || part.Qty <= 0 {
			continue
		}
		whole := of / part.Qty
		if of%part.Qty < 0 {
			whole--
		}
		if makes := whole * qty.One; !counted || makes < sets {
			sets, counted = makes, true
		}
	}
	return sets, counted
}
