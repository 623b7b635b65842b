package medusa

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/publishing"
)

// productFields is what is asked of a product.
const productFields = "id,external_id,title,description,status,weight,length,width,height,metadata,updated_at," +
	"*images,*sales_channels,*variants,*variants.prices,*variants.inventory_items,*variants.inventory_items.inventory.location_levels"

// productSaid is a product as Medusa tells it.
type productSaid struct {
	ID          string                     `json:"id"`
	External    string                     `json:"external_id"`
	Title       string                     `json:"title"`
	Description string                     `json:"description"`
	Status      string                     `json:"status"`
	Weight      json.Number                `json:"weight"`
	Length      json.Number                `json:"length"`
	Width       json.Number                `json:"width"`
	Height      json.Number                `json:"height"`
	Metadata    map[string]json.RawMessage `json:"metadata"`
	Updated     string                     `json:"updated_at"`
	Images      []imageSaid                `json:"images"`
	Channels    []named                    `json:"sales_channels"`
	Variants    []variantSaid              `json:"variants"`

	raw []byte
}

type imageSaid struct {
	URL  string `json:"url"`
	Rank int    `json:"rank"`
}

type variantSaid struct {
	ID      string      `json:"id"`
	SKU     string      `json:"sku"`
	Barcode string      `json:"barcode"`
	Counted bool        `json:"manage_inventory"`
	Prices  []priceSaid `json:"prices"`
	Items   []struct {
		ID        string      `json:"inventory_item_id"`
		Each      json.Number `json:"required_quantity"`
		Inventory struct {
			Levels []levelSaid `json:"location_levels"`
		} `json:"inventory"`
	} `json:"inventory_items"`
}

// priceSaid is a price of a variant. One with rules or for a number of pieces is the centre's own.
type priceSaid struct {
	Currency string            `json:"currency_code"`
	Amount   json.Number       `json:"amount"`
	Least    json.Number       `json:"min_quantity,omitempty"`
	Most     json.Number       `json:"max_quantity,omitempty"`
	Rules    map[string]string `json:"rules,omitempty"`
}

// plain reports that it is the price that everybody pays in baht.
func (p *priceSaid) plain() bool {
	return strings.EqualFold(p.Currency, baht) && p.Least == "" && p.Most == "" && len(p.Rules) == 0
}

// variant gives that of an SKU, nil for none.
func (p *productSaid) variant(sku string) *variantSaid {
	at := slices.IndexFunc(p.Variants, func(v variantSaid) bool { return v.SKU == sku })
	if at < 0 {
		return nil
	}
	return &p.Variants[at]
}

// metaKey is where a product keeps what Medusa has no field for, by the names of the contract (docs/contract).
const metaKey = "talat"

// extraSaid is what Medusa has no field for.
type extraSaid struct {
	TitleEN        string              `json:"name_en,omitempty"`
	DescriptionEN  string              `json:"description_en,omitempty"`
	Category       string              `json:"category,omitempty"`
	VATIncluded    bool                `json:"vat_included"`
	Availability   string              `json:"availability"`
	LeadDays       int                 `json:"lead_time_days,omitempty"`
	NetG           int                 `json:"net_weight_g,omitempty"`
	Province       string              `json:"province_code,omitempty"`
	District       string              `json:"district_code,omitempty"`
	GI             string              `json:"gi_name,omitempty"`
	OTOPStars      int                 `json:"otop_stars,omitempty"`
	OTOPYear       int                 `json:"otop_selection_year,omitempty"`
	Certifications []certificationSaid `json:"certifications,omitempty"`
	ShelfDays      int                 `json:"shelf_life_days,omitempty"`
	Allergens      []string            `json:"allergens,omitempty"`
	Storage        string              `json:"storage,omitempty"`
	Pictures       []pictureSaid       `json:"images,omitempty"`
}

type certificationSaid struct {
	Scheme string `json:"scheme"`
	Number string `json:"number"`
	Until  string `json:"valid_through,omitempty"`
}

// pictureSaid keeps which picture of ours an address shows.
type pictureSaid struct {
	Hash string `json:"sha256"`
	URL  string `json:"url"`
	Alt  string `json:"alt,omitempty"`
}

// extra gives what we left with a product, nothing where nothing of ours can be read.
func (p *productSaid) extra() extraSaid {
	extra := extraSaid{VATIncluded: true}
	if json.Unmarshal(p.Metadata[metaKey], &extra) != nil {
		return extraSaid{VATIncluded: true}
	}
	return extra
}

