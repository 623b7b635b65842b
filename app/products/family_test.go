package products

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

func TestAFamilyIsMadeOfTwoLists(t *testing.T) {
	s := practice(t)
	b := open(t, usual, s)
	taken := b.page.model.found()[0]
	for _, other := range b.page.model.found() {
		if len(other.Codes) > 0 {
			taken = other
		}
	}
	b.Press("Ctrl+N")
	f := b.page.form
	f.changed("name", "เสื้อม่อฮ่อม")
	f.changed("price", "450")
	f.family.turn(true)
	f.family.first.SetText("แดง, น้ำเงิน")
	f.family.second.SetText("S, M")
	f.family.make()
	f.family.make() // what is there is not made again
	if n := f.draft.rows["variants"]; n != 4 {
		t.Fatal("variants made:", n)
	}
	f.changed(part("variants", 1, "code"), taken.Codes[0].Code)
	f.changed(part("variants", 2, "price"), "480")
	f.changed(part("variants", 3, "opening"), "7")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if b.page.form == nil || f.rows[rowName("variants", 1)].Message() == "" || tab(f.tabs.Selected()) != familyTab {
		t.Fatal("a taken barcode is said in its row")
	}
	f.changed(part("variants", 1, "code"), "")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if b.page.form != nil {
		t.Fatal("not saved")
	}
	parent := b.page.model.product()
	family, err := s.Variants(t.Context(), parent.ID)
	if err != nil || len(family) != 4 || family[2].Price != money.Baht(480) || family[0].FullName() != "เสื้อม่อฮ่อม · แดง S" {
		t.Fatalf("%+v, %v", family, err)
	}
	if rows, err := s.Stock(t.Context(), []id.Product{family[3].ID}); err != nil || rows[0].OnHand != qty.Pieces(7) {
		t.Errorf("first stock %v, %v", rows, err)
	}
	b.page.open(*parent)
	b.settle(t)
	if f = b.page.form; f.draft.rows["variants"] != 4 || f.draft.changed() {
		t.Errorf("opened with %d variants, changed %v", f.draft.rows["variants"], f.draft.changed())
	}
	f.family.turn(false)
	if !f.draft.on("has_variants") {
		t.Error("a family that is there is not taken apart by a switch")
	}
	f.changed("price", "500")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if family, err = s.Variants(t.Context(), parent.ID); err != nil || family[0].Price != money.Baht(500) || family[2].Price != money.Baht(480) {
		t.Errorf("prices did not follow: %v %v, %v", family[0].Price, family[2].Price, err)
	}
}

func TestWhatHasStockGetsNoVariants(t *testing.T) {
	b := open(t, usual, practice(t))
	b.page.open(*b.page.model.index.BySKU("PRIK-001"))
	f := b.page.form
	f.family.turn(true)
	b.Press("Ctrl+Enter")
	if f.rows["has_variants"].Message() == "" {
		t.Error("a family of nobody was not refused at its switch")
	}
	f.family.add(map[string]string{"variant": "เผ็ดน้อย"})
	b.Press("Ctrl+Enter")
	b.settle(t)
	if b.page.form != f || f.rows["has_variants"].Message() == "" || tab(f.tabs.Selected()) != familyTab {
		t.Error("goods on the shelf would never be sold again")
	}
}

func TestAGiftSetIsPutTogetherByScan(t *testing.T) {
	s := practice(t)
	b := open(t, usual, s)
	honey, rice := b.page.model.index.BySKU("HONEY-001"), b.page.model.index.BySKU("RICE-001")
	inSet, err := s.SaveProduct(t.Context(), catalog.Product{Name: "ชุดเก่า", Price: money.Baht(1), Components: []catalog.Component{{ProductID: rice.ID, Qty: qty.One}}}, shop.Opening{})
	if err != nil {
		t.Fatal(err)
	}
	b.Press("Ctrl+N")
	f := b.page.form
	f.changed("name", "ชุดปีใหม่")
	f.changed("price", "300")
	f.open(int(setTab))
	for _, sku := range []string{honey.SKU, rice.SKU, rice.SKU, inSet.SKU} {
		f.scan(sku)
		b.settle(t)
	}
	if n := f.draft.rows["components"]; n != 2 || f.draft.cell("components", 1, "qty") != "2" {
		t.Fatalf("%d parts, %s of the second", n, f.draft.cell("components", 1, "qty"))
	}
	f.changed(part("components", 0, "qty"), "0")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if f.rows[part("components", 0, "qty")].Message() == "" {
		t.Error("none of a part is refused at the part")
	}
	f.changed(part("components", 0, "qty"), "1")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if b.page.form != nil {
		t.Fatal("not saved")
	}
	want := []catalog.Component{{ProductID: honey.ID, Qty: qty.One}, {ProductID: rice.ID, Qty: qty.Pieces(2)}}
	if p := b.page.model.product(); !slices.Equal(p.Components, want) {
		t.Errorf("saved %+v", p.Components)
	}
}
