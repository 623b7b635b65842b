package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// What is taken in exchange was sold: its tax invoice is of that, and what came back is for a credit note about the first
// bill's (s. 86, 86/10).
func TestWhatIsTakenInExchangeHasItsTaxInvoice(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Shop{"a till with a number": till, "one without": firm} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			jar, scarf := addGoods(t, s, "JAR", 107_00, qty.Pieces(50)), addGoods(t, s, "SCARF", 214_00, qty.Pieces(50))
			bill := sell(t, s, jar, qty.Pieces(2), selling.Cash)
			first := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
			swap := bringBack(t, s, bill, 0, scarf)
			full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{swap.Number}, Buyer: sankang})
			if len(full.Lines) != 1 || full.Lines[0].SKU != "SCARF" || full.Sums.Due != 214_00 || full.Sums.VAT != 14_00 {
				t.Errorf("%+v", full.Paper)
			}
			want := []papers.Payment{{Method: papers.GoodsBack, Amount: 107_00, Date: full.Date}, {Method: selling.Cash, Amount: 107_00, Date: full.Date}}
			if len(full.Payments) != 2 || full.Payments[0] != want[0] || full.Payments[1] != want[1] {
				t.Errorf("paid %+v", full.Payments)
			}
			reported(t, s, "before the note", 428_00, 28_00, "refunds_without_note")
			note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{first.Number}, Reason: "เปลี่ยน", ReasonCode: "CDNG05"})
			if note.Sums.Due != 107_00 {
				t.Errorf("%+v", note.Sums)
			}
			reported(t, s, "with the note", 321_00, 21_00)

			_, answer := brings(t, s, swap.ID, 1) // the scarf comes back too
			warned(t, "of the exchange", answer, "returned_papers", full.Number)
			issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
			reported(t, s, "the scarf came back", 107_00, 7_00)
			checks, err := s.Check(t.Context())
			allOK(t, checks, err)
		})
	}
}

// An exchange of a bill with a slip alone keeps what came back in the report when its own slip gives way.
func TestTheSlipOfAnExchangeGivesWayForWhatItSold(t *testing.T) {
	s := till(t)
	jar, tea := addGoods(t, s, "JAR", 107_00, qty.Pieces(50)), addGoods(t, s, "TEA", 53_50, qty.Pieces(50))
	bill := sell(t, s, jar, qty.Pieces(2), selling.Cash)
	swap := bringBack(t, s, bill, 0, tea) // the customer gets 53.50 back
	reported(t, s, "slips alone", 160_50, 10_50)
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{swap.Number}, Buyer: sankang})
	if len(full.Payments) != 1 || full.Payments[0].Method != papers.GoodsBack || full.Payments[0].Amount != 53_50 {
		t.Errorf("paid %+v", full.Payments)
	}
	reported(t, s, "its tax invoice", 160_50, 10_50)
	answer := voids(t, s, swap.ID)
	warned(t, "the exchange is void", answer, "voided_papers", full.Number)
	reported(t, s, "the exchange is void", 267_50, 17_50, "refunds_without_note")
	if err := s.VoidPaper(t.Context(), full.ID, "ไม่ได้เปลี่ยน", nil); err != nil {
		t.Fatal(err)
	}
	reported(t, s, "its paper too", 214_00, 14_00)
	short := sellEach(t, s, jar)
	taken := bringBack(t, s, short, 0, tea)
	issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{taken.Number}})
	reported(t, s, "an abbreviated one", 267_50, 17_50)
}

// A credit note about the tax invoice of a void bill begins with all that it sold.
func TestACreditNoteOfAVoidBill(t *testing.T) {
	s := till(t)
	bill := sellEach(t, s, addGoods(t, s, "JAR", 107_00, qty.Pieces(50)), ofClass(t, s, "RICE", 65_00, catalog.VATExempt))
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	warned(t, "void", voids(t, s, bill.ID), "voided_papers", full.Number)
	note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ยกเลิก", ReasonCode: "CDNG05"})
	if note.Sums.Due != 172_00 || len(note.Lines) != 2 {
		t.Errorf("%+v", note.Lines)
	}
	reported(t, s, "with its note", 0, 0)
}

// In a shop without VAT what was taken in exchange has its receipt; a plain refund has none.
func TestAnExchangeHasItsReceipt(t *testing.T) {
	s := community(t)
	jar, scarf := addGoods(t, s, "JAR", 107_00, qty.Pieces(50)), ofClass(t, s, "SCARF", 214_00, catalog.VATExempt)
	bill := sell(t, s, jar, qty.Pieces(3), selling.Cash)
	swap := bringBack(t, s, bill, 0, scarf)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{swap.Number}, Buyer: sankang})
	if receipt.Sums.Due != 214_00 || len(receipt.Payments) != 2 || receipt.Payments[1].Amount != 107_00 {
		t.Errorf("%+v", receipt.Paper)
	}
	choices, err := s.PaperChoices(t.Context(), swap.Number)
	if err != nil || len(choices) == 0 {
		t.Fatal(choices, err)
	}
	back, _ := brings(t, s, bill.ID, 1)
	refused(t, s, "paper_of_refund", PaperAsk{Kind: papers.Receipt, Of: []string{back.Number}, Buyer: sankang})
}
