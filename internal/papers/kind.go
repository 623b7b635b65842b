// Package papers decides what stands on a quotation, an invoice, a tax invoice and every other paper of the
// trade with offices and firms: it turns facts into a paper that never changes, or says which field is at fault.
package papers

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// Kind is a kind of paper, named as the command line names it.
type Kind string

// The kinds. PurchaseOrder is the buyer's own paper, which is only recorded and carries the buyer's number.
const (
	Quotation     Kind = "quotation"
	PurchaseOrder Kind = "purchase-order"
	Delivery      Kind = "delivery"
	Invoice       Kind = "invoice"
	Billing       Kind = "billing"
	Receipt       Kind = "receipt"
	TaxInvoice    Kind = "tax-invoice" // s. 86/4 of the Revenue Code
	Abbreviated   Kind = "abbreviated" // s. 86/6
	CreditNote    Kind = "credit-note" // s. 86/10
	DebitNote     Kind = "debit-note"  // s. 86/9
	Voucher       Kind = "voucher"     // for a seller who writes no papers
)

// Kinds lists them in the order they are offered.
var Kinds = []Kind{Quotation, PurchaseOrder, Delivery, Invoice, Billing, Receipt, TaxInvoice, Abbreviated, CreditNote, DebitNote, Voucher}

// Sources a paper is made from, besides other papers.
const (
	FromOrder    = "order"
	FromBill     = "bill"
	FromPurchase = "purchase" // goods bought from a person without papers
)

type traits struct {
	code string
	tax  bool
	from []string // sources, and kinds of papers
	with []Kind   // what it may be at the same time, on one sheet
	void []Kind   // whose place it may take: they become void
}

var kinds = map[Kind]traits{
	Quotation:     {code: "QT", from: []string{FromOrder}},
	PurchaseOrder: {from: []string{FromOrder, string(Quotation)}},
	Delivery:      {code: "DN", from: []string{FromOrder}},
	Invoice:       {code: "IV", from: []string{FromOrder, FromBill, string(Delivery)}},
	Billing:       {code: "BN", from: []string{string(Invoice), string(TaxInvoice), string(DebitNote)}},
	Receipt:       {code: "RC", from: []string{FromOrder, FromBill, string(Invoice), string(Billing), string(TaxInvoice), string(DebitNote)}},
	TaxInvoice: {code: "TX", tax: true, from: []string{FromOrder, FromBill, string(Delivery), string(Invoice)},
		with: []Kind{Receipt, Invoice, Delivery}, void: []Kind{Abbreviated, TaxInvoice}},
	Abbreviated: {code: "AB", tax: true, from: []string{FromBill}, with: []Kind{Receipt}, void: []Kind{Abbreviated}},
	CreditNote:  {code: "CN", tax: true, from: []string{string(TaxInvoice)}},
	DebitNote:   {code: "DB", tax: true, from: []string{string(TaxInvoice)}},
	Voucher:     {code: "PV", from: []string{FromPurchase}},
}

// ParseKind reads a kind by its name or its type code. It fails with "paper_kind_unknown" (usage).
func ParseKind(text string) (Kind, error) {
	trimmed := strings.TrimSpace(text)
	for _, kind := range Kinds {
		if strings.EqualFold(trimmed, string(kind)) || kind.Code() != "" && strings.EqualFold(trimmed, kind.Code()) {
			return kind, nil
		}
	}
	return "", fault.Unreadable("paper_kind_unknown", "kind", fault.Values{"value": text})
}

// Code is the type code in the paper's number, "" for a paper that gets none of the shop's numbers.
func (k Kind) Code() string { return kinds[k].code }

// Tax reports whether only a seller registered for VAT may issue the kind (s. 86 of the Revenue Code).
func (k Kind) Tax() bool { return kinds[k].tax }

// From lists what the kind is made from: sources, and names of kinds of papers.
func (k Kind) From() []string { return slices.Clone(kinds[k].from) }

// MadeFrom reports whether the kind may be made from a source or kind of paper.
func (k Kind) MadeFrom(source string) bool { return slices.Contains(kinds[k].from, source) }

// Replaces reports whether the kind may take the place of another paper, which becomes void.
func (k Kind) Replaces(other Kind) bool { return slices.Contains(kinds[k].void, other) }

// Leads reports whether a paper of any kind is made from the kind, or takes its place.
func (k Kind) Leads() bool {
	return slices.ContainsFunc(Kinds, func(next Kind) bool { return next.MadeFrom(string(k)) || next.Replaces(k) })
}

// Allows reports whether the kind may be another kind at the same time, on one sheet.
func (k Kind) Allows(other Kind) bool { return slices.Contains(kinds[k].with, other) }

// Name is the kind's name in a language.
func (k Kind) Name(lang i18n.Lang) string { return i18n.T(lang, "papers.kind."+string(k)) }

// Title is what stands at the head of a paper: the name of its kind, then of what it is besides
// (ใบกำกับภาษี/ใบเสร็จรับเงิน).
func Title(lang i18n.Lang, kind Kind, with ...Kind) string {
	title := kind.Name(lang)
	for _, other := range with {
		title += "/" + other.Name(lang)
	}
	return title
}

// etaxTypes are the type codes of ขมธอ. 3-2560 (list ThaiDocumentNameCode_Invoice) of papers that are one thing.
var etaxTypes = map[Kind]string{TaxInvoice: "388", Abbreviated: "T05", Receipt: "T01", Invoice: "380", CreditNote: "81", DebitNote: "80"}

// ETaxType gives the type code of a paper in e-Tax, "" for a paper that e-Tax does not know. A tax invoice that is
// a receipt, invoice or delivery note besides has a code of its own; of several the first of these counts.
func (p *Paper) ETaxType() string {
	switch {
	case p.Kind == TaxInvoice && p.Is(Receipt):
		return "T03"
	case p.Kind == TaxInvoice && p.Is(Invoice):
		return "T02"
	case p.Kind == TaxInvoice && p.Is(Delivery):
		return "T04"
	case p.Kind == Abbreviated && p.Is(Receipt):
		return "T06"
	}
	return etaxTypes[p.Kind]
}
