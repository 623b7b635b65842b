// Package thai knows the Thai script: amounts in words, digits, cleaning and folding text, sorting,
// keyboard layouts, character clusters, words, and breaking lines between words.
package thai

// isConsonant reports whether r is ก to ฮ, ฤ and ฦ included: what a vowel or tone mark may sit on.
func isConsonant(r rune) bool { return r >= 'ก' && r <= 'ฮ' }

// isLeading reports whether r is a vowel written before its consonant: เ แ โ ใ ไ.
func isLeading(r rune) bool { return r >= 'เ' && r <= 'ไ' }

// isMark reports whether r is written above or below the letter before it: vowels, tones and signs.
func isMark(r rune) bool {
	return r == '\u0e31' || r >= '\u0e34' && r <= '\u0e3a' || r >= '\u0e47' && r <= '\u0e4e'
}

// isTone reports whether r is one of the four tone marks.
func isTone(r rune) bool { return r >= '\u0e48' && r <= '\u0e4b' }

// isTrailing reports whether r is a vowel written after its consonant: ะ า ำ ๅ.
func isTrailing(r rune) bool { return r == 'ะ' || r == 'า' || r == 'ำ' || r == 'ๅ' }

// isThai reports whether r belongs to Thai words. Digits, ฿ and the old signs ๏ ๚ ๛ do not.
func isThai(r rune) bool { return r >= '\u0e01' && r <= '\u0e3a' || r >= '\u0e40' && r <= '\u0e4e' }
