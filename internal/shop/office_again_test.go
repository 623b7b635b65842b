package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// otherMoney fails the test unless a paper is refused for money that came otherwise than the paper says that stands, at a
// field, naming that paper.
func otherMoney(t *testing.T, s *Shop, code, field, number string, ask PaperAsk) {
	t.Helper()
	_, err := s.IssuePaper(t.Context(), ask)
	if err == nil {
		t.Errorf("%s of %v is answered, want %s", ask.Kind, ask.Of, code)
		return
	}
	if of := fault.Of(err); of.Code != code || of.Field != field || of.Values["number"] != number {
		t.Errorf("%s of %v: %v at %s (%v), want %s at %s of %s", ask.Kind, ask.Of, err, of.Field, of.Values, code, field, number)
	}
}

func cash(amount money.Satang) []papers.Payment {
	return []papers.Payment{{Method: selling.Cash, Amount: amount}}
}

// Money that came otherwise than the receipt that stands says is not that receipt: a copy of it would hide that nothing was
// booked. The same money again is the same receipt, and so is one of which nothing is said.
func TestOtherMoneyIsNoCopy(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(200))
	proof := &papers.Certificate{Number: "45/2570", Date: "2026-11-23", Amount: 100_00}
	receipt := func(of string, paid []papers.Payment) PaperAsk {
		return PaperAsk{Kind: papers.Receipt, Of: []string{of}, Payments: paid}
	}
	t.Run("an invoice that is paid", func(t *testing.T) {
		_, invoice := delivered(t, s, set, 20)
		ask := receipt(invoice.Number, transfer(10_600_00))
		ask.Certificate = proof
		first := issue(t, s, ask)
		for name, same := range map[string]PaperAsk{"the same": ask, "nothing said": receipt(invoice.Number, nil), "by its own number": receipt(first.Number, nil)} {
			if again := issue(t, s, same); again.Number != first.Number || !again.Replayed {
				t.Errorf("%s: %s", name, again.Number)
			}
		}
		otherMoney(t, s, "receipt_told_otherwise", "certificate", first.Number, receipt(invoice.Number, transfer(10_600_00)))
		ask.Payments = cash(10_600_00)
		otherMoney(t, s, "receipt_told_otherwise", "pay[0]", first.Number, ask)
		ask.Of, ask.Payments = []string{first.Number}, transfer(10_700_00)
		otherMoney(t, s, "receipt_told_otherwise", "pay[0]", first.Number, ask)
		ask = receipt(invoice.Number, nil)
		ask.Certificate = &papers.Certificate{Number: "46/2570", Date: "2026-11-23", Amount: 100_00}
		otherMoney(t, s, "receipt_told_otherwise", "certificate", first.Number, ask)
		ask = receipt(invoice.Number, transfer(500_00))
		ask.Amount = 500_00
		otherMoney(t, s, "receipt_told_otherwise", "amount", first.Number, ask)
	})
	t.Run("an invoice that gave way", func(t *testing.T) {
		_, invoice := delivered(t, s, set, 2)
		part := receipt(invoice.Number, cash(500_00))
		part.Amount = 500_00
		first := issue(t, s, part)
		full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
		otherMoney(t, s, "receipt_elsewhere", "of", full.Number, receipt(invoice.Number, cash(570_00)))
		if again := issue(t, s, part); again.Number != first.Number || !again.Replayed {
			t.Errorf("the part again is %s", again.Number)
		}
		rest := issue(t, s, receipt(full.Number, cash(570_00)))
		if rest.Booked != 570_00 {
			t.Errorf("%s booked", rest.Booked)
		}
		otherMoney(t, s, "receipt_told_otherwise", "pay[0]", first.Number, receipt(invoice.Number, cash(570_00)))
	})
	t.Run("a tax invoice and receipt", func(t *testing.T) {
		order := giftOrder(t, s, set, 20, 1)
		goes(t, s, order, packAll(t, s, order, 1, 1)...)
		ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang, Payments: transfer(10_700_00)}
		first := issue(t, s, ask)
		if again := issue(t, s, ask); again.Number != first.Number || !again.Replayed {
			t.Errorf("again it is %s", again.Number)
		}
		ask.Payments, ask.Certificate = transfer(10_600_00), proof
		otherMoney(t, s, "receipt_told_otherwise", "certificate", first.Number, ask)
	})
	t.Run("a tax invoice that is no receipt", func(t *testing.T) {
		order := giftOrder(t, s, set, 2, 1)
		goes(t, s, order, packAll(t, s, order, 1, 1)...)
		ask := PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang}
		first := issue(t, s, ask)
		ask.With, ask.Payments = []papers.Kind{papers.Receipt}, transfer(1070_00)
		otherMoney(t, s, "receipt_elsewhere", "of", first.Number, ask)
		paid := issue(t, s, receipt(first.Number, transfer(1070_00)))
		otherMoney(t, s, "receipt_told_otherwise", "pay[0]", paid.Number, ask)
	})
	t.Run("a deposit", func(t *testing.T) {
		order := giftOrder(t, s, set, 2, 1)
		ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang, Deposit: 200_00, Payments: transfer(200_00)}
		first := issue(t, s, ask)
		ask.Payments = cash(200_00)
		otherMoney(t, s, "receipt_told_otherwise", "pay[0]", first.Number, ask)
		ask.Anew = true
		if second := issue(t, s, ask); second.Number == first.Number || second.Booked != 200_00 {
			t.Errorf("anew it is %s", second.Number)
		}
	})
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}
