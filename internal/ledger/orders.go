package ledger

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// TypeOrder is the type code of orders.
const TypeOrder = "OR"

// Ordered is the kind of payment rows for an order that has no bill yet: one row by the way the money came,
// one of as much out of "deposit". Their bill_id is the order's id. The bill that delivers is then paid by
// deposit, so that every way of payment sums to what really came by it.
const Ordered = "order"

// Order is what never changes of an order.
type Order struct {
	ID          id.Order  `json:"id"`
	Number      string    `json:"number"`
	Letter      string    `json:"letter"`
	Type        string    `json:"type"`
	Year        int       `json:"year"` // Buddhist era, of the day
	No          int       `json:"no"`
	Channel     string    `json:"channel"`
	ChannelNo   string    `json:"channel_no"` // the channel's own number, "" = it has none
	Day         clock.Day `json:"day"`
	At          Millis    `json:"at"`
	RequestHash string    `json:"request_hash"`
}

// OrderLine is one line of an order. Prices are agreed: no promotion is laid over them later.
type OrderLine struct {
	N         int          `json:"n"` // 1, 2, 3 …; keeps its meaning when lines before it go
	ProductID id.Product   `json:"product_id"`
	SKU       string       `json:"sku"`
	Name      string       `json:"name"`
	Unit      string       `json:"unit"`
	Qty       qty.Qty      `json:"qty"`
	Price     money.Satang `json:"price_satang"` // of one unit
	To        int          `json:"to"`           // the recipient's no
	Text      string       `json:"text"`         // goods the channel names and nobody has matched: ProductID is none
	Gift      bool         `json:"gift,omitempty"`
}

// OrderContent is what was agreed, as it stood at a moment; the highest revision holds.
type OrderContent struct {
	OrderID      id.Order     `json:"order_id"`
	Revision     int          `json:"revision"` // 1, 2, 3 …
	CustomerID   id.Party     `json:"customer_id"`
	Lines        []OrderLine  `json:"lines"`
	Discount     money.Satang `json:"discount_satang"`
	Fee          money.Satang `json:"fee_satang"` // what the customer pays for the post
	PayBy        string       `json:"pay_by"`
	Due          clock.Day    `json:"due"`           // to be sent or fetched by this day, "" = at once
	Service      string       `json:"service"`       // of the post, "" = not chosen
	ChannelState string       `json:"channel_state"` // the channel's own word
	ChannelHash  string       `json:"channel_hash"`  // of what the channel said last
	At           Millis       `json:"at"`
}

// OrderStep is one thing that was done with an order.
type OrderStep struct {
	ID       id.Change `json:"id"`
	OrderID  id.Order  `json:"order_id"`
	Kind     string    `json:"kind"`
	ParcelID id.Parcel `json:"parcel_id"`
	At       Millis    `json:"at"`
	Reason   string    `json:"reason"`

	RequestHash string `json:"request_hash"` // of a step of money, "" = of any other
}

// Reservation is goods kept for a line of an order, or (below zero) kept no more. What is kept is their sum.
type Reservation struct {
	OrderID   id.Order   `json:"order_id"`
	LineN     int        `json:"line_n"`
	ProductID id.Product `json:"product_id"`
	LotID     id.Lot     `json:"lot_id"` // of goods that expire; none = whichever there is
	PlaceID   id.Place   `json:"place_id"`
	Qty       qty.Qty    `json:"qty"`
	At        Millis     `json:"at"`
}

// ParcelLine is goods of one line of an order in a parcel.
type ParcelLine struct {
	N   int     `json:"n"` // the order's line
	Qty qty.Qty `json:"qty"`
}

// States of a parcel.
const (
	ParcelPacked      = "packed"
	ParcelShipped     = "shipped"
	ParcelDelivered   = "delivered"
	ParcelUndelivered = "undelivered" // the carrier could not hand it over, it is still with them
	ParcelReturned    = "returned"    // it came back; nobody has looked into it yet
	ParcelLooked      = "looked"      // its goods are back on the shelf or written off
	ParcelLost        = "lost"
	ParcelWrittenOff  = "written_off" // lost, and its goods and bill are written off
	ParcelUnpacked    = "unpacked"    // taken apart before it went; its number may be used again
)

// Parcel is one box of an order.
type Parcel struct {
	ID          id.Parcel    `json:"id"`
	OrderID     id.Order     `json:"order_id"`
	No          int          `json:"no"`
	RecipientID id.Recipient `json:"recipient_id"`
	Lines       []ParcelLine `json:"lines"`
	State       string       `json:"state"`
	Service     string       `json:"service"`
	Grams       int          `json:"grams"` // 0 = not known
	Length      int          `json:"length_mm"`
	Width       int          `json:"width_mm"`
	Height      int          `json:"height_mm"`
	Tracking    string       `json:"tracking"` // S10, or the channel's; "" = none yet
	PoolID      id.Pool      `json:"pool_id"`
	COD         money.Satang `json:"cod_satang"` // to be collected from the recipient
	Insured     money.Satang `json:"insured_satang"`
	Postage     money.Satang `json:"postage_satang"` // what the carrier takes
	Marks       []string     `json:"marks"`
	PackedAt    Millis       `json:"packed_at"`
	PrintedAt   Millis       `json:"printed_at"` // the label, 0 = not yet
	ShippedAt   Millis       `json:"shipped_at"`
	ShipDay     clock.Day    `json:"ship_day"`
	EndedAt     Millis       `json:"ended_at"`
	BillID      id.Bill      `json:"bill_id"`
	CODDay      clock.Day    `json:"cod_day"` // the carrier paid on, "" = not yet
	CODPaid     money.Satang `json:"cod_paid"`
	CODFee      money.Satang `json:"cod_fee"`
}

// Live reports whether a parcel holds goods of its order.
func (p *Parcel) Live() bool { return p.State != ParcelUnpacked }

// TrackingPool is a run of numbers that the post gave out, of one service.
type TrackingPool struct {
	ID      id.Pool  `json:"id"`
	Service string   `json:"service"`
	COD     bool     `json:"cod"`
	First   string   `json:"first"`
	Count   int      `json:"count"`
	Given   int      `json:"given"` // how many were given out, in their order
	Back    []string `json:"back"`  // numbers whose labels are destroyed, given out again first
	Closed  bool     `json:"closed"`
	AddedAt Millis   `json:"added_at"`
}
