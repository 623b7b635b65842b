package ledger

import (
	"fmt"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Kinds of bills.
const (
	Sale     = "sale"
	Refund   = "refund"
	Void     = "void"
	Exchange = "exchange"
)

// Type codes of numbered papers. A bill has none.
const (
	TypeBill   = ""
	TypeRefund = "RF"
	TypeVoid   = "VD"

	TypeReceived   = "GR" // goods received: ใบรับฝาก, ใบรับของ
	TypeGivenBack  = "GB" // goods given back to their producer
	TypeCounted    = "CT"
	TypeAdjusted   = "AJ"
	TypeMoved      = "MV"
	TypeOrdered    = "PO" // purchase order
	TypeSettlement = "ST"
)

// Number writes a paper's number: letter, type code, year of the Buddhist era, six digits or more.
func Number(letter, kind string, year, no int) string {
	if kind != "" {
		letter += "-" + kind
	}
	return fmt.Sprintf("%s-%d-%06d", letter, year, no)
}

// Bill is one numbered bill. In refunds and voids every amount is zero or negative; an exchange may
// have either sign. total = Σ line totals − discount + rounding; VAT is inside the total.
type Bill struct {
	ID          id.Bill      `json:"id"`
	Number      string       `json:"number"`
	Letter      string       `json:"letter"`
	Type        string       `json:"type"`
	Year        int          `json:"year"` // Buddhist era, of the business day
	No          int          `json:"no"`
	Kind        string       `json:"kind"`
	ShiftID     id.Shift     `json:"shift_id"`
	Day         clock.Day    `json:"day"`
	At          Millis       `json:"at"`
	CustomerID  id.Party     `json:"customer_id"`
	Total       money.Satang `json:"total_satang"`
	Discount    money.Satang `json:"discount_satang"` // line, promotion and bill discounts together
	Rounding    money.Satang `json:"rounding_satang"`
	VAT         money.Satang `json:"vat_satang"`
	ShopShare   money.Satang `json:"shop_share_satang"` // total − VAT − owners' shares
	Guide       money.Satang `json:"guide_satang"`      // a guide's or bus's commission, told apart at the close
	GuideRate   money.Basis  `json:"guide_bp"`          // by which goods given back later lower it
	RefundOf    id.Bill      `json:"refund_of"`
	VoidOf      id.Bill      `json:"void_of"`
	Reason      string       `json:"reason"`
	RequestHash string       `json:"request_hash"` // of the request that made it: the same id with another is refused
	TripID      id.Trip      `json:"trip_id"`      // the fair it was sold at, none = at the shop
	OrderID     id.Order     `json:"order_id"`     // the order it delivers, none = it is no order's
}

// Written is the calendar day on which the bill was written: what its slip prints, and by which its VAT is due (s. 78(1)
// of the Revenue Code). Day is that of the till's shift, which may have begun days before.
func (b *Bill) Written() clock.Day { return clock.DayOf(b.At.Time()) }

// Line is one line of a bill. total is quantity × unit price before any discount.
type Line struct {
	BillID        id.Bill      `json:"bill_id"`
	LineN         int          `json:"line_n"`
	ProductID     id.Product   `json:"product_id"`
	SKU           string       `json:"sku"`
	Name          string       `json:"name"`
	Unit          string       `json:"unit"`
	Qty           qty.Qty      `json:"qty"`
	UnitPrice     money.Satang `json:"unit_price_satang"`
	ListPrice     money.Satang `json:"list_price_satang"` // before a person's override
	Total         money.Satang `json:"total_satang"`
	LineDiscount  money.Satang `json:"line_discount_satang"`
	PromoDiscount money.Satang `json:"promo_discount_satang"`
	BillDiscount  money.Satang `json:"bill_discount_satang"` // its part of the discount on the bill
	Promo         string       `json:"promo"`                // the promotion's name, for the receipt
	Gift          bool         `json:"gift"`
	VATClass      string       `json:"vat_class"`
	VATRate       money.Basis  `json:"vat_rate_bp"` // in force on the day; 0 when the shop has no VAT
	NetOfVAT      money.Satang `json:"net_of_vat_satang"`
	ReturnsN      int          `json:"returns_n"` // the line of the bill given back, −1 for goods sold
	Cost          money.Satang `json:"cost_satang"`
	OrderN        int          `json:"order_n"` // the line of the bill's order, 0 = none
}

// Net is what is paid for the line after every discount, VAT inside.
func (l Line) Net() money.Satang { return l.Total - l.LineDiscount - l.PromoDiscount - l.BillDiscount }

// Kinds of payment rows.
const (
	Paid    = "pay"    // what was handed over
	Change  = "change" // cash given back, negative
	Repaid  = "repay"  // a wrong way of payment put right: one row out, one row in
	Settled = "settle" // a debt paid later: credit out, money in
)

// Payment is money of a bill by one method. Σ amounts of a bill = its total, always: change, repay and
// settle rows carry their sign.
type Payment struct {
	BillID   id.Bill      `json:"bill_id"`
	ShiftID  id.Shift     `json:"shift_id"`
	Day      clock.Day    `json:"day"`
	At       Millis       `json:"at"`
	Kind     string       `json:"kind"`
	Method   string       `json:"method"`
	Amount   money.Satang `json:"amount_satang"`
	Evidence string       `json:"evidence"` // "seen", "slip" or ""
	Reason   string       `json:"reason"`
	OwnerID  id.Party     `json:"owner_id"` // paid straight to this owner of goods, none = to the shop
}

// Lot is goods that came together: one owner, one term, one expiry date.
type Lot struct {
	ID        id.Lot       `json:"id"`
	ProductID id.Product   `json:"product_id"`
	Code      string       `json:"code"`
	Expires   clock.Day    `json:"expires"`
	OwnerID   id.Party     `json:"owner_id"` // none = the shop
	Terms     string       `json:"terms"`
	GP        money.Basis  `json:"gp_bp"` // the shop's percent of consignment
	Cost      money.Satang `json:"cost_satang"`
	Ref       string       `json:"ref"`
	At        Millis       `json:"at"`
	WithVAT   bool         `json:"with_vat"` // see Terms, as the next two
	Bears     string       `json:"bears"`
	Fixed     money.Satang `json:"fixed_satang"`
}

// Kinds of movements.
const (
	MoveSale    = "sale"
	MoveRefund  = "refund"
	MoveWaste   = "waste"
	MoveReceive = "receive"
	MoveCount   = "count"
	MoveAdjust  = "adjust"
	MovePlace   = "move"
	MoveReturn  = "return" // back to the producer
)

// Movement is goods of one lot that came to or left one place. Stock on hand is their sum.
type Movement struct {
	BillID    id.Bill    `json:"bill_id"`
	LineN     int        `json:"line_n"` // −1 when there is no bill
	ProductID id.Product `json:"product_id"`
	LotID     id.Lot     `json:"lot_id"`
	PlaceID   id.Place   `json:"place_id"`
	Qty       qty.Qty    `json:"qty"`
	Kind      string     `json:"kind"`
	At        Millis     `json:"at"`
	Reason    string     `json:"reason"`
}

// Entry is what an owner earned by (or, negative, gave back with) a part of a line, frozen as the
// lot's terms stood.
type Entry struct {
	BillID     id.Bill      `json:"bill_id"`
	LineN      int          `json:"line_n"`
	LotID      id.Lot       `json:"lot_id"`
	ProductID  id.Product   `json:"product_id"`
	ProducerID id.Party     `json:"producer_id"`
	Day        clock.Day    `json:"day"`
	Qty        qty.Qty      `json:"qty"`
	Base       money.Satang `json:"base_satang"` // what the shop's percent counts on: see Terms
	GP         money.Basis  `json:"gp_bp"`
	Share      money.Satang `json:"share_satang"` // the owner's
	Paid       money.Satang `json:"paid_satang"`  // what the buyer paid for the part, VAT inside; 0 in entries of schema 1 and 2
	VAT        money.Satang `json:"vat_satang"`   // inside paid
}

// DebtPayment is money taken for what a customer owes, spread over their bills by the payments written
// with it.
type DebtPayment struct {
	ID          id.Change    `json:"id"`
	CustomerID  id.Party     `json:"customer_id"`
	Amount      money.Satang `json:"amount_satang"`
	At          Millis       `json:"at"`
	RequestHash string       `json:"request_hash"`
}

// Slip is a bank's reference from a payment slip, and the bill it was shown for.
type Slip struct {
	BillID   id.Bill `json:"bill_id"`
	PaymentN int     `json:"payment_n"` // its payment's place among those written with it, −1 = none of them
	Bank     string  `json:"bank"`
	Ref      string  `json:"ref"`
	At       Millis  `json:"at"`
}

// Shift is one opening of the till. The business day is the shift's.
type Shift struct {
	ID        id.Shift     `json:"id"`
	Day       clock.Day    `json:"day"`
	OpenedAt  Millis       `json:"opened_at"`
	Float     money.Satang `json:"float_satang"`
	Automatic bool         `json:"automatic"` // opened by the first bill, not by a person
}

// Kinds of cash entries of a shift.
const (
	CashIn     = "in"
	CashOut    = "out"
	DrawerOpen = "drawer"
)

// ShiftCash is cash put in or taken out, or the drawer opened, with the reason.
type ShiftCash struct {
	ShiftID id.Shift     `json:"shift_id"`
	Kind    string       `json:"kind"`
	Amount  money.Satang `json:"amount_satang"` // never negative; kind gives the direction
	Reason  string       `json:"reason"`
	At      Millis       `json:"at"`
}

// Close is the count at a shift's end. Nothing of it is edited later.
type Close struct {
	ShiftID    id.Shift     `json:"shift_id"`
	ClosedAt   Millis       `json:"closed_at"`
	Expected   money.Satang `json:"expected_satang"`
	Counted    money.Satang `json:"counted_satang"`
	Difference money.Satang `json:"difference_satang"` // counted − expected
	Leave      money.Satang `json:"leave_satang"`      // stays as tomorrow's float
	Reason     string       `json:"reason"`
	Notes      string       `json:"notes"` // what was counted: "1000x4 500x3 …"
}

// Skip is a run of numbers that no paper of this file carries, with the reason (a restore).
type Skip struct {
	Letter string `json:"letter"`
	Type   string `json:"type"`
	Year   int    `json:"year"`
	From   int    `json:"from_no"`
	To     int    `json:"to_no"`
	Reason string `json:"reason"`
}
