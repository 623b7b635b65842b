package shop

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/thai"
)

// Shift is a shift with the open bills that a close must mention.
type Shift struct {
	*ShiftView
	Parked  []Draft
	Waiting []Draft
	TooLong bool // open for more than 18 hours
}

// OpenShift opens a shift. day "" is today's; name is who stands at the till.
func (s *Shop) OpenShift(ctx context.Context, float money.Satang, day clock.Day, name string) (*Shift, error) {
	if err := s.db.OpenShift(ctx, float, day, thai.Clean(name, 60)); err != nil {
		return nil, err
	}
	return s.CurrentShift(ctx)
}

// NameShift says who stands at the till now.
func (s *Shop) NameShift(ctx context.Context, shift id.Shift, name string) error {
	return s.db.NameShift(ctx, shift, thai.Clean(name, 60))
}

// CurrentShift gives the open shift, nil when none is open.
func (s *Shop) CurrentShift(ctx context.Context) (*Shift, error) {
	last, open, err := s.db.LastShift(ctx)
	if err != nil || !open {
		return nil, err
	}
	return s.shift(ctx, last.ID)
}

// LastShift gives the open shift or else the one closed last. It fails with "shift_not_open" in a shop
// that never had one.
func (s *Shop) LastShift(ctx context.Context) (*Shift, error) {
	last, _, err := s.db.LastShift(ctx)
	if err != nil {
		return nil, err
	}
	if last.ID.IsZero() {
		return nil, fault.New("shift_not_open", "shift", nil)
	}
	return s.shift(ctx, last.ID)
}

func (s *Shop) shift(ctx context.Context, shift id.Shift) (*Shift, error) {
	view, err := s.db.Shift(ctx, shift)
	if err != nil {
		return nil, err
	}
	drafts, err := s.db.Drafts(ctx)
	if err != nil {
		return nil, err
	}
	out := &Shift{ShiftView: view, TooLong: view.Close == nil && s.Clock().Sub(view.Shift.OpenedAt.Time()) > selling.LongShift}
	for _, draft := range drafts {
		switch {
		case draft.State == selling.Waiting:
			out.Waiting = append(out.Waiting, draft)
		case len(draft.Cart.Lines) > 0:
			out.Parked = append(out.Parked, draft)
		}
	}
	return out, nil
}

// MoveCash puts cash in, takes it out, or notes that the drawer was opened.
func (s *Shop) MoveCash(ctx context.Context, kind string, amount money.Satang, reason string) (*Shift, error) {
	if err := s.db.MoveCash(ctx, kind, amount, thai.Clean(reason, selling.MaxText+1)); err != nil {
		return nil, err
	}
	return s.CurrentShift(ctx)
}

// CloseShift closes the open shift. needReason asks for a reason when the count differs.
func (s *Shop) CloseShift(ctx context.Context, request selling.CloseRequest, needReason bool) (*Shift, error) {
	request.Reason = thai.Clean(request.Reason, selling.MaxText)
	closed, err := s.db.CloseShift(ctx, request, needReason)
	if err != nil {
		return nil, err
	}
	return s.shift(ctx, closed)
}

// Day sums a business day.
func (s *Shop) Day(ctx context.Context, day clock.Day) (*DaySum, error) { return s.db.Day(ctx, day) }

// OwnersOwed counts the producers to whom a business day brought something, or took it back.
func (s *Shop) OwnersOwed(ctx context.Context, day clock.Day) (int, error) {
	return s.db.OwnersOwed(ctx, day)
}

// Days sums each business day from one to another, days without bills left out.
func (s *Shop) Days(ctx context.Context, from, to clock.Day) ([]DaySum, error) {
	return s.db.Days(ctx, from, to)
}

// BestSellers lists the products sold most from a day to another.
func (s *Shop) BestSellers(ctx context.Context, from, to clock.Day, limit int) ([]Seller, error) {
	return s.db.BestSellers(ctx, from, to, limit)
}

// Today is the business day that a bill paid now would belong to.
func (s *Shop) Today(ctx context.Context) (clock.Day, error) { return s.db.Today(ctx) }

// ClockBack gives the moment of the last event when the machine's clock stands before it, else the zero
// time: it is said aloud, and selling goes on.
func (s *Shop) ClockBack(ctx context.Context) (time.Time, error) {
	last, err := s.db.LastEvent(ctx)
	if err != nil || !last.After(s.Clock()) {
		return time.Time{}, err
	}
	return last, nil
}
