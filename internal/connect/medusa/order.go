package medusa

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
)

// orderFields is what is asked of an order.
const orderFields = "id,display_id,status,payment_status,fulfillment_status,currency_code,created_at,updated_at,metadata," +
	"total,shipping_total,credit_line_total,*items,*items.detail,*shipping_address,*shipping_methods," +
	"*fulfillments,*fulfillments.items,*fulfillments.labels,*payment_collections,*payment_collections.payments"

// orderSaid is an order as Medusa tells it.
type orderSaid struct {
	ID         string                     `json:"id"`
	Display    json.Number                `json:"display_id"`
	Status     string                     `json:"status"`
	Payment    string                     `json:"payment_status"`
	Fulfilment string                     `json:"fulfillment_status"`
	Currency   string                     `json:"currency_code"`
	Created    string                     `json:"created_at"`
	Updated    string                     `json:"updated_at"`
	Metadata   map[string]json.RawMessage `json:"metadata"`
	Total      json.Number                `json:"total"`
	Shipping   json.Number                `json:"shipping_total"`
	Credit     json.Number                `json:"credit_line_total"`
	Items      []itemSaid                 `json:"items"`
	Address    *addressSaid               `json:"shipping_address"`
	Parcels    []fulfilmentSaid           `json:"fulfillments"`
	Payments   []struct {
		Updated  string `json:"updated_at"`
		Payments []struct {
			Provider string `json:"provider_id"`
		} `json:"payments"`
	} `json:"payment_collections"`
}

type itemSaid struct {
	ID       string      `json:"id"`
	SKU      string      `json:"variant_sku"`
	Title    string      `json:"title"`
	Quantity json.Number `json:"quantity"`
	Price    json.Number `json:"unit_price"`
	Original json.Number `json:"original_total"` // with tax, before what is taken off
	Total    json.Number `json:"total"`
	Ships    *bool       `json:"requires_shipping"`
	Detail   struct {
		Packed json.Number `json:"fulfilled_quantity"`
	} `json:"detail"`
}

type addressSaid struct {
	First    string                     `json:"first_name"`
	Last     string                     `json:"last_name"`
	Company  string                     `json:"company"`
	Phone    string                     `json:"phone"`
	Line1    string                     `json:"address_1"`
	Line2    string                     `json:"address_2"`
	City     string                     `json:"city"`
	Province string                     `json:"province"`
	Postcode string                     `json:"postal_code"`
	Country  string                     `json:"country_code"`
	Metadata map[string]json.RawMessage `json:"metadata"`
}

type fulfilmentSaid struct {
	ID        string       `json:"id"`
	Updated   string       `json:"updated_at"`
	Shipped   string       `json:"shipped_at"`
	Cancelled string       `json:"canceled_at"`
	Items     []packedSaid `json:"items"`
	Labels    []struct {
		Tracking string `json:"tracking_number"`
	} `json:"labels"`
}

type packedSaid struct {
	Line     string      `json:"line_item_id"`
	Quantity json.Number `json:"quantity"`
}

// Bounds of one order.
const (
	maxLines     = 500
	maxShipments = 100
	maxNote      = 1000
)

// Marks that we leave with an order, beside what the centre keeps there.
const (
	acceptedMark = "talat_accepted"
	reasonMark   = "talat_reason"
)

// order reads an order. Whatever is wrong with it, it is there: with what could be read, with Raw, and with
// Odd saying what is not as it should be.
func order(raw json.RawMessage) (publishing.ChannelOrder, *orderSaid) {
	raw = settle(raw)
	said := new(orderSaid)
	reading := orderReading{order: publishing.ChannelOrder{Raw: raw}}
	o := &reading.order
	if json.Unmarshal(raw, said) != nil { // every field that has the right form was read all the same
		reading.odd(publishing.OddUnreadable)
	}
	for _, payment := range said.Payments {
		for _, part := range payment.Payments {
			o.COD = o.COD || collects(part.Provider)
		}
	}
	words := axes{clean(said.Status, maxID), clean(said.Payment, maxID), clean(said.Fulfilment, maxID)}
	o.No, o.Said, o.Note = clean(said.ID, maxID), words.String(), said.note()
	o.State = words.state(o.COD, said.mark(acceptedMark) != "")
	o.PlacedAt, o.UpdatedAt = moment(said.Created), said.updated()
	if !o.UpdatedAt.IsZero() {
		o.Revision, o.Version = o.UpdatedAt.UnixMilli(), instant(o.UpdatedAt)
	}
	reading.people(said.Address)
	reading.goods(said)
	for _, parcel := range said.Parcels[:min(len(said.Parcels), maxShipments)] {
		o.Shipments = append(o.Shipments, parcel.shipments(o.No)...)
	}
	if o.No == "" || o.Revision < 1 || len(said.Items) > maxLines {
		reading.odd(publishing.OddUnreadable)
	}
	o.Look()
	return *o, said
}

// settle writes an order so that it reads the same as long as it is the same: Medusa tells what is in a list in any
// order. What cannot be read stays as it is.
func settle(raw json.RawMessage) json.RawMessage {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return bytes.Clone(raw)
	}
	byID(value)
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(value) != nil {
		return bytes.Clone(raw)
	}
	return bytes.TrimSpace(text.Bytes())
}

// byID sorts the lists within a value by the ids of what is in them.
func byID(value any) {
	switch value := value.(type) {
	case map[string]any:
		for _, field := range value {
			byID(field)
		}
	case []any:
		for _, one := range value {
			byID(one)
		}
		slices.SortStableFunc(value, func(a, b any) int { return strings.Compare(idOf(a), idOf(b)) })
	}
}

func idOf(value any) string {
	fields, _ := value.(map[string]any)
	id, _ := fields["id"].(string)
	return id
}

