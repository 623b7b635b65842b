package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
)

// While a paper is filled in it can be drawn, although it could not be issued yet; what cannot be reckoned cannot be drawn.
func TestSketchDrawsWhatIsThere(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*papers.Request)
		issue  string // what Issue says
		sketch string // what Sketch says
	}{
		"whole":              {func(*papers.Request) {}, "", ""},
		"no tax id":          {func(r *papers.Request) { r.Buyer.TaxID = "" }, "buyer_tax_id_missing", ""},
		"no buyer":           {func(r *papers.Request) { r.Buyer = papers.Buyer{} }, "buyer_name_missing", ""},
		"a receipt unpaid":   {func(r *papers.Request) { r.With = []papers.Kind{papers.Receipt} }, "payments_missing", ""},
		"a date ahead":       {func(r *papers.Request) { r.Date = "2027-01-01" }, "date_ahead", ""},
		"a day that is none": {func(r *papers.Request) { r.Date = "2026-02-30" }, "date_unreadable", ""},
		"no goods":           {func(r *papers.Request) { r.Lines = nil }, "lines_missing", "lines_missing"},
		"without VAT":        {func(r *papers.Request) { r.Seller.VAT = false }, "tax_paper_unregistered", "vat_class_unknown"},
		"of what it is not":  {func(r *papers.Request) { r.Refs = []papers.Ref{{Source: string(papers.Billing), Number: "A-BN-1"}} }, "paper_from", "paper_from"},
	} {
		t.Run(name, func(t *testing.T) {
			r := ask(papers.TaxInvoice, of("ชุดของขวัญ", 3, 107_00))
			c.change(r)
			if _, err := papers.Issue(facts(t), r); fault.Code(err) != c.issue {
				t.Errorf("issued: %v, want %q", err, c.issue)
			}
			paper, err := papers.Sketch(facts(t), r)
			if fault.Code(err) != c.sketch || err == nil && (paper.Number != "" || paper.Sums.Due == 0 || !paper.Date.Valid()) {
				t.Errorf("sketched: %+v, %v, want %q", paper, err, c.sketch)
			}
		})
	}
}
