package thai

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// dictionaryText lists our own words, parted by white space; a line that begins with # is a remark.
//
//go:embed dictionary.txt
var dictionaryText string

// trie holds the words of the dictionary. A node is a number, 0 the root; an edge is keyed by the
// node it leaves, shifted by 7 bits, and the low 7 bits of its rune, which part all Thai ones.
type trie struct {
	edges map[uint32]uint32
	words []bool // by node: a word ends here
}

// dictionary is built at first use, in a few milliseconds, and only read afterwards.
var dictionary = sync.OnceValue(loadDictionary)

func loadDictionary() *trie {
	built := &trie{edges: make(map[uint32]uint32, 1<<15), words: make([]bool, 1, 1<<15)}
	for line := range strings.Lines(dictionaryText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, word := range strings.Fields(line) {
			built.add(word)
		}
	}
	return built
}

func (t *trie) add(word string) {
	node := uint32(0)
	for _, r := range word {
		edge := node<<7 | uint32(r&0x7f)
		next, known := t.edges[edge]
		if !known {
			next = uint32(len(t.words))
			t.words = append(t.words, false)
			t.edges[edge] = next
		}
		node = next
	}
	t.words[node] = true
}

// Words cuts text into words, numbers, signs and runs of spaces; joined they are the text again.
// Thai is cut by the dictionary so that as little as possible stays unknown, then into as few words
// as possible; what the dictionary does not know stays in one piece.
func Words(text string) []string {
	var words []string
	for _, token := range tokens(text) {
		words = append(words, token.text)
	}
	return words
}

// kind sorts tokens by how a line may break beside them.
type kind uint8

const (
	kindSpace  kind = iota
	kindThai        // a word of the dictionary, or a run it does not know
	kindLatin       // letters and digits of other scripts that write spaces
	kindSign        // one sign of punctuation, money or arithmetic
	kindSymbol      // an emoji, an ideograph: may stand on a line of its own
)

type token struct {
	text string
	kind kind
}

func tokens(text string) []token {
	list := make([]token, 0, 8+len(text)/8)
	for start := 0; start < len(text); {
		first, size := utf8.DecodeRuneInString(text[start:])
		kind := kindOf(first)
		end := start + size
		switch kind {
		case kindThai:
			end = runEnd(text, end, kind)
			list = appendThai(list, text[start:end])
			start = end
			continue
		case kindSpace:
			end = runEnd(text, end, kind)
		case kindLatin:
			end = runEnd(text, end, kind)
			end = start + clusterEnd(text[start:], end-start)
		default:
			end = start + clusterEnd(text[start:], size)
		}
		list = append(list, token{text[start:end], kind})
		start = end
	}
	return list
}

// clusterEnd gives where the cluster ends that holds the letter before at: behind a keycap, the rest
// of a joined emoji, a stacked accent.
func clusterEnd(text string, at int) int {
	if at == len(text) || at > 0 && text[at] < utf8.RuneSelf && text[at-1] < utf8.RuneSelf && text[at] != '\n' {
		return at
	}
	_, size := utf8.DecodeLastRuneInString(text[:at])
	each := graphemes.FromString(text[at-size:])
	each.Next()
	return at - size + max(size, len(each.Value()))
}

func runEnd(text string, end int, kind kind) int {
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if kindOf(r) != kind && !(kind == kindLatin && (unicode.Is(unicode.M, r) || isPoint(text, end))) {
			break
		}
		end += size
	}
	return end
}

// isPoint reports whether text has at that place the point or comma of a number: 1,185.00.
func isPoint(text string, at int) bool {
	if text[at] != '.' && text[at] != ',' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+1:])
	return unicode.IsDigit(before) && unicode.IsDigit(after)
}

