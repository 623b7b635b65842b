package shop

import (
	"errors"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// onCredit sells to a customer who pays later.
func onCredit(t *testing.T, s *Shop, p catalog.Product, quantity qty.Qty, who id.Party) *Bill {
	t.Helper()
	cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: who}
	cart.Add(p.ID, quantity)
	bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Credit}}})
	if err != nil {
		t.Fatal(err)
	}
	return bill
}

// delivered is an order of an office, so many sets, handed over on credit, with an invoice over its delivery.
func delivered(t *testing.T, s *Shop, set catalog.Product, sets int) (*Order, *IssuedPaper) {
	t.Helper()
	order := giftOrder(t, s, set, sets, 1)
	packAll(t, s, order, 1, 1)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	return order, issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
}

func transfer(amount money.Satang) []papers.Payment {
	return []papers.Payment{{Method: selling.Transfer, Amount: amount}}
}

// owes fails the test unless a customer owes so much in all by the books, and so much for each order.
func owes(t *testing.T, s *Shop, who id.Party, all money.Satang, orders map[id.Order]money.Satang) {
	t.Helper()
	customer, err := s.Customer(t.Context(), who)
	if err != nil || customer.Owed != all {
		t.Errorf("the books say that %s is owed, want %s (%v)", customer.Owed, all, err)
	}
	for order, want := range orders {
		past, err := s.Order(t.Context(), order)
		if err != nil || past.Money.Credit != want {
			t.Errorf("for %s the books say %s, want %s (%v)", past.Order.Number, past.Money.Credit, want, err)
		}
	}
}

// day gives what the books of a day hold, by way of payment.
func waysOf(t *testing.T, s *Shop) map[string]money.Satang {
	t.Helper()
	day, err := s.Day(t.Context(), "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	ways := map[string]money.Satang{}
	for _, sum := range day.Methods {
		ways[sum.Method] = sum.Total
	}
	return ways
}

// The money of a receipt goes to the debt that its invoice is about, and leaves older bills of the customer alone.
func TestAReceiptPaysItsOwnOrder(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	who := buying(t, s)
	older := onCredit(t, s, set, qty.Pieces(2), who)
	order, invoice := delivered(t, s, set, 4)
	if order.Content.CustomerID != who {
		t.Fatal("the office is two customers")
	}
	owes(t, s, who, 6*535_00, nil)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(4 * 535_00)})
	if receipt.Booked != 4*535_00 {
		t.Errorf("booked %s", receipt.Booked)
	}
	owes(t, s, who, 2*535_00, map[id.Order]money.Satang{order.Order.ID: 0})
	if bill, err := s.Bill(t.Context(), older.ID); err != nil || tendersOf(bill)[0].Sum != 2*535_00 {
		t.Errorf("the older bill was touched: %+v, %v", tendersOf(bill), err)
	}
	bill := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{older.Number}, Buyer: sankang})
	if paid := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{bill.Number}, Payments: transfer(2 * 535_00)}); paid.Booked != 2*535_00 {
		t.Errorf("booked %s", paid.Booked)
	}
	owes(t, s, who, 0, nil)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A receipt over the invoices of several orders, paid in parts, pays each of them what it says.
