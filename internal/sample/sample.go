// Package sample holds the practice shop: invented goods, producers, customers, promotions and
// reasons, the drawings of the goods, and as many more goods as a trial asks for.
package sample

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Categories are the five of the OTOP register (Community Development Department), in its order.
var categories = [...]string{
	"อาหาร", "เครื่องดื่ม", "ผ้าและเครื่องแต่งกาย", "ของใช้ ของตกแต่ง และของที่ระลึก", "สมุนไพรที่ไม่ใช่อาหาร",
}

// Categories gives the five OTOP categories in the register's order.
func Categories() []string { return categories[:len(categories):len(categories)] }

// Good is one product of the practice shop. Its barcodes are made up inside 8850…: valid EAN-13
// that no maker is known by, and outside 20–29, which belongs to scales.
type Good struct {
	SKU         string       `json:"sku"`
	Name        string       `json:"name"`
	NameEN      string       `json:"name_en"`
	Category    string       `json:"category"` // one of Categories
	Producer    string       `json:"producer"` // Producer.Key
	Unit        string       `json:"unit"`
	Price       money.Satang `json:"-"` // of one unit, VAT inside
	Cost        money.Satang `json:"-"` // of one unit; on consignment the producer's share of the price
	VAT         string       `json:"vat"`
	Barcode     string       `json:"barcode"`
	Packs       []Pack       `json:"packs"`
	ShortNo     int          `json:"number"` // 1–999, 0 = none
	WeightG     int          `json:"weight_g"`
	ShipWeightG int          `json:"ship_weight_g"` // with packing
	ShelfDays   int          `json:"shelf_days"`    // 0 = does not expire
	ExpiresIn   int          `json:"expires_in"`    // days until the oldest lot expires, 0 = nothing said
	Stock       qty.Qty      `json:"-"`             // to begin with; zero is out of stock
	Reorder     qty.Qty      `json:"-"`
	Stars       int          `json:"stars"`   // OTOP stars, 0 = none
	Drawing     string       `json:"drawing"` // for Picture
	Variant     int          `json:"-"`       // for Picture; tells goods of one drawing apart
	Alcohol     bool         `json:"alcohol"`
	Aliases     []string     `json:"aliases"` // names as customers type them
	Story       string       `json:"story"`

	Parent       string        `json:"parent"`  // SKU of the good that it is a variant of
	VariantName  string        `json:"variant"` // what tells it from the others
	Components   []Component   `json:"-"`       // of a set
	Certificates []Certificate `json:"certificates"`
}

// Component is how much of a good goes into a set.
type Component struct {
	SKU string
	Qty qty.Qty
}

// Certificate is an invented paper that vouches for a good.
type Certificate struct {
	Kind      string `json:"kind"` // one of catalog.CertificateKinds
	Number    string `json:"number"`
	ExpiresIn int    `json:"expires_in"` // days from when the shop is made, 0 = it does not
}

// Weighed reports whether the good is sold by the kilogram.
func (g Good) Weighed() bool { return g.Unit == "กก." }

// OutOfStock reports whether the shop begins without the good.
func (g Good) OutOfStock() bool { return g.Stock == 0 }

// Pack is several units sold as one. Without a name it is just the barcode of a carton.
type Pack struct {
	Barcode string       `json:"barcode"`
	Units   int          `json:"units"`
	Name    string       `json:"name"`
	Price   money.Satang `json:"-"` // of all of it
}

// Place is an address; the subdistricts are real so that postcodes fit, the houses are not.
type Place struct {
	Address     string `json:"address"`
	Subdistrict string `json:"subdistrict"`
	District    string `json:"district"`
	Province    string `json:"province"`
	Postcode    string `json:"postcode"`
}

// Producer is an invented community group and its terms with the shop.
type Producer struct {
	Key    string      `json:"key"`
	Name   string      `json:"name"`
	NameEN string      `json:"name_en"`
	Kind   string      `json:"kind"` // one of party.ProducerKinds
	Person string      `json:"person"`
	Phone  string      `json:"phone"` // 080-000-01…, invented
	Terms  string      `json:"terms"` // ledger.Own, Bought or Consign
	GP     money.Basis `json:"-"`     // what the shop keeps on consignment
	Place
}

// Customer is an invented buyer.
type Customer struct {
	Key         string       `json:"key"`
	Kind        string       `json:"kind"` // school, office, regular, guide, shop
	Name        string       `json:"name"`
	Person      string       `json:"person"`
	Phone       string       `json:"phone"`
	TaxID       string       `json:"tax_id"` // 13 digits with a valid check digit, or ""
	CreditLimit money.Satang `json:"-"`      // zero = no credit
	Place
}

// Kinds of promotion.
const (
	Percent = "percent" // Percent off what it applies to, from Every units on when that is set
	Amount  = "amount"  // Amount off a bill of MinTotal or more
	Every   = "every"   // Amount off for each Every units
	Gift    = "gift"    // one Gift for each Every units
)

// Promotion is an offer on goods, a category or the whole bill.
type Promotion struct {
	Key      string       `json:"key"`
	Name     string       `json:"name"`
	NameEN   string       `json:"name_en"`
	Kind     string       `json:"kind"`
	SKUs     []string     `json:"skus"`
	Category string       `json:"category"`
	Every    qty.Qty      `json:"-"`
	Amount   money.Satang `json:"-"`
	Percent  money.Basis  `json:"-"`
	MinTotal money.Satang `json:"-"`
	Gift     string       `json:"gift"`     // SKU
	FromDay  int          `json:"from_day"` // first and last day, counted from the day the shop is made
	ToDay    int          `json:"to_day"`
}

// Reason is a ready answer to "why".
type Reason struct {
	TH string `json:"th"`
	EN string `json:"en"`
}

// Set is the whole practice shop before any bill.
type Set struct {
	Goods      []Good
	Producers  []Producer
	Customers  []Customer
	Promotions []Promotion
	Reasons    map[string][]Reason // by cash_in, cash_out, void, refund, discount, write_off
}

// Load reads the practice shop from the program and checks it. An error is a fault of the program:
// the data ships inside.
func Load() (Set, error) {
	var set Set
	for _, part := range []struct {
		name string
		read func([]byte) error
	}{
		{"producers", set.readProducers},
		{"goods", set.readGoods},
		{"customers", set.readCustomers},
		{"promotions", set.readPromotions},
		{"reasons", func(data []byte) error { return decode(data, &set.Reasons) }},
	} {
		data, err := assets.Files.ReadFile("sample/" + part.name + ".json")
		if err == nil {
			err = part.read(data)
		}
		if err != nil {
			return Set{}, fmt.Errorf("sample %s: %w", part.name, err)
		}
	}
	if err := set.check(); err != nil {
		return Set{}, fmt.Errorf("sample: %w", err)
	}
	return set, nil
}

func decode(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
