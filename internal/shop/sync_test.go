package shop

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// stall is a shop that is connected to a platform, with a clock that the test moves.
type stall struct {
	*Shop
	t       *testing.T
	at      time.Time
	channel publishing.Connection
	double  *double.Platform
}

func newStall(t *testing.T) *stall {
	t.Helper()
	w := &stall{t: t, at: noon}
	clock := func() time.Time { return w.at }
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "shop"), Params{Name: "ร้านชุมชน", Address: "99/1 ต.รอบเวียง อ.เมืองเชียงราย จ.เชียงราย 57000"}, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w.Shop = s
	w.double = double.Open(t, double.Options{Live: true, Now: clock})
	w.channel = w.connect("ตลาดกลาง", w.double)
	return w
}

func (w *stall) connect(name string, to *double.Platform) publishing.Connection {
	w.t.Helper()
	c := publishing.Connection{ID: id.New[id.Connection](), Name: name, Kind: "common", URL: to.URL}
	if err := w.SaveChannel(w.t.Context(), c, w.key()); err != nil {
		w.t.Fatal(err)
	}
	list, err := w.Channels(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return list[len(list)-1].Connection
}

func (w *stall) key() connect.Secret { return connect.NewSecret(double.ClientID + ":" + double.Secret) }

// goods adds a product of which nothing is missing.
func (w *stall) goods(sku string, price money.Satang, stock qty.Qty) catalog.Product {
	w.t.Helper()
	var picture bytes.Buffer
	canvas := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for n, b := range []byte(sku) {
		canvas.Set(n, n, color.RGBA{b, 90, 7, 255})
	}
	if err := jpeg.Encode(&picture, canvas, nil); err != nil {
		w.t.Fatal(err)
	}
	photo, err := w.AddPhoto(w.t.Context(), &picture)
	if err != nil {
		w.t.Fatal(err)
	}
	p, err := w.SaveProduct(w.t.Context(), catalog.Product{SKU: sku, Name: "ตะกร้า " + sku, Price: price, Unit: "ใบ", WeightG: 300, Category: "ของใช้",
		Photo: photo, Description: strings.Repeat("ตะกร้าหวายสานมือของกลุ่มแม่บ้าน ", 5)}, Opening{Qty: stock})
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

func (w *stall) publish(products ...catalog.Product) {
	w.t.Helper()
	var list []id.Product
	for _, p := range products {
		list = append(list, p.ID)
	}
	done, err := w.Publish(w.t.Context(), w.channel.ID, list...)
	if err != nil || len(done.Refused) > 0 || len(done.Queued) != len(list) {
		w.t.Fatalf("%+v, %v", done, err)
	}
}

func (w *stall) sync() SyncResult {
	w.t.Helper()
	result, err := w.SyncNow(w.t.Context(), id.Connection{}, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return result
}

func (w *stall) word(p catalog.Product) string {
	w.t.Helper()
	row, err := w.Listing(w.t.Context(), p.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return row.Cells[0].Word
}

// level is what buyers can order there.
func (w *stall) level(sku string) int {
	level := w.double.Level(sku)
	return level.OnHand - level.Reserved
}

// orders gives the orders of the shop by the platform's number.
func (w *stall) orders() map[string]OrderRow {
	w.t.Helper()
	rows, _, err := w.Orders(w.t.Context(), OrderQuery{Limit: 10_000})
	if err != nil {
		w.t.Fatal(err)
	}
	byNo := map[string]OrderRow{}
	for _, row := range rows {
		byNo[row.ChannelNo] = row
	}
	return byNo
}

// A listing goes when there is a net, its count follows what is sold, an order comes back, and its steps go there.
func TestPublishSellAndShip(t *testing.T) {
	w := newStall(t)
	ctx := t.Context()
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.publish(basket)
	if word := w.word(basket); word != publishing.WordQueued {
		t.Fatalf("before the net: %q", word)
	}
	if result := w.sync(); result.Sent < 2 || result.Failed+result.Waiting+len(result.Problems) != 0 {
		t.Fatalf("%+v", result)
	}
	if word, level := w.word(basket), w.level("BASKET"); word != publishing.WordLive || level != 12 {
		t.Fatalf("%q, %d there", word, level)
	}
	calls := len(w.double.Journal())
	if result := w.sync(); result.Sent != 0 {
		t.Errorf("nothing happened, and sent: %+v", result)
	}
	for _, call := range w.double.Journal()[calls:] {
		if call.Method != "GET" {
			t.Errorf("nothing happened, and %s %s", call.Method, call.Path)
		}
	}
	sell(t, w.Shop, basket, qty.Pieces(2), "cash")
	w.sync()
	if level := w.level("BASKET"); level != 10 {
		t.Fatalf("after a sale: %d there", level)
	}
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}, Post: 50_00})
	if result := w.sync(); result.New != 1 || w.level("BASKET") != 7 {
		t.Fatalf("%+v, %d there", result, w.level("BASKET"))
	}
	row := w.orders()["P-1"]
	if row.Payment != ordering.AtChannel && row.Payment != ordering.Paid || row.Todo != ordering.TodoConfirm || row.Total != 800_00 {
		t.Fatalf("%+v", row)
	}
	w.shipAll(ctx, row.OrderID, "EF582621152TH")
	rows, _, err := w.Outbox(ctx, OutboxQuery{Limit: 10})
	if err != nil || len(rows) == 0 || rows[0].There != "P-1" || rows[0].Number == "" {
		t.Fatalf("to be told: %+v, %v", rows, err)
	}
	w.sync()
	if state := w.double.State("P-1"); state != publishing.Shipped {
		t.Fatalf("there it is %q", state)
	}
	if level := w.double.Level("BASKET"); level.OnHand != 7 || level.Reserved != 0 {
		t.Errorf("there: %+v", level)
	}
	w.sync()
	if level := w.level("BASKET"); level != 7 {
		t.Errorf("after an echo: %d", level)
	}
	if key, times := w.double.MostApplied(); times > 1 {
		t.Errorf("%s was done %d times", key, times)
	}
	checks, err := w.Check(ctx)
	for _, check := range checks {
		if err != nil || !check.OK {
			t.Errorf("%+v, %v", check, err)
		}
	}
}

// shipAll confirms, packs and hands over an order.
func (w *stall) shipAll(ctx context.Context, order id.Order, tracking string) {
	w.t.Helper()
	if err := w.ConfirmOrder(ctx, order, false, ""); err != nil {
		w.t.Fatal(err)
	}
	w.handOverAll(ctx, order, tracking)
}

// handOverAll packs and hands over an order that is confirmed.
func (w *stall) handOverAll(ctx context.Context, order id.Order, tracking string) {
	w.t.Helper()
	w.packAll(order, tracking)
	if _, err := w.db.HandOver(ctx, order, nil, id.New[id.Bill](), ""); err != nil {
		w.t.Fatal(err)
	}
}

// packAll packs an order that is confirmed.
func (w *stall) packAll(order id.Order, tracking string) id.Parcel {
	w.t.Helper()
	past, err := w.db.Order(w.t.Context(), order)
	if err != nil {
		w.t.Fatal(err)
	}
	pack := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order, To: 1, Service: "ems", Tracking: tracking}
	for _, line := range past.Content.Lines {
		pack.Lines = append(pack.Lines, ledger.ParcelLine{N: line.N, Qty: past.Left(line.N)})
	}
	if err := w.db.Pack(w.t.Context(), pack, ""); err != nil {
		w.t.Fatal(err)
	}
	return pack.ID
}
