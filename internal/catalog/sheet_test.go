package catalog

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"github.com/talat-pos/talat/internal/fault"
)

// book makes a spreadsheet; fill puts into it what the test is about.
func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// rows writes rows from a cell on.
func putRows(t testing.TB, f *excelize.File, sheet string, first int, rows ...[]any) {
	t.Helper()
	for n, row := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", first+n), &row); err != nil {
			t.Fatal(err)
		}
	}
}

func readBook(t testing.TB, data []byte, sheet string) (Table, error) {
	t.Helper()
	file, err := OpenFile("goods.xlsx", bytes.NewReader(data))
	if err != nil {
		return Table{}, err
	}
	return file.Table(context.Background(), sheet, nil)
}

func TestHeadingsAreFoundWhereTheyStand(t *testing.T) {
	for name, c := range map[string]struct{ file, columns, first string }{
		"a title above":          {"ร้านป้าศรี,,\nวันที่ 1 พ.ย. 2569,,\n\nรหัสสินค้า,ชื่อสินค้า,ราคา\nA,ขนม,5\n", "sku,name,price", "5 A ขนม 5"},
		"groups above":           {"สินค้า,,ราคา,\nรหัส,ชื่อ,ขาย,ทุน\nA,ขนม,5,3\n", "sku,name,price,cost", "3 A ขนม 5 3"},
		"a title like a head":    {"รายการสินค้า,ปี 2569,,\nลำดับ,ชื่อสินค้า,ราคา,\n1,ขนม,5,x\n", ",name,price,", "3 1 ขนม 5 x"},
		"a number among heads":   {"ชื่อสินค้า,ราคา,2569\nขนม,5,3\n", "name,price,", "2 ขนม 5 3"},
		"parts below":            {"รหัสสินค้า,ชื่อสินค้า,ราคา,,หมวด\n,,ขาย,ทุน,\nA,ขนม,5,3,ของหวาน\n", "sku,name,price,cost,category", "3 A ขนม 5 3 ของหวาน"},
		"both languages":         {"รหัสสินค้า,ชื่อสินค้า,ราคา\nsku,name,price\nA,ขนม,5\n", "sku,name,price", "3 A ขนม 5"},
		"again on page two":      {"ชื่อสินค้า,ราคา\nรหัส ก,5\nชื่อสินค้า,ราคา\nข,6\n", "name,price", "2 รหัส ก 5"},
		"a running number":       {"ลำดับ,ชื่อสินค้า,ราคาขาย\n1,ขนม,5\n", ",name,price", "2 1 ขนม 5"},
		"goods called as a head": {"ชื่อสินค้า,หน่วย,ราคา\nดาว,หน่วย,5\n", "name,unit,price", "2 ดาว หน่วย 5"},
		"semicolons and a title": {"ร้านป้าศรี, สาขา 1;\nชื่อสินค้า;ราคา\n\"ขนม, น้ำ\";5\n", "name,price", "3 ขนม, น้ำ 5"},
		"no heading over a cell": {"ชื่อสินค้า,,ราคา\nขนม,x,5\n", "name,,price", "2 ขนม x 5"},
	} {
		table := readText(t, c.file)
		if got := strings.Join(table.Columns, ","); got != c.columns {
			t.Errorf("%s: columns %s, want %s", name, got, c.columns)
		}
		if got := fmt.Sprint(table.Rows[0].N, " ", strings.Join(table.Rows[0].Cells, " ")); got != c.first {
			t.Errorf("%s: first row %q, want %q", name, got, c.first)
		}
	}
	if table := readText(t, "ชื่อสินค้า,ราคา\nก,5\nชื่อสินค้า,ราคา\nข,6\n"); len(table.Rows) != 2 || table.Rows[1].N != 4 {
		t.Errorf("headings in between: %+v", table.Rows)
	}
	table, err := ReadTable("a.csv", strings.NewReader("บันทึก,,\nของ,เท่าไร,\nขนม,5,\n"), nil)
	if !fault.Is(err, "columns_missing") || !slices.Equal(table.Headings[:2], []string{"ของ", "เท่าไร"}) || len(table.Rows) != 1 {
		t.Errorf("a person can name these: %v %+v", err, table)
	}
	mapped := map[string]string{}
	table.Assign(mapped, 0, "name")
	table.Assign(mapped, 1, "price")
	if err := table.Name(mapped); err != nil || !slices.Equal(table.Columns[:2], []string{"name", "price"}) {
		t.Error(table.Columns, err)
	}
	table.Assign(mapped, 1, "name")
	if err := table.Name(mapped); err != nil || !slices.Equal(table.Columns[:2], []string{"", "name"}) {
		t.Error("one heading a column:", table.Columns, err)
	}
}

