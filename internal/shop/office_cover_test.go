package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// packs packs so many jars of an order in a parcel of their own.
func packs(t *testing.T, s *Shop, order *Order, jars int) {
	t.Helper()
	request := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(jars)}}}
	if err := s.Pack(t.Context(), request, ""); err != nil {
		t.Fatal(err)
	}
}

// months holds what the tax report of months comes to.
func months(t *testing.T, s *Shop, what string, want map[clock.Day]money.Satang) {
	t.Helper()
	for month, total := range want {
		if report, err := s.SalesTax(t.Context(), month); err != nil || report.Total != total {
			t.Errorf("%s: %s has %s, want %s (%v)", what, month[:7], report.Total, total, err)
		}
	}
}

// A tax invoice of one delivery stands for that delivery, not for an older one of its order.
func TestATaxInvoiceOfADeliveryStandsForItsOwnBill(t *testing.T) {
	now := noon
	s := overMonths(t, &now)
	order := classOrder(t, s, 0, 10, 0, 0)
	packs(t, s, order, 4)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	goes(t, s, order)
	months(t, s, "a slip", map[clock.Day]money.Satang{"2026-11-01": 540_00})
	now = now.AddDate(0, 1, 0)
	delivers(t, s, order, ledger.ParcelLine{N: 1, Qty: qty.Pieces(6)})
	months(t, s, "the second has its own", map[clock.Day]money.Satang{"2026-11-01": 540_00, "2026-12-01": 810_00})
}

// It waits for its own goods where others go before them.
func TestATaxInvoiceOfGoodsStillHereWaitsForThem(t *testing.T) {
	now := noon
	s := overMonths(t, &now)
	order := classOrder(t, s, 0, 10, 0, 0)
	packs(t, s, order, 6)
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{note.Number}})
	held, err := s.Order(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	packs(t, s, order, 4)
	after, err := s.Order(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	goes(t, s, order, after.Parcels[1].ID)
	months(t, s, "the other went first", map[clock.Day]money.Satang{"2026-11-01": 1350_00})
	now = now.AddDate(0, 1, 0)
	goes(t, s, order, held.Parcels[0].ID)
	months(t, s, "its own went", map[clock.Day]money.Satang{"2026-11-01": 1350_00, "2026-12-01": 0})
}
