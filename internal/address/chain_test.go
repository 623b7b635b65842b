package address

import (
	"fmt"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/thai"
)

func TestFindInText(t *testing.T) {
	for _, c := range []struct{ text, sub, district, province, postcode string }{
		{"45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กทม 10240", "คลองจั่น", "บางกะปิ", Bangkok, "10240"},
		{"99 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"},
		{"99 ม.4 ต.สุเทพอ.เมืองเชียงใหม่จ.เชียงใหม่50200", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"},
		{"12 สุเทพ เมือง เชียงใหม่ 50200", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"},
		{"ต สุเทพ อ เมือง จ เชียงใหม่ ๕๐๒๐๐", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"},
		{"50200 เชียงใหม่ อ.เมือง ต.สุเทพ", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"},
		{"ตำบลสุเทบ อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50200", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"},
		{"ต.ปากช่อง อ.ปากช่อง โคราช 30130", "ปากช่อง", "ปากช่อง", "นครราชสีมา", "30130"},
		{"คลองจั่น บางกะปิ 10240", "คลองจั่น", "บางกะปิ", Bangkok, "10240"},
		{"อ.ปากช่อง จ.นครราชสีมา 30130", "", "ปากช่อง", "นครราชสีมา", "30130"},
		{"ต.สุเทพ อ.เมือง จ.เชียงใหม่ 5O2OO", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"},
		{"ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50000", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50000"},
	} {
		m := thai.Map(c.text)
		got := FindIn(m, 0, len(m.Folded), nil)
		if len(got) != 1 {
			t.Errorf("%q gives %d addresses", c.text, len(got))
			continue
		}
		g := got[0]
		if g.Subdistrict.Value != c.sub || g.District.Value != c.district || g.Province.Value != c.province || g.Postcode.Value != c.postcode {
			t.Errorf("%q gives %s/%s/%s/%s", c.text, g.Subdistrict.Value, g.District.Value, g.Province.Value, g.Postcode.Value)
		}
	}
	for _, text := range []string{"", "ขอน้ำพริก 10240 บาท", "ยอด 50200", "0812345678", "สวัสดีค่ะ อุดร"} {
		m := thai.Map(text)
		if got := FindIn(m, 0, len(m.Folded), nil); len(got) != 0 {
			t.Errorf("%q gives %+v", text, got)
		}
	}
}

// A surname that is the province, and a rank whose letters look like levels, are no part of the address.
func TestNamesBeforeAnAddress(t *testing.T) {
	for _, c := range []struct{ text, from string }{
		{"กาญจนา กาญจนบุรี 0899917234 11/3 ต.บ้านเหนือ อ.เมือง กาญจนบุรี 71000", "ต.บานเหนือ"},
		{"พ.จ.อ.สราวุธ แสมทอง 1 ม.1 ต.แสมสาร อ.สัตหีบ จ.ชลบุรี 20180", "ต.แสมสาร"},
	} {
		m := thai.Map(c.text)
		got := FindIn(m, 0, len(m.Folded), nil)
		if len(got) != 1 || got[0].Code == "" || !strings.HasPrefix(m.Folded[got[0].From:], c.from) {
			t.Errorf("%q gives %+v", c.text, got)
		}
	}
}

// Every place of the register is found as it is written, in each manner of writing.
func TestEveryPlaceIsFoundAsWritten(t *testing.T) {
	register := Standard()
	wrong := 0
	for _, place := range All() {
		sub, district, province := "ต.", "อ.", "จ."
		long := []string{"ตำบล", "อำเภอ", "จังหวัด"}
		if place.InBangkok() {
			sub, district, province, long = "แขวง", "เขต", "", []string{"แขวง", "เขต", ""}
		}
		texts := []string{
			fmt.Sprintf("12/3 %s%s %s%s %s%s %s", sub, place.Subdistrict, district, place.District, province, place.Province, place.Postcode),
			fmt.Sprintf("12/3 %s%s%s%s%s%s%s", sub, place.Subdistrict, district, place.District, province, place.Province, place.Postcode),
			fmt.Sprintf("12/3 %s%s %s%s %s%s %s", long[0], place.Subdistrict, long[1], place.District, long[2], place.Province, place.Postcode),
			fmt.Sprintf("%s %s%s %s%s %s%s", place.Postcode, province, place.Province, district, place.District, sub, place.Subdistrict),
		}
		if !strings.HasPrefix(place.Subdistrict, "ตลาด") { // a name alone behind a house number may be a market
			texts = append(texts, fmt.Sprintf("12/3 %s %s %s %s", place.Subdistrict, place.District, place.Province, place.Postcode))
		}
		if place.District == "เมือง"+place.Province {
			texts = append(texts, fmt.Sprintf("12/3 ต.%s อ.เมือง จ.%s %s", place.Subdistrict, place.Province, place.Postcode))
		}
		for _, text := range texts {
			m := thai.Map(text)
			found := register.FindIn(m, 0, len(m.Folded), nil)
			if len(found) != 1 || found[0].Subdistrict.Value != place.Subdistrict || found[0].District.Value != place.District ||
				found[0].Province.Value != place.Province || found[0].Postcode.Value != place.Postcode {
				if wrong++; wrong < 40 {
					t.Errorf("%q: %+v", text, found)
				}
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d are wrong", wrong)
	}
}
