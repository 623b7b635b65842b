package testkit

import (
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// Ids that every test shop knows.
var (
	Place    = id.Place{0: 1, 15: 1}
	Weaver   = id.Party{0: 2, 15: 1} // a producer
	Farmer   = id.Party{0: 2, 15: 2} // a producer
	Customer = id.Party{0: 2, 15: 3} // may owe 5,000 baht
)

// Places of goods in the list that Goods gives.
const (
	Paste    = iota // by the piece, the shop's own, VAT, cheaper from 3, wholesale from 10
	Silk            // consignment at 15 %, VAT
	Rice            // by weight, bought, exempt
	Mango           // by weight, consignment at 7.25 %, exempt
	Sato            // alcohol, consignment at 30 %, VAT
	Bag             // not counted, zero rate
	Sweet           // 0.33 baht, VAT
	Soap            // consignment at 0 %, VAT, by the six and by the dozen
	Basket          // a set of silk, soap, mango and a bag, VAT
	numGoods        // how many there are
)

// Goods lists one product of every kind that the rules tell apart.
func Goods() []catalog.Product {
	goods := make([]catalog.Product, numGoods)
	goods[Paste] = catalog.Product{Name: "น้ำพริกตาแดง", Terms: ledger.Own, Unit: "กระปุก", Price: 65_00, Cost: 30_00, VAT: catalog.VATStandard,
		Breaks: []catalog.Break{{List: catalog.Retail, From: 3 * qty.One, Price: 60_00}, {List: catalog.Wholesale, From: 10 * qty.One, Price: 50_00}}}
	goods[Silk] = catalog.Product{Name: "ผ้าไหมมัดหมี่", Terms: ledger.Consign, ProducerID: Weaver, GP: 15_00, Unit: "ผืน", Price: 1185_50, VAT: catalog.VATStandard}
	goods[Rice] = catalog.Product{Name: "ข้าวหอมมะลิ", Terms: ledger.Bought, Unit: "กก.", Weighed: true, Price: 320_00, Cost: 250_00, VAT: catalog.VATExempt}
	goods[Mango] = catalog.Product{Name: "มะม่วงน้ำดอกไม้", Terms: ledger.Consign, ProducerID: Farmer, GP: 7_25, Unit: "กก.", Weighed: true, Price: 45_75, VAT: catalog.VATExempt}
	goods[Sato] = catalog.Product{Name: "สาโท", Terms: ledger.Consign, ProducerID: Farmer, GP: 30_00, Unit: "ขวด", Price: 199_00, VAT: catalog.VATStandard, Alcohol: true}
	goods[Bag] = catalog.Product{Name: "ถุงผ้า", Terms: ledger.Own, Unit: "ใบ", Price: 25, VAT: catalog.VATZero, Untracked: true}
	goods[Sweet] = catalog.Product{Name: "ลูกอม", Terms: ledger.Own, Unit: "เม็ด", Price: 33, Cost: 10, VAT: catalog.VATStandard}
	goods[Soap] = catalog.Product{Name: "สบู่สมุนไพร", Terms: ledger.Consign, ProducerID: Weaver, Unit: "ก้อน", Price: 10_00, VAT: catalog.VATStandard,
		Packs: []catalog.Pack{{Name: "แพ็ค 6", Qty: 6 * qty.One, Price: 55_00}, {Name: "โหล", Qty: 12 * qty.One}}}
	goods[Basket] = catalog.Product{Name: "กระเช้าปีใหม่", Terms: ledger.Own, Unit: "ชุด", Price: 1290_00, VAT: catalog.VATStandard}
	for n := range goods {
		goods[n].ID = id.Product{0: 3, 15: byte(n + 1)}
		goods[n].SKU = "G" + string(rune('1'+n))
		goods[n].Category = "อาหาร"
	}
	goods[Basket].Components = []catalog.Component{{ProductID: goods[Silk].ID, Qty: qty.One}, {ProductID: goods[Soap].ID, Qty: 3 * qty.One},
		{ProductID: goods[Mango].ID, Qty: 350}, {ProductID: goods[Bag].ID, Qty: qty.One}}
	return goods
}
