package selling_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

func TestVoid(t *testing.T) {
	w := newWorld()
	lot := w.lot(testkit.Silk, 9*qty.One, "")
	bill := w.pay(t, cartOf(w.line(testkit.Silk, qty.One)), tender(selling.PromptPay, 1000_00), tender(selling.Cash, 200_00))
	void, err := selling.VoidBill(&w.Facts, pastOf(bill), id.New[id.Bill](), "คิดผิด")
	if err != nil {
		t.Fatal(err)
	}
	sums(t, void)
	signs(t, void)
	if b := void.Bill; b.Number != "A-VD-2569-000001" || b.VoidOf != bill.Bill.ID || b.Reason != "คิดผิด" || b.Kind != ledger.Void {
		t.Errorf("void %+v", b)
	}
	wantTaken(t, void, took{0, lot, -qty.One})
	wantMoney(t, void, map[string]money.Satang{selling.PromptPay: -1000_00, selling.Cash: -185_50})

	refund := w.refund(t, pastOf(bill), back(bill))
	closed, voided := pastOf(bill), pastOf(bill)
	closed.Shift, voided.VoidedBy = false, "A-VD-2569-000001"
	for _, test := range []struct {
		name         string
		past         *selling.Past
		reason, code string
		field        string
	}{
		{"no reason", pastOf(bill), "", "reason_missing", "reason"},
		{"twice", voided, "x", "bill_voided", "number"},
		{"a void", pastOf(void), "x", "bill_is_refund", "number"},
		{"after a refund", pastOf(bill, refund), "x", "bill_has_refunds", "number"},
		{"after the close", closed, "x", "shift_closed", "number"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := selling.VoidBill(&w.Facts, test.past, id.New[id.Bill](), test.reason)
			wantFault(t, err, test.code, test.field)
		})
	}
	if again, err := selling.VoidBill(&w.Facts, pastOf(refund), id.New[id.Bill](), "ไม่ได้คืน"); err != nil || again.Bill.Total != bill.Bill.Total {
		t.Errorf("a refund is voided: %v", err)
	}
}

func TestRepay(t *testing.T) {
	w := newWorld()
	bill := w.pay(t, selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{w.line(testkit.Paste, 2*qty.One)}})
	posting, err := selling.Repay(&w.Facts, pastOf(bill), []selling.Tender{tender(selling.Card, 30_00), {Method: selling.PromptPay, Evidence: selling.Slip}})
	if err != nil {
		t.Fatal(err)
	}
	want := []ledger.Payment{{Method: selling.Cash, Amount: -130_00}, {Method: selling.Card, Amount: 30_00}, {Method: selling.PromptPay, Amount: 100_00, Evidence: selling.Slip}}
	for n, row := range posting.Payments {
		if row.Method != want[n].Method || row.Amount != want[n].Amount || row.Evidence != want[n].Evidence || row.Kind != ledger.Repaid || row.BillID != bill.Bill.ID {
			t.Errorf("row %d: %+v, want %+v", n, row, want[n])
		}
	}
	past := pastOf(bill)
	past.Payments = append(past.Payments, posting.Payments...)
	if posting, err = selling.Repay(&w.Facts, past, testkit.Exactly(selling.Cash)); err != nil || len(posting.Payments) != 3 {
		t.Errorf("and back again: %+v %v", posting, err)
	}
	closed, voided := pastOf(bill), pastOf(bill)
	closed.Shift, voided.VoidedBy = false, "A-VD-2569-000001"
	for _, test := range []struct {
		name        string
		past        *selling.Past
		tenders     []selling.Tender
		code, field string
	}{
		{"as it was", pastOf(bill), testkit.Exactly(selling.Cash), "repay_same", "pay[0].method"},
		{"after the close", closed, testkit.Exactly(selling.Card), "shift_closed", "number"},
		{"voided", voided, testkit.Exactly(selling.Card), "bill_voided", "number"},
		{"with change", pastOf(bill), []selling.Tender{tender(selling.Cash, 150_00)}, "repay_sum", "pay[0].amount"},
		{"short", pastOf(bill), []selling.Tender{tender(selling.Cash, 100_00)}, "payment_short", "pay[0].amount"},
		{"credit of nobody", pastOf(bill), testkit.Exactly(selling.Credit), "customer_missing", "customer"},
		{"loss without a reason", pastOf(bill), testkit.Exactly(selling.Loss), "reason_missing", "pay[0].reason"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := selling.Repay(&w.Facts, test.past, test.tenders)
			wantFault(t, err, test.code, test.field)
		})
	}
}

func TestPayDebt(t *testing.T) {
	w := newWorld()
	first, second := id.New[id.Bill](), id.New[id.Bill]()
	debts := func() []selling.Debt {
		return []selling.Debt{{BillID: first, Owed: 100_00}, {BillID: second, Owed: 50_00}}
	}
	for _, test := range []struct {
		name    string
		tenders []selling.Tender
		first   money.Satang
		second  money.Satang
	}{
		{"all", testkit.Exactly(selling.Cash), 100_00, 50_00},
		{"part: oldest first", []selling.Tender{tender(selling.Cash, 120_00)}, 100_00, 20_00},
		{"two ways, the last open", []selling.Tender{tender(selling.Cash, 60_00), {Method: selling.PromptPay}}, 100_00, 50_00},
		{"two ways, the first open", []selling.Tender{{Method: selling.PromptPay}, tender(selling.Cash, 60_00)}, 100_00, 50_00},
	} {
		t.Run(test.name, func(t *testing.T) {
			posting, err := selling.PayDebt(&w.Facts, debts(), &selling.DebtRequest{Tenders: test.tenders})
			if err != nil {
				t.Fatal(err)
			}
			owed, all := map[id.Bill]money.Satang{}, money.Satang(0)
			for _, row := range posting.Payments {
				all += row.Amount
				if row.Method == selling.Credit {
					owed[row.BillID] -= row.Amount
				}
				if row.Kind != ledger.Settled || row.ShiftID != openShift {
					t.Errorf("row %+v", row)
				}
			}
			if all != 0 || owed[first] != test.first || owed[second] != test.second {
				t.Errorf("paid %v, in all %s", owed, all)
			}
		})
	}
	for _, test := range []struct {
		name        string
		debts       []selling.Debt
		tenders     []selling.Tender
		code, field string
	}{
		{"no debt", nil, testkit.Exactly(selling.Cash), "debt_none", "customer"},
		{"too much", debts(), []selling.Tender{tender(selling.Cash, 150_01)}, "debt_above", "pay[0].amount"},
		{"on credit again", debts(), testkit.Exactly(selling.Credit), "method_credit", "pay[0].method"},
		{"nothing", debts(), []selling.Tender{tender(selling.Cash, 0)}, "amount_not_positive", "pay[0].amount"},
		{"below nothing", debts(), []selling.Tender{tender(selling.Cash, 50_00), tender(selling.Card, -10_00)}, "amount_not_positive", "pay[1].amount"},
		{"no way", debts(), nil, "amount_not_positive", "pay[0].amount"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := selling.PayDebt(&w.Facts, test.debts, &selling.DebtRequest{Tenders: test.tenders})
			wantFault(t, err, test.code, test.field)
		})
	}
}
