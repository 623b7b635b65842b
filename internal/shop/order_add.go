package shop

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
)

// AskedOrder is an order as a file or another program asks for it. Discount is what comes off beside
// promotions.
type AskedOrder struct {
	ordering.Request
	Goods map[int]selling.CartLine // goods by the place of their line; a price only where one is agreed
}

// AddedOrder says which order a request became.
type AddedOrder struct {
	*Order
	Replayed bool // it was here already and nothing changed
}

// AddOrders writes new orders, all of them or none, at the prices of today where none is agreed. One that was
// written already under its id is answered by that. Faults: those of OrderPrices and store.AddOrder, below
// "orders[n]".
func (s *Shop) AddOrders(ctx context.Context, asked []AskedOrder) ([]AddedOrder, error) {
	for n := range asked {
		if err := s.priceAsked(ctx, &asked[n]); err != nil {
			return nil, fault.At(err, fmt.Sprintf("orders[%d]", n))
		}
		if err := s.clean(ctx, &asked[n].Request); err != nil {
			return nil, fault.At(err, fmt.Sprintf("orders[%d]", n))
		}
	}
	added := make([]AddedOrder, len(asked))
	err := s.db.Batch(ctx, func(b *store.Batch) error {
		for n := range asked {
			answer, err := s.db.AddOrder(b.Context(), asked[n].Request)
			if err != nil {
				return fault.At(err, fmt.Sprintf("orders[%d]", n))
			}
			added[n].Replayed = answer.Replayed
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for n := range asked {
		if added[n].Order, err = s.Order(ctx, asked[n].ID); err != nil {
			return nil, err
		}
	}
	return added, nil
}

// priceAsked fills in the products, prices and promotions of an order that is asked for. What was written under
// its id keeps the prices of that day, so that sending it again is not another order.
func (s *Shop) priceAsked(ctx context.Context, asked *AskedOrder) error {
	var goods []selling.CartLine
	var places []int
	for n := range asked.Lines {
		line, known := asked.Goods[n]
		if !known {
			continue
		}
		asked.Lines[n].ProductID, asked.Lines[n].Qty = line.ProductID, line.Qty
		goods, places = append(goods, line), append(places, n)
	}
	if len(goods) == 0 {
		return nil
	}
	first, written, err := s.db.FirstContent(ctx, asked.ID)
	if err != nil {
		return err
	}
	price, err := s.OrderPrices(ctx, goods)
	if err != nil {
		return atItem(err, places)
	}
	bought, gifts := parted(first.Lines)
	if written && slices.EqualFunc(bought, asked.Lines, sameGoods) {
		for n, place := range places {
			if goods[n].Price == nil {
				price.Each[n] = bought[place].Price
			}
		}
		if price.Gifts = gifts; asked.Discount == 0 {
			price.Discount = first.Discount
		}
	}
	for n, each := range price.Each {
		asked.Lines[places[n]].Price = each
	}
	asked.Discount += price.Discount
	asked.Lines = WithGifts(asked.Lines, price.Gifts)
	return nil
}

// parted parts what was bought of an order from what promotions gave with it.
func parted(lines []ledger.OrderLine) (bought, gifts []ledger.OrderLine) {
	for _, line := range lines {
		if line.Gift {
			gifts = append(gifts, line)
		} else {
			bought = append(bought, line)
		}
	}
	return bought, gifts
}

// atItem says which item of the order the line of a price is.
func atItem(err error, places []int) error {
	var known *fault.Error
	if !errors.As(err, &known) {
		return err
	}
	moved := *known
	for n, place := range places {
		if rest, mine := strings.CutPrefix(known.Field, fmt.Sprintf("line[%d]", n)); mine {
			moved.Field = fmt.Sprintf("items[%d]%s", place, rest)
		}
	}
	return &moved
}

func sameGoods(a, b ledger.OrderLine) bool { return a.ProductID == b.ProductID && a.Qty == b.Qty }

// CancelOrderBack ends an order as CancelOrder does and gives what was paid for it back by a way of payment, both
// or neither. An order for which nothing was paid is only ended.
func (s *Shop) CancelOrderBack(ctx context.Context, order id.Order, reason, method, by string) error {
	return s.db.Batch(ctx, func(b *store.Batch) error {
		past, err := s.Order(ctx, order)
		if err != nil {
			return err
		}
		if err := s.CancelOrder(b.Context(), order, reason, by); err != nil {
			return err
		}
		if past.Money.Deposit() <= money.Satang(0) {
			return nil
		}
		return s.PayOrderBack(b.Context(), order, id.New[id.Change](), selling.Tender{Method: method, Reason: reason}, by)
	})
}

// OrderMoney lists the bills of an order and its payments, the oldest first.
func (s *Shop) OrderMoney(ctx context.Context, order id.Order) ([]OrderBill, []OrderPayment, error) {
	return s.db.OrderMoney(ctx, order)
}

// OrderPaste gives the pasted text an order came from, "" when there is none any more.
func (s *Shop) OrderPaste(ctx context.Context, order id.Order) (string, error) {
	return s.db.OrderPaste(ctx, order)
}
