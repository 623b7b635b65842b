package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

func TestPreviewSaysWhatRefundDoesAndWritesNothing(t *testing.T) {
	ctx := t.Context()
	s := newTestShop(t, Params{})
	p := addGoods(t, s, "A1", 45_00, qty.Pieces(10))
	q := addGoods(t, s, "B2", 100_00, qty.Pieces(10))
	bill := sell(t, s, p, qty.Pieces(3), selling.PromptPay)
	request := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.Pieces(2)}}}
	sum, err := s.RefundPreview(ctx, request)
	if err != nil || sum.Total != -90_00 || len(sum.Ways) != 1 || sum.Ways[0].Method != selling.PromptPay {
		t.Fatalf("%+v, %v", sum, err)
	}
	if again, err := s.Bill(ctx, bill.ID); err != nil || again.Lines[0].Left != qty.Pieces(3) {
		t.Errorf("something was written: %v, %v", again, err)
	}
	done, _, err := s.Refund(ctx, request)
	if err != nil || done.Total != sum.Total || done.Number != "A-RF-2569-000001" {
		t.Errorf("refunded %+v, %v", done, err)
	}
	swap := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}}
	swap.Goods.Add(q.ID, qty.One)
	if _, err := s.RefundPreview(ctx, swap); !fault.Is(err, "payment_short") {
		t.Errorf("55 baht are missing, got %v", err)
	}
	swap.Tenders = []selling.Tender{{Method: selling.Cash}}
	if sum, err := s.RefundPreview(ctx, swap); err != nil || sum.Total != 55_00 {
		t.Errorf("%+v, %v", sum, err)
	}
	swap.Lines[0].Qty = qty.Pieces(2)
	if _, err := s.RefundPreview(ctx, swap); !fault.Is(err, "refund_too_much") {
		t.Errorf("only one is left, got %v", err)
	}
}
