package address

import (
	"slices"
	"strings"
)

// searchable holds the folded names of the place at the same index of places.
type searchable struct{ sub, district, province string }

// levelWords may stand before a name and say nothing else. Longer ones first.
var levelWords = []string{"ตำบล", "แขวง", "อำเภอ", "เขต", "จังหวัด", "รหัสไปรษณีย์", "รหัส", "ต.", "อ.", "จ."}

// Find completes what a person types in an address form: any parts of subdistrict, district, province
// and postcode, in any order, parted by spaces ("คลองจั่น", "บางก 102", "ต.สุเทพ เชียงใหม่"). Every
// part must be in the place. Names that begin with a part come before those that hold it; at most
// limit places, none for an empty query.
func Find(query string, limit int) []Place {
	parts := queryParts(query)
	if len(parts) == 0 || limit <= 0 {
		return nil
	}
	type hit struct {
		at    int32
		score int
	}
	b := load()
	var hits []hit
	for n := range b.searchables {
		if score := b.score(n, parts); score >= 0 {
			hits = append(hits, hit{int32(n), score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.score - a.score })
	places := make([]Place, 0, min(limit, len(hits)))
	for _, hit := range hits[:min(limit, len(hits))] {
		places = append(places, b.places[hit.at])
	}
	return places
}

// maxQueryParts bounds the work of a query somebody pasted.
const maxQueryParts = 8

// queryPart is one word of a query: its key, and the province it is a nickname of.
type queryPart struct{ key, province string }

func queryParts(query string) []queryPart {
	var parts []queryPart
	for _, word := range strings.Fields(strings.ToValidUTF8(query, "")) {
		for _, prefix := range levelWords {
			if rest, ok := strings.CutPrefix(word, prefix); ok {
				word = rest
				break
			}
		}
		if key := Key(word); key != "" {
			part := queryPart{key: key}
			for _, name := range Named(key) {
				if name.Alias && name.Level == Province {
					part.province = Key(name.Full)
				}
			}
			parts = append(parts, part)
		}
		if len(parts) == maxQueryParts {
			break
		}
	}
	return parts
}

// score rates how well the parts fit a place, -1 when one of them does not.
func (b *book) score(n int, parts []queryPart) int {
	names, place := &b.searchables[n], &b.places[n]
	total := 0
	for _, part := range parts {
		best := max(rate(names.sub, part.key, 60), rate(names.district, part.key, 40), rate(names.province, part.key, 20))
		if names.province == part.province {
			best = max(best, 20)
		}
		if strings.HasPrefix(place.Postcode, part.key) || strings.HasPrefix(place.Also, part.key) {
			best = max(best, 50)
		}
		if best < 0 {
			return -1
		}
		total += best
	}
	return total
}

func rate(name, part string, weight int) int {
	switch {
	case name == part:
		return weight + 9
	case strings.HasPrefix(name, part):
		return weight + 5
	case len(part) > 3 && strings.Contains(name, part):
		return weight - 15
	}
	return -1
}
