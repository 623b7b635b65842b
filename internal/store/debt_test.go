package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

func TestCredit(t *testing.T) {
	s := testkit.New(t)
	buy := func(pieces int) id.Bill {
		cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: testkit.Customer, Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Silk], qty.Pieces(pieces))}}
		_, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Credit)})
		must(t, err)
		return cart.ID
	}
	wantOwed := func(want ...money.Satang) {
		t.Helper()
		debts, err := s.Debts(ctx, testkit.Customer)
		must(t, err)
		sum, ok := money.Satang(0), len(debts) == len(want)
		for n, debt := range debts {
			sum += debt.Owed
			ok = ok && debt.Owed == want[n]
		}
		all, err := s.Owed(ctx)
		if err != nil || !ok || all[testkit.Customer] != sum {
			t.Errorf("debts %+v of %v, want %v", debts, all, want)
		}
	}
	first, second, third := buy(2), buy(1), buy(1)
	wantOwed(2371_00, 1185_50, 1185_50)
	_, err := s.Void(ctx, third, id.New[id.Bill](), "ผิดคน")
	must(t, err)
	_, err = s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: first, Lines: []selling.ReturnLine{{Qty: qty.One}}})
	must(t, err)
	wantOwed(1185_50, 1185_50)
	amount := money.Satang(1300_00)
	half := selling.DebtRequest{ID: id.New[id.Change](), CustomerID: testkit.Customer, Tenders: []selling.Tender{{Method: selling.Cash, Amount: &amount}}}
	for _, again := range []bool{false, true} { // pressed twice, paid once
		replayed, err := s.PayDebt(ctx, half)
		if err != nil || replayed != again {
			t.Errorf("replayed %v, want %v (%v)", replayed, again, err)
		}
		wantOwed(1071_00)
	}
	half.Tenders = testkit.Exactly(selling.Card)
	wantCode(t, payDebt(s, half), "payment_id_used")
	half.ID = id.Change{}
	wantCode(t, payDebt(s, half), "id_unreadable")
	_, err = s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: first}) // it is paid: money, not credit, goes back
	must(t, err)
	wantOwed(1071_00)
	must(t, s.Repay(ctx, second, testkit.Exactly(selling.Cash)))
	wantOwed()
	all := selling.DebtRequest{ID: id.New[id.Change](), CustomerID: testkit.Customer, Tenders: testkit.Exactly(selling.Cash)}
	wantCode(t, payDebt(s, all), "debt_none")
	all.CustomerID = testkit.Weaver
	wantCode(t, payDebt(s, all), "customer_unknown")
	s.CheckOK(t)
}

func payDebt(s *testkit.Shop, request selling.DebtRequest) error {
	_, err := s.PayDebt(ctx, request)
	return err
}

// TestSlipsOfCorrectionsAndDebts: a slip shown for either is recorded with its payment and cannot be shown
// for another bill.
func TestSlipsOfCorrectionsAndDebts(t *testing.T) {
	s := testkit.New(t)
	slip := func(amount money.Satang, ref string) selling.Tender {
		return selling.Tender{Method: selling.Transfer, Amount: &amount, Evidence: selling.Slip, SlipBank: "014", SlipRef: ref}
	}
	buy := func(tenders ...selling.Tender) id.Bill {
		cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: testkit.Customer, Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Paste], 2*qty.One)}}
		_, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: tenders})
		must(t, err)
		return cart.ID
	}
	debt := func(tenders ...selling.Tender) error {
		return payDebt(s, selling.DebtRequest{ID: id.New[id.Change](), CustomerID: testkit.Customer, Tenders: tenders})
	}
	both := buy(slip(100_00, "R1"), slip(30_00, "R2"))
	wrong := buy(testkit.Exactly(selling.Cash)...)
	wantCode(t, s.Repay(ctx, wrong, []selling.Tender{slip(130_00, "R2")}), "slip_used")
	wantCode(t, s.Repay(ctx, wrong, []selling.Tender{slip(100_00, "R3"), slip(30_00, "R3")}), "slip_used")
	must(t, s.Repay(ctx, wrong, []selling.Tender{slip(130_00, "R3")}))
	first, second := buy(testkit.Exactly(selling.Credit)...), buy(testkit.Exactly(selling.Credit)...)
	wantCode(t, debt(slip(10_00, "R3")), "slip_used")
	must(t, debt(slip(200_00, "R4")))
	wantCode(t, debt(slip(10_00, "R4")), "slip_used")

	shift, _, err := s.LastShift(ctx)
	must(t, err)
	view, err := s.Shift(ctx, shift.ID)
	must(t, err)
	want := []store.SlipOnly{{BillID: both, Amount: 100_00, Ref: "R1"}, {BillID: both, Amount: 30_00, Ref: "R2"},
		{BillID: wrong, Amount: 130_00, Ref: "R3"}, {BillID: first, Amount: 130_00, Ref: "R4"}, {BillID: second, Amount: 70_00, Ref: "R4"}}
	if len(view.SlipOnly) != len(want) {
		t.Fatalf("slips %+v", view.SlipOnly)
	}
	for n, got := range view.SlipOnly {
		if got.BillID != want[n].BillID || got.Amount != want[n].Amount || got.Ref != want[n].Ref || got.Bank != "014" {
			t.Errorf("slip %d: %+v, want %+v", n, got, want[n])
		}
	}
	s.CheckOK(t)
}

func TestSlips(t *testing.T) {
	s := testkit.New(t)
	pay := func(ref string) (id.Bill, error) {
		cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Bag], qty.One)}}
		_, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.PromptPay, Evidence: selling.Slip, SlipBank: "014", SlipRef: ref}}})
		return cart.ID, err
	}
	first, err := pay("00111222233344ABCD12")
	must(t, err)
	_, err = pay("00111222233344ABCD12")
	wantCode(t, err, "slip_used")
	second, err := pay("0002123123121200011")
	must(t, err)
	wantCode(t, s.NoteSlip(ctx, second, "014", "00111222233344ABCD12"), "slip_used")
	before := counts(t, s)
	must(t, s.NoteSlip(ctx, first, "014", "00111222233344ABCD12")) // shown again
	if counts(t, s) != before {
		t.Error("a slip is noted twice")
	}
	must(t, s.NoteSlip(ctx, second, "002", "00111222233344ABCD12")) // another bank's
	for last, want := range map[string]string{"cd12": "A-2569-000001", "0011": "A-2569-000002", "zzzz": ""} {
		if number, err := s.SlipEnding(ctx, last); err != nil || number != want {
			t.Errorf("%s: %q %v", last, number, err)
		}
	}
	if number, err := s.SlipBill(ctx, "014", "0002123123121200011"); err != nil || number != "A-2569-000002" {
		t.Errorf("%q %v", number, err)
	}
	s.CheckOK(t)
}
