package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
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
	cheaper, ask := money.Satang(70_00), PaperAsk{Kind: papers.CreditNote, Of: []string{taxed.Number}, Reason: "ยกเลิก", ReasonCode: papers.ReasonCodes(papers.CreditNote)[0]}
	lower := ask
	lower.Lines = []PaperLine{{Code: "SET", Qty: qty.Pieces(1), Price: &cheaper}}
	issue(t, s, lower)
	if lines, err := s.ReturnedOf(ctx, taxed.Number); err != nil || len(lines) != 1 || lines[0].Qty != qty.Pieces(2) {
		t.Errorf("the window begins with %+v, %v", lines, err)
	}
	if note := issue(t, s, ask); note.Sums.Due != 1000_00 {
		t.Errorf("all that is left is %s", note.Sums.Due)
	}
	ask.Anew = true
	refused(t, s, "credit_lines_missing", ask)
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

// What is credited of a cancelled order piece by piece is of what notes about prices left, as all of it at once is.
func TestPartsOfACancelledOrderAreOfWhatIsLeft(t *testing.T) {
	s, ctx := firm(t), t.Context()
	order := giftOrder(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(10)), 3, 1)
	taxed := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang})
	if err := s.CancelOrder(ctx, order.Order.ID, "เลิก", ""); err != nil {
		t.Fatal(err)
	}
	cheaper, ask := money.Satang(100_00), PaperAsk{Kind: papers.CreditNote, Of: []string{taxed.Number}, Reason: "ยกเลิก", ReasonCode: "CDNG99", Anew: true}
	ask.Lines = []PaperLine{{Code: "SET", Qty: qty.One, Price: &cheaper}}
	issue(t, s, ask)
	for _, want := range []money.Satang{501_67, 501_66, 501_67} {
		ask.Lines = []PaperLine{{Code: "SET", Qty: qty.One}}
		if note := issue(t, s, ask); note.Sums.Due != want || len(note.Warnings) != 0 {
			t.Errorf("a piece is credited with %s, not %s, and %v", note.Sums.Due, want, note.Warnings)
		}
	}
	refused(t, s, "credit_above_invoice", ask)
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// Money for goods that never left is given back at its order, before the credit note or after it: nothing is left to give back
// then, and no debt of what did leave is lowered.
func TestACreditNoteOfGoodsThatNeverLeft(t *testing.T) {
	s, ctx := registered(t), t.Context()
	order := classOrder(t, s, 0, 2, 1, 0)
	taxed := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang, Payments: transfer(335_00)})
	pack := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: []ledger.ParcelLine{{N: 1, Qty: qty.One}, {N: 2, Qty: qty.One}}}
	if err := s.Pack(ctx, pack, ""); err != nil {
		t.Fatal(err)
	}
	sent(t, s, order)
	amount := money.Satang(135_00)
	if err := s.PayOrderBack(ctx, order.Order.ID, id.New[id.Change](), selling.Tender{Method: selling.Transfer, Amount: &amount, Reason: "ของหมด"}, ""); err != nil {
		t.Fatal(err)
	}
	ask := PaperAsk{Kind: papers.CreditNote, Of: []string{taxed.Number}, Reason: "ของหมด", ReasonCode: "CDNG03", Lines: []PaperLine{{Code: "JAR", Qty: qty.One}}}
	if note := issue(t, s, ask); note.Sums.Due != 135_00 || len(note.Warnings) != 0 {
		t.Errorf("%s, %v", note.Sums.Due, note.Warnings)
	}
	progress, err := s.OfficeProgress(ctx, order.Order.Number)
	if err != nil || progress.GiveBack != 0 {
		t.Errorf("still to be given back: %s, %v", progress.GiveBack, err)
	}
	cheaper := money.Satang(10_00)
	ask.Lines, ask.Anew = []PaperLine{{Code: "JAR", Qty: qty.One, Price: &cheaper}}, true
	if note := issue(t, s, ask); len(note.Warnings) != 1 || note.Warnings[0].Code != "credit_note_money" || note.Warnings[0].Values["amount"] != cheaper {
		t.Errorf("a lower price of what left: %v", note.Warnings)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}
