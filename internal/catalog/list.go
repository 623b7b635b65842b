package catalog

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// Order is an order of a list of products.
type Order string

// The orders of a list. Each falls back on the dictionary's.
const (
	ByName   Order = "name"
	ByNumber Order = "sku"
	ByPrice  Order = "price"
	ByNewest Order = "newest"
)

// Archived is the category that List takes for products no longer sold. No name of a category is
// like it, for names have no control characters.
const Archived = "\x00archived"

// lists keeps the last lists asked for, so that paging through one sorts it once. Any change to the
// index empties it.
type lists struct {
	mu         sync.Mutex
	kept       map[listKey][]*entry
	categories []string
	counted    bool
}

type listKey struct {
	category string
	by       Order
}

// maxLists bounds the lists kept.
const maxLists = 8

func (l *lists) clear() {
	l.mu.Lock()
	l.kept, l.categories, l.counted = nil, nil, false
	l.mu.Unlock()
}

// List gives one page of the products of a category ("" for all, Archived for those no longer sold)
// and how many there are on all pages.
func (x *Index) List(category string, by Order, offset, limit int) ([]*Product, int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	all := x.list(listKey{category, by})
	from := min(max(offset, 0), len(all))
	to := from + min(max(limit, 0), len(all)-from)
	products := make([]*Product, to-from)
	for n, e := range all[from:to] {
		products[n] = x.product(e)
	}
	return products, len(all)
}

func (x *Index) list(key listKey) []*entry {
	x.lists.mu.Lock()
	defer x.lists.mu.Unlock()
	all, ok := x.lists.kept[key]
	if !ok {
		all = x.sorted(key)
		if x.lists.kept == nil || len(x.lists.kept) >= maxLists {
			x.lists.kept = map[listKey][]*entry{}
		}
		x.lists.kept[key] = all
	}
	return all
}

func (x *contents) sorted(key listKey) []*entry {
	number, used := x.words.numbers[key.category]
	var all []*entry
	for e := range x.all() {
		wanted := key.category == "" || used && uint32(number) == e.category
		if e.is(isArchived) {
			wanted = key.category == Archived
		}
		if wanted {
			all = append(all, e)
		}
	}
	switch key.by {
	case ByNumber:
		sortBy(all, func(e *entry) string { return Key(e.sku()) }, strings.Compare)
	case ByPrice:
		sortBy(all, func(e *entry) money.Satang { return x.product(e).Price }, cmp.Compare)
	case ByNewest: // ids grow with time
		sortBy(all, func(e *entry) string { return string(e.packed[:idLen]) }, func(a, b string) int { return strings.Compare(b, a) })
	}
	return all
}

// sortBy sorts by what of gives, which it asks each entry once.
func sortBy[K any](all []*entry, of func(*entry) K, compare func(a, b K) int) {
	type keyed struct {
		*entry
		key K
	}
	keys := make([]keyed, len(all))
	for n, e := range all {
		keys[n] = keyed{e, of(e)}
	}
	slices.SortStableFunc(keys, func(a, b keyed) int { return compare(a.key, b.key) })
	for n := range keys {
		all[n] = keys[n].entry
	}
}

// Shelf is a list of products of which a screen shows a few at a time: they are unpacked when they are
// seen. The zero Shelf is empty.
type Shelf struct {
	index    *Index
	words    *words // those of the entries, also once the index holds others
	entries  []*entry
	products []*Product
}

// Shelf gives the products of a category that are sold and counted, in dictionary order; variants stand
// behind the product that they are variants of.
func (x *Index) Shelf(category string) Shelf {
	x.mu.RLock()
	defer x.mu.RUnlock()
	all := x.list(listKey{category, ByName})
	hidden := func(e *entry) bool { return e.is(isUntracked) || x.under(e) != nil }
	if slices.ContainsFunc(all, hidden) {
		all = slices.DeleteFunc(slices.Clone(all), hidden)
	}
	return Shelf{index: x, words: x.words, entries: all}
}

// ShelfOf gives a shelf of some products, those left out that are not counted.
func ShelfOf(products []*Product) Shelf {
	return Shelf{products: slices.DeleteFunc(slices.Clone(products), func(p *Product) bool { return p.Untracked })}
}

// Len counts the products.
func (s Shelf) Len() int { return len(s.entries) + len(s.products) }

// At gives one of them.
func (s Shelf) At(n int) *Product {
	if s.index == nil {
		return s.products[n]
	}
	s.index.mu.RLock()
	defer s.index.mu.RUnlock()
	return s.entries[n].product(s.words.list)
}

// Categories lists the categories of products that are sold, in dictionary order. The slice must not
// be changed.
func (x *Index) Categories() []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	x.lists.mu.Lock()
	defer x.lists.mu.Unlock()
	if x.lists.counted {
		return x.lists.categories
	}
	seen := map[uint32]bool{}
	for e := range x.all() {
		if !e.is(isArchived) && !seen[e.category] {
			seen[e.category] = true
			if category := x.words.list[e.category]; category != "" {
				x.lists.categories = append(x.lists.categories, category)
			}
		}
	}
	thai.Sort(x.lists.categories)
	x.lists.counted = true
	return x.lists.categories
}
