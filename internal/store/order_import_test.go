package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// saying is what a channel says in a test: goods by their place in the shop, −1 for some nobody knows.
type saying struct {
	no, state string
	placed    time.Time
	updated   time.Time
	goods     map[int]int // pieces
	name      string
	masked    bool
	tracking  string
	payBy     string
}

func (s *saying) said(shop *testkit.Shop) ordering.Said {
	mark := sha256.Sum256([]byte(fmt.Sprint(s.state, s.goods, s.name, s.masked)))
	said := ordering.Said{Channel: ordering.Shopee, No: s.no, State: s.state, PlacedAt: s.placed, People: s.name, Masked: s.masked, Tracking: s.tracking,
		Version: ordering.Version(s.updated, s.state, hex.EncodeToString(mark[:]))}
	said.Request = func(order id.Order, before []ledger.OrderLine) ordering.Request {
		request := ordering.Request{ID: order, Channel: said.Channel, ChannelNo: s.no, PayBy: s.payBy, State: "word of " + s.state,
			Person: ordering.Person{Name: s.name}, Recipients: []ordering.Recipient{{Name: s.name, Line: "1", Province: "เชียงใหม่", Postcode: "50200"}}}
		for good, pieces := range s.goods {
			line := ledger.OrderLine{N: good + 2, Qty: qty.Pieces(pieces), Price: 99_00, Text: fmt.Sprint("ของ ", good)}
			if good >= 0 {
				line.ProductID = shop.Goods[good].ID
			}
			for _, old := range before { // a person's match holds
				if old.Text == line.Text && !old.ProductID.IsZero() {
					line.ProductID = old.ProductID
				}
			}
			request.Lines = append(request.Lines, line)
		}
		slices.SortFunc(request.Lines, func(a, b ledger.OrderLine) int { return a.N - b.N })
		return request
	}
	return said
}

func hear(t *testing.T, shop *testkit.Shop, s saying) store.HeardOrder {
	t.Helper()
	heard, err := shop.HearOrder(ctx, s.said(shop))
	must(t, err)
	return heard
}

// later is a moment after the shops of tests began to keep books.
var later = testkit.Morning.Add(-time.Hour)

// A channel's order goes its way here as it goes there.
func TestAChannelsOrderIsFollowed(t *testing.T) {
	shop := testkit.New(t)
	say := saying{no: "S1", state: ordering.New, placed: later, updated: later, goods: map[int]int{0: 2, 1: 1}, name: "มานี มีนา", payBy: ordering.PayChannel}
	heard := hear(t, shop, say)
	if !heard.Created || heard.Updated {
		t.Errorf("%+v", heard)
	}
	if again := hear(t, shop, say); again.Created || again.Updated || again.ID != heard.ID {
		t.Errorf("said again: %+v", again)
	}
	say.state, say.updated = ordering.Paid, later.Add(time.Minute)
	if again := hear(t, shop, say); again.Created || !again.Updated {
		t.Errorf("said more: %+v", again)
	}
	if past := show(t, shop, heard.ID); past.Todo() != ordering.TodoPack || past.Payment() != ordering.AtChannel {
		t.Errorf("paid at the channel: %s %s", past.Todo(), past.Payment())
	}
	before, _ := shop.OnHandOf(ctx, []id.Product{shop.Goods[0].ID})
	say.state, say.updated, say.tracking = ordering.Shipped, later.Add(time.Hour), "SPXTH0123456789"
	hear(t, shop, say)
	past := show(t, shop, heard.ID)
	if past.State() != ordering.Shipped || past.Money.Channel != past.Total() || len(past.Parcels) != 1 || past.Parcels[0].Tracking != say.tracking || len(past.Kept) != 0 {
		t.Errorf("shipped at the channel: %s, owed %s, %+v", past.State(), past.Money.Channel, past.Parcels)
	}
	after, _ := shop.OnHandOf(ctx, []id.Product{shop.Goods[0].ID})
	if before[shop.Goods[0].ID]-after[shop.Goods[0].ID] != qty.Pieces(2) {
		t.Error("the goods are still here")
	}
	say.state, say.updated = ordering.Delivered, later.Add(2*time.Hour)
	hear(t, shop, say)
	if past := show(t, shop, heard.ID); past.State() != ordering.Delivered || past.Todo() != ordering.TodoCollect {
		t.Errorf("delivered: %s %s", past.State(), past.Todo())
	}
	say.state, say.updated = ordering.Returned, later.Add(3*time.Hour)
	hear(t, shop, say)
	if past := show(t, shop, heard.ID); past.State() != ordering.Returned || past.Todo() != ordering.TodoLook {
		t.Errorf("returned: %s %s", past.State(), past.Todo())
	}
	shop.CheckOK(t)
}

