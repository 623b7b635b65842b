package quotations

import (
	"context"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

func init() { pause = 0 }

// watch is a clock that the test moves.
type watch struct {
	mu sync.Mutex
	at time.Time
}

func (w *watch) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func (w *watch) later(by time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.Add(by)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// market is a practice shop on 23 November 2569 with an office among its customers.
type market struct {
	*shop.Shop
	*watch
	t      testing.TB
	office shop.Party
}

func newMarket(t testing.TB) *market {
	t.Helper()
	w := &watch{at: time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)}
	m := &market{Shop: looks.Practice(t, 20, w.now), watch: w, t: t}
	office, err := m.SaveCustomer(context.Background(), party.Party{Name: "องค์การบริหารส่วนตำบลสันกลาง", TaxID: "0994000521235", Branch: "00000",
		Address: "ที่ทำการ อบต.สันกลาง เลขที่ 99 หมู่ 5 ตำบลสันกลาง อำเภอสันกำแพง จังหวัดเชียงใหม่ 50130"})
	must(t, err)
	m.office = office.Party
	for key, value := range map[string]string{"paper.signer": "นางสาวสมศรี ใจดี", "paper.signer_position": "ประธานกลุ่ม"} {
		_, _, err := m.Set(context.Background(), key, value)
		must(t, err)
	}
	return m
}

// quotation issues one of 60 gift sets with breaks.
func (m *market) quotation(edit func(*shop.PaperAsk)) *shop.IssuedPaper {
	m.t.Helper()
	price := shop.PaperLine{Code: "GIFT-002", Qty: qty.Pieces(60), Breaks: []papers.Break{{From: qty.Pieces(50), Price: 430_00}, {From: qty.Pieces(100), Price: 410_00}}}
	each := price.Breaks[0].Price
	price.Price = &each
	ask := shop.PaperAsk{ID: id.New[id.Paper](), Kind: papers.Quotation, Within: 30, CustomerID: m.office.ID, Conditions: "มัดจำ 30% เมื่อสั่งซื้อ\nราคานี้รวมค่าจัดส่งถึงที่ทำการแล้ว",
		Buyer: papers.Buyer{Kind: papers.Government}, Lines: []shop.PaperLine{price}}
	if edit != nil {
		edit(&ask)
	}
	made, err := m.IssuePaper(context.Background(), ask)
	must(m.t, err)
	m.later(time.Minute)
	return made
}

// bench is the editor on a window.
type bench struct {
	*looks.Stage
	page *Page
	t    testing.TB
}

func show(t testing.TB, v looks.Variant, s *shop.Shop, arg string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s), t: t}
	b.Show(kit.Quotation, func(k *kit.Kit) nav.Page {
		b.page = New(k, arg)
		return b.page
	})
	b.settle()
	t.Cleanup(b.settle)
	return b
}

// settle waits until everything is read and written.
func (b *bench) settle() {
	b.t.Helper()
	b.Until(b.t, func() bool { return b.Kit.Pool.Idle() })
	b.Deliver()
}

func (b *bench) press(all ...keys.Chord) {
	b.t.Helper()
	for _, key := range all {
		b.Press(key)
		b.settle()
	}
}

func (b *bench) write(text string) {
	b.t.Helper()
	b.Type(text)
	b.settle()
}

// tab goes on to the next field.
func (b *bench) tab() {
	b.t.Helper()
	b.Window.Canvas().FocusNext()
}

// fill writes into one field after the other, from the one that has the keyboard.
func (b *bench) fill(texts ...string) {
	b.t.Helper()
	for n, text := range texts {
		if n > 0 {
			b.tab()
		}
		b.write(text)
	}
}

// focus gives the keyboard to a widget of the editor.
func (b *bench) focus(on fyne.Focusable) { b.Window.Canvas().Focus(on) }

// find writes what is searched and takes the first that fits.
func (b *bench) find(text string) {
	b.t.Helper()
	b.press("F2")
	b.write(text)
	b.press("Enter")
}

// offered writes a whole offer of two alternatives by keys.
func (b *bench) offered() {
	b.t.Helper()
	b.find("GIFT-002")
	b.press("F5")
	b.write("60")
	b.press("Enter", "F7")
	b.fill("50", "430", "100", "410")
	b.press("Ctrl+Enter", "F3")
	b.fill("พิมพ์ชื่อหน่วยงานบนกล่อง", "60", "กล่อง", "5")
	b.press("Enter", "F4")
	b.write("สันกลาง")
	b.press("Enter")
}

// scenes gives the states of the editor that must look right, over shops that are made once.
func scenes(t testing.TB) map[string]func(looks.Variant) *bench {
	m := newMarket(t)
	fresh := newMarket(t)
	quoted := m.quotation(nil)
	calm := func(b *bench) *bench {
		b.Window.Canvas().Unfocus()
		b.Kit.Prompt.Hush()
		b.settle()
		return b
	}
	return map[string]func(looks.Variant) *bench{
		"empty": func(v looks.Variant) *bench { return calm(show(t, v, fresh.Shop, "")) },
		"written": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, "")
			b.offered()
			return calm(b)
		},
		"offers": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, "")
			b.offered()
			b.press("F6")
			b.fill("ชุดสุขใจ", "ชุดมงคล")
			b.press("Enter")
			return calm(b)
		},
		"offer-list": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, "")
			b.offered()
			b.press("F6")
			b.write("ชุดสุขใจ")
			b.press("Enter", "F6")
			return calm(b)
		},
		"breaks": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, "")
			b.offered()
			b.press("Up", "F7")
			return calm(b)
		},
		"line": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, "")
			b.offered()
			b.press("F5")
			return calm(b)
		},
		"accept": func(v looks.Variant) *bench {
			b, _ := accepts(t, v, m, quoted)
			return b
		},
		"terms": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, "")
			b.offered()
			b.press("F9")
			return calm(b)
		},
		"refused": func(v looks.Variant) *bench {
			b := show(t, v, m.Shop, "")
			b.offered()
			b.focus(b.page.view.taxID)
			b.page.view.taxID.SetText("09940005212")
			b.press("Ctrl+Enter")
			return calm(b)
		},
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	looks.Everywhere(t, "quotations", scenes(t))
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["offers"](usual).Save(t, folder, "quotation")
}

// TestTheEditorLooksAsStored compares it with testdata. After a wanted change copy the picture from testdata/failed
// over it.
func TestTheEditorLooksAsStored(t *testing.T) {
	test.AssertImageMatches(t, "quotations.png", scenes(t)["offers"](usual).Window.Canvas().Capture())
}
