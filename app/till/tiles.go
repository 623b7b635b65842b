package till

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/qty"
)

// tile is what a product's tile shows, without its photo.
func (m *model) tile(lang i18n.Lang, p *catalog.Product) widget.TileData {
	data := widget.TileData{Name: goods.Name(lang, p), Price: p.Price, Drawing: goods.DrawingOf(p)}
	if p.Weighed {
		data.PriceText = i18n.BahtShort(p.Price) + "/" + p.Unit
	}
	if p.HasVariants {
		data.PriceText = priceRange(m.index.Family(p.ID))
	}
	if p.ShortNo > 0 {
		data.Number = strconv.Itoa(p.ShortNo)
	}
	if p.OTOPStar > 0 {
		data.Badge, data.Star, data.BadgeTone = "OTOP "+strconv.Itoa(p.OTOPStar), true, widget.Outline
	}
	if day, near := m.expires(p); near {
		data.Badge, data.Star, data.BadgeTone = expiry(lang, m.prices.Day.Until(day)), false, widget.Watch
	}
	data.Stock, data.Low, data.Out = m.stockOf(lang, p)
	return data
}

// priceRange writes the prices of variants, "250–290", "" when there is none.
func priceRange(variants []*catalog.Product) string {
	if len(variants) == 0 {
		return ""
	}
	least, most := variants[0].Price, variants[0].Price
	for _, variant := range variants[1:] {
		least, most = min(least, variant.Price), max(most, variant.Price)
	}
	if least == most {
		return i18n.BahtShort(least)
	}
	return i18n.BahtShort(least) + "–" + strings.TrimPrefix(i18n.BahtShort(most), "฿")
}

func expiry(lang i18n.Lang, days int) string {
	switch {
	case days < 0:
		return i18n.T(lang, "till.expired")
	case days == 0:
		return i18n.T(lang, "till.expires_today")
	}
	return i18n.T(lang, "till.expires_in", fault.Values{"days": days})
}

func (m *model) stockOf(lang i18n.Lang, p *catalog.Product) (text string, low, out bool) {
	have, counted := m.have(p)
	if !counted {
		return "", false, false
	}
	if have <= 0 {
		return i18n.T(lang, "till.out"), false, true
	}
	return i18n.Qty(have) + " " + p.Unit, have <= max(p.Reorder, 0), false
}

// quantityText writes a line's quantity: "3", or "0.3 กก." where it is weighed.
func quantityText(p *catalog.Product, quantity qty.Qty) string {
	if p != nil && p.Weighed {
		return i18n.Qty(quantity) + " " + p.Unit
	}
	return i18n.Qty(quantity)
}
