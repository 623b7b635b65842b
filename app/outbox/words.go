package outbox

import (
	"cmp"
	"strings"
	"time"

	"github.com/talat-pos/talat/app/channels"
	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// states are the pills of the states of rows. The text is "outbox.state." + the state.
var states = map[string]widget.ChipData{
	publishing.Waiting:   {Icon: "clock", Tone: widget.Watch},
	publishing.Sending:   {Icon: "sync", Tone: widget.Soft},
	publishing.Stuck:     {Icon: "warn", Tone: widget.Bad},
	publishing.Sent:      {Icon: "check", Tone: widget.Good},
	publishing.Discarded: {Icon: "x"},
	publishing.Carried:   {Icon: "usb", Tone: widget.Soft},
}

func stateChip(k *kit.Kit, row *shop.Outgoing) widget.ChipData {
	chip := states[row.State]
	chip.Label = k.T("outbox.state." + row.State)
	return chip
}

// title says what a row is about: a product, or an order and who ordered.
func (m *model) title(lang i18n.Lang, row *shop.Outgoing) string {
	if row.Kind == publishing.Listed {
		if product := m.products[row.SKU]; product != nil {
			return goods.Name(lang, product)
		}
		return cmp.Or(row.Name, row.SKU)
	}
	title := cmp.Or(row.There, row.Number) // as the list of orders has it
	if row.Name != "" {
		title += " · " + row.Name
	}
	return title
}

// step says what the channel is to be told.
func step(k *kit.Kit, row *shop.Outgoing) string {
	switch row.Kind {
	case publishing.Listed:
		return k.T("outbox.step.listing")
	case publishing.Parcelled:
		service, tracking, _ := strings.Cut(row.What, "/")
		return strings.TrimSpace(k.T("outbox.step.parcel", fault.Values{"service": shop.ServiceCodeName(k.Lang, service), "tracking": tracking}))
	}
	return k.T("outbox.step." + row.What)
}

// icon stands for a row that has no picture.
func icon(row *shop.Outgoing) string {
	switch row.Kind {
	case publishing.Listed:
		return "list"
	case publishing.Parcelled:
		return "ship"
	}
	return "ord"
}

// why says why a row stands as it does, with the channel's own words.
func (m *model) why(k *kit.Kit, row *shop.Outgoing, now time.Time) string {
	switch row.State {
	case publishing.Stuck:
		return row.Why.Text(k.Lang)
	case publishing.Sending, publishing.Carried:
		return k.T("outbox.why." + row.State)
	case publishing.Sent:
		return k.T("outbox.why.sent", fault.Values{"time": channels.Moment(k.Lang, row.EndedAt, now)})
	case publishing.Discarded:
		if row.Discarded == "" {
			return k.T("outbox.why.closed")
		}
		return k.T("outbox.why.discarded", fault.Values{"reason": row.Discarded})
	}
	word, next := m.waits(row, now)
	if word == whyTrouble {
		return row.Why.Text(k.Lang)
	}
	return k.T("outbox.why."+word, fault.Values{"name": row.Channel, "time": channels.Moment(k.Lang, millis(next), now)})
}

// next says in minutes when a row is tried next, "" where that is not known or at once.
func (m *model) next(k *kit.Kit, row *shop.Outgoing, now time.Time) string {
	if row.State != publishing.Waiting {
		return ""
	}
	_, next := m.waits(row, now)
	if !next.After(now) {
		return ""
	}
	minutes := int((next.Sub(now) + time.Minute - 1) / time.Minute)
	if minutes < 60 {
		return k.T("outbox.next", fault.Values{"minutes": minutes})
	}
	return k.T("outbox.next_at", fault.Values{"time": channels.Moment(k.Lang, millis(next), now)})
}

// tries says how often a row was tried, "" for never.
func tries(k *kit.Kit, row *shop.Outgoing) string {
	if row.Attempts == 0 {
		return ""
	}
	return k.T("outbox.tries", fault.Values{"count": row.Attempts})
}

// ended says what came of a round that a person began.
func ended(k *kit.Kit, result *shop.SyncResult, stopped bool) string {
	var parts []string
	add := func(key string, count int) {
		if count > 0 {
			parts = append(parts, k.T("outbox.ended."+key, fault.Values{"count": count}))
		}
	}
	add("sent", result.Sent)
	add("new", result.New)
	add("updated", result.Updated)
	add("failed", result.Failed)
	add("waiting", result.Waiting)
	for _, problem := range result.Problems {
		if problem.About == "" && len(parts) < 4 { // of the whole channel: nothing else says it
			parts = append(parts, problem.Channel+": "+problem.Problem.Text(k.Lang))
		}
	}
	switch {
	case stopped:
		parts = append([]string{k.T("outbox.ended.stopped")}, parts...)
	case len(parts) == 0:
		return k.T("outbox.ended.nothing")
	}
	return strings.Join(parts, " · ")
}
