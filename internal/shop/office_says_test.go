package shop

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// says holds what is printed on a paper against words that must stand there, and others ("-" before) that must not.
func says(t *testing.T, what string, pdf []byte, words ...string) (text string) {
	t.Helper()
	text = textOf(t, pdf)
	for _, word := range words {
		word, no := strings.CutPrefix(word, "-")
		if strings.Contains(text, packed(word)) == no {
			t.Errorf("%s: %q stands there: %v\n%s", what, word, no, text)
		}
	}
	return text
}

// Tax is withheld on a receipt only where a certificate says so; on an invoice it is information.
func TestAReceiptTellsOfTaxOnlyWithItsCertificate(t *testing.T) {
	s := registered(t)
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(20)}}})
	says(t, "the invoice", invoice.PDF, "ภาษีหัก ณ ที่จ่าย 1% ของ 10,000.00", "ยอดรับสุทธิเมื่อหักภาษี ณ ที่จ่าย", "10,600.00")
	receipt := func(amount money.Satang, lang i18n.Lang, certified money.Satang) *IssuedPaper {
		t.Helper()
		ask := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: amount, Payments: transfer(amount - certified), Anew: true,
			Style: &papers.Style{Lang: lang}, Yes: []string{"certificate_differs"}}
		if certified > 0 {
			ask.Certificate = &papers.Certificate{Number: "7/2570", Date: "2026-11-23", Amount: certified}
		}
		issued := issue(t, s, ask)
		demanded(t, issued)
		return issued
	}
	says(t, "a receipt without certificate", receipt(4000_00, "th", 0).PDF, "4,000.00", "-ภาษีหัก", "-ยอดรับสุทธิ", "-3,962.62")
	says(t, "one in English", receipt(4000_00, "en", 0).PDF, "4,000.00", "-ithholding", "-withheld", "-3,962.62")
	says(t, "one with a part of the tax", receipt(1070_00, "th", 9_00).PDF, "ภาษีหัก ณ ที่จ่าย", "-1%", "7/2570", "1,061.00")
	says(t, "one with its tax", receipt(1630_00, "th", 15_23).PDF, "ภาษีหัก ณ ที่จ่าย 1% ของ 1,523.36", "15.23", "7/2570", "1,614.77")

	both := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(20)}}, Payments: transfer(10700_00)})
	says(t, "a tax invoice that is a receipt", both.PDF, "-ภาษีหัก", "-10,600.00")
}
