package paste

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// anchalee asks for COD with a letter among the digits of her phone.
const anchalee = "สวัสดีค่า ๆ เอาน้ำพริกหนุ่ม 5 กระปุก กับกล้วยตาก ๒ ถุงนะคะ\nส่ง\nอัญชลี ศรีสุข\n45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น\nเขตบางกะปิ กทม 10240\nโทร O86-555 1212\nเก็บปลายทางได้ไหมคะ"

// bench is the dialog over an empty page.
type bench struct {
	*looks.Stage
	page  *page
	saved []id.Order
	told  int
}

// bare is a page with nothing on it.
type bare struct{ object fyne.CanvasObject }

func (bare) Title() string                { return "" }
func (b bare) Content() fyne.CanvasObject { return b.object }
func (bare) Scope() *keys.Scope           { return &keys.Scope{} }
func (bare) Shown()                       {}
func (bare) Hidden()                      {}

func open(t testing.TB, v looks.Variant, s *shop.Shop, text string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Stage.Show(kit.Till, func(*kit.Kit) nav.Page { return bare{toolkit.NewLabel("")} })
	b.Kit.Clipboard.SetContent(text)
	b.page = show(b.Kit, func(orders []id.Order) { b.saved, b.told = orders, b.told+1 })
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, func() bool { return b.page.runner.Working() || b.page.photos.Busy() })
}

// practice is the practice shop, whose goods are those of the village.
func practice(t testing.TB) *shop.Shop { return looks.Practice(t, 1, noon) }

