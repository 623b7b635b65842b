package quotations

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// accepts opens the dialog over the editor; made holds the order, once there is one.
func accepts(t testing.TB, v looks.Variant, m *market, quotation *shop.IssuedPaper) (b *bench, made *[]*shop.Order) {
	t.Helper()
	b, made = show(t, v, m.Shop, ""), new([]*shop.Order)
	Accept(b.Kit, quotation.ID, func(o *shop.Order) { *made = append(*made, o) })
	b.settle()
	return b, made
}

// accepting is the dialog of a bench that the tests look into.
func (b *bench) accepting(quotation *shop.IssuedPaper) *accepting {
	b.t.Helper()
	a := &accepting{k: b.Kit, runner: b.Kit.Pool.Runner()}
	f, err := readAccept(b.t.Context(), b.Kit.Shop, quotation.ID)
	must(b.t, err)
	a.begin(f)
	b.settle()
	return a
}

// file writes a file and lets a person find it.
func (b *bench) file(name, content string) {
	b.t.Helper()
	path := filepath.Join(b.t.(*testing.T).TempDir(), name)
	must(b.t, os.WriteFile(path, []byte(content), 0o600))
	b.Picks = func(then func(string)) { then(path) }
}

const giftHead = "ชื่อผู้รับ,เบอร์โทร,ที่อยู่,ตำบล,อำเภอ,จังหวัด,รหัสไปรษณีย์,จำนวน\n"

// schools is a list of so many recipients who get so many sets each.
func schools(each ...int) string {
	var rows strings.Builder
	rows.WriteString(giftHead)
	for n, many := range each {
		fmt.Fprintf(&rows, "โรงเรียนบ้านสันกลาง %d,0812345%03d,%d หมู่ 5,สันกลาง,สันกำแพง,เชียงใหม่,50130,%d\n", n+1, n, n+1, many)
	}
	return rows.String()
}

// A quotation is accepted by keys: another number of sets at the price of their break, the buyer's order with its
// picture, and the day. Its goods are kept.
func TestAQuotationIsAcceptedByKeys(t *testing.T) {
	m := newMarket(t)
	quotation := m.quotation(nil)
	b, made := accepts(t, usual, m, quotation)
	picture := filepath.Join(t.TempDir(), "order.png")
	file, err := os.Create(picture)
	must(t, err)
	must(t, png.Encode(file, image.NewNRGBA(image.Rect(0, 0, 600, 800))))
	must(t, file.Close())
	b.Kit.Clipboard.SetContent("file://" + picture)
	b.press("Ctrl+V")
	b.write("กค 12/2569")
	b.press("F5")
	b.write("120")
	b.press("Enter", "Ctrl+Enter", "Ctrl+Enter")
	if len(*made) != 1 || len(b.Gone) != 1 || b.Gone[0] != kit.ToOffice((*made)[0].Order.Number) || b.Kit.Prompt.Open() {
		t.Fatalf("%d orders, gone %v, said %q", len(*made), b.Gone, b.Kit.Prompt.Said())
	}
	o := (*made)[0]
	if line := o.Content.Lines[0]; line.Qty != qty.Pieces(120) || line.Price != 410_00 || o.Content.Due != "2026-12-23" || o.Order.Channel != ordering.Government {
		t.Errorf("%+v due %s", line, o.Content.Due)
	}
	if len(o.Recipients) != 1 || o.Recipients[0].Postcode != "50130" || o.Recipients[0].Subdistrict != "สันกลาง" || len(o.Kept) == 0 {
		t.Errorf("%+v, kept %d", o.Recipients, len(o.Kept))
	}
	listed, err := m.PapersOf(t.Context(), o.Order.Number)
	must(t, err)
	if len(listed) != 1 || listed[0].Kind != papers.PurchaseOrder || listed[0].Order.Number != "กค 12/2569" || listed[0].Order.Date != "2026-11-23" {
		t.Fatalf("%+v", listed)
	}
	kept, err := os.Stat(filepath.Join(m.Dir, shop.Images, listed[0].Order.Picture))
	if err != nil || kept.Size() == 0 {
		t.Errorf("the picture %q: %v", listed[0].Order.Picture, err)
	}
	Accept(b.Kit, quotation.ID, nil) // a second time
	b.settle()
	if !b.Kit.Prompt.Open() {
		t.Error("it is accepted twice")
	}
}

