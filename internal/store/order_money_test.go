package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// boxed writes a confirmed order and packs it into parcels, one for each list of goods, or into one with all of it.
func boxed(t *testing.T, shop *testkit.Shop, order ordering.Request, boxes ...[]ledger.ParcelLine) (list []id.Parcel) {
	t.Helper()
	_, err := shop.AddOrder(ctx, order)
	must(t, err)
	must(t, shop.ConfirmOrder(ctx, order.ID, false, ""))
	if len(boxes) == 0 {
		boxes = [][]ledger.ParcelLine{nil}
	}
	for _, lines := range boxes {
		parcel := id.New[id.Parcel]()
		must(t, shop.Pack(ctx, ordering.PackRequest{ID: parcel, OrderID: order.ID, Lines: lines}, ""))
		list = append(list, parcel)
	}
	return list
}

// handed is boxed, and the carrier has all of it by one bill.
func handed(t *testing.T, shop *testkit.Shop, order ordering.Request, boxes ...[]ledger.ParcelLine) (list []id.Parcel, bill id.Bill) {
	t.Helper()
	list, bill = boxed(t, shop, order, boxes...), id.New[id.Bill]()
	_, err := shop.HandOver(ctx, order.ID, nil, bill, "")
	must(t, err)
	return list, bill
}

// What is paid of an order's bill elsewhere, by its customer's debts or a correction, is paid in the list of orders.
func TestAnOrdersBillIsPaidElsewhere(t *testing.T) {
	for name, pay := range map[string]func(*testkit.Shop, id.Bill) error{
		"debts": func(shop *testkit.Shop, _ id.Bill) error {
			_, err := shop.PayDebt(ctx, selling.DebtRequest{ID: id.New[id.Change](), CustomerID: testkit.Customer, Tenders: testkit.Exactly(selling.Cash)})
			return err
		},
		"correction": func(shop *testkit.Shop, bill id.Bill) error {
			return shop.Repay(ctx, bill, testkit.Exactly(selling.Cash))
		},
	} {
		shop := testkit.New(t)
		order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCredit)
		order.CustomerID = testkit.Customer
		_, bill := handed(t, shop, order)
		must(t, pay(shop, bill))
		rows, _, err := shop.Orders(ctx, store.OrderQuery{Limit: 10})
		must(t, err)
		if rows[0].Payment != ordering.Paid {
			t.Errorf("%s: listed as %s", name, rows[0].Payment)
		}
		shop.CheckOK(t)
	}
}

// A bill at the till that delivers an order is refused once the order is cancelled, or its goods are packed or gone.
func TestAnOrderIsFetchedOnce(t *testing.T) {
	for name, meanwhile := range map[string]struct {
		do   func(*testkit.Shop, id.Order) error
		code string
	}{
		"cancelled": {func(shop *testkit.Shop, order id.Order) error {
			return shop.CancelOrder(ctx, order, "ไม่มารับ", "")
		}, "order_step"},
		"packed": {func(shop *testkit.Shop, order id.Order) error {
			return shop.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order}, "")
		}, "order_left"},
		"fetched": {func(shop *testkit.Shop, order id.Order) error {
			return fetch(t, shop, show(t, shop, order))
		}, "order_left"},
	} {
		shop := testkit.New(t)
		order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
		_, err := shop.AddOrder(ctx, order)
		must(t, err)
		must(t, shop.ConfirmOrder(ctx, order.ID, false, ""))
		open := show(t, shop, order.ID)
		must(t, meanwhile.do(shop, order.ID))
		if err := fetch(t, shop, open); !fault.Is(err, meanwhile.code) {
			t.Errorf("%s: %v", name, err)
		}
		if given := show(t, shop, order.ID).Given[1]; given > qty.Pieces(3) {
			t.Errorf("%s: %s of 3 delivered", name, given)
		}
		shop.CheckOK(t)
	}
}

func fetch(t *testing.T, shop *testkit.Shop, past *ordering.Past) error {
	t.Helper()
	delivery, err := ordering.Fetch(past)
	must(t, err)
	_, err = shop.Checkout(ctx, selling.Request{Cart: store.DeliveryCart(delivery, id.New[id.Bill]()), Tenders: testkit.Exactly(selling.Cash)})
	return err
}

