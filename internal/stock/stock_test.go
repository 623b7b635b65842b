package stock_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit"
)

var goods = testkit.Goods()

// factsOf has lots of the paste: what lies in each, in the order they came.
func factsOf(onHand ...qty.Qty) *stock.Facts {
	facts := &stock.Facts{Now: testkit.Morning, Day: "2026-11-23", Place: testkit.Place, Lots: map[id.Product][]ledger.LotStock{}, Held: map[id.Product]qty.Qty{},
		Terms: func(product *catalog.Product, _ id.Party) ledger.Terms { return product.OwnTerms() }}
	facts.Product = func(product id.Product) *catalog.Product {
		for n := range goods {
			if goods[n].ID == product {
				return &goods[n]
			}
		}
		return nil
	}
	paste := goods[testkit.Paste].ID
	for n, quantity := range onHand {
		lot := ledger.Lot{ID: id.Lot{byte(n + 1)}, ProductID: paste}
		facts.Lots[paste] = append(facts.Lots[paste], ledger.LotStock{Lot: lot, OnHand: quantity, Arrived: int64(n)})
	}
	facts.LotsAt = func(product id.Product, _ id.Place) ([]ledger.LotStock, error) {
		return append([]ledger.LotStock(nil), facts.Lots[product]...), nil
	}
	return facts
}

func items(good int, quantities ...qty.Qty) (list []stock.Item) {
	for _, quantity := range quantities {
		list = append(list, stock.Item{ProductID: goods[good].ID, Qty: quantity})
	}
	return list
}

func wantMoves(t *testing.T, posting *ledger.Posting, err error, want map[byte]qty.Qty) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	got := map[byte]qty.Qty{}
	for _, move := range posting.Movements {
		got[move.LotID[0]] += move.Qty
		if move.LineN != -1 || !move.BillID.IsZero() || move.At != ledger.MillisOf(testkit.Morning) {
			t.Errorf("move %+v", move)
		}
	}
	for lot := range got {
		if got[lot] != want[lot] {
			t.Errorf("moves %v, want %v", got, want)
		}
	}
	if len(got) != len(want) {
		t.Errorf("moves %v, want %v", got, want)
	}
}

func TestReceive(t *testing.T) {
	cost := money.Satang(28_00)
	list := append(items(testkit.Paste, 5*qty.One), stock.Item{ProductID: goods[testkit.Silk].ID, Qty: qty.One, Cost: &cost})
	posting, err := stock.Receive(factsOf(), stock.Receipt{Items: list, Lot: "ล็อต 7", Expires: "2027-01-01", Ref: "DN-7"})
	if err != nil {
		t.Fatal(err)
	}
	own, consigned := posting.Lots[0], posting.Lots[1]
	if own.Cost != 30_00 || own.Code != "ล็อต 7" || own.Expires != "2027-01-01" || own.Ref != "DN-7" || !own.OwnerID.IsZero() || own.GP != 0 {
		t.Errorf("own lot %+v", own)
	}
	if consigned.Cost != cost || consigned.OwnerID != testkit.Weaver || consigned.GP != 15_00 || consigned.Terms != ledger.Consign {
		t.Errorf("consigned lot %+v", consigned)
	}
	if move := posting.Movements[1]; move.LotID != consigned.ID || move.Qty != qty.One || move.Kind != ledger.MoveReceive {
		t.Errorf("move %+v", move)
	}
	posting, err = stock.Receive(factsOf(), stock.Receipt{Items: items(testkit.Silk, qty.One), Producer: testkit.Farmer})
	if err != nil || posting.Lots[0].OwnerID != testkit.Farmer {
		t.Errorf("another producer's: %+v %v", posting, err)
	}
}

func TestCount(t *testing.T) {
	for _, test := range []struct {
		name   string
		onHand []qty.Qty
		held   qty.Qty
		counts []qty.Qty
		want   map[byte]qty.Qty
	}{
		{"as it is", []qty.Qty{2000, 3000}, 0, []qty.Qty{5000}, nil},
		{"more: to the newest lot", []qty.Qty{2000, 3000}, 0, []qty.Qty{6000}, map[byte]qty.Qty{2: 1000}},
		{"less: from the first", []qty.Qty{2000, 3000}, 0, []qty.Qty{2000}, map[byte]qty.Qty{1: -2000, 2: -1000}},
		{"none", []qty.Qty{2000}, 0, []qty.Qty{0}, map[byte]qty.Qty{1: -2000}},
		{"it was below zero", []qty.Qty{-2000}, 0, []qty.Qty{1000}, map[byte]qty.Qty{1: 3000}},
		{"lots sold below zero are filled first", []qty.Qty{-2000, 1000, -500}, 0, []qty.Qty{3000}, map[byte]qty.Qty{1: 2000, 3: 2500}},
		{"what waiting bills took is not missing", []qty.Qty{5000}, 2000, []qty.Qty{3000}, nil},
		{"counted twice: the last holds", []qty.Qty{5000}, 0, []qty.Qty{3000, 4000}, map[byte]qty.Qty{1: -1000}},
	} {
		t.Run(test.name, func(t *testing.T) {
			facts := factsOf(test.onHand...)
			facts.Held[goods[testkit.Paste].ID] = test.held
			posting, err := stock.Count(facts, items(testkit.Paste, test.counts...), "นับ")
			wantMoves(t, posting, err, test.want)
		})
	}
	posting, err := stock.Count(factsOf(), items(testkit.Silk, 2000), "นับ")
	if err != nil || len(posting.Lots) != 1 || posting.Lots[0].OwnerID != testkit.Weaver || posting.Movements[0].LotID != posting.Lots[0].ID {
		t.Errorf("a first count makes the unnamed lot: %+v %v", posting, err)
	}
}

