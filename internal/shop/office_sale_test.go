package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
)

// ofBillItself issues a paper of an order's bill, as shops could once.
func ofBillItself(t *testing.T, s *Shop, ask PaperAsk) string {
	t.Helper()
	ctx, number := t.Context(), id.New[id.Paper]()
	_, _, err := s.db.IssuePaper(ctx, number, func() (*papers.Request, store.PaperLink, error) {
		set, err := s.db.Settings(ctx)
		if err != nil {
			return nil, store.PaperLink{}, err
		}
		of, err := s.paperSources(ctx, &ask)
		if err != nil {
			return nil, store.PaperLink{}, err
		}
		m := s.maker(ctx, set, &ask, of)
		for _, step := range []func() error{m.replaces, m.content, m.parties, m.usual} {
			if err := step(); err != nil {
				return nil, store.PaperLink{}, err
			}
		}
		return m.want, of.link(), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	paper, err := s.db.Paper(ctx, number)
	if err != nil {
		t.Fatal(err)
	}
	return paper.Number
}

// A delivery whose bill has a paper of its own from before is not asked for again, and what comes after it is.
func TestOldPapersOfAnOrdersBillsStand(t *testing.T) {
	s := firm(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(500)), 5, 2)
	first := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Parcels: nil, Buyer: sankang, Receiver: "กองคลัง", Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(5)}}})
	if err := s.VoidPaper(t.Context(), first.ID, "ออกตามพัสดุแทน", nil); err != nil {
		t.Fatal(err)
	}
	packAll(t, s, order, 1, 1)
	first = issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	bill := goes(t, s, order)
	old := ofBillItself(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{bill}, Buyer: sankang})
	for _, kind := range []papers.Kind{papers.Invoice, papers.TaxInvoice} {
		refused(t, s, "paper_made_already", PaperAsk{Kind: kind, Of: []string{first.Number}, Anew: true})
	}
	refused(t, s, "paper_by_order", PaperAsk{Kind: papers.TaxInvoice, Of: []string{old}, Anew: true}) // where deposits are taken off
	if again, err := s.IssuePaper(t.Context(), PaperAsk{Kind: papers.Invoice, Of: []string{bill}}); err != nil || again.Number != old {
		t.Errorf("%v, not the paper that stands, %v", again, err)
	}
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{old}, Payments: transfer(5 * 107_00)})
	second := partly(t, s, order, 2)
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{second.Number}})
	if tax.Sums.Due != 5*107_00 {
		t.Errorf("the second delivery's is for %s", tax.Sums.Due)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// The papers of an order that was fetched are of what its bill sold: at the price that was agreed on at the counter, with what
// was bought besides, and the receipt of what did not come back.
func TestPapersOfAnOrderAreOfWhatWasSold(t *testing.T) {
	s, ctx := firm(t), t.Context()
	if _, _, err := s.Set(ctx, "cash.round", "1.00"); err != nil {
		t.Fatal(err)
	}
	set, soap := addGoods(t, s, "SET", 107_00, qty.Pieces(500)), addGoods(t, s, "SOAP", 33_30, qty.Pieces(50))
	fetch := func() (*Order, *Bill) {
		order := giftOrder(t, s, set, 3, 1)
		cart, _, err := s.OrderCart(ctx, order.Order.ID)
		if err != nil {
			t.Fatal(err)
		}
		price := money.Satang(100_00)
		cart.Lines[0].Price = &price
		cart.Add(soap.ID, qty.One)
		bill, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}})
		if err != nil || bill.Rounding == 0 {
			t.Fatal(bill, err)
		}
		return order, bill
	}
	order, bill := fetch()
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang})
	if tax.Sums.Due != bill.Total || tax.Sums.Rounding != bill.Rounding || len(tax.Lines) != 2 {
		t.Errorf("the tax invoice is for %s of a bill of %s: %+v", tax.Sums.Due, bill.Total, tax.Lines)
	}
	report, err := s.SalesTax(ctx, "2026-11-01")
	if err != nil || report.Total != tax.Sums.Due-tax.Sums.Rounding {
		t.Errorf("the month has %s of one sale of %s, %v", report.Total, tax.Sums.Due, err)
	}

	order, bill = fetch()
	giveBack(t, s, bill.ID, qty.One)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Buyer: sankang})
	past, err := s.db.Past(ctx, bill.ID)
	if err != nil || receipt.Sums.Due != bill.Total-past.GivenBack() || receipt.Lines[0].Qty != qty.Pieces(2) {
		t.Errorf("the receipt is for %s of a bill of %s less %s: %+v, %v", receipt.Sums.Due, bill.Total, past.GivenBack(), receipt.Lines, err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}
