package catalog

import (
	"encoding/binary"
	mathbits "math/bits"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/thai"
)

// Signs inside a search key. Folded text holds no control characters, so that no query matches
// across them.
const (
	keyStart = '\x01' // before the name
	keyField = '\x02' // before each other field
)

// searchKey appends what searches look at: the folded name, English name, SKU and codes, each after a
// sign and a space, so that the beginning of a word is always a space. What tells a variant from the others
// stands behind its name.
func (m *maker) searchKey(key []byte, product *Product) []byte {
	name := product.Name
	if product.Variant != "" {
		name += " " + product.Variant
	}
	key = squeeze(append(key, keyStart, ' '), thai.Fold(name))
	key = appendField(key, thai.Fold(product.NameEN))
	key = appendField(key, foldCode(product.SKU))
	for _, code := range product.Codes {
		key = appendField(key, foldCode(code.Code))
	}
	return key
}

// sharedKey appends the rest of the key, which many products have alike: aliases and producer.
func (m *maker) sharedKey(key []byte, item *Item) []byte {
	for _, alias := range item.Product.Aliases {
		key = appendField(key, m.fold(alias))
	}
	return appendField(key, m.fold(item.Producer))
}

func appendField(key []byte, text string) []byte {
	if text == "" {
		return key
	}
	return squeeze(append(key, keyField, ' '), text)
}

// foldCode is thai.Fold with a short way for the plain ASCII that nearly all codes are.
func foldCode(code string) string {
	for n := 0; n < len(code); n++ {
		if code[n] <= ' ' || code[n] >= 0x7f {
			return thai.Fold(code)
		}
	}
	return strings.ToLower(code)
}

// squeeze appends text with one byte for each ASCII or Thai letter (as in TIS-620), and six bytes
// that appear nowhere else for any other. Keys are a third of their UTF-8 size, and a pair of letters
// is a number of 16 bits.
func squeeze(dst []byte, text string) []byte {
	for _, r := range text {
		switch {
		case r < 0x80:
			dst = append(dst, byte(r))
		case r >= 0x0e01 && r <= 0x0e5b:
			dst = append(dst, byte(r-0x0e00+0xa0))
		default:
			dst = append(dst, 0x80|byte(r>>20))
			for shift := 16; shift >= 0; shift -= 4 {
				dst = append(dst, 0x90|byte(r>>shift&0xf))
			}
		}
	}
	return dst
}

