package shop

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
)

// promises are goods that other platforms may still sell of what they were promised.
type promises struct {
	of  map[id.Placement]qty.Qty // in the product's unit
	sum map[id.Product]qty.Qty   // of what is in sets too
}

// besides gives what is promised of a placement's product to others than it.
func (p *promises) besides(placement *publishing.Placement) qty.Qty {
	return p.sum[placement.ProductID] - p.of[placement.ID]
}

// promises reads what is promised and not ordered yet.
func (s *Shop) promises(ctx context.Context) (promises, error) {
	all := promises{map[id.Placement]qty.Qty{}, map[id.Product]qty.Qty{}}
	list, err := s.db.Promises(ctx)
	for _, promise := range list {
		all.of[promise.PlacementID] = promise.Left
		all.sum[promise.ProductID] += promise.Left
	}
	if err != nil || len(list) == 0 {
		return all, err
	}
	return all, s.addParts(ctx, all.sum)
}

// addParts adds to what is promised of sets what is in them.
func (s *Shop) addParts(ctx context.Context, sums map[id.Product]qty.Qty) error {
	sets, err := s.db.Sets(ctx)
	for n := range sets {
		if pieces := sums[sets[n].ID]; pieces > 0 {
			for _, part := range sets[n].Takes(pieces) {
				sums[part.ProductID] += part.Qty
			}
		}
	}
	return err
}

// Promised gives what of every product is promised to buyers on other platforms and not ordered yet: of what is in
// promised sets too.
func (s *Shop) Promised(ctx context.Context) (map[id.Product]qty.Qty, error) {
	sums, err := s.db.Promised(ctx)
	if err != nil || len(sums) == 0 {
		return sums, err
	}
	return sums, s.addParts(ctx, sums)
}

// Spare gives, of goods that are promised to buyers on other platforms, what may be sold here without breaking a
// promise: what there is anywhere, less what is held and promised; below zero when it is broken already. Goods of which
// nothing is promised are left out.
func (s *Shop) Spare(ctx context.Context) (map[id.Product]qty.Qty, error) {
	promised, err := s.Promised(ctx)
	if err != nil {
		return nil, err
	}
	spare := map[id.Product]qty.Qty{}
	for some := range slices.Chunk(slices.Collect(maps.Keys(promised)), 500) {
		rows, err := s.Stock(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			spare[row.ProductID] = row.Sellable
		}
	}
	return spare, nil
}

// Unkept warns of the promises to buyers on other platforms that a new bill leaves too little for: "stock_promised", of a
// set with the component's name.
func (s *Shop) Unkept(ctx context.Context, bill *Bill) (said []*fault.Error, err error) {
	spare, err := s.Spare(ctx)
	if err != nil || len(spare) == 0 {
		return nil, err
	}
	for n, line := range bill.Lines {
		for _, lot := range line.Lots {
			left, promised := spare[lot.part]
			product := s.index.ByID(lot.part)
			if !promised || left >= 0 || product == nil {
				continue
			}
			delete(spare, lot.part) // said once
			said = append(said, PromiseBroken(product, left, fmt.Sprintf("line[%d].qty", n)))
		}
	}
	return said, nil
}

// PromiseBroken warns that so much of a product is left beyond what is promised, which is less than none.
func PromiseBroken(product *catalog.Product, left qty.Qty, field string) *fault.Error {
	return fault.New("stock_promised", field, fault.Values{"name": product.FullName(), "short": -left, "unit": product.Unit})
}
