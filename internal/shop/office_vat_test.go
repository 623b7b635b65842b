package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// A registered shop takes a deposit with a tax invoice; of goods without VAT a receipt is enough.
func TestADepositIsTaxedWithItsMoney(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 10, 1)
	deposit := PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Buyer: sankang, Deposit: 500_00, Payments: transfer(500_00)}
	refused(t, s, "deposit_untaxed", deposit)
	deposit.Kind, deposit.With = papers.TaxInvoice, []papers.Kind{papers.Receipt}
	issue(t, s, deposit)
	reported(t, s, "a deposit", 500_00, 32_71)

	rice := addGoods(t, s, "RICE", 65_00, qty.Pieces(100))
	rice.VAT = "exempt"
	if _, err := s.SaveProduct(t.Context(), rice, Opening{}); err != nil {
		t.Fatal(err)
	}
	order = giftOrder(t, s, rice, 10, 1)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Buyer: sankang, Deposit: 100_00, Payments: transfer(100_00)})
	reported(t, s, "none of rice", 500_00, 32_71)
}

// What was sold before the shop was registered gets no tax invoice; what was only promised then is taxed when it goes.
func TestBusinessUnderWayWhenTheShopIsRegistered(t *testing.T) {
	s, ctx := community(t), t.Context()
	set := addGoods(t, s, "SET", 107_00, qty.Pieces(100))
	bill := sell(t, s, set, qty.Pieces(2), selling.Cash)
	gone, waits := giftOrder(t, s, set, 10, 1), giftOrder(t, s, set, 5, 1)
	note := partly(t, s, gone, 1)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{waits.Order.Number}, Buyer: sankang})
	for key, value := range map[string]string{"shop.vat": "included", "shop.branch": "00000"} {
		if _, _, err := s.Set(ctx, key, value); err != nil {
			t.Fatal(err)
		}
	}
	refused(t, s, "bill_before_vat", PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	refused(t, s, "bill_before_vat", PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}})
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
	if tax.Sums.VAT != 35_00 || tax.Sums.Due != 535_00 {
		t.Errorf("%+v", tax.Sums)
	}
	packAll(t, s, waits, 1, 1)
	if _, err := s.HandOver(ctx, waits.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	reported(t, s, "what was promised is taxed", 535_00, 35_00)
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// Of what was sold before the shop was registered no paper tells of VAT, whether it was sold at the counter or for an order.
func TestSalesOfBeforeTheRegistrationBearNoVAT(t *testing.T) {
	s, ctx := community(t), t.Context()
	set := addGoods(t, s, "SET", 107_00, qty.Pieces(100))
	paid := sell(t, s, set, qty.Pieces(2), selling.Cash)
	order := giftOrder(t, s, set, 10, 1)
	goes(t, s, order, packAll(t, s, order, 1, 1)...)
	owed := onCredit(t, s, set, qty.One, order.Content.CustomerID)
	if _, _, err := s.Set(ctx, "shop.vat", "included"); err != nil {
		t.Fatal(err)
	}
	number := order.Order.Number
	refused(t, s, "bill_before_vat", PaperAsk{Kind: papers.TaxInvoice, Of: []string{number}, Buyer: sankang})
	for what, ask := range map[string]PaperAsk{
		"a receipt":            {Kind: papers.Receipt, Of: []string{paid.Number}, Buyer: sankang},
		"an invoice":           {Kind: papers.Invoice, Of: []string{owed.Number}, Buyer: sankang},
		"a receipt of a part":  {Kind: papers.Receipt, Of: []string{paid.Number}, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.One}}, Payments: []papers.Payment{{Method: selling.Cash, Amount: 107_00}}, Anew: true},
		"an invoice of orders": {Kind: papers.Invoice, Of: []string{number}, Buyer: sankang},
	} {
		p := issue(t, s, ask)
		if p.Sums.VAT != 0 || len(p.Sums.Classes) != 1 || p.Sums.Classes[0].Class != "" {
			t.Errorf("%s: %+v", what, p.Sums)
		}
	}
	now := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{sell(t, s, set, qty.One, selling.Cash).Number}, Buyer: sankang})
	if now.Sums.VAT != 7_00 {
		t.Errorf("a receipt of what was sold since: %+v", now.Sums)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// The report of a month in which the shop was registered can be had for ever, and none of other months.
func TestReportsOfAShopThatIsRegisteredNoMore(t *testing.T) {
	s, ctx := registered(t), t.Context()
	set := addGoods(t, s, "SET", 107_00, qty.Pieces(100))
	sell(t, s, set, qty.One, selling.Cash)
	if _, _, err := s.Set(ctx, "shop.vat", "none"); err != nil {
		t.Fatal(err)
	}
	sell(t, s, set, qty.One, selling.Cash)
	reported(t, s, "a day of it was registered", 107_00, 7_00)
	for _, month := range []clock.Day{"2026-10-01", "2026-12-01"} {
		if _, err := s.SalesTax(ctx, month); !fault.Is(err, "sales_tax_unregistered") {
			t.Errorf("%s: %v", month, err)
		}
	}
}

// A deposit that was received before the registration bore no VAT: papers with VAT do not take it off and say so, and no
// money is asked twice.
func TestADepositOfBeforeTheRegistration(t *testing.T) {
	begin := func() (*Shop, *Order, func(*IssuedPaper, money.Satang)) {
		s := community(t)
		order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
		deposit := issue(t, s, depositOf(t, s, order, 300_00))
		return s, order, func(p *IssuedPaper, toPay money.Satang) {
			t.Helper()
			if len(p.Warnings) != 1 || p.Warnings[0].Code != "deposit_before_vat" || p.Warnings[0].Values["number"] != deposit.Number || p.Warnings[0].Values["amount"] != money.Satang(300_00) {
				t.Errorf("%s warns of %v", p.Number, p.Warnings)
			}
			if p.Sums.Deposit != 0 || p.ToPay() != toPay {
				t.Errorf("%s: %+v, to pay %s, want %s", p.Number, p.Sums, p.ToPay(), toPay)
			}
			asks(t, s, p.Number, toPay, p.StateOf(p.Fate, p.Date))
		}
	}
	register := func(s *Shop) {
		for key, value := range map[string]string{"shop.vat": "included", "shop.branch": "00000"} {
			if _, _, err := s.Set(t.Context(), key, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	closes := func(s *Shop, of ...*IssuedPaper) {
		t.Helper()
		for _, p := range of {
			issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{p.Number}, Payments: transfer(p.ToPay())})
		}
		reported(t, s, "all", 1070_00, 70_00)
		if who, err := s.Customers(t.Context()); err != nil || who[0].Owed != 0 {
			t.Errorf("%+v, %v", who, err)
		}
		checks, err := s.Check(t.Context())
		allOK(t, checks, err)
	}

	s, order, untaken := begin()
	register(s)
	first := taxedPart(t, s, order, 1)
	untaken(first, 235_00)
	second := taxedPart(t, s, order, 2)
	untaken(second, 535_00)
	closes(s, first, second)

	s, order, untaken = begin()
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	register(s)
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
	untaken(tax, 770_00)
	packAll(t, s, order, 1, 2)
	goes(t, s, order)
	closes(s, tax)
}
