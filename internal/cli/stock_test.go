package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPlacesAreRenamedAndClosed(t *testing.T) {
	c := openShop(t)
	c.ok("stock", "place", "ห้องเก็บของ")
	c.ok("stock", "move", "HONEY*2", "--from", "หน้าร้าน", "--to", "ห้องเก็บของ")
	c.fails(1, "place_not_empty", "place", "stock", "place", "ห้องเก็บของ", "--close")
	c.ok("stock", "place", "ห้องเก็บของ", "--rename", "หลังร้าน")
	c.ok("stock", "move", "HONEY*2", "--from", "หลังร้าน", "--to", "หน้าร้าน")
	c.ok("stock", "place", "หลังร้าน", "--close")
	c.fails(1, "place_unknown", "to", "stock", "move", "HONEY", "--from", "หน้าร้าน", "--to", "หลังร้าน")
	c.ok("stock", "place", "หลังร้าน", "--reopen")
	c.ok("stock", "move", "HONEY", "--from", "หน้าร้าน", "--to", "หลังร้าน")
	c.fails(1, "place_unknown", "place", "stock", "place", "ไหน", "--close")
	c.fails(1, "place_sells", "place", "stock", "place", "หน้าร้าน", "--close")
	c.ok("check").has("ok", "true")
}

func TestPapersOfTheStock(t *testing.T) {
	c := openShop(t)
	c.ok("stock", "receive", "HONEY*12@80", "--lot", "L1", "--expires", "30/11/2569", "--ref", "ใบส่ง 7")
	c.ok("stock", "receive", "SOAP*5", "--lot", "S9", "--producer", "กลุ่มผึ้งหลวง")
	c.ok("stock", "return", "SOAP*2", "--producer", "กลุ่มผึ้งหลวง", "--reason", "expired").has("stock.0.sku", "SOAP", "stock.0.on_hand", "33")
	c.fails(1, "insufficient_stock", "line[0].qty", "stock", "return", "SOAP*34", "--producer", "กลุ่มผึ้งหลวง")
	c.fails(2, "flag_required", "producer", "stock", "return", "SOAP*1")
	c.fails(1, "producer_unknown", "producer", "stock", "return", "SOAP*1", "--producer", "ใคร")
	c.ok("stock", "papers").has("total", "3", "papers.0.number", "A-GB-2569-000001", "papers.0.type", "GB", "papers.0.reason", "expired",
		"papers.2.ref", "ใบส่ง 7", "papers.2.cost_satang", "96000", "papers.2.line_count", "1", "papers.3", "<none>")
	c.ok("stock", "papers", "--type", "GR", "--limit", "1").has("total", "2", "papers.0.number", "A-GR-2569-000002", "papers.1", "<none>")
	c.fails(2, "stock_paper_unknown", "type", "stock", "papers", "--type", "XX")
	c.fails(1, "limit_invalid", "limit", "stock", "papers", "--limit", "0")
	out := filepath.Join(t.TempDir(), "gr.pdf")
	c.ok("stock", "paper", "a-gr-2569-000001", "--out", out).has("paper.number", "A-GR-2569-000001", "paper.place", "หน้าร้าน", "paper.lines.0.sku", "HONEY",
		"paper.lines.0.qty", "12", "paper.lines.0.lot", "L1", "paper.lines.0.expires", "2026-11-30", "paper.lines.0.cost_satang", "8000", "file", out)
	if data, err := os.ReadFile(out); err != nil || !strings.HasPrefix(string(data), "%PDF") {
		t.Errorf("no PDF: %v", err)
	}
	c.fails(1, "stock_paper_unknown", "paper", "stock", "paper", "A-GR-2569-000009")
	c.fails(1, "stock_paper_on", "paper", "stock", "paper", "A-GR-2569-000001", "--out", out, "--on", "a0")
	c.ok("stock", "paper", "A-GB-2569-000001", "--out", out, "--on", "roll").has("paper.producer", "กลุ่มผึ้งหลวง")
	c.ok("stock", "history", "HONEY", "--limit", "1").has("movements.0.ref", "ใบส่ง 7", "movements.0.paper", "A-GR-2569-000001", "movements.0.place", "หน้าร้าน", "movements.0.lot", "L1")
	if r := c.text("stock", "paper", "A-GB-2569-000001"); !strings.Contains(r.stdout, "คืนผู้ผลิต") || !strings.Contains(r.stdout, "หมดอายุ") {
		t.Errorf("%s", r.stdout)
	}
	c.ok("check")
}

func TestListsOfTheStock(t *testing.T) {
	c := openShop(t)
	c.ok("product", "import", c.file("low.csv", "sku,name,unit,price,cost,stock,reorder,producer\nTEA,ชาใบหม่อน,ห่อ,60,35,2,5,สวนหม่อน\n"))
	c.ok("stock", "receive", "HONEY*12@80", "--lot", "L1", "--expires", "30/11/2569")
	c.ok("stock", "expiry", "--days", "7").has("total", "1", "expiry.0.sku", "HONEY", "expiry.0.days", "7", "expiry.0.qty", "12", "expiry.0.lot", "L1", "expiry.0.place", "หน้าร้าน")
	c.ok("stock", "expiry", "--days", "6").has("total", "0", "expiry", "[]")
	c.fails(2, "count_unreadable", "days", "stock", "expiry", "--days", "soon")
	c.ok("sell", "--line", "TEA*3", "--pay", "cash")
	c.ok("stock", "recount").has("total", "1", "recount.0.sku", "TEA", "recount.0.on_hand", "-1", "recount.0.below", "-1")
	c.ok("stock", "reorder").has("reorder.0.producer", "สวนหม่อน", "reorder.0.rows.0.sku", "TEA", "reorder.0.rows.0.on_hand", "-1", "reorder.0.rows.0.sold_30_days", "3",
		"reorder.0.rows.0.suggest", "11", "reorder.0.rows.0.ordered", "<nil>", "reorder.1", "<none>")
	if r := c.text("stock", "reorder", "--message"); !strings.Contains(r.stdout, "เรียน สวนหม่อน") || !strings.Contains(r.stdout, "1. ชาใบหม่อน 11 ห่อ") {
		t.Errorf("%s", r.stdout)
	}
	out := filepath.Join(t.TempDir(), "po.pdf")
	c.ok("stock", "order", "TEA*11@34", "--producer", "สวนหม่อน", "--out", out).has("paper.number", "A-PO-2569-000001", "paper.cost_satang", "37400", "file", out)
	c.ok("stock", "reorder", "--producer", "สวนหม่อน").has("reorder.0.rows.0.ordered", "A-PO-2569-000001", "reorder.0.rows.0.ordered_on", "2026-11-23")
	c.ok("stock", "reorder", "--producer", "กลุ่มผึ้งหลวง").has("reorder", "[]")
	c.ok("stock", "count", "TEA=4")
	c.ok("stock", "recount").has("total", "0", "recount", "[]")
	sheet := filepath.Join(t.TempDir(), "count.pdf")
	c.ok("stock", "sheet", "--out", sheet).has("pages", "1", "file", sheet)
	c.fails(1, "lines_missing", "line", "stock", "sheet", "--out", sheet, "--category", "ไม่มี")
	c.fails(1, "place_unknown", "place", "stock", "sheet", "--out", sheet, "--place", "ดวงจันทร์")
	c.ok("check")
}
