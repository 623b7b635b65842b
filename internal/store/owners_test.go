package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestABillPaidToSeveralOwners is shared, paid, read back, settled, and taken back with the money where it went.
func TestABillPaidToSeveralOwners(t *testing.T) {
	s := testkit.New(t)
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Silk], qty.One),
		testkit.Line(s.Goods[testkit.Mango], 500), testkit.Line(s.Goods[testkit.Paste], qty.One)}}
	before := counts(t, s)
	parts, err := s.Parts(ctx, &cart, func(id.Party) bool { return true })
	must(t, err)
	if counts(t, s) != before {
		t.Error("sharing a cart wrote something")
	}
	want := []selling.Part{{OwnerID: testkit.Weaver, Amount: 1007_67}, {OwnerID: testkit.Farmer, Amount: 21_22}, {Amount: 244_49}}
	var tenders []selling.Tender
	for n, part := range parts {
		if n >= len(want) || part != want[n] {
			t.Fatalf("parts %v, want %v", parts, want)
		}
		tenders = append(tenders, selling.Tender{Method: selling.PromptPay, Amount: &part.Amount, OwnerID: part.OwnerID, Evidence: selling.Seen})
	}
	request := selling.Request{Cart: cart, Tenders: tenders}
	for n, replayed := range []bool{false, true} {
		answer, err := s.Checkout(ctx, request)
		must(t, err)
		if answer.Replayed != replayed || len(answer.Warnings) != 0 {
			t.Errorf("%d: %+v", n, answer)
		}
	}
	bill := past(t, s, cart.ID)
	for n, payment := range bill.Payments {
		if payment.OwnerID != want[n].OwnerID || payment.Amount != want[n].Amount {
			t.Errorf("payment %+v", payment)
		}
	}
	day, err := s.Day(ctx, bill.Bill.Day)
	must(t, err)
	if len(day.Methods) != 1 || day.Methods[0].Total != bill.Bill.Total || day.Methods[0].Count != 1 {
		t.Errorf("the day's report tells owners apart: %+v", day.Methods)
	}
	owed := func(who id.Party) money.Satang {
		t.Helper()
		accounts, err := s.Accounts(ctx, "2026-12-31", who)
		must(t, err)
		return accounts[0].Sums.Payable()
	}
	if owed(testkit.Weaver) != 0 || owed(testkit.Farmer) != 0 {
		t.Errorf("owed %s and %s after they were paid", owed(testkit.Weaver), owed(testkit.Farmer))
	}
	refund := id.New[id.Bill]()
	_, err = s.Refund(ctx, selling.RefundRequest{ID: refund, Of: cart.ID, Lines: []selling.ReturnLine{{LineN: 1, Qty: 500}}})
	must(t, err)
	if owed(testkit.Farmer) != -21_22 {
		t.Errorf("a refund charges %s to the owner", owed(testkit.Farmer))
	}
	_, err = s.Void(ctx, refund, id.New[id.Bill](), "ผิด")
	must(t, err)
	void := id.New[id.Bill]()
	_, err = s.Void(ctx, cart.ID, void, "ผิดบิล")
	must(t, err)
	for n, payment := range past(t, s, void).Payments {
		if payment.OwnerID != want[n].OwnerID || payment.Amount != -want[n].Amount {
			t.Errorf("taken back %+v", payment)
		}
	}
	if owed(testkit.Weaver) != 0 || owed(testkit.Farmer) != 0 {
		t.Errorf("owed %s and %s of a voided bill", owed(testkit.Weaver), owed(testkit.Farmer))
	}
	s.CheckOK(t)
}
