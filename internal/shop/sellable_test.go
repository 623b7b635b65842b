package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// basket is a set of one honey and two teas, made in a shop.
func basket(t *testing.T, s *Shop, honey, tea catalog.Product) catalog.Product {
	t.Helper()
	set, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "SET", Name: "กระเช้า", Unit: "ชุด", Price: 300_00,
		Components: []catalog.Component{{ProductID: honey.ID, Qty: qty.One}, {ProductID: tea.ID, Qty: 2 * qty.One}}}, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestASetIsAsScarceAsItsScarcest in every place that says what can be sold.
func TestASetIsAsScarceAsItsScarcest(t *testing.T) {
	s := newTestShop(t, Params{})
	honey, tea := addGoods(t, s, "HONEY", 120_00, 10*qty.One), addGoods(t, s, "TEA", 60_00, 7*qty.One)
	set := basket(t, s, honey, tea)
	want := func(what string, left qty.Qty) {
		t.Helper()
		rows, err := s.Stock(t.Context(), []id.Product{set.ID, tea.ID})
		if err != nil || rows[0].Sellable != left || rows[0].OnHand != 0 || len(rows[0].Lots) != 0 {
			t.Errorf("%s: %+v, %v; want %s", what, rows, err, left)
		}
		sums, err := s.Sellable(t.Context())
		if err != nil || sums[set.ID] != left {
			t.Errorf("%s: %s can be sold, %v; want %s", what, sums[set.ID], err, left)
		}
	}
	want("seven teas", 3*qty.One)
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{{ProductID: set.ID, Qty: qty.One}}}
	if err := s.SaveDraft(t.Context(), Draft{Cart: cart, State: selling.Waiting}); err != nil {
		t.Fatal(err)
	}
	want("one waits for its money", 2*qty.One)
	bill := sell(t, s, set, 3*qty.One, selling.Cash)
	if len(bill.Lines[0].Lots) != 2 || bill.Lines[0].Lots[0].Part != "HONEY" || bill.Lines[0].Lots[1].Part != "TEA" || bill.Lines[0].Lots[1].Qty != 6*qty.One {
		t.Errorf("lots %+v", bill.Lines[0].Lots)
	}
	want("one more than there are", -qty.One)
}

// TestExpiredGoodsAreBlocked where the shop sells nothing of them; they still lie there.
func TestExpiredGoodsAreBlocked(t *testing.T) {
	s := newTestShop(t, Params{})
	p, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "OLD", Name: "ขนม", Price: 10_00}, Opening{Qty: 4 * qty.One, Expires: "2026-11-01"})
	if err != nil {
		t.Fatal(err)
	}
	for choice, want := range map[string]qty.Qty{"warn": 0, selling.ExpiredRefuse: 4 * qty.One} {
		if _, _, err := s.Set(t.Context(), "stock.expired", choice); err != nil {
			t.Fatal(err)
		}
		blocked, err := s.Blocked(t.Context())
		if err != nil || (blocked != nil) != (want > 0) || blocked[p.ID] != want {
			t.Errorf("%s: blocked %v, %v", choice, blocked, err)
		}
		if sums, err := s.Sellable(t.Context()); err != nil || sums[p.ID] != 4*qty.One {
			t.Errorf("%s: %s lie there, %v", choice, sums[p.ID], err)
		}
	}
}

// TestAFamilyIsKnownBeforeTheCatalogue: what is scanned at a start brings along what selling it needs.
func TestAFamilyIsKnownBeforeTheCatalogue(t *testing.T) {
	made := newTestShop(t, Params{})
	honey, tea := addGoods(t, made, "HONEY", 120_00, 10*qty.One), addGoods(t, made, "TEA", 60_00, 7*qty.One)
	basket(t, made, honey, tea)
	parent, err := made.SaveProduct(t.Context(), catalog.Product{SKU: "FAM", Name: "เสื้อ", HasVariants: true}, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	for _, variant := range []string{"S", "M"} {
		if _, err := made.SaveProduct(t.Context(), catalog.Product{SKU: "FAM-" + variant, Name: "เสื้อ", ParentID: parent.ID, Variant: variant}, Opening{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), made.Dir, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Find(t.Context(), "SET"); err != nil || s.Known().ByID(tea.ID) == nil {
		t.Errorf("the tea in the set is not known (%v)", err)
	}
	if _, err := s.Find(t.Context(), "FAM"); err != nil || len(s.Known().Family(parent.ID)) != 2 {
		t.Errorf("the family is %v (%v)", s.Known().Family(parent.ID), err)
	}
}
