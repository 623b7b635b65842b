package stock

import (
	"fmt"
	"strings"

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

// Cost is money that a trip cost beside the goods.
type Cost struct {
	Kind   string       `json:"kind"`
	Amount money.Satang `json:"amount_satang"`
	Note   string       `json:"note"`
}

// Limits of a trip.
const (
	maxTripName = 60
	maxCosts    = 50
)

// Validate checks a trip by itself: "name_missing", "name_too_long", "name_picture", "date_missing",
// "date_order", "state_unknown", "too_many", "amount_invalid", "text_too_long".
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
	case len([]rune(t.Note)) > 500:
		return fault.New("text_too_long", "note", fault.Values{"max": 500})
	}
	for n, cost := range t.Costs {
		if cost.Amount <= 0 || cost.Amount > money.Max || cost.Kind != CostRent && cost.Kind != CostFuel && cost.Kind != CostOther {
			return fault.New("amount_invalid", fmt.Sprintf("costs[%d].amount", n), fault.Values{"value": cost.Amount})
		}
	}
	return nil
}