// The id of a parcel is one parcel's: a second order cannot take it away from the first.
func TestAParcelsIDIsItsOwn(t *testing.T) {
	shop := testkit.New(t)
	one := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	parcel := boxed(t, shop, one)[0]
	other := ordered([]ledger.OrderLine{orderLine(shop, 1, 1)}, ordering.PayCOD)
	_, err := shop.AddOrder(ctx, other)
	must(t, err)
	must(t, shop.ConfirmOrder(ctx, other.ID, false, ""))
	if err := shop.Pack(ctx, ordering.PackRequest{ID: parcel, OrderID: other.ID}, ""); !fault.Is(err, "parcel_id_used") {
		t.Errorf("the id of another order's parcel: %v", err)
	}
	if kept := show(t, shop, one.ID).Parcels; len(kept) != 1 {
		t.Errorf("the first order has %d parcels", len(kept))
	}
	shop.CheckOK(t)
}

// A hand-over that is taken back after the carrier paid begins anew: the carrier owes the next one's sum.
func TestAHandOverTakenBackAfterItWasPaid(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	list, bill := handed(t, shop, order)
	sum := show(t, shop, order.ID).Parcels[0].COD
	pay := func() error {
		return shop.CarrierPaid(ctx, list[0], sum, 5_00, selling.Tender{Method: selling.Transfer}, "")
	}
	must(t, pay())
	_, err := shop.Void(ctx, bill, id.New[id.Bill](), "ยังไม่ส่ง")
	must(t, err)
	if parcel := show(t, shop, order.ID).Parcels[0]; parcel.CODPaid != 0 || parcel.CODDay != "" || parcel.CODFee != 0 {
		t.Errorf("taken back: paid %s of fee %s on %s", parcel.CODPaid, parcel.CODFee, parcel.CODDay)
	}
	_, err = shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
	must(t, err)
	must(t, pay())
	if past := show(t, shop, order.ID); past.Money.COD != 0 || past.Payment() != ordering.Paid {
		t.Errorf("paid again: COD %s, %s", past.Money.COD, past.Payment())
	}
	shop.CheckOK(t)
}

// Goods of a parcel that were given back from its bill before it came back come back no second time, and it can be
// looked into all the same.
func TestAParcelComesBackAfterARefund(t *testing.T) {
	for name, before := range map[string]int{"a part": 2, "all of it": 3} {
		shop := testkit.New(t)
		order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
		list, bill := handed(t, shop, order)
		away, err := shop.OnHandOf(ctx, []id.Product{shop.Goods[0].ID})
		must(t, err)
		_, err = shop.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill, Reason: "แตก", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.Pieces(before)}}})
		must(t, err)
		must(t, shop.EndParcel(ctx, order.ID, list[0], ordering.StepReturned, "", ""))
		if err := shop.LookInto(ctx, store.LookRequest{OrderID: order.ID, ParcelID: list[0], Reason: "ตีกลับ"}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		back, err := shop.OnHandOf(ctx, []id.Product{shop.Goods[0].ID})
		must(t, err)
		if came := back[shop.Goods[0].ID] - away[shop.Goods[0].ID]; came != qty.Pieces(3) {
			t.Errorf("%s: %s came back", name, came)
		}
		if past := show(t, shop, order.ID); past.Todo() != "" || past.Money.Billed != 0 {
			t.Errorf("%s: to do %q, billed %s", name, past.Todo(), past.Money.Billed)
		}
		shop.CheckOK(t)
	}
}

