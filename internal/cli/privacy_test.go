package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// everywhere looks for a text in all that the shop's file can say of its orders.
func (c *counter) everywhere(text string) bool {
	c.t.Helper()
	found := strings.Contains(c.ok("order", "list").stdout+c.ok("order", "list", "--search", text).stdout, text)
	list := c.ok("order", "list")
	for n := 0; ; n++ {
		number := list.at("orders." + string(rune('0'+n)) + ".number")
		if number == "<none>" {
			return found
		}
		found = found || strings.Contains(c.ok("order", "show", number).stdout, text)
	}
}

func TestOrderErase(t *testing.T) {
	c := openShop(t)
	number := c.added(oneOrder)
	c.fails(1, "order_open", "number", "order", "erase", number)
	c.ok("order", "cancel", number, "--reason", "ไม่เอา")
	if !c.everywhere("สมหญิง") {
		t.Fatal("nobody ordered")
	}
	c.ok("order", "erase", number, "--by", "มานี").has("order.name", "", "order.phone", "", "order.recipients.0.name", "", "order.recipients.0.address.line", "",
		"order.recipients.0.address.province", "เชียงใหม่", "order.history.0.kind", "erased", "order.total_satang", "42500")
	for _, text := range []string{"สมหญิง", "0812345678", "99/1", "Ying"} {
		if c.everywhere(text) {
			t.Errorf("%s is still there", text)
		}
	}
	c.ok("order", "erase", number) // again changes nothing
	c.ok("check")
	// A backup from before brings nobody back.
	other := openShop(t)
	number = other.added(oneOrder)
	other.ok("order", "cancel", number, "--reason", "ไม่เอา")
	file := filepath.Join(filepath.Dir(other.dir), "old.talat")
	other.ok("backup", file)
	other.ok("order", "erase", number)
	back := &counter{t: t, dir: filepath.Join(filepath.Dir(other.dir), "ใหม่")}
	back.ok("restore", file, "--erased", other.dir)
	if back.everywhere("สมหญิง") {
		t.Error("a restore brought them back")
	}
	back.ok("check")
}

func TestCustomerEraseAndExport(t *testing.T) {
	c := openShop(t)
	who := c.ok("customer", "add", "--name", "สมหญิง ใจดี", "--phone", "081-234-5678", "--credit-limit", "1000").at("customer.id")
	number := c.added(strings.Replace(oneOrder, `"due"`, `"customer":"`+who+`","due"`, 1))
	c.ok("sell", "--line", "SOAP", "--pay", "credit", "--customer", who)
	c.ok("paper", "invoice", number, "--out", filepath.Join(filepath.Dir(c.dir), "invoice.pdf"))
	out := filepath.Join(filepath.Dir(c.dir), "person.json")
	c.ok("customer", "export", who, "--out", out).has("orders", "1", "bills", "1", "papers", "1", "file", out)
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"สมหญิง ใจดี", "0812345678", number, "A-2569-000001", "A-IV-2569-000001", "99/1"} {
		if !strings.Contains(string(data), text) {
			t.Errorf("%s is not in %s", text, data)
		}
	}
	c.fails(1, "customer_owes", "customer", "customer", "erase", who)
	c.ok("customer", "pay", who, "--pay", "cash:45")
	c.fails(1, "order_open", "customer", "customer", "erase", who)
	c.ok("order", "cancel", number, "--reason", "ไม่เอา")
	c.ok("customer", "erase", who).has("erased", who)
	c.ok("order", "show", number).has("order.name", "", "order.recipients.0.name", "")
	c.ok("check")
	c.fails(1, "customer_unknown", "customer", "customer", "erase", "01a20a1a-83ba-750b-993a-1b1ec233caaa")
	c.fails(2, "id_unreadable", "customer", "customer", "export", "7", "--out", out)
	c.fails(2, "flag_required", "out", "customer", "export", who)
	c.fails(2, "out_kind_unknown", "out", "customer", "export", who, "--out", "x.csv")
}

func TestPhonesAreMaskedWhenAsked(t *testing.T) {
	c := openShop(t)
	c.ok("customer", "add", "--name", "ก", "--phone", "0812345678")
	if said := c.text("customer", "list"); !strings.Contains(said.stdout, "081-234-5678") {
		t.Error(said.stdout)
	}
	c.ok("set", "privacy.mask_phone", "yes")
	if said := c.text("customer", "list"); strings.Contains(said.stdout, "234-5") || !strings.Contains(said.stdout, "5678") {
		t.Error(said.stdout)
	}
	c.ok("set", "chat.keep_days", "๗").has("value", "7")
	c.fails(1, "keep_days_invalid", "value", "set", "chat.keep_days", "ครึ่งปี")
	c.fails(1, "keep_days_invalid", "value", "set", "chat.keep_days", "99999")
}
