package pay

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

func part(method string, amount money.Satang) selling.Tender {
	return selling.Tender{Method: method, Amount: &amount}
}

func TestPartsAddUpAsCheckoutWill(t *testing.T) {
	s := split{rules: usualRules(), total: 118540}
	s.step = money.Baht(1)
	if got := s.suggest(selling.Cash); got != 118500 {
		t.Errorf("cash alone would be %v", got)
	}
	if got := s.suggest(selling.Card); got != 118540 {
		t.Errorf("a card alone would be %v", got)
	}
	if err := s.add(part(selling.Welfare, 20000)); err != nil {
		t.Fatal(err)
	}
	if _, missing, err := s.preview(); missing != 98540 || err != nil || s.complete() {
		t.Errorf("missing %v, %v", missing, err)
	}
	if err := s.add(part(selling.Card, 98541)); !fault.Is(err, "payment_above_due") {
		t.Errorf("a card for more than is due: %v", err)
	}
	if err := s.add(part(selling.Cash, 100000)); err != nil {
		t.Fatal(err)
	}
	payment, missing, err := s.preview()
	if missing != 0 || err != nil || payment.Rounding != -40 || payment.Change != 1500 {
		t.Errorf("rounding %v, change %v, missing %v, %v", payment.Rounding, payment.Change, missing, err)
	}
	if err := s.add(part(selling.Cash, 100)); !fault.Is(err, "pay_complete") {
		t.Errorf("more than everything: %v", err)
	}
	s.remove(0)
	if len(s.parts) != 1 || s.parts[0].Method != selling.Cash {
		t.Errorf("parts %+v", s.parts)
	}
}

func TestPartsAreBounded(t *testing.T) {
	s := split{rules: usualRules(), total: money.Baht(1000)}
	for range maxParts {
		if err := s.add(part(selling.Card, 1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.add(part(selling.Card, 1)); !fault.Is(err, "pay_too_many_parts") {
		t.Errorf("a part too many: %v", err)
	}
}

func TestMethodsAreNamedAndHiddenOnesLeftOut(t *testing.T) {
	r := usualRules()
	r.methods["app"] = selling.Method{Code: "app", Name: "เป๋าตัง"}
	r.methods["old"] = selling.Method{Code: "old", Name: "คูปองเก่า", Hidden: true}
	var names []string
	for _, m := range r.offered() {
		names = append(names, MethodName(i18n.Thai, m))
	}
	want := "เงินสด พร้อมเพย์ โอนเข้าบัญชี บัตรเครดิต/เดบิต บัตรสวัสดิการแห่งรัฐ เงินเชื่อ เป๋าตัง"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("offered %s", got)
	}
	if got := MethodName(i18n.English, selling.Method{Code: "gone"}); got != "gone" {
		t.Errorf("a way that is only a code is called %q", got)
	}
}

func (v *till) ctrlEnter() {
	v.kit.Router.Shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	v.settle()
}

// amounts lists what each way holds of the last bill.
func (v *till) amounts() map[string]money.Satang {
	all := map[string]money.Satang{}
	for _, p := range v.paid[len(v.paid)-1].Payments {
		all[p.Method] += p.Amount
	}
	return all
}

func TestOneOtherWay(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Other()
		v.typed("4")
		v.ctrlEnter()
		v.paidOnce(selling.Card, money.Baht(1185), 0)
	})
}

