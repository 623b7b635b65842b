package shop

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// comesTo fails the test unless the page of an order and its row in the list say what was asked for, came and is to come.
func comesTo(t *testing.T, s *Shop, order *Order, when string, invoiced, received, left money.Satang) {
	t.Helper()
	far, err := s.OfficeProgress(t.Context(), order.Order.Number)
	if err != nil || far.Invoiced != invoiced || far.Received != received || far.Left() != left {
		t.Errorf("%s: invoiced %s, received %s, left %s, want %s, %s, %s (%v)", when, far.Invoiced, far.Received, far.Left(), invoiced, received, left, err)
	}
	rows, _, _, err := s.OfficeOrders(t.Context(), OfficeOrderQuery{Search: order.Order.Number, Limit: 1})
	if err != nil || len(rows) != 1 || rows[0].Invoiced != invoiced || rows[0].Received != received || rows[0].Left != left {
		t.Errorf("%s: the list says %+v, %v", when, rows, err)
	}
}

// What came for an order is what was received, whatever notes make of what is owed.
func TestWhatCameIsWhatWasReceived(t *testing.T) {
	s := registered(t)
	order, _ := delivered(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(100)), 10)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	comesTo(t, s, order, "invoiced", 5350_00, 0, 5350_00)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(5350_00)})
	comesTo(t, s, order, "paid", 5350_00, 5350_00, 0)
	more := issue(t, s, debit(invoice, 200_00))
	comesTo(t, s, order, "a debit note", 5550_00, 5350_00, 200_00)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{more.Number}, Payments: transfer(200_00)})
	comesTo(t, s, order, "the note is paid", 5550_00, 5550_00, 0)

	other, _ := delivered(t, s, addGoods(t, s, "TEA", 107_00, qty.Pieces(100)), 10)
	invoice = issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{other.Order.Number}})
	issue(t, s, credit(invoice, "CDNG04", 70_00))
	comesTo(t, s, other, "a credit note", 1000_00, 0, 1000_00)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: 1000_00, Payments: transfer(990_65), Certificate: &papers.Certificate{Number: "1", Date: "2026-11-23", Amount: 9_35}})
	comesTo(t, s, other, "paid less its tax", 1000_00, 1000_00, 0)
}

// The money of a debit note whose buyer is in no list is in its receipt alone.
func TestADebitNoteThatTheBooksDoNotKnow(t *testing.T) {
	s := registered(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order, err := s.AddOrder(t.Context(), ordering.Request{Channel: ordering.Government, PayBy: ordering.PayTransfer, Person: ordering.Person{Name: "นายก อบต."},
		Lines: []ledger.OrderLine{{ProductID: set.ID, Qty: qty.Pieces(2), Price: set.Price}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PayOrder(t.Context(), order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Evidence: selling.Seen}}, ""); err != nil {
		t.Fatal(err)
	}
	packAll(t, s, order, 0, 0)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang})
	more := issue(t, s, debit(invoice, 100_00))
	comesTo(t, s, order, "a debit note", 1170_00, 1070_00, 100_00)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{more.Number}, Payments: transfer(100_00)})
	comesTo(t, s, order, "the note is paid", 1170_00, 1170_00, 0)
}

// What is asked for beside an order's price before its goods left is no debt that the books know: its receipt pays for no
// goods.
func TestADebitNoteOfBeforeItsGoods(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 1070_00, qty.Pieces(100)), 2, 1)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang})
	more := issue(t, s, debit(invoice, 107_00))
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{more.Number}, Payments: transfer(107_00)})
	if receipt.Booked != 0 {
		t.Errorf("booked %s", receipt.Booked)
	}
	asks(t, s, invoice.Number, 2140_00, papers.Unpaid)
	asks(t, s, more.Number, 0, papers.PaidUp)
	owes(t, s, order.Content.CustomerID, 2140_00, nil)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(2140_00)})
	asks(t, s, invoice.Number, 0, papers.PaidUp)
	owes(t, s, order.Content.CustomerID, 0, nil)
}

// Of an order that is invoiced whole: what was invoiced less credits, and what credits say is to go back, is what came
// and what is to come. What came is what receipts say that stand.
func TestInvoicedIsReceivedAndLeft(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 8))
	for round := range walks(12) {
		s := registered(t)
		set := addGoods(t, s, "SET", money.Satang(50_00+random.IntN(900_00)), qty.Pieces(1000))
		order, invoices, receipts := giftOrder(t, s, set, 1+random.IntN(6), 3), []*IssuedPaper(nil), []*IssuedPaper(nil)
		for n := range 3 {
			partly(t, s, order, n+1)
			invoices = append(invoices, issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Anew: true}))
		}
		for step := range 10 {
			about := invoices[random.IntN(len(invoices))]
			kind := random.IntN(5)
			switch kind {
			case 0, 1:
				paper, err := s.OfficePaper(t.Context(), about.Number)
				if err != nil {
					t.Fatal(err)
				}
				if owed := paper.Owed(paper.Fate); owed > 0 {
					part := 1 + money.Satang(random.Int64N(int64(owed)))
					receipts = append(receipts, issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{about.Number}, Amount: part, Payments: transfer(part), Anew: true}))
				}
			case 2:
				note := issue(t, s, debit(about, money.Satang(1+random.IntN(500_00))))
				if random.IntN(2) == 0 {
					receipts = append(receipts, issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Payments: transfer(note.Sums.Due)}))
				}
			case 3:
				if _, err := s.IssuePaper(t.Context(), credit(about, "CDNG04", money.Satang(1+random.IntN(100_00)))); err != nil {
					t.Log(err)
				}
			case 4:
				if len(receipts) > 0 {
					last := receipts[len(receipts)-1]
					if err := s.VoidPaper(t.Context(), last.ID, "พิมพ์ผิด", nil); err == nil {
						receipts = receipts[:len(receipts)-1]
					}
				}
			}
			var came money.Satang
			for _, receipt := range receipts {
				came += receipt.Sums.Due
			}
			far, err := s.OfficeProgress(t.Context(), order.Order.Number)
			if err != nil || far.Received != came || far.Invoiced+far.GiveBack != far.Received+far.Left() {
				t.Fatalf("round %d step %d of kind %d: invoiced %s and to give back %s, received %s (receipts %s) and left %s, %v", round, step, kind, far.Invoiced, far.GiveBack, far.Received, came, far.Left(), err)
			}
			comesTo(t, s, order, "in the list", far.Invoiced, far.Received, far.Left())
		}
	}
}
