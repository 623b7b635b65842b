package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// Stock gives what lies of some products, in the order asked. Of a set nothing lies: it can be sold as often
// as its scarcest component allows, less what is promised of it.
func (s *Shop) Stock(ctx context.Context, wanted []id.Product) ([]StockRow, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	if err := s.Know(ctx, wanted...); err != nil {
		return nil, err
	}
	asked := append([]id.Product(nil), wanted...)
	for _, product := range wanted {
		p := s.index.ByID(product)
		if p == nil {
			return nil, fault.New("product_unknown", "code", fault.Values{"value": product.String()})
		}
		for _, part := range p.Components {
			asked = append(asked, part.ProductID)
		}
	}
	held, err := s.held(ctx, id.Place{})
	if err != nil {
		return nil, err
	}
	balances, err := s.db.Balances(ctx, asked...)
	if err != nil {
		return nil, err
	}
	promised, err := s.Promised(ctx)
	if err != nil {
		return nil, err
	}
	byProduct, sellable := map[id.Product][]LotBalance{}, map[id.Product]qty.Qty{}
	for _, lot := range balances {
		byProduct[lot.ProductID] = append(byProduct[lot.ProductID], lot)
		sellable[lot.ProductID] += lot.Qty
	}
	for product, quantity := range held {
		sellable[product] -= quantity
	}
	rows := make([]StockRow, 0, len(wanted))
	for _, product := range wanted {
		p := s.index.ByID(product)
		row := StockRow{ProductID: product, SKU: p.SKU, Reserved: held[product], Promised: promised[product], Lots: byProduct[product]}
		for _, lot := range row.Lots {
			row.OnHand += lot.Qty
		}
		row.Sellable = row.OnHand - row.Reserved - row.Promised
		if p.IsSet() {
			row.Sellable, _ = p.Available(s.counted(sellable))
			row.Sellable -= row.Promised
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// counted gives what sums say of a product, false for one that is not counted.
func (s *Shop) counted(sums map[id.Product]qty.Qty) func(id.Product) (qty.Qty, bool) {
	return func(product id.Product) (qty.Qty, bool) {
		p := s.index.ByID(product)
		return sums[product], p == nil || !p.Untracked
	}
}

// Sellable gives what of every product can be sold now: on hand (at a fair what lies there) less what waiting
// bills and orders hold; of a set as many as its scarcest component makes. See Blocked for what of that has expired.
func (s *Shop) Sellable(ctx context.Context) (map[id.Product]qty.Qty, error) {
	trip, err := s.db.CurrentTrip(ctx)
	if err != nil {
		return nil, err
	}
	return s.sellableAt(ctx, trip.PlaceID, nil)
}

// sellableAt is Sellable at a place, none = of all that the shop has, and without goods that are not to be counted.
func (s *Shop) sellableAt(ctx context.Context, place id.Place, without map[id.Product]qty.Qty) (map[id.Product]qty.Qty, error) {
	sums, err := s.db.OnHandAt(ctx, place)
	if err != nil {
		return nil, err
	}
	for product, quantity := range without {
		sums[product] -= quantity
	}
	held, err := s.held(ctx, place)
	if err != nil {
		return nil, err
	}
	for product, quantity := range held {
		sums[product] -= quantity
	}
	sets, err := s.db.Sets(ctx)
	if err != nil {
		return nil, err
	}
	made := map[id.Product]qty.Qty{}
	for n := range sets {
		if err := s.Know(ctx, partsOf(&sets[n])...); err != nil {
			return nil, err
		}
		if have, counted := sets[n].Available(s.counted(sums)); counted {
			made[sets[n].ID] = have
		}
	}
	for set, have := range made {
		sums[set] = have
	}
	return sums, nil
}

// held sums what waiting bills and orders hold at a place, none = at all of them.
func (s *Shop) held(ctx context.Context, place id.Place) (map[id.Product]qty.Qty, error) {
	held, err := s.db.HeldAt(ctx, place)
	if err != nil {
		return nil, err
	}
	kept, err := s.db.Reserved(ctx, place)
	for product, quantity := range kept {
		held[product] += quantity
	}
	return held, err
}

// Blocked gives what lies where the shop sells from of products in lots that have expired, where it sells
// nothing of them; nil where it only warns.
func (s *Shop) Blocked(ctx context.Context) (map[id.Product]qty.Qty, error) {
	if choice, err := s.Get(ctx, "stock.expired"); err != nil || choice != selling.ExpiredRefuse {
		return nil, err
	}
	trip, err := s.db.CurrentTrip(ctx)
	if err != nil {
		return nil, err
	}
	today, err := s.Today(ctx)
	if err != nil {
		return nil, err
	}
	return s.db.ExpiredOnHand(ctx, max(today, clock.DayOf(s.Clock())), trip.PlaceID) // yesterday's shift may still be open
}

func partsOf(set *catalog.Product) []id.Product {
	parts := make([]id.Product, len(set.Components))
	for n, part := range set.Components {
		parts[n] = part.ProductID
	}
	return parts
}
