package shop_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

var sold = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// readItem reads a message of one order with one line of goods.
func readItem(t *testing.T, s *shop.Shop, text string) chat.Item {
	t.Helper()
	orders, err := s.ReadChat(t.Context(), text)
	if err != nil || len(orders) != 1 || len(orders[0].Items) != 1 {
		t.Fatalf("%q: %+v, %v", text, orders, err)
	}
	return orders[0].Items[0]
}

func TestAChatNamesGoodsThatAreSold(t *testing.T) {
	s := photoShop(t)
	save := func(p catalog.Product) catalog.Product {
		t.Helper()
		p, err := s.SaveProduct(t.Context(), p, shop.Opening{})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	shirt := catalog.Product{SKU: "SHIRT", Name: "เสื้อม่อฮ่อม", Unit: "ตัว", Price: money.Baht(450), HasVariants: true, Aliases: []string{"เสื้อคราม"}}
	if _, err := s.SaveFamily(t.Context(), shirt, []catalog.Product{shirt.NewVariant("M"), shirt.NewVariant("L")}, nil); err != nil {
		t.Fatal(err)
	}
	honey := save(catalog.Product{SKU: "HONEY", Name: "น้ำผึ้งป่า", Unit: "ขวด", Price: money.Baht(120)})
	if item := readItem(t, s, "น้ำผึ้งป่า 2 ขวด"); item.SKU.Value != "HONEY" || item.Qty != qty.Pieces(2) || item.SKU.Confidence < chat.Sure {
		t.Errorf("%+v", item)
	}
	// a variant by its letter, with the product's other name too; without one, any of them
	for _, text := range []string{"เสื้อม่อฮ่อม L 1 ตัว", "เสื้อม่อฮ่อม ไซส์ L 1 ตัว", "เสื้อครามไซส์ L 1 ตัว"} {
		if item := readItem(t, s, text); item.SKU.Value != "SHIRT-2" || item.SKU.Confidence < chat.Sure {
			t.Errorf("%q is %+v", text, item)
		}
	}
	open := readItem(t, s, "เสื้อม่อฮ่อม 1 ตัว")
	if all := append(open.SKU.Alternatives, open.SKU.Value); open.SKU.Confidence >= chat.Sure || len(all) != 2 || !slices.Contains(all, "SHIRT-1") || !slices.Contains(all, "SHIRT-2") {
		t.Errorf("a shirt of no size is %+v", open)
	}
	// a name learnt from a correction counts at the next message, and one that two goods bear is doubtful
	if item := readItem(t, s, "หวานป่า 2 ขวด"); item.SKU.Value != "" {
		t.Errorf("an unknown name is %+v", item)
	}
	honey.Aliases = []string{"หวานป่า"}
	honey = save(honey)
	if item := readItem(t, s, "หวานป่า 2 ขวด"); item.SKU.Value != "HONEY" || item.SKU.Confidence < chat.Sure {
		t.Errorf("a learnt name is %+v", item)
	}
	save(catalog.Product{SKU: "BEE", Name: "น้ำผึ้งชันโรง", Unit: "ขวด", Price: money.Baht(250), Aliases: []string{"หวานป่า"}})
	if item := readItem(t, s, "หวานป่า 2 ขวด"); item.SKU.Confidence >= chat.Sure || len(item.SKU.Alternatives) != 1 {
		t.Errorf("a name of two goods is %+v", item)
	}
	honey.Archived = true
	save(honey)
	if item := readItem(t, s, "น้ำผึ้งป่า 2 ขวด"); item.SKU.Value == "HONEY" {
		t.Errorf("archived goods are named: %+v", item)
	}
}

// What another program saves to the shop is known at the next message.
func TestAChatKnowsGoodsOfAnotherProgram(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	s, err := shop.Create(t.Context(), dir, shop.Params{Name: "ร้าน"}, clock.Fixed(sold))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.ReadChat(t.Context(), "น้ำผึ้งป่า 2 ขวด"); err != nil {
		t.Fatal(err)
	}
	other, err := shop.Open(t.Context(), dir, clock.Fixed(sold))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.SaveProduct(t.Context(), catalog.Product{SKU: "HONEY", Name: "น้ำผึ้งป่า", Unit: "ขวด"}, shop.Opening{}); err != nil {
		t.Fatal(err)
	}
	if item := readItem(t, s, "น้ำผึ้งป่า 2 ขวด"); item.SKU.Value != "HONEY" {
		t.Errorf("%+v", item)
	}
}

// A place that the shop has put right is found in pasted text as the shop wrote it.
func TestAChatGoesByTheShopsRegister(t *testing.T) {
	s := photoShop(t)
	text := "สมหญิง ใจดี 9/1 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50299 0812345678 เอาน้ำผึ้ง 1 ขวด"
	read := func() chat.Order {
		orders, err := s.ReadChat(t.Context(), text)
		if err != nil || len(orders) != 1 {
			t.Fatalf("%d orders, %v", len(orders), err)
		}
		return orders[0]
	}
	if before := read(); before.Postcode.Value == "50299" && before.Postcode.Confidence >= chat.Sure {
		t.Fatalf("an unknown postcode is sure: %+v", before.Postcode)
	}
	if err := s.LearnAddress(t.Context(), address.Address{Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50299"}); err != nil {
		t.Fatal(err)
	}
	if after := read(); after.Postcode.Value != "50299" || after.Postcode.Confidence < chat.Sure {
		t.Errorf("a learnt postcode is %+v", after.Postcode)
	}
}

func TestNoOrderIsReadFromWhatIsNoText(t *testing.T) {
	s := photoShop(t)
	for text, code := range map[string]string{
		"": "chat_empty", " \n\u200b\ufeff": "chat_empty", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "chat_not_text", strings.Repeat("\xff\xd8\xfe", 1000): "chat_not_text",
	} {
		if _, err := s.ReadChat(t.Context(), text); !fault.Is(err, code) {
			t.Errorf("%.20q: %v, want %s", text, err, code)
		}
	}
	for _, text := range []string{strings.Repeat("😊", 1<<18), strings.Repeat("วันหนึ่งเขาเดินไปตามทางอย่างเงียบ ๆ ", 20_000)} {
		if orders, err := s.ReadChat(t.Context(), text); err != nil || len(orders) > 0 {
			t.Errorf("%.20q: %+v, %v", text, orders, err)
		}
	}
}
