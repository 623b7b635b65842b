package papers

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Version is the version of the encoding of papers. A field is added without a new one; none changes its meaning.
const Version = 1

// Paper is a paper as it was issued: seller, buyer, lines and sums as they stood. It is written once and never
// changed; what becomes of it later (a void, copies, payments) is kept beside it.
type Paper struct {
	Version int           `json:"v"`
	ID      id.Paper      `json:"id"`
	Kind    Kind          `json:"kind"`
	With    []Kind        `json:"with,omitempty"`   // what it is besides, on the same sheet
	Set     bool          `json:"set,omitempty"`    // "เอกสารออกเป็นชุด": several papers are written in one go
	Number  string        `json:"number,omitempty"` // "" = of the buyer's order, see Order
	Series  Series        `json:"series,omitzero"`
	No      int           `json:"no,omitempty"`
	Date    clock.Day     `json:"date"` // that stands on the paper, and by which its tax is due
	Day     clock.Day     `json:"day"`  // the business day it was made on
	At      ledger.Millis `json:"at"`

	Seller Seller `json:"seller"`
	Buyer  Buyer  `json:"buyer"`

	Lines        []Line        `json:"lines"`
	Alternatives []Alternative `json:"alternatives,omitempty"` // of a quotation: what the buyer chooses from, in place of lines
	Sums         Sums          `json:"sums"`
	Withheld     *Withheld     `json:"withheld,omitempty"` // tax the buyer keeps back: information
	Payments     []Payment     `json:"payments,omitempty"` // of a receipt

	Refs       []Ref       `json:"refs,omitempty"` // what it was made from, and what it takes the place of
	Order      BuyerOrder  `json:"order,omitzero"`
	Deposit    bool        `json:"deposit,omitempty"` // it is for money before the goods
	Correction *Correction `json:"correction,omitempty"`

	Valid      clock.Day   `json:"valid,omitempty"`       // a quotation's last day
	DueDay     clock.Day   `json:"due_day,omitempty"`     // to be paid by
	Within     int         `json:"within_days,omitempty"` // delivery within so many days
	Conditions string      `json:"conditions,omitempty"`
	Reason     string      `json:"reason,omitempty"`
	ReasonCode string      `json:"reason_code,omitempty"` // of ReasonCodes
	Revision   int         `json:"revision,omitempty"`    // of a quotation: 0 = the first
	Receiver   string      `json:"receiver,omitempty"`    // of a delivery: who takes it, and where
	Round      int         `json:"round,omitempty"`       // of a delivery in parts: 1, 2, 3 …
	Rounds     int         `json:"rounds,omitempty"`      // of how many, on the last
	PayTo      PayTo       `json:"pay_to,omitzero"`
	Style      Style       `json:"style,omitzero"`
	Signatures []Signature `json:"signatures,omitempty"`
	History    []Said      `json:"history,omitempty"` // what was asked, and answered with yes
}

// Ref names another paper, a bill or an order.
type Ref struct {
	Source string    `json:"source"` // FromOrder, FromBill, or the kind of a paper
	Number string    `json:"number"`
	Date   clock.Day `json:"date,omitempty"`
	Role   string    `json:"role,omitempty"` // "" = made from it
	ETax   string    `json:"etax,omitempty"` // of a paper: its type code in e-Tax
	Due    clock.Day `json:"due,omitempty"`  // of an invoice on a billing note: by when it is to be paid

	Taken   money.Satang `json:"taken_satang,omitempty"` // of a deposit's paper: what of it is taken off
	Classes []ClassNet   `json:"classes,omitempty"`      // of which VAT classes that is; none = the paper was issued before they were kept
}

// ClassNet is how much of a VAT class a deposit gave.
type ClassNet struct {
	Class string       `json:"class"`
	Rate  money.Basis  `json:"rate_bp"`
	Net   money.Satang `json:"net_satang"` // VAT inside
}

// Roles of references.
const (
	Replaces = "replaces" // the paper takes its place: it is void
	Corrects = "corrects" // the tax invoice a credit or debit note is about
	PaidBy   = "deposit"  // the deposit's paper
	Revises  = "revises"  // the quotation before
	ForSlip  = "slip"     // a slip of its order's that went out as an abbreviated tax invoice: it takes its place too
)

// BuyerOrder is the order that the buyer wrote: ใบสั่งซื้อ.
type BuyerOrder struct {
	Number  string    `json:"number"`
	Date    clock.Day `json:"date,omitempty"`
	Picture string    `json:"picture,omitempty"` // file name under images/
	Signed  bool      `json:"signed,omitempty"`  // they wrote none: it is the quotation itself, signed and sent back
}

// Dated is the day that stands on the paper: of a buyer's order its own, not that on which it was recorded.
func (p *Paper) Dated() clock.Day { return cmp.Or(p.Order.Date, p.Date) }

// Payment is a part of what a receipt says was received.
type Payment struct {
	Method string       `json:"method"` // as rules.Method
	Amount money.Satang `json:"amount_satang"`
	Ref    string       `json:"ref,omitempty"` // of the transfer or cheque
	Date   clock.Day    `json:"date,omitempty"`
}

// GoodsBack is the way of payment of what was taken in exchange, as far as goods that came back paid for it. It is no money.
const GoodsBack = "goods_back"

