package bench

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// The limits of the stock, in milliseconds.
const (
	counted  = 2_000 // goods of a count
	maxPost  = 1_000 // to post it
	maxPage  = 100   // the first page of a list
	maxOrder = 1_000 // all there is to order, worked out
)

func TestStock(t *testing.T) {
	size := wanted()
	dir := made(t, size.products, size.bills)
	heading(fmt.Sprintf("The stock, in a shop of %d goods and %d bills", size.products, size.bills))
	s := openCopy(t, dir)
	goods := slices.DeleteFunc(sellable(t, s), func(p catalog.Product) bool { return p.IsSet() || p.HasVariants }) // their parts and variants lie there
	t.Run("count", func(t *testing.T) { benchCount(t, s, goods) })
	t.Run("lists", func(t *testing.T) { benchStockLists(t, s, goods) })
}

// benchCount counts goods one by one, half of them wrong, and posts the sheet.
func benchCount(t *testing.T, s *shop.Shop, goods []catalog.Product) {
	ctx := context.Background()
	some := goods[:min(counted, len(goods))]
	var entries, posts []float64
	for range wanted().rounds {
		sheet, err := s.OpenCount(ctx, stock.Sheet{Name: "นับสิ้นเดือน", Scope: stock.ScopePart})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.Stock(ctx, idsOf(some[:min(500, len(some))]))
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, times(len(some), func(n int) {
			found := qty.Pieces(n%7 + 1)
			if n%2 == 0 && n < len(rows) {
				found = max(rows[n].OnHand, 0)
			}
			if _, err := s.CountEntry(ctx, stock.Entry{SheetID: sheet.ID, ProductID: some[n].ID, Qty: found}); err != nil {
				t.Fatal(err)
			}
		})...)
		posts = append(posts, millis(func() {
			if _, err := s.PostCount(ctx, shop.CountPost{Sheet: sheet.ID}); err != nil {
				t.Fatal(err)
			}
		}))
	}
	spread(t, "one entry of a count", entries, 0, "each is on disk")
	report(t, figure{fmt.Sprintf("post a count of %d goods, worst", len(some)), percentile(posts, 1), "ms", maxPost, "one transaction"})
}

func idsOf(goods []catalog.Product) []id.Product {
	ids := make([]id.Product, len(goods))
	for n, p := range goods {
		ids[n] = p.ID
	}
	return ids
}

func benchStockLists(t *testing.T, s *shop.Shop, goods []catalog.Product) {
	ctx := context.Background()
	if _, err := s.Catalogue(ctx); err != nil {
		t.Fatal(err)
	}
	today := clock.DayOf(s.Clock())
	page := idsOf(goods[:min(50, len(goods))])
	for _, list := range []struct {
		name  string
		limit float64
		read  func() error
	}{
		{"what expires, a page of 50", maxPage, func() error { _, _, err := s.ExpiryList(ctx, 30, 0, 50); return err }},
		{"what to recount, a page of 50", maxPage, func() error { _, _, err := s.RecountList(ctx, 0, 50); return err }},
		{"what to order, all of it", maxOrder, func() error { _, err := s.OrderLists(ctx); return err }},
		{"history of a product, 50 lines", maxPage, func() error { _, _, err := s.HistoryPage(ctx, page[0], 0, 50); return err }},
		{"sold in 30 days of 50 goods", maxPage, func() error { _, err := s.SoldDaily(ctx, page, today.Add(-29), today); return err }},
		{"stock of a product over a year", maxPage, func() error { _, err := s.StockDaily(ctx, page[0], today.Add(-364), today); return err }},
		{"papers of the stock, a page of 50", maxPage, func() error { _, _, err := s.StockPapers(ctx, shop.StockPaperQuery{Limit: 50}); return err }},
	} {
		spread(t, list.name, times(wanted().reads/10+1, func(int) {
			if err := list.read(); err != nil {
				t.Fatal(err)
			}
		}), list.limit, "")
	}
}
