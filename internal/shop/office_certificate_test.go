package shop

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

func proof(number string, amount money.Satang) *papers.Certificate {
	return &papers.Certificate{Number: number, Date: "2026-11-23", Amount: amount}
}

// A certificate that comes after the money is asked about only when it is not for the tax that is still to be proved.
func TestACertificateThatComesAlone(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(200))
	_, invoice := delivered(t, s, set, 20)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: 10_600_00, Payments: transfer(10_600_00)})
	alone := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: 99_00, Certificate: proof("45/2570", 99_00)}
	if _, err := s.IssuePaper(t.Context(), alone); !fault.Is(err, "certificate_differs") || fault.Of(err).Values["expected"] != money.Satang(100_00) {
		t.Errorf("of another sum: %v", err)
	}
	alone.Amount, alone.Certificate = 0, proof("45/2570", 100_00)
	receipt := issue(t, s, alone)
	if w := receipt.Withheld; len(receipt.History) != 0 || w.Base != 10_000_00 || w.Tax != 100_00 || w.After != 0 {
		t.Errorf("%+v, asked %+v", w, receipt.History)
	}
	if err := s.VoidPaper(t.Context(), receipt.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	issue(t, s, alone) // what is void proves nothing
}

// Certificates of parts, over several invoices, come to what all of them have withheld; what came before counts.
func TestCertificatesOfParts(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(200))
	_, one := delivered(t, s, set, 20)
	_, two := delivered(t, s, set, 40)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{one.Number}, Amount: 5_350_00, Payments: transfer(5_300_00), Certificate: proof("1", 50_00)})
	billing := issue(t, s, PaperAsk{Kind: papers.Billing, Of: []string{one.Number, two.Number}})
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{billing.Number}, Amount: 5_350_00 + 21_400_00 - 250_00, Payments: transfer(5_350_00 + 21_400_00 - 250_00)})
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{billing.Number}, Certificate: proof("2", 250_00)})
	if w := receipt.Withheld; w.Base != 25_000_00 || w.Tax != 250_00 {
		t.Errorf("%+v", w)
	}
}

// Money of a government buyer without a word of the tax it usually keeps back is received, and the person is told how to
// say it. Where the tax may still come, where nothing is kept back or the money was counted before, nothing is said.
func TestAReceiptWithoutTheUsualTaxSaysSo(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(200))
	says := func(what string, want string, ask PaperAsk) {
		t.Helper()
		_, drafted, err := s.DraftPaper(t.Context(), ask)
		if err != nil {
			t.Fatal(what, err)
		}
		issued := issue(t, s, ask)
		for _, warnings := range [][]*fault.Error{drafted, issued.Warnings} {
			switch {
			case want == "" && len(warnings) == 0:
			case len(warnings) == 1 && !strings.Contains(i18n.Message(i18n.Thai, warnings[0]), "1% คือ "+want+" บาท"):
				t.Errorf("%s: %s", what, i18n.Message(i18n.Thai, warnings[0]))
			case len(warnings) != 1 || warnings[0].Code != "withheld_unsaid" || warnings[0].Field != "certificate" || warnings[0].Values["tax"].(money.Satang).String() != want:
				t.Errorf("%s: %v, want %q", what, warnings, want)
			}
		}
	}
	untouched := giftOrder(t, s, set, 20, 1).Order.Number
	says("an order neither sent nor invoiced", "100.00", PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{untouched}, Buyer: sankang, Payments: transfer(10_700_00)})
	deposit := giftOrder(t, s, set, 20, 1).Order.Number
	says("a deposit", "20.00", PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{deposit}, Deposit: 2_140_00, Buyer: sankang, Payments: transfer(2_140_00)})
	_, whole := delivered(t, s, set, 20)
	says("an invoice whole", "100.00", PaperAsk{Kind: papers.Receipt, Of: []string{whole.Number}, Payments: transfer(10_700_00)})
	_, parts := delivered(t, s, set, 20)
	says("all but the tax", "", PaperAsk{Kind: papers.Receipt, Of: []string{parts.Number}, Amount: 10_600_00, Payments: transfer(10_600_00)})
	says("the rest, which is the tax", "100.00", PaperAsk{Kind: papers.Receipt, Of: []string{parts.Number}, Payments: transfer(100_00)})
	_, halves := delivered(t, s, set, 20)
	says("a half", "", PaperAsk{Kind: papers.Receipt, Of: []string{halves.Number}, Amount: 5_350_00, Payments: transfer(5_350_00)})
	says("the other half, of its own sum", "50.00", PaperAsk{Kind: papers.Receipt, Of: []string{halves.Number}, Payments: transfer(5_350_00)})
	ordered, counter := delivered(t, s, set, 20)
	part := money.Satang(8_560_00)
	if _, _, err := s.PayDebt(t.Context(), selling.DebtRequest{ID: id.New[id.Change](), CustomerID: ordered.Content.CustomerID, Tenders: []selling.Tender{{Method: selling.Cash, Amount: &part}}}); err != nil {
		t.Fatal(err)
	}
	says("the rest of what came without a receipt", "20.00", PaperAsk{Kind: papers.Receipt, Of: []string{counter.Number}, Payments: transfer(2_140_00)})
	_, proved := delivered(t, s, set, 20)
	says("with its certificate", "", PaperAsk{Kind: papers.Receipt, Of: []string{proved.Number}, Amount: 10_600_00, Payments: transfer(10_500_00), Certificate: proof("3", 100_00)})
	says("the rest, the tax being proved", "", PaperAsk{Kind: papers.Receipt, Of: []string{proved.Number}, Payments: transfer(100_00)})
	sold := sell(t, s, set, qty.Pieces(20), "cash")
	says("paid at the counter", "", PaperAsk{Kind: papers.Receipt, Of: []string{sold.Number}, Buyer: sankang})
}

// A person's invoice of an order below the least tells of no tax, and neither do the billing note over it and its receipt.
func TestABillingNoteTellsTheTaxOfItsInvoices(t *testing.T) {
	s := firm(t)
	for key, value := range map[string]string{"shop.vat": "none", "shop.kind": "individual"} {
		if _, _, err := s.Set(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	small, large := addGoods(t, s, "SMALL", 9_999_99, qty.Pieces(5)), addGoods(t, s, "LARGE", 10_000_00, qty.Pieces(5))
	var numbers []string
	for _, goods := range []catalog.Product{small, large} {
		_, invoice := delivered(t, s, goods, 1)
		numbers = append(numbers, invoice.Number)
	}
	billing := issue(t, s, PaperAsk{Kind: papers.Billing, Of: numbers})
	if w := billing.TellsWithheld(); w == nil || w.Tax != 100_00 || w.Base != 10_000_00 || w.After != 19_899_99 {
		t.Errorf("%+v", w)
	}
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{billing.Number}, Payments: transfer(19_899_99), Certificate: proof("1", 100_00)})
	if len(receipt.History)+len(receipt.Warnings) > 0 {
		t.Errorf("asked %+v, warned %v", receipt.History, receipt.Warnings)
	}
	if err := s.VoidPaper(t.Context(), receipt.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	refused(t, s, "certificate_differs", PaperAsk{Kind: papers.Receipt, Of: []string{billing.Number}, Payments: transfer(19_799_99), Certificate: proof("1", 200_00)})
}

// What a certificate that stands proves is proposed no second time, whether its receipt came first or the other is void,
// and a certificate for more than the invoice's tax is asked about.
func TestATaxThatIsProvedIsNotProposedAgain(t *testing.T) {
	for name, first := range map[string]bool{"the certificate came first": true, "the money's receipt is void": false} {
		t.Run(name, func(t *testing.T) {
			s := firm(t)
			order, invoice := delivered(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(200)), 20)
			alone := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: 100_00, Certificate: proof("1", 100_00)}
			if first {
				issue(t, s, alone)
			} else {
				paid := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: 10_600_00, Payments: transfer(10_600_00)})
				issue(t, s, alone)
				if err := s.VoidPaper(t.Context(), paid.ID, "เช็คเด้ง", nil); err != nil {
					t.Fatal(err)
				}
			}
			paper, err := s.OfficePaper(t.Context(), invoice.Number)
			if err != nil {
				t.Fatal(err)
			}
			if tax, err := s.UnprovedTax(t.Context(), []*OfficePaper{paper}); err != nil || tax != 0 {
				t.Errorf("%s are not proved, %v", tax, err)
			}
			for _, of := range []string{invoice.Number, order.Order.Number} {
				ask := PaperAsk{Kind: papers.Receipt, Of: []string{of}, Anew: true, Payments: transfer(10_600_00)}
				if drafted, warnings, err := s.DraftPaper(t.Context(), ask); err != nil || drafted.Withheld != nil || len(warnings) > 0 {
					t.Errorf("of %s it proposes %+v, %v, %v", of, drafted.Withheld, warnings, err)
				}
			}
			again := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Anew: true, Payments: transfer(10_600_00 - 99_07), Certificate: proof("2", 99_07)}
			if _, err := s.IssuePaper(t.Context(), again); !fault.Is(err, "certificate_differs") || fault.Of(err).Values["expected"] != money.Satang(0) {
				t.Errorf("a second certificate: %v", err)
			}
			again.Payments, again.Certificate = transfer(10_600_00), nil
			issue(t, s, again)
			if far, err := s.OfficeProgress(t.Context(), order.Order.Number); err != nil || far.Withheld != 100_00 || far.Left() != 0 {
				t.Errorf("withheld %s, left %s, %v", far.Withheld, far.Left(), err)
			}
		})
	}
}

// Of a part that came with its certificate the rest is proposed, and no satang more.
func TestTheRestOfATaxIsProposed(t *testing.T) {
	s := firm(t)
	_, invoice := delivered(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(200)), 20)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: 5_350_00, Payments: transfer(5_270_00), Certificate: proof("1", 80_00), Yes: []string{"certificate_differs"}})
	rest := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Anew: true, Payments: transfer(5_300_00), Certificate: proof("2", 50_00)}
	if _, err := s.IssuePaper(t.Context(), rest); !fault.Is(err, "certificate_differs") || fault.Of(err).Values["expected"] != money.Satang(20_00) {
		t.Errorf("more than the whole tax: %v", err)
	}
	rest.Payments, rest.Certificate = transfer(5_330_00), proof("2", 20_00)
	if w := issue(t, s, rest).Withheld; w.Tax != 20_00 {
		t.Errorf("%+v", w)
	}
}
