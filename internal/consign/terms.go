// Package consign decides what producers are due for their goods: the terms their goods lie on, and the
// settlements that pay them.
package consign

import (
	"cmp"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// Terms is an agreement with a producer for some days: on what terms their goods come in. It holds for
// one product, for a category, or for all goods of theirs. JSON names are the columns' names.
type Terms struct {
	ID         id.Terms     `json:"id"`
	ProducerID id.Party     `json:"producer_id"`
	ProductID  id.Product   `json:"product_id"` // none = all, or those of the category
	Category   string       `json:"category"`   // "" = all
	Kind       string       `json:"kind"`       // ledger.Own, Bought, Consign or Fixed
	GP         money.Basis  `json:"gp_bp"`
	WithVAT    bool         `json:"with_vat"`
	Bears      string       `json:"bears"`
	Fixed      money.Satang `json:"fixed_satang"`
	From       clock.Day    `json:"from"` // the first day it holds
	To         clock.Day    `json:"to"`   // the last, "" = until another is made
	Off        bool         `json:"off"`  // withdrawn; goods that came in on it keep it
}

// Validate checks terms by themselves: "producer_missing", "terms_unknown", "percent_too_large",
// "bears_unknown", "price_invalid", "date_missing", "date_order", "text_too_long", and "terms_scope" when
// they name a product and a category.
func (t *Terms) Validate() error {
	switch {
	case t.ProducerID.IsZero():
		return fault.New("producer_missing", "producer", nil)
	case t.Kind != ledger.Own && t.Kind != ledger.Bought && t.Kind != ledger.Consign && t.Kind != ledger.Fixed:
		return fault.New("terms_unknown", "terms", fault.Values{"value": t.Kind})
	case t.GP < 0 || t.GP > 10_000:
		return fault.New("percent_too_large", "gp_percent", fault.Values{"value": t.GP})
	case t.Bears != ledger.BothBear && t.Bears != ledger.ShopBears && t.Bears != ledger.ProducerBear:
		return fault.New("bears_unknown", "bears", fault.Values{"value": t.Bears})
	case t.Fixed < 0 || t.Fixed > catalog.MaxPrice || t.Kind == ledger.Fixed && t.Fixed == 0:
		return fault.New("price_invalid", "fixed", fault.Values{"value": t.Fixed})
	case t.Kind == ledger.Fixed && t.ProductID.IsZero():
		return fault.New("terms_scope", "product", nil)
	case t.From == "":
		return fault.New("date_missing", "from", nil)
	case t.To != "" && t.To < t.From:
		return fault.New("date_order", "to", fault.Values{"from": t.From, "to": t.To})
	case !t.ProductID.IsZero() && t.Category != "":
		return fault.New("terms_scope", "category", nil)
	case utf8.RuneCountInString(t.Category) > 60:
		return fault.New("text_too_long", "category", fault.Values{"max": 60})
	}
	return nil
}

// Clash gives the first of some terms that holds for the same goods on a day that these hold too, nil
// for none. Two agreements about one thing would leave it to chance which counts.
func (t *Terms) Clash(all []Terms) *Terms {
	for n := range all {
		other := &all[n]
		if other.ID != t.ID && !other.Off && !t.Off && other.ProducerID == t.ProducerID && other.ProductID == t.ProductID &&
			other.Category == t.Category && (other.To == "" || other.To >= t.From) && (t.To == "" || t.To >= other.From) {
			return other
		}
	}
	return nil
}

// For gives the terms a product of a producer comes in on: what is agreed for the product that day, else for
// the product it is a variant of, else for its category, else for all goods of theirs, else what stands on
// the product itself.
func For(all []Terms, product *catalog.Product, producer id.Party, day clock.Day) ledger.Terms {
	best := Standing(all, product, producer, day)
	if best == nil {
		return product.OwnTerms()
	}
	return ledger.Terms{Kind: best.Kind, GP: best.GP, WithVAT: best.WithVAT, Bears: best.Bears, Fixed: best.Fixed}
}

// Standing gives the agreement by date that For goes by, nil where there is none.
func Standing(all []Terms, product *catalog.Product, producer id.Party, day clock.Day) *Terms {
	var best *Terms
	for n := range all {
		t := &all[n]
		if t.Off || t.ProducerID != producer || day < t.From || t.To != "" && day > t.To ||
			!t.ProductID.IsZero() && t.ProductID != product.ID && t.ProductID != product.ParentID || t.Category != "" && t.Category != product.Category {
			continue
		}
		if best == nil || t.narrower(best, product) {
			best = t
		}
	}
	return best
}

// narrower puts terms for a product before those for its parent, those before the ones for a category, and the
// general ones last; of two alike (two tills may have made them) the later counts.
func (t *Terms) narrower(other *Terms, product *catalog.Product) bool {
	rank := func(t *Terms) int {
		switch {
		case t.ProductID == product.ID:
			return 3
		case !t.ProductID.IsZero():
			return 2
		case t.Category != "":
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(t), rank(other)), cmp.Compare(t.From, other.From), cmp.Compare(t.ID.String(), other.ID.String())) > 0
}
