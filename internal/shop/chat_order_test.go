package shop

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
)

const chatAnchalee = "เอาน้ำพริกหนุ่ม 5 กระปุก กับพวงกุญแจช้าง 2 อัน\nส่ง อัญชลี ศรีสุข\n45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กทม 10240\nโทร 086-555-1212 เก็บปลายทาง"

// chatShop sells น้ำพริก, five jars of it at a lower price.
func chatShop(t *testing.T) (*Shop, catalog.Product) {
	t.Helper()
	s := newTestShop(t, Params{Name: "ร้านชุมชน", Address: "ต.ดอนตูม 73150"})
	p, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "PRIK", Name: "น้ำพริกหนุ่ม", Unit: "กระปุก", Price: 45_00, WeightG: 300,
		Breaks: []catalog.Break{{List: catalog.Retail, From: qty.Pieces(5), Price: 40_00}}}, Opening{Qty: qty.Pieces(20)})
	if err != nil {
		t.Fatal(err)
	}
	return s, p
}

func requestOf(t *testing.T, s *Shop, text string) ordering.Request {
	t.Helper()
	orders, err := s.ReadChat(t.Context(), text)
	if err != nil || len(orders) != 1 {
		t.Fatalf("%d orders, %v", len(orders), err)
	}
	request, err := s.ChatRequest(t.Context(), &orders[0], text)
	if err != nil {
		t.Fatal(err)
	}
	return request
}

