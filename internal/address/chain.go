package address

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/thai"
)

// Part is one part of an address found in a text.
type Part struct {
	Value        string
	Confidence   int // 0 to 100; 90 and more is sure
	From, To     int // bytes of the folded text; both 0 when the part is not in it but follows from the others
	Alternatives []string
}

// Found is an address found in a text, without its house line.
type Found struct {
	Subdistrict, District, Province, Postcode Part
	Code                                      string   // of the subdistrict, "" when it is not known
	From, To                                  int      // what it takes of the folded text
	Warnings                                  []string // "postcode_mismatch", "address_unknown", "address_mismatch", "postcode_filled"
}

func (f *Found) warn(code string) { f.Warnings = append(f.Warnings, code) }

// maxGap is how far parts of one address may stand from each other, in bytes of folded text.
const maxGap = 45 * 3

// maxGroup is how many mentions one address may have; nobody repeats a place more often.
const maxGroup = 24

// FindIn finds the addresses in a folded text from one byte to another. busy, which may be nil, says
// what is known to be something else.
func (r *Register) FindIn(m *thai.Mapped, from, to int, busy func(at int) bool) []Found {
	var found []Found
	for _, group := range groups(m.Folded, r.mentionsIn(m.Folded, from, to, busy)) {
		if one, ok := r.settle(m, group); ok {
			found = append(found, one)
		}
	}
	return found
}

// groups parts mentions that cannot belong to one address: far apart, or a second postcode or a second
// part of one level.
func groups(text string, all []mention) [][]mention {
	var list [][]mention
	var group []mention
	flush := func() {
		if len(group) > 0 {
			list = append(list, group)
		}
		group = nil
	}
	for _, next := range all {
		if len(group) >= maxGroup || len(group) > 0 && next.from-group[len(group)-1].to > maxGap {
			flush()
		}
		if clash := clashes(group, next, text); clash >= 0 {
			cut := len(group)
			if next.postcode != "" { // what stands behind the first postcode belongs to the second
				cut = clash + 1
			}
			rest := slices.Clone(group[cut:])
			group = group[:cut]
			flush()
			group = rest
		}
		group = append(group, next)
	}
	flush()
	return list
}

// clashes gives the index of a mention of the same level that says something else, or -1.
func clashes(group []mention, next mention, text string) int {
	if !next.worded && next.postcode == "" {
		return -1
	}
	for n := len(group) - 1; n >= 0; n-- {
		old := group[n]
		if next.postcode != "" {
			if old.postcode != "" && old.postcode != next.postcode {
				return n
			}
			continue
		}
		if !old.worded || old.postcode != "" || old.level != next.level || old.unknown && old.short {
			continue
		}
		if text[old.name:old.to] != text[next.name:next.to] || next.level == Subdistrict && n+1 < len(group) {
			return n // the same subdistrict again, with others between, begins another address
		}
	}
	return -1
}

// reading is how the mentions of a group fit one place; an index is -1 when nothing fits.
type reading struct {
	place  Place
	parts  [3]int
	zip    int
	score  int
	agrees int
	wrong  int // worded mentions and postcodes that say something else
}

func (r *Register) settle(m *thai.Mapped, group []mention) (Found, bool) {
	repairs := r.repair(m, group)
	var best []reading
	for _, place := range r.candidates(group) {
		one := read1(place, group, repairs)
		switch {
		case len(best) == 0 || one.score > best[0].score:
			best = append(best[:0], one)
		case one.score == best[0].score:
			best = append(best, one)
		}
	}
	if len(best) == 0 {
		return bareProvince(m, group)
	}
	top := best[0]
	strong := false
	for _, each := range group {
		strong = strong || each.worded && each.postcode == ""
	}
	if top.agrees < 2 && !strong {
		return Found{}, false
	}
	return describe(m, group, best, repairs), true
}

// candidates are the places that any mention of the group can mean.
func (r *Register) candidates(group []mention) []Place {
	seen, list := map[string]bool{}, []Place(nil)
	add := func(places []Place) {
		for _, place := range places {
			if !seen[place.Code] {
				seen[place.Code] = true
				list = append(list, place)
			}
		}
	}
	capital := false
	for _, each := range group {
		capital = capital || each.capital
		if each.postcode != "" {
			add(r.WithPostcode(each.postcode))
		}
		for _, name := range each.named {
			if name.Level != Province && (!each.worded || name.Level == each.level) {
				add(r.Of(name.Level, name.Full))
			}
		}
	}
	for _, each := range group {
		for _, name := range each.named {
			if name.Level == Province && capital {
				add(r.Of(District, "เมือง"+name.Full))
			}
			if name.Level == Province && len(list) == 0 && each.worded {
				for _, other := range group {
					if other.unknown {
						add(r.Of(Province, name.Full))
					}
				}
			}
		}
	}
	return list
}

