package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// The papers of a cancelled order are named until they are taken back, and no money is received by them.
func TestPapersOfACancelledOrder(t *testing.T) {
	s, ctx := firm(t), t.Context()
	order := giftOrder(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(10)), 2, 1)
	taxed := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{order.Order.Number}, Buyer: sankang})
	billing := issue(t, s, PaperAsk{Kind: papers.Billing, Of: []string{taxed.Number}})
	warned := func() *fault.Error {
		t.Helper()
		now, err := s.Order(ctx, order.Order.ID)
		if err != nil {
			t.Fatal(err)
		}
		warning, err := s.CancelledOrder(ctx, now)
		if err != nil {
			t.Fatal(err)
		}
		return warning
	}
	if warning := warned(); warning != nil {
		t.Errorf("of an order that goes on: %v", warning)
	}
	if err := s.CancelOrder(ctx, order.Order.ID, "เลิก", ""); err != nil {
		t.Fatal(err)
	}
	if warning := warned(); warning == nil || warning.Values["papers"] != taxed.Number+", "+billing.Number {
		t.Errorf("warned %v", warning)
	}
	for _, of := range []string{taxed.Number, billing.Number} {
		refused(t, s, "paper_of_cancelled", PaperAsk{Kind: papers.Receipt, Of: []string{of}, Payments: []papers.Payment{{Method: "cash", Amount: 1070_00}}})
	}
	refused(t, s, "paper_of_cancelled", PaperAsk{Kind: papers.Billing, Of: []string{taxed.Number}, Anew: true})
	choices, err := s.PaperChoices(ctx, taxed.Number)
	if err != nil {
		t.Fatal(err)
	}
	for _, choice := range choices {
		if choice.Ask.Kind == papers.Receipt && !fault.Is(choice.Why, "paper_of_cancelled") || choice.Ask.Kind == papers.CreditNote && choice.Why != nil {
			t.Errorf("%s: %v", choice.Ask.Kind, choice.Why)
		}
	}
	report, err := s.SalesTax(ctx, taxed.Date)
	if err != nil || len(report.Warnings) == 0 || report.Warnings[len(report.Warnings)-1].Code != "cancelled_papers" {
		t.Errorf("the report says %v, %v", report.Warnings, err)
	}
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{taxed.Number}, Reason: "ยกเลิก", ReasonCode: papers.ReasonCodes(papers.CreditNote)[0], Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}})
	if warning := warned(); warning != nil {
		t.Errorf("after the credit note: %s", i18n.Message(i18n.English, warning))
	}
	if report, err = s.SalesTax(ctx, taxed.Date); err != nil || len(report.Warnings) != 0 {
		t.Errorf("then the report says %v, %v", report.Warnings, err)
	}
	if err := s.ReopenOrder(ctx, order.Order.ID, ""); err != nil {
		t.Fatal(err)
	}
}
