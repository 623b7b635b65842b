package store_test

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

func openSheet(t *testing.T, s *testkit.Shop, scope string) id.CountSheet {
	t.Helper()
	sheet := stock.Sheet{ID: id.New[id.CountSheet](), Name: "นับสิ้นเดือน", PlaceID: testkit.Place, Scope: scope}
	must(t, s.OpenSheet(ctx, sheet))
	return sheet.ID
}

func enter(t *testing.T, s *testkit.Shop, sheet id.CountSheet, product id.Product, counted qty.Qty) stock.Entry {
	t.Helper()
	entry, err := s.Enter(ctx, stock.Entry{ID: id.New[id.CountEntry](), SheetID: sheet, ProductID: product, Qty: counted, Person: "แดง"})
	must(t, err)
	return entry
}

func onHand(t *testing.T, s *testkit.Shop, product id.Product) qty.Qty {
	t.Helper()
	sums, err := s.OnHandOf(ctx, []id.Product{product})
	must(t, err)
	return sums[product]
}

// TestCountingWhileSelling: whatever is sold, received or held while people count, what the shop knows in the
// end is what lies on the shelf.
func TestCountingWhileSelling(t *testing.T) {
	for seed := range uint64(12) {
		s := testkit.New(t)
		r := rand.New(rand.NewPCG(seed, 5))
		wanted := []int{testkit.Paste, testkit.Silk, testkit.Soap}
		shelf := map[id.Product]qty.Qty{} // what really lies there
		for _, n := range wanted {
			product := s.Goods[n].ID
			shelf[product] = onHand(t, s, product) + qty.Pieces(r.IntN(9)-4) // eaten, stolen, found behind the shelf
		}
		sheet := openSheet(t, s, stock.ScopePart)
		trade := func() {
			good := s.Goods[wanted[r.IntN(len(wanted))]]
			some := qty.Pieces(1 + r.IntN(3))
			switch r.IntN(3) {
			case 0:
				must(t, post(s, ledger.TypeReceived, stock.Item{ProductID: good.ID, Qty: some}))
				shelf[good.ID] += some
			case 1: // a buyer takes it along and pays later
				cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(good, some)}}
				must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Waiting}))
				shelf[good.ID] -= some
			default:
				s.Sell(t, testkit.Line(good, some))
				shelf[good.ID] -= some
			}
		}
		for _, n := range wanted {
			trade()
			entry := enter(t, s, sheet, s.Goods[n].ID, qty.One)
			trade()
			must(t, s.Remove(ctx, entry.ID)) // a slip of the finger
			enter(t, s, sheet, s.Goods[n].ID, shelf[s.Goods[n].ID])
			trade()
		}
		_, err := s.PostSheet(ctx, store.CountPost{Sheet: sheet, Paper: id.New[id.StockPaper]()})
		must(t, err)
		held, err := s.Held(ctx)
		must(t, err)
		for product, really := range shelf {
			if got := onHand(t, s, product) - held[product]; got != really {
				t.Errorf("seed %d: the shop knows of %s, %s lie there", seed, got, really)
			}
		}
		s.CheckOK(t)
	}
}

// TestCountSheet: entries are made once, corrected and taken back; a sheet is posted once or dropped.
func TestCountSheet(t *testing.T) {
	s := testkit.New(t)
	paste, silk := s.Goods[testkit.Paste].ID, s.Goods[testkit.Silk].ID
	sheet := openSheet(t, s, stock.ScopeAll)
	first := enter(t, s, sheet, paste, 20*qty.One)
	s.Sell(t, testkit.Line(s.Goods[testkit.Paste], 2*qty.One))
	enter(t, s, sheet, paste, 37*qty.One)
	if first.OnHand != 60*qty.One {
		t.Errorf("%s should have been there", first.OnHand)
	}
	again, err := s.Enter(ctx, stock.Entry{ID: first.ID, SheetID: sheet, ProductID: paste, Qty: 5 * qty.One})
	if must(t, err); again != first {
		t.Errorf("the same entry again: %+v", again)
	}
	must(t, s.Correct(ctx, first.ID, 21*qty.One))
	wantCode(t, s.Correct(ctx, first.ID, -qty.One), "qty_negative")
	wantCode(t, s.Correct(ctx, id.CountEntry{1}, qty.One), "entry_unknown")
	slip := enter(t, s, sheet, silk, 3*qty.One)
	must(t, s.Remove(ctx, slip.ID))
	wantCode(t, s.Remove(ctx, slip.ID), "entry_unknown")
	tallies, err := s.Tallies(ctx, sheet)
	must(t, err)
	if len(tallies) != 1 || tallies[0].Counted != 58*qty.One || tallies[0].Expected != 58*qty.One || !tallies[0].SecondLook {
		t.Errorf("tallies %+v", tallies)
	}
	entries, total, err := s.Entries(ctx, sheet, 0, 1)
	if must(t, err); total != 2 || len(entries) != 1 || entries[0].Qty != 37*qty.One || entries[0].Person != "แดง" {
		t.Errorf("%d entries, the newest %+v", total, entries)
	}
	uncounted, err := s.Uncounted(ctx, sheet)
	must(t, err)
	tracked := 0
	for _, good := range s.Goods {
		if !good.Untracked && !good.IsSet() {
			tracked++
		}
	}
	if len(uncounted) != tracked-1 || uncounted[0].Expected != 60*qty.One {
		t.Errorf("%d of %d wait to be counted: %+v", len(uncounted), tracked-1, uncounted[0])
	}
	request := store.CountPost{Sheet: sheet, Paper: id.New[id.StockPaper](), None: true, By: "แดง"}
	replayed, err := s.PostSheet(ctx, request)
	must(t, err)
	if again, err := s.PostSheet(ctx, request); replayed || !again || err != nil {
		t.Errorf("posted twice: %v %v %v", replayed, again, err)
	}
	request.Paper = id.New[id.StockPaper]()
	_, err = s.PostSheet(ctx, request)
	wantCode(t, err, "count_closed")
	if got := onHand(t, s, silk); got != 0 {
		t.Errorf("nobody counted silk, and %s are left", got)
	}
	rows, total, err := s.Sheets(ctx, 0, 10)
	if must(t, err); total != 1 || rows[0].State != stock.SheetPosted || rows[0].Number != "A-CT-2569-000001" || rows[0].Entries != 2 || rows[0].Products != 1 {
		t.Errorf("sheets %+v", rows)
	}
	wantCode(t, s.DropSheet(ctx, sheet), "count_closed")
	wantCode(t, s.Remove(ctx, first.ID), "count_closed")
	other := openSheet(t, s, stock.ScopePart)
	_, err = s.PostSheet(ctx, store.CountPost{Sheet: other, Paper: id.New[id.StockPaper]()})
	wantCode(t, err, "lines_missing")
	_, err = s.PostSheet(ctx, store.CountPost{Sheet: other, Paper: id.New[id.StockPaper](), None: true})
	wantCode(t, err, "count_part")
	must(t, s.DropSheet(ctx, other))
	if rows, _, _ := s.Sheets(ctx, 0, 10); rows[0].State == rows[1].State {
		t.Errorf("sheets %+v", rows)
	}
	_, err = s.Enter(ctx, stock.Entry{ID: id.CountEntry{2}, SheetID: id.CountSheet{9}, ProductID: paste})
	wantCode(t, err, "count_unknown")
	wantCode(t, s.OpenSheet(ctx, stock.Sheet{ID: id.CountSheet{3}, Name: "x", Scope: stock.ScopeAll, PlaceID: id.Place{99}}), "place_unknown")
	s.CheckOK(t)
}
