package medusa

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"slices"

	"github.com/talat-pos/talat/internal/money"
)

// Order is one that a buyer placed.
type Order struct {
	Lines    []Line
	Post     money.Satang
	Provider string                    // by which it is paid, "" = pp_system_default
	Payment  string                    // "" = authorized
	Change   func(body map[string]any) // of what is told of it, for what only a strange platform would say

	id       string
	no       int
	placed   string
	updated  string
	paid     string // the payment's own time
	status   string
	metadata object
	parcels  []*parcel
}

// Line is one product of an order.
type Line struct {
	SKU    string
	Pieces int
	Price  money.Satang
	id     string
	packed int
	gone   int
}

type parcel struct {
	id, packed, shipped, cancelled, updated string
	lines                                   []lineBody
	labels                                  []labelBody
}

type lineBody struct {
	ID     string `json:"id"`
	Pieces int    `json:"quantity"`
}

type labelBody struct {
	Tracking string `json:"tracking_number"`
	Page     string `json:"tracking_url"`
	Label    string `json:"label_url"`
}

func amount(satang money.Satang) json.Number { return json.Number(satang.String()) }

// body writes an order as Medusa tells it. Cancelling credits all of it.
func (o *Order) body() object {
	goods, items, packed, gone, all := money.Satang(0), []any{}, 0, 0, 0
	for _, line := range o.Lines {
		total := line.Price * money.Satang(line.Pieces)
		goods, packed, gone, all = goods+total, packed+line.packed, gone+line.gone, all+line.Pieces
		items = append(items, object{"id": line.id, "title": line.SKU, "variant_sku": line.SKU, "quantity": line.Pieces, "unit_price": amount(line.Price),
			"original_total": amount(total), "total": amount(total), "requires_shipping": true, "detail": object{"fulfilled_quantity": line.packed}})
	}
	total, credit := goods+o.Post, money.Satang(0)
	if o.status == "canceled" {
		total, credit = 0, total
	}
	parcels := []any{}
	for _, p := range o.parcels {
		parcels = append(parcels, p.body())
	}
	body := object{
		"id": o.id, "display_id": o.no, "status": o.status, "payment_status": o.payment(), "fulfillment_status": fulfilment(packed, gone, all),
		"currency_code": "thb", "created_at": o.placed, "updated_at": o.updated, "metadata": o.metadata, "total": amount(total),
		"shipping_total": amount(o.Post), "credit_line_total": amount(credit), "items": items, "fulfillments": parcels,
		"shipping_address": object{"first_name": "สมหญิง", "last_name": "ใจดี", "address_1": "99/1 ม.4", "address_2": "ต.สันทราย", "city": "เมือง",
			"province": "th-57", "postal_code": "57000", "country_code": "th", "phone": "0812345678"},
		"payment_collections": []any{object{"updated_at": o.paid, "payments": []any{object{"provider_id": cmp.Or(o.Provider, "pp_system_default")}}}},
	}
	if o.Change != nil {
		o.Change(body)
	}
	return body
}

func (o *Order) payment() string {
	if o.status == "canceled" {
		return "canceled"
	}
	return cmp.Or(o.Payment, "authorized")
}

func fulfilment(packed, gone, all int) string {
	switch {
	case gone == all && all > 0:
		return "shipped"
	case gone > 0:
		return "partially_shipped"
	case packed == all && all > 0:
		return "fulfilled"
	case packed > 0:
		return "partially_fulfilled"
	}
	return "not_fulfilled"
}

func (p *parcel) body() object {
	items, null := []any{}, func(text string) any {
		if text == "" {
			return nil
		}
		return text
	}
	for _, line := range p.lines {
		items = append(items, object{"line_item_id": line.ID, "quantity": line.Pieces})
	}
	return object{"id": p.id, "packed_at": p.packed, "shipped_at": null(p.shipped), "canceled_at": null(p.cancelled), "updated_at": p.updated, "items": items, "labels": p.labels}
}

// Place is a buyer's order; it reserves its pieces. It gives the id.
func (d *Double) Place(o Order) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	o.id, o.no, o.status, o.metadata = d.id("order"), len(d.orders)+1, "pending", object{}
	o.placed, o.updated, o.paid = d.moment(), d.moment(), d.moment()
	o.Lines = slices.Clone(o.Lines)
	for n := range o.Lines {
		o.Lines[n].id = d.id("ordli")
		if level := d.levels[o.Lines[n].SKU]; level != nil {
			level.Reserved += o.Lines[n].Pieces
		}
	}
	d.orders = append(d.orders, &o)
	return o.id
}

// Pay moves the payment of an order and its own time, not that of the order.
func (d *Double) Pay(id, status string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	o := d.find(id)
	o.Payment, o.paid = status, d.moment()
}

// Touch changes an order as a person at the centre does.
func (d *Double) Touch(id string, change func(o *Order)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	o := d.find(id)
	if change != nil {
		change(o)
	}
	o.updated = d.moment()
}

// Retell changes how an order is told, not the order.
func (d *Double) Retell(id string, change func(body map[string]any)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.find(id).Change = change
}

// LineID gives the id of an order's line.
func (d *Double) LineID(id string, n int) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.find(id).Lines[n].id
}

// Parcels counts the fulfilments of an order that stand, and gives the tracking numbers that were told.
func (d *Double) Parcels(id string) (standing int, tracking []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range d.find(id).parcels {
		if p.cancelled == "" {
			standing++
		}
		for _, label := range p.labels {
			tracking = append(tracking, label.Tracking)
		}
	}
	return standing, tracking
}

// Metadata gives what is kept with an order.
func (d *Double) Metadata(id string) map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.find(id).metadata)
}

