package shop

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// What is odd about an order is said and kept, none is lost, and none holds up another.
func TestOddOrdersHoldUpNothing(t *testing.T) {
	w := newStall(t)
	basket, gone := w.goods("A", 10_00, qty.Pieces(20)), w.goods("GONE", 10_00, qty.Pieces(3))
	w.publish(basket, gone)
	w.sync()
	gone.Archived = true
	w.save(gone)
	w.double.Uncheck() // the platform itself strays
	amount := func(text, currency string) map[string]any {
		return map[string]any{"amount": text, "currency": currency}
	}
	line := []double.Line{{SKU: "A", Pieces: 1, Price: 10_00}}
	for _, order := range []double.Order{
		{ID: "NO-LINES", More: map[string]any{"lines": []any{}}},
		{ID: "NEGATIVE", Lines: line, More: map[string]any{"totals": map[string]any{"goods": amount("10.00", "THB"), "shipping": amount("0.00", "THB"), "grand": amount("-5.00", "THB")}}},
		{ID: "DOLLARS", Lines: line, More: map[string]any{"totals": map[string]any{"goods": amount("10.00", "USD"), "shipping": amount("0.00", "USD"), "grand": amount("10.00", "USD")}}},
		{ID: "ARCHIVED", Lines: []double.Line{{SKU: "GONE", Pieces: 1, Price: 10_00}}},
		{ID: "UNKNOWN", Lines: []double.Line{{SKU: "NOBODY-KNOWS", Pieces: 1, Price: 10_00}}},
		{ID: "STATE", Lines: line, State: "on_fire"},
		{ID: "RUBBISH", Lines: line, More: map[string]any{"lines": "none", "ship_to": 7, "totals": nil}},
		{ID: "MANY", Lines: line, More: map[string]any{"buyer": map[string]any{"name": fmt.Sprintf("%0500d", 7)}}},
		{ID: "GOOD", Lines: line},
	} {
		w.double.Place(order)
	}
	w.sync()
	orders := w.orders()
	untaken, err := w.db.UntakenOrders(t.Context(), w.channel.ID)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]string{}
	for _, told := range untaken {
		kept[told.No] = publishing.ReadProblem(told.Problem).Code
	}
	for no, code := range map[string]string{"NO-LINES": "order_empty", "NEGATIVE": "", "DOLLARS": "", "ARCHIVED": "", "UNKNOWN": "", "STATE": "", "RUBBISH": "order_empty", "MANY": "", "GOOD": ""} {
		if row, taken := orders[no]; taken != (code == "") || kept[no] != code {
			t.Errorf("%s is among the orders: %v %+v, and kept apart for %q", no, taken, row, kept[no])
		}
	}
	for no, odd := range map[string]string{"NEGATIVE": publishing.OddNegative, "DOLLARS": publishing.OddCurrency, "STATE": publishing.OddState} {
		if told, _, _, err := w.db.ToldOrder(t.Context(), orders[no].OrderID); err != nil || !slices.Contains(told.Odd, odd) {
			t.Errorf("%s: %v, %v", no, told.Odd, err)
		}
	}
	if row := orders["UNKNOWN"]; row.Todo != ordering.TodoMatch {
		t.Errorf("of unknown goods: %+v", row)
	}
	count := len(orders)
	w.at = w.at.Add(30 * time.Hour)
	w.sync()
	if again := len(w.orders()); again != count {
		t.Errorf("heard again: %d orders, then %d", count, again)
	}
}

// When the feed knows our place in it no more it is read again by time, and no order counts twice.
func TestAFeedThatBeginsAgain(t *testing.T) {
	w := newStall(t)
	basket := w.goods("A", 10_00, qty.Pieces(20))
	w.publish(basket)
	w.sync()
	for n := range 3 {
		w.double.Place(double.Order{ID: fmt.Sprintf("P-%d", n), Lines: []double.Line{{SKU: "A", Pieces: 1, Price: 10_00}}})
		w.double.ExpireCursors()
		w.at = w.at.Add(time.Minute)
		if result := w.sync(); result.New != 1 || len(result.Problems) != 0 || w.level("A") != 19-n {
			t.Errorf("%d: %+v, %d there", n, result, w.level("A"))
		}
	}
	if len(w.orders()) != 3 {
		t.Errorf("%d orders", len(w.orders()))
	}
}

// What the shop did itself comes back in the feed and is nothing new: nothing is changed, queued or sent for it.
func TestAnEchoIsNothingNew(t *testing.T) {
	w := newStall(t)
	basket := w.goods("A", 10_00, qty.Pieces(20))
	w.publish(basket)
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "A", Pieces: 2, Price: 10_00}}})
	w.sync()
	w.shipAll(t.Context(), w.orders()["P-1"].OrderID, "EF582621152TH")
	w.sync()
	w.sync() // where the order stands there now is heard
	before, calls := w.orders()["P-1"], len(w.double.Journal())
	for range 3 {
		w.at = w.at.Add(3 * time.Minute)
		if result := w.sync(); result.New+result.Updated+result.Sent+result.Failed != 0 || len(result.Problems) != 0 {
			t.Errorf("%+v", result)
		}
	}
	if after := w.orders()["P-1"]; after.Fulfilment != before.Fulfilment || after.Todo != before.Todo || w.level("A") != 18 {
		t.Errorf("%+v, then %+v, %d there", before, after, w.level("A"))
	}
	if wrote := slices.IndexFunc(w.double.Journal()[calls:], func(call double.Call) bool { return call.Method != "GET" }); wrote >= 0 {
		t.Errorf("it wrote %+v", w.double.Journal()[calls+wrote])
	}
}

// A platform that writes an SKU in letters of its own means the same listing.
func TestCapitalsOfAnSKUMeanTheSameListing(t *testing.T) {
	w := newStall(t)
	w.publish(w.goods("BASKET", 250_00, qty.Pieces(12)))
	w.sync()
	w.double.Uncheck()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "Basket", Pieces: 3, Price: 250_00}}})
	w.sync()
	pieces, err := w.db.ChannelPieces(t.Context(), w.channel.ID, "BASKET")
	if err != nil || pieces["BASKET"].Ordered != 3 || len(w.orders()) != 1 {
		t.Errorf("%+v of %d orders, %v", pieces, len(w.orders()), err)
	}
}
