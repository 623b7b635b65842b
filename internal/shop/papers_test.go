package shop

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/qty"
)

func set(t *testing.T, s *Shop, key, value string) {
	t.Helper()
	if _, _, err := s.Set(t.Context(), key, value); err != nil {
		t.Fatal(key, err)
	}
}

// tagsOf lays out n tags of a product.
func tagsOf(t *testing.T, s *Shop, sheet printing.TagSheet, n int) Papers {
	t.Helper()
	product := catalog.Product{SKU: "A1", Name: "น้ำผึ้ง", Price: 45_00, Unit: "ขวด"}
	papers, warnings, err := s.Tags(t.Context(), []TagCount{{&product, n}}, sheet, 1, i18n.Thai)
	if err != nil || len(warnings) > 0 {
		t.Fatal(warnings, err)
	}
	return papers
}

// Each paper goes to the printer of its kind, in the language that this printer and the way to it take.
func TestPapersFindTheirPrinterAndLanguage(t *testing.T) {
	for _, test := range []struct {
		name, key, printer, language string
		sheet                        printing.TagSheet
		format                       spool.Format
		begins                       string
	}{
		{"sheets by a queue", DocumentPrinter, "cups:HP", "", printing.TagA4x24, spool.PDF, "%PDF"},
		{"sheets by Windows", DocumentPrinter, "windows:HP Laser", "", printing.TagA4x24, spool.PNG, "\x89PNG"},
		{"sheets into a folder", DocumentPrinter, "file:out", "", printing.TagA4x40, spool.PDF, "%PDF"},
		{"a roll by a driver", LabelPrinter, "cups:Xprinter", "pdf", printing.TagRoll, spool.PDF, "%PDF"},
		{"a roll by a driver of Windows", LabelPrinter, "windows:Xprinter", "pdf", printing.TagRoll, spool.PNG, "\x89PNG"},
		{"a roll as TSPL", LabelPrinter, "tcp:10.0.0.9", "tspl", printing.TagRoll, spool.TSPL, "SIZE 40 mm,30 mm"},
		{"a roll as ZPL", LabelPrinter, "windows:Zebra", "zpl", printing.TagRoll, spool.ZPL, "^XA"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newTestShop(t, Params{})
			set(t, s, test.key, test.printer)
			if test.language != "" {
				set(t, s, "printer.label.language", test.language)
			}
			papers := tagsOf(t, s, test.sheet, 1)
			if to, err := s.PrintPapers(t.Context(), papers); err != nil || !strings.HasPrefix(to.Printer, test.printer) {
				t.Fatal(to, err)
			}
			sent := sentBy(t, s)
			if len(sent) != 1 || sent[0].Format != test.format || !bytes.HasPrefix(sent[0].Data, []byte(test.begins)) {
				t.Fatalf("%d jobs, %s %.10q", len(sent), sent[0].Format, sent[0].Data)
			}
			if page := papers.Pages[0]; sent[0].Width != page.Width || sent[0].Height != page.Height {
				t.Errorf("the paper is %d × %d", sent[0].Width, sent[0].Height)
			}
		})
	}
}

