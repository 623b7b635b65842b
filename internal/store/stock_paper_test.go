package store_test

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestStockPapers: each kind of paper is written, numbered in its own series and read back as it was asked.
func TestStockPapers(t *testing.T) {
	s := testkit.New(t)
	silk, room := s.Goods[testkit.Silk].ID, id.Place{15: 7}
	must(t, s.SavePlace(ctx, store.Place{ID: room, Name: "ห้องเก็บของ", Kind: store.PlaceStore}))
	const pieces = 3 * qty.One
	var last stock.Request
	for _, kind := range []string{ledger.TypeReceived, ledger.TypeMoved, ledger.TypeGivenBack, ledger.TypeAdjusted, ledger.TypeCounted, ledger.TypeOrdered} {
		last = stock.Request{ID: id.New[id.StockPaper](), Type: kind, Items: []stock.Item{{ProductID: silk, Qty: pieces, Lot: "ล็อต 9", Expires: "2027-01-01"}},
			Producer: testkit.Weaver, Place: room, Ref: "DN-7", Reason: stock.Broken, Photo: "a.jpg", By: "แดง"}
		if kind == ledger.TypeMoved {
			last.Place, last.To = testkit.Place, room
		}
		replayed, err := s.PostStock(ctx, last)
		must(t, err)
		again, err := s.PostStock(ctx, last)
		must(t, err)
		paper, err := s.StockPaper(ctx, last.ID)
		must(t, err)
		number := map[bool]string{true: "04", false: "01"}[kind == ledger.TypeReceived] // the furnished shop received 3 times each
		if kind == ledger.TypeReceived {
			number = paper.Number[len(paper.Number)-2:]
		}
		if replayed || !again || paper.Number != "A-"+kind+"-2569-0000"+number || paper.By != "แดง" || paper.Ref != "DN-7" || paper.Reason != stock.Broken || paper.Photo != "a.jpg" {
			t.Errorf("%s: %v %v %+v", kind, replayed, again, paper)
		}
		if len(paper.Lines) != 1 || paper.Lines[0].Qty != pieces || paper.Lines[0].ProductID != silk {
			t.Errorf("%s: lines %+v", kind, paper.Lines)
		}
		if found, err := s.StockPaperID(ctx, " "+paper.Number); err != nil || found != last.ID {
			t.Errorf("%s: found %s %v", paper.Number, found, err)
		}
	}
	s.CheckOK(t)
	last.Items[0].Qty++
	_, err := s.PostStock(ctx, last)
	wantCode(t, err, "stock_paper_used")
	_, err = s.PostStock(ctx, stock.Request{Type: ledger.TypeCounted})
	wantCode(t, err, "id_unreadable")
	_, err = s.StockPaper(ctx, id.StockPaper{1})
	wantCode(t, err, "stock_paper_unknown")
	_, err = s.StockPaperID(ctx, "A-GR-2569-009999")
	wantCode(t, err, "stock_paper_unknown")
}

// TestPlacesOfPapers: waiting bills hold goods only where the shop sells from, and nothing comes to a place
// that is closed.
func TestPlacesOfPapers(t *testing.T) {
	s := testkit.New(t)
	silk, closed := s.Goods[testkit.Silk].ID, id.Place{15: 7}
	must(t, s.SavePlace(ctx, store.Place{ID: closed, Name: "งานกาชาด", Closed: true}))
	try := func(kind string, place, to id.Place) error {
		_, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: kind, Place: place, To: to, Reason: "x",
			Items: []stock.Item{{ProductID: silk, Qty: qty.One}}})
		return err
	}
	wantCode(t, try(ledger.TypeReceived, closed, id.Place{}), "place_closed")
	wantCode(t, try(ledger.TypeMoved, testkit.Place, closed), "place_closed")
	wantCode(t, try(ledger.TypeMoved, testkit.Place, id.Place{99}), "place_unknown")
	wantCode(t, try(ledger.TypeCounted, id.Place{99}, id.Place{}), "place_unknown")
	must(t, try(ledger.TypeCounted, closed, id.Place{}))
	must(t, try(ledger.TypeMoved, closed, testkit.Place))
	s.CheckOK(t)
}

