package chat

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
)

// Check refuses what no order can be read from: nothing at all ("chat_empty"), or a picture or another
// file that is no text ("chat_not_text").
func Check(text string) error {
	if strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }) == "" {
		return fault.New("chat_empty", "text", nil)
	}
	odd, seen := 0, 0
	for rest := text[:min(len(text), maxText)]; rest != ""; seen++ {
		r, size := utf8.DecodeRuneInString(rest)
		if r == 0 {
			return fault.New("chat_not_text", "text", nil)
		}
		if r == utf8.RuneError && size == 1 || unicode.IsControl(r) && !unicode.IsSpace(r) {
			odd++
		}
		rest = rest[size:]
	}
	if odd > seen/10 {
		return fault.New("chat_not_text", "text", nil)
	}
	return nil
}
