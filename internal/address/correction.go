package address

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/thai"
)

// Correction is a subdistrict as a shop has it, where the register is wrong: one that is missing, is
// called otherwise, has another postcode, or is no more.
type Correction struct {
	Code        string `json:"code"` // of the register, or one made by Learn for what is not in it
	Subdistrict string `json:"subdistrict"`
	District    string `json:"district"`
	Province    string `json:"province"`
	Postcode    string `json:"postcode"`
	Gone        bool   `json:"gone"` // it is no more
	Off         bool   `json:"off"`  // taken back: the register holds again
}

// With gives the register with a shop's corrections laid over it; the register itself stays as it is.
func (r *Register) With(corrections []Correction) *Register {
	byCode := make(map[string]*Correction, len(corrections))
	for n := range corrections {
		if !corrections[n].Off {
			byCode[corrections[n].Code] = &corrections[n]
		}
	}
	if len(byCode) == 0 {
		return r
	}
	places := make([]Place, 0, len(r.places)+len(byCode))
	for _, place := range r.places {
		c := byCode[place.Code]
		delete(byCode, place.Code)
		switch {
		case c == nil:
			places = append(places, place)
		case !c.Gone:
			places = append(places, c.over(place))
		}
	}
	for _, c := range byCode {
		if !c.Gone {
			places = append(places, c.over(Place{Code: c.Code}))
		}
	}
	slices.SortFunc(places, func(a, b Place) int { return strings.Compare(a.Code, b.Code) })
	return index(places)
}

// over writes the correction over a place. A second postcode stays only beside the first it was given with.
func (c *Correction) over(place Place) Place {
	if place.Postcode != c.Postcode {
		place.Also = ""
	}
	place.Subdistrict, place.District, place.Province, place.Postcode = c.Subdistrict, c.District, c.Province, c.Postcode
	return place
}

// ByCode gives the place of a code.
func (r *Register) ByCode(code string) (Place, bool) {
	at, found := slices.BinarySearchFunc(r.places, code, func(p Place, code string) int { return strings.Compare(p.Code, code) })
	if !found {
		return Place{}, false
	}
	return r.places[at], true
}

// maxName is how many letters the name of a subdistrict may have; the longest of the register has 27.
const maxName = 60

// Learn gives the correction by which an address that a person knows to be right agrees with the
// register: another postcode for a subdistrict that is there, or a subdistrict that is missing in its
// district. Faults: "address_incomplete", "postcode_digits", "district_unknown", those of
// thai.CheckName, and "address_known" when there is nothing to correct.
func (r *Register) Learn(a Address) (Correction, error) {
	a = r.Bare(a)
	c := Correction{Subdistrict: thai.Clean(a.Subdistrict, maxName+1), District: a.District, Province: a.Province, Postcode: a.Postcode}
	for _, part := range [4][2]string{{"subdistrict", c.Subdistrict}, {"district", c.District}, {"province", c.Province}, {"postcode", c.Postcode}} {
		if Key(part[1]) == "" {
			return c, fault.New("address_incomplete", part[0], nil)
		}
	}
	if r.Check(a).OK {
		return c, fault.New("address_known", "subdistrict", nil)
	}
	a.Postcode = ""
	if places := r.fitting(a, -1); len(places) > 0 {
		c.Code, c.Subdistrict, c.District, c.Province = places[0].Code, places[0].Subdistrict, places[0].District, places[0].Province
		return c, c.Validate(r)
	}
	a.Subdistrict = ""
	within := r.fitting(a, -1)
	if len(within) == 0 {
		return c, fault.New("district_unknown", "district", fault.Values{"district": c.District, "province": c.Province})
	}
	// Made of the name, so that two tills that learn the same place have learnt one.
	c.Code = within[0].Code[:codeOfDistrict] + "-" + Key(c.Subdistrict)
	c.District, c.Province = within[0].District, within[0].Province
	return c, c.Validate(r)
}

// codeOfDistrict is how many digits of a code are the district's.
const codeOfDistrict = 4

// Validate refuses what no register may hold: a name that is empty, too long or drawn, a postcode that is
// none, a district that is not in the province, a code of another district. Faults: "name_missing", those of
// thai.CheckName, "postcode_digits", "district_unknown", "subdistrict_code".
func (c *Correction) Validate(r *Register) error {
	if Key(c.Subdistrict) == "" {
		return fault.New("name_missing", "subdistrict", nil)
	}
	if err := thai.CheckName(c.Subdistrict, "subdistrict", maxName); err != nil {
		return err
	}
	if !IsPostcode(c.Postcode) {
		return fault.New("postcode_digits", "postcode", fault.Values{"value": c.Postcode})
	}
	within := r.fitting(Address{District: c.District, Province: c.Province}, -1)
	if c.District == "" || c.Province == "" || len(within) == 0 {
		return fault.New("district_unknown", "district", fault.Values{"district": c.District, "province": c.Province})
	}
	if _, known := r.ByCode(c.Code); !known && !strings.HasPrefix(c.Code, within[0].Code[:codeOfDistrict]+"-") {
		return fault.New("subdistrict_code", "code", fault.Values{"value": c.Code})
	}
	return nil
}

// IsPostcode reports whether a text has the form of a postcode: five digits from 10000 to 96999. The
// register need not know it.
func IsPostcode(text string) bool {
	if len(text) != 5 || text < "10000" || text > "96999" {
		return false
	}
	for n := range len(text) {
		if !isDigit(text[n]) {
			return false
		}
	}
	return true
}
