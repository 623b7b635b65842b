package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Kinds of certificates.
const (
	CertFDA     = "fda"  // อย.
	CertTCPS    = "tcps" // มผช.
	CertGI      = "gi"
	CertHalal   = "halal"
	CertOrganic = "organic"
)

// CertificateKinds lists them in the order they are shown.
var CertificateKinds = []string{CertFDA, CertTCPS, CertGI, CertHalal, CertOrganic}

// Certificate is a paper that vouches for goods. The numbers of the first three kinds stand in the
// product's own columns too, where files import and export them.
type Certificate struct {
	Kind    string    `json:"kind"`
	Number  string    `json:"number"`
	Expires clock.Day `json:"expires"` // "" = it does not
	Picture string    `json:"picture"` // file name under images/
}

// OTOPCategories lists the five of the OTOP product champion rules.
var OTOPCategories = []string{"food", "drink", "textile", "ware", "herb"}

// Pack is several units sold as one: a pack of 6, a dozen. Its codes are those of the product with the
// same quantity. Price is of the whole pack, 0 = the units' prices.
type Pack struct {
	Name  string       `json:"name"`
	Qty   qty.Qty      `json:"qty"`
	Price money.Satang `json:"price_satang"`
}

// Component is a part of a set: how much of a product goes into one.
type Component struct {
	ProductID id.Product `json:"product_id"`
	Qty       qty.Qty    `json:"qty"`
}

// Limits of what a product may hold.
const (
	MaxText         = 4000 // characters of a description or story
	MaxStorage      = 150
	MaxAllergens    = 20
	MaxPhotos       = 12
	MaxPacks        = 8
	MaxComponents   = 30
	MaxCertificates = 10
	MaxInSet        = 10_000 * qty.One // of one component
)

// OwnTerms gives the terms that stand on the product itself.
func (p *Product) OwnTerms() ledger.Terms {
	terms := ledger.Terms{Kind: p.Terms}
	if p.Terms == ledger.Consign {
		terms.GP = p.GP
	}
	return terms
}

// validateGoods checks what a product says beside its price. Faults: "text_too_long", "too_many",
// "certificate_invalid", "otop_category_unknown", "otop_year_invalid", "days_invalid", "size_invalid",
// "pack_invalid", "pack_price_above" (more than its units cost), "set_of_itself", "set_invalid",
// "variant_missing", "variant_of_itself".
func (p *Product) validateGoods() error {
	for _, text := range []struct{ value, field string }{{p.Description, "description"}, {p.DescriptionEN, "description_en"}, {p.Story, "story"}} {
		if utf8.RuneCountInString(text.value) > MaxText {
			return fault.New("text_too_long", text.field, fault.Values{"max": MaxText})
		}
	}
	if utf8.RuneCountInString(p.Storage) > MaxStorage {
		return fault.New("text_too_long", "storage", fault.Values{"max": MaxStorage})
	}
	for n, allergen := range p.Allergens {
		if n == MaxAllergens {
			return fault.New("too_many", "allergens", fault.Values{"max": MaxAllergens})
		}
		if !isListed(allergen, 60) {
			return fault.New("text_too_long", fmt.Sprintf("allergens[%d]", n), fault.Values{"max": 60})
		}
	}
	switch {
	case len(p.MorePhotos) >= MaxPhotos:
		return fault.New("too_many", "photos", fault.Values{"max": MaxPhotos})
	case len(p.Certificates) > MaxCertificates:
		return fault.New("too_many", "certificates", fault.Values{"max": MaxCertificates})
	case p.OTOPCategory != "" && !slices.Contains(OTOPCategories, p.OTOPCategory):
		return fault.New("otop_category_unknown", "otop_category", fault.Values{"value": p.OTOPCategory})
	case p.OTOPYear != 0 && (p.OTOPYear < 2544 || p.OTOPYear > 2700): // the first year of OTOP
		return fault.New("otop_year_invalid", "otop_year", fault.Values{"value": p.OTOPYear})
	case p.ShelfDays < 0 || p.ShelfDays > 36500:
		return fault.New("days_invalid", "shelf_days", fault.Values{"value": p.ShelfDays})
	case p.LeadDays < 0 || p.LeadDays > MaxLeadDays:
		return fault.New("days_invalid", "lead_days", fault.Values{"value": p.LeadDays})
	case min(p.LengthMM, p.WidthMM, p.HeightMM) < 0 || max(p.LengthMM, p.WidthMM, p.HeightMM) > 10_000:
		return fault.New("size_invalid", "size", fault.Values{"max": 10_000})
	}
	for n, certificate := range p.Certificates {
		if !slices.Contains(CertificateKinds, certificate.Kind) || !isListed(certificate.Number, 60) ||
			!certificate.Expires.Valid() {
			return fault.New("certificate_invalid", fmt.Sprintf("certificates[%d]", n), fault.Values{"value": certificate.Number})
		}
	}
	if err := p.validatePacks(); err != nil {
		return err
	}
	return p.validateFamily()
}

