package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

var fair = stock.Trip{ID: id.Trip{1}, Name: "งานกาชาด", From: "2026-11-23", To: "2026-11-24"}

// packed is a shop with a box of 10 pastes, 2 silks and 3 soaps for the fair.
func packed(t *testing.T) *testkit.Shop {
	t.Helper()
	s := testkit.New(t)
	must(t, s.AddTrip(ctx, fair, "งานกาชาด 23 พ.ย."))
	for _, pieces := range []int{7, 10} {
		must(t, s.KeepTripLine(ctx, fair.ID, store.TripLoad, box(s, testkit.Paste, pieces), false))
	}
	must(t, s.KeepTripLine(ctx, fair.ID, store.TripLoad, box(s, testkit.Silk, 1), false))
	must(t, s.KeepTripLine(ctx, fair.ID, store.TripLoad, box(s, testkit.Silk, 1), true))
	kept, err := s.TripLines(ctx, fair.ID, store.TripLoad)
	must(t, err)
	if len(kept) != 1 || kept[0].Qty != qty.Pieces(10) {
		t.Errorf("kept %v", kept)
	}
	load := stock.Request{ID: id.StockPaper{1}, Items: []stock.Item{box(s, testkit.Paste, 10), box(s, testkit.Silk, 2), box(s, testkit.Soap, 3)}}
	for n, want := range []bool{false, true} {
		replayed, err := s.MoveTrip(ctx, fair.ID, store.TripLoad, load)
		must(t, err)
		if replayed != want {
			t.Errorf("load %d: replayed %v", n, replayed)
		}
	}
	if kept, err = s.TripLines(ctx, fair.ID, store.TripLoad); err != nil || len(kept) != 0 {
		t.Errorf("what was loaded is still to load: %v (%v)", kept, err)
	}
	return s
}

func box(s *testkit.Shop, good, pieces int) stock.Item {
	return stock.Item{ProductID: s.Goods[good].ID, Qty: qty.Pieces(pieces)}
}

func atPlace(t *testing.T, s *testkit.Shop, place id.Place, good int) qty.Qty {
	t.Helper()
	sums, err := s.OnHandAt(ctx, place)
	must(t, err)
	return sums[s.Goods[good].ID]
}

func fairPlace(t *testing.T, s *testkit.Shop) id.Place {
	t.Helper()
	trip, err := s.Trip(ctx, fair.ID)
	must(t, err)
	return trip.PlaceID
}

