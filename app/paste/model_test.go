package paste

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// three people order in one paste: the first is complete, the second has a doubtful name of goods, the third says
// nothing of paying.
const three = "คุณสมหญิง ใจดี\n12/3 หมู่ 4 ต.สันทราย อ.เมือง จ.เชียงราย 57000\nโทร 081-234-5678\nน้ำพริกหนุ่ม 2 กระปุก โอนแล้วค่ะ\n\n" +
	"คุณวิชัย มั่นคง\n99 ถ.นิมมานเหมินท์ ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200\nโทร 089-876-5432\nน้ำพริกหนม 3 กระปุก เก็บปลายทาง\n\n" +
	"คุณมาลี ศรีสุข\n45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กทม 10240\nโทร 086-555-1212\nกล้วยตาก 2 ถุง เก็บปลายทางได้ไหมคะ"

// readModel reads a text and prices it, as the dialog does.
func readModel(t *testing.T, s *shop.Shop, text string) *model {
	t.Helper()
	m := &model{text: text, channel: ordering.Line}
	again(t, s, m, text)
	return m
}

func again(t *testing.T, s *shop.Shop, m *model, text string) {
	t.Helper()
	r, err := readText(context.Background(), s, text)
	if err != nil {
		t.Fatal(err)
	}
	m.text, r.text = text, text
	m.take(r)
	priceAll(t, s, m)
}

func priceAll(t *testing.T, s *shop.Shop, m *model) {
	t.Helper()
	for _, d := range m.drafts {
		c := priced{of: d, request: d.request}
		c.request.Lines = slices.Clone(d.request.Lines)
		if err := c.work(context.Background(), s); err != nil {
			t.Fatal(err)
		}
		c.put()
	}
}

func TestOnlyWhatIsDoubtfulIsAsked(t *testing.T) {
	s := practice(t)
	d := readModel(t, s, anchalee).draft()
	if got := d.asks(); !slices.Equal(got, []string{fieldPhones, fieldPayment}) || d.blocker() != fieldPhones || d.doubts[fieldPhones] != "letter_o" {
		t.Fatalf("asks %q, blocked by %q, %v", got, d.blocker(), d.doubts)
	}
	if d.request.PayBy != "" {
		t.Error("a question was taken for an answer")
	}
	if !d.confirm(fieldPhones) || !d.touched || d.blocker() != fieldPayment {
		t.Errorf("after a look blocked by %q", d.blocker())
	}
	d.pay(ordering.PayCOD, false)
	if d.blocker() != "" || len(d.asks()) != 0 || len(d.gaps()) != 0 {
		t.Errorf("asks %q, lacks %q", d.asks(), d.gaps())
	}
	if got := d.value(fieldPhones); got != "086-555-1212" {
		t.Error(got)
	}
	if got := d.value(fieldPlace); got != "คลองจั่น · บางกะปิ" || !d.agrees() {
		t.Error(got)
	}
}

