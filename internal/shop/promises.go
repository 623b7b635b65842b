package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
)

// promises are goods that other platforms may still sell of what they were promised.
type promises struct {
	of  map[id.Placement]qty.Qty // in the product's unit
	sum map[id.Product]qty.Qty
}

// besides gives what is promised of a placement's product to others than it.
func (p *promises) besides(placement *publishing.Placement) qty.Qty {
	return p.sum[placement.ProductID] - p.of[placement.ID]
}

// promises reads what is promised and not ordered yet.
func (s *Shop) promises(ctx context.Context) (promises, error) {
	all := promises{map[id.Placement]qty.Qty{}, map[id.Product]qty.Qty{}}
	list, _, err := s.db.Connections(ctx)
	if err != nil {
		return all, err
	}
	for n := range list {
		placements, err := s.db.Placements(ctx, list[n].ID)
		if err != nil {
			return all, err
		}
		there, err := s.db.ChannelPieces(ctx, list[n].ID)
		if err != nil {
			return all, err
		}
		for k := range placements {
			p := &placements[k]
			left := p.PromisedTo - there[p.SKU].Ordered
			if !p.Chosen || p.PromisedTo == publishing.NoPromise || left <= 0 {
				continue
			}
			quantity := min(qty.Qty(left)*p.One(), qty.Max)
			all.of[p.ID] = quantity
			all.sum[p.ProductID] += quantity
		}
	}
	return all, nil
}

// Promised gives what of every product is promised to buyers on other platforms and not ordered yet: the till warns
// before it sells it.
func (s *Shop) Promised(ctx context.Context) (map[id.Product]qty.Qty, error) {
	all, err := s.promises(ctx)
	return all.sum, err
}
