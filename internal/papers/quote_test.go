package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

var breaks = []papers.Break{{From: qty.Pieces(20), Price: 52_000}, {From: qty.Pieces(50), Price: 50_000}, {From: qty.Pieces(100), Price: 47_500}}

func TestPriceByQuantity(t *testing.T) {
	for pieces, want := range map[int]money.Satang{1: 53_500, 19: 53_500, 20: 52_000, 49: 52_000, 50: 50_000, 99: 50_000, 100: 47_500, 5000: 47_500} {
		if got := papers.PriceAt(53_500, breaks, qty.Pieces(pieces)); got != want {
			t.Errorf("%d pieces at %s, want %s", pieces, got, want)
		}
	}
}

func TestBreaksAtFault(t *testing.T) {
	for name, c := range map[string]struct {
		breaks []papers.Break
		code   string
		field  string
	}{
		"falling quantity": {[]papers.Break{{From: qty.Pieces(20), Price: 100}, {From: qty.Pieces(10), Price: 90}}, "breaks_order", "line[0].breaks[1]"},
		"rising price":     {[]papers.Break{{From: qty.Pieces(20), Price: 100}, {From: qty.Pieces(30), Price: 110}}, "breaks_order", "line[0].breaks[1]"},
		"from nothing":     {[]papers.Break{{Price: 100}}, "qty_not_positive", "line[0].breaks[0].from"},
		"below zero":       {[]papers.Break{{From: qty.One, Price: -1}}, "price_invalid", "line[0].breaks[0].price"},
		"too many":         {make([]papers.Break, 7), "too_many", "line[0].breaks"},
	} {
		request := ask(papers.Quotation, of("ชุด", 1, 100))
		request.Lines[0].Breaks = c.breaks
		_, err := papers.Issue(facts(t), request)
		if got := fault.Of(err); got == nil || got.Code != c.code || got.Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Three offers side by side: each has its own sums, and the order begins with the one that was chosen.
func TestAlternativesSideBySide(t *testing.T) {
	small, middle, large := of("ชุดเล็ก", 60, 29_000), of("ชุดกลาง", 60, 53_500), of("ชุดใหญ่", 60, 99_000)
	middle.Breaks = breaks
	rice := of("ข้าวสาร", 60, 10_000)
	rice.VATClass = catalog.VATExempt
	request := ask(papers.Quotation)
	request.Alternatives = []papers.Alternative{{Title: "แบบที่ 1", Lines: []papers.Line{small}}, {Title: "แบบที่ 2", Lines: []papers.Line{middle}},
		{Title: "แบบที่ 3", Lines: []papers.Line{large, rice}}}
	quotation := issue(t, facts(t), request)
	if len(quotation.Alternatives) != 3 || quotation.Sums.Due != 0 || quotation.Alternatives[2].Sums.Due != 60*109_000 || quotation.Alternatives[2].Sums.VAT != money.Satang(60*99_000).VATIncluded(700) {
		t.Fatalf("%+v", quotation)
	}
	lines, err := quotation.Chosen(2, 0)
	if err != nil || len(lines) != 1 || lines[0].Name != "ชุดกลาง" || lines[0].Price != 53_500 {
		t.Errorf("%+v, %v", lines, err)
	}
	lines, err = quotation.Chosen(2, qty.Pieces(120))
	if err != nil || lines[0].Price != 47_500 || lines[0].Total != 120*47_500 || lines[0].Qty != qty.Pieces(120) || lines[0].Breaks != nil {
		t.Errorf("120 of it: %+v, %v", lines, err)
	}
	if quotation.Alternatives[1].Lines[0].Qty != qty.Pieces(60) {
		t.Error("choosing changed the paper")
	}
	for _, n := range []int{0, 4, -1} {
		if _, err := quotation.Chosen(n, 0); !fault.Is(err, "alternative_unknown") {
			t.Errorf("alternative %d: %v", n, err)
		}
	}
	if _, err := quotation.Chosen(1, -1); !fault.Is(err, "qty_too_large") {
		t.Errorf("less than nothing: %v", err)
	}
}
