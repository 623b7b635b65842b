package publishing

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/money"
)

// Difference is one field that is not the same here and on the channel. Values are written without a
// language: money as 150.00, lists with a line for each part.
type Difference struct {
	Field string // as Fields has it; its text is "publishing.field." + Field
	Here  string
	There string
}

// Fields lists the fields of a listing that can differ, in the order they are shown.
var Fields = []string{"title", "title_en", "description", "description_en", "category", "price", "vat_included", "pictures",
	"availability", "lead_days", "net_weight", "shipping_weight", "size", "origin", "otop_stars", "otop_year", "certifications",
	"shelf_days", "allergens", "storage", "gtin"}

// Differences compares a listing as it is here with what the channel has, field by field. The SKU is what they
// were found by.
func Differences(here, there *Listing) []Difference {
	var all []Difference
	mine, theirs := fieldsOf(here), fieldsOf(there)
	for _, field := range Fields {
		if mine[field] != theirs[field] {
			all = append(all, Difference{Field: field, Here: mine[field], There: theirs[field]})
		}
	}
	return all
}

// fieldsOf writes every field that can differ as a text.
func fieldsOf(l *Listing) map[string]string {
	pictures := make([]string, len(l.Pictures))
	for n, picture := range l.Pictures {
		pictures[n] = picture.Hash
	}
	papers := make([]string, len(l.Certifications))
	for n, paper := range l.Certifications {
		papers[n] = words(paper.Scheme, paper.Number, string(paper.Until))
	}
	size := ""
	if l.LengthMM+l.WidthMM+l.HeightMM > 0 {
		size = strconv.Itoa(l.LengthMM) + " × " + strconv.Itoa(l.WidthMM) + " × " + strconv.Itoa(l.HeightMM)
	}
	return map[string]string{
		"title": l.Title, "title_en": l.TitleEN, "description": l.Description, "description_en": l.DescriptionEN,
		"category": l.Category, "price": amount(l.Price), "vat_included": strconv.FormatBool(l.VATIncluded),
		"pictures": strings.Join(pictures, "\n"), "availability": l.Availability, "lead_days": count(l.LeadDays),
		"net_weight": count(l.NetG), "shipping_weight": count(l.ShippingG), "size": size,
		"origin":     words(l.Origin.Province, l.Origin.District, l.Origin.GI),
		"otop_stars": count(l.OTOPStars), "otop_year": count(l.OTOPYear), "certifications": strings.Join(papers, "\n"),
		"shelf_days": count(l.ShelfDays), "allergens": strings.Join(l.Allergens, "\n"), "storage": l.Storage, "gtin": l.GTIN,
	}
}

func amount(price money.Satang) string { return price.String() }

// count writes a number, nothing for one that is not told.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func words(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
