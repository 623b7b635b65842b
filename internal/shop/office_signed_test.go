package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// Money is signed for once: where a receipt says that it came, the tax invoice is none besides.
func TestATaxInvoiceIsNoSecondReceipt(t *testing.T) {
	s := firm(t)
	both := []papers.Kind{papers.Receipt}
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	part := giftOrder(t, s, set, 5, 1)
	packAll(t, s, part, 1, 1)
	sent(t, s, part)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{part.Order.Number}, Buyer: sankang, Payments: transfer(5 * 535_00)})
	refused(t, s, "receipt_stands", PaperAsk{Kind: papers.TaxInvoice, With: both, Of: []string{part.Order.Number}, Payments: transfer(5 * 535_00)})
	canMake(t, s, "a paid order", part.Order.Number, "delivery tax-invoice invoice purchase-order quotation !receipt:paper_made_already=1 !tax-invoice/receipt(deposit):paper_paid_already")
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{part.Order.Number}})
	if owing, err := s.Receivables(t.Context(), "2026-12-31"); err != nil || len(owing) > 0 {
		t.Errorf("%s is paid by %s, still owed: %+v, %v", invoice.Number, receipt.Number, owing, err)
	}
	refused(t, s, "receipt_stands", PaperAsk{Kind: papers.TaxInvoice, With: both, Replaces: invoice.Number, Reason: "ชื่อผิด", ReasonCode: "TIVC01", Payments: transfer(5 * 535_00)})

	bill := sell(t, s, set, qty.One, selling.Cash)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{bill.Number}, Buyer: sankang})
	refused(t, s, "receipt_stands", PaperAsk{Kind: papers.TaxInvoice, With: both, Of: []string{bill.Number}})
	canMake(t, s, "a bill with its receipt", bill.Number, "tax-invoice !receipt:paper_made_already=1 !abbreviated:pos_id_missing")

	asked := giftOrder(t, s, set, 5, 1)
	packAll(t, s, asked, 1, 1)
	sent(t, s, asked)
	plain := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{asked.Order.Number}, Buyer: sankang})
	paid := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{plain.Number}, Payments: transfer(5 * 535_00)})
	refused(t, s, "receipt_stands", PaperAsk{Kind: papers.TaxInvoice, With: both, Of: []string{plain.Number}, Payments: transfer(5 * 535_00)})
	refused(t, s, "receipt_stands", PaperAsk{Kind: papers.TaxInvoice, With: both, Of: []string{asked.Order.Number}, Payments: transfer(5 * 535_00)})
	if err := s.VoidPaper(t.Context(), paid.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: both, Of: []string{plain.Number}, Payments: transfer(5 * 535_00)})
}

func sent(t *testing.T, s *Shop, order *Order) {
	t.Helper()
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
}
