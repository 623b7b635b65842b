package shop

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// openedAgain is an order of an office whose deposit was paid, delivered and invoiced for 26,380 baht, which came in money
// and a certificate, and of which five sets of 510 baht were credited when nothing was owed any more.
type openedAgain struct {
	*testing.T
	s                                 *Shop
	now                               *time.Time
	order                             *Order
	invoice, money, certificate, note *IssuedPaper
}

func opensAgain(t *testing.T) *openedAgain {
	t.Helper()
	now := noon
	r := &openedAgain{T: t, now: &now}
	r.s = overMonths(t, r.now)
	r.order = giftOrder(t, r.s, addGoods(t, r.s, "SET", 510_00, qty.Pieces(100)), 60, 1)
	issue(t, r.s, depositOf(t, r.s, r.order, 4_220_00))
	partly(t, r.s, r.order, 1)
	r.invoice = issue(t, r.s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{r.order.Order.Number}})
	r.money = r.receives(26_133_46)
	r.certificate = issue(t, r.s, PaperAsk{Kind: papers.Receipt, Of: []string{r.invoice.Number}, Certificate: proof("7/2570", 246_54)})
	r.agrees("paid", 0, 0)
	r.note = r.credits(2_550_00)
	r.agrees("credited", 0, 2_550_00)
	return r
}

// later lets a minute pass.
func (r *openedAgain) later() { *r.now = r.now.Add(time.Minute) }

func (r *openedAgain) receives(amount money.Satang) *IssuedPaper {
	r.Helper()
	r.later()
	receipt := issue(r.T, r.s, PaperAsk{Kind: papers.Receipt, Of: []string{r.invoice.Number}, Amount: amount, Payments: transfer(amount), Anew: true})
	if receipt.Booked != amount {
		r.Errorf("booked %s of %s", receipt.Booked, amount)
	}
	return receipt
}

func (r *openedAgain) credits(amount money.Satang) *IssuedPaper {
	r.Helper()
	r.later()
	return issue(r.T, r.s, credit(r.invoice, "CDNG04", amount))
}

func (r *openedAgain) voids(paper *IssuedPaper) {
	r.Helper()
	r.later()
	if err := r.s.VoidPaper(r.Context(), paper.ID, "พิมพ์ผิด", nil); err != nil {
		r.Fatal(paper.Number, err)
	}
}

// bill is the bill of the delivery.
func (r *openedAgain) bill() id.Bill {
	r.Helper()
	bills, _, err := r.s.OrderMoney(r.Context(), r.order.Order.ID)
	if err != nil || len(bills) == 0 {
		r.Fatal(bills, err)
	}
	return bills[0].ID
}

// agrees fails the test unless the papers, the order and the customer say that so much is owed, and the order's page that
// so much is to be given back.
func (r *openedAgain) agrees(when string, owed, back money.Satang) {
	r.Helper()
	paper, err := r.s.OfficePaper(r.Context(), r.invoice.Number)
	if err != nil || paper.Owed(paper.Fate) != owed {
		r.Errorf("%s: the invoice asks for %s, want %s (%v)", when, paper.Owed(paper.Fate), owed, err)
	}
	owing, err := r.s.Receivables(r.Context(), "2026-11-23")
	var asked money.Satang
	for _, one := range owing {
		asked += one.Total
	}
	if err != nil || asked != owed {
		r.Errorf("%s: papers ask for %s, want %s (%v)", when, asked, owed, err)
	}
	far, err := r.s.OfficeProgress(r.Context(), r.order.Order.Number)
	if err != nil || far.Left() != owed || far.GiveBack != back {
		r.Errorf("%s: of the order %s is left and %s to be given back, want %s and %s (%v)", when, far.Left(), far.GiveBack, owed, back, err)
	}
	owes(r.T, r.s, r.order.Content.CustomerID, owed, map[id.Order]money.Satang{r.order.Order.ID: owed})
	checks, err := r.s.Check(r.Context())
	allOK(r.T, checks, err)
}

// A receipt that is void opens no more debt than credit notes leave of it: what they could not lower when it was paid,
// they lower now.
func TestADebtThatOpensAgainIsLowered(t *testing.T) {
	r := opensAgain(t)
	r.voids(r.money)
	r.agrees("void", 23_583_46, 0)
	again := r.receives(23_583_46)
	r.agrees("a second receipt", 0, 0)
	r.voids(again)
	r.agrees("void too", 23_583_46, 0)
	r.voids(r.certificate)
	r.agrees("nothing came", 23_830_00, 0)
	part := r.receives(10_000_00)
	r.receives(13_830_00)
	r.agrees("in two parts", 0, 0)
	r.voids(part)
	r.agrees("one of them is void", 10_000_00, 0)
}

