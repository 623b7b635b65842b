package papers_test

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// note asks for a credit or debit note about an invoice.
func note(kind papers.Kind, about *papers.Paper, before []*papers.Paper, lines ...papers.Line) *papers.Request {
	request := ask(kind, lines...)
	request.Corrects, request.Notes, request.Reason = about, before, "สินค้าชำรุด"
	request.ReasonCode = papers.ReasonCodes(kind)[1]
	return request
}

// The law asks for the value before, the right value and their difference, all before VAT.
func TestCreditNoteSaysOldAndRightValues(t *testing.T) {
	f := facts(t)
	invoice := issue(t, f, ask(papers.TaxInvoice, of("ชุดของขวัญ", 60, 53_500)))
	first := issue(t, f, note(papers.CreditNote, invoice, nil, of("ชุดของขวัญ", 2, 53_500)))
	want := papers.Correction{Original: money.Baht(30_000), Right: money.Baht(29_000), Difference: money.Baht(1000), Invoiced: money.Baht(30_000)}
	if *first.Correction != want || first.ReasonCode != "CDNG02" || first.Sums.VAT != money.Baht(70) {
		t.Errorf("%+v, VAT %s", *first.Correction, first.Sums.VAT)
	}
	if ref, ok := first.Ref(papers.Corrects); !ok || ref.Number != invoice.Number || ref.Date != invoice.Date {
		t.Errorf("refs %+v", first.Refs)
	}
	second := issue(t, f, note(papers.CreditNote, invoice, []*papers.Paper{first}, of("ชุดของขวัญ", 1, 53_500)))
	if second.Correction.Original != money.Baht(29_000) || second.Correction.Right != money.Baht(28_500) || second.Correction.Invoiced != money.Baht(30_000) {
		t.Errorf("second %+v", *second.Correction)
	}
	more := issue(t, f, note(papers.DebitNote, invoice, []*papers.Paper{first, second}, of("ค่าห่อเพิ่ม", 1, 10_700)))
	if more.Number != "A-DB-2569-000001" || more.Correction.Original != money.Baht(28_500) || more.Correction.Right != money.Baht(28_600) {
		t.Errorf("%s, %+v", more.Number, *more.Correction)
	}
	rice := of("ข้าวสาร", 1, 5000)
	rice.VATClass = catalog.VATExempt
	if left := papers.Left(invoice, []*papers.Paper{issue(t, f, note(papers.DebitNote, invoice, nil, rice))}); len(left.Classes) != 2 || left.Base != money.Baht(30_050) {
		t.Errorf("with goods of another class: %+v", left)
	}
	if left := papers.Left(invoice, []*papers.Paper{first, second, more}); left.Base != money.Baht(28_600) || left.Due != money.Baht(30_602) {
		t.Errorf("left %+v", left)
	}
}

func TestNotesAtFault(t *testing.T) {
	f := facts(t)
	exempt := of("ข้าวสาร", 1, 5000)
	exempt.VATClass = catalog.VATExempt
	invoice := issue(t, f, ask(papers.TaxInvoice, of("ชุดของขวัญ", 2, 10_700), exempt))
	credited := issue(t, f, note(papers.CreditNote, invoice, nil, of("ชุดของขวัญ", 1, 10_700)))
	for name, c := range map[string]struct {
		request     func() *papers.Request
		code, field string
	}{
		"above the invoice": {func() *papers.Request {
			return note(papers.CreditNote, invoice, nil, of("ชุดของขวัญ", 3, 10_700))
		},
			"credit_above_invoice", "line"},
		"above what is left": {func() *papers.Request {
			return note(papers.CreditNote, invoice, []*papers.Paper{credited}, of("ชุดของขวัญ", 1, 10_701))
		}, "credit_above_invoice", "line"},
		"more than its class": {func() *papers.Request {
			line := exempt
			line.Price = 5001
			return note(papers.CreditNote, invoice, nil, line)
		}, "credit_above_invoice", "line"},
		"goods that are not on it": {func() *papers.Request {
			line := of("สบู่", 1, 100)
			line.ProductID = id.New[id.Product]()
			return note(papers.CreditNote, invoice, nil, exempt, line)
		}, "credit_other_goods", "line[1].code"},
		"no invoice": {func() *papers.Request { return note(papers.CreditNote, nil, nil, of("ชุด", 1, 100)) }, "note_without_invoice", "of"},
		"a receipt": {func() *papers.Request {
			return note(papers.CreditNote, &papers.Paper{Kind: papers.Receipt}, nil, of("ชุด", 1, 100))
		}, "note_without_invoice", "of"},
		"no reason": {func() *papers.Request {
			r := note(papers.CreditNote, invoice, nil, of("ชุด", 1, 100))
			r.Reason = ""
			return r
		}, "reason_missing", "reason"},
		"another's reason": {func() *papers.Request {
			r := note(papers.CreditNote, invoice, nil, of("ชุด", 1, 100))
			r.ReasonCode = "DBNG01"
			return r
		}, "reason_code_unknown", "reason_code"},
		"before its invoice": {func() *papers.Request {
			r := note(papers.CreditNote, invoice, nil, of("ชุด", 1, 100))
			r.Date = today.Add(-1)
			return r
		}, "date_before", "date"},
		"without VAT": {func() *papers.Request {
			r := note(papers.CreditNote, invoice, nil, of("ชุด", 1, 100))
			r.Seller.VAT = false
			return r
		}, "tax_paper_unregistered", "seller.vat"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := papers.Issue(f, c.request())
			refused(t, err, c.code, c.field)
		})
	}
}

