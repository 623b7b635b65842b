package shipping

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/thai"
)

// Cutoffs are the times, by weekday, until which the post office takes parcels that leave the same day: minutes after
// midnight, 0 = it takes none that day.
type Cutoffs [7]int

// weekdays are the names of the days as people write them, Sunday first.
var weekdays = [7][]string{
	{"อา", "อาทิตย์", "sun", "sunday"}, {"จ", "จันทร์", "mon", "monday"}, {"อ", "อังคาร", "tue", "tuesday"}, {"พ", "พุธ", "wed", "wednesday"},
	{"พฤ", "พฤหัส", "พฤหัสบดี", "thu", "thursday"}, {"ศ", "ศุกร์", "fri", "friday"}, {"ส", "เสาร์", "sat", "saturday"},
}

// cutoff is some days and a time: จ.-ศ. 16:30, Sat 12.00.
var cutoff = regexp.MustCompile(`^([^\d\s–-]+)(?:\s*[-–]\s*([^\d\s–-]+))?\s*(\d{1,2})[:.](\d{2})\s*(?:น\.?)?$`)

// ParseCutoffs reads days and times between commas, "จ.-ศ. 16:30, ส. 12:00", in Thai or English; a day that is not
// named has none. It fails with "cutoff_form".
func ParseCutoffs(text string) (all Cutoffs, err error) {
	for _, part := range strings.FieldsFunc(thai.ToASCIIDigits(text), func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		part = strings.TrimSpace(part)
		wrong := fault.New("cutoff_form", "", fault.Values{"value": part})
		found := cutoff.FindStringSubmatch(part)
		if found == nil {
			return all, wrong
		}
		first, known := weekday(found[1])
		last, also := first, true
		if found[2] != "" {
			last, also = weekday(found[2])
		}
		hour, _ := strconv.Atoi(found[3]) // digits by the pattern
		minute, _ := strconv.Atoi(found[4])
		if !known || !also || hour > 23 || minute > 59 || hour+minute == 0 {
			return all, wrong
		}
		for day := first; ; day = (day + 1) % 7 {
			all[day] = hour*60 + minute
			if day == last {
				break
			}
		}
	}
	return all, nil
}

func weekday(name string) (int, bool) {
	name = strings.ToLower(strings.Trim(name, ". "))
	for day, names := range weekdays {
		for _, known := range names {
			if name == known || name == "วัน"+known {
				return day, true
			}
		}
	}
	return 0, false
}

// Next gives the next time until which parcels are taken, zero when there is none on any day. One on another day is
// what a parcel waits for after today's.
func (c Cutoffs) Next(now time.Time) time.Time {
	here := now.In(clock.Bangkok)
	midnight := time.Date(here.Year(), here.Month(), here.Day(), 0, 0, 0, 0, clock.Bangkok)
	for ahead := range 8 {
		day := midnight.AddDate(0, 0, ahead)
		if minutes := c[day.Weekday()]; minutes > 0 {
			if at := day.Add(time.Duration(minutes) * time.Minute); at.After(now) {
				return at.UTC()
			}
		}
	}
	return time.Time{}
}
