package till

import (
	"context"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
)

// before is what was paid before for an order whose goods are fetched at the till.
type before struct {
	order  id.Order
	amount money.Satang
	known  bool // it was read
}

// readBefore reads it for the order of the open bill, if that is another one than before.
func (p *Page) readBefore() {
	order := p.model.cart.OrderID
	if order == p.before.order {
		return
	}
	p.before = before{order: order}
	if order.IsZero() {
		return
	}
	s := p.kit.Shop
	task.Run(p.acts, "before", func(ctx context.Context) (money.Satang, error) {
		_, amount, err := s.OrderCart(ctx, order)
		return amount, err
	}, func(amount money.Satang, err error) {
		if err != nil {
			p.before.order = id.Order{} // asked again with the next change
			p.kit.Prompt.Error(err)
			return
		}
		p.before = before{order, amount, true}
		p.changed()
	})
}

// paidBefore gives it for the open bill, and knowsBefore whether it is known: a bill of no order has nothing.
func (p *Page) paidBefore() money.Satang {
	if p.model.cart.OrderID.IsZero() || p.before.order != p.model.cart.OrderID {
		return 0
	}
	return p.before.amount
}

func (p *Page) knowsBefore() bool {
	return p.model.cart.OrderID.IsZero() || p.before.order == p.model.cart.OrderID && p.before.known
}

// toOrder turns the open bill into an order to ship: its form opens with what is on the bill, for its prices.
func (p *Page) toOrder() {
	p.view.dismiss()
	switch {
	case len(p.model.cart.Lines) == 0:
		p.kit.Prompt.Say(p.kit.T("till.nothing_to_pay"))
		return
	case !p.model.cart.OrderID.IsZero():
		p.kit.Go(kit.ToOrder(p.model.cart.OrderID))
		return
	}
	m := p.model
	bill := kit.BillToOrder{Cart: m.cart.Clone(), Quote: m.quote, Product: m.index.ByID, Customer: m.customer()}
	p.Keep(func() {
		p.kit.Aside[kit.Orders] = bill
		p.kit.Go(nav.Route{Screen: kit.Orders})
	})
}

// ordered begins another bill once the open one has become an order.
func (p *Page) ordered() {
	bill, done := p.kit.Aside[kit.Till].(id.Bill)
	if !done {
		return
	}
	delete(p.kit.Aside, kit.Till)
	if bill == p.model.cart.ID {
		p.model.saved++
		p.model.bill.start()
		p.view.showGoods()
	}
}
