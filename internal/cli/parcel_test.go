package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// packedOrders makes orders by COD, of a jar each, to one person in Bangkok, and packs all but the last.
func (c *counter) packedOrders(count int) (numbers []string) {
	c.t.Helper()
	now, err := clock.FromEnv()
	must := func(err error) {
		if err != nil {
			c.t.Helper()
			c.t.Fatal(err)
		}
	}
	must(err)
	s, err := shop.Open(c.t.Context(), c.dir, now)
	must(err)
	defer s.Close()
	match, err := s.Find(c.t.Context(), "HONEY")
	must(err)
	for n := range count {
		order, err := s.AddOrder(c.t.Context(), ordering.Request{ID: id.New[id.Order](), Channel: ordering.Line, PayBy: ordering.PayCOD, Fee: 50_00, Service: "ems",
			Lines:  []ledger.OrderLine{{ProductID: match.Product.ID, Qty: qty.Pieces(1), Price: 100_00}},
			Person: ordering.Person{Name: "อัญชลี ศรีสุข", Phone: "0865551212"},
			Recipients: []ordering.Recipient{{Title: "คุณ", Name: "อัญชลี ศรีสุข", Phones: []string{"0865551212"}, Line: "45/7 ซ.ลาดพร้าว 101",
				Subdistrict: "คลองจั่น", District: "บางกะปิ", Province: "กรุงเทพมหานคร", Postcode: "10240"}}})
		must(err)
		numbers = append(numbers, order.Order.Number)
		must(s.ConfirmOrder(c.t.Context(), order.Order.ID, false, ""))
		if n < count-1 {
			must(s.Pack(c.t.Context(), ordering.PackRequest{OrderID: order.Order.ID, Grams: 1900, Marks: []string{ordering.MarkFragile}}, ""))
		}
	}
	return numbers
}

// Parcels go their way by commands: numbered and labelled, listed, handed over, arrived, come back.
func TestParcelsGoTheirWay(t *testing.T) {
	c := openShop(t)
	numbers := c.packedOrders(4)
	c.ok("tracking", "pool", "add", "ef 5825 6815 1 th", "--count", "2", "--cod").has("pool.first", "EF582568151TH", "pool.last", "EF582568165TH", "pool.left", "2", "pool.service", "ems", "pool.cod", "true")
	c.fails(1, "pool_overlap", "first", "tracking", "pool", "add", "EF582568165TH", "--count", "9")
	c.fails(1, "tracking_check", "first", "tracking", "pool", "add", "EF582568152TH", "--count", "9")
	c.fails(2, "flag_required", "count", "tracking", "pool", "add", "EF582568151TH")

	out := filepath.Join(t.TempDir(), "labels.pdf")
	r := c.run("label", numbers[0], numbers[1], numbers[3], "A-OR-2569-009999", "--out", out, "--phone", "mask")
	if r.status != 3 {
		t.Fatalf("%d %s", r.status, r.stdout)
	}
	r.has("parcels", "2", "pages", "2", "file", out, "labels.0.tracking", "EF582568151TH", "labels.1.tracking", "EF582568165TH", "labels.0.postage_satang", "9700", "labels.0.cod_satang", "15000",
		"rejected.0.number", numbers[3], "rejected.0.code", "label_nothing", "rejected.1.code", "order_unknown", "rejected.2", "<none>")
	said := tool(t, "pdftotext", "-raw", out, "-")
	for _, want := range []string{"EF 5825 6815 1 TH", "EF 5825 6816 5 TH", "xxx-xxx-1212", "ระวังแตก", "LA-0001", "COD ฿150"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in\n%s", want, said)
		}
	}
	c.ok("label", "EF582568151TH", "--out", out).has("parcels", "1", "labels.0.number", numbers[0])
	c.ok("label", numbers[2], "--out", out).has("labels.0.tracking", "<nil>") // the pool is empty: the counter numbers it
	c.fails(1, "label_nothing", "number[0]", "label", numbers[3], "--out", out)
	c.ok("tracking", "pool", "list").has("pools.0.left", "0", "loose.0", "<none>")

	sheet := filepath.Join(t.TempDir(), "list.csv")
	c.ok("manifest", "--date", "2026-11-23", "--out", sheet).has("parcels", "3")
	c.ok("order", "ship", numbers[0], numbers[1]).has("orders.0.state", "shipped", "orders.0.payment", "cod", "orders.1.parcels.0.state", "shipped")
	if text := c.ok("order", "ship", numbers[2]).at("orders.0.text"); !strings.Contains(text, numbers[2]) || !strings.Contains(text, "150") {
		t.Errorf("the customer is told %q", text)
	}
	c.fails(1, "order_step", "state", "order", "ship", numbers[0])
	c.ok("manifest", "--date", "2026-11-23", "--out", sheet).has("parcels", "3", "pages", "1")
	if data, err := os.ReadFile(sheet); err != nil || !strings.Contains(string(data), "EF 5825 6816 5 TH") || !strings.Contains(string(data), "450.00") {
		t.Errorf("%v %s", err, data)
	}
	c.ok("manifest", "--date", "2026-11-23", "--out", filepath.Join(t.TempDir(), "list.pdf"))
	c.fails(1, "manifest_empty", "date", "manifest", "--date", "2026-11-22", "--out", sheet)
	c.fails(2, "date_unreadable", "date", "manifest", "--date", "เมื่อวาน", "--out", sheet)

	if r := c.run("order", "deliver", numbers[0], numbers[3]); r.status != 3 || r.at("orders.0.state") != "delivered" || r.at("rejected.0.number") != numbers[3] || r.at("rejected.0.code") != "order_step" {
		t.Errorf("%d %s", r.status, r.stdout)
	}
	c.fails(1, "order_step", "state", "order", "look", numbers[1])
	c.ok("order", "return", "EF582568165TH", "--reason", "ไม่มีผู้รับ", "--by", "สมศรี").has("order.number", numbers[1], "order.history.0.kind", "returned", "order.history.0.by", "สมศรี",
		"orders.0.state", "returned", "orders.0.parcels.0.state", "returned")
	c.ok("order", "look", numbers[1], "--reason", "ของดี").has("orders.0.parcels.0.state", "looked")
	c.ok("stock", "show", "HONEY").has("stock.0.on_hand", "8")
	c.ok("order", "lost", numbers[2], "--reason", "ไปรษณีย์แจ้งหาย").has("orders.0.parcels.0.state", "lost", "order.todo", "look")
	c.ok("order", "look", numbers[2], "--reason", "หาย").has("orders.0.parcels.0.state", "written_off")
	c.fails(1, "order_step", "state", "order", "lost", numbers[2])
	c.ok("stock", "show", "HONEY").has("stock.0.on_hand", "8")
	c.ok("check").has("ok", "true")
	c.fails(1, "tracking_used", "number[0].tracking", "tracking", "pool", "destroyed", "EF582568151TH")
	c.ok("tracking", "pool", "close", "EF582568151TH").has("pool.closed", "true")
	c.fails(1, "pool_given", "next", "tracking", "pool", "open", "EF582568151TH", "--next", "EF582568151TH")
	c.ok("tracking", "pool", "open", "ef 5825 6815 1 th").has("pool.closed", "false")
	c.fails(1, "pool_unknown", "first", "tracking", "pool", "close", "EE000000014TH")
	c.fails(2, "argument_missing", "", "order", "ship")
	if r := c.text("tracking", "pool", "list"); r.status != 0 || !strings.Contains(r.stdout, "EF582568165TH") {
		t.Errorf("%q", r.stdout)
	}
}

