package sample

import (
	"errors"
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/party"
)

// check proves that the parts fit each other: unique keys, valid codes, references that lead
// somewhere. It names everything that is wrong, not only the first.
func (s *Set) check() error {
	var wrong []error
	refuse := func(key, why string) { wrong = append(wrong, fmt.Errorf("%s: %s", key, why)) }
	once := map[string]bool{}
	unique := func(kind, key string) {
		if key == "" || once[kind+key] {
			refuse(key, kind+" is missing or there twice")
		}
		once[kind+key] = true
	}
	for _, producer := range s.Producers {
		unique("producer", producer.Key)
		if !slices.Contains([]string{ledger.Own, ledger.Bought, ledger.Consign}, producer.Terms) {
			refuse(producer.Key, "unknown terms")
		}
		if !slices.Contains(party.ProducerKinds, producer.Kind) {
			refuse(producer.Key, "unknown kind")
		}
		if (producer.Terms == ledger.Consign) != (producer.GP > 0) {
			refuse(producer.Key, "a percent belongs to consignment")
		}
	}
	for _, good := range s.Goods {
		unique("sku", good.SKU)
		unique("barcode", good.Barcode)
		for _, pack := range good.Packs {
			unique("barcode", pack.Barcode)
		}
		if good.ShortNo > 0 {
			unique("number", fmt.Sprint(good.ShortNo))
		}
		if !once["producer"+good.Producer] {
			refuse(good.SKU, "unknown producer "+good.Producer)
		}
		if why := good.fault(); why != "" {
			refuse(good.SKU, why)
		}
	}
	for _, good := range s.Goods {
		if why := s.relationFault(good); why != "" {
			refuse(good.SKU, why)
		}
	}
	for _, customer := range s.Customers {
		unique("customer", customer.Key)
	}
	for _, offer := range s.Promotions {
		unique("promotion", offer.Key)
		for _, sku := range slices.Concat(offer.SKUs, []string{offer.Gift}) {
			if sku != "" && !once["sku"+sku] {
				refuse(offer.Key, "unknown sku "+sku)
			}
		}
		if offer.Category != "" && !slices.Contains(categories[:], offer.Category) {
			refuse(offer.Key, "unknown category")
		}
	}
	return errors.Join(wrong...)
}

// relationFault says what is wrong with what a good is made of or a variant of, "" when nothing is.
func (s *Set) relationFault(good Good) string {
	find := func(sku string) *Good {
		at := slices.IndexFunc(s.Goods, func(other Good) bool { return other.SKU == sku })
		if at < 0 {
			return nil
		}
		return &s.Goods[at]
	}
	for _, part := range good.Components {
		if of := find(part.SKU); of == nil || len(of.Components) > 0 || s.IsParent(part.SKU) || part.Qty <= 0 {
			return "no set is made of " + part.SKU
		}
	}
	switch parent := find(good.Parent); {
	case (good.Parent == "") != (good.VariantName == "") || good.Parent != "" && (parent == nil || parent.Parent != ""):
		return "variant of nothing"
	case good.Stock != 0 && (len(good.Components) > 0 || s.IsParent(good.SKU)):
		return "stock of what has none"
	}
	return ""
}

// IsParent reports whether a good stands for its variants.
func (s *Set) IsParent(sku string) bool {
	return slices.ContainsFunc(s.Goods, func(good Good) bool { return good.Parent == sku })
}

// fault says what is wrong with a good by itself, "" when nothing is.
func (g Good) fault() string {
	switch {
	case !catalog.ValidSKU(g.SKU):
		return "sku outside its grammar"
	case g.Name == "" || g.NameEN == "" || g.Unit == "":
		return "name or unit missing"
	case !slices.Contains(categories[:], g.Category):
		return "unknown category"
	case !slices.Contains([]string{catalog.VATStandard, catalog.VATZero, catalog.VATExempt}, g.VAT):
		return "unknown vat class"
	case g.Price <= 0 || g.Cost <= 0 || g.Cost > g.Price:
		return "cost and price do not fit"
	case !validBarcode(g.Barcode):
		return "barcode invalid"
	case slices.ContainsFunc(g.Packs, func(p Pack) bool { return p.Units < 2 || !validBarcode(p.Barcode) }):
		return "pack invalid"
	case slices.ContainsFunc(g.Certificates, func(c Certificate) bool {
		return !slices.Contains(catalog.CertificateKinds, c.Kind) || c.Number == ""
	}):
		return "certificate invalid"
	case g.ShortNo < 0 || g.ShortNo > 999 || g.Stars < 0 || g.Stars > 5:
		return "number or stars out of range"
	case g.WeightG <= 0 || g.ShipWeightG < g.WeightG:
		return "weights do not fit"
	case g.ExpiresIn > g.ShelfDays:
		return "expires later than its shelf life"
	case !g.Weighed() && !g.Stock.Whole():
		return "part of a piece in stock"
	case !slices.Contains(Drawings(), g.Drawing):
		return "unknown drawing"
	}
	return ""
}

func validBarcode(code string) bool { return len(code) == 13 && catalog.EAN13(code[:12]) == code }
