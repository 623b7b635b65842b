package shipping

import (
	"context"
	"slices"
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
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
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

// counter is a practice shop on Monday 23 November 2569, a quarter past one, whose clock the test moves.
type counter struct {
	*shop.Shop
	*watch
	t testing.TB
}

func newCounter(t testing.TB) *counter {
	t.Helper()
	w := &watch{at: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)}
	c := &counter{looks.Practice(t, 20, w.now), w, t}
	c.set("post.cutoff", "จ.-ส. 15:00")
	c.set("shop.address", "12 หมู่ 3 ต.พังขว้าง อ.เมืองสกลนคร จ.สกลนคร 47000")
	c.set("printer.label", "file:labels")
	c.set("printer.document", "file:papers")
	return c
}

func (c *counter) set(key, value string) {
	c.t.Helper()
	_, _, err := c.Set(context.Background(), key, value)
	must(c.t, err)
}

// box is a parcel that the tests pack.
type box struct {
	channel, no, name, phone, payBy, service string
	to                                       ordering.Recipient
	goods                                    string
	pieces                                   int
	fee                                      money.Satang
	grams                                    int
	marks                                    []string
}

var (
	khonKaen  = ordering.Recipient{Line: "99/1 หมู่ 4", Subdistrict: "ในเมือง", District: "เมืองขอนแก่น", Province: "ขอนแก่น", Postcode: "40000"}
	bangKapi  = ordering.Recipient{Line: "45/7 ซ.ลาดพร้าว 101", Subdistrict: "คลองจั่น", District: "บางกะปิ", Province: "กรุงเทพมหานคร", Postcode: "10240"}
	chonBuri  = ordering.Recipient{Line: "8/2 ถ.วชิรปราการ", Subdistrict: "บางปลาสร้อย", District: "เมืองชลบุรี", Province: "ชลบุรี", Postcode: "20000"}
	nontha    = ordering.Recipient{Line: "77 ถ.ประชาราษฎร์", Subdistrict: "สวนใหญ่", District: "เมืองนนทบุรี", Province: "นนทบุรี", Postcode: "11000"}
	chiangMai = ordering.Recipient{Line: "31 ถ.ช้างม่อย", Subdistrict: "ช้างม่อย", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50300"}
)

func (c *counter) line(code string, pieces int) ledger.OrderLine {
	c.t.Helper()
	match, err := c.Find(context.Background(), code)
	must(c.t, err)
	return ledger.OrderLine{ProductID: match.Product.ID, Qty: qty.Pieces(pieces), Price: match.Product.Price}
}

// pack takes an order, its money where it comes before, and packs it; the clock goes on a minute.
func (c *counter) pack(b box) (id.Order, id.Parcel) {
	c.t.Helper()
	ctx := context.Background()
	to := b.to
	to.Name, to.Phones = b.name, []string{b.phone}
	request := ordering.Request{ID: id.New[id.Order](), Channel: b.channel, ChannelNo: b.no, PayBy: b.payBy, Service: b.service, Fee: b.fee,
		Lines: []ledger.OrderLine{c.line(b.goods, b.pieces)}, Person: ordering.Person{Name: b.name, Phone: b.phone, By: "สมศรี"}, Recipients: []ordering.Recipient{to}}
	_, err := c.AddOrder(ctx, request)
	must(c.t, err)
	if b.payBy == ordering.PayTransfer {
		must(c.t, c.PayOrder(ctx, request.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Evidence: selling.Seen}}, "สมศรี"))
	} else {
		must(c.t, c.ConfirmOrder(ctx, request.ID, false, "สมศรี"))
	}
	parcel := id.New[id.Parcel]()
	must(c.t, c.Pack(ctx, ordering.PackRequest{ID: parcel, OrderID: request.ID, Grams: b.grams, Marks: b.marks, Short: true}, "สมศรี"))
	c.later(time.Minute)
	return request.ID, parcel
}

func (c *counter) parcel(parcel id.Parcel) shop.Parcel {
	c.t.Helper()
	found, err := c.ParcelsOf(context.Background(), []id.Parcel{parcel})
	must(c.t, err)
	if len(found) != 1 {
		c.t.Fatalf("%d parcels", len(found))
	}
	return found[0]
}

