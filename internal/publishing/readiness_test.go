package publishing

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

const today clock.Day = "2026-11-23"

// strict is a channel that insists on everything.
var strict = Limits{SKU: 50, Title: 60, Description: 400, Pictures: 2, PictureBytes: 5 << 20, PictureKinds: []string{"image/jpeg", "image/png"},
	PriceMost: money.Baht(100_000), WeightMost: 30_000, NoAlcohol: true,
	Needs: []string{"photo", "description", "weight", "category", "certificate", "certificate_expired"}}

// chilli is an offer that lacks nothing.
func chilli() *Offer {
	return &Offer{
		Product: &catalog.Product{SKU: "NPN-220", Name: "น้ำพริกหนุ่ม", NameEN: "Green chilli dip", Price: 45_00, Unit: "กระปุก", VAT: catalog.VATStandard,
			Category: "อาหาร", Photo: "a.jpg", Description: strings.Repeat("ก", catalog.LongEnough), WeightG: 220, FDA: "5010012345678",
			Certificates: []catalog.Certificate{{Kind: catalog.CertFDA, Number: "5010012345678", Expires: "2027-12-31"}}},
		PackingG: 30, Photos: []Photo{{Hash: strings.Repeat("a", 64), Kind: "image/jpeg", Bytes: 200_000}},
	}
}

// mango is weighed, and offered by the half kilo.
func mango() *Offer {
	o := chilli()
	o.Product.Name, o.Product.NameEN, o.Product.Unit, o.Product.Weighed, o.Product.WeightG = "มะม่วง", "", "กก.", true, 0
	o.Product.VAT, o.Product.Price, o.Product.FDA, o.Product.Certificates, o.Piece = catalog.VATExempt, 80_00, "", nil, 500
	return o
}

func told(reasons []Reason) (all []string) {
	for _, r := range reasons {
		word := r.What + "@" + r.Field
		if r.Advice {
			word += "?"
		}
		all = append(all, word)
	}
	return all
}