// listing reads a product back as ours. Texts of the platform are as hostile as any.
func (p *productSaid) listing(v *variantSaid) *publishing.Listing {
	extra := p.extra()
	l := &publishing.Listing{
		SKU: clean(v.SKU, maxID), GTIN: clean(v.Barcode, maxID), Title: kept(p.Title, maxName), TitleEN: kept(extra.TitleEN, maxName),
		Description: kept(p.Description, maxText), DescriptionEN: kept(extra.DescriptionEN, maxText), Category: clean(extra.Category, maxID),
		VATIncluded: extra.VATIncluded, Availability: clean(extra.Availability, maxID), LeadDays: extra.LeadDays, NetG: extra.NetG,
		ShippingG: grams(p.Weight), LengthMM: grams(p.Length), WidthMM: grams(p.Width), HeightMM: grams(p.Height),
		Origin:    publishing.Origin{Province: clean(extra.Province, maxID), District: clean(extra.District, maxID), GI: kept(extra.GI, maxName)},
		OTOPStars: extra.OTOPStars, OTOPYear: extra.OTOPYear, ShelfDays: extra.ShelfDays, Storage: kept(extra.Storage, maxText),
	}
	for _, price := range v.Prices {
		if price.plain() {
			l.Price, _ = satang(price.Amount)
		}
	}
	for _, image := range p.pictures() {
		l.Pictures = append(l.Pictures, extra.picture(image.URL))
	}
	for _, paper := range extra.Certifications {
		l.Certifications = append(l.Certifications, publishing.Certification{Scheme: clean(paper.Scheme, maxID), Number: kept(paper.Number, maxName), Until: clock.Day(clean(paper.Until, maxID))})
	}
	for _, allergen := range extra.Allergens {
		l.Allergens = append(l.Allergens, kept(allergen, maxName))
	}
	return l
}

// pictures gives what a product shows, in its order.
func (p *productSaid) pictures() []imageSaid {
	sorted := slices.Clone(p.Images)
	slices.SortStableFunc(sorted, func(a, b imageSaid) int { return cmp.Compare(a.Rank, b.Rank) })
	return sorted
}

// picture gives the picture of ours that an address shows; one that somebody else put there goes by its address.
func (e *extraSaid) picture(url string) publishing.ListedPicture {
	for _, known := range e.Pictures {
		if known.URL == url {
			return publishing.ListedPicture{Hash: clean(known.Hash, maxID), Alt: kept(known.Alt, maxName)}
		}
	}
	return publishing.ListedPicture{Hash: clean(url, maxURL)}
}

// What Medusa calls the states of a product.
const (
	draft     = "draft"
	proposed  = "proposed" // a centre's own rules may make somebody look at it first
	published = "published"
	rejected  = "rejected"
)

// state gives ours. What is published but not in our sales channel cannot be bought there.
func (p *productSaid) state(channel string) string {
	switch p.Status {
	case published:
		if !p.sold(channel) {
			return publishing.Withdrawn
		}
		return publishing.Live
	case proposed:
		return publishing.Pending
	case rejected:
		return publishing.Rejected
	case draft:
		return publishing.Withdrawn
	}
	return publishing.Unknown
}

func (p *productSaid) sold(channel string) bool {
	return slices.ContainsFunc(p.Channels, func(one named) bool { return one.ID == channel })
}

// remote gives a product as a listing that is there.
func (p *productSaid) remote(sku, channel string) publishing.Remote {
	v := p.variant(sku)
	r := publishing.Remote{SKU: sku, ID: clean(p.ID, maxID), State: p.state(channel), Said: clean(p.Status, maxID), UpdatedAt: moment(p.Updated), Raw: p.raw}
	r.Listing = p.listing(v)
	r.Version = version(&r)
	return r
}

// version tells two states of a listing apart. Medusa keeps none, and the time of a product's change does not move
// with its price, so it is made of all that is ours to say.
func version(r *publishing.Remote) string {
	text, _ := json.Marshal([]any{r.Listing, r.State, r.ID}) // plain fields: it cannot fail
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// readProduct reads one; ok is false for what is none.
func readProduct(raw json.RawMessage) (*productSaid, bool) {
	p := &productSaid{raw: bytes.Clone(raw)}
	if json.Unmarshal(raw, p) != nil || p.ID == "" {
		return nil, false
	}
	return p, true
}
