package papers_test

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

func TestSalesTaxReport(t *testing.T) {
	f := facts(t)
	first := issue(t, f, ask(papers.TaxInvoice, of("ชุด", 1, 10_700)))
	wrong := issue(t, f, ask(papers.TaxInvoice, of("ชุด", 1, 21_400)))
	credit := issue(t, f, note(papers.CreditNote, first, nil, of("ชุด", 1, 5350)))
	old := ask(papers.TaxInvoice, of("ชุด", 1, 100_000))
	old.Date = "2026-10-31"
	october := issue(t, f, old)
	invoice := issue(t, f, ask(papers.Invoice, of("ชุด", 1, 50_000)))
	slip := papers.Slip{Number: "A-2569-000042", Day: "2026-11-03", Lines: []papers.Line{of("ผ้า", 1, 107)}}
	sold, err := slip.Paper(seller)
	if err != nil {
		t.Fatal(err)
	}
	report := papers.ReportTax(today, []papers.Kept{{Paper: first}, {Paper: wrong, Void: &papers.Void{Number: wrong.Number, Reason: "ชื่อผิด", By: papers.Ref{Number: "A-TX-2569-000009"}}},
		{Paper: credit}, {Paper: october}, {Paper: invoice}, {Paper: sold}})
	if len(report.Rows) != 4 || report.Month != "2026-11-01" {
		t.Fatalf("%+v", report)
	}
	if row := report.Rows[0]; row.Number != "A-2569-000042" || row.N != 1 || row.VAT != 7 || row.Base != 100 || row.Buyer != "" {
		t.Errorf("slip %+v", row)
	}
	if row := report.Rows[1]; row.Number != credit.Number || row.VAT != -350 || row.Base != -5000 || row.About != first.Number || row.Total != -5350 {
		t.Errorf("credit %+v", row)
	}
	if row := report.Rows[2]; row.Number != first.Number || row.TaxID != office.TaxID || row.Branch != "00000" || row.VAT != 700 {
		t.Errorf("invoice %+v", row)
	}
	if row := report.Rows[3]; !row.Void || row.Base != 0 || row.VAT != 0 || row.Total != 0 || row.Replace != "A-TX-2569-000009" || row.Number != wrong.Number {
		t.Errorf("void %+v", row)
	}
	if report.VAT != 700-350+7 || report.Base != 10_000-5000+100 || report.Total != report.Base+report.VAT {
		t.Errorf("sums %+v", report)
	}
}

// Sums of the report are the sums of its papers, however they are mixed and voided, and none is counted in two months.
func TestReportIsTheSumOfItsPapers(t *testing.T) {
	draw := rand.New(rand.NewPCG(14, 2569))
	for range 60 {
		f := facts(t)
		f.Day = "2026-12-31"
		var kept []papers.Kept
		var base, vat, other money.Satang
		for range 30 {
			request := ask(papers.TaxInvoice, randomLines(draw, 5)...)
			request.Date = today.Add(draw.IntN(33))
			paper := issue(t, f, request)
			sign, one := money.Satang(1), papers.Kept{Paper: paper}
			switch draw.IntN(5) {
			case 0:
				one.Void, sign = &papers.Void{Number: paper.Number, Reason: "พิมพ์ผิด"}, 0
			case 1:
				kept = append(kept, one)
				credit := note(papers.CreditNote, paper, nil, paper.Lines...)
				credit.Date = paper.Date
				one, sign = papers.Kept{Paper: issue(t, f, credit)}, 0 // it takes all of it back
			}
			kept = append(kept, one)
			for _, class := range paper.Sums.Classes {
				if class.Class == "7" {
					base, vat = base+sign*class.Base, vat+sign*class.VAT
				} else {
					other += sign * class.Net
				}
			}
		}
		november, december := papers.ReportTax("2026-11-05", kept), papers.ReportTax("2026-12-05", kept)
		if len(november.Rows)+len(december.Rows) != len(kept) || november.Base+december.Base != base || november.VAT+december.VAT != vat ||
			november.Zero+november.Exempt+december.Zero+december.Exempt != other {
			t.Fatalf("%d and %d rows of %d, base %s, VAT %s, other %s: %+v %+v", len(november.Rows), len(december.Rows), len(kept), base, vat, other, november.VAT, december.VAT)
		}
		for n, row := range december.Rows {
			if row.N != n+1 || n > 0 && row.Date < december.Rows[n-1].Date {
				t.Fatalf("row %d is %+v", n, row)
			}
		}
	}
}