func TestReadiness(t *testing.T) {
	for name, c := range map[string]struct {
		of     func() *Offer
		change func(*Offer)
		want   []string
	}{
		"nothing":               {chilli, func(*Offer) {}, nil},
		"weighed, in a pack":    {mango, func(*Offer) {}, nil},
		"weighed, no pack":      {mango, func(o *Offer) { o.Piece = 0 }, []string{"pack@packs"}},
		"half a jar":            {chilli, func(o *Offer) { o.Piece = 500 }, []string{"pack@packs"}},
		"weighed, odd unit":     {mango, func(o *Offer) { o.Product.Unit = "กำ" }, []string{"weight@unit"}},
		"weighed, next to none": {mango, func(o *Offer) { o.Product.Price, o.Piece = 1, 1 }, []string{"price@price"}},
		"a photo":               {chilli, func(o *Offer) { o.Product.Photo, o.Photos = "", nil }, []string{"photo@photo"}},
		"a price":               {chilli, func(o *Offer) { o.Product.Price = 0 }, []string{"price@price"}},
		"a price of its own":    {chilli, func(o *Offer) { o.Product.Price, o.Price = 0, 50_00 }, nil},
		"a price too high":      {chilli, func(o *Offer) { o.Price = money.Baht(100_001) }, []string{"price_high@price"}},
		"a weight":              {chilli, func(o *Offer) { o.Product.WeightG = 0 }, []string{"weight@weight_g"}},
		"a lighter parcel":      {chilli, func(o *Offer) { o.PackingG = 29_781 }, []string{"weight_high@weight_g"}},
		"words":                 {chilli, func(o *Offer) { o.Product.Description = "" }, []string{"description@description"}},
		"a story for words": {chilli, func(o *Offer) {
			o.Product.Description, o.Product.Story = "", strings.Repeat("ตำสดทุกเช้า", 20)
		}, nil},
		"a short story":    {chilli, func(o *Offer) { o.Product.Description, o.Product.Story = "", "ตำสดทุกเช้า" }, []string{"description_short@description?"}},
		"words of its own": {chilli, func(o *Offer) { o.Product.Description, o.Description = "", "เผ็ดกลาง" }, nil},
		"more words":       {chilli, func(o *Offer) { o.Product.Description = "เผ็ด" }, []string{"description_short@description?"}},
		"too many words":   {chilli, func(o *Offer) { o.Description = strings.Repeat("ก", 401) }, []string{"description_long@description"}},
		"a category":       {chilli, func(o *Offer) { o.Product.Category = "" }, []string{"category@category"}},
		"the food number": {chilli, func(o *Offer) { o.Product.FDA, o.Product.Certificates = "", nil },
			[]string{"certificate@certificates"}},
		"in date":           {chilli, func(o *Offer) { o.Product.Certificates[0].Expires = "2026-11-22" }, []string{"certificate_expired@certificates[0].expires"}},
		"the last good day": {chilli, func(o *Offer) { o.Product.Certificates[0].Expires = today }, nil},
		"a long name":       {chilli, func(o *Offer) { o.Title = strings.Repeat("น้ำ", 20) + "ก" }, []string{"title_long@name"}},
		"a full name":       {chilli, func(o *Offer) { o.Title = strings.Repeat("น้ำ", 20) }, nil},
		"a long other name": {chilli, func(o *Offer) { o.TitleEN = strings.Repeat("x", 61) }, []string{"title_long@name_en"}},
		"an emoji":          {chilli, func(o *Offer) { o.Title = "น้ำพริก 🌶️" }, []string{"title_picture@name"}},
		"an SKU too long":   {chilli, func(o *Offer) { o.SKU = strings.Repeat("x", 51) }, []string{"sku@sku"}},
		"a Thai SKU":        {chilli, func(o *Offer) { o.SKU = "พริก-1" }, []string{"sku@sku"}},
		"a huge photo":      {chilli, func(o *Offer) { o.Photos[0].Bytes = 5<<20 + 1 }, []string{"photo_large@photo"}},
		"a second photo of another kind": {chilli, func(o *Offer) { o.Photos = append(o.Photos, Photo{Kind: "image/webp"}) },
			[]string{"photo_kind@photos[0]"}},
		"many photos": {chilli, func(o *Offer) { o.Photos = append(o.Photos, o.Photos[0], o.Photos[0]) }, []string{"photos_many@photos?"}},
		"variants":    {chilli, func(o *Offer) { o.Product.HasVariants = true }, []string{"variants@variants"}},
		"not sold":    {chilli, func(o *Offer) { o.Product.Archived = true }, []string{"archived@archived"}},
		"liquor":      {chilli, func(o *Offer) { o.Product.Alcohol = true }, []string{"alcohol@alcohol"}},
		"advice last": {chilli, func(o *Offer) { o.Product.Description, o.SKU = "สั้น", "-" }, []string{"sku@sku", "description_short@description?"}},
	} {
		o := c.of()
		c.change(o)
		reasons := Readiness(o, &strict, today)
		if got := told(reasons); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		blocked := slices.ContainsFunc(c.want, func(word string) bool { return !strings.HasSuffix(word, "?") })
		if Ready(reasons) == blocked {
			t.Errorf("%s: ready %v", name, !blocked)
		}
		for _, r := range reasons {
			for _, lang := range i18n.Langs {
				if said := r.Text(lang); strings.ContainsAny(said, "{}") || strings.HasPrefix(said, "publishing.") {
					t.Errorf("%s: %q", name, said)
				}
			}
		}
	}
}

