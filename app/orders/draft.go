package orders

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// draft is an order being written: a new one, or another content of one there is.
type draft struct {
	was        *shop.Order // nil for a new one
	request    ordering.Request
	lines      []draftLine
	customer   string // name of the customer chosen, "" = none
	at         int    // the chosen line
	discounted bool   // a person typed the discount: promotions change it no more
	from       id.Bill
	touched    bool // something was typed or chosen
	giftless   bool // a person took a gift off or changed it: promotions add none any more
}

// draftLine is a line of the draft.
type draftLine struct {
	ledger.OrderLine
	product *catalog.Product // nil for goods nobody has matched
	priced  bool             // the price was agreed, or typed: the shop's of today changes it no more
}

func newDraft() *draft {
	return &draft{request: ordering.Request{ID: id.New[id.Order](), Channel: ordering.Line, PayBy: ordering.PayTransfer}}
}

// draftOf opens an order for change.
func draftOf(o *shop.Order) *draft {
	c := &o.Content
	d := &draft{was: o, discounted: true, customer: o.Customer.Name, request: ordering.Request{ID: o.Order.ID, Channel: o.Order.Channel, ChannelNo: o.Order.ChannelNo,
		CustomerID: c.CustomerID, Discount: c.Discount, Fee: c.Fee, PayBy: c.PayBy, Due: c.Due, Service: c.Service, State: c.ChannelState,
		StateHash: c.ChannelHash, Person: o.Person, Recipients: slices.Clone(o.Recipients)}}
	for _, line := range c.Lines {
		d.lines = append(d.lines, draftLine{line, o.Products[line.ProductID], true})
	}
	return d
}

// draftOfCart begins an order with what stands on the open bill of the till, for its prices.
func draftOfCart(cart *selling.Cart, quote *selling.Quote, product func(id.Product) *catalog.Product, customer string) *draft {
	d := newDraft()
	d.request.Channel, d.request.CustomerID, d.request.Person.Note = ordering.Counter, cart.CustomerID, cart.Note
	d.request.Discount, d.discounted, d.customer, d.from, d.touched = quote.Discount, true, customer, cart.ID, true
	d.request.Person.Name = customer
	for n, line := range quote.Lines {
		known := product(line.ProductID)
		name := line.Name
		if n < len(cart.Lines) && cart.Lines[n].Name != "" {
			name = cart.Lines[n].Name
		}
		d.lines = append(d.lines, draftLine{ledger.OrderLine{N: n + 1, ProductID: line.ProductID, SKU: line.SKU, Name: name, Unit: line.Unit,
			Qty: line.Qty, Price: line.UnitPrice, To: 1, Gift: line.Gift}, known, true})
	}
	return d
}

// put adds goods, onto a line of the same product for the first recipient, and chooses the line.
func (d *draft) put(product *catalog.Product, quantity qty.Qty) error {
	if product.HasVariants {
		return fault.New("product_has_variants", "sku", fault.Values{"name": product.Name})
	}
	d.touched = true
	for n := range d.lines {
		if line := &d.lines[n]; line.ProductID == product.ID && line.To <= 1 && !line.Gift {
			line.Qty += quantity
			d.at = n
			return nil
		}
	}
	if len(d.lines) >= ordering.MaxLines {
		return fault.New("too_many_lines", "items", fault.Values{"max": ordering.MaxLines})
	}
	next := 1
	for _, line := range d.lines {
		next = max(next, line.N+1)
	}
	d.lines = append(d.lines, draftLine{ledger.OrderLine{N: next, ProductID: product.ID, SKU: product.SKU, Name: product.FullName(), Unit: product.Unit,
		Qty: quantity, Price: product.Price, To: 1}, product, false})
	d.at = len(d.lines) - 1
	return nil
}

// step changes the quantity of a line by whole pieces; the last piece stays.
func (d *draft) step(n, by int) {
	if n >= 0 && n < len(d.lines) {
		d.at, d.touched = n, true
		if more := d.lines[n].Qty + qty.Pieces(by); more > 0 {
			d.lines[n].Qty = more
			d.keep(&d.lines[n])
		}
	}
}

// keep lets a gift that a person changed be as it is from now on.
func (d *draft) keep(line *draftLine) {
	if line.Gift && !line.priced {
		line.priced, d.giftless = true, true
	}
}

