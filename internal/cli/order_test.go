package cli_test

import (
	"strconv"
	"strings"
	"testing"
)

const oneOrder = `{"channel":"line","title":"คุณ","name":"สมหญิง ใจดี","phones":["081-234-5678"],"contact":"Ying",
"address":{"line":"99/1","subdistrict":"สุเทพ","district":"เมืองเชียงใหม่","province":"เชียงใหม่","postcode":"50200"},
"items":[{"sku":"HONEY","text":"น้ำผึ้ง","qty":2,"unit":"ขวด"},{"sku":"SOAP","text":"","qty":"3","unit":""}],
"payment":"transfer","stated_total_satang":42500,"fee_satang":5000,"service":"ems","due":"30/11/2569","id":"01a20a1a-83ba-750b-993a-1b1ec233cab0"}`

// added writes one order and gives its number.
func (c *counter) added(order string) string {
	c.t.Helper()
	return c.ok("order", "add", c.file("order.json", order)).at("orders.0.number")
}

func TestOrderAdd(t *testing.T) {
	c := openShop(t)
	file := c.file("order.json", oneOrder)
	r := c.ok("order", "add", file, "--by", "มานี").has("orders.0.number", "A-OR-2569-000001", "orders.0.state", "new", "orders.0.payment", "unpaid",
		"orders.0.fulfilment", "new", "orders.0.short", "LA-0001", "orders.0.total_satang", "42500", "orders.0.replayed", "false", "warnings", "<none>")
	c.ok("order", "add", file).has("orders.0.id", r.at("orders.0.id"), "orders.0.replayed", "true")
	c.ok("stock", "show", "HONEY").has("stock.0.on_hand", "10", "stock.0.reserved", "2")
	c.ok("order", "show", "A-OR-2569-000001").has("order.channel", "line", "order.customer", "<nil>", "order.name", "สมหญิง ใจดี", "order.phone", "0812345678",
		"order.contact", "Ying", "order.due", "2026-11-30", "order.service", "ems", "order.pay_by", "transfer", "order.goods_satang", "37500", "order.fee_satang", "5000",
		"order.lines.0.sku", "HONEY", "order.lines.0.qty", "2", "order.lines.1.price_satang", "4500", "order.recipients.0.title", "คุณ",
		"order.recipients.0.address.subdistrict", "สุเทพ", "order.todo", "confirm", "order.allowed.0", "confirm", "order.history.0.by", "มานี", "order.history.0.kind", "added")
	c.ok("order", "show", "la-1").has("order.number", "A-OR-2569-000001")
	c.ok("order", "list").has("total", "1", "orders.0.short", "LA-0001", "orders.0.number", "A-OR-2569-000001", "orders.0.name", "สมหญิง ใจดี")
	c.ok("check")
}

// The same id after the prices changed is still the order that was written.
func TestOrderAddAgainAfterThePriceChanged(t *testing.T) {
	c := openShop(t)
	file := c.file("order.json", oneOrder)
	c.ok("order", "add", file)
	c.ok("product", "import", c.file("dear.csv", "sku,name,unit,price\nHONEY,น้ำผึ้งป่า,ขวด,150\n"))
	c.ok("order", "add", file).has("orders.0.replayed", "true", "orders.0.total_satang", "42500")
	c.fails(1, "order_id_used", "orders[0].id", "order", "add", c.file("other.json", strings.Replace(oneOrder, `"qty":2`, `"qty":1`, 1)))
	c.ok("order", "list").has("total", "1")
}

