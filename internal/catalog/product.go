// Package catalog holds what the shop can sell: products with their codes and prices, promotions, and
// how a typed or scanned code finds its product.
package catalog

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// VAT classes of goods.
const (
	VATStandard = "7" // the rate in force; called 7 after today's
	VATZero     = "0"
	VATExempt   = "exempt" // unprocessed farm goods, s. 81 of the Revenue Code
)

// Product is one kind of goods. JSON names are the columns' names.
type Product struct {
	ID         id.Product   `json:"id"`
	SKU        string       `json:"sku"`
	Name       string       `json:"name"`
	NameEN     string       `json:"name_en"`
	Category   string       `json:"category"`
	ProducerID id.Party     `json:"producer_id"`
	Terms      string       `json:"terms"` // ledger.Own, Bought or Consign, where no terms by date say otherwise
	GP         money.Basis  `json:"gp_bp"` // the shop's percent when on consignment
	Unit       string       `json:"unit"`  // ขวด, ผืน, กก. …
	Weighed    bool         `json:"weighed"`
	Price      money.Satang `json:"price_satang"` // of one unit, VAT inside
	Cost       money.Satang `json:"cost_satang"`
	VAT        string       `json:"vat"`
	ShortNo    int          `json:"short_no"` // 1–999, 0 = none
	Codes      []Code       `json:"codes"`
	Breaks     []Break      `json:"breaks"`
	Aliases    []string     `json:"aliases"`
	Reorder    qty.Qty      `json:"reorder"`
	WeightG    int          `json:"weight_g"`
	Photo      string       `json:"photo"` // file name under images/, made of the content's hash
	OTOPStar   int          `json:"otop_star"`
	FDA        string       `json:"fda"`
	TCPS       string       `json:"tcps"`
	GI         string       `json:"gi"`
	Alcohol    bool         `json:"alcohol"`
	Untracked  bool         `json:"untracked"` // sold without counting stock: the line for goods without a barcode
	Favourite  bool         `json:"favourite"`
	Draft      bool         `json:"draft"` // made at the till, to be completed
	Archived   bool         `json:"archived"`

	Description   string        `json:"description"`
	DescriptionEN string        `json:"description_en"`
	Story         string        `json:"story"`       // of the goods and who made them, for listings and tags
	MorePhotos    []string      `json:"more_photos"` // beside Photo, the cover, in order
	Certificates  []Certificate `json:"certificates"`
	OTOPCategory  string        `json:"otop_category"` // food, drink, textile, ware, herb
	OTOPYear      int           `json:"otop_year"`     // in which the stars were given, Buddhist era
	ShelfDays     int           `json:"shelf_days"`    // from coming in to the last good day, 0 = it keeps
	LengthMM      int           `json:"length_mm"`     // of the packed goods, for the post
	WidthMM       int           `json:"width_mm"`
	HeightMM      int           `json:"height_mm"`
	Packs         []Pack        `json:"packs"`
	Components    []Component   `json:"components"`   // of a set; none for other goods
	ParentID      id.Product    `json:"parent_id"`    // the product that this is a variant of
	Variant       string        `json:"variant"`      // what tells it from the others: "แดง L"
	HasVariants   bool          `json:"has_variants"` // stands for its variants and is not sold itself
	Allergens     []string      `json:"allergens"`
	Storage       string        `json:"storage"`   // how a buyer keeps it
	LeadDays      int           `json:"lead_days"` // from telling its producer until it is here, 0 = as the producer says
}

// Code is a barcode or another code of a product. Pack is how many units it stands for: 1000 = one.
type Code struct {
	Code string  `json:"code"`
	Pack qty.Qty `json:"pack"`
}

// Price lists.
const (
	Retail    = "retail"
	Wholesale = "wholesale"
)

// Break is a unit price from a quantity on, in one price list.
type Break struct {
	List  string       `json:"list"`
	From  qty.Qty      `json:"from"`
	Price money.Satang `json:"price_satang"`
}

// Limits of what a product may hold.
const (
	MaxName     = 200 // characters
	MaxLeadDays = 365
	MaxCodes    = 20
	MaxBreaks   = 20
	MaxAliases  = 30
	MaxPrice    = money.Satang(100_000_000_00)
)

var skuGrammar = regexp.MustCompile(`^[A-Za-z0-9._][A-Za-z0-9._-]{0,49}$`)

// ValidSKU reports whether text fits the grammar of an SKU: [A-Za-z0-9._-]{1,50}, not beginning with -.
func ValidSKU(text string) bool { return skuGrammar.MatchString(text) }

