package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// counter is a shop in which bills are paid, given back and owed.
type counter struct {
	*shop.Shop
	goods []catalog.Product
	took  map[string][]float64
}

// TestPaperedSale measures what many papers cost a sale, and what changes a bill that papers may tell of: the same
// shop with and without papers takes turns.
func TestPaperedSale(t *testing.T) {
	if wanted().dir == "" {
		t.Skip("make bench")
	}
	heading(fmt.Sprintf("A bill beside %d papers", manyPapers))
	var counters []*counter
	for _, dir := range []string{made(t, 200, 100), manyPapersShop(t)} {
		c := &counter{Shop: openCopy(t, dir), took: map[string][]float64{}}
		openShift(t, c.Shop)
		c.goods = sellable(t, c.Shop)
		counters = append(counters, c)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 1000 {
		for turn := range counters {
			counters[(turn+n)%len(counters)].change(t, random, n < 100)
		}
		if n%idle == 0 {
			for _, c := range counters {
				if err := c.Checkpoint(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, kind := range []string{"a sale", "a refund", "a void", "money for a debt"} {
		without, with := median(counters[0].took[kind]), median(counters[1].took[kind])
		report(t, figure{kind + " over one without papers, p50", with / without, "×", maxGrown, fmt.Sprintf("%.2f ms to %.2f ms", with, without)})
	}
}

// change sells and gives back, sells and takes back, and sells on credit and is paid; the first ones warm up.
func (c *counter) change(t *testing.T, random *rand.Rand, warm bool) {
	t.Helper()
	ctx := context.Background()
	do := func(kind string, act func() error) {
		var err error
		took := millis(func() { err = act() })
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if !warm {
			c.took[kind] = append(c.took[kind], took)
		}
	}
	customer, err := c.SaveCustomer(ctx, shop.Party{Name: "ป้าแดง"})
	if err != nil {
		t.Fatal(err)
	}
	var bill *shop.Bill
	sell := func(kind, method string) {
		request := cashSale(random, c.goods)
		request.Tenders = []selling.Tender{{Method: method}}
		if method == selling.Credit {
			request.Cart.CustomerID = customer.ID
		}
		do(kind, func() (err error) { bill, _, err = c.Pay(ctx, request); return err })
	}
	sell("a sale", selling.Cash)
	do("a refund", func() error {
		_, _, err := c.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด"})
		return err
	})
	sell("a sale", selling.Cash)
	do("a void", func() error { _, _, err := c.Void(ctx, bill.ID, "คีย์ผิด"); return err })
	sell("a sale on credit", selling.Credit)
	do("money for a debt", func() error {
		_, _, err := c.PayDebt(ctx, selling.DebtRequest{ID: id.New[id.Change](), CustomerID: customer.ID, Tenders: []selling.Tender{{Method: selling.Cash}}})
		return err
	})
}
