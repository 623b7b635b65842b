package catalog

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// full is a product of which every field says something.
func full(producer, part id.Product) Product {
	return Product{ID: producer, SKU: "FULL", Name: "น้ำผึ้ง", NameEN: "Honey", Category: "อาหาร", ProducerID: id.Party{15: 7},
		Terms: ledger.Consign, GP: 2500, Unit: "ขวด", Weighed: true, Price: 185_50, Cost: 100_00, VAT: VATExempt, ShortNo: 12,
		Codes: []Code{{"8850000000017", 1000}, {"8850000000024", 6000}}, Breaks: []Break{{Wholesale, 12 * qty.One, 150_00}},
		Aliases: []string{"ผึ้ง"}, Reorder: 3 * qty.One, WeightG: 900, Photo: "a.jpg", OTOPStar: 5, FDA: "10-1-00001-1-0001", TCPS: "มผช.1/2546",
		GI: "น้ำผึ้งเชียงใหม่", Alcohol: true, Untracked: true, Favourite: true, Draft: true, Archived: true,
		Description: "หวานหอม\n\nเก็บได้นาน", DescriptionEN: "Sweet; \"good\"", Story: "=ป้าศรีเก็บเอง", MorePhotos: []string{"b.jpg"},
		Certificates: []Certificate{{CertFDA, "10-1-00001-1-0001", "2027-12-31", "fda.jpg"}, {CertHalal, "ฮ-9", "2028-01-31", "h.jpg"}, {CertOrganic, "ORG1", "", ""}},
		OTOPCategory: "food", OTOPYear: 2566, ShelfDays: 365, LengthMM: 120, WidthMM: 80, HeightMM: 60,
		Packs:      []Pack{{"แพ็ก", 6 * qty.One, 1000_00}, {"ลัง*ใหญ่=", 24 * qty.One, 0}},
		Components: []Component{{part, 2 * qty.One}}, ParentID: part, Variant: "แดง L", HasVariants: true,
		Allergens: []string{"ถั่วลิสง", "งา"}, Storage: "ในตู้เย็น", LeadDays: 21}
}

// An import touches what its filled cells say and nothing else, whatever the product has.
func TestImportWipesNothing(t *testing.T) {
	product, part := numbered(1), numbered(2)
	whole := full(product, part)
	if value := reflect.ValueOf(whole); true {
		for n := range value.NumField() {
			if value.Field(n).IsZero() {
				t.Fatalf("the test must fill %s", value.Type().Field(n).Name)
			}
		}
	}
	// What one product cannot be at once is tried apart.
	variant, set := whole, whole
	variant.HasVariants, variant.Components = false, nil
	set.HasVariants, set.ParentID, set.Variant, set.Weighed, set.Terms, set.GP = false, id.Product{}, "", false, ledger.Bought, 0
	for name, old := range map[string]Product{"variant": variant, "set": set} {
		s := newShop()
		s.producers["ป้าศรี"] = old.ProducerID
		s.Put(Product{ID: part, SKU: "PART", Name: "ขวด", Unit: "ใบ", Terms: ledger.Own, VAT: VATStandard}, "")
		s.Put(old, "ป้าศรี")
		if err := old.Validate(); err != nil {
			t.Fatal(name, err)
		}
		rows := Export([]*Product{&old}, i18n.Thai, s.producer, func(id.Product) qty.Qty { return 9 })
		var asCSV, asXLSX bytes.Buffer
		if err := errors.Join(WriteCSV(&asCSV, rows), WriteXLSX(&asXLSX, rows)); err != nil {
			t.Fatal(err)
		}
		for file, data := range map[string]*bytes.Buffer{"a.csv": &asCSV, "a.xlsx": &asXLSX} {
			table, err := ReadTable(file, data, nil)
			if err != nil {
				t.Fatal(err)
			}
			if plan := s.planTable(t, table); counts(plan) != "0 created 0 updated 1 unchanged" || !reflect.DeepEqual(plan.Rows[0].Product, old) {
				t.Errorf("%s %s: %s %+v", name, file, counts(plan), plan)
			}
		}
		plan := s.plan(t, "sku,price\nFULL,200\n")
		want := old
		want.Price = 200_00
		if plan.Updated != 1 || !reflect.DeepEqual(plan.Rows[0].Product, want) {
			t.Errorf("%s: %s\n%+v\n%+v", name, counts(plan), plan.Rows, want)
		}
		if changes := Changes(&old, &plan.Rows[0].Product, s.producer); !reflect.DeepEqual(changes, []Change{{"price", "185.50", "200.00"}}) {
			t.Error(changes)
		}
	}
}

