package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// taxNote is a tax invoice that is the delivery note at the same time.
func taxNote(of ...string) PaperAsk {
	return PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Delivery}, Of: of, Buyer: sankang, Anew: true}
}

// goes delivers parcels of an order and gives the number of their bill.
func goes(t *testing.T, s *Shop, order *Order, parcels ...id.Parcel) string {
	t.Helper()
	if _, err := s.HandOver(t.Context(), order.Order.ID, parcels, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil || len(bills) == 0 {
		t.Fatal(bills, err)
	}
	return bills[len(bills)-1].Number
}

// Goods of an order stand on one note, whichever paper it is: a tax invoice of the order that is a delivery note
// besides, or a note of their own. A tax invoice beside a note is the trade's custom and is no second note.
func TestGoodsOfAnOrderAreNotedOnce(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(500))
	note := func(order *Order, parcels ...int) PaperAsk {
		return PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Parcels: parcels, Anew: true}
	}
	t.Run("noted and taxed by their note, then taxed as a note by the order", func(t *testing.T) {
		order := giftOrder(t, s, set, 5, 1)
		first := issue(t, s, note(order))
		issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{first.Number}, Buyer: sankang})
		again := taxNote(order.Order.Number)
		again.Lines = []PaperLine{{Code: "SET", Qty: qty.One}}
		refused(t, s, "delivery_above_order", again)
	})
	t.Run("noted, then taxed as a note of the notes", func(t *testing.T) {
		order := giftOrder(t, s, set, 5, 2)
		packAll(t, s, order, 1, 2)
		first := issue(t, s, note(order, 1))
		taxed := issue(t, s, taxNote(first.Number))
		if taxed.Sums.Due != money.Satang(5*535_00) {
			t.Errorf("%+v", taxed.Lines)
		}
		if made := issue(t, s, note(order)); made.Lines[0].Qty != qty.Pieces(5) {
			t.Errorf("%+v", made.Lines)
		}
		far, err := s.OfficeProgress(t.Context(), order.Order.Number)
		if err != nil || far.ToNote() != 0 {
			t.Errorf("%d to be noted, %v", far.ToNote(), err)
		}
	})
	t.Run("taxed and noted by the order", func(t *testing.T) {
		order := giftOrder(t, s, set, 5, 1)
		packAll(t, s, order, 1, 1)
		issue(t, s, taxNote(order.Order.Number))
		refused(t, s, "delivery_nothing_left", note(order))
		refused(t, s, "parcel_noted", note(order, 1))
	})
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}
