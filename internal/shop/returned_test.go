package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// What was given back and taken back is known with its reason on the old bill, in the shift and on its slip.
func TestReasonsOfReturnsAreKept(t *testing.T) {
	s := newTestShop(t, Params{})
	goods := addGoods(t, s, "1", 40_00, qty.Pieces(20))
	first, second := sell(t, s, goods, qty.Pieces(2), selling.Cash), sell(t, s, goods, qty.Pieces(1), selling.Cash)
	refund, _, err := s.Refund(t.Context(), selling.RefundRequest{ID: id.New[id.Bill](), Of: first.ID, Reason: " กระปุกแตก ",
		Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}})
	if err != nil || refund.Reason != "กระปุกแตก" {
		t.Fatalf("%+v, %v", refund, err)
	}
	if _, _, err := s.Void(t.Context(), second.ID, "คีย์ผิด"); err != nil {
		t.Fatal(err)
	}
	old, err := s.Bill(t.Context(), first.ID)
	if err != nil || len(old.Later) != 1 {
		t.Fatalf("%+v, %v", old, err)
	}
	if later := old.Later[0]; later.BillID != refund.ID || later.Kind != ledger.Refund || later.Total != -40_00 || later.Reason != "กระปุกแตก" || later.Of != first.Number {
		t.Errorf("later %+v", later)
	}
	shift, err := s.CurrentShift(t.Context())
	if err != nil || len(shift.Returned) != 2 || shift.Returned[1].Reason != "คีย์ผิด" || shift.Returned[1].Of != second.Number {
		t.Fatalf("returned %+v, %v", shift.Returned, err)
	}
	day, err := s.Day(t.Context(), shift.Shift.Day)
	if err != nil {
		t.Fatal(err)
	}
	form := shiftForm(shift, day)
	if form.Sales.Count != 2 || form.Sales.Total != 120_00 || form.Refunds.Count != 2 || form.Refunds.Total != -80_00 {
		t.Errorf("sales %+v, refunds %+v", form.Sales, form.Refunds)
	}
	if len(form.Returned) != 2 || form.Returned[0].Reason != "กระปุกแตก" || form.Returned[0].Sum != -40_00 {
		t.Errorf("on the slip %+v", form.Returned)
	}
	with, err := s.ShiftSlip(t.Context(), shift, ReceiptOptions{Lang: i18n.Thai})
	if err != nil {
		t.Fatal(err)
	}
	shift.Returned = nil
	without, err := s.ShiftSlip(t.Context(), shift, ReceiptOptions{Lang: i18n.Thai})
	if err != nil || with.Bitmap.Height <= without.Bitmap.Height {
		t.Errorf("the slip does not grow by what came back: %v", err)
	}
}
