package cli_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/cli"
)

// pasted runs a command with a paste on standard input.
func (c *counter) pasted(text string, args ...string) (status int, stdout, stderr string) {
	c.t.Helper()
	var out, errs bytes.Buffer
	status = cli.Run(append([]string{"--shop", c.dir}, args...), strings.NewReader(text), &out, &errs)
	return status, out.String(), errs.String()
}

const paste = "เอาน้ำผึ้งป่า 2 ขวด ทุเรียนทอด 3 ถุง\nคุณสมหญิง ใจดี 99/1 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200\nโทร 02-744-5566 ต่อ 118 เก็บปลายทางได้ไหมคะ"

func TestOrderParse(t *testing.T) {
	c := openShop(t)
	r := c.ok("order", "parse", c.file("line.txt", paste))
	r.has("orders.0.title", "คุณ", "orders.0.name", "สมหญิง ใจดี", "orders.0.phones.0", "027445566", "orders.0.extensions.phones[0]", "118",
		"orders.0.address.line", "99/1", "orders.0.address.subdistrict", "สุเทพ", "orders.0.address.district", "เมืองเชียงใหม่",
		"orders.0.address.province", "เชียงใหม่", "orders.0.address.postcode", "50200",
		"orders.0.items.0.sku", "HONEY", "orders.0.items.0.qty", "2", "orders.0.items.0.unit", "ขวด",
		"orders.0.items.1.sku", "<nil>", "orders.0.items.1.qty", "3",
		"orders.0.payment", "<nil>", "orders.0.cod_satang", "<nil>", "orders.0.stated_total_satang", "<nil>",
		"orders.0.missing.0", "payment", "orders.0.missing.1", "items[1].sku", "orders.0.warnings.0.code", "goods_unknown",
		"orders.0.warnings.0.field", "items[1].sku", "orders.1", "<none>")
	var doc struct {
		Orders []struct {
			Confidence map[string]float64
			Spans      map[string][2]int
			Questions  [][2]int
		}
	}
	status, out, _ := c.pasted(paste, "order", "parse", "--json")
	if err := json.Unmarshal([]byte(out), &doc); err != nil || status != 0 {
		t.Fatalf("%d %v %s", status, err, out)
	}
	order := doc.Orders[0]
	for path, words := range map[string]string{"name": "สมหญิง ใจดี", "address.postcode": "50200", "items[0].sku": "น้ำผึ้งป่า", "items[0].qty": "2 ขวด", "phones[0]": "02-744-5566 ต่อ 118"} {
		if at := order.Spans[path]; paste[at[0]:at[1]] != words {
			t.Errorf("%s is at %q", path, paste[at[0]:at[1]])
		}
	}
	for path, confidence := range order.Confidence {
		if confidence <= 0 || confidence > 1 {
			t.Errorf("%s has confidence %v", path, confidence)
		}
	}
	if at := order.Questions; len(at) != 1 || paste[at[0][0]:at[0][1]] != "เก็บปลายทางได้ไหม" {
		t.Errorf("questions %v", at)
	}
	if status, out, _ := c.pasted(paste, "order", "parse", "-", "--lang", "en"); status != 0 || !strings.Contains(out, "027445566 ext. 118") || !strings.Contains(out, "Still missing: way of payment") {
		t.Errorf("%d %s", status, out)
	}
	c.ok("product", "show", "HONEY").has("product.on_hand", "10") // nothing was saved
}

func TestOrderParseRefusesWhatIsNoChat(t *testing.T) {
	c := openShop(t)
	for text, code := range map[string]string{"": "chat_empty", " \n\u200b": "chat_empty", "\x89PNG\r\n\x00\x00": "chat_not_text"} {
		if status, out, _ := c.pasted(text, "order", "parse", "--json"); status != 1 || !strings.Contains(out, `"code":"`+code+`"`) {
			t.Errorf("%q: %d %s", text, status, out)
		}
		for _, lang := range []string{"th", "en"} {
			if status, out, errs := c.pasted(text, "order", "parse", "--lang", lang); status != 1 || out != "" || strings.Count(errs, "\n") != 1 {
				t.Errorf("%q in %s: %d %q %q", text, lang, status, out, errs)
			}
		}
	}
	c.fails(1, "chat_unread", "file", "order", "parse", c.dir+"/none.txt")
	c.fails(2, "argument_surplus", "", "order", "parse", "a", "b")
	for _, text := range []string{strings.Repeat("😊", 1<<18), strings.Repeat("เขาเดินไปตามทางอย่างเงียบ ๆ ", 30_000)} {
		if status, out, _ := c.pasted(text, "order", "parse", "--json"); status != 0 || !strings.Contains(out, `{"orders":[],`) || !strings.Contains(out, "chat_no_order") {
			t.Errorf("%.20q: %d %.300s", text, status, out)
		}
	}
}
