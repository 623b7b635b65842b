package woocommerce

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/publishing"
)

// orderSaid is an order as WooCommerce shows it. Amounts are asked for with six decimals, as those of lines hold
// no tax and are not rounded.
type orderSaid struct {
	ID       loose     `json:"id"`
	Number   loose     `json:"number"`
	Status   loose     `json:"status"`
	Currency loose     `json:"currency"`
	Total    loose     `json:"total"`
	Post     loose     `json:"shipping_total"`
	PostTax  loose     `json:"shipping_tax"`
	Method   loose     `json:"payment_method"`
	Note     loose     `json:"customer_note"`
	Billing  addressed `json:"billing"`
	Shipping addressed `json:"shipping"`
	Lines    []line    `json:"line_items"`
	Fees     []line    `json:"fee_lines"`
	Meta     metas     `json:"meta_data"`
	Created  loose     `json:"date_created_gmt"`
	Modified loose     `json:"date_modified_gmt"`
}

type addressed struct {
	First    loose `json:"first_name"`
	Last     loose `json:"last_name"`
	Company  loose `json:"company"`
	Line1    loose `json:"address_1"`
	Line2    loose `json:"address_2"`
	City     loose `json:"city"`
	State    loose `json:"state"`
	Postcode loose `json:"postcode"`
	Phone    loose `json:"phone"`
}

type line struct {
	ID          loose `json:"id"`
	SKU         loose `json:"sku"`
	Name        loose `json:"name"`
	Pieces      loose `json:"quantity"`
	Subtotal    loose `json:"subtotal"` // before coupons
	SubtotalTax loose `json:"subtotal_tax"`
	Total       loose `json:"total"`
	TotalTax    loose `json:"total_tax"`
}

// maxLines bounds one order.
const maxLines = 500

// cart is what a buyer has not ordered yet, or what was thrown away: no order.
var cart = []loose{"checkout-draft", "auto-draft", "draft", "trash"}

// order reads an order. Whatever is wrong with it, it is there: with what could be read, with Raw, and with Odd
// saying what is not as it should be.
func order(raw json.RawMessage) publishing.ChannelOrder {
	var said orderSaid
	r := &reading{order: publishing.ChannelOrder{Raw: slices.Clone(raw)}}
	if err := json.Unmarshal(raw, &said); err != nil { // every field that has the right form was read all the same
		r.odd(publishing.OddUnreadable)
	}
	o := &r.order
	o.No = digits(string(said.ID))
	o.Said, o.State = clean(string(said.Status), maxID), stateOf(&said)
	o.UpdatedAt, o.PlacedAt = moment(said.Modified), moment(said.Created)
	o.Revision = max(o.UpdatedAt.Unix(), 0)
	o.COD = said.Method == "cod"
	o.Note = plain(string(said.Note), maxNote)
	if number := clean(string(said.Number), maxID); number != "" && number != o.No { // what the buyer knows it by
		o.Note = plain("#"+number+" "+o.Note, maxNote)
	}
	r.people(&said)
	r.goods(&said)
	o.Shipments = said.Meta.parcels(o.No)
	if o.No == "" || o.UpdatedAt.IsZero() || len(said.Lines) > maxLines {
		r.odd(publishing.OddUnreadable)
	}
	o.Look()
	o.Version = versionOf(o)
	return *o
}

// versionOf is made of all that was read: WooCommerce does not move the time of the last change when lines do.
func versionOf(o *publishing.ChannelOrder) string {
	read := *o
	read.Raw = nil
	sum := sha256.Sum256([]byte(encoded(&read)))
	return hex.EncodeToString(sum[:16])
}

// stateOf gives the state of an order. One that is paid on delivery is processed without money. WooCommerce has no
// word for what we accepted or packed, so that lies in a value of ours; and what it calls completed is shipped where
// we sent the parcels.
func stateOf(said *orderSaid) string {
	switch said.Status {
	case "pending", "on-hold", "failed", "checkout-draft", "auto-draft":
		return publishing.PendingPayment
	case "processing":
		switch step := said.Meta.text(metaStep); step {
		case publishing.Accepted, publishing.Packed:
			return step
		}
		return publishing.Paid
	case "completed":
		if said.Meta.text(metaParcels) != "" {
			return publishing.Shipped
		}
		return publishing.Completed
	case "cancelled", "trash":
		return publishing.Cancelled
	case "refunded":
		return publishing.Refunded
	}
	return publishing.StateUnknown
}

// reading collects what is odd while an order is read.
type reading struct{ order publishing.ChannelOrder }

func (r *reading) odd(what string) {
	if !slices.Contains(r.order.Odd, what) {
		r.order.Odd = append(r.order.Odd, what)
	}
}

func (a *addressed) name() string {
	return cmp.Or(plain(string(a.First)+" "+string(a.Last), maxName), plain(string(a.Company), maxName))
}

func (a *addressed) phone() string { return plain(string(a.Phone), maxID) }