// PayTo is where a buyer may pay, and what was still to be paid when the paper was issued.
type PayTo struct {
	PromptPay     string `json:"promptpay,omitempty"`
	PromptPayName string `json:"promptpay_name,omitempty"`
	Bank          string `json:"bank,omitempty"`
	Account       string `json:"account,omitempty"`
	AccountName   string `json:"account_name,omitempty"`

	Sum  money.Satang `json:"sum_satang,omitempty"` // of the paper's, 0 = all of it
	Paid bool         `json:"paid,omitempty"`       // nothing: there is nowhere to pay
}

// Style is how a paper is printed.
type Style struct {
	Official   bool      `json:"official,omitempty"` // formal dates, amount in words, margins for filing
	ThaiDigits bool      `json:"thai_digits,omitempty"`
	Lang       i18n.Lang `json:"lang,omitempty"`   // "" = Thai
	Copies     int       `json:"copies,omitempty"` // printed with the original
}

// Signature is a box somebody signs in.
type Signature struct {
	Role     string `json:"role"` // the text under the line: seller, receiver, approver
	Name     string `json:"name,omitempty"`
	Position string `json:"position,omitempty"`
}

// Said is a question that was answered with yes when the paper was issued.
type Said struct {
	Code string    `json:"code"` // the fault's
	Day  clock.Day `json:"day"`
	By   string    `json:"by,omitempty"`
}

// ToPay gives what was still to be paid of the paper's sum when it was issued.
func (p *Paper) ToPay() money.Satang {
	switch {
	case p.PayTo.Paid:
		return 0
	case p.PayTo.Sum > 0:
		return p.PayTo.Sum
	}
	return p.Sums.Due
}

// Title is what stands at the head of the paper.
func (p *Paper) Title(lang i18n.Lang) string {
	title := Title(lang, p.Kind, p.With...)
	if p.Kind == PurchaseOrder && p.Order.Signed {
		title = i18n.T(lang, "papers.signed_quotation")
	}
	if p.Deposit {
		title = i18n.T(lang, "papers.of_deposit", fault.Values{"title": title})
	}
	return title
}

// Is reports whether the paper is of a kind, alone or besides.
func (p *Paper) Is(kind Kind) bool {
	return p.Kind == kind || slices.Contains(p.With, kind)
}

// Ref gives the first reference in a role.
func (p *Paper) Ref(role string) (Ref, bool) {
	for _, ref := range p.Refs {
		if ref.Role == role {
			return ref, true
		}
	}
	return Ref{}, false
}

// Self is the reference other papers name this one by.
func (p *Paper) Self(role string) Ref {
	return Ref{Source: string(p.Kind), Number: p.Number, Date: p.Date, Role: role, ETax: p.ETaxType()}
}

// Encode writes the paper as it is stored. The same paper always gives the same bytes.
func (p *Paper) Encode() []byte {
	body, err := json.Marshal(p)
	if err != nil {
		panic(err) // plain structs of ids, numbers and strings always encode
	}
	return body
}

// maxBody bounds a stored paper: 500 lines with every text as long as it may be stay below.
const maxBody = 4 << 20

// Decode reads a stored paper and holds it against itself. It fails with "paper_unreadable" for what is no
// paper, "paper_newer" for one of a later program, "paper_sums" when its sums do not agree with its lines.
func Decode(body []byte) (*Paper, error) {
	if len(body) > maxBody {
		return nil, fault.New("paper_unreadable", "paper", nil)
	}
	paper := &Paper{}
	if err := json.NewDecoder(bytes.NewReader(body)).Decode(paper); err != nil {
		return nil, &fault.Error{Code: "paper_unreadable", Field: "paper", Err: err}
	}
	if paper.Version > Version {
		return nil, fault.New("paper_newer", "paper", nil)
	}
	if _, known := kinds[paper.Kind]; !known || paper.Version < 1 || !paper.Date.Valid() || !paper.Day.Valid() || len(paper.Lines) > MaxLines {
		return nil, fault.New("paper_unreadable", "paper", nil)
	}
	lines := slices.Clone(paper.Lines)
	for _, offer := range paper.Alternatives {
		lines = append(lines, offer.Lines...)
	}
	if slices.ContainsFunc(lines, outOfBounds) {
		return nil, fault.New("paper_unreadable", "paper", nil)
	}
	if !paper.Agrees() {
		return nil, fault.New("paper_sums", "paper", fault.Values{"number": paper.Number})
	}
	return paper, nil
}

// outOfBounds reports a line that no paper was ever issued with.
func outOfBounds(l Line) bool {
	return l.Qty <= 0 || l.Qty > qty.Max || l.Price < 0 || l.Price > money.Max || l.Total < 0 || l.Total > money.Max || l.Discount < 0 ||
		l.Discount > money.Max || l.VATRate < 0 || l.VATRate > 10_000 || l.Ordered < 0 || l.Ordered > qty.Max || l.Before < 0 || l.Before > qty.Max
}

// Agrees reports whether a paper's sums are those of its lines.
func (p *Paper) Agrees() bool {
	for n := range p.Alternatives {
		if !p.Alternatives[n].Sums.agree(p.Alternatives[n].Lines) {
			return false
		}
	}
	return p.Sums.agree(p.Lines)
}
