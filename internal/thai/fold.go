package thai

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks bounds the marks kept on one letter. No script needs more than a few; text stacked higher
// is a prank that would also break the promise of one form per text (Unicode's stream-safe limit).
const maxMarks = 8

// Fold gives the search key of a text: what two spellings of the same name have in common. Tone
// marks, ็ and ์ go, as do invisible characters; ํา becomes ำ, เเ becomes แ, ๅ becomes า; Thai and
// full-width digits and signs become ASCII; letters become lower case, composed (NFC); white space
// becomes single spaces. Fold(Fold(x)) is Fold(x), and a tone mark more or less changes nothing.
func Fold(text string) string {
	if isPlain(text) {
		return text
	}
	if folded, ok := foldUsual(text); ok {
		return folded
	}
	return foldAny(text)
}

// foldAny is Fold for every text.
func foldAny(text string) string {
	// Composing and lower case come first, so that what they produce meets the rules below.
	text = norm.NFC.String(strings.ToLower(norm.NFC.String(strings.ToValidUTF8(text, ""))))
	folded := make([]rune, 0, len(text)/2)
	marks, space := 0, false
	for _, r := range text {
		r = foldRune(r)
		switch {
		case r == 0:
			continue
		case r == ' ':
			space = true
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		if space && len(folded) > 0 {
			folded = append(folded, ' ')
		}
		space = false
		folded = appendVowel(folded, r)
	}
	return norm.NFC.String(string(folded))
}

// foldUsual is foldAny for ASCII and Thai without phinthu, which nearly all names are made of: a tenth of
// the work, as nothing in such a text composes, and the only marks that composing would put in another
// order are those that go. ok is false for any other text.
func foldUsual(text string) (folded string, ok bool) {
	out := make([]byte, 0, len(text))
	last, marks, space := rune(0), 0, false
	for _, r := range text {
		if r >= utf8.RuneSelf && (r < 'ก' || r > '๛' || r == '\u0e3a' || r > '\u0e3a' && r < '฿') {
			return "", false
		}
		if r >= '\u0e34' && r <= '\u0e4e' && (r <= '\u0e39' || r >= '\u0e47') || r == '\u0e31' {
			if marks++; marks > maxMarks {
				return "", false
			}
		} else {
			marks = 0
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		} else {
			r = foldRune(r)
		}
		switch {
		case r == 0:
			continue
		case r == ' ':
			space = true
			continue
		}
		if space && len(out) > 0 {
			out = append(out, ' ')
			last = ' '
		}
		space = false
		switch {
		case r == 'า' && last == '\u0e4d':
			out, r = out[:len(out)-len("\u0e4d")], 'ำ'
		case r == 'เ' && last == 'เ':
			out, r = out[:len(out)-len("เ")], 'แ'
		}
		out = utf8.AppendRune(out, r)
		last = r
	}
	return string(out), true
}

// isPlain reports whether text is already folded for sure, as codes typed by a scanner are.
func isPlain(text string) bool {
	for n := 0; n < len(text); n++ {
		if c := text[n]; c <= ' ' || c >= 0x7f || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

// foldRune gives the character a search compares: 0 for one that does not count, ' ' for white space.
func foldRune(r rune) rune {
	switch {
	case r >= '\u0e47' && r <= '\u0e4c', r == '\u0e4e', isInvisible(r):
		return 0
	case unicode.IsSpace(r):
		return ' '
	case r == 'ๅ':
		return 'า'
	case r >= '！' && r <= '～': // full-width forms stand in the order of ASCII
		return unicode.ToLower(r - '！' + '!')
	}
	return asciiDigit(r)
}

// appendVowel adds r, joining the vowels that are typed in two parts.
func appendVowel(text []rune, r rune) []rune {
	if last := len(text) - 1; last >= 0 {
		switch {
		case r == 'า' && text[last] == '\u0e4d':
			text[last] = 'ำ'
			return text
		case r == 'เ' && text[last] == 'เ':
			text[last] = 'แ'
			return text
		}
	}
	return append(text, r)
}

// isInvisible reports whether r has neither ink nor width: controls that are no white space, format
// characters (zero-width space and joiners, direction marks, soft hyphen) and variation selectors.
func isInvisible(r rune) bool {
	return unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) ||
		r >= '\ufe00' && r <= '\ufe0f' || r == '\u034f'
}
