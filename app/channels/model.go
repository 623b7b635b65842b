// Package channels is the screen of the platforms that the shop is connected to: how each stands, what a person does
// about it, and the form that adds or changes one.
package channels

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// How a channel stands. The text is "channels.state." + the word.
const (
	StateConnected = "connected"
	StateUntested  = "untested" // nobody has heard from it yet
	StateOffline   = "offline"
	StateResting   = "resting" // it asked to be left alone for a while
	StatePaused    = "paused"  // by a person
	StateStopped   = "stopped" // a person must put something right
)

// Standing says how a channel stands now.
func Standing(c *shop.Channel, now time.Time) string {
	switch {
	case c.State.Paused && c.Problem.IsZero():
		return StatePaused
	case c.State.Paused:
		return StateStopped
	case c.Problem.Class == publishing.Offline.String():
		return StateOffline
	case c.State.NextAt != 0 && c.State.NextAt.Time().After(now):
		return StateResting
	case c.State.HeardAt == 0:
		return StateUntested
	}
	return StateConnected
}

// facts are what is read of the shop.
type facts struct {
	list    []shop.Channel
	untaken map[id.Connection][]shop.Untaken
}

func read(ctx context.Context, s *shop.Shop) (f facts, err error) {
	if f.list, err = s.Channels(ctx); err != nil {
		return f, err
	}
	f.untaken = map[id.Connection][]shop.Untaken{}
	for n := range f.list {
		channel := f.list[n].ID
		if f.untaken[channel], err = s.UntakenOrders(ctx, channel); err != nil {
			return f, err
		}
	}
	return f, nil
}

// trial is a test of a channel: it runs, or this came of it.
type trial struct {
	running bool
	err     error // nil = the channel knows us
	at      ledger.Millis
}

// model is what is listed and chosen.
type model struct {
	facts
	read   bool
	at     int
	want   id.Connection // to be chosen once it is read
	trials map[id.Connection]trial
}

func (m *model) load(f facts) {
	chosen := m.want
	if c := m.chosen(); c != nil && chosen.IsZero() {
		chosen = c.ID
	}
	m.facts, m.read, m.want = f, true, id.Connection{}
	m.at = max(min(m.at, len(m.list)-1), 0)
	for n := range m.list {
		c := &m.list[n]
		if c.ID == chosen {
			m.at = n
		}
		if last := m.trials[c.ID]; last.err != nil && c.Problem.IsZero() && c.State.HeardAt > last.at { // it works meanwhile
			delete(m.trials, c.ID)
		}
	}
}

// chosen gives the marked channel, nil for none.
func (m *model) chosen() *shop.Channel {
	if m.at >= 0 && m.at < len(m.list) {
		return &m.list[m.at]
	}
	return nil
}

// tested takes what came of a test.
func (m *model) tested(channel id.Connection, err error, now time.Time) {
	m.trials[channel] = trial{err: err, at: ledger.MillisOf(now)}
}

// stranger gives the certificate that a channel showed in its last test and that nobody vouches for, "" for none.
func (m *model) stranger(channel id.Connection) string {
	pin, _ := connect.Fingerprint(m.trials[channel].err)
	return pin
}
