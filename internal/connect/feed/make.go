package feed

import (
	"cmp"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// Facts are what a file says of a product beside what the product says itself.
type Facts struct {
	Product   *catalog.Product
	Parent    *catalog.Product // that it is a variant of, nil = none
	Producer  string           // who made it, "" = the shop
	Province  string
	Sellable  qty.Qty
	ShippingG int // of one unit with its packing, 0 = not told
}

// Reason is why a product is left out, or what to look at in one that is not.
type Reason struct {
	What  string // a word for programs
	Field string // of the product, where it is put right
	Text  string // for a person
}

// Left is a product with reasons.
type Left struct {
	SKU     string
	Name    string
	Reasons []Reason
}

// Make gives a product as a format takes it, or the reasons why it does not.
func Make(facts *Facts, format *Format, shop *Shop) (Goods, []Reason) {
	p := facts.Product
	offer := publishing.Offer{Product: p, Piece: qty.One}
	if p.Weighed { // one unit of weight is the pack
		offer.Title = i18n.T(shop.Lang, "feed.weighed", fault.Values{"name": p.FullName(), "unit": p.Unit})
		if p.NameEN != "" {
			offer.TitleEN = i18n.T(shop.Lang, "feed.weighed", fault.Values{"name": p.FullNameEN(), "unit": p.Unit})
		}
	}
	if strings.TrimSpace(p.Description) == "" {
		offer.Description = strings.TrimSpace(p.Story) // a story describes too
	}
	if !p.Untracked && facts.Sellable < qty.One {
		offer.Availability = publishing.OutOfStock
	}
	reasons := publishing.Readiness(&offer, &format.Limits, shop.Day)
	if !publishing.Ready(reasons) {
		return Goods{}, blocking(reasons, shop.Lang)
	}
	out := Goods{Listing: offer.Listing(&format.Limits), Brand: cmp.Or(facts.Producer, shop.Name), Own: facts.Producer == "" && p.Terms == ledger.Own,
		Kind: p.Category, Unit: p.Unit, Province: facts.Province, Set: p.IsSet(), Stock: -1, Variant: p.Variant}
	out.NetG, out.ShippingG = cmp.Or(catalog.UnitGrams(p.Unit), p.WeightG), facts.ShippingG
	if !p.Untracked {
		out.Stock = max(int(facts.Sellable/qty.One), 0)
	}
	if parent := facts.Parent; parent != nil {
		out.Group, out.Family = parent.SKU, parent.Name
		if shop.Lang == i18n.English {
			out.Family = cmp.Or(parent.NameEN, parent.Name)
		}
	}
	if shop.Lang == i18n.English {
		out.Title, out.Description = cmp.Or(out.TitleEN, out.Title), cmp.Or(out.DescriptionEN, out.Description)
	}
	out.Title, out.Description = thai.Clean(out.Title, 0), thai.CleanLines(out.Description, 0)
	out.Search = searchKey(p, facts.Producer, facts.Province)
	return out, nil
}

// searchKey joins what customers look for goods by.
func searchKey(p *catalog.Product, producer, province string) string {
	key := p.FullName() + " " + p.NameEN + " " + p.SKU + " " + p.Category + " " + producer + " " + province
	for _, alias := range p.Aliases {
		key += " " + alias
	}
	return thai.Fold(key)
}

func blocking(reasons []publishing.Reason, lang i18n.Lang) []Reason {
	var all []Reason
	for _, reason := range reasons {
		if !reason.Advice {
			all = append(all, Reason{reason.What, reason.Field, reason.Text(lang)})
		}
	}
	return all
}

// PictureUnread is the reason of a product whose cover cannot be read.
func PictureUnread(lang i18n.Lang) Reason {
	return Reason{"photo_unreadable", "photo", i18n.T(lang, "feed.reason.photo_unreadable")}
}

// TooMany is the reason of a product that one file has no room for.
func TooMany(format *Format, lang i18n.Lang) Reason {
	return Reason{"too_many", "", i18n.T(lang, "feed.reason.too_many", fault.Values{"max": format.Most})}
}

// PictureSmall tells of a picture that is smaller than the reader of a format wants, nil where it is not.
func PictureSmall(picture Picture, format *Format, lang i18n.Lang) []Reason {
	if picture.Side() >= format.Side {
		return nil
	}
	return []Reason{{"photo_small", "photo", i18n.T(lang, "feed.reason.photo_small",
		fault.Values{"width": picture.Width, "height": picture.Height, "min": format.Side})}}
}
