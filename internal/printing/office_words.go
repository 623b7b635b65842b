package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// AmountWords writes an amount in words of a language: "หนึ่งร้อยบาทถ้วน", "One hundred baht only".
func AmountWords(lang i18n.Lang, amount money.Satang) string {
	if lang == i18n.Thai {
		return thai.BahtWords(amount)
	}
	return englishBaht(amount)
}

var englishOnes = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
	sixteen seventeen eighteen nineteen`)

var englishTens = strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")

// englishScales name the groups of three digits, from the ones up.
var englishScales = []string{"", " thousand", " million", " billion", " trillion", " quadrillion"}

// englishBaht reads an amount: 1,234.50 is "One thousand two hundred thirty-four baht and fifty satang".
func englishBaht(amount money.Satang) string {
	size, sign := uint64(amount), ""
	if amount < 0 {
		size, sign = -size, "minus "
	}
	words := ""
	switch baht, satang := size/100, size%100; {
	case satang == 0:
		words = englishNumber(baht) + " baht only"
	case baht == 0:
		words = englishNumber(satang) + " satang"
	default:
		words = englishNumber(baht) + " baht and " + englishNumber(satang) + " satang"
	}
	words = sign + words
	return strings.ToUpper(words[:1]) + words[1:]
}

func englishNumber(n uint64) string {
	if n == 0 {
		return englishOnes[0]
	}
	var groups []string
	for scale := 0; n > 0; scale, n = scale+1, n/1000 {
		if group := n % 1000; group > 0 {
			groups = append([]string{englishGroup(group) + englishScales[scale]}, groups...)
		}
	}
	return strings.Join(groups, " ")
}

// englishGroup reads a number from 1 to 999.
func englishGroup(n uint64) string {
	var words []string
	if n >= 100 {
		words = append(words, englishOnes[n/100]+" hundred")
		n %= 100
	}
	switch {
	case n == 0:
	case n < 20:
		words = append(words, englishOnes[n])
	case n%10 == 0:
		words = append(words, englishTens[n/10])
	default:
		words = append(words, englishTens[n/10]+"-"+englishOnes[n%10])
	}
	return strings.Join(words, " ")
}