// sentBy gives what the worker hands to printers.
func sentBy(t *testing.T, s *Shop) (sent []spool.Job) {
	t.Helper()
	var mu sync.Mutex
	w := s.newPrinter(func() {})
	w.send = func(_ context.Context, _ spool.Target, job spool.Job) (spool.Result, error) {
		mu.Lock()
		defer mu.Unlock()
		sent = append(sent, job)
		return spool.Result{Fate: spool.Taken}, nil
	}
	if err := w.run(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	return sent
}

func TestPapersWithoutAPrinterSayWhichIsMissing(t *testing.T) {
	s := newTestShop(t, Params{})
	for sheet, key := range map[printing.TagSheet]string{printing.TagA4x24: DocumentPrinter, printing.TagRoll: LabelPrinter} {
		_, err := s.PrintPapers(t.Context(), tagsOf(t, s, sheet, 1))
		if !fault.Is(err, "printer_not_set") || fault.Of(err).Field != key {
			t.Errorf("%s: %v", sheet, err)
		}
	}
	set(t, s, LabelPrinter, "tcp:10.0.0.9") // and PDF is the language
	if _, err := s.PrintPapers(t.Context(), tagsOf(t, s, printing.TagRoll, 1)); !fault.Is(err, "printer_takes_no_pdf") || fault.Of(err).Field != LabelPrinter {
		t.Error(err)
	}
	if jobs, err := s.Jobs(t.Context(), 10); err != nil || len(jobs) > 0 {
		t.Errorf("%d jobs %v", len(jobs), err)
	}
}

// A large batch is cut into jobs, so that what breaks off is not printed again from the beginning, and
// nothing of it is queued when one label cannot be drawn.
func TestALargeBatchIsSeveralJobs(t *testing.T) {
	s := newTestShop(t, Params{})
	set(t, s, LabelPrinter, "tcp:10.0.0.9")
	set(t, s, "printer.label.language", "zpl")
	papers := tagsOf(t, s, printing.TagRoll, 2*jobPages+1)
	broken := papers
	broken.Pages = append(papers.Pages[:2*jobPages:2*jobPages], printing.Page{Width: printing.MM, Height: printing.MM,
		Ops: []printing.Op{printing.Code{Side: printing.MM, Matrix: printing.NewMatrix([][]bool{{true}}), Field: "tag"}}})
	if _, err := s.PrintPapers(t.Context(), broken); !fault.Is(err, "code_too_small") {
		t.Fatal(err)
	}
	if _, err := s.PrintPapers(t.Context(), papers); err != nil {
		t.Fatal(err)
	}
	sent := sentBy(t, s)
	labels := 0
	for _, job := range sent {
		labels += bytes.Count(job.Data, []byte("^XA"))
	}
	if len(sent) != 3 || labels != len(papers.Pages) || sent[2].Name != "tags-201-201" {
		t.Errorf("%d jobs, %d labels, the last %q", len(sent), labels, sent[2].Name)
	}
}

// A job in a folder lies there as a file that a person can open.
func TestPapersInAFolder(t *testing.T) {
	s := newTestShop(t, Params{})
	set(t, s, DocumentPrinter, "file:printed")
	if _, err := s.PrintPapers(t.Context(), tagsOf(t, s, printing.TagA4x24, 25)); err != nil {
		t.Fatal(err)
	}
	if err := s.PrintNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(s.Dir, "printed", "tags.pdf")); err != nil || !bytes.HasPrefix(data, []byte("%PDF")) || !bytes.HasSuffix(data, []byte("%%EOF\n")) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

func TestATestForEveryPrinter(t *testing.T) {
	s := newTestShop(t, Params{})
	for _, test := range []struct {
		key, printer, paper, value string
		width                      printing.Unit
	}{
		{ReceiptPrinter, "tcp:1.2.3.4", "paper.receipt", "58", printing.Roll58},
		{LabelPrinter, "tcp:1.2.3.4", "paper.label", "100x75", 100 * printing.MM},
		{LabelPrinter, "tcp:1.2.3.4", "paper.label", "a4x4", 100 * printing.MM},
		{DocumentPrinter, "cups:HP", "", "", printing.A4Width},
	} {
		if _, err := s.TestPapers(t.Context(), DocumentPrinter, i18n.Thai); test.key != DocumentPrinter && !fault.Is(err, "printer_not_set") {
			t.Error(err)
		}
		set(t, s, test.key, test.printer)
		if test.paper != "" {
			set(t, s, test.paper, test.value)
		}
		papers, err := s.TestPapers(t.Context(), test.key, i18n.Thai)
		if err != nil || papers.Pages[0].Width != test.width || papers.Printer() != test.key {
			t.Errorf("%v: %v goes to %s, %v", test, papers.Pages[0].Width, papers.Printer(), err)
		}
	}
}

func TestTooManyTags(t *testing.T) {
	s := newTestShop(t, Params{})
	addGoods(t, s, "A1", 45_00, qty.Pieces(3))
	product := catalog.Product{SKU: "A1", Name: "น้ำผึ้ง", Price: 45_00, Unit: "ขวด"}
	for _, counts := range [][]int{{0}, {-1}, {MaxTags + 1}, {MaxTags, 1}} {
		var wanted []TagCount
		for _, n := range counts {
			wanted = append(wanted, TagCount{&product, n})
		}
		if _, _, err := s.Tags(t.Context(), wanted, printing.TagA4x24, 1, i18n.Thai); !fault.Is(err, "tag_count") {
			t.Errorf("%v: %v", counts, err)
		}
	}
}
