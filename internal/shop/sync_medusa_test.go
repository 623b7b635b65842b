package shop

import (
	"fmt"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/medusa"
)

// The day of a shop whose centre runs Medusa, which has no cursor: its feed of orders gives the last minutes again
// with every look, and takes figures only.
func TestADayWithMedusa(t *testing.T) {
	w := newStall(t)
	ctx := t.Context()
	if err := w.CloseChannel(ctx, &w.channel); err != nil {
		t.Fatal(err)
	}
	there := medusa.Open(t, func() time.Time { return w.at })
	w.channel = publishing.Connection{ID: id.New[id.Connection](), Name: "ศูนย์สันทราย", Kind: "medusa", URL: there.URL}
	if err := w.SaveChannel(ctx, w.channel, connect.NewSecret(medusa.Key)); err != nil {
		t.Fatal(err)
	}
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
			if call.Body != nil && len(call.Body) > 0 {
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
