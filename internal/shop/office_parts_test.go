package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// What came back of a delivery is credited for what that delivery's tax invoice bears of it, to the satang, whatever part of
// the order's discount that is; goods of another delivery are none of it.
func TestWhatCameBackOfADeliveryIsCreditedToItsOwnInvoice(t *testing.T) {
	s, ctx := firm(t), t.Context()
	soap, jar := addGoods(t, s, "SOAP", 33_33, qty.Pieces(50)), addGoods(t, s, "JAR", 135_00, qty.Pieces(50))
	order := ordered(t, s, ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Person: ordering.Person{Name: "นายก อบต."}, Discount: 19_99, Fee: 33_33,
		Lines:      []ledger.OrderLine{{ProductID: soap.ID, Qty: qty.Pieces(7), Price: soap.Price, To: 1}, {ProductID: jar.ID, Qty: qty.Pieces(3), Price: jar.Price, To: 1}},
		Recipients: []ordering.Recipient{{Name: "กองคลัง", Line: "1", Province: "เชียงใหม่", Postcode: "50130"}}})
	var invoices []*IssuedPaper
	for _, goods := range [][]ledger.ParcelLine{{{N: 1, Qty: qty.Pieces(2)}, {N: 2, Qty: qty.One}}, {{N: 1, Qty: qty.One}}, nil} {
		if err := s.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: goods}, ""); err != nil {
			t.Fatal(err)
		}
		note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
		sent(t, s, order)
		invoices = append(invoices, issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}}))
	}
	bills, _, err := s.OrderMoney(ctx, order.Order.ID)
	if err != nil || len(bills) != len(invoices) {
		t.Fatal(bills, err)
	}
	for n := range bills {
		bill, err := s.Bill(ctx, bills[n].ID)
		if err != nil {
			t.Fatal(err)
		}
		back := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "แตก"}
		for k, line := range bill.Lines {
			back.Lines = append(back.Lines, selling.ReturnLine{LineN: k, Qty: line.Left})
		}
		if _, _, err := s.Refund(ctx, back); err != nil {
			t.Fatal(err)
		}
		for k, invoice := range invoices {
			if lines, err := s.ReturnedOf(ctx, invoice.Number); err != nil || (len(lines) > 0) != (k == n) {
				t.Errorf("bill %d came back, to be credited to invoice %d is %+v, %v", n, k, lines, err)
			}
		}
		note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{invoices[n].Number}, Reason: "แตก", ReasonCode: "CDNG05"})
		if note.Sums.Due != invoices[n].Sums.Due {
			t.Errorf("of invoice %d over %s came back %s", n, invoices[n].Sums.Due, note.Sums.Due)
		}
	}
}

// Bill, invoice and note share the discount of an order to its goods and postage alike: what the bill gives back of a piece is
// what the note takes off, and the report misses none.
func TestADiscountIsSharedWithThePostage(t *testing.T) {
	s, ctx := registered(t), t.Context()
	jar := addGoods(t, s, "JAR", 135_00, qty.Pieces(50))
	order := ordered(t, s, ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Person: ordering.Person{Name: "นายก อบต."}, Discount: 18_42, Fee: 31_10,
		Lines:      []ledger.OrderLine{{ProductID: jar.ID, Qty: qty.Pieces(3), Price: jar.Price, To: 1}},
		Recipients: []ordering.Recipient{{Name: "กองคลัง", Line: "1", Province: "เชียงใหม่", Postcode: "50130"}}})
	packAll(t, s, order, 1, 1)
	delivered := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	sent(t, s, order)
	taxed := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{delivered.Number}})
	bills, _, err := s.OrderMoney(ctx, order.Order.ID)
	if err != nil || len(bills) != 1 {
		t.Fatal(bills, err)
	}
	bill, err := s.Bill(ctx, bills[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range bill.Lines {
		if of := taxed.Lines[n]; of.Total != line.Net() {
			t.Errorf("%s is %s on the invoice, %s on the bill", of.Name, of.Total, line.Net())
		}
	}
	for k := range 3 {
		giveBack(t, s, bill.ID, qty.One)
		if bill, err = s.Bill(ctx, bill.ID); err != nil {
			t.Fatal(err)
		}
		note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{taxed.Number}, Reason: "แตก", ReasonCode: "CDNG05"})
		if note.Sums.Due != -bill.Later[k].Total {
			t.Errorf("piece %d: credited %s, given back %s", k+1, note.Sums.Due, -bill.Later[k].Total)
		}
	}
	report, err := s.SalesTax(ctx, taxed.Date)
	if err != nil || len(report.Warnings) != 0 {
		t.Errorf("%v, %v", report.Warnings, err)
	}
}
