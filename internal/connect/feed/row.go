package feed

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/thai"
)

// price writes an amount as Meta and Google read it: 150.00 THB.
func price(amount money.Satang) string { return amount.String() + " THB" }

// line puts a text of several lines on one.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// grams writes a weight, nothing for one that is not told.
func grams(weight int) string {
	if weight == 0 {
		return ""
	}
	return strconv.Itoa(weight) + " g"
}

// labels gives the custom labels that both Meta and Google have for sorting goods: stars, province, OTOP
// category, certificates, practice.
func labels(s *Shop, g *Goods) [5]string {
	var all [5]string
	if g.OTOPStars > 0 {
		all[0] = "otop-" + strconv.Itoa(g.OTOPStars)
	}
	all[1] = thai.Clean(g.Province, 100)
	if g.Category != "" {
		all[2] = "otop-" + g.Category
	}
	schemes := make([]string, len(g.Certifications))
	for n, paper := range g.Certifications {
		schemes[n] = strings.ToLower(paper.Scheme)
	}
	all[3] = thai.Clean(strings.Join(schemes, " "), 100)
	if s.Practice {
		all[4] = "practice"
	}
	return all
}

// availability writes Google's word, which schema.org and the contract share; Meta's has spaces.
func availability(g *Goods) string {
	if g.Have() {
		return publishing.InStock
	}
	return publishing.OutOfStock
}

// plain keeps a spreadsheet from calculating a text: behind a space it is none of a formula, and readers of
// product files cut spaces off.
func plain(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return " " + text
	}
	return text
}
