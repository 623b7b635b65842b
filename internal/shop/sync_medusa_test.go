package shop

import (
	"fmt"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/medusa"
)

// moveTo closes the stall's platform and connects another.
func (w *stall) moveTo(c publishing.Connection, key string) {
	w.t.Helper()
	if err := w.CloseChannel(w.t.Context(), &w.channel); err != nil {
		w.t.Fatal(err)
	}
	c.ID, c.Name = id.New[id.Connection](), "ศูนย์สันทราย"
	if err := w.SaveChannel(w.t.Context(), c, connect.NewSecret(key)); err != nil {
		w.t.Fatal(err)
	}
	w.channel = c
}

// The day of a shop whose centre runs Medusa, which has no cursor: its feed of orders gives the last minutes again
// with every look, and takes figures only.
func TestADayWithMedusa(t *testing.T) {
	w := newStall(t)
	ctx := t.Context()
	there := medusa.Open(t, func() time.Time { return w.at })
	w.moveTo(publishing.Connection{Kind: "medusa", URL: there.URL}, medusa.Key)
	basket := w.goods("BASKET", 250_25, qty.Pieces(12))
	w.publish(basket)
	if result := w.sync(); result.Failed+len(result.Problems) != 0 {
		t.Fatalf("%+v", result)
	}
	free := func() int {
		level := there.Level("BASKET")
		return level.OnHand - level.Reserved
	}
	if word := w.word(basket); word != publishing.WordLive || free() != 12 || len(there.Files()) != 1 {
		t.Fatalf("%q, %d there", word, free())
	}
	writes := func() int {
		all := 0
		for _, call := range there.Journal() {
			if len(call.Body) > 0 {
				all++
			}
		}
		return all
	}
	before := writes()
	if result := w.sync(); result.Sent != 0 || writes() != before {
		t.Errorf("nothing happened, and sent: %+v", result)
	}
	no := there.Place(medusa.Order{Lines: []medusa.Line{{SKU: "BASKET", Pieces: 3, Price: 250_25}}, Post: 50_00})
	if result := w.sync(); result.New != 1 || free() != 9 {
		t.Fatalf("%+v, %d there", result, free())
	}
	// A sale right after an order: the feed still tells that order again, and the count goes there all the same.
	sell(t, w.Shop, basket, qty.Pieces(2), "cash")
	if result := w.sync(); result.New+result.Updated != 0 || free() != 7 {
		t.Fatalf("%+v, %d there", result, free())
	}
	row := w.orders()[no]
	if row.Total != 3*250_25+50_00 {
		t.Fatalf("%+v", row)
	}
	w.at = w.at.Add(time.Minute)
	w.handOverAll(ctx, row.OrderID, "EF582621152TH")
	for n := range 3 {
		w.at = w.at.Add(time.Minute)
		result := w.sync()
		if _, tracking := there.Parcels(no); result.Failed+len(result.Problems) != 0 || fmt.Sprint(tracking) != "[EF582621152TH]" || free() != 7 {
			t.Fatalf("%d: %+v, %v, %d there", n, result, tracking, free())
		}
	}
	if level := there.Level("BASKET"); level.OnHand != 7 || level.Reserved != 0 {
		t.Errorf("%+v", level)
	}
	checks, err := w.Check(ctx)
	for _, check := range checks {
		if err != nil || !check.OK {
			t.Errorf("%+v, %v", check, err)
		}
	}
}

// The same with the real one, where build/medusa/test.sh runs it.
func TestRealDayWithMedusa(t *testing.T) {
	real := medusa.Start(t)
	w := newStall(t)
	ctx := t.Context()
	w.at = clock.System()
	w.moveTo(publishing.Connection{Kind: "medusa", URL: real.URL, Options: []publishing.Option{{Key: "location", Value: real.Location}, {Key: "sales_channel", Value: real.Channel}}}, real.Key)
	account, err := w.TestChannel(ctx, &w.channel)
	if err != nil || account.ID == "" {
		t.Fatalf("%+v, %v", account, err)
	}
	client, err := w.client(ctx, &w.channel)
	if err != nil {
		t.Fatal(err)
	}
	basket := w.goods(fmt.Sprintf("BASKET-%d", w.at.UnixNano()), 250_25, qty.Pieces(12))
	level := func() publishing.Level {
		t.Helper()
		level, err := client.(publishing.Stocker).Level(ctx, basket.SKU)
		if err != nil {
			t.Fatal(err)
		}
		return level
	}
	calm := func(want int) SyncResult {
		t.Helper()
		w.at = clock.System()
		result := w.sync()
		if at := level(); result.Failed+len(result.Problems) != 0 || at.Available != want {
			t.Fatalf("%+v, %+v there, want %d", result, at, want)
		}
		return result
	}
	w.publish(basket)
	calm(12)
	if word := w.word(basket); word != publishing.WordLive {
		t.Errorf("%q", word)
	}
	if result := calm(12); result.Sent != 0 {
		t.Errorf("nothing happened, and sent: %+v", result)
	}
	no, err := real.Buy(medusa.Line{SKU: basket.SKU, Pieces: 3})
	if err != nil {
		t.Fatal(err)
	}
	if result := calm(9); result.New != 1 {
		t.Errorf("%+v", result)
	}
	sell(t, w.Shop, basket, qty.Pieces(2), "cash")
	calm(7)
	row := w.orders()[no]
	if row.Total != 3*250_25+medusa.Post {
		t.Fatalf("%+v", row)
	}
	w.handOverAll(ctx, row.OrderID, "EF582621152TH")
	for range 2 {
		calm(7)
	}
	if at := level(); at.OnHand != 7 || at.Reserved != 0 {
		t.Errorf("%+v", at)
	}
	order, err := client.(publishing.Orderer).Order(ctx, no)
	if err != nil || order.State != publishing.Shipped || len(order.Shipments) != 1 || order.Shipments[0].Tracking != "EF582621152TH" {
		t.Errorf("%+v, %v", order, err)
	}
}
