package woocommerce

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/money"
)

// loose is a value that plug-ins write as a text, a number or a truth, as its text; "" for null and for what is
// of several parts.
type loose string

// UnmarshalJSON implements json.Unmarshaler. It never fails: one strange field keeps no other back.
func (l *loose) UnmarshalJSON(raw []byte) error {
	var text string
	switch {
	case json.Unmarshal(raw, &text) == nil:
		*l = loose(text)
	case raw[0] == '[' || raw[0] == '{':
		*l = ""
	default:
		*l = loose(raw)
	}
	return nil
}

var decimalForm = regexp.MustCompile(`^(-?)([0-9]{1,12})(?:\.([0-9]{1,20}))?$`)

// million is how many parts a decimal is counted in.
const million = 1_000_000

// decimal reads a number of at most twelve digits exactly, in millionth parts; further ones are rounded.
func (l loose) decimal() (parts int64, ok bool) {
	found := decimalForm.FindStringSubmatch(strings.TrimSpace(string(l)))
	if found == nil {
		return 0, false
	}
	fraction := (found[3] + "0000000")[:7]
	n, err := strconv.ParseInt(found[2]+fraction[:6], 10, 64)
	if err != nil {
		return 0, false
	}
	if fraction[6] >= '5' {
		n++
	}
	if found[1] != "" {
		n = -n
	}
	return n, true
}

// whole reads a count; a fraction is dropped.
func (l loose) whole() (int, bool) {
	n, ok := l.decimal()
	return int(n / million), ok
}

// satang rounds millionth parts of a baht.
func satang(parts int64) money.Satang {
	return money.Satang(money.Round(parts, 100, million, money.HalfUp))
}

// written writes millionth parts with no more digits than they need.
func written(parts int64) string {
	text := strconv.FormatInt(parts/million, 10)
	if rest := parts % million; rest > 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(million+rest, 10)[1:], "0")
	}
	return text
}
