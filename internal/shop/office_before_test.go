package shop

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// prepays takes money of an order before its goods, without a paper.
func prepays(t *testing.T, s *Shop, order *Order, amount money.Satang) {
	t.Helper()
	if err := s.PayOrder(t.Context(), order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Amount: &amount, Evidence: selling.Seen}}, ""); err != nil {
		t.Fatal(err)
	}
}

// receiptOf asks for a receipt of so much.
func receiptOf(number string, amount money.Satang) PaperAsk {
	return PaperAsk{Kind: papers.Receipt, Of: []string{number}, Buyer: sankang, Payments: transfer(amount)}
}

// A registered shop says that money came for goods with VAT before they left by their tax invoice, whole or in part; once
// they left, and for goods without VAT, a receipt is enough.
func TestMoneyBeforeTaxedGoods(t *testing.T) {
	s := registered(t)
	order := classOrder(t, s, 0, 10, 10, 0) // 1,350 and 650
	refused(t, s, "receipt_untaxed", receiptOf(order.Order.Number, 2000_00))
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	refused(t, s, "receipt_untaxed", receiptOf(invoice.Number, 2000_00))
	part := receiptOf(invoice.Number, 651_00)
	part.Amount = 651_00
	refused(t, s, "receipt_untaxed", part)
	part.Amount, part.Payments = 650_00, transfer(650_00) // that of the rice
	issue(t, s, part)
	part.Amount, part.Payments, part.Anew = 1_00, transfer(1_00), true
	refused(t, s, "receipt_untaxed", part)
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	rest := receiptOf(invoice.Number, 1350_00)
	rest.Anew = true
	issue(t, s, rest)

	taxed := classOrder(t, s, 0, 2, 0, 0)
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{taxed.Order.Number}, Buyer: sankang})
	issue(t, s, receiptOf(tax.Number, 270_00)) // its tax invoice stands
	rice := classOrder(t, s, 0, 0, 3, 0)
	issue(t, s, receiptOf(rice.Order.Number, 195_00))
	mixed := classOrder(t, s, 0, 0, 0, 2)
	issue(t, s, receiptOf(mixed.Order.Number, 199_98))
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// What was delivered of an order may be receipted, what waits may not.
func TestMoneyForAPartThatLeft(t *testing.T) {
	s := registered(t)
	set := addGoods(t, s, "SET", 107_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 2)
	note := partly(t, s, order, 1)
	gone := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{note.Number}})
	waits := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Anew: true, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(5)}}})
	refused(t, s, "receipt_untaxed", receiptOf(waits.Number, 535_00))
	issue(t, s, receiptOf(gone.Number, 535_00))
	refused(t, s, "receipt_untaxed", receiptOf(waits.Number, 535_00))
}

// The right paper is offered in the place of a receipt that may not be alone.
func TestPapersOfferedForMoneyBeforeGoods(t *testing.T) {
	s := registered(t)
	order := classOrder(t, s, 0, 2, 0, 0)
	canMake(t, s, "nothing sent", order.Order.Number, "delivery tax-invoice/invoice invoice tax-invoice/receipt tax-invoice/receipt(deposit) purchase-order quotation")
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	canMake(t, s, "invoiced", invoice.Number, "tax-invoice/receipt tax-invoice billing")
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	canMake(t, s, "sent", invoice.Number, "receipt tax-invoice billing")
}

// Money of an earlier month is taxed in that month: the tax invoice after it asks, and the report of the month warns.
func TestTheMonthThatTheMoneyCame(t *testing.T) {
	now := noon
	s := overMonths(t, &now)
	order := classOrder(t, s, 0, 10, 10, 0)
	prepays(t, s, order, 2000_00)
	reported(t, s, "paid before its goods", 0, 0, "prepaid_untaxed")
	free := classOrder(t, s, 0, 0, 1, 0)
	prepays(t, s, free, 65_00)
	report := reported(t, s, "rice is free", 0, 0, "prepaid_untaxed")
	if warning := report.Warnings[0]; warning.Values["amount"] != money.Satang(1350_00) || warning.Values["orders"] != order.Order.Number {
		t.Error(warning)
	}
	now = now.AddDate(0, 1, 0)
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang, Payments: transfer(2000_00)}
	refused(t, s, "tax_point_paid", ask)
	dated := ask
	dated.Date = "2026-11-23"
	if _, _, err := s.DraftPaper(t.Context(), dated); err != nil {
		t.Error(err)
	}
	ask.Yes = []string{"tax_point_paid"}
	if paper := issue(t, s, ask); paper.Booked != 0 || len(paper.History) != 1 {
		t.Errorf("%s, %v", paper.Booked, paper.History)
	}
	reported(t, s, "taxed a month later", 0, 0, "prepaid_untaxed")
}

