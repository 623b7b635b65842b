package products

import (
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// bundle is what the parts of a set come to, as the form shows it.
type bundle struct {
	parts  money.Satang // what they cost a buyer one by one
	cost   money.Satang // what they cost the shop
	scarce id.Product   // the part that is there for the fewest sets, none where no part is counted
	sets   int          // how many can be made of what is there
}

// sum adds up the parts that are known. What is not counted in stock never limits the sets.
func sum(parts []catalog.Component, product func(id.Product) *catalog.Product, stock map[id.Product]qty.Qty) (b bundle) {
	for _, part := range parts {
		p := product(part.ProductID)
		if p == nil || part.Qty <= 0 {
			continue
		}
		b.parts += money.Times(p.Price, part.Qty)
		b.cost += money.Times(p.Cost, part.Qty)
		if p.Untracked {
			continue
		}
		if sets := int(max(stock[p.ID], 0) / part.Qty); b.scarce.IsZero() || sets < b.sets {
			b.scarce, b.sets = p.ID, sets
		}
	}
	return b
}

// notPart says why a product cannot be a part of a set, as the text's key, "" when it can: a set of sets
// could hold itself, and a product with variants is not sold itself.
func notPart(p *catalog.Product, set id.Product) string {
	switch {
	case p.ID == set:
		return "form.part_itself"
	case p.IsSet():
		return "form.part_set"
	case p.HasVariants:
		return "form.part_family"
	}
	return ""
}
