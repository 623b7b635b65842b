//go:build window

package journey

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// wares is what the shop of the journey sells. One food has no number of the food register, and the soap no weight.
const wares = `sku,barcode,name,unit,price,cost,stock,weight_g,category,fda,description
CHILI,8850987000019,น้ำพริกหนุ่ม,กระปุก,45,28,20,250,อาหาร,,` + story + `
BANANA,8850987000026,กล้วยตาก,ถุง,60,35,12,400,อาหาร,50-1-02345-1-0012,` + story + `
HONEY,8850987000033,น้ำผึ้งดอกลำไย,ขวด,180,120,8,750,อาหาร,50-1-02345-1-0020,` + story + `
SOAP,8850987000040,สบู่สมุนไพร,ก้อน,39,20,30,,ของใช้,,` + story + `
`

// story is long enough for a buyer to know what to expect.
const story = "กลุ่มแม่บ้านสันทรายทำเองทุกขั้นตอนจากของในสวน เลือกแต่ของดี ทำสดใหม่ทุกสัปดาห์ บรรจุอย่างสะอาด ส่งทั่วประเทศ เก็บไว้ได้นาน มีปัญหาเปลี่ยนให้ใหม่ทุกชิ้น"

// Of the journey: the goods that go online, what is typed for them, the number of the parcel's receipt.
const (
	platform  = "Talad Klang"
	fdaNumber = "50-1-02345-1-0038"
	soapGrams = 110
	receiptNo = "EF582568151TH"
)

var online = []string{"CHILI", "BANANA", "SOAP"}

// market is the journey of a shop that sells on a platform.
type market struct {
	*seller
	there *double.Platform
	net   *toxiproxy.Proxy // between the shop and the platform
}

// TestPublishOnceSellEverywhere follows three goods from the shelf to a buyer of a platform: marked, put right, queued
// without a net and gone once there is one; sold here and counted there; ordered there, packed and sent here.
func TestPublishOnceSellEverywhere(t *testing.T) {
	d := &market{seller: &seller{drive: sit(t, false), chat: newChatWindow(t)}}
	d.there = double.Open(t, double.Options{Live: true})
	d.layOut()
	d.drive.open()
	d.connect()
	d.markThree()
	d.mend()
	d.publishWithoutNet()
	d.netComes()
	d.sellOneHere()
	order := d.hearOrder()
	d.sendParcel(order)
	d.agree()
}

// layOut founds the shop by commands, gives its goods their photos, and lays a line to the platform that is dead.
func (d *market) layOut() {
	d.t.Helper()
	d.found()
	d.beside("set", "printer.label", "file:"+filepath.Join(d.home, "labels"))
	d.stocks(wares)
	photos := filepath.Join(d.home, "photos")
	if err := os.Mkdir(photos, 0o700); err != nil {
		d.t.Fatal(err)
	}
	for sku := range d.sells {
		if err := os.WriteFile(filepath.Join(photos, sku+".jpg"), photo(d.t, sku), 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	d.beside("product", "photos", photos)
	d.net = toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), "net", "127.0.0.1:0", strings.TrimPrefix(d.there.URL, "http://"))
	if err := d.net.Start(); err != nil { // it finds the place where it will listen
		d.t.Fatal(err)
	}
	d.net.Stop()
	d.t.Cleanup(d.net.Stop)
	d.t.Cleanup(func() {
		if d.t.Failed() && d.shop != nil {
			channels, err := d.shop.Channels(context.Background())
			d.t.Logf("the shop knows of the platform: %+v, %v; %d calls came there", channels, err, len(d.there.Journal()))
		}
	})
}

