package store_test

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit"
)

// Whatever becomes of the products that orders keep, alone and in sets, exactly what is still to be delivered is
// kept.
func TestOrdersKeepAnewWhatProductsChange(t *testing.T) {
	seeds := 6
	if testing.Short() {
		seeds = 1
	}
	for seed := range uint64(seeds) {
		b := &book{T: t, Shop: testkit.New(t), r: testkit.Rand(seed + 70)}
		for n := range 60 {
			b.deed()
			if n%4 == 0 {
				b.changeProduct()
			}
		}
		b.CheckOK(t)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// changeProduct puts other goods into a set, or begins or ends to count some.
func (b *book) changeProduct() {
	n := b.r.IntN(len(b.Goods))
	good := b.Goods[n]
	switch {
	case good.IsSet():
		good.Components = []catalog.Component{{ProductID: b.Goods[testkit.Silk].ID, Qty: qty.Pieces(1 + b.r.IntN(3))}}
		if b.r.IntN(2) == 0 {
			good.Components = append(good.Components, catalog.Component{ProductID: b.Goods[testkit.Soap].ID, Qty: qty.One})
		}
	case !good.HasVariants && !good.Archived:
		good.Untracked = !good.Untracked
	default:
		return
	}
	if err := saved(b.Shop, good); err == nil { // what may not be changed stays
		b.Goods[n] = good
	}
}

func TestAnUntrackedProductIsKeptNoMore(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 5), orderLine(shop, testkit.Basket, 1)}, ordering.PayCOD)
	_, err := shop.AddOrder(ctx, order)
	must(t, err)
	good := shop.Goods[0]
	for _, untracked := range []bool{true, false} {
		good.Untracked = untracked
		must(t, saved(shop, good))
		kept, err := shop.Reserved(ctx, id.Place{})
		must(t, err)
		if want := map[bool]qty.Qty{true: 0, false: qty.Pieces(5)}[untracked]; kept[good.ID] != want {
			t.Errorf("untracked %v: kept %s", untracked, kept[good.ID])
		}
		shop.CheckOK(t)
	}
	basket := shop.Goods[testkit.Basket]
	before, err := shop.Reserved(ctx, id.Place{})
	must(t, err)
	basket.Components = slices.Clone(basket.Components)
	for n := range basket.Components {
		basket.Components[n].Qty += qty.Pieces(2)
	}
	must(t, saved(shop, basket))
	after, err := shop.Reserved(ctx, id.Place{})
	must(t, err)
	part := basket.Components[0].ProductID
	if after[part]-before[part] != qty.Pieces(2) {
		t.Errorf("of what lies in the set %s was kept and %s is", before[part], after[part])
	}
	shop.CheckOK(t)
}