// means reports whether a mention can name that part of a place.
func (each mention) means(level Level, place Place) bool {
	if each.capital {
		return level == District && place.District == "เมือง"+place.Province
	}
	if each.worded && each.level != level {
		return false
	}
	full := [3]string{place.Subdistrict, place.District, place.Province}[level]
	for _, name := range each.named {
		if name.Level == level && name.Full == full {
			return true
		}
	}
	return false
}

// read1 reads the mentions as one place. Each mention serves once; worded ones are taken first.
func read1(place Place, group []mention, repairs map[int]repaired) reading {
	r := reading{place: place, parts: [3]int{-1, -1, -1}, zip: -1}
	used := make([]bool, len(group))
	weights := [3]int{30, 18, 12}
	for _, worded := range []bool{true, false} {
		for level := range weights {
			for n, each := range group {
				if r.parts[level] >= 0 || used[n] || each.worded != worded || each.postcode != "" {
					continue
				}
				if !worded {
					n, each = r.nearer(group, used, n, Level(level))
				}
				fixed := repairs[n].fits(Level(level), place)
				if each.means(Level(level), place) || fixed {
					r.parts[level], used[n] = n, true
					r.score += weights[level]
					r.agrees++
					if worded {
						r.score += 8
					}
					if fixed {
						r.score -= 6
					}
				}
			}
		}
	}
	for n, each := range group {
		switch {
		case each.postcode != "" && place.Has(each.postcode) && r.zip < 0:
			r.zip, used[n] = n, true
			r.score += 30
			r.agrees++
		case each.postcode != "" || each.worded && !used[n] && !r.strange(n, each):
			r.wrong++
			r.score -= 12
		}
	}
	return r
}

// nearer gives the mention that names the same as one, stands nearer to the parts read so far, and is not
// used: in กาญจนา กาญจนบุรี … ต.บ้านเหนือ อ.เมือง กาญจนบุรี the first is a surname.
func (r reading) nearer(group []mention, used []bool, n int, level Level) (int, mention) {
	best, least := n, r.distance(group, n)
	for other := n + 1; other < len(group) && least > 0; other++ {
		if each := group[other]; used[other] || each.worded || each.postcode != "" || !each.means(level, r.place) || !group[n].means(level, r.place) {
			continue
		}
		if far := r.distance(group, other); far < least {
			best, least = other, far
		}
	}
	return best, group[best]
}

// distance is how many bytes part a mention from the nearest part read so far; 0 when there is none.
func (r reading) distance(group []mention, n int) int {
	least := 0
	for _, part := range r.parts {
		if part < 0 {
			continue
		}
		far := max(group[n].from-group[part].to, group[part].from-group[n].to)
		if least == 0 || far < least {
			least = far
		}
	}
	return least
}

// strange reports whether an unknown name behind a single letter says nothing, as its level is known
// from another: อ.วิชาญ ต.ลาดยาว อ.จตุจักร.
func (r reading) strange(n int, each mention) bool {
	return each.unknown && each.short && r.parts[each.level] >= 0 && r.parts[each.level] != n
}

func describe(m *thai.Mapped, group []mention, best []reading, repairs map[int]repaired) Found {
	top := best[0]
	place := top.place
	found := Found{From: group[0].from, To: group[len(group)-1].to}
	base := [5]int{0, 60, 93, 96, 98}[min(top.agrees, 4)]
	if top.agrees == 2 && (top.parts[0] < 0 || top.zip < 0) {
		base = 91
	}
	if top.wrong > 0 {
		base = min(base, 70)
		found.warn("address_mismatch")
	}
	same := func(value func(Place) string) bool {
		return !slices.ContainsFunc(best, func(r reading) bool { return value(r.place) != value(place) })
	}
	values := [3]func(Place) string{func(p Place) string { return p.Subdistrict }, func(p Place) string { return p.District }, func(p Place) string { return p.Province }}
	parts := [3]*Part{&found.Subdistrict, &found.District, &found.Province}
	for level, part := range parts {
		if !same(values[level]) {
			for _, other := range best[:min(len(best), maxNearby)] {
				if value := values[level](other.place); !slices.Contains(part.Alternatives, value) {
					part.Alternatives = append(part.Alternatives, value)
				}
			}
			continue
		}
		part.Value, part.Confidence = values[level](place), base
		n := top.parts[level]
		if n < 0 {
			part.Confidence = min(base, 92)
			if top.agrees < 2 {
				part.Confidence = 50
			}
			continue
		}
		part.From, part.To = group[n].from, group[n].to
		if _, fixed := repairs[n]; fixed {
			part.Confidence = min(base, 82)
		}
	}
	if same(values[0]) && same(values[1]) {
		found.Code = place.Code
	} else if top.parts[0] >= 0 { // the name fits several places: none of them is sure
		for _, part := range parts {
			part.Confidence = min(part.Confidence, 60)
		}
	}
	describePostcode(group, best, &found, base)
	describeUnknown(m, group, &found)
	trim(group, top, &found)
	return found
}

