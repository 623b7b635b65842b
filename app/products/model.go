// Package products is the screen of goods: the list with what lies of them, the form of one product,
// promotions, and files of goods in and out.
package products

import (
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/report"
	"github.com/talat-pos/talat/internal/shop"
)

// model is the list and what narrows it.
type model struct {
	index     *catalog.Index         // nil until read
	stock     map[id.Product]qty.Qty // what can be sold of each, nil until summed
	goods     *report.Goods          // nil until summed: the list is whole till then
	producers []shop.Party
	vat       bool
	today     clock.Day

	query    string
	category string // "" = all
	part     report.Part

	list   report.List
	chosen id.Product
	line   int        // the row of the chosen product, -1 for none
	picked bool       // a person chose it, or looked for it
	wish   id.Product // to be chosen once it is counted: it was saved just now

	rows   map[id.Product]known // what is known of goods that were seen
	wanted []id.Product         // seen, and to be asked for
	round  int                  // what was known in an earlier round is asked anew
}

// known is what the list says of a product, and when it was asked.
type known struct {
	shop.ShelfRow
	round int
}

// maxKnown bounds what is remembered of goods that were seen.
const maxKnown = 2000

// take has everything read anew; what is shown stays until the new comes.
func (m *model) take(f facts) {
	m.index, m.producers, m.vat, m.today = f.index, f.producers, f.vat, f.today
	m.round++
	m.narrow()
}

// count takes what lies of all goods.
func (m *model) count(goods *report.Goods) {
	m.goods, m.stock = goods, goods.Sellable
	if wish := m.wish; !wish.IsZero() {
		m.chosen, m.wish = wish, id.Product{}
	}
	m.narrow()
	m.wish = id.Product{}
}

// narrow finds what is listed now. The chosen product stays chosen while it is listed.
func (m *model) narrow() {
	switch {
	case m.index == nil:
		return
	case m.goods != nil:
		m.list = m.goods.List(m.part, m.category, m.query)
	case m.query != "":
		result := m.index.Search(m.query, catalog.MaxCount)
		m.list = report.All(catalog.ShelfOf(result.Products))
	default:
		m.list = report.All(m.index.Shelf(m.category))
	}
	m.line = m.list.Find(m.chosen)
	m.picked = m.picked && m.line >= 0 || m.query != ""
	if m.line < 0 {
		wish := m.chosen
		m.chosen = id.Product{}
		m.choose(0)
		m.wish = wish
	}
}

// found unpacks the goods listed, at most the first 1,000.
func (m *model) found() (found []*catalog.Product) {
	for n := range min(m.list.Len(), catalog.MaxCount) {
		found = append(found, m.list.At(n))
	}
	return found
}

// product gives the chosen one, nil for none.
func (m *model) product() *catalog.Product {
	if m.index == nil || m.chosen.IsZero() {
		return nil
	}
	return m.index.ByID(m.chosen)
}

func (m *model) choose(index int) {
	if index >= 0 && index < m.list.Len() {
		m.line, m.chosen, m.wish = index, m.list.At(index).ID, id.Product{}
	}
}

// counted gives how many goods a part shows; false while that is not known.
func (m *model) counted(part report.Part) (int, bool) {
	if m.goods == nil {
		return 0, false
	}
	return m.goods.Count(part), true
}

// row gives what is known of a product, and has it asked for where that is old or nothing.
func (m *model) row(product id.Product) (shop.ShelfRow, bool) {
	row, ok := m.rows[product]
	if !ok || row.round != m.round {
		m.wanted = append(m.wanted, product)
	}
	return row.ShelfRow, ok
}

// mostAsked bounds how many goods are asked for at once: what was seen last is in sight.
const mostAsked = 60

// ask gives what is to be asked for now.
func (m *model) ask() []id.Product {
	asked := m.wanted[max(len(m.wanted)-mostAsked, 0):]
	m.wanted = nil
	return asked
}

// know takes what was asked in a round.
func (m *model) know(rows []shop.ShelfRow, round int) {
	if m.rows == nil || len(m.rows) > maxKnown {
		m.rows = map[id.Product]known{}
	}
	for _, row := range rows {
		m.rows[row.ProductID] = known{row, round}
	}
}

// level says how a product's stock stands.
func (m *model) level(p *catalog.Product) report.Level {
	if m.goods == nil {
		return report.Enough
	}
	return m.goods.Level(p)
}

// near reports whether a last day is near, or past.
func (m *model) near(day clock.Day) bool { return day != "" && day <= m.today.Add(report.NearDays) }

// categories lists the categories of what is sold.
func (m *model) categories() []string {
	if m.index == nil {
		return nil
	}
	return m.index.Categories()
}