func TestAReceiptPaysEachOfItsOrders(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 100_00, qty.Pieces(100))
	one, first := delivered(t, s, set, 3)
	two, second := delivered(t, s, set, 5)
	bill := onCredit(t, s, set, qty.Pieces(2), one.Content.CustomerID)
	third := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{bill.Number}, Buyer: sankang})
	note := issue(t, s, PaperAsk{Kind: papers.Billing, Of: []string{first.Number, second.Number, third.Number}})
	if note.Sums.Due != 1000_00 || len(note.Lines) != 3 {
		t.Fatalf("%+v", note.Paper)
	}
	part := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Amount: 400_00, Payments: transfer(400_00)})
	if part.Booked != 400_00 {
		t.Errorf("booked %s", part.Booked)
	}
	owes(t, s, one.Content.CustomerID, 600_00, map[id.Order]money.Satang{one.Order.ID: 0, two.Order.ID: 400_00})
	rest := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Payments: transfer(600_00)})
	if rest.Booked != 600_00 {
		t.Errorf("booked %s", rest.Booked)
	}
	owes(t, s, one.Content.CustomerID, 0, map[id.Order]money.Satang{one.Order.ID: 0, two.Order.ID: 0})
	if err := s.VoidPaper(t.Context(), part.ID, "เช็คเด้ง", nil); err != nil {
		t.Fatal(err)
	}
	owes(t, s, one.Content.CustomerID, 400_00, map[id.Order]money.Satang{one.Order.ID: 300_00, two.Order.ID: 100_00})
	owing, err := s.Receivables(t.Context(), "2026-11-23")
	if err != nil || len(owing) != 1 || owing[0].Total != 400_00 {
		t.Errorf("the papers say %+v, %v", owing, err)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A receipt that holds no more takes back what it wrote into the books: the debt stands again, the day's money is less.
func TestAVoidReceiptTakesItsMoneyBack(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order, invoice := delivered(t, s, set, 20)
	who := order.Content.CustomerID
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(20*535_00 - 100_00),
		Certificate: &papers.Certificate{Number: "45/2570", Date: "2026-11-23", Amount: 100_00}})
	owes(t, s, who, 0, nil)
	if back, err := s.TakesBack(ctx, receipt.ID); err != nil || back != 20*535_00 {
		t.Errorf("to be taken back %s, %v", back, err)
	}
	if err := s.VoidPaper(ctx, receipt.ID, "เช็คเด้ง", nil); err != nil {
		t.Fatal(err)
	}
	owes(t, s, who, 20*535_00, map[id.Order]money.Satang{order.Order.ID: 20 * 535_00})
	if ways := waysOf(t, s); ways[selling.Transfer] != 0 || ways[selling.Withheld] != 0 || ways[selling.Credit] != 20*535_00 {
		t.Errorf("the day holds %v", ways)
	}
	again := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(20 * 535_00)})
	if again.Booked != 20*535_00 {
		t.Errorf("the next receipt booked %s", again.Booked)
	}
	owes(t, s, who, 0, nil)
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// A deposit's receipt gives the deposit back, unless goods were paid with it: then it says what to do first.
func TestAVoidDepositIsGivenBackUnlessItIsUsed(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 10, 1)
	number := order.Order.Number
	deposit := func() *IssuedPaper {
		return issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{number}, Deposit: 1605_00, Buyer: sankang, Anew: true,
			Payments: transfer(1605_00)})
	}
	held := func(want money.Satang) {
		t.Helper()
		if now, err := s.Order(ctx, order.Order.ID); err != nil || now.Money.Deposit() != want {
			t.Errorf("the books hold %s, want %s (%v)", now.Money.Deposit(), want, err)
		}
	}
	first := deposit()
	held(1605_00)
	if err := s.VoidPaper(ctx, first.ID, "พิมพ์ผิด", nil); err != nil {
		t.Fatal(err)
	}
	held(0)
	if ways := waysOf(t, s); ways[selling.Transfer] != 0 {
		t.Errorf("the day holds %v", ways)
	}
	wrong := deposit()
	fixed := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Replaces: wrong.Number, Reason: "ชื่อผิด", ReasonCode: "TIVC01",
		Buyer: papers.Buyer{Name: "อบต.สันกลาง", Address: sankang.Address, TaxID: sankang.TaxID, Branch: sankang.Branch, Kind: papers.Government}})
	held(1605_00)
	if err := s.VoidPaper(ctx, fixed.ID, "พิมพ์ผิด", nil); err != nil {
		t.Fatal(err)
	}
	held(0) // the money of the paper whose place it took
	second := deposit()
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.VoidPaper(ctx, second.ID, "พิมพ์ผิด", nil); !fault.Is(err, "receipt_used") {
		t.Errorf("a deposit that paid for goods: %v", err)
	}
	if found, err := s.OfficePaperID(ctx, second.ID); err != nil || found.Void != nil {
		t.Errorf("it was voided half: %v", err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// Money that was given back without goods is said to be: nothing has to come back first, and a tax invoice needs a credit note.
func TestAPaperWhoseMoneyWasGivenBackStays(t *testing.T) {
	stays := func(s *Shop, paper *IssuedPaper, code string, left money.Satang) {
		t.Helper()
		var why *fault.Error
		if err := s.VoidPaper(t.Context(), paper.ID, "คืนเงิน", nil); !errors.As(err, &why) || why.Code != code || why.Values["left"] != left {
			t.Errorf("%s: %v, want %s with %s left", paper.Number, err, code, left)
		}
	}
	taxed, plain := firm(t), community(t)
	for _, s := range []*Shop{taxed, plain} {
		code := map[*Shop]string{taxed: "receipt_given_back_tax", plain: "receipt_given_back"}[s]
		order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 10, 1)
		first := issue(t, s, depositOf(t, s, order, 500_00))
		second := issue(t, s, depositOf(t, s, order, 300_00))
		givesBack(t, s, order, 400_00)
		stays(s, first, code, 400_00)
		packAll(t, s, order, 1, 1)
		if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
			t.Fatal(err)
		}
		stays(s, first, code, 400_00)
		if err := s.VoidPaper(t.Context(), second.ID, "คืนเงิน", nil); !fault.Is(err, "receipt_used") {
			t.Errorf("what goods were paid with: %v", err)
		}
		checks, err := s.Check(t.Context())
		allOK(t, checks, err)
	}
}

