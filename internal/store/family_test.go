package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

func saved(s *testkit.Shop, products ...catalog.Product) error {
	return s.SaveProducts(ctx, products, nil)
}

func plain(sku string) catalog.Product {
	return catalog.Product{ID: id.New[id.Product](), SKU: sku, Name: "กล่อง " + sku, Unit: "กล่อง", Terms: ledger.Own, VAT: catalog.VATStandard}
}

// TestSetsAreChecked: a set is refused where what lies in it cannot, by field, and nothing of it is kept.
func TestSetsAreChecked(t *testing.T) {
	s := testkit.New(t)
	silk, basket := s.Goods[testkit.Silk], s.Goods[testkit.Basket]
	family, gone := plain("FAM"), plain("OLD")
	family.HasVariants, gone.Archived = true, true
	must(t, saved(s, family, gone))
	of := func(parts ...catalog.Component) catalog.Product {
		set := plain("SET")
		set.Components = parts
		return set
	}
	part := func(product id.Product, quantity qty.Qty) catalog.Component {
		return catalog.Component{ProductID: product, Qty: quantity}
	}
	changed := func(good int, change func(*catalog.Product)) catalog.Product {
		p := s.Goods[good]
		change(&p)
		return p
	}
	tests := []struct {
		name        string
		product     catalog.Product
		code, field string
	}{
		{"unknown", of(part(silk.ID, qty.One), part(id.Product{9}, qty.One)), "set_component_unknown", "components[1].product"},
		{"a set", of(part(basket.ID, qty.One)), "set_of_sets", "components[0].product"},
		{"what has variants", of(part(family.ID, qty.One)), "product_has_variants", "components[0].product"},
		{"archived", of(part(gone.ID, qty.One)), "product_archived", "components[0].product"},
		{"half a cloth", of(part(silk.ID, 500)), "qty_not_whole", "components[0].qty"},
		{"what is sold from its own shelf", changed(testkit.Paste, func(p *catalog.Product) { p.Components = []catalog.Component{part(silk.ID, qty.One)} }), "stock_of_its_own", "components"},
		{"what lies in a set", changed(testkit.Soap, func(p *catalog.Product) {
			p.Terms, p.GP, p.Components = ledger.Own, 0, []catalog.Component{part(silk.ID, qty.One)}
		}), "in_set", "components"},
		{"variants of what lies in a set", changed(testkit.Soap, func(p *catalog.Product) { p.HasVariants = true }), "in_set", "components"},
		{"a variant of nothing", changed(testkit.Soap, func(p *catalog.Product) { p.ParentID, p.Variant = id.Product{9}, "แดง" }), "parent_unknown", "parent"},
		{"a variant of what has none", changed(testkit.Soap, func(p *catalog.Product) { p.ParentID, p.Variant = silk.ID, "แดง" }), "parent_unknown", "parent"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := counts(t, s)
			err := saved(s, test.product)
			if got := fault.Of(err); got == nil || got.Code != test.code || got.Field != test.field {
				t.Errorf("got %v, want %s at %s", err, test.code, test.field)
			}
			if counts(t, s) != before {
				t.Error("something was kept")
			}
		})
	}
	s.CheckOK(t)
}

// TestASetKeepsItsPartsArchived: what is in a set already may be archived, and the set's price still changes.
func TestASetKeepsItsPartsArchived(t *testing.T) {
	s := testkit.New(t)
	silk, basket := s.Goods[testkit.Silk], s.Goods[testkit.Basket]
	silk.Archived = true
	must(t, saved(s, silk))
	basket.Price = 999_00
	must(t, saved(s, basket))
	basket.Components = append([]catalog.Component(nil), basket.Components[:2]...)
	must(t, saved(s, basket))
	s.Sell(t, testkit.Line(basket, qty.One))
	s.CheckOK(t)
}

// TestAFamilyInOneFile: parent and variants may come in any order, and a parent keeps standing for them.
func TestAFamilyInOneFile(t *testing.T) {
	s := testkit.New(t)
	parent, child := plain("FAM"), plain("FAM-S")
	parent.HasVariants, child.ParentID, child.Variant = true, parent.ID, "S"
	must(t, saved(s, child, parent))
	if found, err := s.Variants(ctx, parent.ID); err != nil || len(found) != 1 || found[0].ID != child.ID {
		t.Errorf("variants %v (%v)", found, err)
	}
	wantCode(t, s.SaveProducts(ctx, []catalog.Product{parent}, []store.Opening{{ProductID: parent.ID, Qty: qty.One}}), "set_without_stock")
	wantCode(t, s.SavePromotion(ctx, catalog.Promotion{ID: id.New[id.Promotion](), Name: "แถม", Kind: catalog.PromoGift, Every: qty.One, GiftID: parent.ID}), "product_has_variants")
	parent.HasVariants = false
	wantCode(t, saved(s, parent), "variants_left")
}

