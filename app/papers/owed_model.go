package papers

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// debts is one reading of what is owed.
type debts struct {
	all   []papers.Owing
	today clock.Day
}

func readDebts(ctx context.Context, s *shop.Shop, today clock.Day) (d debts, err error) {
	d.today = today
	d.all, err = s.Receivables(ctx, today)
	return d, err
}

// ages are what the list can be narrowed to: all, or who owes something of that age. The text is "paperspage.age." + the word.
var ages = []string{"all", "30", "60", "90", "older"}

// owedModel is who owes and which of their papers are marked.
type owedModel struct {
	debts
	read   bool
	age    int   // of ages
	shown  []int // of all
	at     int   // of shown
	paper  int   // of the papers of who is chosen
	inside bool  // the keys go over the papers
	marked []string
}

// load takes what was read. Who was chosen stays chosen, and papers that are still owed stay marked.
func (m *owedModel) load(d debts) {
	var who papers.Owing
	if owing := m.owing(); owing != nil {
		who = *owing
	}
	m.debts, m.read = d, true
	m.sift()
	m.at = 0
	for n, at := range m.shown {
		if m.all[at].PartyID == who.PartyID && who.Name != "" {
			m.at = n
		}
	}
	owing := m.owing()
	if owing == nil || owing.PartyID != who.PartyID {
		m.paper, m.inside, m.marked = 0, false, nil
		return
	}
	m.paper = max(min(m.paper, len(owing.Papers)-1), 0)
	m.marked = slices.DeleteFunc(m.marked, func(number string) bool {
		return !slices.ContainsFunc(owing.Papers, func(p papers.Receivable) bool { return p.Number == number })
	})
}

// sift lists who owes something of the age.
func (m *owedModel) sift() {
	m.shown = nil
	for n := range m.all {
		if m.age == 0 || m.all[n].ByAge[m.age-1] > 0 {
			m.shown = append(m.shown, n)
		}
	}
}

// narrow looks at those who owe something of an age.
func (m *owedModel) narrow(age int) {
	m.age = age % len(ages)
	m.sift()
	m.at, m.paper, m.inside, m.marked = 0, 0, false, nil
}

// choose looks at somebody.
func (m *owedModel) choose(n int) {
	if n != m.at {
		m.paper, m.marked = 0, nil
	}
	m.at, m.inside = n, false
}

// owing is who is looked at, nil for nobody.
func (m *owedModel) owing() *papers.Owing {
	if m.at >= 0 && m.at < len(m.shown) {
		return &m.all[m.shown[m.at]]
	}
	return nil
}

// open is the paper that the keys are on, nil where they are on no paper.
func (m *owedModel) open() *papers.Receivable {
	if owing := m.owing(); owing != nil && m.inside && m.paper >= 0 && m.paper < len(owing.Papers) {
		return &owing.Papers[m.paper]
	}
	return nil
}

// mark marks a paper, or takes its mark away.
func (m *owedModel) mark(number string) {
	if at := slices.Index(m.marked, number); at >= 0 {
		m.marked = slices.Delete(m.marked, at, at+1)
	} else {
		m.marked = append(m.marked, number)
	}
}

// taken gives the numbers of the marked papers as they stand in the list, of all where none is marked, and what is left
// of them.
func (m *owedModel) taken() (numbers []string, left money.Satang) {
	owing := m.owing()
	if owing == nil {
		return nil, 0
	}
	for _, p := range owing.Papers {
		if len(m.marked) == 0 || slices.Contains(m.marked, p.Number) {
			numbers, left = append(numbers, p.Number), left+p.Left
		}
	}
	return numbers, left
}

// sums adds up what is owed, whole and by age.
func (m *owedModel) sums() (total money.Satang, byAge [4]money.Satang) {
	for n := range m.all {
		total += m.all[n].Total
		for age, sum := range m.all[n].ByAge {
			byAge[age] += sum
		}
	}
	return total, byAge
}
