package shop

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit/double"
)

func (w *stall) save(p catalog.Product) {
	w.t.Helper()
	if _, err := w.SaveProduct(w.t.Context(), p, Opening{}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *stall) receive(p catalog.Product, pieces int) {
	w.t.Helper()
	came := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived, Items: []stock.Item{{ProductID: p.ID, Qty: qty.Pieces(pieces)}}}
	if _, err := w.PostStock(w.t.Context(), came); err != nil {
		w.t.Fatal(err)
	}
}

// promise lets so many pieces still be ordered on the platform.
func (w *stall) promise(p catalog.Product, pieces int) {
	w.t.Helper()
	row, err := w.Listing(w.t.Context(), p.ID)
	if err == nil {
		err = w.SavePlacement(w.t.Context(), *row.Cells[0].Placement, pieces)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// What something is missing of is placed and told nobody, as a draft and no failure, until it is complete.
func TestWhatIsMissingKeepsADraft(t *testing.T) {
	w := newStall(t)
	bare, err := w.SaveProduct(t.Context(), catalog.Product{SKU: "BARE", Name: "ตะกร้า", Price: 10_00, Unit: "ใบ", Category: "ของใช้", WeightG: 300}, Opening{Qty: qty.Pieces(2)})
	if err != nil {
		t.Fatal(err)
	}
	done, err := w.Publish(t.Context(), w.channel.ID, bare.ID)
	if err != nil || len(done.Queued) != 0 || len(done.Refused) != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	var missing []string
	for _, reason := range done.Refused[0].Reasons {
		if !reason.Advice {
			missing = append(missing, reason.What)
		}
	}
	if !slices.Equal(missing, []string{"photo", "description"}) {
		t.Errorf("missing: %v", missing)
	}
	for range 2 {
		if result := w.sync(); result.Failed+len(result.Problems) != 0 || w.word(bare) != publishing.WordDraft || len(w.double.SKUs()) != 0 {
			t.Errorf("%+v, %q", result, w.word(bare))
		}
	}
	whole := w.goods("WHOLE", 10_00, qty.Pieces(1))
	bare.Photo, bare.Description = whole.Photo, whole.Description
	w.save(bare)
	if w.sync(); w.word(bare) != publishing.WordLive || w.level("BARE") != 2 {
		t.Errorf("complete: %q, %d there", w.word(bare), w.level("BARE"))
	}
	bare.Description = "" // what buyers see stays, and a person is told
	w.save(bare)
	if result := w.sync(); result.Failed != 1 || result.Problems[0].Problem.Code != "listing_not_ready" || w.word(bare) != publishing.WordFailed {
		t.Errorf("incomplete again: %+v, %q", result, w.word(bare))
	}
}

// A certificate that lapses takes the listing from sale without anybody doing anything; a new one brings it back.
func TestACertificateLapses(t *testing.T) {
	w := newStall(t)
	basket := w.goods("A", 10_00, qty.Pieces(3))
	last := clock.DayOf(w.at.Add(5 * 24 * time.Hour))
	basket.Certificates = []catalog.Certificate{{Kind: catalog.CertHalal, Number: "ฮ-9", Expires: last}}
	w.save(basket)
	w.publish(basket)
	w.sync()
	w.at = w.at.Add(5 * 24 * time.Hour)
	if w.sync(); w.word(basket) != publishing.WordLive {
		t.Errorf("on its last day: %q", w.word(basket))
	}
	w.at = w.at.Add(24 * time.Hour)
	w.sync()
	if there := w.double.Listing("A"); there["deleted"] != true || w.word(basket) != publishing.WordWithdrawn {
		t.Errorf("after it: %v, %q", there["deleted"], w.word(basket))
	}
	basket.Certificates[0].Expires = clock.DayOf(w.at.Add(90 * 24 * time.Hour))
	w.save(basket)
	w.sync()
	if there := w.double.Listing("A"); there["deleted"] == true || w.word(basket) != publishing.WordLive || w.level("A") != 3 {
		t.Errorf("with a new one: %v, %q, %d there", there["deleted"], w.word(basket), w.level("A"))
	}
}

func TestSoldOutAndBackAgain(t *testing.T) {
	w := newStall(t)
	basket := w.goods("A", 10_00, qty.Pieces(2))
	w.publish(basket)
	w.sync()
	sell(t, w.Shop, basket, qty.Pieces(2), "cash")
	if w.sync(); w.level("A") != 0 || w.word(basket) != publishing.WordSoldOut {
		t.Errorf("sold: %d there, %q", w.level("A"), w.word(basket))
	}
	w.receive(basket, 5)
	if w.sync(); w.level("A") != 5 || w.word(basket) != publishing.WordLive {
		t.Errorf("received: %d there, %q", w.level("A"), w.word(basket))
	}
}

// N of M pieces are promised: what buyers there order comes off it and what they cancel goes back, the till sells the
// rest, and what the till takes beyond is told.
func TestAPromiseIsKept(t *testing.T) {
	w := newStall(t)
	basket := w.goods("A", 10_00, qty.Pieces(12))
	w.publish(basket)
	w.sync()
	there := func(when string, want int) {
		t.Helper()
		w.sync()
		if level := w.level("A"); level != want {
			t.Errorf("%s: %d there, want %d", when, level, want)
		}
	}
	w.promise(basket, 5)
	there("promised five of twelve", 5)
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "A", Pieces: 2, Price: 10_00}}})
	there("two ordered", 3)
	sell(t, w.Shop, basket, qty.Pieces(7), "cash")
	there("seven sold at the till", 3)
	sell(t, w.Shop, basket, qty.Pieces(1), "cash")
	there("one of the promised sold at the till", 2)
	w.receive(basket, 10)
	there("ten came", 3)
	w.double.Move("P-1", publishing.Cancelled)
	there("cancelled there", 5)
	w.promise(basket, publishing.NoPromise)
	there("no promise", 14)
}

