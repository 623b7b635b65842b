package publishing

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/thai"
)

// Reason is a thing that keeps an offer from a channel, or would make it better.
type Reason struct {
	What   string       // one of Whats; its text is "publishing.reason." + What
	Field  string       // of the product, where it is put right
	Advice bool         // it may be listed without
	Values fault.Values // what the text mentions
}

// Text says the reason to a person.
func (r Reason) Text(lang i18n.Lang) string {
	return i18n.T(lang, "publishing.reason."+r.What, r.Values)
}

// Whats lists what a reason may say.
var Whats = []string{"name", "price", "unit", "photo", "description", "description_short", "weight", "category", "certificate",
	"certificate_expired", "pack", "sku", "title_long", "title_picture", "description_long", "photos_many", "photo_large",
	"photo_kind", "price_high", "weight_high", "variants", "archived", "alcohol"}

// Ready reports whether nothing but advice is left.
func Ready(reasons []Reason) bool {
	return !slices.ContainsFunc(reasons, func(r Reason) bool { return !r.Advice })
}

// Readiness lists why an offer may not go to a channel yet, none for one that is ready, and after them what
// would make it better.
func Readiness(offer *Offer, limits *Limits, today clock.Day) []Reason {
	r := &reading{offer: offer, limits: limits}
	r.goods(today)
	r.texts()
	r.photos()
	slices.SortStableFunc(r.all, func(a, b Reason) int { return bit(a.Advice) - bit(b.Advice) })
	return r.all
}

// Percent says how ready an offer is, 0–100: what keeps it away weighs more than advice.
func Percent(reasons []Reason) int {
	percent := 100
	for _, reason := range reasons {
		if reason.Advice {
			percent -= 4
		} else {
			percent -= 15
		}
	}
	return max(percent, 0)
}

func bit(is bool) int {
	if is {
		return 1
	}
	return 0
}

type reading struct {
	offer  *Offer
	limits *Limits
	all    []Reason
}

func (r *reading) add(is bool, what, field string, values fault.Values) {
	if is {
		r.all = append(r.all, Reason{What: what, Field: field, Values: values})
	}
}

// goods looks at the product: at what the offer does not replace.
func (r *reading) goods(today clock.Day) {
	o, p := r.offer, r.offer.Product
	r.add(p.Archived, "archived", "archived", nil)
	r.add(p.HasVariants, "variants", "variants", nil)
	r.add(p.Alcohol && r.limits.NoAlcohol, "alcohol", "alcohol", nil)
	unpacked := p.Weighed && o.Piece <= 0 || !p.Weighed && !o.piece().Whole() || o.Piece < 0
	r.add(unpacked, "pack", "packs", nil)
	for _, need := range p.NeedsToSell() {
		given := need.What == "name" && o.Title != "" || need.What == "price" && o.Price > 0
		r.add(!given, need.What, need.Field, nil)
	}
	told := o.Description != "" || p.Description == "" && len([]rune(o.description(r.limits))) >= catalog.LongEnough
	for _, need := range p.NeedsToList(today) {
		if need.Field == "description" && told {
			continue
		}
		if need.What == "description" && o.description(r.limits) != "" { // its story tells something
			need.What = "description_short"
		}
		advice := !slices.Contains(r.limits.Needs, need.What)
		r.all = append(r.all, Reason{What: need.What, Field: need.Field, Advice: advice, Values: r.values(need)})
	}
	listing := o.Listing(r.limits)
	if listing.ShippingG == 0 && !unpacked && (p.Weighed || p.WeightG > 0) { // its unit weighs nothing that we know
		r.all = append(r.all, Reason{What: "weight", Field: "unit", Advice: !slices.Contains(r.limits.Needs, "weight")})
	}
	r.add(p.Price > 0 && listing.Price <= 0 && !unpacked, "price", "price", nil)
	most := r.limits.PriceMost
	r.add(most > 0 && listing.Price > most, "price_high", "price", fault.Values{"max": most})
	heaviest := r.limits.WeightMost
	r.add(heaviest > 0 && listing.ShippingG > heaviest, "weight_high", "weight_g", fault.Values{"max": heaviest / 1000})
	sku := !catalog.ValidSKU(listing.SKU) || r.limits.SKU > 0 && len(listing.SKU) > r.limits.SKU
	r.add(sku, "sku", "sku", fault.Values{"value": listing.SKU})
}

// values gives what the text of a need mentions.
func (r *reading) values(need catalog.Need) fault.Values {
	switch need.What {
	case "description_short":
		return fault.Values{"min": catalog.LongEnough}
	case "certificate_expired":
		n := 0
		if _, err := fmt.Sscanf(need.Field, "certificates[%d]", &n); err == nil {
			paper := r.offer.Product.Papers()[n]
			return fault.Values{"number": paper.Tidy(), "day": paper.Expires}
		}
	}
	return nil
}

// texts looks at what buyers read.
func (r *reading) texts() {
	listing := r.offer.Listing(r.limits)
	for _, text := range []struct {
		value, what, field string
		most               int
	}{
		{listing.Title, "title_long", "name", r.limits.Title}, {listing.TitleEN, "title_long", "name_en", r.limits.Title},
		{listing.Description, "description_long", "description", r.limits.Description},
		{listing.DescriptionEN, "description_long", "description_en", r.limits.Description},
	} {
		length := utf8.RuneCountInString(text.value)
		r.add(text.most > 0 && length > text.most, text.what, text.field, fault.Values{"max": text.most, "length": length})
	}
	for _, name := range []struct{ value, field string }{{listing.Title, "name"}, {listing.TitleEN, "name_en"}} {
		if err := thai.CheckName(name.value, name.field, utf8.RuneCountInString(name.value)); err != nil {
			r.add(true, "title_picture", name.field, fault.Of(err).Values)
		}
	}
}

// photos looks at the pictures; that there is one at all is a need of the product.
func (r *reading) photos() {
	if len(r.limits.PictureKinds) == 0 {
		return
	}
	for n, photo := range r.offer.Photos {
		field := "photo"
		if n > 0 {
			field = fmt.Sprintf("photos[%d]", n-1)
		}
		most := r.limits.PictureBytes
		r.add(most > 0 && photo.Bytes > most, "photo_large", field, fault.Values{"max": most >> 20})
		r.add(!slices.Contains(r.limits.PictureKinds, photo.Kind), "photo_kind", field, fault.Values{"kinds": kinds(r.limits.PictureKinds)})
	}
	if most := r.limits.Pictures; most > 0 && len(r.offer.Photos) > most { // the first ones go, so it is no reason to wait
		r.all = append(r.all, Reason{What: "photos_many", Field: "photos", Advice: true, Values: fault.Values{"max": most}})
	}
}

// kinds writes kinds of pictures as people know them: JPEG, PNG.
func kinds(all []string) string {
	names := make([]string, len(all))
	for n, kind := range all {
		names[n] = strings.ToUpper(strings.TrimPrefix(kind, "image/"))
	}
	return strings.Join(names, ", ")
}
