package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// Nothing of an order that can be cancelled has left the shop, so that its papers ask for nothing; what was paid goes back.
func TestACancelledOrderAsksForNothing(t *testing.T) {
	ctx := t.Context()
	receive := func(s *Shop, order *Order) {
		issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Buyer: sankang, Payments: transfer(1000_00)})
	}
	pay := func(s *Shop, order *Order) {
		if err := s.PayOrder(ctx, order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Evidence: selling.Seen}}, ""); err != nil {
			t.Fatal(err)
		}
	}
	for name, do := range map[string]struct {
		before, after func(s *Shop, order *Order) // the invoice
		back          money.Satang
	}{
		"nobody paid":         {},
		"a receipt of all":    {before: receive, back: 1000_00},
		"paid at the order":   {after: pay, back: 1000_00},
		"paid before invoice": {before: pay, back: 1000_00},
	} {
		t.Run(name, func(t *testing.T) {
			s := newTestShop(t, Params{Name: "กลุ่มทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง"})
			dress(t, s)
			order := giftOrder(t, s, addGoods(t, s, "SET", 100_00, qty.Pieces(50)), 5, 2)
			if do.before != nil {
				do.before(s, order)
			}
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang, Anew: true})
			if do.after != nil {
				do.after(s, order)
			}
			if err := s.CancelOrder(ctx, order.Order.ID, "เลิก", ""); err != nil {
				t.Fatal(err)
			}
			asksNothing := func(when string) {
				t.Helper()
				owing, err := s.Receivables(ctx, "2026-11-23")
				if err != nil || len(owing) != 0 {
					t.Errorf("%s asked for %+v, %v", when, owing, err)
				}
				owes(t, s, order.Content.CustomerID, 0, nil)
			}
			asksNothing("cancelled")
			now, err := s.Order(ctx, order.Order.ID)
			if err != nil || now.Back() != do.back {
				t.Fatalf("to go back %s, want %s (%v)", now.Back(), do.back, err)
			}
			refused(t, s, "paper_of_cancelled", PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(1000_00), Anew: true})
			warning, err := s.CancelledOrder(ctx, now)
			if err != nil || warning == nil || warning.Values["papers"] != invoice.Number {
				t.Errorf("it warns %v, %v", warning, err)
			}
			if do.back > 0 {
				if err := s.PayOrderBack(ctx, order.Order.ID, id.New[id.Change](), selling.Tender{Method: selling.Cash, Amount: &do.back, Reason: "คืนเงิน"}, ""); err != nil {
					t.Fatal(err)
				}
				asksNothing("given back")
			}
			if err := s.ReopenOrder(ctx, order.Order.ID, ""); err != nil {
				t.Fatal(err)
			}
			asks(t, s, invoice.Number, 1000_00, papers.Unpaid)
			checks, err := s.Check(ctx)
			allOK(t, checks, err)
		})
	}
}

// Goods of a bill that has a debit note come back before their credit note: its papers ask for each part of what is owed
// once.
func TestADebitNoteOfABillIsAskedForOnce(t *testing.T) {
	s := registered(t)
	bill, invoice, who := taxOnCredit(t, s, 10)
	note := issue(t, s, debit(invoice, 107_00))
	if _, _, err := s.Refund(t.Context(), selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.Pieces(4)}}}); err != nil {
		t.Fatal(err)
	}
	owes(t, s, who, 7*107_00, nil)
	asks(t, s, invoice.Number, 6*107_00, papers.PartPaid)
	asks(t, s, note.Number, 107_00, papers.Unpaid)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Payments: transfer(107_00)})
	asks(t, s, invoice.Number, 6*107_00, papers.PartPaid)
	asks(t, s, note.Number, 0, papers.PaidUp)
	owes(t, s, who, 6*107_00, nil)
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
	asks(t, s, invoice.Number, 6*107_00, papers.Unpaid)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}
