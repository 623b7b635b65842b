package medusa

import (
	"encoding/json"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/thai"
)

// baht is the currency's code as Medusa writes it.
const baht = "thb"

// amountOf writes money as Medusa has it: a number of baht, from its text.
func amountOf(satang money.Satang) json.Number { return json.Number(satang.String()) }

// numberForm is a number of JSON that can be an amount: JavaScript writes none that long otherwise.
var numberForm = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,30})?$`)

// satang reads an amount from its text. JavaScript computes totals in floating point, so that what stands beyond
// satang may be its dust; ok is false where it is more, and for what is no amount.
func satang(n json.Number) (amount money.Satang, ok bool) {
	if !numberForm.MatchString(string(n)) {
		return 0, false
	}
	whole, exact := new(big.Rat).SetString(string(n) + "e2")
	if !exact {
		return 0, false
	}
	near := new(big.Rat).Add(new(big.Rat).Abs(whole), big.NewRat(1, 2))
	rounded := new(big.Int).Quo(near.Num(), near.Denom()) // half up, away from zero
	off := new(big.Rat).Sub(new(big.Rat).Abs(whole), new(big.Rat).SetInt(rounded))
	if !rounded.IsInt64() || off.Abs(off).Cmp(dust) > 0 {
		return 0, false
	}
	amount = money.Satang(rounded.Int64())
	if whole.Sign() < 0 {
		amount = -amount
	}
	return amount, true
}

// dust is what floating point may be off, in satang.
var dust = big.NewRat(1, 1000)

// whole reads a number of pieces or grams, ok is false for one that has parts.
func whole(n json.Number) (int, bool) {
	count, err := strconv.ParseInt(string(n), 10, 64)
	if err != nil || count > publishing.MaxPieces || count < -publishing.MaxPieces {
		return 0, false
	}
	return int(count), true
}

// grams reads a measure; what is none is not told.
func grams(n json.Number) int {
	count, _ := whole(n)
	return max(count, 0)
}

func clean(text string, max int) string { return thai.Clean(text, max) }

// kept leaves a text of a listing as it was sent, so that it does not seem to differ, but for what no text of ours
// holds: broken bytes and control characters.
func kept(text string, max int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	if runes := []rune(text); len(runes) > max {
		text = string(runes[:max])
	}
	return text
}

// moment reads a time; what is none gives the zero time.
func moment(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// instant writes one as Medusa does.
func instant(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }
