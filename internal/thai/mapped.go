package thai

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mapped is a text folded for finding things in it, of which every character still knows the bytes
// it came from. It folds as Fold does, with these differences: "\n" and "\t" stay (one each), marks
// that fold away belong to the character before them, emoji are spaces, and dashes and × are ASCII.
type Mapped struct {
	Source string
	Runes  []rune
	from   []int32
	to     []int32
}

// Map folds text. It never fails: broken bytes are spaces.
func Map(text string) *Mapped {
	m := &Mapped{Source: text, Runes: make([]rune, 0, len(text)/3+8)}
	m.from, m.to = make([]int32, 0, cap(m.Runes)), make([]int32, 0, cap(m.Runes))
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		m.put(r, at, at+size)
		at += size
	}
	return m
}

func (m *Mapped) put(r rune, from, to int) {
	last := len(m.Runes) - 1
	folded := mapRune(r)
	switch {
	case folded == 0:
		if last >= 0 {
			m.to[last] = int32(to)
		}
		return
	case folded == ' ' && last >= 0 && (m.Runes[last] == ' ' || m.Runes[last] == '\n'):
		if m.Runes[last] == ' ' {
			m.to[last] = int32(to)
		}
		return
	case folded == '\n' && last >= 0 && m.Runes[last] == ' ':
		m.Runes[last], m.to[last] = '\n', int32(to)
		return
	case folded == 'า' && last >= 0 && m.Runes[last] == '\u0e4d':
		m.Runes[last], m.to[last] = 'ำ', int32(to)
		return
	case folded == 'เ' && last >= 0 && m.Runes[last] == 'เ':
		m.Runes[last], m.to[last] = 'แ', int32(to)
		return
	}
	m.Runes = append(m.Runes, folded)
	m.from, m.to = append(m.from, int32(from)), append(m.to, int32(to))
}

// mapRune gives what a character counts as, 0 for a part of the one before it.
func mapRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '\n' || r == '\t' || r >= ' ' && r != 0x7f:
			return r
		case r == '\r':
			return ' '
		}
		return 0
	case r >= '\u0e00' && r <= '\u0e7f':
		return foldRune(r)
	case r == utf8.RuneError:
		return ' '
	case r == '\u2028', r == '\u2029', r == '\u0085':
		return '\n'
	case r >= '\u2010' && r <= '\u2015', r == '\u2212':
		return '-'
	case r == '×', r == '✕', r == '✖':
		return 'x'
	case r == '\u20e3':
		return 0
	case r >= '\U0001f3fb' && r <= '\U0001f3ff':
		return 0
	case unicode.Is(unicode.So, r), unicode.Is(unicode.Sk, r), r >= '\U0001f000':
		return ' '
	case unicode.Is(unicode.Mn, r):
		return 0
	}
	if folded := foldRune(r); folded != 0 {
		return unicode.ToLower(folded)
	}
	return 0
}

// Len gives the number of characters.
func (m *Mapped) Len() int { return len(m.Runes) }

// Bytes gives the half-open range of Source that the characters from i to j came from.
func (m *Mapped) Bytes(i, j int) (from, to int) {
	if i >= j || i < 0 || j > len(m.Runes) {
		return 0, 0
	}
	return int(m.from[i]), int(m.to[j-1])
}

// Text gives that range as a clean line, digits in ASCII.
func (m *Mapped) Text(i, j int) string {
	from, to := m.Bytes(i, j)
	return strings.TrimSpace(Clean(FoldDigits(m.Source[from:to]), 0))
}

// Folded gives the folded characters from i to j.
func (m *Mapped) Folded(i, j int) string { return string(m.Runes[i:j]) }
