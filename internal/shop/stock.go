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
	Promised  qty.Qty // to buyers on other platforms, and not ordered yet
	Sellable  qty.Qty // on hand − reserved − promised
	Lots      []LotBalance
}

// Places lists where goods lie.
func (s *Shop) Places(ctx context.Context) ([]Place, error) { return s.db.Places(ctx) }

// maxPlace is the longest name of a place, in characters.
const maxPlace = 60

// PlaceKinds lists what places may be: where the shop sells, a store room, a stall.
var PlaceKinds = []string{store.PlaceShop, store.PlaceStore, store.PlaceStall}

// PlaceGoods counts the products that lie, or are missing, at each place.
func (s *Shop) PlaceGoods(ctx context.Context) (map[id.Place]int, error) { return s.db.PlaceGoods(ctx) }

// AddPlace makes a place where goods lie and gives it. Faults are those of SavePlace.
func (s *Shop) AddPlace(ctx context.Context, name, kind string) (Place, error) {
	return s.SavePlace(ctx, Place{Name: name, Kind: kind})
}

// SavePlace writes a place, new or changed; closed, nothing goes there any more. Faults: "name_missing",
// "name_too_long", "name_picture", "place_taken" by another of that name that is open, "place_kind_unknown",
// those of store.SavePlace.
func (s *Shop) SavePlace(ctx context.Context, place Place) (Place, error) {
	if place.ID.IsZero() {
		place.ID = id.New[id.Place]()
	}
	if place.Name = thai.Clean(place.Name, maxPlace+1); place.Name == "" {
		return place, fault.New("name_missing", "name", nil)
	}
	if err := thai.CheckName(place.Name, "name", maxPlace); err != nil {
		return place, err
	}
	if !slices.Contains(PlaceKinds, place.Kind) {
		return place, fault.New("place_kind_unknown", "kind", fault.Values{"value": place.Kind})
	}
	all, err := s.db.Places(ctx)
	if err != nil {
		return place, err
	}
	for _, other := range all {
		if other.ID != place.ID && other.Name == place.Name && !other.Closed && !place.Closed {
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