func kindOf(r rune) kind {
	switch {
	case isThai(r):
		return kindThai
	case r == ' ' || r == '\t' || r == '\u200b':
		return kindSpace
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return kindLatin
	case unicode.Is(unicode.Ideographic, r), unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return kindSymbol
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r):
		return kindLatin
	case unicode.IsSpace(r) && r != '\u00a0' && r != '\u2007' && r != '\u202f':
		return kindSpace
	case unicode.Is(unicode.So, r), r >= '\U0001f000':
		return kindSymbol
	}
	return kindSign
}

// path is the best way to cut the rest of a run from one cluster on.
type path struct {
	unknown, words int32
	next           int32 // index of the cluster after the first piece
	known          bool
}

// appendThai cuts a run of Thai letters into words.
func appendThai(list []token, run string) []token {
	var room [65]int32
	ends := append(room[:0], 0) // byte offsets of the clusters' borders
	for end := 0; end < len(run); {
		end += wrapCluster(run[end:])
		ends = append(ends, int32(end))
	}
	var pathRoom [len(room)]path
	best := pathRoom[:min(len(ends), len(pathRoom))]
	if len(ends) > len(best) {
		best = make([]path, len(ends))
	}
	dictionary().weigh(run, ends, best, false)
	for from, last := int32(0), int32(len(ends)-1); from < last; {
		to := best[from].next
		for !best[from].known && to < last && !best[to].known {
			to = best[to].next
		}
		piece := run[ends[from]:ends[to]]
		if from > 0 && !best[from].known && utf8.RuneCountInString(piece) == 1 {
			// No word is one bare letter: a rest such as the ง of a misspelt word stays with it.
			before := &list[len(list)-1]
			before.text = run[int(ends[from])-len(before.text) : ends[to]]
		} else {
			list = append(list, token{piece, kindThai})
		}
		from = to
	}
	return list
}

// subwords cuts a compound such as ใบเสร็จรับเงิน into the words it is made of. A word that is not
// wholly made of known words comes back as it is.
func subwords(word string) []string {
	ends := []int32{0}
	for end := 0; end < len(word); {
		end += wrapCluster(word[end:])
		ends = append(ends, int32(end))
	}
	best := make([]path, len(ends))
	dictionary().weigh(word, ends, best, true)
	if best[0].unknown > 0 {
		return []string{word}
	}
	var parts []string
	for from, last := int32(0), int32(len(ends)-1); from < last; from = best[from].next {
		parts = append(parts, word[ends[from]:ends[best[from].next]])
	}
	return parts
}

// weigh finds the best cut of a run, from its end to its start: the best cut of the rest is known
// when a word before it is tried. With inner the whole run does not count as a word.
func (t *trie) weigh(run string, ends []int32, best []path, inner bool) {
	for from := len(ends) - 2; from >= 0; from-- {
		best[from] = t.bestFrom(run, ends, best, from, inner && from == 0)
	}
}

// bestFrom weighs the words that begin at cluster from, and leaving that cluster unknown. Of ways
// with as little unknown and as few words, the one with the longer first word wins.
func (t *trie) bestFrom(run string, ends []int32, best []path, from int, inner bool) path {
	rest := best[from+1]
	way := path{unknown: rest.unknown + 1, words: rest.words, next: int32(from + 1)}
	if rest.known || from+2 == len(ends) {
		way.words++ // neighbouring unknown clusters count as one word
	}
	node, end := uint32(0), from+1
	for at := int(ends[from]); at < len(run); {
		r, size := utf8.DecodeRuneInString(run[at:])
		next, found := t.edges[node<<7|uint32(r&0x7f)]
		if !found {
			break
		}
		node = next
		at += size
		for int(ends[end]) < at {
			end++
		}
		if !t.words[node] || int(ends[end]) != at || inner && at == len(run) {
			continue
		}
		rest := best[end]
		if rest.unknown < way.unknown || rest.unknown == way.unknown && rest.words+1 <= way.words {
			way = path{unknown: rest.unknown, words: rest.words + 1, next: int32(end), known: true}
		}
	}
	return way
}
