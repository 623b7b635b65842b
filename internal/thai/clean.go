package thai

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean puts right a line of text that a person typed or pasted, before it is saved: composed (NFC),
// ํา as ำ and เเ as แ, marks of one letter in the order vowel, tone, sign and none of them twice, no
// control or zero-width characters (the joiner inside an emoji stays), no broken bytes, white space
// as single spaces and none at the ends. Clean(Clean(x)) is Clean(x). A result of more than max code
// points is cut before the cluster that passes it; max 0 means no bound.
func Clean(text string, max int) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, ""))
	text = norm.NFC.String(string(dropNoise([]rune(text)))) // marks that noise parted may meet now
	return cut(norm.NFC.String(string(orderThai([]rune(text)))), max)
}

// CleanLines is Clean for text of several lines: each line is cleaned, "\n" parts them, empty lines
// at the ends are dropped and more than one in a row become one.
func CleanLines(text string, max int) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(text)
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	for _, line := range lines {
		line = Clean(line, 0)
		if line == "" && (len(kept) == 0 || kept[len(kept)-1] == "") {
			continue
		}
		kept = append(kept, line)
	}
	return cut(strings.TrimSpace(strings.Join(kept, "\n")), max)
}

// cut shortens clean text to max code points at a cluster.
func cut(text string, max int) string {
	if max <= 0 || utf8.RuneCountInString(text) <= max {
		return text
	}
	end, count := 0, 0
	for _, cluster := range Clusters(text) {
		count += utf8.RuneCountInString(cluster)
		if count > max {
			break
		}
		end += len(cluster)
	}
	return strings.TrimSpace(text[:end])
}

// dropNoise removes what cannot be seen, collapses white space and bounds stacked marks.
func dropNoise(text []rune) []rune {
	kept := make([]rune, 0, len(text))
	marks, space := 0, false
	for n, r := range text {
		switch {
		case r == '\u200d':
			if len(kept) == 0 || space || !isPicture(kept[len(kept)-1]) || n+1 == len(text) || !isPictogram(text[n+1]) {
				continue
			}
		case r == '\ufe0f': // colour form of a sign: ❤️
			if len(kept) == 0 || space || !isPicture(kept[len(kept)-1]) && !isKeycap(text, n) || kept[len(kept)-1] == r {
				continue
			}
		case isInvisible(r):
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.Is(unicode.Mn, r):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		if space && len(kept) > 0 {
			kept = append(kept, ' ')
		}
		space = false
		kept = append(kept, r)
	}
	return kept
}

// isPictogram reports whether r can begin a part of an emoji: a sign, or one of the arrows.
func isPictogram(r rune) bool {
	return unicode.Is(unicode.So, r) || r >= '\u2190' && r <= '\u21ff'
}

// isPicture reports whether r can end a part of an emoji: a sign, a skin tone or the colour selector.
func isPicture(r rune) bool {
	return isPictogram(r) || r >= '\U0001f3fb' && r <= '\U0001f3ff' || r == '\ufe0f'
}

func isKeycap(text []rune, n int) bool { return n+1 < len(text) && text[n+1] == '\u20e3' }

// orderThai puts the parts of each Thai syllable into the order of the standard (TIS 1566, as every
// keyboard types them when used rightly), so that the same picture is the same text.
func orderThai(text []rune) []rune {
	ordered := make([]rune, 0, len(text))
	for n := 0; n < len(text); {
		r := text[n]
		switch {
		case r == 'เ' && n+1 < len(text) && text[n+1] == 'เ':
			n++
			text[n] = 'แ'
		case isLeading(r):
			ordered = append(ordered, r)
			n++
			// A mark typed before its consonant belongs after it: เ้ก is เก้.
			end := skipMarks(text, n)
			if end > n && end < len(text) && isConsonant(text[end]) {
				moved := append([]rune{text[end]}, text[n:end]...)
				copy(text[n:], moved)
			}
		case isConsonant(r):
			var syllable []rune
			syllable, n = readSyllable(text, n)
			ordered = append(ordered, syllable...)
		default:
			ordered = append(ordered, r)
			n++
		}
	}
	return ordered
}

// readSyllable takes the consonant at n, its marks and a vowel after it, with the tones that were
// typed after that vowel, and gives them in order with the offset behind them.
func readSyllable(text []rune, n int) ([]rune, int) {
	syllable := []rune{text[n]}
	end := skipMarks(text, n+1)
	marks := slices.Clone(text[n+1 : end])
	var vowel rune
	if end < len(text) && isTrailing(text[end]) {
		vowel = text[end]
		end++
		for end < len(text) && isTone(text[end]) {
			marks = append(marks, text[end])
			end++
		}
	}
	if vowel == 'า' || vowel == 'ๅ' {
		if at := slices.Index(marks, '\u0e4d'); at >= 0 {
			vowel = 'ำ'
			marks = slices.DeleteFunc(marks, func(r rune) bool { return r == '\u0e4d' })
		}
	}
	slices.SortStableFunc(marks, func(a, b rune) int { return markOrder(a) - markOrder(b) })
	marks = slices.Compact(marks)
	syllable = append(syllable, marks[:min(len(marks), maxMarks)]...)
	if vowel != 0 {
		syllable = append(syllable, vowel)
	}
	return syllable, end
}

func skipMarks(text []rune, n int) int {
	for n < len(text) && isMark(text[n]) {
		n++
	}
	return n
}

// markOrder gives the place of a mark behind its consonant: below, above, nikhahit, tone, sign.
// It agrees with Unicode's canonical order, so that NFC leaves the result alone.
func markOrder(r rune) int {
	switch {
	case r == '\u0e3a':
		return 0
	case r == '\u0e38' || r == '\u0e39':
		return int(r - '\u0e38' + 1)
	case r <= '\u0e37' || r == '\u0e47':
		return int(r - '\u0e31' + 3)
	case r == '\u0e4d':
		return 50
	case isTone(r):
		return 51 + int(r-'\u0e48')
	}
	return 60 + int(r-'\u0e4c')
}