// busy is the counter with five boxes to print, two printed and three that went today. It gives those to print.
func busy(t testing.TB) (*counter, []id.Parcel) {
	t.Helper()
	ctx := context.Background()
	c := newCounter(t)
	for _, pool := range []struct {
		service, first string
		cod            bool
	}{{"ems", "EF582568151TH", false}, {"ems", "EG100000017TH", true}} {
		_, err := c.AddPool(ctx, pool.service, pool.cod, pool.first, 415)
		must(t, err)
	}
	var gone, printed, fresh []id.Parcel
	for n, name := range []string{"อารี พงษ์ดี", "ทองใบ สุขใจ", "กิ่งแก้ว วงศ์ดี", "บุญมี แสนสุข", "จันทร์เพ็ญ ใจดี"} {
		_, parcel := c.pack(box{channel: ordering.Line, name: name, phone: "0812223333", payBy: ordering.PayTransfer, service: "ems", to: khonKaen, goods: "TEA-001", pieces: 1, fee: 70_00, grams: 700})
		if gone = append(gone, parcel); n >= 3 {
			gone, printed = gone[:3], append(printed, parcel)
		}
	}
	_, _, err := c.PrintLabels(ctx, append(append([]id.Parcel{}, gone...), printed...), shop.LabelOptions{Lang: i18n.Thai}, "สมศรี")
	must(t, err)
	_, failed, err := c.HandOverParcels(ctx, gone, "สมศรี")
	if must(t, err); len(failed) > 0 {
		t.Fatal(failed[0].Why)
	}
	for _, b := range []box{
		{channel: ordering.Common, no: "CP-10881", name: "มานี รักเรียน", phone: "0891234567", payBy: ordering.PayTransfer, service: "ems", to: khonKaen, goods: "KRAM-001", pieces: 1, fee: 67_00, grams: 800},
		{channel: ordering.Line, name: "อัญชลี ศรีสุข", phone: "0865551212", payBy: ordering.PayCOD, service: "ems", to: bangKapi, goods: "PRIK-001", pieces: 5, fee: 97_00, grams: 1900, marks: []string{ordering.MarkFragile}},
		{channel: ordering.Facebook, name: "สมชาย แซ่ลิ้ม", phone: "0856667777", payBy: ordering.PayCOD, service: "eco", to: chonBuri, goods: "BANANA-001", pieces: 9, fee: 80_00, grams: 2600},
		{channel: ordering.Shopee, no: "2611220K3", name: "ปิยะ น.", phone: "0845556666", payBy: ordering.PayChannel, to: nontha, goods: "RICE-001", pieces: 5, grams: 5100},
		{channel: ordering.Common, no: "CP-10874", name: "วิชัย ทองดี", phone: "0823334444", payBy: ordering.PayTransfer, service: "ems", to: chiangMai, goods: "SOM-001", pieces: 3, fee: 70_00, grams: 1200},
	} {
		_, parcel := c.pack(b)
		fresh = append(fresh, parcel)
	}
	failed, err = c.ReadyParcels(ctx, []id.Parcel{fresh[0], fresh[1], fresh[4]}, "สมศรี") // numbered when they were packed
	if must(t, err); len(failed) > 0 {
		t.Fatal(failed[0].Why)
	}
	return c, fresh
}