func TestOrderAddOfMany(t *testing.T) {
	c := openShop(t)
	many := `{"channel":"facebook","orders":[
		{"name":"ก ข","items":[{"sku":"8850000000022","qty":1},{"sku":"HONEY","qty":1,"price_satang":10000}],"payment":"cod","cod_satang":82000},
		{"channel":"counter","items":[{"sku":null,"text":"ชาใบหม่อน","qty":2,"price_satang":2500}],"payment":"cash","discount_satang":500,"stated_total_satang":5000},
		{"channel":"government","name":"สำนักงานเกษตร","recipients":[{"name":"ก"},{"name":"ข","phones":["0891112222"]}],
		 "items":[{"sku":"SOAP","qty":1,"to":1},{"sku":"SOAP","qty":2,"to":2}],"payment":"credit","colour":"red"}]}`
	r := c.ok("order", "add", c.file("many.json", many))
	r.has("orders.0.total_satang", "82000", "orders.0.payment", "cod", "orders.1.total_satang", "4500", "orders.1.payment", "unpaid",
		"orders.2.total_satang", "13500", "orders.2.payment", "credit", "warnings.0.code", "json_key_unknown", "warnings.0.field", "orders[2].colour",
		"warnings.1.code", "order_total_other", "warnings.1.field", "orders[1].stated_total_satang", "warnings.2", "<none>")
	c.ok("order", "show", r.at("orders.0.number")).has("order.channel", "facebook", "order.lines.0.qty", "6", "order.lines.1.price_satang", "10000")
	c.ok("order", "show", r.at("orders.1.number")).has("order.todo", "match", "order.lines.0.sku", "<nil>", "order.lines.0.name", "ชาใบหม่อน", "order.service", "pickup")
	c.ok("order", "show", r.at("orders.2.number")).has("order.recipients.1.phones.0", "0891112222", "order.lines.1.to", "2")
	for _, query := range []struct{ flag, value, total string }{{"--channel", "government", "1"}, {"--state", "new", "3"}, {"--state", "paid", "0"},
		{"--todo", "match", "1"}, {"--search", "เกษตร", "0"}, {"--search", "สำนักงาน", "1"}, {"--search", "2222", "1"}} {
		c.ok("order", "list", query.flag, query.value).has("total", query.total)
	}
	c.ok("order", "list", "--limit", "1").has("total", "3", "orders.1", "<none>")
}

// What order parse prints goes into order add as it is.
func TestAParsedOrderIsAdded(t *testing.T) {
	c := openShop(t)
	_, out, _ := c.pasted(paste, "order", "parse", "--json")
	status, out, errs := c.pasted(out, "order", "add", "-", "--channel", "line", "--json")
	if status != 0 || strings.Contains(out, "json_key_unknown") || !strings.Contains(out, `"channel":"line"`) {
		t.Errorf("%d %s %s", status, out, errs)
	}
	c.ok("order", "show", "A-OR-2569-000001").has("order.recipients.0.phones.0", "02-744-5566 ต่อ 118", "order.lines.1.name", "ทุเรียนทอด 3 ถุง", "order.pay_by", "<nil>")
}

