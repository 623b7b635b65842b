package shop

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// atCounter takes a part of what a customer owes, without a receipt.
func atCounter(t *testing.T, s *Shop, who id.Party, part money.Satang) {
	t.Helper()
	if _, _, err := s.PayDebt(t.Context(), selling.DebtRequest{ID: id.New[id.Change](), CustomerID: who, Tenders: []selling.Tender{{Method: selling.Cash, Amount: &part}}}); err != nil {
		t.Fatal(err)
	}
}

// A part that is paid without a receipt while several invoices ask is taken off the one that is to be paid first, and the
// next receipt is for what is left.
func TestAPartPaidWithoutAReceipt(t *testing.T) {
	for name, register := range map[string]func(*testing.T) *Shop{"no VAT": community, "VAT": registered} {
		t.Run(name, func(t *testing.T) {
			s := register(t)
			order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
			who := order.Content.CustomerID
			invoice := func(to int, due clock.Day) *IssuedPaper {
				return issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, to).Number}, DueDay: due})
			}
			first, second := invoice(1, "2026-12-10"), invoice(2, "2026-12-20")
			atCounter(t, s, who, 300_00)
			asks(t, s, first.Number, 235_00, papers.PartPaid)
			asks(t, s, second.Number, 535_00, papers.Unpaid)
			owing, err := s.Receivables(t.Context(), "2026-11-23")
			if err != nil || len(owing) != 1 || owing[0].Total != 770_00 {
				t.Errorf("owed by age %+v, %v", owing, err)
			}
			atCounter(t, s, who, 300_00)
			asks(t, s, first.Number, 0, papers.PaidUp)
			asks(t, s, second.Number, 470_00, papers.PartPaid)
			refused(t, s, "receipt_differs", PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Payments: transfer(1070_00)})
			if receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Payments: transfer(470_00)}); receipt.Booked != 470_00 {
				t.Errorf("booked %s", receipt.Booked)
			}
			owes(t, s, who, 0, map[id.Order]money.Satang{order.Order.ID: 0})
			checks, err := s.Check(t.Context())
			allOK(t, checks, err)
		})
	}
}

