package catalog

import (
	"bytes"
	"runtime"
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
// be used by many goroutines at once. Products it hands out must not be changed.
//
// Most products lie in base, which is built at once and has an index of letter pairs. What is saved
// afterwards lies in fresh, which is short and simply read through; when it grows long the two are
// joined. So saving one product at the till costs microseconds.
type Index struct {
	mu     sync.RWMutex
	ids    map[id.Product]*entry
	skus   codeMap
	codes  codeMap
	shorts codeMap
	lastNo int // the highest number of an SKU the program made

	base  segment
	gone  int      // entries of base that are no more
	fresh []*entry // in dictionary order

	lists lists
}

// maxFresh bounds what a search reads through without an index.
const maxFresh = 1500

// entry is one product as the index keeps it.
type entry struct {
	product  *Product
	producer string
	key      string // what searches look at, see searchKey
	before   int32  // in fresh: the place in base it stands before
	gone     bool   // in base: removed or replaced
}

// NewIndex returns an empty catalogue.
func NewIndex() *Index {
	x := &Index{}
	x.reset(0)
	return x
}

func (x *Index) reset(size int) {
	x.ids = make(map[id.Product]*entry, size)
	x.skus, x.codes, x.shorts = newCodeMap(size), newCodeMap(size), newCodeMap(0)
	x.base, x.gone, x.fresh, x.lastNo = segment{}, 0, nil, 0
	x.lists.clear()
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
	if e := x.ids[product]; e != nil {
		return e.product
	}
	return nil
}

// BySKU gives the product of an SKU, without case; nil when it is unknown.
func (x *Index) BySKU(sku string) *Product {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if e := x.skus.first[Key(sku)]; e != nil {
		return e.product
	}
	return nil
}

// Producer gives the name of a product's producer as it was put; "" when there is none.
func (x *Index) Producer(product id.Product) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if e := x.ids[product]; e != nil {
		return e.producer
	}
	return ""
}

// Put adds a product or replaces the one with its id.
func (x *Index) Put(product Product, producer string) { x.PutAll([]Item{{product, producer}}) }

// PutAll is Put for many.
func (x *Index) PutAll(items []Item) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(items) > maxFresh {
		x.replace(append(x.without(items), items...))
		return
	}
	x.lists.clear()
	for _, item := range items {
		x.put(newEntry(item, thai.Fold(item.Producer)))
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

// Replace loads the whole catalogue anew. Of items with the same id the last counts.
func (x *Index) Replace(items []Item) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.replace(items)
}

func (x *Index) replace(items []Item) {
	entries := prepare(items)
	x.reset(len(entries))
	for _, e := range entries {
		x.ids[e.product.ID] = e
	}
	entries = slices.DeleteFunc(entries, func(e *entry) bool { return x.ids[e.product.ID] != e })
	for _, e := range entries {
		x.link(e)
	}
	x.base = newSegment(entries)
}

// without lists the items now in the index which others does not hold.
func (x *Index) without(others []Item) []Item {
	replaced := make(map[id.Product]bool, len(others))
	for _, item := range others {
		replaced[item.Product.ID] = true
	}
	var kept []Item
	for e := range x.all() {
		if !replaced[e.product.ID] {
			kept = append(kept, Item{*e.product, e.producer})
		}
	}
	return kept
}

// put adds one entry. A product of which the words stay, such as one with a new price, keeps its place.
func (x *Index) put(e *entry) {
	if old := x.ids[e.product.ID]; old != nil {
		x.unlink(old)
		if old.key == e.key && old.product.Name == e.product.Name && old.product.SKU == e.product.SKU {
			old.product, old.producer = e.product, e.producer
			x.link(old)
			return
		}
		x.drop(old)
	}
	x.link(e)
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
func (x *Index) all() func(yield func(*entry) bool) {
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
func (x *Index) All() []*Product {
	x.mu.RLock()
	defer x.mu.RUnlock()
	products := make([]*Product, 0, len(x.ids))
	for e := range x.all() {
		products = append(products, e.product)
	}
	return products
}

func newEntry(item Item, foldedProducer string) *entry {
	product := item.Product // a copy of its own, without the rest of the item
	return &entry{product: &product, producer: item.Producer, key: searchKey(&product, foldedProducer)}
}

// compare is the order of the catalogue: the dictionary's by name, then SKU and id.
func compare(a, b *entry) int {
	if order := thai.Compare(a.product.Name, b.product.Name); order != 0 {
		return order
	}
	return compareTies(a, b)
}

func compareTies(a, b *entry) int {
	if order := strings.Compare(Key(a.product.SKU), Key(b.product.SKU)); order != 0 {
		return order
	}
	return bytes.Compare(a.product.ID[:], b.product.ID[:])
}

// keyed is an entry with the bytes that give its name's place in the dictionary.
type keyed struct {
	*entry
	order []byte
}

// prepare makes entries in dictionary order. Folding and sort keys are most of the work of a start,
// so that every core takes its part.
func prepare(items []Item) []*entry {
	all := make([]keyed, len(items))
	part := len(items)/runtime.GOMAXPROCS(0) + 1
	var working sync.WaitGroup
	var parts [][]keyed
	for from := 0; from < len(items); from += part {
		to := min(from+part, len(items))
		parts = append(parts, all[from:to])
		working.Go(func() { preparePart(items[from:to], all[from:to]) })
	}
	working.Wait()
	return merge(parts, len(items))
}

func preparePart(items []Item, all []keyed) {
	var arena []byte                 // the keys end to end, so that they do not cost an allocation each
	producers := map[string]string{} // folded; many products share one
	for n, item := range items {
		at := len(arena)
		arena = thai.SortKey(arena, item.Product.Name)
		producer, known := producers[item.Producer]
		if !known {
			producer = thai.Fold(item.Producer)
			producers[item.Producer] = producer
		}
		all[n] = keyed{newEntry(item, producer), arena[at:len(arena):len(arena)]}
	}
	slices.SortStableFunc(all, compareKeyed)
}

// merge joins sorted parts; of equals the one of the earlier part comes first.
func merge(parts [][]keyed, size int) []*entry {
	entries := make([]*entry, 0, size)
	for len(entries) < size {
		first := -1
		for n, part := range parts {
			if len(part) > 0 && (first < 0 || compareKeyed(part[0], parts[first][0]) < 0) {
				first = n
			}
		}
		entries = append(entries, parts[first][0].entry)
		parts[first] = parts[first][1:]
	}
	return entries
}

func compareKeyed(a, b keyed) int {
	if order := bytes.Compare(a.order, b.order); order != 0 {
		return order
	}
	if order := strings.Compare(a.product.Name, b.product.Name); order != 0 {
		return order
	}
	return compareTies(a.entry, b.entry)
}