// Recipients of a spreadsheet get what their rows say, when that is what is ordered.
func TestManyRecipientsFromAFile(t *testing.T) {
	m := newMarket(t)
	quotation := m.quotation(nil)
	b := show(t, usual, m.Shop, "")
	a := b.accepting(quotation)
	b.file("gifts.csv", schools(10, 20, 28))
	b.press("F9", "Ctrl+Enter")
	if a.differs == nil || a.view.rows["shares"].Message() == "" || !b.Kit.Prompt.Open() || len(b.Gone) != 0 {
		t.Fatalf("58 of 60 are taken: %v", a.differs)
	}
	b.press("F5")
	b.write("58")
	b.press("Enter")
	if a.differs != nil || len(a.to) != 3 || a.gets(2) != "28 ชุด" {
		t.Fatalf("%v, %d recipients", a.differs, len(a.to))
	}
	b.press("F7", "Down", "Esc", "Ctrl+Enter")
	if len(b.Gone) != 1 {
		t.Fatal(b.Kit.Prompt.Said())
	}
	rows, _, err := m.Orders(t.Context(), shop.OrderQuery{Limit: 1})
	must(t, err)
	o, err := m.Order(t.Context(), rows[0].OrderID)
	must(t, err)
	if len(o.Recipients) != 3 || len(o.Content.Lines) != 3 || o.Content.Lines[1].Qty != qty.Pieces(20) || o.Content.Lines[1].To != 2 {
		t.Errorf("%+v", o.Content.Lines)
	}
}

// A file shares out what is ordered: of goods that are not taken after all it shares nothing, and it is said.
func TestAFileOfGoodsThatAreNotTaken(t *testing.T) {
	m := newMarket(t)
	quotation := m.quotation(func(ask *shop.PaperAsk) {
		price := money.Baht(30)
		ask.Lines = append(ask.Lines, shop.PaperLine{Name: "ค่าพิมพ์ชื่อ", Qty: qty.Pieces(2), Price: &price})
	})
	b := show(t, usual, m.Shop, "")
	a := b.accepting(quotation)
	b.file("gifts.csv", schools(20, 20, 20))
	b.press("F9", "F5")
	b.write("0")
	b.press("Enter", "Ctrl+Enter")
	if a.differs == nil || a.view.rows["shares"].Message() == "" || len(b.Gone) != 0 {
		t.Fatalf("60 that nobody ordered are shared: %v, gone %v", a.differs, b.Gone)
	}
}

func TestAFileIsTakenWholeOrNotAtAll(t *testing.T) {
	m := newMarket(t)
	quotation := m.quotation(nil)
	b := show(t, usual, m.Shop, "")
	a := b.accepting(quotation)
	for name, content := range map[string]string{
		"bad.csv":      giftHead + "โรงเรียน 1,0812345678,1,สันกลาง,สันกำแพง,เชียงใหม่,50130,30\n,0812345678,1,สันกลาง,สันกำแพง,เชียงใหม่,50130,30\n",
		"none.csv":     "สินค้า,ราคา\nชา,1\n",
		"rubbish.xlsx": "\x00\x01PK",
		"empty.csv":    "",
	} {
		b.file(name, content)
		b.press("F9")
		if a.gifts != nil || len(a.to) != 1 {
			t.Errorf("%s is taken", name)
		}
		b.press("Enter") // what is wrong was read
	}
	b.file("even.csv", strings.ReplaceAll(schools(1, 1, 1, 1), ",1\n", "\n"))
	b.file("even.csv", strings.ReplaceAll(strings.Replace(schools(7, 7, 7, 7), ",จำนวน", "", 1), ",7\n", "\n"))
	b.press("F9")
	if a.gifts == nil || len(a.to) != 4 || len(a.shares) != 0 || a.gets(3) != "15 ชุด" {
		t.Errorf("%d recipients, %v, %q", len(a.to), a.shares, a.gets(3))
	}
	b.press("F8")
	if a.gifts != nil || len(a.to) != 1 {
		t.Error("it is not one place again")
	}
}

