package address

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/thai"
)

// Result says how four parts of an address agree with the register.
type Result struct {
	OK       bool    // all four name one place
	Place    Place   // that place
	Wrong    string  // the part at fault: one of Parts
	Nearby   []Place // places that fit the other parts, the likest first, at most maxNearby
	Complete bool    // all four parts were given
}

const maxNearby = 10

// Parts names the parts of an address that a register holds, as fields do.
var Parts = [4]string{"subdistrict", "district", "province", "postcode"}

const postcodePart = 3

// parts gives the parts in the order of Parts.
func (a *Address) parts() [4]*string {
	return [4]*string{&a.Subdistrict, &a.District, &a.Province, &a.Postcode}
}

// Address gives the place as an address without a house.
func (p Place) Address() Address {
	return Address{Subdistrict: p.Subdistrict, District: p.District, Province: p.Province, Postcode: p.Postcode}
}

// Check holds the parts of an address against the register. Parts may carry their words (ต., เขต,
// จังหวัด) and be spelled with other tone marks; province may be a nickname. The part at fault is the
// one without which the others agree; "postcode" when several could be it.
func (r *Register) Check(a Address) Result {
	a = r.Bare(a)
	result := Result{Complete: true}
	for _, part := range a.parts() {
		result.Complete = result.Complete && *part != ""
	}
	if places := r.fitting(a, -1); len(places) > 0 {
		result.Nearby = places[:min(len(places), maxNearby)]
		if result.Complete || len(places) == 1 {
			result.OK, result.Place = result.Complete, places[0]
		}
		return result
	}
	for _, part := range [4]int{postcodePart, 0, 1, 2} {
		if *a.parts()[part] == "" {
			continue
		}
		if places := r.fitting(a, part); len(places) > 0 {
			likestFirst(places, part, *a.parts()[part])
			result.Wrong, result.Nearby = Parts[part], places[:min(len(places), maxNearby)]
			return result
		}
	}
	result.Wrong = Parts[postcodePart]
	if len(r.WithPostcode(a.Postcode)) > 0 || a.Postcode == "" {
		result.Wrong = Parts[0]
	}
	if a.Postcode = ""; a != (Address{Line: a.Line}) { // several are wrong: perhaps slips of the finger
		result.Nearby = r.Find(joined(a.Subdistrict, a.District, a.Province), maxNearby)
	}
	return result
}

// likestFirst puts the places first whose part is written most like what was given.
func likestFirst(places []Place, part int, given string) {
	slips := make(map[string]int, len(places))
	for _, place := range places {
		a := place.Address()
		slips[place.Code] = thai.Slips(Key(given), Key(*a.parts()[part]), maxName)
	}
	slices.SortStableFunc(places, func(a, b Place) int { return slips[a.Code] - slips[b.Code] })
}

// Fault says in a sentence what is wrong with an address that Check gave this result for, nil when
// nothing is: "address_incomplete" at the first part that is missing, "address_subdistrict",
// "address_district", "address_province" or "address_postcode" at the part at fault with what it should
// be, "address_unknown" where nothing is like it.
func (r *Result) Fault(a Address) *fault.Error {
	if r.OK {
		return nil
	}
	parts := a.parts()
	if r.Wrong == "" || *parts[slices.Index(Parts[:], r.Wrong)] == "" {
		missing := slices.IndexFunc(parts[:], func(part *string) bool { return strings.TrimSpace(*part) == "" })
		return fault.New("address_incomplete", Parts[max(missing, 0)], nil)
	}
	if len(r.Nearby) == 0 {
		return fault.New("address_unknown", r.Wrong, nil)
	}
	part := slices.Index(Parts[:], r.Wrong)
	var like []string
	for _, place := range r.Nearby {
		near := place.Address()
		if value := *near.parts()[part]; len(like) < maxLike && !slices.Contains(like, value) {
			like = append(like, value)
		}
	}
	return fault.New("address_"+r.Wrong, r.Wrong, fault.Values{"value": *parts[part], "like": strings.Join(like, ", ")})
}

// maxLike is how many names a sentence suggests.
const maxLike = 3

// Bare takes the words off the names (ต., เขต, จังหวัด) and gives provinces and districts the names of
// the register where it knows them, so that an address typed in full is written like any other.
func (r *Register) Bare(a Address) Address {
	strip := func(name string, words ...string) string {
		name = strings.TrimSpace(name)
		for _, word := range words {
			if rest, ok := strings.CutPrefix(name, word); ok && strings.TrimSpace(rest) != "" {
				return strings.TrimSpace(rest)
			}
		}
		return name
	}
	a.Subdistrict = strip(a.Subdistrict, "ตำบล", "แขวง", "ต.")
	a.District = strip(a.District, "อำเภอ", "เขต", "อ.")
	a.Province = strip(a.Province, "จังหวัด", "จ.")
	for _, name := range r.Named(Key(a.Province)) {
		if name.Level == Province {
			a.Province = name.Full
		}
	}
	if a.Province != "" && Key(a.District) == capital {
		a.District = capital + a.Province
	}
	a.Postcode = Key(a.Postcode)
	return a
}

// capital is what people call the district of a province's town.
const capital = "เมือง"

// fitting gives the places that agree with every part given, but for the one left out.
func (r *Register) fitting(a Address, without int) []Place {
	want := [4]string{Key(a.Subdistrict), Key(a.District), Key(a.Province), a.Postcode}
	if without >= 0 {
		want[without] = ""
	}
	if want == [4]string{} {
		return nil
	}
	var places []Place
	for n := range r.searchables {
		names := &r.searchables[n]
		if (want[0] == "" || want[0] == names.sub) && (want[1] == "" || want[1] == names.district || want[1] == capital && names.district == capital+names.province) &&
			(want[2] == "" || want[2] == names.province) && (want[3] == "" || r.places[n].Has(want[3])) {
			places = append(places, r.places[n])
		}
	}
	return places
}
