package report_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/report"
)

// stall is goods of every kind, by their SKU.
func stall() (*catalog.Index, report.Lying) {
	index := catalog.NewIndex()
	lying := report.Lying{Sellable: map[id.Product]qty.Qty{}, Expires: map[id.Product]clock.Day{},
		Below: map[id.Product]bool{}}
	for n, good := range []struct {
		sku      string
		have, at qty.Qty
		change   func(*catalog.Product)
	}{
		{"enough", 20, 6, nil}, {"at", 6, 6, nil}, {"held", 2, 6, nil}, {"out", 0, 10, nil},
		{"out-unwatched", 0, 0, nil}, {"below", -3, 0, nil},
		{"consigned", 9, 0, func(p *catalog.Product) { p.Terms = ledger.Consign }},
		{"free", 9, 0, func(p *catalog.Product) { p.Price = 0 }},
		{"draft", 0, 0, func(p *catalog.Product) { p.Draft = true }},
		{"gone", 0, 5, func(p *catalog.Product) { p.Archived = true }},
		{"uncounted", 0, 0, func(p *catalog.Product) { p.Untracked = true }},
		{"shirts", 0, 5, func(p *catalog.Product) { p.HasVariants, p.Price = true, 0 }},
		{"set", 0, 5, func(p *catalog.Product) { p.Components = []catalog.Component{{ProductID: id.Product{1}, Qty: qty.One}} }},
		{"old", 4, 0, func(p *catalog.Product) { p.Category = "อาหาร" }},
	} {
		p := catalog.Product{ID: id.Product{byte(n + 1)}, SKU: good.sku, Name: fmt.Sprintf("ของ %02d %s", n, good.sku), Unit: "ชิ้น", Terms: ledger.Own,
			VAT: catalog.VATStandard, Price: money.Baht(10), Reorder: good.at * qty.One, Category: "ทั่วไป"}
		if good.change != nil {
			good.change(&p)
		}
		index.Put(p, "")
		lying.Sellable[p.ID] = good.have * qty.One
		lying.Below[p.ID] = good.sku == "below"
		if good.sku == "old" {
			lying.Expires[p.ID] = "2026-11-25"
		}
	}
	return index, lying
}

func skus(list report.List) (all []string) {
	for n := range list.Len() {
		all = append(all, list.At(n).SKU)
	}
	return all
}

func TestEachPartShowsItsGoods(t *testing.T) {
	goods := report.NewGoods(stall())
	for part, want := range map[report.Part][]string{
		report.ToOrder:    {"at", "held", "out"},
		report.Out:        {"out", "out-unwatched", "below", "draft", "set"},
		report.Expiring:   {"old"},
		report.Consigned:  {"consigned"},
		report.ToComplete: {"draft", "free"},
		report.BelowZero:  {"below"},
		report.Archived:   {"gone"},
		report.Sold: {"enough", "at", "held", "out", "out-unwatched", "below", "consigned", "free", "draft", "shirts",
			"set", "old"},
	} {
		list := goods.List(part, "", "")
		if got := skus(list); !slices.Equal(got, want) {
			t.Errorf("part %d shows %q, want %q", part, got, want)
		}
		if goods.Count(part) != len(want) {
			t.Errorf("part %d counts %d, want %d", part, goods.Count(part), len(want))
		}
		for n := range list.Len() {
			if at := list.Find(list.At(n).ID); at != n {
				t.Errorf("part %d: row %d is found at %d", part, n, at)
			}
		}
		if list.Find(id.Product{99}) >= 0 || list.Find(id.Product{}) >= 0 {
			t.Errorf("part %d finds what is not there", part)
		}
	}
}

func TestAListIsNarrowedByCategoryAndWords(t *testing.T) {
	goods := report.NewGoods(stall())
	for _, c := range []struct {
		part            report.Part
		category, query string
		want            []string
	}{
		{report.Sold, "อาหาร", "", []string{"old"}},
		{report.Out, "อาหาร", "", nil},
		{report.Sold, "ไม่มีหมวดนี้", "", nil},
		{report.Sold, "", "old", []string{"old"}},
		{report.Sold, "ทั่วไป", "old", nil},
		{report.Out, "", "ของ", []string{"out", "out-unwatched", "below", "draft", "set"}},
		{report.Archived, "", "GONE", []string{"gone"}},
		{report.Archived, "", "old", nil},
	} {
		if got := skus(goods.List(c.part, c.category, c.query)); !slices.Equal(got, c.want) {
			t.Errorf("part %d, %q, %q: %q, want %q", c.part, c.category, c.query, got, c.want)
		}
	}
}

func TestLevels(t *testing.T) {
	index, lying := stall()
	for sku, want := range map[string]report.Level{"enough": report.Enough, "at": report.Low, "held": report.Low, "out": report.None, "below": report.None,
		"uncounted": report.Enough, "shirts": report.Enough, "set": report.None, "consigned": report.Enough} {
		if got := lying.Level(index.BySKU(sku)); got != want {
			t.Errorf("%s stands at %d, want %d", sku, got, want)
		}
	}
}
