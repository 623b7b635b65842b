package cli_test

import (
	"strings"
	"testing"
)

const shopeeHead = "หมายเลขคำสั่งซื้อ,สถานะการสั่งซื้อ,ชื่อผู้ใช้ (ผู้ซื้อ),วันที่ทำการสั่งซื้อ,เวลาการชำระสินค้า,*หมายเลขติดตามพัสดุ,เวลาส่งสินค้า,ชื่อสินค้า,เลขอ้างอิง SKU (SKU Reference No.),ชื่อตัวเลือก,ราคาขาย,จำนวน,ราคาขายสุทธิ,ค่าจัดส่งที่ชำระโดยผู้ซื้อ,จำนวนเงินทั้งหมด,ชื่อผู้รับ,หมายเลขโทรศัพท์,ที่อยู่ในการจัดส่ง,จังหวัด,เขต/อำเภอ,รหัสไปรษณีย์\n"

// shopeeRow is one line of an order placed after the shop was opened.
func shopeeRow(no, state, tracking, sent, name, sku, price, pieces string) string {
	return strings.Join([]string{no, state, "ying88", "2026-11-23 12:30", "2026-11-23 12:31", tracking, sent, name, sku, "", price, pieces, "", "0", "", "ส******", "******12", "****** เชียงใหม่", "เชียงใหม่", "เมืองเชียงใหม่", "50200"}, ",") + "\n"
}

func TestOrderImport(t *testing.T) {
	c := openShop(t)
	first := c.file("first.csv", shopeeHead+
		shopeeRow("2511AAA", "ที่ต้องจัดส่ง", "", "", "น้ำผึ้งป่า 500 ก.", "HONEY", "150", "2")+
		shopeeRow("2511AAA", "ที่ต้องจัดส่ง", "", "", "สบู่ขมิ้น", "", "50", "1")+
		shopeeRow("2511BBB", "ที่ต้องจัดส่ง", "", "", "ชาใบหม่อน", "TEA-9", "80", "1")+
		shopeeRow("2511CCC", "ที่ต้องจัดส่ง", "", "", "น้ำผึ้งป่า 500 ก.", "HONEY", "150", "หลายขวด"))
	c.ok("stock", "show", "HONEY").has("stock.0.reserved", "0")
	dry := c.run("order", "import", first, "--from", "auto", "--dry-run")
	dry.has("channel", "shopee", "created", "2", "dry_run", "true", "rejected.0.row", "5", "rejected.0.order", "2511CCC")
	c.ok("order", "list").has("total", "0")
	r := c.run("order", "import", first, "--from", "shopee")
	if r.status != 3 {
		t.Errorf("status %d: %s", r.status, r.stdout)
	}
	r.has("created", "2", "updated", "0", "unchanged", "0", "rejected.0.value", "หลายขวด", "dry_run", "false")
	c.ok("order", "show", "2511AAA").has("order.channel", "shopee", "order.payment", "channel", "order.state", "confirmed", "order.todo", "pack", "order.total_satang", "35000",
		"order.lines.0.sku", "HONEY", "order.lines.1.sku", "SOAP", "order.pay_by", "channel", "order.phone", "")
	c.ok("order", "show", "2511BBB").has("order.todo", "match", "order.lines.0.name", "ชาใบหม่อน")
	again := c.run("order", "import", first, "--from", "auto")
	again.has("created", "0", "updated", "0", "unchanged", "2")
	// The goods are there now, and the order is on its way in the channel.
	c.ok("product", "import", c.file("tea.csv", "sku,name,unit,price,stock\nTEA-9,ชาใบหม่อน,ซอง,80,5\n"))
	second := c.file("second.csv", shopeeHead+
		shopeeRow("2511BBB", "ที่ต้องจัดส่ง", "", "", "ชาใบหม่อน", "TEA-9", "80", "1")+
		shopeeRow("2511AAA", "การจัดส่ง", "SPXTH012345678", "2026-11-23 15:00", "น้ำผึ้งป่า 500 ก.", "HONEY", "150", "2")+
		shopeeRow("2511AAA", "การจัดส่ง", "SPXTH012345678", "2026-11-23 15:00", "สบู่ขมิ้น", "", "50", "1"))
	c.ok("order", "import", second, "--from", "shopee").has("created", "0", "updated", "2", "unchanged", "0")
	c.ok("order", "show", "2511AAA").has("order.state", "shipped", "order.parcels.0.tracking", "SPXTH012345678", "order.payments.0.method", "channel", "order.payments.0.amount_satang", "35000")
	c.ok("order", "show", "2511BBB").has("order.todo", "pack", "order.lines.0.sku", "TEA-9")
	c.ok("stock", "show", "HONEY").has("stock.0.on_hand", "8", "stock.0.reserved", "0")
	if old := c.run("order", "import", first, "--from", "shopee"); old.at("updated") != "0" || old.at("unchanged") != "2" {
		t.Errorf("an older file changed something: %s", old.stdout)
	}
	c.ok("check")
}

