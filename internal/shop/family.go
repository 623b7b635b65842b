package shop

import (
	"context"
	"fmt"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// Variants gives the variants of a product, those no longer sold too.
func (s *Shop) Variants(ctx context.Context, parent id.Product) ([]catalog.Product, error) {
	return s.db.Variants(ctx, parent)
}

// SaveFamily writes a product and its variants in one transaction, all or none. A variant without a number
// gets the product's with the next figure behind it; openings[n], where there are any, is the first stock of
// variants[n], or that of the product where it has no variants. Faults are those of SaveProduct; of a variant
// they name it: "variants[1].price".
func (s *Shop) SaveFamily(ctx context.Context, parent catalog.Product, variants []catalog.Product, openings []Opening) (catalog.Product, error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return parent, err
	}
	all := append([]catalog.Product{parent}, variants...)
	for n := range all {
		tidy(&all[n])
		if all[n].ID.IsZero() {
			all[n].ID = id.New[id.Product]()
		}
	}
	if all[0].SKU == "" {
		all[0].SKU = index.NextSKU()
	}
	number(index, all)
	if err := all[0].Validate(); err != nil {
		return parent, err
	}
	first := all // whom openings are for
	if len(variants) > 0 {
		first = all[1:]
	}
	for n := range all[1:] {
		child := &all[n+1]
		child.ParentID = all[0].ID
		if err := child.Validate(); err != nil {
			return parent, fault.At(err, fmt.Sprintf("variants[%d]", n))
		}
	}
	posted := make([]Opening, 0, len(openings))
	for n, opening := range openings {
		opening.ProductID = first[n].ID
		posted = append(posted, opening)
	}
	return all[0], s.SaveProducts(ctx, all, posted)
}

// number gives the variants without a number that of the product with a figure behind it which is free.
func number(index *catalog.Index, family []catalog.Product) {
	taken := map[string]bool{}
	for n := range family {
		taken[catalog.Key(family[n].SKU)] = true
	}
	next := 1
	for n := range family[1:] {
		child := &family[n+1]
		for child.SKU == "" {
			sku := fmt.Sprintf("%s-%d", family[0].SKU, next)
			next++
			if !taken[catalog.Key(sku)] && index.BySKU(sku) == nil {
				child.SKU = sku
			}
		}
	}
}

// Standing is on what terms goods of a product would come in today.
type Standing struct {
	ledger.Terms
	Dated bool      // agreed by date; else it is what stands on the product
	Until clock.Day // the last day of an agreement by date, "" = until another is made
}

// StandingTerms tells it for a product as it is being written, new ones too.
func (s *Shop) StandingTerms(ctx context.Context, p catalog.Product) (Standing, error) {
	all, err := s.db.Terms(ctx, p.ProducerID)
	if err != nil {
		return Standing{}, err
	}
	today, err := s.Today(ctx)
	if err != nil {
		return Standing{}, err
	}
	standing := Standing{Terms: consign.For(all, &p, p.ProducerID, today)}
	if by := consign.Standing(all, &p, p.ProducerID, today); by != nil {
		standing.Dated, standing.Until = true, by.To
	}
	return standing, nil
}
