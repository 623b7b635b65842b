// Package clock is the only place that asks what time it is, and knows Thailand's calendar: the
// business day and the Buddhist era.
package clock

import (
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
)

// Clock tells the time, in UTC. A transaction reads it once.
type Clock func() time.Time

// Bangkok is Thailand's time, fixed so that no time-zone file is needed.
var Bangkok = time.FixedZone("ICT", 7*60*60)

// System reads the machine's clock to the millisecond, as times are stored.
func System() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// Fixed returns a clock that stands still, for one command or a test.
func Fixed(at time.Time) Clock {
	at = at.UTC().Truncate(time.Millisecond)
	return func() time.Time { return at }
}

// FromEnv returns the clock that TALAT_NOW (RFC 3339) fixes, or the machine's. It fails with
// "time_unreadable" (usage) when the variable is set and cannot be read.
func FromEnv() (Clock, error) {
	text := os.Getenv("TALAT_NOW")
	if text == "" {
		return System, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, fault.Unreadable("time_unreadable", "TALAT_NOW", fault.Values{"value": text})
	}
	return Fixed(at), nil
}

// Day is a calendar day in Thailand, written "2026-11-23" (CE), which also sorts. "" means none.
type Day string

const layout = "2006-01-02"

// DayOf gives the day in Thailand at that moment.
func DayOf(at time.Time) Day { return Day(at.In(Bangkok).Format(layout)) }

// Years are read from 2400 of the Buddhist era to before 2400 of the common era, so that the two are
// never taken for each other: "2569-11-23" is refused and does not lie five centuries ahead.
const (
	firstBuddhist = 2400
	eras          = 543
)

// ParseDay reads "2026-11-23" or "23/11/2569" (Buddhist era; Thai digits too). Anything else, or a
// day that does not exist, fails with "date_unreadable" (usage).
func ParseDay(text string) (Day, error) {
	bad := fault.Unreadable("date_unreadable", "date", fault.Values{"value": text})
	clean := strings.Map(func(r rune) rune {
		if r >= '๐' && r <= '๙' {
			return r - '๐' + '0'
		}
		return r
	}, strings.TrimSpace(text))
	form := layout
	if parts := strings.Split(clean, "/"); len(parts) == 3 {
		year, err := strconv.Atoi(parts[2])
		if err != nil || year < firstBuddhist || len(parts[2]) != 4 || len(parts[0]) > 2 || len(parts[1]) > 2 {
			return "", bad
		}
		form, clean = "2/1/2006", parts[0]+"/"+parts[1]+"/"+strconv.Itoa(year-eras)
	}
	at, err := time.Parse(form, clean)
	if err != nil || at.Year() < firstBuddhist-eras || at.Year() >= firstBuddhist {
		return "", bad
	}
	return Day(at.Format(layout)), nil
}

// ReadDay reads a day as a person types it: what ParseDay reads, a year of the common era in its place (23/11/2026), as
// English writes it, the figures alone (311269 or 31122569), a year of two figures (31/12/69), and a month (12/2569), which
// is its last day. Two figures from 50 on are those of a Buddhist year (2550 to 2599), below it of one of the common era
// (2000 to 2049): no shop has days that lie outside of both. It fails as ParseDay does.
func ReadDay(text string) (Day, error) {
	day, err := ParseDay(text)
	if err == nil {
		return day, nil
	}
	var figures []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/-. ", r) }) {
		figures = append(figures, strings.Map(func(r rune) rune {
			if r >= '๐' && r <= '๙' {
				return r - '๐' + '0'
			}
			return r
		}, part))
	}
	if len(figures) == 1 && (len(figures[0]) == 6 || len(figures[0]) == 8) {
		all := figures[0]
		figures = []string{all[:2], all[2:4], all[4:]}
	}
	if n := len(figures); n > 1 {
		figures[n-1] = buddhistYear(figures[n-1])
	}
	switch len(figures) {
	case 2:
		first, wrong := ParseDay("1/" + strings.Join(figures, "/"))
		if wrong != nil {
			return "", err
		}
		next := first.Add(31).Time()
		return first.Add(31 - next.Day()), nil
	case 3:
		if typed, wrong := ParseDay(strings.Join(figures, "/")); wrong == nil {
			return typed, nil
		}
	}
	return "", err
}

// buddhistYear writes a year as ParseDay reads it; what is none stays as it is.
func buddhistYear(typed string) string {
	year, err := strconv.Atoi(typed)
	switch {
	case err != nil:
		return typed
	case len(typed) == 2 && year >= 50:
		return "25" + typed
	case len(typed) == 2:
		year += 2000
	case len(typed) != 4 || year < firstBuddhist-eras || year >= firstBuddhist:
		return typed
	}
	return strconv.Itoa(year + eras)
}

// Time gives noon of the day in Thailand, the zero time for none.
func (d Day) Time() time.Time {
	at, err := time.ParseInLocation(layout, string(d), Bangkok)
	if err != nil {
		return time.Time{}
	}
	return at.Add(12 * time.Hour)
}

// Start gives the first moment of the day, the zero time for none.
func (d Day) Start() time.Time {
	if d.Time().IsZero() {
		return time.Time{}
	}
	return d.Time().Add(-12 * time.Hour)
}

// Add gives the day n days later; none stays none.
func (d Day) Add(n int) Day {
	if d.Time().IsZero() {
		return ""
	}
	return DayOf(d.Time().AddDate(0, 0, n))
}

// BuddhistYear gives the year of the Buddhist era: 2026 is 2569. None gives 0.
func (d Day) BuddhistYear() int {
	if d.Time().IsZero() {
		return 0
	}
	return d.Time().Year() + eras
}

// Valid reports whether a day is one, or none.
func (d Day) Valid() bool {
	parsed, err := ParseDay(string(d))
	return d == "" || err == nil && parsed == d
}

// Until gives how many days lie from d to other, negative when other is past.
func (d Day) Until(other Day) int { return int(other.Time().Sub(d.Time()).Hours() / 24) }

// Soon gives the moment after a short wait from now on the machine's clock, for deadlines of
// connections; it has nothing to do with when things happened.
func Soon(wait time.Duration) time.Time { return time.Now().Add(wait) }
