// Package customers is the screen of customers: who they are, what they owe and how they pay it, and the
// dialog that chooses one.
package customers

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// model is the list, what is looked for in it, and the customer shown beside it.
type model struct {
	all     []shop.Customer // in Thai order
	found   []shop.Customer
	query   string
	owing   bool // only those who owe
	chosen  id.Party
	debts   []selling.Debt // of the chosen one, oldest first
	papers  shop.ByPapers  // and beside them
	methods map[string]selling.Method
	read    bool
}

// load takes the customers anew; the chosen one stays where they still are.
func (m *model) load(all []shop.Customer) {
	m.all, m.read = all, true
	m.narrow()
}

// find looks for a text in names and phone numbers, without tone marks.
func (m *model) find(query string) { m.query = query; m.narrow() }

// onlyOwing keeps to those who owe, or shows all again.
func (m *model) onlyOwing(owing bool) { m.owing = owing; m.narrow() }

func (m *model) narrow() {
	m.found = m.found[:0]
	for _, c := range matching(m.all, m.query) {
		if !m.owing || c.Owed > 0 {
			m.found = append(m.found, c)
		}
	}
	if m.at() < 0 {
		m.turn(id.Party{})
		if len(m.found) > 0 {
			m.chosen = m.found[0].ID
		}
	}
}

// choose takes a row of the list.
func (m *model) choose(index int) {
	if index >= 0 && index < len(m.found) && m.found[index].ID != m.chosen {
		m.turn(m.found[index].ID)
	}
}

// turn chooses a customer, of whom nothing is read yet.
func (m *model) turn(who id.Party) { m.chosen, m.debts, m.papers = who, nil, shop.ByPapers{} }

// at gives the row of the chosen customer, -1 for none.
func (m *model) at() int {
	for n := range m.found {
		if m.found[n].ID == m.chosen {
			return n
		}
	}
	return -1
}

// customer gives the chosen one, nil for none.
func (m *model) customer() *shop.Customer {
	if n := m.at(); n >= 0 {
		return &m.found[n]
	}
	return nil
}

// owed gives how many owe and how much together.
func (m *model) owed() (people int, sum money.Satang) {
	for _, c := range m.all {
		if c.Owed > 0 {
			people, sum = people+1, sum+c.Owed
		}
	}
	return people, sum
}

// ways lists the codes of what a debt can be paid with, cash first, then the others in their order.
func (m *model) ways() []string {
	var codes []string
	for _, known := range rules.Methods() {
		if m.pays(known.Code) {
			codes = append(codes, known.Code)
		}
	}
	var own []string
	for code := range m.methods {
		if m.pays(code) && !slices.Contains(codes, code) {
			own = append(own, code)
		}
	}
	slices.Sort(own)
	return append(codes, own...)
}

// pays reports whether a way is offered and brings money: a debt is not paid by owing it.
func (m *model) pays(code string) bool {
	method, known := m.methods[code]
	return known && !method.Hidden && !method.Customer && code != selling.Loss
}

// matching gives the customers whose name or phone holds a text; spaces and dashes of a phone do not
// count.
func matching(all []shop.Customer, query string) []shop.Customer {
	text := thai.Fold(strings.TrimSpace(query))
	if text == "" {
		return all
	}
	digits := strings.NewReplacer(" ", "", "-", "").Replace(thai.ToASCIIDigits(query))
	var found []shop.Customer
	for _, c := range all {
		if strings.Contains(thai.Fold(c.Name), text) || digits != "" && strings.Contains(c.Phone, digits) {
			found = append(found, c)
		}
	}
	return found
}
