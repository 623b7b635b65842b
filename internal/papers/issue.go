package papers

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/rules"
)

// Facts is what issuing reads, taken inside the transaction that writes the paper.
type Facts struct {
	At     ledger.Millis
	Day    clock.Day // the business day
	Letter string    // of the till
	Shape  Shape
	NextNo func(Series) (int, error)
	Closed clock.Day // VAT up to and with this day was handed in; "" = none yet

	Restored clock.Day                  // a backup took the place of the till's machine by this day; "" = never
	Sure     func(Series) (bool, error) // since then it is known how far the series had got; asked only of a restored till
}

// Request asks for a paper. What a kind does not carry is left empty.
type Request struct {
	ID   id.Paper
	Kind Kind
	With []Kind // what it is besides
	Date clock.Day

	Seller Seller
	Buyer  Buyer

	Lines        []Line
	Alternatives []Alternative
	Rounding     money.Satang // of a bill paid in cash
	Deposits     []Paid       // what was paid before, on papers of its own
	GivenBack    []Paid       `json:",omitempty"` // what of deposits was given back, and is taken off no more
	Untaxed      []Paid       `json:",omitempty"` // deposits of before the seller was registered for VAT: goods with VAT take none of them off
	IsDeposit    bool

	Refs       []Ref
	Order      BuyerOrder
	Valid      clock.Day
	DueDay     clock.Day
	Within     int
	Conditions string
	Reason     string
	ReasonCode string // of a credit or debit note or a replacement: one of ReasonCodes
	Receiver   string
	Round      int `json:",omitempty"` // of a delivery in parts, and of how many on the last
	Rounds     int `json:",omitempty"`
	PayTo      PayTo
	Style      Style
	Signatures []Signature

	Payments    []Payment
	Certificate *Certificate
	Base        money.Satang // before VAT, of a receipt; 0 = that of the lines
	Over        *Withheld    `json:",omitempty"` // of a billing note or receipt over invoices: the tax that they tell of together
	Contract    money.Satang // the whole order before VAT, by which tax is withheld; 0 = this paper alone
	Unproved    *Unproved    `json:",omitempty"` // of a receipt over invoices
	Returned    *Returned    `json:",omitempty"` // of the sale of a tax invoice
	Repriced    []Repriced   `json:",omitempty"` // lines that ask for other sums than what they are made from
	Held        money.Satang `json:",omitempty"` // of a credit note about a deposit: what the books hold of the order's
	Unsaid      money.Satang `json:",omitempty"` // of a deposit that is said to come: what lies at its order already and no paper tells of
	Whole       bool         `json:",omitempty"` // of a credit note about a deposit: nobody said how much, so that it takes all that is left
	Counted     bool         `json:",omitempty"` // Payments are what the books hold already
	Left        clock.Day    `json:",omitempty"` // of a tax invoice: when its goods left, "" = they did not yet, or nobody knows
	Paid        clock.Day    `json:",omitempty"` // of a tax invoice: when money came for its goods before they left, "" = none did

	Replaces *Paper   // the slip or tax invoice it takes the place of
	Corrects *Paper   // the tax invoice that a credit or debit note is about
	Notes    []*Paper // earlier notes about it that are not void
	ToCredit []Ref    `json:",omitempty"` // of a credit note: tax invoices of deposits that notes of their own are to be about, for so much
	Revises  *Paper   // the quotation before
	Accepts  *Paper   `json:",omitempty"` // the quotation that the buyer's order agrees to

	Yes []string // codes of questions that a person answered with yes
	By  string   // who, when the shop knows
}

