// Package qty holds exact quantities: integer thousandths of a product's unit.
package qty

import (
	"math"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
)

// Qty is a quantity in thousandths of the unit: one piece is 1000, 0.350 kg is 350.
type Qty int64

const (
	// One is one whole unit.
	One Qty = 1000
	// Max bounds every quantity, so that price × quantity stays far inside int64.
	Max Qty = 1_000_000_000_000
)

// Pieces returns n whole units.
func Pieces(n int) Qty { return Qty(n) * One }

// Parse reads a quantity with up to three decimals, in ASCII or Thai digits ("2", "0.350", "1,200").
// A sign, an exponent, more decimals or anything else fails with "qty_unreadable" (usage); a number
// out of bounds fails with "qty_too_large". Zero is read: whether it is allowed is the caller's rule.
func Parse(text string) (Qty, error) {
	whole, frac, ok := Decimal(text, 3)
	if !ok {
		return 0, fault.Unreadable("qty_unreadable", "qty", fault.Values{"value": text})
	}
	if quantity := Qty(whole)*One + Qty(frac); quantity <= Max {
		return quantity, nil
	}
	return 0, fault.New("qty_too_large", "qty", fault.Values{"value": text})
}

// Decimal reads an unsigned decimal number with at most places decimals, ASCII or Thai digits, with
// commas only between groups of three digits. frac is scaled to places. A whole part beyond any
// amount or quantity is read as the largest one here, so that callers refuse it as too large and not
// as unreadable. It is shared with money.
func Decimal(text string, places int) (whole, frac int64, ok bool) {
	text = strings.TrimSpace(asciiDigits(text))
	left, right, hasPoint := strings.Cut(text, ".")
	if hasPoint && (right == "" || len(right) > places) {
		return 0, 0, false
	}
	left, ok = withoutGroups(left)
	if !ok || !allDigits(left) || !(right == "" || allDigits(right)) {
		return 0, 0, false
	}
	whole, err := strconv.ParseInt(left, 10, 64)
	if err != nil || whole > largestWhole { // all digits, so the only error is the range
		whole = largestWhole
	}
	right += strings.Repeat("0", places-len(right))
	frac, err = strconv.ParseInt("0"+right, 10, 64)
	return whole, frac, err == nil
}

// largestWhole leaves room to scale the whole part by its decimals inside 64 bits.
const largestWhole = math.MaxInt64 / 100_000

func withoutGroups(text string) (string, bool) {
	groups := strings.Split(text, ",")
	for n, group := range groups {
		if n > 0 && len(group) != 3 || n == 0 && len(groups) > 1 && (len(group) == 0 || len(group) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}

func asciiDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '๐' && r <= '๙' {
			return r - '๐' + '0'
		}
		return r
	}, text)
}

// String writes the shortest exact form with a point: "3", "0.35", "-1.5".
func (q Qty) String() string {
	sign := ""
	n := int64(q)
	if n < 0 {
		sign, n = "-", -n
	}
	text := sign + strconv.FormatInt(n/1000, 10)
	if rest := n % 1000; rest != 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(1000+rest, 10)[1:], "0")
	}
	return text
}

// Whole reports whether q is a number of whole units.
func (q Qty) Whole() bool { return q%One == 0 }

// Abs gives the size without sign.
func (q Qty) Abs() Qty {
	if q < 0 {
		return -q
	}
	return q
}