func TestEveryHeadingIsOfOneColumn(t *testing.T) {
	of := map[string]string{}
	for _, column := range columns {
		for _, heading := range append([]string{column.name, column.thai}, column.also...) {
			key := headingKey(heading)
			if other, taken := of[key]; taken && other != column.name || key == "" {
				t.Errorf("%q is of %s and of %s", heading, other, column.name)
			}
			of[key] = column.name
		}
	}
}

func TestSheetsOfABook(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		for _, sheet := range []string{"ปก", "เก่า", "สินค้า", "ลูกค้า"} {
			if _, err := f.NewSheet(sheet); err != nil {
				t.Fatal(err)
			}
		}
		putRows(t, f, "ปก", 1, []any{"รายงานปี 2569"})
		putRows(t, f, "เก่า", 1, []any{"ชื่อสินค้า", "ราคา"}, []any{"ของเก่า", 1})
		putRows(t, f, "สินค้า", 3, []any{"ชื่อสินค้า", "ราคา"}, []any{"ขนม", 5})
		putRows(t, f, "ลูกค้า", 1, []any{"คน", "โทร"}, []any{"ก้อย", "081"})
		if err := f.DeleteSheet("Sheet1"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetVisible("เก่า", false); err != nil {
			t.Fatal(err)
		}
	})
	file, err := OpenFile("a.xlsx", bytes.NewReader(data))
	if err != nil || !slices.Equal(file.Sheets, []string{"ปก", "สินค้า", "ลูกค้า"}) {
		t.Fatal(file, err)
	}
	table, err := file.Table(context.Background(), "", nil)
	if err != nil || table.Sheet != "สินค้า" || table.Rows[0].Cells[0] != "ขนม" || table.Rows[0].N != 4 {
		t.Error(table, err)
	}
	if table, err := file.Table(context.Background(), "ลูกค้า", nil); !fault.Is(err, "columns_missing") || len(table.Rows) != 1 {
		t.Error(table, err)
	}
	if _, err := file.Table(context.Background(), "เก่า", nil); !fault.Is(err, "sheet_unknown") {
		t.Error("a hidden sheet:", err)
	}
}

func TestFormulasAreNeverRun(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		putRows(t, f, "Sheet1", 1, []any{"ชื่อสินค้า", "ราคา", "หมายเหตุ"}, []any{"ก", 5, ""}, []any{"ข", nil, ""}, []any{"ค", "#REF!", ""}, []any{"ง", 7, ""})
		for cell, formula := range map[string]string{"B3": "HYPERLINK(\"http://x\",2)", "C5": "1+1"} {
			if err := f.SetCellFormula("Sheet1", cell, formula); err != nil {
				t.Fatal(err)
			}
		}
	})
	table, err := readBook(t, data, "")
	if err != nil {
		t.Fatal(err)
	}
	plan := newShop().planTable(t, table)
	if got := counts(plan); got != `2 created 0 updated 0 unchanged [3 price "=HYPERLINK(\"http://x\",2)" cell_formula] [4 price "#REF!" cell_error]` {
		t.Fatal(got)
	}
	table.Rows[1].Put(1, "9") // a person types what it should be
	table.Rows[2].Put(1, "8")
	if got := counts(newShop().planTable(t, table)); got != "4 created 0 updated 0 unchanged" {
		t.Error(got)
	}
	// What the spreadsheet calculated is taken as it stands.
	kept := repack(t, data, "xl/worksheets/sheet1.xml", func(text string) string {
		return strings.Replace(text, "</f></c>", "</f><v>12.5</v></c>", 1)
	})
	if table, err = readBook(t, kept, ""); err != nil {
		t.Fatal(err)
	}
	if plan := newShop().planTable(t, table); plan.Rows[1].Product.Price != 1250 {
		t.Errorf("%+v", plan.Rows[1].Product)
	}
}

