package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// The limits of what a cashier waits for, in milliseconds.
const (
	maxLine     = 1
	maxSearch   = 5
	maxSummary  = 50
	maxReceipt  = 15
	billsSummed = 20_000
	rowsDrawn   = 700 // dots of paper
)

func TestReads(t *testing.T) {
	size := wanted()
	dir := made(t, size.products, size.bills)
	heading(fmt.Sprintf("What a cashier waits for, in a shop of %d goods and %d bills", size.products, size.bills))
	var s *shop.Shop
	opened := millis(func() {
		s = openShop(t, dir)
		if _, err := s.Catalogue(context.Background()); err != nil {
			t.Fatal(err)
		}
	})
	report(t, figure{"open the shop and read all goods", opened, "ms", 0, "behind a till that sells already"})
	goods := sellable(t, s)
	t.Run("barcode", func(t *testing.T) { benchBarcode(t, s, goods) })
	t.Run("search", func(t *testing.T) { benchSearch(t, s, goods) })
	t.Run("goods", func(t *testing.T) { benchGoods(t, s) })
	t.Run("addresses", func(t *testing.T) { benchAddresses(t, s) })
	t.Run("summary", func(t *testing.T) { benchSummary(t, s) })
	t.Run("receipt", func(t *testing.T) { benchReceipt(t, openCopy(t, dir), goods) })
}

// spread reports the middle and the 99th percentile, and holds the latter against a limit.
func spread(t *testing.T, name string, values []float64, limit float64, note string) {
	t.Helper()
	report(t, figure{name + ", p50", median(values), "ms", 0, ""})
	report(t, figure{name + ", p99", percentile(values, 0.99), "ms", limit, note})
}

// benchBarcode measures a scan as the till does it: what the code means, onto the bill, the bill priced.
func benchBarcode(t *testing.T, s *shop.Shop, goods []catalog.Product) {
	ctx, random := context.Background(), rand.New(rand.NewPCG(3, 3))
	prices, err := s.Prices(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cart := selling.Cart{ID: id.New[id.Bill]()}
	spread(t, "barcode to priced line", times(wanted().reads, func(n int) {
		if n%linesOfSale == 0 {
			cart.Lines = nil
		}
		code := goods[random.IntN(len(goods))].SKU
		if p := goods[random.IntN(len(goods))]; len(p.Codes) > 0 {
			code = p.Codes[0].Code
		}
		match, err := s.Find(ctx, code)
		if err != nil {
			t.Fatal(err)
		}
		cart.Add(match.Product.ID, qty.One)
		if _, err := selling.Price(prices, &cart); err != nil {
			t.Fatal(err)
		}
	}), maxLine, "Open Source POS 23 ms, Frappe Books 12.7 ms")
}

// benchSearch types the first letters of names, a key at a time.
func benchSearch(t *testing.T, s *shop.Shop, goods []catalog.Product) {
	ctx, random := context.Background(), rand.New(rand.NewPCG(4, 4))
	index, err := s.Catalogue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var typed []string
	for len(typed) < wanted().reads {
		name := []rune(goods[random.IntN(len(goods))].Name)
		from := random.IntN(max(len(name)/2, 1))
		for to := from + 1; to <= min(from+8, len(name)); to++ {
			typed = append(typed, string(name[from:to]))
		}
	}
	spread(t, "search as you type, a key", times(len(typed), func(n int) { index.Search(typed[n], 50) }), maxSearch,
		"Open Source POS 206 ms, Frappe Books 280 ms, Store POS 7.6 ms")
}

func benchSummary(t *testing.T, s *shop.Shop) {
	ctx := context.Background()
	days, err := s.Days(ctx, "2000-01-01", "2100-01-01")
	if err != nil || len(days) == 0 {
		t.Fatalf("%d days, %v", len(days), err)
	}
	last := days[len(days)-1]
	spread(t, fmt.Sprintf("summary of a day of %d bills", last.Bills), times(wanted().reads/10+1, func(int) {
		if _, err := s.Day(ctx, last.Day); err != nil {
			t.Fatal(err)
		}
	}), maxSummary, "")
	from, bills := last.Day, 0
	for n := len(days) - 1; n >= 0 && bills < billsSummed; n-- {
		from = days[n].Day
		bills += days[n].Bills + days[n].Refunds
	}
	spread(t, fmt.Sprintf("summary of %d bills", bills), times(wanted().reads/20+1, func(int) {
		if _, err := s.Days(ctx, from, last.Day); err != nil {
			t.Fatal(err)
		}
	}), maxSummary, "Open Source POS 797 ms, Store POS 448 ms, Frappe Books 17,200 ms")
	spread(t, fmt.Sprintf("best sellers of %d bills", bills), times(wanted().reads/40+1, func(int) {
		if _, err := s.BestSellers(ctx, from, last.Day, 20); err != nil {
			t.Fatal(err)
		}
	}), 0, "Open Source POS 2,912 ms")
}

// benchReceipt draws a receipt long enough, over and over: with the letters drawn before, as all but the
// first of a day.
func benchReceipt(t *testing.T, s *shop.Shop, goods []catalog.Product) {
	ctx := context.Background()
	openShift(t, s)
	cart := selling.Cart{ID: id.New[id.Bill]()}
	for n := range 14 {
		cart.Add(goods[n*7%len(goods)].ID, qty.One)
	}
	bill, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	draw := func(int) {
		slip, err := s.Receipt(ctx, bill, shop.ReceiptOptions{Lang: i18n.Thai, Paper: "58"})
		if err != nil {
			t.Fatal(err)
		}
		rows = slip.Bitmap.Height
	}
	first := millis(func() { draw(0) })
	if rows < rowsDrawn {
		t.Errorf("the receipt has only %d rows", rows)
	}
	drawn := times(wanted().reads/4+1, draw)
	for n := range drawn {
		drawn[n] *= rowsDrawn / float64(rows)
	}
	report(t, figure{fmt.Sprintf("receipt bitmap, %d rows of %d, p50", rowsDrawn, rows), median(drawn), "ms", maxReceipt,
		fmt.Sprintf("the first one %.0f ms", first)})
}
