package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// receipted fails the test unless a receipt that is asked for is another one than any before, of so much, of which the books
// are told so much.
func receipted(t *testing.T, s *Shop, ask PaperAsk, when string, sum, booked money.Satang) *IssuedPaper {
	t.Helper()
	receipt := issue(t, s, ask)
	if receipt.Replayed || receipt.Sums.Due != sum || receipt.Booked != booked {
		t.Errorf("%s: %s of %s, booked %s, a copy: %v, want a new one of %s, booked %s", when, receipt.Number, receipt.Sums.Due, receipt.Booked, receipt.Replayed, sum, booked)
	}
	return receipt
}

// Where all money of a receipt of an order went back, what comes anew is another receipt's, with the receipt or before it; the
// old one stays as proof that money came once.
func TestMoneyThatComesAnewHasAReceiptOfItsOwn(t *testing.T) {
	for _, way := range []string{selling.Transfer, selling.Cash} {
		s := community(t)
		order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
		ask := receiptOf(order.Order.Number, 1070_00)
		goesBack := func() {
			t.Helper()
			err := s.PayOrderBack(t.Context(), order.Order.ID, id.New[id.Change](), selling.Tender{Method: way, Reason: "เลื่อนงาน", Evidence: selling.Seen}, "")
			if err != nil {
				t.Fatal(err)
			}
		}
		first := receipted(t, s, ask, "the first", 1070_00, 1070_00)
		goesBack()
		second := receipted(t, s, ask, "anew", 1070_00, 1070_00)
		if again := issue(t, s, ask); again.Number != second.Number || !again.Replayed {
			t.Errorf("asked for once more it is %s", again.Number)
		}
		if err := s.VoidPaper(t.Context(), first.ID, "ผิด", nil); !fault.Is(err, "receipt_given_back") {
			t.Errorf("the first one's money is not here: %v", err)
		}
		goesBack()
		if copied := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}}); copied.Number != second.Number {
			t.Errorf("without money it is %s", copied.Number)
		}
		prepays(t, s, order, 1070_00)
		third := receipted(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Buyer: sankang}, "it lies here", 1070_00, 0)
		goesBack()
		invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
		owedAgain(t, s, order, invoice, "invoiced", 1070_00)
		fourth := receipted(t, s, receiptOf(invoice.Number, 1070_00), "of the invoice", 1070_00, 1070_00)
		goesBack()
		prepays(t, s, order, 1070_00)
		of := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}}
		fifth := receipted(t, s, of, "of the invoice, it lies here", 1070_00, 0)
		owedAgain(t, s, order, invoice, "paid", 0)
		of.Anew = true
		refused(t, s, "paper_paid_already", of)
		for _, old := range []*IssuedPaper{second, fourth} {
			if err := s.VoidPaper(t.Context(), old.ID, "ผิด", nil); !fault.Is(err, "receipt_given_back") {
				t.Errorf("%s: its money is not here: %v", old.Number, err)
			}
		}
		for _, told := range []*IssuedPaper{third, fifth} { // which brought none
			if err := s.VoidPaper(t.Context(), told.ID, "ผิด", nil); err != nil {
				t.Error(told.Number, err)
			}
		}
		owedAgain(t, s, order, invoice, "the money is here", 0)
	}
}

// The receipt of money that came anew can be void, for what is there is its own.
func TestTheReceiptOfMoneyThatCameAnewIsVoid(t *testing.T) {
	s := community(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	receipted(t, s, receiptOf(invoice.Number, 1070_00), "the first", 1070_00, 1070_00)
	givesBack(t, s, order, 1070_00)
	second := receipted(t, s, receiptOf(invoice.Number, 1070_00), "anew", 1070_00, 1070_00)
	if err := s.VoidPaper(t.Context(), second.ID, "เช็คเด้ง", nil); err != nil {
		t.Fatal(err)
	}
	owedAgain(t, s, order, invoice, "void", 1070_00)
}

// A tax invoice that is a receipt besides gives way to another once a credit note took it back whole.
func TestATaxInvoiceOfMoneyThatCameAnew(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang, Payments: transfer(1070_00)}
	first := issue(t, s, ask)
	givesBack(t, s, order, 1070_00)
	refused(t, s, "receipt_gone_tax", ask)
	if copied := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: ask.Of}); copied.Number != first.Number {
		t.Errorf("a copy of it is %s", copied.Number)
	}
	note := PaperAsk{Kind: papers.CreditNote, Of: []string{first.Number}, Reason: "เลื่อนงาน คืนเงิน", ReasonCode: "CDNG03", Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(10)}}}
	issue(t, s, note)
	ask.Anew = true
	if second := receipted(t, s, ask, "after the note", 1070_00, 1070_00); second.Number == first.Number {
		t.Error("it is the old one")
	}
	now, err := s.Order(t.Context(), order.Order.ID)
	if err != nil || now.Rest() != 0 {
		t.Errorf("%s is still to be paid, %v", now.Rest(), err)
	}
	reported(t, s, "sold once", 1070_00, 70_00)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A deposit that was given back and comes again is another receipt's too.
func TestADepositThatComesAnew(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Shop{"no VAT": community, "VAT": registered} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
			ask := depositOf(t, s, order, 300_00)
			ask.Anew = false
			first := receipted(t, s, ask, "the first", 300_00, 300_00)
			givesBack(t, s, order, 300_00)
			if first.Kind.Tax() {
				refused(t, s, "receipt_gone_tax", ask)
				issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{first.Number}, Reason: "คืนมัดจำ", ReasonCode: "CDNG99", Yes: []string{"credit_deposit_whole"}})
			}
			receipted(t, s, ask, "anew", 300_00, 300_00)
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
			owedAgain(t, s, order, invoice, "invoiced", 770_00)
		})
	}
}
