package shop

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// invoiced issues an invoice that has not gone out.
func invoiced(t *testing.T, s *Shop) *IssuedPaper {
	t.Helper()
	addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	issued, err := s.IssuePaper(t.Context(), PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(3)}}})
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

// laidNext gives a paper as it goes out next.
func laidNext(t *testing.T, s *Shop, number string) Papers {
	t.Helper()
	paper, err := s.OfficePaper(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := s.LayPaper(t.Context(), paper)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// Who looks at a paper does not make the next print a copy: what is printed or kept does.
func TestLookingCountsNothing(t *testing.T) {
	s, ctx := firm(t), t.Context()
	if _, _, err := s.Set(ctx, DocumentPrinter, "file:"+t.TempDir()); err != nil {
		t.Fatal(err)
	}
	issued := invoiced(t, s)
	for range 3 {
		if pages := laidNext(t, s, issued.Number); pages.Copy != 0 || !bytes.Equal(pages.PDF, issued.PDF) {
			t.Fatalf("looked at it became copy %d", pages.Copy)
		}
	}
	path, err := s.KeepPapers(ctx, laidNext(t, s, issued.Number))
	if err != nil {
		t.Fatal(err)
	}
	if file, err := os.ReadFile(path); err != nil || !bytes.Equal(file, issued.PDF) {
		t.Errorf("the file is not the original, %v", err)
	}
	if pages := laidNext(t, s, issued.Number); pages.Copy != 1 || pages.PDF != nil {
		t.Errorf("after the original comes copy %d", pages.Copy)
	}
	first := laidNext(t, s, issued.Number)
	if _, err := s.PrintPapers(ctx, first); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PrintPapers(ctx, first); !fault.Is(err, "printed_meanwhile") {
		t.Errorf("the same copy twice: %v", err)
	}
	if paper, err := s.OfficePaper(ctx, issued.Number); err != nil || paper.Out != 2 || paper.Copies() != 1 {
		t.Errorf("%d went out, %v", paper.Out, err)
	}
	if kept, err := s.KeptPaper(ctx, issued.OfficePaper); err != nil || !bytes.Equal(kept, issued.PDF) {
		t.Errorf("the original changed, %v", err)
	}
}

// A print that nobody got is none: the original goes out by the next.
func TestAPrintThatFailedIsNotCounted(t *testing.T) {
	s, ctx := firm(t), t.Context()
	issued := invoiced(t, s)
	if _, err := s.PrintPapers(ctx, laidNext(t, s, issued.Number)); !fault.Is(err, "printer_not_set") {
		t.Fatal(err)
	}
	exports := filepath.Join(s.Dir, Exports)
	if err := os.RemoveAll(exports); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(exports, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	if _, err := s.KeepPapers(ctx, laidNext(t, s, issued.Number)); !fault.Is(err, "folder_unwritable") {
		t.Errorf("kept in a file: %v", err)
	}
	if pages := laidNext(t, s, issued.Number); pages.Copy != 0 {
		t.Errorf("counted all the same: copy %d", pages.Copy)
	}
	if _, _, err := s.Set(ctx, DocumentPrinter, "file:"+t.TempDir()); err != nil {
		t.Fatal(err)
	}
	queued, err := s.PrintPapers(ctx, laidNext(t, s, issued.Number))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CancelJob(ctx, queued.Jobs[0]); err != nil {
		t.Fatal(err)
	}
	if pages := laidNext(t, s, issued.Number); pages.Copy != 0 {
		t.Errorf("a job that was taken back is counted: copy %d", pages.Copy)
	}
}

// A file that could not be written is no original that went out.
func TestAFileThatFailedIsNotCounted(t *testing.T) {
	s, ctx := firm(t), t.Context()
	issued := invoiced(t, s)
	failed := errors.New("disk full")
	if err := s.GiveOut(ctx, issued.Pages, func() error { return failed }); !errors.Is(err, failed) {
		t.Fatal(err)
	}
	again, err := s.GivePaper(ctx, issued.Number)
	if err != nil || again.Copy != 0 || !bytes.Equal(again.PDF, issued.PDF) {
		t.Errorf("the original is gone: copy %d, %v", again.Copy, err)
	}
	if err := s.GiveOut(ctx, again.Pages, func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := s.GiveOut(ctx, again.Pages, func() error { t.Error("a second original"); return nil }); !fault.Is(err, "printed_meanwhile") {
		t.Error(err)
	}
	if pages := laidNext(t, s, issued.Number); pages.Copy != 1 {
		t.Errorf("then comes copy %d", pages.Copy)
	}
}

// A void paper goes out with the word that says so, and the original of before stays as it was.
func TestAVoidPaperGoesOutAsVoid(t *testing.T) {
	s, ctx := firm(t), t.Context()
	issued := invoiced(t, s)
	if err := s.VoidPaper(ctx, issued.ID, "พิมพ์ผิด", nil); err != nil {
		t.Fatal(err)
	}
	pages := laidNext(t, s, issued.Number)
	if pages.PDF != nil || pages.Copy != 0 {
		t.Fatalf("copy %d, %d bytes", pages.Copy, len(pages.PDF))
	}
	path, err := s.KeepPapers(ctx, pages)
	if err != nil {
		t.Fatal(err)
	}
	if file, err := os.ReadFile(path); err != nil || bytes.Equal(file, issued.PDF) {
		t.Errorf("the void paper looks as if it held, %v", err)
	}
	if kept, err := s.KeptPaper(ctx, issued.OfficePaper); err != nil || !bytes.Equal(kept, issued.PDF) {
		t.Errorf("the original changed, %v", err)
	}
}

// Numbers may have signs that no file may have.
func TestTheFileOfAPaperStaysInItsFolder(t *testing.T) {
	s, ctx := firm(t), t.Context()
	if _, _, err := s.Set(ctx, "numbers.shape", "{type}/{letter}/{year}/{no:4}"); err != nil {
		t.Fatal(err)
	}
	issued := invoiced(t, s)
	path, err := s.KeepPapers(ctx, laidNext(t, s, issued.Number))
	if err != nil || filepath.Dir(path) != filepath.Join(s.Dir, Exports) || !strings.Contains(issued.Number, "/") {
		t.Errorf("%s is at %s, %v", issued.Number, path, err)
	}
}

// A job of a paper for offices is printed again as the copy that it is then.
func TestAJobOfAPaperPrintedAgain(t *testing.T) {
	s, ctx := firm(t), t.Context()
	if _, _, err := s.Set(ctx, DocumentPrinter, "file:"+t.TempDir()); err != nil {
		t.Fatal(err)
	}
	issued := invoiced(t, s)
	queued, err := s.PrintPapers(ctx, laidNext(t, s, issued.Number))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PrintNow(ctx, queued.Jobs...); err != nil {
		t.Fatal(err)
	}
	if err := s.PrintJobAgain(ctx, queued.Jobs[0], i18n.Thai); err != nil {
		t.Fatal(err)
	}
	if pages := laidNext(t, s, issued.Number); pages.Copy != 2 {
		t.Errorf("the next is copy %d", pages.Copy)
	}
}
