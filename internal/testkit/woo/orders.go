package woo

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// Order is one that a buyer placed. Amounts are in satang and hold VAT.
type Order struct {
	ID       int
	Status   string // processing when empty
	Method   string // of payment: cod, bacs, promptpay
	Lines    []Line
	Post     int64
	Fees     []Fee
	Note     string
	VAT      bool                       // amounts are told apart from their tax of seven hundredths
	More     map[string]any             // over what is shown
	Meta     map[string]json.RawMessage // values beside
	Notes    []Note
	Created  time.Time
	Modified time.Time
}

// Line is a product of an order.
type Line struct {
	ID       int
	SKU      string
	Pieces   int
	Price    int64 // of a piece
	Discount int64 // of the line, by a coupon
}

// Fee is something that is added to an order, or taken off.
type Fee struct {
	Name   string
	Amount int64
}

// Note is a word about an order. One to the customer is mailed.
type Note struct {
	ID       int
	Text     string
	Customer bool
}

// Place lets a buyer order, which takes the goods from stock, and gives the order's number.
func (s *Shop) Place(o Order) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	o.ID, o.Created = s.number(), s.options.Now().UTC()
	o.Modified, o.Meta = o.Created, map[string]json.RawMessage{}
	if o.Status == "" {
		o.Status = "processing"
	}
	for n := range o.Lines {
		o.Lines[n].ID = n + 1
		if p := s.bySKU(o.Lines[n].SKU, 0); p != nil && p.Counted {
			p.Quantity -= o.Lines[n].Pieces
		}
	}
	s.orders[o.ID] = &o
	return strconv.Itoa(o.ID)
}

// ChangeOrder lets the shop's own people change an order. The time of its last change moves with its status alone: it
// does not when its lines are changed.
func (s *Shop) ChangeOrder(no string, change func(o *Order)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.orders[atoi(no)]
	if o == nil {
		s.t.Fatalf("there is no order %s", no)
	}
	before := o.Status
	change(o)
	if o.Status != before {
		o.Modified = s.options.Now().UTC()
	}
}

// Order gives a copy of an order, nil for none.
func (s *Shop) Order(no string) *Order {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.orders[atoi(no)]
	if o == nil {
		return nil
	}
	one := *o
	one.Notes, one.Lines, one.Meta = slices.Clone(o.Notes), slices.Clone(o.Lines), maps.Clone(o.Meta)
	return &one
}

func atoi(no string) int {
	n, _ := strconv.Atoi(no) // what is no number is nothing's
	return n
}

// decimal writes millionth parts with so many decimals, rounded.
func decimal(parts int64, places int) string {
	unit := int64(1)
	for range 6 - places {
		unit *= 10
	}
	sign := ""
	if parts < 0 {
		sign, parts = "-", -parts
	}
	parts = (parts + unit/2) / unit
	if places == 0 {
		return sign + strconv.FormatInt(parts, 10)
	}
	text := strconv.FormatInt(parts, 10)
	for len(text) <= places {
		text = "0" + text
	}
	return sign + text[:len(text)-places] + "." + text[len(text)-places:]
}

// parted gives the millionth parts of a baht without tax, and the tax.
func (o *Order) parted(satang int64) (net, tax int64) {
	whole := satang * 10_000
	if !o.VAT {
		return whole, 0
	}
	net = (whole*100 + 53) / 107
	return net, whole - net
}

// shows writes an order with so many decimals.
func (o *Order) shows(places int) map[string]any {
	split := func(into map[string]any, name string, satang int64) {
		net, tax := o.parted(satang)
		into[name], into[name+"_tax"] = decimal(net, places), decimal(tax, places)
	}
	total := o.Post
	lines, fees, post := []any{}, []any{}, map[string]any{}
	for _, line := range o.Lines {
		gross := line.Price * int64(line.Pieces)
		shown := map[string]any{"id": line.ID, "sku": line.SKU, "name": "สินค้า &amp; " + line.SKU, "quantity": line.Pieces, "price": float64(gross-line.Discount) / 100 / float64(line.Pieces)}
		split(shown, "subtotal", gross)
		split(shown, "total", gross-line.Discount)
		lines, total = append(lines, shown), total+gross-line.Discount
	}
	for n, fee := range o.Fees {
		shown := map[string]any{"id": 900 + n, "name": fee.Name}
		split(shown, "total", fee.Amount)
		fees, total = append(fees, shown), total+fee.Amount
	}
	split(post, "shipping", o.Post)
	person := map[string]any{"first_name": "สมหญิง", "last_name": "ใจดี", "company": "", "address_1": "99/1 ม.4", "address_2": "ต.รอบเวียง",
		"city": "เมืองเชียงราย", "state": "TH-57", "postcode": "57000", "country": "TH"}
	buyer := maps.Clone(person)
	buyer["phone"], buyer["email"] = "0812345678", "s@example.test"
	shown := map[string]any{
		"id": o.ID, "number": strconv.Itoa(o.ID), "status": o.Status, "currency": "THB", "payment_method": o.Method, "customer_note": o.Note,
		"total": decimal(total*10_000, places), "shipping_total": post["shipping"], "shipping_tax": post["shipping_tax"],
		"billing": buyer, "shipping": person, "line_items": lines, "fee_lines": fees, "refunds": []any{}, "meta_data": (&Product{Meta: o.Meta}).metas(),
	}
	maps.Copy(shown, dates("date_created", o.Created))
	maps.Copy(shown, dates("date_modified", o.Modified))
	maps.Copy(shown, o.More)
	return shown
}

