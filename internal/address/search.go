package address

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/thai"
)

// searchable holds the folded names of the place at the same index of places.
type searchable struct{ sub, district, province string }

func (s *searchable) at(level Level) string {
	return [3]string{s.sub, s.district, s.province}[level]
}

// nickname is what people call a district or province.
type nickname struct {
	key  string
	name Name
}

// levelWords may stand before a name and say what it is of. Longer ones first.
var levelWords = []struct {
	word  string
	level Level
}{
	{"ตำบล", Subdistrict}, {"แขวง", Subdistrict}, {"กิ่งอำเภอ", District}, {"อำเภอ", District}, {"เขต", District}, {"จังหวัด", Province},
	{"รหัสไปรษณีย์", anyLevel}, {"รหัส", anyLevel}, {"ต.", Subdistrict}, {"อ.", District}, {"จ.", Province},
}

// anyLevel is the level of a word that does not say it.
const anyLevel Level = 9

// Find completes what a person types in an address form: any parts of subdistrict, district, province
// and postcode, in any order, parted by spaces, with their words or without ("คลองจั่น", "บางก 102",
// "ต.สุเทพ เชียงใหม่", "อ เมือง โคราช"). Every part must be in the place; tone marks do not matter.
// Names that begin with a part come before those that hold it. Where nothing fits, a slip of the
// finger is forgiven, and a whole address that was pasted is read. At most limit places, none for an
// empty query.
func (r *Register) Find(query string, limit int) []Place {
	query = strings.ToValidUTF8(query[:min(len(query), maxQueryBytes)], "")
	parts := r.queryParts(query)
	if len(parts) == 0 || limit <= 0 {
		return nil
	}
	if found := r.best(parts, limit); len(found) > 0 {
		return found
	}
	for n := range parts {
		if !r.fits(parts[n : n+1]) {
			parts[n].near = r.near(parts[n].key)
		}
	}
	if found := r.best(parts, limit); len(found) > 0 {
		return found
	}
	return r.pasted(query, limit)
}

// best gives the places that every part fits, the best first, else in the order of the codes.
func (r *Register) best(parts []queryPart, limit int) []Place {
	type hit struct {
		at    int32
		score int
	}
	var hits []hit
	for n := range r.searchables {
		if score := r.score(n, parts); score >= 0 {
			hits = append(hits, hit{int32(n), score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.score - a.score })
	places := make([]Place, 0, min(limit, len(hits)))
	for _, hit := range hits[:min(limit, len(hits))] {
		places = append(places, r.places[hit.at])
	}
	return places
}

// fits reports whether there is any place that the parts fit.
func (r *Register) fits(parts []queryPart) bool {
	for n := range r.searchables {
		if r.score(n, parts) >= 0 {
			return true
		}
	}
	return false
}

// pasted reads a text that is more than places, such as a whole address with its house.
func (r *Register) pasted(text string, limit int) []Place {
	m := thai.Map(text)
	for _, found := range r.FindIn(m, 0, len(m.Folded), nil) {
		a := Address{Subdistrict: found.Subdistrict.Value, District: found.District.Value, Province: found.Province.Value}
		if places := r.fitting(a, -1); len(places) > 0 {
			return places[:min(limit, len(places))]
		}
	}
	return nil
}

// What bounds the work of a query somebody pasted.
const (
	maxQueryParts = 8
	maxQueryBytes = 600
)

// queryPart is one word of a query.
type queryPart struct {
	key   string
	level Level           // what it is of, when its word says so
	names []Name          // what it is a nickname of, or begins one
	near  map[string]bool // names that it may be with a slip
}

func (r *Register) queryParts(query string) []queryPart {
	var parts []queryPart
	words, level := strings.Fields(query), anyLevel
	for n, word := range words {
		bare, of := withoutWord(word, n+1 < len(words))
		if of != anyLevel {
			level = of
		}
		key := Key(bare)
		if key == "" {
			continue // ตำบล alone: the name follows
		}
		part := queryPart{key: key, level: level}
		level = anyLevel
		if slices.ContainsFunc(parts, func(p queryPart) bool { return p.key == part.key && p.level == part.level }) {
			continue
		}
		for _, known := range r.nicknames {
			if known.key == key || utf8.RuneCountInString(key) >= 3 && strings.HasPrefix(known.key, key) {
				part.names = append(part.names, known.name)
			}
		}
		if parts = append(parts, part); len(parts) == maxQueryParts {
			break
		}
	}
	return parts
}

// withoutWord takes ตำบล, อ. and the like off a word of a query. A bare letter is one when more follows.
func withoutWord(word string, more bool) (bare string, level Level) {
	for _, each := range levelWords {
		if rest, ok := strings.CutPrefix(word, each.word); ok {
			return rest, each.level
		}
		if more && word+"." == each.word {
			return "", each.level
		}
	}
	return word, anyLevel
}

// near gives the names that a word may be with a slip of the finger, which is not in its first letter.
func (r *Register) near(key string) map[string]bool {
	first, size := utf8.DecodeRuneInString(key)
	letters, found := lettersOf(key), map[string]bool{}
	for name := range r.names {
		if begin, _ := utf8.DecodeRuneInString(name); begin == first && max(len(name)-len(key), len(key)-len(name)) <= 2*size &&
			bits.OnesCount64(letters^lettersOf(name)) <= 4 && thai.Near(key, name) {
			found[name] = true
		}
	}
	return found
}

// lettersOf gives the set of letters of a word: a slip changes at most two of them, which is quicker to see
// than the slips themselves.
func lettersOf(word string) (set uint64) {
	for _, r := range word {
		set |= 1 << (r & 63)
	}
	return set
}

// What a part is worth in each of the levels, and as a postcode.
var levelWeights = [3]int{60, 40, 20}

const postcodeWeight = 50

// score rates how well the parts fit a place, -1 when one of them does not.
func (r *Register) score(n int, parts []queryPart) int {
	names, place := &r.searchables[n], &r.places[n]
	total := 0
	for p := range parts {
		part, best := &parts[p], -1
		for level, weight := range levelWeights {
			if part.level == anyLevel || part.level == Level(level) {
				best = max(best, part.rate(names.at(Level(level)), weight))
			}
		}
		for _, name := range part.names {
			if part.level == anyLevel || part.level == name.Level {
				if full := [3]string{place.Subdistrict, place.District, place.Province}[name.Level]; full == name.Full {
					best = max(best, levelWeights[name.Level])
				}
			}
		}
		switch {
		case part.level != anyLevel:
		case strings.HasPrefix(place.Postcode, part.key):
			best = max(best, postcodeWeight)
		case strings.HasPrefix(place.Also, part.key):
			best = max(best, postcodeWeight-1)
		}
		if best < 0 {
			return -1
		}
		total += best
	}
	return total
}

func (part *queryPart) rate(name string, weight int) int {
	switch {
	case name == part.key:
		return weight + 9
	case strings.HasPrefix(name, part.key):
		return weight + 5
	case len(part.key) > 3 && strings.Contains(name, part.key):
		return weight - 15
	case part.near[name]:
		return weight - 18
	}
	return -1
}
