package publishing

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Offer is a product as the shop means to list it on one channel. What is left empty is the product's own.
type Offer struct {
	Product       *catalog.Product
	SKU           string
	Title         string
	TitleEN       string
	Description   string
	DescriptionEN string
	Price         money.Satang // of one piece online
	Piece         qty.Qty      // how much of the product's unit one piece is: 500 = half a kilo, 12000 = a dozen; 0 = one unit
	PackingG      int          // weight of the carton and its filling
	Availability  string       // InStock when empty
	LeadDays      int
	Origin        Origin
	Allergens     []string
	Storage       string
	Photos        []Photo // those of the product, the cover first
}

// Photo is a picture of the product as it lies in the shop's folder.
type Photo struct {
	Hash  string // SHA-256 in hexadecimal
	Kind  string // image/jpeg, image/png, image/webp
	Bytes int
}

// schemes gives the names of certificates in listings.
var schemes = map[string]string{catalog.CertFDA: "FDA", catalog.CertTCPS: "TCPS", catalog.CertGI: "GI", catalog.CertHalal: "HALAL", catalog.CertOrganic: "ORGANIC"}

// eras lie between the years of the Buddhist and the common era.
const eras = 543

// Listing gives the listing that the offer makes on a channel. It may still lack something: see Readiness.
func (o *Offer) Listing(limits *Limits) Listing {
	p := o.Product
	listing := Listing{
		SKU: o.sku(), GTIN: o.gtin(), Title: o.title(), TitleEN: o.titleEN(),
		Description: o.description(limits), DescriptionEN: cmp.Or(o.DescriptionEN, p.DescriptionEN),
		Category: p.OTOPKind(), Price: o.price(), VATIncluded: true, Availability: cmp.Or(o.Availability, InStock), LeadDays: o.LeadDays,
		NetG: o.net(), ShippingG: o.shipping(),
		Origin: o.Origin, OTOPStars: p.OTOPStar, ShelfDays: p.ShelfDays, Allergens: o.Allergens, Storage: o.Storage,
	}
	if min(p.LengthMM, p.WidthMM, p.HeightMM) > 0 { // a box has three sides
		listing.LengthMM, listing.WidthMM, listing.HeightMM = p.LengthMM, p.WidthMM, p.HeightMM
	}
	if p.OTOPStar > 0 && p.OTOPYear > 0 {
		listing.OTOPYear = p.OTOPYear - eras
	}
	for _, photo := range o.Photos {
		if limits.Pictures > 0 && len(listing.Pictures) == limits.Pictures {
			break
		}
		listing.Pictures = append(listing.Pictures, ListedPicture{Hash: photo.Hash, Alt: listing.Title})
	}
	for _, paper := range p.Papers() {
		scheme, known := schemes[paper.Kind]
		if !known {
			scheme = "OTHER"
		}
		listing.Certifications = append(listing.Certifications, Certification{Scheme: scheme, Number: paper.Tidy(), Until: paper.Expires})
	}
	return listing
}

func (o *Offer) sku() string { return cmp.Or(o.SKU, o.Product.SKU) }

func (o *Offer) piece() qty.Qty { return cmp.Or(o.Piece, qty.One) }

// price is the whole pack's own price, or what so many units cost.
func (o *Offer) price() money.Satang {
	if o.Price != 0 {
		return o.Price
	}
	if pack := o.Product.PackOf(o.piece()); pack != nil && pack.Price > 0 {
		return pack.Price
	}
	return money.Times(o.Product.UnitPrice(catalog.Retail, o.piece()), o.piece())
}

func (o *Offer) title() string {
	if o.Title != "" {
		return o.Title
	}
	return sized(o.Product.FullName(), o.size("กรัม"))
}

func (o *Offer) titleEN() string {
	if o.TitleEN != "" || o.Product.NameEN == "" {
		return o.TitleEN
	}
	return sized(o.Product.FullNameEN(), o.size("g"))
}

func sized(name, size string) string {
	if size == "" {
		return name
	}
	return name + " · " + size
}

// size says how much a piece is, for goods that are no single unit.
func (o *Offer) size(gram string) string {
	if net := o.net(); net > 0 {
		return strconv.Itoa(net) + " " + gram
	}
	if pack := o.Product.PackOf(o.piece()); pack != nil {
		return pack.Name
	}
	if o.piece() == qty.One {
		return ""
	}
	return o.piece().String() + " " + o.Product.Unit
}

// description adds the story of the goods where the channel has room for both.
func (o *Offer) description(limits *Limits) string {
	if o.Description != "" {
		return o.Description
	}
	text, story := strings.TrimSpace(o.Product.Description), strings.TrimSpace(o.Product.Story)
	if both := text + "\n\n" + story; text != "" && story != "" && (limits.Description == 0 || utf8.RuneCountInString(both) <= limits.Description) {
		return both
	}
	return cmp.Or(text, story)
}

// net is what a buyer gets of weighed goods, 0 where their unit is none that we know.
func (o *Offer) net() int {
	if !o.Product.Weighed {
		return 0
	}
	return grams(o.Piece, catalog.UnitGrams(o.Product.Unit))
}

// grams is what so much of a unit weighs.
func grams(quantity qty.Qty, unit int) int {
	return int(min(min(quantity, qty.Max)*qty.Qty(unit)/qty.One, math.MaxInt32))
}

func (o *Offer) shipping() int {
	goods := o.net()
	if !o.Product.Weighed {
		goods = grams(o.piece(), o.Product.WeightG)
	}
	if goods == 0 {
		return 0 // not known, however heavy the carton
	}
	return goods + o.PackingG
}

// gtin gives the barcode of just this piece that the world knows, "" for none.
func (o *Offer) gtin() string {
	for _, code := range o.Product.Codes {
		if code.Pack == o.piece() && isGTIN(code.Code) {
			return code.Code
		}
	}
	return ""
}

// isGTIN reports whether a code is one of GS1's, by length, check digit and number. Those of 2, and of 02 and 04
// (of twelve digits 2 and 4), and short ones of 0, are a shop's own.
func isGTIN(code string) bool {
	if n := len(code); n != 8 && n != 12 && n != 13 && n != 14 {
		return false
	}
	sum := 0
	for n := range len(code) {
		digit := int(code[len(code)-1-n]) - '0'
		if digit < 0 || digit > 9 {
			return false
		}
		if n%2 == 1 {
			digit *= 3
		}
		sum += digit
	}
	own := len(code) == 8 && (code[0] == '0' || code[0] == '2')
	if thirteen := "0" + code; len(code) != 8 {
		thirteen = thirteen[len(thirteen)-13:]
		own = thirteen[0] == '2' || thirteen[:2] == "02" || thirteen[:2] == "04"
	}
	return sum%10 == 0 && !own && strings.Trim(code, "0") != ""
}
