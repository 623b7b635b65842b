package till

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// noon is when the tests happen.
var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

// usual is the look of the stored picture.
var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// demo opens a practice shop with some bills behind it.
func demo(t testing.TB, bills int) *shop.Shop { return looks.Practice(t, bills, noon) }

func unclosed(t testing.TB, bills int) *shop.Shop { return looks.OpenPractice(t, bills, noon) }

// bench is a till on a window.
type bench struct {
	*looks.Stage
	page *Page
}

func open(t testing.TB, v looks.Variant, s *shop.Shop) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Show(kit.Till, b.make)
	b.Until(t, func() bool { return b.page.model.stock != nil })
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) make(k *kit.Kit) nav.Page {
	b.page = New(k)
	return b.page
}

// settle waits until everything is read, drawn and kept.
func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Until(t, func() bool {
		p := b.page
		return p.saver.idle() && !p.photos.Busy() && !p.runner.Busy("read") && !p.runner.Busy("customers")
	})
	b.Deliver()
}

// fill puts the bill of the design on the screen.
func (b *bench) fill(t testing.TB) {
	t.Helper()
	m := b.page.model
	for _, want := range []struct {
		short string
		qty   int
	}{{"12", 1}, {"3", 3}, {"31", 2}, {"7", 1}} {
		match, err := m.find(want.short)
		if err != nil {
			t.Fatal(want.short, err)
		}
		if _, err := m.addLine(selling.CartLine{ProductID: match.Product.ID, Qty: qty.Pieces(want.qty)}); err != nil {
			t.Fatal(err)
		}
	}
	m.chosen = 1
	m.cart.ID = id.Bill{15: 0x3c, 14: 0x7f}
	b.page.changed()
}

// states are what the screen may show, each reached as a person reaches it.
var states = []struct {
	name string
	make func(t testing.TB, b *bench)
}{
	{"till", func(testing.TB, *bench) {}},
	{"search", func(_ testing.TB, b *bench) { b.Type("ผ้า") }},
	{"search-none", func(_ testing.TB, b *bench) { b.Type("zzzz") }},
	{"line", func(_ testing.TB, b *bench) { b.Press("F5") }},
	{"discount", func(_ testing.TB, b *bench) { b.Press("F7"); b.Type("=1150") }},
	{"weight", func(_ testing.TB, b *bench) { b.Type("30"); b.Press("Enter"); b.Type("3ข") }},
	{"variant", func(_ testing.TB, b *bench) { b.Type("14"); b.Press("Enter") }},
	{"packs", func(_ testing.TB, b *bench) { b.page.Scan("8850009000417"); b.page.Scan("8850000000850") }},
	{"unknown", func(_ testing.TB, b *bench) { b.page.Scan("8859999999999") }},
	{"quick", func(_ testing.TB, b *bench) { b.Press("Ctrl+N") }},
	{"note", func(_ testing.TB, b *bench) { b.Press("Ctrl+M") }},
	{"customer", func(_ testing.TB, b *bench) { b.Press("F4") }},
	{"drawer", func(_ testing.TB, b *bench) { b.Press("F12") }},
	{"help", func(_ testing.TB, b *bench) { b.Kit.Prompt.Help(b.page.Title(), b.Kit.T("app.help.till")) }},
	{"empty", func(_ testing.TB, b *bench) { b.Press("F6") }},
	{"parked", func(t testing.TB, b *bench) { b.Press("F6"); b.Press("F6"); b.settle(t) }},
	{"paid", func(t testing.TB, b *bench) {
		bill := &shop.Bill{Paid: 150_000, Change: 31_500}
		bill.Total, bill.Number = 118_500, "A-2569-000061"
		b.page.paid(bill, nil)
	}},
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := open(t, usual, demo(t, 60))
	b.fill(t)
	b.settle(t)
	b.Save(t, folder, "till")
	b.Type("14")
	b.Press("Enter")
	b.settle(t)
	b.Save(t, folder, "till-variant")
}

// TestTheTillLooksAsStored compares the screen with testdata/till.png. After a wanted change copy the
// picture from testdata/failed over it.
func TestTheTillLooksAsStored(t *testing.T) {
	b := open(t, usual, demo(t, 60))
	b.fill(t)
	b.settle(t)
	b.Window.Canvas().Unfocus() // no caret
	test.AssertImageMatches(t, "till.png", b.Window.Canvas().Capture())
}

// TestLooks shows every state in every look and finds what is cut, covered or too small. With
// TALAT_LOOKS it writes the pictures there.
func TestLooks(t *testing.T) {
	s := demo(t, 0)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s)
			for _, state := range states {
				b.reset(t)
				state.make(t, b)
				b.settle(t)
				b.Kit.Prompt.Hush() // a quiet line lies over the tiles on purpose
				b.Look(t, v, state.name)
			}
			b.reset(t)
		})
	}
}

// reset closes what is open and puts the bill of the design on the screen.
func (b *bench) reset(t testing.TB) {
	t.Helper()
	for b.Kit.Prompt.Open() {
		b.Press("Esc")
	}
	for len(b.page.model.parked) > 0 {
		b.page.resume(b.page.model.parked[0].Cart.ID)
		b.did(t, b.page.model.clear())
	}
	b.page.view.clearSearch()
	b.page.view.showTab(0)
	b.page.view.dismiss()
	b.did(t, b.page.model.clear())
	b.fill(t)
	b.settle(t)
}

func (b *bench) did(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
