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