func TestTypingMakesSureAndMayContradict(t *testing.T) {
	d := readModel(t, practice(t), anchalee).draft()
	d.set(fieldPhones, "086-555-121")
	if d.doubts[fieldPhones] != "phone_digits" || d.confirm(fieldPhones) || d.value(fieldPhones) != "086-555-121" {
		t.Errorf("a digit is missing: %v, %q", d.doubts, d.value(fieldPhones))
	}
	d.set(fieldPhones, "086-555-1212, 02-123-4567 ต่อ 11")
	if d.doubts[fieldPhones] != "" || len(d.to().Phones) != 2 || d.request.Person.Phone != "0865551212" {
		t.Errorf("%v, %q", d.doubts, d.to().Phones)
	}
	d.set(fieldPostcode, "50200")
	if d.doubts[fieldPostcode] != "differs" || d.agrees() || d.to().Code != "" {
		t.Errorf("another place's postcode: %v", d.doubts)
	}
	offered := d.options(fieldPostcode)
	if len(offered) == 0 || !slices.ContainsFunc(offered, func(o option) bool { return o.place.Postcode == "10240" }) {
		t.Fatalf("the right one is offered: %+v", offered)
	}
	d.set(fieldPostcode, "1024")
	if d.doubts[fieldPostcode] != "postcode_digits" || d.to().Postcode != "" || d.value(fieldPostcode) != "1024" {
		t.Errorf("%v %q", d.doubts, d.value(fieldPostcode))
	}
	d.set(fieldPostcode, "๑๐๒๔๐")
	if d.doubts[fieldPostcode] != "" || d.to().Postcode != "10240" || d.to().Code == "" {
		t.Errorf("Thai figures: %v %q", d.doubts, d.to().Postcode)
	}
	d.set(fieldPlace, "สุเทพ")
	if d.doubts[fieldPlace] == "" {
		t.Error("a subdistrict without its district is not sure")
	}
	found := d.find("สุเทพ 50200")
	if len(found) == 0 {
		t.Fatal("the search finds nothing")
	}
	d.take(fieldPlace, found[0])
	if to := d.to(); to.Subdistrict != "สุเทพ" || to.Province != "เชียงใหม่" || to.Postcode != "50200" || to.Code == "" || d.doubts[fieldPlace] != "" || !d.agrees() {
		t.Errorf("%+v %v", to, d.doubts)
	}
	d.to().Title = "นางสาว"
	d.set(fieldName, "มานะ รักดี")
	if d.to().Title != "" || d.request.Person.Name != "มานะ รักดี" {
		t.Errorf("%q %q", d.to().Title, d.request.Person.Name)
	}
	d.set(fieldName, "")
	if !slices.Contains(d.gaps(), fieldName) || d.blocker() == fieldName {
		t.Error("what is missing may follow later")
	}
}

func TestGoodsAreCorrectedAndOfferToLearn(t *testing.T) {
	s := practice(t)
	m := readModel(t, s, "พวงหรีดผ้าขนหนู 2 อัน กล้วยตาก 1 ถุง\nสมชาย ใจดี 12/3 หมู่ 4 ต.สันทราย อ.เมือง จ.เชียงราย 57000 โทร 0812345678 โอนค่ะ ยอด 300 บาท")
	d := m.draft()
	if got := d.gaps(); len(got) != 1 || got[0] != itemField(0, "sku") || d.learn >= 0 {
		t.Fatalf("lacks %q", got)
	}
	towel := m.index.BySKU("PRIK-001")
	d.choose(0, towel)
	if d.learn != 0 || d.items[0].name == "" || strings.ContainsAny(d.items[0].name, "0123456789") || len(d.gaps()) != 0 || d.request.Lines[0].Text != "" {
		t.Fatalf("learns %d %q, lacks %q", d.learn, d.items[0].name, d.gaps())
	}
	if err := s.LearnAlias(t.Context(), towel.ID, d.items[0].name); err != nil {
		t.Fatal(err)
	}
	fresh := readModel(t, s, m.text).draft()
	if fresh.request.Lines[0].ProductID != towel.ID || len(fresh.asks()) != 0 {
		t.Errorf("after learning it asks %q", fresh.asks())
	}
	d.setQty(0, 0)
	if d.blocker() != itemField(0, "qty") {
		t.Errorf("nothing of it, and blocked by %q", d.blocker())
	}
	d.setQty(0, qty.Pieces(2))
	d.add(m.index.BySKU("RICE-001"))
	d.add(m.index.BySKU("RICE-001"))
	if len(d.request.Lines) != 3 || d.request.Lines[2].Qty != qty.Pieces(2) || d.request.Lines[2].N != 3 {
		t.Fatalf("%+v", d.request.Lines)
	}
	d.doubts[itemField(2, "qty")] = "look"
	d.remove(0)
	if len(d.items) != 2 || d.request.Lines[0].N != 2 || d.items[0].of != 1 || d.items[1].of != -1 || d.doubts[itemField(1, "qty")] != "look" || d.doubts[itemField(2, "qty")] != "" {
		t.Errorf("%+v %v", d.items, d.doubts)
	}
	for _, mark := range d.marks(0, len(m.text)) {
		if strings.Contains(m.text[mark.From:mark.To], "พวงหรีด") {
			t.Error("what was taken out is still marked")
		}
	}
	d.remove(0)
	d.remove(0)
	if d.blocker() != "items" {
		t.Errorf("no goods, and blocked by %q", d.blocker())
	}
}

