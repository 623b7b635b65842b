package cli_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProductImport(t *testing.T) {
	c := openShop(t)
	again := c.file("again.csv", goods)
	c.ok("product", "import", again).has("created", "0", "updated", "0", "unchanged", "5", "rejected", "[]")
	mixed := c.file("mixed.csv", "sku,name,unit,price\nNEW,ของใหม่,ชิ้น,10\nBROKEN,ของเสีย,ชิ้น,สิบ\n")
	r := c.run("product", "import", mixed)
	r.has("created", "1", "rejected.0.row", "3", "rejected.0.column", "price", "rejected.0.value", "สิบ").keys("rejected.0.reason")
	if r.status != 3 {
		t.Errorf("status %d, want 3", r.status)
	}
	if _, err := os.Stat(r.at("rejected_file")); err != nil {
		t.Error(err)
	}
	bad := c.run("product", "import", c.file("bad.csv", "sku,name,unit,price\nBROKEN,ของเสีย,ชิ้น,สิบ\n"))
	if bad.status != 1 || bad.at("created") != "0" {
		t.Errorf("status %d %s", bad.status, bad.stdout)
	}
	c.ok("product", "import", c.file("dry.csv", "sku,name,unit,price\nDRY,ลอง,ชิ้น,1\n"), "--dry-run").has("created", "1", "dry_run", "true")
	c.fails(1, "product_unknown", "code", "product", "show", "DRY")
	mapped := c.file("map.json", `{"Title":"name","Cost":""}`)
	c.ok("product", "import", c.file("other.csv", "Title,price,Cost\nหมวกใบลาน,80,x\n"), "--map", mapped).has("created", "1")
}

func TestFilesThatCannotBeImported(t *testing.T) {
	c := openShop(t)
	c.fails(1, "file_missing", "file", "product", "import", c.dir+"/none.csv")
	c.fails(2, "file_kind_unknown", "file", "product", "import", c.file("a.ods", "x"))
	c.fails(2, "columns_missing", "file", "product", "import", c.file("a.csv", "one,two\n1,2\n"))
	c.fails(2, "map_unreadable", "map", "product", "import", c.file("b.csv", goods), "--map", c.file("map.json", "[]"))
	c.fails(2, "argument_missing", "", "product", "import")
}

func TestProductExportReadsBackUnchanged(t *testing.T) {
	c := openShop(t)
	for _, name := range []string{"out.csv", "out.xlsx"} {
		file := filepath.Join(filepath.Dir(c.dir), name)
		c.ok("product", "export", file).has("file", file, "products", "5")
		c.ok("product", "import", file).has("unchanged", "5", "created", "0", "updated", "0")
	}
	c.fails(2, "kind_later", "file", "product", "export", "goods.pdf")
	c.fails(2, "out_kind_unknown", "file", "product", "export", "goods.txt")
	c.fails(1, "file_unwritten", "file", "product", "export", c.dir+"/no/such/folder/x.csv")
}

func TestProductShowAndSearch(t *testing.T) {
	c := openShop(t)
	c.ok("product", "show", "8850000000022").has("product.sku", "HONEY", "product.name", "น้ำผึ้งป่า", "product.price_satang", "12000",
		"product.barcodes.1", "8850000000022", "product.packs.0.qty", "6", "product.unit", "ขวด", "product.vat", "7", "product.cost_satang", "<nil>",
		"product.producer", "กลุ่มผึ้งหลวง", "product.gp_percent", "20", "product.on_hand", "10", "product.terms", "consign")
	c.ok("product", "search", "นำผึง").has("total", "1", "more", "false", "products.0.sku", "HONEY", "products.0.name", "น้ำผึ้งป่า",
		"products.0.price_satang", "12000", "products.0.on_hand", "10")
	c.ok("product", "search", "ไม่มีแน่").has("total", "0", "products", "[]")
	c.fails(1, "product_unknown", "code", "product", "show", "GOLD")
	c.fails(1, "limit_invalid", "limit", "product", "search", "x", "--limit", "0")
}

func TestStockComesAndGoes(t *testing.T) {
	c := openShop(t)
	c.ok("stock", "receive", "HONEY*12@80", "8850000000022", "--lot", "L1", "--expires", "31/12/2569", "--ref", "ใบส่ง 7").
		has("stock.0.sku", "HONEY", "stock.0.on_hand", "28", "stock.1", "<none>", "stock.0.lots.0.lot", "L1", "stock.0.lots.0.expires", "2026-12-31",
			"stock.0.lots.0.qty", "12")
	c.ok("sell", "--line", "HONEY", "--pay", "cash").has("bill.lines.0.lot", "L1", "bill.lines.0.lots.0.lot", "L1")
	c.ok("stock", "count", "SOAP=25", "RICE=19.5").has("stock.0.on_hand", "25", "stock.1.on_hand", "19.5")
	c.ok("stock", "adjust", "SOAP*-2", "VEG*+5", "--reason", "แตก").has("stock.0.on_hand", "23", "stock.1.on_hand", "55")
	c.ok("stock", "history", "SOAP", "--limit", "2").has("movements.0.kind", "adjust", "movements.0.qty", "-2", "movements.0.on_hand", "23",
		"movements.0.reason", "แตก", "movements.1.kind", "count", "movements.1.qty", "-5", "movements.2", "<none>").keys("movements.0.at", "movements.0.ref", "movements.0.by")
	c.ok("stock", "show").keys("stock.4.sku").has("stock.5", "<none>")
}

