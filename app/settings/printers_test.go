package settings

import (
	"context"
	"testing"

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
