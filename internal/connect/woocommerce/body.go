package woocommerce

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
)

// body is what is written of a product or a variation. What is left out stays as it is there: categories, tags, a
// sale price and the address of the page are the shop's own matter.
type body struct {
	ID          json.Number       `json:"id,omitempty"` // in a batch
	Type        string            `json:"type,omitempty"`
	SKU         string            `json:"sku,omitempty"`
	Status      string            `json:"status,omitempty"`
	Name        string            `json:"name,omitempty"`
	Description *string           `json:"description,omitempty"`
	GTIN        *string           `json:"global_unique_id,omitempty"`
	Price       string            `json:"regular_price,omitempty"`
	Weight      *string           `json:"weight,omitempty"`
	Box         *box              `json:"dimensions,omitempty"`
	Counted     *bool             `json:"manage_stock,omitempty"`
	Quantity    *int              `json:"stock_quantity,omitempty"`
	Backorders  string            `json:"backorders,omitempty"`
	Images      *[]shownPicture   `json:"images,omitempty"` // of a product
	Image       *shownPicture     `json:"image,omitempty"`  // of a variation
	Attributes  []json.RawMessage `json:"attributes,omitempty"`
	Meta        []meta            `json:"meta_data,omitempty"`
}

type shownPicture struct {
	ID  json.Number `json:"id"`
	Alt string      `json:"alt,omitempty"`
}

// bodyOf writes a listing. There is nil for one that is made: it begins with nothing in stock, so that nothing is
// sold before the count was told.
func bodyOf(l *publishing.Listing, there *product, refs []string, shop *settings) *body {
	description, weight, gtin := escaped(l.Description), in(l.ShippingG, shop.weight), l.GTIN
	b := &body{
		Description: &description, GTIN: &gtin, Price: l.Price.String(), Weight: &weight, Backorders: "no",
		Box:  &box{loose(in(l.LengthMM, shop.size)), loose(in(l.WidthMM, shop.size)), loose(in(l.HeightMM, shop.size))},
		Meta: append(keep(l), meta{metaWithdrawn, ""}),
	}
	if l.Availability == publishing.PreOrder || l.Availability == publishing.MadeToOrder {
		b.Backorders = "notify"
	}
	b.show(l, there, refs)
	if there != nil && there.withdrawn() {
		b.Status = "publish"
	}
	if there != nil && there.Type == variation { // its name and its attributes are its parent's
		b.Meta = append(b.Meta, meta{metaTitle, l.Title})
		return b
	}
	b.Name, b.Attributes = escaped(l.Title), attributesOf(l)
	if there != nil {
		b.Attributes = append(foreign(there.Attributes), b.Attributes...)
		return b
	}
	counted, none := true, 0
	b.Type, b.SKU, b.Status, b.Counted, b.Quantity = simple, l.SKU, "publish", &counted, &none
	return b
}

// show adds the pictures, nil where none are sent.
func (b *body) show(l *publishing.Listing, there *product, refs []string) {
	if refs == nil {
		return
	}
	images, lines := []shownPicture{}, []string{}
	for n, ref := range refs {
		images = append(images, shownPicture{json.Number(ref), l.Pictures[n].Alt})
		lines = append(lines, l.Pictures[n].Hash+" "+ref)
	}
	b.Meta = append(b.Meta, meta{metaPictures, strings.Join(lines, "\n")})
	if there == nil || there.Type != variation {
		b.Images = &images
		return
	}
	if len(images) > 0 { // a variation has one
		b.Image = &images[0]
	}
}

// attribute is a line of the table that WooCommerce shows under a product.
type attribute struct {
	Name    string   `json:"name"`
	Visible bool     `json:"visible"`
	Options []string `json:"options"`
}

// attributesOf tells buyers what WooCommerce has no field for. They read Thai.
func attributesOf(l *publishing.Listing) []json.RawMessage {
	var all []json.RawMessage
	add := func(name string, values ...string) {
		values = slices.DeleteFunc(values, func(value string) bool { return value == "" })
		for n, value := range values {
			values[n] = escaped(strings.ReplaceAll(value, "|", "/")) // it would part the value there
		}
		if len(values) > 0 {
			all = append(all, json.RawMessage(encoded(attribute{said("attribute." + name), true, values})))
		}
	}
	number := func(n int, key string) string {
		if n == 0 {
			return ""
		}
		return i18n.T(i18n.Thai, key, fault.Values{"count": n})
	}
	if l.Category != "" && i18n.Has(i18n.Thai, "form.otop."+l.Category) {
		add("category", i18n.T(i18n.Thai, "form.otop."+l.Category))
	}
	add("origin", connect.ProvinceOf(l.Origin.Province))
	add("gi", l.Origin.GI)
	stars := number(l.OTOPStars, "woocommerce.stars")
	if stars != "" && l.OTOPYear > 0 {
		stars += " (" + said("year") + " " + strconv.Itoa(l.OTOPYear+eras) + ")"
	}
	add("otop", stars)
	papers := make([]string, len(l.Certifications))
	for n, one := range l.Certifications {
		scheme := "feed.scheme." + strings.ToLower(one.Scheme)
		if !i18n.Has(i18n.Thai, scheme) {
			scheme = "feed.scheme.other"
		}
		papers[n] = strings.TrimSpace(i18n.T(i18n.Thai, scheme) + " " + one.Number)
	}
	add("certifications", papers...)
	add("net", number(l.NetG, "feed.grams"))
	add("shelf", number(l.ShelfDays, "feed.days"))
	add("storage", l.Storage)
	add("allergens", l.Allergens...)
	add("lead", number(l.LeadDays, "feed.days"))
	return all
}

// eras lie between the years of the Buddhist and the common era.
const eras = 543

func said(key string) string { return i18n.T(i18n.Thai, "woocommerce."+key) }

var ourAttributes = []string{"category", "origin", "gi", "otop", "certifications", "net", "shelf", "storage", "allergens", "lead"}

// foreign gives the attributes that the shop's own people gave a product: they stay.
func foreign(all []json.RawMessage) []json.RawMessage {
	var kept []json.RawMessage
	for _, raw := range all {
		var one struct {
			ID   loose `json:"id"`
			Name loose `json:"name"`
		}
		_ = json.Unmarshal(raw, &one) // one that cannot be read is none of ours
		ours := digits(string(one.ID)) == "" && slices.ContainsFunc(ourAttributes, func(name string) bool { return string(one.Name) == said("attribute."+name) })
		if !ours {
			kept = append(kept, raw)
		}
	}
	return kept
}