func (d *draft) remove(n int) {
	if n >= 0 && n < len(d.lines) {
		d.keep(&d.lines[n])
		d.lines = slices.Delete(d.lines, n, n+1)
		d.at, d.touched = max(min(d.at, len(d.lines)-1), 0), true
	}
}

// match says which product a line of a channel means.
func (d *draft) match(n int, product *catalog.Product) {
	line := &d.lines[n]
	line.ProductID, line.SKU, line.Name, line.Unit, line.product = product.ID, product.SKU, product.FullName(), product.Unit, product
	d.touched = true
}

// unmatched gives the first line whose goods nobody has matched, −1 for none.
func (d *draft) unmatched() int {
	return slices.IndexFunc(d.lines, func(line draftLine) bool { return line.ProductID.IsZero() })
}

func (d *draft) goods() (sum money.Satang) {
	for _, line := range d.lines {
		sum += money.Times(line.Price, line.Qty)
	}
	return sum
}

func (d *draft) total() money.Satang { return d.goods() - d.request.Discount + d.request.Fee }

// prices are the shop's of today for a draft's lines.
type prices struct {
	of       []id.Product // the lines they are for
	each     []money.Satang
	discount money.Satang
	gifts    []draftLine
}

// open lists the lines whose price nobody has agreed.
func (d *draft) open() (lines []selling.CartLine) {
	for _, line := range d.lines {
		if !line.priced && !line.ProductID.IsZero() && !line.Gift {
			lines = append(lines, selling.CartLine{ProductID: line.ProductID, Qty: line.Qty})
		}
	}
	return lines
}

func readPrices(ctx context.Context, s *shop.Shop, lines []selling.CartLine) (p prices, err error) {
	for _, line := range lines {
		p.of = append(p.of, line.ProductID)
	}
	if len(lines) == 0 {
		return p, nil
	}
	price, err := s.OrderPrices(ctx, lines)
	p.each, p.discount = price.Each, price.Discount
	for _, gift := range price.Gifts {
		p.gifts = append(p.gifts, draftLine{gift, s.Known().ByID(gift.ProductID), false})
	}
	return p, err
}

// take takes the shop's prices, unless the lines have changed since.
func (d *draft) take(p prices) {
	lines := d.open()
	if len(lines) != len(p.of) {
		return
	}
	at := 0
	for n := range d.lines {
		line := &d.lines[n]
		if line.priced || line.ProductID.IsZero() || line.Gift {
			continue
		}
		if line.ProductID != p.of[at] {
			return
		}
		line.Price = p.each[at]
		at++
	}
	if !d.discounted {
		d.request.Discount = min(p.discount, d.goods())
	}
	if !d.giftless {
		d.takeGifts(p.gifts)
	}
}

// takeGifts puts what promotions add behind the lines, in place of what they added before.
func (d *draft) takeGifts(gifts []draftLine) {
	d.lines = slices.DeleteFunc(d.lines, func(line draftLine) bool { return line.Gift && !line.priced })
	next, to := 1, 1
	for n, line := range d.lines {
		if next = max(next, line.N+1); n == 0 {
			to = max(line.To, 1)
		}
	}
	for n, gift := range gifts {
		gift.N, gift.To = next+n, to
		d.lines = append(d.lines, gift)
	}
	d.at = max(min(d.at, len(d.lines)-1), 0)
}

// whole gives the request as it is to be written. Where the order names nobody else, who orders gets it.
func (d *draft) whole(by string) ordering.Request {
	r := d.request
	r.Lines = nil
	for _, line := range d.lines {
		r.Lines = append(r.Lines, line.OrderLine)
	}
	r.Recipients = slices.Clone(r.Recipients)
	for n := range r.Recipients {
		r.Recipients[n].No = n + 1
	}
	r.Person.By = by
	return r
}

// save writes the draft. It closes the bill of the till that it came from, if any.
func (d *draft) save(ctx context.Context, s *shop.Shop, by string) (*shop.Order, error) {
	request := d.whole(by)
	if d.was != nil {
		return s.ReviseOrder(ctx, request)
	}
	if !d.from.IsZero() {
		drafts, err := s.Drafts(ctx)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(drafts, func(draft shop.Draft) bool { return draft.Cart.ID == d.from }) {
			return nil, fault.New("order_bill_gone", "", nil) // it was sold meanwhile
		}
	}
	made, err := s.AddOrder(ctx, request)
	if err == nil && !d.from.IsZero() {
		err = s.DropDraft(ctx, d.from)
	}
	return made, err
}
