package looks

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// Counter is a small shop whose clock the test holds, with bills in it for the screens that come after
// the till.
type Counter struct {
	Shop  *shop.Shop
	Goods []catalog.Product

	t   testing.TB
	mu  sync.Mutex
	now time.Time
}

// NewCounter makes a shop of three goods at noon of 23 November 2569. It is closed with the test.
func NewCounter(t testing.TB) *Counter {
	t.Helper()
	c := &Counter{t: t, now: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	s, err := shop.Create(t.Context(), filepath.Join(t.TempDir(), "shop"),
		shop.Params{Name: "ร้านชุมชนบ้านดอนตูม", Address: "12 หมู่ 3 ต.ดอนตูม", Phone: "034-555-123"}, c.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c.Shop = s
	for _, goods := range []struct {
		sku, name, unit string
		price           money.Satang
	}{{"CH1", "น้ำพริกหนุ่ม", "กระปุก", 45_00}, {"CL1", "ผ้าคราม ทอมือ 2 ม.", "ผืน", 850_00}, {"RI1", "ข้าวหอมมะลิ ทุ่งกุลา 1 กก.", "ถุง", 65_00}} {
		p, err := s.SaveProduct(t.Context(), catalog.Product{SKU: goods.sku, Name: goods.name, Unit: goods.unit, Price: goods.price},
			shop.Opening{Qty: qty.Pieces(50)})
		if err != nil {
			t.Fatal(err)
		}
		c.Goods = append(c.Goods, p)
	}
	return c
}

// Now is the shop's clock.
func (c *Counter) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Later sets the clock forward, or back.
func (c *Counter) Later(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// Sell pays a bill of so many pieces of the goods, in their order; the next one comes seven minutes after.
func (c *Counter) Sell(method string, pieces ...int) *shop.Bill {
	c.t.Helper()
	return c.Pay(selling.Tender{Method: method}, pieces...)
}

// Pay is Sell with all of how it is paid.
func (c *Counter) Pay(tender selling.Tender, pieces ...int) *shop.Bill {
	c.t.Helper()
	bill, _, err := c.Shop.Pay(c.t.Context(), selling.Request{Cart: c.Cart(pieces...), Tenders: []selling.Tender{tender}})
	if err != nil {
		c.t.Fatal(err)
	}
	c.Later(7 * time.Minute)
	return bill
}

// Cart is a bill of so many pieces of the goods that nobody paid yet.
func (c *Counter) Cart(pieces ...int) selling.Cart {
	cart := selling.Cart{ID: id.New[id.Bill]()}
	for n, count := range pieces {
		if count > 0 {
			cart.Add(c.Goods[n].ID, qty.Pieces(count))
		}
	}
	return cart
}

// Draft saves an open bill of a state, such as one that waits for its money.
func (c *Counter) Draft(state string, total money.Satang, pieces ...int) shop.Draft {
	c.t.Helper()
	draft := shop.Draft{Cart: c.Cart(pieces...), State: state, Total: total}
	if err := c.Shop.SaveDraft(c.t.Context(), draft); err != nil {
		c.t.Fatal(err)
	}
	return draft
}
