package till

import (
	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/qty"
)

// askVariant asks which variant of a product is sold; of one alone there is nothing to ask.
func (p *Page) askVariant(parent *catalog.Product) {
	sell := func(variant *catalog.Product) {
		p.pick(catalog.Match{Product: variant, Qty: qty.One, Kind: catalog.ByShort})
	}
	switch family := p.model.index.Family(parent.ID); len(family) {
	case 0:
		p.kit.Prompt.Error(fault.New("variants_missing", "code", fault.Values{"name": goods.Name(p.kit.Lang, parent)}))
	case 1:
		sell(family[0])
	default:
		p.variants = goods.ChooseVariant(p.kit, goods.Variants{Parent: parent, Family: family, Photos: p.photos, OnScan: p.Scan,
			Stock: func(variant *catalog.Product) (string, bool) {
				text, low, out := p.model.stockOf(p.kit.Lang, variant)
				return text, low || out
			}}, sell)
	}
}
