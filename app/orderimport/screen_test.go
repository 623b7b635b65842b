package orderimport

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	toolkit "fyne.io/fyne/v2/widget"
	"github.com/xuri/excelize/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/shop"
)

var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

const shopeeHead = "หมายเลขคำสั่งซื้อ,สถานะการสั่งซื้อ,ชื่อผู้ใช้ (ผู้ซื้อ),วันที่ทำการสั่งซื้อ,เวลาการชำระสินค้า,*หมายเลขติดตามพัสดุ,ชื่อสินค้า,เลขอ้างอิง SKU (SKU Reference No.),ชื่อตัวเลือก,ราคาขาย,จำนวน,ค่าจัดส่งที่ชำระโดยผู้ซื้อ,จำนวนเงินทั้งหมด,ชื่อผู้รับ,หมายเลขโทรศัพท์,ที่อยู่ในการจัดส่ง,จังหวัด,เขต/อำเภอ,รหัสไปรษณีย์\n"

// shopeeRow is one line of an order; to is the recipient's name and telephone.
func shopeeRow(no, state, name, sku, price, pieces, to, phone string) string {
	return strings.Join([]string{no, state, "ying88", "2026-11-23 10:30", "2026-11-23 10:31", "", name, sku, "", price, pieces, "0", "", to, phone,
		"9/1 ถ.ห้วยแก้ว ต.สุเทพ", "เชียงใหม่", "เมืองเชียงใหม่", "50200"}, ",") + "\n"
}

// shopee holds orders of every kind: good ones, one of goods that nobody knows, covered ones, a refused one of two
// rows, and one whose state nobody knows.
var shopee = shopeeHead +
	shopeeRow("251123K7Q2RM8V", "ที่ต้องจัดส่ง", "น้ำผึ้งดอกลำไย 500 มล.", "HONEY-001", "165", "2", "ส******", "******12") +
	shopeeRow("251123K7Q2RM8V", "ที่ต้องจัดส่ง", "สบู่ขมิ้นน้ำผึ้ง", "SOAP-001", "35", "4", "ส******", "******12") +
	shopeeRow("251123M4X9TT1C", "ที่ต้องจัดส่ง", "ชุดชาดอกไม้ 12 ซอง แพ็กของขวัญ", "", "240", "1", "นภา สุขใจ", "0812345678") +
	shopeeRow("251123P0B3WW5D", "ที่ต้องจัดส่ง", "ข้าวหอมมะลิ ทุ่งกุลา 1 กก.", "RICE-001", "65", "หลายถุง", "วิชัย มั่นคง", "0898765432") +
	shopeeRow("251123P0B3WW5D", "ที่ต้องจัดส่ง", "สบู่ขมิ้นน้ำผึ้ง", "SOAP-001", "35", "1", "วิชัย มั่นคง", "0898765432") +
	shopeeRow("251123R8N6HH2J", "รอคนขับมารับ", "น้ำพริกหนุ่ม", "PRIK-001", "45", "3", "อารี พงษ์ดี", "0834445555") +
	shopeeRow("251123T2C8LL9F", "ที่ต้องจัดส่ง", "น้ำพริกหนุ่ม", "PRIK-001", "45", "1", "ก******", "******55")

// own is a file of a program that nobody knows.
const own = "ร้านของเรา เดือนพฤศจิกายน,,,,\nเลขบิล,ของ,กี่ชิ้น,ชิ้นละ,ใครรับ\nW-1,สบู่ขมิ้นน้ำผึ้ง,2,35,มานี\nW-2,น้ำพริกหนุ่ม,1,45,ปิติ\n"

func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// bench is the dialog over an empty page.
type bench struct {
	*looks.Stage
	page *Page
	todo []string // what the list was told to show
}

// bare is a page with nothing on it.
type bare struct{ object fyne.CanvasObject }

func (bare) Title() string                { return "" }
func (b bare) Content() fyne.CanvasObject { return b.object }
func (bare) Scope() *keys.Scope           { return &keys.Scope{} }
func (bare) Shown()                       {}
func (bare) Hidden()                      {}

func open(t testing.TB, v looks.Variant, s *shop.Shop, path string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Stage.Show(kit.Till, func(*kit.Kit) nav.Page { return bare{toolkit.NewLabel("")} })
	b.page = Show(b.Kit, path, func(todo string) { b.todo = append(b.todo, todo) })
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, func() bool { return b.page.job != nil })
}

func (b *bench) press(t testing.TB, all ...keys.Chord) {
	t.Helper()
	for _, key := range all {
		b.Press(key)
		b.settle(t)
	}
}

