package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// toFetch is an order of six pieces to be fetched, of which three and two are packed.
func toFetch(t *testing.T, shop *testkit.Shop) (order id.Order, boxes []id.Parcel) {
	t.Helper()
	request := ordered([]ledger.OrderLine{orderLine(shop, 0, 6)}, ordering.PayCash)
	request.Service, request.Discount = ordering.Pickup, 10_00
	of := func(pieces int) []ledger.ParcelLine { return []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(pieces)}} }
	return request.ID, boxed(t, shop, request, of(3), of(2))
}

func states(t *testing.T, shop *testkit.Shop, order id.Order) (list []string) {
	t.Helper()
	for _, parcel := range show(t, shop, order).Parcels {
		list = append(list, parcel.State)
	}
	return list
}

// What is packed for a customer is fetched at the till with all that is not, to the satang; a bill voided puts it back
// into its parcels.
func TestAPackedOrderIsFetched(t *testing.T) {
	shop := testkit.New(t)
	order, _ := toFetch(t, shop)
	part := money.Satang(50_00)
	must(t, shop.PayOrder(ctx, order, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Amount: &part}}, ""))
	past := show(t, shop, order)
	delivery, err := ordering.Fetch(past)
	must(t, err)
	if delivery.Total() != past.Total() || delivery.Deposit != part || delivery.Discount != 10_00 || len(delivery.Lines) != 1 || delivery.Lines[0].Qty != qty.Pieces(6) {
		t.Fatalf("to be fetched: %+v of %s", delivery, past.Total())
	}
	cart := store.DeliveryCart(delivery, id.New[id.Bill]())
	_, err = shop.Checkout(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Deposit, Amount: &part}, {Method: selling.Cash}}})
	must(t, err)
	past = show(t, shop, order)
	if past.State() != ordering.Delivered || past.Todo() != "" || past.Rest() != 0 || past.Parcels[0].State != ledger.ParcelDelivered || past.Parcels[1].BillID != cart.ID {
		t.Errorf("fetched: %s, to do %q, rest %s, %+v", past.State(), past.Todo(), past.Rest(), past.Parcels)
	}
	if days, err := shop.DropOffs(ctx, "", "", 10); err != nil || len(days) != 0 {
		t.Errorf("what is fetched was handed over to no carrier: %v %v", days, err)
	}
	shop.CheckOK(t)
	_, err = shop.Void(ctx, cart.ID, id.New[id.Bill](), "คิดผิด")
	must(t, err)
	past = show(t, shop, order)
	if past.Parcels[0].State != ledger.ParcelPacked || past.Left(1) != qty.One || past.Todo() == "" {
		t.Errorf("voided: %+v, %s left, to do %q", past.Parcels, past.Left(1), past.Todo())
	}
	shop.CheckOK(t)
}

// A customer who takes a part takes what is loose first and whole parcels next; one that is broken into is taken apart.
func TestAPartOfAPackedOrderIsFetched(t *testing.T) {
	for pieces, want := range map[int][2]string{
		1: {ledger.ParcelPacked, ledger.ParcelPacked},
		2: {ledger.ParcelUnpacked, ledger.ParcelPacked},
		4: {ledger.ParcelDelivered, ledger.ParcelPacked},
		5: {ledger.ParcelDelivered, ledger.ParcelUnpacked},
	} {
		shop := testkit.New(t)
		order, _ := toFetch(t, shop)
		delivery, err := ordering.Fetch(show(t, shop, order))
		must(t, err)
		cart := store.DeliveryCart(delivery, id.New[id.Bill]())
		cart.Lines[0].Qty, cart.Discount = qty.Pieces(pieces), selling.Discount{}
		_, err = shop.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Cash)})
		must(t, err)
		if got := states(t, shop, order); got[0] != want[0] || got[1] != want[1] {
			t.Errorf("%d fetched: %v", pieces, got)
		}
		past := show(t, shop, order)
		waits := past.Left(1)
		for _, parcel := range past.Parcels {
			if parcel.State == ledger.ParcelPacked {
				waits += parcel.Lines[0].Qty
			}
		}
		if waits != qty.Pieces(6-pieces) {
			t.Errorf("%d fetched: %s wait", pieces, waits)
		}
		shop.CheckOK(t)
	}
}

// What is packed for a carrier is not fetched.
func TestWhatIsPackedToBeSentIsNotFetched(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	boxed(t, shop, order)
	if _, err := ordering.Fetch(show(t, shop, order.ID)); err == nil {
		t.Error("it is fetched")
	}
}
