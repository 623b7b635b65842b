package catalog

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/clock"
)

// Need is a thing that a product still lacks.
type Need struct {
	What  string // name, price, unit, photo, description, description_short, weight, category, certificate, certificate_expired
	Field string // of the product, where it is given
}

// LongEnough is how many characters a description has that tells a buyer what to expect.
const LongEnough = 120

// NeedsToSell lists what a product lacks to be sold at the counter, nothing for one that is ready.
func (p *Product) NeedsToSell() []Need {
	var all []Need
	name := strings.TrimSpace(p.Name)
	nameless := name == "" || p.Draft && slices.ContainsFunc(p.Codes, func(c Code) bool { return c.Code == name })
	if nameless { // a draft of the till is called by its code
		all = append(all, Need{"name", "name"})
	}
	if p.Price == 0 && !p.HasVariants {
		all = append(all, Need{"price", "price"})
	}
	if strings.TrimSpace(p.Unit) == "" {
		all = append(all, Need{"unit", "unit"})
	}
	return all
}

// NeedsToList lists what a product lacks to be listed online, beside what it needs to be sold.
func (p *Product) NeedsToList(today clock.Day) []Need {
	var all []Need
	need := func(missing bool, what, field string) {
		if missing {
			all = append(all, Need{what, field})
		}
	}
	length := utf8.RuneCountInString(strings.TrimSpace(p.Description))
	need(p.Photo == "", "photo", "photo")
	need(length == 0, "description", "description")
	need(length > 0 && length < LongEnough, "description_short", "description")
	need(p.WeightG == 0 && !p.Weighed, "weight", "weight_g")
	need(p.Category == "", "category", "category")
	papers := p.Papers()
	need(p.needsFDA() && !slices.ContainsFunc(papers, func(c Certificate) bool { return c.Kind == CertFDA }), "certificate", "certificates")
	for n, paper := range papers {
		need(paper.State(today) == Expired, "certificate_expired", fmt.Sprintf("certificates[%d].expires", n))
	}
	return all
}

// needsFDA reports whether buyers look for a number of the food register: on food and drink, but not on
// farm goods that nobody worked on, which the law of the VAT knows as exempt.
func (p *Product) needsFDA() bool {
	kind := p.OTOPKind()
	return (kind == "food" || kind == "drink") && p.VAT != VATExempt
}

// otopNames finds the OTOP category in the name of a shop's own.
var otopNames = []struct{ word, category string }{
	{"เครื่องดื่ม", "drink"}, {"ไม่ใช่อาหาร", "herb"}, {"สมุนไพร", "herb"}, {"อาหาร", "food"}, {"ขนม", "food"}, {"ผ้า", "textile"},
	{"เครื่องแต่งกาย", "textile"}, {"ของใช้", "ware"}, {"ของตกแต่ง", "ware"}, {"ของที่ระลึก", "ware"},
}

// OTOPKind gives the product's OTOP category; where none was chosen, the one that the name of its category
// tells, "" for neither.
func (p *Product) OTOPKind() string {
	if p.OTOPCategory != "" {
		return p.OTOPCategory
	}
	for _, known := range otopNames {
		if strings.Contains(p.Category, known.word) {
			return known.category
		}
	}
	return ""
}