// people reads who ordered and where the goods go. An order without an address of its own for the post goes to the
// buyer's.
func (r *reading) people(said *orderSaid) {
	to := &said.Shipping
	if to.Line1 == "" && to.Postcode == "" {
		to = &said.Billing
	}
	r.order.Buyer = publishing.Buyer{Name: said.Billing.name(), Phone: said.Billing.phone()}
	state, place := plain(string(to.State), maxName), to.place()
	r.order.ShipTo = publishing.ShipTo{
		Name: cmp.Or(to.name(), r.order.Buyer.Name), Phone: cmp.Or(to.phone(), r.order.Buyer.Phone), Line: clean(place.Line, maxName*2),
		Subdistrict: place.Subdistrict, District: place.District, Province: place.Province, Postcode: clean(place.Postcode, maxID),
	}
	if connect.ProvinceOf(state) != "" {
		r.order.ShipTo.Code = state
	}
}

// place puts an address together. WooCommerce asks for a city, which is none in Thailand: some write the district
// there, some the subdistrict, some both, and the subdistrict stands in the lines as often.
func (a *addressed) place() address.Address {
	province := plain(string(a.State), maxName)
	province = cmp.Or(connect.ProvinceOf(province), province)
	lines, city, postcode := plain(string(a.Line1)+" "+string(a.Line2), maxName*2), plain(string(a.City), maxName), plain(string(a.Postcode), maxID)
	apart := sheet.Address(address.Standard(), lines, "", city, province, postcode)
	if apart.Subdistrict != "" {
		return apart
	}
	if whole := sheet.Address(address.Standard(), lines+" "+city, "", "", province, postcode); whole.Subdistrict != "" && whole.District != "" {
		return whole
	}
	return apart
}

// goods reads lines and sums. A coupon stands in the lines it makes cheaper. A fee that is added, such as for
// payment on delivery, is paid with the post, and one that is taken off is a discount.
func (r *reading) goods(said *orderSaid) {
	o := &r.order
	if currency := said.Currency; currency != baht {
		r.odd(publishing.OddCurrency)
	}
	var lines int64
	for _, one := range said.Lines[:min(len(said.Lines), maxLines)] {
		paid := r.sum(one.Total, one.TotalTax)
		lines += paid
		o.Lines = append(o.Lines, r.line(&one, paid))
	}
	post, discount := r.sum(said.Post, said.PostTax), int64(0)
	for _, fee := range said.Fees[:min(len(said.Fees), maxLines)] {
		if paid := r.sum(fee.Total, fee.TotalTax); paid > 0 {
			post += paid
		} else {
			discount -= paid
		}
	}
	if slices.Contains(o.Odd, publishing.OddCurrency) {
		return
	}
	for _, one := range o.Lines {
		o.Goods += one.Price*money.Satang(one.Pieces) - one.Discount
	}
	o.Shipping, o.Discount, o.Total = satang(post), satang(discount), satang(r.sum(said.Total))
	r.round(len(o.Lines) + 2)
}

// round puts the satang that WooCommerce rounds in another place where it belongs: it rounds taxes of lines or of
// the whole, as it is set.
func (r *reading) round(most int) {
	o := &r.order
	switch rest := o.Total - (o.Goods + o.Shipping - o.Discount); {
	case rest > 0 && rest <= money.Satang(most):
		o.Shipping += rest
	case rest < 0 && rest >= -money.Satang(most):
		o.Discount -= rest
	}
}

// line reads one. The price of a piece is rounded up, and what is too much then is a discount of the line, so that
// the line comes to what is paid for it.
func (r *reading) line(said *line, paid int64) publishing.ChannelLine {
	pieces, readable := said.Pieces.decimal()
	if !readable || pieces%million != 0 {
		r.odd(publishing.OddUnreadable)
		pieces = 0
	}
	l := publishing.ChannelLine{ID: digits(string(said.ID)), SKU: clean(string(said.SKU), maxID), Name: plain(string(said.Name), maxName), Pieces: int(pieces / million)}
	whole := max(satang(r.sum(said.Subtotal, said.SubtotalTax)), satang(paid))
	if l.Pieces <= 0 || l.Pieces > publishing.MaxPieces || slices.Contains(r.order.Odd, publishing.OddCurrency) {
		return l
	}
	l.Price = (whole + money.Satang(l.Pieces) - 1) / money.Satang(l.Pieces)
	l.Discount = l.Price*money.Satang(l.Pieces) - satang(paid)
	return l
}

// sum adds amounts in millionth parts of a baht. One that was left out is nothing.
func (r *reading) sum(amounts ...loose) int64 {
	var sum int64
	for _, amount := range amounts {
		parts, readable := amount.decimal()
		if !readable && amount != "" || parts > mostBaht*million || parts < -mostBaht*million {
			r.odd(publishing.OddUnreadable)
			parts = 0
		}
		sum += parts
	}
	return sum
}

// mostBaht bounds an amount, so that a thousand of them stay within 64 bits.
const mostBaht = int64(money.Max) / 100 / 10