func describePostcode(group []mention, best []reading, found *Found, base int) {
	top := best[0]
	if top.zip >= 0 {
		each := group[top.zip]
		found.Postcode = Part{Value: each.postcode, Confidence: base, From: each.from, To: each.to}
		if !each.worded { // a letter for a digit
			found.Postcode.Confidence = min(base, 85)
		}
		return
	}
	for _, each := range group {
		if each.postcode != "" {
			found.Postcode = Part{Value: each.postcode, Confidence: 50, From: each.from, To: each.to, Alternatives: []string{top.place.Postcode}}
			found.warn("postcode_mismatch")
			return
		}
	}
	for _, other := range best {
		if other.place.Postcode != top.place.Postcode || other.place.Also != "" {
			return
		}
	}
	if top.agrees >= 2 {
		found.Postcode = Part{Value: top.place.Postcode, Confidence: 85}
		found.warn("postcode_filled")
	}
}

// describeUnknown keeps a name that the register does not have as it was written.
func describeUnknown(m *thai.Mapped, group []mention, found *Found) {
	for _, each := range group {
		part := [3]*Part{&found.Subdistrict, &found.District, &found.Province}[each.level]
		if !each.unknown || part.From < part.To {
			continue
		}
		part.Alternatives = appendNew(part.Alternatives, part.Value)
		part.Value, part.Confidence, part.From, part.To = m.Text(each.name, each.to), 50, each.from, each.to
		found.warn("address_unknown")
		if each.level == Subdistrict {
			found.Code = ""
		}
	}
}

func appendNew(list []string, value string) []string {
	if value == "" || slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// trim gives the ends of what was used: mentions that serve nothing may be a name or goods.
func trim(group []mention, top reading, found *Found) {
	from, to := -1, -1
	for n, each := range group {
		if n != top.zip && !slices.Contains(top.parts[:], n) && !each.worded && each.postcode == "" || top.strange(n, each) {
			continue
		}
		if from < 0 {
			from = each.from
		}
		to = each.to
	}
	if from >= 0 {
		found.From, found.To = from, to
	}
}

// onlyTeacher reports whether a group has nothing sure but an unknown name behind a single letter:
// อ.วิชาญ may be a teacher.
func onlyTeacher(group []mention) bool {
	return !slices.ContainsFunc(group, func(each mention) bool { return each.worded && !(each.unknown && each.short) })
}

// bareProvince is what a text gives that names no more than a province, with its word.
func bareProvince(m *thai.Mapped, group []mention) (Found, bool) {
	for _, each := range group {
		if !each.worded || each.postcode != "" || onlyTeacher(group) {
			continue // อ.วิชาญ alone is a teacher
		}
		found := Found{From: group[0].from, To: group[len(group)-1].to}
		for _, other := range group {
			for _, name := range other.named {
				if name.Level == Province {
					found.Province = Part{Value: name.Full, Confidence: 85, From: other.from, To: other.to}
				}
			}
		}
		describeUnknown(m, group, &found)
		return found, true
	}
	return Found{}, false
}

// repaired is what a misspelt name may have meant.
type repaired struct {
	level Level
	full  []string
}

func (r repaired) fits(level Level, place Place) bool {
	return r.level == level && slices.Contains(r.full, [3]string{place.Subdistrict, place.District, place.Province}[level])
}

// repair looks for names near the unknown ones among the places that the other mentions allow.
func (r *Register) repair(m *thai.Mapped, group []mention) map[int]repaired {
	var fixed map[int]repaired
	var places []Place
	for n, each := range group {
		if !each.unknown {
			continue
		}
		word := strings.ReplaceAll(m.Folded[each.name:each.to], " ", "")
		if places == nil {
			places = r.candidates(group)
		}
		var near []string
		last := "" // places of one district come together
		for _, place := range places {
			full := [3]string{place.Subdistrict, place.District, place.Province}[each.level]
			if full != last && !slices.Contains(near, full) && thai.Near(word, Key(full)) {
				near = append(near, full)
			}
			last = full
		}
		if len(near) > 0 {
			if fixed == nil {
				fixed = map[int]repaired{}
			}
			fixed[n] = repaired{each.level, near}
		}
	}
	return fixed
}
