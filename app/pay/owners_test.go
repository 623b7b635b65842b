package pay

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/testkit"
)

var toOwners = map[string]string{"pay.to": "owners"}

// owners puts a scarf of one producer and a basket of another beside the honey on the bill: 300 and 200 baht at
// 20 percent, so that 240 and 160 are theirs and 1,285 the shop's.
func (v *till) owners() (weaver, farmer id.Party) {
	v.t.Helper()
	for n, who := range []shop.Party{{Name: "กลุ่มทอผ้าบ้านนา", AccountName: "นางปิ่น แก้ว", PromptPay: "0899999999"}, {Name: "สวนป้าแดง", PromptPay: "0612345678"}} {
		saved, err := v.kit.Shop.SaveProducer(v.t.Context(), who)
		if err != nil {
			v.t.Fatal(err)
		}
		product, err := v.kit.Shop.SaveProduct(v.t.Context(), catalog.Product{SKU: "C" + string(rune('1'+n)), Name: "ของฝาก", Unit: "ชิ้น", Terms: "consign", VAT: "exempt",
			ProducerID: saved.ID, GP: 20_00, Price: []money.Satang{money.Baht(300), money.Baht(200)}[n]}, shop.Opening{})
		if err != nil {
			v.t.Fatal(err)
		}
		v.cart.Add(product.ID, qty.One)
		weaver, farmer = farmer, saved.ID
	}
	var err error
	if v.prices, err = v.kit.Shop.Prices(v.t.Context()); err != nil {
		v.t.Fatal(err)
	}
	return weaver, farmer
}

func (v *till) turn(n, of int) bool {
	return v.shows(i18n.T(v.kit.Lang, "pay.owners.title", fault.Values{"n": n, "of": of}))
}

func codeOf(t *testing.T, to string, amount money.Satang) [][]bool {
	t.Helper()
	payload, err := promptpay.Transfer{To: must(promptpay.ParseID(to)), Amount: amount}.Payload()
	if err != nil {
		t.Fatal(err)
	}
	return must(qrcode.Matrix(payload, qrcode.Medium))
}

// TestOwnersArePaidInTurn: each by a code of their own, the shop last, and one bill remembers it all.
func TestOwnersArePaidInTurn(t *testing.T) {
	open(t, bench{set: toOwners}, func(v *till) {
		screen := v.display()
		weaver, farmer := v.owners()
		want := []struct {
			owner  id.Party
			to     string
			amount money.Satang
		}{{weaver, "0899999999", money.Baht(240)}, {farmer, "0612345678", money.Baht(160)}, {id.Party{}, "0812345678", money.Baht(1285)}}
		v.promptPay()
		for n, one := range want {
			if !v.turn(n+1, 3) || !equalCode(screen.matrix, codeOf(v.t, one.to, one.amount)) {
				v.t.Fatalf("turn %d: the window says %q", n+1, v.texts())
			}
			if len(v.paid) != 0 {
				v.t.Fatal("paid before all were")
			}
			v.press(fyne.KeyF9)
			if n < 2 {
				v.press(fyne.KeyF9) // pressed twice: the next one has not been looked at
				v.pass(settle)
			}
		}
		above := slices.ContainsFunc(v.warnings, func(w *fault.Error) bool { return w.Code == "owner_paid_more" })
		if len(v.paid) != 1 || above || v.desk.Open() {
			v.t.Fatalf("%d paid, warnings %v", len(v.paid), v.warnings)
		}
		for n, payment := range v.paid[0].Payments {
			if payment.OwnerID != want[n].owner || payment.Amount != want[n].amount || payment.Evidence != selling.Seen {
				v.t.Errorf("payment %+v", payment)
			}
		}
	})
}

func TestTheShopAloneIsAskedOnce(t *testing.T) {
	open(t, bench{set: toOwners}, func(v *till) {
		v.promptPay()
		v.press(fyne.KeyF9)
		v.paidOnce(selling.PromptPay, money.Baht(1185), 0)
	})
	open(t, bench{}, func(v *till) { // the setting says the shop
		v.owners()
		v.promptPay()
		v.press(fyne.KeyF9)
		v.paidOnce(selling.PromptPay, money.Baht(1685), 0)
	})
}

// TestOneCodeOnly: an owner's part that the customer does not want to scan is the shop's.
func TestOneCodeOnly(t *testing.T) {
	open(t, bench{set: toOwners}, func(v *till) {
		weaver, _ := v.owners()
		v.promptPay()
		v.press(fyne.KeyF9)
		v.pass(settle)
		v.press(fyne.KeyF7)
		v.pass(settle)
		if !v.turn(2, 2) {
			v.t.Fatalf("the window says %q", v.texts())
		}
		v.press(fyne.KeyF7) // the shop's own part cannot be skipped
		v.press(fyne.KeyF8)
		if len(v.paid) != 1 || len(v.paid[0].Payments) != 2 {
			v.t.Fatalf("%d paid", len(v.paid))
		}
		one, two := v.paid[0].Payments[0], v.paid[0].Payments[1]
		if one.OwnerID != weaver || !two.OwnerID.IsZero() || two.Amount != money.Baht(1445) || two.Evidence != selling.Slip {
			v.t.Errorf("payments %+v, %+v", one, two)
		}
	})
}

