package catalog

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"

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
	kept       map[listKey][]*Product
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
// and how many there are on all pages. The slice must not be changed.
func (x *Index) List(category string, by Order, offset, limit int) ([]*Product, int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	x.lists.mu.Lock()
	defer x.lists.mu.Unlock()
	key := listKey{category, by}
	all, ok := x.lists.kept[key]
	if !ok {
		all = x.sorted(category, by)
		if x.lists.kept == nil || len(x.lists.kept) >= maxLists {
			x.lists.kept = map[listKey][]*Product{}
		}
		x.lists.kept[key] = all
	}
	from := min(max(offset, 0), len(all))
	to := from + min(max(limit, 0), len(all)-from)
	return all[from:to:to], len(all)
}

func (x *Index) sorted(category string, by Order) []*Product {
	var products []*Product
	for e := range x.all() {
		product := e.product
		wanted := category == "" || category == product.Category
		if product.Archived {
			wanted = category == Archived
		}
		if wanted {
			products = append(products, product)
		}
	}
	switch by {
	case ByNumber:
		slices.SortStableFunc(products, func(a, b *Product) int { return strings.Compare(Key(a.SKU), Key(b.SKU)) })
	case ByPrice:
		slices.SortStableFunc(products, func(a, b *Product) int { return cmp.Compare(a.Price, b.Price) })
	case ByNewest: // ids grow with time
		slices.SortStableFunc(products, func(a, b *Product) int { return bytes.Compare(b.ID[:], a.ID[:]) })
	}
	return products
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
	seen := map[string]bool{"": true}
	for e := range x.all() {
		if category := e.product.Category; !e.product.Archived && !seen[category] {
			seen[category] = true
			x.lists.categories = append(x.lists.categories, category)
		}
	}
	thai.Sort(x.lists.categories)
	x.lists.counted = true
	return x.lists.categories
}
