package orders

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// What the carrier owes for a parcel can be noted also when it came back from its customer, and not when nobody had it.
func TestWhatACarrierOwes(t *testing.T) {
	for name, c := range map[string]struct {
		state string
		steps []string
		owes  bool
	}{
		"on its way":                     {ledger.ParcelShipped, nil, true},
		"written off":                    {ledger.ParcelWrittenOff, []string{ordering.StepLost, ordering.StepWrittenOff}, true},
		"came back":                      {ledger.ParcelReturned, []string{ordering.StepReturned}, false},
		"the customer had it":            {ledger.ParcelLooked, []string{ordering.StepDelivered, ordering.StepReturned}, true},
		"that it arrived was a mistake":  {ledger.ParcelReturned, []string{ordering.StepDelivered, ordering.StepOnItsWay, ordering.StepReturned}, false},
		"the customer of another had it": {ledger.ParcelReturned, []string{"", ordering.StepReturned}, false},
	} {
		parcel := ledger.Parcel{ID: id.New[id.Parcel](), State: c.state, COD: 100_00}
		past := &ordering.Past{}
		for _, step := range c.steps {
			of := parcel.ID
			if step == "" {
				step, of = ordering.StepDelivered, id.New[id.Parcel]()
			}
			past.Steps = append(past.Steps, ledger.OrderStep{Kind: step, ParcelID: of})
		}
		if got := owesCOD(&shop.Order{Past: past}, &parcel); got != c.owes {
			t.Errorf("%s: %v", name, got)
		}
	}
}
