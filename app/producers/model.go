// Package producers is the screen of the people whose goods the shop sells: what they are owed, on what terms,
// and the rounds in which they are paid.
package producers

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// Which producers are listed.
const (
	everybody = iota
	owed
	withGoods
)

// What is shown of the chosen one.
const (
	tabSales = iota // what no settlement holds yet
	tabPapers
	tabTerms
	tabGoods
	tabs
)

// model is the list, what is looked for in it, and the producer shown beside it.
type model struct {
	all    []shop.ProducerAccount // in Thai order
	found  []shop.ProducerAccount
	query  string
	filter int
	chosen id.Party
	tab    int
	picked int     // row of the tab that F9 opens
	detail *detail // nil until it is read
	read   bool
}

// detail is everything about one producer.
type detail struct {
	open     *shop.ProducerStatement
	papers   []shop.Settlement
	terms    []consign.Terms
	goods    []shop.ProducerGoods
	products map[id.Product]*catalog.Product // named by terms
}

// load takes the producers anew; the chosen one stays where they still are.
func (m *model) load(all []shop.ProducerAccount) {
	m.all, m.read = all, true
	m.narrow()
}

func (m *model) find(query string) { m.query = query; m.narrow() }
func (m *model) show(filter int)   { m.filter = filter; m.narrow() }
func (m *model) count(filter int) int {
	count := 0
	for n := range m.all {
		if fits(&m.all[n], filter) {
			count++
		}
	}
	return count
}

func fits(a *shop.ProducerAccount, filter int) bool {
	switch filter {
	case owed:
		return a.Owed() != 0
	case withGoods:
		return a.Goods > 0
	}
	return true
}

func (m *model) narrow() {
	m.found = m.found[:0]
	text := thai.Fold(strings.TrimSpace(m.query))
	digits := strings.NewReplacer(" ", "", "-", "").Replace(thai.ToASCIIDigits(m.query))
	for _, a := range m.all {
		named := text == "" || strings.Contains(thai.Fold(a.Name), text) || digits != "" && strings.Contains(a.Phone, digits)
		if named && fits(&a, m.filter) {
			m.found = append(m.found, a)
		}
	}
	if m.at() < 0 {
		chosen := id.Party{}
		if len(m.found) > 0 {
			chosen = m.found[0].ID
		}
		m.turnTo(chosen)
	}
}

// turnTo chooses a producer.
func (m *model) turnTo(who id.Party) {
	if who != m.chosen {
		m.chosen, m.detail, m.picked = who, nil, 0
	}
}

// choose takes a row of the list.
func (m *model) choose(index int) {
	if index >= 0 && index < len(m.found) {
		m.turnTo(m.found[index].ID)
	}
}

// at gives the row of the chosen producer, -1 for none.
func (m *model) at() int {
	return slices.IndexFunc(m.found, func(a shop.ProducerAccount) bool { return a.ID == m.chosen })
}

// producer gives the chosen one, nil for none.
func (m *model) producer() *shop.ProducerAccount {
	if n := m.at(); n >= 0 {
		return &m.found[n]
	}
	return nil
}

// owes gives how many producers are owed something and how much together.
func (m *model) owes() (people int, sum money.Satang) {
	for n := range m.all {
		if due := m.all[n].Owed(); due > 0 {
			people, sum = people+1, sum+due
		}
	}
	return people, sum
}

// turn shows the tab before or after, around the ends.
func (m *model) turn(by int) { m.tab, m.picked = (m.tab+by+tabs)%tabs, 0 }

// rows gives how many rows of the tab can be opened.
func (m *model) rows() int {
	switch {
	case m.detail == nil:
		return 0
	case m.tab == tabPapers:
		return min(len(m.detail.papers), maxRows)
	case m.tab == tabTerms:
		return min(len(m.detail.terms), maxRows)
	}
	return 0
}

// pick marks the row before or after.
func (m *model) pick(by int) {
	if rows := m.rows(); rows > 0 {
		m.picked = min(max(m.picked+by, 0), rows-1)
	}
}

// openPaper gives the oldest settlement that is not paid, nil for none.
func (m *model) openPaper() *shop.Settlement {
	if m.detail == nil {
		return nil
	}
	for n := len(m.detail.papers) - 1; n >= 0; n-- {
		if m.detail.papers[n].Left() > 0 {
			return &m.detail.papers[n]
		}
	}
	return nil
}
