package medusa

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// productSay is a product as it is told to Medusa, to make or to change it. Medusa takes no field that it does not
// know, and leaves what is not told as it is.
type productSay struct {
	Title       string               `json:"title"`
	Description string               `json:"description"`
	Status      string               `json:"status,omitempty"`
	External    string               `json:"external_id"`
	Handle      string               `json:"handle,omitempty"`
	Weight      *int                 `json:"weight"`
	Length      *int                 `json:"length"`
	Width       *int                 `json:"width"`
	Height      *int                 `json:"height"`
	Thumbnail   *string              `json:"thumbnail"`
	Images      []imageSay           `json:"images"`
	Metadata    map[string]extraSaid `json:"metadata"`
	Profile     string               `json:"shipping_profile_id,omitempty"`
	Channels    []idSay              `json:"sales_channels,omitempty"`
	Options     []optionSay          `json:"options,omitempty"`
	Variants    []variantSay         `json:"variants"`
}

type imageSay struct {
	URL string `json:"url"`
}

type idSay struct {
	ID string `json:"id"`
}

type optionSay struct {
	Title  string   `json:"title"`
	Values []string `json:"values"`
}

type variantSay struct {
	ID        string            `json:"id,omitempty"`
	Title     string            `json:"title,omitempty"`
	SKU       string            `json:"sku,omitempty"`
	Barcode   *string           `json:"barcode"`
	Counted   bool              `json:"manage_inventory,omitempty"`
	Backorder bool              `json:"allow_backorder"`
	Weight    *int              `json:"weight"`
	Options   map[string]string `json:"options,omitempty"`
	Prices    []priceSaid       `json:"prices"`
}

// A product of ours has one variant: Medusa wants an option for it, and buyers read both words.
const (
	optionTitle = "แบบ"
	optionValue = "มาตรฐาน"
)

// orNull gives nil for what is not told, which empties the field.
func orNull[T comparable](value T) *T {
	if value == *new(T) {
		return nil
	}
	return &value
}

// sayListing writes a listing with the addresses of its pictures.
func sayListing(l *publishing.Listing, urls []string) productSay {
	say := productSay{
		Title: l.Title, Description: l.Description, External: l.SKU, Weight: orNull(l.ShippingG),
		Length: orNull(l.LengthMM), Width: orNull(l.WidthMM), Height: orNull(l.HeightMM), Images: []imageSay{},
	}
	extra := extraSaid{
		TitleEN: l.TitleEN, DescriptionEN: l.DescriptionEN, Category: l.Category, VATIncluded: l.VATIncluded, Availability: l.Availability,
		LeadDays: l.LeadDays, NetG: l.NetG, Province: l.Origin.Province, District: l.Origin.District, GI: l.Origin.GI,
		OTOPStars: l.OTOPStars, OTOPYear: l.OTOPYear, ShelfDays: l.ShelfDays, Allergens: l.Allergens, Storage: l.Storage,
	}
	for _, paper := range l.Certifications {
		extra.Certifications = append(extra.Certifications, certificationSaid{paper.Scheme, paper.Number, string(paper.Until)})
	}
	for n, url := range urls {
		say.Images = append(say.Images, imageSay{url})
		extra.Pictures = append(extra.Pictures, pictureSaid{l.Pictures[n].Hash, url, l.Pictures[n].Alt})
	}
	if len(urls) > 0 {
		say.Thumbnail = &urls[0]
	}
	say.Metadata = map[string]extraSaid{metaKey: extra}
	// What is made after the order, or ordered before it is there, can be bought without a piece in stock.
	later := l.Availability == publishing.PreOrder || l.Availability == publishing.MadeToOrder
	say.Variants = []variantSay{{
		Barcode: orNull(l.GTIN), Backorder: later, Weight: orNull(l.ShippingG),
		Prices: []priceSaid{{Currency: baht, Amount: amountOf(l.Price)}},
	}}
	return say
}

// making adds what a new product needs.
func (p *productSay) making(at *place) {
	sku := p.External
	p.Status, p.Handle, p.Profile, p.Channels = published, handle(sku), at.profile, []idSay{{at.channel}}
	p.Options = []optionSay{{optionTitle, []string{optionValue}}}
	v := &p.Variants[0]
	v.Title, v.SKU, v.Counted, v.Options = optionValue, sku, true, map[string]string{optionTitle: optionValue}
}

// changing adds what a change of the product that is there needs: all that Medusa would drop when it is not told
// again, and no state that another person decides on.
func (p *productSay) changing(there *productSaid, at *place) {
	switch there.Status {
	case draft:
		p.Status = published
	case rejected:
		p.Status = proposed
	}
	if !there.sold(at.channel) {
		for _, channel := range there.Channels {
			p.Channels = append(p.Channels, idSay{channel.ID})
		}
		p.Channels = append(p.Channels, idSay{at.channel})
	}
	v := &p.Variants[0]
	v.ID = there.Variants[0].ID
	for _, price := range there.Variants[0].Prices {
		if !price.plain() {
			v.Prices = append(v.Prices, price)
		}
	}
}

// handle gives the part of a product's web address: small letters, digits and single hyphens.
func handle(sku string) string {
	var plain strings.Builder
	for _, r := range strings.ToLower(sku) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			plain.WriteRune(r)
		} else if text := plain.String(); text != "" && !strings.HasSuffix(text, "-") {
			plain.WriteByte('-')
		}
	}
	text := strings.TrimSuffix(plain.String(), "-")
	if text == strings.ToLower(sku) {
		return text
	}
	sum := sha256.Sum256([]byte(sku)) // A.1 and A-1 are two products
	return strings.TrimPrefix(text+"-"+hex.EncodeToString(sum[:4]), "-")
}

// addresses gives those of a listing's pictures: as they are known, or as the product there has them. It fails with
// "medusa_picture" for one that did not go yet.
func (c *Client) addresses(l *publishing.Listing, known publishing.Known, there *productSaid) ([]string, error) {
	left := map[string]string{}
	if there != nil {
		for _, picture := range there.extra().Pictures {
			left[picture.Hash] = picture.URL
		}
	}
	var urls []string
	for n, picture := range l.Pictures {
		url := ""
		for _, from := range []map[string]string{left, c.sent, known.Pictures} {
			if from[picture.Hash] != "" {
				url = from[picture.Hash]
			}
		}
		if url == "" {
			return nil, refused("medusa_picture", "photo", fault.Values{"number": n + 1})
		}
		urls = append(urls, url)
	}
	return urls, nil
}
