package stock_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit"
)

func fair() stock.Trip {
	return stock.Trip{ID: id.Trip{1}, Name: "งานกาชาด", From: "2026-11-28", To: "2026-11-29", State: stock.TripPacking}
}

func TestATripIsChecked(t *testing.T) {
	for _, one := range []struct {
		code, field string
		change      func(*stock.Trip)
	}{
		{"", "", func(*stock.Trip) {}},
		{"name_missing", "name", func(trip *stock.Trip) { trip.Name = " " }},
		{"name_too_long", "name", func(trip *stock.Trip) { trip.Name = strings.Repeat("ก", 61) }},
		{"date_missing", "from", func(trip *stock.Trip) { trip.To = "" }},
		{"date_order", "to", func(trip *stock.Trip) { trip.To = "2026-11-27" }},
		{"state_unknown", "state", func(trip *stock.Trip) { trip.State = "lost" }},
		{"text_too_long", "note", func(trip *stock.Trip) { trip.Note = strings.Repeat("ก", 501) }},
		{"cost_unknown", "costs[0].kind", func(trip *stock.Trip) { trip.Costs = []stock.Cost{{Kind: "beer", Amount: 1}} }},
		{"amount_invalid", "costs[0].amount", func(trip *stock.Trip) { trip.Costs = []stock.Cost{{Kind: stock.CostRent}} }},
		{"text_too_long", "costs[0].note", func(trip *stock.Trip) {
			trip.Costs = []stock.Cost{{Kind: stock.CostRent, Amount: 1, Note: strings.Repeat("ก", 201)}}
		}},
		{"too_many", "costs", func(trip *stock.Trip) { trip.Costs = make([]stock.Cost, 51) }},
	} {
		trip := fair()
		one.change(&trip)
		err := trip.Validate()
		if fault.Code(err) != one.code || err != nil && fault.Of(err).Field != one.field {
			t.Errorf("got %v, want %s at %s", err, one.code, one.field)
		}
	}
}

func TestATripGoesWhenTheTillIsFree(t *testing.T) {
	trip, other, back := fair(), fair(), fair()
	other.ID, back.State = id.Trip{2}, stock.TripBack
	if err := trip.Go(&other); !fault.Is(err, "trip_other_out") || trip.State != stock.TripPacking {
		t.Errorf("while another is out: %v, %s", err, trip.State)
	}
	if err := back.Go(&stock.Trip{}); !fault.Is(err, "trip_over") {
		t.Errorf("one that is back: %v", err)
	}
	if err := trip.Go(&stock.Trip{}); err != nil || trip.State != stock.TripOut {
		t.Errorf("got %v, %s", err, trip.State)
	}
}

func TestCostsComeOnceAndGo(t *testing.T) {
	trip, rent := fair(), stock.Cost{ID: id.Change{1}, Kind: stock.CostRent, Amount: 500_00}
	for n, want := range []bool{true, false} {
		if added, err := trip.Spend(rent); err != nil || added != want || trip.Spent() != 500_00 {
			t.Errorf("%d: %v %v, spent %s", n, added, err, trip.Spent())
		}
	}
	again := rent
	again.Amount++
	if _, err := trip.Spend(again); !fault.Is(err, "cost_used") {
		t.Errorf("another under the same id: %v", err)
	}
	if _, err := trip.Spend(stock.Cost{ID: id.Change{2}, Kind: stock.CostFuel}); !fault.Is(err, "amount_invalid") || fault.Of(err).Field != "amount" || len(trip.Costs) != 1 {
		t.Errorf("a cost of nothing: %v, %v", err, trip.Costs)
	}
	if gone, ok := trip.Unspend(rent.ID); !ok || gone != rent || trip.Spent() != 0 {
		t.Errorf("taken out: %v %v, %v", gone, ok, trip.Costs)
	}
	if _, ok := trip.Unspend(rent.ID); ok {
		t.Error("taken out twice")
	}
}

func TestWhatNobodyCountedIsNotThere(t *testing.T) {
	paste, silk, soap := goods[testkit.Paste].ID, goods[testkit.Silk].ID, goods[testkit.Soap].ID
	got := stock.Unpacked([]stock.Item{{ProductID: paste, Qty: 3 * qty.One}, {ProductID: soap, Qty: qty.One}}, []id.Product{silk, paste})
	want := map[id.Product]qty.Qty{paste: 3 * qty.One, soap: qty.One, silk: 0}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for _, item := range got {
		if item.Qty != want[item.ProductID] {
			t.Errorf("%s: %s", item.ProductID, item.Qty)
		}
	}
}

// TestATripsGoodsAddUp: whatever comes and goes in any order, what was taken is what became of it and what
// is left, and goods of others are worth nothing to the shop before they are sold.
func TestATripsGoodsAddUp(t *testing.T) {
	kinds := []struct{ kind, reason string }{{ledger.MovePlace, ""}, {ledger.MovePlace, "งานกาชาด"}, {ledger.MoveSale, ""}, {ledger.MoveRefund, ""}, {ledger.MoveWaste, ""},
		{ledger.MoveAdjust, stock.Tasted}, {ledger.MoveAdjust, stock.Broken}, {ledger.MoveCount, ""}, {ledger.MoveReceive, ""}, {ledger.MoveReturn, ""}}
	for seed := range uint64(300) {
		r := testkit.Rand(seed)
		sum, lies, worth := stock.TripSum{Sold: 1000_00}, map[id.Product]qty.Qty{}, money.Satang(0)
		for range r.IntN(40) {
			kind := kinds[r.IntN(len(kinds))]
			move := stock.TripMove{ProductID: id.Product{byte(r.IntN(4))}, Kind: kind.kind, Reason: kind.reason, Qty: qty.Qty(r.IntN(9000) - 4500),
				Cost: money.Satang(r.IntN(500_00)), Terms: []string{ledger.Own, ledger.Bought, ledger.Consign, ledger.Fixed}[r.IntN(4)]}
			sum.Move(move)
			lies[move.ProductID] += move.Qty
			carried := move.Kind == ledger.MovePlace || move.Kind == ledger.MoveReceive || move.Kind == ledger.MoveReturn
			if !carried && (move.Terms == ledger.Own || move.Terms == ledger.Bought) {
				worth -= money.Times(move.Cost, move.Qty)
			}
		}
		for _, row := range sum.Rows {
			if row.Left() != lies[row.ProductID] {
				t.Fatalf("seed %d: %s left, %s lies there", seed, row.Left(), lies[row.ProductID])
			}
		}
		if sum.Earned() != 1000_00-worth {
			t.Fatalf("seed %d: earned %s, goods %s", seed, sum.Earned(), worth)
		}
	}
}

func TestWhatATripReallyEarned(t *testing.T) {
	sum := stock.TripSum{Sold: 3000_00, VAT: 196_26, Shares: 800_00, Goods: 600_00, Tasted: 40_00, Lost: 25_00, Missing: 30_00,
		Costs: []stock.Cost{{Kind: stock.CostRent, Amount: 500_00}, {Kind: stock.CostFuel, Amount: 200_00}, {Kind: stock.CostRent, Amount: 50_00}}}
	if sum.Earned() != 558_74 || sum.Spent(stock.CostRent) != 550_00 {
		t.Errorf("earned %s, rent %s", sum.Earned(), sum.Spent(stock.CostRent))
	}
}
