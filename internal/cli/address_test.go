package cli_test

import (
	"strings"
	"testing"
)

func TestAddressParse(t *testing.T) {
	c := newCounter(t)
	r := c.ok("address", "parse", "45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กทม 10240")
	for path, want := range map[string]string{"address.line": "45/7 ซ.ลาดพร้าว 101", "address.subdistrict": "คลองจั่น", "address.district": "บางกะปิ",
		"address.province": "กรุงเทพมหานคร", "address.postcode": "10240", "missing": "[]", "warnings": "<none>"} {
		if got := r.at(path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
	if sure, spans := r.doc["confidence"].(map[string]any), r.doc["spans"].(map[string]any); len(sure) != 5 || len(spans) != 5 || !strings.HasPrefix(sure["address.postcode"].(interface{ String() string }).String(), "0.9") {
		t.Errorf("%v %v", sure, spans)
	}
	r = c.ok("address", "parse", "ต.สุเทพ อ.เมือง เชียงใหม่")
	if r.at("missing") != "[address.line]" || r.at("warnings.0.code") != "postcode_filled" || r.at("warnings.0.field") != "address.postcode" {
		t.Errorf("%v", r.doc)
	}
	if out := c.text("address", "parse", "1 ต.สุเทพ อ.เมือง เชียงใหม่").stdout; !strings.Contains(out, "50200 (ดูให้แน่ใจ)") {
		t.Errorf("a filled postcode is shown as sure: %q", out)
	}
	c.fails(1, "address_not_found", "text", "address", "parse", "สวัสดีค่ะ")
	c.fails(2, "address_empty", "text", "address", "parse", "  ")
	c.fails(2, "argument_missing", "", "address", "parse")
	c.fails(2, "command_missing", "", "address")
}

func TestAddressCheck(t *testing.T) {
	c := newCounter(t)
	if r := c.ok("address", "check", "ต.สุเทพ", "เมือง", "เชียงใหม่", "๕๐๒๐๐"); r.at("ok") != "true" || r.at("field") != "<nil>" || r.at("message") != "<nil>" || r.at("suggestions") != "[]" {
		t.Errorf("%v", r.doc)
	}
	for _, check := range []struct {
		args        [4]string
		field, like string
	}{
		{[4]string{"สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50000"}, "postcode", "50200"},
		{[4]string{"สุเทบ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"}, "subdistrict", "50200"},
		{[4]string{"สุเทพ", "เมืองเชียงใหม่", "เชียงราย", "50200"}, "province", "50200"},
		{[4]string{"สุเทพ", "เมืองเชียงใหม่", "", "50200"}, "province", "50200"},
		{[4]string{"ก", "ข", "ค", "99999"}, "postcode", "<none>"},
	} {
		r := c.run(append([]string{"address", "check"}, check.args[:]...)...)
		if r.status != 1 || r.at("ok") != "false" || r.at("field") != check.field || r.at("suggestions.0.postcode") != check.like || r.at("message") == "<nil>" {
			t.Errorf("%v: %d %v", check.args, r.status, r.doc)
		}
	}
	said := c.text("address", "check", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50000")
	if said.status != 1 || !strings.Contains(said.stdout, "น่าจะเป็น 50200") || !strings.Contains(said.stdout, "ต.สุเทพ อ.เมืองเชียงใหม่ จ.เชียงใหม่ 50200") {
		t.Errorf("%d %q", said.status, said.stdout)
	}
}
