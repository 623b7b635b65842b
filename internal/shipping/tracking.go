// Package shipping knows the post: tracking numbers, and what the carrier asks of a parcel.
package shipping

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/thai"
)

// weights are those of the serial's digits in the check digit of an S10 number.
var weights = [8]int{8, 6, 4, 2, 3, 5, 9, 7}

// Tracking is a number of the Universal Postal Union's standard S10 as printed on parcels: two
// letters of the service, eight digits, a check digit and two letters of the country. A value of
// this type was checked.
type Tracking string

// ParseTracking reads a number typed or scanned: small letters, spaces, hyphens and Thai digits are
// taken. It fails with "tracking_form" when it is no such number and with "tracking_check" when its
// check digit is wrong. Unknown service letters are taken: the post adds some every few years.
func ParseTracking(typed string) (Tracking, error) {
	if len(typed) > 100 {
		return "", fault.New("tracking_form", "tracking", fault.Values{"text": typed[:20] + "…"})
	}
	number := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return unicode.ToUpper(r)
	}, thai.ToASCIIDigits(typed))
	if !formed(number) {
		return "", fault.New("tracking_form", "tracking", fault.Values{"text": typed})
	}
	if right := CheckDigit(number[2:10]); number[10] != right {
		return "", fault.New("tracking_check", "tracking", fault.Values{"text": number, "digit": string(right)})
	}
	return Tracking(number), nil
}

// formed reports whether a number has the letters and digits of S10 at their places.
func formed(number string) bool {
	if len(number) != 13 {
		return false
	}
	for n, c := range []byte(number) {
		letter := n < 2 || n > 10
		if letter && (c < 'A' || c > 'Z') || !letter && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// CheckDigit gives the ninth digit of an S10 number from its eight digits of serial.
func CheckDigit(serial string) byte {
	sum := 0
	for n, weight := range weights {
		sum += int(serial[n]-'0') * weight
	}
	switch check := 11 - sum%11; check {
	case 10:
		return '0'
	case 11:
		return '5'
	default:
		return byte('0' + check)
	}
}

// Grouped writes the number as people read it aloud: EF 5825 6815 1 TH.
func (t Tracking) Grouped() string {
	if len(t) != 13 {
		return string(t)
	}
	return strings.Join([]string{string(t[:2]), string(t[2:6]), string(t[6:10]), string(t[10:11]), string(t[11:])}, " ")
}

// MaxRange bounds how many numbers are made at once.
const MaxRange = 10_000

// Range gives count numbers that follow each other, the first included, each with its check digit. Faults:
// "range_count", and "range_end" when the serials run out.
func Range(first Tracking, count int) ([]Tracking, error) {
	if count < 1 || count > MaxRange {
		return nil, fault.New("range_count", "count", fault.Values{"most": MaxRange})
	}
	if left := serials - first.serial(); count > left {
		return nil, fault.New("range_end", "count", fault.Values{"number": string(first), "most": left})
	}
	numbers := make([]Tracking, count)
	for n := range numbers {
		numbers[n] = first.plus(n)
	}
	return numbers, nil
}

// serials is how many numbers two letters and a country have.
const serials = 100_000_000

func (t Tracking) serial() int {
	serial, _ := strconv.Atoi(string(t[2:10])) // eight digits: it was checked
	return serial
}

// plus gives the number n serials later, which must be one of them.
func (t Tracking) plus(n int) Tracking {
	serial := strconv.Itoa(serials + t.serial() + n)[1:]
	return t[:2] + Tracking(serial) + Tracking(CheckDigit(serial)) + t[11:]
}

// family is what numbers must share to be of one series: the letters and the country.
func (t Tracking) family() string { return string(t[:2] + t[11:]) }

// Hint gives the code of the service that a number's first letter is usually of on a day, "international" for a
// parcel of another country or to one, "" when nothing is known.
func (b *Book) Hint(number Tracking, day clock.Day) string {
	if number[11:] != "TH" || number[0] == 'C' {
		return "international"
	}
	for _, code := range b.Codes() {
		if s := b.Service(code, day); s != nil && slices.Contains(s.Letters, string(number[:1])) {
			return code
		}
	}
	return ""
}
