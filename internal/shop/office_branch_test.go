package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// A shop that becomes another branch numbers its papers by themselves and named, and goes on where it was when it comes back.
func TestEachBranchNumbersByItself(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "JAR", 135_00, qty.Pieces(50))
	for _, step := range []struct{ branch, want string }{{"00000", "A-TX-2569-000001"}, {"00002", "A-00002-TX-2569-000001"}, {"00002", "A-00002-TX-2569-000002"},
		{"00000", "A-TX-2569-000002"}, {"00003", "A-00003-TX-2569-000001"}, {"00002", "A-00002-TX-2569-000003"}} {
		if _, _, err := s.Set(ctx, "shop.branch", step.branch); err != nil {
			t.Fatal(err)
		}
		if made := issue(t, s, ofSale(t, s, papers.TaxInvoice)); made.Number != step.want || made.Seller.Branch != step.branch {
			t.Errorf("branch %s gave %s, not %s", step.branch, made.Number, step.want)
		}
	}
	report, err := s.SalesTax(ctx, "2026-11-01")
	if err != nil || len(report.Warnings) != 2 || report.Warnings[0].Code != "tax_other_branch" || report.Warnings[0].Values["branch"] != "00003" ||
		report.Warnings[1].Values["last"] != "A-TX-2569-000002" {
		t.Errorf("%v, %v", report.Warnings, err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}