func TestImportFillsTheRest(t *testing.T) {
	s := newShop()
	plan := s.plan(t, "sku,ชื่อสินค้า,ราคา,คงเหลือ,รายละเอียด,แพ็ก,เลขสั้น,เก็บได้(วัน),ขนาด(มม.),ประเภทOTOP,ปีที่ได้ดาว,อย.,อย.หมดอายุ,ฮาลาล,ฮาลาลหมดอายุ,วันหมดอายุ\n"+
		"A,น้ำผึ้ง,185,12,\"หวาน\nหอม\",\"โหล*๑๒=2,000;คู่*2\",7,365,๑๒๐ x 80 × 60,อาหาร,๒๕๖๖,10-1,31/12/2570,ฮ-9,2028-01-31,45992\n")
	if counts(plan) != "1 created 0 updated 0 unchanged" {
		t.Fatal(counts(plan))
	}
	p, row := plan.Rows[0].Product, plan.Rows[0]
	if p.Description != "หวาน\nหอม" || !reflect.DeepEqual(p.Packs, []Pack{{"โหล", 12 * qty.One, 2000_00}, {"คู่", 2 * qty.One, 0}}) || p.ShortNo != 7 ||
		p.ShelfDays != 365 || p.LengthMM != 120 || p.WidthMM != 80 || p.HeightMM != 60 || p.OTOPCategory != "food" || p.OTOPYear != 2566 ||
		p.FDA != "10-1" || !reflect.DeepEqual(p.Certificates, []Certificate{{CertFDA, "10-1", "2027-12-31", ""}, {CertHalal, "ฮ-9", "2028-01-31", ""}}) {
		t.Errorf("%+v", p)
	}
	if row.Stock != 12*qty.One || row.Expires != "2025-12-01" {
		t.Errorf("%+v", row)
	}
	s.save(plan)
	plan = s.plan(t, "sku,fda,gi,gi_expires\nA,10-2,,31/12/2569\n")
	if counts(plan) != `0 created 0 updated 0 unchanged [2 gi "" certificate_number]` {
		t.Error(counts(plan))
	}
	plan = s.plan(t, "sku,fda\nA,10-2\n")
	if p := plan.Rows[0].Product; p.FDA != "10-2" || p.Certificates[0].Number != "10-2" || p.Certificates[0].Expires != "2027-12-31" || len(p.Certificates) != 2 {
		t.Errorf("%+v", p)
	}
}

func TestImportRefusesTheRest(t *testing.T) {
	for _, c := range []struct{ column, value, want string }{
		{"expires", "31/02/2569", "date_unreadable"}, {"expires", "30/11/2026", "date_unreadable"}, {"expires", "เร็วๆ นี้", "date_unreadable"},
		{"fda_expires", "31/02/2569", "date_unreadable"}, {"halal", strings.Repeat("9", 61), "certificate_invalid"},
		{"packs", "โหล", "pack_unreadable"}, {"packs", "โหล*x", "pack_unreadable"}, {"packs", "โหล*12=แพง", "amount_unreadable"},
		{"packs", "โหล*12=61", "pack_price_above"}, {"packs", "โหล*1", "pack_invalid"}, {"packs", "*12", "pack_invalid"},
		{"short_no", "1000", "short_no_invalid"}, {"short_no", "-1", "short_no_invalid"}, {"shelf_days", "นาน", "days_invalid"}, {"size", "12x5", "size_unreadable"},
		{"size", "-1x2x3", "size_invalid"}, {"size", "99999x1x1", "size_invalid"}, {"otop_category", "ไม่รู้", "otop_category_unknown"}, {"otop_year", "2023", "otop_year_invalid"},
		{"description", strings.Repeat("ก", MaxText+1), "text_too_long"}, {"gp_percent", "120", "percent_too_large"}, {"gp_percent", "120%", "percent_too_large"},
		{"cost", "-5", "amount_unreadable"}, {"price", "(5)", "amount_unreadable"}, {"stock", "-3", "qty_unreadable"}, {"barcode", "8.85E+12", "code_rounded"},
	} {
		cells := map[string]string{"name": "ก", "price": "5", "producer": "ป้า"}
		cells[c.column] = c.value
		var heading, row []string
		for column, value := range cells {
			heading, row = append(heading, column), append(row, `"`+value+`"`)
		}
		plan := newShop().plan(t, strings.Join(heading, ",")+"\n"+strings.Join(row, ",")+"\n")
		if len(plan.Rejected) != 1 || plan.Rejected[0].Column != c.column || plan.Rejected[0].Value != c.value || !strings.HasSuffix(counts(plan), " "+c.want+"]") {
			t.Errorf("%s %q: %s, want %s", c.column, c.value, counts(plan), c.want)
		}
	}
	if got := counts(newShop().plan(t, "sku,name,price,short_no\nA,ก,5,7\nB,ข,5,7\n")); got != `1 created 0 updated 0 unchanged [3 short_no "7" row_repeated]` {
		t.Error(got)
	}
}