// What a debit note brought can be credited, and a price that was too high in words.
func TestACreditNoteOfWhatADebitNoteBrought(t *testing.T) {
	f := facts(t)
	invoice := issue(t, f, ask(papers.TaxInvoice, of("ชุดของขวัญ", 2, 10_700)))
	soap := of("สบู่", 2, 1_000)
	soap.ProductID = id.New[id.Product]()
	notes := []*papers.Paper{issue(t, f, note(papers.DebitNote, invoice, nil, soap))}
	soap.Qty = qty.One
	notes = append(notes, issue(t, f, note(papers.CreditNote, invoice, notes, soap)))
	issue(t, f, note(papers.CreditNote, invoice, notes, of("ลดราคาตามตกลง", 1, 500)))
}

// Credit notes never pass their invoice, in the sum, in any class, in base or VAT; what was credited in full
// leaves nothing behind.
func TestCreditNotesNeverPassTheirInvoice(t *testing.T) {
	draw := rand.New(rand.NewPCG(11, 2569))
	f := facts(t)
	for range 300 {
		invoice := issue(t, f, ask(papers.TaxInvoice, randomLines(draw, 4)...))
		var notes []*papers.Paper
		for range 40 {
			line := of("คืน", 1, 1+money.Satang(draw.IntN(30_000)))
			class := invoice.Sums.Classes[draw.IntN(len(invoice.Sums.Classes))].Class
			line.VATClass = class
			kind := papers.CreditNote
			if draw.IntN(10) == 0 {
				kind = papers.DebitNote
			}
			if draw.IntN(4) == 0 { // all that is left of the class
				for _, left := range papers.Left(invoice, notes).Classes {
					if left.Class == class && left.Net > 0 {
						line.Price = left.Net
					}
				}
			}
			outcome, err := papers.Issue(f, note(kind, invoice, notes, line))
			if err != nil {
				refused(t, err, "credit_above_invoice", "line")
				continue
			}
			notes = append(notes, outcome.Paper)
			if !outcome.Paper.Agrees() {
				t.Fatalf("sums %+v", outcome.Paper.Sums)
			}
			for _, left := range papers.Left(invoice, notes).Classes {
				if left.Net < 0 || left.Base < 0 || left.VAT < 0 || left.Net != left.Base+left.VAT || left.Net == 0 && left.VAT != 0 {
					t.Fatalf("left %+v after %d notes", left, len(notes))
				}
			}
		}
	}
}

func TestReasonsHaveTexts(t *testing.T) {
	for _, kind := range []papers.Kind{papers.CreditNote, papers.DebitNote, papers.TaxInvoice} {
		codes := papers.ReasonCodes(kind)
		if len(codes) == 0 {
			t.Errorf("%s has no reasons", kind)
		}
		for _, code := range codes {
			for _, lang := range i18n.Langs {
				if !i18n.Has(lang, "papers.reason."+code) {
					t.Errorf("%s has no text in %s", code, lang)
				}
			}
		}
	}
}
