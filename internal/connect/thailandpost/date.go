package thailandpost

import (
	"regexp"
	"strconv"
	"time"

	"github.com/talat-pos/talat/internal/clock"
)

// The post writes the year of the language that was asked: 2563 in Thai and 2020 in English. Which one it is
// is seen from the year alone, so that neither is ever taken for the other.
const (
	firstBuddhist = 2400
	eras          = 543
)

var (
	dated  = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})(.*)$`)
	sorted = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(.*)$`)
)

// common writes a date as year-month-day of the common era and gives what follows it, "" for no date. The
// year is put right before the day is looked at: 29/02/2563 is a day, and 2563 is no leap year.
func common(text string) (date, rest string) {
	var day, month, year string
	if found := dated.FindStringSubmatch(text); found != nil {
		day, month, year, rest = found[1], found[2], found[3], found[4]
	} else if found := sorted.FindStringSubmatch(text); found != nil {
		year, month, day, rest = found[1], found[2], found[3], found[4]
	} else {
		return "", ""
	}
	number, err := strconv.Atoi(year)
	if err != nil {
		return "", ""
	}
	if number >= firstBuddhist {
		number -= eras
	}
	return strconv.Itoa(number) + "-" + month + "-" + day, rest
}

// moment reads "29/05/2563 10:23:23+07:00" or "2020-05-29 10:23:23+07:00"; without a zone the time is
// Thailand's. What cannot be read gives the zero time.
func moment(text string) time.Time {
	date, rest := common(text)
	for _, form := range []string{"2006-1-2 15:04:05-07:00", "2006-1-2 15:04:05", "2006-1-2 15:04", "2006-1-2"} {
		if at, err := time.ParseInLocation(form, date+rest, clock.Bangkok); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

// day reads "30/05/2563".
func day(text string) (clock.Day, bool) {
	at := moment(text)
	return clock.DayOf(at), !at.IsZero()
}
