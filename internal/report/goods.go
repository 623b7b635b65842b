// Package report holds what screens list and count, worked out in memory from facts that were read before.
package report

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// Part is a part of the goods that a list shows.
type Part int

// The parts, in the order of their chips.
const (
	Sold       Part = iota // all that are sold
	ToOrder                // at their reorder point or below it
	Out                    // nothing left to sell
	Expiring               // something of them expires within NearDays, or has
	Consigned              // sold for their producer
	ToComplete             // drafts first, then goods without a price
	BelowZero              // more was sold than there was: to be counted
	Archived               // not sold any more
	parts
)

// Parts is how many there are.
const Parts = int(parts)

// NearDays is how many days before its last day food is shown as near it.
const NearDays = 30

// Lying is what lies of the goods, read at one moment.
type Lying struct {
	Sellable map[id.Product]qty.Qty   // what can be sold of each now
	Expires  map[id.Product]clock.Day // the first day of what lies here, of goods near it
	Below    map[id.Product]bool      // more was sold than was known to be there, and nobody counted since
}

// Level says how a product's stock stands.
type Level uint8

// The levels.
const (
	Enough Level = iota
	Low          // at its reorder point or below
	None         // nothing to sell
)

// Level gives how a product stands. What is not counted, and what only stands for its variants, has always
// enough; of a set there is as much as its parts make.
func (l *Lying) Level(p *catalog.Product) Level {
	have := l.Sellable[p.ID]
	switch {
	case p.Untracked || p.HasVariants:
		return Enough
	case have <= 0:
		return None
	case p.Reorder > 0 && have <= p.Reorder:
		return Low
	}
	return Enough
}

// In reports whether a part shows a product.
func (l *Lying) In(part Part, p *catalog.Product) bool { return l.marks(p)&(1<<part) != 0 }

// marks gives the parts that show a product, a bit each.
func (l *Lying) marks(p *catalog.Product) (marks uint16) {
	if p.Archived {
		return 1 << Archived
	}
	level := l.Level(p)
	_, near := l.Expires[p.ID]
	mark := func(part Part, in bool) {
		if in {
			marks |= 1 << part
		}
	}
	mark(Sold, true)
	mark(ToOrder, p.Reorder > 0 && level != Enough && !p.IsSet()) // the parts of a set are ordered
	mark(Out, level == None)
	mark(Expiring, near)
	mark(Consigned, p.Terms == ledger.Consign)
	mark(ToComplete, Incomplete(p))
	mark(BelowZero, l.Below[p.ID])
	return marks
}

// Incomplete reports whether a product waits to be completed.
func Incomplete(p *catalog.Product) bool { return p.Draft || p.Price == 0 && !p.HasVariants }

// Goods is the whole catalogue with what lies of it, so that a list can be narrowed and counted at once,
// however long it is.
type Goods struct {
	Lying
	index      *catalog.Index
	shelf      catalog.Shelf
	gone       catalog.Shelf
	rows       []row // of shelf
	categories []string
	counts     [parts]int
}

type row struct {
	id       id.Product
	marks    uint16
	category uint16
	draft    bool
}

// NewGoods looks at every product once.
func NewGoods(index *catalog.Index, lying Lying) *Goods {
	g := &Goods{Lying: lying, index: index, shelf: index.Shelf(""), gone: index.Shelf(catalog.Archived)}
	g.rows = make([]row, g.shelf.Len())
	numbers := map[string]uint16{}
	for n := range g.rows {
		p := g.shelf.At(n)
		number, known := numbers[p.Category]
		if !known {
			number = uint16(len(g.categories))
			numbers[p.Category] = number
			g.categories = append(g.categories, p.Category)
		}
		g.rows[n] = row{p.ID, lying.marks(p), number, p.Draft}
		for part := range parts {
			if g.rows[n].marks&(1<<part) != 0 {
				g.counts[part]++
			}
		}
	}
	g.counts[Archived] = g.gone.Len()
	return g
}

// Count gives how many products a part shows.
func (g *Goods) Count(part Part) int { return g.counts[part] }

// List is goods in the order they are shown; they are unpacked when they are seen.
type List struct {
	More bool // a search found more than it lists

	shelf catalog.Shelf
	at    []int32 // places on the shelf, nil = all of it
	ids   func(n int) id.Product
}

// All lists a shelf as it is.
func All(shelf catalog.Shelf) List { return List{shelf: shelf} }

// Len counts the goods listed.
func (l List) Len() int {
	if l.at != nil {
		return len(l.at)
	}
	return l.shelf.Len()
}

// At gives one of them.
func (l List) At(n int) *catalog.Product { return l.shelf.At(l.place(n)) }

func (l List) place(n int) int {
	if l.at != nil {
		return int(l.at[n])
	}
	return n
}

// Find gives where a product stands in the list, -1 where it does not.
func (l List) Find(product id.Product) int {
	if product.IsZero() {
		return -1
	}
	for n := range l.Len() {
		if l.ids != nil && l.ids(l.place(n)) == product || l.ids == nil && l.At(n).ID == product {
			return n
		}
	}
	return -1
}

// List narrows the goods to a part, a category ("" for all) and what a search finds ("" for all). A search
// has its best hits first, the rest the order of the dictionary, drafts before others.
func (g *Goods) List(part Part, category, query string) List {
	if query != "" && part != Archived {
		result := g.index.Search(query, catalog.MaxCount)
		found := slices.DeleteFunc(result.Products, func(p *catalog.Product) bool {
			return category != "" && p.Category != category || !g.In(part, p)
		})
		return List{shelf: catalog.ShelfOf(found), More: result.More}
	}
	if part == Archived {
		return g.archived(category, query)
	}
	number := slices.Index(g.categories, category)
	if part == Sold && category == "" {
		return List{shelf: g.shelf, ids: g.id}
	}
	at := []int32{}
	for n := range g.rows {
		if g.rows[n].marks&(1<<part) != 0 && (category == "" || int(g.rows[n].category) == number) {
			at = append(at, int32(n))
		}
	}
	if part == ToComplete {
		slices.SortStableFunc(at, func(a, b int32) int { return g.rows[a].later() - g.rows[b].later() })
	}
	return List{shelf: g.shelf, at: at, ids: g.id}
}

// archived looks through what is not sold any more: a search of the index leaves it out.
func (g *Goods) archived(category, query string) List {
	at, query := []int32{}, thai.Fold(query)
	for n := range g.gone.Len() {
		p := g.gone.At(n)
		if (category == "" || p.Category == category) && (query == "" || strings.Contains(thai.Fold(p.Name+" "+p.SKU), query)) {
			at = append(at, int32(n))
		}
	}
	return List{shelf: g.gone, at: at}
}

func (g *Goods) id(n int) id.Product { return g.rows[n].id }

func (r row) later() int {
	if r.draft {
		return 0
	}
	return 1
}
