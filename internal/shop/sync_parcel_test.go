package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// What the shop brings itself has no number of a carrier: its platform hears of it once it is there.
func TestAParcelWithoutANumberIsToldWhenItArrives(t *testing.T) {
	w := newStall(t)
	ctx := t.Context()
	w.publish(w.goods("BASKET", 250_00, qty.Pieces(12)))
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}})
	w.sync()
	order := w.orders()["P-1"]
	w.shipAll(ctx, order.OrderID, "")
	w.sync()
	if state := w.double.State("P-1"); state != publishing.Packed {
		t.Fatalf("on its way, and its number may still be typed: %q", state)
	}
	past, err := w.db.Order(ctx, order.OrderID)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.EndParcel(ctx, order.OrderID, past.Parcels[0].ID, ordering.StepDelivered, "", ""); err != nil {
		t.Fatal(err)
	}
	w.sync()
	parcel := w.double.Shipments("P-1")[past.Parcels[0].ID.String()]
	if state := w.double.State("P-1"); state != publishing.Shipped || parcel["carrier"] != "other" || parcel["tracking_no"] != "AOR2569000001P1" {
		t.Errorf("there it is %q: %v", state, parcel)
	}
}

// A pair whose halves go in two parcels is told with the second.
func TestAPairInTwoParcelsIsToldOnce(t *testing.T) {
	w := newStall(t)
	ctx := t.Context()
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.place(publishing.Placement{ProductID: basket.ID, SKU: "PAIR", Piece: qty.Pieces(2)}, publishing.NoPromise)
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "PAIR", Pieces: 2, Price: 480_00}}})
	w.sync()
	order := w.orders()["P-1"].OrderID
	if err := w.ConfirmOrder(ctx, order, false, ""); err != nil {
		t.Fatal(err)
	}
	for _, packed := range []struct {
		tracking string
		pieces   int
	}{{"EF582621152TH", 1}, {"EF582621166TH", 3}} {
		pack := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order, To: 1, Service: "ems", Tracking: packed.tracking,
			Lines: []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(packed.pieces)}}}
		if err := w.db.Pack(ctx, pack, ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.db.HandOver(ctx, order, nil, id.New[id.Bill](), ""); err != nil {
		t.Fatal(err)
	}
	w.sync()
	if state := w.double.State("P-1"); state != publishing.Shipped || len(w.double.Shipments("P-1")) != 1 {
		t.Errorf("there it is %q: %v", state, w.double.Shipments("P-1"))
	}
}
