package feed

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/thai"
)

var metaColumns = []string{"id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand",
	"additional_image_link", "product_type", "item_group_id", "additional_variant_attribute", "gtin", "mpn",
	"quantity_to_sell_on_facebook", "shipping_weight", "custom_label_0", "custom_label_1", "custom_label_2", "custom_label_3", "custom_label_4"}

// writeMeta writes a product catalogue of Meta (Facebook, Instagram, WhatsApp) as CSV.
func writeMeta(w io.Writer, c *Catalogue) error {
	rows := csv.NewWriter(w)
	if err := rows.Write(metaColumns); err != nil {
		return err
	}
	for n := range c.Goods {
		row := metaRow(&c.Shop, &c.Goods[n])
		for i := range row {
			row[i] = plain(row[i])
		}
		if err := rows.Write(row); err != nil {
			return err
		}
	}
	rows.Flush()
	return rows.Error()
}

func metaRow(s *Shop, g *Goods) []string {
	pictures, label := s.pictures(g), labels(s, g)
	cover, more := first(pictures)
	variant := ""
	if g.Variant != "" {
		variant = "variant:" + strings.NewReplacer(":", " ", ",", " ").Replace(g.Variant)
	}
	return []string{g.SKU, s.title(g.Title), g.Description, strings.ReplaceAll(availability(g), "_", " "), "new", price(g.Price),
		s.link(page(g.SKU)), cover, thai.Clean(g.Brand, 100), strings.Join(more, ","), g.Kind, g.Group, variant, g.GTIN, maker(g),
		count(g.Stock), grams(g.ShippingG), label[0], label[1], label[2], label[3], label[4]}
}

// first parts the cover from the other pictures.
func first(pictures []string) (cover string, more []string) {
	if len(pictures) == 0 {
		return "", nil
	}
	return pictures[0], pictures[1:]
}

// maker is the number that the maker gave goods: the shop's own, where the shop made them.
func maker(g *Goods) string {
	if g.Own {
		return g.SKU
	}
	return ""
}

// count writes pieces, nothing where nobody counts.
func count(pieces int) string {
	if pieces < 0 {
		return ""
	}
	return strconv.Itoa(pieces)
}