func TestStockLinesThatCannotBe(t *testing.T) {
	c := openShop(t)
	c.fails(1, "product_unknown", "line[1].code", "stock", "receive", "SOAP*1", "GOLD*1")
	c.fails(1, "qty_not_positive", "line[0].qty", "stock", "receive", "SOAP*0")
	c.fails(2, "qty_unreadable", "line[0].qty", "stock", "receive", "SOAP*-1")
	c.fails(2, "amount_unreadable", "line[0].cost", "stock", "receive", "SOAP*1@x")
	c.fails(2, "date_unreadable", "expires", "stock", "receive", "SOAP*1", "--expires", "soon")
	c.fails(1, "producer_unknown", "producer", "stock", "receive", "SOAP*1", "--producer", "ใคร")
	c.fails(2, "count_form", "line[0]", "stock", "count", "SOAP*3")
	c.fails(2, "qty_unreadable", "line[0].qty", "stock", "count", "SOAP=-3")
	c.fails(2, "adjust_form", "line[0]", "stock", "adjust", "SOAP*3", "--reason", "x")
	c.fails(2, "adjust_form", "line[0]", "stock", "adjust", "SOAP*", "--reason", "x")
	c.fails(2, "flag_required", "reason", "stock", "adjust", "SOAP*+3")
	c.fails(1, "qty_not_positive", "line[0].qty", "stock", "adjust", "SOAP*+0", "--reason", "x")
	c.fails(2, "flag_required", "to", "stock", "move", "SOAP*1", "--from", "หน้าร้าน")
}

func TestStockMovesBetweenPlaces(t *testing.T) {
	c := openShop(t)
	c.ok("stock", "place").has("places.0.name", "หน้าร้าน", "places.1", "<none>")
	c.ok("stock", "place", "แผงตลาดนัด")
	c.ok("stock", "move", "SOAP*10", "--from", "หน้าร้าน", "--to", "แผงตลาดนัด").has("stock.0.on_hand", "30")
	c.fails(1, "insufficient_stock", "line[0].qty", "stock", "move", "SOAP*21", "--from", "หน้าร้าน", "--to", "แผงตลาดนัด")
	c.fails(1, "place_unknown", "to", "stock", "move", "SOAP*1", "--from", "หน้าร้าน", "--to", "ดวงจันทร์")
	c.fails(1, "place_same", "to", "stock", "move", "SOAP*1", "--from", "หน้าร้าน", "--to", "หน้าร้าน")
}

func TestTextIsAligned(t *testing.T) {
	c := openShop(t)
	r := c.text("stock", "show")
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	if len(lines) != 6 {
		t.Fatalf("%d lines:\n%s", len(lines), r.stdout)
	}
	for _, line := range lines {
		if strings.HasSuffix(line, " ") {
			t.Errorf("%q ends in spaces", line)
		}
	}
}

func TestProductImportOfASheetAndMore(t *testing.T) {
	c := openShop(t)
	c.fails(2, "sheet_unknown", "sheet", "product", "import", c.exported(t), "--sheet", "ไม่มี")
	more := c.file("more.csv", "รายงานสินค้า,,,\n,,,\nรหัสสินค้า,ชื่อสินค้า,ราคา,คงเหลือ,วันหมดอายุ,แพ็ก,รายละเอียด\nJAM,แยมมะขาม,90,4,31/12/2569,แพ็ก*6=500,หวานอมเปรี้ยว\nOLD,ขนม,9,1,31/02/2569,,\n")
	c.run("product", "import", more).has("created", "1", "rejected.0.row", "5", "rejected.0.column", "expires", "rejected.0.value", "31/02/2569")
	c.ok("stock", "show", "JAM").has("stock.0.on_hand", "4", "stock.0.lots.0.expires", "2026-12-31")
}

// exported gives a spreadsheet of the shop's goods.
func (c *counter) exported(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "out.xlsx")
	c.ok("product", "export", file)
	return file
}

func TestProductPhotos(t *testing.T) {
	c := openShop(t)
	dir := t.TempDir()
	for name, side := range map[string]int{"HONEY.png": 8, "HONEY_2.png": 9, "nothing.png": 8} {
		out, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(out, image.NewGray(image.Rect(0, 0, side, 8))); err != nil {
			t.Fatal(err)
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
	}
	c.ok("product", "photos", dir, "--dry-run").has("photos", "2", "products", "1", "dry_run", "true", "unmatched.0", "nothing.png")
	c.ok("product", "photos", dir).has("photos", "2", "products", "1", "unchanged", "0", "rejected", "[]", "unmatched.0", "nothing.png")
	c.ok("product", "photos", dir).has("photos", "0", "products", "0", "unchanged", "1")
	c.ok("product", "show", "HONEY").keys("product.image")
	if err := os.WriteFile(filepath.Join(dir, "SOAP.jpg"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := c.run("product", "photos", dir); r.status != 3 || r.at("rejected.0.file") != "SOAP.jpg" {
		t.Errorf("%d %s", r.status, r.stdout)
	}
	c.fails(1, "folder_unreadable", "folder", "product", "photos", dir+"/none")
}
