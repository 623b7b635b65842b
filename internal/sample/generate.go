package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// MaxGoods bounds Generate.
const MaxGoods = 500_000

// Generate gives n goods, the same for the same seed: the ones of the set first, in their order,
// then variations of them in size, colour, flavour and village, with SKUs, barcodes and names of
// their own and no short number. It fails with "sample_size" outside 1–MaxGoods.
func (s *Set) Generate(seed uint64, n int) ([]Good, error) {
	if n < 1 || n > MaxGoods {
		return nil, fault.New("sample_size", "products", fault.Values{"limit": MaxGoods})
	}
	goods := make([]Good, 0, n)
	goods = append(goods, s.Goods[:min(n, len(s.Goods))]...)
	random := rand.New(rand.NewPCG(seed, 0x7A1A7)) // the second word only keeps this stream apart from others of the seed
	named := make(map[string]bool, n)
	for number := 1; len(goods) < n; number++ {
		good := s.vary(random, number)
		// A name already given is drawn again: there are millions of names for MaxGoods goods.
		if named[good.Name] {
			continue
		}
		named[good.Name] = true
		goods = append(goods, good)
	}
	return goods, nil
}

// vary makes one new good out of a random one of the set. number makes its codes unique.
func (s *Set) vary(random *rand.Rand, number int) Good {
	good := s.Goods[random.IntN(len(s.Goods))]
	first := pick(random, variationsOf(good))
	village := villageHeads[random.IntN(len(villageHeads))]
	tail := villageTails[random.IntN(len(villageTails))]
	good.Name += " " + first.th + " บ้าน" + village.th + tail.th
	good.NameEN += ", " + first.en + ", Ban " + village.en + " " + tail.en
	second := pick(random, editions)
	if second.th != "" {
		good.Name += " " + second.th
		good.NameEN += ", " + second.en
	}

	prefix, _, _ := strings.Cut(good.SKU, "-")
	good.SKU = fmt.Sprintf("%s-%06d", prefix, number)
	good.Barcode = catalog.EAN13(fmt.Sprintf("8850%08d", 10_000_000+number))
	if len(good.Packs) > 0 {
		good.Packs = []Pack{{Barcode: catalog.EAN13(fmt.Sprintf("8850%08d", 20_000_000+number)), Units: good.Packs[0].Units}}
	}
	good.ShortNo, good.ExpiresIn, good.Variant = 0, 0, random.IntN(4*len(tints))
	good.Parent, good.VariantName, good.Components, good.Certificates = "", "", nil, nil
	good.price(first.percent + int64(random.IntN(21)) - 10)
	good.weigh(first.percent)
	good.Stock = stockOf(random, good)
	return good
}

// price sets the price to a percent of what it was, rounded to whole baht, and the cost along with it.
func (g *Good) price(percent int64) {
	price := max(money.Baht(1), money.Satang(money.Round(int64(g.Price), percent, 10_000, money.HalfUp))*100)
	g.Cost = max(1, g.Cost.Share(int64(price), int64(g.Price)))
	g.Price = price
}

// weigh sets the weights to a percent of what they were. A kilogram stays a kilogram.
func (g *Good) weigh(percent int64) {
	if g.Weighed() {
		return
	}
	packing := g.ShipWeightG - g.WeightG
	g.WeightG = max(5, int(int64(g.WeightG)*percent/100))
	g.ShipWeightG = g.WeightG + packing
}

// stockOf leaves one good in sixteen out of stock.
func stockOf(random *rand.Rand, good Good) qty.Qty {
	pieces := random.IntN(120)
	grams := random.IntN(1000)
	switch {
	case random.IntN(16) == 0:
		return 0
	case good.Weighed():
		return qty.Pieces(pieces/4) + qty.Qty(grams)
	}
	return qty.Pieces(1 + pieces)
}

func pick(random *rand.Rand, from []variation) variation { return from[random.IntN(len(from))] }
