package store_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// everyPast reads all bills one by one, which the reports must agree with.
func everyPast(t *testing.T, s *testkit.Shop) (all []*selling.Past) {
	t.Helper()
	rows, err := s.Writer().Query("SELECT id FROM bill")
	must(t, err)
	defer rows.Close()
	var bills []id.Bill
	for rows.Next() {
		var bill id.Bill
		must(t, rows.Scan(&bill))
		bills = append(bills, bill)
	}
	must(t, rows.Close())
	for _, bill := range bills {
		all = append(all, past(t, s, bill))
	}
	return all
}

// TestReportsAgreeWithTheBills: sums made by SQL equal sums made bill by bill.
func TestReportsAgreeWithTheBills(t *testing.T) {
	s := testkit.New(t)
	must(t, s.SaveSettings(ctx, map[string]string{"shop.vat": "included", "cash.round": "0.25"}))
	s.Trade(t, testkit.Rand(12), 200)
	all := everyPast(t, s)
	from, to := clock.Day("2026-01-01"), clock.Day("2027-12-31")
	owed := map[clock.Day]map[id.Party]money.Satang{}
	want, methods := map[clock.Day]*store.DaySum{}, map[clock.Day]map[string]money.Satang{}
	sold, billsOf := map[id.Product]*store.Seller{}, map[clock.Day]int{}
	for _, past := range all {
		bill := past.Bill
		sum := want[bill.Day]
		if sum == nil {
			sum = &store.DaySum{Day: bill.Day}
			want[bill.Day] = sum
		}
		if bill.Kind == ledger.Sale || bill.Kind == ledger.Exchange {
			sum.Bills++
		} else {
			sum.Refunds++
		}
		billsOf[bill.Day]++
		sum.Total += bill.Total
		sum.Discount += bill.Discount
		sum.Rounding += bill.Rounding
		sum.VAT += bill.VAT
		for _, entry := range past.Entries {
			sum.Owners += entry.Share
			if owed[bill.Day] == nil {
				owed[bill.Day] = map[id.Party]money.Satang{}
			}
			owed[bill.Day][entry.ProducerID] += entry.Share
		}
		for _, payment := range past.Payments {
			if methods[payment.Day] == nil {
				methods[payment.Day] = map[string]money.Satang{}
			}
			methods[payment.Day][payment.Method] += payment.Amount
		}
		for _, line := range past.Lines {
			if sold[line.ProductID] == nil {
				sold[line.ProductID] = &store.Seller{}
			}
			sold[line.ProductID].Qty += line.Qty
			sold[line.ProductID].Total += line.Net()
		}
	}
	days, err := s.Days(ctx, from, to)
	must(t, err)
	if len(days) != len(want) || len(days) < 2 {
		t.Errorf("%d days, want %d", len(days), len(want))
	}
	for _, got := range days {
		w := want[got.Day]
		if got.Bills != w.Bills || got.Refunds != w.Refunds || got.Total != w.Total || got.Discount != w.Discount ||
			got.Rounding != w.Rounding || got.VAT != w.VAT || got.Owners != w.Owners {
			t.Errorf("%s: %+v, want %+v", got.Day, got, *w)
		}
		maps.DeleteFunc(owed[got.Day], func(_ id.Party, share money.Satang) bool { return share == 0 })
		if owners, err := s.OwnersOwed(ctx, got.Day); err != nil || owners != len(owed[got.Day]) {
			t.Errorf("%s: %d owners, want %d (%v)", got.Day, owners, len(owed[got.Day]), err)
		}
		day, err := s.Day(ctx, got.Day)
		must(t, err)
		for _, method := range day.Methods {
			if method.Total != methods[got.Day][method.Method] {
				t.Errorf("%s %s: %s, want %s", got.Day, method.Method, method.Total, methods[got.Day][method.Method])
			}
			delete(methods[got.Day], method.Method)
		}
		for method, sum := range methods[got.Day] {
			if sum != 0 {
				t.Errorf("%s: %s by %s is missing", got.Day, sum, method)
			}
		}
		rows, total, err := s.Bills(ctx, got.Day, 1, 1000)
		if err != nil || total != billsOf[got.Day] || len(rows) != total-1 {
			t.Errorf("%s: %d of %d bills from the second on, want %d (%v)", got.Day, len(rows), total, billsOf[got.Day], err)
		}
	}
	sellers, err := s.BestSellers(ctx, from, to, 100)
	must(t, err)
	for n, seller := range sellers {
		if w := sold[seller.ProductID]; seller.Qty != w.Qty || seller.Total != w.Total || n > 0 && seller.Total > sellers[n-1].Total {
			t.Errorf("%d: %+v, want %+v", n, seller, *w)
		}
	}
	_, _, err = s.Bills(ctx, from, 0, 0)
	wantCode(t, err, "limit_invalid")
	if none, err := s.Day(ctx, "2001-01-01"); err != nil || none.Bills != 0 {
		t.Errorf("a day without bills: %+v %v", none, err)
	}
}