// A note that lowered a debt as it opened is owed for again when it is void itself, before the debt is paid or after.
func TestANoteThatLoweredAnOpenedDebtIsVoid(t *testing.T) {
	r := opensAgain(t)
	r.voids(r.money)
	r.voids(r.note)
	r.agrees("note void", 26_133_46, 0)
	r.credits(1_000_00)
	r.agrees("another note", 25_133_46, 0)

	r = opensAgain(t)
	r.voids(r.money)
	r.receives(23_583_46)
	r.voids(r.note)
	r.agrees("note void after a second receipt", 2_550_00, 0)
	r.receives(2_550_00)
	r.agrees("paid", 0, 0)
}

// A small receipt that is void opens less than what is to be given back: the rest still is, and of several notes the next
// one lowers what the void of another opens.
func TestADebtThatOpensForLessThanItsNotes(t *testing.T) {
	r := opensAgain(t)
	r.voids(r.certificate)
	r.agrees("the certificate is void", 0, 2_303_46)
	r.voids(r.money)
	r.agrees("so is the money", 23_830_00, 0)
	r.receives(20_000_00)
	next := r.credits(5_000_00)
	r.agrees("a second note", 0, 1_170_00)
	r.voids(next)
	r.agrees("it is void", 3_830_00, 0)
	r.receives(3_830_00)
	r.voids(r.note)
	r.agrees("so is the first", 2_550_00, 0)
}

// What a note lowered of a debt that opened again is used up by its goods when they come back.
func TestGoodsComeBackAfterTheDebtOpened(t *testing.T) {
	r := opensAgain(t)
	r.voids(r.money)
	r.later()
	giveBack(t, r.s, r.bill(), qty.Pieces(5))
	r.agrees("goods came back", 23_583_46, 0)
	r.receives(23_583_46)
	r.agrees("paid", 0, 0)
	if err := r.s.VoidPaper(t.Context(), r.note.ID, "ผิด", nil); !fault.Is(err, "receipt_bill_back") {
		t.Errorf("the note is used up: %v", err)
	}
	r.agrees("it stays", 0, 0)
}

// What was given back before lowers nothing: the receipt whose money went back stays, and one that came since opens what
// it paid.
func TestMoneyWentBackBeforeTheDebtOpened(t *testing.T) {
	r := opensAgain(t)
	r.later()
	giveBack(t, r.s, r.bill(), qty.Pieces(5))
	givesBack(t, r.s, r.order, 2_550_00) // of the deposit, as which it went back
	r.agrees("given back", 0, 0)
	for _, paper := range []*IssuedPaper{r.money, r.certificate} {
		if err := r.s.VoidPaper(t.Context(), paper.ID, "ผิด", nil); !fault.Is(err, "receipt_bill_back") {
			t.Errorf("%s: %v", paper.Number, err)
		}
	}
	r.agrees("they stay", 0, 0)
}

// Debt that opens for another invoice of the same order is owed whole: its own notes lower a debt, and those of others do
// not. Of a receipt over both, each is lowered by its own.
func TestOnlyItsOwnNotesLowerAnOpenedDebt(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 10, 2)
	who := order.Content.CustomerID
	first, second := taxedPart(t, s, order, 1), taxedPart(t, s, order, 2)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{first.Number}, Amount: 1020_00, Payments: transfer(1020_00)})
	both := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{first.Number, second.Number}, Payments: transfer(1120_00), Anew: true})
	issue(t, s, credit(first, "CDNG04", 214_00))
	if err := s.VoidPaper(t.Context(), both.ID, "เช็คเด้ง", nil); err != nil {
		t.Fatal(err)
	}
	asks(t, s, first.Number, 0, papers.PaidUp)
	asks(t, s, second.Number, 1070_00, papers.Unpaid)
	owes(t, s, who, 1070_00, map[id.Order]money.Satang{order.Order.ID: 1070_00})
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{second.Number}, Payments: transfer(1070_00)})
	if err := s.VoidPaper(t.Context(), receipt.ID, "เช็คเด้ง", nil); err != nil {
		t.Fatal(err)
	}
	owes(t, s, who, 1070_00, nil)
	asks(t, s, second.Number, 1070_00, papers.Unpaid)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// The same of a bill without an order.
func TestADebtOfABillThatOpensAgain(t *testing.T) {
	s := registered(t)
	_, invoice, who := taxOnCredit(t, s, 10)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(1070_00)})
	note := issue(t, s, credit(invoice, "CDNG04", 214_00))
	if err := s.VoidPaper(t.Context(), receipt.ID, "เช็คเด้ง", nil); err != nil {
		t.Fatal(err)
	}
	owes(t, s, who, 856_00, nil)
	asks(t, s, invoice.Number, 856_00, papers.Unpaid)
	if err := s.VoidPaper(t.Context(), note.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	owes(t, s, who, 1070_00, nil)
	asks(t, s, invoice.Number, 1070_00, papers.Unpaid)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}
