package giftlist_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/giftlist"
	"github.com/talat-pos/talat/internal/qty"
)

// listed gives rows of cells parted by "|", the first the headings.
func listed(lines ...string) []catalog.Row {
	rows := make([]catalog.Row, len(lines))
	for n, line := range lines {
		rows[n] = catalog.Row{N: n + 1, Cells: strings.Split(line, "|")}
	}
	return rows
}

func isTea(heading string) bool { return strings.HasPrefix(heading, "ชา") }

func read(t *testing.T, lines ...string) giftlist.List {
	t.Helper()
	list, err := giftlist.ReadRows(listed(lines...), giftlist.Options{IsGoods: isTea})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func codes(list giftlist.List) string {
	var all []string
	for _, warning := range list.Warnings {
		all = append(all, warning.Code)
		for _, lang := range i18n.Langs {
			if text := i18n.Message(lang, warning); strings.Contains(text, "{") || text == i18n.T(lang, "fault.internal") {
				all = append(all, "without a sentence")
			}
		}
	}
	return strings.Join(all, " ")
}

func TestEveryColumn(t *testing.T) {
	list := read(t, "รายชื่อของขวัญปีใหม่ 2569", "", "ลำดับ|ชื่อ-นามสกุล|เบอร์โทร|ที่อยู่|ตำบล|อำเภอ|จังหวัด|รหัสไปรษณีย์|รหัสสินค้า|จำนวน|คำอวยพร|หมายเหตุ",
		"1|ท่านผู้ว่าฯ|812345678|ศาลากลาง|ช้างเผือก|เมืองเชียงใหม่|เชียงใหม่|50300|SET-1|2 ชุด|สวัสดีปีใหม่|ส่งก่อนเที่ยง", "|||||||||10||")
	if len(list.Recipients) != 1 || len(list.Rejected) != 0 || codes(list) != "" {
		t.Fatalf("%+v", list)
	}
	to := list.Recipients[0]
	if to.Name != "ท่านผู้ว่าฯ" || to.Phone != "081-234-5678" || to.Address.Long() != "ศาลากลาง ตำบลช้างเผือก อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50300" || to.Message != "สวัสดีปีใหม่" || to.Note != "ส่งก่อนเที่ยง" ||
		len(to.Items) != 1 || to.Items[0] != (giftlist.Item{SKU: "SET-1", Qty: qty.Pieces(2)}) || to.Rows[0] != 4 {
		t.Errorf("%+v", to)
	}
}

// A column a kind of goods, how many below it; columns that are neither are left alone.
func TestColumnsOfGoods(t *testing.T) {
	list := read(t, "ชื่อ|โทร|ที่อยู่|ชาเขียว|ชาดำ|แผนก", "สมศรี|0812345678|12/3 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200|๒|-|บัญชี", "สมชาย|0898765432|99 ถ.สีลม แขวงสีลม เขตบางรัก กทม. 10500|1|3 กล่อง|")
	if len(list.Recipients) != 2 || strings.Join(list.Goods, " ") != "ชาเขียว ชาดำ" || codes(list) != "" {
		t.Fatalf("%+v", list)
	}
	if got := list.Recipients[0]; len(got.Items) != 1 || got.Items[0].Qty != qty.Pieces(2) || got.Address.Subdistrict != "สุเทพ" || got.Address.Postcode != "50200" {
		t.Errorf("%+v", got)
	}
	if got := list.Recipients[1]; len(got.Items) != 2 || got.Items[1] != (giftlist.Item{Text: "ชาดำ", Qty: qty.Pieces(3)}) {
		t.Errorf("%+v", got)
	}
}

// A place that the register does not know keeps the postcode that stands behind it.
func TestAPlaceThatNobodyKnows(t *testing.T) {
	list := read(t, "ชื่อ|โทร|ที่อยู่", "โรงเรียน|0812345678|99 หมู่ 5 ต.ห้วยขะยุงใหม่ อ.วารินชำราบ จ.อุบลราชธานี ๓๔๓๑๐")
	if codes(list) != "gift_place" || len(list.Recipients) != 1 || list.Recipients[0].Address.Postcode != "34310" || !strings.HasPrefix(list.Recipients[0].Address.Line, "99 หมู่ 5 ต.ห้วยขะยุงใหม่") ||
		strings.Contains(list.Recipients[0].Address.Line, "34310") {
		t.Errorf("%s %+v", codes(list), list)
	}
}

// A subdistrict that is written wrong is told with its row, and what its postcode says is filled in: a label needs it.
func TestAMisspeltSubdistrict(t *testing.T) {
	right := "โรงเรียน|0812345678|1 หมู่ 2 ตำบลห้วยขะยูง อำเภอวารินชำราบ จังหวัดอุบลราชธานี 34310"
	list := read(t, "ชื่อ|โทร|ที่อยู่", right, "วัด|0812345678|1 หมู่ 2 ตำบลห้วยขะยุง อำเภอวารินชำราบ จังหวัดอุบลราชธานี 34310", "อนามัย|0812345678|1 ต.บ้านไหนไม่รู้ 50999")
	if codes(list) != "gift_place" || list.Warnings[0].Values["rows"] != "3, 4" {
		t.Fatalf("%s %+v", codes(list), list.Warnings)
	}
	if a := list.Recipients[1].Address; a.Province != "อุบลราชธานี" || a.District != "วารินชำราบ" || !strings.Contains(a.Line, "ห้วยขะยุง") {
		t.Errorf("%+v", a)
	}
	list = read(t, "ชื่อ|โทร|ที่อยู่|ตำบล|อำเภอ|จังหวัด|รหัสไปรษณีย์", "วัด|0812345678|1|ห้วยขะยุง|วารินชำราบ|อุบลราชธานี|34310", "อนามัย|0812345678|1|ห้วยขะยูง|วารินชำราบ|อุบลราชธานี|34310")
	if codes(list) != "gift_place" || list.Warnings[0].Values["rows"] != "2" {
		t.Errorf("%s %+v", codes(list), list.Warnings)
	}
}

// Without goods all get the same.
func TestNamesAlone(t *testing.T) {
	list := read(t, "name|phone|address|postcode|message", "Ann|0812345678|1 Moo 2|50200|Happy New Year")
	if len(list.Recipients) != 1 || list.Recipients[0].Items != nil || list.Recipients[0].Message != "Happy New Year" {
		t.Errorf("%+v", list)
	}
}

func TestARecipientTwiceIsOne(t *testing.T) {
	list := read(t, "ชื่อ|โทร|ที่อยู่|รหัสไปรษณีย์|สินค้า|จำนวน", "สมศรี|0812345678|1|50200|ชา|1", "สมชาย|0898765432|2|50200|ชา|1", "สมศรี |081-234-5678|1|50200|กาแฟ|2", "สมศรี|0812345678|1|50200|ชา|1", "สมศรี|0812345678|9|50200|ชา|1")
	if len(list.Recipients) != 3 || codes(list) != "gift_twice" {
		t.Fatalf("%+v", list)
	}
	if items := list.Recipients[0].Items; len(items) != 2 || items[0].Qty != qty.Pieces(2) || items[1].Qty != qty.Pieces(2) || len(list.Recipients[0].Rows) != 3 {
		t.Errorf("%+v", list.Recipients[0])
	}
}

func TestWhatToLookAtAgain(t *testing.T) {
	list := read(t, "ชื่อ|โทร|ที่อยู่|ตำบล|อำเภอ|จังหวัด|รหัสไปรษณีย์", "ก||1|สุเทพ|เมืองเชียงใหม่|เชียงใหม่|10500", "ข|0812345|1|สุเทพ|เมืองเชียงใหม่|เชียงใหม่|50200")
	if len(list.Recipients) != 2 || codes(list) != "gift_address gift_phone" || list.Warnings[1].Values["rows"] != "2, 3" {
		t.Errorf("%+v", list)
	}
}

func TestBadRowsAreNamed(t *testing.T) {
	for name, c := range map[string]struct{ row, code, column, value string }{
		"nobody":          {"|0812345678|1|50200|1", "label_name", "ชื่อ", ""},
		"no postcode":     {"ก|0812345678|1||1", "label_postcode", "รหัสไปรษณีย์", ""},
		"half of one":     {"ก|0812345678|1|5020|1", "label_postcode", "รหัสไปรษณีย์", "5020"},
		"none":            {"ก|0812345678|1|50200|0", "qty_not_positive", "จำนวน", "0"},
		"no number":       {"ก|0812345678|1|50200|สอง", "qty_unreadable", "จำนวน", "สอง"},
		"from one to two": {"ก|0812345678|1|50200|1-2 ขวด", "qty_unreadable", "จำนวน", "1-2 ขวด"},
		"half a kilo":     {"ก|0812345678|1|50200|ครึ่งโล", "qty_unreadable", "จำนวน", "ครึ่งโล"},
		"below nothing":   {"ก|0812345678|1|50200|-1", "qty_unreadable", "จำนวน", "-1"},
		"a million":       {"ก|0812345678|1|50200|1000000", "qty_absurd", "จำนวน", "1000000"},
		"an exponent":     {"ก|0812345678|1|50200|1E3", "qty_unreadable", "จำนวน", "1E3"},
		"a novel":         {strings.Repeat("ก", 501) + "|0812345678|1|50200|1", "order_cell", "ชื่อ", strings.Repeat("ก", 501)},
	} {
		list := read(t, "ชื่อ|โทร|ที่อยู่|รหัสไปรษณีย์|จำนวน", c.row, "ข|0812345678|1|50200|1")
		if len(list.Rejected) != 1 || len(list.Recipients) != 1 {
			t.Errorf("%s: %+v", name, list)
			continue
		}
		if bad := list.Rejected[0]; !fault.Is(bad.Reason, c.code) || bad.Row != 2 || bad.Column != c.column || bad.Value != c.value {
			t.Errorf("%s: %+v", name, bad)
		}
	}
}

func TestFilesThatAreNoList(t *testing.T) {
	many := []string{"name|postcode"}
	for n := range 501 {
		many = append(many, fmt.Sprintf("n%d|50200", n))
	}
	for code, rows := range map[string][]catalog.Row{"gift_columns": listed("ชื่อสินค้า|จำนวน", "ชา|1"), "gifts_too_many": listed(many...)} {
		if _, err := giftlist.ReadRows(rows, giftlist.Options{}); !fault.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	list, err := giftlist.Read(context.Background(), "gifts.csv", strings.NewReader("\xef\xbb\xbfชื่อ;โทร;ที่อยู่\nสมศรี;0812345678;12/3 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200\n"), giftlist.Options{})
	if err != nil || len(list.Recipients) != 1 || list.Recipients[0].Address.Province != "เชียงใหม่" {
		t.Errorf("%+v %v", list, err)
	}
}

// One who pays orders for all of a list: each gets what his row names, or what all get.
func TestAListFillsAnOrder(t *testing.T) {
	list := read(t, "ชื่อ|โทร|ที่อยู่|รหัสไปรษณีย์|สินค้า|จำนวน|คำอวยพร", "สมศรี|0812345678|1|50200|ชา|2|สุขสันต์", "สมชาย|0898765432|2|50200||3|", "สมหมาย|0898765433|3|50200|ของแปลก|1|")
	tea, set := id.New[id.Product](), id.New[id.Product]()
	goods := func(item giftlist.Item) (id.Product, money.Satang) {
		return map[string]id.Product{"ชา": tea, "ชุดปีใหม่": set}[item.Text], 5000
	}
	request := ordering.Request{ID: id.New[id.Order](), Channel: ordering.Government}
	if err := list.Fill(&request, goods, []giftlist.Item{{Text: "ชุดปีใหม่", Qty: qty.Pieces(2)}}); err != nil {
		t.Fatal(err)
	}
	if err := request.Validate(func(id.Product) *catalog.Product { return &catalog.Product{Name: "x", SKU: "X", Unit: "ชิ้น"} }); err != nil {
		t.Fatal(err)
	}
	if len(request.Recipients) != 3 || request.Recipients[0].Note != "สุขสันต์" || request.Recipients[1].Phones[0] != "0898765432" || request.Recipients[2].No != 3 || len(request.Lines) != 3 {
		t.Fatalf("%+v", request)
	}
	if l := request.Lines[0]; l.ProductID != tea || l.Qty != qty.Pieces(2) || l.To != 1 || l.Price != 5000 {
		t.Errorf("%+v", l)
	}
	if l := request.Lines[1]; l.ProductID != set || l.Qty != qty.Pieces(6) || l.To != 2 {
		t.Errorf("%+v", l)
	}
	if l := request.Lines[2]; !l.ProductID.IsZero() || l.Text != "ของแปลก" || l.To != 3 {
		t.Errorf("%+v", l)
	}
	if err := list.Fill(&request, goods, nil); !fault.Is(err, "gift_goods") || fault.Of(err).Values["name"] != "สมชาย" {
		t.Error(err)
	}
}

func FuzzReadRows(f *testing.F) {
	for _, seed := range []string{"ชื่อ|โทร|ที่อยู่|ชาเขียว\nก|08|ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200|2", "name|postcode|qty\na|50200|1,000 x\n||\n\x00|๕๐๒๐๐|๑", "name|address|message|message\n|||", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		list, err := giftlist.ReadRows(listed(strings.Split(text, "\n")...), giftlist.Options{IsGoods: isTea})
		if err != nil {
			return
		}
		for _, to := range list.Recipients {
			if to.Name == "" || len(to.Address.Postcode) != 5 || len(to.Rows) == 0 {
				t.Errorf("%+v", to)
			}
			for _, item := range to.Items {
				if item.Qty <= 0 {
					t.Errorf("%+v", to)
				}
			}
		}
	})
}
