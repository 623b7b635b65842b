package catalog

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
)

// family is a cloth in variants, a scarf of the same maker, and one variant that is no longer sold.
func family() []Item {
	cloth := Product{ID: id.Product{15: 1}, SKU: "FB-01", Name: "ผ้าคราม", NameEN: "Indigo cloth", HasVariants: true}
	items := []Item{{cloth, "บ้านนา"}, {Product{ID: id.Product{15: 9}, SKU: "FB-09", Name: "ผ้าคลุมไหล่"}, "บ้านนา"}}
	for n, variant := range []string{"แดง S", "แดง M", "เขียว L", "เขียว XL"} {
		items = append(items, Item{Product{ID: id.Product{14: 1, 15: byte(n)}, SKU: "FB-01-" + string(rune('1'+n)), Name: cloth.Name,
			NameEN: cloth.NameEN, ParentID: cloth.ID, Variant: variant, Archived: n == 3}, "บ้านนา"})
	}
	return items
}

func found(products []*Product) (skus []string) {
	for _, p := range products {
		skus = append(skus, p.SKU)
	}
	return skus
}

// TestVariantsAreFoundUnderTheirProduct: a search that does not tell variants apart finds what they have in
// common; one that does finds them.
func TestVariantsAreFoundUnderTheirProduct(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"ผ้าคราม", []string{"FB-01"}},
		{"indigo", []string{"FB-01"}},
		{"บ้านนา", []string{"FB-01", "FB-09"}},
		{"ผ้าคราม แดง", []string{"FB-01-1", "FB-01-2"}},
		{"แดง M", []string{"FB-01-2"}},
		{"เขียว", []string{"FB-01-3"}},
		{"ผ้าคราม XL", []string{}},
		{"ผ้าคราม แดง M", []string{"FB-01-2"}},
		{"FB-01-2", []string{"FB-01-2"}},
	}
	whole, one := NewIndex(), NewIndex()
	whole.Replace(family())
	for _, item := range family() {
		one.Put(item.Product, item.Producer)
	}
	for name, x := range map[string]*Index{"read at once": whole, "put one by one": one} {
		for _, test := range tests {
			got := x.Search(test.text, 10)
			if !slices.Equal(found(got.Products), test.want) || got.Total != len(test.want) {
				t.Errorf("%s: %q finds %v (%d), want %v", name, test.text, found(got.Products), got.Total, test.want)
			}
		}
		if got := found(x.Family(id.Product{15: 1})); !slices.Equal(got, []string{"FB-01-1", "FB-01-2", "FB-01-3"}) {
			t.Errorf("%s: the family is %v", name, got)
		}
		shelf := x.Shelf("")
		if shelf.Len() != 2 {
			t.Errorf("%s: %d on the shelf", name, shelf.Len())
		}
	}
}

// TestVariantsStandAloneWithoutTheirProduct: whose parent is gone must still be found and sold.
func TestVariantsStandAloneWithoutTheirProduct(t *testing.T) {
	x := NewIndex()
	x.Replace(family())
	parent := *x.ByID(id.Product{15: 1})
	parent.Archived = true
	x.Put(parent, "บ้านนา")
	if got := x.Search("ผ้าคราม", 10); got.Total != 3 {
		t.Errorf("%v", found(got.Products))
	}
	if shelf := x.Shelf(""); shelf.Len() != 4 {
		t.Errorf("%d on the shelf", shelf.Len())
	}
	parent.Archived, parent.HasVariants = false, false // tills that were apart may have made it plain
	x.Put(parent, "บ้านนา")
	if got := x.Search("ผ้าคราม", 10); got.Total != 4 {
		t.Errorf("%v", found(got.Products))
	}
	variant := *x.ByID(id.Product{14: 1, 15: 1})
	variant.ParentID, variant.Variant = id.Product{}, ""
	x.Put(variant, "บ้านนา")
	if got := x.Family(parent.ID); len(got) != 2 {
		t.Errorf("the family is %v", found(got))
	}
	x.Remove(id.Product{14: 1, 15: 0})
	if got := x.Family(parent.ID); len(got) != 1 {
		t.Errorf("the family is %v", found(got))
	}
}

// TestAvailable: the scarcest component decides, also when too many are sold already.
func TestAvailable(t *testing.T) {
	honey, tea, ribbon := id.Product{1}, id.Product{2}, id.Product{3}
	set := Product{Components: []Component{{honey, 2 * qty.One}, {tea, 250}, {ribbon, qty.One}}}
	tests := []struct{ honey, tea, want qty.Qty }{
		{10 * qty.One, 5 * qty.One, 5 * qty.One},
		{11 * qty.One, 999, 3 * qty.One},
		{qty.One, 5 * qty.One, 0},
		{-qty.One, 5 * qty.One, -qty.One},
	}
	for _, test := range tests {
		got, counted := set.Available(func(product id.Product) (qty.Qty, bool) {
			return map[id.Product]qty.Qty{honey: test.honey, tea: test.tea}[product], product != ribbon
		})
		if got != test.want || !counted {
			t.Errorf("%+v: %s, %v", test, got, counted)
		}
	}
	if _, counted := set.Available(func(id.Product) (qty.Qty, bool) { return 0, false }); counted {
		t.Error("a set of goods that nobody counts is counted")
	}
}