func (d *Double) find(id string) *Order {
	for _, o := range d.orders {
		if o.id == id {
			return o
		}
	}
	return nil
}

func (d *Double) listOrders(r *request) reply {
	all, bodies := d.orders, []any{}
	if ids := r.URL.Query()["id[]"]; ids != nil {
		all = slices.DeleteFunc(slices.Clone(all), func(o *Order) bool { return !slices.Contains(ids, o.id) })
	} else if r.URL.Query().Get("sales_channel_id[]") != channelID {
		all = nil
	}
	for _, o := range page(r, all, func(o *Order) string { return o.updated }) {
		bodies = append(bodies, o.body())
	}
	return reply{http.StatusOK, object{"orders": bodies, "count": len(bodies)}}
}

// on finds the order of a call.
func (d *Double) on(r *request, do func(o *Order) reply) reply {
	o := d.find(r.PathValue("id"))
	if o == nil {
		return refusal(404, "not_found", "Order id not found: %s", r.PathValue("id"))
	}
	return do(o)
}

// change is on for what a cancelled order does not bear.
func (d *Double) change(r *request, do func(o *Order) reply) reply {
	return d.on(r, func(o *Order) reply {
		if o.status == "canceled" {
			return refusal(400, "invalid_data", "Order with id %s has been canceled.", o.id)
		}
		said := do(o)
		if said.status == http.StatusOK {
			o.updated = d.moment()
		}
		return said
	})
}

func (d *Double) getOrder(r *request) reply {
	return d.on(r, func(o *Order) reply { return reply{http.StatusOK, object{"order": o.body()}} })
}

// fine is how writes answer that were asked for nothing but the id.
func (o *Order) fine() reply { return reply{http.StatusOK, object{"order": object{"id": o.id}}} }

func (d *Double) updateOrder(r *request) reply {
	return d.change(r, func(o *Order) reply {
		var body struct {
			Metadata object `json:"metadata"`
		}
		if refused := r.read(&body); refused != nil {
			return *refused
		}
		maps.Copy(o.metadata, body.Metadata)
		return o.fine()
	})
}

func (d *Double) cancelOrder(r *request) reply {
	return d.change(r, func(o *Order) reply {
		if slices.ContainsFunc(o.parcels, func(p *parcel) bool { return p.cancelled == "" }) {
			return refusal(400, "not_allowed", "All fulfillments must be canceled before canceling an order")
		}
		for _, line := range o.Lines {
			if level := d.levels[line.SKU]; level != nil {
				level.Reserved -= line.Pieces
			}
		}
		o.status = "canceled"
		return o.fine()
	})
}

func (o *Order) line(id string) *Line {
	at := slices.IndexFunc(o.Lines, func(l Line) bool { return l.id == id })
	if at < 0 {
		return nil
	}
	return &o.Lines[at]
}

func (d *Double) fulfil(r *request) reply {
	return d.change(r, func(o *Order) reply {
		var body struct {
			Items []lineBody `json:"items"`
		}
		if refused := r.read(&body); refused != nil {
			return *refused
		}
		if len(body.Items) == 0 {
			return refusal(400, "invalid_data", "No items to fulfill")
		}
		for _, item := range body.Items {
			if line := o.line(item.ID); line == nil || item.Pieces < 1 || line.packed+item.Pieces > line.Pieces {
				return refusal(400, "invalid_data", "Quantity to fulfill exceeds the reserved quantity for the item: %s", item.ID)
			}
		}
		d.move(o, body.Items, 1)
		o.parcels = append(o.parcels, &parcel{id: d.id("ful"), packed: d.moment(), updated: d.moment(), lines: body.Items})
		return o.fine()
	})
}

// move takes pieces out of what is reserved and in stock, or puts them back.
func (d *Double) move(o *Order, lines []lineBody, sign int) {
	for _, moved := range lines {
		line := o.line(moved.ID)
		line.packed += sign * moved.Pieces
		if level := d.levels[line.SKU]; level != nil {
			level.OnHand, level.Reserved, level.updated = level.OnHand-sign*moved.Pieces, level.Reserved-sign*moved.Pieces, d.moment()
		}
	}
}

// parcel finds the fulfilment of a call.
func (d *Double) parcel(r *request, do func(o *Order, p *parcel) reply) reply {
	return d.change(r, func(o *Order) reply {
		at := slices.IndexFunc(o.parcels, func(p *parcel) bool { return p.id == r.PathValue("parcel") })
		if at < 0 {
			return reply{500, object{"code": "unknown_error", "type": "unknown_error", "message": "An unknown error occurred."}}
		}
		p := o.parcels[at]
		said := do(o, p)
		if said.status == http.StatusOK {
			p.updated = d.moment()
		}
		return said
	})
}

func (d *Double) dissolve(r *request) reply {
	return d.parcel(r, func(o *Order, p *parcel) reply {
		if p.shipped != "" {
			return refusal(400, "not_allowed", "The fulfillment has already been shipped. Shipped fulfillments cannot be canceled")
		}
		if p.cancelled == "" {
			d.move(o, p.lines, -1)
			p.cancelled = d.moment()
		}
		return o.fine()
	})
}

func (d *Double) ship(r *request) reply {
	return d.parcel(r, func(o *Order, p *parcel) reply {
		var body struct {
			Items  []lineBody  `json:"items"`
			Labels []labelBody `json:"labels"`
		}
		if refused := r.read(&body); refused != nil {
			return *refused
		}
		if p.shipped != "" {
			return refusal(400, "not_allowed", "Shipment has already been created")
		}
		for _, moved := range p.lines {
			o.line(moved.ID).gone += moved.Pieces
		}
		p.shipped, p.labels = d.moment(), body.Labels
		return o.fine()
	})
}
