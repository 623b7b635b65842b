package paste

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/shop"
)

// between stands between subdistrict and district in their field, and between telephones in theirs.
const (
	between = " · "
	comma   = ", "
)

// value gives what stands in a field.
func (d *draft) value(field string) string {
	if typed, ok := d.typed[field]; ok {
		return typed
	}
	to := d.to()
	switch field {
	case fieldName:
		return to.Name
	case fieldPhones:
		written := make([]string, len(to.Phones))
		for n, phone := range to.Phones {
			written[n] = address.Phone(phone)
		}
		return strings.Join(written, comma)
	case fieldLine:
		return to.Line
	case fieldPlace:
		if to.Subdistrict == "" || to.District == "" {
			return to.Subdistrict + to.District
		}
		return to.Subdistrict + between + to.District
	case fieldProvince:
		return to.Province
	case fieldPostcode:
		return to.Postcode
	}
	return ""
}

// set takes what a person typed into a field, which makes it sure, unless it cannot be read or does not agree with
// the rest of the address.
func (d *draft) set(field, text string) {
	if text == d.value(field) {
		return
	}
	d.touched = true
	delete(d.doubts, field)
	delete(d.typed, field)
	to := d.to()
	switch field {
	case fieldName:
		to.Title, to.Name, d.request.Person.Name = "", text, text // another name has another title
	case fieldPhones:
		d.setPhones(text)
	case fieldLine:
		to.Line = text
	case fieldPlace:
		d.setPlace(text)
	case fieldProvince:
		to.Province = strings.TrimSpace(text)
	case fieldPostcode:
		d.setPostcode(text)
	}
	if field == fieldPlace || field == fieldProvince || field == fieldPostcode {
		d.judge()
	}
}

func (d *draft) setPhones(text string) {
	phones, err := shop.ReadPhones(text)
	if err != nil {
		d.typed[fieldPhones], d.doubts[fieldPhones] = text, "phone_digits"
		return
	}
	d.to().Phones = phones
	d.request.Person.Phone = ""
	if len(phones) > 0 {
		d.request.Person.Phone, _, _ = strings.Cut(phones[0], " ")
	}
	if text != d.value(fieldPhones) { // as it is typed: the groups come when the field is left
		d.typed[fieldPhones] = text
	}
}

func (d *draft) setPlace(text string) {
	sub, district, two := strings.Cut(text, strings.TrimSpace(between))
	if !two {
		sub, district, two = strings.Cut(strings.TrimSpace(text), " ")
	}
	d.to().Subdistrict, d.to().District = strings.TrimSpace(sub), strings.TrimSpace(district)
	if !two && text != "" {
		d.doubts[fieldPlace] = "place_half"
	}
	if text != d.value(fieldPlace) {
		d.typed[fieldPlace] = text
	}
}

func (d *draft) setPostcode(text string) {
	postcode := address.Key(text)
	if text != "" && !address.IsPostcode(postcode) {
		d.typed[fieldPostcode], d.doubts[fieldPostcode] = text, "postcode_digits"
		postcode = ""
	}
	d.to().Postcode = postcode
}

// left tidies a field that the keyboard left: what could be read stands there as it is kept.
func (d *draft) left(field string) {
	if d.doubts[field] == "" {
		delete(d.typed, field)
	}
}

// judge holds the address against the register, after a person changed a part of it.
func (d *draft) judge() {
	register := d.of.register
	if register == nil {
		return
	}
	for _, field := range []string{fieldPlace, fieldProvince, fieldPostcode} {
		if d.doubts[field] == "differs" {
			delete(d.doubts, field)
		}
	}
	to := d.to()
	checked := register.Check(to.Address())
	switch {
	case checked.OK:
		to.Code = checked.Place.Code
		for _, field := range []string{fieldPlace, fieldProvince, fieldPostcode} { // what agrees is right
			delete(d.doubts, field)
		}
	case checked.Complete:
		to.Code = ""
		d.doubts[partField(checked.Wrong)] = "differs"
	default:
		to.Code = ""
	}
}

