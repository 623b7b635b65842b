package shop

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// A tax invoice in place of another is made, also where the bill is named whose tax invoice stands already; asked for
// again it is the same one.
func TestATaxInvoiceInPlaceOfTheBillsOwn(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Shop{"its slips are tax invoices": till, "its slips are none": firm} {
		t.Run(name, func(t *testing.T) { insteadOfTheBills(t, open(t)) })
	}
}

func insteadOfTheBills(t *testing.T, s *Shop) {
	ctx := t.Context()
	bill := sell(t, s, addGoods(t, s, "JAR", 107_00, qty.Pieces(10)), qty.Pieces(2), selling.Cash)
	wrong := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}, Buyer: papers.Buyer{Name: "ก", Address: "1", TaxID: sankang.TaxID, Branch: "00000"}})
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}, Replaces: strings.ToLower(wrong.Number), Reason: "ชื่อผิด", ReasonCode: "TIVC01", Buyer: sankang}
	right := issue(t, s, ask)
	if right.Number == wrong.Number || right.Replayed || right.Buyer.Name != sankang.Name {
		t.Fatalf("%s in place of %s, replayed %v", right.Number, wrong.Number, right.Replayed)
	}
	if old, err := s.OfficePaper(ctx, wrong.Number); err != nil || old.Void == nil || old.Void.ByID != right.ID {
		t.Errorf("the wrong one stands, %v", err)
	}
	if again := issue(t, s, ask); again.Number != right.Number || !again.Replayed || again.Copy != 1 {
		t.Errorf("again it is %s, copy %d", again.Number, again.Copy)
	}
	report, err := s.SalesTax(ctx, bill.Day)
	if err != nil || report.VAT != 14_00 {
		t.Errorf("VAT %s, %v", report.VAT, err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// A tax invoice in place of one with a wrong name is besides what that was and as paid as that: nobody need say it again.
func TestWhatTakesThePlaceIsAsPaidAsBefore(t *testing.T) {
	s, ctx := registered(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	wrong := papers.Buyer{Name: "ก", Address: "1", TaxID: sankang.TaxID, Branch: "00000", Kind: papers.Government}
	instead := func(old *IssuedPaper) *IssuedPaper {
		t.Helper()
		right := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Replaces: old.Number, Reason: "ชื่อผิด", ReasonCode: "TIVC01", Buyer: sankang})
		if !slices.Equal(right.With, old.With) || !slices.Equal(right.Payments, old.Payments) || right.Deposit != old.Deposit || right.DueDay != old.DueDay || right.Booked != 0 {
			t.Errorf("in place of %+v stands %+v", old.Paper, right.Paper)
		}
		return right
	}
	order := giftOrder(t, s, set, 5, 1)
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: wrong, Deposit: 1000_00, Payments: transfer(1000_00)}
	deposit := instead(issue(t, s, ask))
	asks(t, s, deposit.Number, 0, papers.PaidUp)
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	ask = PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt, papers.Delivery}, Of: ask.Of, Buyer: wrong, Payments: transfer(1675_00 - 15_65)}
	ask.Certificate = &papers.Certificate{Number: "1", Date: "2026-11-23", Amount: 15_65}
	paid := instead(issue(t, s, ask))
	asks(t, s, paid.Number, 0, papers.PaidUp)
	if paid.Withheld == nil || paid.Withheld.Certificate == nil || paid.Withheld.Certificate.Amount != 15_65 {
		t.Errorf("%+v", paid.Withheld)
	}
	owes(t, s, order.Content.CustomerID, 0, nil)

	order = giftOrder(t, s, set, 5, 1)
	ask = PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{order.Order.Number}, Buyer: wrong, DueDay: "2026-12-20"}
	waits := issue(t, s, ask)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{waits.Number}, Amount: 675_00, Payments: transfer(675_00)})
	asks(t, s, instead(waits).Number, 2000_00, papers.PartPaid)

	order = giftOrder(t, s, set, 5, 1)
	ask.Of = []string{order.Order.Number}
	said := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Replaces: issue(t, s, ask).Number, Reason: "ชื่อผิด", ReasonCode: "TIVC01", Buyer: sankang, Payments: transfer(2675_00)})
	if asks(t, s, said.Number, 0, papers.PaidUp); said.Booked != 2675_00 {
		t.Errorf("what was said otherwise booked %s", said.Booked)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}