func TestAdjust(t *testing.T) {
	posting, err := stock.Adjust(factsOf(2000, 3000), items(testkit.Paste, -3000, 500*2), "แตก")
	wantMoves(t, posting, err, map[byte]qty.Qty{1: -2000, 2: 0})
	posting, err = stock.Adjust(factsOf(1000), items(testkit.Paste, -3000), "แตก")
	wantMoves(t, posting, err, map[byte]qty.Qty{1: -3000})
}

func TestMove(t *testing.T) {
	stall := id.Place{15: 9}
	posting, err := stock.Move(factsOf(2000, 3000), items(testkit.Paste, 2000, 2000), testkit.Place, stall)
	if err != nil {
		t.Fatal(err)
	}
	at := map[id.Place]qty.Qty{}
	for _, move := range posting.Movements {
		at[move.PlaceID] += move.Qty
	}
	if at[stall] != 4000 || at[testkit.Place] != -4000 {
		t.Errorf("moved %v", at)
	}
}

func TestRefusals(t *testing.T) {
	long := strings.Repeat("ก", 51)
	dear := money.Satang(catalog.MaxPrice + 1)
	unknown := []stock.Item{{ProductID: id.Product{99}, Qty: qty.One}}
	receive := func(r stock.Receipt) error { _, err := stock.Receive(factsOf(1000), r); return err }
	count := func(list []stock.Item) error { _, err := stock.Count(factsOf(1000), list, ""); return err }
	adjust := func(list []stock.Item, why string) error {
		_, err := stock.Adjust(factsOf(1000), list, why)
		return err
	}
	move := func(list []stock.Item, to id.Place) error {
		_, err := stock.Move(factsOf(1000), list, testkit.Place, to)
		return err
	}
	for name, test := range map[string]struct {
		err         error
		code, field string
	}{
		"receive nothing":         {receive(stock.Receipt{Items: items(testkit.Paste, 0)}), "qty_not_positive", "line[0].qty"},
		"receive half a piece":    {receive(stock.Receipt{Items: items(testkit.Paste, 500)}), "qty_not_whole", "line[0].qty"},
		"receive the unknown":     {receive(stock.Receipt{Items: unknown}), "product_unknown", "line[0].code"},
		"receive too much":        {receive(stock.Receipt{Items: items(testkit.Paste, qty.Max+1000)}), "qty_too_large", "line[0].qty"},
		"receive a long lot":      {receive(stock.Receipt{Items: items(testkit.Paste, 1000), Lot: long}), "text_too_long", "lot"},
		"receive at a mad price":  {receive(stock.Receipt{Items: []stock.Item{{ProductID: goods[0].ID, Qty: 1000, Cost: &dear}}}), "price_invalid", "line[0].cost"},
		"count below nothing":     {count(items(testkit.Paste, -1000)), "qty_negative", "line[0].qty"},
		"count the unknown":       {count(unknown), "product_unknown", "line[0].code"},
		"adjust without a reason": {adjust(items(testkit.Paste, 1000), ""), "reason_missing", "reason"},
		"adjust by nothing":       {adjust(items(testkit.Paste, 0), "x"), "qty_not_positive", "line[0].qty"},
		"move to itself":          {move(items(testkit.Paste, 1000), testkit.Place), "place_same", "to"},
		"move what is not there":  {move(items(testkit.Paste, 2000), id.Place{9}), "insufficient_stock", "line[0].qty"},
		"move it twice":           {move(items(testkit.Paste, 1000, 1000), id.Place{9}), "insufficient_stock", "line[1].qty"},
		"move nothing":            {move(items(testkit.Paste, 0), id.Place{9}), "qty_not_positive", "line[0].qty"},
	} {
		var got *fault.Error
		if !errors.As(test.err, &got) || got.Code != test.code || got.Field != test.field {
			t.Errorf("%s: got %v, want %s at %s", name, test.err, test.code, test.field)
		}
	}
}