func TestAChannelCancels(t *testing.T) {
	shop := testkit.New(t)
	say := saying{no: "C1", state: ordering.Paid, placed: later, updated: later, goods: map[int]int{0: 2}, name: "ก", payBy: ordering.PayChannel}
	order := hear(t, shop, say).ID
	must(t, shop.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order}, ""))
	say.state, say.updated = ordering.Cancelled, later.Add(time.Minute)
	hear(t, shop, say)
	if past := show(t, shop, order); past.State() != ordering.Cancelled || past.Parcels[0].State != ledger.ParcelUnpacked || len(past.Kept) != 0 {
		t.Errorf("%s %s kept %v", past.State(), past.Parcels[0].State, past.Kept)
	}
	// Who opens it again here knows better, and hearing the same once more changes nothing.
	must(t, shop.ReopenOrder(ctx, order, ""))
	if heard := hear(t, shop, say); heard.Updated || show(t, shop, order).Cancelled() {
		t.Errorf("cancelled twice: %+v", heard)
	}
	// What went is not taken back by a word: somebody must look.
	gone := saying{no: "C2", state: ordering.Shipped, placed: later, updated: later, goods: map[int]int{1: 1}, name: "ข", payBy: ordering.PayChannel}
	order = hear(t, shop, gone).ID
	gone.state, gone.updated = ordering.Cancelled, later.Add(time.Minute)
	hear(t, shop, gone)
	if past := show(t, shop, order); past.State() != ordering.Shipped || past.Todo() != ordering.TodoLook {
		t.Errorf("cancelled on its way: %s %s", past.State(), past.Todo())
	}
	// Cancelled here by a person it stays, whatever the channel says of its way.
	own := saying{no: "C3", state: ordering.Paid, placed: later, updated: later, goods: map[int]int{1: 1}, name: "ค", payBy: ordering.PayChannel}
	order = hear(t, shop, own).ID
	must(t, shop.CancelOrder(ctx, order, "จดซ้ำ", ""))
	own.state, own.updated = ordering.Shipped, later.Add(time.Minute)
	hear(t, shop, own)
	if past := show(t, shop, order); past.State() != ordering.Cancelled || len(past.Parcels) != 0 {
		t.Errorf("cancelled here: %s", past.State())
	}
	shop.CheckOK(t)
}

// What went before the shop kept books is history: no bill, no goods, nothing to do.
func TestAnOrderFromBeforeTheShop(t *testing.T) {
	shop := testkit.New(t)
	long := testkit.Morning.AddDate(0, -1, 0)
	before, _ := shop.OnHandOf(ctx, []id.Product{shop.Goods[0].ID})
	say := saying{no: "H1", state: ordering.Paid, placed: long, updated: long, goods: map[int]int{0: 3}, name: "ก", payBy: ordering.PayChannel}
	order := hear(t, shop, say).ID
	if past := show(t, shop, order); past.Todo() != ordering.TodoPack || len(past.Kept) == 0 {
		t.Errorf("an old one that is still to be sent: %s", past.Todo())
	}
	say.state, say.updated = ordering.Delivered, long.Add(time.Hour)
	hear(t, shop, say)
	past := show(t, shop, order)
	if past.State() != ordering.Delivered || past.Payment() != ordering.Paid || past.Todo() != "" || len(past.Kept) != 0 || past.Money.Billed != 0 || len(past.Allowed()) != 0 {
		t.Errorf("history: %s %s %q %v", past.State(), past.Payment(), past.Todo(), past.Allowed())
	}
	if after, _ := shop.OnHandOf(ctx, []id.Product{shop.Goods[0].ID}); after[shop.Goods[0].ID] != before[shop.Goods[0].ID] {
		t.Error("goods moved")
	}
	for _, err := range []error{shop.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order}, ""), shop.ConfirmOrder(ctx, order, false, ""),
		shop.CancelOrder(ctx, order, "x", ""), shop.ReopenOrder(ctx, order, "")} {
		if !fault.Is(err, "order_step") {
			t.Errorf("history is changed: %v", err)
		}
	}
	shop.CheckOK(t)
}

