package catalog

import (
	"encoding/json"
	"io"
	"strings"
	"sync"
	"unicode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/thai"
)

// column is one column of a product file: its English and Thai headings, and other headings that files of
// other programs have for it.
type column struct {
	name, thai string
	also       []string
	opening    bool // of the first stock alone: not exported
}

// columns lists them in the order of an export.
var columns = []column{
	{name: "sku", thai: "รหัสสินค้า", also: []string{"รหัส", "product code", "item code", "code"}},
	{name: "barcode", thai: "บาร์โค้ด", also: []string{"รหัสบาร์โค้ด", "บาร์โค๊ด", "ean", "barcodes"}},
	{name: "name", thai: "ชื่อสินค้า", also: []string{"ชื่อ", "สินค้า", "รายการสินค้า", "ชื่อไทย", "product", "product name", "item name", "title"}},
	{name: "name_en", thai: "ชื่ออังกฤษ", also: []string{"ชื่อภาษาอังกฤษ", "english name", "name (en)"}},
	{name: "category", thai: "หมวด", also: []string{"หมวดหมู่", "หมวดสินค้า", "ประเภทสินค้า", "กลุ่มสินค้า"}},
	{name: "producer", thai: "ผู้ผลิต", also: []string{"ชื่อผู้ผลิต", "กลุ่มผู้ผลิต", "maker", "supplier"}},
	{name: "unit", thai: "หน่วย", also: []string{"หน่วยนับ", "หน่วยขาย"}},
	{name: "price", thai: "ราคา", also: []string{"ราคาขาย", "ราคาขายปลีก", "ราคาปลีก", "ราคา(บาท)", "ราคาขาย(บาท)", "selling price", "retail price"}},
	{name: "cost", thai: "ต้นทุน", also: []string{"ราคาทุน", "ทุน", "ต้นทุน(บาท)", "ราคาซื้อ", "cost price"}},
	{name: "stock", thai: "คงเหลือ", also: []string{"จำนวนคงเหลือ", "ยอดคงเหลือ", "สต็อก", "สต๊อก", "จำนวน", "on hand", "quantity", "qty"}},
	{name: "reorder", thai: "จุดสั่งซื้อ", also: []string{"reorder point", "ขั้นต่ำ"}},
	{name: "weight_g", thai: "น้ำหนัก(กรัม)", also: []string{"weight (g)"}},
	{name: "vat", thai: "ภาษี", also: []string{"ภาษีมูลค่าเพิ่ม", "vat%"}},
	{name: "otop_star", thai: "ดาว", also: []string{"ดาวOTOP", "ระดับดาว"}},
	{name: "fda", thai: "อย.", also: []string{"เลข อย.", "เลขที่ อย.", "เลขสารบบอาหาร"}},
	{name: "tcps", thai: "มผช.", also: []string{"เลข มผช.", "เลขที่ มผช."}},
	{name: "gi", thai: "GI"},
	{name: "gp_percent", thai: "GP%", also: []string{"gp", "ส่วนแบ่งร้าน", "ส่วนแบ่งร้าน%"}},
	{name: "aliases", thai: "ชื่อเรียก", also: []string{"ชื่อเรียกอื่น"}},
	{name: "image", thai: "รูป", also: []string{"รูปภาพ", "ไฟล์รูป", "picture", "photo"}},
	{name: "description", thai: "รายละเอียด", also: []string{"คำอธิบาย", "รายละเอียดสินค้า"}},
	{name: "description_en", thai: "รายละเอียดอังกฤษ", also: []string{"รายละเอียดภาษาอังกฤษ", "english description"}},
	{name: "story", thai: "เรื่องราว", also: []string{"เรื่องเล่า"}},
	{name: "allergens", thai: "สารก่อภูมิแพ้", also: []string{"ผู้แพ้อาหาร", "allergen"}},
	{name: "storage", thai: "การเก็บรักษา", also: []string{"วิธีเก็บ", "วิธีเก็บรักษา"}},
	{name: "packs", thai: "แพ็ก", also: []string{"แพ็ค", "หน่วยแพ็ก", "pack"}},
	{name: "short_no", thai: "เลขสั้น", also: []string{"short number"}},
	{name: "shelf_days", thai: "เก็บได้(วัน)", also: []string{"อายุสินค้า(วัน)", "shelf life (days)"}},
	{name: "lead_days", thai: "สั่งล่วงหน้า(วัน)", also: []string{"lead time (days)"}},
	{name: "size", thai: "ขนาด(มม.)", also: []string{"size (mm)", "ขนาดกล่อง(มม.)"}},
	{name: "otop_category", thai: "ประเภทOTOP"},
	{name: "otop_year", thai: "ปีที่ได้ดาว"},
	{name: "fda_expires", thai: "อย.หมดอายุ"},
	{name: "tcps_expires", thai: "มผช.หมดอายุ"},
	{name: "gi_expires", thai: "GIหมดอายุ"},
	{name: "halal", thai: "ฮาลาล", also: []string{"เลขฮาลาล"}},
	{name: "halal_expires", thai: "ฮาลาลหมดอายุ"},
	{name: "organic", thai: "ออร์แกนิก", also: []string{"เกษตรอินทรีย์", "เลขออร์แกนิก"}},
	{name: "organic_expires", thai: "ออร์แกนิกหมดอายุ"},
	{name: "expires", thai: "วันหมดอายุ", also: []string{"หมดอายุ", "expiry", "expiry date"}, opening: true},
}

// headingColumns finds columns by folded heading.
var headingColumns = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	for _, column := range columns {
		for _, heading := range append([]string{column.name, column.thai}, column.also...) {
			found[headingKey(heading)] = column.name
		}
	}
	return found
})

// columnOf gives the column a heading names in either language, "" for none. Case, tone marks,
// spaces and signs do not count.
func columnOf(heading string) string {
	if len(heading) > maxHeading {
		return ""
	}
	return headingColumns()[headingKey(heading)]
}

// maxHeading bounds what is looked at as a heading, in bytes.
const maxHeading = 200

// Columns lists the columns that a file may have.
func Columns() []string {
	names := make([]string, len(columns))
	for n, column := range columns {
		names[n] = column.name
	}
	return names
}

// Heading gives a column's heading in a language; an unknown column is its own.
func Heading(lang i18n.Lang, name string) string {
	for _, column := range columns {
		if column.name == name && lang == i18n.Thai {
			return column.thai
		}
	}
	return name
}

func headingKey(heading string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, thai.Fold(heading))
}

// Headings gives the headings of an export in a language.
func Headings(lang i18n.Lang) []string {
	var headings []string
	for _, column := range exported() {
		headings = append(headings, Heading(lang, column))
	}
	return headings
}

func exported() []string {
	var names []string
	for _, column := range columns {
		if !column.opening {
			names = append(names, column.name)
		}
	}
	return names
}

// maxMap bounds a file of column names.
const maxMap = 64 << 10

// ReadMap reads the file of --map: a JSON object of headings and the columns they stand for, ""
// for a heading to leave out. It fails with "map_unreadable" and "column_unknown" (usage).
func ReadMap(data io.Reader) (map[string]string, error) {
	named := map[string]string{}
	if err := json.NewDecoder(io.LimitReader(data, maxMap)).Decode(&named); err != nil {
		return nil, fault.Unreadable("map_unreadable", "map", nil)
	}
	mapped := make(map[string]string, len(named))
	for heading, name := range named {
		column := columnOf(name)
		if column == "" && name != "" {
			return nil, fault.Unreadable("column_unknown", "map", fault.Values{"value": name})
		}
		mapped[headingKey(heading)] = column
	}
	return mapped, nil
}
