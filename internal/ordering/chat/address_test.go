package chat

import (
	"testing"

	"github.com/talat-pos/talat/internal/address"
)

func TestParseAddress(t *testing.T) {
	for _, c := range []struct {
		text string
		want address.Address
		warn string
	}{
		{"45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กทม 10240", address.Address{Line: "45/7 ซ.ลาดพร้าว 101", Subdistrict: "คลองจั่น", District: "บางกะปิ", Province: address.Bangkok, Postcode: "10240"}, ""},
		{"คุณสมชาย ใจดี\n99/12 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200 โทร 081 234 5678", address.Address{Line: "99/12 ม.4", Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50200"}, ""},
		{"12 ถ.สีลม แขวงสีลม เขตบางรัก กทม 10500\n\n99 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", address.Address{Line: "12 ถ.สีลม", Subdistrict: "สีลม", District: "บางรัก", Province: address.Bangkok, Postcode: "10500"}, "two_addresses"},
	} {
		got, ok := ParseAddress(c.text, Options{})
		warned := ""
		for _, warning := range got.Warnings {
			warned = warning.Code
		}
		if !ok || got.Address() != c.want || warned != c.warn {
			t.Errorf("%q gives %+v, warns of %q", c.text, got.Address(), warned)
		}
	}
	for _, text := range []string{"", "สวัสดีค่ะ", "โทร 081 234 5678"} {
		if got, ok := ParseAddress(text, Options{}); ok {
			t.Errorf("%q gives %+v", text, got.Address())
		}
	}
}

// What the shop learnt about the register holds for its chats too.
func TestTheShopsOwnRegister(t *testing.T) {
	const text = "99 ต.ดอยใหม่สุด อ.เมือง จ.เชียงใหม่ 50200"
	learnt, err := address.Standard().Learn(address.Address{Subdistrict: "ดอยใหม่สุด", District: "เมือง", Province: "เชียงใหม่", Postcode: "50200"})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := ParseAddress(text, Options{}); got.Subdistrict.Confidence >= Sure {
		t.Errorf("a subdistrict that is not in the register is sure: %+v", got.Subdistrict)
	}
	got, _ := ParseAddress(text, Options{Register: address.Standard().With([]address.Correction{learnt})})
	if got.Subdistrict.Value != "ดอยใหม่สุด" || got.Subdistrict.Confidence < Sure || got.Code != learnt.Code {
		t.Errorf("%+v %q", got.Subdistrict, got.Code)
	}
}