// places is how many decimals were asked for; a Thai shop often shows none.
func places(r *request) int {
	if n, err := strconv.Atoi(r.URL.Query().Get("dp")); err == nil && n >= 0 && n <= 6 {
		return n
	}
	return 0
}

func (s *Shop) listOrders(r *request) faulty.Answer {
	query := r.URL.Query()
	var after time.Time
	if text := query.Get("modified_after"); text != "" {
		at, err := time.Parse(stamp, text)
		if err != nil {
			return wrongParam("modified_after", "Invalid date.")
		}
		if query.Get("dates_are_gmt") != "true" {
			at = at.Add(-7 * time.Hour)
		}
		after = at
	}
	var found []*Order
	for _, o := range s.orders {
		wanted := query.Get("include") == "" || slices.Contains(strings.Split(query.Get("include"), ","), strconv.Itoa(o.ID))
		if wanted && o.Status != "trash" && o.Modified.Truncate(time.Second).After(after) {
			found = append(found, o)
		}
	}
	byChange := query.Get("orderby") == "modified"
	slices.SortFunc(found, func(a, b *Order) int {
		if seconds := a.Modified.Truncate(time.Second).Compare(b.Modified.Truncate(time.Second)); byChange && seconds != 0 {
			return seconds
		}
		return a.ID - b.ID
	})
	if query.Get("order") != "asc" {
		slices.Reverse(found)
	}
	return paged(r, found, func(o *Order) map[string]any { return o.shows(places(r)) })
}

func (s *Shop) getOrder(r *request) faulty.Answer {
	if o := s.orders[atoi(r.PathValue("id"))]; o != nil {
		return says(http.StatusOK, o.shows(places(r)))
	}
	return gone(r, "shop_order")
}

// updateOrder takes any status from any other, as WooCommerce does.
func (s *Shop) updateOrder(r *request) faulty.Answer {
	var f struct {
		Status *string     `json:"status"`
		Meta   []fieldMeta `json:"meta_data"`
	}
	if wrong := r.read(&f); wrong != nil {
		return *wrong
	}
	o := s.orders[atoi(r.PathValue("id"))]
	if o == nil {
		return gone(r, "shop_order")
	}
	if f.Status != nil && *f.Status == "cancelled" && o.Status != "cancelled" {
		for _, line := range o.Lines {
			if p := s.bySKU(line.SKU, 0); p != nil && p.Counted {
				p.Quantity += line.Pieces
			}
		}
	}
	set(&o.Status, f.Status)
	for _, meta := range f.Meta {
		o.Meta[meta.Key] = meta.Value
	}
	o.Modified = s.options.Now().UTC()
	return says(http.StatusOK, o.shows(places(r)))
}

func (s *Shop) listNotes(r *request) faulty.Answer {
	o := s.orders[atoi(r.PathValue("id"))]
	if o == nil {
		return gone(r, "order")
	}
	all := []any{}
	for _, note := range slices.Backward(o.Notes) {
		if note.Customer || r.URL.Query().Get("type") != "customer" {
			all = append(all, map[string]any{"id": note.ID, "note": note.Text, "customer_note": note.Customer})
		}
	}
	return says(http.StatusOK, all)
}

func (s *Shop) createNote(r *request) faulty.Answer {
	var f struct {
		Note     string `json:"note"`
		Customer bool   `json:"customer_note"`
	}
	if wrong := r.read(&f); wrong != nil {
		return *wrong
	}
	o := s.orders[atoi(r.PathValue("id"))]
	if o == nil {
		return gone(r, "order")
	}
	note := Note{s.number(), kses(f.Note), f.Customer}
	o.Notes = append(o.Notes, note)
	return says(http.StatusCreated, map[string]any{"id": note.ID, "note": note.Text, "customer_note": note.Customer})
}
