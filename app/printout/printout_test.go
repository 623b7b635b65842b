package printout

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/shop"
)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// empty is a page with nothing on it, under the dialog.
type empty struct{}

func (empty) Title() string              { return "" }
func (empty) Content() fyne.CanvasObject { return container.NewWithoutLayout() }
func (empty) Scope() *keys.Scope         { return &keys.Scope{} }
func (empty) Shown()                     {}
func (empty) Hidden()                    {}

type bench struct {
	*looks.Stage
	*Dialog
	shop *shop.Shop
}

// open shows a dialog over an empty page, laying out n price tags on A4, or failing with err.
func open(t *testing.T, n int, err error) *bench {
	t.Helper()
	now := clock.Fixed(time.Date(2026, 11, 24, 5, 0, 0, 0, time.UTC))
	s, failed := shop.Create(t.Context(), filepath.Join(t.TempDir(), "shop"), shop.Params{Name: "ร้าน"}, now)
	if failed != nil {
		t.Fatal(failed)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := &bench{Stage: looks.New(t, usual, s), shop: s}
	b.Show(kit.Till, func(*kit.Kit) nav.Page { return empty{} })
	product := catalog.Product{SKU: "A1", Name: "น้ำผึ้ง", Price: 45_00, Unit: "ขวด"}
	b.Dialog = Open(b.Kit, Form{Title: "ป้าย", Lay: func() func(context.Context) (Made, error) {
		return func(ctx context.Context) (made Made, _ error) {
			if err != nil {
				return made, err
			}
			made.Papers, made.Warnings, err = s.Tags(ctx, []shop.TagCount{{Product: &product, Count: n}}, printing.TagA4x24, 1, i18n.Thai)
			return made, err
		}
	}})
	b.Settle(t, b.Working)
	return b
}

func TestSheetsAreTurned(t *testing.T) {
	b := open(t, 49, nil)
	for _, step := range []struct{ key, page string }{{"", "1"}, {"PageUp", "1"}, {"PageDown", "2"}, {"PageDown", "3"}, {"PageDown", "3"}, {"PageUp", "2"}} {
		if step.key != "" {
			b.Press(keys.Chord(step.key))
			b.Settle(t, b.Working)
		}
		if want := b.Kit.T("papers.page", fault.Values{"page": step.page, "of": 3}); b.pages.Content() != want || b.sheet.Image == nil {
			t.Errorf("after %s it says %q, not %q", step.key, b.pages.Content(), want)
		}
	}
}

// Without a printer the dialog stays and says where to choose one; then the same key prints.
func TestPrintingWantsAPrinter(t *testing.T) {
	b := open(t, 1, nil)
	b.Press(keys.Save) // the second press of who issued what is shown: no key of this dialog
	b.Settle(t, b.Working)
	if b.says.Content() != "" || b.sent {
		t.Fatalf("Ctrl+Enter prints, and says %q", b.says.Content())
	}
	b.Press("Ctrl+P")
	b.Until(t, func() bool { return strings.Contains(b.says.Content(), "ตั้งค่า") })
	if jobs, err := b.shop.Jobs(t.Context(), 1); err != nil || len(jobs) > 0 || !b.Kit.Prompt.Open() {
		t.Fatalf("%d jobs without a printer, %v", len(jobs), err)
	}
	if _, _, err := b.shop.Set(t.Context(), shop.DocumentPrinter, "cups:HP"); err != nil {
		t.Fatal(err)
	}
	b.Press("Ctrl+P")
	b.Press("Ctrl+P") // a second press while it is on its way prints no second one
	b.Until(t, func() bool { return !b.Kit.Prompt.Open() })
	if jobs, err := b.shop.Jobs(t.Context(), 2); err != nil || len(jobs) != 1 {
		t.Errorf("%v, %v", jobs, err)
	}
}

func TestPapersAreKeptAsAFile(t *testing.T) {
	b := open(t, 1, nil)
	b.Press("F5")
	b.Until(t, func() bool { return !b.Kit.Prompt.Open() })
	if kept, _ := filepath.Glob(filepath.Join(b.shop.Dir, shop.Exports, "tags-*.pdf")); len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
}

// A key pressed before the sheet is drawn is not lost: it prints what is being laid out, once.
func TestPrintingDoesNotWaitForTheEyes(t *testing.T) {
	b := open(t, 1, nil)
	if _, _, err := b.shop.Set(t.Context(), shop.DocumentPrinter, "cups:HP"); err != nil {
		t.Fatal(err)
	}
	b.Draw()
	b.Press("Ctrl+P")
	b.Press("Ctrl+P")
	b.Until(t, func() bool { return !b.Kit.Prompt.Open() })
	if jobs, err := b.shop.Jobs(t.Context(), 2); err != nil || len(jobs) != 1 {
		t.Errorf("%v, %v", jobs, err)
	}
}

// What cannot be laid out says why, shows no page and prints nothing.
func TestWhatCannotBeLaidOut(t *testing.T) {
	b := open(t, 1, fault.New("goods_missing", "goods", nil))
	b.Press("Ctrl+P")
	b.Press("F5")
	b.Settle(t, b.Working)
	kept, _ := filepath.Glob(filepath.Join(b.shop.Dir, shop.Exports, "*"))
	if b.says.Content() == "" || b.sheet.Visible() || len(kept) > 0 || !b.Kit.Prompt.Open() {
		t.Errorf("it says %q, kept %v", b.says.Content(), kept)
	}
}

// Labels that are not there are counted, and what the first of them lack is named.
func TestLabelsThatLackAreNamed(t *testing.T) {
	labels := &shop.Labels{Parcels: make([]id.Parcel, 2)}
	if said := lacking(i18n.Thai, labels); said != nil {
		t.Errorf("nothing lacks, it says %v", said)
	}
	for no := range 5 {
		why := fault.New("parcel_step", "parcel", fault.Values{"number": "A-OR-2569-000002", "no": no + 3, "state": "packed"})
		labels.Failed = append(labels.Failed, shop.ParcelFault{Why: why})
	}
	for _, lang := range i18n.Langs {
		said := i18n.Message(lang, lacking(lang, labels)[0])
		for _, part := range []string{"2", "7", i18n.Message(lang, labels.Failed[2].Why), i18n.T(lang, "papers.labels_more", fault.Values{"count": 2})} {
			if !strings.Contains(said, part) || strings.Contains(said, i18n.Message(lang, labels.Failed[3].Why)) {
				t.Errorf("%q does not say %q", said, part)
			}
		}
	}
}

// A sheet that stands alone is as wide as the dialog, so that it can be read, and is scrolled.
func TestASheetCanBeRead(t *testing.T) {
	b := open(t, 1, nil)
	if size := b.sheet.Size(); size.Width < 700 || size.Height < size.Width*1.4 || size.Height > size.Width*highest {
		t.Errorf("the sheet is %v", size)
	}
	at := func() float32 { return b.dialog.Offset() }
	if b.Press("Down"); at() == 0 {
		t.Error("Down does not scroll")
	}
	b.show(b.sheet.Image, "ไม่มีเครื่องพิมพ์")
	if at() != 0 {
		t.Errorf("what is said is out of sight: %v", at())
	}
}
