package shop

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// reported fails the test unless the month's report comes to these sums, and gives it.
func reported(t *testing.T, s *Shop, what string, total, vat money.Satang, warnings ...string) *SalesTax {
	t.Helper()
	report, err := s.SalesTax(t.Context(), "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, warning := range report.Warnings {
		codes = append(codes, warning.Code)
	}
	if report.Total != total || report.VAT != vat || !slices.Equal(codes, warnings) {
		t.Errorf("%s: total %s and VAT %s, want %s and %s; warnings %v, want %v: %+v", what, report.Total, report.VAT, total, vat, codes, warnings, report.Rows)
	}
	return report
}

// till is a firm whose till has a number of the Revenue Department.
func till(t *testing.T) *Shop {
	t.Helper()
	s := firm(t)
	if _, _, err := s.Set(t.Context(), "vat.pos_id", "E012345678"); err != nil {
		t.Fatal(err)
	}
	return s
}

// Of a bill of an order that tax papers stand for in part, the rest counts.
func TestTheRestOfAPartlyInvoicedBillIsTaxed(t *testing.T) {
	s, ctx := till(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 2)
	number := order.Order.Number
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{number}, Deposit: 1605_00, Buyer: sankang, Payments: transfer(1605_00)})
	reported(t, s, "a deposit", 1605_00, 105_00)
	for n := range 2 {
		packAll(t, s, order, n+1, n+1)
		issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}})
		if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
			t.Fatal(err)
		}
	}
	report := reported(t, s, "goods delivered, not invoiced", 5350_00, 350_00)
	if len(report.Rows) != 3 {
		t.Errorf("%+v", report.Rows)
	}
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{number}})
	if report = reported(t, s, "all invoiced", 5350_00, 350_00); len(report.Rows) != 2 {
		t.Errorf("%+v", report.Rows)
	}
}

// A bill never counts beside the tax paper that was made of it, whatever way that was.
func TestABillCountsOnceWithItsPaper(t *testing.T) {
	for name, c := range map[string]struct {
		posID bool
		make  func(t *testing.T, s *Shop, bill string)
	}{
		"a tax invoice of a till without a number": {false, func(t *testing.T, s *Shop, bill string) {
			issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill}, Buyer: sankang})
		}},
		"an abbreviated one": {true, func(t *testing.T, s *Shop, bill string) {
			issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{bill}})
		}},
		"a full one after an abbreviated one": {true, func(t *testing.T, s *Shop, bill string) {
			short := issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{bill}})
			full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill}, Buyer: sankang})
			if old, err := s.OfficePaper(t.Context(), short.Number); err != nil || old.Void == nil || old.Void.ByID != full.ID {
				t.Errorf("the abbreviated one stands: %v", err)
			}
		}},
		"one of an invoice of it": {true, func(t *testing.T, s *Shop, bill string) {
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{bill}, Buyer: sankang})
			full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
			if ref, ok := full.Ref(papers.Replaces); !ok || ref.Number != bill {
				t.Errorf("the slip stands: %+v", full.Refs)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := firm(t)
			var warnings []string
			if c.posID {
				s = till(t)
			}
			tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
			c.make(t, s, sell(t, s, tea, qty.Pieces(3), selling.Cash).Number)
			reported(t, s, name, 321_00, 21_00, warnings...)
		})
	}
}

// What comes back of a bill with a tax invoice lowers the tax by a credit note, and only by one.
func TestWhatComesBackNeedsACreditNote(t *testing.T) {
	s, ctx := till(t), t.Context()
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	bill := sell(t, s, tea, qty.Pieces(3), selling.Cash)
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	if _, _, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}}); err != nil {
		t.Fatal(err)
	}
	reported(t, s, "given back", 321_00, 21_00, "refunds_without_note")
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05", Lines: []PaperLine{{Code: "TEA", Qty: qty.One}}})
	reported(t, s, "with its note", 214_00, 14_00)
}

// A tax invoice in place of a slip is not simply void: the sale stands. Once the bill is void it can go.
func TestAPaperInPlaceOfASlipIsVoidWithItsBill(t *testing.T) {
	s, ctx := till(t), t.Context()
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	bill := sell(t, s, tea, qty.Pieces(3), selling.Cash)
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	again := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Replaces: full.Number, Reason: "ชื่อผิด", ReasonCode: "TIVC01", Buyer: papers.Buyer{Name: "อบต.สันกลาง", Address: sankang.Address, TaxID: sankang.TaxID, Branch: "00000"}})
	if err := s.VoidPaper(ctx, again.ID, "ผิด", nil); !fault.Is(err, "paper_for_slip") {
		t.Errorf("void without its bill: %v", err)
	}
	if _, _, err := s.Void(ctx, bill.ID, "ผิด"); err != nil {
		t.Fatal(err)
	}
	reported(t, s, "the bill is void", 321_00, 21_00, "refunds_without_note")
	if err := s.VoidPaper(ctx, again.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	reported(t, s, "both are void", 0, 0)
}

