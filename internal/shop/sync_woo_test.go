package shop

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	"github.com/talat-pos/talat/internal/testkit/woo"
)

// wooWild is a stall that is connected to a shop of WooCommerce, where anything may happen.
type wooWild struct {
	*wild
	there *woo.Shop
}

func newWooStall(t *testing.T) *wooWild {
	t.Helper()
	w := &stall{t: t, at: noon}
	clock := func() time.Time { return w.at }
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "shop"), Params{Name: "ร้านชุมชน", Address: "99/1 ต.รอบเวียง อ.เมืองเชียงราย จ.เชียงราย 57000"}, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w.Shop = s
	there := woo.Open(t, woo.Options{Now: clock})
	c := publishing.Connection{ID: id.New[id.Connection](), Name: "เว็บ", Kind: "woocommerce", URL: there.URL, Options: []publishing.Option{{Key: "user", Value: woo.User}}}
	if err := w.SaveChannel(t.Context(), c, connect.NewSecret(woo.Key+":"+woo.Secret+":"+woo.Password)); err != nil {
		t.Fatal(err)
	}
	list, err := w.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.channel = list[len(list)-1].Connection
	return &wooWild{wild: &wild{stall: w}, there: there}
}

// A shop of WooCommerce is a platform like the common one: a listing goes there, its count follows what is sold, an
// order comes back as it is paid, and its parcel completes it there.
func TestPublishSellAndShipOnWooCommerce(t *testing.T) {
	w := newWooStall(t)
	ctx := t.Context()
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.publish(basket)
	if result := w.sync(); result.Sent < 2 || w.word(basket) != publishing.WordLive || w.there.Product("BASKET").Quantity != 12 {
		t.Fatalf("%+v, %+v", result, w.there.Product("BASKET"))
	}
	no := w.there.Place(woo.Order{Method: "promptpay", Lines: []woo.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}, Post: 50_00})
	if result := w.sync(); result.New != 1 {
		t.Fatalf("%+v", result)
	}
	row := w.orders()[no]
	if row.Payment != ordering.AtChannel || row.Todo != ordering.TodoPack || row.Total != 800_00 { // nobody there waits for a confirmation
		t.Errorf("%+v", row)
	}
	sell(t, w.Shop, basket, qty.Pieces(2), "cash")
	if w.sync(); w.there.Product("BASKET").Quantity != 7 { // though the order of before is read again
		t.Errorf("%d there", w.there.Product("BASKET").Quantity)
	}
	past, err := w.db.Order(ctx, row.OrderID)
	if err != nil {
		t.Fatal(err)
	}
	pack := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: row.OrderID, To: 1, Service: "ems", Tracking: "EF582621152TH", Lines: []ledger.ParcelLine{{N: 1, Qty: past.Left(1)}}}
	if err := w.db.Pack(ctx, pack, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.HandOver(ctx, row.OrderID, nil, id.New[id.Bill](), ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		w.sync()
	}
	if o := w.there.Order(no); o.Status != "completed" || len(o.Notes) != 1 || w.orders()[no].Fulfilment != ordering.Shipped || w.there.Product("BASKET").Quantity != 7 {
		t.Errorf("%+v, %s here", o, w.orders()[no].Fulfilment)
	}
}

// Whatever goes wrong on the way, at the end the shop and WooCommerce agree, without keys and conditions.
func TestShopAndWooCommerceAgree(t *testing.T) {
	operations := 200
	if testing.Short() {
		operations = 60
	}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWooStall(t)
			w.random = rand.New(rand.NewPCG(seed, 7))
			for n := range 6 {
				w.products = append(w.products, w.goods(fmt.Sprintf("W-%d", n), money.Satang(100_00+n), qty.Pieces(20+n)))
			}
			w.publish(w.products...)
			random := rand.New(rand.NewPCG(w.random.Uint64(), 3))
			w.there.Always(func(operation string, _ int) *faulty.Fault {
				all := []faulty.Fault{faulty.LoseReply(), faulty.Drop(), faulty.HalfBody(), faulty.CutJSON(), woo.Critical(), woo.NoRoute(), faulty.HTML(), faulty.Says(503, "text/html", "x")}
				if random.IntN(4) > 0 {
					return nil
				}
				return &all[random.IntN(len(all))]
			})
			for range operations {
				w.step()
			}
			w.there.Always(nil)
			w.settle()
			w.agree()
		})
	}
}

