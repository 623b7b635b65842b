package medusa

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	testkit "github.com/talat-pos/talat/internal/testkit/medusa"
)

// These tests speak to the real Medusa where build/medusa/test.sh runs them, and are skipped elsewhere.

// reached gives a client of the real one, or of what stands before it.
func reached(t *testing.T, real *testkit.Real, url string) *Client {
	t.Helper()
	c, err := newClient(Access{URL: url, Key: connect.NewSecret(real.Key), Location: real.Location, SalesChannel: real.Channel}, clock.System, limits)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// mine gives an SKU that no other test has.
func mine(name string) string { return fmt.Sprintf("%s-%d", name, time.Now().UnixNano()) }

// stocked puts a listing there with so many pieces.
func stocked(t *testing.T, c *Client, sku string, pieces int) {
	t.Helper()
	listing := mango(sku)
	must[publishing.Remote](t)(c.Put(t.Context(), &listing, publishing.Known{}))
	must[publishing.Level](t)(c.Adjust(t.Context(), change(sku, pieces, 0)))
}

func change(sku string, set, expected int) publishing.StockChange {
	return publishing.StockChange{SKU: sku, Key: "mark-0001", Set: set, Expected: expected}
}

func TestRealShop(t *testing.T) {
	real := testkit.Start(t)
	c := reached(t, real, real.URL)
	account := must[publishing.Account](t)(c.Test(t.Context()))
	if account.ID == "" || account.Name == "" || account.Offset.Abs() > 2*time.Second {
		t.Errorf("%+v", account)
	}
	wrong, err := New(Access{URL: real.URL, Key: connect.NewSecret("sk_0")}, clock.System)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := wrong.Test(t.Context()); !publishing.Is(err, publishing.KeyRefused) || !fault.Is(err, "net_auth") {
		t.Errorf("%v", err)
	}
	c.access.Location, c.place = "ไม่มี", nil
	if _, err := c.Test(t.Context()); !fault.Is(err, "medusa_location") {
		t.Errorf("%v", err)
	}
	elsewhere := reached(t, real, real.URL+"/shop")
	if _, err := elsewhere.Test(t.Context()); !publishing.Is(err, publishing.WrongAnswer) {
		t.Errorf("%v", err)
	}
}

func TestRealListing(t *testing.T) {
	real := testkit.Start(t)
	c := reached(t, real, real.URL)
	sku := mine("OTOP.MANGO_100")
	if _, err := c.Find(t.Context(), sku); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	one, two := picture(t, 1), picture(t, 2)
	refs := []string{must[string](t)(c.PutPicture(t.Context(), one)), must[string](t)(c.PutPicture(t.Context(), two))}
	if answer, err := http.Get(refs[0]); err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(refs[0], one.Hash) {
		t.Errorf("%s: %v, %v", refs[0], answer, err)
	} else {
		_ = answer.Body.Close()
	}
	listing := full(sku, two, one)
	listing.GTIN = "" // barcodes are unique there, and this test may have run before
	first := must[publishing.Remote](t)(c.Put(t.Context(), &listing, publishing.Known{}))
	if diff := publishing.Differences(&listing, first.Listing); len(diff) != 0 || first.State != publishing.Live {
		t.Errorf("%+v, %s", diff, first.State)
	}
	for _, known := range []publishing.Known{{}, {Version: first.Version}} {
		if again := must[publishing.Remote](t)(c.Put(t.Context(), &listing, known)); again.Version != first.Version || !again.UpdatedAt.Equal(first.UpdatedAt) {
			t.Errorf("%+v", again)
		}
	}
	for _, price := range []money.Satang{1, 99_95, 150_25, money.Max} {
		found := must[publishing.Remote](t)(c.Find(t.Context(), sku))
		changed := mango(sku)
		changed.Price = price
		r := must[publishing.Remote](t)(c.Put(t.Context(), &changed, publishing.Known{Version: found.Version}))
		if diff := publishing.Differences(&changed, r.Listing); len(diff) != 0 {
			t.Errorf("%+v", diff)
		}
	}
	// Somebody at the centre changes the price alone, and another currency.
	before := must[publishing.Remote](t)(c.Find(t.Context(), sku))
	p, err := c.product(t.Context(), sku)
	if err != nil {
		t.Fatal(err)
	}
	_, err = real.Admin("POST", "/admin/products/"+p.ID+"/variants/"+p.Variants[0].ID, map[string]any{"prices": []any{
		map[string]any{"currency_code": "thb", "amount": 7}, map[string]any{"currency_code": "eur", "amount": 4.5}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Put(t.Context(), &listing, publishing.Known{Version: before.Version}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("%v", err)
	}
	found := must[publishing.Remote](t)(c.Find(t.Context(), sku))
	r := must[publishing.Remote](t)(c.Put(t.Context(), &listing, publishing.Known{Version: found.Version}))
	p, err = c.product(t.Context(), sku)
	if err != nil || len(publishing.Differences(&listing, r.Listing)) != 0 || !slices.ContainsFunc(p.Variants[0].Prices, func(price priceSaid) bool { return price.Currency == "eur" && price.Amount == "4.5" }) {
		t.Errorf("%v, %+v", err, p)
	}
	if err := c.Withdraw(t.Context(), sku, publishing.Known{Version: r.Version}); err != nil {
		t.Fatal(err)
	}
	gone := must[publishing.Remote](t)(c.Find(t.Context(), sku))
	if gone.State != publishing.Withdrawn {
		t.Errorf("%+v", gone)
	}
	back := must[publishing.Remote](t)(c.Put(t.Context(), &listing, publishing.Known{Version: gone.Version}))
	if back.State != publishing.Live {
		t.Errorf("%+v", back)
	}
	page := must[publishing.RemotePage](t)(c.Listings(t.Context(), publishing.From{}))
	if len(page.Remotes) != 1 || page.Remotes[0].Version != back.Version {
		t.Errorf("%+v", page)
	}
	// One that the centre deletes can be made again.
	if _, err := real.Admin("DELETE", "/admin/products/"+back.ID, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Put(t.Context(), &listing, publishing.Known{Version: back.Version}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("%v", err)
	}
	must[publishing.Remote](t)(c.Put(t.Context(), &listing, publishing.Known{}))
	// A handle that another product has is told in the centre's words.
	taken := mango(sku)
	taken.SKU = strings.ToLower(strings.NewReplacer(".", "-", "_", "-").Replace(mine("A")))
	other := must[publishing.Remote](t)(c.Put(t.Context(), &taken, publishing.Known{}))
	if _, err := real.Admin("POST", "/admin/products/"+other.ID, map[string]any{"variants": []any{}}); err != nil {
		t.Fatal(err)
	}
	_, err = c.Put(t.Context(), &taken, publishing.Known{})
	if f := publishing.FailureOf(err); f == nil || f.Class != publishing.Refused || !strings.Contains(f.Words, "already exists") {
		t.Errorf("%v", err)
	}
}

func TestRealStock(t *testing.T) {
	real := testkit.Start(t)
	c := reached(t, real, real.URL)
	sku := mine("STOCK")
	stocked(t, c, sku, 10)
	if _, err := real.Buy(testkit.Line{SKU: sku, Pieces: 3}); err != nil {
		t.Fatal(err)
	}
	if level := must[publishing.Level](t)(c.Level(t.Context(), sku)); level.OnHand != 10 || level.Reserved != 3 || level.Available != 7 {
		t.Errorf("%+v", level)
	}
	if level := must[publishing.Level](t)(c.Adjust(t.Context(), change(sku, 8, 10))); level.OnHand != 8 || level.Available != 5 {
		t.Errorf("%+v", level)
	}
	_, err := c.Adjust(t.Context(), change(sku, 5, 10))
	if f := publishing.FailureOf(err); f.Class != publishing.Stale || f.Level == nil || f.Level.OnHand != 8 {
		t.Errorf("%v", err)
	}
	// A shopper cannot have more than there is, however many try.
	var group sync.WaitGroup
	var mu sync.Mutex
	bought, short := 0, 0 // the latter also where Medusa's own lock was waited for too long
	var carts []string
	for range 10 {
		cart, err := real.Fill(testkit.Line{SKU: sku, Pieces: 1})
		if err != nil {
			t.Fatal(err)
		}
		carts = append(carts, cart)
	}
	for _, cart := range carts {
		group.Go(func() {
			_, err := real.Order(cart)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				bought++
			case errors.Is(err, testkit.ErrShort), strings.Contains(err.Error(), "unknown_error"):
				short++
			default:
				t.Errorf("%v", err)
			}
		})
	}
	// We tell figures meanwhile: nothing that a buyer reserved is lost by it.
	figure := 8
	for _, next := range []int{9, 8, 9, 8} {
		if _, err := c.Adjust(t.Context(), change(sku, next, figure)); err != nil {
			t.Errorf("%v", err)
		}
		figure = next
	}
	group.Wait()
	level := must[publishing.Level](t)(c.Level(t.Context(), sku))
	if level.OnHand != 8 || level.Reserved != 3+bought || bought < 1 || bought > 6 || bought+short != 10 || level.Available < -1 {
		t.Errorf("%+v, %d bought, %d could not", level, bought, short)
	}
}

// Medusa compares nothing itself. Of ten writers at once each is either told that another figure stands there or
// that its own does; what stands in the end is one that was told so, and one more change by the one who stays leaves
// the right one.
func TestRealWritersRace(t *testing.T) {
	real := testkit.Start(t)
	first := reached(t, real, real.URL)
	sku := mine("RACE")
	stocked(t, first, sku, 100)
	var group sync.WaitGroup
	var mu sync.Mutex
	var told []int
	stale := 0
	for n := range 10 {
		c := reached(t, real, real.URL)
		group.Go(func() {
			level, err := c.Adjust(t.Context(), change(sku, 50+n, 100))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil && level.OnHand == 50+n:
				told = append(told, 50+n)
			case publishing.Is(err, publishing.Stale) && publishing.FailureOf(err).Level != nil:
				stale++
			default:
				t.Errorf("%d: %+v, %v", n, level, err)
			}
		})
	}
	group.Wait()
	level := must[publishing.Level](t)(first.Level(t.Context(), sku))
	t.Logf("%d of ten were told that their figure stands, %d that another does", len(told), stale)
	if len(told)+stale != 10 || len(told) == 0 || !slices.Contains(told, level.OnHand) {
		t.Errorf("%d stands there, told were %v", level.OnHand, told)
	}
	if level := must[publishing.Level](t)(first.Adjust(t.Context(), change(sku, 90, level.OnHand))); level.OnHand != 90 {
		t.Errorf("%+v", level)
	}
}

func TestRealOrder(t *testing.T) {
	real := testkit.Start(t)
	c := reached(t, real, real.URL)
	a, b := mine("A"), mine("B")
	stocked(t, c, a, 10)
	stocked(t, c, b, 10)
	start := must[publishing.Page](t)(c.Orders(t.Context(), publishing.From{}))
	no, err := real.Buy(testkit.Line{SKU: a, Pieces: 3}, testkit.Line{SKU: b, Pieces: 1})
	if err != nil {
		t.Fatal(err)
	}
	page := must[publishing.Page](t)(c.Orders(t.Context(), publishing.From{Cursor: start.Next}))
	if len(page.Orders) != 1 {
		t.Fatalf("%+v", page)
	}
	o := page.Orders[0]
	line := slices.IndexFunc(o.Lines, func(l publishing.ChannelLine) bool { return l.SKU == a })
	if o.No != no || o.State != publishing.Paid || len(o.Odd) != 0 || o.Goods != 4*150_25 || o.Shipping != testkit.Post || o.Total != 4*150_25+testkit.Post ||
		len(o.Lines) != 2 || line < 0 || o.Lines[line].Pieces != 3 || o.ShipTo.Postcode != "57000" || o.Buyer.Name != "สมหญิง ใจดี" || !strings.HasPrefix(o.Note, "#") {
		t.Errorf("%+v", o)
	}
	// The same order reads the same, asked for in whatever way: else it would seem to have changed.
	for range 3 {
		one := must[publishing.ChannelOrder](t)(c.Order(t.Context(), no))
		again := must[[]publishing.ChannelOrder](t)(c.Reread(t.Context(), []string{no}))
		if string(one.Raw) != string(o.Raw) || len(again) != 1 || string(again[0].Raw) != string(o.Raw) {
			t.Fatalf("%s\n%s", o.Raw, one.Raw)
		}
	}
	real.Pay(no)
	paid := must[publishing.ChannelOrder](t)(c.Order(t.Context(), no))
	if paid.Revision <= o.Revision || paid.Said != "pending / captured / not_fulfilled" {
		t.Errorf("%d after %d, %s", paid.Revision, o.Revision, paid.Said)
	}
	act := func(no, what, version string) (publishing.ChannelOrder, error) {
		return c.Act(t.Context(), publishing.Step{No: no, What: what, Version: version, Key: what + "-0001", Reason: "ของหมด"})
	}
	if _, err := act(no, publishing.Accept, o.Version); !publishing.Is(err, publishing.Stale) {
		t.Errorf("%v", err)
	}
	accepted := must[publishing.ChannelOrder](t)(act(no, publishing.Accept, paid.Version))
	packed := must[publishing.ChannelOrder](t)(act(no, publishing.Pack, accepted.Version))
	if accepted.State != publishing.Accepted || packed.State != publishing.Packed {
		t.Errorf("%s, %s", accepted.State, packed.State)
	}
	if level := must[publishing.Level](t)(c.Level(t.Context(), a)); level.OnHand != 7 || level.Reserved != 0 {
		t.Errorf("%+v", level)
	}
	_, err = act(no, publishing.Cancel, "")
	if f := publishing.FailureOf(err); f.Class != publishing.Refused || f.Slug != "not_allowed" || f.State != publishing.Packed {
		t.Errorf("%v", err)
	}
	// Two parcels of what was packed as one.
	ship := func(tracking string, lines ...publishing.ShipmentLine) error {
		return c.Ship(t.Context(), parcel(no, tracking, lines...))
	}
	if err := ship("EF582621152TH", publishing.ShipmentLine{ID: o.Lines[line].ID, Pieces: 2}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := ship("EF582621166TH"); err != nil {
			t.Fatal(err)
		}
	}
	shipped := must[publishing.ChannelOrder](t)(c.Order(t.Context(), no))
	if shipped.State != publishing.Shipped || len(shipped.Shipments) != 2 {
		t.Errorf("%+v", shipped)
	}
	if err := ship("EF582621170TH"); !fault.Is(err, "medusa_lines") {
		t.Errorf("%v", err)
	}
	if level := must[publishing.Level](t)(c.Level(t.Context(), a)); level.OnHand != 7 || level.Reserved != 0 {
		t.Errorf("%+v", level)
	}
	// Another is cancelled; what was paid goes back.
	second, err := real.Buy(testkit.Line{SKU: a, Pieces: 2})
	if err != nil {
		t.Fatal(err)
	}
	real.Pay(second)
	cancelled := must[publishing.ChannelOrder](t)(act(second, publishing.Reject, ""))
	if cancelled.State != publishing.Cancelled || len(cancelled.Odd) != 0 || cancelled.Total != 2*150_25+testkit.Post || cancelled.Said != "canceled / refunded / not_fulfilled" {
		t.Errorf("%+v", cancelled)
	}
	if _, err := act(second, publishing.Cancel, ""); err != nil {
		t.Errorf("again: %v", err)
	}
	if _, err := act(second, publishing.Pack, ""); !publishing.Is(err, publishing.Refused) {
		t.Errorf("%v", err)
	}
	if level := must[publishing.Level](t)(c.Level(t.Context(), a)); level.OnHand != 7 || level.Reserved != 0 {
		t.Errorf("%+v", level)
	}
	if _, err := c.Order(t.Context(), "order_x"); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	seen := map[string]bool{}
	for from := (publishing.From{Limit: 1}); ; {
		page := must[publishing.Page](t)(c.Orders(t.Context(), from))
		for _, o := range page.Orders {
			seen[o.No] = true
		}
		if from.Cursor = page.Next; !page.More {
			break
		}
	}
	if len(seen) != 2 || !seen[no] || !seen[second] {
		t.Errorf("%v", seen)
	}
	if again := must[[]publishing.ChannelOrder](t)(c.Reread(t.Context(), []string{second, no, "order_x"})); len(again) != 2 {
		t.Errorf("%+v", again)
	}
}

var ids = regexp.MustCompile(`/[a-z]+_[0-9A-Z]{20,}`)

// Every write of a shop's day loses its answer once, on its way there, half way back, or arrives twice: sent again
// until it is told that it was done, everything is done just once.
func TestRealLostReplies(t *testing.T) {
	real := testkit.Start(t)
	between := testkit.Stand(t, real.URL)
	c := reached(t, real, between.URL)
	shown := picture(t, 3)
	faults := []faulty.Fault{faulty.LoseReply(), faulty.Drop(), faulty.HalfBody(), faulty.CutJSON(), faulty.Says(502, "text/html", "<html>"), faulty.Twice()}
	for n, f := range faults {
		t.Run(f.Name, func(t *testing.T) {
			sku := mine(fmt.Sprintf("LOST%d", n))
			version := ""
			find := func() {
				if r, err := c.Find(t.Context(), sku); err == nil {
					version = r.Version
				} else if !publishing.Is(err, publishing.Absent) {
					t.Fatal(err)
				}
			}
			// again does a thing until it is told that it was done; each kind of its writes goes wrong once.
			wrongs := 0
			again := func(what string, do func() error) {
				t.Helper()
				seen := map[string]bool{}
				between.Always(func(operation string) *faulty.Fault {
					kind := ids.ReplaceAllString(operation, "/*")
					if seen[kind] {
						return nil
					}
					seen[kind] = true
					wrongs++
					return &f
				})
				defer between.Always(nil)
				for range 10 {
					err := do()
					if err == nil {
						return
					}
					class := publishing.FailureOf(err).Class
					if twice := f.Name == "twice" && class == publishing.Refused; !class.Done() && class != publishing.Stale && !twice {
						t.Fatalf("%s: %v", what, err)
					}
				}
				t.Fatalf("%s: there is no end", what)
			}
			listing := full(sku, shown)
			listing.GTIN = ""
			ref := ""
			again("picture", func() error {
				c.sent = map[string]string{}
				at, err := c.PutPicture(t.Context(), shown)
				ref = at
				return err
			})
			put := func() error {
				find()
				_, err := c.Put(t.Context(), &listing, publishing.Known{Version: version, Pictures: map[string]string{shown.Hash: ref}})
				return err
			}
			again("make", put)
			listing.Price = 99_00
			again("change", put)
			again("withdraw", func() error {
				find()
				return c.Withdraw(t.Context(), sku, publishing.Known{Version: version})
			})
			again("bring back", put)
			again("first figure", func() error { _, err := c.Adjust(t.Context(), change(sku, 10, 0)); return err })
			again("second figure", func() error { _, err := c.Adjust(t.Context(), change(sku, 8, 10)); return err })
			var orders []string
			for range 2 {
				no, err := real.Buy(testkit.Line{SKU: sku, Pieces: 2})
				if err != nil {
					t.Fatal(err)
				}
				orders = append(orders, no)
			}
			step := func(no, what string) {
				again(what, func() error {
					_, err := c.Act(t.Context(), publishing.Step{No: no, What: what, Key: what + "-0001", Reason: "ของหมด"})
					return err
				})
			}
			step(orders[0], publishing.Accept)
			step(orders[0], publishing.Pack)
			line := must[publishing.ChannelOrder](t)(c.Order(t.Context(), orders[0])).Lines[0].ID
			for _, tracking := range []string{"EF582621152TH", "EF582621166TH"} {
				again("ship", func() error {
					return c.Ship(t.Context(), parcel(orders[0], tracking, publishing.ShipmentLine{ID: line, Pieces: 1}))
				})
			}
			step(orders[1], publishing.Cancel)
			r := must[publishing.Remote](t)(c.Find(t.Context(), sku))
			if diff := publishing.Differences(&listing, r.Listing); len(diff) != 0 || r.State != publishing.Live {
				t.Errorf("%+v, %s", diff, r.State)
			}
			if level := must[publishing.Level](t)(c.Level(t.Context(), sku)); level.OnHand != 6 || level.Reserved != 0 {
				t.Errorf("%+v", level)
			}
			o := must[publishing.ChannelOrder](t)(c.Order(t.Context(), orders[0]))
			if o.State != publishing.Shipped || len(o.Shipments) != 2 || o.Shipments[0].Lines[0].Pieces != 1 {
				t.Errorf("%s, %+v", o.State, o.Shipments)
			}
			if o := must[publishing.ChannelOrder](t)(c.Order(t.Context(), orders[1])); o.State != publishing.Cancelled {
				t.Errorf("%s", o.State)
			}
			if wrongs < 13 {
				t.Errorf("only %d writes went wrong", wrongs)
			}
		})
	}
}
