package shift

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// aDay fills the shop with some days and an open shift.
func aDay(t *testing.T) *bench {
	b := newBench(t)
	b.Later(-5 * 24 * time.Hour)
	for day := range 6 {
		if _, err := b.Shop.OpenShift(t.Context(), 2000_00, "", "กะเช้า สมศรี"); err != nil {
			t.Fatal(err)
		}
		for n := range 6 + day*2%5 {
			b.Sell([]string{selling.Cash, selling.PromptPay, selling.PromptPay, selling.Card}[n%4], 1+n%3, (n+day)%3/2, n%4)
		}
		if day < 5 {
			shift, err := b.Shop.CurrentShift(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.Shop.CloseShift(t.Context(), selling.CloseRequest{Counted: shift.Drawer.Expected(), Leave: 2000_00}, true); err != nil {
				t.Fatal(err)
			}
			b.Later(22 * time.Hour)
		}
	}
	cash := b.Sell(selling.Cash, 2)
	if _, _, err := b.Shop.Refund(t.Context(), selling.RefundRequest{ID: b.Cart(1).ID, Of: cash.ID, Reason: "ชำรุด เสีย"}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Shop.MoveCash(t.Context(), ledger.CashOut, 300_00, "ซื้อของเข้าร้าน"); err != nil {
		t.Fatal(err)
	}
	b.Draft(selling.Waiting, 640_00, 0, 0, 2)
	if err := b.Shop.SaveDraft(t.Context(), shop.Draft{Cart: b.Cart(1), State: selling.Parked, Total: 45_00}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Shop.Pay(t.Context(), selling.Request{Cart: b.Cart(0, 1), Tenders: []selling.Tender{{Method: selling.PromptPay, Evidence: selling.Slip}}}); err != nil {
		t.Fatal(err)
	}
	return b
}

// count fills the fields as a person would.
func (b *bench) count(pieces ...int) {
	d := b.page.drawer
	for n, many := range pieces {
		d.pieces[n].SetQty(qty.Pieces(many))
		d.pieces[n].OnChanged(d.pieces[n].Text())
	}
}

// TestScreenshots writes the picture of the documents where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := aDay(t)
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	b.count(2, 1, 4, 3, 1)
	b.Save(t, folder, "shift")
}

func TestOpenCountAndClose(t *testing.T) {
	b := newBench(t)
	if _, _, err := b.Shop.Set(t.Context(), "printer.receipt", "file:spool"); err != nil {
		t.Fatal(err)
	}
	b.usb = []string{t.TempDir()}
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	if b.page.opening == nil {
		t.Fatal("no shift is open, and none can be opened")
	}
	b.page.opening.float.SetAmount(2000_00)
	b.page.opening.name.SetText("สมศรี")
	b.press("F8")
	if b.page.drawer == nil || b.page.m.shift.Name != "สมศรี" || b.page.m.shift.Drawer.Float != 2000_00 {
		t.Fatalf("not open: %+v", b.page.m.shift)
	}
	b.Sell(selling.Cash, 2, 1)
	b.page.load()
	b.settle()
	b.press("F8")
	if b.Kit.Prompt.Open() || b.Kit.Prompt.Said() != i18n.T(i18n.Thai, "shift.missing.count") {
		t.Fatalf("an uncounted drawer: said %q", b.Kit.Prompt.Said())
	}
	b.count(2, 1, 4) // 2,900 of 2,940
	if got := b.page.drawer.short.Data().Label; !strings.Contains(got, "40.00") || !strings.Contains(got, "ขาด") {
		t.Errorf("difference %q", got)
	}
	b.press("F8")
	b.types("ทอนผิด")
	b.press("Enter")
	b.press("Enter", "F8")
	if open, err := b.Shop.CurrentShift(t.Context()); err != nil || open == nil || !b.Kit.Prompt.Open() {
		t.Fatalf("Enter or F8 closed the shift: %v", err)
	}
	b.press("Ctrl+Enter")
	last, err := b.Shop.LastShift(t.Context())
	if err != nil || last.Close == nil {
		t.Fatalf("not closed: %v", err)
	}
	if c := last.Close; c.Counted != 2900_00 || c.Difference != -40_00 || c.Leave != 2000_00 || c.Reason != "ทอนผิด" || c.Notes != "1000x2 500x1 100x4" {
		t.Errorf("closed with %+v", c)
	}
	if err := b.Shop.PrintNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if printed, _ := filepath.Glob(filepath.Join(b.Shop.Dir, "spool", "shift-*.png")); len(printed) != 1 {
		t.Errorf("printed %v", printed)
	}
	if b.page.opening == nil || b.page.opening.float.Text() != "2000" {
		t.Error("the float of the next shift is not suggested")
	}
	if !b.Kit.Prompt.Open() {
		t.Fatal("no copy was offered")
	}
	b.press("1")
	if copies, _ := filepath.Glob(filepath.Join(b.usb[0], "*"+shop.BackupExt)); len(copies) != 1 {
		t.Errorf("on the drive: %v", copies)
	}
}

func TestBlindCountHidesWhatShouldBeThere(t *testing.T) {
	b := newBench(t)
	if _, _, err := b.Shop.Set(t.Context(), "shift.count", selling.CountBlind); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Shop.OpenShift(t.Context(), 1000_00, "", ""); err != nil {
		t.Fatal(err)
	}
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	b.count(1)
	d := b.page.drawer
	if !d.notice.Hidden || !d.short.Hidden || d.reveal.Hidden {
		t.Error("a blind count shows the expected sum")
	}
	if b.press("Ctrl+P"); b.Kit.Prompt.Open() {
		t.Error("a blind count can be seen on the slip")
	}
	b.press("F8")
	if d.notice.Hidden || !d.pieces[0].Disabled() || b.Kit.Prompt.Open() {
		t.Error("after counting the sum is shown and the count stands")
	}
	b.press("F8")
	b.press("Ctrl+Enter")
	if last, err := b.Shop.LastShift(t.Context()); err != nil || last.Close == nil || last.Close.Difference != 0 {
		t.Errorf("%+v, %v", last, err)
	}
}

// The slip of a shift is shown as it prints, of an open one too, and goes to the receipt printer.
func TestTheSlipIsPrintedAgain(t *testing.T) {
	b := aDay(t)
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	if _, _, err := b.Shop.Set(t.Context(), shop.ReceiptPrinter, "tcp:10.0.0.9"); err != nil {
		t.Fatal(err)
	}
	b.Press("Ctrl+P")
	if !b.Kit.Prompt.Open() {
		t.Fatal("Ctrl+P opens nothing")
	}
	b.Until(t, func() bool {
		if !b.Kit.Prompt.Open() {
			return true
		}
		b.Press("Ctrl+P") // nothing happens until the slip is laid out
		return false
	})
	jobs, err := b.Shop.Jobs(t.Context(), 2)
	if err != nil || len(jobs) != 1 || jobs[0].Form != shop.FormShift || jobs[0].Format != "escpos" {
		t.Errorf("%+v, %v", jobs, err)
	}
}

func TestCashInAndOut(t *testing.T) {
	b := newBench(t)
	if _, err := b.Shop.OpenShift(t.Context(), 500_00, "", ""); err != nil {
		t.Fatal(err)
	}
	b.open(i18n.Thai, theme.Options{}, 1024, 600)
	b.press("F6")
	b.press("Enter")
	b.types("120")
	b.press("Enter")
	if !b.Kit.Prompt.Open() {
		t.Fatal("cash went out without a reason")
	}
	b.types("ค่าน้ำแข็ง")
	b.press("Enter")
	shift, err := b.Shop.CurrentShift(t.Context())
	if err != nil || shift.Drawer.Out != 120_00 || shift.Cashes[0].Reason != "ค่าน้ำแข็ง" {
		t.Errorf("%+v, %v", shift.Drawer, err)
	}
	if b.page.m.shift.Drawer.Expected() != 380_00 {
		t.Errorf("shown %v", b.page.m.shift.Drawer.Expected())
	}
}

func TestWhatWaitsLeadsThere(t *testing.T) {
	b := aDay(t)
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	for _, chip := range b.page.left.checks.Objects {
		chip.(fyne.Tappable).Tapped(&fyne.PointEvent{})
	}
	want := []nav.Route{{Screen: kit.Till}, {Screen: kit.Bills, Arg: "waiting"}, {Screen: kit.Bills, Arg: "slip"}, {Screen: kit.Bills, Arg: "returned"}}
	if !slices.Equal(b.Gone, want) {
		t.Errorf("went %v", b.Gone)
	}
}

func TestALongShiftSaysSo(t *testing.T) {
	b := newBench(t)
	if _, err := b.Shop.OpenShift(t.Context(), 0, "2026-11-22", ""); err != nil {
		t.Fatal(err)
	}
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	if !b.page.drawer.long.Hidden || b.page.m.shift.Shift.Day != "2026-11-22" {
		t.Errorf("new, of day %s", b.page.m.shift.Shift.Day)
	}
	b.Later(19 * time.Hour)
	b.page.load()
	b.settle()
	if b.page.drawer.long.Hidden {
		t.Error("19 hours, and nothing is said")
	}
}

func TestEnterInTheCountOnlyMovesOn(t *testing.T) {
	b := newBench(t)
	if _, err := b.Shop.OpenShift(t.Context(), 0, "", ""); err != nil {
		t.Fatal(err)
	}
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	d := b.page.drawer
	fields := []any{d.pieces[0], d.pieces[1], d.pieces[2], d.pieces[3], d.pieces[4], d.coins, d.leave, d.pieces[0]}
	for n, field := range fields {
		b.press("Enter")
		if b.Window.Canvas().Focused() != field {
			t.Fatalf("after %d times Enter the keyboard is at %T", n+1, b.Window.Canvas().Focused())
		}
		b.types("0")
	}
	if b.Kit.Prompt.Open() || b.Kit.Prompt.Said() != "" || b.page.m.isOpen() == false {
		t.Error("Enter did more than move on")
	}
}

func TestTheTitleSaysWhatAndWhichDay(t *testing.T) {
	b := newBench(t)
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	if got := b.page.Title(); got != "เปิดกะ · จันทร์ 23 พ.ย. 2569" {
		t.Errorf("without a shift %q", got)
	}
	b.press("F8")
	if got := b.page.Title(); got != "ปิดกะ · จันทร์ 23 พ.ย. 2569" {
		t.Errorf("with a shift %q", got)
	}
}

func TestCashInIsNotLostWithoutAsking(t *testing.T) {
	b := aDay(t)
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	b.press("F5", "Esc")
	if b.Kit.Prompt.Open() {
		t.Fatal("asked though nothing was typed")
	}
	b.press("F5")
	b.types("500")
	b.press("Esc", "Esc")
	if !b.Kit.Prompt.Open() {
		t.Fatal("the amount is gone")
	}
	b.press("Esc", "Enter")
	if b.Kit.Prompt.Open() {
		t.Error("nobody gets out")
	}
}
