package printing

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Reference is another paper that this one is about. Kind is a code the program knows (quotation,
// purchase-order, order, delivery, invoice, tax-invoice, receipt, contract …), or words of the shop's own.
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
	Rate        money.Basis  // 0 = not said: the sum is no share of Base
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