func TestOrderAddRefuses(t *testing.T) {
	c := openShop(t)
	change := func(old, new string) string { return strings.Replace(oneOrder, old, new, 1) }
	for _, bad := range []struct {
		status            int
		code, field, text string
	}{
		{2, "json_unreadable", "", ""},
		{2, "json_unreadable", "", "น้ำผึ้ง 2 ขวด"},
		{1, "orders_none", "orders", `{"orders":[]}`},
		{2, "json_value", "orders", `{"orders":5}`},
		{2, "json_value", "orders[0]", `{"orders":[5]}`},
		{1, "order_empty", "orders[0].items", `{"channel":"line"}`},
		{1, "channel_unknown", "orders[0].channel", change(`"line"`, `"pigeon"`)},
		{1, "product_unknown", "orders[0].items[0].sku", change("HONEY", "GOLD")},
		{1, "product_unknown", "orders[0].items[1].sku", change(`"SOAP"`, `null`)},
		{1, "qty_not_positive", "orders[0].items[0].qty", change(`"qty":2`, `"qty":0`)},
		{1, "qty_not_positive", "orders[0].items[0].qty", change(`"qty":2`, `"qty":null`)},
		{2, "qty_unreadable", "orders[0].items[0].qty", change(`"qty":2`, `"qty":-1`)},
		{2, "qty_unreadable", "orders[0].items[0].qty", change(`"qty":2`, `"qty":1e3`)},
		{2, "qty_unreadable", "orders[0].items[0].qty", change(`"qty":2`, `"qty":"ครึ่งโล"`)},
		{1, "qty_not_whole", "orders[0].items[0].qty", change(`"qty":2`, `"qty":0.5`)},
		{2, "json_value", "orders[0].fee_satang", change(`5000,`, `50.5,`)},
		{1, "amount_too_large", "orders[0].fee", change(`"fee_satang":5000`, `"fee_satang":-1`)},
		{1, "discount_above_price", "orders[0].discount", change(`"fee_satang":5000`, `"discount_satang":9999999`)},
		{1, "pay_by_unknown", "orders[0].payment", change(`"transfer"`, `"gold"`)},
		{2, "date_unreadable", "orders[0].due", change("30/11/2569", "พรุ่งนี้")},
		{2, "word_unknown", "orders[0].service", change(`"ems"`, `"horse"`)},
		{2, "id_unreadable", "orders[0].id", change("01a20a1a-83ba-750b-993a-1b1ec233cab0", "7")},
		{1, "customer_unknown", "orders[0].customer", change(`"due"`, `"customer":"01a20a1a-83ba-750b-993a-1b1ec233caaa","due"`)},
		{1, "postcode_unreadable", "orders[0].recipients[0].postcode", change("50200", "5020")},
		{1, "recipient_unknown", "orders[0].items[0].to", change(`"qty":2`, `"to":3,"qty":2`)},
		{2, "json_value", "orders[0].recipients[0].name", change(`"due"`, `"recipients":[{"name":7}],"due"`)},
	} {
		c.fails(bad.status, bad.code, bad.field, "order", "add", c.file("bad.json", bad.text))
	}
	c.fails(1, "file_missing", "file", "order", "add", c.dir+"/none.json")
	// One that cannot be written keeps the others out.
	c.fails(1, "order_channel_no_used", "orders[1].channel_no", "order", "add", c.file("twice.json", `{"channel":"web","orders":[{"channel_no":"7","items":[{"sku":"SOAP","qty":1}]},{"channel_no":"7","items":[{"sku":"SOAP","qty":1}]}]}`))
	c.ok("order", "list").has("total", "0")
	r := c.ok("order", "add", c.file("odd.json", strings.NewReplacer("50200", "10110", "081-234-5678", "+65 6123 4567").Replace(oneOrder)))
	r.has("warnings.0.code", "phone_unreadable", "warnings.0.field", "orders[0].phones[0]", "warnings.1.code", "address_postcode", "warnings.1.field", "orders[0].address.postcode")
	c.ok("order", "show", r.at("orders.0.number")).has("order.phone", "", "order.recipients.0.phones.0", "+65 6123 4567")
}