// Validate checks a product by itself; that its codes belong to nothing else is checked where all
// products are known. Each refusal names the field: "sku", "name", "price", "codes[0].code" …
func (p *Product) Validate() error {
	if err := cmp.Or(thai.CheckName(p.Name, "name", MaxName), thai.CheckName(p.NameEN, "name_en", MaxName),
		thai.CheckName(p.Category, "category", 60)); err != nil {
		return err
	}
	switch {
	case !ValidSKU(p.SKU):
		return fault.New("sku_invalid", "sku", fault.Values{"value": p.SKU})
	case strings.TrimSpace(p.Name) == "":
		return fault.New("name_missing", "name", nil)
	case strings.TrimSpace(p.Unit) == "" || utf8.RuneCountInString(p.Unit) > 20:
		return fault.New("unit_invalid", "unit", fault.Values{"value": p.Unit})
	case p.Price < 0 || p.Price > MaxPrice:
		return fault.New("price_invalid", "price", fault.Values{"value": p.Price})
	case p.Cost < 0 || p.Cost > MaxPrice:
		return fault.New("price_invalid", "cost", fault.Values{"value": p.Cost})
	case p.VAT != VATStandard && p.VAT != VATZero && p.VAT != VATExempt:
		return fault.New("vat_class_unknown", "vat", fault.Values{"value": p.VAT})
	case p.ShortNo < 0 || p.ShortNo > 999:
		return fault.New("short_no_invalid", "short_no", fault.Values{"value": p.ShortNo})
	case p.OTOPStar < 0 || p.OTOPStar > 5:
		return fault.New("star_invalid", "otop_star", fault.Values{"value": p.OTOPStar})
	case p.WeightG < 0 || p.WeightG > 1_000_000:
		return fault.New("weight_invalid", "weight_g", fault.Values{"value": p.WeightG})
	case p.Reorder < 0 || p.Reorder > qty.Max:
		return fault.New("qty_too_large", "reorder", fault.Values{"value": p.Reorder})
	}
	if err := cmp.Or(p.validateTerms(), p.validateGoods()); err != nil {
		return err
	}
	return p.validateLists()
}

func (p *Product) validateTerms() error {
	switch p.Terms {
	case ledger.Own, ledger.Bought:
		return nil
	case ledger.Consign:
		if p.ProducerID.IsZero() {
			return fault.New("producer_missing", "producer", nil)
		}
		if p.GP < 0 || p.GP > 10_000 {
			return fault.New("percent_too_large", "gp_percent", fault.Values{"value": p.GP})
		}
		return nil
	}
	return fault.New("terms_unknown", "terms", fault.Values{"value": p.Terms})
}

func (p *Product) validateLists() error {
	switch {
	case len(p.Codes) > MaxCodes:
		return fault.New("too_many", "codes", fault.Values{"max": MaxCodes})
	case len(p.Breaks) > MaxBreaks:
		return fault.New("too_many", "breaks", fault.Values{"max": MaxBreaks})
	case len(p.Aliases) > MaxAliases:
		return fault.New("too_many", "aliases", fault.Values{"max": MaxAliases})
	}
	for n, alias := range p.Aliases {
		if !isListed(alias, MaxName) {
			return fault.New("alias_invalid", fmt.Sprintf("aliases[%d]", n), fault.Values{"value": alias})
		}
	}
	for n, code := range p.Codes {
		if !isListed(code.Code, 80) {
			return fault.New("code_invalid", field("codes", n, "code"), fault.Values{"value": code.Code})
		}
		if code.Pack <= 0 || code.Pack > qty.Max {
			return fault.New("qty_not_positive", field("codes", n, "pack"), fault.Values{"value": code.Pack})
		}
	}
	for n, step := range p.Breaks {
		if step.From <= 0 || step.Price < 0 || step.Price > MaxPrice || step.List != Retail && step.List != Wholesale {
			return fault.New("price_invalid", field("breaks", n, "price"), fault.Values{"value": step.Price})
		}
	}
	return nil
}

// isListed reports whether text may stand in a list that a file writes with ";" between its parts.
func isListed(text string, max int) bool {
	return text != "" && utf8.RuneCountInString(text) <= max && strings.TrimSpace(text) == text && !strings.ContainsAny(text, ";\r\n\t\x00")
}

// Key folds a code for comparison: products' codes compare without case, and Thai digits are digits.
func Key(code string) string { return strings.ToLower(strings.TrimSpace(thai.ToASCIIDigits(code))) }

// UnitPrice gives the price of one unit when quantity is bought from a list: the break with the
// largest quantity reached. The wholesale list falls back on the retail one.
func (p *Product) UnitPrice(list string, quantity qty.Qty) money.Satang {
	for _, wanted := range []string{list, Retail} {
		price, from, found := money.Satang(0), qty.Qty(-1), false
		for _, step := range p.Breaks {
			if step.List == wanted && step.From <= quantity.Abs() && step.From > from {
				price, from, found = step.Price, step.From, true
			}
		}
		if found {
			return price
		}
	}
	return p.Price
}