// What a receipt paid stays paid when its bill was given back: the money went back with the goods.
func TestAReceiptOfABillGivenBackStays(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	who, err := s.SaveCustomer(ctx, party.Party{Name: sankang.Name})
	if err != nil {
		t.Fatal(err)
	}
	bill := onCredit(t, s, set, qty.Pieces(2), who.ID)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{bill.Number}, Buyer: sankang, Payments: transfer(2 * 535_00)})
	if receipt.Booked != 2*535_00 {
		t.Fatalf("booked %s", receipt.Booked)
	}
	if _, _, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.VoidPaper(ctx, receipt.ID, "พิมพ์ผิด", nil); !fault.Is(err, "receipt_bill_back") {
		t.Errorf("%v", err)
	}
}

// A return that gave no money of it back leaves a receipt, and a credit note, free to be void.
func TestAReceiptAfterAReturnOnCreditCanBeVoid(t *testing.T) {
	now := noon
	s, ctx := overMonths(t, &now), t.Context()
	set, who := addGoods(t, s, "SET", 535_00, qty.Pieces(100)), buying(t, s)
	bill := onCredit(t, s, set, qty.Pieces(10), who)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	later := func() { now = now.Add(time.Minute) }
	later()
	giveBack(t, s, bill.ID, qty.One)
	later()
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
	price := money.Satang(100_00)
	cheaper := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}, Lines: []PaperLine{{Name: "ส่วนลด", Qty: qty.One, Price: &price}}, Reason: "ลดราคา", ReasonCode: "CDNG01", Anew: true})
	owes(t, s, who, 4715_00, nil)
	later()
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(4715_00)})
	owes(t, s, who, 0, nil)
	later()
	for _, paper := range []id.Paper{receipt.ID, cheaper.ID} {
		if err := s.VoidPaper(ctx, paper, "เช็คเด้ง", nil); err != nil {
			t.Errorf("%v", err)
		}
	}
	owes(t, s, who, 4815_00, nil)
	asks(t, s, invoice.Number, 4815_00, papers.Unpaid)

	receipt = issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(4815_00), Anew: true})
	later()
	giveBack(t, s, bill.ID, qty.One) // and its money
	if err := s.VoidPaper(ctx, receipt.ID, "เช็คเด้ง", nil); !fault.Is(err, "receipt_bill_back") {
		t.Errorf("its money went back: %v", err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// A credit note that goods which came back since used up stays: they would be owed for.
func TestACreditNoteThatGoodsUsedUpStays(t *testing.T) {
	now := noon
	s := overMonths(t, &now)
	set, who := addGoods(t, s, "SET", 535_00, qty.Pieces(100)), buying(t, s)
	bill := onCredit(t, s, set, qty.Pieces(10), who)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}, Reason: "คืน", ReasonCode: "CDNG05"})
	now = now.Add(time.Minute)
	giveBack(t, s, bill.ID, qty.Pieces(2))
	owes(t, s, who, 8*535_00, nil)
	if err := s.VoidPaper(t.Context(), note.ID, "ผิด", nil); !fault.Is(err, "receipt_bill_back") {
		t.Errorf("%v", err)
	}
}

