package bills

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// aDay fills the shop with a day of bills.
func aDay(t *testing.T) *bench {
	b := newBench(t)
	for n := range 9 {
		b.Sell([]string{selling.Cash, selling.PromptPay, selling.Card}[n%3], 1+n%2, n%3/2, n%4)
	}
	gone := b.Sell(selling.Cash, 2)
	if _, _, err := b.Shop.Void(t.Context(), gone.ID, "คีย์ผิด"); err != nil {
		t.Fatal(err)
	}
	b.Sell(selling.PromptPay, 2, 1, 3)
	b.Draft(selling.Waiting, 45_00, 1)
	b.Draft(selling.Waiting, 130_00, 0, 0, 2)
	return b
}

// TestScreenshots writes the pictures of the documents where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := aDay(t)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	b.Save(t, folder, "bills")
	b.press("F5")
	b.page.runner.Cancel()
	b.settle()
	b.press("F5")
	b.Save(t, folder, "refund")
}

func TestRefundByKeys(t *testing.T) {
	b := newBench(t)
	old := b.Sell(selling.PromptPay, 2, 1)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	if b.page.m.bill == nil || b.page.m.bill.ID != old.ID {
		t.Fatal("the newest bill is not open")
	}
	b.press("F5")
	b.press("+")
	b.press("Ctrl+Enter")
	if !b.Kit.Prompt.Open() {
		t.Fatal("nobody asked where the goods go")
	}
	b.press("F7")
	if again, err := b.Shop.Bill(t.Context(), old.ID); err != nil || again.Lines[0].Left != qty.Pieces(2) {
		t.Fatalf("given back without a reason: %v, %v", again.Lines[0].Left, err)
	}
	b.types("แตก")
	b.press("F7")
	after, err := b.Shop.Bill(t.Context(), old.ID)
	if err != nil {
		t.Fatal(err)
	}
	if b.page.m.bill.Reason != "แตก" || !slices.Equal(b.page.history(b.page.m.bill), []string{"เหตุผล: แตก"}) {
		t.Errorf("reason %q, history %q", b.page.m.bill.Reason, b.page.history(b.page.m.bill))
	}
	if lines := b.page.history(after); len(lines) != 1 || !strings.Contains(lines[0], b.page.m.bill.Number) || !strings.HasSuffix(lines[0], "แตก") {
		t.Errorf("history of the old bill %q", lines)
	}
	if after.Lines[0].Left != qty.One || after.Lines[1].Left != qty.One || b.Kit.Prompt.Open() {
		t.Errorf("left %v and %v, open %v", after.Lines[0].Left, after.Lines[1].Left, b.Kit.Prompt.Open())
	}
	if b.page.m.bill.Total != -45_00 || b.page.m.bill.Payments[0].Method != selling.PromptPay {
		t.Errorf("shown %+v", b.page.m.bill)
	}
	if state, _ := b.page.stateOf(after); state != i18n.T(i18n.Thai, "bills.fact.some_back") {
		t.Errorf("state %q", state)
	}
}

func TestVoidNeedsAReason(t *testing.T) {
	b := newBench(t)
	old := b.Sell(selling.Cash, 1)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	b.press("F7")
	b.press("Ctrl+Enter")
	if after, _ := b.Shop.Bill(t.Context(), old.ID); after.VoidedBy != "" {
		t.Fatal("voided without a reason")
	}
	for _, r := range "ผิด" {
		test.Type(b.Window.Canvas().Focused(), string(r))
	}
	b.press("Ctrl+Enter")
	after, err := b.Shop.Bill(t.Context(), old.ID)
	if err != nil || after.VoidedBy != "A-VD-2569-000001" || b.page.m.can().void {
		t.Errorf("voided by %q, %v", after.VoidedBy, err)
	}
}

// Whoever voids a bill or takes goods of it back reads which papers go on standing for it.
func TestAVoidSaysWhichPapersStand(t *testing.T) {
	b := newBench(t)
	old := b.Sell(selling.Cash, 1)
	told, err := b.Shop.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.Receipt, Of: []string{old.Number}, Buyer: papers.Buyer{Name: "เทศบาลตำบลบ้านแม่", Kind: papers.Government}})
	if err != nil {
		t.Fatal(err)
	}
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	b.press("F7")
	for _, r := range "ผิด" {
		test.Type(b.Window.Canvas().Focused(), string(r))
	}
	b.press("Ctrl+Enter")
	if said := b.Kit.Prompt.Said(); !strings.Contains(said, "A-VD-2569-000001") || !strings.Contains(said, told.Number) {
		t.Errorf("it says %q", said)
	}
}

