package channels

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// moods are the icon and the mood of each state.
var moods = map[string]widget.ChipData{
	StateConnected: {Icon: "check", Tone: widget.Good},
	StateUntested:  {Icon: "info", Tone: widget.Watch},
	StateOffline:   {Icon: "off", Tone: widget.Watch},
	StateResting:   {Icon: "clock", Tone: widget.Watch},
	StatePaused:    {Icon: "pause"},
	StateStopped:   {Icon: "warn", Tone: widget.Bad},
}

// Chip says in a pill how a channel stands.
func Chip(k *kit.Kit, c *shop.Channel, now time.Time) widget.ChipData {
	state := Standing(c, now)
	chip := moods[state]
	chip.Label = k.T("channels.state." + state)
	return chip
}

// Heard says when a channel was last heard, or that it never was.
func Heard(k *kit.Kit, c *shop.Channel, now time.Time) string {
	if c.State.HeardAt == 0 {
		return k.T("channels.never_heard")
	}
	return k.T("channels.heard", fault.Values{"time": Moment(k.Lang, c.State.HeardAt, now)})
}

// Moment writes a moment: today's without its day.
func Moment(lang i18n.Lang, at ledger.Millis, now time.Time) string {
	if moment := at.Time(); clock.DayOf(moment) != clock.DayOf(now) {
		return i18n.MomentBrief(lang, moment)
	}
	return i18n.Time(at.Time())
}

// host gives an address as people say it.
func host(address string) string {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" {
		return address
	}
	return at.Host + strings.TrimRight(at.Path, "/")
}

// Queue says what waits for a channel and what a person must look at, "" for nothing.
func Queue(k *kit.Kit, c shop.OutboxCounts) string {
	var parts []string
	for _, part := range []struct {
		key   string
		count int
	}{{"channels.waiting", c.Waiting}, {"channels.failed", c.Failed}, {"channels.carried", c.Carried}} {
		if part.count > 0 {
			parts = append(parts, k.T(part.key, fault.Values{"count": part.count}))
		}
	}
	return strings.Join(parts, " · ")
}

// accountText says who we are on a channel.
func accountText(a *publishing.Account) string {
	name := a.Name
	if name == "" {
		name = a.ID
	}
	if province := provinceName(a.Province); province != "" {
		name += " · " + province
	}
	return name
}

// provinceName names a province by its ISO 3166-2 code, "" where there is none.
func provinceName(code string) string {
	digits, known := strings.CutPrefix(code, "TH-")
	if !known {
		return ""
	}
	for _, place := range address.All() {
		if strings.HasPrefix(place.Code, digits) {
			return place.Province
		}
	}
	return code
}

// limitsText says in a sentence what a kind of platform takes.
func limitsText(k *kit.Kit, l publishing.Limits) string {
	var parts []string
	add := func(key string, limit int, values fault.Values) {
		if limit > 0 {
			parts = append(parts, k.T("channels.limit."+key, values))
		}
	}
	add("title", l.Title, fault.Values{"max": l.Title})
	add("description", l.Description, fault.Values{"max": l.Description})
	if l.Pictures > 0 || l.PictureBytes > 0 {
		add("pictures", l.Pictures, fault.Values{"max": l.Pictures})
		add("bytes", l.PictureBytes, fault.Values{"max": l.PictureBytes >> 20})
	}
	if len(l.PictureKinds) > 0 {
		names := make([]string, len(l.PictureKinds))
		for n, kind := range l.PictureKinds {
			names[n] = strings.ToUpper(strings.TrimPrefix(kind, "image/"))
		}
		add("kinds", len(names), fault.Values{"kinds": strings.Join(names, ", ")})
	}
	add("calls", l.CallsAMinute, fault.Values{"max": l.CallsAMinute})
	if l.NoAlcohol {
		parts = append(parts, k.T("channels.limit.alcohol"))
	}
	return strings.Join(parts, " · ")
}

// fingerprint writes a pin in lines of four groups, so that two people can compare it by telephone.
func fingerprint(pin string) string {
	var lines []string
	for line := range slices.Chunk([]byte(strings.ToUpper(pin)), 16) {
		lines = append(lines, string(bytes.Join(slices.Collect(slices.Chunk(line, 4)), []byte(" "))))
	}
	return strings.Join(lines, "\n")
}
