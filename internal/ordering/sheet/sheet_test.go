package sheet_test

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/ordering/sheet"
)

func TestTimes(t *testing.T) {
	for text, want := range map[string]string{
		"2025-11-22 10:30": "2025-11-22 10:30:00", "2025-11-22 10:30:05": "2025-11-22 10:30:05", "2568-11-22": "2025-11-22 00:00:00", "2025/11/22 9:05": "2025-11-22 09:05:00",
		"22/11/2568": "2025-11-22 00:00:00", "22/11/2025 10:30:05\t": "2025-11-22 10:30:05", "22-11-2568": "2025-11-22 00:00:00", "22.11.2568 10:30": "2025-11-22 10:30:00", "3/4/69": "2026-04-03 00:00:00", "3/4/26": "2026-04-03 00:00:00",
		"๒๒/๑๑/๒๕๖๘ ๑๐:๓๐": "2025-11-22 10:30:00", "22 Nov 2025 10:30": "2025-11-22 10:30:00", "22-Nov-25": "2025-11-22 00:00:00", "Nov 22, 2025 10:30 PM": "2025-11-22 22:30:00", "12:00 AM": "",
		"22 พ.ย. 2568 10:30 น.": "2025-11-22 10:30:00", "22 พ.ย. 68": "2025-11-22 00:00:00", "22 พฤศจิกายน 2568 เวลา 10.30 น.": "2025-11-22 10:30:00", "วันที่ 1 ม.ค. 2569": "2026-01-01 00:00:00",
		"2025-11-22T10:30:00+07:00": "2025-11-22 10:30:00", "2025-11-22T03:30:00Z": "2025-11-22 10:30:00", "2025-11-22T03:30:00.123Z": "2025-11-22 10:30:00", "2025-11-22 10:30:00 +0700": "2025-11-22 10:30:00", "2025-11-22 10:30 (GMT+7)": "2025-11-22 10:30:00",
		"45983": "2025-11-22 00:00:00", "45983.4375": "2025-11-22 10:30:00", "45983.43750000001": "2025-11-22 10:30:00", "20251122": "2025-11-22 00:00:00", "25681122103005": "2025-11-22 10:30:05",
		"31/02/2569": "", "29/02/2568": "", "13/13/2568": "", "22/11/1999": "", "22/11/2700": "", "22/11/43": "", "22/11/99": "", "12345": "", "1/2": "", "": "", "-": "", "วันนี้": "", "22 xyz 2025": "", "2025-11-22 25:00": "", "1.2E3": "", "0000-00-00 00:00:00": "",
	} {
		got, ok := sheet.Time(text, sheet.DayFirst)
		written := ""
		if ok {
			written = got.In(clock.Bangkok).Format("2006-01-02 15:04:05")
		}
		if written != want {
			t.Errorf("%q is %q, want %q", text, written, want)
		}
	}
	if at, ok := sheet.Time("11/22/2025", sheet.MonthFirst); !ok || at.In(clock.Bangkok).Month() != time.November {
		t.Error(at, ok)
	}
}

func TestBaht(t *testing.T) {
	for text, want := range map[string]string{
		"1234.5": "1234.50", "1,234.50": "1234.50", "฿120": "120.00", "120.00 บาท": "120.00", "THB 120": "120.00", "120.0000": "120.00", "": "0.00", "-": "0.00", "๑๒๐": "120.00", "'120": "120.00", "-20": "-20.00", "(20.00)": "-20.00", "-฿20": "-20.00", "- ฿ 20": "-20.00", "-0.00": "0.00",
		"1.2E3": "!", "1.234,50": "!", "12,50": "!", "33.333": "!", "มาก": "!", "+5": "!", "--5": "!", "99999999999": "!",
	} {
		got, err := sheet.Baht(text, true)
		written := got.String()
		if err != nil {
			written = "!"
		}
		if written != want {
			t.Errorf("%q is %q, want %q", text, written, want)
		}
	}
	for _, text := range []string{"-20", "(20)"} {
		if _, err := sheet.Baht(text, false); err == nil {
			t.Errorf("%q was read where nothing may be below zero", text)
		}
	}
}