// A paper of a bill asks for no more than its bill: nothing of one that was paid at the counter, and nothing once a debt
// is paid without a receipt. Its invoice and its tax invoice do not ask for the same twice.
func TestPapersAskForNoMoreThanTheirBill(t *testing.T) {
	s, ctx := registered(t), t.Context()
	goods := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	asks := func(when string, want money.Satang) {
		t.Helper()
		owing, err := s.Receivables(ctx, "2026-11-23")
		var sum money.Satang
		for _, one := range owing {
			sum += one.Total
		}
		if err != nil || sum != want {
			t.Errorf("%s: papers ask for %v, want %v, %v", when, sum, want, err)
		}
		checks, err := s.Check(ctx)
		allOK(t, checks, err)
	}
	state := func(number string, want papers.State) {
		t.Helper()
		rows, _, err := s.OfficePapers(ctx, OfficePaperQuery{Search: number, Limit: 1})
		if err != nil || len(rows) != 1 || s.StateOf(&rows[0], "2026-11-23") != want {
			t.Errorf("%s is listed as %v, %v, want %s", number, rows, err, want)
		}
		if p, err := s.OfficePaper(ctx, number); err != nil || p.StateOf(p.Fate, "2026-11-23") != want {
			t.Errorf("%s is %s, %v, want %s", number, p.StateOf(p.Fate, "2026-11-23"), err, want)
		}
	}
	paid := sell(t, s, goods, qty.One, selling.Cash)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{paid.Number}, Buyer: sankang})
	asks("an invoice of a paid bill", 0)
	state(invoice.Number, papers.PaidUp)
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{paid.Number}, Buyer: sankang})
	asks("a tax invoice of a paid bill", 0)
	state(tax.Number, papers.PaidUp)

	cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: buying(t, s)}
	cart.Add(goods.ID, qty.Pieces(2))
	owed, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Credit}}})
	if err != nil {
		t.Fatal(err)
	}
	invoice = issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{owed.Number}})
	asks("an invoice of a debt", 1070_00)
	state(invoice.Number, papers.Unpaid)
	both := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{owed.Number}})
	asks("its invoice and its tax invoice", 1070_00)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{owed.Number}, Payments: transfer(1070_00)})
	asks("a receipt of the bill", 0)
	if ref, _ := receipt.Ref(""); ref.Number != both.Number {
		t.Errorf("the receipt is of %s, want %s", ref.Number, both.Number)
	}
	refused(t, s, "paper_paid_already", PaperAsk{Kind: papers.Receipt, Of: []string{owed.Number}, Payments: transfer(1070_00)})
	if err := s.VoidPaper(ctx, receipt.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	asks("a receipt that is void", 1070_00)
	if _, _, err := s.PayDebt(ctx, selling.DebtRequest{ID: id.New[id.Change](), CustomerID: cart.CustomerID, Tenders: []selling.Tender{{Method: selling.Cash}}}); err != nil {
		t.Fatal(err)
	}
	asks("a debt paid without a receipt", 0)
	state(invoice.Number, papers.Invoiced)
	state(both.Number, papers.PaidUp)
}