func TestAnyMixPays(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Other()
		v.typed("5")
		v.typed("200")
		v.press(fyne.KeyReturn)
		v.ctrlEnter()
		if len(v.paid) != 0 || !v.shows(i18n.T(i18n.Thai, "fault.pay_missing", fault.Values{"missing": money.Baht(985)})) {
			t.Fatalf("paid %d; the window says %q", len(v.paid), v.texts())
		}
		v.typed("2") // PromptPay: the rest but 500
		v.typed("485")
		v.press(fyne.KeyReturn)
		v.pass(settle)
		if len(v.desk.sheets) != 2 || !v.shows("฿485.00") {
			t.Fatalf("%d dialogs; the window says %q", len(v.desk.sheets), v.texts())
		}
		v.press(fyne.KeyF6) // a part does not wait
		v.press(fyne.KeyF9)
		if len(v.desk.sheets) != 1 || len(v.paid) != 0 || v.waits != 0 {
			t.Fatalf("%d dialogs, %d paid, %d wait", len(v.desk.sheets), len(v.paid), v.waits)
		}
		v.typed("1")
		v.typed("1000")
		v.press(fyne.KeyReturn)
		if !v.shows("฿500.00") {
			t.Errorf("no change: %q", v.texts())
		}
		v.ctrlEnter()
		got := v.amounts()
		if got[selling.Welfare] != money.Baht(200) || got[selling.PromptPay] != money.Baht(485) || got[selling.Cash] != money.Baht(500) {
			t.Errorf("paid by %v", got)
		}
	})
}

func TestATransferIsSeenBeforeItEndsTheBill(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Other()
		v.typed("3")
		v.ctrlEnter()
		v.pass(settle)
		if len(v.paid) != 0 || !v.shows(v.kit.T("pay.promptpay.transfer")) {
			t.Fatalf("paid %d; the window says %q", len(v.paid), v.texts())
		}
		v.press(fyne.KeyF9)
		if bill := v.paidOnce(selling.Transfer, money.Baht(1185), 0); bill.Payments[0].Evidence != selling.Seen {
			t.Errorf("evidence %q", bill.Payments[0].Evidence)
		}
	})
}

func TestCreditNeedsANameAndSaysWhatIsOwed(t *testing.T) {
	open(t, bench{}, func(v *till) {
		who, err := v.kit.Shop.SaveCustomer(context.Background(), shop.Party{Kind: party.Customer, Name: "ป้าแดง", CreditLimit: money.Baht(1000)})
		if err != nil {
			t.Fatal(err)
		}
		v.desk.Other()
		v.typed("6")
		if v.asked != 1 || len(v.paid) != 0 {
			t.Fatalf("asked %d times for a name", v.asked)
		}
		v.ctrlEnter() // nobody was chosen: there is no part
		if len(v.paid) != 0 {
			t.Fatal("credit without a name")
		}
		v.cart.CustomerID = who.ID
		v.typed("6")
		if !v.shows(v.kit.T("pay.other.above", fault.Values{"limit": money.Baht(1000), "after": money.Baht(1185)})) {
			t.Errorf("the window says %q", v.texts())
		}
		v.ctrlEnter()
		if bill := v.paidOnce(selling.Credit, money.Baht(1185), 0); bill.Owed != money.Baht(1185) {
			t.Errorf("owed %v", bill.Owed)
		}
	})
}

func TestPartsAreNotDroppedWithoutAsking(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Other()
		v.typed("5")
		v.typed("200")
		v.press(fyne.KeyReturn, fyne.KeyEscape)
		if !v.shows(v.kit.T("pay.other.drop")) {
			t.Fatalf("the window says %q", v.texts())
		}
		v.press(fyne.KeyEscape) // no
		if !v.desk.Open() || !v.shows("200.00") {
			t.Fatalf("the parts are gone: %q", v.texts())
		}
		v.press(fyne.KeyDelete) // the part goes, and with it the question
		v.pass(100 * time.Millisecond)
		v.press(fyne.KeyEscape)
		if v.desk.Open() || len(v.paid) != 0 {
			t.Error("Esc did not go back to the bill")
		}
	})
}

func TestAScanMovesWhatIsLeft(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Other()
		v.typed("4")
		v.scans("8850001110001")
		if len(v.paid) != 0 || !v.shows("2,370") || !v.shows("฿2,370.00") {
			t.Errorf("paid %d; the window says %q", len(v.paid), v.texts())
		}
	})
}
