package catalog

import (
	"encoding/json"
	"io"
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/thai"
)

// Columns of a product file, by their English headings, in the order of an export.
var columns = []struct{ name, thai string }{
	{"sku", "รหัสสินค้า"}, {"barcode", "บาร์โค้ด"}, {"name", "ชื่อสินค้า"}, {"name_en", "ชื่ออังกฤษ"}, {"category", "หมวด"},
	{"producer", "ผู้ผลิต"}, {"unit", "หน่วย"}, {"price", "ราคา"}, {"cost", "ต้นทุน"}, {"stock", "คงเหลือ"},
	{"reorder", "จุดสั่งซื้อ"}, {"weight_g", "น้ำหนัก(กรัม)"}, {"vat", "ภาษี"}, {"otop_star", "ดาว"}, {"fda", "อย."},
	{"tcps", "มผช."}, {"gi", "GI"}, {"gp_percent", "GP%"}, {"aliases", "ชื่อเรียก"}, {"image", "รูป"},
}

// columnOf gives the column a heading names in either language, "" for none. Case, tone marks,
// spaces and signs do not count.
func columnOf(heading string) string {
	key := headingKey(heading)
	for _, column := range columns {
		if key != "" && (key == headingKey(column.name) || key == headingKey(column.thai)) {
			return column.name
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

// Headings gives the headings of an export in a language.
func Headings(lang i18n.Lang) []string {
	headings := make([]string, len(columns))
	for n, column := range columns {
		headings[n] = column.name
		if lang == i18n.Thai {
			headings[n] = column.thai
		}
	}
	return headings
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
