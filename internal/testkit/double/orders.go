package double

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
)

// Order is an order of a buyer.
type Order struct {
	ID    string // made when empty
	State string // paid when empty
	Lines []Line
	Post  int            // postage in satang
	More  map[string]any // laid over what is answered: buyer, ship_to, note, an unknown field

	revision, seq int
	placed        string
	updated       string
	reason        string
	shipments     map[string]map[string]any
}

// Line is one of its goods.
type Line struct {
	SKU    string
	Pieces int
	Price  int // satang
}

func baht(satang int) map[string]any {
	return map[string]any{"amount": fmt.Sprintf("%d.%02d", satang/100, satang%100), "currency": "THB"}
}

func (o *Order) body() map[string]any {
	goods, lines := 0, []any{}
	for n, line := range o.Lines {
		goods += line.Pieces * line.Price
		lines = append(lines, map[string]any{"line_id": strconv.Itoa(n + 1), "seller_sku": line.SKU, "quantity": line.Pieces, "unit_price": baht(line.Price)})
	}
	body := map[string]any{
		"order_id": o.ID, "state": o.State, "revision": o.revision, "lines": lines, "placed_at": o.placed, "updated_at": o.updated,
		"totals": map[string]any{"goods": baht(goods), "shipping": baht(o.Post), "grand": baht(goods + o.Post)},
		"ship_to": map[string]any{"name": "สมหญิง ใจดี", "phone": "0812345678", "line1": "99/1 หมู่ 4", "subdistrict": "รอบเวียง",
			"district": "เมืองเชียงราย", "province": "เชียงราย", "province_code": "TH-57", "postcode": "57000"},
		"buyer": map[string]any{"name": "สมหญิง ใจดี", "phone": "0812345678"},
	}
	if o.reason != "" {
		body["cancel_reason"] = o.reason
	}
	if len(o.shipments) > 0 {
		shipments := []any{}
		for _, id := range slices.Sorted(maps.Keys(o.shipments)) {
			shipments = append(shipments, o.shipments[id])
		}
		body["shipments"] = shipments
	}
	maps.Copy(body, o.More)
	return body
}

func (p *Platform) orderAnswer(o *Order) answer {
	return said(http.StatusOK, o.body()).with("ETag", etag(o.revision))
}

// reserve holds or gives back the pieces of an order.
func (p *Platform) reserve(o *Order, sign int) {
	for _, line := range o.Lines {
		if level := p.levels[line.SKU]; level != nil {
			level.Reserved += sign * line.Pieces
			level.Version++
		}
	}
}

func (p *Platform) move(o *Order, state string) {
	o.State = state
	o.revision++
	o.seq, o.updated = p.change(), p.moment()
}

// Place makes an order and gives its number.
func (p *Platform) Place(order Order) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := &order
	if o.ID == "" {
		o.ID = fmt.Sprintf("CP-%06d", len(p.orders)+1)
	}
	state := o.State
	if state == "" {
		state = "paid"
	}
	o.placed, o.shipments = p.moment(), map[string]map[string]any{}
	p.orders[o.ID] = o
	p.reserve(o, 1)
	p.move(o, state)
	return o.ID
}

// Move is a step that is not the shop's: the buyer pays or asks to cancel, the carrier delivers.
func (p *Platform) Move(id, state string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := p.orders[id]
	if o == nil {
		p.t.Fatalf("there is no order %s", id)
	}
	if state == "cancelled" && slices.Contains(moves["cancel"].from, o.State) || state == "cancelled" && o.State == "pending_payment" {
		p.reserve(o, -1)
	}
	p.move(o, state)
}

// State gives where an order stands, "" for none.
func (p *Platform) State(id string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if o := p.orders[id]; o != nil {
		return o.State
	}
	return ""
}

// Shipments gives the parcels of an order by their ids.
func (p *Platform) Shipments(id string) map[string]map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	if o := p.orders[id]; o != nil {
		return maps.Clone(o.shipments)
	}
	return nil
}

func (p *Platform) listOrders(r *request) answer {
	var all []thing
	for _, o := range p.orders {
		all = append(all, o)
	}
	return p.feed(r, all)
}

func (o *Order) changed() (int, string) { return o.seq, o.updated }

func (p *Platform) order(r *request) (*Order, *answer) {
	if o := p.orders[r.PathValue("order")]; o != nil {
		return o, nil
	}
	a := problem(http.StatusNotFound, "not-found", "There is no such order")
	return nil, &a
}

func (p *Platform) getOrder(r *request) answer {
	o, none := p.order(r)
	if none != nil {
		return *none
	}
	return p.orderAnswer(o)
}

// moves says from which states a step leads where.
var moves = map[string]struct {
	from []string
	to   string
}{
	"accept": {[]string{"paid"}, "accepted"},
	"reject": {[]string{"paid"}, "cancelled"},
	"pack":   {[]string{"accepted"}, "packed"},
	"cancel": {[]string{"paid", "accepted", "packed", "cancel_requested"}, "cancelled"},
}

func (p *Platform) actOnOrder(r *request) answer {
	o, none := p.order(r)
	if none != nil {
		return *none
	}
	var words struct {
		Reason string `json:"reason"`
	}
	if len(r.body) > 0 {
		if refused := r.read(&words); refused != nil {
			return *refused
		}
	}
	step, known := moves[r.PathValue("action")]
	switch {
	case !known:
		return invalid("", "there is no such step")
	case step.to == "cancelled" && words.Reason == "":
		return invalid("/reason", "ต้องบอกเหตุผล")
	}
	return p.once(r, func() answer {
		switch {
		case r.stale(o.revision):
			return staleAnswer()
		case !slices.Contains(step.from, o.State):
			return illegal(o)
		}
		if step.to == "cancelled" {
			o.reason = words.Reason
			p.reserve(o, -1)
		}
		p.move(o, step.to)
		return p.orderAnswer(o)
	})
}

func illegal(o *Order) answer {
	return problem(http.StatusConflict, "illegal-transition", "ทำขั้นนี้ไม่ได้แล้ว", map[string]any{"state": o.State})
}