// Goods nobody knows wait to be matched; who matches them is not overruled by the next file.
func TestAMatchSurvivesTheNextFile(t *testing.T) {
	shop := testkit.New(t)
	say := saying{no: "M1", state: ordering.Paid, placed: later, updated: later, goods: map[int]int{-1: 2, 1: 1}, name: "ก", payBy: ordering.PayChannel}
	order := hear(t, shop, say).ID
	past := show(t, shop, order)
	if past.Todo() != ordering.TodoMatch {
		t.Fatalf("to do: %s", past.Todo())
	}
	say.state, say.updated = ordering.Shipped, later.Add(time.Minute)
	if heard := hear(t, shop, say); len(heard.Warnings) != 1 || show(t, shop, order).Todo() != ordering.TodoMatch {
		t.Errorf("shipped with goods nobody knows: %+v", heard)
	}
	past = show(t, shop, order)
	request := ordering.Request{ID: order, Channel: past.Order.Channel, ChannelNo: past.Order.ChannelNo, Lines: slices.Clone(past.Content.Lines), PayBy: past.Content.PayBy,
		State: past.Content.ChannelState, StateHash: past.Content.ChannelHash, Person: past.Person, Recipients: past.Recipients}
	request.Lines[0].ProductID = shop.Goods[2].ID
	must(t, shop.ReviseOrder(ctx, request))
	hear(t, shop, say)
	past = show(t, shop, order)
	if past.Content.Lines[0].ProductID != shop.Goods[2].ID || past.State() != ordering.Shipped {
		t.Errorf("matched and heard again: %s %+v", past.State(), past.Content.Lines)
	}
	shop.CheckOK(t)
}

// Who was erased does not come back by a file.
func TestAnErasedOrderStaysErased(t *testing.T) {
	shop := testkit.New(t)
	say := saying{no: "E1", state: ordering.Shipped, placed: later, updated: later, goods: map[int]int{1: 1}, name: "มานี มีนา", payBy: ordering.PayChannel}
	order := hear(t, shop, say).ID
	must(t, shop.EraseOrder(ctx, order, ""))
	say.state, say.updated, say.name = ordering.Delivered, later.Add(time.Hour), "มานี มีตา"
	hear(t, shop, say)
	past := show(t, shop, order)
	if past.State() != ordering.Delivered || past.Person.Name != "" || past.Recipients[0].Name != "" {
		t.Errorf("%s of %q to %q", past.State(), past.Person.Name, past.Recipients[0].Name)
	}
	if _, total, err := shop.Orders(ctx, store.OrderQuery{Search: "มานี", Limit: 1}); err != nil || total != 0 {
		t.Errorf("%d are found by the name, %v", total, err)
	}
	shop.CheckOK(t)
}

