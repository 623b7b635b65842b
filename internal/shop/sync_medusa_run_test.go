package shop

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/medusa"
)

// The run of TestAgreeAfterKills against the real Medusa, where build/medusa/test.sh runs it: two hundred operations
// through a line that cuts, resets and delays, with the sender killed on the way. At the end both agree on every
// listing, price and count, and every order is there once.
func TestRealRunWithMedusa(t *testing.T) {
	real := medusa.Start(t)
	const operations, every = 200, 8
	w := &wild{stall: newStall(t), random: rand.New(rand.NewPCG(2, 21))}
	w.at = clock.System()
	line := newLine(t, real.URL)
	options := []publishing.Option{{Key: "location", Value: real.Location}, {Key: "sales_channel", Value: real.Channel}}
	w.moveTo(publishing.Connection{Kind: "medusa", URL: "http://" + line.proxy.Listen, Options: options}, real.Key)
	for n := range 6 {
		w.products = append(w.products, w.goods(fmt.Sprintf("RUN-%d-%d", w.at.UnixNano(), n), money.Satang(80_00+n), qty.Pieces(25)))
	}
	w.publish(w.products...)
	w.sync()
	killed, short := 0, 0
	for n := range operations {
		w.at = clock.System()
		if n%every == 0 {
			line.misbehave(w.random)
			if w.sendAndKill() {
				killed++
			}
		}
		switch p := w.pick(); w.random.IntN(8) {
		case 0:
			no, err := real.Buy(medusa.Line{SKU: p.SKU, Pieces: 1 + w.random.IntN(2)})
			if errors.Is(err, medusa.ErrShort) || err != nil {
				short++
				continue
			}
			w.placed = append(w.placed, no)
		case 1, 2:
			w.onOrder()
		default:
			w.stepOf([]int{0, 1, 2, 3, 8}[w.random.IntN(5)])
		}
	}
	line.behave()
	for range 20 {
		w.at = clock.System()
		if err := w.ResumeChannel(t.Context(), w.channel.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.RetryOutgoing(t.Context()); err != nil {
			t.Fatal(err)
		}
		if result := w.sync(); result.Waiting == 0 && result.Sent == 0 && len(result.Problems) == 0 {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	client, err := w.client(t.Context(), &w.channel)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range w.products {
		row, err := w.Listing(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		cell := row.Cells[0]
		there, err := client.(publishing.Lister).Find(t.Context(), p.SKU)
		if err != nil || there.State != publishing.Live || there.Listing == nil || len(publishing.Differences(&cell.Listing, there.Listing)) > 1 { // pictures lie there by address
			t.Errorf("%s: %+v, %v", p.SKU, there, err)
		}
		level, err := client.(publishing.Stocker).Level(t.Context(), p.SKU)
		if err != nil || level.Available != cell.Pieces {
			t.Errorf("%s: %d here and %+v there, %+v, %v", p.SKU, cell.Pieces, level, cell.Standing, err)
		}
	}
	orders := w.orders()
	if len(orders) != len(w.placed) {
		t.Errorf("%d orders here and %d there", len(orders), len(w.placed))
	}
	for _, no := range w.placed {
		order, err := client.(publishing.Orderer).Order(t.Context(), no)
		if here := orders[no].Fulfilment; err != nil || (order.State == publishing.Shipped) != (here == ordering.Shipped) || (order.State == publishing.Cancelled) != (here == ordering.Cancelled) {
			t.Errorf("%s is %s there and %s here, %v", no, order.State, here, err)
		}
	}
	checks, err := w.Check(t.Context())
	for _, check := range checks {
		if err != nil || !check.OK {
			t.Errorf("%+v, %v", check, err)
		}
	}
	t.Logf("%d operations, %d senders killed, %d orders, %d carts that could not be filled", operations, killed, len(w.placed), short)
}