// step does something at random that happens in a shop, or on the platform.
func (w *wooWild) step() {
	switch what, p := w.random.IntN(11), w.pick(); what {
	case 4, 5:
		if w.there.Product(p.SKU) == nil {
			return
		}
		order := woo.Order{Method: "promptpay", Lines: []woo.Line{{SKU: p.SKU, Pieces: 1 + w.random.IntN(3), Price: 99_50}}}
		if w.random.IntN(5) == 0 {
			order.Status = "on-hold"
		}
		w.placed = append(w.placed, w.there.Place(order))
	case 6:
		if len(w.placed) == 0 {
			return
		}
		no := w.placed[w.random.IntN(len(w.placed))]
		status := w.there.Order(no).Status
		to := status
		switch {
		case status == "on-hold":
			to = []string{"processing", "cancelled"}[w.random.IntN(2)]
		case status == "processing" && w.random.IntN(3) == 0:
			to = "cancelled"
		}
		w.cancelOr(no, to)
	default:
		w.stepOf(what)
		w.resume()
	}
}

// resume: a person looked (redirects and keys pause).
func (w *wooWild) resume() {
	if err := w.ResumeChannel(w.t.Context(), w.channel.ID); err != nil {
		w.t.Fatal(err)
	}
}

// cancelOr gives an order another status; goods of a cancelled one go back on the shelf there.
func (w *wooWild) cancelOr(no, to string) {
	var lines []woo.Line
	w.there.ChangeOrder(no, func(o *woo.Order) {
		if to == "cancelled" && o.Status != "cancelled" {
			lines = slices.Clone(o.Lines)
		}
		o.Status = to
	})
	for _, line := range lines {
		w.there.Change(line.SKU, func(p *woo.Product) { p.Quantity += line.Pieces })
	}
}

// settle lets the net be good until nothing is left to do.
func (w *wooWild) settle() {
	for _, no := range w.placed {
		if w.there.Order(no).Status == "on-hold" {
			w.cancelOr(no, "cancelled")
		}
	}
	for range 40 {
		w.at = w.at.Add(20 * time.Minute)
		w.resume()
		if result := w.sync(); result.Waiting == 0 && result.Sent == 0 && len(result.Problems) == 0 {
			return
		}
		if _, err := w.RetryOutgoing(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
	rows, _, _ := w.Outbox(w.t.Context(), store.OutboxQuery{Limit: 100})
	w.t.Errorf("it does not come to rest: %+v, %+v", w.sync(), rows)
}

func (w *wooWild) agree() {
	ctx := w.t.Context()
	for _, p := range w.products {
		row, err := w.Listing(ctx, p.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		cell := row.Cells[0]
		there := w.there.Product(p.SKU)
		if there == nil || w.there.Made(p.SKU) != 1 {
			w.t.Errorf("%s was made %d times", p.SKU, w.there.Made(p.SKU))
			continue
		}
		if there.Price != cell.Listing.Price.String() || there.Status != "publish" || len(there.Images) != 1 {
			w.t.Errorf("%s costs %s here and %+v there", p.SKU, cell.Listing.Price, there)
		}
		if there.Quantity != cell.Pieces && (cell.Pieces > 0 || there.Quantity > 0) {
			w.t.Errorf("%s: %d here and %d there, standing %+v", p.SKU, cell.Pieces, there.Quantity, cell.Standing)
		}
		if len(cell.Differs) > 0 || cell.Waiting != nil {
			w.t.Errorf("%s: %+v, %+v", p.SKU, cell.Differs, cell.Waiting)
		}
	}
	orders := w.orders()
	if len(orders) != len(w.placed) {
		w.t.Errorf("%d orders here and %d there", len(orders), len(w.placed))
	}
	for _, no := range w.placed {
		o, here := w.there.Order(no), orders[no]
		want := map[string]string{"cancelled": ordering.Cancelled, "completed": ordering.Shipped}[o.Status]
		if want != "" && here.Fulfilment != want || want == "" && (here.Fulfilment == ordering.Shipped || here.Fulfilment == ordering.Cancelled) {
			w.t.Errorf("%s is %s there and %s here", no, o.Status, here.Fulfilment)
		}
	}
	checks, err := w.Check(ctx)
	for _, check := range checks {
		if err != nil || !check.OK {
			w.t.Errorf("%+v, %v", check, err)
		}
	}
}
