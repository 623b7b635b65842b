package publishing

import (
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/money"
)

// ChannelOrder is an order as a channel tells it. What cannot be read stays in Raw, and Odd says so: an order is
// never dropped.
type ChannelOrder struct {
	No        string // the channel's own number, "" when even that cannot be read
	Channel   string // where the platform passes on orders of others
	State     string // one of OrderStates
	Said      string // the channel's word for it
	Revision  int64  // grows with every change
	Version   string // for Step
	AcceptBy  time.Time
	Buyer     Buyer
	ShipTo    ShipTo
	Lines     []ChannelLine
	Goods     money.Satang
	Shipping  money.Satang // what the buyer pays for the post
	Discount  money.Satang // of the whole order
	Fee       money.Satang // what the platform keeps
	Total     money.Satang // what the buyer pays
	COD       bool         // the carrier collects it
	Note      string
	Shipments []Shipment
	PlacedAt  time.Time
	UpdatedAt time.Time
	Odd       []string // of Oddities
	Raw       []byte   // the order as it came
}

// Buyer is who ordered: personal data.
type Buyer struct {
	Name   string
	Phone  string
	TaxID  string
	Agency string // code of a government office
}

// ShipTo is where the goods go: personal data.
type ShipTo struct {
	Name        string
	Phone       string
	Line        string
	Subdistrict string
	District    string
	Province    string // its Thai name
	Code        string // of the province, ISO 3166-2
	Postcode    string
}

// ChannelLine is one product of an order.
type ChannelLine struct {
	ID       string
	SKU      string
	Name     string
	Pieces   int
	Price    money.Satang // of one piece
	Discount money.Satang // of the line
}

// States of an order on a channel. An unknown word is StateUnknown; what was said is kept.
const (
	PendingPayment  = "pending_payment"
	Paid            = "paid"
	Accepted        = "accepted"
	Packed          = "packed"
	Shipped         = "shipped"
	Delivered       = "delivered"
	Completed       = "completed"
	CancelRequested = "cancel_requested"
	Cancelled       = "cancelled"
	ReturnRequested = "return_requested"
	Returned        = "returned"
	Refunded        = "refunded"
	StateUnknown    = "unknown"
)

// OrderStates lists them in the order of an order's life.
var OrderStates = []string{PendingPayment, Paid, Accepted, Packed, Shipped, Delivered, Completed, CancelRequested, Cancelled,
	ReturnRequested, Returned, Refunded, StateUnknown}

// OrderStateOf gives the state that a word means.
func OrderStateOf(word string) string {
	if slices.Contains(OrderStates, word) {
		return word
	}
	return StateUnknown
}

// Step is what the shop does with an order.
type Step struct {
	No      string
	What    string // one of Steps
	Version string // the order's, "" = whatever it is
	Key     string // idempotency
	Reason  string // of a rejection or cancellation, for the buyer
}

// The steps. Shipping is Shipper's.
const (
	Accept = "accept"
	Reject = "reject"
	Pack   = "pack"
	Cancel = "cancel"
)

// Steps lists them.
var Steps = []string{Accept, Reject, Pack, Cancel}

// Held gives the pieces that a channel takes off its count for the order, by SKU: all of them, but none of an order
// that was cancelled. What came back is counted anew by the shop.
func (o *ChannelOrder) Held() map[string]int {
	held := map[string]int{}
	if o.State == Cancelled || o.State == Refunded && len(o.Shipments) == 0 {
		return held
	}
	for _, line := range o.Lines {
		if line.SKU != "" && line.Pieces > 0 {
			held[line.SKU] = min(held[line.SKU]+line.Pieces, MaxPieces)
		}
	}
	return held
}

// Reached reports whether an order that stands in a state has a step behind it, so that the step need not, and
// cannot, be done again. After an unknown outcome this tells whether it was done.
func Reached(step, state string) bool {
	switch step {
	case Accept:
		return slices.Contains([]string{Accepted, Packed, Shipped, Delivered, Completed}, state)
	case Pack:
		return slices.Contains([]string{Packed, Shipped, Delivered, Completed}, state)
	case Reject, Cancel:
		return state == Cancelled || state == Refunded
	}
	return false
}

// Settled reports whether a step has nothing left to change of an order that stands in a state: it is behind it, or
// the order has ended another way.
func Settled(step, state string) bool {
	return Reached(step, state) || slices.Contains([]string{Cancelled, Returned, Refunded}, state)
}

// Early reports whether a step must wait for what somebody else does: the buyer pays, or says whether the order is to
// be cancelled.
func Early(step, state string) bool {
	return state == PendingPayment || state == CancelRequested && (step == Accept || step == Pack)
}

// Shipment is a parcel of an order.
type Shipment struct {
	OrderNo  string
	ID       string // our own, a UUID
	Carrier  string // thailand_post, flash, kerry, jt, other
	Service  string // ems, registered, ecopost, other; "" = not told
	Tracking string
	HandedAt time.Time
	WeightG  int
	Lines    []ShipmentLine
}

// ShipmentLine is how many pieces of an order's line lie in a parcel.
type ShipmentLine struct {
	ID     string
	Pieces int
}

// What may be odd about an order. Its text is "publishing.odd." + the word.
const (
	OddUnreadable = "unreadable" // some of it
	OddNoLines    = "no_lines"
	OddNegative   = "negative" // an amount or a number of pieces that cannot be
	OddCurrency   = "currency" // another than baht: the amounts are not taken
	OddSum        = "sum"      // the parts are not the total
	OddNoSKU      = "no_sku"
	OddState      = "state" // nobody knows the word
)

// Oddities lists them.
var Oddities = []string{OddUnreadable, OddNoLines, OddNegative, OddCurrency, OddSum, OddNoSKU, OddState}

// Look adds to Odd what is odd about the order: a person must look before it is packed. It reports whether
// anything is.
func (o *ChannelOrder) Look() bool {
	add := func(is bool, what string) {
		if is && !slices.Contains(o.Odd, what) {
			o.Odd = append(o.Odd, what)
		}
	}
	goods, fits := money.Satang(0), true
	negative := min(o.Goods, o.Shipping, o.Discount, o.Total) < 0
	for _, line := range o.Lines {
		bad := line.Pieces <= 0 || line.Pieces > MaxPieces || min(line.Price, line.Discount) < 0 || line.Price > money.Max
		negative, fits = negative || bad, fits && !bad && int64(line.Price) <= int64(money.Max)/int64(line.Pieces)
		if fits {
			goods += line.Price*money.Satang(line.Pieces) - line.Discount
		}
		add(line.SKU == "", OddNoSKU)
	}
	add(len(o.Lines) == 0, OddNoLines)
	add(negative, OddNegative)
	add(o.State == StateUnknown, OddState)
	priced := !slices.Contains(o.Odd, OddCurrency) && !slices.Contains(o.Odd, OddUnreadable) && len(o.Lines) > 0
	add(priced && (!fits || goods != o.Goods || o.Goods+o.Shipping-o.Discount != o.Total), OddSum)
	return len(o.Odd) > 0
}
