package pdf

import (
	"testing"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/testkit/office"
)

// officePapers are the papers for offices, each as its guide shows it.
func officePapers() map[string]printing.OfficePaper {
	english := office.Paper(printing.OfficeQuotation)
	english.Lang = "en"
	thaiDigits := office.Paper(printing.OfficeInvoice)
	thaiDigits.ThaiDigits = true
	receipt := office.Paper(printing.OfficeReceipt)
	receipt.Lang = "en"
	void := office.Paper(printing.OfficeTaxInvoice)
	void.Void, void.Copy = &printing.Voiding{Day: "2026-11-24", Reason: "ออกชื่อผู้ซื้อผิด"}, 2
	return map[string]printing.OfficePaper{
		"office-quotation": office.Paper(printing.OfficeQuotation), "office-quotation-en": english, "office-options": office.Options(),
		"office-delivery": office.Paper(printing.OfficeDelivery), "office-invoice": office.Paper(printing.OfficeInvoice), "office-invoice-thai-digits": thaiDigits,
		"office-billing": office.Paper(printing.OfficeBilling), "office-receipt": office.Paper(printing.OfficeReceipt), "office-receipt-en": receipt,
		"office-tax-invoice": office.Paper(printing.OfficeTaxInvoice, printing.OfficeReceipt), "office-tax-invoice-void": void,
		"office-abbreviated": office.Paper(printing.OfficeAbbreviated), "office-credit-note": office.Paper(printing.OfficeCreditNote),
		"office-debit-note": office.Paper(printing.OfficeDebitNote), "office-voucher": office.Paper(printing.OfficeVoucher),
	}
}

// officeForms lays out the papers for offices.
func officeForms(t *testing.T) (forms []form) {
	t.Helper()
	for name, paper := range officePapers() {
		pages, err := paper.Pages(shaper)
		if err != nil {
			t.Fatal(name, err)
		}
		one := form{name: name, pages: pages, resolution: printing.DPI300}
		if paper.Pay != nil {
			one.codes = []string{office.Payload}
		}
		forms = append(forms, one)
	}
	return append(forms, form{name: "office-reminder", pages: office.Reminder().Pages(shaper)}, form{name: "office-plan", pages: office.Plan().Pages(shaper)}, form{name: "office-progress", pages: office.Progress().Pages(shaper)}, form{name: "office-sales-tax", pages: office.Report(17).Pages(shaper)})
}
