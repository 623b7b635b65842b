package printing

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
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
var officeKeys = [...]string{"quotation", "delivery", "invoice", "billing", "receipt", "tax_invoice", "abbreviated", "credit_note", "debit_note", "voucher"}

// Reference is another paper that this one is about. Kind is a code the program knows (quotation,
// purchase_order, order, delivery, invoice, tax_invoice, receipt, contract), or words of the shop's own.
type Reference struct {
	Kind   string
	Number string
	Day    clock.Day
}

// OfficeLine is one line of goods.
type OfficeLine struct {
	Name      string
	Notes     []string // under it: what is in the set, a lot
	Qty       qty.Qty
	Unit      string
	UnitPrice money.Satang
	Discount  money.Satang // of this line, already taken off Total
	Total     money.Satang
	VATClass  string       // as in the catalogue; said where a paper has goods of several
	Breaks    []PriceBreak // of a quotation: what more of it would cost
	Ordered   qty.Qty      // on a delivery note: how many are ordered, 0 = not said
	Before    qty.Qty      // and how many were delivered before
}

// VATSum is what a paper comes to in one class of VAT.
type VATSum struct {
	Class string // as in the catalogue: catalog.VATStandard, VATZero, VATExempt
	Rate  money.Basis
	Base  money.Satang
	VAT   money.Satang
}

// OfficeSums is what the lines of a paper come to: lines − discounts − deposits = the sums by class, and with
// rounding the total. It is the caller's business that they add up.
type OfficeSums struct {
	Discounts []Amount // sizes above zero are taken off
	Deposits  []Amount // paid before, sizes above zero are taken off
	VAT       []VATSum // by class; none where the seller is not registered, and nothing is then said of VAT
	Included  bool     // the prices of the lines hold the VAT
	Rounding  money.Satang
	Total     money.Satang // what the paper is for
}

// OfficeOption is one of several alternatives that a quotation puts side by side.
type OfficeOption struct {
	Name  string
	Lines []OfficeLine
	OfficeSums
}

// PriceBreak is the price of one unit from a quantity on.
type PriceBreak struct {
	From      qty.Qty
	UnitPrice money.Satang
}

// OfficeBill is an invoice on a billing note, on a receipt of several invoices or in a reminder.
type OfficeBill struct {
	Number string
	Day    clock.Day
	Due    clock.Day
	Total  money.Satang
	Owed   money.Satang // what of it is still to be paid, or on a receipt is paid by it
}

// Correction is what a credit or debit note corrects (Revenue Code s. 86/9 and 86/10). Values are before VAT.
type Correction struct {
	Reference
	Invoiced money.Satang // the value on the tax invoice, where notes changed it before; else 0
	Was      money.Satang // the value as it stood
	Right    money.Satang // the right value
	Reason   string
}

// Withholding is the tax that a buyer keeps back, as information.
type Withholding struct {
	Rate        money.Basis
	Base        money.Satang // before VAT
	Amount      money.Satang
	Certificate string // of a payment: the number and day of the certificate (50 ทวิ) in words, "" = none yet
}

// OfficePayment is one way a sum was paid.
type OfficePayment struct {
	Method string // a code the program knows (cash, promptpay, transfer …) or words of the shop's own
	Detail string // a bank, a cheque's number, a day
	Sum    money.Satang
}

// BankAccount is where a buyer may transfer to.
type BankAccount struct{ Bank, Branch, Number, Name string }

// DeliveryPlace is where goods of a delivery note go. Round 0 = the delivery is not one of several.
type DeliveryPlace struct {
	Name, Address, Phone string
	Round, Of            int
}

// Signer is who signs, as far as it is known; what is not is left to write on. Role is "seller", "buyer" or
// "approver", or words of the shop's own.
type Signer struct{ Role, Name, Position string }

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
	Replaces  string // number of the abbreviated tax invoice that this full one cancels and stands for

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
	for _, kind := range kinds {
		for _, mine := range o.Kinds {
			if mine == kind {
				return true
			}
		}
	}
	return false
}

// t gives a text. What the law wants in Thai stays Thai beside the English (Revenue Code s. 86/4, 105 bis).
func (o OfficePaper) t(key string, values ...fault.Values) string {
	return o.both(key, " / ", values...)
}

func (o OfficePaper) both(key, between string, values ...fault.Values) string {
	words := i18n.T(o.Lang, "office."+key, values...)
	if o.Lang == i18n.Thai || !o.has(OfficeReceipt, OfficeTaxInvoice, OfficeAbbreviated, OfficeCreditNote, OfficeDebitNote, OfficeVoucher) {
		return words
	}
	return i18n.T(i18n.Thai, "office."+key, values...) + between + words
}

// Pages lays the paper out on A4. It fails for its QR code as Receipt.Page does.
func (o OfficePaper) Pages(shaper *text.Shaper) ([]Page, error) {
	pages, err := o.lay(shaper)
	if err != nil {
		return nil, err
	}
	return o.marked(shaper, pages, o.edition()), nil
}

// Copies lays out the original and so many copies, which differ from it by their mark alone.
func (o OfficePaper) Copies(shaper *text.Shaper, count int) ([]Page, error) {
	pages, err := o.lay(shaper)
	if err != nil {
		return nil, err
	}
	all := o.marked(shaper, pages, o.edition())
	for range count {
		all = append(all, o.marked(shaper, pages, i18n.T(o.Lang, "office.copy"))...)
	}
	return all, nil
}

// lay sets everything but the marks.
func (o OfficePaper) lay(shaper *text.Shaper) ([]Page, error) {
	p := o.sheet(shaper, A4Width, A4Height, o.title())
	o.head(p, o.titles(), o.belowTitle()...)
	o.parties(p)
	o.opening(p)
	switch {
	case len(o.Options) > 0:
		p.table(o.optionTable(p))
	case len(o.Bills) > 0:
		p.table(o.billTable(p))
	default:
		p.table(o.lineTable(p))
	}
	if err := o.closing(p); err != nil {
		return nil, err
	}
	o.conditions(p)
	o.signed(p)
	return p.end(), nil
}
