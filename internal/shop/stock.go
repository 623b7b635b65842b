package shop

import (
	"context"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// StockRow is what lies of one product.
type StockRow struct {
	ProductID id.Product
	SKU       string
	OnHand    qty.Qty
	Reserved  qty.Qty // gone with bills that wait for their money
	Promised  qty.Qty // online; nothing is promised before listings exist
	Sellable  qty.Qty // on hand − reserved − promised
	Lots      []LotBalance
}

// Places lists where goods lie.
func (s *Shop) Places(ctx context.Context) ([]Place, error) { return s.db.Places(ctx) }

// maxPlace is the longest name of a place, in characters.
const maxPlace = 60

// AddPlace makes a place where goods lie. It fails with "name_missing" and "name_too_long".
func (s *Shop) AddPlace(ctx context.Context, name string) error {
	name = thai.Clean(name, maxPlace+1)
	switch {
	case name == "":
		return fault.New("name_missing", "name", nil)
	case utf8.RuneCountInString(name) > maxPlace:
		return fault.New("name_too_long", "name", fault.Values{"max": maxPlace})
	}
	return s.db.SavePlace(ctx, Place{ID: id.New[id.Place](), Name: name})
}

// Stock gives what lies of some products, in the order asked.
func (s *Shop) Stock(ctx context.Context, wanted []id.Product) ([]StockRow, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	if err := s.Know(ctx, wanted...); err != nil {
		return nil, err
	}
	held, err := s.db.Held(ctx)
	if err != nil {
		return nil, err
	}
	balances, err := s.db.Balances(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	byProduct := map[id.Product][]LotBalance{}
	for _, lot := range balances {
		byProduct[lot.ProductID] = append(byProduct[lot.ProductID], lot)
	}
	rows := make([]StockRow, 0, len(wanted))
	for _, product := range wanted {
		p := s.index.ByID(product)
		if p == nil {
			return nil, fault.New("product_unknown", "code", fault.Values{"value": product.String()})
		}
		row := StockRow{ProductID: product, SKU: p.SKU, Reserved: held[product], Lots: byProduct[product]}
		for _, lot := range row.Lots {
			row.OnHand += lot.Qty
		}
		row.Sellable = row.OnHand - row.Reserved - row.Promised
		rows = append(rows, row)
	}
	return rows, nil
}

// Sellable gives what of every product can be sold now: on hand less what waiting bills hold.
func (s *Shop) Sellable(ctx context.Context) (map[id.Product]qty.Qty, error) {
	sums, err := s.db.OnHand(ctx)
	if err != nil {
		return nil, err
	}
	held, err := s.db.Held(ctx)
	for product, quantity := range held {
		sums[product] -= quantity
	}
	return sums, err
}

// Expiring gives the first expiry day of goods that lie here and expire on or before a day.
func (s *Shop) Expiring(ctx context.Context, before clock.Day) (map[id.Product]clock.Day, error) {
	return s.db.Expiring(ctx, before)
}

// mainPlace is where the shop sells from.
func (s *Shop) mainPlace(ctx context.Context) (id.Place, error) {
	text, err := s.Get(ctx, "stock.place")
	if err != nil {
		return id.Place{}, err
	}
	return id.Parse[id.Place](text)
}