// TestATripFromLoadingToUnloading goes through a whole fair, every step asked for twice, and proves what it
// says it brought.
func TestATripFromLoadingToUnloading(t *testing.T) {
	s := packed(t)
	stall := fairPlace(t, s)
	must(t, s.AddTrip(ctx, fair, "again")) // nothing new
	for range 2 {
		must(t, s.GoTrip(ctx, fair.ID))
	}
	paste, silk := s.Goods[testkit.Paste], s.Goods[testkit.Silk]
	cash := s.Sell(t, testkit.Line(paste, 2*qty.One), testkit.Line(silk, qty.One)) // 130.00 + 1,185.50
	_, err := s.Checkout(ctx, selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(paste, qty.One)}},
		Tenders: testkit.Exactly(selling.PromptPay)})
	must(t, err)
	if bill := past(t, s, cash).Bill; bill.TripID != fair.ID {
		t.Errorf("a bill of trip %s", bill.TripID)
	}
	if atPlace(t, s, stall, testkit.Paste) != qty.Pieces(7) || atPlace(t, s, testkit.Place, testkit.Paste) != qty.Pieces(50) {
		t.Errorf("the till sold from elsewhere: %s at the stall", atPlace(t, s, stall, testkit.Paste))
	}
	loss := stock.Request{ID: id.StockPaper{2}, Reason: stock.Tasted, Items: []stock.Item{{ProductID: paste.ID, Qty: -qty.One}}}
	rent := stock.Cost{ID: id.Change{1}, Kind: stock.CostRent, Amount: 300_00, Drawer: true}
	for range 2 {
		_, err := s.MoveTrip(ctx, fair.ID, store.TripLoss, loss)
		must(t, err)
		must(t, s.SpendTrip(ctx, fair.ID, rent, "ค่าที่"))
		must(t, s.SpendTrip(ctx, fair.ID, stock.Cost{ID: id.Change{2}, Kind: stock.CostFuel, Amount: 100_00}, ""))
	}
	must(t, s.KeepTripLine(ctx, fair.ID, store.TripBack, box(s, testkit.Paste, 5), false)) // one is missing
	before := counts(t, s)
	for range 2 {
		must(t, s.EndTrip(ctx, fair.ID, []stock.Item{box(s, testkit.Paste, 5), box(s, testkit.Silk, 1), box(s, testkit.Soap, 3)}, "แดง"))
	}
	if after := counts(t, s); after[0] != before[0]+3 {
		t.Errorf("%d events, want a count, a move and the documents", after[0]-before[0])
	}
	sum, err := s.TripSum(ctx, fair.ID)
	must(t, err)
	share := past(t, s, cash).Entries[0].Share
	for _, one := range []struct {
		name      string
		got, want money.Satang
	}{{"sold", sum.Sold, 1380_50}, {"cash", sum.Cash, 1315_50}, {"PromptPay", sum.Bank, 65_00}, {"others", sum.Others, 0}, {"discount", sum.Discount, 0},
		{"VAT", sum.VAT, 0}, {"shares", sum.Shares, share}, {"goods", sum.Goods, 90_00}, {"tasted", sum.Tasted, 30_00}, {"missing", sum.Missing, 30_00},
		{"earned", sum.Earned(), 1380_50 - share - 90_00 - 30_00 - 30_00 - 400_00}} {
		if one.got != one.want {
			t.Errorf("%s: %s, want %s", one.name, one.got, one.want)
		}
	}
	row := sum.Rows[0]
	if sum.Bills != 2 || sum.Pieces != qty.Pieces(4) || row.ProductID != paste.ID || row.Taken != qty.Pieces(10) || row.Sold != qty.Pieces(3) ||
		row.Tasted != qty.One || row.Back != qty.Pieces(5) || row.Missing != qty.One || row.Left() != 0 {
		t.Errorf("sum %+v", sum)
	}
	if atPlace(t, s, testkit.Place, testkit.Paste) != qty.Pieces(55) || atPlace(t, s, stall, testkit.Paste) != 0 || atPlace(t, s, testkit.Place, testkit.Soap) != qty.Pieces(60) {
		t.Error("what was left is not at the shop")
	}
	back, err := s.Trip(ctx, fair.ID)
	must(t, err)
	current, err := s.CurrentTrip(ctx)
	must(t, err)
	counted, err := s.TripLines(ctx, fair.ID, store.TripBack)
	must(t, err)
	if back.State != stock.TripBack || !current.ID.IsZero() || len(counted) != 0 {
		t.Errorf("state %s, current %s, %d counted", back.State, current.ID, len(counted))
	}
	if bill := past(t, s, s.Sell(t, testkit.Line(paste, qty.One))).Bill; !bill.TripID.IsZero() {
		t.Error("a bill at the shop belongs to the trip")
	}
	drawer, open, err := s.LastShift(ctx)
	must(t, err)
	view, err := s.Shift(ctx, drawer.ID)
	must(t, err)
	if !open || view.Drawer.Out != 300_00 {
		t.Errorf("the drawer paid %s", view.Drawer.Out)
	}
	s.CheckOK(t)
}

func TestWhatATripRefuses(t *testing.T) {
	s := packed(t)
	other := stock.Trip{ID: id.Trip{2}, Name: "ถนนคนเดิน", From: "2026-11-23", To: "2026-11-23"}
	must(t, s.AddTrip(ctx, other, "ถนนคนเดิน"))
	wrong := fair
	wrong.Name = "งานอื่น"
	wantCode(t, s.AddTrip(ctx, wrong, "x"), "trip_used")
	wantCode(t, s.GoTrip(ctx, id.Trip{9}), "trip_unknown")
	must(t, s.GoTrip(ctx, fair.ID))
	wantCode(t, s.GoTrip(ctx, other.ID), "trip_other_out")
	move := func(way string, good, pieces int) error {
		_, err := s.MoveTrip(ctx, fair.ID, way, stock.Request{ID: id.New[id.StockPaper](), Reason: stock.Broken, Items: []stock.Item{box(s, good, pieces)}})
		return err
	}
	wantCode(t, move(store.TripLoad, testkit.Paste, 999), "insufficient_stock")
	wantCode(t, move(store.TripUnload, testkit.Paste, 11), "insufficient_stock")
	must(t, move(store.TripUnload, testkit.Paste, 4))
	if got := atPlace(t, s, fairPlace(t, s), testkit.Paste); got != qty.Pieces(6) {
		t.Errorf("%s left in the box", got)
	}
	wantCode(t, s.KeepTripLine(ctx, fair.ID, store.TripBack, box(s, testkit.Paste, -1), false), "qty_negative")
	must(t, s.EndTrip(ctx, fair.ID, nil, ""))
	wantCode(t, move(store.TripLoad, testkit.Paste, 1), "trip_over")
	wantCode(t, s.KeepTripLine(ctx, fair.ID, store.TripBack, box(s, testkit.Paste, 1), false), "trip_over")
	wantCode(t, s.GoTrip(ctx, fair.ID), "trip_over")
	must(t, s.GoTrip(ctx, other.ID))
	s.CheckOK(t)
}

