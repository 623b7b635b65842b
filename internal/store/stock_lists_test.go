package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// pieces gives quantities of so many pieces.
func pieces(counts ...int) (list []qty.Qty) {
	for _, n := range counts {
		list = append(list, qty.Pieces(n))
	}
	return list
}

// TestExpiringLots: what lies somewhere is listed by its last day, what is gone is not.
func TestExpiringLots(t *testing.T) {
	s := testkit.New(t)
	paste, silk := s.Goods[testkit.Paste].ID, s.Goods[testkit.Silk].ID
	must(t, post(s, ledger.TypeReceived, stock.Item{ProductID: paste, Qty: 5 * qty.One, Lot: "ใกล้", Expires: "2026-11-25"},
		stock.Item{ProductID: silk, Qty: qty.One, Lot: "เก่า", Expires: "2026-11-01"}, stock.Item{ProductID: silk, Qty: qty.One, Lot: "หมด", Expires: "2026-10-01"}))
	must(t, post(s, ledger.TypeAdjusted, stock.Item{ProductID: silk, Qty: -qty.One})) // the oldest is thrown away
	rows, total, err := s.ExpiringLots(ctx, "2026-11-25", 0, 10)
	must(t, err)
	if total != 2 || rows[0].Code != "เก่า" || rows[0].Qty != qty.One || rows[0].OwnerID != testkit.Weaver || rows[1].Code != "ใกล้" || rows[1].PlaceID != testkit.Place {
		t.Errorf("%d: %+v", total, rows)
	}
	rows, total, err = s.ExpiringLots(ctx, "2026-11-25", 1, 10)
	if must(t, err); total != 2 || len(rows) != 1 || rows[0].Code != "ใกล้" {
		t.Errorf("the second page: %d, %+v", total, rows)
	}
	if _, total, err = s.ExpiringLots(ctx, "2026-11-24", 0, 10); err != nil || total != 1 {
		t.Errorf("a day before: %d %v", total, err)
	}
	_, _, err = s.ExpiringLots(ctx, "2026-11-24", 0, 0)
	wantCode(t, err, "limit_invalid")
}

// TestRecounts: what was sold below zero is listed until it is counted, also when goods have come meanwhile and
// when the count finds what the shop already thought.
func TestRecounts(t *testing.T) {
	s := testkit.New(t)
	paste := s.Goods[testkit.Paste]
	list := func() []store.Recount {
		rows, total, err := s.Recounts(ctx, 0, 10)
		must(t, err)
		if total != len(rows) {
			t.Errorf("%d of %d", len(rows), total)
		}
		return rows
	}
	s.Sell(t, testkit.Line(s.Goods[testkit.Bag], 5*qty.One)) // not counted at all
	if rows := list(); len(rows) != 0 {
		t.Fatalf("nothing went below zero: %+v", rows)
	}
	s.Sell(t, testkit.Line(paste, 62*qty.One))
	must(t, post(s, ledger.TypeReceived, stock.Item{ProductID: paste.ID, Qty: 10 * qty.One}))
	want := store.Recount{ProductID: paste.ID, PlaceID: testkit.Place, OnHand: 8 * qty.One, Below: -2 * qty.One}
	if rows := list(); len(rows) != 1 || rows[0] != want {
		t.Errorf("%+v", rows)
	}
	must(t, post(s, ledger.TypeCounted, stock.Item{ProductID: paste.ID, Qty: 8 * qty.One}))
	if rows := list(); len(rows) != 0 {
		t.Errorf("it was counted: %+v", rows)
	}
	s.CheckOK(t)
}

// TestLows: goods at or below their reorder point, less what waiting bills hold.
func TestLows(t *testing.T) {
	s := testkit.New(t)
	paste, silk, soap := s.Goods[testkit.Paste], s.Goods[testkit.Silk], s.Goods[testkit.Soap]
	paste.Reorder, silk.Reorder, soap.Reorder, soap.Archived = 59*qty.One, 59*qty.One, 90*qty.One, true
	must(t, s.SaveProducts(ctx, append(s.Goods[:0:0], paste, silk, soap), nil))
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(silk, qty.One)}}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Waiting}))
	low, err := s.Lows(ctx)
	if must(t, err); !slices.Equal(low, []store.Low{{ProductID: silk.ID, OnHand: 59 * qty.One}}) {
		t.Errorf("low %+v", low)
	}
}

// TestOrdered: the last order counts until anything of it comes.
func TestOrdered(t *testing.T) {
	s := testkit.New(t)
	paste, silk := s.Goods[testkit.Paste], s.Goods[testkit.Silk]
	must(t, post(s, ledger.TypeOrdered, stock.Item{ProductID: silk.ID, Qty: 4 * qty.One}))
	must(t, post(s, ledger.TypeOrdered, stock.Item{ProductID: silk.ID, Qty: 5 * qty.One}, stock.Item{ProductID: paste.ID, Qty: qty.One}))
	must(t, post(s, ledger.TypeReceived, stock.Item{ProductID: paste.ID, Qty: qty.One}))
	waiting, err := s.Ordered(ctx, []id.Product{paste.ID, silk.ID})
	want := store.Ordered{ProductID: silk.ID, Number: "A-PO-2569-000002", Day: "2026-11-23", Qty: 5 * qty.One}
	if must(t, err); len(waiting) != 1 || waiting[silk.ID] != want {
		t.Errorf("ordered %+v", waiting)
	}
}