// updated is when anything of the order last changed: a payment moves the time of its own, not that of the order.
func (s *orderSaid) updated() time.Time {
	last := moment(s.Updated)
	for _, payment := range s.Payments {
		last = later(last, moment(payment.Updated))
	}
	for _, parcel := range s.Parcels {
		last = later(last, moment(parcel.Updated))
	}
	return last
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// mark gives a text of the order's metadata, "" for none.
func (s *orderSaid) mark(key string) string {
	var text string
	if json.Unmarshal(s.Metadata[key], &text) != nil {
		return ""
	}
	return clean(text, maxNote)
}

// note has the number that the buyer knows, which is another than the one calls go by, and what a shop's pages may
// have kept of the buyer's words.
func (s *orderSaid) note() string {
	note := ""
	if _, readable := whole(s.Display); readable {
		note = "#" + string(s.Display)
	}
	return strings.TrimSpace(clean(note+" "+s.mark("note"), maxNote))
}

// orderReading collects what is odd while an order is read.
type orderReading struct{ order publishing.ChannelOrder }

func (r *orderReading) odd(what string) {
	if !slices.Contains(r.order.Odd, what) {
		r.order.Odd = append(r.order.Odd, what)
	}
}

var provinceCode = regexp.MustCompile(`^TH-[0-9]{2}$`)

func (r *orderReading) people(to *addressSaid) {
	if to == nil {
		return
	}
	name := clean(strings.Join([]string{to.First, to.Last}, " "), maxName)
	if name == "" {
		name = clean(to.Company, maxName)
	}
	line := strings.Join([]string{to.Line1, to.Line2}, " ")
	if country := strings.ToUpper(to.Country); country != "TH" && country != "" {
		line += " (" + country + ")"
	}
	o := &r.order
	o.Buyer = publishing.Buyer{Name: name, Phone: clean(to.Phone, maxID), TaxID: to.text("tax_id", maxID)}
	o.ShipTo = publishing.ShipTo{
		Name: name, Phone: o.Buyer.Phone, Line: clean(line, maxName*2), Subdistrict: to.text("subdistrict", maxName), District: clean(to.City, maxName),
		Province: clean(to.Province, maxName), Postcode: clean(to.Postcode, maxID),
	}
	// Medusa's own pages keep provinces as codes of ISO 3166-2, others as names.
	if code := strings.ToUpper(o.ShipTo.Province); provinceCode.MatchString(code) {
		o.ShipTo.Code, o.ShipTo.Province = code, connect.ProvinceOf(code)
	}
}

// text gives a field that an address has in its metadata.
func (a *addressSaid) text(key string, max int) string {
	var text string
	if json.Unmarshal(a.Metadata[key], &text) != nil {
		return ""
	}
	return clean(text, max)
}

// goods reads lines and amounts. Medusa spreads what is taken off over the lines; what else the buyer does not pay,
// such as a gift card, is a credit of the order. That of a cancelled order is all of it, and no discount.
func (r *orderReading) goods(said *orderSaid) {
	o := &r.order
	if !strings.EqualFold(said.Currency, baht) {
		r.odd(publishing.OddCurrency)
	}
	for _, item := range said.Items[:min(len(said.Items), maxLines)] {
		if item.Quantity == "0" { // taken out of the order
			continue
		}
		line := r.line(&item)
		o.Lines = append(o.Lines, line)
		o.Goods += r.money(item.Total)
	}
	credit := money.Satang(0)
	if said.Credit != "" {
		credit = r.money(said.Credit)
	}
	o.Shipping, o.Total = r.money(said.Shipping), r.money(said.Total)
	if said.Status == "canceled" {
		o.Total += credit
	} else {
		o.Discount = credit
	}
}

func (r *orderReading) line(item *itemSaid) publishing.ChannelLine {
	line := publishing.ChannelLine{ID: clean(item.ID, maxID), SKU: clean(item.SKU, maxID), Name: clean(item.Title, maxName)}
	pieces, readable := whole(item.Quantity)
	if !readable {
		r.odd(publishing.OddUnreadable)
	}
	line.Pieces, line.Price = pieces, r.money(item.Price)
	before := r.money(item.Original)
	line.Discount = before - r.money(item.Total)
	// Where tax comes on top, a piece costs what the buyer pays for it.
	if pieces > 0 && before != line.Price*money.Satang(pieces) && before%money.Satang(pieces) == 0 {
		line.Price = before / money.Satang(pieces)
	}
	return line
}

// money reads an amount. One in another currency is nothing here.
func (r *orderReading) money(n json.Number) money.Satang {
	if slices.Contains(r.order.Odd, publishing.OddCurrency) {
		return 0
	}
	amount, readable := satang(n)
	if !readable || amount > money.Max || amount < -money.Max {
		r.odd(publishing.OddUnreadable)
		return 0
	}
	return amount
}

// shipments gives the parcels that a fulfilment became, none before it was handed over.
func (f *fulfilmentSaid) shipments(no string) []publishing.Shipment {
	if f.Shipped == "" || f.Cancelled != "" {
		return nil
	}
	parcel := publishing.Shipment{OrderNo: no, ID: clean(f.ID, maxID), HandedAt: moment(f.Shipped)}
	for _, item := range f.Items[:min(len(f.Items), maxLines)] {
		pieces, _ := whole(item.Quantity)
		parcel.Lines = append(parcel.Lines, publishing.ShipmentLine{ID: clean(item.Line, maxID), Pieces: pieces})
	}
	all := []publishing.Shipment{parcel}
	for n, label := range f.Labels[:min(len(f.Labels), maxShipments)] {
		if n > 0 {
			all = append(all, parcel)
		}
		all[n].Tracking = clean(label.Tracking, maxID)
	}
	return all
}
