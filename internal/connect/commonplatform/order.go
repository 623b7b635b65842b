package commonplatform

import (
	"encoding/json"
	"strings"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
)

type orderSaid struct {
	No       string `json:"order_id"`
	Channel  string `json:"channel"`
	State    string `json:"state"`
	Revision int64  `json:"revision"`
	Payment  string `json:"payment"`
	AcceptBy string `json:"accept_by"`
	Buyer    struct {
		Name   string `json:"name"`
		Phone  string `json:"phone"`
		TaxID  string `json:"tax_id"`
		Agency string `json:"agency_code"`
	} `json:"buyer"`
	ShipTo struct {
		Name        string `json:"name"`
		Phone       string `json:"phone"`
		Line        string `json:"line1"`
		Subdistrict string `json:"subdistrict"`
		District    string `json:"district"`
		Province    string `json:"province"`
		Code        string `json:"province_code"`
		Postcode    string `json:"postcode"`
	} `json:"ship_to"`
	Lines []struct {
		ID       string  `json:"line_id"`
		SKU      string  `json:"seller_sku"`
		Name     string  `json:"name"`
		Pieces   int     `json:"quantity"`
		Price    amount  `json:"unit_price"`
		Discount *amount `json:"discount"`
	} `json:"lines"`
	Totals struct {
		Goods    amount  `json:"goods"`
		Shipping amount  `json:"shipping"`
		Discount *amount `json:"discount"`
		Fee      *amount `json:"fee"`
		Grand    amount  `json:"grand"`
	} `json:"totals"`
	Shipments []shipmentSaid `json:"shipments"`
	Note      string         `json:"note"`
	Placed    string         `json:"placed_at"`
	Updated   string         `json:"updated_at"`
}

// Bounds of one order.
const (
	maxLines     = 500
	maxShipments = 100
	maxNote      = 1000
)

// order reads an order. Whatever is wrong with it, it is there: with what could be read, with Raw, and with
// Odd saying what is not as it should be.
func order(raw json.RawMessage) publishing.ChannelOrder {
	var said orderSaid
	reading := orderReading{order: publishing.ChannelOrder{Raw: clones(raw)}}
	o := &reading.order
	if err := json.Unmarshal(raw, &said); err != nil { // every field that has the right form was read all the same
		reading.odd(publishing.OddUnreadable)
	}
	o.No, o.Channel = clean(said.No, maxID), clean(said.Channel, maxID)
	o.State, o.Said = publishing.OrderStateOf(said.State), clean(said.State, maxID)
	o.Revision, o.Version = said.Revision, version(said.Revision)
	o.COD, o.Note = said.Payment == "cod", clean(said.Note, maxNote)
	o.AcceptBy, o.PlacedAt, o.UpdatedAt = moment(said.AcceptBy), moment(said.Placed), moment(said.Updated)
	reading.people(&said)
	reading.goods(&said)
	for _, parcel := range said.Shipments[:min(len(said.Shipments), maxShipments)] {
		o.Shipments = append(o.Shipments, parcel.shipment(o.No))
	}
	if o.No == "" || o.Revision < 1 || len(said.Lines) > maxLines {
		reading.odd(publishing.OddUnreadable)
	}
	o.Look()
	return *o
}

// orderReading collects what is odd while an order is read.
type orderReading struct{ order publishing.ChannelOrder }

func (r *orderReading) odd(what string) {
	for _, known := range r.order.Odd {
		if known == what {
			return
		}
	}
	r.order.Odd = append(r.order.Odd, what)
}

func (r *orderReading) people(said *orderSaid) {
	buyer, to := said.Buyer, said.ShipTo
	r.order.Buyer = publishing.Buyer{Name: clean(buyer.Name, maxName), Phone: clean(buyer.Phone, maxID), TaxID: clean(buyer.TaxID, maxID), Agency: clean(buyer.Agency, maxID)}
	r.order.ShipTo = publishing.ShipTo{
		Name: clean(to.Name, maxName), Phone: clean(to.Phone, maxID), Line: clean(to.Line, maxName*2), Subdistrict: clean(to.Subdistrict, maxName),
		District: clean(to.District, maxName), Province: clean(to.Province, maxName), Code: clean(to.Code, maxID), Postcode: clean(to.Postcode, maxID),
	}
	if r.order.ShipTo.Province == "" {
		r.order.ShipTo.Province = connect.ProvinceOf(r.order.ShipTo.Code)
	}
}

func (r *orderReading) goods(said *orderSaid) {
	o := &r.order
	for _, line := range said.Lines[:min(len(said.Lines), maxLines)] {
		o.Lines = append(o.Lines, publishing.ChannelLine{ID: clean(line.ID, maxID), SKU: clean(line.SKU, maxID), Name: clean(line.Name, maxName),
			Pieces: line.Pieces, Price: r.money(&line.Price), Discount: r.money(line.Discount)})
	}
	totals := &said.Totals
	o.Goods, o.Shipping, o.Total = r.money(&totals.Goods), r.money(&totals.Shipping), r.money(&totals.Grand)
	o.Discount, o.Fee = r.money(totals.Discount), r.money(totals.Fee)
}

// money reads an amount, nil being none. One in another currency is nothing here.
func (r *orderReading) money(said *amount) money.Satang {
	if said == nil {
		return 0
	}
	satang, readable := said.satang()
	switch currency := strings.TrimSpace(said.Currency); {
	case readable:
		return satang
	case currency != "" && currency != baht:
		r.odd(publishing.OddCurrency)
	default:
		r.odd(publishing.OddUnreadable)
	}
	return 0
}

func (s *shipmentSaid) shipment(no string) publishing.Shipment {
	shipment := publishing.Shipment{OrderNo: no, ID: clean(s.ID, maxID), Carrier: clean(s.Carrier, maxID), Service: clean(s.Service, maxID),
		Tracking: clean(s.Tracking, maxID), HandedAt: moment(s.HandedAt), WeightG: s.WeightG}
	for _, line := range s.Lines[:min(len(s.Lines), maxLines)] {
		shipment.Lines = append(shipment.Lines, publishing.ShipmentLine{ID: clean(line.ID, maxID), Pieces: line.Pieces})
	}
	return shipment
}
