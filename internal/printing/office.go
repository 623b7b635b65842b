package printing

import (
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
)

// OfficeKind is what a paper for an office is.
type OfficeKind uint8

// Kinds of papers for offices. Tax papers are those of a registered seller: it is the caller who knows that.
const (
	OfficeQuotation   OfficeKind = iota
	OfficeDelivery               // what is handed over, and who received it
	OfficeInvoice                // what is owed
	OfficeBilling                // what is owed by several invoices
	OfficeReceipt                // what was paid
	OfficeTaxInvoice             // Revenue Code s. 86/4
	OfficeAbbreviated            // s. 86/6, of a registered till
	OfficeCreditNote             // s. 86/10
	OfficeDebitNote              // s. 86/9
	OfficeVoucher                // what a seller without papers of their own was paid
)

// officeKeys name the kinds in the texts.
var officeKeys = [...]string{"quotation", "delivery", "invoice", "billing", "receipt", "tax-invoice", "abbreviated", "credit-note", "debit-note", "voucher"}

// OfficeKindOf gives the kind with a code, as internal/papers writes it ("tax-invoice"); false when none is drawn.
func OfficeKindOf(code string) (OfficeKind, bool) {
	n := slices.Index(officeKeys[:], code)
	return OfficeKind(max(n, 0)), n >= 0
}

// Name is what a paper of the kind is called.
func (k OfficeKind) Name(lang i18n.Lang) string { return i18n.T(lang, "papers.kind."+officeKeys[k]) }

// OfficePaper is a paper from a seller to an office: quotation, delivery note, invoice, receipt, tax invoice …
type OfficePaper struct {
	Letterhead
	Kinds     []OfficeKind // the first says how it is laid out; with more the paper is all of them
	Set       bool         // several papers are written in one go, "เอกสารออกเป็นชุด"; so is a paper of several kinds
	Deposit   bool         // it is for money before the goods
	Revision  int          // of a quotation, 0 = the first
	POSID     string       // of an abbreviated tax invoice: the till's number at the Revenue Department
	Buyer     Shop         // exactly as they gave it; of a voucher whoever was paid
	Attention string       // whom in the office it is for
	Refs      []Reference
	Replaces  []Reference // tax invoices, abbreviated or full, that this one cancels and stands for

	ValidDays  int // of a quotation, 0 = not said
	ValidUntil clock.Day
	WithinDays int       // delivery after an order, 0 = not said
	PayBy      clock.Day // when an invoice is due
	CollectOn  clock.Day // of a billing note: when the payment is fetched
	Place      *DeliveryPlace
	Conditions []string

	Lines    []OfficeLine
	Unpriced bool           // a delivery note that says no prices
	Options  []OfficeOption // instead of Lines
	Bills    []OfficeBill   // instead of Lines
	Fixes    *Correction
	OfficeSums

	ToPay    money.Satang // of the total what is still to be paid, 0 = all of it
	Withheld *Withholding
	Paid     []OfficePayment
	Banks    []BankAccount
	Pay      *PayQR
	Signers  []Signer // none = the buyer and the seller, both unnamed
}

// kind is what the paper is laid out as.
func (o OfficePaper) kind() OfficeKind {
	if len(o.Kinds) == 0 {
		return OfficeQuotation
	}
	return o.Kinds[0]
}

// has reports whether the paper is one of some kinds.
func (o OfficePaper) has(kinds ...OfficeKind) bool {
	return slices.ContainsFunc(kinds, func(kind OfficeKind) bool { return slices.Contains(o.Kinds, kind) })
}

// t gives a text. What the law wants in Thai stays Thai beside the English (Revenue Code s. 86/4, 105 bis).
func (o OfficePaper) t(key string, values ...fault.Values) string {
	return o.both(key, " / ", values...)
}

func (o OfficePaper) both(key, between string, values ...fault.Values) string {
	return o.beside(between, func(lang i18n.Lang) string { return o.in(lang, key, values...) })
}

// beside gives words as words does, on receipts and vouchers too.
func (o OfficePaper) beside(between string, in func(lang i18n.Lang) string) string {
	o.besideThai = o.besideThai || o.has(OfficeReceipt, OfficeVoucher)
	return o.words(between, in)
}

// lawful gives the paper as its kinds want it written: all that the law asks of a tax paper is in Thai.
func (o OfficePaper) lawful() OfficePaper {
	o.besideThai = o.has(OfficeTaxInvoice, OfficeAbbreviated, OfficeCreditNote, OfficeDebitNote)
	return o
}

// Pages lays the paper out on A4. It fails for its QR code as Receipt.Page does.
func (o OfficePaper) Pages(shaper *text.Shaper) ([]Page, error) {
	o = o.lawful()
	pages, err := o.lay(shaper)
	if err != nil {
		return nil, err
	}
	return o.marked(shaper, pages, o.edition()), nil
}

// Copies lays out the original and so many copies, which differ from it by their mark alone.
func (o OfficePaper) Copies(shaper *text.Shaper, count int) ([]Page, error) {
	o = o.lawful()
	pages, err := o.lay(shaper)
	if err != nil {
		return nil, err
	}
	all := o.marked(shaper, pages, o.edition())
	for range count {
		all = append(all, o.marked(shaper, pages, o.t("copy"))...)
	}
	return all, nil
}

// lay sets everything but the marks. Nobody signs a sheet with nothing else on it: the last rows go onto it too, or where
// they leave no room for the signatures the conditions.
func (o OfficePaper) lay(shaper *text.Shaper) (pages []Page, err error) {
	for _, from := range []string{"", "rows", "conditions"} {
		bare := false
		if pages, bare, err = o.laid(shaper, from); err != nil || !bare {
			break
		}
	}
	return pages, err
}

// laid sets everything but the marks. From the last "rows" of the table or the "conditions" on it goes on on another
// sheet, "" where the sheet is full; bare says that nothing but the signatures stands on the last one.
func (o OfficePaper) laid(shaper *text.Shaper, from string) (pages []Page, bare bool, err error) {
	p := o.sheet(shaper, A4Width, A4Height, o.title())
	o.head(p, o.titles(), o.belowTitle()...)
	o.parties(p)
	o.opening(p)
	list := o.table(p)
	if from == "rows" {
		if list.parts = len(list.rows) - 1; list.whole > 0 { // what the alternatives come to stays together
			list.parts = list.whole
		}
	}
	p.table(list)
	if err := o.closing(p); err != nil {
		return nil, false, err
	}
	if from == "conditions" && len(o.Conditions) > 0 {
		p.next()
	}
	o.conditions(p)
	before := len(p.pages)
	o.signed(p)
	bare = len(p.pages) > before
	return p.end(), bare, nil
}

// table is the goods of the paper, its alternatives or the papers that it is over.
func (o OfficePaper) table(p *paper) table {
	switch {
	case len(o.Options) > 0:
		return o.optionTable(p)
	case len(o.Bills) > 0:
		return o.billTable(p)
	}
	return o.lineTable(p)
}
