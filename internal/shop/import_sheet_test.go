package shop

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/testkit"
)

// thai874 writes a sheet as old programs do: Windows-874, semicolons, the shop's name above the headings.
func thai874(t *testing.T, sheet [][]string) []byte {
	t.Helper()
	var text bytes.Buffer
	text.WriteString("ร้านชุมชนบ้านดอนตูม;สาขา 1\r\n\r\n")
	w := csv.NewWriter(&text)
	w.Comma, w.UseCRLF = ';', true
	if err := w.WriteAll(sheet); err != nil {
		t.Fatal(err)
	}
	coded, err := charmap.Windows874.NewEncoder().Bytes(text.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return coded
}

// workbook writes the same as people do in a spreadsheet: numbers as numbers, percents as percents, days as
// days, a title over merged cells, a cover before the sheet.
func workbook(t *testing.T, sheet [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetCellValue("Sheet1", "A1", "รายการสินค้าประจำปี 2569"))
	_, err := f.NewSheet("สินค้า")
	must(err)
	must(f.SetCellValue("สินค้า", "A1", "ร้านชุมชนบ้านดอนตูม"))
	must(f.MergeCell("สินค้า", "A1", "W1"))
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	must(err)
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(err)
	for n, row := range sheet {
		for c, text := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, n+3)
			must(err)
			value, style := any(text), 0
			switch heading := sheet[0][c]; {
			case n == 0 || text == "":
			case heading == "ราคาขาย", heading == "ต้นทุน", heading == "คงเหลือ":
				number, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
				must(err)
				value = number
			case heading == "GP%" && strings.HasSuffix(text, "%"):
				number, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
				must(err)
				value, style = number/100, percent
			case text == "31/12/2570":
				value, style = 46752, day // 2027-12-31
			case heading == "บาร์โค้ด" && !strings.Contains(text, ";"):
				number, err := strconv.Atoi(text)
				must(err)
				value = number
			}
			must(f.SetCellValue("สินค้า", cell, value))
			if style != 0 {
				must(f.SetCellStyle("สินค้า", cell, cell, style))
			}
		}
	}
	var data bytes.Buffer
	must(f.Write(&data))
	return data.Bytes()
}

// A thousand rows in Windows-874 and in a spreadsheet make the same shop, and what comes out goes in again
// without a change.
func TestAThousandRowsOfEitherKindMakeTheSameShop(t *testing.T) {
	const rows = 1000
	sheet := testkit.Sheet(rows)
	var exports [][][]string
	for name, data := range map[string][]byte{"goods.csv": thai874(t, sheet), "goods.xlsx": workbook(t, sheet)} {
		s := newTestShop(t, Params{})
		plan, table, err := s.ImportPlan(t.Context(), name, bytes.NewReader(data), "", nil)
		if err != nil {
			t.Fatal(name, err)
		}
		if plan.Created != rows || len(plan.Rejected) != 0 {
			t.Fatalf("%s: %d created, rejected %+v", name, plan.Created, plan.Rejected[:min(3, len(plan.Rejected))])
		}
		if len(table.Notes) != 0 {
			t.Error(name, table.Notes)
		}
		if err := s.Import(t.Context(), plan, nil); err != nil {
			t.Fatal(err)
		}
		again, _, err := s.ImportPlan(t.Context(), name, bytes.NewReader(data), "", nil)
		if err != nil || again.Unchanged != rows {
			t.Errorf("%s again: %d unchanged, %v", name, again.Unchanged, err)
		}
		exported, err := s.Export(t.Context(), i18n.Thai)
		if err != nil {
			t.Fatal(err)
		}
		exports = append(exports, exported)
		for back, write := range map[string]func(*bytes.Buffer) error{
			"out.csv":  func(to *bytes.Buffer) error { return catalog.WriteCSV(to, exported) },
			"out.xlsx": func(to *bytes.Buffer) error { return catalog.WriteXLSX(to, exported) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			plan, _, err := s.ImportPlan(t.Context(), back, &out, "", nil)
			if err != nil || plan.Unchanged != rows || plan.Created+plan.Updated+len(plan.Rejected) != 0 {
				t.Errorf("%s of %s: %d unchanged, %d changed, %v", back, name, plan.Unchanged, plan.Updated, err)
			}
		}
	}
	for n := range exports[0] {
		if !slices.Equal(exports[0][n], exports[1][n]) {
			t.Fatalf("row %d differs:\n%q\n%q", n, exports[0][n], exports[1][n])
		}
	}
	text := fmt.Sprint(exports[0])
	for _, want := range []string{"8850000000001", "2027-12-31", "12.5", "โหล*12=", "เขียนว่า \"ของดี\"; เก็บในที่ร่ม"} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet lost %s", want)
		}
	}
}
