package shop

import (
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// state gives how things stand with the platform.
func (w *stall) state() publishing.ConnectionState {
	w.t.Helper()
	state, err := w.db.ConnectionState(w.t.Context(), w.channel.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return state
}

// waiting gives what is not at its end.
func (w *stall) waiting() []Outgoing {
	w.t.Helper()
	rows, _, err := w.Outbox(w.t.Context(), store.OutboxQuery{Limit: 1000})
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

// movedTo leads the connection to another address.
func (w *stall) movedTo(url string) {
	w.t.Helper()
	moved := w.channel
	moved.URL = url
	if err := w.SaveChannel(w.t.Context(), moved, w.key()); err != nil {
		w.t.Fatal(err)
	}
}

// Without a net all waits as it was, no attempt counts, and the rest between tries grows up to a bound.
func TestWithoutANetAllWaits(t *testing.T) {
	w := newStall(t)
	w.publish(w.goods("A", 10_00, qty.Pieces(3)), w.goods("B", 10_00, qty.Pieces(3)))
	w.movedTo("http://127.0.0.1:9")
	longest := time.Duration(0)
	for attempt := 1; attempt <= 14; attempt++ {
		result := w.sync()
		state, rest := w.state(), time.Duration(0)
		if rest = millis(state.NextAt).Sub(w.at); rest < 0 || rest > publishing.Wait(attempt) {
			t.Errorf("after %d tries it rests %v, at most %v", attempt, rest, publishing.Wait(attempt))
		}
		longest = max(longest, rest)
		if result.Waiting != 2 || result.Failed+result.Sent != 0 || len(result.Problems) != 1 || result.Problems[0].Problem.Class != "offline" {
			t.Fatalf("%+v", result)
		}
		if state.Attempts != attempt || state.Paused || state.HeardAt != 0 {
			t.Errorf("after %d tries: %+v", attempt, state)
		}
		w.at = w.at.Add(time.Hour)
	}
	if longest < time.Minute {
		t.Errorf("after 14 tries it never rested longer than %v", longest)
	}
	for _, row := range w.waiting() {
		if row.Attempts != 0 || row.Problem != "" || row.State != publishing.Waiting {
			t.Errorf("%+v", row)
		}
	}
	if net, err := w.Net(t.Context()); err != nil || !net.Offline || net.Paused || net.Waiting != 2 {
		t.Errorf("%+v, %v", net, err)
	}
	w.movedTo(w.double.URL)
	if result := w.sync(); result.Waiting != 0 || len(result.Problems) != 0 || len(w.double.SKUs()) != 2 {
		t.Errorf("with a net: %+v", result)
	}
	if net, err := w.Net(t.Context()); err != nil || net.Offline || !net.NextAt.IsZero() {
		t.Errorf("%+v, %v", net, err)
	}
}

// A key that is not taken pauses the channel with the reason, nothing is lost or counted, and nobody is asked again
// before a person saves or tests it.
func TestARefusedKeyPauses(t *testing.T) {
	for name, resume := range map[string]func(w *stall) error{
		"saved":  func(w *stall) error { return w.SaveChannel(w.t.Context(), w.channel, w.key()) },
		"tested": func(w *stall) error { _, err := w.TestChannel(w.t.Context(), &w.channel); return err },
	} {
		for _, status := range []int{401, 403} {
			w := newStall(t)
			basket := w.goods("A", 10_00, qty.Pieces(3))
			w.publish(basket)
			w.double.Always(func(operation string, _ int) *double.Fault {
				fault := double.Refuse(status, "unauthorized")
				if operation == "getToken" {
					return nil
				}
				return &fault
			})
			if result := w.sync(); len(result.Problems) != 1 || result.Problems[0].Problem.Class != "key_refused" || result.Waiting != 1 {
				t.Fatalf("%d: %+v", status, result)
			}
			if net, err := w.Net(t.Context()); err != nil || !net.Paused || net.Offline {
				t.Errorf("%d: %+v, %v", status, net, err)
			}
			calls := len(w.double.Journal())
			w.at = w.at.Add(24 * time.Hour)
			if result := w.sync(); len(result.Problems) != 1 || len(w.double.Journal()) != calls {
				t.Errorf("%d, paused: %+v, %d calls more", status, result, len(w.double.Journal())-calls)
			}
			if rows := w.waiting(); len(rows) != 1 || rows[0].Attempts != 0 || rows[0].State != publishing.Waiting {
				t.Errorf("%d: %+v", status, rows)
			}
			w.double.Always(nil)
			if err := resume(w); err != nil {
				t.Fatal(err)
			}
			if w.sync(); w.word(basket) != publishing.WordLive || w.state().Paused || w.state().Problem != "" {
				t.Errorf("%d, %s: %q, %+v", status, name, w.word(basket), w.state())
			}
		}
	}
}

// A platform that says when to come again is left alone until that second, by whoever asks.
func TestRetryAfterIsObeyed(t *testing.T) {
	w := newStall(t)
	basket := w.goods("A", 10_00, qty.Pieces(3))
	w.publish(basket)
	w.double.On("listOrders", double.Busy(429, "37"))
	result := w.sync()
	if len(result.Problems) != 1 || result.Problems[0].Problem.Class != "later" || result.Waiting != 1 || w.state().Paused {
		t.Fatalf("%+v", result)
	}
	if next := millis(w.state().NextAt); !next.Equal(w.at.Add(37 * time.Second)) {
		t.Errorf("next at %v, it is %v", next, w.at)
	}
	calls := len(w.double.Journal())
	w.at = w.at.Add(36 * time.Second)
	if w.sync(); len(w.double.Journal()) != calls {
		t.Error("it was asked too early")
	}
	w.at = w.at.Add(time.Second)
	if w.sync(); w.word(basket) != publishing.WordLive {
		t.Errorf("after the wait: %q", w.word(basket))
	}
}

// What a platform refuses stands still with its words, other goods go on, and it goes again once the product was mended
// or a person says so.
func TestARefusedListingStandsStill(t *testing.T) {
	w := newStall(t)
	bad, mended, good := w.goods("BAD", 10_00, qty.Pieces(3)), w.goods("MENDED", 10_00, qty.Pieces(3)), w.goods("GOOD", 10_00, qty.Pieces(3))
	for _, p := range []catalog.Product{bad, mended} {
		w.publish(p)
		w.double.On("putListing", double.Refuse(422, "validation"))
		if result := w.sync(); result.Failed != 1 || len(result.Problems) != 1 || result.Problems[0].About != p.SKU {
			t.Fatalf("%+v", result)
		}
	}
	w.publish(good)
	if result := w.sync(); result.Failed != 0 || w.word(good) != publishing.WordLive {
		t.Errorf("%+v, another product is %q", result, w.word(good))
	}
	for _, row := range w.waiting() {
		if row.State != publishing.Stuck || !strings.Contains(row.Why.Text("th"), "ขัดข้อง") {
			t.Errorf("%+v", row)
		}
	}
	w.at = w.at.Add(24 * time.Hour)
	if w.sync(); w.word(bad) != publishing.WordFailed || w.word(mended) != publishing.WordFailed {
		t.Errorf("a day later: %q, %q", w.word(bad), w.word(mended))
	}
	mended.Price = 12_00
	if _, err := w.SaveProduct(t.Context(), mended, Opening{}); err != nil {
		t.Fatal(err)
	}
	if w.sync(); w.word(mended) != publishing.WordLive || w.word(bad) != publishing.WordFailed {
		t.Errorf("mended: %q, not: %q", w.word(mended), w.word(bad))
	}
	if count, err := w.RetryOutgoing(t.Context()); count != 1 || err != nil {
		t.Errorf("%d, %v", count, err)
	}
	if w.sync(); w.word(bad) != publishing.WordLive || len(w.waiting()) != 0 {
		t.Errorf("again: %q, %+v", w.word(bad), w.waiting())
	}
}

// A step that a platform answers with rubbish, or refuses, holds up neither listings nor counts nor other orders.
func TestAPoisonedStepHoldsUpNothing(t *testing.T) {
	for name, fault := range map[string]double.Fault{"rubbish": double.WrongJSON(), "refused": double.Refuse(422, "validation")} {
		w := newStall(t)
		first, second := w.goods("A", 10_00, qty.Pieces(9)), w.goods("B", 10_00, qty.Pieces(9))
		w.publish(first)
		w.sync()
		for _, no := range []string{"P-1", "P-2"} {
			w.double.Place(double.Order{ID: no, Lines: []double.Line{{SKU: "A", Pieces: 1, Price: 10_00}}})
		}
		w.sync()
		for _, no := range []string{"P-1", "P-2"} {
			if err := w.ConfirmOrder(t.Context(), w.orders()[no].OrderID, false, ""); err != nil {
				t.Fatal(err)
			}
		}
		w.publish(second)
		sell(t, w.Shop, first, qty.Pieces(2), "cash")
		w.double.Always(func(operation string, n int) *double.Fault {
			if operation != "actOnOrder" || n == 2 { // the second call is of the other order
				return nil
			}
			return &fault
		})
		for range 12 {
			w.sync()
			w.at = w.at.Add(20 * time.Minute)
		}
		if w.double.State("P-2") != publishing.Accepted || w.word(second) != publishing.WordLive || w.level("A") != 5 {
			t.Errorf("%s: the other order is %q, the listing %q, %d there", name, w.double.State("P-2"), w.word(second), w.level("A"))
		}
		rows := w.waiting()
		if len(rows) != 1 || rows[0].State != publishing.Stuck || rows[0].Thing != publishing.ThingOrder+"P-1" {
			t.Errorf("%s: %+v", name, rows)
		}
		w.double.Always(nil)
		if _, err := w.RetryOutgoing(t.Context(), rows[0].ID); err != nil {
			t.Fatal(err)
		}
		if w.sync(); w.double.State("P-1") != publishing.Accepted || len(w.waiting()) != 0 {
			t.Errorf("%s, again: %q, %+v", name, w.double.State("P-1"), w.waiting())
		}
	}
}
