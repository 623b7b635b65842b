package shop

import (
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// oversold lists the platform's numbers of the orders that are short, and holds the list and its count together, and
// both against what each order says of itself.
func (w *stall) oversold() (numbers []string) {
	w.t.Helper()
	rows, total, err := w.Orders(w.t.Context(), OrderQuery{Oversold: true, Limit: 100})
	if err != nil {
		w.t.Fatal(err)
	}
	listed := map[id.Order]bool{}
	for _, row := range rows {
		numbers, listed[row.OrderID] = append(numbers, row.ChannelNo), true
	}
	counts, err := w.OrderCounts(w.t.Context())
	if err != nil || counts.Oversold != len(rows) || total != len(rows) {
		w.t.Errorf("%d listed of %d, %d counted, %v", len(rows), total, counts.Oversold, err)
	}
	for no, row := range w.orders() {
		order, err := w.Order(w.t.Context(), row.OrderID)
		if err != nil || len(order.Shorts) > 0 != listed[row.OrderID] {
			w.t.Errorf("%s lacks %+v, listed %v, %v", no, order.Shorts, listed[row.OrderID], err)
		}
	}
	return numbers
}

// Two platforms sell the last piece before either is told of the other: the order that came last is short, with an
// apology and a question to the producer ready; once goods come, or one is cancelled, nothing is left to do.
func TestTwoPlatformsSellTheLastPiece(t *testing.T) {
	w := newStall(t)
	ctx := t.Context()
	other := double.Open(t, double.Options{Live: true, Now: func() time.Time { return w.at }})
	second := w.connect("เว็บศูนย์", other)
	weaver, err := w.SaveProducer(ctx, party.Party{Name: "ป้าศรี", Phone: "0812345678"})
	if err != nil {
		t.Fatal(err)
	}
	basket := w.goods("BASKET", 250_00, 0)
	basket.ProducerID = weaver.ID
	if basket, err = w.SaveProduct(ctx, basket, Opening{}); err != nil {
		t.Fatal(err)
	}
	receive(t, w.Shop, basket, qty.One)
	w.publish(basket)
	if done, err := w.Publish(ctx, second.ID, basket.ID); err != nil || len(done.Queued) != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	w.sync()
	if w.level("BASKET") != 1 || other.Level("BASKET").OnHand != 1 || len(w.oversold()) != 0 {
		t.Fatalf("%d and %+v there", w.level("BASKET"), other.Level("BASKET"))
	}

	w.double.Place(double.Order{ID: "FIRST", Lines: []double.Line{{SKU: "BASKET", Pieces: 1, Price: 250_00}}})
	other.Place(double.Order{ID: "LAST", Lines: []double.Line{{SKU: "BASKET", Pieces: 1, Price: 250_00}}})
	w.sync()
	late := w.oversold()
	if len(late) != 1 || !strings.HasSuffix(late[0], "LAST") {
		t.Fatalf("one of two is short: %q", late)
	}
	order, err := w.Order(ctx, w.orders()[late[0]].OrderID)
	if err != nil {
		t.Fatal(err)
	}
	task, err := w.Oversold(ctx, order)
	if err != nil || len(task.Asks) != 1 || task.Asks[0].Producer.Name != "ป้าศรี" || !strings.Contains(task.Asks[0].Text, "ขาด 1 ใบ") {
		t.Errorf("to the producer: %+v, %v", task.Asks, err)
	}
	if !strings.Contains(task.Apology, "ขออภัย") || !strings.Contains(task.Apology, late[0]) || !strings.Contains(task.Apology, "ตะกร้า BASKET สั่ง 1 ใบ มี 0 ใบ") {
		t.Errorf("to the buyer:\n%s", task.Apology)
	}

	receive(t, w.Shop, basket, qty.One)
	if late := w.oversold(); len(late) != 0 {
		t.Errorf("goods came, and still %q", late)
	}
	sell(t, w.Shop, basket, qty.One, "cash")
	if late := w.oversold(); len(late) != 1 {
		t.Errorf("they are gone again, and %q", late)
	}
	if err := w.CancelOrder(ctx, order.Order.ID, "ของหมด", ""); err != nil {
		t.Fatal(err)
	}
	if late := w.oversold(); len(late) != 0 {
		t.Errorf("cancelled, and still %q", late)
	}
}

// What is made when it is ordered is not oversold.
func TestMadeToOrderIsNotOversold(t *testing.T) {
	w := newStall(t)
	basket := w.goods("BASKET", 250_00, 0)
	placement := publishing.Placement{ConnectionID: w.channel.ID, ProductID: basket.ID, SKU: "BASKET", Chosen: true, Availability: publishing.MadeToOrder, LeadDays: 7}
	if err := w.SavePlacement(t.Context(), placement, publishing.NoPromise); err != nil {
		t.Fatal(err)
	}
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 2, Price: 250_00}}})
	w.sync()
	rows, _, err := w.Orders(t.Context(), OrderQuery{Oversold: true, Limit: 10})
	if err != nil || len(rows) != 0 || len(w.orders()) != 1 {
		t.Errorf("%+v, %v", rows, err)
	}
}

func receive(t *testing.T, s *Shop, p catalog.Product, quantity qty.Qty) {
	t.Helper()
	if _, err := s.PostStock(t.Context(), stock.Request{Type: ledger.TypeReceived, Items: []stock.Item{{ProductID: p.ID, Qty: quantity}}}); err != nil {
		t.Fatal(err)
	}
}
