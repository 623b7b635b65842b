package keys

import (
	"strings"

	"github.com/talat-pos/talat/internal/i18n"
)

// Name writes a chord for a badge or a list: "F8", "Ctrl+B", and the arrows in words, because the
// typeface has none. With twin it is what a laptop without function keys presses: "Alt+8".
func (c Chord) Name(lang i18n.Lang, twin bool) string {
	if twin {
		c = Twin(c)
	}
	text := string(c)
	at := strings.LastIndex(text[:max(len(text)-1, 0)], "+") + 1
	if key := "keys.name." + text[at:]; i18n.Has(lang, key) {
		return text[:at] + i18n.T(lang, key)
	}
	return text
}