// orders gives what the shop has.
func (b *bench) orders(t testing.TB) []shop.OrderRow {
	t.Helper()
	rows, _, err := b.Kit.Shop.Orders(t.Context(), shop.OrderQuery{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func (b *bench) focusedField() string { return b.page.view.focused }

// One message by keys alone: the doubtful phone is confirmed, the way of paying chosen, the order saved.
func TestAMessageBecomesAnOrderByKeys(t *testing.T) {
	s := practice(t)
	b := open(t, usual, s, anchalee)
	before := len(b.orders(t))
	if b.focusedField() != fieldPhones {
		t.Fatalf("the keyboard is in %q", b.focusedField())
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	if len(b.orders(t)) != before || b.page.view.told.Content() != b.Kit.T("paste.need.look") {
		t.Fatalf("saved with a doubt; told %q", b.page.view.told.Content())
	}
	b.Press("Enter")
	if d := b.page.model.draft(); d.doubts[fieldPhones] != "" || b.focusedField() != fieldPayment {
		t.Fatalf("after Enter the keyboard is in %q, %v", b.focusedField(), d.doubts)
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	if len(b.orders(t)) != before || b.page.view.told.Content() != b.Kit.T("paste.need.payment") {
		t.Fatalf("saved without a way of paying; told %q", b.page.view.told.Content())
	}
	b.Press("F5")
	b.settle(t)
	b.Press("Ctrl+Enter")
	b.settle(t)
	rows := b.orders(t)
	if len(rows) != before+1 || b.told != 1 || len(b.saved) != 1 || b.Changed != 1 || b.Kit.Prompt.Open() {
		t.Fatalf("%d orders, told %d of %d", len(rows), b.told, len(b.saved))
	}
	order, err := s.Order(t.Context(), b.saved[0])
	if err != nil {
		t.Fatal(err)
	}
	if short := ordering.Short(&order.Order); !strings.Contains(b.Kit.Prompt.Said(), short) {
		t.Errorf("%q does not call it %s", b.Kit.Prompt.Said(), short)
	}
	content := order.Content
	if content.PayBy != ordering.PayCOD || content.Service != "ems" || content.Fee <= 0 || len(content.Lines) != 2 || order.Total() != 345_00+content.Fee ||
		order.Order.Channel != ordering.Line || order.Recipients[0].Phones[0] != "0865551212" || order.Recipients[0].Code == "" {
		t.Errorf("%+v %+v", content, order.Recipients)
	}
}

func TestTabWalksOnlyWhatIsAsked(t *testing.T) {
	b := open(t, usual, practice(t), "น้ำพริกหนม 3 กระปุก\nวิชัย มั่นคง 99 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200\nโทร O89-876-5432")
	var seen []string
	for range 4 {
		seen = append(seen, b.focusedField())
		b.Press("Tab")
		b.Deliver()
	}
	if got := strings.Join(seen, " "); got != "phones items[0].sku payment phones" {
		t.Error(got)
	}
	b.Press("F2")
	if b.focusedField() != fieldPlace {
		t.Errorf("F2 leads to %q", b.focusedField())
	}
}

// A place is found from any part of it, and the list's Enter takes it.
func TestThePlaceIsFoundByTyping(t *testing.T) {
	b := open(t, usual, practice(t), "กล้วยตาก 2 ถุง\nวิชัย มั่นคง\n99 ถ.นิมมานเหมินท์\nโทร 089-876-5432 โอน")
	b.Press("F2")
	b.Type("สุเทพ")
	view := b.page.view.form.views[3]
	if view.entry.Offered() == 0 {
		t.Fatal("nothing is offered")
	}
	b.Type(" เชียงใหม่")
	b.Press("Enter")
	b.settle(t)
	if to := b.page.model.draft().to(); to.Subdistrict != "สุเทพ" || to.Postcode != "50200" {
		t.Fatalf("%+v", to)
	}
	if got := b.page.view.form.views[5].entry; got.Text != "50200" || got.Mark() == "" || got.Watched() {
		t.Errorf("%q %q", got.Text, got.Mark())
	}
	if d := b.page.model.draft(); len(d.offers()) == 0 || d.request.Fee == 0 {
		t.Error("the post is not reckoned with the postcode found")
	}
}

// Of a doubtful field the list begins with what stands there: Enter says it is right, ↓ and Enter take another.
func TestOtherReadingsAreOffered(t *testing.T) {
	const mixed = "กล้วยตาก 2 ถุง โอน\nสมชาย ใจดี 12/3 หมู่ 4 ต.สันทราย อ.เมือง จ.เชียงราย 50000 โทร 0812345678"
	b := open(t, usual, practice(t), mixed)
	b.page.view.goTo(fieldPostcode)
	entry := b.page.view.form.views[5].entry
	if entry.Offered() < 2 || !entry.Watched() {
		t.Fatalf("%d offered, %v", entry.Offered(), b.page.model.draft().doubts)
	}
	b.Press("Enter")
	b.settle(t)
	if d := b.page.model.draft(); d.to().Postcode != "50000" || d.doubts[fieldPostcode] != "" {
		t.Fatalf("Enter changed it to %q, %v", d.to().Postcode, d.doubts)
	}
	b.page.view.goTo(fieldPlace)
	b.Press("Esc")
	if b.page.shut || b.page.view.form.views[3].entry.Offered() != 0 {
		t.Fatal("Esc closes the list first")
	}
	b.page.view.goTo(fieldName)
	b.page.view.goTo(fieldPlace)
	b.Press("Down")
	b.Press("Enter")
	b.settle(t)
	if d := b.page.model.draft(); !d.agrees() || d.doubts[fieldPlace] != "" {
		t.Errorf("%+v, %v", d.to(), d.doubts)
	}
}

func TestNothingTypedIsLostByEscOrByPasting(t *testing.T) {
	b := open(t, usual, practice(t), anchalee)
	b.Press("Enter")
	b.Press("Esc")
	if !b.page.model.unsaved() || b.page.shut {
		t.Fatal("Esc closed without asking")
	}
	b.Press("Esc") // no
	b.Kit.Clipboard.SetContent(three)
	b.Press("Ctrl+V")
	if len(b.page.model.drafts) != 1 {
		t.Fatal("pasting did not ask")
	}
	b.Press("Enter") // yes
	b.settle(t)
	if len(b.page.model.drafts) != 3 || b.page.model.unsaved() {
		t.Fatalf("%d orders", len(b.page.model.drafts))
	}
	b.Press("Esc")
	if !b.page.shut || b.told != 0 {
		t.Error("nothing was changed and nothing saved: it closes and tells nobody")
	}
}

func TestAllThatAreReadyAreSavedAtOnce(t *testing.T) {
	b := open(t, usual, practice(t), three)
	before := len(b.orders(t))
	b.Press("PageDown")
	b.Press("PageDown")
	if b.page.model.at != 2 || b.focusedField() != fieldPayment {
		t.Fatalf("order %d, %q", b.page.model.at, b.focusedField())
	}
	b.Press("F6")
	b.settle(t)
	if !strings.Contains(b.page.view.all.Label(), "2") {
		t.Error(b.page.view.all.Label())
	}
	b.Press("F12")
	b.settle(t)
	if len(b.orders(t)) != before+2 || b.told != 0 || b.page.model.at != 1 || b.page.model.drafts[0].saved == "" {
		t.Fatalf("%d orders, at %d", len(b.orders(t)), b.page.model.at)
	}
	if b.focusedField() != itemField(0, "sku") {
		t.Errorf("the keyboard is in %q", b.focusedField())
	}
	b.Press("PageUp")
	if b.page.view.save.Disabled() != true || !strings.Contains(b.page.view.warned.Content(), b.page.model.drafts[0].called) {
		t.Error("a saved order looks as if it could be saved again")
	}
	b.Press("PageDown")
	b.Press("Enter")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if len(b.orders(t)) != before+3 || b.told != 1 || len(b.saved) != 3 {
		t.Errorf("%d orders, told %d of %d", len(b.orders(t)), b.told, len(b.saved))
	}
}

func TestACorrectionIsLearntOnlyWhenAPersonSaysSo(t *testing.T) {
	s := practice(t)
	b := open(t, usual, s, "พวงหรีดผ้าขนหนู 2 อัน\nสมชาย ใจดี 12/3 หมู่ 4 ต.สันทราย อ.เมือง จ.เชียงราย 57000 โทร 0812345678 โอนค่ะ")
	prik := b.page.model.index.BySKU("PRIK-001")
	aliases := len(prik.Aliases)
	if b.focusedField() != itemField(0, "sku") {
		t.Fatalf("the keyboard is in %q", b.focusedField())
	}
	b.Press("Enter") // opens the choice of goods
	b.Type("PRIK-001")
	b.Press("Enter")
	b.settle(t)
	if d := b.page.model.draft(); d.request.Lines[0].ProductID != prik.ID {
		t.Fatalf("%+v", d.request.Lines[0])
	}
	if b.page.view.goods.offer.Hidden || len(b.page.model.index.ByID(prik.ID).Aliases) != aliases {
		t.Fatal("it learnt silently, or did not offer to")
	}
	b.Press("F11")
	b.settle(t)
	if got := b.page.model.index.ByID(prik.ID).Aliases; len(got) != aliases+1 || !b.page.view.goods.offer.Hidden {
		t.Errorf("%q", got)
	}
}

func TestAGapIsAskedAboutBeforeSaving(t *testing.T) {
	b := open(t, usual, practice(t), "กล้วยตาก 2 ถุง โอน\nสมชาย ใจดี 12/3 หมู่ 4 ต.สันทราย อ.เมือง จ.เชียงราย 57000")
	before := len(b.orders(t))
	b.Press("Ctrl+Enter")
	b.settle(t)
	if len(b.orders(t)) != before {
		t.Fatal("saved without a phone and without asking")
	}
	b.Press("Enter")
	b.settle(t)
	if len(b.orders(t)) != before+1 || b.told != 1 {
		t.Error("not saved after yes")
	}
}

func TestAnEmptyClipboardAndAPictureAreSaidInWords(t *testing.T) {
	b := open(t, usual, practice(t), "")
	if b.page.view.told.Content() != b.Kit.T("paste.clipboard_empty") || !b.page.view.editing {
		t.Fatalf("told %q", b.page.view.told.Content())
	}
	b.Type("กล้วยตาก 2 ถุง")
	b.settle(t)
	if d := b.page.model.draft(); d == nil || len(d.items) != 1 || !b.page.view.editing || !b.page.model.unsaved() {
		t.Fatal("what is typed is read as it is typed")
	}
	b.Kit.Clipboard.SetContent("สวัสดีค่ะ")
	b.page.paste()
	b.settle(t)
	if !strings.Contains(b.page.view.warned.Content(), b.Kit.T("fault.chat_no_order")) || !b.page.view.save.Disabled() {
		t.Errorf("%q", b.page.view.warned.Content())
	}
	b.Kit.Clipboard.SetContent(strings.Repeat("😀", 1<<18))
	b.page.paste()
	b.settle(t)
	b.Press("F4")
	if b.page.model.draft() != nil || len(b.page.model.text) > maxPaste || b.page.view.editing || b.page.view.told.Content() != b.Kit.T("paste.too_long") {
		t.Error("a megabyte of emoji")
	}
}

// A message that is pasted while a field has the keyboard is read, and does not end in the field.
func TestAMessagePastedIntoAFieldIsRead(t *testing.T) {
	b := open(t, usual, practice(t), anchalee)
	b.Kit.Clipboard.SetContent(three)
	entry := b.page.view.form.views[0].entry
	b.Window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: b.Kit.Clipboard})
	b.settle(t)
	if len(b.page.model.drafts) != 3 || strings.Contains(b.page.model.drafts[0].to().Name, "วิชัย") {
		t.Errorf("%d orders, %q", len(b.page.model.drafts), b.page.model.draft().to().Name)
	}
}

func TestTheSummaryIsCopied(t *testing.T) {
	b := open(t, usual, practice(t), anchalee)
	b.Press("F5")
	b.Press("F9") // waits for the prices
	b.settle(t)
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, "น้ำพริกหนุ่ม 5 กระปุก = 225") || b.page.view.told.Content() != b.Kit.T("paste.copied") {
		t.Errorf("%q", text)
	}
}

func TestTheChannelIsChosenAndKept(t *testing.T) {
	b := open(t, usual, practice(t), anchalee)
	b.Press("F10")
	b.Press("Down")
	b.Press("Enter")
	if b.page.model.channel != ordering.Facebook || b.page.model.draft().request.Channel != ordering.Facebook {
		t.Fatal(b.page.model.channel)
	}
	b.page.dialog.Close()
	b.page = show(b.Kit, nil)
	b.settle(t)
	if b.page.model.channel != ordering.Facebook {
		t.Error("the next paste begins with another channel")
	}
}

// hard is what strains the dialog: goods that nobody knows, a total that differs, questions, warnings.
const hard = "พวงหรีดผ้าขนหนูสีชมพูหวานแหวว 2 อัน น้ำพริกหนม 120 กล้วยตาก 1 ถุง ไข่เค็มไชยา 2 แพ็ค ข้าวหอมมะลิ 1 ถุง\n" +
	"นางสาวพรรณทิพย์วรรณ ศิริวัฒนโชติกุลพัฒนา เลขที่ 1234/567 หมู่บ้านสุขสันต์นิเวศน์ ซอย 12 แยก 3 ต.สันทราย อ.เมือง จ.เชียงราย 50000\n" +
	"โทร O81-234-5678 ยอดรวม 9999 บาท ส่งวันไหนคะ ลดได้ไหมคะ เก็บปลายทางได้ไหม"

func TestNothingIsCutInAnyLook(t *testing.T) {
	s := practice(t)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s, anchalee)
			b.Look(t, v, "paste-one")
			b.page.dialog.Close()
			b.Kit.Clipboard.SetContent(three)
			b.page = show(b.Kit, nil)
			b.settle(t)
			b.Look(t, v, "paste-three")
			b.page.dialog.Close()
			b.Kit.Clipboard.SetContent(hard)
			b.page = show(b.Kit, nil)
			b.settle(t)
			b.Look(t, v, "paste-hard")
			b.page.view.goTo(fieldPlace)
			looks.Check(t, b.Window.Canvas(), looks.Options{Overlap: func(string, string) bool { return true }}) // the list lies over the fields
			if folder := os.Getenv("TALAT_LOOKS"); folder != "" {
				b.Save(t, folder, "paste-offered-"+v.Name())
			}
			b.page.match(0, b.page.model.index.BySKU("PRIK-001").ID)
			b.page.pay(ordering.PayCOD)
			b.settle(t)
			b.page.view.goTo(fieldPayment)
			b.Look(t, v, "paste-learn")
			b.Press("F4")
			b.Look(t, v, "paste-edit")
			b.page.dialog.Close()
			b.Kit.Clipboard.SetContent("")
			b.page = show(b.Kit, nil)
			b.settle(t)
			b.Look(t, v, "paste-empty")
		})
	}
}

// TestThePasteLooksAsStored compares it with testdata. After a wanted change copy the picture from
// testdata/failed over it.
func TestThePasteLooksAsStored(t *testing.T) {
	b := open(t, usual, practice(t), anchalee)
	test.AssertImageMatches(t, "paste.png", b.Window.Canvas().Capture())
}

// TestScreenshots writes the picture of the guide where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	open(t, usual, practice(t), anchalee).Save(t, folder, "paste")
}
