package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// Packs of weighed goods that were weighed a little light are told as the packs that they are.
func TestPacksWeighedLightAreTold(t *testing.T) {
	w := newStall(t)
	chilli := w.goods("CHILLI", 400_00, 0)
	chilli.Weighed, chilli.Unit = true, "กก."
	chilli, err := w.SaveProduct(t.Context(), chilli, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	w.receive(chilli, 3000)
	w.place(publishing.Placement{ProductID: chilli.ID, SKU: "CHILLI", Piece: 300}, publishing.NoPromise)
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "CHILLI", Pieces: 2, Price: 120_00}}})
	w.sync()
	order := w.orders()["P-1"].OrderID
	if err := w.ConfirmOrder(t.Context(), order, false, ""); err != nil {
		t.Fatal(err)
	}
	pack := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order, To: 1, Service: "ems", Tracking: "EF582621152TH", Lines: []ledger.ParcelLine{{N: 1, Qty: 590}}}
	if err := w.db.Pack(t.Context(), pack, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.HandOver(t.Context(), order, nil, id.New[id.Bill](), ""); err != nil {
		t.Fatal(err)
	}
	w.sync()
	if state := w.double.State("P-1"); state != publishing.Shipped {
		t.Errorf("there it is %q: %+v", state, w.double.Shipments("P-1"))
	}
}
