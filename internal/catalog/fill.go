package catalog

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// DefaultUnit is the unit of goods of which none is given.
const DefaultUnit = "ชิ้น"

// newProduct gives the product a new row begins with.
func newProduct(cells map[string]string) Product {
	unit := thai.Clean(cells["unit"], 0)
	if unit == "" {
		unit = DefaultUnit
	}
	return Product{
		ID: id.New[id.Product](), Unit: unit, Weighed: IsWeight(unit), Terms: ledger.Own, VAT: VATStandard,
	}
}

// NewDraft gives the product that a sale of an unknown code leaves behind, to be completed later: its
// name is the code until then. It has no terms but the shop's own.
func NewDraft(sku, code string, price money.Satang) Product {
	product := newProduct(nil)
	product.SKU, product.Name, product.Price, product.Draft = sku, code, price, true
	product.Codes = []Code{{code, 1000}}
	return product
}

// clone copies a product with its lists, so that the index's own stays as it is.
func clone(product Product) Product {
	product.Codes = slices.Clone(product.Codes)
	product.Breaks = slices.Clone(product.Breaks)
	product.Aliases = slices.Clone(product.Aliases)
	product.MorePhotos = slices.Clone(product.MorePhotos)
	product.Certificates = slices.Clone(product.Certificates)
	product.Packs = slices.Clone(product.Packs)
	product.Components = slices.Clone(product.Components)
	return product
}

// same compares what a file may change.
func same(a, b *Product) bool {
	return a.Name == b.Name && a.NameEN == b.NameEN && a.Category == b.Category && a.ProducerID == b.ProducerID &&
		a.Terms == b.Terms && a.GP == b.GP && a.Unit == b.Unit && a.Price == b.Price && a.Cost == b.Cost && a.VAT == b.VAT &&
		a.Reorder == b.Reorder && a.WeightG == b.WeightG && a.OTOPStar == b.OTOPStar && a.FDA == b.FDA && a.TCPS == b.TCPS &&
		a.GI == b.GI && a.Draft == b.Draft && slices.Equal(a.Codes, b.Codes) && slices.Equal(a.Aliases, b.Aliases) && sameMore(a, b)
}

// fill puts the row's filled cells into a product. The Maker is the producer when it is a new one.
func (p *planner) fill(product *Product, cells map[string]string) (*Maker, error) {
	texts := map[string]*string{
		"name": &product.Name, "name_en": &product.NameEN, "category": &product.Category, "unit": &product.Unit,
	}
	old := product.Name
	for column, text := range texts {
		if cells[column] != "" {
			*text = thai.Clean(cells[column], 0)
		}
	}
	if cells["name"] != "" && product.Draft && product.Name != old {
		product.Draft = false // it has a name now
	}
	if cells["aliases"] != "" {
		product.Aliases = nil
		for _, alias := range strings.Split(cells["aliases"], ";") {
			if alias = thai.Clean(alias, 0); alias != "" && !slices.Contains(product.Aliases, alias) {
				product.Aliases = append(product.Aliases, alias)
			}
		}
	}
	if err := fillNumbers(product, cells); err != nil {
		return nil, err
	}
	if err := product.fillMore(cells); err != nil {
		return nil, err
	}
	return p.fillTerms(product, cells)
}

func fillNumbers(product *Product, cells map[string]string) error {
	var err error
	if product.Price, err = readAmount(cells, "price", product.Price); err != nil {
		return err
	}
	if product.Cost, err = readAmount(cells, "cost", product.Cost); err != nil {
		return err
	}
	if cells["reorder"] != "" {
		if product.Reorder, err = readQty(cells, "reorder"); err != nil {
			return err
		}
	}
	if cells["weight_g"] != "" {
		if product.WeightG, err = readInt(cells, "weight_g", "weight_invalid", 1_000_000); err != nil {
			return err
		}
	}
	if cells["otop_star"] != "" {
		if product.OTOPStar, err = readInt(cells, "otop_star", "star_invalid", 5); err != nil {
			return err
		}
	}
	if text := cells["vat"]; text != "" {
		product.VAT = vatClasses[thai.Fold(text)]
		if product.VAT == "" {
			return fault.New("vat_class_unknown", "vat", fault.Values{"value": text})
		}
	}
	return nil
}

func readAmount(cells map[string]string, column string, old money.Satang) (money.Satang, error) {
	if cells[column] == "" {
		return old, nil
	}
	amount, err := money.Parse(cells[column])
	return amount, fault.At(atRoot(err), column)
}

// vatClasses are the ways files write a VAT class, folded. 0.07 is how spreadsheets store 7 %.
var vatClasses = map[string]string{
	"7": VATStandard, "7%": VATStandard, "7.00": VATStandard, "7.00%": VATStandard, "0.07": VATStandard, "vat": VATStandard,
	"0": VATZero, "0%": VATZero, "0.00": VATZero, "0.00%": VATZero,
	"exempt": VATExempt, thai.Fold("ยกเว้น"): VATExempt, thai.Fold("ยกเว้นภาษี"): VATExempt, thai.Fold("ได้รับยกเว้น"): VATExempt,
}

// fillTerms sets producer and terms: a filled gp_percent is consignment; a producer alone is bought
// goods, unless the product has other terms already.
func (p *planner) fillTerms(product *Product, cells map[string]string) (*Maker, error) {
	var maker *Maker
	if name := thai.Clean(cells["producer"], 0); name != "" {
		if err := thai.CheckName(name, "producer", MaxName); err != nil {
			return nil, err
		}
		party, known := p.producers[thai.Fold(name)]
		if !known {
			maker = &Maker{ID: id.New[id.Party](), Name: name}
			party = maker.ID
		}
		product.ProducerID = party
		if product.Terms == ledger.Own {
			product.Terms = ledger.Bought
		}
	}
	if text := cells["gp_percent"]; text != "" {
		gp, err := money.ParseBasis(text)
		if err != nil {
			return nil, fault.At(atRoot(err), "gp_percent")
		}
		product.Terms, product.GP = ledger.Consign, gp
	}
	return maker, nil
}