// A delivery that is paid when it is handed over and needs no invoice leaves what the invoice of another asks for.
func TestABillPaidAtTheCounterIsOfItsOwnDelivery(t *testing.T) {
	s := community(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	first := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, 1).Number}})
	packAll(t, s, order, 2, 2)
	all := money.Satang(535_00)
	err := s.PayOrder(t.Context(), order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Cash, Amount: &all}}, "")
	if err == nil {
		_, err = s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	asks(t, s, first.Number, 535_00, papers.Unpaid)
	owes(t, s, order.Content.CustomerID, 535_00, nil)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// Whatever deliveries, invoices, payments with and without receipts, notes and goods given back follow each other, the
// papers of an order ask together for what the customer owes by the books.
func TestPapersOfAnOrderAskForWhatIsOwed(t *testing.T) {
	for seed := range walks(16) {
		random := rand.New(rand.NewPCG(seed, 15))
		w := &askingWalk{t: t, s: registered(t), random: random}
		if seed%2 == 1 {
			w.s = community(t)
		}
		w.order = giftOrder(t, w.s, addGoods(t, w.s, "SET", 107_00, qty.Pieces(100)), 5, 3)
		w.who = w.order.Content.CustomerID
		w.deliver()
		for range 16 {
			w.step()
			asked := money.Satang(0)
			owing, err := w.s.Receivables(t.Context(), "2026-11-23")
			for _, one := range owing {
				asked += one.Total
			}
			if books := owedBy(t, w.s, w.who); err != nil || books != asked {
				t.Fatalf("seed %d after %v: the books say %s, the papers ask for %s, %v", seed, w.done, books, asked, err)
			}
		}
		checks, err := w.s.Check(t.Context())
		allOK(t, checks, err)
		if t.Failed() {
			t.Fatal(seed, w.done)
		}
	}
}

// askingWalk walks at random through what happens to an order.
type askingWalk struct {
	t        *testing.T
	s        *Shop
	random   *rand.Rand
	order    *Order
	who      id.Party
	invoices []*IssuedPaper
	credited []int // sets of 107 baht, by invoice
	back     []int
	last     []*IssuedPaper // notes and receipts
	done     []string
}

func (w *askingWalk) say(format string, args ...any) {
	w.done = append(w.done, fmt.Sprintf(format, args...))
}

func (w *askingWalk) deliver() {
	ask := PaperAsk{Kind: papers.Invoice, Of: []string{partly(w.t, w.s, w.order, len(w.invoices)+1).Number}, DueDay: clock.Day("2026-12-01").Add(w.random.IntN(40))}
	set, err := w.s.Settings(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	if set.VAT() && w.random.IntN(2) == 0 {
		ask.Kind, ask.With = papers.TaxInvoice, []papers.Kind{papers.Invoice}
	}
	w.invoices, w.credited, w.back = append(w.invoices, issue(w.t, w.s, ask)), append(w.credited, 0), append(w.back, 0)
	w.say("invoice %s due %s", w.invoices[len(w.invoices)-1].Number, ask.DueDay)
}

func (w *askingWalk) step() {
	t, s, k := w.t, w.s, w.random.IntN(len(w.invoices))
	invoice := w.invoices[k]
	part := money.Satang(1 + w.random.IntN(400_00))
	switch step := w.random.IntN(8); {
	case step == 0 && len(w.invoices) < 3:
		w.deliver()
	case step == 1 && owedBy(t, s, w.who) > 0:
		part = min(part, owedBy(t, s, w.who))
		atCounter(t, s, w.who, part)
		w.say("counter %s", part)
	case step == 2 && len(w.invoices) < 3:
		switch err := s.PayOrder(t.Context(), w.order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Cash, Amount: &part}}, ""); {
		case err == nil:
			w.say("before %s", part)
		case !fault.Is(err, "deposit_above_due"):
			t.Fatal(w.done, err)
		}
	case step == 3 || step == 4:
		ask := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Anew: true}
		left := w.asks(invoice)
		if step == 4 {
			ask.Of, left = []string{w.order.Order.Number}, owedBy(t, s, w.who)
		}
		if part = min(part, left); part > 0 {
			ask.Amount, ask.Payments = part, transfer(part)
			receipt := issue(t, s, ask)
			if w.last = append(w.last, receipt); receipt.Booked != part {
				t.Fatalf("%v: booked %s of %s", w.done, receipt.Booked, part)
			}
			w.say("receipt %s of %v", part, ask.Of)
		}
	case step == 5 && invoice.Kind == papers.TaxInvoice && w.credited[k] < 5:
		w.last, w.credited[k] = append(w.last, issue(t, s, credit(invoice, "CDNG05", 107_00))), w.credited[k]+1
		w.say("credit %s", invoice.Number)
	case step == 6 && (w.back[k] < w.credited[k] || invoice.Kind == papers.Invoice && w.back[k] < 5):
		bills, _, err := s.OrderMoney(t.Context(), w.order.Order.ID)
		if err != nil {
			t.Fatal(err)
		}
		sales := slices.DeleteFunc(bills, func(bill OrderBill) bool { return bill.Kind != "sale" })
		giveBack(t, s, sales[k].ID, qty.One)
		w.back[k]++
		w.say("back %s", sales[k].Number)
	case step == 7 && len(w.last) > 0:
		last := w.last[len(w.last)-1]
		switch err := s.VoidPaper(t.Context(), last.ID, "ผิด", nil); {
		case err == nil:
			if about, is := last.Ref(papers.Corrects); is {
				w.credited[slices.IndexFunc(w.invoices, func(p *IssuedPaper) bool { return p.Number == about.Number })]--
			}
			w.last = w.last[:len(w.last)-1]
			w.say("void %s", last.Number)
		case !fault.Is(err, "receipt_bill_back") && !fault.Is(err, "paper_followed"):
			t.Fatal(w.done, err)
		}
	}
}

func (w *askingWalk) asks(of *IssuedPaper) money.Satang {
	p, err := w.s.OfficePaper(w.t.Context(), of.Number)
	if err != nil {
		w.t.Fatal(err)
	}
	return p.Owed(p.Fate)
}

// What lay for an order and paid for a delivery is not asked again by the paper of that delivery, while more is still to go out.
func TestAPaperOfADeliveryThatWasPaidInPart(t *testing.T) {
	s := community(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	part := money.Satang(300_00)
	if err := s.PayOrder(t.Context(), order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Cash, Amount: &part}}, ""); err != nil {
		t.Fatal(err)
	}
	for to, want := range []money.Satang{235_00, 535_00} {
		invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, to+1).Number}})
		if invoice.ToPay() != want {
			t.Errorf("delivery %d asks for %s, want %s", to+1, invoice.ToPay(), want)
		}
		asks(t, s, invoice.Number, want, invoice.StateOf(invoice.Fate, invoice.Date))
	}
}
