package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/testkit/double"
)

// An order that the shop cannot take is listed with the reason, and keeps no other back.
func TestUntakenOrders(t *testing.T) {
	w := newStall(t)
	soap := w.goods("SOAP", 4500, 20_000)
	w.publish(soap)
	w.sync()
	w.double.Uncheck() // it strays from the contract on purpose
	w.double.Place(double.Order{ID: "CP-GOOD", Lines: []double.Line{{SKU: "SOAP", Pieces: 1, Price: 4500}}})
	w.double.Place(double.Order{ID: "CP-NONE"})
	w.sync()
	list, err := w.UntakenOrders(t.Context(), w.channel.ID)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	if o := list[0]; o.No != "CP-NONE" || o.Why.IsZero() || !o.HeardAt.Equal(w.at) {
		t.Errorf("%+v", o)
	}
	if taken, _, err := w.Orders(t.Context(), OrderQuery{Limit: 10}); err != nil || len(taken) != 1 {
		t.Errorf("taken: %+v, %v", taken, err)
	}
	if list, err = w.UntakenOrders(t.Context(), w.connect("อื่น", w.double).ID); err != nil || len(list) != 0 {
		t.Errorf("of another channel: %+v, %v", list, err)
	}
}
