package shop

import (
	"context"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
)

// How often the window's sender looks. To look costs a few statements and no net: only what waits, and the time since
// a platform was last asked, lead to a round.
const (
	lookForNet = 5 * time.Second
	hearEvery  = 2 * time.Minute
)

// SyncWhile sends and hears by itself until ctx ends, in the hours that the shop chose; changed is called from any
// goroutine when something happened. Of all programs of a shop one does so at a time; the others wait for it. A
// platform that cannot be reached is tried again after a while that grows, and at once when this machine finds a net.
func (s *Shop) SyncWhile(ctx context.Context, changed func()) error {
	return (&syncer{s: s, changed: changed}).run(ctx)
}

// SyncUntil does what SyncWhile does because somebody asked for it, with one platform, none = with all: also where the
// window sends nothing by itself. round is told what each round did.
func (s *Shop) SyncUntil(ctx context.Context, connection id.Connection, round func(SyncResult)) error {
	return (&syncer{s: s, changed: func() {}, asked: true, only: connection, round: round}).run(ctx)
}

// run looks until ctx ends.
func (w *syncer) run(ctx context.Context) error {
	w.marks = map[id.Connection]int64{}
	ticker := time.NewTicker(lookForNet)
	defer ticker.Stop()
	for {
		if err := w.look(ctx); err != nil && fault.Of(err).Kind == fault.Internal && ctx.Err() == nil {
			w.rest = w.s.Clock().Add(time.Minute) // a full disk, or a busy one: it is tried again
		}
		select {
		case <-ctx.Done():
			return nil
		case <-w.s.tell:
		case <-ticker.C:
		}
	}
}

// WakeSync tells the sender of this program that there is something to send.
func (s *Shop) WakeSync() {
	select {
	case s.tell <- struct{}{}:
	default: // it is told already
	}
}

// syncer decides when a round is due.
type syncer struct {
	s       *Shop
	changed func()
	nets    string                  // the addresses of this machine
	marks   map[id.Connection]int64 // the last event that a round told stock of
	rest    time.Time
	asked   bool             // by somebody who wants it now, whatever the window does by itself
	only    id.Connection    // none = all
	round   func(SyncResult) // nil = nobody asks
}

// look makes the rounds that are due.
func (w *syncer) look(ctx context.Context) error {
	now := w.s.Clock()
	nets := addresses()
	found := nets != w.nets && w.nets != ""
	w.nets = nets
	if resting, err := w.s.resting(ctx); err != nil || resting || now.Before(w.rest) {
		return err
	}
	if auto, err := w.s.Get(ctx, "net.auto"); err != nil || auto != "yes" && !w.asked {
		return err
	}
	channels, err := w.s.Channels(ctx)
	if err != nil {
		return err
	}
	mark, err := w.s.db.Mark(ctx)
	if err != nil {
		return err
	}
	for n := range channels {
		if !w.only.IsZero() && channels[n].ID != w.only {
			continue
		}
		due, err := w.due(ctx, &channels[n], mark, found)
		if err != nil {
			return err
		}
		if !due || ctx.Err() != nil {
			continue
		}
		w.changed()
		result, err := w.s.SyncNow(ctx, channels[n].ID, func(SyncProgress) { w.changed() })
		if err != nil {
			return err
		}
		if w.round != nil {
			w.round(result)
		}
		if len(result.Problems) == 0 {
			w.marks[channels[n].ID] = mark
		}
		w.changed()
	}
	return nil
}

// due reports whether a platform is to be spoken to now.
func (w *syncer) due(ctx context.Context, c *Channel, mark int64, found bool) (bool, error) {
	now := w.s.Clock()
	if c.State.Paused {
		return false, nil
	}
	if publishing.Rests(millis(c.State.NextAt), now) {
		return found && c.Problem.Class == publishing.Offline.String(), nil
	}
	if heard := millis(c.State.HeardAt); mark != w.marks[c.ID] || !heard.Add(hearEvery).After(now) || heard.After(now) { // the clock was put right
		return true, nil
	}
	next, err := w.s.db.NextToSend(ctx, c.ID)
	return err == nil && !next.IsZero() && !next.After(now), err
}

// addresses tells this machine's addresses in the nets that it is in, so that a net that came is noticed without
// asking anybody.
func addresses() string {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	var all []string
	for _, address := range list {
		if at, isNet := address.(*net.IPNet); isNet && at.IP.IsGlobalUnicast() {
			all = append(all, at.String())
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
