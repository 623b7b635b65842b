package shop

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
)

// Untaken is an order that a channel told and that could not be taken among the shop's orders.
type Untaken struct {
	No      string // the channel's own number
	Said    string // the channel's word for its state
	HeardAt time.Time
	Why     publishing.Problem
}

// UntakenOrders lists the orders of a channel that could not be taken, the latest first, at most 200. Each is tried
// again whenever the channel tells it again.
func (s *Shop) UntakenOrders(ctx context.Context, connection id.Connection) ([]Untaken, error) {
	told, err := s.db.UntakenOrders(ctx, connection)
	list := make([]Untaken, len(told))
	for n := range told {
		list[n] = Untaken{No: told[n].No, Said: told[n].Said, HeardAt: told[n].HeardAt.Time(), Why: publishing.ReadProblem(told[n].Problem)}
	}
	return list, err
}
