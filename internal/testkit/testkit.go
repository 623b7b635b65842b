// Package testkit builds what tests need: a shop file with goods in it, a clock that moves when told,
// and random trade from a seed.
package testkit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
)

// Morning is when tests begin: a Monday, 11:30 in Thailand.
var Morning = time.Date(2026, 11, 23, 4, 30, 0, 0, time.UTC)

// Clock moves only when told.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock returns a clock that stands at a moment.
func NewClock(at time.Time) *Clock { return &Clock{at: at.UTC().Truncate(time.Millisecond)} }

// Now is a clock.Clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Move moves the clock, also back.
func (c *Clock) Move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}

// Shop is a shop file in a folder of its own, furnished with Goods, some of each in three lots.
type Shop struct {
	*store.Store
	Clock *Clock
	Goods []catalog.Product
}

// New opens a copy of the furnished file for a test and closes it at the test's end.
func New(t testing.TB) *Shop {
	t.Helper()
	shop := Open(t, Copy(t), NewClock(Morning))
	t.Cleanup(func() { _ = shop.Close() })
	return shop
}

// Copy gives the path of a fresh copy of the furnished shop file, closed.
func Copy(t testing.TB) string {
	t.Helper()
	data, err := template()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ร้าน shop.db") // a space and Thai letters, as people have them
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Open opens a shop file; the caller closes it.
func Open(t testing.TB, path string, at *Clock) *Shop {
	t.Helper()
	s, err := store.Open(context.Background(), path, at.Now)
	if err != nil {
		t.Fatal(err)
	}
	return &Shop{Store: s, Clock: at, Goods: Goods()}
}

// template is the furnished shop file's bytes, made once for all tests of a package.
var template = sync.OnceValues(func() (data []byte, err error) {
	dir, err := os.MkdirTemp("", "talat-testkit")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "shop.db")
	s, err := store.Create(context.Background(), path, clock.Fixed(Morning.AddDate(0, 0, -3)), "A")
	if err != nil {
		return nil, err
	}
	if err := errors.Join(furnish(s), s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func furnish(s *store.Store) error {
	ctx := context.Background()
	goods := Goods()
	errs := []error{
		s.SaveSettings(ctx, map[string]string{"stock.place": Place.String()}),
		s.SavePlace(ctx, store.Place{ID: Place, Name: "หน้าร้าน"}),
		s.SaveParties(ctx,
			party.Party{ID: Weaver, Kind: party.Producer, Name: "กลุ่มทอผ้าบ้านนา"},
			party.Party{ID: Farmer, Kind: party.Producer, Name: "สวนป้าแดง"},
			party.Party{ID: Customer, Kind: party.Customer, Name: "อบต.บ้านนา", CreditLimit: 5_000_00}),
		s.SaveProducts(ctx, goods, nil),
	}
	for _, expires := range []clock.Day{"2027-03-01", "2026-12-31", ""} {
		for _, good := range goods {
			if good.Untracked || good.IsSet() {
				continue
			}
			_, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived,
				Items: []stock.Item{{ProductID: good.ID, Qty: 20 * qty.One, Lot: string(expires), Expires: expires}}})
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Sell pays a cart in cash, as one tender that fits.
func (s *Shop) Sell(t testing.TB, lines ...selling.CartLine) id.Bill {
	t.Helper()
	request := selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Lines: lines}, Tenders: Exactly(selling.Cash)}
	answer, err := s.Checkout(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	return answer.ID
}

// Exactly pays all by one method.
func Exactly(method string) []selling.Tender { return []selling.Tender{{Method: method}} }

// Line is so many thousandths of a good.
func Line(good catalog.Product, quantity qty.Qty) selling.CartLine {
	return selling.CartLine{ProductID: good.ID, Qty: quantity}
}

// CheckOK fails the test unless the audit finds everything in order.
func (s *Shop) CheckOK(t testing.TB) {
	t.Helper()
	checks, err := s.CheckAll(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range checks {
		if !check.OK {
			t.Errorf("check %s: %s", check.Name, check.Detail)
		}
	}
}
