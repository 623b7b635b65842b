package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// giving is a shop that gives a spoon with every two jars.
func giving(t *testing.T) (s *Shop, jar, spoon catalog.Product) {
	t.Helper()
	s = newTestShop(t, Params{})
	jar = chilli(t, s)
	spoon, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "SPOON", Name: "ช้อนไม้", Unit: "คัน", Price: 20_00, WeightG: 30}, Opening{Qty: qty.Pieces(50)})
	if err != nil {
		t.Fatal(err)
	}
	err = s.SavePromotion(t.Context(), catalog.Promotion{Name: "ซื้อ 2 แถมช้อน", Kind: catalog.PromoGift, Every: qty.Pieces(2), GiftID: spoon.ID, Products: []id.Product{jar.ID}})
	if err != nil {
		t.Fatal(err)
	}
	return s, jar, spoon
}

func gifts(lines []ledger.OrderLine) (found []ledger.OrderLine) {
	for _, line := range lines {
		if line.Gift {
			found = append(found, line)
		}
	}
	return found
}

// What promotions give stands on an order as a line of its own, is kept, packed and billed as a gift.
func TestAnOrderHasTheGiftsOfPromotions(t *testing.T) {
	s, jar, spoon := giving(t)
	request := ordering.Request{ID: id.New[id.Order](), Channel: ordering.Line, PayBy: ordering.PayCOD, Service: "ems",
		Lines: []ledger.OrderLine{{N: 1, To: 1, ProductID: jar.ID, Qty: qty.Pieces(5)}}, Person: ordering.Person{Name: "อัญชลี"}, Recipients: []ordering.Recipient{anchalee}}
	given, err := s.PriceOrder(t.Context(), &request)
	if err != nil {
		t.Fatal(err)
	}
	request.Lines = WithGifts(request.Lines, given)
	if got := gifts(request.Lines); len(request.Lines) != 2 || len(got) != 1 || got[0].ProductID != spoon.ID || got[0].Qty != qty.Pieces(2) || got[0].Price != 0 || got[0].N != 2 {
		t.Fatalf("%+v", request.Lines)
	}
	order, err := s.AddOrder(t.Context(), request)
	if err != nil || order.Total() != 500_00 {
		t.Fatal(order, err)
	}
	if kept, err := s.db.Reserved(t.Context(), id.Place{}); err != nil || kept[spoon.ID] != qty.Pieces(2) {
		t.Errorf("kept %v %v", kept, err)
	}
	if err := s.ConfirmOrder(t.Context(), request.ID, false, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.Pack(t.Context(), ordering.PackRequest{OrderID: request.ID}, ""); err != nil {
		t.Fatal(err)
	}
	answer, err := s.HandOver(t.Context(), request.ID, nil, id.Bill{}, "")
	if err != nil {
		t.Fatal(err)
	}
	bill, err := s.Bill(t.Context(), answer.ID)
	if err != nil || len(bill.Lines) != 2 || !bill.Lines[1].Gift || bill.Lines[1].ListPrice != 20_00 || bill.Total != 500_00 {
		t.Errorf("%+v %v", bill.Lines, err)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// An order that is asked for by a file has them too, and asked for again it is the same order though the promotion ended.
func TestAnAskedOrderHasTheGiftsOfPromotions(t *testing.T) {
	s, jar, spoon := giving(t)
	ask := func() AskedOrder {
		return AskedOrder{Request: ordering.Request{ID: id.Order{7}, Channel: ordering.Web, PayBy: ordering.PayCOD, Lines: make([]ledger.OrderLine, 1), Person: ordering.Person{Name: "อัญชลี"}},
			Goods: map[int]selling.CartLine{0: {ProductID: jar.ID, Qty: qty.Pieces(2)}}}
	}
	added, err := s.AddOrders(t.Context(), []AskedOrder{ask()})
	if err != nil {
		t.Fatal(err)
	}
	if got := gifts(added[0].Content.Lines); len(got) != 1 || got[0].ProductID != spoon.ID || got[0].Qty != qty.One {
		t.Fatalf("%+v", added[0].Content.Lines)
	}
	list, err := s.Promotions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list[0].Off = true
	if err := s.SavePromotion(t.Context(), list[0]); err != nil {
		t.Fatal(err)
	}
	again, err := s.AddOrders(t.Context(), []AskedOrder{ask()})
	if err != nil || !again[0].Replayed {
		t.Errorf("%+v %v", again, err)
	}
}