// TestAWaitingBillHoldsWhatIsInASet: the set cannot become another while its goods are with a customer.
func TestAWaitingBillHoldsWhatIsInASet(t *testing.T) {
	s := testkit.New(t)
	basket := s.Goods[testkit.Basket]
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(basket, 2*qty.One)}}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Waiting}))
	held, err := s.Held(ctx)
	must(t, err)
	if held[s.Goods[testkit.Soap].ID] != 6*qty.One || held[s.Goods[testkit.Mango].ID] != 700 || held[basket.ID] != 0 {
		t.Errorf("held %v", held)
	}
	basket.Components = basket.Components[:1]
	wantCode(t, saved(s, basket), "set_waiting")
	must(t, s.DropDraft(ctx, cart.ID))
	must(t, saved(s, basket))
}

// TestAWaitingBillCanBePaid whatever became of its goods: they left when it was written.
func TestAWaitingBillCanBePaid(t *testing.T) {
	s := testkit.New(t)
	must(t, s.SaveSettings(ctx, map[string]string{"stock.below_zero": selling.BelowRefuse}))
	bag, sweet := plain("TOTE"), s.Goods[testkit.Sweet]
	bag.Untracked = true
	must(t, saved(s, bag))
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(bag, qty.One), testkit.Line(sweet, 5*qty.One)}}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Waiting}))
	must(t, post(s, ledger.TypeAdjusted, stock.Item{ProductID: sweet.ID, Qty: -58 * qty.One})) // 2 of 60 are left, the customer has 5
	bag.HasVariants = true
	wantCode(t, saved(s, bag), "set_waiting")
	_, err := s.Checkout(ctx, selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(sweet, qty.One)}},
		Tenders: testkit.Exactly(selling.Cash)})
	wantCode(t, err, "insufficient_stock")
	answer, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Cash)})
	if err != nil || len(answer.Warnings) == 0 || answer.Warnings[0].Code != "stock_below_zero" {
		t.Errorf("the money cannot be taken: %v, warnings %v", err, answer.Warnings)
	}
	s.CheckOK(t)
}

// TestExpiredLotsByTheShopsChoice reads the choice with every sale.
func TestExpiredLotsByTheShopsChoice(t *testing.T) {
	s := testkit.New(t)
	sweet := s.Goods[testkit.Sweet]
	comesIn(t, s, stock.Item{ProductID: sweet.ID, Qty: 5 * qty.One, Expires: "2026-11-01"})
	must(t, s.SaveSettings(ctx, map[string]string{"stock.expired": "refuse"}))
	sell := func(quantity qty.Qty) error {
		_, err := s.Checkout(ctx, selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(sweet, quantity)}},
			Tenders: testkit.Exactly(selling.Cash)})
		return err
	}
	wantCode(t, sell(61*qty.One), "lot_expired_blocked") // 60 are good
	must(t, sell(60*qty.One))
	expired, err := s.ExpiredOnHand(ctx, "2026-11-23", id.Place{})
	if err != nil || len(expired) != 1 || expired[sweet.ID] != 5*qty.One {
		t.Errorf("expired %v (%v)", expired, err)
	}
	waiting := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(sweet, 2*qty.One)}}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: waiting, State: selling.Waiting}))
	answer, err := s.Checkout(ctx, selling.Request{Cart: waiting, Tenders: testkit.Exactly(selling.Cash)})
	if err != nil || len(answer.Warnings) == 0 {
		t.Errorf("goods that left before they expired cannot be paid: %v", err)
	}
	must(t, s.SaveSettings(ctx, map[string]string{"stock.expired": "warn"}))
	must(t, sell(3*qty.One))
	s.CheckOK(t)
}

// TestASetGivenBackLeavesNothing sells sets with discounts and takes them back in parts over the real store.
func TestASetGivenBackLeavesNothing(t *testing.T) {
	for seed := range uint64(4) {
		s, r := testkit.New(t), testkit.Rand(seed)
		before, err := s.OnHand(ctx)
		must(t, err)
		cart := testkit.Cart(r, s.Goods[testkit.Basket:])
		answer, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Cash)})
		must(t, err)
		for {
			p := past(t, s, answer.ID)
			n, left := 0, qty.Qty(0)
			for n = range p.Lines {
				if left = p.Left(n); left > 0 {
					break
				}
			}
			if left == 0 {
				break
			}
			_, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: answer.ID, Reason: "คืน",
				Lines: []selling.ReturnLine{{LineN: n, Qty: qty.Pieces(1 + r.IntN(int(left/qty.One)))}}})
			must(t, err)
		}
		after, err := s.OnHand(ctx)
		must(t, err)
		for product, have := range before {
			if after[product] != have {
				t.Errorf("seed %d: %s are left of %s", seed, after[product], have)
			}
		}
		var total, shop, owners int64
		must(t, s.Writer().QueryRow("SELECT sum(total_satang), sum(shop_share_satang), (SELECT sum(share_satang + paid_satang + vat_satang) FROM producer_entry) FROM bill").
			Scan(&total, &shop, &owners))
		if total != 0 || shop != 0 || owners != 0 {
			t.Errorf("seed %d: %d, the shop's %d, owners' %d are left", seed, total, shop, owners)
		}
		s.CheckOK(t)
	}
}
