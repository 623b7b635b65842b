package address

import "strings"

// Result says how four parts of an address agree with the register.
type Result struct {
	OK       bool    // all four name one place
	Place    Place   // that place
	Wrong    string  // the part at fault: "subdistrict", "district", "province" or "postcode"
	Nearby   []Place // places that fit all the other parts, at most maxNearby
	Complete bool    // all four parts were given
}

const maxNearby = 10

// Check holds the parts of an address against the register. Parts may carry their words (ต., เขต,
// จังหวัด) and be spelled with other tone marks; province may be a nickname. The part at fault is the
// one without which the others agree; "postcode" when several could be it.
func Check(a Address) Result {
	a = bare(a)
	given := [4]string{a.Subdistrict, a.District, a.Province, a.Postcode}
	result := Result{Complete: given[0] != "" && given[1] != "" && given[2] != "" && given[3] != ""}
	if places := fitting(a, -1); len(places) > 0 {
		result.Nearby = places[:min(len(places), maxNearby)]
		if result.Complete || len(places) == 1 {
			result.OK, result.Place = result.Complete, places[0]
		}
		return result
	}
	for _, part := range []int{3, 0, 1, 2} {
		if given[part] == "" {
			continue
		}
		if places := fitting(a, part); len(places) > 0 {
			result.Wrong = [4]string{"subdistrict", "district", "province", "postcode"}[part]
			result.Nearby = places[:min(len(places), maxNearby)]
			return result
		}
	}
	result.Wrong = "postcode"
	if len(WithPostcode(a.Postcode)) > 0 || a.Postcode == "" {
		result.Wrong = "subdistrict"
	}
	return result
}

// bare takes the words off the names and gives provinces and districts the register's names.
func bare(a Address) Address {
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
	for _, name := range Named(Key(a.Province)) {
		if name.Level == Province {
			a.Province = name.Full
		}
	}
	if key := Key(a.District); key == Key("เมือง") {
		a.District = "เมือง" + a.Province
	}
	a.Postcode = Key(a.Postcode)
	return a
}

// fitting gives the places that agree with every part given, but for the one left out.
func fitting(a Address, without int) []Place {
	want := [4]string{Key(a.Subdistrict), Key(a.District), Key(a.Province), a.Postcode}
	if without >= 0 {
		want[without] = ""
	}
	if want == [4]string{} {
		return nil
	}
	b := load()
	var places []Place
	for n := range b.searchables {
		names := &b.searchables[n]
		if (want[0] == "" || want[0] == names.sub) && (want[1] == "" || want[1] == names.district) &&
			(want[2] == "" || want[2] == names.province) && (want[3] == "" || b.places[n].Has(want[3])) {
			places = append(places, b.places[n])
		}
	}
	return places
}