// TestACostThatWasAMistake comes out again, and the drawer's cash back into it.
func TestACostThatWasAMistake(t *testing.T) {
	s := packed(t)
	rent := stock.Cost{ID: id.Change{1}, Kind: stock.CostRent, Amount: 300_00, Drawer: true}
	must(t, s.SpendTrip(ctx, fair.ID, rent, "ค่าที่"))
	for range 2 {
		must(t, s.UnspendTrip(ctx, fair.ID, rent.ID, "คืนค่าที่"))
	}
	shift, _, err := s.LastShift(ctx)
	must(t, err)
	view, err := s.Shift(ctx, shift.ID)
	must(t, err)
	trip, err := s.Trip(ctx, fair.ID)
	must(t, err)
	if view.Drawer.Out != 300_00 || view.Drawer.In != 300_00 || len(trip.Costs) != 0 {
		t.Errorf("out %s, in %s, %v", view.Drawer.Out, view.Drawer.In, trip.Costs)
	}
	must(t, s.SaveSettings(ctx, map[string]string{"shift.count": selling.CountOpen}))
	_, err = s.CloseShift(ctx, selling.CloseRequest{Counted: 0}, false)
	must(t, err)
	rent.ID = id.Change{3}
	wantCode(t, s.SpendTrip(ctx, fair.ID, rent, "ค่าที่"), "shift_not_open")
	s.CheckOK(t)
}

// TestGoodsSoldBelowZeroAtAFair: a box that sold more than it held comes back even, and what lies in it goes
// to the shop.
func TestGoodsSoldBelowZeroAtAFair(t *testing.T) {
	s := packed(t)
	must(t, s.GoTrip(ctx, fair.ID))
	s.Sell(t, testkit.Line(s.Goods[testkit.Silk], 3*qty.One))
	s.Sell(t, testkit.Line(s.Goods[testkit.Sato], qty.One)) // never loaded
	must(t, s.EndTrip(ctx, fair.ID, []stock.Item{box(s, testkit.Paste, 10)}, ""))
	stall := fairPlace(t, s)
	for _, good := range []int{testkit.Paste, testkit.Silk, testkit.Sato, testkit.Soap} {
		if left := atPlace(t, s, stall, good); left != 0 {
			t.Errorf("%s: %s left at a closed place", s.Goods[good].Name, left)
		}
	}
	sum, err := s.TripSum(ctx, fair.ID)
	must(t, err)
	for _, row := range sum.Rows {
		if row.Left() != 0 {
			t.Errorf("%+v", row)
		}
	}
	s.CheckOK(t)
}

// TestBillsThatWaitWhenATripEnds keep their goods: they are sold from the shop then.
func TestBillsThatWaitWhenATripEnds(t *testing.T) {
	s := packed(t)
	must(t, s.GoTrip(ctx, fair.ID))
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Silk], qty.One)}}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Waiting}))
	must(t, s.EndTrip(ctx, fair.ID, []stock.Item{box(s, testkit.Paste, 10), box(s, testkit.Silk, 1), box(s, testkit.Soap, 3)}, ""))
	_, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.PromptPay)})
	must(t, err)
	if got := atPlace(t, s, testkit.Place, testkit.Silk); got != qty.Pieces(59) {
		t.Errorf("%s silk at the shop", got)
	}
	sum, err := s.TripSum(ctx, fair.ID)
	must(t, err)
	for _, row := range sum.Rows {
		if row.Missing != 0 {
			t.Errorf("nothing is missing: %+v", row)
		}
	}
	s.CheckOK(t)
}
