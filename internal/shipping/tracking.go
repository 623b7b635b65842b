// Package shipping knows the post: tracking numbers, and what the carrier asks of a parcel.
package shipping

import (
	"strings"
	"unicode"

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