// TestListOfPapers: papers are listed newest first, by kind, producer, product and day, a page at a time.
func TestListOfPapers(t *testing.T) {
	s := testkit.New(t)
	silk, paste := s.Goods[testkit.Silk].ID, s.Goods[testkit.Paste].ID
	_, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeGivenBack, Producer: testkit.Weaver, By: "แดง",
		Items: []stock.Item{{ProductID: silk, Qty: 2 * qty.One}}})
	must(t, err)
	must(t, post(s, ledger.TypeCounted, stock.Item{ProductID: paste, Qty: 58 * qty.One}))
	list := func(q store.StockPaperQuery) (numbers []string, total int) {
		rows, total, err := s.StockPapers(ctx, q)
		must(t, err)
		for _, row := range rows {
			numbers = append(numbers, row.Number)
		}
		return numbers, total
	}
	numbers, total := list(store.StockPaperQuery{Limit: 2})
	if total < 10 || len(numbers) != 2 || numbers[0] != "A-CT-2569-000001" || numbers[1] != "A-GB-2569-000001" {
		t.Errorf("%v of %d", numbers, total)
	}
	if next, _ := list(store.StockPaperQuery{Limit: 1, Offset: 1}); next[0] != numbers[1] {
		t.Errorf("the second page begins with %v", next)
	}
	for name, q := range map[string]store.StockPaperQuery{
		"type":     {Types: []string{ledger.TypeGivenBack, ledger.TypeOrdered}},
		"producer": {Producer: testkit.Weaver, From: "2026-11-23"}, // what they brought came days before
		"day":      {Product: silk, From: "2026-11-23", To: "2026-11-23"},
	} {
		q.Limit = 10
		if numbers, total := list(q); total != 1 || numbers[0] != "A-GB-2569-000001" {
			t.Errorf("by %s: %v of %d", name, numbers, total)
		}
	}
	rows, _, err := s.StockPapers(ctx, store.StockPaperQuery{Types: []string{ledger.TypeCounted}, Limit: 1})
	must(t, err)
	if rows[0].Lines != 1 || rows[0].Cost != -2*30_00 {
		t.Errorf("the count is %+v", rows[0])
	}
	_, _, err = s.StockPapers(ctx, store.StockPaperQuery{Limit: 1_001})
	wantCode(t, err, "limit_invalid")
}

// comesIn takes goods in.
func comesIn(t *testing.T, s *testkit.Shop, items ...stock.Item) {
	t.Helper()
	_, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived, Items: items})
	must(t, err)
}

// TestPapersThatDisagree: a paper whose movements are not those of its lines is found, though every row is the
// one that was written.
func TestPapersThatDisagree(t *testing.T) {
	silk := testkit.Goods()[testkit.Silk].ID
	lot := ledger.Lot{ID: id.New[id.Lot](), ProductID: silk, Terms: ledger.Own}
	stall := id.Place{15: 9}
	move := func(place id.Place, quantity qty.Qty) ledger.Movement {
		return ledger.Movement{LineN: -1, ProductID: silk, LotID: lot.ID, PlaceID: place, Qty: quantity, Kind: ledger.MoveReceive}
	}
	for name, test := range map[string]struct {
		kind     string
		expected qty.Qty
		moves    []ledger.Movement
		right    bool
	}{
		"received as said":         {ledger.TypeReceived, 0, []ledger.Movement{move(testkit.Place, 5000)}, true},
		"received less":            {ledger.TypeReceived, 0, []ledger.Movement{move(testkit.Place, 4000)}, false},
		"received elsewhere":       {ledger.TypeReceived, 0, []ledger.Movement{move(stall, 5000)}, false},
		"given back as said":       {ledger.TypeGivenBack, 0, []ledger.Movement{move(testkit.Place, -5000)}, true},
		"given back the other way": {ledger.TypeGivenBack, 0, []ledger.Movement{move(testkit.Place, 5000)}, false},
		"counted as said":          {ledger.TypeCounted, 7000, []ledger.Movement{move(testkit.Place, -2000)}, true},
		"counted and not moved":    {ledger.TypeCounted, 7000, nil, false},
		"moved as said":            {ledger.TypeMoved, 0, []ledger.Movement{move(testkit.Place, -5000), move(stall, 5000)}, true},
		"moved and lost":           {ledger.TypeMoved, 0, []ledger.Movement{move(testkit.Place, -5000), move(stall, 4000)}, false},
		"ordered":                  {ledger.TypeOrdered, 0, nil, true},
		"ordered and moved":        {ledger.TypeOrdered, 0, []ledger.Movement{move(testkit.Place, 5000)}, false},
		"put right as said":        {ledger.TypeAdjusted, 0, []ledger.Movement{move(testkit.Place, 5000)}, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := testkit.New(t)
			paper := ledger.StockPaper{ID: id.New[id.StockPaper](), Letter: "B", Type: test.kind, Year: 2569, No: 1, Day: "2026-11-23",
				Number: ledger.Number("B", test.kind, 2569, 1), PlaceID: testkit.Place, ToPlaceID: stall}
			must(t, s.Post(ctx, &ledger.Posting{Kind: ledger.EventStockMoved, At: ledger.MillisOf(testkit.Morning), Day: "2026-11-23", Lots: []ledger.Lot{lot},
				Movements: test.moves, StockPapers: []ledger.StockPaper{paper},
				StockPaperLines: []ledger.StockPaperLine{{PaperID: paper.ID, ProductID: silk, Qty: 5000, Expected: test.expected}}}))
			checks, err := s.CheckAll(ctx)
			must(t, err)
			for _, check := range checks {
				if check.OK != (test.right || check.Name != "stock") {
					t.Errorf("%s: %v %s", check.Name, check.OK, check.Detail)
				}
			}
		})
	}
}

