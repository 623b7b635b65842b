package shop

import (
	"os"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// A month whose VAT is handed in is asked about, until it is opened again for a reason that is kept.
func TestATaxMonthIsClosedAndOpenedAgain(t *testing.T) {
	s, ctx := firm(t), t.Context() // 23 November
	if err := s.CloseTaxMonth(ctx, "2026-11-05"); !fault.Is(err, "tax_month_runs") {
		t.Errorf("a month that runs: %v", err)
	}
	if err := s.OpenTaxMonth(ctx, "2026-10-01", "ยื่นผิด"); !fault.Is(err, "tax_month_open") {
		t.Errorf("what is open is opened: %v", err)
	}
	for range 2 { // the second time changes nothing
		if err := s.CloseTaxMonth(ctx, "2026-10-15"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.CloseTaxMonth(ctx, "2026-09-01"); err != nil {
		t.Fatal(err)
	}
	closed, err := s.TaxClosed(ctx)
	if err != nil || closed.Until != "2026-10-31" || !closed.Holds("2026-10-01") || !closed.Holds("2026-02-01") || closed.Holds("2026-11-01") {
		t.Fatalf("%+v, %v", closed, err)
	}
	addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	ask := PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Date: "2026-10-31", Lines: []PaperLine{{Code: "TEA", Qty: qty.One}}}
	refused(t, s, "tax_month_closed", ask)
	if err := s.OpenTaxMonth(ctx, "2026-09-01", " "); !fault.Is(err, "reason_missing") {
		t.Errorf("without a reason: %v", err)
	}
	if err := s.OpenTaxMonth(ctx, "2026-09-01", strings.Repeat("ก", papers.MaxText+1)); !fault.Is(err, "text_too_long") {
		t.Errorf("a long reason: %v", err)
	}
	if err := s.OpenTaxMonth(ctx, "2026-09-20", "ลืมใบกำกับภาษีหนึ่งใบ"); err != nil {
		t.Fatal(err)
	}
	if closed, err = s.TaxClosed(ctx); err != nil || closed.Until != "2026-08-31" || closed.Reason != "ลืมใบกำกับภาษีหนึ่งใบ" {
		t.Errorf("%+v, %v", closed, err)
	}
	issue(t, s, ask)
	if err := s.CloseTaxMonth(ctx, "2026-10-01"); err != nil {
		t.Fatal(err)
	}
	if closed, err = s.TaxClosed(ctx); err != nil || closed.Reason != "" {
		t.Errorf("%+v, %v", closed, err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// By hand in the settings the day goes forward, up to today; back only with a reason, which is kept as that of a month that
// is opened again.
func TestTheClosedDayGoesBackOnlyWithAReason(t *testing.T) {
	s, ctx := firm(t), t.Context() // 23 November
	is := func(what string, until clock.Day, reason string) {
		t.Helper()
		if closed, err := s.TaxClosed(ctx); err != nil || closed.Until != until || closed.Reason != reason {
			t.Errorf("%s: %+v, %v", what, closed, err)
		}
	}
	set := func(value string) error { _, _, err := s.Set(ctx, "vat.closed", value); return err }
	for _, day := range []string{"2026-09-30", "31/10/2569", "31/10/2569"} {
		if err := set(day); err != nil {
			t.Fatal(err)
		}
	}
	for day, code := range map[string]string{"2026-10-30": "tax_closed_back", "": "tax_closed_back", "2026-11-24": "date_ahead", "soon": "date_unreadable"} {
		if err := set(day); !fault.Is(err, code) || fault.Of(err).Field != "value" {
			t.Errorf("%q: %v, want %s", day, err, code)
		}
	}
	is("refused", "2026-10-31", "")
	if _, err := s.SetTaxClosed(ctx, "2026-09-30", " ยื่นเพิ่ม "); err != nil {
		t.Fatal(err)
	}
	is("moved back", "2026-09-30", "ยื่นเพิ่ม")
	if _, err := s.SetTaxClosed(ctx, "", strings.Repeat("ก", papers.MaxText+1)); !fault.Is(err, "text_too_long") {
		t.Errorf("a long reason: %v", err)
	}
	if err := set("2026-10-31"); err != nil {
		t.Fatal(err)
	}
	is("forward again", "2026-10-31", "")
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

func TestTheSalesTaxIsKeptAsFiles(t *testing.T) {
	s := firm(t)
	addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(10)}}})
	report, err := s.SalesTax(t.Context(), "2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	xlsx, csv, err := s.KeepSalesTax(report, i18n.Thai)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{xlsx: "PK", csv: "องค์การบริหารส่วนตำบลสันกลาง"} {
		if data, err := os.ReadFile(path); err != nil || !strings.Contains(string(data), want) || !strings.Contains(path, "sales-tax-2026-11-") {
			t.Errorf("%s, %v", path, err)
		}
	}
}