// Whatever is sold, deposited and delivered, and whatever papers are made of it: the report comes to what was sold.
func TestTheReportIsWhatWasSold(t *testing.T) {
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	r := rand.New(rand.NewPCG(8, 7))
	for range rounds {
		s, ctx := till(t), t.Context()
		set := addGoods(t, s, "SET", 333_33, qty.Pieces(10_000))
		var sold money.Satang
		for range 4 {
			if r.IntN(2) == 0 {
				bill := sell(t, s, set, qty.Pieces(1+r.IntN(5)), selling.Transfer)
				sold += bill.Total
				switch r.IntN(4) {
				case 0:
					issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
				case 1:
					issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{bill.Number}})
				case 2:
					if _, _, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}}); err != nil {
						t.Fatal(err)
					}
					sold -= 333_33
				}
				continue
			}
			order := giftOrder(t, s, set, 1+r.IntN(20), 3)
			sold += order.Total()
			number := order.Order.Number
			if r.IntN(2) == 0 {
				part := order.Total() / money.Satang(2+r.IntN(5))
				issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{number}, Deposit: part, Buyer: sankang, Payments: transfer(part)})
			}
			for n := range 3 {
				packAll(t, s, order, n+1, n+1)
				note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}, Buyer: sankang})
				if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
					t.Fatal(err)
				}
				if r.IntN(3) > 0 {
					issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}, Anew: true})
				}
			}
		}
		report, err := s.SalesTax(ctx, "2026-11-23")
		if err != nil || report.Total != sold || report.Base+report.VAT != sold || len(report.Warnings) != 0 {
			t.Errorf("the report says %s, sold were %s: %+v %v %v", report.Total, sold, report.Rows, report.Warnings, err)
		}
	}
}

// Months are told apart: what was delivered in one and given back or invoiced in the next. A month that was handed in
// stays as it was.
func TestAMonthThatWasHandedInStays(t *testing.T) {
	ctx, now := t.Context(), noon
	s := overMonths(t, &now)
	total := func(month clock.Day) money.Satang {
		t.Helper()
		report, err := s.SalesTax(ctx, month)
		if err != nil {
			t.Fatal(err)
		}
		return report.Total
	}
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 2)
	number := order.Order.Number
	goes := func(n int) {
		packAll(t, s, order, n, n)
		issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}, Buyer: sankang})
		if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
			t.Fatal(err)
		}
	}
	small := sell(t, s, set, qty.Pieces(2), selling.Cash)
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{number}, Deposit: 1605_00, Buyer: sankang, Payments: transfer(1605_00)})
	goes(1)
	if got := total("2026-11-23"); got != 2*535_00+2675_00 {
		t.Errorf("November is %s", got)
	}
	if _, _, err := s.Set(ctx, "vat.closed", "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CloseShift(ctx, selling.CloseRequest{Counted: 2 * 535_00}, false); err != nil {
		t.Fatal(err)
	}
	now = noon.AddDate(0, 0, 20)
	goes(2)
	if _, _, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: small.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}}); err != nil {
		t.Fatal(err)
	}
	if got := total("2026-12-13"); got != 2675_00-535_00 {
		t.Errorf("December is %s", got)
	}
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{noteOf(t, s, number)}})
	if november, december := total("2026-11-23"), total("2026-12-13"); november != 2*535_00+2675_00 || december != 2675_00-535_00 {
		t.Errorf("with a tax invoice of December, November is %s and December %s", november, december)
	}
}

