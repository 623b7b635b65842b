package thai

import "strings"

// ToThaiDigits writes 0 to 9 as ๐ to ๙.
func ToThaiDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '๐'
		}
		return r
	}, text)
}

// ToASCIIDigits writes ๐ to ๙ as 0 to 9.
func ToASCIIDigits(text string) string {
	return strings.Map(asciiDigit, text)
}

// FoldDigits writes every digit that arrives in a chat as 0 to 9: Thai digits, full-width digits and
// keycaps (7️⃣ is a digit, an optional U+FE0F and U+20E3).
func FoldDigits(text string) string {
	var folded strings.Builder
	folded.Grow(len(text))
	afterDigit, selector := false, false
	for _, r := range text {
		if r >= '０' && r <= '９' {
			r += '0' - '０'
		}
		r = asciiDigit(r)
		switch {
		case r == '\ufe0f' && afterDigit && !selector:
			selector = true // kept back: it goes only when a keycap follows
			continue
		case r == '\u20e3' && afterDigit:
			afterDigit, selector = false, false
			continue
		}
		if selector {
			folded.WriteRune('\ufe0f')
		}
		afterDigit, selector = r >= '0' && r <= '9', false
		folded.WriteRune(r)
	}
	if selector {
		folded.WriteRune('\ufe0f')
	}
	return folded.String()
}

func asciiDigit(r rune) rune {
	if r >= '๐' && r <= '๙' {
		return r - '๐' + '0'
	}
	return r
}
