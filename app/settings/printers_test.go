package settings

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// finds makes the system know these printers.
func (b *bench) finds(printers ...string) {
	b.page.find = func(context.Context) []string { return printers }
}

func (b *bench) keeps(t *testing.T, key string) {
	t.Helper()
	b.Until(t, func() bool { return !b.page.saver.Busy("save " + key) })
}

// By keys alone: find the printers, take the second, use it for labels.
func TestAFoundPrinterIsUsed(t *testing.T) {
	b := open(t, usual)
	b.finds("cups:HP", "cups:Xprinter")
	b.page.open(sectionNamed("printers"))
	b.Press("F7")
	b.Until(t, b.Kit.Prompt.Open)
	b.Press("2")
	b.Press("2")
	b.keeps(t, shop.LabelPrinter)
	if got := b.kept(t, shop.LabelPrinter); got != "cups:Xprinter" || b.kept(t, shop.DocumentPrinter) != "" {
		t.Errorf("labels go to %q", got)
	}
}

func TestAFolderTakesPapersWhereNoPrinterIs(t *testing.T) {
	b := open(t, usual)
	b.finds()
	b.Press("F7")
	b.Until(t, b.Kit.Prompt.Open)
	b.Press("1")
	b.Press("1")
	b.keeps(t, shop.ReceiptPrinter)
	if got := b.kept(t, shop.ReceiptPrinter); got != "file:/receipts" {
		t.Errorf("receipts go to %q", got)
	}
}

// The test of the one printer is shown at once; where there are more, it is asked which.
func TestTheTestOfAPrinter(t *testing.T) {
	b := open(t, usual)
	b.Press("Ctrl+P")
	if b.Kit.Prompt.Open() || b.Kit.Prompt.Said() != b.Kit.T("settings.no_printer") {
		t.Fatalf("said %q", b.Kit.Prompt.Said())
	}
	b.page.save(shop.DocumentPrinter, "cups:HP")
	b.keeps(t, shop.DocumentPrinter)
	b.page.save(shop.ReceiptPrinter, "tcp:10.0.0.9")
	b.keeps(t, shop.ReceiptPrinter)
	b.Press("Ctrl+P")
	b.Press("1") // receipts
	b.Until(t, b.Kit.Prompt.Open)
	b.Press("Esc")
	dialog := b.page.test(shop.ReceiptPrinter)
	b.Settle(t, dialog.Working)
	b.Press("Ctrl+P")
	b.Until(t, func() bool { return !b.Kit.Prompt.Open() })
	jobs, err := b.shop.Jobs(t.Context(), 2)
	if err != nil || len(jobs) != 1 || jobs[0].Form != shop.FormTest || jobs[0].Printer != "tcp:10.0.0.9:9100" {
		t.Errorf("%+v, %v", jobs, err)
	}
}

// Ctrl+P prints what the section chosen has to print.
func TestWhatASectionPrints(t *testing.T) {
	b := open(t, usual)
	b.page.save(shop.DocumentPrinter, "cups:HP")
	b.keeps(t, shop.DocumentPrinter)
	for section, form := range map[string]string{"printers": shop.FormTest, "promptpay": shop.FormCard} { // what is chosen
		b.page.open(sectionNamed(section))
		b.Press("Ctrl+P")
		b.Until(t, func() bool {
			if b.Kit.Prompt.Open() {
				b.Press("Ctrl+P") // nothing happens until it is laid out
				return false
			}
			return true
		})
		if jobs, err := b.shop.Jobs(t.Context(), 1); err != nil || len(jobs) != 1 || jobs[0].Form != form {
			t.Errorf("%s: %+v %v", section, jobs, err)
		}
	}
}

// The card for the counter is laid out with the logo a person picks; a file that is no picture says so and
// the card prints on without it once another is picked.
func TestThePromptPayCard(t *testing.T) {
	b := open(t, usual)
	b.page.save(shop.DocumentPrinter, "cups:HP")
	b.keeps(t, shop.DocumentPrinter)
	b.Press("F8")
	if !b.Kit.Prompt.Open() {
		t.Fatal("F8 opens nothing")
	}
	b.Press("Esc")
	d := b.page.openCard()
	b.Settle(t, d.dialog.Working)
	plain, err := d.lay()(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	b.Picks = func(then func(string)) { then(filepath.Join(folder, "logo.png")) }
	if err := os.WriteFile(filepath.Join(folder, "logo.png"), []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Press("F3")
	b.Settle(t, d.dialog.Working)
	if _, err := d.lay()(t.Context()); !fault.Is(err, "not_a_picture") {
		t.Errorf("a text is a logo: %v", err)
	}
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "logo.png"), logo.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Press("F3")
	b.Settle(t, d.dialog.Working)
	made, err := d.lay()(t.Context())
	if err != nil || len(made.Papers.Pages[0].Ops) <= len(plain.Papers.Pages[0].Ops) {
		t.Errorf("the logo is not on the card: %v", err)
	}
	b.Press("Ctrl+P")
	b.Until(t, func() bool { return !b.Kit.Prompt.Open() })
	if jobs, err := b.shop.Jobs(t.Context(), 2); err != nil || len(jobs) != 1 || jobs[0].Form != shop.FormCard {
		t.Errorf("%+v, %v", jobs, err)
	}
}
