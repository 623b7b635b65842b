package orders

import (
	"slices"

	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

func hasPacked(_ *Page, o *shop.Order) bool { return len(o.Packed()) > 0 }

// unprinted reports whether the label of a packed parcel is to be printed before it goes: a channel that sends the
// parcels has labels of its own.
func unprinted(o *shop.Order) bool {
	return o.Todo() == ordering.TodoShip && !ordering.Marketplace(o.Order.Channel) &&
		slices.ContainsFunc(o.Parcels, func(parcel ledger.Parcel) bool { return parcel.State == ledger.ParcelPacked && parcel.PrintedAt == 0 })
}

// labels shows the labels of the packed parcels, numbered where a pool has numbers, to be printed or kept.
func (p *Page) labels(o *shop.Order) {
	order := o.Order.ID
	printout.Labels(p.k, p.acts, joined(p.k.T("orders.act.labels"), called(o)), o.Packed(), p.m.list.by, func(err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.again(order, "")
	})
}
