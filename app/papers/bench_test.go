package papers

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

var ctx = context.Background()

var noon = time.Date(2026, 11, 30, 5, 0, 0, 0, time.UTC)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

var (
	sankang = papers.Buyer{Name: "องค์การบริหารส่วนตำบลสันกลาง", Agency: "กองคลัง", Address: "99 หมู่ 1\nต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", TaxID: "0994000165501",
		Branch: "00000", Kind: papers.Government}
	school = papers.Buyer{Name: "โรงเรียนบ้านหนองหญ้าปล้องวิทยาคาร", Address: "12 หมู่ 4 ต.หนองหญ้าปล้อง อ.วังสะพุง จ.เลย 42130", TaxID: "0994000165501", Branch: "00000",
		Kind: papers.Government}
	hotel = papers.Buyer{Name: "บริษัท โรงแรมริมโขง จำกัด", Address: "9 ถ.มีชัย อ.เมือง จ.หนองคาย 43000", TaxID: "0105536112014", Branch: "00000"}
)

// house is a shop that sells to offices, whose clock can be set.
type house struct {
	*shop.Shop
	t   testing.TB
	now time.Time
}

func newHouse(t testing.TB, vat string) *house {
	t.Helper()
	h := &house{t: t, now: noon}
	s, err := shop.Create(ctx, t.TempDir(), shop.Params{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130",
		TaxID: "0105536112014", VAT: vat}, func() time.Time { return h.now })
	if err != nil {
		t.Fatal(err)
	}
	h.Shop = s
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, p := range []catalog.Product{{SKU: "GIFT", Name: "ชุดของขวัญปีใหม่ ผ้าพันคอและน้ำผึ้ง", Price: 535_00}, {SKU: "TEA", Name: "ชาอัสสัมป่าเมี่ยง 100 กรัม", Price: 107_00}} {
		p.Unit, p.VAT = "ชุด", catalog.VATStandard
		if _, err := s.SaveProduct(ctx, p, shop.Opening{Qty: qty.Pieces(500)}); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// ago sets the clock to so many days before noon.
func (h *house) ago(days int) *house {
	h.now = noon.AddDate(0, 0, -days)
	return h
}

// issue issues a paper.
func (h *house) issue(ask shop.PaperAsk) *shop.IssuedPaper {
	h.t.Helper()
	made, err := h.IssuePaper(ctx, ask)
	if err != nil {
		h.t.Fatalf("%s: %v", ask.Kind, err)
	}
	return made
}

func lines(code string, pieces int) []shop.PaperLine {
	return []shop.PaperLine{{Code: code, Qty: qty.Pieces(pieces)}}
}

func (h *house) set(key, value string) {
	h.t.Helper()
	if _, _, err := h.Set(ctx, key, value); err != nil {
		h.t.Fatal(err)
	}
}

// paper reads a paper.
func (h *house) paper(number string) *shop.OfficePaper {
	h.t.Helper()
	p, err := h.OfficePaper(ctx, number)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// files gives what lies in the folder of exports.
func (h *house) files(pattern string) (all [][]byte) {
	h.t.Helper()
	paths, err := filepath.Glob(filepath.Join(h.Dir, shop.Exports, pattern))
	if err != nil {
		h.t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			h.t.Fatal(err)
		}
		all = append(all, data)
	}
	return all
}

// bench is the screen on a window.
type bench struct {
	*looks.Stage
	page  *Page
	house *house
}

func open(t testing.TB, v looks.Variant, h *house, arg string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, h.Shop), house: h}
	b.Show(kit.Papers, func(k *kit.Kit) nav.Page {
		b.page = New(k, arg)
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, func() bool { return !b.Kit.Pool.Idle() })
}

func (b *bench) press(t testing.TB, chords ...string) {
	t.Helper()
	for _, key := range chords {
		b.Press(keys.Chord(key))
		b.settle(t)
	}
}

func (b *bench) write(t testing.TB, text string) {
	t.Helper()
	b.Type(text)
	b.settle(t)
}

// turn goes to a paper as a route does.
func (b *bench) turn(t testing.TB, arg string) {
	t.Helper()
	b.page.Turn(arg)
	b.settle(t)
}

// tap taps a button by its words.
func (b *bench) tap(t testing.TB, label string) {
	t.Helper()
	for _, object := range test.LaidOutObjects(b.page.Content()) {
		if button, ok := object.(*widget.Button); ok && button.Label() == label {
			test.Tap(button)
			b.settle(t)
			return
		}
	}
	t.Fatalf("no button %q in %s", label, b.texts())
}

// texts gives all that the window says, the dialog alone where one is open.
func (b *bench) texts() string {
	root := b.Window.Canvas().Content()
	if top := b.Window.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	var all strings.Builder
	for _, object := range test.LaidOutObjects(root) {
		if text, ok := object.(*canvas.Text); ok && text.Visible() {
			all.WriteString(text.Text)
		}
	}
	return all.String()
}

func (b *bench) says(t testing.TB, text string) {
	t.Helper()
	if all := b.texts(); !strings.Contains(all, text) {
		t.Errorf("it does not say %q: %s", text, all)
	}
}

func (b *bench) chosen() *paper { return b.page.list.model.paper }

func (b *bench) wants(t testing.TB, numbers ...string) {
	t.Helper()
	var shown []string
	for n := range b.page.list.model.list {
		shown = append(shown, b.page.list.model.list[n].Number)
	}
	if !slices.Equal(shown, numbers) {
		t.Errorf("shown %v, want %v", shown, numbers)
	}
}
