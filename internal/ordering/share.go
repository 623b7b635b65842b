package ordering

import (
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Sold is how much of a line of an order a bill delivered, and what it came to before the order's discount.
type Sold struct {
	N     int
	Bill  id.Bill
	Qty   qty.Qty // below zero on a bill that voids another
	Total money.Satang
}

// rounded is what bills took above what all that they delivered of a line costs at its price: goods by weight are rounded
// on every bill. What a person made cheaper or dearer at the counter is none of it.
func (p *Past) rounded(line *ledger.OrderLine) (sum money.Satang) {
	given := qty.Qty(0)
	for _, sold := range p.Sold {
		if sold.N != line.N {
			continue
		}
		at := money.Times(line.Price, sold.Qty)
		if off := sold.Total - at; off.Abs() <= money.Satang(len(p.Sold)) { // half a satang for each bill before
			at = sold.Total
		}
		given, sum = given+sold.Qty, sum+at
	}
	return sum - money.Times(line.Price, given)
}

// leftOf is what bills to come take of a line, so that all of them together come to its total.
func (p *Past) leftOf(line *ledger.OrderLine) money.Satang {
	if p.Given[line.N] >= line.Qty {
		return 0
	}
	return max(money.Times(line.Price, line.Qty)-money.Times(line.Price, p.Given[line.N])-p.rounded(line), 0)
}

// worth is what goods come to by line, before discounts.
type worth map[int]money.Satang

func (w worth) sum() (all money.Satang) {
	for _, part := range w {
		all += part
	}
	return all
}

func (w worth) add(more worth) {
	for n, part := range more {
		w[n] += part
	}
}

// shares gives what packed parcels come to, and what is in none: each by its price, and the last of a line takes what is
// left of the line, whichever of them goes first.
func (p *Past) shares() (packed map[id.Parcel]worth, loose worth) {
	packed, loose = map[id.Parcel]worth{}, worth{}
	for n := range p.Parcels {
		if p.Parcels[n].State == ledger.ParcelPacked {
			packed[p.Parcels[n].ID] = worth{}
		}
	}
	for n := range p.Content.Lines {
		line := &p.Content.Lines[n]
		rest, last := p.leftOf(line), worth(nil)
		for k := range p.Parcels {
			of := packed[p.Parcels[k].ID]
			if in := inParcel(&p.Parcels[k], line.N); of != nil && in > 0 {
				of[line.N] = money.Times(line.Price, in)
				rest, last = rest-of[line.N], of
			}
		}
		switch {
		case p.Left(line.N) > 0:
			loose[line.N] = max(rest, 0)
		case last != nil:
			last[line.N] = max(last[line.N]+rest, 0)
		}
	}
	return packed, loose
}

// Worth gives what the goods of a live parcel come to by line, before discounts: on its bill, or on the one to come.
func (p *Past) Worth(parcel *ledger.Parcel) map[int]money.Satang {
	if parcel.State == ledger.ParcelPacked {
		packed, _ := p.shares()
		return packed[parcel.ID]
	}
	of := worth{}
	for _, in := range parcel.Lines {
		if line := p.Line(in.N); line != nil {
			of[in.N] = money.Times(line.Price, inParcel(parcel, in.N))
		}
	}
	for _, sold := range p.Sold { // the last parcel of the bill bears what the others do not
		line := p.Line(sold.N)
		if line == nil {
			continue
		}
		last, rest, count := id.Parcel{}, sold.Total, sold.Qty
		for n := range p.Parcels {
			if other := &p.Parcels[n]; other.Live() && other.BillID == sold.Bill && inParcel(other, sold.N) > 0 {
				last, count = other.ID, count-inParcel(other, sold.N)
				if other.ID != parcel.ID {
					rest -= money.Times(line.Price, inParcel(other, sold.N))
				}
			}
		}
		if last == parcel.ID && count == 0 {
			of[sold.N] = max(rest, 0)
		}
	}
	return of
}
