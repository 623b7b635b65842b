package selling

import (
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// split shares amounts by weights. Each adds up exactly, and no part holds less than no VAT.
func (a amounts) split(weights []int64) []amounts {
	if len(weights) == 1 {
		return []amounts{a}
	}
	totals, bares, vats := a.total.Allocate(weights), a.bare.Allocate(weights), (a.net - a.bare).Allocate(weights)
	parts := make([]amounts, len(weights))
	for n := range parts {
		parts[n] = amounts{total: totals[n], net: bares[n] + vats[n], bare: bares[n]}
	}
	return parts
}

// takeGoods writes the movements and the owners' entries of goods sold.
func (d *draft) takeGoods() error {
	for n := range d.posting.Lines {
		line := &d.posting.Lines[n]
		line.BillID, line.LineN = d.bill.ID, n
		if line.ReturnsN >= 0 {
			continue
		}
		came := amounts{total: line.Total, net: line.Net(), bare: line.NetOfVAT}
		if line.Gift {
			came.total = money.Times(line.ListPrice, line.Qty)
		}
		product := d.facts.Product(line.ProductID)
		if !d.facts.Alcohol && d.facts.holdsAlcohol(product) {
			d.warn("alcohol_hours", fmt.Sprintf("line[%d].code", n), fault.Values{"name": line.Name})
		}
		take := d.takePart
		if product.IsSet() {
			take = d.takeSet
		}
		if err := take(line, product, line.Qty, came); err != nil {
			return err
		}
	}
	return nil
}

func (f *Facts) holdsAlcohol(product *catalog.Product) bool {
	return product.Alcohol || slices.ContainsFunc(product.Components, func(part catalog.Component) bool {
		held := f.Product(part.ProductID)
		return held != nil && held.Alcohol
	})
}

// takeSet takes the components of a set and shares to them what the line came to, by their list prices.
func (d *draft) takeSet(line *ledger.Line, set *catalog.Product, quantity qty.Qty, came amounts) error {
	takes := set.Takes(quantity)
	for n, part := range came.split(set.Weights(d.facts.Product)) {
		product := d.facts.Product(takes[n].ProductID)
		switch {
		case product == nil || product.IsSet() || product.HasVariants:
			return fault.New("set_invalid", fmt.Sprintf("line[%d].code", line.LineN), fault.Values{"name": line.Name})
		case takes[n].Qty > qty.Max:
			return fault.New("qty_too_large", fmt.Sprintf("line[%d].qty", line.LineN), fault.Values{"value": quantity})
		}
		if err := d.takePart(line, product, takes[n].Qty, part); err != nil {
			return err
		}
	}
	return nil
}

// takePart takes a quantity of one product for a line: all of it, or a component of a set.
func (d *draft) takePart(line *ledger.Line, product *catalog.Product, quantity qty.Qty, came amounts) error {
	if product.Untracked {
		return nil
	}
	if err := d.checkStock(line, product, quantity); err != nil {
		return err
	}
	if len(d.facts.Lots[product.ID]) == 0 {
		lot := ledger.NewLot(product.ID, product.ProducerID, d.facts.Terms(product, product.ProducerID), product.Cost, d.posting.At)
		d.posting.Lots = append(d.posting.Lots, lot)
		d.facts.Lots[product.ID] = []ledger.LotStock{{Lot: lot}}
	}
	parts, _ := ledger.Take(d.facts.Lots[product.ID], quantity, d.facts.Kept)
	weights := make([]int64, len(parts))
	for n, part := range parts {
		weights[n] = int64(part.Qty)
		if part.Lot.Expired(d.today()) {
			d.warn("lot_expired", fmt.Sprintf("line[%d].qty", line.LineN), fault.Values{"name": nameOf(line, product), "day": part.Lot.Expires})
		}
	}
	for n, of := range came.split(weights) {
		d.move(line, product.ID, parts[n].Lot.ID, -parts[n].Qty, ledger.MoveSale, "")
		d.entry(line, parts[n].Lot, ledger.Sold{Qty: parts[n].Qty, List: of.total, Paid: of.net, Bare: of.bare, VATRate: line.VATRate})
	}
	return nil
}

// checkStock says when there is too little of a product, and keeps expired lots out of the sale where the
// shop sells nothing of them.
func (d *draft) checkStock(line *ledger.Line, product *catalog.Product, quantity qty.Qty) error {
	field := fmt.Sprintf("line[%d].qty", line.LineN)
	if d.facts.Expired == ExpiredRefuse {
		d.dropExpired(product.ID)
	}
	free, expired := -d.facts.Held[product.ID], d.expired[product.ID]
	for _, lot := range d.facts.Lots[product.ID] {
		free += lot.OnHand
	}
	if free >= quantity {
		return nil
	}
	values := fault.Values{"name": nameOf(line, product), "have": max(free, 0), "want": quantity, "unit": product.Unit}
	switch {
	case expired > 0:
		values["expired"] = expired
		return fault.New("lot_expired_blocked", field, values)
	case d.facts.BelowZero == BelowRefuse:
		return fault.New("insufficient_stock", field, values)
	}
	d.warn("stock_below_zero", field, values)
	return nil
}

// today is the day that goods keep by. The bill's own may be yesterday, of a shift that nobody closed.
func (d *draft) today() clock.Day { return max(clock.DayOf(d.facts.Now), d.bill.Day) }

// dropExpired leaves the lots of a product that may be sold and notes what lies in the others.
func (d *draft) dropExpired(product id.Product) {
	d.facts.Lots[product] = slices.DeleteFunc(d.facts.Lots[product], func(lot ledger.LotStock) bool {
		gone := lot.Expired(d.today())
		if gone && lot.OnHand > 0 {
			if d.expired == nil {
				d.expired = map[id.Product]qty.Qty{}
			}
			d.expired[product] += lot.OnHand
		}
		return gone
	})
}

// nameOf names goods as the line does, or a component of its set by itself.
func nameOf(line *ledger.Line, product *catalog.Product) string {
	if line.ProductID == product.ID {
		return line.Name
	}
	return product.FullName()
}

func (d *draft) move(line *ledger.Line, product id.Product, lot id.Lot, quantity qty.Qty, kind, reason string) {
	d.posting.Movements = append(d.posting.Movements, ledger.Movement{BillID: d.bill.ID, LineN: line.LineN,
		ProductID: product, LotID: lot, PlaceID: d.facts.Place, Qty: quantity, Kind: kind, At: d.posting.At, Reason: reason})
}

// entry writes the owner's share of a part sold, as the lot's terms say. Goods of the shop's own have no
// entry: what is left of the bill is its share.
func (d *draft) entry(line *ledger.Line, lot ledger.Lot, sold ledger.Sold) {
	terms := lot.Held()
	if lot.OwnerID.IsZero() || !terms.Consigned() {
		return
	}
	base, share := terms.Share(sold)
	d.posting.Producers = append(d.posting.Producers, ledger.Entry{BillID: d.bill.ID, LineN: line.LineN, LotID: lot.ID,
		ProductID: lot.ProductID, ProducerID: lot.OwnerID, Day: d.bill.Day, Qty: sold.Qty, Base: base, GP: lot.GP, Share: share,
		Paid: sold.Paid, VAT: sold.Paid - sold.Bare})
}
