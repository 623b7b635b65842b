package shop

import (
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// quoted is a quotation of some sets.
func quoted(t *testing.T, s *Shop) *IssuedPaper {
	t.Helper()
	return issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(5)}}, Anew: true})
}

// Who accepts past the validity says so, and the buyer's order keeps that it was asked.
func TestAcceptingPastTheValidityIsKept(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "SET", 500_00, qty.Pieces(100))
	quotation := quoted(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	back, err := Open(ctx, s.Dir, clock.Fixed(quotation.Valid.Add(1).Start().Add(9*time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	ask := AcceptAsk{Quotation: quotation.Number}
	if _, err := back.AcceptQuotation(ctx, ask); !fault.Is(err, "quotation_expired") {
		t.Fatal(err)
	}
	ask.Yes, ask.By = []string{"quotation_expired"}, "สมศรี"
	order, err := back.AcceptQuotation(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	made, err := back.PapersOf(ctx, order.Order.Number)
	if err != nil || len(made) != 1 || len(made[0].History) != 1 || made[0].History[0].Code != "quotation_expired" || made[0].History[0].By != "สมศรี" {
		t.Errorf("%+v, %v", made, err)
	}
}

// A quotation whose order was cancelled says so, and which order keeps it from becoming void.
func TestAQuotationOfACancelledOrder(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "SET", 500_00, qty.Pieces(100))
	quotation := quoted(t, s)
	order, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: quotation.Number})
	if err != nil {
		t.Fatal(err)
	}
	again := func(code string) {
		t.Helper()
		_, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: quotation.Number})
		if !fault.Is(err, code) || !strings.Contains(i18n.Message(i18n.Thai, err), order.Order.Number) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	again("quotation_ordered")
	if err := s.CancelOrder(ctx, order.Order.ID, "เลิก", ""); err != nil {
		t.Fatal(err)
	}
	again("quotation_cancelled")
	err = s.VoidPaper(ctx, quotation.ID, "เลิก", nil)
	if said := i18n.Message(i18n.Thai, err); !fault.Is(err, "paper_followed") || !strings.Contains(said, order.Order.Number) {
		t.Errorf("%s", said)
	}
}

// Days that cannot be, or hardly, are refused and asked about.
func TestDaysOfTheBuyersPapers(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 20_000_00, qty.Pieces(100))
	_, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: quoted(t, s).Number, Order: papers.BuyerOrder{Number: "พง 1", Date: "2027-01-01"}})
	if !fault.Is(err, "date_ahead") || fault.Of(err).Field != "order.date" {
		t.Error(err)
	}
	order := giftOrder(t, s, set, 1, 1)
	refused(t, s, "date_ahead", PaperAsk{Kind: papers.PurchaseOrder, Of: []string{order.Order.Number}, Order: papers.BuyerOrder{Number: "พง 1", Date: "2027-01-01"}})
	goes(t, s, order, packAll(t, s, order, 1, 1)...)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	tax := invoice.Withheld.Tax
	paid := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: []papers.Payment{{Method: "transfer", Amount: invoice.Sums.Due - tax}},
		Certificate: &papers.Certificate{Number: "1/2563", Date: "2020-05-01", Amount: tax}}
	refused(t, s, "certificate_before", paid)
	paid.Certificate.Date = "2026-10-22" // 32 days before
	refused(t, s, "certificate_before", paid)
	paid.Yes = []string{"certificate_before"}
	if receipt := issue(t, s, paid); len(receipt.History) != 1 || receipt.History[0].Code != "certificate_before" {
		t.Errorf("%+v", receipt.History)
	}
}