// TestWhatWaitsIsNotOnTheShelf: goods that left with a bill which waits for its money are neither carried nor given
// back; all others are.
func TestWhatWaitsIsNotOnTheShelf(t *testing.T) {
	s := testkit.New(t)
	silk, room := s.Goods[testkit.Silk], id.Place{15: 7}
	must(t, s.SavePlace(ctx, store.Place{ID: room, Name: "ห้องเก็บ"}))
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(silk, 10*qty.One)}}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Waiting}))
	work := func(kind string, pieces int, lot id.Lot) error {
		_, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: kind, To: room, Producer: testkit.Weaver,
			Items: []stock.Item{{ProductID: silk.ID, Qty: qty.Pieces(pieces), LotID: lot}}})
		return err
	}
	lots, err := s.Balances(ctx, silk.ID)
	must(t, err)
	must(t, work(ledger.TypeMoved, 35, id.Lot{}))
	wantCode(t, work(ledger.TypeMoved, 16, id.Lot{}), "insufficient_stock")
	wantCode(t, work(ledger.TypeGivenBack, 16, id.Lot{}), "insufficient_stock")
	wantCode(t, work(ledger.TypeGivenBack, 16, lots[2].LotID), "insufficient_stock")
	must(t, work(ledger.TypeGivenBack, 15, lots[2].LotID))
	wantCode(t, work(ledger.TypeMoved, 1, id.Lot{}), "insufficient_stock")
	_, err = s.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Cash)})
	must(t, err)
	if got := atPlace(t, s, testkit.Place, testkit.Silk); got != 0 {
		t.Errorf("%s left", got)
	}
	s.CheckOK(t)
}

// TestGoodsTakeTheTermsOfTheDayTheyCome, also while the shift of the day before is still open.
func TestGoodsTakeTheTermsOfTheDayTheyCome(t *testing.T) {
	s := testkit.New(t)
	silk := s.Goods[testkit.Silk]
	must(t, s.OpenShift(ctx, 0, "", ""))
	must(t, s.SaveTerms(ctx, consign.Terms{ID: id.New[id.Terms](), ProducerID: testkit.Weaver, Kind: ledger.Consign, GP: 30_00, From: "2026-11-24"}))
	s.Clock.Move(24 * time.Hour)
	paper := id.New[id.StockPaper]()
	_, err := s.PostStock(ctx, stock.Request{ID: paper, Type: ledger.TypeReceived, Items: []stock.Item{{ProductID: silk.ID, Qty: qty.One}}})
	must(t, err)
	came, err := s.StockPaper(ctx, paper)
	must(t, err)
	if came.Day != "2026-11-24" || came.Lots[0].GP != 30_00 {
		t.Errorf("came on %s at %s", came.Day, came.Lots[0].GP)
	}
}
