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
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// packing is a parcel being packed: what belongs into it, and what was scanned into it so far.
type packing struct {
	order    *shop.Order
	to       int // the recipient's no
	lines    []packLine
	at       int // the chosen line
	parcel   id.Parcel
	grams    int // as typed, 0 = reckoned
	sides    [3]int
	service  string
	postage  money.Satang
	tracking string
	marks    []string
}

// packLine is a line of the order for this recipient.
type packLine struct {
	n       int
	product *catalog.Product
	name    string
	unit    string
	wanted  qty.Qty
	there   qty.Qty // of that, what is not short
	packed  qty.Qty
}

// startPacking begins the next parcel of an order: for the first recipient who still gets something.
func startPacking(o *shop.Order) *packing {
	p := &packing{order: o, parcel: id.New[id.Parcel](), service: o.Content.Service}
	for n := range o.Content.Lines {
		line := &o.Content.Lines[n]
		left := o.Left(line.N)
		if left <= 0 || p.to != 0 && line.To != p.to {
			continue
		}
		p.to = line.To
		p.lines = append(p.lines, packLine{n: line.N, product: o.Products[line.ProductID], name: lineName(line), unit: line.Unit, wanted: left, there: max(left-lacking(o, line), 0)})
	}
	return p
}

// lacking gives how much of a line is short; of a set whole sets are.
func lacking(o *shop.Order, line *ledger.OrderLine) (lacks qty.Qty) {
	for n := range o.Shorts {
		short := &o.Shorts[n]
		switch {
		case short.N != line.N:
		case short.ProductID == line.ProductID:
			lacks = max(lacks, short.Missing())
		case short.Want > 0: // a component: so many sets as it is enough for are there
			sets := qty.Qty(int64(line.Qty) * int64(short.Have) / int64(short.Want) / int64(qty.One) * int64(qty.One))
			lacks = max(lacks, line.Qty-sets)
		}
	}
	return lacks
}

// recipient gives who gets the parcel, nil when the order names nobody.
func (p *packing) recipient() *ordering.Recipient {
	if p.to < 1 || p.to > len(p.order.Recipients) {
		return nil
	}
	return &p.order.Recipients[p.to-1]
}

// scan counts what a code stands for into the parcel. Faults: those of Lookup, "pack_not_ordered" for goods that
// are not of this parcel, "pack_surplus" when all of them are in it.
func (p *packing) scan(match catalog.Match) error {
	line, err := shop.LineOf(match, qty.One)
	if err != nil {
		return err
	}
	ours := -1
	for n := range p.lines {
		if p.lines[n].product == nil || p.lines[n].product.ID != match.Product.ID {
			continue
		}
		ours = n
		if p.lines[n].packed+line.Qty <= p.lines[n].wanted {
			p.lines[n].packed += line.Qty
			p.at = n
			return nil
		}
	}
	if ours < 0 {
		return fault.New("pack_not_ordered", "code", fault.Values{"name": match.Product.FullName()})
	}
	p.at = ours
	return fault.New("pack_surplus", "code", fault.Values{"name": p.lines[ours].name, "qty": p.lines[ours].packed, "unit": p.lines[ours].unit})
}

// number takes a tracking number that was scanned; false when the code is none.
func (p *packing) number(code string) bool {
	tracking, err := shipping.ParseTracking(code)
	if err != nil {
		return false
	}
	p.tracking = string(tracking)
	return true
}

// cheapest gives the place among the offers of the cheapest service: of those that such tracking numbers are usually
// of, once there is a number.
func (p *packing) cheapest(q *quoted) int {
	for n := range q.Offers {
		if p.tracking != "" && slices.Contains(q.Offers[n].Service.Letters, p.tracking[:1]) {
			return n
		}
	}
	return 0
}

// set puts another quantity of a line into the parcel, between nothing and what is wanted.
func (p *packing) set(n int, quantity qty.Qty) {
	if n >= 0 && n < len(p.lines) {
		p.at = n
		p.lines[n].packed = min(max(quantity, 0), p.lines[n].wanted)
	}
}

// all puts in everything that is there.
func (p *packing) all() {
	for n := range p.lines {
		p.lines[n].packed = p.lines[n].there
	}
}

// whole reports whether everything is in the parcel; begun whether anything is.
func (p *packing) whole() bool {
	return !slices.ContainsFunc(p.lines, func(line packLine) bool { return line.packed < line.wanted })
}

func (p *packing) begun() bool {
	return slices.ContainsFunc(p.lines, func(line packLine) bool { return line.packed > 0 })
}

// mark puts a mark on the parcel, or takes it off.
func (p *packing) mark(mark string) {
	if at := slices.Index(p.marks, mark); at >= 0 {
		p.marks = slices.Delete(p.marks, at, at+1)
		return
	}
	p.marks = append(p.marks, mark)
}

// goods is what is in the parcel, as it weighs.
func (p *packing) goods() (all []weighed) {
	for n := range p.lines {
		if line := &p.lines[n]; line.product != nil && line.packed > 0 {
			all = append(all, weighed{line.product, line.packed})
		}
	}
	return all
}

// quote asks what the services ask for the parcel as it is; nil where nobody knows where it goes or what it weighs.
func (p *packing) quote(ctx context.Context, s *shop.Shop) (*quoted, error) {
	q := &quoted{grams: p.grams}
	var err error
	if q.grams == 0 {
		if q.grams, q.warnings, err = weigh(ctx, s, p.goods()); err != nil {
			return nil, err
		}
	}
	to := p.recipient()
	if to == nil || to.Postcode == "" || q.grams == 0 {
		return q, nil
	}
	cod := money.Satang(0)
	if p.order.Content.PayBy == ordering.PayCOD {
		cod = max(p.order.Rest(), 0)
	}
	priced, err := quoteFor(ctx, s, nil, to.Postcode, q.grams, p.sides, cod, 0)
	if err != nil {
		return q, err
	}
	q.Postage, q.warnings = priced.Postage, append(q.warnings, priced.warnings...)
	return q, nil
}

// request asks for the parcel; grams is its weight where nobody typed one. short says that a person chose to send
// what there is.
func (p *packing) request(grams int, short bool) ordering.PackRequest {
	r := ordering.PackRequest{ID: p.parcel, OrderID: p.order.Order.ID, To: p.to, Service: p.service, Grams: grams, Length: p.sides[0], Width: p.sides[1], Height: p.sides[2],
		Postage: p.postage, Marks: p.marks, Tracking: thai.Clean(p.tracking, 40), Short: short}
	for _, line := range p.lines {
		if line.packed > 0 {
			r.Lines = append(r.Lines, ledger.ParcelLine{N: line.n, Qty: line.packed})
		}
	}
	return r
}