func TestAnOrderByCommands(t *testing.T) {
	c := openShop(t)
	number := c.added(oneOrder)
	c.fails(1, "order_unknown", "number", "order", "show", "A-OR-2569-000009")
	c.fails(1, "order_step", "state", "order", "pack", number)
	c.ok("order", "confirm", number, "--by", "มานี").has("order.state", "confirmed", "order.history.0.by", "มานี")
	c.ok("order", "unconfirm", number).has("order.state", "new")
	c.ok("order", "confirm", strings.ToLower(number)).has("order.state", "confirmed")
	c.fails(1, "order_unpaid", "payment", "order", "pack", number)
	for _, none := range []string{"cash:0", "transfer:0.00"} {
		c.fails(1, "amount_not_positive", "pay[0].amount", "order", "pay", number, "--pay", none)
	}
	c.ok("order", "pay", number, "--pay", "promptpay:100").has("order.payment", "part", "order.rest_satang", "32500")
	payment := "01a20a1a-83ba-750b-993a-1b1ec233cab1"
	for range 2 {
		c.ok("order", "pay", number, "--id", payment).has("order.payment", "paid", "order.state", "paid", "order.payments.1.method", "transfer", "order.payments.1.amount_satang", "32500", "order.payments.2", "<none>")
	}
	c.fails(1, "order_paid", "pay[0].amount", "order", "pay", number)
	r := c.ok("order", "pack", number, "--line", "SOAP*2", "--line", "HONEY*2", "--grams", "๙๕๐", "--tracking", "EF 5825 6815 1 TH", "--mark", "fragile")
	r.has("order.state", "paid", "order.parcels.0.tracking", "EF582568151TH", "order.parcels.0.grams", "950", "order.parcels.0.state", "packed", "order.lines.1.left", "1")
	for _, bad := range []struct {
		status            int
		code, field, flag string
	}{
		{1, "pack_too_much", "line[0].qty", "--line SOAP*2"}, {1, "order_without", "line[0].code", "--line RICE"}, {1, "qty_not_positive", "line[0].qty", "--line SOAP*0"},
		{2, "qty_unreadable", "line[0].qty", "--line SOAP*-1"}, {1, "tracking_used", "tracking", "--tracking EF582568151TH"}, {1, "tracking_check", "tracking", "--tracking EF582568152TH"},
		{2, "count_unreadable", "grams", "--grams ครึ่งโล"}, {2, "word_unknown", "service", "--service horse"}, {2, "word_unknown", "mark[0]", "--mark gold"},
		{1, "product_unknown", "line[0].code", "--line GOLD"}, {2, "id_unreadable", "id", "--id 7"},
	} {
		r := c.run(append([]string{"order", "pack", number}, strings.Fields(bad.flag)...)...)
		if r.at("error.code") != bad.code || r.at("error.field") != bad.field || r.status == 0 {
			t.Errorf("%s: %d %s", bad.flag, r.status, r.stdout)
		}
	}
	c.ok("order", "pack", number).has("order.state", "packed", "order.parcels.1.no", "2", "order.parcels.1.lines.0.qty", "1", "order.parcels.1.grams", "0")
	c.ok("order", "unpack", number, "--parcel", "2", "--reason", "ไม่ได้ชั่ง")
	c.ok("product", "import", c.file("heavy.csv", "sku,weight_g\nHONEY,700\nSOAP,120\n"))
	heavy := c.ok("order", "pack", number) // what nobody weighed weighs as its goods do
	if grams, err := strconv.Atoi(heavy.at("order.parcels.2.grams")); err != nil || grams < 120 || grams > 900 {
		t.Errorf("the box weighs %q g", heavy.at("order.parcels.2.grams"))
	}
	c.ok("order", "unpack", number, "--parcel", "3", "--reason", "ผิดกล่อง")
	c.ok("order", "pack", number)
	c.fails(2, "flag_required", "parcel", "order", "unpack", number, "--reason", "ผิดกล่อง")
	c.fails(2, "flag_required", "reason", "order", "unpack", number, "--parcel", "4")
	c.ok("order", "unpack", number, "--parcel", "4", "--reason", "ผิดกล่อง").has("order.parcels.3.state", "unpacked", "order.lines.1.left", "1")
	c.fails(2, "flag_required", "reason", "order", "cancel", number)
	c.ok("order", "cancel", number, "--reason", "ลูกค้าไม่เอา").has("order.state", "cancelled", "order.payment", "refund", "order.todo", "refund", "order.parcels.0.state", "unpacked")
	r = c.run("order", "confirm", number)
	if r.status != 1 || r.at("error.code") != "order_step" || r.at("error.allowed.0") != "refund" || r.at("error.allowed.1") != "reopen" || !strings.Contains(r.at("error.message"), "คืนเงิน, เปิดใหม่") {
		t.Errorf("a step that cannot be: %d %s", r.status, r.stdout)
	}
	if said := c.text("order", "confirm", number, "--lang", "en"); said.status != 1 || !strings.Contains(said.stderr, "is Cancelled") || !strings.Contains(said.stderr, "Possible: give money back, open again") {
		t.Errorf("in English: %s", said.stderr)
	}
	c.fails(1, "reason_missing", "reason", "order", "refund", number, "--pay", "cash:100")
	c.ok("order", "refund", number, "--pay", "cash:100", "--reason", "คืนบางส่วน").has("order.rest_satang", "-32500")
	c.fails(1, "deposit_too_much", "pay[0].amount", "order", "refund", number, "--pay", "cash:1000", "--reason", "x")
	c.ok("order", "reopen", number).has("order.state", "confirmed", "order.payment", "part")
	c.ok("order", "cancel", number, "--reason", "ยกเลิกจริง", "--pay", "transfer").has("order.state", "cancelled", "order.payment", "unpaid", "order.deposit_satang", "0")
	c.ok("check")
	c.ok("stock", "show", "HONEY").has("stock.0.reserved", "0")
}

