package till

import (
	"testing"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// fetched makes an order of five packs of eggs at 75 that is fetched at the shop, with a deposit, and its bill.
func fetched(t *testing.T, s *shop.Shop, deposit money.Satang) (order id.Order, draft shop.Draft) {
	t.Helper()
	match, err := s.Find(t.Context(), "EGG-001")
	if err != nil {
		t.Fatal(err)
	}
	request := ordering.Request{ID: id.New[id.Order](), Channel: ordering.Telephone, PayBy: ordering.PayCash, Service: ordering.Pickup,
		Lines: []ledger.OrderLine{{ProductID: match.Product.ID, Qty: qty.Pieces(5), Price: money.Baht(75)}}}
	if _, err := s.AddOrder(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	if deposit > 0 {
		if err := s.PayOrder(t.Context(), request.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Amount: &deposit, Evidence: selling.Seen}}, ""); err != nil {
			t.Fatal(err)
		}
	}
	cart, _, err := s.OrderCart(t.Context(), request.ID)
	if err != nil {
		t.Fatal(err)
	}
	draft = shop.Draft{Cart: cart, State: selling.Parked}
	if err := s.SaveDraft(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	return request.ID, draft
}

// What was paid before is put in front: the till asks for the rest, and for nothing when all is paid.
func TestAnOrderIsFetchedAndTheRestPaid(t *testing.T) {
	for name, c := range map[string]struct{ deposit, rest money.Satang }{
		"a part was paid":  {money.Baht(100), money.Baht(275)},
		"nothing was paid": {0, money.Baht(375)},
		"all was paid":     {money.Baht(375), 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := demo(t, 0)
			order, draft := fetched(t, s, c.deposit)
			b := open(t, usual, s)
			idle := func() {
				b.Until(t, b.Kit.Pool.Idle)
				b.Deliver()
			}
			b.page.Turn(draft.Cart.ID.String())
			idle()
			b.wantBill(t, "bringing it back", 1, money.Baht(375))
			b.Press("F8")
			if c.rest > 0 {
				b.Press("Enter")
			}
			idle()
			bill := b.page.last
			if bill == nil {
				t.Fatalf("nothing was paid: %q", b.Kit.Prompt.Said())
			}
			sums := map[string]money.Satang{}
			for _, payment := range bill.Payments {
				sums[payment.Method] += payment.Amount
			}
			if sums[selling.Deposit] != c.deposit || sums[selling.Cash] != c.rest {
				t.Errorf("paid by %v", sums)
			}
			if now, err := s.Order(t.Context(), order); err != nil || now.State() != ordering.Delivered || now.Todo() != "" || now.Rest() != 0 {
				t.Errorf("the order is %s, to do %q, rest %s, %v", now.State(), now.Todo(), now.Rest(), err)
			}
		})
	}
}

// F11 hands the bill to the screen of orders; once it is an order the till begins another.
func TestABillBecomesAnOrder(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Press("F11")
	if len(b.Gone) != 0 {
		t.Fatal("an empty bill goes nowhere")
	}
	b.Type("12")
	b.Press("Enter")
	b.Press("F11")
	b.settle(t)
	bill, ok := b.Kit.Aside[kit.Orders].(kit.BillToOrder)
	if !ok || len(bill.Cart.Lines) != 1 || bill.Quote.Total != money.Baht(850) || len(b.Gone) != 1 || b.Gone[0].Screen != kit.Orders {
		t.Fatalf("%+v, gone to %v", bill, b.Gone)
	}
	b.page.Shown()
	b.settle(t)
	b.wantBill(t, "coming back without an order", 1, money.Baht(850))
	b.Kit.Aside[kit.Till] = bill.Cart.ID
	b.page.Shown()
	b.settle(t)
	b.wantBill(t, "the order is written", 0, 0)
}
