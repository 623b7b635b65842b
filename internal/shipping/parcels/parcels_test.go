package parcels_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping/parcels"
)

// listed gives rows of cells parted by "|", the first the headings.
func listed(lines ...string) []catalog.Row {
	rows := make([]catalog.Row, len(lines))
	for n, line := range lines {
		rows[n] = catalog.Row{N: n + 1, Cells: strings.Split(line, "|")}
	}
	return rows
}

func TestEveryColumnIsRead(t *testing.T) {
	list, err := parcels.Read(listed(
		"ชื่อ-ผู้รับ|Tel.|ที่อยู่|แขวง|เขต|จังหวัด|รหัสไปรษณีย์|บริการ|เลขพัสดุ|COD|ค่าส่ง|ประกัน|น้ำหนัก (กรัม)|หมายเหตุ|ออเดอร์|อื่น",
		"ปู่ฟ้า|+66 86 555 1212|45/7|คลองจั่น|บางกะปิ|กรุงเทพฯ|10240|EMS|ef 5825 6815 1 th|1,442.50|37|2000|1,900|ระวังแตก|A-1|ไม่อ่าน"), parcels.Limits{COD: money.Baht(50_000)})
	if err != nil || len(list.Parcels) != 1 || len(list.Rejected) != 0 || len(list.Warnings) != 0 {
		t.Fatalf("%+v %v", list, err)
	}
	got := list.Parcels[0]
	if got.Row != 2 || got.Name != "ปู่ฟ้า" || got.Phone != "086-555-1212" || got.Address.Province != "กรุงเทพมหานคร" || got.Address.Line != "45/7" ||
		got.Service != "EMS" || got.Tracking != "EF582568151TH" || got.COD != 144250 || got.Fee != 3700 || got.Insured != 200000 ||
		got.WeightG != 1900 || got.Note != "ระวังแตก" || got.Order != "A-1" {
		t.Errorf("%+v", got)
	}
}

func TestPhonesAsSpreadsheetsLeaveThem(t *testing.T) {
	for typed, want := range map[string]string{"812345678": "081-234-5678", "053 123 456": "053-123-456", "๐๘๑๒๓๔๕๖๗๘": "081-234-5678",
		"0812345678 ต่อ 11": "0812345678 ต่อ 11", "": "", "02-123-4567": "02-123-4567"} {
		list, err := parcels.Read(listed("name|postcode|phone", "ก|10240|"+typed), parcels.Limits{})
		if err != nil || len(list.Parcels) != 1 || list.Parcels[0].Phone != want {
			t.Errorf("%q: %+v %v, want %q", typed, list, err, want)
		}
	}
}

func TestBadRowsAreNamed(t *testing.T) {
	for name, c := range map[string]struct{ row, code, column string }{
		"no name":          {"|10240|||", "label_name", "name"},
		"no postcode":      {"ก||||", "label_postcode", "postcode"},
		"letters":          {"ก|1024o|||", "label_postcode", "postcode"},
		"check digit":      {"ก|10240|EF582568152TH||", "tracking_check", "tracking"},
		"no S10":           {"ก|10240|Kerry 1||", "tracking_form", "tracking"},
		"nothing to get":   {"ก|10240||0|", "cod_zero", "cod"},
		"too much to get":  {"ก|10240||50,000.01|", "cod_above_limit", "cod"},
		"no amount":        {"ก|10240||มาก|", "amount_unreadable", "cod"},
		"below nothing":    {"ก|10240|||-5", "parcel_weight", "weight_g"},
		"a whole cow":      {"ก|10240|||400000", "parcel_weight", "weight_g"},
		"a book as a name": {strings.Repeat("ก", 501) + "|10240|||", "parcel_cell", "name"},
	} {
		list, err := parcels.Read(listed("name|postcode|tracking|cod|weight_g", c.row, "ข|10240||-|"), parcels.Limits{COD: money.Baht(50_000)})
		if err != nil || len(list.Rejected) != 1 || len(list.Parcels) != 1 {
			t.Errorf("%s: %+v %v", name, list, err)
			continue
		}
		bad := list.Rejected[0]
		if !fault.Is(bad.Reason, c.code) || bad.Row != 2 || bad.Column != c.column {
			t.Errorf("%s: %+v, want %s at %s", name, bad, c.code, c.column)
		}
	}
}

func TestFilesThatAreNoList(t *testing.T) {
	many := listed(append([]string{"name|postcode"}, make([]string, 5001)...)...)
	for code, rows := range map[string][]catalog.Row{"parcel_columns": nil, "parcels_too_many": many} {
		if _, err := parcels.Read(rows, parcels.Limits{}); !fault.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
	}
}

func TestRejectTakesOutWhatCannotBePrinted(t *testing.T) {
	list, err := parcels.Read(listed("name|postcode", "ก|10240", "ข|10240", "ค|10240"), parcels.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	list.Reject(func(n int, _ parcels.Parcel) (string, error) {
		if n == 1 {
			return "line", errors.New("too long")
		}
		return "", nil
	})
	if len(list.Parcels) != 2 || list.Parcels[1].Row != 4 || len(list.Rejected) != 1 || list.Rejected[0].Row != 3 || list.Rejected[0].Column != "line" {
		t.Errorf("%+v", list)
	}
}

// A telephone number that cannot be one is printed as it is and told: the post calls it.
func TestAPhoneWithDigitsMissingIsTold(t *testing.T) {
	list, err := parcels.Read(listed("name|postcode|phone", "ก|10240|08655512", "ข|10240|02 123 4567", "ค|10240|086 555 1212 ต่อ 9", "ง|10240|ไม่มี"), parcels.Limits{})
	if err != nil || len(list.Parcels) != 4 || len(list.Warnings) != 2 {
		t.Fatalf("%+v %v", list, err)
	}
	for n, row := range []int{2, 5} {
		if got := list.Warnings[n]; got.Code != "parcel_phone" || got.Values["row"] != row {
			t.Errorf("%+v", got)
		}
	}
}

// Without a postcode a row is taken only by who asks for that; half a postcode never is.
func TestNoPostcodeIsTakenWhenAskedFor(t *testing.T) {
	rows := listed("name|postcode", "ก|", "ข|1024", "ค|10240")
	for asked, taken := range map[bool]int{false: 1, true: 2} {
		list, err := parcels.Read(rows, parcels.Limits{NoPostcode: asked})
		if err != nil || len(list.Parcels) != taken || len(list.Rejected) != 3-taken {
			t.Errorf("asked %v: %+v %v", asked, list, err)
		}
	}
}

// A list goes by the shop's own register: what the shop learnt is not warned of.
func TestAShopsOwnRegisterHolds(t *testing.T) {
	rows := listed("name|line|subdistrict|district|province|postcode", "ก|1|ดอยใหม่สุด|เมือง|เชียงใหม่|50200")
	learnt, err := address.Standard().Learn(address.Address{Subdistrict: "ดอยใหม่สุด", District: "เมือง", Province: "เชียงใหม่", Postcode: "50200"})
	if err != nil {
		t.Fatal(err)
	}
	for warnings, limits := range []parcels.Limits{{Register: address.Standard().With([]address.Correction{learnt})}, {}} {
		list, err := parcels.Read(rows, limits)
		if err != nil || len(list.Warnings) != warnings || len(list.Parcels) != 1 {
			t.Errorf("%d warnings, want %d (%v)", len(list.Warnings), warnings, err)
		}
	}
}
