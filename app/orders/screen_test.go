package orders

import (
	"context"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// watch is a clock that the test moves.
type watch struct {
	mu sync.Mutex
	at time.Time
}

func (w *watch) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func (w *watch) later(by time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.Add(by)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// market is a practice shop on the afternoon of 22 November 2569 whose clock the test moves.
type market struct {
	*shop.Shop
	*watch
	t testing.TB
}

func newMarket(t testing.TB) *market {
	t.Helper()
	w := &watch{at: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	return &market{looks.Practice(t, 20, w.now), w, t}
}

func (m *market) product(code string) id.Product {
	m.t.Helper()
	match, err := m.Find(context.Background(), code)
	must(m.t, err)
	return match.Product.ID
}

// line orders so many pieces of a product.
func (m *market) line(code string, pieces int) ledger.OrderLine {
	m.t.Helper()
	match, err := m.Find(context.Background(), code)
	must(m.t, err)
	return ledger.OrderLine{ProductID: match.Product.ID, Qty: qty.Pieces(pieces), Price: match.Product.Price}
}

var khonKaen = ordering.Recipient{Line: "99/1 หมู่ 4", Subdistrict: "ในเมือง", District: "เมืองขอนแก่น", Province: "ขอนแก่น", Postcode: "40000"}

// order is what the tests ask for; the clock goes on seven minutes.
type order struct {
	channel, no, name, contact, phone, payBy, service string
	fee                                               money.Satang
	due                                               string
	lines                                             []ledger.OrderLine
	note                                              string
}

func (m *market) add(o order) id.Order {
	m.t.Helper()
	to := khonKaen
	to.Name, to.Phones = o.name, []string{o.phone}
	request := ordering.Request{ID: id.New[id.Order](), Channel: o.channel, ChannelNo: o.no, PayBy: o.payBy, Service: o.service, Fee: o.fee, Lines: o.lines,
		Person: ordering.Person{Name: o.name, Phone: o.phone, Contact: o.contact, Note: o.note, By: "สมศรี"}, Recipients: []ordering.Recipient{to}}
	if o.due != "" {
		request.Due = clock.Day(o.due)
	}
	if o.service == ordering.Pickup {
		request.Recipients = nil
	}
	_, err := m.AddOrder(context.Background(), request)
	must(m.t, err)
	m.later(7 * time.Minute)
	return request.ID
}

func (m *market) confirm(order id.Order) {
	must(m.t, m.ConfirmOrder(context.Background(), order, false, "สมศรี"))
}

func (m *market) paid(order id.Order) {
	must(m.t, m.PayOrder(context.Background(), order, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Evidence: selling.Seen}}, "สมศรี"))
}

func (m *market) pack(order id.Order) {
	must(m.t, m.Pack(context.Background(), ordering.PackRequest{OrderID: order, Grams: 800, Tracking: "EF582568151TH"}, "สมศรี"))
}

func (m *market) at(order id.Order) *shop.Order {
	m.t.Helper()
	found, err := m.Order(context.Background(), order)
	must(m.t, err)
	return found
}

// busy is the market with orders of many channels, each at another point of its way. The last one is paid and
// short.
func busy(t testing.TB) (*market, id.Order) {
	m := newMarket(t)
	sent := m.add(order{channel: ordering.Common, no: "CP-10869", name: "อารี พงษ์ดี", phone: "0812223333", payBy: ordering.PayTransfer, service: "ems", fee: 70_00,
		lines: []ledger.OrderLine{m.line("HONEY-001", 3)}})
	m.paid(sent)
	must(t, m.Pack(context.Background(), ordering.PackRequest{OrderID: sent, Grams: 1900, Tracking: "EF582568165TH"}, "สมศรี"))
	_, err := m.HandOver(context.Background(), sent, nil, id.Bill{}, "สมศรี")
	must(t, err)
	m.add(order{channel: ordering.Line, name: "นิดา", contact: "คุณนิด", phone: "0891112222", payBy: ordering.PayTransfer, service: "eco", fee: 50_00,
		lines: []ledger.OrderLine{m.line("HONEY-001", 1)}})
	packed := m.add(order{channel: ordering.Common, no: "CP-10874", name: "วิชัย ทองดี", phone: "0823334444", payBy: ordering.PayTransfer, service: "ems", fee: 70_00,
		lines: []ledger.OrderLine{m.line("SOM-001", 3)}})
	m.paid(packed)
	m.pack(packed)
	m.confirm(m.add(order{channel: ordering.Telephone, name: "ป้าทอง", phone: "0834445555", payBy: ordering.PayCash, service: ordering.Pickup,
		lines: []ledger.OrderLine{m.line("EGG-001", 8)}}))
	m.confirm(m.add(order{channel: ordering.Shopee, no: "2611220K3", name: "ปิยะ น.", phone: "0845556666", payBy: ordering.PayChannel, service: "ems", fee: 55_00, due: "2026-11-23",
		lines: []ledger.OrderLine{m.line("RICE-001", 5)}}))
	m.confirm(m.add(order{channel: ordering.Facebook, name: "สมชาย แซ่ลิ้ม", phone: "0856667777", payBy: ordering.PayCOD, service: "eco", fee: 50_00,
		lines: []ledger.OrderLine{m.line("BANANA-001", 10)}}))
	m.add(order{channel: ordering.Government, name: "อบต. บ้านค่าย", phone: "034555123", payBy: ordering.PayCredit, service: "parcel",
		lines: []ledger.OrderLine{m.line("GIFT-002", 60)}})
	m.later(16 * time.Hour)
	waiting := m.add(order{channel: ordering.Line, name: "แอน", contact: "Ann", phone: "0867778888", payBy: ordering.PayTransfer, service: "eco", fee: 40_00,
		lines: []ledger.OrderLine{m.line("PRIK-001", 5)}})
	m.confirm(waiting)
	last := m.add(order{channel: ordering.Common, no: "CP-10881", name: "มานี รักเรียน", phone: "0891234567", payBy: ordering.PayTransfer, service: "ems", fee: 67_00,
		lines: []ledger.OrderLine{m.line("KRAM-001", 1), m.line("SOAP-001", 4)}})
	m.paid(last)
	return m, last
}

// bench is a page of the screen on a window.
type bench struct {
	*looks.Stage
	page *Page
	t    testing.TB
}

func show(t testing.TB, v looks.Variant, s *shop.Shop, arg string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s), t: t}
	b.Show(kit.Orders, func(k *kit.Kit) nav.Page {
		b.page = New(k, arg)
		return b.page
	})
	b.settle()
	t.Cleanup(b.settle)
	return b
}

