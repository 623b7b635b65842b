package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/ordering/reply"
)

// Oversold is an order of a platform of which not all is there, because somebody else ordered the last of it first,
// with what is ready to be done about it.
type Oversold struct {
	*Order
	Apology string // to be copied to the buyer
	Asks    []Ask  // to producers, for what lacks
}

// Oversold gives what to do about an order that is short, nothing of one of which all is there.
func (s *Shop) Oversold(ctx context.Context, order *Order) (task Oversold, err error) {
	task.Order = order
	if len(order.Shorts) == 0 {
		return task, nil
	}
	if task.Apology, err = s.OrderReply(ctx, order, reply.Short); err != nil {
		return task, err
	}
	task.Asks, err = s.OrderAsks(ctx, order)
	return task, err
}