// What is given back of a sum that the carrier has paid is what the customer paid: its fee is lost to the shop.
func TestTheCarriersFeeStaysWithIt(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	list, _ := handed(t, shop, order)
	sum := show(t, shop, order.ID).Parcels[0].COD
	must(t, shop.CarrierPaid(ctx, list[0], sum, 5_00, selling.Tender{Method: selling.Transfer}, ""))
	must(t, shop.EndParcel(ctx, order.ID, list[0], ordering.StepReturned, "", ""))
	must(t, shop.LookInto(ctx, store.LookRequest{OrderID: order.ID, ParcelID: list[0], Reason: "ไม่ชอบ", Waste: []ledger.ParcelLine{{N: 1, Qty: qty.One}}}))
	must(t, shop.PayOrderBack(ctx, order.ID, id.New[id.Change](), selling.Tender{Method: selling.Transfer, Reason: "ไม่ชอบ"}, ""))
	day, err := shop.Day(ctx, show(t, shop, order.ID).Order.Day)
	must(t, err)
	sums := map[string]money.Satang{}
	for _, m := range day.Methods {
		sums[m.Method] = m.Total
	}
	if sums[selling.CarrierFee] != 5_00 || sums[selling.Transfer] != -5_00 || sums[selling.COD] != 0 || sums[selling.Cash] != 0 {
		t.Errorf("the day's sums are %v", sums)
	}
	shop.CheckOK(t)
}

// Of several parcels of one bill each carrier owes its own: what one owes goes when it comes back, and no other's.
func TestOneOfTwoParcelsComesBack(t *testing.T) {
	for back := range 2 {
		shop := testkit.New(t)
		order := ordered([]ledger.OrderLine{orderLine(shop, 0, 6)}, ordering.PayCOD)
		_, err := shop.AddOrder(ctx, order)
		must(t, err)
		must(t, shop.ConfirmOrder(ctx, order.ID, false, ""))
		part := shop.Goods[0].Price * 2
		must(t, shop.PayOrder(ctx, order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Amount: &part}}, ""))
		three := []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(3)}}
		list := []id.Parcel{id.New[id.Parcel](), id.New[id.Parcel]()}
		for _, parcel := range list {
			must(t, shop.Pack(ctx, ordering.PackRequest{ID: parcel, OrderID: order.ID, Lines: three}, ""))
		}
		_, err = shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
		must(t, err)
		must(t, shop.EndParcel(ctx, order.ID, list[back], ordering.StepReturned, "", ""))
		must(t, shop.LookInto(ctx, store.LookRequest{OrderID: order.ID, ParcelID: list[back], Reason: "ตีกลับ", Waste: []ledger.ParcelLine{{N: 1, Qty: qty.One}}}))
		past := show(t, shop, order.ID)
		gone, came := past.Parcels[1-back], past.Parcels[back]
		if lies := shop.Goods[0].Price*3 - came.COD; past.Money.COD != gone.COD || past.Money.Deposit() != lies {
			t.Errorf("parcel %d came back: the carrier owes %s of %s, %s of %s lies here", came.No, past.Money.COD, gone.COD, past.Money.Deposit(), lies)
		}
		shop.CheckOK(t)
	}
}

// Only parcels are paid by a carrier or channel, and no debt is paid by what is no money.
func TestWaysOfPaymentOfParcelsAlone(t *testing.T) {
	shop := testkit.New(t)
	for _, method := range []string{selling.COD, selling.Channel, selling.CarrierFee} {
		cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(shop.Goods[0], qty.One)}}
		if _, err := shop.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(method)}); !fault.Is(err, "method_unknown") {
			t.Errorf("a bill paid by %s: %v", method, err)
		}
	}
	cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: testkit.Customer, Lines: []selling.CartLine{testkit.Line(shop.Goods[0], qty.One)}}
	_, err := shop.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Credit)})
	must(t, err)
	for _, method := range []string{selling.COD, selling.Channel, selling.CarrierFee, selling.Deposit} {
		request := selling.DebtRequest{ID: id.New[id.Change](), CustomerID: testkit.Customer, Tenders: testkit.Exactly(method)}
		if _, err := shop.PayDebt(ctx, request); !fault.Is(err, "method_credit") {
			t.Errorf("a debt paid by %s: %v", method, err)
		}
		refund := selling.RefundRequest{ID: id.New[id.Bill](), Of: cart.ID, Reason: "คืน", Tenders: []selling.Tender{{Method: method, Amount: &shop.Goods[0].Price}}}
		if _, err := shop.Refund(ctx, refund); !fault.Is(err, "payment_above_due") {
			t.Errorf("given back by %s: %v", method, err)
		}
	}
}