// A channel that insists on nothing takes a product with a name and a price; all else is advice.
func TestWhatAChannelDoesNotNeedIsAdvice(t *testing.T) {
	bare := &Offer{Product: &catalog.Product{SKU: "A", Name: "ก", Price: 1, Unit: "ชิ้น", Alcohol: true, Category: "อาหาร"}}
	reasons := Readiness(bare, &Limits{}, today)
	if want := []string{"photo@photo?", "description@description?", "weight@weight_g?", "certificate@certificates?"}; !slices.Equal(told(reasons), want) || !Ready(reasons) {
		t.Errorf("%v, want %v", told(reasons), want)
	}
}

func TestEveryWordHasItsTexts(t *testing.T) {
	for prefix, words := range map[string][]string{"reason": Whats, "field": Fields, "odd": Oddities} {
		for _, word := range words {
			for _, lang := range i18n.Langs {
				if key := "publishing." + prefix + "." + word; !i18n.Has(lang, key) {
					t.Errorf("%s: no text in %s", key, lang)
				}
			}
		}
	}
}

func TestTheListingOfAnOffer(t *testing.T) {
	o := chilli()
	o.Product.OTOPStar, o.Product.OTOPYear, o.Product.TCPS, o.Product.Story = 5, 2565, "มผช.293/2547", "เล่าเรื่อง"
	o.Product.Codes = []catalog.Code{{Code: "2000000000008", Pack: qty.One}, {Code: "8850000000003", Pack: 12 * qty.One}, {Code: "8850000000010", Pack: qty.One}}
	o.Product.Packs = []catalog.Pack{{Name: "โหล", Qty: 12 * qty.One, Price: 500_00}}
	got := o.Listing(&strict)
	if got.SKU != "NPN-220" || got.Title != "น้ำพริกหนุ่ม" || got.Price != 45_00 || got.ShippingG != 250 || got.NetG != 0 || got.OTOPYear != 2022 ||
		got.Category != "food" || got.Availability != InStock || got.GTIN != "8850000000010" || !strings.HasSuffix(got.Description, "\n\nเล่าเรื่อง") {
		t.Errorf("%+v", got)
	}
	if want := []Certification{{"FDA", "50-1-00123-4-5678", "2027-12-31"}, {"TCPS", "มผช.293/2547", ""}}; !slices.Equal(got.Certifications, want) {
		t.Errorf("%+v", got.Certifications)
	}
	o.Piece, o.SKU = 12*qty.One, "NPN-12"
	if got := o.Listing(&strict); got.SKU != "NPN-12" || got.Title != "น้ำพริกหนุ่ม · โหล" || got.Price != 500_00 || got.ShippingG != 12*220+30 || got.GTIN != "8850000000003" {
		t.Errorf("a dozen: %+v", got)
	}
	o.Product.Packs = nil
	if got := o.Listing(&strict); got.Price != 540_00 || got.Title != "น้ำพริกหนุ่ม · 12 กระปุก" {
		t.Errorf("a dozen without a pack of its own: %+v", got)
	}
	if got := mango().Listing(&strict); got.Title != "มะม่วง · 500 กรัม" || got.Price != 40_00 || got.NetG != 500 || got.ShippingG != 530 || got.TitleEN != "" {
		t.Errorf("half a kilo: %+v", got)
	}
	kheet := mango()
	kheet.Product.Unit, kheet.Piece = "ขีด", 3*qty.One
	if got := kheet.Listing(&strict); got.NetG != 300 || got.Title != "มะม่วง · 300 กรัม" {
		t.Errorf("three hundred grams: %+v", got)
	}
}

// The numbers that GS1 gives are told; a shop's own ones mean nothing elsewhere.
func TestWorldBarcodes(t *testing.T) {
	for code, want := range map[string]bool{
		"8850000000003": true, "8850000000004": false, "2000000000008": false, "0200000000006": false, "0400000000004": false,
		"036000291452": true, "200000000004": false, "400000000008": false, "96385074": true, "20000004": false, "00000000": false,
		"18850000000000": true, "": false, "885000000000x": false, "885": false,
	} {
		if isGTIN(code) != want {
			t.Errorf("%q: want %v", code, want)
		}
	}
}
