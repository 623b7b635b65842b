package catalog

import (
	"fmt"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

func field(list string, n int, name string) string { return fmt.Sprintf("%s[%d].%s", list, n, name) }

// Kinds of promotions.
const (
	PromoPercent = "percent" // percent off each unit
	PromoAmount  = "amount"  // an amount off each unit
	PromoEvery   = "every"   // for every N units an amount less: "buy 3 less 10"
	PromoGift    = "gift"    // for every N units one unit of the gift product free
)

// Promotion is a dated offer on chosen products, one category, or everything.
type Promotion struct {
	ID       id.Promotion `json:"id"`
	Name     string       `json:"name"`
	Kind     string       `json:"kind"`
	Products []id.Product `json:"products"` // none and no category = everything
	Category string       `json:"category"`
	Every    qty.Qty      `json:"every"`         // of every and gift
	Percent  money.Basis  `json:"percent_bp"`    // of percent
	Amount   money.Satang `json:"amount_satang"` // of amount and every
	GiftID   id.Product   `json:"gift_id"`
	From     clock.Day    `json:"from"` // first day, "" = always
	To       clock.Day    `json:"to"`   // last day, "" = no end
	Off      bool         `json:"off"`
}

// Validate checks a promotion by itself.
func (p *Promotion) Validate() error {
	if err := thai.CheckName(p.Name, "name", MaxName); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(p.Name) == "":
		return fault.New("name_missing", "name", nil)
	case p.From != "" && p.To != "" && p.To < p.From:
		return fault.New("dates_reversed", "to", nil)
	case p.Kind == PromoPercent && (p.Percent <= 0 || p.Percent > 10_000):
		return fault.New("percent_too_large", "percent", fault.Values{"value": p.Percent})
	case (p.Kind == PromoAmount || p.Kind == PromoEvery) && (p.Amount <= 0 || p.Amount > MaxPrice):
		return fault.New("amount_not_positive", "amount", fault.Values{"value": p.Amount})
	case (p.Kind == PromoEvery || p.Kind == PromoGift) && p.Every <= 0:
		return fault.New("qty_not_positive", "every", fault.Values{"value": p.Every})
	case p.Kind == PromoGift && p.GiftID.IsZero():
		return fault.New("product_unknown", "gift", fault.Values{"value": ""})
	case p.Kind != PromoPercent && p.Kind != PromoAmount && p.Kind != PromoEvery && p.Kind != PromoGift:
		return fault.New("promotion_kind_unknown", "kind", fault.Values{"value": p.Kind})
	}
	return nil
}

// Runs reports whether the promotion holds on a day for a product; one on a product with variants holds for
// each of them.
func (p *Promotion) Runs(day clock.Day, product *Product) bool {
	if p.Off || p.From != "" && day < p.From || p.To != "" && day > p.To {
		return false
	}
	if len(p.Products) == 0 {
		return p.Category == "" || p.Category == product.Category
	}
	for _, wanted := range p.Products {
		if wanted == product.ID || wanted == product.ParentID && !wanted.IsZero() {
			return true
		}
	}
	return false
}

// Less gives what the promotion takes off quantity units at price, never more than they cost.
func (p *Promotion) Less(price money.Satang, quantity qty.Qty) money.Satang {
	whole := money.Times(price, quantity)
	less := money.Satang(0)
	switch p.Kind {
	case PromoPercent:
		less = whole.Percent(p.Percent)
	case PromoAmount:
		less = money.Times(min(p.Amount, price), quantity)
	case PromoEvery:
		// Compared by division: an absurd amount times an absurd count leaves 64 bits.
		if times := money.Satang(quantity / p.Every); times > 0 && p.Amount > whole/times {
			less = whole
		} else {
			less = p.Amount * times
		}
	}
	return min(less, whole)
}
