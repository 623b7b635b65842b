package thai

import (
	"unicode"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
)

// CheckName checks what a person gives as the name of something that will stand on papers. It fails
// at field with "name_too_long" above most code points and with "name_picture" when the name holds
// an emoji: no printer's font has them, and a paper with boxes for a name looks broken.
func CheckName(name, field string, most int) error {
	if utf8.RuneCountInString(name) > most {
		return fault.New("name_too_long", field, fault.Values{"max": most})
	}
	for _, r := range name {
		if pictograph(r) {
			return fault.New("name_picture", field, fault.Values{"picture": string(r)})
		}
	}
	return nil
}

// pictograph reports whether a character is, or makes its neighbour, an emoji (Unicode TR 51). Signs
// that are letters' neighbours in fonts, such as © ™ → ✓ ★ ♥, are not.
func pictograph(r rune) bool {
	switch {
	case r == 0xFE0F, r == 0x20E3: // shows its neighbour as a picture
		return true
	case r >= 0x1F000 && r <= 0x1FAFF, r >= 0xE0020 && r <= 0xE007F:
		return true
	case r >= 0x2600 && r <= 0x27BF:
		return unicode.Is(unicode.So, r) && r != '★' && r != '☆' && r != '♥' && r != '✓' && r != '✔'
	}
	return false
}
