package shop

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// place puts a product on the stall's platform by a placement of its own.
func (w *stall) place(p publishing.Placement, promise int) {
	w.t.Helper()
	p.ConnectionID, p.Chosen = w.channel.ID, true
	if err := w.SavePlacement(w.t.Context(), p, promise); err != nil {
		w.t.Fatal(err)
	}
}

// What a piece holds stays while buyers wait for pieces of it.
func TestAPieceThatIsOrderedStaysWhatItIs(t *testing.T) {
	w := newStall(t)
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	pair := publishing.Placement{ID: id.New[id.Placement](), ProductID: basket.ID, SKU: "PAIR", Piece: qty.Pieces(2)}
	w.place(pair, publishing.NoPromise)
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "PAIR", Pieces: 2, Price: 500_00}}})
	w.sync()
	pair.Piece, pair.ConnectionID, pair.Chosen = qty.Pieces(3), w.channel.ID, true
	if err := w.SavePlacement(t.Context(), pair, publishing.NoPromise); !fault.Is(err, "piece_ordered") {
		t.Errorf("three in a pair: %v", err)
	}
	order := w.orders()["P-1"].OrderID
	if err := w.ConfirmOrder(t.Context(), order, false, ""); err != nil {
		t.Fatal(err)
	}
	w.sync()
	past, err := w.db.Order(t.Context(), order)
	if err != nil || past.Content.Lines[0].Qty != qty.Pieces(4) {
		t.Errorf("%+v, %v", past.Content.Lines, err)
	}
	w.handOverAll(t.Context(), order, "EF582621152TH")
	if err := w.SavePlacement(t.Context(), pair, publishing.NoPromise); err != nil {
		t.Errorf("when they have them: %v", err)
	}
}

// A promise made before the platform was first asked is not used up by what was ordered there before.
func TestOldOrdersUseUpNoPromise(t *testing.T) {
	w := newStall(t)
	basket := w.goods("BASKET", 250_00, qty.Pieces(20))
	w.double.Place(double.Order{ID: "P-0", Lines: []double.Line{{SKU: "BASKET", Pieces: 8, Price: 250_00}}})
	w.place(publishing.Placement{ProductID: basket.ID, SKU: "BASKET"}, 3)
	w.sync()
	if level := w.level("BASKET"); level != 3 {
		t.Fatalf("%d of 3 there", level)
	}
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 2, Price: 250_00}}})
	w.sync()
	w.at = w.at.Add(24 * time.Hour)
	w.sync()
	if level := w.level("BASKET"); level != 1 {
		t.Errorf("%d of 1 there", level)
	}
}

// What is in a set that another listing promised is not sold by itself, nor in another set.
func TestPartsOfPromisedSetsAreKept(t *testing.T) {
	w := newStall(t)
	jar := w.goods("JAR", 100_00, qty.Pieces(10))
	box := w.goods("BOX", 180_00, 0)
	box.Components = []catalog.Component{{ProductID: jar.ID, Qty: qty.Pieces(2)}}
	box, err := w.SaveProduct(t.Context(), box, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	w.place(publishing.Placement{ProductID: box.ID, SKU: "BOX"}, 4)
	w.place(publishing.Placement{ProductID: jar.ID, SKU: "JAR"}, publishing.NoPromise)
	w.sync()
	if box, jar := w.level("BOX"), w.level("JAR"); box != 4 || jar != 2 {
		t.Errorf("a set is promised: %d sets and %d jars there", box, jar)
	}
	list, err := w.db.Placements(t.Context(), w.channel.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.place(list[0], publishing.NoPromise)
	w.place(list[1], 5)
	w.sync()
	if box, jar := w.level("BOX"), w.level("JAR"); box != 2 || jar != 5 {
		t.Errorf("a part is promised: %d sets and %d jars there", box, jar)
	}
}

// Goods that nobody counts can be ordered.
func TestGoodsThatNobodyCountsCanBeOrdered(t *testing.T) {
	w := newStall(t)
	noodles := w.goods("NOODLES", 50_00, 0)
	noodles.Untracked = true
	noodles, err := w.SaveProduct(t.Context(), noodles, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	w.publish(noodles)
	w.sync()
	if level := w.level("NOODLES"); level <= 0 || w.word(noodles) != publishing.WordLive {
		t.Errorf("%d there, %s", level, w.word(noodles))
	}
}
