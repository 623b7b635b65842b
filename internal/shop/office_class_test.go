package shop

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
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

// A tax paper stands for goods of a class by what it is of that class: a deposit over two classes, and an invoice of one of
// them alone, take nothing of the other off, whichever left first.
func TestAPaperStandsForItsOwnClasses(t *testing.T) {
	for name, of := range map[string]struct {
		ask   func(t *testing.T, s *Shop, order *Order)
		first int // the line that leaves first
	}{
		"a deposit, cloth first":  {func(t *testing.T, s *Shop, order *Order) { issue(t, s, depositOf(t, s, order, 1000_00)) }, 1},
		"a deposit, rice first":   {func(t *testing.T, s *Shop, order *Order) { issue(t, s, depositOf(t, s, order, 1000_00)) }, 2},
		"an invoice of the cloth": {func(t *testing.T, s *Shop, order *Order) {}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := registered(t), t.Context()
			order := classOrder(t, s, 0, 8, 15, 0) // 1,080.00 at 7 %, 975.00 exempt
			of.ask(t, s, order)
			leave := func(n, pieces int) {
				t.Helper()
				err := s.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: []ledger.ParcelLine{{N: n, Qty: qty.Pieces(pieces)}}}, "")
				if err == nil {
					_, err = s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, "")
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			count := map[int]int{1: 8, 2: 15}
			leave(of.first, count[of.first])
			if name == "an invoice of the cloth" {
				issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang, Lines: []PaperLine{{Code: "JAR", Qty: qty.Pieces(8)}}})
			}
			leave(3-of.first, count[3-of.first])
			report, err := s.SalesTax(ctx, order.Order.Day)
			if err != nil || report.Base+report.VAT != 1080_00 || report.Exempt != 975_00 {
				t.Errorf("reported %s with VAT, %s without: %+v, %v", report.Base+report.VAT, report.Exempt, report.Rows, err)
			}
		})
	}
}

// A note over several deliveries is of what their bills come to, class by class, where a discount and postage go with them.
func TestANoteOverDeliveriesHasTheirClasses(t *testing.T) {
	s, ctx := registered(t), t.Context()
	silk, rice := ofClass(t, s, "CLOTH", 1070_00, catalog.VATStandard), ofClass(t, s, "GRAIN", 100_00, catalog.VATExempt)
	order, err := s.AddOrder(ctx, ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Discount: 4000_00, Fee: 500_00,
		Person: ordering.Person{Name: "นายก อบต."}, Recipients: []ordering.Recipient{{Name: "โรงเรียน", Line: "1", Province: "เชียงใหม่", Postcode: "50130"}},
		Lines: []ledger.OrderLine{{ProductID: silk.ID, Qty: qty.Pieces(4), Price: silk.Price, To: 1}, {ProductID: rice.ID, Qty: qty.Pieces(40), Price: rice.Price, To: 1}}})
	if err == nil {
		err = s.ConfirmOrder(ctx, order.Order.ID, false, "")
	}
	for _, part := range [][]ledger.ParcelLine{{{N: 1, Qty: qty.Pieces(4)}}, {{N: 2, Qty: qty.Pieces(40)}}} {
		if err == nil {
			err = s.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: part}, "")
		}
		if err == nil {
			_, err = s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, "")
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	slips, err := s.SalesTax(ctx, order.Order.Day)
	if err != nil || slips.Exempt == 0 || slips.VAT == 0 {
		t.Fatalf("%+v, %v", slips, err)
	}
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}})
	if invoice.Sums.VAT != slips.VAT || classNets(invoice)[catalog.VATExempt] != slips.Exempt {
		t.Errorf("the invoice has VAT %s and %v, its bills %s and %s", invoice.Sums.VAT, classNets(invoice), slips.VAT, slips.Exempt)
	}
	if report, err := s.SalesTax(ctx, order.Order.Day); err != nil || report.VAT != slips.VAT || report.Exempt != slips.Exempt {
		t.Errorf("reported %s and %s, %v", report.VAT, report.Exempt, err)
	}
}
