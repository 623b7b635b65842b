package catalog

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// DefaultScale is the layout of a shop that has set none: 20 is weight, 21 is price.
const DefaultScale = "20CCCCCWWWWWK 21CCCCCPPPPPK"

// ScaleLayout says how a shop's scales write their labels: EAN-13 codes that begin with 20 to 29. Its
// text in the settings holds one pattern a kind of label, separated by spaces. A pattern is 13 characters:
//
//	20…29, 2x  the prefix; x stands for any digit
//	C          digits of the product's code or short number
//	W          weight in grams
//	P          price in satang
//	B          price in whole baht
//	_          a digit that means nothing here, such as a second check digit
//	K          the check digit of EAN-13, always the last
//
// Each pattern has one run of C and one run of W, P or B.
type ScaleLayout struct{ patterns []string }

const (
	labelLen    = 13
	maxPatterns = 10
)

// ParseScaleLayout reads the setting. Empty text means that labels are not read. It fails with
// "scale_layout_invalid" (usage).
func ParseScaleLayout(text string) (ScaleLayout, error) {
	patterns := strings.Fields(text)
	for _, pattern := range patterns {
		if !isPattern(pattern) || len(patterns) > maxPatterns {
			return ScaleLayout{}, fault.Unreadable("scale_layout_invalid", "scale", fault.Values{"value": pattern})
		}
	}
	return ScaleLayout{patterns}, nil
}

// String writes the layout as ParseScaleLayout reads it.
func (l ScaleLayout) String() string { return strings.Join(l.patterns, " ") }

func isPattern(pattern string) bool {
	if len(pattern) != labelLen || pattern[0] != '2' || !isDigit(pattern[1]) && pattern[1] != 'x' || pattern[labelLen-1] != 'K' {
		return false
	}
	body := pattern[2 : labelLen-1]
	values := 0
	for _, kind := range "WPB" {
		if strings.ContainsRune(body, kind) {
			values++
		}
	}
	return values == 1 && strings.Contains(body, "C") && strings.Trim(body, "CWPB_") == "" && len(runs(body)) == 2
}

// runs gives the runs of meaning characters in a pattern's body.
func runs(body string) []string {
	var found []string
	for n := 0; n < len(body); n++ {
		switch {
		case body[n] == '_':
		case n > 0 && body[n] == body[n-1]:
			found[len(found)-1] += body[n : n+1]
		default:
			found = append(found, body[n:n+1])
		}
	}
	return found
}

// label is one scale label as read.
type label struct {
	prefix string
	number string // the product's digits as printed, with leading zeros
	kind   byte   // W, P or B
	value  int64
}

// read gives the readings of a code, none when it is no scale label.
func (l ScaleLayout) read(code string) []label {
	if len(code) != labelLen || !isEAN13(code) {
		return nil
	}
	var labels []label
	for _, pattern := range l.patterns {
		if pattern[0] != code[0] || pattern[1] != 'x' && pattern[1] != code[1] {
			continue
		}
		read := label{prefix: code[:2]}
		for n := 2; n < labelLen-1; n++ {
			switch pattern[n] {
			case 'C':
				read.number += code[n : n+1]
			case 'W', 'P', 'B':
				read.kind = pattern[n]
				read.value = read.value*10 + int64(code[n]-'0')
			}
		}
		labels = append(labels, read)
	}
	return labels
}

// numbers lists what the label's product digits may be in the catalogue: with the prefix as scales
// are often set up, as printed, and without leading zeros, which is also the short number.
func (l label) numbers() []string {
	return []string{l.prefix + l.number, l.number, strings.TrimLeft(l.number, "0")}
}

// match turns the label into a quantity, and a price where it gives one. The quantity of a price
// label is worked out from the price of the unit, to keep stock.
func (l label) match(product *Product) (Match, error) {
	if l.value == 0 {
		return Match{}, fault.New("scale_label_empty", "code", fault.Values{"name": product.Name})
	}
	match := Match{Product: product, Qty: qty.One, Kind: ByScale}
	switch l.kind {
	case 'W':
		match.Qty = qty.Qty(money.Round(l.value, int64(qty.One), gramsPer(product.Unit), money.HalfUp))
		return match, nil
	case 'P':
		match.Price = money.Satang(l.value)
	case 'B':
		match.Price = money.Baht(l.value)
	}
	if product.Weighed && product.Price > 0 {
		match.Qty = max(1, qty.Qty(money.Round(int64(match.Price), int64(qty.One), int64(product.Price), money.HalfUp)))
	}
	return match, nil
}

// gramsPer gives the grams of one unit of weight. A unit that is none counts as a kilogram, as scales
// weigh in kilograms.
func gramsPer(unit string) int64 {
	if grams := weightUnits[strings.ToLower(strings.TrimSpace(unit))]; grams > 0 {
		return grams
	}
	return 1000
}

var weightUnits = map[string]int64{
	"กก.": 1000, "กก": 1000, "กิโล": 1000, "กิโลกรัม": 1000, "โล": 1000, "kg": 1000, "kg.": 1000,
	"ขีด": 100, "กรัม": 1, "ก.": 1, "g": 1, "g.": 1,
}

// IsWeight reports whether a unit is one of weight, so that its goods are weighed.
func IsWeight(unit string) bool { return UnitGrams(unit) > 0 }

// UnitGrams gives what one unit weighs by its name, 0 for a unit that is none of weight.
func UnitGrams(unit string) int { return int(weightUnits[strings.ToLower(strings.TrimSpace(unit))]) }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isEAN13 reports whether code is 13 digits with the right check digit.
func isEAN13(code string) bool {
	sum := 0
	for n := 0; n < len(code); n++ {
		if !isDigit(code[n]) {
			return false
		}
		weight := 1 + n%2*2
		sum += weight * int(code[n]-'0')
	}
	return len(code) == labelLen && sum%10 == 0
}

// EAN13 completes twelve digits with their check digit; "" when they are not twelve digits. Shops
// number their own goods with it.
func EAN13(twelve string) string {
	for check := range 10 {
		if code := twelve + strconv.Itoa(check); isEAN13(code) {
			return code
		}
	}
	return ""
}
