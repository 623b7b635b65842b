package sheet

import (
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/thai"
)

// Recipient fits what a file says of a recipient to what orders take. A postcode that is none, of a covered
// address for one, stands in the line then.
func Recipient(no int, name, phone string, a address.Address) ordering.Recipient {
	to := ordering.Recipient{No: no, Name: Name(name), Line: a.Line, Subdistrict: Name(a.Subdistrict), District: Name(a.District),
		Province: Name(a.Province), Postcode: a.Postcode}
	if digits := Digits(phone); digits != "" {
		to.Phones = []string{digits}
	}
	if to.Postcode != "" && !address.IsPostcode(to.Postcode) {
		to.Line, to.Postcode = strings.TrimSpace(to.Line+" "+to.Postcode), ""
	}
	to.Line = thai.Clean(to.Line, ordering.MaxText)
	return to
}

// Digits takes the signs out of a whole telephone number, as orders keep it; anything else stays.
func Digits(phone string) string {
	if bare := strings.ReplaceAll(phone, "-", ""); address.Phone(bare) == phone {
		return bare
	}
	return phone
}

// Name takes out of a name what no printer's font has, and what is longer than a name may be.
func Name(text string) string {
	text = strings.Map(func(r rune) rune {
		if thai.CheckName(string(r), "", 1) != nil {
			return -1
		}
		return r
	}, text)
	return thai.Clean(text, catalog.MaxName)
}
