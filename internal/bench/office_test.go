package bench

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/pdf"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/testkit/office"
)

// What papers for offices may take: one of three sheets, its file, and those of a month in one file.
const (
	maxOfficePaper = 30 // ms
	maxOfficeFile  = 40 // KB
	maxOfficeMonth = 5000
)

// TestOffice draws an invoice of 60 lines on three sheets, and 500 tax invoices of a month as one file.
func TestOffice(t *testing.T) {
	rounds, month := 40, 500
	if wanted().dir == "" {
		rounds, month = 2, 5
	}
	heading("Papers for offices")
	shaper := text.NewShaper()
	invoice := office.Long(60, printing.OfficeInvoice)
	var file bytes.Buffer
	var took []float64
	for n := range rounds {
		invoice.Number = fmt.Sprintf("A-IV-2569-%06d", n+1)
		took = append(took, millis(func() {
			pages, err := invoice.Pages(shaper)
			if err != nil || len(pages) != 3 {
				t.Fatalf("%d sheets, %v", len(pages), err)
			}
			file.Reset()
			if err := pdf.Write(&file, shaper, pages, pdf.Options{}); err != nil {
				t.Fatal(err)
			}
		}))
	}
	report(t, figure{"an invoice of 60 lines as PDF, the first", took[0], "ms", 0, "fonts and shapes cold"})
	report(t, figure{"an invoice of 60 lines as PDF", median(took[1:]), "ms", maxOfficePaper, ""})
	report(t, figure{"its file", float64(file.Len()) / 1024, "KB", maxOfficeFile, ""})
	report(t, figure{fmt.Sprintf("%d tax invoices as one PDF", month), millis(func() {
		var pages []printing.Page
		for n := range month {
			paper := office.Paper(printing.OfficeTaxInvoice, printing.OfficeReceipt)
			paper.Number = fmt.Sprintf("A-TX-2569-%06d", n+1)
			for line := range paper.Lines {
				paper.Lines[line].Name += fmt.Sprintf(" แบบที่ %d", (n*7+line)%100)
			}
			made, err := paper.Pages(shaper)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, made...)
		}
		file.Reset()
		if err := pdf.Write(&file, shaper, pages, pdf.Options{}); err != nil {
			t.Fatal(err)
		}
	}), "ms", maxOfficeMonth, fmt.Sprintf("%d KB", file.Len()/1024)})
}