// Money that came before the shop was registered bears no VAT: no month warns of it, and no tax invoice asks.
func TestMoneyOfBeforeTheRegistration(t *testing.T) {
	now := noon.AddDate(0, 0, -10)
	s := overMonths(t, &now)
	if _, _, err := s.Set(t.Context(), "shop.vat", "none"); err != nil {
		t.Fatal(err)
	}
	now = now.AddDate(0, 0, 1)
	order := classOrder(t, s, 0, 10, 0, 0)
	prepays(t, s, order, 500_00)
	now = noon
	register(t, s)
	reported(t, s, "of before", 0, 0)
	now = now.AddDate(0, 0, 1)
	prepays(t, s, order, 100_00)
	if report := reported(t, s, "of after", 0, 0, "prepaid_untaxed"); report.Warnings[0].Values["amount"] != money.Satang(100_00) {
		t.Error(report.Warnings[0])
	}
	late := classOrder(t, s, 0, 2, 0, 0)
	now = noon.AddDate(0, 1, 0)
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{late.Order.Number}, Buyer: sankang})
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{order.Order.Number}, Buyer: sankang}
	refused(t, s, "tax_point_paid", ask)
	ask.Date = "2026-11-24"
	issue(t, s, ask)
}

// A deposit's tax invoice takes money that lies on the order without a paper: it comes into the books once, and is taxed in
// the month it came.
func TestADepositOfMoneyThatCameBefore(t *testing.T) {
	now := noon
	s := overMonths(t, &now)
	order := classOrder(t, s, 0, 10, 0, 0)
	prepays(t, s, order, 500_00)
	reported(t, s, "no paper", 0, 0, "prepaid_untaxed")
	now = now.AddDate(0, 1, 0)
	ask := depositOf(t, s, order, 500_00)
	ask.Payments = nil
	refused(t, s, "tax_point_paid", ask)
	ask.Date = "2026-11-23"
	if deposit := issue(t, s, ask); deposit.Booked != 0 || len(deposit.Payments) != 1 || deposit.Payments[0].Amount != 500_00 || len(deposit.Warnings) != 0 {
		t.Errorf("booked %s, %+v, %v", deposit.Booked, deposit.Payments, deposit.Warnings)
	}
	reported(t, s, "taxed", 500_00, 32_71)
	paid, err := s.Order(t.Context(), order.Order.ID)
	if err != nil || paid.Money.Received != 500_00 {
		t.Errorf("the order has %s, %v", paid.Money.Received, err)
	}
	more := depositOf(t, s, order, 100_00)
	more.Payments = nil
	refused(t, s, "payments_missing", more)
	last := delivers(t, s, order, ledger.ParcelLine{N: 1, Qty: qty.Pieces(10)})
	agree(t, s, order, last, 850_00)
}

// A credit note of a later month makes no earlier month untaxed.
func TestANoteOfALaterMonthLeavesTheMonthTaxed(t *testing.T) {
	now := noon
	s := overMonths(t, &now)
	order := classOrder(t, s, 0, 2, 0, 0)
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang, Payments: transfer(270_00)}
	tax := issue(t, s, ask)
	now = now.AddDate(0, 1, 0)
	goes(t, s, order, packAll(t, s, order, 1, 1)...)
	bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	giveBack(t, s, bills[0].ID, qty.One)
	issue(t, s, back(tax.Number))
	reported(t, s, "taxed in November", 270_00, 17_66)
}

// The rest of an order whose invoices are paid is to be invoiced first, and nobody is told that it is paid.
func TestAReceiptOfARestWithoutAnInvoice(t *testing.T) {
	s := community(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	note := partly(t, s, order, 1)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{note.Number}})
	issue(t, s, receiptOf(invoice.Number, 535_00))
	rest := receiptOf(order.Order.Number, 535_00)
	rest.Anew = true
	refused(t, s, "receipt_before_invoice", rest)
	partly(t, s, order, 2)
	refused(t, s, "deposit_goods_gone", PaperAsk{Kind: papers.Receipt, Of: []string{giftGone(t, s).Order.Number}, Buyer: sankang, Deposit: 100_00, Payments: transfer(100_00)})
}

// giftGone is an order whose goods have all left.
func giftGone(t *testing.T, s *Shop) *Order {
	t.Helper()
	order := giftOrder(t, s, addGoods(t, s, "BOX", 107_00, qty.Pieces(100)), 5, 1)
	goes(t, s, order, packAll(t, s, order, 1, 1)...)
	return order
}

