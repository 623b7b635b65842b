package shop

import (
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
)

// Whoever practises finds an order of an office on its way: quoted, accepted, half of it delivered with its note, that half
// asked for.
func TestThePracticeShopHasAnOrderOfAnOffice(t *testing.T) {
	s, err := Demo(t.Context(), filepath.Join(t.TempDir(), "demo"), DemoOptions{Bills: 30, Orders: 40, Seed: 1}, clock.Fixed(noon), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	today := clock.DayOf(noon)
	states := map[papers.Kind]papers.State{}
	rows, total, err := s.OfficePapers(t.Context(), OfficePaperQuery{Limit: 10})
	if err != nil || total != 4 {
		t.Fatalf("%d papers, %v", total, err)
	}
	for n := range rows {
		states[papers.Kind(rows[n].Kind)] = s.StateOf(&rows[n], today)
	}
	if states[papers.Quotation] != papers.Accepted || states[papers.Invoice] != papers.Unpaid || states[papers.Delivery] != papers.Stands || states[papers.PurchaseOrder] != papers.Stands {
		t.Errorf("%v", states)
	}
	order, err := s.Order(t.Context(), rows[0].OrderID)
	if err != nil {
		t.Fatal(err)
	}
	if _, total, _, err := s.OfficeOrders(t.Context(), OfficeOrderQuery{Limit: 50, Search: order.Order.Number}); err != nil || total != 1 {
		t.Errorf("%d orders of offices by its number, %v", total, err)
	}
	far, err := s.OfficeProgress(t.Context(), order.Order.Number)
	if err != nil || far.Served != 1 || far.Places != 2 || far.ToNote() != 0 || far.Invoiced*2 != far.Total || far.Received != 0 || far.Papers[0].Kind != papers.Quotation {
		t.Errorf("%+v, %v", far, err)
	}
	if shift, err := s.CurrentShift(t.Context()); err != nil || shift != nil {
		t.Errorf("a shift is open: %+v, %v", shift, err)
	}
	issueRest(t, s, order)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// issueRest delivers the rest of an order with its note, and asks for it.
func issueRest(t *testing.T, s *Shop, order *Order) {
	t.Helper()
	if sets, err := s.Stock(t.Context(), []id.Product{order.Content.Lines[1].ProductID}); err != nil || sets[0].Sellable < 0 { // beside what the order keeps
		t.Errorf("there is too little for the second place: %+v, %v", sets, err)
	}
	packAll(t, s, order, 2, 2)
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}})
	if invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{note.Number}}); invoice.Sums.Due*2 != order.Total() {
		t.Errorf("the rest is %s of %s", invoice.Sums.Due, order.Total())
	}
}
