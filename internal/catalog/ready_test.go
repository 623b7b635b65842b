package catalog

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/qty"
)

const readyDay clock.Day = "2026-11-23"

// whole is a product that lacks nothing.
func whole() Product {
	return Product{Name: "น้ำพริกหนุ่ม", Price: 45_00, Unit: "กระปุก", VAT: VATStandard, Category: "อาหาร", Photo: "a.jpg",
		Description: strings.Repeat("ก", LongEnough), WeightG: 220, Certificates: []Certificate{{Kind: CertFDA, Number: "1", Expires: "2027-12-31"}}}
}

func told(needs []Need) (all []string) {
	for _, need := range needs {
		all = append(all, need.What+"@"+need.Field)
	}
	return all
}

func TestWhatAProductLacks(t *testing.T) {
	for name, c := range map[string]struct {
		change     func(*Product)
		sell, list []string
	}{
		"nothing":          {func(*Product) {}, nil, nil},
		"a name":           {func(p *Product) { p.Name = " " }, []string{"name@name"}, nil},
		"a draft's name":   {func(p *Product) { p.Name, p.Draft, p.Codes = "885", true, []Code{{"885", qty.One}} }, []string{"name@name"}, nil},
		"a named draft":    {func(p *Product) { p.Draft, p.Codes = true, []Code{{"885", qty.One}} }, nil, nil},
		"price and unit":   {func(p *Product) { p.Price, p.Unit = 0, "" }, []string{"price@price", "unit@unit"}, nil},
		"no price, parent": {func(p *Product) { p.Price, p.HasVariants = 0, true }, nil, nil},
		"a photo":          {func(p *Product) { p.Photo = "" }, nil, []string{"photo@photo"}},
		"words":            {func(p *Product) { p.Description = "" }, nil, []string{"description@description"}},
		"more words":       {func(p *Product) { p.Description = p.Description[3:] }, nil, []string{"description_short@description"}},
		"a weight":         {func(p *Product) { p.WeightG = 0 }, nil, []string{"weight@weight_g"}},
		"weighed":          {func(p *Product) { p.WeightG, p.Weighed = 0, true }, nil, nil},
		"a category":       {func(p *Product) { p.Category = "" }, nil, []string{"category@category"}},
		"the food number":  {func(p *Product) { p.Certificates = nil }, nil, []string{"certificate@certificates"}},
		"of the column":    {func(p *Product) { p.Certificates, p.FDA = nil, "1" }, nil, nil},
		"farm goods":       {func(p *Product) { p.Certificates, p.VAT = nil, VATExempt }, nil, nil},
		"cloth": {func(p *Product) {
			p.Certificates, p.Category = nil, "ผ้าและเครื่องแต่งกาย"
		}, nil, nil},
		"by the choice": {func(p *Product) { p.Certificates, p.Category, p.OTOPCategory = nil, "ของเล่น", "drink" }, nil, []string{"certificate@certificates"}},
		"herbs": {func(p *Product) {
			p.Certificates, p.Category = nil, "สมุนไพรที่ไม่ใช่อาหาร"
		}, nil, nil},
		"in date":           {func(p *Product) { p.Certificates[0].Expires = "2026-11-22" }, nil, []string{"certificate_expired@certificates[0].expires"}},
		"the last good day": {func(p *Product) { p.Certificates[0].Expires = readyDay }, nil, nil},
	} {
		p := whole()
		c.change(&p)
		if sell, list := told(p.NeedsToSell()), told(p.NeedsToList(readyDay)); !slices.Equal(sell, c.sell) || !slices.Equal(list, c.list) {
			t.Errorf("%s: to sell %v, to list %v", name, sell, list)
		}
	}
}