// unsqueeze gives the text that squeeze was given, if that was valid.
func unsqueeze(text string) string {
	out := make([]byte, 0, 3*len(text))
	for n := 0; n < len(text); n++ {
		switch c := text[n]; {
		case c < 0x80:
			out = append(out, c)
		case c > 0xa0:
			out = utf8.AppendRune(out, rune(c)-0xa0+0x0e00)
		default:
			r := rune(c & 0xf)
			for range 5 {
				n++
				r = r<<4 | rune(text[n]&0xf)
			}
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// segment is a run of entries in dictionary order with an index of their letter pairs.
type segment struct {
	entries []*entry
	text    string  // all keys, end to end
	starts  []int32 // where each key begins in text
	tails   []uint16
	pairs   []int32 // where the list of each pair begins in lists; one more at the end
	lists   []byte  // for each pair the entries that hold it, as differences (uvarint) or dense
}

// dense is the size of a list that has a bit for each entry: no list is longer, and one of this size is so.
func (s *segment) dense() int { return (len(s.entries) + 63) / 64 * 8 }

// key gives the key of an entry.
func (s *segment) key(n int) string {
	if n+1 < len(s.starts) {
		return s.text[s.starts[n]:s.starts[n+1]]
	}
	return s.text[s.starts[n]:]
}

func newSegment(entries []*entry) segment {
	s := segment{entries: entries, starts: make([]int32, len(entries)), tails: make([]uint16, len(entries))}
	size := 0
	for _, e := range entries {
		size += len(e.key)
	}
	var text strings.Builder
	text.Grow(size)
	for n, e := range entries {
		s.starts[n], s.tails[n] = int32(text.Len()), e.tail
		text.WriteString(e.key)
		e.before, e.gone = 0, false
	}
	s.text = text.String()
	for n, e := range entries { // keep one copy of the key
		e.key = s.text[s.starts[n] : int(s.starts[n])+len(e.key)]
	}
	s.buildPairs()
	return s
}

// buildPairs goes over the keys twice: once to know the size of every list, once to fill them.
func (s *segment) buildPairs() {
	const pairs = 1 << 16
	s.pairs = make([]int32, pairs+1)
	last := make([]int32, pairs) // entry + 1 that a pair was last seen in
	s.eachPair(last, func(_ int, pair uint16, gap uint64) { s.pairs[int(pair)+1] += int32(uvarintLen(gap)) })
	dense := int32(s.dense())
	for n := range pairs {
		s.pairs[n+1] = min(s.pairs[n+1], dense) + s.pairs[n]
	}
	s.lists = make([]byte, s.pairs[pairs])
	clear(last)
	ends := append([]int32(nil), s.pairs[:pairs]...)
	s.eachPair(last, func(n int, pair uint16, gap uint64) {
		if list := s.list(int(pair)); len(list) == int(dense) {
			list[n/8] |= 1 << (n % 8)
		} else {
			ends[pair] += int32(binary.PutUvarint(s.lists[ends[pair]:], gap))
		}
	})
}

func (s *segment) list(pair int) []byte { return s.lists[s.pairs[pair]:s.pairs[pair+1]] }

func (s *segment) eachPair(last []int32, found func(n int, pair uint16, gap uint64)) {
	for n, e := range s.entries {
		for at := 0; at+1 < len(e.key); at++ {
			pair := pairAt(e.key, at)
			if gap := int32(n+1) - last[pair]; gap > 0 && isIndexed(e.key, at) {
				found(n, pair, uint64(gap))
				last[pair] = int32(n + 1)
			}
		}
	}
}

func pairAt(text string, at int) uint16 { return uint16(text[at])<<8 | uint16(text[at+1]) }

// isIndexed leaves the signs between fields out: every entry has them.
func isIndexed(text string, at int) bool { return text[at] >= ' ' && text[at+1] >= ' ' }

func uvarintLen(n uint64) int {
	size := 1
	for ; n >= 0x80; n >>= 7 {
		size++
	}
	return size
}

// scan calls found for every entry that may hold all the patterns, in order, until it says stop. The
// caller compares the key itself.
func (s *segment) scan(patterns []string, found func(n int) bool) {
	sparse, dense, any := s.listsOf(patterns)
	switch {
	case !any:
		s.scanText(patterns[0], found)
	case sparse == nil:
		s.scanDense(dense, found)
	default:
		scanSparse(sparse, dense, found)
	}
}

// scanSparse walks a list of differences, past entries that lack another pair.
func scanSparse(list []byte, dense [][]byte, found func(n int) bool) {
	for n := -1; len(list) > 0; {
		gap, size := binary.Uvarint(list)
		list = list[size:]
		n += int(gap)
		if !slices.ContainsFunc(dense, func(bits []byte) bool { return bits[n/8]>>(n%8)&1 == 0 }) && !found(n) {
			return
		}
	}
}

// scanDense walks the entries that have all the bits.
func (s *segment) scanDense(dense [][]byte, found func(n int) bool) {
	for at := 0; at < s.dense(); at += 8 {
		all := ^uint64(0)
		for _, bits := range dense {
			all &= binary.LittleEndian.Uint64(bits[at:])
		}
		for ; all != 0; all &= all - 1 {
			if !found(at*8 + mathbits.TrailingZeros64(all)) {
				return
			}
		}
	}
}

// listsOf gives the lists of the pairs in the patterns: the shortest of differences, nil when there is
// none, and the dense ones. any is false when they hold no pair.
func (s *segment) listsOf(patterns []string) (sparse []byte, dense [][]byte, any bool) {
	if len(s.entries) == 0 {
		return []byte{}, nil, true
	}
	for _, pattern := range patterns {
		for at := 0; at+1 < len(pattern); at++ {
			if !isIndexed(pattern, at) {
				continue
			}
			any = true
			list := s.list(int(pairAt(pattern, at)))
			if len(list) == s.dense() {
				dense = append(dense, list)
			} else if sparse == nil || len(list) < len(sparse) {
				sparse = list
			}
		}
	}
	return sparse, dense, any
}

// scanText is the plain scan, for a single letter.
func (s *segment) scanText(pattern string, found func(n int) bool) {
	for at := 0; at < len(s.text); {
		hit := strings.Index(s.text[at:], pattern)
		if hit < 0 {
			return
		}
		n := sort.Search(len(s.starts), func(n int) bool { return int(s.starts[n]) > at+hit }) - 1
		if !found(n) || n+1 == len(s.starts) {
			return
		}
		at = int(s.starts[n+1])
	}
}