// photo draws one that is no other product's.
func photo(t *testing.T, sku string) []byte {
	t.Helper()
	var file bytes.Buffer
	canvas := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for n := range canvas.Pix {
		canvas.Pix[n] = sku[n%4]*3 | 3
	}
	if err := jpeg.Encode(&file, canvas, nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// connect adds the platform in the window, with what its centre told the shop, while nobody answers there.
func (d *market) connect() {
	d.t.Helper()
	d.see(says("nav.listings"), rail)
	d.press("ctrl+k")
	d.see(says("channels.empty"), anywhere)
	d.press("ctrl+n")
	d.see(says("channels.field.secret"), anywhere)
	for _, text := range []string{platform, "http://" + d.net.Listen, double.ClientID} {
		d.pasted(text)
		d.press("Tab")
	}
	d.chat.copy(double.Secret)
	d.press("ctrl+v", "ctrl+Return")
	d.gone(says("channels.field.secret"))
	d.see(says("channels.state.offline"), shelf)
	if channels := d.channels(); len(channels) != 1 || channels[0].Name != platform || d.there.Issued() != 0 {
		d.t.Fatalf("%+v, %d tokens", channels, d.there.Issued())
	}
}

func (d *market) channels() []shop.Channel {
	d.t.Helper()
	channels, err := d.shop.Channels(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	return channels
}

// markThree marks the goods that go online in the list, and sees what keeps two of them back.
func (d *market) markThree() {
	d.t.Helper()
	d.press("ctrl+5")
	page, err := d.shop.ListingPage(d.ctx, "", shop.ListingQuery{Limit: 10})
	if err != nil {
		d.t.Fatal(err)
	}
	d.see(page.Rows[0].Product.Name, shelf)
	for n := range page.Rows {
		row := &page.Rows[n]
		d.see(row.Product.Name, pane)
		if slices.Contains(online, row.Product.SKU) {
			d.typed("space") // marks it and goes on
		} else {
			d.typed("Down")
		}
	}
	d.see(says("listings.act.marked", fault.Values{"count": len(online)}), shelf)
	d.press("F8")
	d.see(says("listings.send.ok", fault.Values{"count": 1}), anywhere)
}

// mend puts right what keeps goods back, each from the dialog that named it, which comes back after.
func (d *market) mend() {
	d.t.Helper()
	for n, fix := range []struct{ reason, field, text string }{{"certificate", "form.paper_number", fdaNumber}, {"weight", "form.weight", strconv.Itoa(soapGrams)}} {
		d.see(says("publishing.reason."+fix.reason), anywhere)
		ready := d.shows(says("listings.send.ok", fault.Values{"count": n + 2}), anywhere)
		d.until("the next of the goods to be ready", func() bool { // what is pasted before the field is there goes nowhere
			if !d.shows(says("listings.send.ok", fault.Values{"count": n + 1}), anywhere)() {
				return ready()
			}
			d.press("F1") // the first of them
			d.see(says(fix.field), anywhere)
			d.chat.copy(fix.text)
			d.typed("ctrl+v")
			d.press("ctrl+Return")
			for end := clock.Soon(8 * time.Second); !ready() && clock.System().Before(end); <-time.After(often) {
			}
			return ready()
		})
	}
	if chili := d.listing("CHILI").Product.Papers(); len(chili) != 1 || chili[0].Kind != catalog.CertFDA || chili[0].Number != fdaNumber {
		d.t.Errorf("the food's papers are %+v", chili)
	}
	if soap := d.listing("SOAP").Product; soap.WeightG != soapGrams {
		d.t.Errorf("the soap weighs %d", soap.WeightG)
	}
}

// listing gives how a product stands on the platform, after what the window wrote of it.
func (d *market) listing(sku string) shop.Listing {
	d.t.Helper()
	if _, err := d.shop.Refresh(d.ctx); err != nil {
		d.t.Fatal(err)
	}
	row, err := d.shop.Listing(d.ctx, d.sells[sku].ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return row
}

// publishWithoutNet queues the goods, and looks at what waits and why.
func (d *market) publishWithoutNet() {
	d.t.Helper()
	d.press("Return")
	d.until("three rows that wait", func() bool { return len(d.outbox(publishing.Waiting)) == len(online) })
	d.see(says("publishing.word.queued"), shelf)
	d.see(says("outbox.pill.offline")+" · "+says("outbox.pill.waiting", fault.Values{"count": len(online)}), bar)
	d.press("F10")
	d.see(says("outbox.list.waiting")+" "+i18n.Group("3"), shelf)
	for _, sku := range online {
		d.see(d.sells[sku].Name, shelf)
	}
	d.see(says("outbox.why.offline"), pane)
	d.until("when it is tried next", func() bool {
		for minutes := range 15 {
			if d.shows(says("outbox.next", fault.Values{"minutes": minutes + 1}), pane)() {
				return true
			}
		}
		return false
	})
	if skus := d.there.SKUs(); len(skus) > 0 {
		d.t.Errorf("without a net there are %v", skus)
	}
}

// outbox gives the rows of a state.
func (d *market) outbox(state string) []shop.Outgoing {
	d.t.Helper()
	rows, _, err := d.shop.Outbox(d.ctx, shop.OutboxQuery{State: state, Limit: 50})
	if err != nil {
		d.t.Fatal(err)
	}
	return rows
}

// netComes turns the net on; the goods go and stand there with their counts.
func (d *market) netComes() {
	d.t.Helper()
	if err := d.net.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.press("F8")
	d.untilThere("the goods", func(sku string) bool { return d.there.Listing(sku)["moderation"] == "live" })
	d.untilAgreed()
	d.until("an empty outbox", func() bool { return len(d.outbox("")) == 0 })
	d.see(says("channels.state.connected"), pane)
	d.see(says("outbox.pill.online"), bar)
	d.press("ctrl+5")
	live := says("publishing.word.live")
	d.until("three that are live", func() bool { return len(d.see(live, lines)) == len(online) })
	if skus := d.there.SKUs(); !slices.Equal(skus, slices.Sorted(slices.Values(online))) {
		d.t.Errorf("there are %v", skus)
	}
}

// untilThere waits for a fact of each of the goods on the platform.
func (d *market) untilThere(what string, holds func(sku string) bool) {
	d.t.Helper()
	d.until(what+" there", func() bool { return !slices.ContainsFunc(online, func(sku string) bool { return !holds(sku) }) })
}

// untilAgreed waits until buyers there can order what the shop has to sell.
func (d *market) untilAgreed() {
	d.t.Helper()
	d.untilThere("the counts", func(sku string) bool {
		rows, err := d.shop.Stock(d.ctx, []id.Product{d.sells[sku].ID})
		if err != nil {
			d.t.Fatal(err)
		}
		level := d.there.Level(sku)
		return qty.Pieces(level.OnHand-level.Reserved) == rows[0].Sellable
	})
}

// sellOneHere sells one piece at the till; the platform hears of it by itself.
func (d *market) sellOneHere() {
	d.t.Helper()
	banana := d.sells["BANANA"]
	d.press("ctrl+1")
	d.see(says("till.tab.bill"), pane)
	d.scanned("a piece", banana, d.onBill(1))
	d.payExactly()
	d.sold(selling.Cash, banana)
	left := int(d.had["BANANA"]/qty.One) - 1
	d.until("the count there", func() bool { return d.there.Level("BANANA").OnHand == left })
}

// hearOrder lets a buyer order two of one thing and one of another there, and hears of it here.
func (d *market) hearOrder() *bought {
	d.t.Helper()
	b := &bought{name: "สมหญิง ใจดี", goods: map[string]int{"CHILI": 2, "SOAP": 1}, tracking: receiptNo}
	d.told = []*bought{b}
	number := d.there.Place(double.Order{Post: int(ems), Lines: []double.Line{
		{SKU: "CHILI", Pieces: 2, Price: int(d.sells["CHILI"].Price)}, {SKU: "SOAP", Pieces: 1, Price: int(d.sells["SOAP"].Price)}}})
	d.press("ctrl+u")
	d.see(says("outbox.send"), shelf)
	d.press("F8")
	d.until("the order", func() bool { return len(d.orders()) == 1 })
	row := d.orders()[0]
	b.id = row.OrderID
	if row.Channel != ordering.Common || row.ChannelNo != number || row.Total != d.comesTo(b)+ems || row.Todo != ordering.TodoConfirm {
		d.t.Errorf("%+v is heard of %s", row, number)
	}
	d.press("ctrl+2")
	d.see(number, pane)
	d.see(says("orders.act.confirm"), pane)
	return b
}

// sendParcel confirms the order, packs it by the scanner with the number of the post's receipt, and hands it over:
// the buyer sees each step on the platform.
func (d *market) sendParcel(b *bought) {
	d.t.Helper()
	number := d.order(b.id).Order.ChannelNo
	d.confirm(b)
	d.untilState(number, publishing.Accepted)
	d.see(says("orders.act.pack"), pane)
	d.press("F6")
	d.see(says("orders.pack.scan"), anywhere)
	for sku, count := range b.goods {
		for n := range count {
			product := d.sells[sku]
			in := says("orders.pack.of", fault.Values{"packed": qty.Pieces(n + 1), "wanted": qty.Pieces(count), "unit": product.Unit})
			d.scannedBy("a piece into the parcel", product, d.shows(in, anywhere))
		}
	}
	d.see(says("orders.pack.whole"), anywhere)
	d.chat.copy(b.tracking)
	d.typed("F2", "Tab", "ctrl+v")
	d.see(b.tracking, anywhere)
	d.press("ctrl+Return")
	d.untilOrder("packed", b, func(o *shop.Order) bool { return len(o.Parcels) == 1 && o.Parcels[0].Tracking == b.tracking })
	d.untilState(number, publishing.Packed)
	d.press("ctrl+3")
	d.see(says("shippingpage.print", fault.Values{"count": 1}), pane)
	d.press("ctrl+p")
	d.untilOrder("its label printed", b, func(o *shop.Order) bool { return o.Parcels[0].PrintedAt > 0 })
	d.see(says("shippingpage.hand", fault.Values{"count": 1}), pane)
	d.press("F8")
	d.see(says("shippingpage.hand.title", fault.Values{"count": 1}), anywhere)
	d.press("Return")
	d.untilOrder("handed over", b, func(o *shop.Order) bool { return o.Parcels[0].State == ledger.ParcelShipped })
	d.untilState(number, publishing.Shipped)
	parcels := d.there.Shipments(number)
	if len(parcels) != 1 {
		d.t.Fatalf("there are %d parcels", len(parcels))
	}
	for _, parcel := range parcels {
		if parcel["tracking_no"] != b.tracking {
			d.t.Errorf("the buyer sees %+v", parcel)
		}
	}
}

// untilState waits until an order stands so on the platform.
func (d *market) untilState(number, state string) {
	d.t.Helper()
	d.until(number+" "+state+" there", func() bool { return d.there.State(number) == state })
}

// agree holds shop and platform against each other and lets the program audit the file.
func (d *market) agree() {
	d.t.Helper()
	d.until("an empty outbox", func() bool { return len(d.outbox("")) == 0 })
	d.untilAgreed()
	sold := map[string]int{"CHILI": 2, "BANANA": 1, "SOAP": 1}
	for _, sku := range online {
		level, left := d.there.Level(sku), d.had[sku]-qty.Pieces(sold[sku])
		if qty.Pieces(level.OnHand) != left || level.Reserved != 0 || d.onHand(d.sells[sku]) != left {
			d.t.Errorf("%s: %+v there, %s here, it should be %s", sku, level, d.onHand(d.sells[sku]), left)
		}
	}
	if key, times := d.there.MostApplied(); times > 1 {
		d.t.Errorf("%s was done %d times there", key, times)
	}
	if failed := d.outbox(publishing.Stuck); len(failed) > 0 {
		d.t.Errorf("%+v failed", failed)
	}
	if out, err := d.command("check", "--shop", d.shop.Dir).CombinedOutput(); err != nil {
		d.t.Errorf("check: %v\n%s", err, out)
	}
}