func TestSumsServicesAndTheTotalNamed(t *testing.T) {
	s := practice(t)
	m := readModel(t, s, anchalee)
	d := m.draft()
	if d.goods() != 345_00 || d.request.Service != "ems" || d.total() != d.goods()+d.request.Fee || d.request.Fee <= 0 {
		t.Fatalf("goods %s, %s for %s", d.goods(), d.request.Service, d.request.Fee)
	}
	offers := d.offers()
	cheaper := &offers[len(offers)-1]
	if charged(cheaper) >= d.request.Fee {
		t.Fatalf("%s is no cheaper than %s", charged(cheaper), d.request.Fee)
	}
	d.ship(cheaper)
	if d.request.Fee != charged(cheaper) || d.request.Service != cheaper.Service.Code {
		t.Errorf("%s for %s", d.request.Service, d.request.Fee)
	}
	d.pay(ordering.PayCOD, false)
	priceAll(t, s, m)
	for _, offer := range d.offers() {
		if !offer.Service.COD {
			t.Errorf("%s does not collect", offer.Service.Code)
		}
	}
	d.setFee(20_00)
	priceAll(t, s, m)
	if d.request.Fee != 20_00 || d.total() != 365_00 {
		t.Errorf("a fee that a person typed became %s", d.request.Fee)
	}
	d.pay(ordering.PayCash, true)
	priceAll(t, s, m)
	if d.request.Fee != 0 || !d.pickup() || len(d.offers()) != 0 || d.request.Service != ordering.Pickup {
		t.Errorf("fetched, and %s for %s", d.request.Service, d.request.Fee)
	}
	d.set(fieldPostcode, "")
	if len(d.gaps()) != 0 {
		t.Errorf("who comes needs no address, and lacks %q", d.gaps())
	}
	if d.pay(ordering.PayTransfer, false); d.pickup() {
		t.Error("it is still fetched")
	}
	for stated, above := range map[string]int64{"ยอด 345": 0, "ยอด 300": 4500, "ยอด 400": -5500} {
		d := readModel(t, s, anchalee+"\n"+stated+" บาท").draft()
		d.pay(ordering.PayTransfer, true)
		if said, more, ok := d.stated(); !ok || int64(more) != above {
			t.Errorf("%s: said %s, %s above, %v", stated, said, more, ok)
		}
	}
}

func TestSeveralOrdersInOnePaste(t *testing.T) {
	s := practice(t)
	m := readModel(t, s, three)
	if len(m.drafts) != 3 {
		t.Fatalf("%d orders", len(m.drafts))
	}
	var names []string
	for _, d := range m.drafts {
		names = append(names, d.to().Name)
		if strings.Contains(d.request.Paste, "0812345678") || strings.Count(d.request.Paste, "โทร") != 1 {
			t.Errorf("%s keeps %q", d.to().Name, d.request.Paste)
		}
	}
	if strings.Join(names, ",") != "สมหญิง ใจดี,วิชัย มั่นคง,มาลี ศรีสุข" {
		t.Error(names)
	}
	if ready := m.ready(); len(ready) != 1 || ready[0] != m.drafts[0] {
		t.Errorf("%d ready; the first asks %q", len(ready), m.drafts[0].asks())
	}
	if got := m.drafts[1].asks(); !slices.Equal(got, []string{itemField(0, "sku")}) {
		t.Errorf("the second asks %q", got)
	}
	if got := m.drafts[2].asks(); !slices.Equal(got, []string{fieldPayment}) {
		t.Errorf("the third asks %q", got)
	}
	for n, want := range []bool{true, true, false} {
		if m.step(1) != want {
			t.Errorf("step %d", n+1)
		}
	}
	text, from := m.shownText()
	if !strings.Contains(text, "มาลี") || strings.Contains(text, "วิชัย") || from == 0 {
		t.Errorf("shown from %d: %q", from, text)
	}
	for _, mark := range m.draft().marks(from, len(text)) {
		if part := text[mark.From:mark.To]; strings.Contains(part, "ศรีสุข") && mark.Tone != widget.Good {
			t.Errorf("%q is %d", part, mark.Tone)
		}
	}
	m.drafts[0].saved = "A-OR-2569-000001"
	if m.at = 2; m.next() != 2 {
		t.Error(m.next())
	}
	if m.drafts[2].saved = "A-OR-2569-000002"; m.next() != 1 || len(m.saved()) != 2 {
		t.Errorf("next %d, saved %d", m.next(), len(m.saved()))
	}
}

