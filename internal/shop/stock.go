package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
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

// PlaceKinds lists what places may be: where the shop sells, a store room, a stall.
var PlaceKinds = []string{store.PlaceShop, store.PlaceStore, store.PlaceStall}

// AddPlace makes a place where goods lie and gives it. Faults: "name_missing", "name_too_long", "name_picture",
// "place_taken" by another of that name that is open, "place_kind_unknown".
func (s *Shop) AddPlace(ctx context.Context, name, kind string) (Place, error) {
	place := Place{ID: id.New[id.Place](), Name: thai.Clean(name, maxPlace+1), Kind: kind}
	if place.Name == "" {
		return place, fault.New("name_missing", "name", nil)
	}
	if err := thai.CheckName(place.Name, "name", maxPlace); err != nil {
		return place, err
	}
	if !slices.Contains(PlaceKinds, kind) {
		return place, fault.New("place_kind_unknown", "kind", fault.Values{"value": kind})
	}
	all, err := s.db.Places(ctx)
	if err != nil {
		return place, err
	}
	for _, other := range all {
		if other.Name == place.Name && !other.Closed {
			return place, fault.New("place_taken", "name", fault.Values{"name": place.Name})
		}
	}
	return place, s.db.SavePlace(ctx, place)
}

// Expiring gives the first expiry day of goods that lie here and expire on or before a day.
func (s *Shop) Expiring(ctx context.Context, before clock.Day) (map[id.Product]clock.Day, error) {
	return s.db.Expiring(ctx, before)
}

// sellingPlace is where the till sells from: the place of the trip it is out at, else the shop's own.
func (s *Shop) sellingPlace(ctx context.Context) (id.Place, error) {
	trip, err := s.db.CurrentTrip(ctx)
	if err != nil || !trip.ID.IsZero() {
		return trip.PlaceID, err
	}
	return s.mainPlace(ctx)
}

// mainPlace is where the shop itself sells from.
func (s *Shop) mainPlace(ctx context.Context) (id.Place, error) {
	text, err := s.Get(ctx, "stock.place")
	if err != nil {
		return id.Place{}, err
	}
	return id.Parse[id.Place](text)
}