// TestWhatWasConfirmedStays when the dialog is left, the bill changes, or the rest is paid otherwise.
func TestWhatWasConfirmedStays(t *testing.T) {
	for name, pay := range map[string]func(v *till){
		"by PromptPay": func(v *till) {
			v.promptPay()
			if !v.turn(2, 3) {
				v.t.Fatalf("it begins anew: %q", v.texts())
			}
			v.scans("8850001110001") // another honey
			v.pass(settle)
			v.press(fyne.KeyF9)
			v.pass(settle)
			v.press(fyne.KeyF9)
		},
		"in cash": func(v *till) {
			v.scans("8850001110001")
			v.desk.Cash()
			v.settle()
			v.typed("1")
			v.press(fyne.KeyReturn)
			v.settle()
			v.desk.sheets[0].dialog.Bindings[1].Do() // Ctrl+Enter
			v.settle()
		},
	} {
		open(t, bench{set: toOwners}, func(v *till) {
			weaver, _ := v.owners()
			v.promptPay()
			v.press(fyne.KeyF9)
			v.pass(settle)
			v.press(fyne.KeyEscape)
			if v.desk.Open() || len(v.paid) != 0 {
				v.t.Fatalf("%s: Esc did not go back to the bill", name)
			}
			if name == "in cash" {
				v.add("8850001110001")
			}
			pay(v)
			if len(v.paid) != 1 || v.paid[0].Total != money.Baht(2870) {
				v.t.Fatalf("%s: %d paid; the window says %q", name, len(v.paid), v.texts())
			}
			if first := v.paid[0].Payments[0]; first.OwnerID != weaver || first.Amount != money.Baht(240) {
				v.t.Errorf("%s: %+v", name, first)
			}
		})
	}
}

// TestTheBillThatIsRefusedIsNotLost: when the last step fails, what was confirmed is there still.
func TestTheBillThatIsRefusedIsNotLost(t *testing.T) {
	open(t, bench{set: map[string]string{"pay.to": "owners", "shift.count": "open"}}, func(v *till) {
		v.owners()
		v.promptPay()
		for range 2 {
			v.press(fyne.KeyF9)
			v.pass(settle)
		}
		v.press(fyne.KeyF9)
		if len(v.paid) != 0 || !v.turn(3, 3) || !v.shows(v.message("shift_not_open")) {
			v.t.Fatalf("%d paid; the window says %q", len(v.paid), v.texts())
		}
		if _, err := v.kit.Shop.OpenShift(v.t.Context(), 0, "", ""); err != nil {
			v.t.Fatal(err)
		}
		v.press(fyne.KeyF9)
		if len(v.paid) != 1 || len(v.paid[0].Payments) != 3 {
			v.t.Errorf("%d paid", len(v.paid))
		}
	})
}

func TestAPracticeShopShowsOwnersNothingToPay(t *testing.T) {
	open(t, bench{params: practice, set: toOwners}, func(v *till) {
		screen := v.display()
		v.owners()
		v.promptPay()
		text := must(qrcode.Matrix(promptpay.PracticeText(v.cart.ID.Tag()), qrcode.Medium))
		if !v.turn(1, 3) || !equalCode(screen.matrix, text) {
			v.t.Errorf("the window says %q", v.texts())
		}
	})
}

// TestTurnsAddUp: whatever is confirmed, skipped and changed in any order, what was taken and what is left come
// to what is due, and nobody is asked twice.
func TestTurnsAddUp(t *testing.T) {
	for seed := range uint64(2000) {
		r := testkit.Rand(seed)
		parts := func() (parts []shop.PayPart) {
			for n := range r.IntN(4) {
				parts = append(parts, shop.PayPart{Part: selling.Part{OwnerID: id.Party{byte(n + 1)}, Amount: money.Satang(1 + r.IntN(500_00))}})
			}
			return append(parts, shop.PayPart{Part: selling.Part{Amount: money.Satang(1 + r.IntN(500_00))}})
		}
		turns := &turns{parts: parts()}
		for step := range 30 {
			due := money.Satang(0)
			for _, part := range turns.parts {
				due += part.Amount
			}
			sum := turns.sum()
			left := turns.left()
			for n, part := range left {
				sum += part.Amount
				if part.Amount <= 0 || part.OwnerID.IsZero() != (n == len(left)-1 && part.OwnerID.IsZero()) {
					t.Fatalf("seed %d: left %v", seed, left)
				}
			}
			if sum != max(due, turns.sum()) {
				t.Fatalf("seed %d: taken and left come to %s of %s", seed, sum, due)
			}
			if len(left) == 0 {
				break
			}
			part, n, of := turns.next()
			if n != len(turns.taken)+1 || of != len(turns.taken)+len(left) {
				t.Fatalf("seed %d: turn %d of %d", seed, n, of)
			}
			switch roll := r.IntN(6); {
			case roll == 0 && !part.OwnerID.IsZero():
				turns.skipped = append(turns.skipped, part.OwnerID)
			case roll == 1 && step < 20:
				turns.parts = parts()
			default:
				amount := part.Amount
				turns.taken = append(turns.taken, selling.Tender{Method: selling.PromptPay, Amount: &amount, OwnerID: part.OwnerID})
			}
		}
	}
}