func TestCorrectTheWayOfPayment(t *testing.T) {
	b := newBench(t)
	old := b.Sell(selling.Cash, 1)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	b.press("F4", "2", "Ctrl+Enter")
	after, err := b.Shop.Bill(t.Context(), old.ID)
	if err != nil || len(after.Payments) != 3 || after.Payments[2].Method != selling.PromptPay || after.Payments[2].Evidence != selling.Seen || b.Kit.Prompt.Open() {
		t.Fatalf("payments %+v, %v", after.Payments, err)
	}
	b.press("F4", "1")
	b.types("20")
	b.press("Enter", "4", "Ctrl+Enter")
	after, err = b.Shop.Bill(t.Context(), old.ID)
	if got := b.page.heldBy(after); err != nil || got != "เงินสด 20.00 · บัตร 25.00" {
		t.Errorf("held by %q, %v", got, err)
	}
	if after.Total != old.Total || b.page.m.bill.ID != old.ID {
		t.Errorf("total %v", after.Total)
	}
}

func TestNumberIsFoundAndScanned(t *testing.T) {
	b := newBench(t)
	first := b.Sell(selling.Cash, 1)
	if _, err := b.Shop.CloseShift(t.Context(), selling.CloseRequest{Counted: 45_00}, false); err != nil {
		t.Fatal(err)
	}
	b.Later(24 * time.Hour)
	b.Sell(selling.Cash, 2)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	b.page.scope.OnScan("a-2569-000001")
	b.settle()
	if b.page.m.bill.ID != first.ID || b.page.m.day != first.Day || b.page.m.chosen != 0 {
		t.Errorf("bill %s of %s, chosen %d", b.page.m.bill.Number, b.page.m.day, b.page.m.chosen)
	}
	b.page.find("2")
	b.settle()
	if b.page.m.bill.Number != "A-2569-000002" {
		t.Errorf("2 found %s", b.page.m.bill.Number)
	}
	b.page.find("99")
	b.settle()
	if !b.Kit.Prompt.Open() || b.page.m.bill.Number != "A-2569-000002" {
		t.Error("an unknown number said nothing")
	}
}

func TestDaysAndPages(t *testing.T) {
	b := newBench(t)
	for range pageSize + 3 {
		b.Sell(selling.Cash, 0, 0, 1)
		b.Later(-6 * time.Minute)
	}
	b.open("", i18n.Thai, theme.Options{}, 1024, 600)
	if b.page.list.Count() != pageSize || b.page.shown.Content() != "50 จาก 53 บิล" {
		t.Errorf("%d shown, %q", b.page.list.Count(), b.page.shown.Content())
	}
	b.press("PageDown")
	if b.page.list.Count() != pageSize+3 || !b.page.more.Hidden {
		t.Errorf("%d shown after more", b.page.list.Count())
	}
	b.press("Left")
	if b.page.m.day != "2026-11-22" || b.page.list.Count() != 0 || b.page.empty.Hidden {
		t.Errorf("day %s with %d bills", b.page.m.day, b.page.list.Count())
	}
	b.press("Right")
	b.press("Right")
	if b.page.m.day != "2026-11-23" {
		t.Errorf("beyond today: %s", b.page.m.day)
	}
}

func TestWaitingBillIsWrittenOffOrPutOnAccount(t *testing.T) {
	b := newBench(t)
	b.Draft(selling.Waiting, 45_00, 1)
	b.Draft(selling.Waiting, 65_00, 0, 0, 1)
	person, err := b.Shop.SaveCustomer(t.Context(), shop.Party{Name: "ป้าแดง", Phone: "0865551234"})
	if err != nil {
		t.Fatal(err)
	}
	b.open(Waiting, i18n.Thai, theme.Options{}, 1366, 768)
	if b.page.list.Count() != 2 || b.page.m.draft() == nil {
		t.Fatalf("%d wait", b.page.list.Count())
	}
	b.press("F7")
	test.Type(b.Window.Canvas().Focused(), "ไม่โอน")
	b.press("Ctrl+Enter")
	if b.page.m.bill == nil || b.page.m.bill.Payments[0].Method != selling.Loss || b.page.m.bill.Payments[0].Reason != "ไม่โอน" {
		t.Fatalf("written off: %+v", b.page.m.bill)
	}
	b.page.toList(Waiting)
	b.press("F4")
	b.press("Enter")
	if after, err := b.Shop.Customer(t.Context(), person.ID); err != nil || after.Owed != 65_00 && after.Owed != 45_00 {
		t.Errorf("owed %v, %v", after.Owed, err)
	}
	if drafts, _ := b.Shop.Drafts(t.Context()); len(drafts) != 0 {
		t.Errorf("%d still wait", len(drafts))
	}
}

