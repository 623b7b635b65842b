package shop

import (
	"context"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// SyncResult says what a round with the platforms did.
type SyncResult struct {
	Sent, Failed, Waiting int
	New, Updated          int // orders
	Problems              []SyncProblem
}

// SyncProblem is something that did not go, as a person reads it.
type SyncProblem struct {
	Channel string
	About   string // an SKU or an order's number, "" = the whole channel
	Problem publishing.Problem
}

// Add lays what another round did over what was done before it.
func (r *SyncResult) Add(round SyncResult) {
	r.Sent, r.Failed, r.Waiting = r.Sent+round.Sent, r.Failed+round.Failed, round.Waiting
	r.New, r.Updated = r.New+round.New, r.Updated+round.Updated
	for _, problem := range round.Problems { // what stays wrong is said once
		if !slices.ContainsFunc(r.Problems, func(known SyncProblem) bool {
			return known.Channel == problem.Channel && known.About == problem.About && known.Problem.Code == problem.Problem.Code
		}) {
			r.Problems = append(r.Problems, problem)
		}
	}
}

// SyncProgress says how far a round is.
type SyncProgress struct {
	Channel     string
	Done, Total int
}

// Net is how the shop stands with the platforms, for the top of the window.
type Net struct {
	Channels int  // 0 = none: nothing is shown
	Offline  bool // the last round found no net
	Paused   bool // a channel waits for a person
	Resting  bool // out of the hours the shop chose
	Waiting  int
	Failed   int
	SentAt   time.Time // something was last taken, zero = never
	HeardAt  time.Time // a platform last answered
	NextAt   time.Time // the next try, zero = none is due
}

// Net gives how the shop stands with the platforms.
func (s *Shop) Net(ctx context.Context) (net Net, err error) {
	channels, err := s.Channels(ctx)
	if err != nil {
		return net, err
	}
	net.Channels = len(channels)
	for n := range channels {
		c := &channels[n]
		net.Waiting += c.Outbox.Waiting
		net.Failed += c.Outbox.Failed
		net.Paused = net.Paused || c.State.Paused
		net.Offline = net.Offline || c.Problem.Class == publishing.Offline.String()
		net.SentAt, net.HeardAt = later(net.SentAt, millis(c.State.SentAt)), later(net.HeardAt, millis(c.State.HeardAt))
		if at := millis(c.State.NextAt); !at.IsZero() && (net.NextAt.IsZero() || at.Before(net.NextAt)) {
			net.NextAt = at
		}
	}
	if net.Channels > 0 {
		net.Resting, err = s.resting(ctx)
	}
	return net, err
}

// Outgoing is a row of the outbox with what a person needs to know it by.
type Outgoing struct {
	publishing.Outgoing
	Channel string
	Name    string             // of the product, or of who ordered
	Number  string             // of the order, as the shop calls it
	There   string             // as its channel does
	Why     publishing.Problem // the zero one = nothing went wrong yet
}

// Outbox lists what waits, failed or went; see store.OutboxQuery.
func (s *Shop) Outbox(ctx context.Context, q store.OutboxQuery) (rows []Outgoing, total int, err error) {
	list, total, err := s.db.Outbox(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	channels, err := s.Channels(ctx)
	if err != nil {
		return nil, 0, err
	}
	names := map[id.Connection]string{}
	for n := range channels {
		names[channels[n].ID] = channels[n].Name
	}
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, 0, err
	}
	for n := range list {
		row := Outgoing{Outgoing: list[n], Channel: names[list[n].ConnectionID], Why: publishing.ReadProblem(list[n].Problem)}
		if row.Kind == publishing.Listed {
			if placement, found, err := s.db.Placement(ctx, row.ConnectionID, row.SKU); err != nil {
				return nil, 0, err
			} else if product := index.ByID(placement.ProductID); found && product != nil {
				row.Name = product.FullName()
			}
		} else if row.Number, row.There, row.Name, err = s.db.OrderTitle(ctx, row.OrderID); err != nil {
			return nil, 0, err
		}
		rows = append(rows, row)
	}
	return rows, total, nil
}

// RetryOutgoing lets rows of the outbox go again at once, none given = all that failed or rest.
func (s *Shop) RetryOutgoing(ctx context.Context, rows ...int64) (count int, err error) {
	return s.db.RetryOutgoing(ctx, rows...)
}

// DiscardOutgoing takes a row out of the outbox for a reason. Faults: "reason_missing", "outgoing_unknown".
func (s *Shop) DiscardOutgoing(ctx context.Context, row int64, reason string) error {
	return s.db.DiscardOutgoing(ctx, row, reason)
}