func TestAShortOrderIsPackedWhenSomeoneSaysSo(t *testing.T) {
	c := openShop(t)
	number := c.added(`{"channel":"phone","name":"ก","items":[{"sku":"HONEY","qty":12}],"payment":"cod"}`)
	c.ok("order", "confirm", number).has("order.shorts.0.missing", "2", "order.shorts.0.have", "10")
	c.fails(1, "order_short", "items", "order", "pack", number)
	c.ok("order", "pack", number, "--short").has("order.parcels.0.lines.0.qty", "10", "order.lines.0.left", "2", "order.parcels.0.cod_satang", "120000")
	c.ok("order", "cancel", number, "--reason", "x", "--pay", "cash").has("order.state", "cancelled", "order.payments", "[]")
}

func TestOrderReply(t *testing.T) {
	c := openShop(t, "--promptpay", "0899999999", "--promptpay-name", "นางสมศรี ใจดี")
	number := c.added(oneOrder)
	if said := c.text("order", "reply", number); said.status != 0 || !strings.Contains(said.stdout, "425") || !strings.Contains(said.stdout, number) {
		t.Errorf("%d %s%s", said.status, said.stdout, said.stderr)
	}
	c.ok("order", "pay", number)
	c.ok("order", "pack", number, "--tracking", "EF582568151TH")
	for kind, words := range map[string]string{"payment": "425", "tracking": "EF582568151TH", "total": "น้ำผึ้งป่า"} {
		r := c.ok("order", "reply", number, "--kind", kind).has("reply.kind", kind, "reply.number", number)
		if !strings.Contains(r.at("reply.text"), words) {
			t.Errorf("%s: %s", kind, r.at("reply.text"))
		}
	}
	c.fails(2, "word_unknown", "kind", "order", "reply", number, "--kind", "love")
	c.fails(1, "order_unknown", "number", "order", "reply", "X")
}

func TestOrdersForPeople(t *testing.T) {
	c := openShop(t)
	if said := c.text("order", "list"); said.status != 0 || !strings.Contains(said.stdout, "ยังไม่มี") {
		t.Error(said.stdout)
	}
	number := c.added(strings.Replace(oneOrder, `"qty":2`, `"qty":12`, 1))
	for _, lang := range []string{"th", "en"} {
		for _, line := range []string{"list", "show " + number} {
			said := c.text(append([]string{"order", "--lang", lang}, strings.Fields(line)...)...)
			if said.status != 0 || said.stderr != "" || !strings.Contains(said.stdout, number) || bareKey.MatchString(said.stdout) || strings.Contains(said.stdout, "ordering.") {
				t.Errorf("%s in %s: %d %s%s", line, lang, said.status, said.stdout, said.stderr)
			}
		}
	}
	if said := c.text("order", "show", number); !strings.Contains(said.stdout, "081-234-5678") || !strings.Contains(said.stdout, "ขาด 2 ขวด") || !strings.Contains(said.stdout, "ทำได้ตอนนี้: ยืนยัน") {
		t.Error(said.stdout)
	}
	c.fails(2, "word_unknown", "state", "order", "list", "--state", "asleep")
	c.fails(2, "word_unknown", "channel", "order", "list", "--channel", "pigeon")
	c.fails(1, "limit_invalid", "limit", "order", "list", "--limit", "0")
}
