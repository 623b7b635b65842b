package catalog

import (
	"slices"
	"strings"
)

// MaxVariants is how many variants one product may have.
const MaxVariants = 100

// NewVariant gives a variant of a product as it begins: all that the product is, without its codes, numbers
// and stock. The name is the product's; see FullName.
func (p *Product) NewVariant(variant string) Product {
	child := Product{ParentID: p.ID, Variant: variant}
	child.Inherit(&Product{}, p)
	return child
}

// Inherit lets a variant follow its product: what it has as the product had it before becomes what the
// product has now. What the variant has of its own stays.
func (p *Product) Inherit(before, now *Product) {
	follow(&p.Name, before.Name, now.Name)
	follow(&p.NameEN, before.NameEN, now.NameEN)
	follow(&p.Category, before.Category, now.Category)
	follow(&p.ProducerID, before.ProducerID, now.ProducerID)
	follow(&p.Terms, before.Terms, now.Terms)
	follow(&p.GP, before.GP, now.GP)
	follow(&p.Unit, before.Unit, now.Unit)
	follow(&p.Weighed, before.Weighed, now.Weighed)
	follow(&p.Price, before.Price, now.Price)
	follow(&p.Cost, before.Cost, now.Cost)
	follow(&p.VAT, before.VAT, now.VAT)
	follow(&p.Reorder, before.Reorder, now.Reorder)
	follow(&p.WeightG, before.WeightG, now.WeightG)
	follow(&p.Alcohol, before.Alcohol, now.Alcohol)
	follow(&p.OTOPStar, before.OTOPStar, now.OTOPStar)
	follow(&p.OTOPCategory, before.OTOPCategory, now.OTOPCategory)
	follow(&p.OTOPYear, before.OTOPYear, now.OTOPYear)
	follow(&p.FDA, before.FDA, now.FDA)
	follow(&p.TCPS, before.TCPS, now.TCPS)
	follow(&p.GI, before.GI, now.GI)
	follow(&p.ShelfDays, before.ShelfDays, now.ShelfDays)
	follow(&p.LeadDays, before.LeadDays, now.LeadDays)
	follow(&p.LengthMM, before.LengthMM, now.LengthMM)
	follow(&p.WidthMM, before.WidthMM, now.WidthMM)
	follow(&p.HeightMM, before.HeightMM, now.HeightMM)
	follow(&p.Description, before.Description, now.Description)
	follow(&p.DescriptionEN, before.DescriptionEN, now.DescriptionEN)
	follow(&p.Story, before.Story, now.Story)
	if p.Photo == before.Photo && slices.Equal(p.MorePhotos, before.MorePhotos) {
		p.Photo, p.MorePhotos = now.Photo, slices.Clone(now.MorePhotos)
	}
	follow(&p.Storage, before.Storage, now.Storage)
	followList(&p.Allergens, before.Allergens, now.Allergens)
	followList(&p.Certificates, before.Certificates, now.Certificates)
	followList(&p.Breaks, before.Breaks, now.Breaks)
}

func follow[T comparable](own *T, before, now T) {
	if *own == before {
		*own = now
	}
}

func followList[T comparable](own *[]T, before, now []T) {
	if slices.Equal(*own, before) {
		*own = slices.Clone(now)
	}
}

// Variants names every pair of two lists, such as colours and sizes: "แดง L". An empty list counts as one
// that says nothing; what is there already is left out, as are repeated words.
func Variants(first, second []string, there []string) []string {
	var all []string
	for _, one := range orNothing(first) {
		for _, other := range orNothing(second) {
			name := strings.TrimSpace(one + " " + other)
			if name != "" && !slices.Contains(all, name) && !slices.Contains(there, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

func orNothing(words []string) []string {
	if len(words) == 0 {
		return []string{""}
	}
	return words
}

// Words reads a list that a person typed: words with commas, semicolons, slashes or new lines between
// them; with spaces where none of those is there.
func Words(text string) []string {
	isBetween := func(r rune) bool { return strings.ContainsRune(",;/\n，、", r) }
	if !strings.ContainsFunc(text, isBetween) {
		return strings.Fields(text)
	}
	var all []string
	for word := range strings.FieldsFuncSeq(text, isBetween) {
		if word = strings.Join(strings.Fields(word), " "); word != "" {
			all = append(all, word)
		}
	}
	return all
}
