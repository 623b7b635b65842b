package shop

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/double"
	"github.com/talat-pos/talat/internal/testkit/woo"
)

// A channel that was closed and is connected anew tells all of its orders again: none comes in twice, and what is left
// to do of them is told by the new connection.
func TestAPlatformConnectedAnewBringsNoOrderTwice(t *testing.T) {
	w := newStall(t)
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.publish(basket)
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}})
	w.sync()
	if err := w.CloseChannel(t.Context(), &w.channel); err != nil {
		t.Fatal(err)
	}
	w.channel = w.connect("ตลาดกลาง", w.double)
	w.publish(basket)
	w.sync()
	if orders := w.orders(); len(orders) != 1 || w.level("BASKET") != 9 {
		t.Fatalf("%d orders, %d there", len(orders), w.level("BASKET"))
	}
	w.shipAll(t.Context(), w.orders()["P-1"].OrderID, "EF582621152TH")
	w.sync()
	if state := w.double.State("P-1"); state != publishing.Shipped {
		t.Errorf("there it is %q", state)
	}
}

// What a platform changes of goods that lie in a parcel is shown until the parcel is taken apart, and holds then.
func TestAChangeOfWhatIsPackedIsNotLost(t *testing.T) {
	w := newStall(t)
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.publish(basket)
	w.sync()
	lines := []double.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}
	w.double.Place(double.Order{ID: "P-1", Lines: lines})
	w.sync()
	order := w.orders()["P-1"].OrderID
	if err := w.ConfirmOrder(t.Context(), order, false, ""); err != nil {
		t.Fatal(err)
	}
	w.sync()
	parcel := w.packAll(order, "EF582621152TH")
	w.sync()
	lines[0].Pieces = 1
	w.double.Move("P-1", publishing.Packed)
	for range 3 { // the window looks again and again
		w.sync()
	}
	if list, err := w.UntakenOrders(t.Context(), w.channel.ID); err != nil || len(list) != 1 || list[0].Why.Code != "line_packed" {
		t.Errorf("%+v, %v", list, err)
	}
	if err := w.Unpack(t.Context(), order, parcel, "ลูกค้าเปลี่ยน", ""); err != nil {
		t.Fatal(err)
	}
	w.at = w.at.Add(24 * time.Hour)
	w.sync()
	past, err := w.db.Order(t.Context(), order)
	if err != nil || past.Content.Lines[0].Qty != qty.Pieces(1) {
		t.Errorf("%+v, %v", past.Content.Lines, err)
	}
	if list, err := w.UntakenOrders(t.Context(), w.channel.ID); err != nil || len(list) != 0 {
		t.Errorf("afterwards: %+v, %v", list, err)
	}
}

// An order that cannot be taken is said once, though a feed by time tells it with every look: the window's sender would
// ask again and again otherwise.
func TestAnOrderThatCannotBeTakenIsSaidOnce(t *testing.T) {
	w := newWooStall(t)
	no := w.there.Place(woo.Order{Method: "promptpay"})
	if result := w.sync(); len(result.Problems) != 1 || result.Problems[0].About != no {
		t.Fatalf("%+v", result)
	}
	w.at = w.at.Add(hearEvery)
	if result := w.sync(); len(result.Problems) != 0 {
		t.Errorf("said again: %+v", result)
	}
	if list, err := w.UntakenOrders(t.Context(), w.channel.ID); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

// Who was erased does not come back when the platform tells the order again, also by a connection made anew; nor does
// who ordered what could not be taken stay for ever.
func TestWhoWasErasedStaysErased(t *testing.T) {
	w := newStall(t)
	w.publish(w.goods("BASKET", 250_00, qty.Pieces(12)))
	w.sync()
	w.double.Uncheck()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}})
	w.double.Place(double.Order{ID: "P-2"})
	w.sync()
	w.double.Move("P-1", publishing.Cancelled)
	w.sync()
	order := w.orders()["P-1"].OrderID
	if raws := w.raws(); len(raws) != 2 || raws[0] == "" || raws[1] == "" {
		t.Fatalf("%q", raws)
	}
	if raw, err := w.db.OrderRaw(t.Context(), order); err != nil || raw == "" || !strings.Contains(strings.Join(w.raws(), " "), raw) {
		t.Fatalf("%q is not told to who asks for it: %v", raw, err)
	}
	if err := w.EraseOrder(t.Context(), order, ""); err != nil {
		t.Fatal(err)
	}
	gone := func(when string) {
		t.Helper()
		w.sync()
		if raws := w.raws(); len(raws) != 2 || raws[0] != "" {
			t.Errorf("%s: %q", when, raws)
		}
		if past, err := w.db.Order(t.Context(), order); err != nil || past.Order.ID != order || len(w.orders()) != 1 {
			t.Errorf("%s: %v", when, err)
		}
	}
	w.double.ExpireCursors()
	gone("told again")
	w.double.Move("P-1", publishing.Refunded)
	gone("changed")
	if err := w.CloseChannel(t.Context(), &w.channel); err != nil {
		t.Fatal(err)
	}
	w.channel = w.connect("ตลาดกลาง", w.double)
	w.sync()
	if raws := strings.Join(w.raws(), ""); strings.Contains(raws, "P-1") {
		t.Errorf("by a new connection: %q", raws)
	}
	w.double.Move("P-2", publishing.Cancelled)
	w.sync()
	w.at = w.at.AddDate(0, 4, 0)
	w.sync()
	if raws := w.raws(); strings.Join(raws, "") != "" {
		t.Errorf("after four months: %q", raws)
	}
}

// raws gives what the shop's file keeps of orders as they came.
func (w *stall) raws() (raws []string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.Dir, dbName)+"?mode=ro")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(w.t.Context(), "SELECT raw FROM channel_order ORDER BY no")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var raw string
		if err := rows.Scan(&raw); err != nil {
			w.t.Fatal(err)
		}
		raws = append(raws, raw)
	}
	if rows.Err() != nil {
		w.t.Fatal(rows.Err())
	}
	return raws
}