// repack changes one part of a spreadsheet.
func repack(t testing.TB, data []byte, part string, change func(string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	writer := zip.NewWriter(&out)
	for _, file := range archive.File {
		reader, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(reader); err != nil {
			t.Fatal(err)
		}
		if file.Name == part {
			text = *bytes.NewBufferString(change(text.String()))
		}
		into, err := writer.Create(file.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := into.Write(text.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestMergedCellsSpeakForTheirRows(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		putRows(t, f, "Sheet1", 1, []any{"รายการสินค้า"}, []any{"หมวด", "ชื่อสินค้า", "ราคา"}, []any{"อาหาร", "ก", 5}, []any{nil, "ข", 6}, []any{nil, "ค", 7}, []any{nil, "ง", 8})
		for _, block := range [][2]string{{"A1", "C1"}, {"A3", "A5"}} {
			if err := f.MergeCell("Sheet1", block[0], block[1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	table, err := readBook(t, data, "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range newShop().planTable(t, table).Rows {
		got = append(got, row.Product.Category)
	}
	if !slices.Equal(got, []string{"อาหาร", "อาหาร", "อาหาร", ""}) {
		t.Errorf("%q", got)
	}
}

// The usual two rows of headings in a spreadsheet: some are one cell over both, some stand over their parts.
func TestMergedHeadings(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		putRows(t, f, "Sheet1", 1, []any{"รหัสสินค้า", "ชื่อสินค้า", "ราคา", nil, "คงเหลือ"}, []any{nil, nil, "ขาย", "ทุน", nil}, []any{"A", "ขนม", 5, 3, 9})
		for _, block := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "D1"}, {"E1", "E2"}} {
			if err := f.MergeCell("Sheet1", block[0], block[1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	table, err := readBook(t, data, "")
	if err != nil || !slices.Equal(table.Columns, []string{"sku", "name", "price", "cost", "stock"}) || len(table.Rows) != 1 || table.Rows[0].N != 3 {
		t.Errorf("%v %+v", err, table)
	}
}

func TestMixedEncodingsSayWhichRow(t *testing.T) {
	encode := func(text string) string {
		coded, err := charmap.Windows874.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return coded
	}
	head, rice, cake := "ชื่อสินค้า,ราคา\n", "ข้าวหอม,45\n", "ขนมเทียน,20\n"
	for name, c := range map[string]struct{ file, want string }{
		"874 among utf-8": {head + rice + encode(cake) + "soap,5\n", `2 created 0 updated 0 unchanged [3 name "ขนมเทียน" row_encoding]`},
		"utf-8 among 874": {encode(head+rice) + cake + encode("ไข่,5\n"), `2 created 0 updated 0 unchanged [3 name "ขนมเทียน" row_encoding]`},
		"marked":          {"\ufeff" + head + encode(rice+cake), `0 created 0 updated 0 unchanged [2 name "ข้าวหอม" row_encoding] [3 name "ขนมเทียน" row_encoding]`},
		"in two lines":    {head + rice + rice + "\"" + encode("ขนม\nเทียน") + "\",20\n", `1 created 0 updated 0 unchanged [3 name "ข้าวหอม" row_repeated] [4 name "ขนม\nเทียน" row_encoding]`},
	} {
		if got := counts(newShop().plan(t, c.file)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Files that would hurt who reads them.
func TestHostileBooks(t *testing.T) {
	good := book(t, func(f *excelize.File) {
		putRows(t, f, "Sheet1", 1, []any{"ชื่อสินค้า", "ราคา"}, []any{"ก", 5})
	})
	sheet := func(rows string) []byte {
		return repack(t, good, "xl/worksheets/sheet1.xml", func(text string) string {
			return text[:strings.Index(text, "<sheetData>")+len("<sheetData>")] + rows + text[strings.Index(text, "</sheetData>"):]
		})
	}
	inline := func(ref, text string) string {
		return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	head := `<row r="1">` + inline("A1", "name") + inline("B1", "price") + `</row>`
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a bomb":               {bomb(t, good, 600<<20), "file_unreadable"},
		"cut off":              {good[:len(good)/2], "file_unreadable"},
		"a picture":            {[]byte("\x89PNG\r\n\x1a\n"), "file_unreadable"},
		"row beyond the last":  {sheet(head + `<row r="99999999"><c r="A99999999"><v>1</v></c></row>`), "file_unreadable"},
		"a cell far away":      {sheet(head + `<row r="2">` + inline("XFD2", "x") + `</row>`), "file_too_large"},
		"a row far away":       {sheet(head + `<row r="1048576">` + inline("A1048576", "ก") + inline("B1048576", "5") + `</row>`), ""},
		"many wide empty rows": {sheet(head + strings.Repeat(`<row><c r="XFD1"/></row>`, 3000)), "file_unreadable,file_too_large,"},
		"broken reference":     {sheet(head + `<row r="2"><c r="??"><v>1</v></c></row>`), "file_unreadable,"},
		"an endless merge":     {repack(t, sheet(head), "xl/worksheets/sheet1.xml", merge("A1:XFD1048576")), ""},
		"merges without end":   {repack(t, sheet(head), "xl/worksheets/sheet1.xml", merge(strings.Repeat(`A1:A2"/><mergeCell ref="`, maxMerges+1)+"A1:A2")), "file_too_large"},
		"a merge of nothing":   {repack(t, sheet(head), "xl/worksheets/sheet1.xml", merge("")), ""},
		"entities":             {sheet(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>` + head + `<row r="2">` + inline("A2", "&a;") + `</row>`), "file_unreadable,"},
		"a very long cell":     {sheet(head + `<row r="2">` + inline("A2", strings.Repeat("ก", 20_000)) + `</row>`), "file_too_large,"},
	} {
		_, err := readBook(t, c.data, "")
		if got := fault.Code(err); !slices.Contains(strings.Split(c.want, ","), got) {
			t.Errorf("%s: %q %v, want %q", name, got, err, c.want)
		}
	}
}

func merge(ref string) func(string) string {
	return func(text string) string {
		return strings.Replace(text, "</sheetData>", `</sheetData><mergeCells><mergeCell ref="`+ref+`"/></mergeCells>`, 1)
	}
}

// bomb adds a part that unpacks to many zeros.
func bomb(t testing.TB, data []byte, size int) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	writer := zip.NewWriter(&out)
	for _, file := range archive.File {
		if err := writer.Copy(file); err != nil {
			t.Fatal(err)
		}
	}
	into, err := writer.Create("xl/worksheets/sheet2.xml")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range size >> 20 {
		if _, err := into.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if out.Len() > MaxFileBytes {
		t.Fatal("the bomb must be small")
	}
	return out.Bytes()
}

func FuzzSheet(f *testing.F) {
	good := book(f, func(file *excelize.File) {
		putRows(f, file, "Sheet1", 1, []any{"ชื่อสินค้า", "ราคา"}, []any{"ก", 5})
	})
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row><row r="2"><c r="A2"><f>1+1</f></c></row>`, "A1:A9")
	f.Add(`<row><c t="e"><v>#N/A</v></c><c r="B1" t="s"><v>99</v></c></row>`, "")
	f.Fuzz(func(t *testing.T, rows, merged string) {
		data := repack(t, good, "xl/worksheets/sheet1.xml", func(text string) string {
			return merge(merged)(text[:strings.Index(text, "<sheetData>")+len("<sheetData>")] + rows + text[strings.Index(text, "</sheetData>"):])
		})
		table, err := readBook(t, data, "")
		if err != nil {
			return
		}
		for n, row := range table.Rows {
			if n > 0 && row.N <= table.Rows[n-1].N {
				t.Fatalf("row %d after row %d", row.N, table.Rows[n-1].N)
			}
		}
		s := newShop()
		s.save(s.planTable(t, table))
		if again := s.planTable(t, table); again.Created+again.Updated != 0 {
			t.Fatal(counts(again))
		}
	})
}
