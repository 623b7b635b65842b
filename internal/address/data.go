// Package address knows Thai addresses: every subdistrict with its district, province and postcode,
// finding them from any part, checking one against another, and writing them for papers and labels.
package address

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/thai"
)

// Place is one subdistrict with what it lies in. Names are bare, without ตำบล, เขต or จังหวัด.
type Place struct {
	Code        string // six digits of the register: two of the province, four of the district; see Correction for others
	Subdistrict string
	District    string
	Province    string
	Postcode    string
	Also        string // another postcode that one of the sources gives, "" when all agree
}

// Bangkok is the name of the one province whose parts are แขวง and เขต.
const Bangkok = "กรุงเทพมหานคร"

// InBangkok reports whether the place is a แขวง of กรุงเทพมหานคร.
func (p Place) InBangkok() bool { return p.Province == Bangkok }

// Has reports whether a postcode is one of the place's.
func (p Place) Has(postcode string) bool {
	return postcode != "" && (p.Postcode == postcode || p.Also == postcode)
}

// Register is every subdistrict in memory, ready to be asked from any number of goroutines. It never
// changes; With makes another one.
type Register struct {
	places      []Place // by code
	names       map[string][]Name
	byName      map[string][]int32 // places by folded name of the subdistrict
	byDistrict  map[string][]int32 // by folded name of the district
	byProvince  map[string][]int32 // by folded name of the province
	byPostcode  map[string][]int32
	searchables []searchable
	nicknames   []nickname
}

// Standard gives the register that comes with the program. It is read at its first use, in about 20 ms.
var Standard = sync.OnceValue(func() *Register {
	places, err := read(registerText(), correctionsText())
	if err != nil {
		panic("address data: " + err.Error()) // embedded, and read by a test
	}
	return index(places)
})

func registerText() string    { return string(assets.Read("address/subdistricts.txt")) }
func correctionsText() string { return string(assets.Read("address/corrections.txt")) }

// All lists every subdistrict in the order of the codes. It must not be changed.
func (r *Register) All() []Place { return r.places }

// read takes the register and the corrections, which come after it.
func read(register, corrections string) ([]Place, error) {
	byCode := make(map[string]Place, 7600)
	var province, district, code string
	provinces, districts := map[string]string{}, map[string]string{}
	for line := range strings.Lines(register) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, rest, _ := strings.Cut(line, " ")
		name, postcode := rest, ""
		if space := strings.LastIndexByte(rest, ' '); space > 0 {
			name, postcode = rest[:space], rest[space+1:]
		}
		switch {
		case len(head) == 4:
			code, district = head, rest
			districts[head] = rest
		case len(head) == 2 && postcode == "":
			province = rest
			provinces[head] = rest
		case len(head) == 2 && len(postcode) == 5 && code != "":
			byCode[code+head] = Place{Code: code + head, Subdistrict: name, District: district, Province: province, Postcode: postcode}
		default:
			return nil, fmt.Errorf("line %q", line)
		}
	}
	for line := range strings.Lines(corrections) {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := correct(byCode, provinces, districts, strings.Fields(line)); err != nil {
			return nil, err
		}
	}
	places := make([]Place, 0, len(byCode))
	for _, place := range byCode {
		places = append(places, place)
	}
	slices.SortFunc(places, func(a, b Place) int { return strings.Compare(a.Code, b.Code) })
	return places, nil
}

// correct carries out one correction: day, what, code, values.
func correct(byCode map[string]Place, provinces, districts map[string]string, words []string) error {
	if len(words) < 3 {
		return fmt.Errorf("correction %q", words)
	}
	code, values := words[2], words[3:]
	place, known := byCode[code]
	switch what := words[1]; {
	case what == "remove" && known && len(values) == 0:
		delete(byCode, code)
		return nil
	case what == "add" && !known && len(values) == 2 && len(code) == 6:
		place = Place{Code: code, Subdistrict: values[0], District: districts[code[:4]], Province: provinces[code[:2]], Postcode: values[1]}
	case what == "name" && known && len(values) == 1:
		place.Subdistrict = values[0]
	case what == "postcode" && known && len(values) == 1:
		place.Postcode = values[0]
	case what == "also" && known && len(values) == 1:
		place.Also = values[0]
	default:
		return fmt.Errorf("correction %q", words)
	}
	byCode[code] = place
	return nil
}

// Key is what names are compared by: folded, without spaces and signs.
func Key(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.', 'ฯ':
			return -1
		}
		return r
	}, thai.Fold(name))
}
