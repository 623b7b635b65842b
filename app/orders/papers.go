package orders

import (
	"github.com/talat-pos/talat/app/issuing"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// papers offers the papers of an order: those that stand, what can be made of it now, and the labels of what is packed.
func (p *Page) papers(o *shop.Order) {
	order := o.Order.ID
	start := issuing.Start{Ask: shop.PaperAsk{Of: []string{o.Order.Number}, By: p.m.list.by}, Done: func(*shop.IssuedPaper) { p.again(order, "") }}
	if hasPacked(p, o) {
		start.More = append(start.More, issuing.More{Label: p.k.T("orders.act.labels"), Icon: "print", Key: "F5", Do: func() { p.labels(o) }})
	}
	if o.Order.Channel == ordering.Government {
		start.More = append(start.More, issuing.More{Label: p.k.T("nav.office"), Icon: "ord", Key: "F9", Do: func() { p.k.Go(kit.ToOffice(o.Order.Number)) }})
	}
	issuing.Open(p.k, start)
}