// An order's bills come to what was agreed to the satang, also where postage bears a share of the discount.
func TestBillsOfManyParcelsComeToTheOrder(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3), orderLine(shop, 1, 5)}, ordering.PayCOD)
	order.Fee, order.Discount = 97_00, 33_33
	_, err := shop.AddOrder(ctx, order)
	must(t, err)
	must(t, shop.ConfirmOrder(ctx, order.ID, false, ""))
	total := show(t, shop, order.ID).Total()
	for n := range 4 {
		request := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.ID}
		if n < 3 {
			request.Lines = []ledger.ParcelLine{{N: 1 + n%2, Qty: qty.One}}
		}
		must(t, shop.Pack(ctx, request, ""))
		_, err = shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
		must(t, err)
		if past := show(t, shop, order.ID); past.Rest() != total {
			t.Errorf("after %d parcels %s is to be paid, not %s", n+1, past.Rest(), total)
		}
	}
	if billed := show(t, shop, order.ID).Money.Billed; billed != total {
		t.Errorf("the bills come to %s of %s", billed, total)
	}
	shop.CheckOK(t)
}

// A parcel that comes back while the till is at a fair comes to the shop, from which it went, and is none of the
// fair's bills.
func TestAParcelComesBackToTheShop(t *testing.T) {
	s := packed(t)
	order := ordered([]ledger.OrderLine{orderLine(s, testkit.Paste, 3)}, ordering.PayCOD)
	list, _ := handed(t, s, order)
	shop := atPlace(t, s, testkit.Place, testkit.Paste)
	must(t, s.GoTrip(ctx, fair.ID))
	must(t, s.EndParcel(ctx, order.ID, list[0], ordering.StepReturned, "", ""))
	must(t, s.LookInto(ctx, store.LookRequest{OrderID: order.ID, ParcelID: list[0], Reason: "ตีกลับ"}))
	if came, stall := atPlace(t, s, testkit.Place, testkit.Paste)-shop, atPlace(t, s, fairPlace(t, s), testkit.Paste); came != qty.Pieces(3) || stall != qty.Pieces(10) {
		t.Errorf("%s came to the shop, %s lie at the fair", came, stall)
	}
	sum, err := s.TripSum(ctx, fair.ID)
	must(t, err)
	if sum.Bills != 0 || sum.Sold != 0 {
		t.Errorf("the fair has %d bills of %s", sum.Bills, sum.Sold)
	}
	s.CheckOK(t)
}

// The id of a payment is one payment's: again it changes nothing, with another content it is refused.
func TestAPaymentsIDIsItsOwn(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayTransfer)
	_, err := shop.AddOrder(ctx, order)
	must(t, err)
	other := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayTransfer)
	_, err = shop.AddOrder(ctx, other)
	must(t, err)
	payment, part, more := id.New[id.Change](), money.Satang(10_00), money.Satang(20_00)
	pay := func(method string, amount *money.Satang) error {
		return shop.PayOrder(ctx, order.ID, payment, []selling.Tender{{Method: method, Amount: amount}}, "สมศรี")
	}
	must(t, pay(selling.Cash, &part))
	must(t, pay(selling.Cash, &part))
	for name, err := range map[string]error{
		"another sum":   pay(selling.Cash, &more),
		"another way":   pay(selling.Transfer, &part),
		"another order": shop.PayOrder(ctx, other.ID, payment, []selling.Tender{{Method: selling.Cash, Amount: &part}}, "สมศรี"),
		"given back":    shop.PayOrderBack(ctx, order.ID, payment, selling.Tender{Method: selling.Cash, Amount: &part, Reason: "คืน"}, ""),
	} {
		if !fault.Is(err, "payment_id_used") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := show(t, shop, order.ID).Money.Received; got != part {
		t.Errorf("%s came in", got)
	}
	shop.CheckOK(t)
}
