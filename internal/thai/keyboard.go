package thai

import "strings"

// The keys of a US keyboard by row, without and with Shift, and what the same keys type in the two
// Thai layouts (as in xkeyboard-config's "th" and "th(pat)" and in Windows).
const (
	usPlain = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
	usShift = "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"

	kedmaneePlain = "_ๅ/-ภถ\u0e38\u0e36คตจขชๆไำพะ\u0e31\u0e35รนยบลฃฟหกดเ\u0e49\u0e48าสวงผปแอ\u0e34\u0e37ทมใฝ"
	kedmaneeShift = "%+๑๒๓๔\u0e39฿๕๖๗๘๙๐\"ฎฑธ\u0e4d\u0e4aณฯญฐ,ฅฤฆฏโฌ\u0e47\u0e4bษศซ.()ฉฮ\u0e3a\u0e4c?ฒฬฦ"

	pattachotePlain = "_=๒๓๔๕\u0e39๗๘๙๐๑๖\u0e47ตยอร\u0e48ดมวแใฌๅ\u0e49ทงก\u0e31\u0e35านเไขบปลห\u0e34คสะจพ"
	pattachoteShift = "฿+\"/,?\u0e38_.()-%\u0e4aฤๆญษ\u0e36ฝซถฒฯฦ\u0e4d\u0e4bธำณ\u0e4c\u0e37ผชโฆฑฎฏฐภ\u0e3aศฮฟฉฬ"
)

// key is a key's position in the rows above and whether Shift is held.
type key struct {
	position int
	shift    bool
}

// layout tells which key types a rune. Where two keys type it, the one without Shift counts.
type layout map[rune]key

func newLayout(plain, shift string, extra map[rune]key) layout {
	keys := layout{}
	for rune, key := range extra {
		keys[rune] = key
	}
	for position, r := range []rune(shift) {
		keys[r] = key{position, true}
	}
	for position, r := range []rune(plain) {
		keys[r] = key{position, false}
	}
	return keys
}

var (
	usPlainKeys, usShiftKeys = []rune(usPlain), []rune(usShift)

	us = newLayout(usPlain, usShift, nil)
	// TIS 820-2538 differs from Kedmanee on a few keys; these are the runes only it has.
	kedmanee = newLayout(kedmaneePlain, kedmaneeShift, map[rune]key{
		'๏': {0, false}, '๛': {0, true}, '\u0e4e': {7, true},
	})
	pattachote = newLayout(pattachotePlain, pattachoteShift, nil)
)

// FromKedmanee gives what the same keys, with and without Shift alike, type in the US layout. White
// space and control characters stay. ok is false, and text comes back as it is, when a character is
// on no key of the Kedmanee layout.
func FromKedmanee(text string) (us string, ok bool) { return kedmanee.toUS(text) }

// FromPattachote is FromKedmanee for the Pattachote layout.
func FromPattachote(text string) (us string, ok bool) { return pattachote.toUS(text) }

// ToKedmanee is the other way round: what someone meant who typed Thai while the US layout was
// active. Characters on no US key stay.
func ToKedmanee(text string) string {
	plain, shift := []rune(kedmaneePlain), []rune(kedmaneeShift)
	return strings.Map(func(r rune) rune {
		key, found := us[r]
		switch {
		case !found:
			return r
		case key.shift:
			return shift[key.position]
		}
		return plain[key.position]
	}, text)
}

func (l layout) toUS(text string) (string, bool) {
	var typed strings.Builder
	for _, r := range text {
		key, found := l[r]
		switch {
		case found:
			typed.WriteRune(key.us())
		case r <= ' ':
			typed.WriteRune(r)
		default:
			return text, false
		}
	}
	return typed.String(), true
}

func (k key) us() rune {
	if k.shift {
		return usShiftKeys[k.position]
	}
	return usPlainKeys[k.position]
}

// isDigit reports whether the key is one of 1 to 0 of the top row.
func (k key) isDigit() bool { return k.position >= 1 && k.position <= 10 }

// ByPosition reads a burst of a scanner by key position: what a US layout without Caps Lock would
// have given, whatever layout was active. Runes of a US layout are returned as they are (with Caps
// Lock the letters come in the other case: compare codes without case). With a Thai rune in it, or
// of signs only that are all digits in Kedmanee ("/-/-" is 2323), the burst was typed in Kedmanee,
// or in Pattachote when only that layout has all its runes. Caps Lock acts as Shift there and turns
// "123" into "+๑๒": a burst with more shifted than plain keys of the digit row is read with Shift
// the other way round. Digits and letters of a keypad or of Alt codes stay what they are.
func ByPosition(runes []rune) string {
	layout := detect(runes)
	if layout == nil {
		return string(runes)
	}
	plain, shifted := 0, 0
	for _, r := range runes {
		switch key, found := layout[r]; {
		case !found || !key.isDigit():
		case key.shift:
			shifted++
		default:
			plain++
		}
	}
	typed := make([]rune, len(runes))
	for n, r := range runes {
		typed[n] = r
		if key, found := layout[r]; found {
			key.shift = key.shift != (shifted > plain)
			typed[n] = key.us()
		}
	}
	return string(typed)
}

// detect gives the Thai layout a burst was typed in, nil for a Latin one.
func detect(runes []rune) layout {
	thai, inKedmanee, inPattachote, digits := false, true, true, len(runes) > 0
	for _, r := range runes {
		key, found := kedmanee[r]
		digits = digits && found && key.isDigit()
		if found || keepsItself(r) {
			thai = thai || r >= '\u0e00' && r <= '\u0e7f'
		} else {
			inKedmanee = false
		}
		if _, found := pattachote[r]; found {
			thai = thai || r >= '\u0e00' && r <= '\u0e7f'
		} else if !keepsItself(r) {
			inPattachote = false
		}
	}
	switch {
	case thai && !inKedmanee && inPattachote:
		return pattachote
	case thai || digits:
		return kedmanee
	}
	return nil
}

// keepsItself reports whether r comes from a keypad or an Alt code in every layout.
func keepsItself(r rune) bool {
	return r <= ' ' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
