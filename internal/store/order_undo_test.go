package store_test

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// Confirming is taken back only while nothing is packed or gone.
func TestAPackedOrderStaysConfirmed(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	list := boxed(t, shop, order, []ledger.ParcelLine{{N: 1, Qty: qty.One}})
	if err := shop.ConfirmOrder(ctx, order.ID, true, ""); !fault.Is(err, "order_step") {
		t.Errorf("with a parcel packed: %v", err)
	}
	must(t, shop.Unpack(ctx, order.ID, list[0], "หยิบผิด", ""))
	must(t, shop.ConfirmOrder(ctx, order.ID, true, ""))
	shop.CheckOK(t)
}

// A parcel goes to the person it was packed for, in whatever order the recipients stand after a change, and that
// person cannot be taken off the order.
func TestAParcelKeepsItsRecipient(t *testing.T) {
	shop := testkit.New(t)
	lines := []ledger.OrderLine{orderLine(shop, 0, 1), orderLine(shop, 1, 1)}
	lines[0].To, lines[1].To = 1, 2
	order := ordered(lines, ordering.PayCOD)
	order.Recipients = append(order.Recipients, ordering.Recipient{Name: "บุญมี มีสุข", Line: "9", Province: "เชียงใหม่", Postcode: "50000"})
	list := boxed(t, shop, order, nil, nil)
	past := show(t, shop, order.ID)
	names := func() (names []string) {
		rows, err := shop.ParcelsOf(ctx, list)
		must(t, err)
		return append(names, rows[0].To.Name, rows[1].To.Name)
	}
	was := names()
	change := order
	change.Lines = slices.Clone(past.Content.Lines)
	change.Lines[0].To, change.Lines[1].To = 2, 1
	change.Recipients = []ordering.Recipient{past.Recipients[1], past.Recipients[0]}
	must(t, shop.ReviseOrder(ctx, change))
	if now := names(); !slices.Equal(was, now) {
		t.Errorf("packed for %v, go to %v", was, now)
	}
	change.Lines[0].To, change.Lines[1].To = 1, 1
	change.Recipients = change.Recipients[:1]
	if err := shop.ReviseOrder(ctx, change); !fault.Is(err, "recipient_packed") {
		t.Errorf("without one of them: %v", err)
	}
	must(t, shop.Unpack(ctx, order.ID, list[0], "ไม่ส่งแล้ว", ""))
	must(t, shop.ReviseOrder(ctx, change))
	if now := names(); now[1] != was[1] {
		t.Errorf("the other goes to %s, not %s", now[1], was[1])
	}
	shop.CheckOK(t)
}

// Voiding the refund of what came back asks for somebody to look again, so that what is owed can be settled.
func TestALookTakenBackIsLookedAtAgain(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	list, _ := handed(t, shop, order)
	must(t, shop.EndParcel(ctx, order.ID, list[0], ordering.StepReturned, "", ""))
	look := func() id.Bill {
		shelf := id.New[id.Bill]()
		must(t, shop.LookInto(ctx, store.LookRequest{OrderID: order.ID, ParcelID: list[0], Reason: "ตีกลับ", Shelf: shelf}))
		return shelf
	}
	_, err := shop.Void(ctx, look(), id.New[id.Bill](), "นับผิด")
	must(t, err)
	if past := show(t, shop, order.ID); past.Todo() != ordering.TodoLook || past.Parcels[0].State != ledger.ParcelReturned {
		t.Errorf("to do %q with a parcel %s", past.Todo(), past.Parcels[0].State)
	}
	look()
	if past := show(t, shop, order.ID); past.Todo() != "" || past.Money.COD != 0 || past.Money.Billed != 0 {
		t.Errorf("looked at again: to do %q, COD %s, billed %s", past.Todo(), past.Money.COD, past.Money.Billed)
	}
	shop.CheckOK(t)
}

// A channel keeps no more than it paid, also of an order with several bills.
func TestAChannelsFeeIsOfWhatItPaid(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 4)}, ordering.PayChannel)
	order.Channel = ordering.Shopee
	_, err := shop.AddOrder(ctx, order)
	must(t, err)
	must(t, shop.ConfirmOrder(ctx, order.ID, false, ""))
	for range 2 {
		must(t, shop.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.ID, Lines: []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(2)}}}, ""))
		_, err = shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
		must(t, err)
	}
	pay := func(amount, fee money.Satang) error {
		return shop.ChannelPaid(ctx, order.ID, id.New[id.Change](), amount, fee, selling.Tender{Method: selling.Transfer}, "")
	}
	if err := pay(50_00, 70_00); !fault.Is(err, "carrier_fee_too_much") {
		t.Errorf("a fee above what was paid: %v", err)
	}
	must(t, pay(200_00, 150_00))
	day, err := shop.Day(ctx, show(t, shop, order.ID).Order.Day)
	must(t, err)
	sums := map[string]money.Satang{}
	for _, m := range day.Methods {
		sums[m.Method] = m.Total
	}
	if sums[selling.CarrierFee] != 150_00 || sums[selling.Transfer] != 50_00 {
		t.Errorf("the day's sums are %v", sums)
	}
	shop.CheckOK(t)
}

// What has expired is not there for an order, and what is packed is taken from what has not.
func TestExpiredGoodsGoToNobody(t *testing.T) {
	shop := testkit.New(t)
	sweet := shop.Goods[testkit.Sweet]
	comesIn(t, shop, stock.Item{ProductID: sweet.ID, Qty: 5 * qty.One, Expires: "2026-11-01"})
	short := ordered([]ledger.OrderLine{orderLine(shop, testkit.Sweet, 61)}, ordering.PayCOD)
	_, err := shop.AddOrder(ctx, short)
	must(t, err)
	if lacks, err := shop.Shortages(ctx, short.ID); err != nil || len(lacks) != 1 || lacks[0].Missing() != qty.One {
		t.Errorf("of 60 good ones 61 are wanted: %v (%v)", lacks, err)
	}
	must(t, shop.CancelOrder(ctx, short.ID, "ไม่พอ", ""))
	handed(t, shop, ordered([]ledger.OrderLine{orderLine(shop, testkit.Sweet, 60)}, ordering.PayCOD))
	expired, err := shop.ExpiredOnHand(ctx, "2026-11-23", id.Place{})
	must(t, err)
	if expired[sweet.ID] != 5*qty.One {
		t.Errorf("%s of 5 expired ones are still there", expired[sweet.ID])
	}
	shop.CheckOK(t)
}
