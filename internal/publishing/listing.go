// Package publishing knows what a listing on another platform is: what it holds, what a channel needs before
// it takes one, what differs between here and there, and the port that every connector of a platform implements.
package publishing

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
)

// Listing is one product as a channel shows it to buyers. It is sold by the piece: weighed goods are listed as
// fixed packs, so that price and weight of a piece are known before anybody orders.
type Listing struct {
	SKU            string          `json:"sku"`  // the shop's own, which never changes
	GTIN           string          `json:"gtin"` // 8, 12, 13 or 14 digits, "" = none
	Title          string          `json:"title"`
	TitleEN        string          `json:"title_en"`
	Description    string          `json:"description"`
	DescriptionEN  string          `json:"description_en"`
	Category       string          `json:"category"` // of OTOP: food, drink, textile, ware, herb
	Price          money.Satang    `json:"price_satang"`
	VATIncluded    bool            `json:"vat_included"`
	Pictures       []ListedPicture `json:"pictures"` // the cover first
	Availability   string          `json:"availability"`
	LeadDays       int             `json:"lead_days"`         // from the order to the parcel, of what is made to order
	NetG           int             `json:"net_weight_g"`      // what the buyer gets, 0 = not told
	ShippingG      int             `json:"shipping_weight_g"` // with its packing
	LengthMM       int             `json:"length_mm"`         // of the parcel of one piece, 0 = not told
	WidthMM        int             `json:"width_mm"`
	HeightMM       int             `json:"height_mm"`
	Origin         Origin          `json:"origin"`
	OTOPStars      int             `json:"otop_stars"` // 1–5, 0 = none
	OTOPYear       int             `json:"otop_year"`  // in which they were given, common era, 0 = not told
	Certifications []Certification `json:"certifications"`
	ShelfDays      int             `json:"shelf_days"` // 0 = it keeps, or not told
	Allergens      []string        `json:"allergens"`
	Storage        string          `json:"storage"` // how a buyer keeps it
}

// ListedPicture is a picture of a listing, by the SHA-256 of its bytes in hexadecimal.
type ListedPicture struct {
	Hash string `json:"sha256"`
	Alt  string `json:"alt"` // what it shows, for who cannot see it
}

// Origin is where goods come from.
type Origin struct {
	Province string `json:"province"` // ISO 3166-2, such as TH-57
	District string `json:"district"` // four digits of the register
	GI       string `json:"gi"`       // the name of the geographical indication
}

// Certification is a paper that vouches for goods.
type Certification struct {
	Scheme string    `json:"scheme"` // FDA, TCPS, TISI, GAP, ORGANIC, HALAL, GI, OTHER
	Number string    `json:"number"`
	Until  clock.Day `json:"until"` // the last day, "" = without end
}

// How goods are to be had.
const (
	InStock     = "in_stock"
	OutOfStock  = "out_of_stock"
	PreOrder    = "preorder"
	MadeToOrder = "made_to_order"
)

// States of a listing on a channel.
const (
	Pending   = "pending" // the channel looks at it
	Live      = "live"
	Rejected  = "rejected" // with the channel's words
	Withdrawn = "withdrawn"
	Unknown   = "unknown" // a word we do not know; it is kept beside
)

// StateOf gives the state that a channel's word means.
func StateOf(word string) string {
	switch word {
	case Pending, Live, Rejected, Withdrawn:
		return word
	}
	return Unknown
}
