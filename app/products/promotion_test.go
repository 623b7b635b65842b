package products

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

func TestPromotionIsReadBackAsWritten(t *testing.T) {
	b := open(t, usual, practice(t))
	product := b.page.model.found()[0]
	for _, was := range []catalog.Promotion{
		{Name: "ลดทั้งร้าน", Kind: catalog.PromoPercent, Percent: 1000, From: "2026-11-01", To: "2026-11-30"},
		{Name: "ซื้อ 3 ลด 10", Kind: catalog.PromoEvery, Every: qty.Pieces(3), Amount: money.Baht(10), Products: []id.Product{product.ID}},
		{Name: "ของแถม", Kind: catalog.PromoGift, Every: qty.Pieces(2), GiftID: product.ID, Category: product.Category, Off: true},
		{Name: "ลดชิ้นละ 5", Kind: catalog.PromoAmount, Amount: money.Baht(5)},
	} {
		got, err := newOffer(b.page, was).promotion()
		if err != nil || got.Name != was.Name || got.Kind != was.Kind || got.Percent != was.Percent || got.Amount != was.Amount || got.Every != was.Every ||
			got.GiftID != was.GiftID || got.Category != was.Category || len(got.Products) != len(was.Products) || got.From != was.From || got.To != was.To || got.Off != was.Off {
			t.Errorf("%+v became %+v, %v", was, got, err)
		}
	}
	o := newOffer(b.page, catalog.Promotion{Kind: catalog.PromoPercent})
	b.Kit.Prompt.Show(o.dialog)
	b.Press("Ctrl+Enter")
	if o.rows["name"].Message() == "" {
		t.Error("a promotion needs a name")
	}
	o.name.SetText("ปีใหม่")
	o.percent.SetText("10")
	before, err := b.Kit.Shop.Promotions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	after, err := b.Kit.Shop.Promotions(t.Context())
	if err != nil || len(after) != len(before)+1 {
		t.Errorf("%d promotions, were %d, %v", len(after), len(before), err)
	}
}

// TestPromotionsGoodsArePicked chooses the goods of a promotion by name and by scan, and the gift.
func TestPromotionsGoodsArePicked(t *testing.T) {
	b := open(t, usual, practice(t))
	first, second := b.page.model.found()[0], b.page.model.found()[1]
	o := newOffer(b.page, catalog.Promotion{Kind: catalog.PromoGift, Name: "ของแถม", Every: qty.Pieces(2), Products: []id.Product{second.ID}})
	b.Kit.Prompt.Show(o.dialog)
	if _, err := o.promotion(); fault.Code(err) != "goods_missing" {
		t.Errorf("a gift of nothing: %v", err)
	}
	b.Press("F3")
	b.Type(first.Name)
	b.Press("Enter")
	b.Press("Ctrl+Enter")
	if want := []id.Product{second.ID, first.ID}; !slices.Equal(o.goods.Chosen, want) {
		t.Errorf("chose %v, want %v", o.goods.Chosen, want)
	}
	b.Press("F3")
	b.Press("Enter") // the chosen ones come first: the second product is unmarked
	b.Press("Ctrl+Enter")
	if want := []id.Product{first.ID}; !slices.Equal(o.goods.Chosen, want) {
		t.Errorf("left %v, want %v", o.goods.Chosen, want)
	}
	b.Press("F3")
	b.Press("Enter")
	b.Press("Esc")
	if len(o.goods.Chosen) != 1 {
		t.Error("giving up changed the goods")
	}
	b.Press("F4")
	b.Type("ไม่มีชื่อนี้แน่นอน")
	b.Press("Enter")
	if !b.Kit.Prompt.Open() || len(o.gift.Chosen) != 0 {
		t.Error("Enter took a gift that was not found")
	}
	b.Press("Esc")
	b.Press("F4")
	b.Type(second.SKU)
	b.Press("Enter")
	o.scan(second.SKU)
	o.scan(second.SKU)
	got, err := o.promotion()
	if err != nil || got.GiftID != second.ID || !slices.Equal(got.Products, []id.Product{first.ID, second.ID}) {
		t.Errorf("%+v, %v", got, err)
	}
}