// A tax invoice of this month for goods of a month that was handed in counts twice, and the report says so.
func TestWhatWasHandedInBeforeIsSaid(t *testing.T) {
	s, ctx := till(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order, _ := delivered(t, s, set, 4)
	reported(t, s, "delivered", 4*535_00, 4*35_00)
	if _, err := s.CloseShift(ctx, selling.CloseRequest{}, false); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Set(ctx, "vat.closed", "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return noon.AddDate(0, 0, 20) }
	later, err := Open(ctx, s.Dir, s.Clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = later.Close() })
	late := PaperAsk{Kind: papers.TaxInvoice, Of: []string{noteOf(t, later, order.Order.Number)}}
	refused(t, later, "tax_point_passed", late)
	late.Yes = []string{"tax_point_passed"}
	issue(t, later, late)
	if report, err := later.SalesTax(ctx, "2026-12-13"); err != nil || report.Total != 4*535_00 || len(report.Warnings) != 1 || report.Warnings[0].Code != "tax_handed_in_before" {
		t.Errorf("December: %+v, %v", report, err)
	}
	reported(t, later, "November stays", 4*535_00, 4*35_00)
}

// overMonths is a till of a firm whose clock is the test's.
func overMonths(t *testing.T, now *time.Time) *Shop {
	t.Helper()
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "shop"), Params{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง", TaxID: "0105536112014", VAT: "included"},
		func() time.Time { return *now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	dress(t, s)
	if _, _, err := s.Set(t.Context(), "vat.pos_id", "E012345678"); err != nil {
		t.Fatal(err)
	}
	return s
}

// Goods that left in one month and were invoiced in the next, before the first was handed in: the tax is where a person
// put it, and closing the month moves nothing.
func TestClosingAMonthChangesNoReport(t *testing.T) {
	ctx, now := t.Context(), noon
	s := overMonths(t, &now)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 4, 1)
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CloseShift(ctx, selling.CloseRequest{}, false); err != nil {
		t.Fatal(err)
	}
	sums := func(when string, november, december money.Satang, codes ...string) {
		t.Helper()
		for month, want := range map[clock.Day]money.Satang{"2026-11-23": november, "2026-12-13": december} {
			report, err := s.SalesTax(ctx, month)
			if err != nil || report.Total != want {
				t.Errorf("%s %s is %s, want %s (%v)", when, month, report.Total, want, err)
			}
			if month > "2026-12" && len(report.Warnings) != len(codes) {
				t.Errorf("%s: %v, want %v", when, report.Warnings, codes)
			}
		}
	}
	sums("delivered", 2140_00, 0)
	now = noon.AddDate(0, 0, 15)
	ask := PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang}
	refused(t, s, "tax_point_passed", ask)
	ask.Yes = []string{"tax_point_passed"}
	paper := issue(t, s, ask)
	if len(paper.History) != 1 || paper.History[0].Code != "tax_point_passed" {
		t.Errorf("the history says %+v", paper.History)
	}
	sums("invoiced", 0, 2140_00)
	if err := s.CloseTaxMonth(ctx, "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	sums("handed in", 0, 2140_00)
	if err := s.VoidPaper(ctx, paper.ID, "ลงวันผิด", nil); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	ask.Date, ask.Yes, ask.Anew = "2026-11-23", []string{"tax_month_closed"}, true
	issue(t, s, ask)
	sums("dated back", 2140_00, 0)
	if err := s.OpenTaxMonth(ctx, "2026-11-23", "ยื่นเพิ่มเติม"); err != nil {
		t.Fatal(err)
	}
	sums("opened", 2140_00, 0)
}

// The tax of what is sold while a shift of last month is still open is this month's, by the day its slip prints.
func TestTheTaxGoesByTheDayOfTheSlip(t *testing.T) {
	ctx, now := t.Context(), noon
	s := overMonths(t, &now)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	sell(t, s, set, qty.One, selling.Cash)
	now = noon.AddDate(0, 0, 8) // 1 December, the shift of 23 November runs on
	if err := s.CloseTaxMonth(ctx, "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	bill := sell(t, s, set, qty.Pieces(3), selling.Cash)
	if bill.Day != "2026-11-23" {
		t.Fatalf("the shift is of %s", bill.Day)
	}
	for month, want := range map[clock.Day]money.Satang{"2026-11-23": 535_00, "2026-12-01": 1605_00} {
		report, err := s.SalesTax(ctx, month)
		if err != nil || report.Total != want || len(report.Rows) != 1 || papers.MonthOf(report.Rows[0].Date) != papers.MonthOf(month) {
			t.Errorf("%s: %+v, %v", month, report, err)
		}
	}
	paper := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	if paper.Date != "2026-12-01" {
		t.Errorf("its tax invoice is of %s", paper.Date)
	}
	for month, want := range map[clock.Day]money.Satang{"2026-11-23": 535_00, "2026-12-01": 1605_00} {
		if report, err := s.SalesTax(ctx, month); err != nil || report.Total != want {
			t.Errorf("with a tax invoice %s: %+v, %v", month, report, err)
		}
	}
}

// A bill that was voided stands in its month's report as void, with no tax.
func TestAVoidBillStandsInTheReport(t *testing.T) {
	s := till(t)
	set := addGoods(t, s, "SET", 107_00, qty.Pieces(100))
	bill := sell(t, s, set, qty.Pieces(2), selling.Cash)
	sell(t, s, set, qty.One, selling.Cash)
	if _, _, err := s.Void(t.Context(), bill.ID, "คิดผิด"); err != nil {
		t.Fatal(err)
	}
	report := reported(t, s, "one void", 107_00, 7_00)
	if len(report.Rows) != 2 || report.Rows[0].Number != bill.Number || !report.Rows[0].Void || report.Rows[0].Total != 0 || report.Rows[1].Void {
		t.Errorf("%+v", report.Rows)
	}
}

// A paper dated before what it is made from is asked about.
func TestAPaperBeforeItsSourceIsAsked(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 10, 1)
	early := PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang, Date: "2026-10-23"}
	refused(t, s, "paper_before_source", early)
	goes(t, s, order, packAll(t, s, order, 1, 1)...)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	receipt := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(1070_00), Date: "2026-11-22"}
	refused(t, s, "paper_before_source", receipt)
	receipt.Yes = []string{"paper_before_source"}
	if p := issue(t, s, receipt); p.Date != "2026-11-22" || len(p.History) != 1 {
		t.Errorf("%s, %+v", p.Date, p.History)
	}
}

// noteOf gives the last delivery note of an order.
func noteOf(t *testing.T, s *Shop, order string) string {
	t.Helper()
	made, err := s.PapersOf(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, p := range made {
		if p.Kind == papers.Delivery {
			last = p.Number
		}
	}
	return last
}
