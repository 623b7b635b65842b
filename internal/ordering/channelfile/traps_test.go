package channelfile_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
)

const plain = "เลขที่คำสั่งซื้อ|สถานะ|วันที่สั่งซื้อ|แก้ไขล่าสุด|ชื่อสินค้า|รหัสสินค้า|จำนวน|ราคา|ค่าส่ง|ยอดรวม|วิธีชำระเงิน|ชื่อผู้รับ|เบอร์โทร|ที่อยู่|หมายเหตุ"

// sold gives a row of plain.
func sold(no, state, at, changed, goods, count, price string, rest ...string) string {
	return strings.Join(append([]string{no, state, at, changed, goods, "", count, price}, rest...), "|")
}

func TestBadRowsAreNamed(t *testing.T) {
	for name, c := range map[string]struct{ row, code, column, value string }{
		"a rounded number":       {sold("2.51122E+14", "", "", "", "ชา", "1", "50"), "order_no_rounded", "เลขที่คำสั่งซื้อ", "2.51122E+14"},
		"with a comma":           {sold("2,51122E+14", "", "", "", "ชา", "1", "50"), "order_no_rounded", "เลขที่คำสั่งซื้อ", "2,51122E+14"},
		"digits cut":             {sold("577123456789012000", "", "", "", "ชา", "1", "50"), "order_no_rounded", "เลขที่คำสั่งซื้อ", "577123456789012000"},
		"no number":              {sold("", "", "", "", "ชา", "1", "50"), "order_no_missing", "เลขที่คำสั่งซื้อ", ""},
		"a book as a number":     {sold(strings.Repeat("9x", 41), "", "", "", "ชา", "1", "50"), "order_cell", "เลขที่คำสั่งซื้อ", strings.Repeat("9x", 41)},
		"money with an exponent": {sold("B", "", "", "", "ชา", "1", "1.2E3"), "amount_unreadable", "ราคา", "1.2E3"},
		"a price below zero":     {sold("B", "", "", "", "ชา", "1", "-50"), "amount_unreadable", "ราคา", "-50"},
		"a third of a baht":      {sold("B", "", "", "", "ชา", "1", "33.333"), "amount_unreadable", "ราคา", "33.333"},
		"no price":               {sold("B", "", "", "", "ชา", "1", ""), "order_price_missing", "ราคา", ""},
		"nothing":                {sold("B", "", "", "", "ชา", "0", "50"), "qty_not_positive", "จำนวน", "0"},
		"less than nothing":      {sold("B", "", "", "", "ชา", "-1", "50"), "qty_unreadable", "จำนวน", "-1"},
		"a million":              {sold("B", "", "", "", "ชา", "1000000", "50"), "qty_absurd", "จำนวน", "1000000"},
		"half a kilo in words":   {sold("B", "", "", "", "ชา", "ครึ่งโล", "50"), "qty_unreadable", "จำนวน", "ครึ่งโล"},
		"no quantity":            {sold("B", "", "", "", "ชา", "", "50"), "qty_unreadable", "จำนวน", ""},
		"no goods":               {sold("B", "", "", "", "", "1", "50"), "order_goods_missing", "ชื่อสินค้า", ""},
		"no such day":            {sold("B", "", "31/02/2569", "", "ชา", "1", "50"), "order_date", "วันที่สั่งซื้อ", "31/02/2569"},
		"a total in words":       {sold("B", "", "", "", "ชา", "1", "50", "", "มาก"), "amount_unreadable", "ยอดรวม", "มาก"},
		"a formula gone wrong":   {sold("B", "", "", "", "ชา", "1", "#REF!"), "cell_error", "ราคา", "#REF!"},
		"a novel":                {sold("B", "", "", "", strings.Repeat("ก", 501), "1", "50"), "order_cell", "ชื่อสินค้า", strings.Repeat("ก", 501)},
		"more than all money":    {sold("B", "", "", "", "ชา", "99999", "9999999999"), "amount_too_large", "ราคา", "9999999999"},
	} {
		file := read(t, plain, sold("A", "", "", "", "ชา", "1", "50"), c.row, sold("C", "", "", "", "ชา", "1", "50"))
		if len(file.Orders) != 2 || len(file.Rejected) != 1 {
			t.Errorf("%s: %+v", name, file)
			continue
		}
		bad := file.Rejected[0]
		if !fault.Is(bad.Reason, c.code) || bad.Row != 3 || bad.Column != c.column || bad.Value != c.value {
			t.Errorf("%s: %+v", name, bad)
		}
		for _, lang := range i18n.Langs {
			if text := i18n.Message(lang, bad.Reason); text == i18n.T(lang, "fault.internal") || strings.Contains(text, "{") {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
}

// Numbers that look like others and are none.
func TestNumbersStayTexts(t *testing.T) {
	for typed, want := range map[string]string{
		"25112212E45678": "25112212E45678", "00123": "00123", "'00123": "00123", `="00123"`: "00123", "812345678901234.0": "812345678901234",
		"577123456789012345": "577123456789012345", "8123456789012340": "8123456789012340", "INV 2569/001": "INV 2569/001", "1,234": "1,234",
	} {
		if order := only(t, read(t, plain, sold(typed, "", "", "", "ชา", "1", "50"))); order.No != want {
			t.Errorf("%q is %q, want %q", typed, order.No, want)
		}
	}
	if order := only(t, read(t, "order no|product|sku|qty|price", "A|ชา|8.85E+12|1|50")); order.Lines[0].Text != "ชา" {
		t.Error("goods with a code that is none are to be matched, not refused")
	}
	// One whole number among those with zeros shows that the zeros are real.
	file := read(t, plain, sold("577123456789012000", "", "", "", "ชา", "1", "50"), sold("577123456789012345", "", "", "", "ชา", "1", "50"))
	if len(file.Orders) != 2 {
		t.Errorf("%+v", file)
	}
}

// An order comes in whole or not at all.
func TestABadRowHoldsItsOrder(t *testing.T) {
	file := read(t, plain, sold("A", "", "", "", "ชา", "1", "50"), sold("A", "", "", "", "กาแฟ", "x", "50"), sold("B", "", "", "", "ชา", "1", "50"), sold("A", "", "", "", "โกโก้", "1", "50"))
	if len(file.Orders) != 1 || file.Orders[0].No != "B" || len(file.Rejected) != 3 {
		t.Fatalf("%+v", file)
	}
	for n, want := range []string{"order_row_held", "qty_unreadable", "order_row_held"} {
		if bad := file.Rejected[n]; !fault.Is(bad.Reason, want) || bad.Order != "A" || bad.Row != []int{2, 3, 5}[n] {
			t.Errorf("%+v, want %s", bad, want)
		}
	}
}

func TestWhatIsNoLineIsLeftOut(t *testing.T) {
	file := read(t, "ร้านป้าแดง||||||||", "ออกเมื่อ 22/11/2568", plain, sold("A", "", "", "", "ชา", "1", "50"), plain, sold("B", "", "", "", "ชา", "1", "50"), "||||||2|100")
	if len(file.Orders) != 2 || len(file.Rejected) != 0 {
		t.Errorf("%+v", file)
	}
}

func TestTheSameOrderTwice(t *testing.T) {
	tea, coffee := "ชา", "กาแฟ"
	for name, c := range map[string]struct {
		rows     []string
		state    channelfile.State
		lines    int
		warnings string
	}{
		"another state, the newer below": {[]string{sold("A", "ที่ต้องจัดส่ง", "1/11/2568", "1/11/2568", tea, "1", "50"), sold("B", "สำเร็จ", "", "", tea, "1", "50"), sold("A", "จัดส่งแล้ว", "1/11/2568", "3/11/2568", tea, "1", "50")}, channelfile.Shipped, 1, "order_twice_states"},
		"another state, the newer above": {[]string{sold("A", "จัดส่งแล้ว", "1/11/2568", "3/11/2568", tea, "1", "50"), sold("A", "ที่ต้องจัดส่ง", "1/11/2568", "1/11/2568", tea, "1", "50")}, channelfile.Shipped, 1, "order_twice_states"},
		"no time: the last counts":       {[]string{sold("A", "จัดส่งแล้ว", "", "", tea, "1", "50"), sold("A", "ยกเลิก", "", "", tea, "1", "50")}, channelfile.Cancelled, 1, "order_twice_states"},
		"two lines, both twice":          {[]string{sold("A", "ที่ต้องจัดส่ง", "", "", tea, "1", "50"), sold("A", "ที่ต้องจัดส่ง", "", "", coffee, "1", "60"), sold("A", "จัดส่งแล้ว", "", "", tea, "1", "50"), sold("A", "จัดส่งแล้ว", "", "", coffee, "1", "60")}, channelfile.Shipped, 2, "order_twice_states"},
		"glued with itself":              {[]string{sold("A", "สำเร็จ", "", "", tea, "1", "50"), sold("B", "สำเร็จ", "", "", tea, "1", "50"), sold("A", "สำเร็จ", "", "", tea, "1", "50")}, channelfile.Delivered, 1, "order_twice"},
		"two equal lines of one order":   {[]string{sold("A", "สำเร็จ", "", "", tea, "1", "50"), sold("A", "สำเร็จ", "", "", tea, "1", "50")}, channelfile.Delivered, 2, ""},
		"sorted by goods":                {[]string{sold("A", "สำเร็จ", "", "", coffee, "1", "50"), sold("B", "สำเร็จ", "", "", coffee, "1", "50"), sold("A", "สำเร็จ", "", "", tea, "1", "50")}, channelfile.Delivered, 2, ""},
		"one line cancelled":             {[]string{sold("A", "ที่ต้องจัดส่ง", "", "", tea, "1", "50"), sold("A", "ยกเลิก", "", "", coffee, "1", "60")}, channelfile.Paid, 2, ""},
	} {
		file := read(t, append([]string{plain}, c.rows...)...)
		order := file.Orders[0]
		if order.No != "A" || order.State != c.state || len(order.Lines) != c.lines || codes(file) != c.warnings || len(file.Rejected) != 0 {
			t.Errorf("%s: %s %d lines, %q; %+v", name, order.State, len(order.Lines), codes(file), order)
		}
	}
}

// What a marketplace has covered by now does not take the place of what the same file still says.
func TestACoveredNameDoesNotReplaceAWholeOne(t *testing.T) {
	order := only(t, read(t, plain, sold("A", "ที่ต้องจัดส่ง", "", "1/11/2568", "ชา", "1", "50", "", "", "", "สมศรี", "0812345678", "12/3"), sold("A", "สำเร็จ", "", "3/11/2568", "ชา", "1", "50", "", "", "", "ส***", "******78", "***")))
	if order.Recipient.Name != "สมศรี" || order.Recipient.Phone != "081-234-5678" || order.Recipient.Masked || order.State != channelfile.Delivered {
		t.Errorf("%+v", order)
	}
}

func TestMoneyAtTheDoor(t *testing.T) {
	for way, cod := range map[string]bool{"COD": true, "เก็บเงินปลายทาง": true, "Cash on delivery": true, "ชำระเงินปลายทาง (COD)": true, "QR Code": false, "บัตรเครดิต": false, "barcod": false, "": false} {
		order := only(t, read(t, plain, sold("A", "รอจัดส่ง", "", "", "ชา", "2", "50", "40", "140", way)))
		if (order.COD == 14000) != cod || order.Paid == cod {
			t.Errorf("%q: %v paid %v", way, order.COD, order.Paid)
		}
	}
	for cell, want := range map[string]string{"140": "140.00", "ใช่": "100.00", "ไม่": "0.00", "-": "0.00", "": "0.00", "yes": "100.00"} {
		order := only(t, read(t, "order no|product|qty|price|cod", "A|ชา|2|50|"+cell))
		if order.COD.String() != want {
			t.Errorf("%q: %v", cell, order.COD)
		}
	}
}

func TestTheSumOfALineGivesItsPrice(t *testing.T) {
	for row, want := range map[string]string{"2|100": "50.00 0.00", "3|100": "33.34 0.02", "0.350|112": "320.00 0.00", "3|0": "0.00 0.00"} {
		order := only(t, read(t, "order no|product|qty|line total", "A|ชา|"+row))
		if got := order.Lines[0].Price.String() + " " + order.Lines[0].Discount.String(); got != want {
			t.Errorf("%s: %s, want %s", row, got, want)
		}
	}
}

func TestATotalThatDiffersIsTold(t *testing.T) {
	if file := read(t, plain, sold("A", "", "", "", "ชา", "2", "50", "40", "150")); codes(file) != "order_total_differs" || file.Orders[0].Total != 15000 {
		t.Errorf("%+v", file)
	}
}

func TestWarningsHaveSentences(t *testing.T) {
	file := read(t, plain+"|ส่งภายใน|รหัสไปรษณีย์|จังหวัด|อำเภอ|ตำบล", sold("A", "อะไรนะ", "", "", "ชา", "2", "50", "40", "150", "", "ก***", "", "", "")+"|เร็ว ๆ|||",
		sold("B", "ใหม่", "", "", "ชา", "2", "50", "", "", "", "", "", "1", "")+"||10110|เชียงใหม่|เมืองเชียงใหม่|สุเทพ", sold("B", "ยกเลิก", "", "", "ชา", "2", "50"), sold("C", "ใหม่", "", "", "ชา", "2", "50"), sold("D", "ใหม่", "", "", "ชา", "2", "50"), sold("C", "ใหม่", "", "", "ชา", "2", "50"))
	if codes(file) != "order_address order_masked order_ship_by order_state_unknown order_total_differs order_twice order_twice_states" {
		t.Error(codes(file))
	}
	for _, warning := range file.Warnings {
		for _, lang := range i18n.Langs {
			if text := i18n.Message(lang, warning); text == i18n.T(lang, "fault.internal") || strings.Contains(text, "{") {
				t.Errorf("%s: %s", warning.Code, text)
			}
		}
	}
}

// The same file in every dress: encodings, separators, a workbook with its numbers as numbers.
func TestEveryDress(t *testing.T) {
	text := strings.ReplaceAll(plain, "|", ",") + "\n" + `A-1,รอจัดส่ง,22/11/2568 10:30,,"น้ำพริก, หนุ่ม",NP-1,2,"1,250.50",40,"2,541.00",โอน,สมศรี,0812345678,"12/3 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200",` + "\n"
	thai874, err := charmap.Windows874.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	dresses := map[string]string{"utf-8": text, "utf-8 with a mark": "\xef\xbb\xbf" + text, "windows-874": thai874, "utf-16": utf16, "line ends": strings.ReplaceAll(text, "\n", "\r\n"), "a title": "รายงานคำสั่งซื้อ\n\n" + text}
	for name, sign := range map[string]string{"semicolons": ";", "tabs": "\t"} {
		var lines []string
		for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
			quoted := false
			lines = append(lines, strings.Map(func(r rune) rune {
				if r == '"' {
					quoted = !quoted
				}
				if r == ',' && !quoted {
					return rune(sign[0])
				}
				return r
			}, line))
		}
		dresses[name] = strings.Join(lines, "\n")
	}
	var first string
	for name, dress := range dresses {
		file, err := channelfile.Read(context.Background(), "orders.csv", strings.NewReader(dress), channelfile.Options{})
		if err != nil || len(file.Orders) != 1 || len(file.Rejected) != 0 {
			t.Errorf("%s: %+v %v", name, file, err)
			continue
		}
		order := file.Orders[0]
		if order.Lines[0].Price != 125050 || order.Total != 254100 || order.Recipient.Address.Subdistrict != "สุเทพ" || !order.At.Equal(bangkok("2025-11-22 10:30:00")) {
			t.Errorf("%s: %+v", name, order)
		}
		if first == "" {
			first = order.Revision
		}
		if order.Revision != first {
			t.Errorf("%s: another revision", name)
		}
	}
}

func workbook(t *testing.T, sheets map[string][][]any, order ...string) *bytes.Reader {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	for n, name := range order {
		if n == 0 {
			if err := file.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := file.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, row := range sheets[name] {
			cell, _ := excelize.CoordinatesToCellName(1, r+1)
			if err := file.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(out.Bytes())
}

func TestAWorkbook(t *testing.T) {
	rows := [][]any{{"Order ID", "Seller SKU", "Product Name", "Quantity", "Price", "Created Time"},
		{"577123456789012345", "P-1", "ผ้า", 2, 99.5, 45983.4375}, // text, numbers, a day as a number
		{577123456789012000, "P-1", "ผ้า", 1, 10, "22/11/2568"}}   // the number as a spreadsheet keeps it: fifteen digits
	file, err := channelfile.Read(context.Background(), "o.xlsx", workbook(t, map[string][][]any{"คู่มือ": {{"วิธีใช้"}}, "OrderSKUList": rows[:2]}, "คู่มือ", "OrderSKUList"), channelfile.Options{})
	if err != nil || len(file.Orders) != 1 || file.Sheet != "OrderSKUList" {
		t.Fatalf("%+v %v", file, err)
	}
	if order := file.Orders[0]; order.No != "577123456789012345" || order.Total != 19900 || !order.At.Equal(bangkok("2025-11-22 10:30:00")) {
		t.Errorf("%+v", order)
	}
	if codes(file) != "sheet_chosen" || len(file.Sheets) != 2 {
		t.Errorf("%s %v", codes(file), file.Sheets)
	}
	two := map[string][][]any{"ม.ค.": {rows[0], {"1", "P-1", "ผ้า", 2, 99.5, ""}}, "ก.พ.": {rows[0], {"2", "P-1", "ผ้า", 2, 99.5, ""}}}
	file, err = channelfile.Read(context.Background(), "o.xlsx", workbook(t, two, "ม.ค.", "ก.พ."), channelfile.Options{Sheet: "ก.พ."})
	if err != nil || len(file.Orders) != 1 || file.Orders[0].No != "2" || codes(file) != "" {
		t.Errorf("%+v %v", file, err)
	}
	if _, err = channelfile.Read(context.Background(), "o.xlsx", workbook(t, two, "ม.ค.", "ก.พ."), channelfile.Options{Sheet: "มี.ค."}); !fault.Is(err, "sheet_unknown") {
		t.Error(err)
	}
	file, err = channelfile.Read(context.Background(), "o.xlsx", workbook(t, map[string][][]any{"a": {rows[0], rows[2]}}, "a"), channelfile.Options{})
	if err != nil || len(file.Orders) != 0 || len(file.Rejected) != 1 || !fault.Is(file.Rejected[0].Reason, "order_no_rounded") {
		t.Errorf("%+v %v", file, err)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	for name, c := range map[string]struct{ file, data, code string }{
		"a picture":    {"a.png", "\x89PNG", "file_kind_unknown"},
		"a picture as": {"a.csv", "\x89PNG\x00\x00\x01", "file_unreadable"},
		"broken":       {"a.xlsx", "PK\x03\x04 nothing", "file_unreadable"},
		"empty":        {"a.csv", "", "order_columns"},
		"only words":   {"a.csv", strings.Repeat("😀", 1000), "order_columns"},
	} {
		if _, err := channelfile.Read(context.Background(), c.file, strings.NewReader(c.data), channelfile.Options{}); !fault.Is(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := channelfile.Read(ended, "a.csv", strings.NewReader(strings.ReplaceAll(plain, "|", ",")+"\nA"), channelfile.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A cell that a spreadsheet could not give is refused by name where it counts.
func TestCellsThatCouldNotBeRead(t *testing.T) {
	rows := listed(plain, sold("A", "", "", "", "ชา", "1", "=1+1"))
	rows[1].Bad = map[int]string{7: "cell_formula"}
	file, err := channelfile.ReadRows(context.Background(), rows, channelfile.Options{})
	if err != nil || len(file.Rejected) != 1 || !fault.Is(file.Rejected[0].Reason, "cell_formula") {
		t.Errorf("%+v %v", file, err)
	}
	rows[1].Bad = map[int]string{5: "cell_formula"} // an empty cell of no matter
	rows[1].Cells[7] = "50"
	if file, err = channelfile.ReadRows(context.Background(), rows, channelfile.Options{}); err != nil || len(file.Orders) != 1 {
		t.Errorf("%+v %v", file, err)
	}
}
