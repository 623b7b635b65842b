package catalog

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/thai"
)

// Item is a product and the name of its producer, which a search finds too.
type Item struct {
	Product  Product
	Producer string
}

// Index is the catalogue in memory: every product by id, code and words, in dictionary order. It may
// be used by many goroutines at once. The products it hands out are unpacked for who asked.
type Index struct {
	mu sync.RWMutex
	contents
	lists lists
}

// contents are what an index holds.
//
// Most products lie in base, which is built at once and has an index of letter pairs. What is saved
// afterwards lies in fresh, which is short and simply read through; when it grows long the two are
// joined. So saving one product at the till costs microseconds.
type contents struct {
	ids    map[id.Product]*entry
	skus   codeMap
	codes  codeMap
	shorts codeMap
	lastNo int // the highest number of an SKU the program made
	words  *words

	families map[id.Product][]*entry // variants by their parent, oldest first
	parents  map[*entry]id.Product   // of each variant

	base  segment
	gone  int      // entries of base that are no more
	fresh []*entry // in dictionary order
}

// maxFresh bounds what a search reads through without an index.
const maxFresh = 1500

// entry is one product as the index keeps it.
type entry struct {
	packed
	key      string // what searches look at, see searchKey; the rest of it is the tail
	maker    uint32 // the producer's name and the category among the words
	category uint32
	before   int32  // in fresh: the place in base it stands before
	tail     uint16 // among the words' tails
	gone     bool   // in base: removed or replaced
}

// NewIndex returns an empty catalogue.
func NewIndex() *Index { return &Index{contents: newContents(0, newWords())} }

func newContents(size int, w *words) contents {
	return contents{ids: make(map[id.Product]*entry, size), skus: newCodeMap(), codes: newCodeMap(), shorts: newCodeMap(), words: w,
		families: map[id.Product][]*entry{}, parents: map[*entry]id.Product{}}
}

// product unpacks an entry, nil for none.
func (x *contents) product(e *entry) *Product {
	if e == nil {
		return nil
	}
	return e.product(x.words.list)
}

// Len gives the number of products, archived ones included.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.ids)
}

// ByID gives a product, nil when it is unknown.
func (x *Index) ByID(product id.Product) *Product {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.product(x.ids[product])
}

// BySKU gives the product of an SKU, without case; nil when it is unknown.
func (x *Index) BySKU(sku string) *Product {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.product(x.bySKU(Key(sku)))
}

// Producer gives the name of a product's producer as it was put; "" when there is none.
func (x *Index) Producer(product id.Product) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if e := x.ids[product]; e != nil {
		return x.words.list[e.maker]
	}
	return ""
}

// Put adds a product or replaces the one with its id.
func (x *Index) Put(product Product, producer string) { x.PutAll([]Item{{product, producer}}) }

// PutAll is Put for many.
func (x *Index) PutAll(items []Item) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.lists.clear()
	if len(items) > maxFresh {
		x.contents = built(slices.Values(append(x.without(items), items...)))
		return
	}
	for n, e := range newMaker(x.words).entries(items) {
		x.put(e, &items[n].Product)
	}
	x.tidy()
}

// Remove forgets a product; an unknown id is nothing to do.
func (x *Index) Remove(product id.Product) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.lists.clear()
	if e := x.ids[product]; e != nil {
		x.unlink(e)
		x.drop(e)
	}
	x.tidy()
}

// without lists the items now in the index which others does not hold.
func (x *Index) without(others []Item) []Item {
	replaced := make(map[id.Product]bool, len(others))
	for n := range others {
		replaced[others[n].Product.ID] = true
	}
	var kept []Item
	for e := range x.all() {
		if !replaced[e.id()] {
			kept = append(kept, Item{*x.product(e), x.words.list[e.maker]})
		}
	}
	return kept
}

// put adds one entry. A product of which the words stay, such as one with a new price, keeps its place.
func (x *Index) put(e *entry, product *Product) {
	if old := x.ids[product.ID]; old != nil {
		x.unlink(old)
		if old.key == e.key && old.tail == e.tail && old.name() == product.Name && old.sku() == product.SKU {
			old.packed, old.maker, old.category = e.packed, e.maker, e.category
			x.link(old, product.names())
			return
		}
		x.drop(old)
	}
	x.link(e, product.names())
	e.before = int32(sort.Search(len(x.base.entries), func(n int) bool { return compare(x.base.entries[n], e) > 0 }))
	x.fresh = slices.Insert(x.fresh, x.placeInFresh(e), e)
}

func (x *Index) placeInFresh(e *entry) int {
	return sort.Search(len(x.fresh), func(n int) bool { return compare(x.fresh[n], e) >= 0 })
}

// drop takes an entry out of base or fresh.
func (x *Index) drop(e *entry) {
	if n := x.placeInFresh(e); n < len(x.fresh) && x.fresh[n] == e {
		x.fresh = slices.Delete(x.fresh, n, n+1)
		return
	}
	e.gone = true
	x.gone++
}

// tidy joins fresh and base when there is much to read through.
func (x *Index) tidy() {
	if len(x.fresh) <= maxFresh && x.gone <= maxFresh {
		return
	}
	entries := make([]*entry, 0, len(x.ids))
	for e := range x.all() {
		entries = append(entries, e)
	}
	x.base, x.gone, x.fresh = newSegment(entries), 0, nil
}

// all walks the products in dictionary order.
func (x *contents) all() func(yield func(*entry) bool) {
	return func(yield func(*entry) bool) {
		next := 0
		for n, e := range x.base.entries {
			for ; next < len(x.fresh) && int(x.fresh[next].before) <= n; next++ {
				if !yield(x.fresh[next]) {
					return
				}
			}
			if !e.gone && !yield(e) {
				return
			}
		}
		for _, e := range x.fresh[next:] {
			if !yield(e) {
				return
			}
		}
	}
}

// All gives every product in dictionary order, archived ones included.
func (x *Index) All() []*Product { return x.unpacked(func(*entry) bool { return true }) }

// Favourites gives the products marked so that are sold, in dictionary order.
func (x *Index) Favourites() []*Product {
	return x.unpacked(func(e *entry) bool { return e.is(isFavourite) && !e.is(isArchived) })
}

func (x *Index) unpacked(wanted func(*entry) bool) (products []*Product) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for e := range x.all() {
		if wanted(e) {
			products = append(products, x.product(e))
		}
	}
	return products
}

// compare is the order of the catalogue: the dictionary's by name, then SKU and id.
func compare(a, b *entry) int {
	if order := thai.Compare(a.name(), b.name()); order != 0 {
		return order
	}
	return compareTies(a, b)
}

func compareTies(a, b *entry) int {
	if order := strings.Compare(Key(a.sku()), Key(b.sku())); order != 0 {
		return order
	}
	return strings.Compare(string(a.packed[:idLen]), string(b.packed[:idLen]))
}
