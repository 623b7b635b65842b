package till

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/thai"
)

// Groups of products that are no category. No category is named like them: names have no control
// characters.
const (
	allGoods  = ""
	bestGoods = "\x00best"
	favourite = "\x00favourite"
)

// shelf is what the tiles show: a group of products, or what a search found.
type shelf struct {
	turned bool     // a person chose the group
	groups []string // the chips: all, best sellers, favourites, then the categories
	group  string
	goods  catalog.Shelf

	query   string
	results []*catalog.Product
	total   int  // how many the search found
	at      int  // the chosen result
	picked  bool // a person chose it
}

// maxResults is how many results are shown; who needs more types another letter.
const maxResults = 60

// load makes the groups anew. The one a person turned to stays; before that it is the first that says most.
func (s *shelf) load(f *facts) {
	s.groups = []string{allGoods}
	if len(f.best) > 0 {
		s.groups = append(s.groups, bestGoods)
	}
	if len(f.favourites) > 0 {
		s.groups = append(s.groups, favourite)
	}
	if !s.turned {
		s.group = s.groups[min(1, len(s.groups)-1)]
	}
	if f.whole {
		s.groups = append(s.groups, f.index.Categories()...)
	}
	if !slices.Contains(s.groups, s.group) {
		s.group = allGoods
	}
	s.fill(f)
	s.search(f, s.query)
}

// show turns to a group.
func (s *shelf) show(f *facts, group string) {
	s.group, s.turned = group, true
	s.fill(f)
}

func (s *shelf) fill(f *facts) {
	switch {
	case s.group == bestGoods:
		s.goods = catalog.ShelfOf(f.best)
	case s.group == favourite:
		s.goods = catalog.ShelfOf(f.favourites)
	case f.whole:
		s.goods = f.index.Shelf(s.group)
	default:
		s.goods = catalog.Shelf{}
	}
}

// search looks for what is typed; the best result is chosen.
func (s *shelf) search(f *facts, text string) {
	s.query, s.results, s.total, s.at, s.picked = text, nil, 0, 0, false
	if strings.TrimSpace(text) == "" || !f.whole {
		return
	}
	found := f.index.Search(text, maxResults)
	if typed := thai.ByPosition([]rune(text)); found.Total == 0 && typed != text {
		found = f.index.Search(typed, maxResults) // figures and codes typed in the Thai layout
	}
	s.results, s.total = found.Products, found.Total
}

// stepResult chooses the result so many below.
func (s *shelf) stepResult(by int) {
	if len(s.results) > 0 {
		s.at = min(max(s.at+by, 0), len(s.results)-1)
		s.picked = true
	}
}

// result is the product that Enter takes, nil for none. Figures that are no known code are a mistyped
// code and no search, unless a person chose a result.
func (s *shelf) result() *catalog.Product {
	if len(s.results) == 0 || !s.picked && isFigures(s.query) {
		return nil
	}
	return s.results[s.at]
}

// codes gives what typed text may be as a code: as it is, and by the position of its keys, because
// figures typed in the Thai layout are letters.
func codes(text string) []string {
	text = strings.TrimSpace(text)
	all := []string{text}
	if typed := thai.ByPosition([]rune(text)); typed != text && isFigures(typed) {
		all = append(all, typed)
	}
	return all
}

func isFigures(text string) bool {
	text = thai.ToASCIIDigits(strings.TrimSpace(text))
	return text != "" && strings.Trim(text, "0123456789-") == ""
}
