package bench

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// linesOfSale is how many lines the sale has that everything is compared by.
const linesOfSale = 5

// idle is after how many sales both sides fold their log into the file, as the window does in idle moments.
const idle = 50

// The limits of a sale, as multiples of the yardstick's time, and of the big shop's multiple over the
// empty one's.
const (
	maxSale  = 2.0
	maxSlow  = 1.5
	maxGrown = 1.15
)

// till sells the same goods in a shop and in a yardstick that began as a copy of it.
type till struct {
	shop   *shop.Shop
	rows   *sql.DB // reads what the shop wrote
	yard   *yardstick
	goods  []catalog.Product
	random *rand.Rand
	rounds []round
}

// round is the milliseconds of some sales.
type round struct{ paid, plain []float64 }

func newTill(t *testing.T, made string) *till {
	t.Helper()
	w := &till{random: rand.New(rand.NewPCG(1, 2))}
	w.shop = openCopy(t, made)
	openShift(t, w.shop)
	w.goods = sellable(t, w.shop)
	w.rows = openFile(t, filepath.Join(w.shop.Dir, "shop.db"))
	twin := filepath.Join(t.TempDir(), "yardstick.db")
	copyFile(t, filepath.Join(made, "shop.db"), twin)
	w.yard = newYardstick(t, twin)
	return w
}

func openShift(t *testing.T, s *shop.Shop) {
	t.Helper()
	if _, err := s.OpenShift(context.Background(), money.Baht(2000), "", "bench"); err != nil {
		t.Fatal(err)
	}
}

// sellable lists the goods that a sale takes from.
func sellable(t *testing.T, s *shop.Shop) []catalog.Product {
	t.Helper()
	index, err := s.Catalogue(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return sellableOf(index)
}

func sellableOf(index *catalog.Index) (goods []catalog.Product) {
	for _, p := range index.All() {
		if !p.Untracked && !p.Weighed && !p.HasVariants && p.Price > 0 {
			goods = append(goods, *p)
		}
	}
	return goods
}

// cashSale is a request for five different goods.
func cashSale(random *rand.Rand, goods []catalog.Product) selling.Request {
	cart := selling.Cart{ID: id.New[id.Bill]()}
	for len(cart.Lines) < linesOfSale {
		cart.Add(goods[random.IntN(len(goods))].ID, qty.Pieces(1+random.IntN(2)))
	}
	return selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}}
}

// sell pays a sale through the service and then writes the same rows plainly.
func (w *till) sell(t *testing.T, into *round) {
	t.Helper()
	ctx, request := context.Background(), cashSale(w.random, w.goods)
	var err error
	into.paid = append(into.paid, millis(func() { _, _, err = w.shop.Pay(ctx, request) }))
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOfLast(t, w.rows)
	into.plain = append(into.plain, millis(func() { err = w.yard.write(ctx, rows) }))
	if err != nil {
		t.Fatal(err)
	}
}

// fold empties the logs of both sides.
func (w *till) fold(t *testing.T) {
	t.Helper()
	if err := w.shop.Checkpoint(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.yard.db.Exec("PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
		t.Fatal(err)
	}
}

// ratio gives the median over the rounds of the sale's time over the yardstick's, at a percentile.
func (w *till) ratio(share float64) float64 {
	ratios := make([]float64, len(w.rounds))
	for n, round := range w.rounds {
		ratios[n] = percentile(round.paid, share) / percentile(round.plain, share)
	}
	return median(ratios)
}

func (w *till) times(share float64) string {
	var paid, plain []float64
	for _, round := range w.rounds {
		paid, plain = append(paid, round.paid...), append(plain, round.plain...)
	}
	return fmt.Sprintf("%.2f ms, yardstick %.2f ms", percentile(paid, share), percentile(plain, share))
}

func TestSale(t *testing.T) {
	size := wanted()
	empty, big := newTill(t, made(t, 0, 0)), newTill(t, made(t, size.products, size.bills))
	tills := []*till{empty, big}
	for n := range 1 + size.rounds { // the first warms up and does not count
		for _, w := range tills {
			w.rounds = append(w.rounds, round{})
		}
		for sale := range size.sales {
			for _, w := range tills {
				w.sell(t, &w.rounds[len(w.rounds)-1])
				if sale%idle == 0 {
					w.fold(t)
				}
			}
		}
		if n == 0 {
			empty.rounds, big.rounds = nil, nil
		}
	}
	heading("A durable cash sale of 5 lines, answered with the whole bill, against the same rows as one plain transaction")
	grown := fmt.Sprintf("shop of %d goods, %d bills", size.products, size.bills)
	report(t, figure{"sale, empty shop, p50", empty.ratio(0.5), "×", maxSale, empty.times(0.5)})
	report(t, figure{"sale, empty shop, p99", empty.ratio(0.99), "×", maxSlow, empty.times(0.99)})
	report(t, figure{"sale, big shop, p50", big.ratio(0.5), "×", maxSale, big.times(0.5)})
	report(t, figure{"sale, big shop, p99", big.ratio(0.99), "×", maxSlow, big.times(0.99)})
	report(t, figure{"big shop's multiple over the empty shop's, p50", big.ratio(0.5) / empty.ratio(0.5), "×", maxGrown, grown})
	for _, peer := range peers {
		report(t, peer)
	}
}

// peers are other open-source tills, measured once by the same yardstick on such a machine; see
// docs/BENCHMARKS.md.
var peers = []figure{
	{name: "for comparison: Open Source POS", value: 40, unit: "×", note: "empty and 20,000 bills"},
	{name: "for comparison: Frappe Books, empty", value: 262, unit: "×"},
	{name: "for comparison: Frappe Books, 20,000 bills", value: 4500, unit: "×"},
	{name: "for comparison: Store POS", value: 4.7, unit: "×", note: "answers before anything is saved"},
}
