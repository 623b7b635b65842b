package thai

import (
	"unicode"
	"unicode/utf8"
)

// Mapped is a text folded for finding things in it, of which every character still knows the bytes
// it came from. It folds as Fold does, with these differences: "\n" and "\t" stay, marks that fold
// away belong to the character before them, emoji are spaces, dashes and × are ASCII.
type Mapped struct {
	Source string
	Folded string
	from   []int32 // by byte of Folded: where in Source its character begins
	to     []int32 // and where it ends
}

// Map folds text. It never fails: broken bytes are spaces.
func Map(text string) *Mapped {
	b := mapper{out: make([]byte, 0, len(text))}
	b.from, b.to = make([]int32, 0, len(text)), make([]int32, 0, len(text))
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		b.put(mapRune(r), at, at+size)
		at += size
	}
	return &Mapped{Source: text, Folded: string(b.out), from: b.from, to: b.to}
}

type mapper struct {
	out      []byte
	from, to []int32
	last     rune
}

func (b *mapper) put(r rune, from, to int) {
	switch {
	case r == 0:
		b.stretch(to)
	case r == ' ' && (b.last == ' ' || b.last == '\n'):
		if b.last == ' ' {
			b.stretch(to)
		}
	case r == '\n' && b.last == ' ':
		b.replace('\n', to)
	case r == 'า' && b.last == '\u0e4d':
		b.replace('ำ', to)
	case r == 'เ' && b.last == 'เ':
		b.replace('แ', to)
	default:
		b.add(r, from, to)
	}
}

func (b *mapper) add(r rune, from, to int) {
	before := len(b.out)
	b.out = utf8.AppendRune(b.out, r)
	for range len(b.out) - before {
		b.from, b.to = append(b.from, int32(from)), append(b.to, int32(to))
	}
	b.last = r
}

// stretch gives the last character more of the source.
func (b *mapper) stretch(to int) {
	for n, size := len(b.to), utf8.RuneLen(b.last); n > 0 && size > 0; size-- {
		n--
		b.to[n] = int32(to)
	}
}

func (b *mapper) replace(r rune, to int) {
	keep := len(b.out) - utf8.RuneLen(b.last)
	from := int(b.from[keep])
	b.out, b.from, b.to = b.out[:keep], b.from[:keep], b.to[:keep]
	b.add(r, from, to)
}

// mapRune gives what a character counts as, 0 for a part of the one before it.
func mapRune(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r == '\r', r == utf8.RuneError:
		return ' '
	case r == '\n', r == '\t', r >= ' ' && r < 0x7f:
		return r
	case r < utf8.RuneSelf:
		return 0
	case r >= '\u0e00' && r <= '\u0e7f':
		return foldRune(r)
	case r == '\u2028', r == '\u2029', r == '\u0085':
		return '\n'
	case r >= '\u2010' && r <= '\u2015', r == '\u2212':
		return '-'
	case r == '×', r == '✕', r == '✖':
		return 'x'
	case r == '\u20e3', r >= '\U0001f3fb' && r <= '\U0001f3ff', unicode.Is(unicode.Mn, r):
		return 0
	case unicode.Is(unicode.So, r), unicode.Is(unicode.Sk, r), r >= '\U0001f000':
		return ' '
	}
	return unicode.ToLower(foldRune(r))
}

// Bytes gives the half-open range of Source that bytes i to j of Folded came from.
func (m *Mapped) Bytes(i, j int) (from, to int) {
	if i >= j || i < 0 || j > len(m.Folded) {
		return 0, 0
	}
	return int(m.from[i]), int(m.to[j-1])
}

// Text gives what stands in Source there as a clean line, its digits in ASCII.
func (m *Mapped) Text(i, j int) string {
	from, to := m.Bytes(i, j)
	return Clean(FoldDigits(m.Source[from:to]), 0)
}
