package feed

import (
	"encoding/json"
	"io"
	"strconv"
)

// The words of schema.org that are used. Products are written through structs, so that equal goods give
// equal bytes.
type (
	ldList struct {
		Context  string   `json:"@context"`
		Type     string   `json:"@type"`
		Name     string   `json:"name"`
		Count    int      `json:"numberOfItems"`
		Elements []ldItem `json:"itemListElement"`
	}
	ldItem struct {
		Type     string     `json:"@type"`
		Position int        `json:"position"`
		Item     *ldProduct `json:"item,omitempty"`
		URL      string     `json:"url,omitempty"`
	}
	ldProduct struct {
		Context     string            `json:"@context,omitempty"`
		Type        string            `json:"@type"`
		ID          string            `json:"@id"`
		URL         string            `json:"url"`
		SKU         string            `json:"sku"`
		GTIN        string            `json:"gtin,omitempty"`
		MPN         string            `json:"mpn,omitempty"`
		Name        string            `json:"name"`
		Description string            `json:"description,omitempty"`
		Image       []string          `json:"image,omitempty"`
		Category    string            `json:"category,omitempty"`
		Brand       *ldNamed          `json:"brand,omitempty"`
		Weight      *ldQuantity       `json:"weight,omitempty"`
		Properties  []ldProperty      `json:"additionalProperty,omitempty"`
		Papers      []ldCertification `json:"hasCertification,omitempty"`
		Offer       ldOffer           `json:"offers"`
	}
	ldNamed struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	ldQuantity struct {
		Type  string `json:"@type"`
		Value int    `json:"value"`
		Unit  string `json:"unitCode"` // of UN/CEFACT: GRM is a gram
	}
	ldProperty struct {
		Type  string `json:"@type"`
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	ldCertification struct {
		Type    string `json:"@type"`
		Name    string `json:"name"`
		Number  string `json:"certificationIdentification"`
		Expires string `json:"expires,omitempty"`
	}
	ldOffer struct {
		Type         string  `json:"@type"`
		URL          string  `json:"url"`
		Price        string  `json:"price"`
		Currency     string  `json:"priceCurrency"`
		Availability string  `json:"availability"`
		Condition    string  `json:"itemCondition"`
		Seller       ldNamed `json:"seller"`
	}
)

const schema = "https://schema.org"

func ldOf(s *Shop, g *Goods) ldProduct {
	at := s.link(page(g.SKU))
	out := ldProduct{Type: "Product", ID: at + "#product", URL: at, SKU: g.SKU, GTIN: g.GTIN, MPN: maker(g), Name: s.title(g.Title),
		Description: g.Description, Image: s.pictures(g), Category: g.Kind,
		Offer: ldOffer{"Offer", at, g.Price.String(), "THB", schema + "/InStock", schema + "/NewCondition", ldNamed{"Organization", s.Name}}}
	if !g.Have() {
		out.Offer.Availability = schema + "/OutOfStock"
	}
	if g.Brand != "" {
		out.Brand = &ldNamed{"Brand", g.Brand}
	}
	if g.NetG > 0 {
		out.Weight = &ldQuantity{"QuantitativeValue", g.NetG, "GRM"}
	}
	for _, property := range []ldProperty{{"PropertyValue", "OTOP stars", stars(g)}, {"PropertyValue", "Province", g.Province},
		{"PropertyValue", "Geographical indication", g.Origin.GI}, {"PropertyValue", "Variant", g.Variant}} {
		if property.Value != "" {
			out.Properties = append(out.Properties, property)
		}
	}
	for _, paper := range g.Certifications {
		out.Papers = append(out.Papers, ldCertification{"Certification", paper.Scheme, paper.Number, string(paper.Until)})
	}
	return out
}

func stars(g *Goods) string {
	if g.OTOPStars == 0 {
		return ""
	}
	return strconv.Itoa(g.OTOPStars)
}

// writeJSONLD writes all goods as an ItemList of schema.org. It may be put into a page as it is: no sign in it
// can end a script element.
func writeJSONLD(w io.Writer, c *Catalogue) error {
	list := ldListOf(c, func(g *Goods) ldItem {
		product := ldOf(&c.Shop, g)
		return ldItem{Item: &product}
	})
	encoder := json.NewEncoder(w) // it writes <, > and & as \u003c …
	encoder.SetIndent("", " ")
	return encoder.Encode(list)
}

// indexLD is the list on the first page, which only says where the products' own pages are.
func indexLD(c *Catalogue) (string, error) {
	data, err := json.Marshal(ldListOf(c, func(g *Goods) ldItem { return ldItem{URL: c.Shop.link(page(g.SKU))} }))
	return string(data), err
}

func ldListOf(c *Catalogue, item func(*Goods) ldItem) ldList {
	list := ldList{schema, "ItemList", c.Shop.title(c.Shop.Name), len(c.Goods), make([]ldItem, len(c.Goods))}
	for n := range c.Goods {
		list.Elements[n] = item(&c.Goods[n])
		list.Elements[n].Type, list.Elements[n].Position = "ListItem", n+1
	}
	return list
}

// productLD is one product, for its own page.
func productLD(s *Shop, g *Goods) (string, error) {
	out := ldOf(s, g)
	out.Context = schema
	data, err := json.Marshal(out)
	return string(data), err
}
