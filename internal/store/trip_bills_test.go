package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestAVoidAtAFairPutsGoodsBackWhereTheyLeft: what was sold at the shop in the morning never was in the box, and
// its money is not the fair's.
func TestAVoidAtAFairPutsGoodsBackWhereTheyLeft(t *testing.T) {
	s := packed(t)
	morning := s.Sell(t, testkit.Line(s.Goods[testkit.Paste], 2*qty.One))
	must(t, s.GoTrip(ctx, fair.ID))
	void, err := s.Void(ctx, morning, id.New[id.Bill](), "ผิด")
	must(t, err)
	if shop, stall := atPlace(t, s, testkit.Place, testkit.Paste), atPlace(t, s, fairPlace(t, s), testkit.Paste); shop != qty.Pieces(50) || stall != qty.Pieces(10) {
		t.Errorf("%s at the shop, %s at the stall", shop, stall)
	}
	sum, err := s.TripSum(ctx, fair.ID)
	must(t, err)
	if sum.Sold != 0 || sum.Cash != 0 || !past(t, s, void.ID).Bill.TripID.IsZero() {
		t.Errorf("the fair sold %s for %s in cash", sum.Sold, sum.Cash)
	}
	s.CheckOK(t)
}

// TestAVoidAfterAFairIsTheShops: the box is unpacked and its place closed, so that the goods come to the shop; the
// fair's sum stays as it was told.
func TestAVoidAfterAFairIsTheShops(t *testing.T) {
	s := packed(t)
	must(t, s.GoTrip(ctx, fair.ID))
	bill := s.Sell(t, testkit.Line(s.Goods[testkit.Paste], 2*qty.One))
	must(t, s.EndTrip(ctx, fair.ID, []stock.Item{box(s, testkit.Paste, 8), box(s, testkit.Silk, 2), box(s, testkit.Soap, 3)}, ""))
	before, err := s.TripSum(ctx, fair.ID)
	must(t, err)
	_, err = s.Void(ctx, bill, id.New[id.Bill](), "ผิด")
	must(t, err)
	if shop, stall := atPlace(t, s, testkit.Place, testkit.Paste), atPlace(t, s, fairPlace(t, s), testkit.Paste); shop != qty.Pieces(60) || stall != 0 {
		t.Errorf("%s at the shop, %s at the stall", shop, stall)
	}
	after, err := s.TripSum(ctx, fair.ID)
	must(t, err)
	if before.Bills != 1 || after.Bills != before.Bills || after.Sold != before.Sold {
		t.Errorf("the fair had %d bills of %s and now %d of %s", before.Bills, before.Sold, after.Bills, after.Sold)
	}
	s.CheckOK(t)
}

// TestGoodsThatWaitAtTheShopDoNotWaitAtTheFair: they left the shop's shelf, so that the box is whole, and the shop
// is counted without them.
func TestGoodsThatWaitAtTheShopDoNotWaitAtTheFair(t *testing.T) {
	s := packed(t)
	must(t, s.SaveSettings(ctx, map[string]string{"stock.below_zero": selling.BelowRefuse}))
	silk := s.Goods[testkit.Silk]
	waiting := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(silk, 2*qty.One)}}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: waiting, State: selling.Waiting}))
	must(t, s.GoTrip(ctx, fair.ID))
	bill := s.Sell(t, testkit.Line(silk, 2*qty.One)) // both of the box
	if past(t, s, bill).Bill.TripID != fair.ID {
		t.Error("not of the fair")
	}
	_, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeCounted, Place: testkit.Place,
		Items: []stock.Item{{ProductID: silk.ID, Qty: 56 * qty.One}}})
	must(t, err)
	if got := atPlace(t, s, testkit.Place, testkit.Silk); got != qty.Pieces(58) {
		t.Errorf("the count took what waits for lost: %s", got)
	}
	paid, err := s.Checkout(ctx, selling.Request{Cart: waiting, Tenders: testkit.Exactly(selling.PromptPay)})
	must(t, err)
	if shop, stall := atPlace(t, s, testkit.Place, testkit.Silk), atPlace(t, s, fairPlace(t, s), testkit.Silk); shop != qty.Pieces(56) || stall != 0 {
		t.Errorf("%s at the shop, %s at the stall", shop, stall)
	}
	if !past(t, s, paid.ID).Bill.TripID.IsZero() {
		t.Error("goods of the shop were sold as the fair's")
	}
	s.CheckOK(t)
}

// TestASetIsNotMadeOfWhatLiesElsewhere: what one place has and another lacks is nothing together, and yet the box
// could not be counted back.
func TestASetIsNotMadeOfWhatLiesElsewhere(t *testing.T) {
	s := packed(t)
	paste := s.Goods[testkit.Paste]
	must(t, s.GoTrip(ctx, fair.ID))
	s.Sell(t, testkit.Line(paste, 60*qty.One)) // 50 more than the box held, and 50 are at the shop
	paste.Components = []catalog.Component{{ProductID: s.Goods[testkit.Soap].ID, Qty: qty.One}}
	wantCode(t, s.SaveProducts(ctx, []catalog.Product{paste}, nil), "stock_of_its_own")
	must(t, s.EndTrip(ctx, fair.ID, nil, ""))
	s.CheckOK(t)
}

// TestACountOfABoxThatIsBackIsNotPosted: its goods left for the shop.
func TestACountOfABoxThatIsBackIsNotPosted(t *testing.T) {
	s := packed(t)
	sheet := stock.Sheet{ID: id.New[id.CountSheet](), Name: "บูธ", PlaceID: fairPlace(t, s), Scope: stock.ScopePart}
	must(t, s.OpenSheet(ctx, sheet))
	enter(t, s, sheet.ID, s.Goods[testkit.Paste].ID, 9*qty.One)
	must(t, s.EndTrip(ctx, fair.ID, []stock.Item{box(s, testkit.Paste, 9)}, ""))
	_, err := s.PostSheet(ctx, store.CountPost{Sheet: sheet.ID, Paper: id.New[id.StockPaper]()})
	wantCode(t, err, "place_closed")
	if got := atPlace(t, s, fairPlace(t, s), testkit.Paste); got != 0 {
		t.Errorf("%s at a closed place", got)
	}
	must(t, s.DropSheet(ctx, sheet.ID))
	s.CheckOK(t)
}