func TestTrackingNeedsAToken(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	c := openShop(t)
	c.fails(1, "post_token_missing", "token", "tracking", "refresh")
}

func TestPickingList(t *testing.T) {
	c := openShop(t)
	out := filepath.Join(t.TempDir(), "pick.pdf")
	c.fails(1, "pick_empty", "date", "pick", "--out", out)
	c.packedOrders(2) // the last of them is not packed
	c.ok("pick", "--date", "2026-11-25", "--out", out).has("date", "2026-11-25", "pages", "1", "file", out)
	if said := tool(t, "pdftotext", "-raw", out, "-"); !strings.Contains(said, "LA-0002") || strings.Contains(said, "LA-0001") || !strings.Contains(said, "HONEY") {
		t.Errorf("%s", said)
	}
	c.fails(2, "flag_required", "out", "pick")
	c.fails(2, "date_unreadable", "date", "pick", "--date", "พรุ่งนี้", "--out", out)
}

// A carrier's statement is held against the parcels, and taken once.
func TestACarriersStatement(t *testing.T) {
	c := openShop(t)
	numbers := c.packedOrders(3)
	c.ok("tracking", "pool", "add", "EF582568151TH", "--count", "2", "--cod")
	c.ok("label", numbers[0], numbers[1], "--out", filepath.Join(t.TempDir(), "l.pdf"))
	c.ok("order", "ship", numbers[0], numbers[1])
	file := c.file("cod.csv", "วันที่โอน,เลขพัสดุ,ค่าธรรมเนียม,ยอดเก็บเงิน\n27/11/2569,EF582568151TH,4.50,150\n27/11/2569,EF582568165TH,3,100\n27/11/2569,EE000000014TH,3,100\n,EF582568152TH,1,9\nรวม,,,359\n")
	c.ok("order", "collect", file).has("lines.0.state", "agrees", "lines.0.number", numbers[0], "lines.0.date", "2026-11-27", "lines.1.state", "differs", "lines.1.owed_satang", "15000",
		"lines.2.state", "unknown", "lines.3", "<none>", "rejected.0.row", "5", "amount_satang", "25000", "fee_satang", "750", "net_satang", "24250")
	r := c.run("order", "collect", file, "--take", "--by", "สมศรี")
	if r.status != 3 {
		t.Fatalf("%d %s", r.status, r.stdout)
	}
	r.has("taken.count", "2", "taken.amount_satang", "25000", "taken.fee_satang", "750")
	c.ok("order", "show", numbers[0]).has("order.payment", "paid")
	c.ok("order", "collect", file).has("lines.0.state", "paid", "lines.1.state", "above", "amount_satang", "0")
	c.fails(1, "statement_empty", "statement", "order", "collect", c.file("empty.csv", "a,b\n1,2\n"))
	c.fails(1, "file_missing", "file", "order", "collect", "none.csv")
	c.fails(1, "method_unknown", "pay[0].method", "order", "collect", c.file("one.csv", "tracking,amount\nEF582568165TH,50\n"), "--take", "--pay", "shells")
	c.ok("check").has("ok", "true")
	if said := c.text("order", "collect", file); said.status != 0 || !strings.Contains(said.stdout, "ได้รับแล้วก่อนหน้านี้") {
		t.Errorf("%q", said.stdout)
	}
}
