package sheet

import (
	"slices"
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/thai"
)

// Phone writes a Thai telephone number in its groups, from the forms of exports: (+66)812345678, 66812345678,
// or nine digits where a spreadsheet dropped the 0. Anything else, a masked number among it, stays as it is.
func Phone(cell string) string {
	text := Text(cell)
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-.()", r) {
			return -1
		}
		return r
	}, thai.FoldDigits(text))
	if rest, ok := strings.CutPrefix(digits, "+66"); ok {
		digits = "0" + strings.TrimPrefix(rest, "0")
	}
	if rest, ok := strings.CutPrefix(digits, "66"); ok && (len(rest) == 9 || len(rest) == 8) {
		digits = "0" + rest
	}
	if len(digits) == 9 && strings.ContainsRune("689", rune(digits[0])) {
		digits = "0" + digits
	}
	if written := address.Phone(digits); written != digits {
		return written
	}
	return text
}

// surePlace is the confidence from which a part found in a text is taken.
const surePlace = 90

// Address puts an address together as far as it can be told: parts lose their words and what an export
// writes behind them in English (เชียงใหม่/ Chiang Mai), what the line says again is taken off it, parts that
// only the line or the postcode tells are filled in where they are sure. Masked parts are left alone.
func Address(register *address.Register, line, subdistrict, district, province, postcode string) address.Address {
	a := register.Bare(address.Address{Line: Text(line), Subdistrict: thaiSide(subdistrict), District: thaiSide(district),
		Province: thaiSide(province), Postcode: thai.ToASCIIDigits(Text(postcode))})
	if digits := strings.TrimSpace(a.Postcode); len(digits) == 4 && strings.Trim(digits, "0123456789") == "" {
		a.Postcode = "" // half a postcode is none; it goes back to the line
		a.Line = strings.TrimSpace(a.Line + " " + digits)
	}
	if MaskedLine(a.Line + a.Subdistrict + a.District + a.Province + a.Postcode) {
		return a
	}
	if a.Subdistrict != "" && !isSubdistrict(register, a.Subdistrict) {
		a.Line, a.Subdistrict = strings.TrimSpace(a.Line+" "+a.Subdistrict), ""
	}
	return fill(register, fromLine(register, a))
}

// thaiSide takes the Thai of a name in two languages, the whole where only one is.
func thaiSide(cell string) string {
	text := Text(cell)
	for side := range strings.SplitSeq(text, "/") {
		if side = strings.TrimSpace(side); side != text && strings.ContainsFunc(side, isThai) {
			return side
		}
	}
	return text
}

func isThai(r rune) bool { return unicode.Is(unicode.Thai, r) }

func isSubdistrict(register *address.Register, name string) bool {
	return slices.ContainsFunc(register.Named(address.Key(name)), func(n address.Name) bool { return n.Level == address.Subdistrict })
}

// fromLine takes the parts that a line ends with off it, where they say what the other columns say or fill
// what these leave open.
func fromLine(register *address.Register, a address.Address) address.Address {
	m := thai.Map(a.Line)
	found := register.FindIn(m, 0, len(m.Folded), nil)
	if len(found) != 1 {
		return a
	}
	one := found[0]
	for _, part := range []struct {
		have *string
		said address.Part
	}{{&a.Subdistrict, one.Subdistrict}, {&a.District, one.District}, {&a.Province, one.Province}, {&a.Postcode, one.Postcode}} {
		switch {
		case part.said.Value == "":
		case *part.have == "" && part.said.Confidence < surePlace, *part.have != "" && address.Key(*part.have) != address.Key(part.said.Value):
			return a
		}
	}
	a.Subdistrict, a.District, a.Province = or(a.Subdistrict, one.Subdistrict.Value), or(a.District, one.District.Value), or(a.Province, one.Province.Value)
	a.Postcode = or(a.Postcode, one.Postcode.Value)
	from, to := m.Bytes(one.From, one.To)
	a.Line = strings.Trim(Text(strings.TrimRight(a.Line[:from], " ,/-")+" "+strings.TrimLeft(a.Line[to:], " ,/-")), " ,")
	return a
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// fill fills in what follows from the other parts with only one possible answer.
func fill(register *address.Register, a address.Address) address.Address {
	places := register.WithPostcode(a.Postcode)
	if len(places) == 0 {
		return a
	}
	fits := func(have, is string) bool { return have == "" || address.Key(have) == address.Key(is) }
	places = slices.DeleteFunc(slices.Clone(places), func(p address.Place) bool {
		return !fits(a.Subdistrict, p.Subdistrict) || !fits(a.District, p.District) || !fits(a.Province, p.Province)
	})
	one := func(value func(address.Place) string) string {
		for _, place := range places {
			if value(place) != value(places[0]) {
				return ""
			}
		}
		if len(places) == 0 {
			return ""
		}
		return value(places[0])
	}
	a.Province = or(a.Province, one(func(p address.Place) string { return p.Province }))
	a.District = or(a.District, one(func(p address.Place) string { return p.District }))
	a.Subdistrict = or(a.Subdistrict, one(func(p address.Place) string { return p.Subdistrict }))
	return a
}
