package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

func TestEveryKindHasANameAndACodeOfItsOwn(t *testing.T) {
	codes := map[string]papers.Kind{}
	for _, kind := range papers.Kinds {
		for _, lang := range i18n.Langs {
			if !i18n.Has(lang, "papers.kind."+string(kind)) {
				t.Errorf("%s has no name in %s", kind, lang)
			}
		}
		if code := kind.Code(); code != "" {
			if other, taken := codes[code]; taken {
				t.Errorf("%s and %s are both %s", kind, other, code)
			}
			codes[code] = kind
			if got, err := papers.ParseKind(code); err != nil || got != kind {
				t.Errorf("%s is read as %s, %v", code, got, err)
			}
		}
		if got, err := papers.ParseKind(string(kind)); err != nil || got != kind {
			t.Errorf("%s is read as %s, %v", kind, got, err)
		}
		if len(kind.From()) == 0 {
			t.Errorf("%s is made from nothing", kind)
		}
	}
	if codes["PO"] != "" {
		t.Error("PO is the shop's own order to a producer")
	}
	for _, text := range []string{"", "bill", "ใบกำกับ"} {
		if _, err := papers.ParseKind(text); !fault.Is(err, "paper_kind_unknown") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTaxPapers(t *testing.T) {
	tax := map[papers.Kind]bool{papers.TaxInvoice: true, papers.Abbreviated: true, papers.CreditNote: true, papers.DebitNote: true}
	for _, kind := range papers.Kinds {
		if kind.Tax() != tax[kind] {
			t.Errorf("%s: tax paper %v", kind, kind.Tax())
		}
	}
}

func TestTitles(t *testing.T) {
	for _, c := range []struct {
		kind papers.Kind
		with []papers.Kind
		want string
	}{
		{papers.TaxInvoice, nil, "ใบกำกับภาษี"},
		{papers.TaxInvoice, []papers.Kind{papers.Receipt}, "ใบกำกับภาษี/ใบเสร็จรับเงิน"},
		{papers.TaxInvoice, []papers.Kind{papers.Delivery, papers.Invoice}, "ใบกำกับภาษี/ใบส่งของ/ใบแจ้งหนี้"},
	} {
		if got := papers.Title(i18n.Thai, c.kind, c.with...); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// What may be made from what: one journey of each kind, and steps nobody may take.
func TestMadeFrom(t *testing.T) {
	for _, c := range []struct {
		kind   papers.Kind
		source string
		want   bool
	}{
		{papers.Delivery, papers.FromOrder, true}, {papers.Invoice, string(papers.Delivery), true}, {papers.Billing, string(papers.Invoice), true},
		{papers.Receipt, string(papers.Billing), true}, {papers.CreditNote, string(papers.TaxInvoice), true},
		{papers.Abbreviated, papers.FromBill, true}, {papers.Voucher, papers.FromPurchase, true},
		{papers.TaxInvoice, string(papers.Abbreviated), false}, // it takes its place
		{papers.CreditNote, string(papers.Receipt), false}, {papers.Quotation, string(papers.Invoice), false}, {papers.Abbreviated, papers.FromOrder, false},
		{papers.Billing, papers.FromBill, false}, {papers.Voucher, papers.FromBill, false}, {papers.CreditNote, string(papers.Abbreviated), false},
	} {
		if got := c.kind.MadeFrom(c.source); got != c.want {
			t.Errorf("%s from %s: %v", c.kind, c.source, got)
		}
	}
}

func TestWhoTakesWhosePlace(t *testing.T) {
	for _, kind := range papers.Kinds {
		for _, other := range papers.Kinds {
			// the slip that a till prints is an abbreviated one
			want := other == papers.Abbreviated && kind == papers.Abbreviated || kind == papers.TaxInvoice && (other == papers.Abbreviated || other == papers.TaxInvoice)
			if got := kind.Replaces(other); got != want {
				t.Errorf("%s in place of %s: %v", kind, other, got)
			}
		}
	}
}

func TestTypesInETax(t *testing.T) {
	for _, c := range []struct {
		kind papers.Kind
		with []papers.Kind
		want string
	}{
		{papers.TaxInvoice, nil, "388"}, {papers.TaxInvoice, []papers.Kind{papers.Invoice}, "T02"}, {papers.TaxInvoice, []papers.Kind{papers.Receipt}, "T03"},
		{papers.TaxInvoice, []papers.Kind{papers.Delivery}, "T04"}, {papers.TaxInvoice, []papers.Kind{papers.Delivery, papers.Receipt}, "T03"},
		{papers.Abbreviated, nil, "T05"}, {papers.Abbreviated, []papers.Kind{papers.Receipt}, "T06"}, {papers.Receipt, nil, "T01"}, {papers.Invoice, nil, "380"},
		{papers.CreditNote, nil, "81"}, {papers.DebitNote, nil, "80"}, {papers.Quotation, nil, ""}, {papers.Delivery, nil, ""}, {papers.Voucher, nil, ""},
	} {
		paper := papers.Paper{Kind: c.kind, With: c.with}
		if got := paper.ETaxType(); got != c.want {
			t.Errorf("%s with %v is %q, want %q", c.kind, c.with, got, c.want)
		}
	}
}