// Hash identifies what is asked for, so that the same id with another request is refused.
func (r *Request) Hash() string {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // plain structs of ids, numbers and strings always encode
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Cancel says that issuing makes another paper void.
type Cancel struct {
	Ref    Ref
	Reason string
}

// Outcome is an issued paper, what it makes void, and what a person should be told.
type Outcome struct {
	Paper    *Paper
	Cancels  []Cancel
	Warnings []*fault.Error
}

// questions are the refusals that a person may answer with yes; the paper's history keeps that they did.
var questions = []string{"paper_before_source", "tax_point_passed", "tax_point_paid", "tax_month_closed", "quotation_expired", "certificate_differs", "certificate_before", "paper_after_restore", "credit_deposit_whole", "deposit_lies"}

// Asked reports whether a refusal is a question: the same request with its code in Yes goes on.
func Asked(err error) bool { return slices.Contains(questions, fault.Code(err)) }

// draft is a paper on its way.
type draft struct {
	facts    *Facts
	request  *Request
	paper    *Paper
	cancels  []Cancel
	warnings []*fault.Error
}

// ask refuses unless the question was answered with yes.
func (d *draft) ask(question *fault.Error) error {
	if !slices.Contains(d.request.Yes, question.Code) {
		return question
	}
	d.paper.History = append(d.paper.History, Said{Code: question.Code, Day: d.facts.Day, By: d.request.By})
	return nil
}

// Issue makes a paper. Nothing is numbered before everything else is right, so that a refusal leaves no gap.
//
// Faults, each at its field: those of parties ("tax_paper_unregistered", "buyer_tax_id_missing",
// "buyer_branch_missing", "pos_id_missing" …), of lines ("lines_missing", "too_many_lines", "name_too_long",
// "qty_not_positive" …), "paper_from" (made from something the kind is not made from), "paper_with", "date_ahead",
// "validity_missing", "validity_past", "deposit_above_goods", "receipt_differs", "credit_above_invoice", "credit_on_deposit",
// "replacement_differs", "reason_missing". Questions: see Asked.
func Issue(facts *Facts, request *Request) (*Outcome, error) {
	d := begin(facts, request)
	for _, step := range []func() error{d.kind, d.parties, d.texts, d.links, d.dates, d.datesAsked, d.content, d.toPay, d.withhold, d.received, d.returned, d.repriced, d.number} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return &Outcome{Paper: d.paper, Cancels: d.cancels, Warnings: d.warnings}, nil
}

// Sketch gives a paper as far as it can be drawn while a person fills it in: goods and sums must hold, but names,
// dates, reasons and payments may still be missing or wrong. It has no number, and is never written. Faults are
// those of kinds, lines and sums, as of Issue.
func Sketch(facts *Facts, request *Request) (*Paper, error) {
	d := begin(facts, request)
	if err := d.kind(); err != nil {
		return nil, err
	}
	for _, step := range []func() error{d.parties, d.links, d.dates} {
		_ = step() // Issue says it
	}
	if !d.paper.Date.Valid() {
		d.paper.Date = facts.Day
	}
	for _, step := range []func() error{d.content, d.toPay, d.sketchTax} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	_ = d.received()
	return d.paper, nil
}

// sketchTax works out the tax that is withheld; of a certificate with faults only that it is there is not told.
func (d *draft) sketchTax() error {
	err := d.withhold()
	if fault.Code(err) == "base_above_sum" {
		return err
	}
	return nil
}

// begin takes over what is asked for as it is.
func begin(facts *Facts, request *Request) *draft {
	d, r := &draft{facts: facts, request: request}, request
	d.paper = &Paper{Version: Version, ID: r.ID, Kind: r.Kind, With: r.With, Set: len(r.With) > 0, Date: r.Date, Day: facts.Day, At: facts.At,
		Seller: r.Seller, Buyer: r.Buyer, Lines: slices.Clone(r.Lines), Refs: slices.Clone(r.Refs), Order: r.Order, Deposit: r.IsDeposit,
		Valid: r.Valid, DueDay: r.DueDay, Within: r.Within, Conditions: r.Conditions, Reason: strings.TrimSpace(r.Reason), Receiver: r.Receiver, Round: r.Round, Rounds: r.Rounds,
		PayTo: r.PayTo, Style: r.Style, Signatures: r.Signatures, Payments: r.Payments}
	if d.paper.Date == "" {
		d.paper.Date = facts.Day
	}
	return d
}

func (d *draft) kind() error {
	kind := d.paper.Kind
	if _, known := kinds[kind]; !known {
		return fault.New("paper_kind_unknown", "kind", fault.Values{"value": string(kind)})
	}
	for n, other := range d.paper.With {
		if !kind.Allows(other) || slices.Contains(d.paper.With[:n], other) {
			return fault.New("paper_with", "with", fault.Values{"paper": words(kind), "other": words(other)})
		}
	}
	for n, ref := range d.paper.Refs {
		if ref.Role == "" && !kind.MadeFrom(ref.Source) {
			return fault.New("paper_from", fmt.Sprintf("of[%d]", n), fault.Values{"paper": words(kind), "number": ref.Number})
		}
	}
	return nil
}

func (d *draft) parties() error {
	warnings, err := d.paper.Seller.settle(d.paper.Kind)
	if err != nil {
		return fault.At(err, "seller")
	}
	d.warnAt("seller", warnings)
	if warnings, err = d.paper.Buyer.settle(d.paper.Kind); err != nil {
		return fault.At(err, "buyer")
	}
	d.warnAt("buyer", warnings)
	return nil
}

func (d *draft) warnAt(field string, warnings []*fault.Error) {
	for _, warning := range warnings {
		warning.Field = field + "." + warning.Field
		d.warnings = append(d.warnings, warning)
	}
}

func (d *draft) texts() error {
	p := d.paper
	texts := []text{{"conditions", p.Conditions, 2000}, {"reason", p.Reason, MaxText}, {"receiver", p.Receiver, MaxAddress},
		{"order.number", p.Order.Number, 100}, {"pay_to.promptpay_name", p.PayTo.PromptPayName, MaxName}, {"pay_to.bank", p.PayTo.Bank, 100},
		{"pay_to.account", p.PayTo.Account, 50}, {"pay_to.account_name", p.PayTo.AccountName, MaxName}, {"by", d.request.By, MaxName}}
	for n, box := range p.Signatures {
		at := fmt.Sprintf("signature[%d].", n)
		texts = append(texts, text{at + "role", box.Role, 100}, text{at + "name", box.Name, MaxName}, text{at + "position", box.Position, MaxName})
	}
	switch {
	case len(p.Signatures) > 4:
		return fault.New("too_many", "signature", fault.Values{"max": 4})
	case p.Within < 0 || p.Within > 3650:
		return fault.New("days_invalid", "within", fault.Values{"value": p.Within})
	case p.Style.Lang != "" && !slices.Contains(i18n.Langs, p.Style.Lang):
		return fault.New("lang_unknown", "lang", fault.Values{"value": string(p.Style.Lang)})
	case p.Style.Copies < 0 || p.Style.Copies > 9:
		return fault.New("print_copies", "copies", fault.Values{"most": 9})
	case p.Kind == PurchaseOrder && strings.TrimSpace(p.Order.Number) == "":
		return fault.New("buyer_order_number", "order.number", nil)
	}
	return checkTexts(texts...)
}

func (d *draft) dates() error {
	p := d.paper
	for _, day := range []struct {
		field string
		day   clock.Day
	}{{"date", p.Date}, {"valid", p.Valid}, {"due", p.DueDay}, {"order.date", p.Order.Date}} {
		if !day.day.Valid() {
			return fault.New("date_unreadable", day.field, fault.Values{"value": string(day.day)})
		}
	}
	switch {
	case p.Date > d.facts.Day:
		return fault.New("date_ahead", "date", fault.Values{"date": p.Date, "day": d.facts.Day})
	case p.Kind == PurchaseOrder && p.Order.Date > d.facts.Day:
		return fault.New("date_ahead", "order.date", fault.Values{"date": p.Order.Date, "day": d.facts.Day})
	case p.Kind == Quotation && p.Valid == "":
		return fault.New("validity_missing", "valid", nil)
	case p.Kind == Quotation && p.Valid < p.Date:
		return fault.New("validity_past", "valid", fault.Values{"date": p.Valid})
	case p.DueDay != "" && p.DueDay < p.Date:
		return fault.New("due_before_paper", "due", fault.Values{"date": p.Date})
	}
	return nil
}

// datesAsked asks about days that can hardly be meant: before what the paper is made from or about, after the month in
// which its goods left or were paid (their VAT is due by the day they are delivered, or paid before, s. 78(1)), in a month
// that was handed in.
func (d *draft) datesAsked() error {
	p := d.paper
	for _, ref := range p.Refs {
		if (ref.Role == "" || ref.Role == Corrects) && p.Date < ref.Date {
			if err := d.ask(fault.New("paper_before_source", "date", fault.Values{"date": p.Date, "number": ref.Number, "of": ref.Date})); err != nil {
				return err
			}
			break
		}
	}
	if quotation := d.request.Accepts; quotation != nil && quotation.past(d.facts.Day) {
		if err := d.ask(quotation.expired()); err != nil {
			return err
		}
	}
	due := fault.New("tax_point_passed", "date", fault.Values{"date": p.Date, "left": d.request.Left})
	since := d.request.Left
	if paid := d.request.Paid; paid != "" && (since == "" || paid < since) {
		due, since = fault.New("tax_point_paid", "date", fault.Values{"date": p.Date, "paid": paid}), paid
	}
	if since != "" && MonthOf(since) < MonthOf(p.Date) {
		if err := d.ask(due); err != nil {
			return err
		}
	}
	if p.Kind.Tax() && d.facts.Closed != "" && p.Date <= d.facts.Closed {
		return d.ask(fault.New("tax_month_closed", "date", fault.Values{"date": p.Date, "closed": d.facts.Closed}))
	}
	return nil
}

// content works out lines and sums.
func (d *draft) content() error {
	p := d.paper
	rate := money.Basis(0)
	if p.Seller.VAT && p.Kind != Voucher && p.Kind != Billing {
		rate = rules.VATRate(p.Date)
	}
	if p.Kind == Quotation && len(d.request.Alternatives) > 0 {
		return d.alternatives(rate)
	}
	if p.Kind != Delivery { // an invoice takes the lines of its notes
		p.Round, p.Rounds = 0, 0
		for n := range p.Lines {
			p.Lines[n].Ordered, p.Lines[n].Before = 0, 0
		}
	}
	if err := settleLines(p.Lines, rate, "line"); err != nil {
		return err
	}
	if p.Kind.Tax() {
		for n, line := range p.Lines {
			if line.VATClass == "" {
				return fault.New("vat_class_unknown", fmt.Sprintf("line[%d].vat_class", n), fault.Values{"value": ""})
			}
		}
	}
	before, err := d.deposits()
	if err != nil {
		return err
	}
	rounding := d.request.Rounding
	if d.request.Replaces != nil {
		rounding = d.request.Replaces.Sums.Rounding
	}
	if p.Sums, err = sumsOf(p.Lines, before, rounding); err != nil {
		return err
	}
	switch {
	case p.Kind == Voucher && p.Sums.Due == 0:
		return fault.New("amount_not_positive", "line", nil)
	case d.request.Replaces != nil:
		return d.sameSale()
	case p.Kind == CreditNote || p.Kind == DebitNote:
		return d.correct()
	}
	return nil
}

// toPay asks for no more than the paper is for, and names no place to pay where nothing is asked.
func (d *draft) toPay() error {
	to, due := &d.paper.PayTo, d.paper.Sums.Due
	switch {
	case to.Paid || *to != (PayTo{}) && due <= 0:
		*to = PayTo{Paid: true}
	case to.Sum >= due || to.Sum < 0:
		to.Sum = 0
	}
	return nil
}

func (d *draft) number() error {
	if d.paper.Kind.Code() == "" {
		return nil
	}
	d.paper.Series = d.facts.Shape.Series(d.paper.Kind, d.facts.Letter, d.facts.Day)
	if err := d.sure(d.paper.Series); err != nil {
		return err
	}
	no, err := d.facts.NextNo(d.paper.Series)
	if err != nil {
		return err
	}
	d.paper.No, d.paper.Number = no, d.facts.Shape.Number(d.paper.Series, no, d.facts.Day)
	return nil
}