// A bill that waits is printed as what is due, with its code, and stays a bill that waits.
func TestAWaitingBillPrintsItsStatement(t *testing.T) {
	b := newBench(t)
	if _, _, err := b.Shop.Set(t.Context(), "printer.receipt", "file:spool"); err != nil {
		t.Fatal(err)
	}
	b.Draft(selling.Waiting, 45_00, 1)
	b.open(Waiting, i18n.Thai, theme.Options{}, 1366, 768)
	b.press("Ctrl+P")
	if !b.Kit.Prompt.Open() {
		t.Fatal("Ctrl+P opens nothing")
	}
	b.Until(t, func() bool {
		if b.Kit.Prompt.Open() {
			b.press("Ctrl+P") // nothing happens until it is laid out
			return false
		}
		return true
	})
	jobs, err := b.Shop.Jobs(t.Context(), 2)
	if err != nil || len(jobs) != 1 || jobs[0].Form != shop.FormReceipt || !strings.HasPrefix(jobs[0].Title, "statement-") || jobs[0].Paper != "" {
		t.Errorf("%+v %v", jobs, err)
	}
	if drafts, err := b.Shop.Drafts(t.Context()); err != nil || len(drafts) != 1 || drafts[0].State != selling.Waiting {
		t.Errorf("%+v %v", drafts, err)
	}
}

func TestPrintAgainWithABuyer(t *testing.T) {
	b := newBench(t)
	if _, _, err := b.Shop.Set(t.Context(), "printer.receipt", "file:spool"); err != nil {
		t.Fatal(err)
	}
	old := b.Sell(selling.Cash, 1)
	for range 2 {
		if _, err := printAgain(t.Context(), b.Shop, i18n.Thai, old.ID, [3]string{"บริษัท ดี จำกัด", "0105536000131", ""}); err != nil {
			t.Fatal(err)
		}
	}
	if after, _ := b.Shop.Bill(t.Context(), old.ID); after.Text.BuyerName != "บริษัท ดี จำกัด" {
		t.Errorf("buyer %+v", after.Text)
	}
	if err := b.Shop.PrintNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(b.Shop.Dir, "spool", old.Number+"-copy1.png")); err != nil {
		t.Error(err)
	}
	if _, err := printAgain(t.Context(), b.Shop, i18n.Thai, old.ID, [3]string{"", "1", ""}); err == nil {
		t.Error("a tax id without a name was taken")
	}
}

// What is shown before printing again is what prints, to the pixel, with its count.
func TestAReprintIsShownAsItPrints(t *testing.T) {
	b := newBench(t)
	if _, _, err := b.Shop.Set(t.Context(), "printer.receipt", "file:spool"); err != nil {
		t.Fatal(err)
	}
	old := b.Sell(selling.Cash, 1)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	for n, name := range []string{old.Number, old.Number + "-copy1", old.Number + "-copy2"} {
		want, err := b.page.m.slip.PNG()
		if err != nil {
			t.Fatal(err)
		}
		b.press("Ctrl+P", "Enter")
		if err := b.Shop.PrintNow(t.Context()); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(b.Shop.Dir, "spool", name+".png"))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("print %d differs from what was shown: %v", n+1, err)
		}
	}
	b.press("Ctrl+P")
	before := b.page.m.slip.Bitmap.Height
	b.types("ป้าแดง")
	if shown := b.dialogPaper(); shown == nil || shown.Height <= before {
		t.Error("the buyer typed is not on the slip shown")
	}
}

func TestTheListsOfAShift(t *testing.T) {
	b := newBench(t)
	b.Sell(selling.Cash, 1)
	first := b.Pay(selling.Tender{Method: selling.PromptPay, Evidence: selling.Slip, SlipBank: "004", SlipRef: "REF0001"}, 2)
	b.Sell(selling.Cash, 1)
	second := b.Pay(selling.Tender{Method: selling.Transfer, Evidence: selling.Slip}, 3)
	if _, _, err := b.Shop.Void(t.Context(), second.ID, "คีย์ผิด"); err != nil {
		t.Fatal(err)
	}
	b.open(SlipOnly, i18n.Thai, theme.Options{}, 1366, 768)
	if b.page.list.Count() != 2 || b.page.m.bill == nil || b.page.m.bill.ID != first.ID {
		t.Fatalf("%d taken on a slip alone, open %+v", b.page.list.Count(), b.page.m.bill)
	}
	b.press("Down")
	if b.page.m.bill.ID != second.ID {
		t.Error("the next one is not open")
	}
	b.page.toList(Returned)
	b.settle()
	if b.page.list.Count() != 1 || b.page.m.bill.Reason != "คีย์ผิด" {
		t.Errorf("%d taken back, open %+v", b.page.list.Count(), b.page.m.bill)
	}
	b.press("Left")
	if b.page.m.list != OfDay {
		t.Error("another day is a list of its bills")
	}
}

