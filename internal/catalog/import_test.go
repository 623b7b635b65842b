package catalog

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// shop is a catalogue that imports go into.
type shop struct {
	*Index
	producers map[string]id.Party
}

func newShop() shop { return shop{NewIndex(), map[string]id.Party{}} }

func (s shop) plan(t *testing.T, file string) *Plan {
	t.Helper()
	return s.planTable(t, readText(t, file))
}

func readText(t *testing.T, file string) Table {
	t.Helper()
	table, err := ReadTable("goods.csv", strings.NewReader(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func (s shop) planTable(t *testing.T, table Table) *Plan {
	t.Helper()
	plan, err := MakePlan(context.Background(), table, s.Index, s.producers, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// save does what a plan says.
func (s shop) save(plan *Plan) {
	for _, maker := range plan.Producers {
		s.producers[maker.Name] = maker.ID
	}
	for _, row := range plan.Rows {
		s.Put(row.Product, s.producer(row.Product.ProducerID))
	}
}

func (s shop) producer(party id.Party) string {
	for name, known := range s.producers {
		if known == party {
			return name
		}
	}
	return ""
}

func counts(p *Plan) string {
	text := fmt.Sprintf("%d created %d updated %d unchanged", p.Created, p.Updated, p.Unchanged)
	for _, bad := range p.Rejected {
		text += fmt.Sprintf(" [%d %s %q %s]", bad.Row, bad.Column, bad.Value, fault.Code(bad.Reason))
	}
	return text
}

const goods = `รหัสสินค้า,บาร์โค้ด,ชื่อสินค้า,ชื่ออังกฤษ,หมวด,ผู้ผลิต,หน่วย,ราคา,ต้นทุน,คงเหลือ,จุดสั่งซื้อ,น้ำหนัก(กรัม),ภาษี,ดาว,อย.,มผช.,GI,GP%,ชื่อเรียก,รูป
HONEY-1,8850000000017;8850000000024*6,น้ำผึ้งดอกลำไย,Longan honey,อาหาร,ป้าศรี,ขวด,"1,185.50",๘๐๐,12,5,900,7,5,10-1,มผช.1/2546,GI,30,ผึ้ง;หวาน,honey.jpg
ส 01/ก,,ข้าวหอม,,ข้าว,กลุ่มบ้านนา,กก.,45,,2.5,,,ยกเว้น,,,,,,,
,0012345678905,สบู่,,,,,35,,,,,0,,,,,,,
,,กล้วยตาก,,,,ถุง,20,,,,,,,,,,,,
`

func TestImportCreatesAndRunsAgainWithoutAChange(t *testing.T) {
	s := newShop()
	plan := s.plan(t, goods)
	if got := counts(plan); got != "4 created 0 updated 0 unchanged" || len(plan.Producers) != 2 || len(plan.Notes) != 0 {
		t.Fatal(got, plan.Producers, plan.Notes)
	}
	s.save(plan)
	honey, rice, soap := plan.Rows[0].Product, plan.Rows[1].Product, plan.Rows[2].Product
	if honey.SKU != "HONEY-1" || honey.Price != 118550 || honey.Cost != 80000 || honey.Terms != ledger.Consign || honey.GP != 3000 ||
		s.producer(honey.ProducerID) != "ป้าศรี" || honey.OTOPStar != 5 || honey.WeightG != 900 || honey.FDA != "10-1" || honey.Reorder != 5000 ||
		!slices.Equal(honey.Aliases, []string{"ผึ้ง", "หวาน"}) || !slices.Equal(honey.Codes, []Code{{"8850000000017", 1000}, {"8850000000024", 6000}}) {
		t.Errorf("honey %+v", honey)
	}
	if plan.Rows[0].Stock != 12000 || plan.Rows[0].Image != "honey.jpg" || plan.Rows[0].Row != 2 {
		t.Errorf("honey's row %+v", plan.Rows[0])
	}
	if rice.SKU != "P-000001" || rice.Terms != ledger.Bought || rice.VAT != VATExempt || !rice.Weighed || !slices.Equal(rice.Codes, []Code{{"ส 01/ก", 1000}}) {
		t.Errorf("rice %+v", rice)
	}
	if soap.SKU != "P-000002" || soap.Terms != ledger.Own || soap.VAT != VATZero || soap.Unit != DefaultUnit || soap.Codes[0].Code != "0012345678905" {
		t.Errorf("soap %+v", soap)
	}
	if got := counts(s.plan(t, goods)); got != "0 created 0 updated 4 unchanged" {
		t.Error("again:", got)
	}
}

func TestImportUpdates(t *testing.T) {
	s := newShop()
	s.save(s.plan(t, goods))
	plan := s.plan(t, "sku,barcode,name,price,stock,producer,gp_percent\n"+
		"honey-1,,,1200,99,,\n"+ // by SKU without case; stock is not counted
		"NEW-SKU,0012345678905,,40,,,\n"+ // by barcode: the other code is kept
		",8850000000031;8850000000048*12,ขนม,10,3,,\n")
	if got := counts(plan); got != "1 created 2 updated 0 unchanged" {
		t.Fatal(got)
	}
	s.save(plan)
	honey, soap := plan.Rows[0], plan.Rows[1].Product
	if honey.Product.Price != 120000 || honey.Stock != 0 || honey.Product.Name != "น้ำผึ้งดอกลำไย" || honey.Product.GP != 3000 || len(honey.Product.Codes) != 2 {
		t.Errorf("%+v", honey)
	}
	if soap.SKU != "P-000002" || soap.Price != 4000 || len(soap.Codes) != 2 || soap.Codes[1] != (Code{"NEW-SKU", 1000}) {
		t.Errorf("%+v", soap)
	}
	if m, err := s.Lookup("8850000000048", ScaleLayout{}); err != nil || m.Qty != 12000 {
		t.Error(m, err)
	}
}

func TestImportRejectsRows(t *testing.T) {
	s := newShop()
	s.save(s.plan(t, goods))
	for _, c := range []struct{ row, want string }{
		{"A,,ชื่อ,x", `[2 price "x" amount_unreadable]`},
		{"A,,ชื่อ,-5", `[2 price "-5" amount_unreadable]`},
		{"A,,ชื่อ,", `[2 price "" price_missing]`},
		{"A,,,5", `[2 name "" name_missing]`},
		{"A,8850000000017;0012345678905,ก,5", `[2 barcode "8850000000017;0012345678905" code_taken]`},
		{"A,885*0,ก,5", `[2 barcode "885*0" qty_not_positive]`},
		{"A,885*x,ก,5", `[2 barcode "885*x" qty_unreadable]`},
		{"A,8.85E+12,ก,5", `[2 barcode "8.85E+12" code_rounded]`},
		{"A,,ก,5,0.1234", `[2 stock "0.1234" qty_unreadable]`},
		{"A,,ก,5,,8", `[2 vat "8" vat_class_unknown]`},
		{"A,,ก,5,,,6", `[2 otop_star "6" star_invalid]`},
		{"A,,ก,5,,,,2.5", `[2 weight_g "2.5" weight_invalid]`},
		{"A,,ก,5,,,,,30", `[2 producer "" producer_missing]`},
		{"A,,ก,5,,,,,101,ป้า", `[2 gp_percent "101" percent_too_large]`},
		{"HONEY-1,0012345678905,ก,5", `[2 barcode "0012345678905" code_taken]`},
		{strings.Repeat("ก", 81) + ",,ก,5", `[2 sku "` + strings.Repeat("ก", 81) + `" code_invalid]`},
		{"A,,ก,5\nB,,ข,5\na,,ค,5", `[4 sku "a" row_repeated]`},
		{"A,99,ก,5\nB,99,ข,5", `[3 barcode "99" row_repeated]`},
		{"HONEY-1,,,5\n,8850000000017,,6", `[3 barcode "8850000000017" row_repeated]`},
		{",,ใหม่,5\n\n,,ใหม่,6", `[4 name "ใหม่" row_repeated]`},
	} {
		got := counts(s.plan(t, "sku,barcode,name,price,stock,vat,otop_star,weight_g,gp_percent,producer\n"+c.row+"\n"))
		if !strings.HasSuffix(got, c.want) || strings.Count(got, "[") != 1 {
			t.Errorf("%q: %s, want %s", c.row, got, c.want)
		}
	}
}

func TestMadeSKUsAvoidTheFile(t *testing.T) {
	plan := newShop().plan(t, "sku,name,price\n,ก,1\nP-000001,ข,1\n,ค,1\n")
	if a, b := plan.Rows[0].Product.SKU, plan.Rows[2].Product.SKU; a != "P-000002" || b != "P-000003" {
		t.Error(a, b)
	}
}

func TestImportStopsAndTellsProgress(t *testing.T) {
	table := readText(t, "name,price\n"+strings.Repeat("ก,1\n", 1000))
	var told []int
	plan, err := MakePlan(context.Background(), table, NewIndex(), nil, func(done, total int) { told = append(told, done, total) })
	if err != nil || told[len(told)-2] != 1000 || told[len(told)-1] != 1000 || len(plan.Rejected) != 999 {
		t.Error(err, told)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := MakePlan(ctx, table, NewIndex(), nil, func(int, int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestEncodingsAndSeparators(t *testing.T) {
	text := "รหัสสินค้า;ชื่อสินค้า;ราคา\r\nA;\"น้ำ;ปลา\";25\r\n"
	thai874, err := charmap.Windows874.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"utf-8": text, "mark": "\ufeff" + text, "windows-874": thai874, "utf-16": utf16,
		"mac": strings.ReplaceAll(text, "\r\n", "\r"), "first lines empty": "\n\n" + text,
		"tabs":   strings.ReplaceAll(strings.Replace(text, "น้ำ;ปลา", "น้ำ\tปลา", 1), ";", "\t"),
		"commas": strings.ReplaceAll(text, ";", ","),
	} {
		table := readText(t, file)
		if len(table.Rows) != 1 || !slices.Equal(table.Columns, []string{"sku", "name", "price"}) || len(table.Rows[0].Cells) != 3 || table.Rows[0].Cells[2] != "25" {
			t.Errorf("%s: %+v", name, table)
		}
	}
}

func TestFilesThatAreNoTables(t *testing.T) {
	for name, file := range map[string]string{
		"a.pdf": "x", "a.csv": "", "b.csv": "หัว,ตาราง\n1,2\n", "c.csv": "name\x00", "d.csv": "na\xffme\xdb\n", "a.xlsx": "PK\x03\x04broken", "b.xlsx": "",
	} {
		var known *fault.Error
		if _, err := ReadTable(name, strings.NewReader(file), nil); !errors.As(err, &known) || known.Kind != fault.Usage {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadTable("a.csv", io.LimitReader(endless{}, MaxFileBytes+5), nil); !fault.Is(err, "file_too_large") {
		t.Error(err)
	}
	if _, err := ReadTable("a.csv", strings.NewReader("name\n"+strings.Repeat("x\n", MaxFileRows+1)), nil); !fault.Is(err, "file_too_large") {
		t.Error(err)
	}
}

type endless struct{}

func (endless) Read(into []byte) (int, error) {
	return copy(into, bytes.Repeat([]byte("a"), len(into))), nil
}

func TestMapNamesColumns(t *testing.T) {
	mapped, err := ReadMap(strings.NewReader(`{"สินค้า":"name","ราคาขาย":"ราคา","หมายเหตุ":""}`))
	if err != nil {
		t.Fatal(err)
	}
	table, err := ReadTable("a.csv", strings.NewReader("สินค้า,ราคาขาย,หมายเหตุ,price,อื่น\nก,5,x,6,y\n"), mapped)
	if err != nil || !slices.Equal(table.Columns, []string{"name", "price", "", "", ""}) {
		t.Fatal(table.Columns, err)
	}
	if len(table.Notes) != 2 || !fault.Is(table.Notes[0], "column_repeated") || !fault.Is(table.Notes[1], "column_ignored") {
		t.Error(table.Notes)
	}
	for file, want := range map[string]string{`{`: "map_unreadable", `{"a":5}`: "map_unreadable", `{"a":"colour"}`: "column_unknown"} {
		if _, err := ReadMap(strings.NewReader(file)); !fault.Is(err, want) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestSpreadsheetNumbers(t *testing.T) {
	file := excelize.NewFile()
	put := func(cell string, value any, style int) {
		if err := file.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
		if style != 0 {
			if err := file.SetCellStyle("Sheet1", cell, cell, style); err != nil {
				t.Fatal(err)
			}
		}
	}
	percent, _ := file.NewStyle(&excelize.Style{NumFmt: 9})
	zeros := "0000000000000"
	padded, _ := file.NewStyle(&excelize.Style{CustomNumFmt: &zeros})
	for n, heading := range []string{"sku", "barcode", "name", "price", "producer", "gp_percent", "vat"} {
		cell, _ := excelize.CoordinatesToCellName(n+1, 1)
		put(cell, heading, 0)
	}
	put("A3", "1E5", 0)
	put("B3", 8850123456789, 0)
	put("C3", "=1+1", 0)
	put("D3", 19.99, 0)
	put("E3", "ป้า", 0)
	put("F3", 0.3, percent)
	put("G3", 0.07, percent)
	put("B4", 12345678905, padded)
	put("C4", "สบู่", 0)
	if err := file.SetCellDefault("Sheet1", "D4", "1185.4999999999998"); err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	if err := file.Write(&data); err != nil {
		t.Fatal(err)
	}
	table, err := ReadTable("ก.XLSX", &data, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan := newShop().planTable(t, table)
	if got := counts(plan); got != "2 created 0 updated 0 unchanged" {
		t.Fatal(got)
	}
	a, b := plan.Rows[0].Product, plan.Rows[1].Product
	if a.SKU != "1E5" || a.Codes[0].Code != "8850123456789" || a.Name != "=1+1" || a.Price != 1999 || a.GP != 3000 || a.VAT != VATStandard || plan.Rows[0].Row != 3 {
		t.Errorf("%+v", plan.Rows[0])
	}
	if b.Codes[0].Code != "0012345678905" || b.Price != 118550 {
		t.Errorf("%+v", b)
	}
}

func TestFullDigits(t *testing.T) {
	for stored, want := range map[string]string{
		"8.850123456789E+12": "8850123456789", "8.85E+12": "8.85E+12", "19.989999999999998": "19.99", "0.30000000000000004": "0.3",
		"99.999999999999999": "100", "1.2345678E-3": "0.0012345678", "12.5": "12.5", "-19.989999999999998": "-19.99", "007": "007", "ก": "ก",
		"1E+99999999999": "1E+99999999999", "12345678901234567": "12345678901234567",
	} {
		if got := fullDigits(stored); got != want {
			t.Errorf("%s: %s, want %s", stored, got, want)
		}
	}
}

func TestExportReadAgainChangesNothing(t *testing.T) {
	s := newShop()
	s.save(s.plan(t, goods))
	for n, name := range []string{"=HYPERLINK(\"x\")", "+1", "-น้ำ", "@x", "'quoted", "'=both", "มี;และ,และ \"คำพูด\"", "007"} {
		s.Put(Product{ID: numbered(n + 50), SKU: fmt.Sprintf("00%d", n), Name: name, Unit: "ชิ้น", Terms: ledger.Own, VAT: VATStandard,
			Price: 5, Codes: []Code{{fmt.Sprintf("000%d*6", n), qty.One}, {fmt.Sprintf("=0%d", n), 2500}}, Aliases: []string{"-a", "+b"}}, "")
	}
	rows := Export(s.All(), i18n.Thai, s.producer, func(id.Product) qty.Qty { return 1500 })
	var asCSV, asXLSX bytes.Buffer
	if err := errors.Join(WriteCSV(&asCSV, rows), WriteXLSX(&asXLSX, rows)); err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(asCSV.String(), "\ufeff")))
	cells, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range cells {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("a spreadsheet would calculate %q", cell)
			}
		}
	}
	for name, data := range map[string]*bytes.Buffer{"a.csv": &asCSV, "a.xlsx": &asXLSX} {
		table, err := ReadTable(name, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := counts(s.planTable(t, table)); got != "0 created 0 updated 12 unchanged" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestRejectedFileSaysWhy(t *testing.T) {
	table := readText(t, "name,price,หมายเหตุ\nก,1,a\nข,x,=b\n")
	plan := newShop().planTable(t, table)
	var data bytes.Buffer
	if err := WriteRejected(&data, table, plan.Rejected, i18n.English); err != nil {
		t.Fatal(err)
	}
	again, err := ReadTable("r.xlsx", &data, nil)
	if err != nil || len(again.Rows) != 1 {
		t.Fatal(again, err)
	}
	row := again.Rows[0].Cells
	if !slices.Equal(row[:3], []string{"ข", "x", "=b"}) || !strings.Contains(row[3], "“x” cannot be read") || again.Headings[3] != "Reason" {
		t.Errorf("%q %q", again.Headings, row)
	}
}

func TestEveryFaultHasItsSentence(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, code := range strings.Fields(`sku_invalid name_missing name_too_long name_ambiguous unit_invalid price_invalid price_missing
			vat_class_unknown short_no_invalid star_invalid weight_invalid producer_missing terms_unknown too_many code_invalid code_rounded
			code_taken alias_invalid qty_not_positive dates_reversed amount_not_positive promotion_kind_unknown product_unknown
			scale_layout_invalid scale_label_empty file_kind_unknown file_too_large file_unreadable file_unwritten columns_missing
			column_unknown column_ignored column_repeated map_unreadable row_repeated cell_formula
			cell_error row_encoding sheet_unknown size_unreadable pack_unreadable certificate_number`) {
			if !i18n.Has(lang, "fault."+code) {
				t.Errorf("%s: no sentence for %s", lang, code)
			}
		}
	}
}

func BenchmarkImport20k(b *testing.B) {
	items := samples(20_000)
	var products []*Product
	for n := range items {
		products = append(products, &items[n].Product)
	}
	rows := Export(products, i18n.Thai, func(id.Party) string { return "" }, func(id.Product) qty.Qty { return 0 })
	var asCSV, asXLSX bytes.Buffer
	if err := errors.Join(WriteCSV(&asCSV, rows), WriteXLSX(&asXLSX, rows)); err != nil {
		b.Fatal(err)
	}
	for name, data := range map[string][]byte{"a.csv": asCSV.Bytes(), "a.xlsx": asXLSX.Bytes()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				table, err := ReadTable(name, bytes.NewReader(data), nil)
				if err != nil {
					b.Fatal(err)
				}
				plan, err := MakePlan(context.Background(), table, NewIndex(), nil, nil)
				if err != nil || plan.Created != 20_000 {
					b.Fatal(err, counts(plan))
				}
			}
		})
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(goods))
	f.Add([]byte("name;price\n\"a\nb\";5\n\n=x;'=y"))
	f.Add([]byte("sku\tname\r\xa1\xa2\t1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadTable("a.csv", bytes.NewReader(data), nil)
		if err != nil {
			return
		}
		s := newShop()
		plan := s.planTable(t, table)
		if plan.Created+plan.Updated+plan.Unchanged != len(plan.Rows) || len(plan.Rows)+len(plan.Rejected) != len(table.Rows) {
			t.Fatal(counts(plan))
		}
		s.save(plan)
		if again := s.planTable(t, table); again.Created+again.Updated != 0 {
			t.Fatalf("%q: again %s", data, counts(again))
		}
	})
}
