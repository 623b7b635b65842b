package addresses

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/address"
)

var suthep = address.Address{Line: "99/12 หมู่ 4", Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50200"}

func TestSplitLosesNothing(t *testing.T) {
	for _, c := range []struct {
		text string
		want address.Address
	}{
		{"99/12 หมู่ 4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", suthep},
		{suthep.Long(), suthep}, {suthep.Short(), suthep},
		{"45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กรุงเทพฯ รหัสไปรษณีย์ 10240",
			address.Address{Line: "45/7 ซ.ลาดพร้าว 101", Subdistrict: "คลองจั่น", District: "บางกะปิ", Province: address.Bangkok, Postcode: "10240"}},
		{"", address.Address{}},
		{"ตลาดสดเทศบาล แผง 4", address.Address{Line: "ตลาดสดเทศบาล แผง 4"}},
		{"บริษัท ก จำกัด (คุณสมชาย) 1 ถ.สีลม แขวงสีลม เขตบางรัก กทม 10500 ชั้น 5 ติดต่อแผนกบัญชี", address.Address{Line: "บริษัท ก จำกัด (คุณสมชาย) 1 ถ.สีลม ชั้น 5 ติดต่อแผนกบัญชี", Subdistrict: "สีลม", District: "บางรัก", Province: address.Bangkok, Postcode: "10500"}},
	} {
		if got := Split(c.text, address.Standard()); got != c.want {
			t.Errorf("%q gives %+v", c.text, got)
		}
	}
}

// Whatever text an address was kept as: its letters and digits stand in the parts or in the house line.
func FuzzSplit(f *testing.F) {
	for _, text := range []string{"99/12 หมู่ 4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", "โทร 081-234-5678 คุณก ต.สุเทพ 50200 ครับ", "\n\n\t", "๙๙ ต.สุเทพ\x00 ๕๐๒๐๐", "😀 แขวงสีลม"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Split(text, address.Standard())
		if len([]rune(got.Line)) > len([]rune(text)) || strings.ContainsAny(got.Line, "\n\t\x00") {
			t.Errorf("%q: the house line is %q", text, got.Line)
		}
		if got.Subdistrict == "" && got.District == "" && got.Province == "" && got.Postcode != "" {
			t.Errorf("%q: %+v", text, got)
		}
	})
}

func TestChoosing(t *testing.T) {
	m := model{}
	m.search("คลองจั่น")
	if m.choose(0); m.address != (address.Address{}) || len(m.found) != 0 {
		t.Error("something is found before the register is there")
	}
	m.register = address.Standard()
	m.search("คลองจั่น")
	if m.choose(5); m.address != (address.Address{}) {
		t.Error("what is not in the list was chosen")
	}
	m.choose(0)
	if want := (address.Address{Subdistrict: "คลองจั่น", District: "บางกะปิ", Province: address.Bangkok, Postcode: "10240"}); m.address != want || m.query != "" || m.found != nil {
		t.Errorf("%+v", m)
	}
	m.address.Line = "45/7"
	m.search("สุเทพ")
	if m.choose(0); m.address.Line != "45/7" || m.address.Subdistrict != "สุเทพ" {
		t.Errorf("%+v", m.address)
	}
	m.address = address.Address{}
	m.search("99/12 หมู่ 4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200")
	if m.choose(0); m.address != suthep {
		t.Errorf("a whole address pasted into the search gives %+v", m.address)
	}
}

func TestAWholeAddressPastedAsTheHouse(t *testing.T) {
	m := model{register: address.Standard(), address: address.Address{Line: suthep.Long()}}
	if !m.pasted() || m.address != suthep {
		t.Errorf("%+v", m.address)
	}
	m.address = address.Address{Line: suthep.Long(), Province: "เลย"}
	if m.pasted() || m.address.Province != "เลย" {
		t.Errorf("what was typed is lost: %+v", m.address)
	}
	m.address = address.Address{Line: "99/12 หมู่ 4 ถนนสุเทพ"}
	if m.pasted() {
		t.Errorf("a road became a subdistrict: %+v", m.address)
	}
}

func TestJudging(t *testing.T) {
	with := func(change func(*model)) *model {
		m := &model{register: address.Standard(), address: suthep}
		change(m)
		return m
	}
	for name, c := range map[string]struct {
		m         *model
		agrees    bool
		field     string
		learnable bool
	}{
		"right":                       {with(func(*model) {}), true, "", false},
		"no register yet":             {with(func(m *model) { m.register = nil }), false, "", false},
		"not complete":                {with(func(m *model) { m.address.Postcode = "" }), false, "", false},
		"another postcode":            {with(func(m *model) { m.address.Postcode = "50000" }), false, "postcode", true},
		"half a postcode":             {with(func(m *model) { m.address.Postcode = "5020" }), false, "postcode", false},
		"a postcode being typed":      {with(func(m *model) { m.address.Postcode, m.typing = "5020", "postcode" }), false, "", false},
		"a wrong one being typed":     {with(func(m *model) { m.address.Postcode, m.typing = "509", "postcode" }), false, "postcode", false},
		"another field being typed":   {with(func(m *model) { m.address.Postcode, m.typing = "5020", "province" }), false, "postcode", false},
		"a new subdistrict":           {with(func(m *model) { m.address.Subdistrict = "ใหม่จริง" }), false, "subdistrict", true},
		"a district that is not real": {with(func(m *model) { m.address.District = "ใหม่จริง" }), false, "district", false},
	} {
		agrees, wrong := c.m.agrees()
		field := ""
		if wrong != nil {
			field = wrong.Field
		}
		if agrees != c.agrees || field != c.field || c.m.learnable() != c.learnable {
			t.Errorf("%s: agrees %v, at fault %q, learnable %v", name, agrees, field, c.m.learnable())
		}
	}
}

// An office of a subdistrict keeps its name: the subdistrict is the one that is named as such.
func TestAnOfficeKeepsItsName(t *testing.T) {
	for text, want := range map[string]string{
		"ที่ทำการ อบต.สันกลาง เลขที่ 99 หมู่ 5 ตำบลสันกลาง อำเภอสันกำแพง จังหวัดเชียงใหม่ 50130": "ที่ทำการ อบต.สันกลาง เลขที่ 99 หมู่ 5",
		"อบต.สันกลาง 99 ม.5 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130":                              "อบต.สันกลาง 99 ม.5",
	} {
		if a := Split(text, address.Standard()); a.Line != want || a.Subdistrict != "สันกลาง" || a.Postcode != "50130" {
			t.Errorf("%q is %+v", text, a)
		}
	}
	if a := Split("อบต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", address.Standard()); a.Subdistrict != "สันกลาง" {
		t.Errorf("the only one named is %+v", a)
	}
}
