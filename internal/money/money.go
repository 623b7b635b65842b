// Package money counts in satang and never in floats: parsing, the one rounding function, price
// times quantity, percents, VAT out of a total, and splitting without losing a satang.
package money

import (
	"math/bits"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/qty"
)

// Satang is an amount of money: 100 satang are one baht.
type Satang int64

// Max bounds one amount: 9,999,999,999.99 baht, what a Thai QR can carry.
const Max Satang = 999_999_999_999

// Baht returns n whole baht.
func Baht(n int64) Satang { return Satang(n * 100) }

// Parse reads baht with up to two decimals ("1185", "1,185.50", Thai digits). A sign, an exponent,
// more decimals or anything else fails with "amount_unreadable" (usage), a number above Max with
// "amount_too_large". Zero is read: whether it is allowed is the caller's rule.
func Parse(text string) (Satang, error) {
	whole, frac, ok := qty.Decimal(text, 2)
	if !ok {
		return 0, fault.Unreadable("amount_unreadable", "amount", fault.Values{"value": text})
	}
	if whole > int64(Max/100) {
		return 0, fault.New("amount_too_large", "amount", fault.Values{"value": text})
	}
	return Satang(whole*100 + frac), nil
}

// String writes plain baht with two decimals: "1185.00". People read i18n's form.
func (s Satang) String() string {
	sign := ""
	n := int64(s)
	if n < 0 {
		sign, n = "-", -n
	}
	frac := strconv.FormatInt(100+n%100, 10)[1:]
	return sign + strconv.FormatInt(n/100, 10) + "." + frac
}

// Mode names how a quotient is rounded.
type Mode uint8

const (
	// HalfUp rounds to the nearest, ties away from zero: line totals, percents, VAT.
	HalfUp Mode = iota
	// HalfDown rounds to the nearest, ties toward zero: cash rounding.
	HalfDown
	// Down drops the fraction.
	Down
)

// Round gives a × b ÷ c rounded by mode, exact even where a × b leaves 64 bits. c must be positive.
// It panics when the result itself leaves 64 bits, which the bounds on amounts and quantities rule out.
func Round(a, b, c int64, mode Mode) int64 {
	negative := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	quotient, rest := bits.Div64(hi, lo, uint64(c))
	twice := rest * 2
	switch {
	case mode == HalfUp && twice >= uint64(c), mode == HalfDown && twice > uint64(c):
		quotient++
	}
	if negative {
		return -int64(quotient)
	}
	return int64(quotient)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// Times gives price × quantity, half up: 3 ขีด at 320.00 a kilogram are 96.00.
func Times(price Satang, quantity qty.Qty) Satang {
	return Satang(Round(int64(price), int64(quantity), int64(qty.One), HalfUp))
}

// Priced gives the price of one and what is taken off, for so much of goods to come to a sum. That is their own price, but
// for the last part by weight of a line, which takes what rounding left of its total: where that is more than it would
// come to, one costs the least more.
func Priced(price Satang, quantity qty.Qty, sum Satang) (each, off Satang) {
	each = price
	for short := sum - Times(each, quantity); short > 0 && quantity > 0; short = sum - Times(each, quantity) {
		each += max(short*Satang(qty.One)/Satang(quantity), 1)
	}
	return each, Times(each, quantity) - sum
}

// Share gives part/whole of the amount, half up.
func (s Satang) Share(part, whole int64) Satang { return Satang(Round(int64(s), part, whole, HalfUp)) }

// Basis is a rate in hundredths of a percent: 7 % is 700.
type Basis int64

// Percent gives rate of the amount, half up.
func (s Satang) Percent(rate Basis) Satang { return s.Share(int64(rate), 10_000) }

// VATIncluded gives the VAT inside a total at rate, half up: 107.00 at 7 % holds 7.00.
func (s Satang) VATIncluded(rate Basis) Satang { return s.Share(int64(rate), 10_000+int64(rate)) }

// ParseBasis reads a percent with up to two decimals ("5", "7.5", with or without %). It fails with
// "percent_unreadable" (usage) and, above 100 %, with "percent_too_large".
func ParseBasis(text string) (Basis, error) {
	trimmed := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	whole, frac, ok := qty.Decimal(trimmed, 2)
	if !ok {
		return 0, fault.Unreadable("percent_unreadable", "percent", fault.Values{"value": text})
	}
	rate := Basis(whole*100 + frac)
	if rate > 10_000 {
		return 0, fault.New("percent_too_large", "percent", fault.Values{"value": text})
	}
	return rate, nil
}

// String writes the percent without its sign: "7", "7.5".
func (b Basis) String() string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(Satang(b).String(), "0"), "."), ".")
}

// Allocate splits the amount by weights so that the parts add up to it exactly (largest remainder,
// ties to the earlier part). Weights must not be negative; with none above zero the first part takes
// all. An amount below zero is split like its opposite.
func (s Satang) Allocate(weights []int64) []Satang {
	parts := make([]Satang, len(weights))
	if len(weights) == 0 {
		return parts
	}
	var sum uint64
	for _, weight := range weights {
		sum += uint64(weight)
	}
	if sum == 0 {
		parts[0] = s
		return parts
	}
	remainders := make([]uint64, len(weights))
	left := magnitude(int64(s))
	for n, weight := range weights {
		hi, lo := bits.Mul64(magnitude(int64(s)), uint64(weight))
		quotient, rest := bits.Div64(hi, lo, sum)
		parts[n], remainders[n] = Satang(quotient), rest
		left -= quotient
	}
	for ; left > 0; left-- {
		best := 0
		for n := range remainders {
			if remainders[n] > remainders[best] {
				best = n
			}
		}
		parts[best]++
		remainders[best] = 0
	}
	if s < 0 {
		for n := range parts {
			parts[n] = -parts[n]
		}
	}
	return parts
}

// Abs gives the size without sign.
func (s Satang) Abs() Satang {
	if s < 0 {
		return -s
	}
	return s
}

// CashRound gives the signed difference that brings due to the nearest step, ties down. Step zero
// means no rounding.
func CashRound(due, step Satang) Satang {
	if step <= 0 {
		return 0
	}
	return Satang(Round(int64(due), 1, int64(step), HalfDown))*step - due
}