// A quotation past its validity is asked about; no changes nothing, yes goes on.
func TestAnExpiredQuotationIsAskedAbout(t *testing.T) {
	m := newMarket(t)
	quotation := m.quotation(nil)
	m.later(40 * 24 * time.Hour)
	b, made := accepts(t, usual, m, quotation)
	b.press("Ctrl+Enter")
	if len(*made) != 0 || !b.Kit.Prompt.Open() {
		t.Fatal("it is not asked about")
	}
	b.press("Esc")
	if len(*made) != 0 || !b.Kit.Prompt.Open() {
		t.Fatal("no is yes")
	}
	b.press("Ctrl+Enter", "Enter")
	if len(*made) != 1 {
		t.Errorf("yes is no: %q", b.Kit.Prompt.Said())
	}
}

func TestAnAlternativeIsAccepted(t *testing.T) {
	m := newMarket(t)
	quotation := m.quotation(func(ask *shop.PaperAsk) {
		second := append([]shop.PaperLine{{Code: "HONEY-001", Qty: qty.Pieces(60)}}, ask.Lines...)
		ask.Options, ask.Lines = []shop.PaperOption{{Title: "ชุดสุขใจ", Lines: ask.Lines}, {Title: "ชุดมงคล", Lines: second}}, nil
	})
	b, made := accepts(t, usual, m, quotation)
	b.press("Right", "-", "F5")
	b.write("0")
	b.press("Enter", "Ctrl+Enter")
	if len(*made) != 1 || len((*made)[0].Content.Lines) != 1 || (*made)[0].Content.Lines[0].SKU != "GIFT-002" {
		t.Fatalf("%+v", *made)
	}
}

// What is wrong is said at its field and the dialog stays.
func TestWhatIsWrongWithAnAcceptance(t *testing.T) {
	m := newMarket(t)
	quotation := m.quotation(nil)
	b := show(t, usual, m.Shop, "")
	a := b.accepting(quotation)
	v := a.view
	for _, c := range []struct {
		field string
		set   func(string)
		text  string
		good  string
	}{{"due", v.due.SetText, "1/1/2569", "23/12/2569"}, {"due", v.due.SetText, "พรุ่งนี้", "23/12/2569"}, {"order.date", v.date.SetText, "1/1/2600", "23/11/2569"},
		{"order.date", v.date.SetText, "32/1/2569", "23/11/2569"}, {"order.number", v.number.SetText, strings.Repeat("ก", 300), "กค 1"}} {
		c.set(c.text)
		b.press("Ctrl+Enter")
		if v.rows[c.field].Message() == "" || len(b.Gone) != 0 {
			t.Errorf("%s = %.20q is taken", c.field, c.text)
		}
		c.set(c.good)
	}
	v.number.SetText("")
	b.press("F5")
	b.write("0")
	b.press("Enter", "Ctrl+Enter")
	if v.trouble.Hidden || len(b.Gone) != 0 {
		t.Error("an order of nothing is taken")
	}
	b.Kit.Clipboard.SetContent("กค 9/2569")
	b.press("Ctrl+V")
	if v.number.Text != "กค 9/2569" {
		t.Errorf("the number is not pasted: %q", v.number.Text)
	}
	b.file("order.png", "no picture at all")
	b.press("F3")
	if a.order.Picture != "" || !b.Kit.Prompt.Open() {
		t.Error("rubbish is kept as a picture")
	}
}

