package stock_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit"
)

func TestTallies(t *testing.T) {
	paste, silk := goods[testkit.Paste].ID, goods[testkit.Silk].ID
	entry := func(product id.Product, counted, onHand qty.Qty) stock.Entry {
		return stock.Entry{ProductID: product, Qty: counted, OnHand: onHand}
	}
	got := stock.Tallies([]stock.Entry{entry(paste, 3000, 9000), entry(silk, 2000, 2000), entry(paste, 5000, 9000), entry(silk, 0, 1000)})
	want := []stock.Tally{
		{ProductID: paste, Counted: 8000, Expected: 9000, Entries: 2},                  // two shelves
		{ProductID: silk, Counted: 2000, Expected: 1000, Entries: 2, SecondLook: true}, // one sold between them
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	if got[0].Difference() != -1000 || got[1].Difference() != 1000 {
		t.Error("differences are counted less expected")
	}
}

func TestEnter(t *testing.T) {
	facts := factsOf(2000, 3000)
	facts.Held[goods[testkit.Paste].ID] = 1000
	sheet := stock.Sheet{ID: id.CountSheet{1}, Name: "นับ", Scope: stock.ScopeAll, State: stock.SheetOpen, PlaceID: testkit.Place}
	entry := stock.Entry{ProductID: goods[testkit.Paste].ID, Qty: 3000}
	if err := sheet.Enter(facts, &entry); err != nil || entry.OnHand != 4000 || entry.SheetID != sheet.ID || entry.At.Time() != testkit.Morning {
		t.Errorf("%+v %v", entry, err)
	}
	for code, bad := range map[string]stock.Entry{
		"qty_negative": {ProductID: entry.ProductID, Qty: -1000}, "qty_not_whole": {ProductID: entry.ProductID, Qty: 500},
		"product_unknown": {ProductID: id.Product{9}}, "qty_too_large": {ProductID: entry.ProductID, Qty: qty.Max + 1000},
	} {
		if err := sheet.Enter(facts, &bad); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	sheet.State = stock.SheetPosted
	if err := sheet.Enter(facts, &entry); !fault.Is(err, "count_closed") {
		t.Errorf("a closed sheet: %v", err)
	}
}

func TestSheetsThatCannotBe(t *testing.T) {
	for code, change := range map[string]func(*stock.Sheet){
		"name_missing":  func(s *stock.Sheet) { s.Name = "  " },
		"name_too_long": func(s *stock.Sheet) { s.Name = strings.Repeat("ก", 61) },
		"scope_unknown": func(s *stock.Sheet) { s.Scope = "half" },
		"place_missing": func(s *stock.Sheet) { s.PlaceID = id.Place{} },
	} {
		sheet := stock.Sheet{Name: "นับสิ้นเดือน", Scope: stock.ScopePart, PlaceID: testkit.Place}
		if err := sheet.Validate(); err != nil {
			t.Fatal(err)
		}
		change(&sheet)
		if err := sheet.Validate(); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestThePaperOfASheet(t *testing.T) {
	sheet := stock.Sheet{Name: "นับสิ้นเดือน", Scope: stock.ScopeAll, State: stock.SheetOpen, PlaceID: testkit.Place}
	tallies := []stock.Tally{{ProductID: goods[0].ID, Counted: 3000, Expected: 4000}}
	none := []id.Product{goods[1].ID}
	request, err := sheet.Request(tallies, none)
	if err != nil || len(request.Items) != 2 || *request.Items[0].Expected != 4000 || request.Items[1].Expected != nil || request.Items[1].Qty != 0 ||
		request.Reason != sheet.Name || request.Place != testkit.Place {
		t.Errorf("%+v %v", request, err)
	}
	sheet.Scope = stock.ScopePart
	if _, err := sheet.Request(tallies, none); !fault.Is(err, "count_part") {
		t.Errorf("a part takes all others for gone: %v", err)
	}
	sheet.State = stock.SheetDropped
	if _, err := sheet.Request(tallies, nil); !fault.Is(err, "count_closed") {
		t.Errorf("a dropped sheet: %v", err)
	}
}
