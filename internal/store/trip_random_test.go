package store_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestRandomTripsComeBackEven lets shops go to fairs, with bills that wait, are voided and given back here and
// there: a box that is back is empty, nothing is held of it, and its sums add up.
func TestRandomTripsComeBackEven(t *testing.T) {
	for seed := range uint64(5) {
		m := market{T: t, Shop: testkit.New(t), r: testkit.Rand(seed + 900)}
		for range 3 {
			m.trip = stock.Trip{ID: id.New[id.Trip](), Name: "งาน", From: "2026-11-23", To: "2026-11-24"}
			must(t, m.AddTrip(ctx, m.trip, "ที่"))
			for range 40 {
				m.deed()
			}
			m.home()
		}
		m.CheckOK(t)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// market is a shop with a trip, and what it has sold.
type market struct {
	*testing.T
	*testkit.Shop
	r       *rand.Rand
	trip    stock.Trip
	bills   []id.Bill
	waiting []selling.Cart
}

// may takes refusals of deeds that make no sense now.
func (m *market) may(err error, codes ...string) {
	m.Helper()
	if err != nil && !slices.ContainsFunc(codes, func(code string) bool { return fault.Is(err, code) }) {
		m.Fatal(err)
	}
}

func (m *market) deed() {
	switch m.r.IntN(11) {
	case 0, 1:
		m.move(store.TripLoad, 1+m.r.IntN(12))
	case 2:
		m.move(store.TripUnload, 1+m.r.IntN(12))
	case 3:
		m.move(store.TripLoss, -1)
	case 4:
		m.may(m.GoTrip(ctx, m.trip.ID))
	case 5, 6:
		m.pay(testkit.Cart(m.r, m.Goods))
	case 7:
		m.waiting = append(m.waiting, testkit.Cart(m.r, m.Goods))
		m.may(m.SaveDraft(ctx, store.Draft{Cart: m.waiting[len(m.waiting)-1], State: selling.Waiting}))
	case 8:
		if len(m.waiting) > 0 {
			m.pay(m.waiting[0])
			m.waiting = m.waiting[1:]
		}
	case 9:
		if len(m.bills) > 0 {
			_, err := m.Void(ctx, m.bills[m.r.IntN(len(m.bills))], id.New[id.Bill](), "ผิด")
			m.may(err, "bill_voided", "bill_is_refund", "bill_has_refunds")
		}
	default:
		m.giveBack()
	}
}

func (m *market) move(way string, pieces int) {
	good := m.Goods[m.r.IntN(len(m.Goods))]
	if good.Untracked || good.IsSet() {
		return
	}
	_, err := m.MoveTrip(ctx, m.trip.ID, way, stock.Request{ID: id.New[id.StockPaper](), Reason: stock.Tasted,
		Items: []stock.Item{{ProductID: good.ID, Qty: qty.Pieces(pieces)}}})
	m.may(err, "insufficient_stock")
}

func (m *market) pay(cart selling.Cart) {
	_, err := m.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly([]string{selling.Cash, selling.PromptPay}[m.r.IntN(2)])})
	m.may(err)
	m.bills = append(m.bills, cart.ID)
}

func (m *market) giveBack() {
	if len(m.bills) == 0 {
		return
	}
	of := past(m.T, m.Shop, m.bills[m.r.IntN(len(m.bills))])
	if of.Bill.Kind != ledger.Sale {
		return
	}
	refund := id.New[id.Bill]()
	_, err := m.Refund(ctx, selling.RefundRequest{ID: refund, Of: of.Bill.ID, Reason: "คืน", Waste: m.r.IntN(3) == 0,
		Lines: []selling.ReturnLine{{LineN: m.r.IntN(len(of.Lines)), Qty: qty.One}}})
	if m.may(err, "bill_voided", "refund_too_much"); err == nil {
		m.bills = append(m.bills, refund)
	}
}

// home brings the trip back with a count of some goods, right or wrong.
func (m *market) home() {
	m.Helper()
	var counted []stock.Item
	for _, good := range m.Goods {
		if !good.Untracked && !good.IsSet() && m.r.IntN(3) > 0 {
			counted = append(counted, stock.Item{ProductID: good.ID, Qty: qty.Pieces(m.r.IntN(10))})
		}
	}
	m.may(m.EndTrip(ctx, m.trip.ID, counted, ""))
	trip, err := m.Trip(ctx, m.trip.ID)
	m.may(err)
	left, err := m.OnHandAt(ctx, trip.PlaceID)
	m.may(err)
	held, err := m.HeldAt(ctx, trip.PlaceID)
	m.may(err)
	sum, err := m.TripSum(ctx, trip.ID)
	m.may(err)
	if len(left) != 0 || len(held) != 0 || sum.Cash+sum.Bank+sum.Others != sum.Sold {
		m.Errorf("left %v, held %v; sold %s for %s in cash and %s by bank", left, held, sum.Sold, sum.Cash, sum.Bank)
	}
	for _, row := range sum.Rows {
		if row.Left() != 0 {
			m.Errorf("%+v", row)
		}
	}
}
