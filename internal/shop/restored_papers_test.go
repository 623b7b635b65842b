package shop

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// lostPapers is a shop that issued one tax invoice, made its backup, and then issued two more before its disk died.
func lostPapers(t *testing.T) (file string) {
	t.Helper()
	s := firm(t)
	jar := addGoods(t, s, "JAR", 135_00, qty.Pieces(50))
	taxInvoice := func() *IssuedPaper {
		return issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{sell(t, s, jar, qty.One, selling.Cash).Number}, Buyer: sankang})
	}
	taxInvoice()
	file = filepath.Join(t.TempDir(), "copy.talat")
	if err := s.Backup(t.Context(), file, ""); err != nil {
		t.Fatal(err)
	}
	taxInvoice()
	if last := taxInvoice(); last.Number != "A-TX-2569-000003" {
		t.Fatal(last.Number)
	}
	return file
}

func restored(t *testing.T, file string, now clock.Clock, last ...string) *Shop {
	t.Helper()
	s, err := Restore(t.Context(), file, filepath.Join(t.TempDir(), "new"), RestoreOptions{SameTill: true, NextBill: 4, LastPapers: papers.LastSaid{Papers: last}}, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// ofSale asks for a kind of paper of a sale made now.
func ofSale(t *testing.T, s *Shop, kind papers.Kind) PaperAsk {
	t.Helper()
	index, err := s.Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	jar := index.BySKU("JAR")
	return PaperAsk{Kind: kind, Of: []string{sell(t, s, *jar, qty.One, selling.Cash).Number}, Buyer: sankang}
}

// A restored till gives no number of a paper out that its lost machine may have given.
func TestARestoredTillAsksBeforeTheFirstPaperOfEachKind(t *testing.T) {
	file := lostPapers(t)
	s := restored(t, file, clock.Fixed(noon))
	if untold, err := s.UntoldPapers(t.Context()); err != nil || !slices.Equal(untold, []string{"A-TX-2569-000001"}) {
		t.Errorf("%v, %v", untold, err)
	}
	ask := ofSale(t, s, papers.TaxInvoice)
	_, err := s.IssuePaper(t.Context(), ask)
	if !papers.Asked(err) || !fault.Is(err, "paper_after_restore") || !strings.Contains(i18n.Message(i18n.Thai, err), "A-TX-2569-000002") {
		t.Fatalf("%v", err)
	}
	lasts, err := s.LastPapers(t.Context(), papers.LastSaid{Papers: []string{"a-tx-๒๕๖๙-000003"}})
	if err != nil || len(lasts) != 1 || lasts[0].First != "A-TX-2569-000002" || lasts[0].Number != "A-TX-2569-000003" {
		t.Fatalf("%+v, %v", lasts, err)
	}
	if next := issue(t, s, ask); next.Number != "A-TX-2569-000004" {
		t.Errorf("it gave %s", next.Number)
	}
	if untold, err := s.UntoldPapers(t.Context()); err != nil || len(untold) > 0 {
		t.Errorf("%v, %v", untold, err)
	}
	if more := issue(t, s, ofSale(t, s, papers.TaxInvoice)); more.Number != "A-TX-2569-000005" {
		t.Errorf("it gave %s", more.Number)
	}

	// A kind that the backup knows nothing of may have been issued too; yes says that it was not.
	receipt := ofSale(t, s, papers.Receipt)
	refused(t, s, "paper_after_restore", receipt)
	receipt.Yes = []string{"paper_after_restore"}
	first := issue(t, s, receipt)
	if first.Number != "A-RC-2569-000001" || len(first.History) != 1 || first.History[0].Code != "paper_after_restore" {
		t.Errorf("%s, %+v", first.Number, first.History)
	}
	if second := issue(t, s, ofSale(t, s, papers.Receipt)); second.Number != "A-RC-2569-000002" || len(second.History) > 0 {
		t.Errorf("it asks twice: %s", second.Number)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// What is known at the restore is not asked any more, and a year that begins later is the till's own.
func TestTheLastPapersAreSaidAtTheRestore(t *testing.T) {
	now := noon
	s := restored(t, lostPapers(t), func() time.Time { return now }, "A-TX-2569-000002", "A-TX-2569-000003", "receipt")
	if next := issue(t, s, ofSale(t, s, papers.TaxInvoice)); next.Number != "A-TX-2569-000004" {
		t.Errorf("it gave %s", next.Number)
	}
	if next := issue(t, s, ofSale(t, s, papers.Receipt)); next.Number != "A-RC-2569-000001" {
		t.Errorf("it gave %s", next.Number)
	}
	refused(t, s, "paper_after_restore", ofSale(t, s, papers.Invoice))
	now = noon.AddDate(1, 0, 0)
	if next := issue(t, s, ofSale(t, s, papers.Invoice)); next.Number != "A-IV-2570-000001" {
		t.Errorf("it gave %s", next.Number)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A new machine whose clock stands years back asks all the same.
func TestARestoredTillWithAWrongClockAsks(t *testing.T) {
	now := noon.AddDate(-3, 0, 0)
	s := restored(t, lostPapers(t), func() time.Time { return now })
	sale := ofSale(t, s, papers.TaxInvoice)
	now = noon
	refused(t, s, "paper_after_restore", sale)
}

func TestLastPapersThatCannotBe(t *testing.T) {
	file := lostPapers(t)
	for last, code := range map[string]string{"12": "last_paper_unreadable", "A-ZZ-2569-000003": "last_paper_unreadable", "B-TX-2569-000003": "last_paper_unreadable",
		"purchase-order": "last_paper_unreadable", "": "last_paper_unreadable", "A-TX-2570-000003": "last_paper_ahead", "A-TX-2569-900000": "last_paper_far"} {
		dir := filepath.Join(t.TempDir(), "new")
		_, err := Restore(t.Context(), file, dir, RestoreOptions{SameTill: true, LastPapers: papers.LastSaid{Papers: []string{"A-TX-2569-000003", last}}}, clock.Fixed(noon))
		if !fault.Is(err, code) || fault.Of(err).Field != "last_paper[1]" {
			t.Errorf("%q: %v, want %s", last, err, code)
		}
		if exists(dir) {
			t.Errorf("%q: half a shop was left behind", last)
		}
	}
	if _, err := Restore(t.Context(), file, filepath.Join(t.TempDir(), "new"), RestoreOptions{LastPapers: papers.LastSaid{Papers: []string{"receipt"}}}, clock.Fixed(noon)); !fault.Is(err, "last_paper_needs_same_till") {
		t.Error(err)
	}
	s := restored(t, file, clock.Fixed(noon), "A-TX-2569-000005")
	if _, err := s.LastPapers(t.Context(), papers.LastSaid{Papers: []string{"A-TX-2569-000004"}}); !fault.Is(err, "last_paper_used") {
		t.Error(err)
	}
	fresh := firm(t)
	if _, err := fresh.LastPapers(t.Context(), papers.LastSaid{Papers: []string{"A-TX-2569-000004"}}); !fault.Is(err, "papers_not_restored") {
		t.Error(err)
	}
}

// The numbers that the lost machine gave out stand in the sales tax report: their papers are in people's hands.
func TestTheSalesTaxReportTellsOfLostNumbers(t *testing.T) {
	s := restored(t, lostPapers(t), clock.Fixed(noon), "A-TX-2569-000003", "A-RC-2569-000007")
	report, err := s.SalesTax(t.Context(), "2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	lost := slices.DeleteFunc(slices.Clone(report.Rows), func(row papers.TaxRow) bool { return !row.Lost })
	if len(lost) != 1 || lost[0].Number != "A-TX-2569-000002 – A-TX-2569-000003" || lost[0].Kind != papers.TaxInvoice || lost[0].Total != 0 {
		t.Errorf("%+v", lost)
	}
	if len(report.Warnings) != 1 || report.Warnings[0].Code != "tax_numbers_lost" {
		t.Errorf("%v", report.Warnings)
	}
	csv, err := report.CSV(i18n.Thai)
	if err != nil || !strings.Contains(string(csv), "A-TX-2569-000003") || !strings.Contains(string(csv), i18n.T(i18n.Thai, "office.report.lost")) {
		t.Errorf("%s, %v", csv, err)
	}
	pages, err := s.SalesTaxPapers(t.Context(), report, i18n.Thai)
	if err != nil || !strings.Contains(strings.Join(printedWords(pages), " "), i18n.T(i18n.Thai, "office.report.lost")) {
		t.Error("the paper does not say it", err)
	}
}