// A listing that the platform lost is made anew, with its price and its count.
func TestALostListingIsMadeAnew(t *testing.T) {
	w := newStall(t)
	basket, other := w.goods("A", 10_00, qty.Pieces(4)), w.goods("B", 10_00, qty.Pieces(4))
	w.publish(basket, other)
	w.sync()
	for n, change := range []func(){func() { basket.Price = 11_00; w.save(basket) }, func() { basket.Price = 12_00; w.save(basket); other.Price = 12_00; w.save(other) }} {
		w.double.Lose("A")
		change()
		for range 3 {
			w.sync()
			w.at = w.at.Add(20 * time.Minute)
		}
		if w.word(basket) != publishing.WordLive || w.level("A") != 4 || fmt.Sprint(w.double.Listing("A")["price"]) != fmt.Sprint(map[string]any{"amount": basket.Price.String(), "currency": "THB"}) {
			t.Errorf("%d: %q, %d there, %v", n, w.word(basket), w.level("A"), w.double.Listing("A")["price"])
		}
	}
}

// A picture that two products share is sent once.
func TestASharedPictureIsSentOnce(t *testing.T) {
	w := newStall(t)
	first, second := w.goods("A", 10_00, qty.Pieces(1)), w.goods("B", 10_00, qty.Pieces(1))
	second.Photo = first.Photo
	w.save(second)
	w.publish(first, second)
	w.sync()
	if calls := w.double.Calls("putMedia"); calls != 1 || w.double.Pictures() != 1 || w.word(second) != publishing.WordLive {
		t.Errorf("%d calls, %d pictures, %q", calls, w.double.Pictures(), w.word(second))
	}
}

// What is too much for one call goes in halves, and each listing once.
func TestTooLargeABatchIsHalved(t *testing.T) {
	w := newStall(t)
	var all []catalog.Product
	for n := range 5 {
		all = append(all, w.goods(fmt.Sprintf("H-%d", n), 10_00, qty.Pieces(1)))
	}
	w.publish(all...)
	w.double.On("batchListings", double.Refuse(413, "too-large"))
	if result := w.sync(); result.Failed+result.Waiting+len(result.Problems) != 0 || w.double.Calls("batchListings") != 3 || w.double.Calls("putListing") != 1 {
		t.Errorf("%+v, %d batches, %d alone", result, w.double.Calls("batchListings"), w.double.Calls("putListing"))
	}
	for _, p := range all {
		if w.word(p) != publishing.WordLive || w.double.Applied(p.SKU) != 1 {
			t.Errorf("%s: %q, put %d times", p.SKU, w.word(p), w.double.Applied(p.SKU))
		}
	}
	only := w.goods("ONE", 10_00, qty.Pieces(1)) // even one is too much: it stands still, and says why
	w.publish(only)
	w.double.On("putListing", double.Refuse(413, "too-large"))
	if result := w.sync(); result.Failed != 1 || w.word(only) != publishing.WordFailed {
		t.Errorf("%+v, %q", result, w.word(only))
	}
}

// Where goods come from is where their producer lives: who moves is told.
func TestAProducerWhoMovesIsTold(t *testing.T) {
	w := newStall(t)
	ctx := t.Context()
	weaver, err := w.SaveProducer(ctx, party.Party{Name: "ป้าปิ่นแก้ว", Address: "1 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130"})
	if err != nil {
		t.Fatal(err)
	}
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	basket.ProducerID = weaver.ID
	if basket, err = w.SaveProduct(ctx, basket, Opening{}); err != nil {
		t.Fatal(err)
	}
	w.publish(basket)
	w.publish(w.goods("OTHER", 250_00, qty.Pieces(12)))
	w.sync()
	weaver.Phone = "0812345678"
	if weaver, err = w.SaveProducer(ctx, weaver); err != nil || w.sync().Sent != 0 {
		t.Errorf("another telephone number is told: %v", err)
	}
	weaver.Address = "9 ต.ในเวียง อ.เมืองน่าน จ.น่าน 55000"
	if _, err = w.SaveProducer(ctx, weaver); err != nil || w.sync().Sent != 1 {
		t.Errorf("a move is not told: %v", err)
	}
}
