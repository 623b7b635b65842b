package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// discounted is an order on credit of pieces of two goods with a discount that no line divides, and postage.
func discounted(t *testing.T, s *Shop, fee money.Satang) *Order {
	t.Helper()
	goods := func(sku string, price money.Satang) catalog.Product {
		if known, err := s.Find(t.Context(), sku); err == nil {
			return *known.Product
		}
		return addGoods(t, s, sku, price, qty.Pieces(500))
	}
	silk, soap := goods("SILK", 1070_00), goods("SOAP", 33_33)
	order, err := s.AddOrder(t.Context(), ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Discount: 100_07, Fee: fee,
		Person: ordering.Person{Name: "นายก อบต."}, Recipients: []ordering.Recipient{{Name: "โรงเรียน", Line: "1", Province: "เชียงใหม่", Postcode: "50130"}},
		Lines: []ledger.OrderLine{{ProductID: silk.ID, Qty: qty.Pieces(4), Price: silk.Price, To: 1}, {ProductID: soap.ID, Qty: qty.Pieces(7), Price: soap.Price, To: 1}}})
	if err == nil {
		err = s.ConfirmOrder(t.Context(), order.Order.ID, false, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return order
}

// A delivery note that is written before its goods are packed takes its part of the order's discount, whole and in parts, so
// that what its papers ask for is what the order comes to.
func TestNotesBeforePackingTakeTheDiscount(t *testing.T) {
	s, ctx := firm(t), t.Context()
	part := func(pieces ...int) []PaperLine {
		return []PaperLine{{Code: "SILK", Qty: qty.Pieces(pieces[0])}, {Code: "SOAP", Qty: qty.Pieces(pieces[1])}}
	}
	for name, of := range map[string]struct {
		fee   money.Satang
		packs []ledger.ParcelLine // in a parcel with a note of its own before
		parts [][]PaperLine       // nil = what is left
	}{
		"whole":                     {0, nil, [][]PaperLine{nil}},
		"whole with postage":        {45_99, nil, [][]PaperLine{nil}},
		"in parts":                  {0, nil, [][]PaperLine{part(1, 2), part(1, 1), nil}},
		"the rest of a parcel":      {0, []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(1)}, {N: 2, Qty: qty.Pieces(5)}}, [][]PaperLine{nil}},
		"parts beside a parcel":     {0, []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(1)}, {N: 2, Qty: qty.Pieces(2)}}, [][]PaperLine{part(2, 1), nil}},
		"the rest with its postage": {45_99, []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(3)}}, [][]PaperLine{nil}},
	} {
		t.Run(name, func(t *testing.T) {
			order := discounted(t, s, of.fee)
			var asked money.Satang
			note := func(ask PaperAsk) {
				t.Helper()
				ask.Kind, ask.Of, ask.Buyer = papers.Delivery, []string{order.Order.Number}, sankang
				note := issue(t, s, ask)
				invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}})
				if invoice.Sums.Due != note.Sums.Total {
					t.Errorf("the invoice asks for %s of %s", invoice.Sums.Due, note.Sums.Total)
				}
				asked += invoice.Sums.Due
			}
			if of.packs != nil {
				if err := s.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: of.packs}, ""); err != nil {
					t.Fatal(err)
				}
				note(PaperAsk{})
			}
			for _, lines := range of.parts {
				note(PaperAsk{Lines: lines})
			}
			if total := order.Total(); asked != total {
				t.Errorf("its papers ask for %s of %s", asked, total)
			}
			if err := s.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1}, ""); err != nil {
				t.Fatal(err)
			}
			if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
				t.Fatal(err)
			}
			whole, err := s.Order(ctx, order.Order.ID)
			if err != nil || whole.Rest() != asked {
				t.Errorf("the order owes %s, its papers ask for %s, %v", whole.Rest(), asked, err)
			}
		})
	}
}

// No paper delivers or asks for more than was ordered, or more than a note says was delivered.
func TestNoPaperIsOfMoreThanThereIs(t *testing.T) {
	s := firm(t)
	order := discounted(t, s, 0)
	number := order.Order.Number
	more := []PaperLine{{Code: "SILK", Qty: qty.Pieces(5)}}
	twice := []PaperLine{{Code: "SILK", Qty: qty.Pieces(3)}, {Code: "SILK", Qty: qty.Pieces(2)}}
	for _, lines := range [][]PaperLine{more, twice} {
		for _, kind := range []papers.Kind{papers.Delivery, papers.Invoice, papers.TaxInvoice} {
			refused(t, s, "paper_line_above", PaperAsk{Kind: kind, Of: []string{number}, Buyer: sankang, Lines: lines})
		}
	}
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}, Buyer: sankang, Lines: []PaperLine{{Code: "SILK", Qty: qty.Pieces(2)}}})
	refused(t, s, "paper_line_above", PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}, Lines: []PaperLine{{Code: "SILK", Qty: qty.Pieces(3)}}})
	quoted := issue(t, s, PaperAsk{Kind: papers.Quotation, Of: []string{number}, Buyer: sankang, Lines: more})
	if quoted.Lines[0].Qty != qty.Pieces(5) {
		t.Errorf("an offer is of as much as they ask for: %+v", quoted.Lines)
	}
}