// TestChannelsSayItInAnyOrder: whatever a channel says of its orders over time, in any order, again and again and
// in any parts, the shop ends with the same orders, stock and money.
func TestChannelsSayItInAnyOrder(t *testing.T) {
	seeds := 6
	if testing.Short() {
		seeds = 1
	}
	for seed := range uint64(seeds) {
		r := testkit.Rand(seed)
		all := tale(r)
		var ends []string
		for range 3 {
			shop := testkit.New(t)
			told := append(slices.Clone(all), all[:r.IntN(len(all))]...)
			r.Shuffle(len(told), func(a, b int) { told[a], told[b] = told[b], told[a] })
			for part := range slices.Chunk(told, 1+r.IntN(30)) {
				must(t, shop.Batch(ctx, func(b *store.Batch) error {
					for _, say := range part {
						if _, err := shop.HearOrder(b.Context(), say.said(shop)); err != nil {
							return err
						}
					}
					return nil
				}))
			}
			ends = append(ends, ended(t, shop))
			shop.CheckOK(t)
		}
		for _, end := range ends[1:] {
			if end != ends[0] {
				a, b := strings.Split(ends[0], "\n"), strings.Split(end, "\n")
				for n := range a {
					if a[n] != b[n] {
						no, _, _ := strings.Cut(a[n], " ")
						for _, say := range all {
							if say.no == no {
								t.Logf("%+v", say)
							}
						}
						t.Fatalf("seed %d:\n%s\n%s", seed, a[n], b[n])
					}
				}
			}
		}
	}
}

// tale makes up what a channel says of some orders. Once one is on its way its goods change no more: what went is
// on a bill.
func tale(r *rand.Rand) (all []saying) {
	states := []string{"", ordering.New, ordering.Paid, ordering.Paid, ordering.Shipped, ordering.Delivered, ordering.Returned, ordering.Cancelled}
	for n := range 15 {
		placed := later.AddDate(0, 0, -20*r.IntN(2))
		goods := func() map[int]int {
			some := map[int]int{}
			for range 1 + r.IntN(3) {
				some[r.IntN(6)-r.IntN(2)] = 1 + r.IntN(3)
			}
			return some
		}
		at, some, went := placed, goods(), false
		for range 1 + r.IntN(6) {
			at = at.Add(time.Duration(r.IntN(3)) * time.Hour) // also two at one moment
			state := states[r.IntN(len(states))]
			went = went || slices.Contains([]string{ordering.Shipped, ordering.Delivered, ordering.Returned}, state)
			if !went && r.IntN(3) == 0 {
				some = goods()
			}
			all = append(all, saying{no: fmt.Sprintf("N%02d", n), state: state, placed: placed, updated: at, goods: some,
				name: fmt.Sprint("คนที่ ", r.IntN(3)), masked: r.IntN(3) == 0, payBy: ordering.PayChannel})
		}
	}
	return all
}

// ended writes down everything that must be the same.
func ended(t *testing.T, shop *testkit.Shop) string {
	t.Helper()
	rows, _, err := shop.Orders(ctx, store.OrderQuery{Limit: 1000})
	must(t, err)
	var out []string
	for _, row := range rows {
		past := show(t, shop, row.OrderID)
		var lines, parcels []string
		kept := map[id.Product]qty.Qty{}
		for _, line := range past.Content.Lines {
			lines = append(lines, fmt.Sprint(line.N, line.SKU, line.Text, line.Qty, line.Price, past.Given[line.N]))
		}
		for _, row := range past.Kept {
			kept[row.ProductID] += row.Qty
		}
		for n := range past.Parcels {
			parcels = append(parcels, past.Parcels[n].State)
		}
		out = append(out, fmt.Sprint(row.ChannelNo, " ", row.State, row.Payment, row.Fulfilment, row.Todo, row.Total, row.Paid, past.Content.ChannelState, past.Content.ChannelHash,
			past.Person.Name, past.Recipients[0].Name, lines, parcels, len(kept), past.Money))
	}
	slices.Sort(out)
	sum := money.Satang(0)
	var stock []string
	for _, good := range shop.Goods {
		hand, err := shop.OnHandOf(ctx, []id.Product{good.ID})
		must(t, err)
		stock = append(stock, fmt.Sprint(good.SKU, hand[good.ID]))
	}
	return strings.Join(append(out, strings.Join(stock, " "), sum.String()), "\n")
}
