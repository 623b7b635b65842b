package feed

import (
	"encoding/csv"
	"encoding/xml"
	"io"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/thai"
)

const googleSpace = "http://base.google.com/ns/1.0"

// attribute is one fact of Google's product data specification; an empty one is left out.
type attribute struct{ name, value string }

// googleFacts gives the attributes of goods in the order they are written. additional_image_link stands once
// for each picture.
func googleFacts(s *Shop, g *Goods) []attribute {
	cover, more := first(s.pictures(g))
	label := labels(s, g)
	exists := "yes"
	if g.GTIN == "" && maker(g) == "" {
		exists = "no" // most goods of small makers have no number that the world knows
	}
	bundle := ""
	if g.Set {
		bundle = "yes"
	}
	all := []attribute{{"id", g.SKU}, {"title", s.title(g.Title)}, {"description", g.Description}, {"link", s.link(page(g.SKU))},
		{"image_link", cover}}
	for _, picture := range more {
		all = append(all, attribute{"additional_image_link", picture})
	}
	return append(all, attribute{"availability", availability(g)}, attribute{"price", price(g.Price)}, attribute{"condition", "new"},
		attribute{"brand", thai.Clean(g.Brand, 70)}, attribute{"gtin", g.GTIN}, attribute{"mpn", maker(g)}, attribute{"identifier_exists", exists},
		attribute{"is_bundle", bundle}, attribute{"product_type", g.Kind}, attribute{"shipping_weight", grams(g.ShippingG)},
		attribute{"custom_label_0", label[0]}, attribute{"custom_label_1", label[1]}, attribute{"custom_label_2", label[2]},
		attribute{"custom_label_3", label[3]}, attribute{"custom_label_4", label[4]})
}

var googleColumns = []string{"id", "title", "description", "link", "image_link", "additional_image_link", "availability", "price",
	"condition", "brand", "gtin", "mpn", "identifier_exists", "is_bundle", "product_type", "shipping_weight", "custom_label_0",
	"custom_label_1", "custom_label_2", "custom_label_3", "custom_label_4"}

// writeGoogle writes a product file of Google Merchant Center as text with tabs. Texts are put on one line.
func writeGoogle(w io.Writer, c *Catalogue) error {
	rows := csv.NewWriter(w)
	rows.Comma = '\t'
	if err := rows.Write(googleColumns); err != nil {
		return err
	}
	for n := range c.Goods {
		cells := map[string]string{}
		for _, fact := range googleFacts(&c.Shop, &c.Goods[n]) {
			if before := cells[fact.name]; before != "" {
				fact.value = before + "," + fact.value
			}
			cells[fact.name] = fact.value
		}
		row := make([]string, len(googleColumns))
		for i, column := range googleColumns {
			row[i] = plain(line(cells[column]))
		}
		if err := rows.Write(row); err != nil {
			return err
		}
	}
	rows.Flush()
	return rows.Error()
}

// writeGoogleXML writes the same as RSS 2.0 in Google's namespace, a fact a line.
func writeGoogleXML(w io.Writer, c *Catalogue) error {
	var out strings.Builder
	element := func(indent, name, value string) {
		if value == "" {
			return
		}
		out.WriteString(indent + "<" + name + ">")
		_ = xml.EscapeText(&out, []byte(value)) // a Builder takes everything
		out.WriteString("</" + name + ">\n")
	}
	out.WriteString(xml.Header + `<rss version="2.0" xmlns:g="` + googleSpace + `">` + "\n<channel>\n")
	element("", "title", c.Shop.title(c.Shop.Name))
	element("", "link", c.Shop.link("index.html"))
	element("", "description", i18n.T(c.Shop.Lang, "feed.about", fault.Values{"shop": c.Shop.Name, "day": c.Shop.Day}))
	for n := range c.Goods {
		out.WriteString("<item>\n")
		for _, fact := range googleFacts(&c.Shop, &c.Goods[n]) {
			element("  ", "g:"+fact.name, fact.value)
		}
		out.WriteString("</item>\n")
	}
	out.WriteString("</channel>\n</rss>\n")
	_, err := io.WriteString(w, out.String())
	return err
}