// Of goods that two orders of a text want, the second gets what the first leaves.
func TestShortOverSeveralOrders(t *testing.T) {
	m := readModel(t, practice(t), three)
	prik := m.index.BySKU("PRIK-001").ID
	for _, d := range m.drafts {
		d.have[prik] = qty.Pieces(4)
	}
	first, second := m.drafts[0], m.drafts[1]
	if m.short(first, 0) != 0 || m.short(second, 0) != qty.Pieces(1) {
		t.Errorf("short %s and %s", m.short(first, 0), m.short(second, 0))
	}
	first.saved = "A-OR-2569-000001" // what it took is in the stock now
	if m.short(second, 0) != 0 {
		t.Errorf("short %s", m.short(second, 0))
	}
}

func TestWhatAPersonPutRightStaysWhenTheTextIsWrittenOn(t *testing.T) {
	s := practice(t)
	m := readModel(t, s, anchalee)
	d := m.draft()
	d.set(fieldName, "อัญชลี ศรีสุขใจ")
	d.setQty(0, qty.Pieces(7))
	d.pay(ordering.PayTransfer, false)
	again(t, s, m, anchalee+"\nขอบคุณค่ะ")
	if d = m.draft(); d.value(fieldName) != "อัญชลี ศรีสุขใจ" || d.request.Lines[0].Qty != qty.Pieces(7) || d.request.PayBy != ordering.PayTransfer || !m.unsaved() {
		t.Errorf("%q, %s, %s", d.value(fieldName), d.request.Lines[0].Qty, d.request.PayBy)
	}
	again(t, s, m, strings.Replace(anchalee, "อัญชลี ศรีสุข", "มานี รักดี", 1))
	if got := m.draft().value(fieldName); got != "มานี รักดี" {
		t.Errorf("the text names another person now, and %q stands there", got)
	}
}

func TestChannelsShowInTheText(t *testing.T) {
	for text, want := range map[string]string{
		"[LINE] ประวัติการแชทกับ สมศรี\n": ordering.Line, "2026/11/23\n14:05\tสมศรี\tเอา 2 ถุง": ordering.Line,
		"You sent\nสวัสดีค่ะ": ordering.Facebook, "เอาน้ำพริก 2 กระปุก": ""} {
		if got := guessChannel(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsNoOrderIsSaid(t *testing.T) {
	s := practice(t)
	for text, code := range map[string]string{"  \n ": "chat_empty", "\x89PNG\r\n\x1a\n\x00\x00": "chat_not_text"} {
		if _, err := readText(t.Context(), s, text); !fault.Is(err, code) {
			t.Errorf("%q: %v", text, err)
		}
	}
	emoji := cut(strings.Repeat("😀", 1<<18), maxPaste)
	if r, err := readText(t.Context(), s, emoji); err != nil || len(r.orders) != 0 || len(emoji) > maxPaste {
		t.Errorf("%d orders, %v", len(r.orders), err)
	}
	if got := cut("กขค", 4); got != "ก" {
		t.Errorf("%q", got)
	}
}
