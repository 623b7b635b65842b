// Package addresses is the form of an address wherever one is typed: a house line, one search that fills in
// subdistrict, district, province and postcode, and a quiet word on whether they agree.
package addresses

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/thai"
)

// most bounds what a search lists.
const most = 20

// model is the state of an address form.
type model struct {
	register *address.Register // nil until it is read
	address  address.Address
	query    string
	found    []address.Place
	typing   string // the part that has the keyboard, "" for none
}

// search lists what fits a text.
func (m *model) search(text string) {
	m.query, m.found = text, nil
	if m.register != nil {
		m.found = m.register.Find(text, most)
	}
}

// choose fills the four parts in from the list and ends the search. The house of a whole address that was
// pasted into the search goes to the house line when that is empty.
func (m *model) choose(index int) {
	if index < 0 || index >= len(m.found) {
		return
	}
	line := m.address.Line
	if line == "" {
		line = Split(m.query, m.register).Line
		if line == thai.Clean(m.query, 0) { // no address could be taken out of it
			line = ""
		}
	}
	m.address = m.found[index].Address()
	m.address.Line = line
	m.search("")
}

// pasted takes a whole address out of the house line, where people paste one, if the parts are still empty.
func (m *model) pasted() bool {
	if m.register == nil || (address.Address{Line: m.address.Line}) != m.address {
		return false
	}
	whole := Split(m.address.Line, m.register)
	if whole.Postcode == "" || whole.Subdistrict == "" {
		return false
	}
	m.address = whole
	return true
}

// agrees reports whether the four parts name one place; wrong says what is at fault among what is typed,
// nil while nothing is. What is missing is nobody's fault, nor is what may still become right.
func (m *model) agrees() (bool, *fault.Error) {
	if m.register == nil {
		return false, nil
	}
	checked := m.register.Check(m.address)
	if checked.OK || !checked.Complete || m.begins(&checked) {
		return checked.OK, nil
	}
	return false, checked.Fault(m.address)
}

// begins reports whether the part at fault is being typed, and begins a right one.
func (m *model) begins(checked *address.Result) bool {
	if checked.Wrong != m.typing {
		return false
	}
	part := func(a address.Address) string {
		return map[string]string{"subdistrict": a.Subdistrict, "district": a.District, "province": a.Province, "postcode": a.Postcode}[m.typing]
	}
	typed := address.Key(part(m.register.Bare(m.address)))
	return slices.ContainsFunc(checked.Nearby, func(p address.Place) bool {
		return strings.HasPrefix(address.Key(part(p.Address())), typed)
	})
}

// learnable reports whether the shop could take the address into its register as it stands.
func (m *model) learnable() bool {
	_, wrong := m.agrees()
	if wrong == nil {
		return false
	}
	_, err := m.register.Learn(m.address)
	return err == nil
}

// labels are what may stand before a part in a text and is none of the house line.
var labels = strings.NewReplacer("รหัสไปรษณีย์", " ", "ที่อยู่:", " ", "ฯ", " ")

// Split parts an address that was kept as one text. What is no place stays in the house line, whatever it is,
// so that nothing is lost; a part that the text does not name is left empty, unless it follows from the others.
func Split(text string, register *address.Register) address.Address {
	whole := address.Address{Line: thai.Clean(text, 0)}
	order, ok := chat.ParseAddress(text, chat.Options{Register: register})
	if !ok {
		return whole
	}
	rest, parts := []byte(text), 0
	keep := func(part chat.Text) string {
		if part.At.From == part.At.To && part.Confidence < followsFrom {
			return ""
		}
		for n := part.At.From; n < part.At.To; n++ {
			rest[n] = ' '
		}
		parts++
		return part.Value
	}
	found := address.Address{Subdistrict: keep(order.Subdistrict), District: keep(order.District), Province: keep(order.Province), Postcode: keep(order.Postcode)}
	if parts < 2 {
		return whole
	}
	found.Line = strings.Trim(thai.Clean(labels.Replace(string(rest)), 0), " ,.")
	return found
}

// followsFrom is the confidence from which a part that the text does not name is taken over.
const followsFrom = 80
