package sheet

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/thai"
)

// How a date of numbers is written: 3/11/2569 is a day before its month, or a month before its day.
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
)

var (
	serial    = regexp.MustCompile(`^\d{5}(\.\d+)?$`)
	packed    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$`)
	zoned     = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(:\d{2})?(\.\d+)?( ?[+-]\d{2}:?\d{2}|z)$`)
	withClock = regexp.MustCompile(`^(.*?)[\st,]*(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?|\.(\d{2}) ?น\.?)\s*(am|pm|น\.?)?\s*(?:\(?(?:gmt|utc)? ?\+0?7(?::?00)?\)?)?$`)
	part      = regexp.MustCompile(`\d+|[^\d\s/,-]+`)
)

// Time reads a day or a moment as exports write it: 2025-11-22 10:30, 22/11/2568 10:30:05, 22 พ.ย. 2568
// 10.30 น., 22 Nov 2025 10:30 AM, RFC 3339, or a spreadsheet's number of days. Years of the Buddhist era are
// known by their size. Without a zone it is Thailand's time, without a clock the day's first moment. form says
// which number comes first where that is open. ok is false for anything else, and for days that do not exist.
func Time(cell, form string) (at time.Time, ok bool) {
	text := strings.ToLower(thai.FoldDigits(Text(cell)))
	switch {
	case text == "" || len(text) > 80:
		return time.Time{}, false
	case serial.MatchString(text):
		return ofSerial(text)
	case zoned.MatchString(text):
		return ofZone(text)
	}
	if found := packed.FindStringSubmatch(text); found != nil {
		return moment(found[1], found[2], found[3], found[4], found[5], found[6], "")
	}
	day, hour, minute, second, half := text, "", "", "", ""
	if found := withClock.FindStringSubmatch(text); found != nil && found[1] != "" {
		day, hour, minute, second, half = found[1], found[2], found[3]+found[5], found[4], found[6]
	}
	d, m, y, ok := parts(day, form)
	if !ok {
		return time.Time{}, false
	}
	return moment(y, m, d, hour, minute, second, half)
}

// parts finds day, month and year in a date.
func parts(text, form string) (day, month, year string, ok bool) {
	var numbers []string
	for _, word := range part.FindAllString(text, -1) {
		switch name := months()[Key(word)]; {
		case word[0] >= '0' && word[0] <= '9':
			numbers = append(numbers, word)
		case name != "" && month == "":
			month = name
		case Key(word) == "" || Key(word) == Key("วันที่") || Key(word) == Key("เวลา"):
		default:
			return "", "", "", false
		}
	}
	switch {
	case month != "" && len(numbers) == 2:
		day, year = numbers[0], numbers[1]
		if len(day) == 4 {
			day, year = year, day
		}
	case month != "" || len(numbers) != 3:
		return "", "", "", false
	case len(numbers[0]) == 4:
		year, month, day = numbers[0], numbers[1], numbers[2]
	case form == MonthFirst:
		month, day, year = numbers[0], numbers[1], numbers[2]
	default:
		day, month, year = numbers[0], numbers[1], numbers[2]
	}
	return day, month, year, true
}

// Years of orders. With two figures those of the two eras cannot be taken for each other.
const (
	firstYear    = 2000
	lastYear     = 2100
	firstBE      = 2400
	eras         = 543
	firstShortCE = 10 // 2010 to 2042
	lastShortCE  = 42
	lastShortBE  = 85 // 2553 to 2585, which are the same years
)

func yearOf(text string) int {
	year, err := strconv.Atoi(text)
	switch {
	case err != nil:
		return 0
	case len(text) == 2 && year >= firstShortCE && year <= lastShortCE:
		return 2000 + year
	case len(text) == 2 && year > lastShortCE+firstShortCE && year <= lastShortBE:
		return 2500 + year - eras
	case len(text) == 4 && year >= firstBE:
		return year - eras
	case len(text) == 4:
		return year
	}
	return 0
}

// moment joins the parts of a time; a missing clock is the beginning of the day.
func moment(year, month, day, hour, minute, second, half string) (time.Time, bool) {
	number := func(text string) int {
		if n, err := strconv.Atoi(text); err == nil && len(text) <= 2 {
			return n
		}
		if text == "" {
			return 0
		}
		return -1
	}
	y, m, d := yearOf(year), number(month), number(day)
	h, minutes, s := number(hour), number(minute), number(second)
	switch {
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	if y < firstYear || y > lastYear || h < 0 || h > 23 || minutes < 0 || minutes > 59 || s < 0 || s > 59 {
		return time.Time{}, false
	}
	at := time.Date(y, time.Month(m), d, h, minutes, s, 0, clock.Bangkok)
	if at.Month() != time.Month(m) || at.Day() != d {
		return time.Time{}, false
	}
	return at.UTC(), true
}

// ofZone reads a time that says its zone.
func ofZone(text string) (time.Time, bool) {
	text = strings.ToUpper(strings.Replace(text, " ", "T", 1))
	text = strings.ReplaceAll(text, " ", "")
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700"} {
		at, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if at.Year() >= firstBE {
			at = at.AddDate(-eras, 0, 0)
		}
		return at.UTC().Truncate(time.Second), at.Year() >= firstYear && at.Year() <= lastYear
	}
	return time.Time{}, false
}

// Days of a spreadsheet: 1 January 2000 to the end of 2100.
const (
	firstSerial = 36_526
	lastSerial  = 73_415
)

// ofSerial reads days since the end of 1899 and the part of the day behind the point, to the second.
func ofSerial(text string) (time.Time, bool) {
	whole, decimals, _ := strings.Cut(text, ".")
	days, err := strconv.Atoi(whole)
	if err != nil || days < firstSerial || days > lastSerial {
		return time.Time{}, false
	}
	decimals = (decimals + "000000000")[:9]
	fraction, err := strconv.ParseInt(decimals, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	seconds := (fraction*86_400 + 500_000_000) / 1_000_000_000
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, clock.Bangkok)
	return start.AddDate(0, 0, days).Add(time.Duration(seconds) * time.Second).UTC(), true
}

// months finds the number of a month by its name's key.
var months = sync.OnceValue(func() map[string]string {
	var data struct {
		Months map[string][]string `json:"months"`
	}
	if err := json.Unmarshal(assets.Read("rules/orderfiles.json"), &data); err != nil {
		panic("orderfiles.json: " + err.Error()) // embedded, and read by a test
	}
	found := map[string]string{}
	for number, names := range data.Months {
		for _, name := range names {
			found[Key(name)] = number
		}
	}
	return found
})