func (p *Product) validatePacks() error {
	if len(p.Packs) > MaxPacks {
		return fault.New("too_many", "packs", fault.Values{"max": MaxPacks})
	}
	for n, pack := range p.Packs {
		double := slices.ContainsFunc(p.Packs[:n], func(other Pack) bool { return other.Qty == pack.Qty })
		if !isListed(pack.Name, 20) || pack.Qty <= qty.One || pack.Qty > qty.Max || double || pack.Price < 0 || pack.Price > MaxPrice {
			return fault.New("pack_invalid", field("packs", n, "qty"), fault.Values{"value": pack.Qty})
		}
		if pack.Price > money.Times(p.Price, pack.Qty) {
			return fault.New("pack_price_above", field("packs", n, "price"), fault.Values{"value": pack.Price, "units": money.Times(p.Price, pack.Qty)})
		}
	}
	return nil
}

func (p *Product) validateFamily() error {
	switch {
	case len(p.Components) > MaxComponents:
		return fault.New("too_many", "components", fault.Values{"max": MaxComponents})
	case p.IsSet() && (p.Weighed || p.HasVariants || p.Terms == ledger.Consign):
		return fault.New("set_invalid", "components", fault.Values{"name": p.Name})
	case !p.ParentID.IsZero() && strings.TrimSpace(p.Variant) == "":
		return fault.New("variant_missing", "variant", nil)
	case !p.ParentID.IsZero() && (p.ParentID == p.ID || p.HasVariants):
		return fault.New("variant_of_itself", "parent", fault.Values{"name": p.Name})
	case utf8.RuneCountInString(p.Variant) > 60:
		return fault.New("text_too_long", "variant", fault.Values{"max": 60})
	}
	for n, part := range p.Components {
		if part.ProductID == p.ID {
			return fault.New("set_of_itself", field("components", n, "product"), fault.Values{"name": p.Name})
		}
		double := slices.ContainsFunc(p.Components[:n], func(other Component) bool { return other.ProductID == part.ProductID })
		if part.ProductID.IsZero() || part.Qty <= 0 || part.Qty > MaxInSet || double {
			return fault.New("set_invalid", field("components", n, "qty"), fault.Values{"name": p.Name})
		}
	}
	return nil
}

// FullName is the name with what tells a variant from the others: "ผ้าคราม · แดง L".
func (p *Product) FullName() string { return p.full(p.Name) }

// FullNameEN is FullName in English, in Thai where there is no other.
func (p *Product) FullNameEN() string { return p.full(cmp.Or(p.NameEN, p.Name)) }

func (p *Product) full(name string) string {
	if p.Variant == "" {
		return name
	}
	return name + " · " + p.Variant
}

// PackOf gives the pack of so many units, nil when there is none.
func (p *Product) PackOf(units qty.Qty) *Pack {
	for n := range p.Packs {
		if p.Packs[n].Qty == units {
			return &p.Packs[n]
		}
	}
	return nil
}
