package orders

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// packed lists the parcels of an order that have not gone yet.
func packed(o *shop.Order) (parcels []id.Parcel) {
	for n := range o.Parcels {
		if o.Parcels[n].State == ledger.ParcelPacked {
			parcels = append(parcels, o.Parcels[n].ID)
		}
	}
	return parcels
}

func hasPacked(_ *Page, o *shop.Order) bool { return len(packed(o)) > 0 }

// unprinted reports whether the label of a packed parcel is to be printed before it goes: a channel that sends the
// parcels has labels of its own.
func unprinted(o *shop.Order) bool {
	return o.Todo() == ordering.TodoShip && !ordering.Marketplace(o.Order.Channel) &&
		slices.ContainsFunc(o.Parcels, func(parcel ledger.Parcel) bool { return parcel.State == ledger.ParcelPacked && parcel.PrintedAt == 0 })
}

// labels shows the labels of the packed parcels, numbered where a pool has numbers, to be printed or kept.
func (p *Page) labels(o *shop.Order) {
	s, lang, by, order, wanted := p.k.Shop, p.k.Lang, p.m.list.by, o.Order.ID, packed(o)
	var laid atomic.Pointer[shop.Labels] // laid out in the background
	printout.Open(p.k, printout.Form{Title: joined(p.k.T("orders.act.labels"), called(o)),
		Lay: func() func(context.Context) (printout.Made, error) {
			return func(ctx context.Context) (printout.Made, error) {
				labels, err := s.ReadyLabels(ctx, wanted, shop.LabelOptions{Lang: lang}, by)
				if err != nil {
					return printout.Made{}, err
				}
				var warnings []*fault.Error
				for _, failed := range labels.Failed {
					warnings = append(warnings, failed.Why)
				}
				laid.Store(labels)
				return printout.Made{Papers: labels.Papers, Warnings: warnings}, nil
			}
		},
		Sent: func() {
			out := laid.Load()
			task.Run(p.acts, "printed "+order.String(), func(ctx context.Context) ([]shop.ParcelFault, error) { return s.LabelsOut(ctx, out, by) },
				func(_ []shop.ParcelFault, err error) {
					if err != nil {
						p.failed(err)
						return
					}
					p.again(order, "")
				})
		}})
}
