package shop

import (
	"strings"
	"testing"

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
