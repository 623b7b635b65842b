package parcels

import (
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/thai"
)

// columns of a list, by their English headings, with what Thai sellers call them.
var columns = []struct {
	name string
	also []string
}{
	{"name", []string{"ชื่อ", "ผู้รับ", "ชื่อผู้รับ", "recipient"}},
	{"phone", []string{"โทร", "เบอร์", "เบอร์โทร", "โทรศัพท์", "เบอร์โทรศัพท์", "tel", "mobile"}},
	{"line", []string{"ที่อยู่", "บ้านเลขที่", "address"}},
	{"subdistrict", []string{"ตำบล", "แขวง", "ตำบล/แขวง"}},
	{"district", []string{"อำเภอ", "เขต", "อำเภอ/เขต"}},
	{"province", []string{"จังหวัด"}},
	{"postcode", []string{"รหัสไปรษณีย์", "ไปรษณีย์", "zip", "zipcode", "postal code"}},
	{"service", []string{"บริการ", "ประเภทบริการ"}},
	{"tracking", []string{"เลขพัสดุ", "หมายเลขพัสดุ", "เลขติดตาม", "barcode"}},
	{"cod", []string{"เก็บเงินปลายทาง", "ยอดเก็บเงิน", "ยอด cod"}},
	{"fee", []string{"ค่าส่ง", "ค่าบริการ"}},
	{"insured", []string{"ประกัน", "วงเงินประกัน", "insurance"}},
	{"weight_g", []string{"น้ำหนัก", "น้ำหนัก(กรัม)", "weight"}},
	{"note", []string{"หมายเหตุ", "รายการ", "remark"}},
	{"order", []string{"ออเดอร์", "เลขที่ออเดอร์", "คำสั่งซื้อ", "order number"}},
}

// columnOf gives the column a heading names, "" for none. Case, tone marks, spaces and signs do not count.
func columnOf(heading string) string {
	key := headingKey(heading)
	for _, column := range columns {
		for _, name := range append([]string{column.name}, column.also...) {
			if key != "" && key == headingKey(name) {
				return column.name
			}
		}
	}
	return ""
}

func headingKey(heading string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, thai.Fold(heading))
}