// Esc asks before it loses what was filled in, and leaves at once where nothing was.
func TestAnAcceptanceIsNotLost(t *testing.T) {
	m := newMarket(t)
	quotation := m.quotation(nil)
	b, made := accepts(t, usual, m, quotation)
	if b.press("Esc"); b.Kit.Prompt.Open() {
		t.Fatal("nothing is asked about")
	}
	Accept(b.Kit, quotation.ID, nil)
	b.settle()
	b.write("กค 1")
	b.press("Esc", "Esc") // no, it is not lost
	if !b.Kit.Prompt.Open() {
		t.Fatal("what was typed is lost")
	}
	b.press("Esc", "Enter")
	if b.Kit.Prompt.Open() || len(*made) != 0 {
		t.Error("it does not leave")
	}
}

func TestWhatWasCopied(t *testing.T) {
	for text, want := range map[string]string{"file:///home/a/b%20c.PNG": "/home/a/b c.PNG", "/tmp/order.jpg\n/tmp/other.jpg": "/tmp/order.jpg", `"/tmp/order.jpg"`: "/tmp/order.jpg",
		"order.jpg": "", "/etc/passwd": "", "กค 12": "", "": "", "https://a.b/c.png": ""} {
		if got := copiedPicture(text); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}

// acceptScenes gives the states of the dialog that must look right.
func acceptScenes(t *testing.T) map[string]func(looks.Variant) *bench {
	m := newMarket(t)
	quotation := m.quotation(nil)
	offers := m.quotation(func(ask *shop.PaperAsk) {
		five := ask.Lines[0].Breaks[0].Price
		words := shop.PaperLine{Name: "พิมพ์ชื่อหน่วยงานบนกล่อง", Unit: "กล่อง", Qty: qty.Pieces(60), Price: &five}
		*words.Price = 5_00
		ask.Options, ask.Lines = []shop.PaperOption{{Title: "ชุดสุขใจ", Lines: append(ask.Lines, words)}, {Title: "ชุดมงคล", Lines: append(ask.Lines, shop.PaperLine{Code: "HONEY-001", Qty: qty.Pieces(60)})}}, nil
	})
	calm := func(b *bench) *bench {
		b.Window.Canvas().Unfocus()
		b.Kit.Prompt.Hush()
		b.settle()
		return b
	}
	open := func(v looks.Variant, p *shop.IssuedPaper) *bench {
		b, _ := accepts(t, v, m, p)
		b.t = t
		return b
	}
	return map[string]func(looks.Variant) *bench{
		"accept": func(v looks.Variant) *bench { return calm(open(v, quotation)) },
		"accept-many": func(v looks.Variant) *bench {
			b := open(v, offers)
			b.file("gifts.csv", schools(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5))
			b.press("F9")
			b.write("กค 12/2569")
			return calm(b)
		},
		"accept-differs": func(v looks.Variant) *bench {
			b := open(v, quotation)
			b.file("gifts.csv", schools(10, 20, 28))
			b.press("F9", "Ctrl+Enter")
			return calm(b)
		},
		"accept-qty": func(v looks.Variant) *bench {
			b := open(v, quotation)
			b.press("F5")
			b.write("120")
			return calm(b)
		},
		"accept-rows": func(v looks.Variant) *bench {
			b := open(v, quotation)
			b.file("bad.csv", giftHead+"โรงเรียน 1,0812345678,1,สันกลาง,สันกำแพง,เชียงใหม่,50130,30\n,0812345678,1,สันกลาง,สันกำแพง,เชียงใหม่,,สอง\n")
			b.press("F9")
			return calm(b)
		},
	}
}

func TestNothingOfAnAcceptanceIsCut(t *testing.T) {
	all := acceptScenes(t)
	for _, v := range looks.Variants() {
		for name, scene := range all {
			scene(v).Look(t, v, "quotations-"+name)
		}
	}
}

func TestAcceptScreenshot(t *testing.T) {
	folder := looks.Screenshots(t)
	acceptScenes(t)["accept-many"](usual).Save(t, folder, "quotation-accept")
}
