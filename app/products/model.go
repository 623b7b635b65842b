// Package products is the screen of goods: the list, the form of one product with its stock, promotions,
// and files of goods in and out.
package products

import (
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// show says which part of the goods is listed.
type show int

const (
	sold show = iota // all that are sold
	todo             // to complete: drafts first, then goods without a price
	gone             // archived
)

// model is the list and what narrows it.
type model struct {
	index     *catalog.Index // nil until read
	stock     map[id.Product]qty.Qty
	producers []shop.Party
	vat       bool

	query    string
	category string // "" = all
	part     show

	found  []*catalog.Product
	more   bool // a search found more than it lists
	chosen id.Product
}

// maxListed bounds a list; a shop with more goods looks for them.
const maxListed = 5000

// narrow finds what is listed now.
func (m *model) narrow() {
	if m.index == nil {
		return
	}
	all, more := m.candidates()
	m.found, m.more = m.found[:0], more
	for _, p := range all {
		if p.SKU != shop.MiscSKU && (m.category == "" || p.Category == m.category) && m.inPart(p) {
			m.found = append(m.found, p)
		}
	}
	if m.part == todo {
		slices.SortStableFunc(m.found, func(a, b *catalog.Product) int { return draftRank(a) - draftRank(b) })
	}
	if m.at() < 0 {
		m.chosen = id.Product{}
		if len(m.found) > 0 {
			m.chosen = m.found[0].ID
		}
	}
}

// candidates gives the goods before category and part narrow them.
func (m *model) candidates() (all []*catalog.Product, more bool) {
	if m.part == gone {
		all, _ = m.index.List(catalog.Archived, catalog.ByName, 0, maxListed)
		return all, false
	}
	if m.query != "" {
		result := m.index.Search(m.query, catalog.MaxCount)
		return result.Products, result.More
	}
	all, total := m.index.List(m.category, catalog.ByName, 0, maxListed)
	return all, total > len(all)
}

func (m *model) inPart(p *catalog.Product) bool {
	return m.part != todo || incomplete(p)
}

// incomplete reports whether a product waits to be completed.
func incomplete(p *catalog.Product) bool { return p.Draft || p.Price == 0 }

func draftRank(p *catalog.Product) int {
	if p.Draft {
		return 0
	}
	return 1
}

// waiting counts what is to be completed, and whole all goods that are sold.
func (m *model) waiting() (waiting, whole int) {
	if m.index == nil {
		return 0, 0
	}
	all, _ := m.index.List("", catalog.ByName, 0, maxListed)
	for _, p := range all {
		if p.SKU == shop.MiscSKU {
			continue
		}
		whole++
		if incomplete(p) {
			waiting++
		}
	}
	return waiting, whole
}

// at gives the row of the chosen product, -1 for none.
func (m *model) at() int {
	return slices.IndexFunc(m.found, func(p *catalog.Product) bool { return p.ID == m.chosen })
}

// product gives the chosen one, nil for none.
func (m *model) product() *catalog.Product {
	if n := m.at(); n >= 0 {
		return m.found[n]
	}
	return nil
}

func (m *model) choose(index int) {
	if index >= 0 && index < len(m.found) {
		m.chosen = m.found[index].ID
	}
}

// level says how a product's stock stands.
type level int

const (
	enough level = iota
	low
	out
)

func (m *model) level(p *catalog.Product) level {
	have := m.stock[p.ID]
	switch {
	case p.Untracked || have > p.Reorder:
		return enough
	case have <= 0:
		return out
	}
	return low
}

// categories lists the categories of what is sold.
func (m *model) categories() []string {
	if m.index == nil {
		return nil
	}
	return m.index.Categories()
}
