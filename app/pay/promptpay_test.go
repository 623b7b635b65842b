package pay

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// aSlip is the code of a slip of Kasikornbank.
const aSlip = "0041000600000101030040220013071152533APM077365102TH91048134"

// shown is what the customer's screen was told last.
type shown struct {
	matrix                   [][]bool
	amount, receiver, masked string
}

func (v *till) display() *shown {
	last := &shown{}
	v.kit.Bill.Code = func(matrix [][]bool, amount, receiver, masked string) {
		*last = shown{matrix, amount, receiver, masked}
	}
	return last
}

func (v *till) promptPay() {
	v.desk.PromptPay()
	v.settle()
	v.pass(settle)
}

func TestMoneyThatWasSeenIsPaid(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.promptPay()
		v.press(fyne.KeyF9)
		bill := v.paidOnce(selling.PromptPay, money.Baht(1185), 0)
		if bill.Payments[0].Evidence != selling.Seen {
			t.Errorf("evidence %q", bill.Payments[0].Evidence)
		}
	})
}

func TestKeysOfTheFirstMomentConfirmNothing(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.PromptPay()
		v.settle()
		v.press(fyne.KeyF9, fyne.KeyF8)
		v.pass(settle - 10*time.Millisecond)
		v.press(fyne.KeyF9, fyne.KeyF8)
		if len(v.paid) != 0 {
			t.Fatal("paid within the first 700 ms")
		}
		v.kit.Router.Key(&fyne.KeyEvent{Name: fyne.KeyF8}) // a key held: it never went down again
		v.pass(time.Second)
		v.kit.Router.Key(&fyne.KeyEvent{Name: fyne.KeyF8})
		v.settle()
		if len(v.paid) != 0 {
			t.Error("a key held down paid")
		}
	})
}

func TestASlipAloneIsRecordedAsSuch(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.promptPay()
		v.scans(aSlip)
		if !strings.Contains(strings.Join(v.texts(), "\n"), "กสิกรไทย · …M07736") {
			t.Errorf("the window says %q", v.texts())
		}
		v.press(fyne.KeyF8)
		bill := v.paidOnce(selling.PromptPay, money.Baht(1185), 0)
		if bill.Payments[0].Evidence != selling.Slip {
			t.Errorf("evidence %q", bill.Payments[0].Evidence)
		}
		seen, err := v.kit.Shop.SlipCheck(v.t.Context(), aSlip)
		if err != nil || seen.UsedBy != bill.Number {
			t.Errorf("the slip is held by %q, %v", seen.UsedBy, err)
		}
	})
}

func TestASlipPaysOnce(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.promptPay()
		v.scans(aSlip)
		v.press(fyne.KeyF8)
		first := v.paid[0].Number
		v.promptPay()
		v.scans(aSlip)
		if !v.shows(i18n.T(i18n.Thai, "pay.slip.used", map[string]any{"number": first})) {
			t.Errorf("the window says %q", v.texts())
		}
		v.press(fyne.KeyF8)
		if len(v.paid) != 1 {
			t.Fatal("a slip was accepted twice")
		}
		v.press(fyne.KeyF9) // the money was seen all the same
		if len(v.paid) != 2 || v.paid[1].Payments[0].Evidence != selling.Seen {
			t.Errorf("%d bills paid", len(v.paid))
		}
	})
}

func TestTheLastSixCharactersOfASlip(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.promptPay()
		v.press(fyne.KeyF3)
		v.typed("M07736")
		v.press(fyne.KeyReturn)
		if len(v.paid) != 0 || !v.shows(i18n.T(i18n.Thai, "pay.slip.forged")) {
			t.Fatalf("paid %d; the window says %q", len(v.paid), v.texts())
		}
		v.press(fyne.KeyEscape) // out of the field
		if !v.desk.Open() {
			t.Fatal("Esc in the field closed the dialog")
		}
		v.press(fyne.KeyEscape)
		if v.desk.Open() || len(v.paid) != 0 {
			t.Error("Esc did not go back to the bill")
		}
	})
}