func TestPhones(t *testing.T) {
	for text, want := range map[string]string{"66812345678": "081-234-5678", "(+66)812345678": "081-234-5678", "+66 81 234 5678": "081-234-5678", "(+66)0812345678": "081-234-5678", "812345678": "081-234-5678", "6621234567": "02-123-4567", "081.234.5678": "081-234-5678",
		"******78": "******78", "(+66)81*****89": "(+66)81*****89", "": "", "0812345678 ต่อ 9": "0812345678 ต่อ 9", "0812345": "0812345", "08l2345678": "08l2345678"} {
		if got := sheet.Phone(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	want := address.Address{Line: "12/3 หมู่ 4", Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50200"}
	bangkok := address.Address{Line: "99 ถ.สีลม", Subdistrict: "สีลม", District: "บางรัก", Province: "กรุงเทพมหานคร", Postcode: "10500"}
	for name, c := range map[string]struct {
		line, subdistrict, district, province, postcode string
		want                                            address.Address
	}{
		"parts":                      {"12/3 หมู่ 4", "ต.สุเทพ", "อำเภอเมืองเชียงใหม่", "จ.เชียงใหม่", "50200", want},
		"two languages":              {"12/3 หมู่ 4", "สุเทพ/ Suthep", "เมืองเชียงใหม่/ Mueang Chiang Mai", "Chiang Mai/เชียงใหม่", "50200", want},
		"all in the line":            {"12/3 หมู่ 4 ตำบลสุเทพ อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50200", "", "", "", "", want},
		"said again":                 {"12/3 หมู่ 4, ต.สุเทพ, อ.เมือง, จ.เชียงใหม่", "", "อำเภอเมืองเชียงใหม่", "เชียงใหม่", "50200", want},
		"a city's nickname":          {"99 ถ.สีลม แขวงสีลม เขตบางรัก", "", "", "กทม.", "10500", bangkok},
		"the line contradicts":       {"12/3 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", "", "บางรัก", "กรุงเทพมหานคร", "10500", address.Address{Line: "12/3 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", District: "บางรัก", Province: "กรุงเทพมหานคร", Postcode: "10500"}},
		"covered":                    {"12*** ต.สุเทพ", "", "", "เชียงใหม่", "50***", address.Address{Line: "12*** ต.สุเทพ", Province: "เชียงใหม่", Postcode: "50***"}},
		"a building as subdistrict":  {"12/3", "อาคารสุขใจ ชั้น 4", "เมืองเชียงใหม่", "เชียงใหม่", "50200", address.Address{Line: "12/3 อาคารสุขใจ ชั้น 4", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50200"}},
		"the postcode tells a place": {"12/3", "", "", "", "50280", address.Address{Line: "12/3", Province: "เชียงใหม่", Postcode: "50280"}},
		"half a postcode":            {"12/3", "", "", "เชียงใหม่", "5020", address.Address{Line: "12/3 5020", Province: "เชียงใหม่"}},
		"nothing":                    {"", "", "", "", "", address.Address{}},
	} {
		got := sheet.Address(address.Standard(), c.line, c.subdistrict, c.district, c.province, c.postcode)
		if name == "the postcode tells a place" {
			got.District, got.Subdistrict = "", "" // as many as the register has there
		}
		if got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestTexts(t *testing.T) {
	for text, want := range map[string]string{`="00123"`: "00123", "'00123": "00123", "577\t": "577", " ก  ข ": "ก ข", "\ufeffA": "A"} {
		if got := sheet.Text(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if sheet.Key("เลขที่ คำสั่งซื้อ:") != sheet.Key("เลขทีคําสั่งซื้อ") || sheet.Key("Phone #") != "phone" {
		t.Error(sheet.Key("เลขที่ คำสั่งซื้อ:"), sheet.Key("เลขทีคําสั่งซื้อ"))
	}
}

func FuzzCells(f *testing.F) {
	for _, seed := range []string{"22/11/2568 10.30 น.", "45983.99999999", "(+66)81*****89", "(฿1,234.50)", "12/3 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", "2025-11-22T10:30:00+07:00", "๙๙/๙๙/๙๙๙๙", "\xff/\x00", "="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		for _, form := range []string{sheet.DayFirst, sheet.MonthFirst} {
			if at, ok := sheet.Time(text, form); ok && (at.Year() < 1999 || at.Year() > 2101) {
				t.Errorf("%q is %v", text, at)
			}
		}
		if amount, err := sheet.Baht(text, false); err == nil && amount < 0 {
			t.Errorf("%q is %v", text, amount)
		}
		sheet.Phone(text)
		sheet.Address(address.Standard(), text, text, "", "", text)
		sheet.Address(address.Standard(), text, "", text, text, "")
	})
}