func TestOrderImportByMapping(t *testing.T) {
	c := openShop(t)
	file := c.file("own.csv", "เลขบิล,ของ,กี่ชิ้น,ชิ้นละ,ใครรับ\nW-1,สบู่ขมิ้น,2,45,มานี\nW-2,HONEY,1,120,ปิติ\n")
	c.fails(2, "order_columns", "file", "order", "import", file, "--from", "csv")
	mapping := c.file("map.json", `{"channel":"web","columns":{"no":["เลขบิล"],"product":["ของ"],"qty":["กี่ชิ้น"],"price":["ชิ้นละ"],"name":["ใครรับ"]}}`)
	c.ok("order", "import", file, "--from", "csv", "--map", mapping, "--dry-run").has("created", "2")
	c.ok("order", "import", file, "--from", "csv", "--map", mapping).has("created", "2", "channel", "web")
	c.ok("order", "show", "W-1").has("order.channel", "web", "order.lines.0.sku", "SOAP", "order.recipients.0.name", "มานี", "order.state", "new")
	c.ok("order", "show", "W-2").has("order.todo", "match")
	c.ok("order", "import", file, "--from", "csv").has("unchanged", "2", "channel", "web") // it is remembered
	for _, lang := range []string{"th", "en"} {
		if said := c.text("order", "import", file, "--from", "csv", "--map", mapping, "--lang", lang); said.status != 0 || bareKey.MatchString(said.stdout) || said.stdout == "" {
			t.Errorf("%s: %d %s%s", lang, said.status, said.stdout, said.stderr)
		}
	}
}

func TestOrderImportRefuses(t *testing.T) {
	c := openShop(t)
	file := c.file("a.csv", shopeeHead)
	c.fails(2, "flag_required", "from", "order", "import", file)
	c.fails(2, "word_unknown", "from", "order", "import", file, "--from", "pigeon")
	c.fails(1, "file_missing", "file", "order", "import", c.dir+"/none.csv", "--from", "auto")
	c.fails(1, "file_missing", "map", "order", "import", file, "--from", "csv", "--map", c.dir+"/none.json")
	c.fails(2, "mapping_invalid", "mapping", "order", "import", file, "--from", "csv", "--map", c.file("bad.json", "{"))
	c.fails(2, "file_kind_unknown", "file", "order", "import", c.file("a.png", "\x89PNG"), "--from", "auto")
	c.fails(2, "order_columns", "file", "order", "import", c.file("b.csv", "ชื่อ,สี\nก,แดง\n"), "--from", "auto")
	if r := c.run("order", "import", c.file("c.csv", shopeeHead+shopeeRow("X1", "ที่ต้องจัดส่ง", "", "", "ชา", "", "1E+5", "-2")), "--from", "auto"); r.status != 1 || r.at("created") != "0" || r.at("rejected.0.row") != "2" {
		t.Errorf("%d %s", r.status, r.stdout)
	}
	c.ok("order", "import", file, "--from", "shopee").has("created", "0")
}
