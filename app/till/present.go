package till

import (
	"strings"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
)

// lineName gives what a line of the quote is called, "" where there is no such line.
func (m *model) lineName(lang i18n.Lang, n int) string {
	if n < 0 || n >= len(m.quote.Lines) {
		return ""
	}
	line := m.quote.Lines[n]
	if n < len(m.cart.Lines) && m.cart.Lines[n].Name != "" {
		return line.Name
	}
	if p := m.index.ByID(line.ProductID); p != nil {
		return goods.Name(lang, p)
	}
	return line.Name
}

// lineNotes gives the unit price of a line and, apart, the packs it is sold as, what was taken off and why.
func lineNotes(lang i18n.Lang, line ledger.Line, packed string) (price, off string) {
	price = "@ " + i18n.Baht(line.UnitPrice)
	var parts []string
	if line.Gift {
		price = i18n.T(lang, "till.gift")
	} else if line.UnitPrice != line.ListPrice {
		price += " " + i18n.T(lang, "till.instead_of", fault.Values{"price": line.ListPrice})
	}
	if packed != "" {
		parts = append(parts, packed)
	}
	if line.Promo != "" && !strings.HasPrefix(packed, line.Promo) { // the pack's own price goes by the pack's name
		parts = append(parts, line.Promo)
	}
	if line.LineDiscount > 0 {
		parts = append(parts, i18n.T(lang, "till.off", fault.Values{"amount": line.LineDiscount}))
	}
	if len(parts) == 0 {
		return price, ""
	}
	return price, " · " + strings.Join(parts, " · ")
}

// packNote says how many packs a line is, "" when it is none.
func packNote(lang i18n.Lang, product *catalog.Product, line *selling.CartLine) string {
	if product == nil || line.Pack == 0 {
		return ""
	}
	pack := product.PackOf(line.Pack)
	if pack == nil || line.Qty < line.Pack {
		return ""
	}
	return i18n.T(lang, "sets.packs", fault.Values{"name": pack.Name, "count": i18n.Qty(line.Qty / line.Pack * qty.One)})
}

// display is the bill as the customer's screen shows it.
func (m *model) display(lang i18n.Lang) ([]kit.DisplayLine, string) {
	lines := make([]kit.DisplayLine, len(m.quote.Lines))
	for n, line := range m.quote.Lines {
		lines[n] = kit.DisplayLine{
			Name: m.lineName(lang, n), Qty: quantityText(m.index.ByID(line.ProductID), line.Qty),
			Total: i18n.Baht(line.Total - line.LineDiscount - line.PromoDiscount),
		}
	}
	return lines, i18n.BahtSign(m.quote.Total)
}

// discountText writes a discount as it is typed.
func discountText(d selling.Discount) string {
	switch d.Kind {
	case selling.AmountOff:
		return strings.TrimSuffix(d.Amount.String(), ".00")
	case selling.PercentOff:
		return d.Percent.String() + "%"
	case selling.MakeIt:
		return "=" + strings.TrimSuffix(d.Amount.String(), ".00")
	}
	return ""
}

func alcoholNow(now clock.Clock) bool { return rules.AlcoholAllowed(now()) }
