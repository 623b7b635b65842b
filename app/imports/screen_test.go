package imports

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// village makes a shop with a few goods.
func village(t testing.TB) *shop.Shop {
	t.Helper()
	s, err := shop.Create(context.Background(), t.TempDir(), shop.Params{Name: "ร้านชุมชนบ้านดอนตูม"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, p := range []catalog.Product{
		{SKU: "HONEY-01", Name: "น้ำผึ้งดอกลำไย 500 มล.", Unit: "ขวด", Price: 165_00, Category: "อาหาร", Codes: []catalog.Code{{Code: "8850000000017", Pack: 1000}}},
		{SKU: "SOAP-01", Name: "สบู่ขมิ้นน้ำผึ้ง", Unit: "ก้อน", Price: 35_00, Category: "สมุนไพร"},
	} {
		if _, err := s.SaveProduct(context.Background(), p, shop.Opening{}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

const sheet = "ร้านชุมชนบ้านดอนตูม,,,,,\nรหัสสินค้า,ชื่อสินค้า,หมวด,ราคาขาย,คงเหลือ,ที่มา\n" +
	"HONEY-01,น้ำผึ้งดอกลำไย 500 มล.,อาหาร,185,,สวนป้าศรี\n" +
	"SOAP-01,สบู่ขมิ้นน้ำผึ้ง,สมุนไพร,35,,แม่บ้านดอนตูม\n" +
	"CHILI-01,น้ำพริกหนุ่ม,อาหาร,หกสิบ,24,ป้าคำ ลำพูน\n" +
	"FISH-01,ปลาส้มพะเยา 400 ก.,อาหาร,120,12,วิสาหกิจปลาส้ม\n" +
	"BAG-01,กระเป๋าสานกระจูด ใบใหญ่,ของใช้,-450,5,กลุ่มวรรณี\n" +
	"EGG-01,ไข่เค็มไชยา (6 ฟอง),อาหาร,65,30,ไชยาฟาร์ม\n" +
	"FISH-01,ปลาส้มตัวใหญ่,อาหาร,180,6,วิสาหกิจปลาส้ม\n"

func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// bench is the page on a window.
type bench struct {
	*looks.Stage
	page *Page
}

func open(t testing.TB, v looks.Variant, s *shop.Shop, arg string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Show(kit.Imports, func(k *kit.Kit) nav.Page {
		b.page = New(k, arg)
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, func() bool { return b.page.runner.Working() || b.page.job != nil })
}

func (b *bench) counts() string {
	m := b.page.model
	return fmt.Sprintf("wrong %d new %d changed %d same %d", m.count(wrong), m.count(created), m.count(changed), m.count(same))
}

func TestWrongCellsAreFixedOnTheSpot(t *testing.T) {
	s := village(t)
	b := open(t, usual, s, write(t, "สินค้า.csv", sheet))
	if got := b.counts(); got != "wrong 3 new 2 changed 1 same 1" {
		t.Fatal(got)
	}
	m := b.page.model
	if m.filter != wrong || m.row != 5 || m.column != "price" {
		t.Fatalf("what is wrong comes first: filter %d row %d column %s", m.filter, m.row, m.column)
	}
	b.Press("Enter")
	b.Type("60")
	b.Press("Enter")
	b.settle(t)
	if got := b.counts(); got != "wrong 2 new 3 changed 1 same 1" || b.page.model.row != 7 || !b.page.view.editing() {
		t.Fatalf("%s, row %d: the next wrong cell waits for its text", got, b.page.model.row)
	}
	b.Type("450")
	b.Press("Enter")
	b.settle(t)
	if b.page.model.row != 9 || b.page.model.column != "sku" {
		t.Fatalf("row %d column %s", b.page.model.row, b.page.model.column)
	}
	b.Type("FISH-02")
	b.Press("Enter")
	b.settle(t)
	if got := b.counts(); got != "wrong 0 new 5 changed 1 same 1" {
		t.Fatal(got)
	}
	index, err := s.Catalogue(t.Context())
	if err != nil || index.BySKU("CHILI-01") != nil {
		t.Fatal("nothing is saved before a person says so")
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	if got := b.counts(); got != "wrong 0 new 0 changed 0 same 7" || b.Changed != 1 {
		t.Fatal(got)
	}
	if p := index.BySKU("CHILI-01"); p == nil || p.Price != 60_00 || index.BySKU("HONEY-01").Price != 185_00 || index.BySKU("FISH-02") == nil {
		t.Errorf("%+v", p)
	}
	if done := b.page.model.done; done.created != 5 || done.updated != 1 || done.rejected != "" || done.stopped {
		t.Errorf("%+v", done)
	}
	b.Press("Ctrl+Enter")
	if b.page.job != nil {
		t.Error("again there is nothing to do")
	}
}

func TestGoodRowsGoInAndBadOnesComeBack(t *testing.T) {
	s := village(t)
	b := open(t, usual, s, write(t, "สินค้า.csv", sheet))
	b.Press("Ctrl+Enter")
	b.settle(t)
	done := b.page.model.done
	if got := b.counts(); got != "wrong 3 new 0 changed 0 same 4" || done.created != 2 || done.updated != 1 {
		t.Fatalf("%s %+v", got, done)
	}
	b.Press("F8")
	if b.Kit.Clipboard.Content() != done.rejected || !strings.HasPrefix(done.rejected, filepath.Join(s.Dir, shop.Exports)) {
		t.Errorf("%q", b.Kit.Clipboard.Content())
	}
	b.page.Drop(done.rejected)
	b.settle(t)
	if got := b.counts(); got != "wrong 2 new 0 changed 1 same 0" {
		// the second FISH-01 is alone in this file, and so changes the first
		t.Error(got)
	}
}

func TestHeadingsAreNamedByHandAndRemembered(t *testing.T) {
	s := village(t)
	text := "ของ,เท่าไร,เหลืออยู่\nขนมเทียน,20,5\nไข่เค็ม,65,8\n"
	b := open(t, usual, s, write(t, "ก.csv", text))
	if !b.page.model.naming || !b.Kit.Prompt.Open() {
		t.Fatal("it asks what the headings stand for")
	}
	choose := func(column string) {
		b.Press("Enter") // change the chosen heading
		for range catalog.Columns() {
			b.Press("Up") // to the top: not used
		}
		for _, name := range catalog.Columns() {
			b.Press("Down")
			if name == column {
				break
			}
		}
		b.Press("Enter")
		b.settle(t)
	}
	choose("name")
	choose("price")
	choose("stock")
	b.Press("Esc")
	if got := b.counts(); got != "wrong 0 new 2 changed 0 same 0" || b.page.model.naming {
		t.Fatal(got)
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	b.page.Drop(write(t, "ข.csv", strings.ReplaceAll(text, "ไข่เค็ม", "ไข่หวาน")))
	b.settle(t)
	if got := b.counts(); got != "wrong 0 new 1 changed 0 same 1" || b.Kit.Prompt.Open() {
		t.Error("the next file like it is understood:", got)
	}
}

func TestTypedCellsAreNotLost(t *testing.T) {
	b := open(t, usual, village(t), write(t, "สินค้า.csv", sheet))
	b.Type("60") // typing begins in the wrong cell by itself
	b.Press("Down")
	b.settle(t)
	if got := b.counts(); got != "wrong 2 new 3 changed 1 same 1" {
		t.Error("what was typed counts when one goes on:", got)
	}
	left := false
	b.page.Leave(func() { left = true })
	if left || !b.Kit.Prompt.Open() {
		t.Error("it asks before what was put right is lost")
	}
	b.Press("Esc")
	b.Press("Enter")
	b.Type("ผิด")
	b.Press("Esc")
	if b.page.view.side.entry.Text == "ผิด" || len(b.Gone) != 0 {
		t.Error("Esc takes back what was typed into the cell")
	}
	b.Press("Esc")
	if len(b.Gone) != 1 || b.Gone[0].Screen != kit.Products {
		t.Error(b.Gone)
	}
}

// Ctrl+Enter counts what is being typed, and a check that comes back takes nothing from it.
func TestWhatIsTypedIsImported(t *testing.T) {
	s := village(t)
	b := open(t, usual, s, write(t, "สินค้า.csv", sheet))
	b.Press("Enter")
	b.Type("6")
	b.page.check(false)
	b.settle(t)
	b.Type("0")
	b.Press("Ctrl+Enter")
	b.settle(t)
	index, err := s.Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if p := index.BySKU("CHILI-01"); p == nil || p.Price != 60_00 || b.page.model.done.created != 3 {
		t.Errorf("%+v %s", p, b.counts())
	}
}

// A stopped import says what went in, and the same file goes on from there.
func TestAStoppedImportGoesOn(t *testing.T) {
	var text strings.Builder
	text.WriteString("sku,ชื่อสินค้า,ราคา\n")
	const rows = 3000
	for n := range rows {
		fmt.Fprintf(&text, "M-%05d,สินค้าที่ %d,5\n", n, n)
	}
	b := open(t, usual, village(t), write(t, "มาก.csv", text.String()))
	b.Press("Ctrl+Enter")
	b.Until(t, func() bool { return b.page.job == nil || b.page.job.State().Done > 0 })
	if b.page.job == nil {
		t.Skip("it was done before it could be stopped")
	}
	b.Press("Esc")
	b.Press("Enter") // yes, stop
	b.settle(t)
	done := b.page.model.done
	if !done.stopped || done.created == 0 || done.created >= rows || b.page.model.count(same) != done.created {
		t.Fatalf("%+v %s", done, b.counts())
	}
	first := done.created
	b.Press("Ctrl+Enter")
	b.settle(t)
	if done = b.page.model.done; done.stopped || done.created != rows-first || b.page.model.count(same) != rows {
		t.Fatalf("%+v %s", done, b.counts())
	}
}

func TestFilesThatCannotBeReadAreRefused(t *testing.T) {
	b := open(t, usual, village(t), "")
	for _, path := range []string{write(t, "a.xlsx", "no spreadsheet"), filepath.Join(t.TempDir(), "none.csv"), write(t, "empty.csv", ""), t.TempDir()} {
		b.page.Drop(path)
		b.settle(t)
		if !b.Kit.Prompt.Open() || b.page.model.file != nil {
			t.Errorf("%s was not refused", path)
		}
		b.Press("Enter")
	}
	if !Takes(t.TempDir()) || !Takes("x.XLSX") || !Takes("x.csv") || Takes("x.png") || Takes("x.txt") {
		t.Error("what is dropped here")
	}
}

func TestAReadingIsShownAndStops(t *testing.T) {
	b := open(t, usual, village(t), "")
	path := write(t, "สินค้า.csv", sheet)
	b.page.Drop(path)
	if b.page.start.reading.Hidden || !strings.Contains(b.page.start.reading.Content(), "สินค้า.csv") {
		t.Error("it says what is read")
	}
	b.Press("Esc")
	b.settle(t)
	if b.page.model.file != nil || !b.page.start.reading.Hidden || len(b.Gone) != 0 {
		t.Error("Esc stops the reading and stays")
	}
	b.page.Drop(path)
	b.settle(t)
	if b.page.model.file == nil || b.page.stack.Objects[0] != b.page.view.object {
		t.Error("once more it is read")
	}
}

func album(t testing.TB, names ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "รูปสินค้า")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for n, name := range names {
		file, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		picture := image.NewNRGBA(image.Rect(0, 0, 20+n, 20))
		draw.Draw(picture, picture.Bounds(), image.NewUniform(color.NRGBA{R: 236, G: uint8(160 - 20*n), B: 40, A: 255}), image.Point{}, draw.Src)
		if err := png.Encode(file, picture); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestPhotosOfAFolder(t *testing.T) {
	s := village(t)
	b := open(t, usual, s, "")
	dir := album(t, "HONEY-01.png", "8850000000017_2.png", "SOAP-01.png", "IMG_2041.png")
	b.Picks = func(then func(string)) { then(dir) }
	b.Press("F3")
	b.settle(t)
	if m := b.page.photos; m == nil || len(m.plan.Files) != 3 || len(m.plan.Unmatched) != 1 {
		t.Fatalf("%+v", m)
	}
	if b.page.photos.photo == nil {
		t.Error("the chosen picture is shown")
	}
	b.Press("F5")
	if name, _, _ := b.page.photoLine(0); name != "IMG_2041.png" {
		t.Error(name)
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	if r := b.page.photos.result; r == nil || r.Photos != 3 || r.Products != 2 || b.Changed != 1 {
		t.Fatalf("%+v", r)
	}
	index, err := s.Catalogue(t.Context())
	if err != nil || index.BySKU("HONEY-01").Photo == "" || len(index.BySKU("HONEY-01").MorePhotos) != 1 {
		t.Error(err)
	}
}

func TestScreenLooksAsStored(t *testing.T) {
	b := open(t, usual, village(t), write(t, "สินค้าเดือนพฤศจิกายน.csv", sheet))
	b.page.view.filter(0)
	b.page.model.choose(2)
	b.page.show()
	b.Window.Canvas().Unfocus()
	b.Kit.Prompt.Hush()
	b.settle(t)
	test.AssertImageMatches(t, "imports.png", b.Window.Canvas().Capture())
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	s := village(t)
	dir := album(t, "HONEY-01.png", "8850000000017_2.png", "IMG_2041.png")
	long := sheet + strings.Repeat("น้ำพริก", 12) + ",ชื่อที่ยาวมากของสินค้าที่ยาวมากจริง ๆ ยาวกว่าช่อง,หมวด,5,1,x\n"
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s, "")
			b.Look(t, v, "imports-start")
			b.page.Drop(write(t, "สินค้าเดือนพฤศจิกายน.csv", long))
			b.settle(t)
			b.Kit.Prompt.Hush()
			b.page.view.filter(0)
			b.page.model.choose(0)
			b.page.show()
			b.Look(t, v, "imports-changed")
			b.page.model.choose(2)
			b.page.show()
			b.Look(t, v, "imports-wrong")
			b.page.model.done = &outcome{created: 1200, updated: 35, unchanged: 7, rejected: "/x/rejected-20261123-120000.xlsx"}
			b.page.show()
			b.Look(t, v, "imports-done")
			b.Press("F6")
			b.Look(t, v, "imports-headings")
			b.Press("Enter")
			b.Look(t, v, "imports-name")
			b.Press("Esc")
			b.Press("Esc")
			b.page.Drop(dir)
			b.settle(t)
			b.Kit.Prompt.Hush()
			b.Look(t, v, "imports-photos")
		})
	}
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := open(t, usual, village(t), write(t, "สินค้าเดือนพฤศจิกายน.csv", sheet))
	b.page.view.filter(0)
	b.page.model.choose(2)
	b.page.show()
	b.Kit.Prompt.Hush()
	b.settle(t)
	b.Save(t, folder, "import")
}

// Twenty thousand rows are listed, narrowed and stepped through without a pause that a person would feel.
func BenchmarkTwentyThousandRows(b *testing.B) {
	var text strings.Builder
	text.WriteString("sku,ชื่อสินค้า,ราคา\n")
	for n := range 20_000 {
		fmt.Fprintf(&text, "M-%05d,สินค้าที่ %d,%s\n", n, n, []string{"5", "ห้า"}[n%2])
	}
	page := open(b, usual, village(b), write(b, "มาก.csv", text.String()))
	for b.Loop() {
		page.page.view.nextFilter()
		page.page.view.step(8)
	}
}
