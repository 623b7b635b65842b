package commonplatform

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/thai"
)

// words is a text in Thai and English.
type words struct {
	Thai    string `json:"th"`
	English string `json:"en,omitempty"`
}

// wordsOf gives nil where there is nothing in Thai.
func wordsOf(thai, english string) *words {
	if thai == "" {
		return nil
	}
	return &words{thai, english}
}

// amount is money as the contract writes it.
type amount struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

const baht = "THB"

func amountOf(satang money.Satang) amount { return amount{satang.String(), baht} }

var amountForm = regexp.MustCompile(`^(-?)([0-9]{1,12})\.([0-9]{2})$`)

// satang reads an amount in baht; ok is false for one that is none.
func (a amount) satang() (satang money.Satang, ok bool) {
	found := amountForm.FindStringSubmatch(a.Amount)
	if found == nil || a.Currency != baht {
		return 0, false
	}
	n, err := strconv.ParseInt(found[2]+found[3], 10, 64)
	if err != nil {
		return 0, false
	}
	if found[1] != "" {
		n = -n
	}
	return money.Satang(n), true
}

// listingSaid is a listing as the contract has it.
type listingSaid struct {
	SKU            string          `json:"seller_sku"`
	GTIN           *string         `json:"gtin,omitempty"`
	Name           words           `json:"name"`
	Description    *words          `json:"description,omitempty"`
	Category       string          `json:"category,omitempty"`
	Price          amount          `json:"price"`
	VATIncluded    *bool           `json:"vat_included,omitempty"`
	Images         []imageSaid     `json:"images,omitempty"`
	Availability   string          `json:"availability"`
	LeadDays       int             `json:"lead_time_days,omitempty"`
	ShippingG      int             `json:"shipping_weight_g"`
	NetG           int             `json:"net_weight_g,omitempty"`
	Dimensions     []int           `json:"dimensions_mm,omitempty"`
	Origin         *origin         `json:"origin,omitempty"`
	OTOPStars      *int            `json:"otop_stars,omitempty"`
	OTOPYear       int             `json:"otop_selection_year,omitempty"`
	Certifications []certification `json:"certifications,omitempty"`
	ShelfDays      int             `json:"shelf_life_days,omitempty"`
	Allergens      []string        `json:"allergens,omitempty"`
	Storage        string          `json:"storage,omitempty"`
}

type imageSaid struct {
	Hash string `json:"sha256"`
	Alt  *words `json:"alt,omitempty"`
}

type origin struct {
	Province string `json:"province_code,omitempty"`
	District string `json:"district_code,omitempty"`
	GI       string `json:"gi_name,omitempty"`
}

type certification struct {
	Scheme string `json:"scheme"`
	Number string `json:"number"`
	Until  string `json:"valid_through,omitempty"`
}

// sayListing writes a listing as the contract has it.
func sayListing(l *publishing.Listing) listingSaid {
	said := listingSaid{
		SKU: l.SKU, Name: words{l.Title, l.TitleEN}, Description: wordsOf(l.Description, l.DescriptionEN), Category: l.Category,
		Price: amountOf(l.Price), VATIncluded: &l.VATIncluded, Availability: l.Availability, LeadDays: l.LeadDays, ShippingG: l.ShippingG,
		NetG: l.NetG, OTOPYear: l.OTOPYear, ShelfDays: l.ShelfDays, Allergens: l.Allergens, Storage: l.Storage,
	}
	if l.GTIN != "" {
		said.GTIN = &l.GTIN
	}
	if l.OTOPStars > 0 {
		said.OTOPStars = &l.OTOPStars
	}
	if l.LengthMM > 0 && l.WidthMM > 0 && l.HeightMM > 0 {
		said.Dimensions = []int{l.LengthMM, l.WidthMM, l.HeightMM}
	}
	if l.Origin != (publishing.Origin{}) {
		said.Origin = &origin{l.Origin.Province, l.Origin.District, l.Origin.GI}
	}
	for _, picture := range l.Pictures {
		said.Images = append(said.Images, imageSaid{picture.Hash, wordsOf(picture.Alt, "")})
	}
	for _, paper := range l.Certifications {
		said.Certifications = append(said.Certifications, certification{paper.Scheme, paper.Number, string(paper.Until)})
	}
	return said
}

// listing reads it back. Texts of the platform are as hostile as any.
func (s *listingSaid) listing() *publishing.Listing {
	price, _ := s.Price.satang()
	l := &publishing.Listing{
		SKU: clean(s.SKU, maxID), Title: kept(s.Name.Thai, maxName), TitleEN: kept(s.Name.English, maxName), Category: clean(s.Category, maxID),
		Price: price, VATIncluded: s.VATIncluded == nil || *s.VATIncluded, Availability: clean(s.Availability, maxID), LeadDays: s.LeadDays,
		ShippingG: s.ShippingG, NetG: s.NetG, OTOPYear: s.OTOPYear, ShelfDays: s.ShelfDays, Storage: kept(s.Storage, maxText),
	}
	if s.GTIN != nil {
		l.GTIN = clean(*s.GTIN, maxID)
	}
	if s.Description != nil {
		l.Description, l.DescriptionEN = kept(s.Description.Thai, maxText), kept(s.Description.English, maxText)
	}
	if s.OTOPStars != nil {
		l.OTOPStars = *s.OTOPStars
	}
	if len(s.Dimensions) == 3 {
		l.LengthMM, l.WidthMM, l.HeightMM = s.Dimensions[0], s.Dimensions[1], s.Dimensions[2]
	}
	if s.Origin != nil {
		l.Origin = publishing.Origin{Province: clean(s.Origin.Province, maxID), District: clean(s.Origin.District, maxID), GI: kept(s.Origin.GI, maxName)}
	}
	for _, image := range s.Images {
		picture := publishing.ListedPicture{Hash: clean(image.Hash, maxID)}
		if image.Alt != nil {
			picture.Alt = kept(image.Alt.Thai, maxName)
		}
		l.Pictures = append(l.Pictures, picture)
	}
	for _, paper := range s.Certifications {
		l.Certifications = append(l.Certifications, publishing.Certification{Scheme: clean(paper.Scheme, maxID), Number: kept(paper.Number, maxName), Until: clock.Day(clean(paper.Until, maxID))})
	}
	for _, allergen := range s.Allergens {
		l.Allergens = append(l.Allergens, kept(allergen, maxName))
	}
	return l
}

func clean(text string, max int) string { return thai.Clean(text, max) }

// kept leaves a text of a listing as it was sent, so that it does not seem to differ, but for what no text of ours
// holds: broken bytes and control characters.
func kept(text string, max int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	if runes := []rune(text); len(runes) > max {
		text = string(runes[:max])
	}
	return text
}

// moment reads a time; what is none gives the zero time.
func moment(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// instant writes one.
func instant(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// version gives the ETag of a revision, as the contract makes it.
func version(revision int64) string {
	if revision < 1 {
		return ""
	}
	return `"r` + strconv.FormatInt(revision, 10) + `"`
}

// clones gives bytes of their own, so that a page's order does not keep the page.
func clones(raw json.RawMessage) []byte { return bytes.Clone(raw) }
