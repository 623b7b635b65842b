package woocommerce

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	"github.com/talat-pos/talat/internal/testkit/woo"
)

// A sender that knows no more than the classes of failures brings listings, pictures, counts, steps and parcels through
// a bad line: at the end the shop has every one of them just once.
func TestABadLine(t *testing.T) {
	s := opened(t)
	random := rand.New(rand.NewPCG(7, 57))
	busy := woo.Refuse(429, "too_many_requests", "Slow down")
	faults := []faulty.Fault{faulty.LoseReply(), faulty.Drop(), faulty.HalfBody(), faulty.CutJSON(), faulty.Twice(), woo.Critical(), faulty.HTML(), woo.NoRoute(), busy}
	s.there.Always(func(string, int) *faulty.Fault {
		if random.IntN(4) == 0 {
			return &faults[random.IntN(len(faults))]
		}
		return nil
	})
	until := func(what string, send func() error) {
		t.Helper()
		for try := 0; ; try++ {
			err := send()
			if err == nil {
				return
			}
			class := publishing.FailureOf(err).Class
			if again := class.Done() || class == publishing.Later; !again || try > 100 {
				t.Fatalf("%s: %v", what, err)
			}
			s.later(2 * time.Minute)
		}
	}
	// put looks first after anything but a plain success, as the outbox does.
	put := func(listing *publishing.Listing, known publishing.Known) (r publishing.Remote) {
		look := false
		until("put "+listing.SKU, func() (err error) {
			if look {
				found, err := s.Find(t.Context(), listing.SKU)
				if err == nil {
					known = knownOf(found)
				} else if !publishing.Is(err, publishing.Absent) {
					return err
				}
			}
			look = true
			r, err = s.Put(t.Context(), listing, known)
			if publishing.Is(err, publishing.Stale) {
				return &publishing.Failure{Class: publishing.OutcomeOpen, Err: err}
			}
			return err
		})
		return r
	}
	const goods = 30
	for n := range goods {
		sku := fmt.Sprintf("A%02d", n)
		listing, shown := mango(sku), picture(t, uint8(n))
		until("picture", func() error { _, err := s.PutPicture(t.Context(), shown); return err })
		listing.Pictures = []publishing.ListedPicture{{Hash: shown.Hash}}
		r := put(&listing, publishing.Known{})
		listing.Price += 10_00
		put(&listing, knownOf(r))
		stock := 0
		for mark := range 10 {
			change := publishing.StockChange{SKU: sku, Key: fmt.Sprintf("mark-%04d", mark), Set: stock + 1 + mark, Expected: stock}
			if mark%2 == 1 {
				change = publishing.StockChange{SKU: sku, Key: change.Key, Delta: 1 + mark, Reason: publishing.Produced, At: noon}
			}
			stock += 1 + mark
			until("stock", func() error { _, err := s.Adjust(t.Context(), change); return err })
		}
		p := s.there.Product(sku)
		if s.there.Made(sku) != 1 || p.Price != "160.00" || p.Quantity != stock || len(p.Images) != 1 {
			t.Errorf("%s was made %d times: %+v", sku, s.there.Made(sku), p)
		}
	}
	var orders []string
	for n := range goods {
		orders = append(orders, s.there.Place(woo.Order{Lines: []woo.Line{{SKU: fmt.Sprintf("A%02d", n), Pieces: 1, Price: 160_00}}}))
		s.later(time.Second)
	}
	seen, from := map[string]bool{}, publishing.From{Limit: 7}
	for more := true; more; {
		until("orders", func() error {
			page, err := s.Orders(t.Context(), from)
			if err == nil {
				more, from.Cursor = page.More, page.Next
				for _, o := range page.Orders {
					seen[o.No] = true
				}
			}
			return err
		})
	}
	for n, no := range orders {
		if !seen[no] {
			t.Errorf("order %s was never seen", no)
		}
		for _, what := range []string{publishing.Accept, publishing.Pack} {
			until(what, func() error {
				_, err := s.Act(t.Context(), publishing.Step{No: no, What: what, Key: what + "-" + no})
				return err
			})
		}
		parcel := &publishing.Shipment{OrderNo: no, ID: fmt.Sprintf("p-%d", n), Carrier: "thailand_post", Tracking: fmt.Sprintf("EF%09dTH", n), Lines: []publishing.ShipmentLine{{ID: "1", Pieces: 1}}}
		until("ship", func() error { return s.Ship(t.Context(), parcel) })
		// Two calls of one note that arrive at once are two notes: WooCommerce knows no keys.
		if o := s.there.Order(no); o.Status != "completed" || len(o.Notes) < 1 || len(o.Notes) > 2 {
			t.Errorf("%s: %s with %d notes", no, o.Status, len(o.Notes))
		}
	}
	kept := map[string]int{}
	for _, one := range s.there.Pictures() {
		kept[one.Slug]++
	}
	if len(kept) != goods {
		t.Errorf("%d pictures of %d", len(kept), goods)
	}
}