// TestHistory: a line anyone can read, with the paper, the place, who and why, and what lay there after it.
func TestHistory(t *testing.T) {
	s := testkit.New(t)
	silk, room := s.Goods[testkit.Silk].ID, id.Place{15: 7}
	must(t, s.SavePlace(ctx, store.Place{ID: room, Name: "ห้องเก็บของ"}))
	must(t, s.OpenShift(ctx, 0, "", "มาลี"))
	sold := s.Sell(t, testkit.Line(s.Goods[testkit.Silk], 2*qty.One))
	broken := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeAdjusted, Reason: stock.Broken, By: "แดง", Items: []stock.Item{{ProductID: silk, Qty: -qty.One}}}
	_, err := s.PostStock(ctx, broken)
	must(t, err)
	_, err = s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeMoved, To: room, Items: []stock.Item{{ProductID: silk, Qty: 3 * qty.One}}})
	must(t, err)
	_, err = s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived, Ref: "DN-7", Items: []stock.Item{{ProductID: silk, Qty: qty.One, Lot: "ล็อต 9"}}})
	must(t, err)
	moves, total, err := s.History(ctx, silk, 0, 10)
	must(t, err)
	if total != 8 || len(moves) != 8 {
		t.Fatalf("%d of %d", len(moves), total)
	}
	if came := moves[0]; came.Ref != "DN-7" || came.Paper[:5] != "A-GR-" || came.OnHand != 58*qty.One || came.Lot != "ล็อต 9" || came.At != testkit.Morning {
		t.Errorf("came %+v", came)
	}
	if in := moves[1]; in.Place != "ห้องเก็บของ" || in.Qty != 3*qty.One || in.Ref != "A-MV-2569-000001" || moves[2].Place != "หน้าร้าน" {
		t.Errorf("moved %+v", moves[1:3])
	}
	if gone := moves[3]; gone.Reason != stock.Broken || gone.By != "แดง" || gone.PaperID != broken.ID || gone.OnHand != 57*qty.One {
		t.Errorf("broken %+v", gone)
	}
	if sale := moves[4]; sale.Ref != "A-2569-000001" || sale.By != "มาลี" || sale.BillID != sold || sale.Paper != "" || sale.OnHand != 58*qty.One {
		t.Errorf("sold %+v", sale)
	}
	page, total, err := s.History(ctx, silk, 4, 2)
	if must(t, err); total != 8 || !slices.Equal(page, moves[4:6]) {
		t.Errorf("a later page %+v", page)
	}
	balances, err := s.PlaceBalances(ctx, silk)
	if must(t, err); len(balances) != 2 || balances[0].Qty+balances[1].Qty != 58*qty.One || balances[1] != (store.PlaceBalance{ProductID: silk, PlaceID: testkit.Place, Qty: 55 * qty.One}) && balances[0].Qty != 3*qty.One {
		t.Errorf("balances %+v", balances)
	}
}

// TestDaily: a day is Thailand's, goods given back are not sold, and the level of a day is that of its end.
func TestDaily(t *testing.T) {
	s := testkit.New(t)
	paste, soap := s.Goods[testkit.Paste], s.Goods[testkit.Soap]
	late := time.Date(2026, 11, 24, 16, 59, 0, 0, time.UTC) // a minute to midnight
	s.Clock.Move(late.Sub(testkit.Morning))
	bill := s.Sell(t, testkit.Line(paste, 3*qty.One))
	s.Clock.Move(time.Minute)
	s.Sell(t, testkit.Line(paste, 4*qty.One))
	_, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill, Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}},
		Tenders: testkit.Exactly(selling.Cash), Waste: true})
	must(t, err)
	sold, err := s.Sold(ctx, []id.Product{paste.ID, soap.ID}, "2026-11-23", "2026-11-25")
	must(t, err)
	if !slices.Equal(sold[paste.ID], pieces(0, 3, 3)) || !slices.Equal(sold[soap.ID], pieces(0, 0, 0)) {
		t.Errorf("sold %v", sold)
	}
	first := clock.DayOf(testkit.Morning.AddDate(0, 0, -3)) // the furnished shop received everything then
	levels, err := s.Levels(ctx, paste.ID, first.Add(-1), "2026-11-26")
	must(t, err)
	if !slices.Equal(levels, pieces(0, 60, 60, 60, 60, 57, 53, 53)) {
		t.Errorf("levels %v", levels)
	}
	if levels, err = s.Levels(ctx, paste.ID, "2026-11-24", "2026-11-24"); err != nil || !slices.Equal(levels, pieces(57)) {
		t.Errorf("one day %v %v", levels, err)
	}
	_, err = s.Levels(ctx, paste.ID, "2026-11-24", "2026-11-23")
	wantCode(t, err, "date_order")
	_, err = s.Sold(ctx, []id.Product{paste.ID}, "2020-01-01", "2026-11-23")
	wantCode(t, err, "too_many")
}

// TestAVoidedLossIsNoSale: goods given back and thrown away, and that taken back again, leave what was sold as it was.
func TestAVoidedLossIsNoSale(t *testing.T) {
	s := testkit.New(t)
	paste := s.Goods[testkit.Paste]
	bill, refund := s.Sell(t, testkit.Line(paste, 5*qty.One)), id.New[id.Bill]()
	_, err := s.Refund(ctx, selling.RefundRequest{ID: refund, Of: bill, Waste: true, Lines: []selling.ReturnLine{{LineN: 0, Qty: 2 * qty.One}}})
	must(t, err)
	_, err = s.Void(ctx, refund, id.New[id.Bill](), "ผิด")
	must(t, err)
	today := clock.DayOf(s.Clock.Now())
	sold, err := s.Sold(ctx, []id.Product{paste.ID}, today, today)
	must(t, err)
	if sold[paste.ID][0] != 5*qty.One || onHand(t, s, paste.ID) != 55*qty.One {
		t.Errorf("sold %s, on hand %s", sold[paste.ID][0], onHand(t, s, paste.ID))
	}
	s.CheckOK(t)
}