// What came for a tax invoice, and notes about it, count for the one in its place: a wrong address asks for no money
// twice, and takes no tax off twice.
func TestReplacedTaxInvoiceKeepsItsMoneyAndNotes(t *testing.T) {
	s, ctx := registered(t), t.Context()
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	first := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(10)}}})
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{first.Number}, Amount: 1070_00, Payments: transfer(1070_00)})
	take := func(of string, count int) PaperAsk {
		return PaperAsk{Kind: papers.CreditNote, Of: []string{of}, Reason: "ชำรุด", ReasonCode: "CDNG02", Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(count)}}}
	}
	note := issue(t, s, take(first.Number, 2))
	instead := func(old string) *IssuedPaper {
		return issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Replaces: old, Reason: "ที่อยู่ผิด", ReasonCode: "TIVC02", Buyer: sankang})
	}
	last := instead(instead(first.Number).Number)
	stands := func(when string, received, credited money.Satang) {
		t.Helper()
		p, err := s.OfficePaper(ctx, last.Number)
		if err != nil || p.Fate.Received != received || p.Fate.Credited != credited {
			t.Errorf("%s: received %v, credited %v, %v", when, p.Fate.Received, p.Fate.Credited, err)
		}
		checks, err := s.Check(ctx)
		allOK(t, checks, err)
	}
	stands("replaced", 1070_00, 1070_00)
	refused(t, s, "credit_above_invoice", take(last.Number, 9))
	for _, follows := range []*IssuedPaper{note, receipt} {
		if err := s.VoidPaper(ctx, last.ID, "ผิด", nil); !fault.Is(err, "paper_followed") {
			t.Errorf("void under %s: %v", follows.Number, err)
		}
		if err := s.VoidPaper(ctx, follows.ID, "ผิด", nil); err != nil {
			t.Fatal(err)
		}
	}
	stands("nothing came", 0, 0)
	if err := s.VoidPaper(ctx, last.ID, "ผิด", nil); err != nil {
		t.Error(err)
	}
}

// What came for a tax invoice came for the invoice it was made from: a receipt for that one would be a second.
func TestNoSecondReceiptForTheInvoiceOfATaxInvoice(t *testing.T) {
	s := registered(t)
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.One}}})
	note := issue(t, s, PaperAsk{Kind: papers.Billing, Of: []string{invoice.Number}})
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{tax.Number}, Payments: transfer(535_00)})
	for _, of := range []string{invoice.Number, note.Number} {
		refused(t, s, "paper_paid_already", PaperAsk{Kind: papers.Receipt, Of: []string{of}, Payments: transfer(535_00)})
	}
}

// A paper of a bill that was paid in part at the counter asks for the rest alone, in the list, in the letter and on its
// receipt.
func TestAPaperOfABillPaidInPart(t *testing.T) {
	s := registered(t)
	set, who := addGoods(t, s, "SET", 107_00, qty.Pieces(100)), buying(t, s)
	cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: who}
	cart.Add(set.ID, qty.Pieces(10))
	now := money.Satang(400_00)
	bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash, Amount: &now}, {Method: selling.Credit}}})
	if err != nil {
		t.Fatal(err)
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{bill.Number}, Buyer: sankang})
	asks(t, s, invoice.Number, 670_00, papers.PartPaid)
	owing, err := s.Receivables(t.Context(), "2026-11-23")
	if err != nil || len(owing) != 1 || owing[0].Total != 670_00 {
		t.Errorf("owed %+v, %v", owing, err)
	}
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(670_00)})
	if receipt.Booked != 670_00 {
		t.Errorf("booked %s", receipt.Booked)
	}
	owes(t, s, who, 0, nil)
	asks(t, s, invoice.Number, 0, papers.PaidUp)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}