// An order read from a chat is priced, weighed, saved with its text and found by the phone's end.
func TestAChatBecomesAnOrder(t *testing.T) {
	s, prik := chatShop(t)
	request := requestOf(t, s, chatAnchalee)
	request.Channel = ordering.Line
	if _, err := s.PriceOrder(t.Context(), &request); err != nil {
		t.Fatal(err)
	}
	to := request.Recipients[0]
	if len(request.Lines) != 2 || request.Lines[0].ProductID != prik.ID || request.Lines[0].Price != 40_00 || request.Lines[0].Text != "" {
		t.Fatalf("%+v", request.Lines)
	}
	if request.Lines[1].ProductID != (ledger.OrderLine{}).ProductID || !strings.Contains(request.Lines[1].Text, "พวงกุญแจช้าง") || request.Lines[1].Price != 0 {
		t.Errorf("goods that are not in the shop: %+v", request.Lines[1])
	}
	if request.PayBy != ordering.PayCOD || to.Postcode != "10240" || to.Code == "" || !slices.Equal(to.Phones, []string{"0865551212"}) || request.Person.Name != "อัญชลี ศรีสุข" {
		t.Errorf("%s %+v", request.PayBy, to)
	}
	postage, err := s.OrderPostage(t.Context(), request.Lines, to.Postcode, 200_00)
	if err != nil || len(postage.Offers) == 0 || postage.Parcel.Grams < 1500 {
		t.Fatalf("%+v, %v", postage, err)
	}
	for _, offer := range postage.Offers {
		if !offer.Service.COD {
			t.Errorf("%s collects nothing", offer.Service.Code)
		}
	}
	request.Fee, request.Service = postage.Offers[0].Fee, postage.Offers[0].Service.Code
	order, err := s.AddOrder(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if order.Total() != 200_00+request.Fee || order.Todo() != ordering.TodoMatch {
		t.Errorf("%s, %s is to be done", order.Total(), order.Todo())
	}
	if rows, count, err := s.Orders(t.Context(), OrderQuery{Search: "1212", Limit: 10}); err != nil || count != 1 || rows[0].OrderID != request.ID {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestPostageWaitsForWeightAndPostcode(t *testing.T) {
	s, prik := chatShop(t)
	line := []ledger.OrderLine{{ProductID: prik.ID, Qty: qty.Pieces(1)}}
	for _, postcode := range []string{"", "1024", "99999"} {
		if postage, err := s.OrderPostage(t.Context(), line, postcode, 0); err != nil || len(postage.Offers) != 0 {
			t.Errorf("%q: %+v, %v", postcode, postage, err)
		}
	}
	light, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "GIFT", Name: "ของฝาก", Unit: "ชิ้น", Price: 10_00}, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	postage, err := s.OrderPostage(t.Context(), []ledger.OrderLine{{ProductID: light.ID, Qty: qty.One}}, "10240", 0)
	if err != nil || len(postage.Offers) != 0 || len(postage.Warnings) != 1 || postage.Warnings[0].Code != "product_unweighed" {
		t.Errorf("%+v, %v", postage, err)
	}
	if postage, err = s.OrderPostage(t.Context(), line, "10240", 0); err != nil || !slices.ContainsFunc(postage.Offers, func(o shipping.Offer) bool { return o.Service.Code == shipping.EMS }) {
		t.Errorf("%+v, %v", postage, err)
	}
}

func TestPhonesAsTheyAreTyped(t *testing.T) {
	for typed, want := range map[string]string{"086-555-1212": "0865551212", "๐๘๖ ๕๕๕ ๑๒๑๒, 02-123-4567 ต่อ 11": "0865551212|02-123-4567 ต่อ 11",
		"+66 86 555 1212": "0865551212", "": "", " , ": ""} {
		if phones, err := ReadPhones(typed); err != nil || strings.Join(phones, "|") != want {
			t.Errorf("%q: %q, %v", typed, phones, err)
		}
	}
	for _, typed := range []string{"086-555-121", "086-555-1212, 12", "โทรหาแม่"} {
		if phones, err := ReadPhones(typed); !fault.Is(err, "phone_unreadable") || phones != nil {
			t.Errorf("%q: %q, %v", typed, phones, err)
		}
	}
}

// What a person corrects is read right the next time, and can be forgotten again.
func TestAnAliasIsLearntFromACorrection(t *testing.T) {
	s, prik := chatShop(t)
	const text = "พริกหนุ่มเมือง 2 กระปุก ส่งให้ สมชาย ใจดี 12 ต.สันทราย อ.เมือง จ.เชียงราย 57000 0812345678"
	if got := requestOf(t, s, text).Lines[0].ProductID; got == prik.ID {
		t.Fatal("this name needs no learning")
	}
	for range 2 { // twice is once
		if err := s.LearnAlias(t.Context(), prik.ID, " พริกหนุ่มเมือง "); err != nil {
			t.Fatal(err)
		}
	}
	if known := s.Known().ByID(prik.ID); !slices.Equal(known.Aliases, []string{"พริกหนุ่มเมือง"}) {
		t.Errorf("%q", known.Aliases)
	}
	if got := requestOf(t, s, text).Lines[0].ProductID; got != prik.ID {
		t.Error("the name is not read after it was learnt")
	}
	if err := s.ForgetAlias(t.Context(), prik.ID, "พริกหนุ่มเมือง"); err != nil || len(s.Known().ByID(prik.ID).Aliases) != 0 {
		t.Errorf("%v, %q", err, s.Known().ByID(prik.ID).Aliases)
	}
	if err := s.LearnAlias(t.Context(), ordering.FeeProduct, "ค่าส่ง"); !fault.Is(err, "product_unknown") {
		t.Error(err)
	}
}

func TestTheSummaryOfAnOrder(t *testing.T) {
	s, _ := chatShop(t)
	request := requestOf(t, s, chatAnchalee)
	request.Fee = 97_00
	if _, err := s.PriceOrder(t.Context(), &request); err != nil {
		t.Fatal(err)
	}
	text, err := s.OrderSummary(t.Context(), &request, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"อัญชลี", "น้ำพริกหนุ่ม 5 กระปุก = 200", "ค่าส่ง 97", "รวม 297", "ปลายทาง 297", "10240"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	if _, _, err := s.Set(t.Context(), "promptpay.id", "0812345678"); err != nil {
		t.Fatal(err)
	}
	request.PayBy = ordering.PayTransfer
	if text, err = s.OrderSummary(t.Context(), &request, "A-OR-2569-000001"); err != nil || !strings.Contains(text, "081-234-5678") || strings.Contains(text, "ปลายทาง") {
		t.Errorf("%v\n%s", err, text)
	}
	request.Service, request.PayBy = ordering.Pickup, ordering.PayCash
	if text, err = s.OrderSummary(t.Context(), &request, ""); err != nil || strings.Contains(text, "10240") || strings.Contains(text, "081-234") {
		t.Errorf("%v\n%s", err, text)
	}
}