// troubles is a counter with boxes that must be looked at, two that collect money on their way, one that came back,
// and a number off its parcel.
func troubles(t testing.TB) *counter {
	t.Helper()
	ctx := context.Background()
	c := newCounter(t)
	_, err := c.AddPool(ctx, "ems", true, "EG100000017TH", 12)
	must(t, err)
	cod := func(name string, to ordering.Recipient) (id.Order, id.Parcel) {
		return c.pack(box{channel: ordering.Facebook, name: name, phone: "0856667777", payBy: ordering.PayCOD, service: "ems", to: to, goods: "BANANA-001", pieces: 2, fee: 50_00, grams: 600})
	}
	_, one := cod("สมชาย แซ่ลิ้ม", chonBuri)
	_, two := cod("วิภา ทองคำ", khonKaen)
	third, back := cod("สมใจ นึก", chiangMai)
	off, loose := cod("ชื่นใจ", bangKapi)
	all := []id.Parcel{one, two, back, loose}
	_, _, err = c.PrintLabels(ctx, all, shop.LabelOptions{Lang: i18n.Thai}, "")
	must(t, err)
	_, failed, err := c.HandOverParcels(ctx, all[:3], "")
	if must(t, err); len(failed) > 0 {
		t.Fatal(failed[0].Why)
	}
	must(t, c.EndParcel(ctx, third, back, ordering.StepReturned, "ไม่มีผู้รับ", ""))
	must(t, c.Unpack(ctx, off, loose, "", ""))
	_, err = c.SaveDiscount(ctx, shipping.Discount{Name: "EMS ชุมชน -20%", Services: []string{"ems"}, Percent: 20_00, From: "2026-01-01"})
	must(t, err)
	wrong, missing := khonKaen, khonKaen
	wrong.Postcode, missing.Line = "50300", ""
	for _, b := range []box{
		{channel: ordering.Line, name: "อารี พงษ์ดี", phone: "0812223333", payBy: ordering.PayTransfer, service: "ems", to: wrong, goods: "TEA-001", pieces: 1, fee: 70_00, grams: 700},
		{channel: ordering.Line, name: "ทองใบ สุขใจ", phone: "0812223333", payBy: ordering.PayTransfer, service: "ems", to: missing, goods: "TEA-001", pieces: 1, fee: 70_00, grams: 700},
		{channel: ordering.Line, name: "บุญมี แสนสุข", phone: "0812223333", payBy: ordering.PayTransfer, service: "ems", to: khonKaen, goods: "TEA-001", pieces: 1, fee: 70_00},
	} {
		c.pack(b)
	}
	return c
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
	b.Show(kit.Shipping, func(k *kit.Kit) nav.Page {
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
	c, fresh := busy(t)
	empty := newCounter(t)
	at := func(list string, more ...keys.Chord) func(looks.Variant) *bench {
		return func(v looks.Variant) *bench {
			b := show(t, v, c.Shop, "")
			b.page.turn(listNamed(list))
			b.settle()
			b.press(more...)
			return b
		}
	}
	troubled := troubles(t)
	in := func(parcel id.Parcel, more ...keys.Chord) func(looks.Variant) *bench {
		return func(v looks.Variant) *bench {
			b := show(t, v, c.Shop, parcel.String())
			b.press(more...)
			return b
		}
	}
	return map[string]func(looks.Variant) *bench{
		"empty":     func(v looks.Variant) *bench { return show(t, v, empty.Shop, "") },
		"list":      in(fresh[1]),
		"trouble":   func(v looks.Variant) *bench { return show(t, v, troubled.Shop, "") },
		"printed":   at(shop.ParcelsPrinted, keyHand),
		"handed":    at(shop.ParcelsHanded),
		"replies":   at(shop.ParcelsHanded, keyReplies),
		"other":     at(shop.ParcelsAll, keyOther),
		"parcel":    in(fresh[1], keys.Enter),
		"channel's": in(fresh[3], keys.Enter),
		"recipient": in(fresh[1], keys.Enter, "F3"),
		"gone":      at(shop.ParcelsHanded, keys.Enter),
		"numbers":   at(shop.ParcelsNumberless, keyNumbers),
		"pools":     at(shop.ParcelsToPrint, keyPools),
		"add pool":  at(shop.ParcelsToPrint, keyPools, "Ctrl+N"),
		"no pools":  func(v looks.Variant) *bench { b := show(t, v, empty.Shop, ""); b.press(keyPools); return b },
		"loose":     func(v looks.Variant) *bench { b := show(t, v, troubled.Shop, ""); b.press(keyPools, "F6"); return b },
		"cod":       at(shop.ParcelsToPrint, keyCOD),
		"history":   at(shop.ParcelsHanded, keyOther, "5"),
		"statement": func(v looks.Variant) *bench {
			b := show(t, v, troubled.Shop, "")
			b.Kit.Clipboard.SetContent("EG100000017TH 60.00 3.00\nEG100000025TH 12.00\nEE000000014TH 10.00")
			b.press(keyCOD, "F6", keys.Save)
			return b
		},
		"refused": func(v looks.Variant) *bench {
			b := show(t, v, troubled.Shop, "")
			why := fault.New("parcel_to_missing", "subdistrict", fault.Values{"number": "A-OR-2569-000002", "who": "3 โรงเรียนบ้านหนองหญ้าปล้องวิทยาคาร", "part": i18n.T(v.Lang, "parcel.subdistrict")})
			b.page.failures(b.page.t("not_printed", fault.Values{"count": 4}), slices.Repeat([]shop.ParcelFault{{Number: "A-OR-2569-000002", Why: why}}, 4))
			b.settle()
			return b
		},
		"look": func(v looks.Variant) *bench {
			b := show(t, v, troubled.Shop, "")
			b.page.turn(listNamed(shop.ParcelsReturned))
			b.settle()
			b.press(keys.Enter, "1")
			return b
		},
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	all := scenes(t)
	for _, v := range looks.Variants() {
		for name, scene := range all {
			b := scene(v)
			b.Kit.Prompt.Hush() // a quiet line lies over the page for a moment
			b.Look(t, v, "shipping-"+name)
		}
	}
}

// TestTheParcelsLookAsStored compares it with testdata. After a wanted change copy the picture from
// testdata/failed over it.
func TestTheParcelsLookAsStored(t *testing.T) {
	test.AssertImageMatches(t, "shipping.png", scenes(t)["list"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["list"](usual).Save(t, folder, "shipping")
}
