package address

import "strings"

// Address is where something goes. Names are bare, as in Place; any part may be empty.
type Address struct {
	Line        string `json:"line"` // house number, group, lane, road, building
	Subdistrict string `json:"subdistrict"`
	District    string `json:"district"`
	Province    string `json:"province"`
	Postcode    string `json:"postcode"`
}

// InBangkok reports whether its parts are called แขวง and เขต.
func (a Address) InBangkok() bool { return a.Province == Bangkok }

// Empty reports whether nothing is known.
func (a Address) Empty() bool { return a == Address{} }

// Long writes the address in one line for papers: ตำบล… อำเภอ… จังหวัด…, or แขวง… เขต… กรุงเทพมหานคร.
func (a Address) Long() string {
	return a.join("ตำบล", "อำเภอ", "จังหวัด")
}

// Short writes the address in one line for labels and lists: ต.… อ.… จ.…; Bangkok's words stay whole,
// as they have no usual short form.
func (a Address) Short() string { return a.join("ต.", "อ.", "จ.") }

// LabelLines writes the address as the post wants it on a parcel: the house, the subdistrict and
// district, the province, and the postcode on a line of its own. Empty lines are left out.
func (a Address) LabelLines() []string {
	sub, district, province := a.worded("ต.", "อ.", "จ.")
	var lines []string
	for _, line := range []string{a.Line, joined(sub, district), province, a.Postcode} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func (a Address) join(sub, district, province string) string {
	sub, district, province = a.worded(sub, district, province)
	return joined(a.Line, sub, district, province, a.Postcode)
}

// worded puts the words before the names. A part that is not known has no word either.
func (a Address) worded(sub, district, province string) (string, string, string) {
	if a.InBangkok() {
		sub, district, province = "แขวง", "เขต", ""
	}
	return withWord(sub, a.Subdistrict), withWord(district, a.District), withWord(province, a.Province)
}

func withWord(word, name string) string {
	if name == "" {
		return ""
	}
	return word + name
}

func joined(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, " ")
}

// Phone writes the digits of a Thai telephone number in their groups: 081-234-5678, 02-123-4567,
// 053-123-456. Anything else comes back as it is.
func Phone(digits string) string {
	for n := range len(digits) {
		if digits[n] < '0' || digits[n] > '9' {
			return digits
		}
	}
	switch {
	case len(digits) == 10 && digits[0] == '0':
		return digits[:3] + "-" + digits[3:6] + "-" + digits[6:]
	case len(digits) == 9 && strings.HasPrefix(digits, "02"):
		return digits[:2] + "-" + digits[2:5] + "-" + digits[5:]
	case len(digits) == 9 && digits[0] == '0':
		return digits[:3] + "-" + digits[3:6] + "-" + digits[6:]
	}
	return digits
}

// PhoneExt writes a number with the extension behind it: 02-123-4567 ต่อ 11.
func PhoneExt(digits, extension string) string {
	if extension == "" {
		return Phone(digits)
	}
	return Phone(digits) + " ต่อ " + extension
}
