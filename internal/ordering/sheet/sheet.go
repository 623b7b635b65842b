// Package sheet reads what cells of spreadsheets about orders hold: headings, money, times, telephone
// numbers and addresses, in the many forms in which shops and marketplaces write them.
package sheet

import (
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// maxKey bounds what is looked at as a heading or a word, in bytes.
const maxKey = 600

// Key is what headings and words are compared by: letters, marks and digits, folded. What is too long to be
// one has none.
func Key(text string) string {
	if len(text) > maxKey {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, thai.Fold(text))
}

// Text takes what spreadsheets put around a text to keep it one (an apostrophe, ="…", tabs) off it, and
// cleans it.
func Text(cell string) string {
	text := thai.Clean(cell, 0)
	if inner, ok := strings.CutPrefix(text, `="`); ok && strings.HasSuffix(inner, `"`) {
		text = strings.TrimSpace(strings.TrimSuffix(inner, `"`))
	}
	return strings.TrimPrefix(text, "'")
}

// Masked reports whether a marketplace has covered a part of a name or a number with signs.
func Masked(text string) bool { return strings.ContainsAny(text, "*＊•●") }

// MaskedLine is Masked for an address, in which people themselves put a star before a remark.
func MaskedLine(text string) bool { return strings.Contains(text, "***") }

// Baht reads an amount, with or without its currency: "1,234.50", "฿120", "120.00 บาท", "THB 120". Zeros
// behind the second decimal are dropped; an empty cell and "-" are 0. An amount below zero, "-20" or "(20)",
// is read only where signed says so. It fails as money.Parse does.
func Baht(cell string, signed bool) (money.Satang, error) {
	text := strings.ToLower(Text(cell))
	if text == "" || text == "-" {
		return 0, nil
	}
	negative := false
	if inner, ok := strings.CutPrefix(text, "("); ok && strings.HasSuffix(inner, ")") {
		text, negative = strings.TrimSuffix(inner, ")"), true
	}
	trim := func() {
		for _, sign := range []string{"฿", "thb", "บาท", "บ."} {
			text = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(text, sign), sign))
		}
	}
	trim()
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		text, negative = strings.TrimSpace(rest), true
		trim()
	}
	if whole, decimals, ok := strings.Cut(thai.ToASCIIDigits(text), "."); ok && len(decimals) > 2 && strings.Trim(decimals[2:], "0") == "" {
		text = whole + "." + decimals[:2]
	}
	amount, err := money.Parse(text)
	if err != nil {
		return 0, fault.Unreadable(fault.Code(err), "amount", fault.Values{"value": cell})
	}
	if !negative || amount == 0 {
		return amount, nil
	}
	if !signed {
		return 0, fault.Unreadable("amount_unreadable", "amount", fault.Values{"value": cell})
	}
	return -amount, nil
}