func TestWhatIsChosenOrTypedIsNotLostWithoutAsking(t *testing.T) {
	b := newBench(t)
	b.Sell(selling.Cash, 2, 1)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	for name, c := range map[string]struct {
		keys  []keys.Chord
		types string
		asks  bool
	}{
		"a refund without pieces": {[]keys.Chord{"F5", "+", "-"}, "", false},
		"pieces of a refund":      {[]keys.Chord{"F5", "+"}, "", true},
		"pieces of an exchange":   {[]keys.Chord{"F6", "+"}, "", true},
		"words of an exchange":    {[]keys.Chord{"F6"}, "ข้าว", true},
		"a void without a reason": {[]keys.Chord{"F7"}, "", false},
		"the reason of a void":    {[]keys.Chord{"F7"}, "ผิด", true},
		"a copy without a buyer":  {[]keys.Chord{"Ctrl+P"}, "", false},
		"the buyer on a copy":     {[]keys.Chord{"Ctrl+P"}, "วิภา", true},
	} {
		b.press(c.keys...)
		b.types(c.types)
		b.press("Esc")
		if b.Kit.Prompt.Open() != c.asks {
			t.Errorf("%s: open %v", name, b.Kit.Prompt.Open())
		}
		if c.asks {
			b.press("Enter")
		}
		if b.Kit.Prompt.Open() {
			t.Fatalf("%s: still open", name)
		}
	}
}

// A quick hand goes on before the bill it chose is read: the bill at the right is still the one before.
func TestAKeyWaitsForTheBillThatWasChosen(t *testing.T) {
	b := newBench(t)
	older := b.Sell(selling.Cash, 1)
	newer := b.Sell(selling.Cash, 2)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	if b.page.m.bill.ID != newer.ID {
		t.Fatal("the newest bill is not open")
	}
	b.Press("Down")
	b.Press("F7")
	if b.Kit.Prompt.Open() {
		t.Fatal("a bill that is not the chosen one is about to be voided")
	}
	b.settle()
	if !b.Kit.Prompt.Open() {
		t.Fatal("F7 is lost")
	}
	b.types("คีย์ผิด")
	b.press("Ctrl+Enter")
	for bill, voided := range map[*shop.Bill]bool{older: true, newer: false} {
		if now, err := b.Shop.Bill(t.Context(), bill.ID); err != nil || (now.VoidedBy != "") != voided {
			t.Errorf("%s: voided by %q, %v", bill.Number, now.VoidedBy, err)
		}
	}
}

// Who chooses another bill no longer wants what was asked for the one before.
func TestAKeyThatWaitsIsForgottenWithItsBill(t *testing.T) {
	b := newBench(t)
	for range 3 {
		b.Sell(selling.Cash, 1)
	}
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	b.Press("Down")
	b.Press("F7")
	b.press("Down")
	if b.Kit.Prompt.Open() {
		t.Error("F7 was meant for another bill")
	}
}

// A sale made beside the window comes into the list, and what was chosen stays chosen, even while it is being read.
func TestASaleBesideTheWindowIsSeen(t *testing.T) {
	b := newBench(t)
	first, second := b.Sell(selling.Cash, 1), b.Sell(selling.Cash, 2)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	third := b.Sell(selling.Cash, 1)
	b.page.Reload()
	b.settle()
	if len(b.page.m.rows) != 3 || b.page.m.rows[0].ID != third.ID || b.page.m.bill.ID != second.ID || b.page.m.chosen != 1 {
		t.Fatalf("%d bills, chosen %d, shown %s", len(b.page.m.rows), b.page.m.chosen, b.page.m.bill.Number)
	}
	b.Press("Down") // the bill is read in the background
	b.page.Reload()
	b.settle()
	if b.page.m.bill.ID != first.ID || b.page.m.chosen != 2 {
		t.Errorf("chosen %d, shown %s, want %s", b.page.m.chosen, b.page.m.bill.Number, first.Number)
	}
	b.Draft(selling.Waiting, 45_00, 1)
	b.page.toList(Waiting)
	b.page.Reload()
	b.settle()
	wanted := b.page.m.draft().Cart.ID
	b.Draft(selling.Waiting, 130_00, 2)
	b.page.Reload()
	b.settle()
	if len(b.page.m.waiting) != 2 || b.page.m.draft().Cart.ID != wanted {
		t.Errorf("%d wait, chosen %v", len(b.page.m.waiting), b.page.m.draft())
	}
}
