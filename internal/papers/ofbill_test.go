package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// A tax invoice over any bill is for the bill's sum, discount and VAT.
func TestPaperOverABillIsTheBill(t *testing.T) {
	goods := testkit.Goods()
	prices := selling.Prices{Day: today, VAT: 7_00, Product: func(product id.Product) *catalog.Product {
		for n := range goods {
			if goods[n].ID == product {
				return &goods[n]
			}
		}
		return nil
	}}
	f := facts(t)
	for seed := range uint64(1000) {
		cart := testkit.Cart(testkit.Rand(seed), goods)
		quote, err := selling.Price(prices, &cart)
		if err != nil || len(quote.Lines) == 0 {
			t.Fatal(err)
		}
		paper := issue(t, f, ask(papers.TaxInvoice, papers.OfBill(quote.Lines)...))
		if paper.Sums.Due != quote.Total || paper.Sums.VAT != quote.VAT || paper.Sums.Discount != quote.Discount || paper.Sums.Goods != quote.Gross {
			t.Fatalf("seed %d: %+v of %+v", seed, paper.Sums, quote)
		}
	}
}

func TestRefundsAreWrittenAsGivenBack(t *testing.T) {
	back := papers.OfBill([]ledger.Line{
		{Name: "ผ้า", Unit: "ผืน", Qty: -2000, UnitPrice: 10_000, Total: -20_000, BillDiscount: -1000, VATClass: "7", VATRate: 700},
		{Name: "ข้าว", Unit: "กก.", Qty: -100, UnitPrice: 333, Total: -34, VATClass: "exempt"}, // 33.3 rounded up, as its share of a whole
	})
	if back[0].Qty != qty.Pieces(2) || back[0].Discount != 1000 || back[0].Total != 19_000 {
		t.Errorf("%+v", back[0])
	}
	if back[1].Qty != qty.One || back[1].Price != 34 || back[1].Note != "0.1 กก." {
		t.Errorf("%+v", back[1])
	}
	slip := papers.Slip{Number: "A-RF-2569-000001", Day: today, Lines: back, Back: true, Of: "A-2569-000042"}
	paper, err := slip.Paper(seller)
	if err != nil || paper.Sums.Due != 19_034 {
		t.Fatalf("%+v, %v", paper, err)
	}
	report := papers.ReportTax(today, []papers.Kept{{Paper: paper}})
	if row := report.Rows[0]; row.Total != -19_034 || row.Exempt != -34 || row.About != "A-2569-000042" {
		t.Errorf("%+v", row)
	}
}

func TestSpreadDiscount(t *testing.T) {
	lines := papers.SpreadDiscount([]papers.Line{of("ก", 1, 100), of("ข", 2, 100), of("ค", 1, 0)}, 100)
	sum := money.Satang(0)
	for _, line := range lines {
		sum += line.Discount
	}
	if sum != 100 || lines[0].Discount != 33 || lines[1].Discount != 67 || lines[2].Discount != 0 {
		t.Errorf("%+v", lines)
	}
	paper := issue(t, facts(t), ask(papers.Quotation, lines...))
	if paper.Sums.Goods != 300 || paper.Sums.Discount != 100 || paper.Sums.Due != 200 {
		t.Errorf("%+v", paper.Sums)
	}
}
