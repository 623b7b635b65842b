package shop

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
)

// NetHours are the times of the day at which the window sends and hears by itself.
type NetHours []netSpan

// netSpan is from one minute of the day up to another, over midnight where to is not after from.
type netSpan struct{ from, to int }

var netSpanForm = regexp.MustCompile(`^([01][0-9]|2[0-3])[:.]([0-5][0-9])-([01][0-9]|2[0-4])[:.]([0-5][0-9])$`)

// ParseNetHours reads times such as "08:00-10:30, 18:00-22:00"; "" is always. Fault: "net_hours_unreadable".
func ParseNetHours(text string) (hours NetHours, err error) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.ReplaceAll(strings.TrimSpace(part), " ", ""); part == "" {
			continue
		}
		found := netSpanForm.FindStringSubmatch(part)
		if found == nil {
			return nil, fault.Unreadable("net_hours_unreadable", "net.hours", fault.Values{"value": part})
		}
		minute := func(n int) int {
			hour, _ := strconv.Atoi(found[n])
			rest, _ := strconv.Atoi(found[n+1])
			return hour*60 + rest
		}
		if minute(3) > 24*60 {
			return nil, fault.Unreadable("net_hours_unreadable", "net.hours", fault.Values{"value": part})
		}
		hours = append(hours, netSpan{minute(1), minute(3)})
	}
	return hours, nil
}

// Open reports whether a moment lies in the hours.
func (h NetHours) Open(at time.Time) bool {
	minute := at.Hour()*60 + at.Minute()
	for _, span := range h {
		if span.from < span.to && span.from <= minute && minute < span.to || span.from >= span.to && (minute >= span.from || minute < span.to) {
			return true
		}
	}
	return len(h) == 0
}

// Opens gives the next moment that lies in the hours.
func (h NetHours) Opens(at time.Time) time.Time {
	for range 24 * 60 {
		if h.Open(at) {
			return at
		}
		at = at.Truncate(time.Minute).Add(time.Minute)
	}
	return at
}

// netHours reads the shop's choice.
func (s *Shop) netHours(ctx context.Context) (NetHours, error) {
	text, err := s.Get(ctx, "net.hours")
	if err != nil {
		return nil, err
	}
	return ParseNetHours(text)
}

// resting reports whether the window sends nothing by itself now.
func (s *Shop) resting(ctx context.Context) (bool, error) {
	hours, err := s.netHours(ctx)
	return err == nil && !hours.Open(s.Clock().In(clock.Bangkok)), err
}

func millis(at ledger.Millis) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return at.Time()
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
