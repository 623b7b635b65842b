package stock

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// States of a trip.
const (
	TripPacking = "packing" // the box is being loaded
	TripOut     = "out"     // the till sells there
	TripBack    = "back"    // unloaded and counted
)

// Trip is a market or fair that the shop goes to with a box of goods. JSON names are the columns' names.
type Trip struct {
	ID      id.Trip   `json:"id"`
	Name    string    `json:"name"`
	PlaceID id.Place  `json:"place_id"` // where its goods lie meanwhile
	From    clock.Day `json:"from"`
	To      clock.Day `json:"to"`
	State   string    `json:"state"`
	Costs   []Cost    `json:"costs"`
	Note    string    `json:"note"`
}

// Kinds of costs.
const (
	CostRent  = "rent"
	CostFuel  = "fuel"
	CostOther = "other"
)

// CostKinds lists them in the order they are offered.
var CostKinds = []string{CostRent, CostFuel, CostOther}

// Cost is money that a trip cost beside the goods.
type Cost struct {
	ID     id.Change    `json:"id"` // so that one that is sent again is one
	Kind   string       `json:"kind"`
	Amount money.Satang `json:"amount_satang"`
	Note   string       `json:"note"`
	Drawer bool         `json:"drawer"` // paid with cash of the till's drawer
}

// Limits of a trip.
const (
	maxTripName = 60
	maxCosts    = 50
)

// Validate checks a trip by itself: "name_missing", "name_too_long", "name_picture", "date_missing",
// "date_order", "state_unknown", "too_many", "cost_unknown", "amount_invalid", "text_too_long".
func (t *Trip) Validate() error {
	if err := thai.CheckName(t.Name, "name", maxTripName); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(t.Name) == "":
		return fault.New("name_missing", "name", nil)
	case t.From == "" || t.To == "":
		return fault.New("date_missing", "from", nil)
	case t.To < t.From:
		return fault.New("date_order", "to", fault.Values{"from": t.From, "to": t.To})
	case t.State != TripPacking && t.State != TripOut && t.State != TripBack:
		return fault.New("state_unknown", "state", fault.Values{"value": t.State})
	case len(t.Costs) > maxCosts:
		return fault.New("too_many", "costs", fault.Values{"max": maxCosts})
	case utf8.RuneCountInString(t.Note) > 500:
		return fault.New("text_too_long", "note", fault.Values{"max": 500})
	}
	for n, cost := range t.Costs {
		field := fmt.Sprintf("costs[%d].", n)
		switch {
		case !slices.Contains(CostKinds, cost.Kind):
			return fault.New("cost_unknown", field+"kind", fault.Values{"value": cost.Kind})
		case cost.Amount <= 0 || cost.Amount > money.Max:
			return fault.New("amount_invalid", field+"amount", fault.Values{"value": cost.Amount})
		case utf8.RuneCountInString(cost.Note) > MaxText:
			return fault.New("text_too_long", field+"note", fault.Values{"max": MaxText})
		}
	}
	return nil
}

// Open proves that goods may still come to the trip and leave it. It fails with "trip_over".
func (t *Trip) Open() error {
	if t.State == TripBack {
		return fault.New("trip_over", "trip", fault.Values{"name": t.Name})
	}
	return nil
}

// Go sets the trip out. current is the trip that the till is out at, zero = at the shop. It fails with
// "trip_over" and, while the till is at another, "trip_other_out".
func (t *Trip) Go(current *Trip) error {
	if err := t.Open(); err != nil {
		return err
	}
	if !current.ID.IsZero() && current.ID != t.ID {
		return fault.New("trip_other_out", "trip", fault.Values{"name": current.Name})
	}
	t.State = TripOut
	return nil
}

// Spend adds a cost. One that is there already is left as it is; with other words under its id it fails with
// "cost_used". Faults: those of Validate at the cost's own fields.
func (t *Trip) Spend(cost Cost) (added bool, err error) {
	for _, old := range t.Costs {
		if old.ID == cost.ID && old == cost {
			return false, nil
		}
		if old.ID == cost.ID {
			return false, fault.New("cost_used", "id", fault.Values{"value": cost.ID.String()})
		}
	}
	one := Trip{Name: t.Name, From: t.From, To: t.To, State: t.State, Costs: []Cost{cost}}
	if err := one.Validate(); err != nil {
		known := fault.Of(err)
		return false, fault.New(known.Code, strings.TrimPrefix(known.Field, "costs[0]."), known.Values)
	}
	t.Costs = append(slices.Clone(t.Costs), cost)
	return true, t.Validate()
}

// Unspend takes a cost back out that was a mistake; ok is false when it is not there.
func (t *Trip) Unspend(cost id.Change) (gone Cost, ok bool) {
	at := slices.IndexFunc(t.Costs, func(c Cost) bool { return c.ID == cost })
	if at < 0 {
		return Cost{}, false
	}
	gone = t.Costs[at]
	t.Costs = slices.Delete(slices.Clone(t.Costs), at, at+1)
	return gone, true
}

// Spent sums the costs.
func (t *Trip) Spent() (sum money.Satang) {
	for _, cost := range t.Costs {
		sum += cost.Amount
	}
	return sum
}

// Unpacked gives the lines of the count that ends a trip: what was counted, and none of what should lie in
// the box and was not found.
func Unpacked(counted []Item, lying []id.Product) []Item {
	items := slices.Clone(counted)
	for _, product := range lying {
		if !slices.ContainsFunc(counted, func(i Item) bool { return i.ProductID == product }) {
			items = append(items, Item{ProductID: product})
		}
	}
	return items
}
