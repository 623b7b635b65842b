package address

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheRegisterIsWhole(t *testing.T) {
	provinces, districts, inBangkok := map[string]bool{}, map[string]bool{}, 0
	for _, place := range All() {
		provinces[place.Province], districts[place.Code[:4]] = true, true
		if place.InBangkok() {
			inBangkok++
		}
		if place.Subdistrict == "" || place.District == "" || len(place.Postcode) != 5 || len(place.Code) != 6 || strings.ContainsAny(place.Subdistrict, "( ") {
			t.Errorf("%+v", place)
		}
	}
	if len(All()) != 7436 || len(provinces) != 77 || len(districts) != 928 || inBangkok != 180 {
		t.Errorf("%d places, %d provinces, %d districts, %d in Bangkok", len(All()), len(provinces), len(districts), inBangkok)
	}
}

// Places that are known from elsewhere, among them each kind of correction.
func TestPlacesKnownFromElsewhere(t *testing.T) {
	for _, c := range []Place{
		{"100601", "คลองจั่น", "บางกะปิ", Bangkok, "10240", ""},
		{"103605", "สนามบิน", "ดอนเมือง", Bangkok, "10210", ""},
		{"104403", "ทับช้าง", "สะพานสูง", Bangkok, "10250", "10240"},
		{"110601", "บางเสาธง", "บางเสาธง", "สมุทรปราการ", "10570", "10540"},
		{"500108", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200", ""},
		{"840401", "อ่างทอง", "เกาะสมุย", "สุราษฎร์ธานี", "84140", ""},
		{"470107", "ท่าแร่", "เมืองสกลนคร", "สกลนคร", "47000", "47230"},
	} {
		if !slices.Contains(All(), c) {
			t.Errorf("%+v is not there; of that name: %+v", c, Of(Subdistrict, c.Subdistrict))
		}
	}
	for _, gone := range [][2]string{{"บางแค", "ภาษีเจริญ"}, {"บางนา", "บางนา"}, {"สีดา", "บัวใหญ่"}} {
		for _, place := range Of(Subdistrict, gone[0]) {
			if place.District == gone[1] {
				t.Errorf("%v should be gone", place)
			}
		}
	}
}

func TestWrongDataIsRefused(t *testing.T) {
	for _, c := range [][2]string{
		{"01 ก 10200", ""}, {"10 ก\n1001 ข\n01 ค", "2026-11-23 remove"}, {"10 ก\n1001 ข\n01 ค 10200", "2026-11-23 remove 100102"},
		{"10 ก\n1001 ข\n01 ค 10200", "2026-11-23 add 100101 ง 10200"}, {"10 ก\n1001 ข\n01 ค 10200", "2026-11-23 paint 100101 red"}, {"abc", ""},
	} {
		if places, err := read(c[0], c[1]); err == nil {
			t.Errorf("%q with %q was read as %v", c[0], c[1], places)
		}
	}
}

func TestFindFromAnyPart(t *testing.T) {
	for _, c := range []struct{ query, sub, district string }{
		{"คลองจั่น", "คลองจั่น", "บางกะปิ"}, {"คลองจัน", "คลองจั่น", "บางกะปิ"}, {"10240 คลองจ", "คลองจั่น", "บางกะปิ"},
		{"ต.สุเทพ เชียงใหม่", "สุเทพ", "เมืองเชียงใหม่"}, {"สุเทพ", "สุเทพ", "เมืองเชียงใหม่"}, {"แขวงสีลม", "สีลม", "บางรัก"},
		{"กทม สีลม", "สีลม", "บางรัก"}, {"๕๐๒๐๐ สุเทพ", "สุเทพ", "เมืองเชียงใหม่"}, {"โคราช ปากช่อง ปากช่อง", "ปากช่อง", "ปากช่อง"},
	} {
		got := Find(c.query, 5)
		if len(got) == 0 || got[0].Subdistrict != c.sub || got[0].District != c.district {
			t.Errorf("%q gives %v, want %s/%s first", c.query, got, c.sub, c.district)
		}
	}
	for _, query := range []string{"", "   ", "ไม่มีที่นี่", "99999"} {
		if got := Find(query, 5); len(got) != 0 {
			t.Errorf("%q gives %v", query, got)
		}
	}
	if got := Find("บาง", 7); len(got) != 7 {
		t.Errorf("a limit of 7 gives %d", len(got))
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		a     Address
		ok    bool
		wrong string
	}{
		{Address{Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50200"}, true, ""},
		{Address{Subdistrict: "ต.สุเทพ", District: "อ.เมือง", Province: "จ.เชียงใหม่", Postcode: "๕๐๒๐๐"}, true, ""},
		{Address{Subdistrict: "แขวงคลองจั่น", District: "เขตบางกะปิ", Province: "กทม.", Postcode: "10240"}, true, ""},
		{Address{Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50000"}, false, "postcode"},
		{Address{Subdistrict: "สุเทพพพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50200"}, false, "subdistrict"},
		{Address{Subdistrict: "สุเทพ", District: "แม่ริม", Province: "เชียงใหม่", Postcode: "50200"}, false, "district"},
		{Address{Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงราย", Postcode: "50200"}, false, "province"},
		{Address{Subdistrict: "สุเทพ", Postcode: "50200"}, false, ""},
		{Address{}, false, "subdistrict"},
	} {
		got := Check(c.a)
		if got.OK != c.ok || got.Wrong != c.wrong {
			t.Errorf("%+v: ok %v wrong %q, want %v %q", c.a, got.OK, got.Wrong, c.ok, c.wrong)
		}
	}
	if got := Check(Address{Subdistrict: "สุเทพ", Postcode: "50200"}); got.Place.District != "เมืองเชียงใหม่" {
		t.Errorf("subdistrict and postcode give %+v", got)
	}
}

func TestForms(t *testing.T) {
	village := Address{"99/12 หมู่ 4", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"}
	city := Address{"45/7 ซ.ลาดพร้าว 101", "คลองจั่น", "บางกะปิ", Bangkok, "10240"}
	for _, c := range []struct{ got, want string }{
		{village.Long(), "99/12 หมู่ 4 ตำบลสุเทพ อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50200"},
		{village.Short(), "99/12 หมู่ 4 ต.สุเทพ อ.เมืองเชียงใหม่ จ.เชียงใหม่ 50200"},
		{city.Long(), "45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กรุงเทพมหานคร 10240"},
		{city.Short(), "45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กรุงเทพมหานคร 10240"},
		{strings.Join(village.LabelLines(), "|"), "99/12 หมู่ 4|ต.สุเทพ อ.เมืองเชียงใหม่|จ.เชียงใหม่|50200"},
		{Address{Province: "พะเยา"}.Long(), "จังหวัดพะเยา"},
		{Address{}.Long(), ""},
		{Phone("0812345678"), "081-234-5678"}, {Phone("021234567"), "02-123-4567"}, {Phone("053123456"), "053-123-456"},
		{Phone("1545"), "1545"}, {Phone("08x"), "08x"}, {Phone(""), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		places, err := read(registerText(), correctionsText())
		if err != nil {
			b.Fatal(err)
		}
		index(places)
	}
	if each := b.Elapsed() / time.Duration(b.N); each > 60*time.Millisecond {
		b.Errorf("loading takes %v", each)
	}
}

func BenchmarkFind(b *testing.B) {
	All()
	for b.Loop() {
		Find("เมือง 50", 20)
	}
}
