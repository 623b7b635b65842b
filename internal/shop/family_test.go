package shop_test

import (
	"errors"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

func TestAFamilyIsSavedWholeOrNotAtAll(t *testing.T) {
	s := photoShop(t)
	parent := catalog.Product{SKU: "SHIRT", Name: "เสื้อ", Unit: "ตัว", Price: money.Baht(450), HasVariants: true}
	taken, err := s.SaveProduct(t.Context(), catalog.Product{Name: "อื่น", Unit: "ตัว", SKU: "SHIRT-2", Codes: []catalog.Code{{Code: "885", Pack: qty.One}}}, shop.Opening{})
	if err != nil {
		t.Fatal(err)
	}
	child := func(variant, code string) catalog.Product {
		c := parent.NewVariant(variant)
		if code != "" {
			c.Codes = []catalog.Code{{Code: code, Pack: qty.One}}
		}
		return c
	}
	for name, c := range map[string]struct {
		second catalog.Product
		code   string
		field  string
	}{
		"code of another":  {child("M", "885"), "code_taken", "codes"},
		"code of a sister": {child("M", "111"), "code_taken", "codes"},
		"without words":    {child("", ""), "variant_missing", "variants[1].variant"},
	} {
		_, err := s.SaveFamily(t.Context(), parent, []catalog.Product{child("S", "111"), c.second}, nil)
		var known *fault.Error
		if !errors.As(err, &known) || known.Code != c.code || known.Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := s.Find(t.Context(), "SHIRT"); !fault.Is(err, "product_unknown") {
			t.Fatalf("%s: half a family was saved (%v)", name, err)
		}
	}
	saved, err := s.SaveFamily(t.Context(), parent, []catalog.Product{child("S", "111"), child("M", "222"), child("L", "")},
		[]shop.Opening{{Qty: qty.Pieces(4)}, {}, {Qty: qty.Pieces(6)}})
	if err != nil {
		t.Fatal(err)
	}
	family, err := s.Variants(t.Context(), saved.ID)
	if err != nil || len(family) != 3 {
		t.Fatalf("%d variants, %v", len(family), err)
	}
	for n, want := range []struct {
		variant, sku, name string
		stock              int
	}{{"S", "SHIRT-1", "เสื้อ · S", 4}, {"M", "SHIRT-3", "เสื้อ · M", 0}, {"L", "SHIRT-4", "เสื้อ · L", 6}} {
		got := family[n]
		rows, err := s.Stock(t.Context(), []id.Product{got.ID})
		if err != nil || got.Variant != want.variant || got.SKU != want.sku || got.FullName() != want.name || got.ParentID != saved.ID || rows[0].OnHand != qty.Pieces(want.stock) {
			t.Errorf("%+v with %v, %v", got, rows, err)
		}
	}
	if match, err := s.Find(t.Context(), "222"); err != nil || match.Product.Variant != "M" {
		t.Errorf("the code of a variant finds %+v, %v", match.Product, err)
	}
	if again, err := s.Variants(t.Context(), taken.ID); err != nil || len(again) != 0 {
		t.Errorf("no variants: %v, %v", again, err)
	}
}

func TestTermsThatStandToday(t *testing.T) {
	s := photoShop(t)
	producer, err := s.SaveProducer(t.Context(), shop.Party{Name: "กลุ่มแม่บ้าน"})
	if err != nil {
		t.Fatal(err)
	}
	p := catalog.Product{Name: "น้ำพริก", Terms: "consign", GP: 2000, ProducerID: producer.ID}
	standing, err := s.StandingTerms(t.Context(), p)
	if err != nil || standing.Dated || standing.Kind != "consign" || standing.GP != 2000 {
		t.Errorf("%+v, %v", standing, err)
	}
}
