package consign_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

var weaver, farmer = id.New[id.Party](), id.New[id.Party]()

func agreed(change func(*consign.Terms)) consign.Terms {
	t := consign.Terms{ID: id.New[id.Terms](), ProducerID: weaver, Kind: ledger.Consign, GP: 20_00, From: "2026-01-01"}
	change(&t)
	return t
}

func TestTheNarrowestTermsOfTheDayCount(t *testing.T) {
	cloth := &catalog.Product{ID: id.New[id.Product](), Category: "ผ้า", ProducerID: weaver, Terms: ledger.Consign, GP: 33_00}
	soap := &catalog.Product{ID: id.New[id.Product](), Category: "สบู่", ProducerID: weaver, Terms: ledger.Bought}
	red := &catalog.Product{ID: id.New[id.Product](), ParentID: cloth.ID, Category: "ผ้า", ProducerID: weaver, Terms: ledger.Own}
	blue := &catalog.Product{ID: id.New[id.Product](), ParentID: cloth.ID, Category: "ผ้า", ProducerID: weaver, Terms: ledger.Own}
	all := []consign.Terms{
		agreed(func(t *consign.Terms) { t.ProductID, t.GP = blue.ID, 12_00 }),
		agreed(func(t *consign.Terms) { t.ProductID, t.GP, t.From, t.To = cloth.ID, 10_00, "2026-06-01", "2026-06-30" }),
		agreed(func(t *consign.Terms) { t.Category, t.GP = "ผ้า", 15_00 }),
		agreed(func(t *consign.Terms) { t.GP = 20_00 }),
		agreed(func(t *consign.Terms) { t.ProductID, t.GP, t.Off = cloth.ID, 1_00, true }),
		agreed(func(t *consign.Terms) { t.ProducerID, t.GP = farmer, 5_00 }),
	}
	for _, test := range []struct {
		name     string
		product  *catalog.Product
		producer id.Party
		day      clock.Day
		want     ledger.Terms
	}{
		{"for the product", cloth, weaver, "2026-06-15", ledger.Terms{Kind: ledger.Consign, GP: 10_00}},
		{"its last day counts", cloth, weaver, "2026-06-30", ledger.Terms{Kind: ledger.Consign, GP: 10_00}},
		{"for the category afterwards", cloth, weaver, "2026-07-01", ledger.Terms{Kind: ledger.Consign, GP: 15_00}},
		{"for all of the producer's", soap, weaver, "2026-07-01", ledger.Terms{Kind: ledger.Consign, GP: 20_00}},
		{"a variant goes by its product's", red, weaver, "2026-06-15", ledger.Terms{Kind: ledger.Consign, GP: 10_00}},
		{"unless it has its own", blue, weaver, "2026-06-15", ledger.Terms{Kind: ledger.Consign, GP: 12_00}},
		{"another producer's", cloth, farmer, "2026-07-01", ledger.Terms{Kind: ledger.Consign, GP: 5_00}},
		{"before any", cloth, weaver, "2025-12-31", ledger.Terms{Kind: ledger.Consign, GP: 33_00}},
		{"the product's own, bought", soap, weaver, "2025-12-31", ledger.Terms{Kind: ledger.Bought}},
	} {
		if got := consign.For(all, test.product, test.producer, test.day); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestTermsThatOverlapClash(t *testing.T) {
	base := agreed(func(t *consign.Terms) { t.From, t.To = "2026-03-01", "2026-03-31" })
	for name, test := range map[string]struct {
		change func(*consign.Terms)
		clash  bool
	}{
		"the same days":     {func(t *consign.Terms) { t.From, t.To = "2026-03-01", "2026-03-31" }, true},
		"the last day":      {func(t *consign.Terms) { t.From = "2026-03-31" }, true},
		"the day after":     {func(t *consign.Terms) { t.From = "2026-04-01" }, false},
		"up to the first":   {func(t *consign.Terms) { t.To = "2026-03-01" }, true},
		"the day before":    {func(t *consign.Terms) { t.To = "2026-02-28" }, false},
		"another category":  {func(t *consign.Terms) { t.Category = "ผ้า" }, false},
		"another producer":  {func(t *consign.Terms) { t.ProducerID = farmer }, false},
		"withdrawn":         {func(t *consign.Terms) { t.Off = true }, false},
		"itself, corrected": {func(t *consign.Terms) { t.ID = base.ID }, false},
	} {
		terms := agreed(test.change)
		if got := terms.Clash([]consign.Terms{base}) != nil; got != test.clash {
			t.Errorf("%s: clash %v", name, got)
		}
	}
}

func TestTermsThatCannotBe(t *testing.T) {
	for code, change := range map[string]func(*consign.Terms){
		"producer_missing":  func(t *consign.Terms) { t.ProducerID = id.Party{} },
		"terms_unknown":     func(t *consign.Terms) { t.Kind = "lent" },
		"percent_too_large": func(t *consign.Terms) { t.GP = 120_00 },
		"bears_unknown":     func(t *consign.Terms) { t.Bears = "nobody" },
		"price_invalid":     func(t *consign.Terms) { t.Kind = ledger.Fixed },
		"terms_scope":       func(t *consign.Terms) { t.Kind, t.Fixed = ledger.Fixed, 10_00 },
		"date_missing":      func(t *consign.Terms) { t.From = "" },
		"date_order":        func(t *consign.Terms) { t.To = "2025-12-31" },
	} {
		terms := agreed(change)
		if err := terms.Validate(); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
}