// settle waits until everything is read and written.
func (b *bench) settle() {
	b.t.Helper()
	b.Until(b.t, func() bool { return b.Kit.Pool.Idle() })
	b.Deliver()
}

func (b *bench) press(all ...keys.Chord) {
	b.t.Helper()
	for _, key := range all {
		b.Press(key)
		b.settle()
	}
}

func (b *bench) scan(code string) {
	b.t.Helper()
	b.Scan(code)
	b.settle()
}

// scenes gives the states of the screen that must look right, over shops that are made once.
func scenes(t testing.TB) map[string]func(looks.Variant) *bench {
	m, last := busy(t)
	fresh := newMarket(t)
	return map[string]func(looks.Variant) *bench{
		"empty": func(v looks.Variant) *bench { return show(t, v, fresh.Shop, "") },
		"list":  func(v looks.Variant) *bench { return show(t, v, m.Shop, last.String()) },
		"form": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, last.String())
			b.press("F4")
			b.Window.Canvas().Unfocus()
			return b
		},
		"pack": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, last.String())
			b.press("F6")
			b.scan(m.at(last).Products[m.product("KRAM-001")].Codes[0].Code)
			return b
		},
		"parcel": func(v looks.Variant) *bench { // of the order that is on its way
			b := show(t, v, m.Shop, "")
			b.scan("EF582568165TH")
			b.press("F9")
			return b
		},
		"pay": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, "")
			b.press("Down", "F8")
			return b
		},
		"back": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, last.String())
			b.press("Ctrl+Z")
			b.Window.Canvas().Unfocus()
			return b
		},
		"recipient": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, last.String())
			b.press("F4", "F6")
			b.Window.Canvas().Unfocus()
			return b
		},
		"replies": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, last.String())
			b.press("F3")
			b.Window.Canvas().Unfocus()
			return b
		},
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	looks.Everywhere(t, "orders", scenes(t))
}

// TestTheOrdersLookAsStored compares it with testdata. After a wanted change copy the picture from
// testdata/failed over it.
func TestTheOrdersLookAsStored(t *testing.T) {
	test.AssertImageMatches(t, "orders.png", scenes(t)["list"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["list"](usual).Save(t, folder, "orders")
}
