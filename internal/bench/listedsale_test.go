package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// TestListedSale measures what platforms and a full outbox cost a sale that tells them nothing itself: the same shop
// with and without takes turns.
func TestListedSale(t *testing.T) {
	size := wanted()
	products, _, rows := listed()
	heading(fmt.Sprintf("A sale beside %d platforms and %d rows in the outbox", connected, rows))
	var shops [2]*shop.Shop
	var goods [2][]catalog.Product
	for n, dir := range []string{readyShop(t, products), fullShop(t)} {
		shops[n] = openCopy(t, dir)
		openShift(t, shops[n])
		goods[n] = sellable(t, shops[n])
	}
	random := rand.New(rand.NewPCG(1, 2))
	var ratios, without, with []float64
	for round := range 1 + size.rounds { // the first warms up and does not count
		var took [2][]float64
		for sale := range size.sales {
			for turn := range shops {
				n := (turn + sale) % len(shops)
				request := cashSale(random, goods[n])
				var err error
				took[n] = append(took[n], millis(func() { _, _, err = shops[n].Pay(context.Background(), request) }))
				if err == nil && sale%idle == 0 {
					err = shops[n].Checkpoint(context.Background())
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		if round > 0 {
			ratios = append(ratios, median(took[1])/median(took[0]))
			without, with = append(without, took[0]...), append(with, took[1]...)
		}
	}
	report(t, figure{"a sale over one without platforms, p50", median(ratios), "×", maxGrown,
		fmt.Sprintf("%.2f ms to %.2f ms", median(with), median(without))})
}

// The bad line: how long an answer takes, one of how many is lost, and how many counts change.
const (
	latency   = 200 * time.Millisecond
	lost      = 20
	changed   = 1_000
	onBadLine = 50 // goods
)

// TestBadLine tells counts over a slow line that loses answers: each change arrives, and once.
func TestBadLine(t *testing.T) {
	delay, changes := latency, changed
	if wanted().dir == "" {
		delay, changes = 0, 60
	}
	dir := t.TempDir()
	copyFile(t, filepath.Join(readyShop(t, onBadLine+50), "shop.db"), filepath.Join(dir, "shop.db"))
	at := &moving{at: time.Now()}
	s, err := shop.Open(t.Context(), dir, at.now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	openShift(t, s)
	platform := double.Open(t, double.Options{Live: true, Unchecked: true, Now: clock.System})
	channel := connectTo(t, s, "ตลาดกลาง", platform.URL)
	ready := readyGoods(t, s, onBadLine)
	receive(t, s, ready)
	if _, err := s.Publish(t.Context(), channel, ready...); err != nil {
		t.Fatal(err)
	}
	sync := func() shop.SyncResult {
		at.move(time.Minute) // what rests after a lost answer is tried in the next round
		result, err := s.SyncNow(t.Context(), channel, nil)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	sync()
	random, calls, missed := rand.New(rand.NewPCG(7, 7)), platform.Calls("adjustStock"), 0
	platform.Always(func(operation string, _ int) *double.Fault {
		fault := double.Slow(delay)
		if operation != "getToken" && random.IntN(lost) == 0 {
			fault = double.LoseReply()
			missed++
		}
		return &fault
	})
	heading(fmt.Sprintf("%d changes of stock over a line of %v that loses one answer in %d", changes, delay, lost))
	took := millis(func() {
		for told := 0; told < changes; told += onBadLine {
			for _, product := range ready {
				sellOne(t, s, product)
			}
			sync()
		}
		for range 20 {
			if sync().Sent == 0 {
				break
			}
		}
	})
	platform.Always(nil)
	report(t, figure{"all of them", took / 1000, "s", 0, fmt.Sprintf("%d changes sent in %d calls, %d answers lost", changes, platform.Calls("adjustStock")-calls, missed)})
	agreeOnCounts(t, s, platform, ready)
	if key, times := platform.MostApplied(); times > 1 {
		t.Errorf("%s was done %d times", key, times)
	}
}

// moving is a clock that the test moves on, and that goes by itself.
type moving struct {
	sync.Mutex
	at time.Time
}

func (m *moving) now() time.Time {
	m.Lock()
	defer m.Unlock()
	return m.at
}

func (m *moving) move(by time.Duration) {
	m.Lock()
	defer m.Unlock()
	m.at = m.at.Add(by)
}

// receive brings a hundred pieces of each of some goods.
func receive(t *testing.T, s *shop.Shop, goods []id.Product) {
	t.Helper()
	came := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived}
	for _, product := range goods {
		came.Items = append(came.Items, stock.Item{ProductID: product, Qty: qty.Pieces(100)})
	}
	if _, err := s.PostStock(t.Context(), came); err != nil {
		t.Fatal(err)
	}
}

func sellOne(t *testing.T, s *shop.Shop, product id.Product) {
	t.Helper()
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(product, qty.One)
	if _, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}}); err != nil {
		t.Fatal(err)
	}
}

// agreeOnCounts holds what can be ordered there against what the shop has.
func agreeOnCounts(t *testing.T, s *shop.Shop, platform *double.Platform, goods []id.Product) {
	t.Helper()
	for _, product := range goods {
		row, err := s.Listing(t.Context(), product)
		if err != nil {
			t.Fatal(err)
		}
		if level := platform.Level(row.Product.SKU); level.OnHand != row.Cells[0].Pieces {
			t.Errorf("%s: %d here and %+v there", row.Product.SKU, row.Cells[0].Pieces, level)
		}
	}
}
