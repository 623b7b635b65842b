// Package outbox is the screen of what waits to be sent to the channels: what, why it has not gone, when it is tried
// again, and what a person may do about it.
package outbox

import (
	"context"
	"slices"
	"time"

	"github.com/talat-pos/talat/app/channels"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// lists are what can be looked at: the state of the rows, "" for all that has not come to its end. The text of each is
// "outbox.list." + its state, of all "outbox.list.open".
var lists = []string{"", publishing.Stuck, publishing.Waiting, publishing.Carried, publishing.Sent, publishing.Discarded}

// How many rows are read at once, and at most.
const (
	pageSize = 100
	maxShown = 1000
)

// facts are what is read of the shop.
type facts struct {
	channels []shop.Channel
	rows     []shop.Outgoing
	total    int
	stuck    map[string]int64            // the first failed row of each thing of a channel: what is behind it waits
	products map[string]*catalog.Product // by SKU
	auto     bool
	hours    shop.NetHours
}

// thing tells what a row is about, apart from the same thing of other channels.
func thing(row *publishing.Outgoing) string { return row.ConnectionID.String() + "/" + row.Thing }

func read(ctx context.Context, s *shop.Shop, q shop.OutboxQuery) (f facts, err error) {
	if f.channels, err = s.Channels(ctx); err != nil {
		return f, err
	}
	if f.rows, f.total, err = s.Outbox(ctx, q); err != nil {
		return f, err
	}
	stuck, _, err := s.Outbox(ctx, shop.OutboxQuery{ConnectionID: q.ConnectionID, State: publishing.Stuck, Limit: maxShown})
	if err != nil {
		return f, err
	}
	f.stuck = map[string]int64{}
	for n := range slices.Backward(stuck) {
		f.stuck[thing(&stuck[n].Outgoing)] = stuck[n].ID
	}
	index, err := s.Catalogue(ctx)
	if err != nil {
		return f, err
	}
	f.products = map[string]*catalog.Product{}
	for n := range f.rows {
		if product := index.BySKU(f.rows[n].SKU); product != nil {
			f.products[product.SKU] = product
		}
	}
	auto, err := s.Get(ctx, "net.auto")
	if err != nil {
		return f, err
	}
	f.auto = auto == "yes"
	hours, err := s.Get(ctx, "net.hours")
	if err == nil {
		f.hours, err = shop.ParseNetHours(hours)
	}
	return f, err
}

// model is what is listed and chosen.
type model struct {
	facts
	read    bool
	list    int           // of lists
	channel id.Connection // none = all
	at      int
	count   int // rows that are asked for
}

// query asks for what is looked at.
func (m *model) query() shop.OutboxQuery {
	return shop.OutboxQuery{ConnectionID: m.channel, State: lists[m.list], Limit: min(max(m.count, pageSize), maxShown)}
}

// load takes what was read. The chosen row stays chosen; where it is gone, the one in its place is.
func (m *model) load(f facts) {
	chosen := int64(0)
	if row := m.chosen(); row != nil {
		chosen = row.ID
	}
	m.facts, m.read = f, true
	m.at = max(min(m.at, len(m.rows)-1), 0)
	for n := range m.rows {
		if m.rows[n].ID == chosen {
			m.at = n
		}
	}
	if m.of(m.channel) == nil { // it was closed
		m.channel = id.Connection{}
	}
}

// turn looks at another list.
func (m *model) turn(list int) {
	m.list, m.at, m.count = (list+len(lists))%len(lists), 0, pageSize
}

// narrow looks at another channel, none = all.
func (m *model) narrow(channel id.Connection) { m.channel, m.at, m.count = channel, 0, pageSize }

// nextChannel gives the channel after the one that is looked at; after the last come all.
func (m *model) nextChannel() id.Connection {
	at := slices.IndexFunc(m.channels, func(c shop.Channel) bool { return c.ID == m.channel })
	if at++; at < len(m.channels) {
		return m.channels[at].ID
	}
	return id.Connection{}
}

// chosen gives the marked row, nil for none.
func (m *model) chosen() *shop.Outgoing {
	if m.at >= 0 && m.at < len(m.rows) {
		return &m.rows[m.at]
	}
	return nil
}

// of gives a channel, nil for one that is closed.
func (m *model) of(channel id.Connection) *shop.Channel {
	for n := range m.channels {
		if m.channels[n].ID == channel {
			return &m.channels[n]
		}
	}
	return nil
}

// counts sums what is in the outbox of the channels that are looked at.
func (m *model) counts() (sum shop.OutboxCounts) {
	for n := range m.channels {
		if c := &m.channels[n]; m.channel.IsZero() || c.ID == m.channel {
			sum.Waiting, sum.Failed, sum.Carried = sum.Waiting+c.Outbox.Waiting, sum.Failed+c.Outbox.Failed, sum.Carried+c.Outbox.Carried
		}
	}
	return sum
}

// more reports whether another page of rows is there, and asks for it.
func (m *model) more() bool {
	if len(m.rows) >= min(m.total, maxShown) || m.count > len(m.rows) {
		return false
	}
	m.count = len(m.rows) + pageSize
	return true
}

// Why a row that waits has not gone. The text is "outbox.why." + the word.
const (
	whyBehind  = "behind"  // an earlier row of the same thing failed
	whyStopped = "stopped" // a person must put the channel right
	whyPaused  = "paused"
	whyOffline = "offline"
	whyResting = "resting" // the channel asked to be left alone
	whyTrouble = "trouble" // it was tried, and something went wrong
	whyManual  = "manual"  // the shop sends only when somebody says so
	whyHours   = "hours"   // out of the hours of the net
	whySoon    = "soon"
)

// waits says why a row that waits has not gone, and when it is tried next, zero for a moment that nobody knows.
func (m *model) waits(row *shop.Outgoing, now time.Time) (why string, next time.Time) {
	if first, stuck := m.stuck[thing(&row.Outgoing)]; stuck && first < row.ID {
		return whyBehind, next
	}
	channel := m.of(row.ConnectionID)
	if channel == nil {
		return whySoon, next
	}
	switch standing := channels.Standing(channel, now); standing {
	case channels.StatePaused:
		return whyPaused, next
	case channels.StateStopped:
		return whyStopped, next
	case channels.StateOffline, channels.StateResting:
		why, next = whyOffline, channel.State.NextAt.Time()
		if standing == channels.StateResting {
			why = whyResting
		}
	default:
		why = whySoon
		if !row.Why.IsZero() {
			why = whyTrouble
		}
	}
	if row.NextAt != 0 && row.NextAt.Time().After(next) {
		next = row.NextAt.Time()
	}
	switch in := now.In(clock.Bangkok); {
	case !m.auto:
		if why == whySoon {
			why = whyManual
		}
		return why, time.Time{}
	case !m.hours.Open(in):
		if opens := m.hours.Opens(in); opens.After(next) {
			next = opens
		}
		if why == whySoon {
			why = whyHours
		}
	}
	return why, next
}
