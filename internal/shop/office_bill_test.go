package shop

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// warned fails the test unless an answer warns of exactly this, of these papers.
func warned(t *testing.T, what string, answer Answer, code string, numbers ...string) {
	t.Helper()
	switch all := answer.Warnings; {
	case code == "" && len(all) == 0:
	case code == "", len(all) != 1, all[0].Code != code, all[0].Values["papers"] != strings.Join(numbers, ", "):
		t.Errorf("%s: %v, want %s of %v", what, all, code, numbers)
	}
}

func voids(t *testing.T, s *Shop, bill id.Bill) Answer {
	t.Helper()
	_, answer, err := s.Void(t.Context(), bill, "คิดผิด")
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func brings(t *testing.T, s *Shop, bill id.Bill, pieces int) (*Bill, Answer) {
	t.Helper()
	back, answer, err := s.Refund(t.Context(), selling.RefundRequest{ID: id.New[id.Bill](), Of: bill, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.Pieces(pieces)}}})
	if err != nil {
		t.Fatal(err)
	}
	return back, answer
}

// An abbreviated tax invoice stands for its bill as the slip does: it is void with it, and what comes back of the bill lowers
// the tax.
func TestAnAbbreviatedInvoiceGoesWithItsBill(t *testing.T) {
	s := till(t)
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	bill := sell(t, s, tea, qty.Pieces(3), selling.Cash)
	short := issue(t, s, PaperAsk{Kind: papers.Abbreviated, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}})
	back, answer := brings(t, s, bill.ID, 1)
	warned(t, "a part came back", answer, "")
	report := reported(t, s, "a part came back", 214_00, 14_00)
	if len(report.Rows) != 3 {
		t.Errorf("%+v", report.Rows)
	}
	for _, of := range []string{short.Number, bill.Number} {
		refused(t, s, "note_of_abbreviated", PaperAsk{Kind: papers.CreditNote, Of: []string{of}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
	}
	warned(t, "the refund is void", voids(t, s, back.ID), "")
	reported(t, s, "the refund is void", 321_00, 21_00)
	warned(t, "all is void", voids(t, s, bill.ID), "")
	report = reported(t, s, "all is void", 0, 0)
	for _, row := range report.Rows {
		if !row.Void {
			t.Errorf("%+v", row)
		}
	}
	old, err := s.OfficePaper(t.Context(), short.Number)
	if err != nil || old.Void == nil || old.Void.Reason != "คิดผิด" || !old.Fate.Void {
		t.Errorf("%+v, %v", old, err)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A full tax invoice in place of the abbreviated one needs a credit note again.
func TestAFullInvoiceAfterAnAbbreviatedOneNeedsItsNote(t *testing.T) {
	s := till(t)
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	bill := sell(t, s, tea, qty.Pieces(3), selling.Cash)
	issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{bill.Number}})
	brings(t, s, bill.ID, 1)
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	report := reported(t, s, "a full one in its place", 321_00, 21_00, "refunds_without_note")
	if report.Warnings[0].Values["papers"] != full.Number {
		t.Errorf("%v", report.Warnings[0])
	}
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
	reported(t, s, "with its note", 214_00, 14_00)
}

// A void in the month after leaves the abbreviated tax invoice of the month before where it is, and lowers its own.
func TestAnAbbreviatedInvoiceOfTheMonthBeforeStays(t *testing.T) {
	ctx, now := t.Context(), noon
	s := overMonths(t, &now)
	bill := sell(t, s, addGoods(t, s, "TEA", 107_00, qty.Pieces(50)), qty.Pieces(3), selling.Cash)
	issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{bill.Number}})
	now = noon.AddDate(0, 0, 8) // 1 December, the shift of 23 November runs on
	if err := s.CloseTaxMonth(ctx, "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	warned(t, "void in December", voids(t, s, bill.ID), "")
	for month, want := range map[clock.Day]money.Satang{"2026-11-23": 321_00, "2026-12-01": -321_00} {
		if report, err := s.SalesTax(ctx, month); err != nil || report.Total != want {
			t.Errorf("%s: %+v, %v", month, report, err)
		}
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// Whoever voids a bill or takes goods back is told which papers go on standing for it.
func TestWhatStandsForABillIsSaid(t *testing.T) {
	s := till(t)
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	plain := sell(t, s, tea, qty.Pieces(2), selling.Cash)
	_, answer := brings(t, s, plain.ID, 1)
	warned(t, "without papers", answer, "")

	bill := sell(t, s, tea, qty.Pieces(2), selling.Cash)
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	back, answer := brings(t, s, bill.ID, 1)
	warned(t, "goods back", answer, "returned_papers", full.Number)
	note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
	more, answer := brings(t, s, bill.ID, 1)
	warned(t, "more back", answer, "returned_papers", full.Number)
	warned(t, "what no note told of did not come back", voids(t, s, more.ID), "")
	warned(t, "nor what one tells of", voids(t, s, back.ID), "voided_notes", note.Number)
	if err := s.VoidPaper(t.Context(), note.ID, "ไม่ได้คืน", nil); err != nil {
		t.Fatal(err)
	}
	warned(t, "the sale is void", voids(t, s, bill.ID), "voided_papers", full.Number)

	receipt := sell(t, s, tea, qty.One, selling.Cash)
	told := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{receipt.Number}, Buyer: sankang})
	warned(t, "a receipt", voids(t, s, receipt.ID), "voided_papers", told.Number)
}

// Of a void delivery its own papers are named, and no other delivery's.
func TestThePapersOfAVoidDeliveryAreSaid(t *testing.T) {
	s, ctx := till(t), t.Context()
	set := addGoods(t, s, "SET", 107_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 2, 2)
	var invoices []string
	for n := range 2 {
		packAll(t, s, order, n+1, n+1)
		note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}})
		if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
			t.Fatal(err)
		}
		invoices = append(invoices, issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}, Buyer: sankang}).Number)
	}
	bills, _, err := s.OrderMoney(ctx, order.Order.ID)
	if err != nil || len(bills) != 2 {
		t.Fatal(bills, err)
	}
	slices.SortFunc(bills, func(a, b OrderBill) int { return strings.Compare(a.Number, b.Number) })
	_, answer, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bills[0].ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}})
	if err != nil {
		t.Fatal(err)
	}
	warned(t, "of the first something came back", answer, "returned_papers", invoices[0])
	warned(t, "the second is void", voids(t, s, bills[1].ID), "voided_papers", invoices[1])
}

// A paper that cannot be read keeps nobody from voiding a bill or taking goods back, and what was written is answered.
func TestADamagedPaperHindersNoBill(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 10, 1)
	note := partly(t, s, order, 1)
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}})
	rewrite(t, s.Dir, "DROP TRIGGER paper_body_no_update", "UPDATE paper_body SET body = '{' WHERE paper_id = (SELECT id FROM paper WHERE kind = 'delivery')")
	bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	back, answer := brings(t, s, bills[0].ID, 1)
	if warned(t, "a part came back", answer, ""); back == nil || back.RefundOf != bills[0].Number {
		t.Errorf("answered %+v", back)
	}
	for _, bill := range []id.Bill{back.ID, bills[0].ID} {
		gone, answer, err := s.Void(t.Context(), bill, "คิดผิด")
		if warned(t, "a void", answer, ""); err != nil || gone == nil || gone.Bill.VoidOf != bill {
			t.Errorf("answered %+v, %v", gone, err)
		}
	}
}
