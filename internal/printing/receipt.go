package printing

import (
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// Kind says what a slip for a customer is.
type Kind uint8

const (
	// Sold is a receipt ใบเสร็จรับเงิน. It is an abbreviated tax invoice too when it says VAT, the
	// shop's tax id and the till's POS id (Revenue Code s. 86/6), and never otherwise.
	Sold Kind = iota
	// Statement is ใบแจ้งยอด: a bill that is not paid yet, known by its tag.
	Statement
	// Refunded is a slip for goods given back and money returned.
	Refunded
	// Voided is the slip of a bill taken back whole.
	Voided
)

// Shop is who sells, as papers say it. Empty fields are left out.
type Shop struct {
	Names   []string // the first is the largest
	Address string
	Phone   string
	TaxID   string
	Citizen bool   // TaxID is the number of a person's card
	Branch  string // five digits, "00000" is the head office
}

// Amount is a named sum.
type Amount struct {
	Label string
	Sum   money.Satang
}

// Line is one product on a slip. Notes are what is said under it: a promotion, "ของแถม", a lot.
type Line struct {
	Name      string
	Qty       qty.Qty
	Unit      string
	UnitPrice money.Satang
	Total     money.Satang // quantity × unit price, before discounts
	Notes     []string
}

// VAT is the tax inside the total, of a registered shop.
type VAT struct {
	Rate   money.Basis
	Amount money.Satang
}

// Tender is one way money came or went. Method is a code the program knows (cash, promptpay …) or
// the name of a method of the shop's own.
type Tender struct {
	Method string
	To     string // the owner of goods who got it, "" = the shop
	Sum    money.Satang
}

// Buyer is who asked for a receipt in their name.
type Buyer struct{ Name, TaxID, Address string }

// PayQR is a PromptPay code on a slip that is still to be paid. Payload is what a phone reads.
type PayQR struct {
	Payload  string
	Receiver string // as the bank shows it
	Masked   string // the receiving id, masked
	Amount   money.Satang
}

// Receipt is everything a slip for a customer says. Amounts are as the ledger has them, so those of
// refunds and voids are negative; they are printed without the sign, under a title that says it.
type Receipt struct {
	Kind     Kind
	Lang     i18n.Lang
	Practice bool // nothing here is real: say so, and draw no code that can be paid
	Copy     int  // 0 is the original, 1 the first reprint

	Shop    Shop
	Till    string
	POSID   string // the till's number at the Revenue Department
	Invoice string // the number of the tax invoice that tells the tax of these goods: the slip is none then
	Number  string
	Tag     string // instead of a number while the bill is open
	Ref     string // the number of the bill refunded or voided
	Reason  string
	At      time.Time
	Cashier string

	Customer string
	Buyer    Buyer

	Lines     []Line
	Discounts []Amount // sizes above zero are taken off
	Rounding  money.Satang
	Total     money.Satang
	VAT       *VAT

	Tenders []Tender // as handed over
	Change  money.Satang
	Due     money.Satang // left on credit or unpaid, printed when not zero

	Pay        *PayQR
	Footer     []string
	OpenDrawer bool
}

// isTaxInvoice reports whether the law's fields of an abbreviated tax invoice are all there.
func (r Receipt) isTaxInvoice() bool {
	return r.Kind == Sold && r.VAT != nil && r.POSID != "" && r.Shop.TaxID != "" && r.Invoice == ""
}

// sign turns the ledger's amounts into those printed.
func (r Receipt) sign() money.Satang {
	if r.Kind == Refunded || r.Kind == Voided {
		return -1
	}
	return 1
}

// Page lays the slip out on a roll of a printable width (Roll58, Roll80). It fails with
// "paper_width", and for its QR code with "code_too_small" or as qrcode.Checked does.
func (r Receipt) Page(shaper *text.Shaper, width Unit) (Page, error) {
	roll, err := newRoll(shaper, r.Lang, width)
	if err != nil {
		return Page{}, err
	}
	roll.page.Finish.Drawer = r.OpenDrawer
	roll.practice(r.Practice)
	roll.law = r.isTaxInvoice()
	roll.shop(r.Shop)
	roll.heading(r)
	roll.lines(r)
	roll.sums(r)
	if r.Pay != nil {
		if err := roll.pay(*r.Pay, r.Practice, r.Tag); err != nil {
			return Page{}, err
		}
	}
	roll.footer(r.Footer)
	roll.practice(r.Practice)
	return roll.end(), nil
}

// practice says loudly that a paper is not real.
func (r *roll) practice(is bool) {
	if is {
		r.gap(6 * Dot)
		r.band(r.title, r.t("practice"), r.t("practice_not_real"))
		r.gap(gutter)
	}
}

func (r *roll) shop(shop Shop) {
	for n, name := range shop.Names {
		if n == 0 {
			r.text(r.name, centre, name)
		} else {
			r.text(r.body, centre, name)
		}
	}
	r.text(r.note, centre, shop.Address)
	if shop.Phone != "" {
		r.text(r.note, centre, r.t("phone", fault.Values{"phone": shop.Phone}))
	}
	if shop.TaxID != "" {
		for _, lang := range r.langs() {
			r.joined(r.note, centre, i18n.T(lang, "receipt.tax_id", fault.Values{"id": shop.TaxID}), branchIn(lang, shop.Branch))
		}
	}
}

// langs are those in which a slip says what the law asks of it: in Thai too where it is a tax invoice.
func (r *roll) langs() []i18n.Lang {
	if r.law && r.lang != i18n.Thai {
		return []i18n.Lang{i18n.Thai, r.lang}
	}
	return []i18n.Lang{r.lang}
}

// joined sets texts on one row where they fit, else each on its own.
func (r *roll) joined(s style, a align, texts ...string) {
	var all []string
	for _, text := range texts {
		if text != "" {
			all = append(all, text)
		}
	}
	if whole := strings.Join(all, "  "); r.width(whole, s) <= r.page.Width {
		all = []string{whole}
	}
	for _, text := range all {
		r.text(s, a, text)
	}
}

func (r *roll) heading(receipt Receipt) {
	title := map[Kind]string{Sold: "title", Statement: "title_statement", Refunded: "title_refund", Voided: "title_void"}[receipt.Kind]
	if receipt.isTaxInvoice() {
		title = "title_tax"
	}
	r.gap(4 * Dot)
	r.text(r.title, centre, r.t(title))
	if receipt.Kind == Statement {
		r.text(r.note, centre, r.t("not_paid"))
	}
	r.copied(receipt.Copy)
	r.gap(2 * Dot)
	number := ""
	switch {
	case receipt.Number != "":
		number = r.t("number", fault.Values{"number": receipt.Number})
	case receipt.Tag != "":
		number = r.t("tag", fault.Values{"tag": receipt.Tag})
	}
	r.spread(number, i18n.Moment(r.lang, receipt.At))
	till, cashier := "", ""
	if receipt.Till != "" {
		till = r.t("till", fault.Values{"till": receipt.Till})
	}
	if receipt.Cashier != "" {
		cashier = r.t("cashier", fault.Values{"name": receipt.Cashier})
	}
	r.spread(till, cashier)
	if receipt.Kind != Statement && receipt.Invoice == "" {
		r.said("pos_id", receipt.POSID)
	}
	r.said("invoice", receipt.Invoice)
	r.said("ref", receipt.Ref)
	r.said("reason", receipt.Reason)
	r.said("customer", receipt.Customer)
	r.said("buyer", receipt.Buyer.Name)
	r.said("buyer_tax_id", receipt.Buyer.TaxID)
	r.said("buyer_address", receipt.Buyer.Address)
}

// copied marks a reprint.
func (r *roll) copied(copies int) {
	if copies > 0 {
		r.gap(3 * Dot)
		r.framed(r.strong, r.t("copy", fault.Values{"count": copies}))
		r.gap(2 * Dot)
	}
}

// spread sets two notes at the two edges; one alone stands at the left.
func (r *roll) spread(one, other string) {
	switch {
	case one == "":
		r.text(r.note, left, other)
	case r.width(one, r.note)+r.width(other, r.note)+r.note.size/2 > r.page.Width:
		r.text(r.note, left, one)
		r.text(r.note, left, other)
	default:
		r.pair(r.note, one, other)
	}
}

// said sets a labelled note when there is something to say.
func (r *roll) said(key, value string) {
	if value != "" {
		r.text(r.note, left, r.t(key, fault.Values{"value": value}))
	}
}

func (r *roll) footer(lines []string) {
	if len(lines) > 0 {
		r.gap(8 * Dot)
	}
	for _, line := range lines {
		r.text(r.note, centre, line)
	}
}
