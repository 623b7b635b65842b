package shop

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
)

// giftSet is a set of two scarves that a weaver brings on consignment and a jar of the shop's own.
func giftSet(t *testing.T, s *Shop) (scarf catalog.Product) {
	t.Helper()
	ctx := t.Context()
	weaver, err := s.SaveProducer(ctx, party.Party{Name: "ป้าปิ่นแก้ว", Phone: "0812345678"})
	if err != nil {
		t.Fatal(err)
	}
	scarf, err = s.SaveProduct(ctx, catalog.Product{SKU: "SCARF", Name: "ผ้าพันคอ", Unit: "ผืน", Price: 200_00, Terms: ledger.Consign, ProducerID: weaver.ID, GP: 20_00, VAT: catalog.VATStandard},
		Opening{Qty: qty.Pieces(30)})
	if err != nil {
		t.Fatal(err)
	}
	jar := addGoods(t, s, "JAR", 135_00, qty.Pieces(200))
	_, err = s.SaveProduct(ctx, catalog.Product{SKU: "GIFT", Name: "ชุดของขวัญปีใหม่", Unit: "ชุด", Price: 535_00, VAT: catalog.VATStandard,
		Components: []catalog.Component{{ProductID: scarf.ID, Qty: qty.Pieces(2)}, {ProductID: jar.ID, Qty: qty.One}}}, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	return scarf
}

// Sixty gift sets for a sub-district office: quotation, order, plan, two deliveries to twelve recipients, one tax
// invoice, paid less the tax withheld. Stock, the weaver's share, receivables and the report of the tax agree.
func TestSixtyGiftSetsForAnOffice(t *testing.T) {
	ctx, now := t.Context(), noon
	on := func(days int) { now = noon.AddDate(0, 0, days) }
	s, err := Create(ctx, filepath.Join(t.TempDir(), "shop"), Params{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130",
		TaxID: "0105536112014", VAT: "included"}, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	dress(t, s)
	if _, _, err := s.Set(ctx, "vat.pos_id", "E012345678"); err != nil {
		t.Fatal(err)
	}
	scarf := giftSet(t, s)

	quotation := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Within: 30, Lines: []PaperLine{{Code: "GIFT", Qty: qty.Pieces(60)}}})
	if !strings.Contains(quotation.Lines[0].Note, "ผ้าพันคอ 2 ผืน") {
		t.Errorf("the set says %q", quotation.Lines[0].Note)
	}
	accept := AcceptAsk{ID: id.New[id.Order](), Quotation: quotation.Number, Due: "2026-12-20", Order: papers.BuyerOrder{Number: "กค 12/2569", Date: "2026-11-23"}}
	for n := range 12 {
		accept.Recipients = append(accept.Recipients, ordering.Recipient{Name: fmt.Sprintf("โรงเรียนที่ %d", n+1), Line: "1", Province: "เชียงใหม่", Postcode: "50130"})
	}
	order, err := s.AcceptQuotation(ctx, accept)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.AcceptQuotation(ctx, accept); err != nil || again.Order.Number != order.Order.Number {
		t.Errorf("the same again: %v", err)
	}
	accept.ID = id.Order{}
	if _, err := s.AcceptQuotation(ctx, accept); !fault.Is(err, "quotation_ordered") {
		t.Errorf("a second order of one quotation: %v", err)
	}
	number := order.Order.Number
	if found, err := s.OfficePaper(ctx, quotation.Number); err != nil || found.StateOf(found.Fate, "2026-11-24") != papers.Accepted {
		t.Errorf("the quotation is not accepted: %v", err)
	}

	plan, err := s.PlanOrder(ctx, PlanAsk{Order: number, Lead: new(10), Pace: papers.Pace{PackDays: 2, ShipDays: 2}}, i18n.Thai)
	if err != nil || len(plan.Jobs) != 1 || plan.Jobs[0].Brings[0].Qty != qty.Pieces(90) || plan.Jobs[0].Tell != "2026-12-06" || plan.Late {
		t.Fatalf("plan %+v, %v", plan, err)
	}
	if !strings.Contains(plan.Messages[0], "90 ผืน") || !strings.Contains(plan.Messages[0], sankang.Name) {
		t.Errorf("message %q", plan.Messages[0])
	}
	if pages, err := s.PlanPapers(ctx, plan, i18n.Thai); err != nil || len(pages.Pages) == 0 {
		t.Error(err)
	}
	on(10)
	if _, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived, Producer: scarf.ProducerID,
		Items: []stock.Item{{ProductID: scarf.ID, Qty: qty.Pieces(90)}}}); err != nil {
		t.Fatal(err)
	}

	for round, from := range []int{1, 7} {
		on(12 + 3*round)
		parcels := packAll(t, s, order, from, from+5)
		note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}})
		if len(note.Lines) != 1 || note.Lines[0].Qty != qty.Pieces(30) {
			t.Errorf("round %d: %+v", round, note.Lines)
		}
		if _, err := s.HandOver(ctx, order.Order.ID, parcels, id.Bill{}, ""); err != nil {
			t.Fatal(err)
		}
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{number}, DueDay: "2027-01-10"})
	if invoice.Sums.Due != 60*535_00 || len(invoice.Lines) != 1 || invoice.Withheld.Tax != 300_00 || invoice.Order.Number != "กค 12/2569" {
		t.Errorf("%+v, %+v", invoice.Sums, invoice.Withheld)
	}
	owing, err := s.Receivables(ctx, "2027-02-20")
	if err != nil || len(owing) != 1 || owing[0].ByAge[1] != 60*535_00 {
		t.Fatalf("owed %+v, %v", owing, err)
	}
	customer, err := s.Customer(ctx, order.Content.CustomerID)
	if err != nil || customer.Owed != owing[0].Total {
		t.Errorf("the books say %s, the papers %s, %v", customer.Owed, owing[0].Total, err)
	}
	if letter, err := s.ReminderPapers(ctx, owing[0], "2027-02-20", i18n.Thai); err != nil || len(letter.Pages) == 0 {
		t.Error(err)
	}

	on(20)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{number}, Payments: []papers.Payment{{Method: selling.Transfer, Amount: 60*535_00 - 300_00}},
		Certificate: &papers.Certificate{Number: "45/2570", Date: "2026-12-13", Amount: 300_00}})
	if receipt.Booked != 60*535_00 {
		t.Errorf("booked %s", receipt.Booked)
	}
	far, err := s.OfficeProgress(ctx, number)
	if err != nil || far.Left() != 0 || far.Invoiced != far.Total || far.Withheld != 300_00 || far.Served != 12 || far.Goods[0].Sent != qty.Pieces(60) {
		t.Errorf("%+v, %v", far, err)
	}
	if owing, err = s.Receivables(ctx, "2027-02-20"); err != nil || len(owing) != 0 {
		t.Errorf("still owed %+v, %v", owing, err)
	}
	if customer, err = s.Customer(ctx, order.Content.CustomerID); err != nil || customer.Owed != 0 || far.Order.Rest() != 0 {
		t.Errorf("the books still say %s, %v", customer.Owed, err)
	}
	accounts, err := s.Producer(ctx, scarf.ProducerID)
	if err != nil || accounts.Unsettled.Payable() <= 0 {
		t.Errorf("the weaver %+v, %v", accounts, err)
	}
	lies, err := s.Stock(ctx, []id.Product{scarf.ID})
	if err != nil || lies[0].OnHand != 0 {
		t.Errorf("stock %+v, %v", lies, err)
	}
	december, err := s.SalesTax(ctx, "2026-12-01")
	if err != nil || len(december.Rows) != 1 || december.VAT != invoice.Sums.VAT || december.Total != invoice.Sums.Due {
		t.Errorf("the tax report %+v, %v", december, err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// The report of the sales tax holds papers, slips, what was given back, and void ones with zero.
func TestSalesTaxAddsUpPapersAndSlips(t *testing.T) {
	s, ctx := firm(t), t.Context()
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	first := sell(t, s, tea, qty.Pieces(2), selling.Cash)
	if report, err := s.SalesTax(ctx, first.Day); err != nil || len(report.Warnings) != 1 || report.VAT != 14_00 {
		t.Fatalf("without a number of the till: %+v, %v", report, err)
	}
	if _, _, err := s.Set(ctx, "vat.pos_id", "E012345678"); err != nil {
		t.Fatal(err)
	}
	second := sell(t, s, tea, qty.Pieces(3), selling.Cash)
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{second.Number}, Buyer: sankang})
	if _, _, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: first.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}}); err != nil {
		t.Fatal(err)
	}
	typed := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(10)}}})
	credit := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{typed.Number}, Reason: "ชำรุด", ReasonCode: "CDNG02", Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(4)}}})
	void := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.One}}})
	if err := s.VoidPaper(ctx, void.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	report, err := s.SalesTax(ctx, first.Day)
	if err != nil {
		t.Fatal(err)
	}
	want := 14_00 - 7_00 + full.Sums.VAT + typed.Sums.VAT - credit.Sums.VAT
	if report.VAT != want || len(report.Rows) != 7 || len(report.Warnings) != 0 {
		t.Errorf("VAT %s of %d rows, want %s: %+v", report.VAT, len(report.Rows), want, report.Rows)
	}
	for _, row := range report.Rows {
		if row.Number == second.Number && (!row.Void || row.Replace != full.Number || row.Total != 0) || row.Number == void.Number && (!row.Void || row.VAT != 0) {
			t.Errorf("%+v", row)
		}
	}
	book, err := report.XLSX(i18n.Thai)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	raw := excelize.Options{RawCellValue: true}
	if sum, err := opened.GetCellValue(opened.GetSheetName(0), "I9", raw); err != nil || sum != report.VAT.String() && sum+".00" != report.VAT.String() {
		t.Errorf("the workbook says %q of %s, %v", sum, report.VAT, err)
	}
	if text, err := report.CSV(i18n.Thai); err != nil || !strings.Contains(string(text), report.VAT.String()) {
		t.Error(err)
	}
	if pages, err := s.SalesTaxPapers(ctx, report, i18n.Thai); err != nil || len(pages.Pages) == 0 {
		t.Error(err)
	}
	refused(t, s, "credit_above_invoice", PaperAsk{Kind: papers.CreditNote, Of: []string{typed.Number}, Reason: "ชำรุด", ReasonCode: "CDNG02", Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(7)}}})
}

