package shop

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// ofClass adds goods of a class of VAT.
func ofClass(t *testing.T, s *Shop, sku string, price money.Satang, class string) catalog.Product {
	t.Helper()
	p := addGoods(t, s, sku, price, qty.Pieces(100))
	p.VAT = class
	if _, err := s.SaveProduct(t.Context(), p, Opening{}); err != nil {
		t.Fatal(err)
	}
	return p
}

// sellEach sells one of each.
func sellEach(t *testing.T, s *Shop, goods ...catalog.Product) *Bill {
	t.Helper()
	cart := selling.Cart{ID: id.New[id.Bill]()}
	for _, p := range goods {
		cart.Add(p.ID, qty.One)
	}
	bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}})
	if err != nil {
		t.Fatal(err)
	}
	return bill
}

// bringBack gives one of a line of a bill back, for other goods where some are said.
func bringBack(t *testing.T, s *Shop, bill *Bill, line int, goods ...catalog.Product) *Bill {
	t.Helper()
	request := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: line, Qty: qty.One}},
		Tenders: []selling.Tender{{Method: selling.Cash}}}
	for _, p := range goods {
		request.Goods.Add(p.ID, qty.One)
	}
	back, _, err := s.Refund(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func register(t *testing.T, s *Shop) {
	t.Helper()
	for key, value := range map[string]string{"shop.vat": "included", "shop.branch": "00000", "vat.pos_id": "E012345678"} {
		if _, _, err := s.Set(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
}

// The report has all that a registered shop sold and took back by class (s. 87(1)), also where none of a bill bears VAT.
func TestGoodsWithoutVATStandInTheReport(t *testing.T) {
	s, ctx := till(t), t.Context()
	rice, cloth, jar := ofClass(t, s, "RICE", 65_00, catalog.VATExempt), ofClass(t, s, "CLOTH", 100_00, catalog.VATZero), addGoods(t, s, "JAR", 107_00, qty.Pieces(100))
	month := func(what string, rows int, vat, zero, exempt money.Satang) {
		t.Helper()
		report, err := s.SalesTax(ctx, "2026-11-23")
		if err != nil || len(report.Rows) != rows || report.VAT != vat || report.Zero != zero || report.Exempt != exempt || len(report.Warnings) != 0 {
			t.Errorf("%s: VAT %s, zero %s, exempt %s, %v: %+v, %v", what, report.VAT, report.Zero, report.Exempt, report.Warnings, report.Rows, err)
		}
	}
	grain := sellEach(t, s, rice)
	month("exempt goods alone", 1, 0, 0, 65_00)
	sellEach(t, s, cloth)
	month("goods of 0 % alone", 2, 0, 100_00, 65_00)
	mixed := sellEach(t, s, rice, jar)
	month("both", 3, 7_00, 100_00, 130_00)
	bringBack(t, s, mixed, 0)
	month("the exempt ones came back", 4, 7_00, 100_00, 65_00)
	bringBack(t, s, mixed, 1, cloth)
	month("an exchange", 6, 0, 200_00, 65_00)
	if _, _, err := s.Void(ctx, grain.ID, "คิดผิด"); err != nil {
		t.Fatal(err)
	}
	month("a void", 6, 0, 200_00, 0)
	if _, _, err := s.Set(ctx, "vat.pos_id", ""); err != nil {
		t.Fatal(err)
	}
	reported(t, s, "slips of a till without a number", 200_00, 0, "slips_without_pos_id")
}

// Of goods sold before the registration nothing is taxed, whatever class they are of and whenever they come back.
func TestGoodsOfBeforeTheRegistrationStayOutOfTheReport(t *testing.T) {
	s, ctx := community(t), t.Context()
	rice, jar := ofClass(t, s, "RICE", 65_00, catalog.VATExempt), addGoods(t, s, "JAR", 107_00, qty.Pieces(100))
	first, second, third := sellEach(t, s, rice, jar), sellEach(t, s, rice), sellEach(t, s, rice)
	back := bringBack(t, s, first, 0)
	register(t, s)
	reported(t, s, "sold before", 0, 0)
	bringBack(t, s, first, 1)
	bringBack(t, s, second, 0, jar, rice)
	reported(t, s, "only what was taken in exchange", 172_00, 7_00)
	for _, bill := range []*Bill{back, third} {
		if _, _, err := s.Void(ctx, bill.ID, "คิดผิด"); err != nil {
			t.Fatal(err)
		}
	}
	reported(t, s, "voids", 172_00, 7_00)
	sellEach(t, s, rice)
	if _, _, err := s.Set(ctx, "shop.vat", "none"); err != nil {
		t.Fatal(err)
	}
	sellEach(t, s, rice)
	register(t, s)
	reported(t, s, "between two registrations", 237_00, 7_00)
}

// Receipt and invoice of a bill of before the registration tell of no VAT, which was never charged.
func TestPapersOfBeforeTheRegistrationTellOfNoVAT(t *testing.T) {
	s := community(t)
	rice, jar := ofClass(t, s, "RICE", 65_00, catalog.VATExempt), addGoods(t, s, "JAR", 107_00, qty.Pieces(100))
	bill := sellEach(t, s, rice, jar)
	register(t, s)
	for _, kind := range []papers.Kind{papers.Receipt, papers.Invoice} {
		paper := issue(t, s, PaperAsk{Kind: kind, Of: []string{bill.Number}, Buyer: sankang})
		if text := textOf(t, paper.PDF); paper.Sums.VAT != 0 || paper.Sums.Due != 172_00 || strings.Contains(text, packed("ภาษีมูลค่าเพิ่ม")) {
			t.Errorf("%s: %+v\n%s", kind, paper.Sums, text)
		}
	}
	refused(t, s, "bill_before_vat", PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	now := sellEach(t, s, rice, jar)
	if paper := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{now.Number}, Buyer: sankang}); paper.Sums.VAT != 7_00 {
		t.Errorf("of after: %+v", paper.Sums)
	}
}

// Who gives the registration up still has the reports of the months in which the shop was registered.
func TestTheReportAfterTheRegistrationWasGivenUp(t *testing.T) {
	ctx, now := t.Context(), noon
	s := overMonths(t, &now)
	jar := addGoods(t, s, "JAR", 107_00, qty.Pieces(100))
	sellEach(t, s, jar)
	now = noon.AddDate(0, 0, 12) // in December
	sellEach(t, s, jar)
	if _, _, err := s.Set(ctx, "shop.vat", "none"); err != nil {
		t.Fatal(err)
	}
	sellEach(t, s, jar)
	now = noon.AddDate(0, 2, 0)
	for month, want := range map[clock.Day]money.Satang{"2026-11-23": 107_00, "2026-12-05": 107_00} {
		if report, err := s.SalesTax(ctx, month); err != nil || report.Total != want || report.VAT != 7_00 {
			t.Errorf("%s: %+v, %v", month, report, err)
		}
	}
	for _, month := range []clock.Day{"2026-10-23", "2027-01-23"} {
		if report, err := s.SalesTax(ctx, month); !fault.Is(err, "sales_tax_unregistered") {
			t.Errorf("%s: %+v, %v", month, report, err)
		}
	}
}

// Parcels of goods without VAT stand in the report before a tax invoice is issued, and once after.
func TestAParcelWithoutVATStandsInTheReport(t *testing.T) {
	s, ctx := till(t), t.Context()
	order := giftOrder(t, s, ofClass(t, s, "RICE", 65_00, catalog.VATExempt), 2, 1)
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	reported(t, s, "delivered", 130_00, 0)
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang})
	reported(t, s, "invoiced", 130_00, 0)
}