// A person who is not registered for VAT gets a tax invoice without a number of theirs; a firm does not.
func TestATaxInvoiceOfAPersonWithoutANumber(t *testing.T) {
	s := registered(t)
	order := classOrder(t, s, 0, 2, 0, 0)
	buyer := papers.Buyer{Name: "นางสาวสมหญิง ใจดี", Address: "1 หมู่ 2 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130"}
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: buyer, Payments: transfer(270_00)}
	refused(t, s, "buyer_tax_id_missing", ask)
	ask.Buyer.Kind = papers.Person
	paper := issue(t, s, ask)
	if text := demanded(t, paper); strings.Contains(text, "สาขาที่") {
		t.Errorf("it names a branch:\n%s", text)
	}
	etaxed(t, s, paper, "T03")
}

// What a deposit's receipt paid of an invoice is asked for: nothing is left to be invoiced.
func TestADepositLeavesNothingToInvoice(t *testing.T) {
	s := community(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 1)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Buyer: sankang, Deposit: 100_00, Payments: transfer(100_00)})
	note := partly(t, s, order, 1)
	for _, want := range []money.Satang{0, 535_00} {
		far, err := s.OfficeProgress(t.Context(), order.Order.Number)
		if err != nil || far.Asked() != want {
			t.Errorf("asked for %s, want %s: %v", far.Asked(), want, err)
		}
		issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{note.Number}})
	}
}

// What an office paid at the customer's page is receipted afterwards, once, of the invoice or of the order, and is not
// written into the books again.
func TestAReceiptOfWhatCameWithoutOne(t *testing.T) {
	for name, of := range map[string]func(*Order, *IssuedPaper) string{
		"the invoice": func(_ *Order, invoice *IssuedPaper) string { return invoice.Number },
		"the order":   func(order *Order, _ *IssuedPaper) string { return order.Order.Number },
	} {
		s := registered(t)
		order, invoice := delivered(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5)
		if _, _, err := s.PayDebt(t.Context(), selling.DebtRequest{ID: id.New[id.Change](), CustomerID: order.Content.CustomerID, Tenders: []selling.Tender{{Method: selling.Cash}}}); err != nil {
			t.Fatal(err)
		}
		canMake(t, s, name, invoice.Number, "receipt tax-invoice !billing:paper_paid_already")
		ask := PaperAsk{Kind: papers.Receipt, Of: []string{of(order, invoice)}}
		receipt := issue(t, s, ask)
		if receipt.Booked != 0 || receipt.Sums.Due != 535_00 || len(receipt.Payments) != 1 || receipt.Payments[0].Method != selling.Cash || len(receipt.Warnings) != 0 {
			t.Errorf("%s: booked %s of %s, %+v, %v", name, receipt.Booked, receipt.Sums.Due, receipt.Payments, receipt.Warnings)
		}
		owes(t, s, order.Content.CustomerID, 0, nil)
		ask.Anew = true
		refused(t, s, "paper_paid_already", ask)
	}
}

// Of money that came before its goods only that is untaxed which waits for goods with VAT that no tax invoice tells of.
func TestTheWarningOfMoneyAheadKnowsItsGoods(t *testing.T) {
	leave := func(s *Shop, order *Order, n, pieces int) {
		t.Helper()
		err := s.Pack(t.Context(), ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: []ledger.ParcelLine{{N: n, Qty: qty.Pieces(pieces)}}}, "")
		if err == nil {
			_, err = s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, "")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	warned := func(s *Shop, want money.Satang) {
		t.Helper()
		report, err := s.SalesTax(t.Context(), "2026-11-30")
		if err != nil {
			t.Fatal(err)
		}
		var said money.Satang
		for _, warning := range report.Warnings {
			if warning.Code == "prepaid_untaxed" {
				said = warning.Values["amount"].(money.Satang)
			}
		}
		if said != want {
			t.Errorf("%s is said to be untaxed, %s is", said, want)
		}
	}
	paid := func() (*Shop, *Order) {
		s := registered(t)
		order := classOrder(t, s, 0, 8, 10, 0) // 1,080 at 7 %, 650 exempt
		prepays(t, s, order, 1730_00)
		warned(s, 1080_00)
		return s, order
	}
	s, order := paid()
	leave(s, order, 1, 8)
	warned(s, 0) // the rice is left
	s, order = paid()
	leave(s, order, 2, 10)
	warned(s, 1080_00)
	leave(s, order, 1, 2)
	warned(s, 810_00)
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang, Lines: []PaperLine{{Code: "JAR", Qty: qty.Pieces(8)}}, Yes: []string{"tax_point_paid"}})
	warned(s, 0)
}