// Whatever is ordered, packed and discounted, notes together are the order, and the invoice is its notes.
func TestInvoiceIsItsDeliveries(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 333_33, qty.Pieces(10_000))
	r := rand.New(rand.NewPCG(7, 8))
	for range 6 {
		order := giftOrder(t, s, set, 1+r.IntN(20), 2+r.IntN(4))
		revised := ordering.Request{ID: order.Order.ID, Channel: order.Order.Channel, CustomerID: order.Content.CustomerID, PayBy: order.Content.PayBy, Lines: order.Content.Lines,
			Discount: money.Satang(r.IntN(int(order.Goods()))), Person: order.Person, Recipients: order.Recipients}
		order, err := s.ReviseOrder(t.Context(), revised)
		if err != nil {
			t.Fatal(err)
		}
		var sum money.Satang
		var pieces qty.Qty
		for n := range order.Recipients {
			packAll(t, s, order, n+1, n+1)
			if r.IntN(2) == 0 && n+1 < len(order.Recipients) {
				continue
			}
			note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}})
			sum += note.Sums.Due
			for _, line := range note.Lines {
				pieces += line.Qty
			}
			if r.IntN(2) == 0 {
				if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
					t.Fatal(err)
				}
			}
		}
		invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
		if invoice.Sums.Due != sum || sum != order.Total() || pieces != order.Content.Lines[0].Qty*qty.Qty(len(order.Recipients)) {
			t.Errorf("order %s, notes %s, invoice %s", order.Total(), sum, invoice.Sums.Due)
		}
		refused(t, s, "delivery_nothing_left", PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Anew: true})
	}
}
