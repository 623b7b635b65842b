package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// owedAgain fails the test unless order and papers say that so much is owed, an invoice that it asks for all of it, and the
// customer's page that no more than that is asked for.
func owedAgain(t *testing.T, s *Shop, order *Order, invoice *IssuedPaper, when string, owed money.Satang) {
	t.Helper()
	now, err := s.Order(t.Context(), order.Order.ID)
	if err != nil || now.Rest() != owed {
		t.Errorf("%s: of the order %s is owed, want %s (%v)", when, now.Rest(), owed, err)
	}
	paper, err := s.OfficePaper(t.Context(), invoice.Number)
	if err != nil || paper.Owed(paper.Fate) != owed {
		t.Errorf("%s: the invoice asks for %s, want %s (%v)", when, paper.Owed(paper.Fate), owed, err)
	}
	owing, err := s.Receivables(t.Context(), "2026-11-23")
	var asked money.Satang
	for _, one := range owing {
		asked += one.Total
	}
	if err != nil || asked != owed {
		t.Errorf("%s: papers ask for %s, want %s (%v)", when, asked, owed, err)
	}
	by, err := s.ByPapers(t.Context(), order.Content.CustomerID)
	if bills := owedBy(t, s, order.Content.CustomerID); err != nil || bills+by.Sum != owed {
		t.Errorf("%s: the customer owes %s by bills and %s by papers, want %s (%v)", when, bills, by.Sum, owed, err)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// What was paid for goods that came back with their money pays for no others: where the receipt of these is void, their
// invoice asks for them.
func TestAReceiptIsVoidAfterADeliveryCameBackWithItsMoney(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Shop{"no VAT": community, "VAT": registered} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
			notes := []string{partly(t, s, order, 1).Number, partly(t, s, order, 2).Number}
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: notes})
			part := receiptOf(invoice.Number, 535_00)
			part.Amount = 535_00
			issue(t, s, part)
			part.Anew, part.Payments = true, cash(535_00)
			second := issue(t, s, part)
			owedAgain(t, s, order, invoice, "paid", 0)
			bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
			if err != nil {
				t.Fatal(err)
			}
			giveBack(t, s, bills[0].ID, qty.Pieces(5))
			owedAgain(t, s, order, invoice, "a delivery came back", 0)
			if err := s.VoidPaper(t.Context(), second.ID, "เช็คเด้ง", nil); err != nil {
				t.Fatal(err)
			}
			owedAgain(t, s, order, invoice, "the other's receipt is void", 535_00)
			part.Amount, part.Payments = 300_00, cash(300_00)
			if receipt := issue(t, s, part); receipt.Booked != 300_00 {
				t.Errorf("booked %s", receipt.Booked)
			}
			owedAgain(t, s, order, invoice, "paid in part", 235_00)
		})
	}
}

// Money of a receipt that was given back at its order is asked for again, a part as all of it, and gets a receipt of its own
// when it comes anew.
func TestMoneyOfAReceiptThatWentBackIsAskedForAgain(t *testing.T) {
	s := community(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	issue(t, s, receiptOf(invoice.Number, 1070_00))
	owedAgain(t, s, order, invoice, "paid", 0)
	givesBack(t, s, order, 400_00)
	owedAgain(t, s, order, invoice, "a part went back", 400_00)
	asks(t, s, invoice.Number, 400_00, papers.PartPaid)
	ask := receiptOf(invoice.Number, 400_00)
	if receipt := issue(t, s, ask); receipt.Booked != 400_00 || receipt.Sums.Due != 400_00 {
		t.Errorf("booked %s of %s", receipt.Booked, receipt.Sums.Due)
	}
	owedAgain(t, s, order, invoice, "it came again", 0)
	givesBack(t, s, order, 1070_00)
	owedAgain(t, s, order, invoice, "all went back", 1070_00)
	asks(t, s, invoice.Number, 1070_00, papers.Unpaid)
	if receipt := issue(t, s, receiptOf(invoice.Number, 1070_00)); receipt.Booked != 1070_00 {
		t.Errorf("booked %s of %s", receipt.Booked, receipt.Sums.Due)
	}
	owedAgain(t, s, order, invoice, "all came again", 0)
	partly(t, s, order, 1)
	partly(t, s, order, 2)
	owedAgain(t, s, order, invoice, "delivered", 0)
}