func TestWhatIsNoSlipIsSaid(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.promptPay()
		payload, err := promptpay.Transfer{To: must(promptpay.ParseID("0812345678")), Amount: 100}.Payload()
		if err != nil {
			t.Fatal(err)
		}
		v.scans(payload)
		if !v.shows(v.message("slip_is_payment_qr")) || len(v.added) != 0 {
			t.Errorf("added %v; the window says %q", v.added, v.texts())
		}
	})
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func TestTheBillWaitsForItsMoney(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.promptPay()
		v.press(fyne.KeyF6)
		if v.waits != 1 || v.desk.Open() || len(v.paid) != 0 {
			t.Errorf("waits %d, open %v, paid %d", v.waits, v.desk.Open(), len(v.paid))
		}
	})
}

func TestTheCustomerSeesTheShopsOwnCode(t *testing.T) {
	open(t, bench{}, func(v *till) {
		screen := v.display()
		v.promptPay()
		payload, err := promptpay.Transfer{To: must(promptpay.ParseID("081-234-5678")), Amount: money.Baht(1185)}.Payload()
		if err != nil {
			t.Fatal(err)
		}
		if !equalCode(screen.matrix, must(qrcode.Matrix(payload, qrcode.Medium))) {
			t.Error("another code is shown")
		}
		if screen.amount != "฿1,185.00" || screen.receiver != "นางสมศรี ใจดี" || screen.masked != "xxx-xxx-5678" {
			t.Errorf("shown %+v", *screen)
		}
		for _, text := range []string{"นางสมศรี ใจดี", "xxx-xxx-5678", "บิล " + v.cart.ID.Tag(), "฿1,185.00"} {
			if !v.shows(text) {
				t.Errorf("%q is not on the card: %q", text, v.texts())
			}
		}
		v.press(fyne.KeyEscape)
		if screen.matrix != nil {
			t.Error("the code stayed on the customer's screen")
		}
	})
}

func equalCode(one, two [][]bool) bool {
	return slices.EqualFunc(one, two, func(a, b []bool) bool { return slices.Equal(a, b) })
}

func TestThePracticeShopDrawsNoPayableCode(t *testing.T) {
	open(t, bench{params: practice}, func(v *till) {
		screen := v.display()
		v.promptPay()
		if !v.shows("ตัวอย่าง") {
			t.Errorf("the window says %q", v.texts())
		}
		if !equalCode(screen.matrix, must(qrcode.Matrix(promptpay.PracticeText(v.cart.ID.Tag()), qrcode.Medium))) {
			t.Error("the code holds something else than the practice shop's words")
		}
	})
}

func TestAShopWithItsBanksSignDrawsNoCode(t *testing.T) {
	for name, c := range map[string]struct {
		b    bench
		text string
	}{
		"bank's sign": {bench{set: map[string]string{"promptpay.mode": "bank-sign"}}, "pay.promptpay.sign"},
		"not set":     {bench{params: shop.Params{Name: "ร้านใหม่"}}, "pay.promptpay.unset"},
	} {
		t.Run(name, func(t *testing.T) {
			open(t, c.b, func(v *till) {
				screen := v.display()
				v.promptPay()
				if screen.matrix != nil || !v.shows(i18n.T(i18n.Thai, c.text)) || !v.shows("฿1,185.00") {
					t.Errorf("a code %v; the window says %q", screen.matrix != nil, v.texts())
				}
				v.press(fyne.KeyF9)
				v.paidOnce(selling.PromptPay, money.Baht(1185), 0)
			})
		})
	}
}

func TestAScanDrawsTheCodeAnew(t *testing.T) {
	open(t, bench{}, func(v *till) {
		screen := v.display()
		v.promptPay()
		if v.shows(v.kit.T("pay.promptpay.moved")) {
			t.Error("nothing changed yet")
		}
		v.scans("8850001110001")
		if screen.amount != "฿2,370.00" || !v.shows(v.kit.T("pay.promptpay.moved")) {
			t.Errorf("shown %s; the window says %q", screen.amount, v.texts())
		}
		v.pass(time.Minute)
		if !v.shows(v.kit.T("pay.promptpay.moved")) {
			t.Error("the notice did not stay")
		}
		v.press(fyne.KeyF9)
		v.paidOnce(selling.PromptPay, money.Baht(2370), 0)
	})
}