// partField gives the field in which a part of an address stands.
func partField(part string) string {
	switch part {
	case "province":
		return fieldProvince
	case "postcode":
		return fieldPostcode
	}
	return fieldPlace
}

// option is something a field may be: a text, or a place that fills in four parts.
type option struct {
	label string
	place *address.Place
	stays bool // what stands there is right
}

// most bounds how many options are offered.
const most = 8

// offered lists what a doubtful field may be, first what stands in it, so that Enter changes nothing by itself; none
// where there is nothing else.
func (d *draft) offered(field string) []option {
	others := d.options(field)
	if len(others) == 0 {
		return nil
	}
	return append([]option{{label: d.value(field), stays: true}}, others...)
}

// options lists what else a doubtful field may be.
func (d *draft) options(field string) (list []option) {
	add := func(labels ...string) {
		for _, label := range labels {
			if label != "" && label != d.value(field) && !slices.ContainsFunc(list, func(o option) bool { return o.label == label }) {
				list = append(list, option{label: label})
			}
		}
	}
	switch field {
	case fieldName:
		add(d.read.Name.Alternatives...)
	case fieldLine:
		add(d.read.Line.Alternatives...)
	case fieldPlace, fieldProvince, fieldPostcode:
		return d.places()
	}
	return list[:min(len(list), most)]
}

// places lists the places the address may mean: those of what the parser read besides, and those that agree with
// all but one part.
func (d *draft) places() (list []option) {
	register := d.of.register
	if register == nil {
		return nil
	}
	add := func(places []address.Place) {
		for _, place := range places {
			if len(list) < most && !slices.ContainsFunc(list, func(o option) bool { return o.place.Code == place.Code }) {
				list = append(list, optionOf(place))
			}
		}
	}
	now := d.placeOf()
	for _, each := range []struct {
		text chat.Text
		part *string
	}{{d.read.Subdistrict, &now.Subdistrict}, {d.read.District, &now.District}, {d.read.Province, &now.Province}, {d.read.Postcode, &now.Postcode}} {
		was := *each.part
		for _, other := range each.text.Alternatives {
			*each.part = other
			checked := register.Check(now)
			add(checked.Nearby)
		}
		*each.part = was
	}
	if checked := register.Check(now); !checked.OK {
		add(checked.Nearby)
	}
	return list
}

// find lists the places that fit a search text.
func (d *draft) find(text string) (list []option) {
	if d.of.register == nil || strings.TrimSpace(text) == "" {
		return nil
	}
	for _, place := range d.of.register.Find(strings.ReplaceAll(text, strings.TrimSpace(between), " "), most) {
		list = append(list, optionOf(place))
	}
	return list
}

func optionOf(place address.Place) option {
	written := place.Address()
	return option{label: written.Short(), place: &place}
}

// take fills an option in.
func (d *draft) take(field string, chosen option) {
	if chosen.stays {
		d.confirm(field)
		return
	}
	if chosen.place == nil {
		d.set(field, chosen.label)
		return
	}
	to, place := d.to(), chosen.place
	to.Subdistrict, to.District, to.Province, to.Postcode, to.Code = place.Subdistrict, place.District, place.Province, place.Postcode, place.Code
	for _, part := range []string{fieldPlace, fieldProvince, fieldPostcode} {
		delete(d.typed, part)
		delete(d.doubts, part)
	}
	d.touched = true
}

// whyKey gives the text that says why a field should be looked at: the short word of a reason, else the usual one.
func whyKey(has func(string) bool, reason string) string {
	if key := "paste.why." + reason; has(key) {
		return key
	}
	return "paste.why.look"
}

// warnings lists what the parser says of the order as a whole: what belongs to a field stands there.
func (d *draft) warnings() (list []*fault.Error) {
	for _, warning := range d.read.Warnings {
		if warning.Path == "" || warning.Path == "items" {
			list = append(list, fault.New(warning.Code, warning.Path, nil))
		}
	}
	return list
}