func practice(t testing.TB) *shop.Shop { return looks.Practice(t, 1, noon) }

func total(t testing.TB, s *shop.Shop, query shop.OrderQuery) int {
	t.Helper()
	_, total, err := s.Orders(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	return total
}

func (m *model) counts() (counts [len(kinds)]int) {
	for n := range kinds {
		counts[n] = m.count(kind(n))
	}
	return counts
}

// A file is looked at, imported and told of by keys; what could not be comes back, and the list shows what is to be
// matched.
func TestAFileComesInByKeys(t *testing.T) {
	s := practice(t)
	before := total(t, s, shop.OrderQuery{Limit: 1})
	b := open(t, usual, s, "")
	path := write(t, "Order.all.csv", shopee)
	b.Picks = func(then func(string)) { then(path) }
	b.press(t, "F2")
	m := b.page.model
	if got := m.counts(); got != [...]int{6, 2, 4, 0, 0, 1} || m.file.Kind != ordering.Shopee || m.masked() != 2 {
		t.Fatalf("%v %s, %d covered", got, m.file.Kind, m.masked())
	}
	if l := m.line(); m.filter != wrong || l.bad == nil || l.bad.Order != "251123P0B3WW5D" || !strings.Contains(b.page.view.problem(l), "จำนวน: ") {
		t.Fatalf("what is wrong comes first: %d %+v", m.filter, l)
	}
	if total(t, s, shop.OrderQuery{Limit: 1}) != before || b.Changed != 0 {
		t.Fatal("something is written before a person says so")
	}
	b.press(t, "F5")
	if m.filter != created {
		t.Errorf("F5 shows %d", m.filter)
	}
	b.press(t, "Ctrl+Enter")
	done := m.done
	if done == nil || done.created != 4 || done.rejected != 2 || done.match != 1 || done.stopped || b.Changed != 1 || total(t, s, shop.OrderQuery{Limit: 1}) != before+4 {
		t.Fatalf("%+v, %d", done, b.Changed)
	}
	if _, err := os.Stat(done.file); err != nil || filepath.Dir(done.file) != filepath.Join(s.Dir, shop.Exports) {
		t.Error(done.file, err)
	}
	b.press(t, "F8")
	if b.Kit.Clipboard.Content() != done.file || !b.page.view.side.copied.Visible() {
		t.Error("the place of the refused rows is not on the clipboard")
	}
	b.press(t, "Ctrl+Enter")
	if b.Changed != 1 {
		t.Error("again there is nothing to do")
	}
	b.press(t, "Enter")
	if b.Kit.Prompt.Open() || len(b.todo) != 1 || b.todo[0] != ordering.TodoMatch {
		t.Fatalf("%q", b.todo)
	}
	again := open(t, usual, s, path)
	if got := again.page.model.counts(); got != [...]int{6, 2, 0, 0, 4, 1} || again.page.model.work() != 0 {
		t.Errorf("again: %v", got)
	}
	again.press(t, "Ctrl+Enter", "Esc")
	if again.Kit.Prompt.Open() || len(again.todo) != 0 || again.Changed != 0 {
		t.Error("nothing came in, and yet it is told")
	}
}

// The headings of an unknown file are named by keys, and the next file is read by them.
func TestHeadingsAreNamedOnce(t *testing.T) {
	s := practice(t)
	path := write(t, "own.csv", own)
	b := open(t, usual, s, path)
	m := b.page.model
	if m.unread == nil || !b.page.naming {
		t.Fatal("nobody asks what the headings are")
	}
	b.press(t, "Ctrl+Enter")
	if !b.page.naming {
		t.Fatal("taken while headings are missing")
	}
	b.press(t, "Esc", "Ctrl+Enter")
	if b.page.naming || b.page.model.unread == nil {
		t.Fatal("a file that cannot be read was imported")
	}
	b.press(t, "Enter")
	// Each heading is asked about in turn: number, goods, pieces, price of one, who gets it.
	for _, field := range []channelfile.Field{"no", "product", "qty", "price", "name"} {
		b.press(t, "Enter")
		for range 1 + slices.Index(channelfile.Fields(), field) {
			b.press(t, "Down")
		}
		b.press(t, "Enter")
	}
	b.press(t, "F4", "PageDown", "PageDown", "Up", "Up", "Enter") // of the web shop
	b.press(t, "Ctrl+Enter")
	m = b.page.model
	if got := m.counts(); b.page.naming || m.unread != nil || got != [...]int{2, 0, 2, 0, 0, 0} || m.file.Kind != ordering.Web {
		t.Fatalf("%v %s %v", got, m.file.Kind, m.unread)
	}
	if order := m.lines[0].order; order.No != "W-1" || order.Recipient.Name != "มานี" || order.Total != 70_00 {
		t.Errorf("%+v", order)
	}
	b.press(t, "Ctrl+Enter", "Enter")
	if len(b.todo) != 1 || b.todo[0] != "" {
		t.Errorf("%q", b.todo)
	}
	next := open(t, usual, s, write(t, "next.csv", strings.ReplaceAll(own, "W-2", "W-3")))
	if got := next.page.model.counts(); next.page.naming || got != [...]int{2, 0, 1, 0, 1, 0} || next.page.model.file.Kind != ordering.Web {
		t.Errorf("the next file: %v", got)
	}
}

// What the channel's word means a person says once, and it is read so.
func TestAWordOfTheChannelIsGivenItsMeaning(t *testing.T) {
	b := open(t, usual, practice(t), write(t, "a.csv", shopee))
	b.press(t, "F6")
	for range b.page.model.headings() {
		b.press(t, "Down")
	}
	b.press(t, "Enter", "Down", "Down", "Enter", "Ctrl+Enter") // sent
	m := b.page.model
	at := slices.IndexFunc(m.lines, func(l line) bool { return l.order != nil && l.order.No == "251123R8N6HH2J" })
	if at < 0 || m.lines[at].order.State != channelfile.Shipped || m.mapping == nil || m.mapping.States["รอคนขับมารับ"] != channelfile.Shipped {
		t.Errorf("%+v", m.mapping)
	}
}

// Nothing a person said about headings is lost without a question.
func TestNamedHeadingsAreNotLost(t *testing.T) {
	b := open(t, usual, practice(t), write(t, "own.csv", own))
	b.press(t, "F8", "Esc")
	if !b.page.naming {
		t.Fatal("Esc dropped what was said")
	}
	b.press(t, "Esc") // no
	b.page.Drop("other.csv")
	if !b.page.naming || b.page.model.path == "other.csv" || b.page.job != nil {
		t.Fatal("a dropped file took the place of the one whose headings are named")
	}
	b.press(t, "Esc", "Enter")
	if b.page.naming || b.page.model.mapping != nil {
		t.Error("what was dropped counts")
	}
}

func TestTheSheetsOfAWorkbookAreTurned(t *testing.T) {
	first := [][]string{{"เลขที่คำสั่งซื้อ", "ชื่อสินค้า", "จำนวน", "ราคา"}, {"A-1", "น้ำพริกหนุ่ม", "1", "45"}}
	second := [][]string{first[0], {"B-1", "น้ำพริกหนุ่ม", "1", "45"}, {"B-2", "น้ำพริกหนุ่ม", "1", "45"}}
	path := book(t, map[string][][]string{"พ.ย.": first, "ธ.ค.": second})
	b := open(t, usual, practice(t), path)
	m := b.page.model
	was := m.file.Sheet
	if len(m.file.Sheets) != 2 {
		t.Fatalf("%q", m.file.Sheets)
	}
	b.press(t, "F7")
	if now := b.page.model.file.Sheet; now == was || len(b.page.model.lines)+len(m.lines) != 3 {
		t.Fatalf("%s after %s", now, was)
	}
	b.press(t, "F7")
	if b.page.model.file.Sheet != was {
		t.Error("the first sheet does not come again")
	}
}

// A file that is none leaves what was there, and a place can be typed.
func TestFilesThatAreNone(t *testing.T) {
	b := open(t, usual, practice(t), "")
	good := write(t, "good.csv", shopee)
	for _, path := range []string{filepath.Join(t.TempDir(), "none.csv"), write(t, "photo.png", "\x89PNG"), write(t, "broken.xlsx", "PK")} {
		b.page.view.start.path.SetText(" \"" + path + "\" ")
		b.press(t, "Enter")
		if b.page.model.path != "" {
			t.Fatalf("%s was taken", path)
		}
		b.press(t, "Enter") // understood
	}
	b.page.view.start.path.SetText("file://" + good)
	b.press(t, "Enter")
	if b.page.model.path != good || len(b.page.model.lines) != 6 {
		t.Fatalf("%q", b.page.model.path)
	}
	taken := b.page.Drop(write(t, "empty.csv", ""))
	b.settle(t)
	if !taken || b.page.model.path != good || len(b.page.model.lines) != 6 {
		t.Errorf("after an empty file %q is shown", b.page.model.path)
	}
	b.press(t, "Esc", "Esc") // what is wrong with it, and the dialog
	if b.page.Drop(good) {
		t.Error("a closed dialog took a file")
	}
}

// many gives the file of so many orders.
func many(count int) string {
	var text strings.Builder
	text.WriteString(shopeeHead)
	for n := range count {
		text.WriteString(shopeeRow(fmt.Sprintf("251123X%07d", n), "ที่ต้องจัดส่ง", "น้ำพริกหนุ่ม", "PRIK-001", "45", "1", "มานี", "0812345678"))
	}
	return text.String()
}

// An import that is stopped keeps what is in, and goes on from there.
func TestAStoppedImportGoesOn(t *testing.T) {
	s := practice(t)
	before := total(t, s, shop.OrderQuery{Limit: 1})
	b := open(t, usual, s, write(t, "many.csv", many(450)))
	b.Press("Ctrl+Enter")
	b.Until(t, func() bool { return b.page.job == nil || b.page.job.State().Done > 0 })
	b.Press("Esc")
	if !b.Kit.Prompt.Open() || b.page.job == nil {
		t.Skip("it was too quick to be stopped")
	}
	b.Press("Enter")
	b.settle(t)
	m := b.page.model
	if m.done == nil || !m.done.stopped || m.done.created == 0 || m.done.created == 450 {
		t.Fatalf("%+v", m.done)
	}
	if in := total(t, s, shop.OrderQuery{Limit: 1}) - before; in != m.done.created || m.count(same) != in || m.work() != 450-in {
		t.Fatalf("%d are in, %d said, %d left", in, m.done.created, m.work())
	}
	b.press(t, "Ctrl+Enter")
	if total(t, s, shop.OrderQuery{Limit: 1}) != before+450 || b.page.model.done.stopped {
		t.Errorf("%+v", b.page.model.done)
	}
}

// Esc while a file is checked leaves what was there before.
func TestACheckIsStopped(t *testing.T) {
	b := open(t, usual, practice(t), "")
	b.page.open(write(t, "many.csv", many(450)))
	b.press(t, "Esc")
	if b.page.model.path != "" || !b.Kit.Prompt.Open() || b.page.view.start.object.Hidden {
		t.Errorf("%q", b.page.model.path)
	}
}

func book(t testing.TB, sheets map[string][][]string) string {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	for name, rows := range sheets {
		if _, err := file.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, cells := range rows {
			if err := file.SetSheetRow(name, fmt.Sprintf("A%d", n+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := file.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := file.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// scenes are the states of the dialog that must look right.
func scenes(t testing.TB) map[string]func(looks.Variant) *bench {
	path, strange := write(t, "Order.all.20261123.csv", shopee), write(t, "สมุดออเดอร์ร้านเรา.csv", own)
	months := book(t, map[string][][]string{"พฤศจิกายน": {{"เลขที่คำสั่งซื้อ", "ชื่อสินค้า", "จำนวน", "ราคา"}, {"A-1", "น้ำพริกหนุ่ม", "1", "45"}}, "ธันวาคม": {{"a"}}})
	keyed := func(path string, all ...keys.Chord) func(looks.Variant) *bench {
		return func(v looks.Variant) *bench {
			b := open(t, v, practice(t), path)
			b.press(t, all...)
			b.Window.Canvas().Unfocus()
			return b
		}
	}
	return map[string]func(looks.Variant) *bench{
		"start":   keyed(""),
		"looked":  keyed(path, "F5", "F5", "F5", "Down", "Down"),
		"refused": keyed(path),
		"look":    keyed(path, "F4"),
		"sheets":  keyed(months),
		"heads":   keyed(strange),
		"field":   keyed(strange, "Enter"),
		"unread":  keyed(strange, "Esc"),
		"done":    keyed(path, "Ctrl+Enter"),
		"importing": func(v looks.Variant) *bench {
			b := open(t, v, practice(t), path)
			b.Press("Ctrl+Enter")
			return b
		},
		"checking": func(v looks.Variant) *bench {
			b := open(t, v, practice(t), "")
			b.page.open(path)
			return b
		},
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	all := scenes(t)
	for _, v := range looks.Variants() {
		for name, scene := range all {
			b := scene(v)
			b.Look(t, v, "orderimport-"+name)
			b.settle(t)
		}
	}
}

// TestTheDialogLooksAsStored compares it with testdata. After a wanted change copy the picture from testdata/failed
// over it.
func TestTheDialogLooksAsStored(t *testing.T) {
	test.AssertImageMatches(t, "orderimport.png", scenes(t)["looked"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["looked"](usual).Save(t, folder, "orderimport")
}
