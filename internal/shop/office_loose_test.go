package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
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
	return ordered(t, s, ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Discount: 100_07, Fee: fee,
		Person: ordering.Person{Name: "นายก อบต."}, Recipients: []ordering.Recipient{{Name: "โรงเรียน", Line: "1", Province: "เชียงใหม่", Postcode: "50130"}},
		Lines: []ledger.OrderLine{{ProductID: silk.ID, Qty: qty.Pieces(4), Price: silk.Price, To: 1}, {ProductID: soap.ID, Qty: qty.Pieces(7), Price: soap.Price, To: 1}}})
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

// What is invoiced before it leaves stands for no delivery of other goods: both are taxed in the month in which the goods
// left or the invoice was issued, whichever was first (s. 78(1)).
func TestAnInvoiceOfGoodsThatHaveNotLeftTakesNoOtherSlip(t *testing.T) {
	now, ctx := noon, t.Context()
	s := overMonths(t, &now)
	month := func(want ...money.Satang) {
		t.Helper()
		for n, day := range []clock.Day{"2026-11-30", "2026-12-31"} {
			if report, err := s.SalesTax(ctx, day); err != nil || n < len(want) && report.VAT != want[n] {
				t.Errorf("VAT of %s is %s, not %s: %+v %v", day, report.VAT, want[n], report.Rows, err)
			}
		}
	}
	leave := func(order *Order, parts ...ledger.ParcelLine) id.Bill {
		t.Helper()
		bill := id.New[id.Bill]()
		err := s.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: parts}, "")
		if err == nil {
			_, err = s.HandOver(ctx, order.Order.ID, nil, bill, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		return bill
	}
	order := discounted(t, s, 0)
	first := leave(order, ledger.ParcelLine{N: 1, Qty: qty.Pieces(3)}) // 3,210.00 less 71.17: VAT 205.34
	month(205_34)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang, Parcels: []int{1}})
	rest := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{rest.Number}})
	month(205_34 + invoice.Sums.VAT)
	wantSlip(t, s, first, "")
	now = now.AddDate(0, 0, 10)
	last := leave(order)
	month(205_34+invoice.Sums.VAT, 0)
	wantSlip(t, s, first, "")
	wantSlip(t, s, last, invoice.Number)

	other := discounted(t, s, 0)
	silk := leave(other, ledger.ParcelLine{N: 1, Qty: qty.Pieces(4)})
	before, err := s.SalesTax(ctx, "2026-12-31")
	if err != nil {
		t.Fatal(err)
	}
	soap := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{other.Order.Number}, Buyer: sankang, Lines: []PaperLine{{Code: "SOAP", Qty: qty.Pieces(7)}}})
	month(205_34+invoice.Sums.VAT, before.VAT+soap.Sums.VAT)
	wantSlip(t, s, silk, "")
}