// TestBillsSayWhatHappenedToThem: refunds and voids show on the bill they belong to.
func TestBillsSayWhatHappenedToThem(t *testing.T) {
	s := testkit.New(t)
	refunded := s.Sell(t, testkit.Line(s.Goods[testkit.Silk], 2*qty.One))
	voided := s.Sell(t, testkit.Line(s.Goods[testkit.Silk], qty.One))
	refund := id.New[id.Bill]()
	_, err := s.Refund(ctx, selling.RefundRequest{ID: refund, Of: refunded, Lines: []selling.ReturnLine{{Qty: qty.One}}})
	must(t, err)
	_, err = s.Void(ctx, voided, id.New[id.Bill](), "ผิด")
	must(t, err)
	rows, total, err := s.Bills(ctx, clock.DayOf(testkit.Morning), 0, 10)
	must(t, err)
	if total != 4 || rows[2].Voided != "A-VD-2569-000001" || rows[3].Refunds != 1 || rows[3].Methods != selling.Cash || rows[3].Voided != "" {
		t.Errorf("%+v", rows)
	}
	wantCode(t, func() error { _, err := s.Void(ctx, refunded, id.New[id.Bill](), "ผิด"); return err }(), "bill_has_refunds")
	_, err = s.Void(ctx, refund, id.New[id.Bill](), "ไม่ได้คืน")
	must(t, err)
	if left := past(t, s, refunded).Left(0); left != 2*qty.One {
		t.Errorf("a voided refund still counts: %s left", left)
	}
	_, err = s.Void(ctx, refunded, id.New[id.Bill](), "ผิด")
	must(t, err)
	s.CheckOK(t)
}

// TestDrawer: what should lie in the drawer, worked out by hand.
func TestDrawer(t *testing.T) {
	s := testkit.New(t)
	must(t, s.OpenShift(ctx, 500_00, "", "สมศรี"))
	shift, _, err := s.LastShift(ctx)
	must(t, err)
	open := shift.ID
	pay := func(tenders ...selling.Tender) id.Bill {
		cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: testkit.Customer, Guide: selling.Guide{Name: "ไกด์เอ", Percent: 10_00},
			Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Paste], 2*qty.One)}} // 130.00
		_, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: tenders})
		must(t, err)
		return cart.ID
	}
	cash := func(amount money.Satang) selling.Tender { return selling.Tender{Method: selling.Cash, Amount: &amount} }
	first := pay(cash(200_00)) // change 70
	pay(selling.Tender{Method: selling.PromptPay, Evidence: selling.Slip, SlipBank: "014", SlipRef: "R1"})
	wrong := pay(selling.Tender{Method: selling.Card})
	pay(selling.Tender{Method: selling.Credit})
	_, err = s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: first, Lines: []selling.ReturnLine{{Qty: qty.One}}}) // 65 back
	must(t, err)
	must(t, s.Repay(ctx, wrong, testkit.Exactly(selling.Cash)))                                                                             // 130 in
	must(t, payDebt(s, selling.DebtRequest{ID: id.New[id.Change](), CustomerID: testkit.Customer, Tenders: []selling.Tender{cash(30_00)}})) // 30 in
	must(t, s.MoveCash(ctx, ledger.CashIn, 100_00, "แลกเหรียญ"))                                                                            // 100 in
	must(t, s.MoveCash(ctx, ledger.CashOut, 40_00, "ค่าน้ำแข็ง"))                                                                           // 40 out
	must(t, s.MoveCash(ctx, ledger.DrawerOpen, 0, "ทอนผิด"))                                                                                // nothing
	view, err := s.Shift(ctx, open)
	must(t, err)
	want := selling.Drawer{Float: 500_00, Taken: 360_00, Change: 70_00, Refunded: 65_00, In: 100_00, Out: 40_00}
	if view.Drawer != want || view.Drawer.Expected() != 785_00 {
		t.Errorf("drawer %+v, want %+v", view.Drawer, want)
	}
	if view.Name != "สมศรี" || view.Bills != 5 || view.Sold != 455_00 || len(view.Cashes) != 3 || len(view.SlipOnly) != 1 || view.SlipOnly[0].Ref != "R1" {
		t.Errorf("view %+v", view)
	}
	if len(view.Guides) != 1 || view.Guides[0].Amount != 45_50 || view.Guides[0].Bills != 4 {
		t.Errorf("guides %+v", view.Guides)
	}
	if day, err := s.Day(ctx, "2026-11-23"); err != nil || !slices.Equal(day.Methods, view.Methods) {
		t.Errorf("the day by method %v, its only shift %v (%v)", day.Methods, view.Methods, err)
	}
	sums := map[string]money.Satang{}
	for _, method := range view.Methods {
		sums[method.Method] = method.Total
	}
	if sums[selling.Cash] != 225_00 || sums[selling.PromptPay] != 130_00 || sums[selling.Card] != 0 || sums[selling.Credit] != 100_00 {
		t.Errorf("methods %v", sums)
	}
	closed, err := s.CloseShift(ctx, selling.CloseRequest{Counted: 780_00, Leave: 500_00, Reason: "ทอนเกิน"}, true)
	if err != nil || closed != open {
		t.Fatalf("closed %s: %v", closed, err)
	}
	s.Clock.Move(time.Hour)
	must(t, s.OpenShift(ctx, 500_00, "2026-11-24", ""))
	s.Sell(t, testkit.Line(s.Goods[testkit.Bag], qty.One))
	view, err = s.Shift(ctx, open)
	must(t, err)
	if view.Drawer != want || view.Close == nil || view.Close.Difference != -5_00 || view.Close.Expected != 785_00 {
		t.Errorf("after the close %+v %+v", view.Drawer, view.Close)
	}
	_, err = s.Void(ctx, first, id.New[id.Bill](), "ช้าไป")
	wantCode(t, err, "bill_has_refunds")
	_, err = s.Void(ctx, wrong, id.New[id.Bill](), "ช้าไป")
	wantCode(t, err, "shift_closed")
	wantCode(t, s.OpenShift(ctx, 0, "", ""), "shift_open_already")
	s.CheckOK(t)
}
