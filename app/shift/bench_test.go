package shift

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// noon is the first bill's moment; each later one comes seven minutes after.
var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// bench is a shop with a shift and, after open, the screen in a window.
type bench struct {
	t      *testing.T
	shop   *shop.Shop
	now    time.Time
	goods  []catalog.Product
	window fyne.Window
	shell  *nav.Shell
	k      *kit.Kit
	page   *Page
	usb    []string
	went   []nav.Route

	mu   sync.Mutex
	hops chan func()
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, now: noon, hops: make(chan func(), 100)}
	s, err := shop.Create(t.Context(), filepath.Join(t.TempDir(), "shop"),
		shop.Params{Name: "ร้านชุมชนบ้านดอนตูม", Address: "12 หมู่ 3 ต.ดอนตูม", Phone: "034-555-123"}, b.clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b.shop = s
	for _, goods := range []struct {
		sku, name, unit string
		price           money.Satang
	}{{"CH1", "น้ำพริกหนุ่ม", "กระปุก", 45_00}, {"CL1", "ผ้าคราม ทอมือ 2 ม.", "ผืน", 850_00}, {"RI1", "ข้าวหอมมะลิ ทุ่งกุลา 1 กก.", "ถุง", 65_00}} {
		p, err := s.SaveProduct(t.Context(), catalog.Product{SKU: goods.sku, Name: goods.name, Unit: goods.unit, Price: goods.price},
			shop.Opening{Qty: qty.Pieces(50)})
		if err != nil {
			t.Fatal(err)
		}
		b.goods = append(b.goods, p)
	}
	return b
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bench) later(by time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(by)
}

// sell pays a bill of so many pieces of the goods, in their order.
func (b *bench) sell(method string, pieces ...int) *shop.Bill {
	b.t.Helper()
	bill, _, err := b.shop.Pay(b.t.Context(), selling.Request{Cart: b.cart(pieces...), Tenders: []selling.Tender{{Method: method}}})
	if err != nil {
		b.t.Fatal(err)
	}
	b.later(7 * time.Minute)
	return bill
}

func (b *bench) cart(pieces ...int) selling.Cart {
	cart := selling.Cart{ID: id.New[id.Bill]()}
	for n, count := range pieces {
		if count > 0 {
			cart.Add(b.goods[n].ID, qty.Pieces(count))
		}
	}
	return cart
}

func (b *bench) wait(total money.Satang, pieces ...int) shop.Draft {
	b.t.Helper()
	draft := shop.Draft{Cart: b.cart(pieces...), State: selling.Waiting, Total: total}
	if err := b.shop.SaveDraft(b.t.Context(), draft); err != nil {
		b.t.Fatal(err)
	}
	return draft
}

// open shows the screen in a window of that size.
func (b *bench) open(lang i18n.Lang, look theme.Options, width, height float32) {
	b.t.Helper()
	test.NewTempApp(b.t).Settings().SetTheme(theme.New(look))
	b.window = test.NewTempWindow(b.t, nil)
	hop := func(f func()) { b.hops <- f }
	router := keys.New(b.window.Canvas(), hop)
	host := prompt.New(b.window.Canvas(), router, lang, func(f func()) {})
	b.k = &kit.Kit{Shop: b.shop, Lang: lang, Router: router, Prompt: host, Pool: task.NewPool(hop, func(err error) { b.t.Error(err) }),
		Go: func(route nav.Route) { b.went = append(b.went, route) }, Changed: func() {}}
	b.page = New(b.k, func() []string { return b.usb })
	b.shell = nav.New(nav.Config{Brand: "ตลาด", Router: router, Open: func(nav.Route) nav.Page { return b.page },
		Items: []nav.Item{{Screen: kit.Till, Icon: "sell", Label: i18n.T(lang, "nav.till")}, {Screen: kit.Shift, Icon: "shift", Label: i18n.T(lang, "nav.shift")}}})
	b.window.SetPadded(false)
	b.window.SetContent(container.NewStack(b.shell.Object(), host.Layer()))
	b.window.Resize(fyne.NewSize(width, height))
	b.shell.Go(nav.Route{Screen: kit.Shift})
	b.settle()
}

// settle takes in what works brought until nothing runs.
func (b *bench) settle() {
	b.t.Helper()
	for b.busy() || len(b.hops) > 0 {
		select {
		case hop := <-b.hops:
			hop()
		case <-time.After(20 * time.Second):
			b.t.Fatal("a work does not come back")
		}
	}
}

func (b *bench) busy() bool {
	for _, name := range []string{"read", "photos", "write", "backup", "copy"} {
		if b.page.runner.Busy(name) || b.page.lasts.Busy(name) {
			return true
		}
	}
	return false
}

func (b *bench) key(name fyne.KeyName) {
	b.t.Helper()
	ev := &fyne.KeyEvent{Name: name}
	b.k.Router.KeyDown(ev)
	b.k.Router.Key(ev)
	b.k.Router.KeyUp(ev)
	b.settle()
}

// char types a character; a key that means nothing follows, so that it is no scanner's.
func (b *bench) char(r rune) {
	b.t.Helper()
	b.k.Router.Key(&fyne.KeyEvent{Name: fyne.KeyName(string(r))})
	b.k.Router.Rune(r)
	b.key(fyne.KeyF12)
}

// write types a text slowly: a scanner's burst is another thing.
func (b *bench) write(text string) {
	for _, r := range text {
		b.window.Canvas().Focused().TypedRune(r)
		b.key(fyne.KeyF12)
	}
}
