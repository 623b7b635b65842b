package papers

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// CopyMark is what a print of a paper says it is: the original, or a copy and which one it is.
func CopyMark(lang i18n.Lang, copy int) string {
	if copy <= 0 {
		return i18n.T(lang, "papers.original")
	}
	return i18n.T(lang, "papers.copy", fault.Values{"no": copy})
}

// InWords writes an amount as Thai papers say it, in brackets; an English paper says none.
func InWords(lang i18n.Lang, amount money.Satang) string {
	if lang == i18n.English {
		return ""
	}
	return "(" + thai.BahtWords(amount) + ")"
}

// Digits writes a text of a paper with the digits of its style.
func (s Style) Digits(text string) string {
	if s.ThaiDigits {
		return thai.ToThaiDigits(text)
	}
	return text
}

// Language is the language the paper is printed in.
func (s Style) Language() i18n.Lang {
	if s.Lang == "" {
		return i18n.Thai
	}
	return s.Lang
}

// Day writes a day as the paper says it: "๒๓ พฤศจิกายน พ.ศ. ๒๕๖๙" in official style, else short.
func (s Style) Day(day clock.Day) string {
	if s.Official {
		return s.Digits(i18n.DateFormal(s.Language(), day))
	}
	return s.Digits(i18n.Date(s.Language(), day))
}

// BranchText says which branch a party is: the head office, or its number.
func BranchText(lang i18n.Lang, branch string) string {
	switch branch {
	case "":
		return ""
	case HeadOffice:
		return i18n.T(lang, "papers.head_office")
	}
	return i18n.T(lang, "papers.branch", fault.Values{"branch": branch})
}