func TestTheKeyThatLeavesTheLargeCodeDoesNothingElse(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.promptPay()
		v.press(fyne.KeySpace)
		v.pass(100 * time.Millisecond)
		if len(v.desk.sheets) != 2 {
			t.Fatalf("%d dialogs", len(v.desk.sheets))
		}
		v.scans("8850001110001")
		if len(v.desk.sheets) != 2 || !v.shows("฿2,370.00") || !v.shows(v.kit.T("pay.promptpay.moved")) {
			t.Errorf("%d dialogs; the window says %q", len(v.desk.sheets), v.texts())
		}
		v.pass(time.Second)
		v.press(fyne.KeyF9)
		if len(v.desk.sheets) != 1 || len(v.paid) != 0 {
			t.Errorf("%d dialogs, %d paid", len(v.desk.sheets), len(v.paid))
		}
		v.press(fyne.KeyF9)
		v.paidOnce(selling.PromptPay, money.Baht(2370), 0)
	})
}

func TestTheTimeWaitedIsCounted(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.PromptPay()
		v.settle()
		v.pass(84*time.Second + 10*time.Millisecond)
		if !v.shows("1:24") {
			t.Errorf("the window says %q", v.texts())
		}
	})
}

func TestTheStatementIsPrinted(t *testing.T) {
	for _, mode := range []string{"own", "bank-sign"} {
		open(t, bench{set: map[string]string{"printer.receipt": "file:paper", "promptpay.mode": mode}}, func(v *till) {
			v.promptPay()
			v.kit.Router.Shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierControl})
			v.settle()
			if v.kit.Prompt.Said() != v.kit.T("pay.printed") {
				t.Errorf("%s: said %q", mode, v.kit.Prompt.Said())
			}
		})
	}
}

func TestASlipIsPastedAndDropped(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.promptPay()
		v.kit.Clipboard.SetContent(aSlip)
		v.kit.Router.Shortcut(&fyne.ShortcutPaste{})
		v.settle()
		if !v.shows(v.kit.T("pay.slip.forged")) {
			t.Errorf("the window says %q", v.texts())
		}
		if !v.desk.Drop("no-such-picture.png") {
			t.Fatal("a picture was not wanted")
		}
		v.settle()
		if !v.shows(v.message("picture_unread")) {
			t.Errorf("the window says %q", v.texts())
		}
		v.kit.Clipboard.SetContent("")
		v.press(fyne.KeyF3)
		v.picture = filepath.Join(t.TempDir(), "slip.png")
		if err := os.WriteFile(v.picture, []byte("no picture"), 0o600); err != nil {
			t.Fatal(err)
		}
		v.press(fyne.KeyF3) // in the field already: a file is asked for
		if !v.shows(v.message("not_a_picture")) {
			t.Errorf("the window says %q", v.texts())
		}
	})
}

func TestTheTillChecksASlip(t *testing.T) {
	open(t, bench{}, func(v *till) {
		if v.desk.SlipScanned("8850001110001") || !v.desk.SlipScanned(aSlip) {
			t.Fatal("slips are not told from goods")
		}
		v.settle()
		if !v.shows(v.kit.T("pay.slip.forged")) {
			t.Errorf("the window says %q", v.texts())
		}
		v.press(fyne.KeyF9)
		if len(v.paid) != 0 || !v.shows(v.kit.T("pay.slip.forged")) {
			t.Fatal("F9 goes on to the payment with the slip and pays nothing yet")
		}
		v.pass(settle)
		v.press(fyne.KeyF8)
		bill := v.paidOnce(selling.PromptPay, money.Baht(1185), 0)
		if seen, err := v.kit.Shop.SlipCheck(v.t.Context(), aSlip); err != nil || seen.UsedBy != bill.Number {
			t.Errorf("the slip is held by %q, %v", seen.UsedBy, err)
		}
	})
}
