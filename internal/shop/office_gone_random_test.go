package shop

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// Of an order whose goods are all invoiced, by one paper over several deliveries or by several, papers ask for exactly what
// it owes: whatever came before the goods and after, with receipts and without, went back at the order, with goods, or with
// a receipt that is void, and came again.
func TestAnInvoicedOrderIsAskedForWhatItOwes(t *testing.T) {
	for seed := range walks(24) {
		w := newGoneWalk(t, seed)
		for range 18 {
			w.step()
			w.agrees()
		}
		checks, err := w.s.Check(t.Context())
		allOK(t, checks, err)
		if t.Failed() {
			t.Fatal(seed, w.done)
		}
	}
}

// goneWalk walks at random through what happens to an order of three parcels, all of which are invoiced.
type goneWalk struct {
	*testing.T
	s        *Shop
	random   *rand.Rand
	seed     uint64
	order    *Order
	parcels  []id.Parcel // that have not left
	invoices []*IssuedPaper
	receipts []*IssuedPaper // that stand
	bills    []id.Bill      // of the parcels that left
	back     map[id.Bill]qty.Qty
	refunds  []selling.RefundRequest // that stand
	done     []string
}

func newGoneWalk(t *testing.T, seed uint64) *goneWalk {
	t.Helper()
	w := &goneWalk{T: t, seed: seed, random: rand.New(rand.NewPCG(seed, 28)), back: map[id.Bill]qty.Qty{}}
	kind := PaperAsk{Kind: papers.Invoice}
	if w.s = community(t); seed%2 == 1 { // taxed when it is invoiced, so that receipts may come before the goods
		w.s, kind = registered(t), PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}}
	}
	w.order = giftOrder(t, w.s, addGoods(t, w.s, "SET", 107_00, qty.Pieces(100)), 5, 3)
	w.parcels = packAll(t, w.s, w.order, 1, 3)
	invoice := func(of ...string) {
		ask := kind
		ask.Of, ask.Buyer, ask.DueDay = of, sankang, clock.Day("2026-12-01").Add(w.random.IntN(40))
		w.invoices = append(w.invoices, issue(t, w.s, ask))
		w.say("%s over %d", w.invoices[len(w.invoices)-1].Number, len(of))
	}
	if seed%4 < 2 { // of the order itself
		invoice(w.order.Order.Number)
		return w
	}
	var notes []string
	for n := range w.parcels {
		notes = append(notes, issue(t, w.s, PaperAsk{Kind: papers.Delivery, Of: []string{w.order.Order.Number}, Parcels: []int{n + 1}, Buyer: sankang, Anew: true}).Number)
	}
	first := 1 + w.random.IntN(3)
	invoice(notes[:first]...)
	for _, note := range notes[first:] {
		invoice(note)
	}
	return w
}

func (w *goneWalk) say(format string, args ...any) {
	w.done = append(w.done, fmt.Sprintf(format, args...))
}

// now gives the order as it stands.
func (w *goneWalk) now() *Order {
	w.Helper()
	now, err := w.s.Order(w.Context(), w.order.Order.ID)
	if err != nil {
		w.Fatal(w.seed, w.done, err)
	}
	return now
}

// did notes a step that the shop took, or refused for one of some reasons.
func (w *goneWalk) did(err error, step string, refusals ...string) bool {
	w.Helper()
	if err == nil {
		w.done = append(w.done, step)
		return true
	}
	for _, code := range refusals {
		if fault.Is(err, code) {
			return false
		}
	}
	w.Fatal(w.seed, w.done, step, err)
	return false
}

func (w *goneWalk) step() {
	part := money.Satang(1 + w.random.IntN(700_00))
	if w.random.IntN(4) == 0 {
		part = 1605_00 // all of it
	}
	switch step := w.random.IntN(14); step {
	case 0:
		w.leaves()
	case 1:
		if part = min(part, owedBy(w.T, w.s, w.order.Content.CustomerID)); part > 0 {
			atCounter(w.T, w.s, w.order.Content.CustomerID, part)
			w.say("counter %s", part)
		}
	case 2:
		if part = min(part, w.now().Rest()-w.now().Owed()); part > 0 {
			err := w.s.PayOrder(w.Context(), w.order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Cash, Amount: &part}}, "")
			w.did(err, fmt.Sprintf("before %s", part))
		}
	case 3, 4, 5:
		w.receives(part, step == 5)
	case 6, 7:
		if part = min(part, w.now().Money.Deposit()); part > 0 {
			givesBack(w.T, w.s, w.order, part)
			w.say("refund %s", part)
		}
	case 8:
		w.comesBack()
	case 9, 10:
		if len(w.receipts) > 0 {
			n := w.random.IntN(len(w.receipts))
			receipt := w.receipts[n]
			if w.did(w.s.VoidPaper(w.Context(), receipt.ID, "ผิด", nil), "void "+receipt.Number, "receipt_bill_back", "receipt_given_back", "receipt_used") {
				w.receipts = append(w.receipts[:n:n], w.receipts[n+1:]...)
			}
		}
	case 12:
		w.tells()
	case 13:
		if invoice := w.invoices[w.random.IntN(len(w.invoices))]; len(w.parcels) == 0 && invoice.Kind == papers.TaxInvoice {
			note, err := w.s.IssuePaper(w.Context(), credit(invoice, "CDNG04", min(part, 200_00)))
			if w.did(err, fmt.Sprintf("credit %s of %s", min(part, 200_00), invoice.Number), "credit_above_invoice") {
				w.receipts = append(w.receipts, note)
			}
		}
	case 11:
		if last := len(w.refunds) - 1; last >= 0 {
			refund := w.refunds[last]
			if _, _, err := w.s.Void(w.Context(), refund.ID, "ไม่ได้คืน"); w.did(err, fmt.Sprintf("not back %s", refund.Lines[0].Qty), "deposit_too_much") {
				w.refunds, w.back[refund.Of] = w.refunds[:last], w.back[refund.Of]-refund.Lines[0].Qty
			}
		}
	}
}

// leaves hands the next parcel over.
func (w *goneWalk) leaves() {
	if len(w.parcels) == 0 {
		return
	}
	n, bill := w.random.IntN(len(w.parcels)), id.New[id.Bill]()
	if _, err := w.s.HandOver(w.Context(), w.order.Order.ID, []id.Parcel{w.parcels[n]}, bill, ""); w.did(err, "leaves") {
		w.parcels, w.bills = append(w.parcels[:n:n], w.parcels[n+1:]...), append(w.bills, bill)
	}
}

// receives takes a part of what an invoice asks for, or of what all of them do.
func (w *goneWalk) receives(part money.Satang, all bool) {
	of, left := w.invoices[w.random.IntN(len(w.invoices))].Number, money.Satang(0)
	if p, err := w.s.OfficePaper(w.Context(), of); err != nil {
		w.Fatal(w.seed, w.done, err)
	} else if left = p.Owed(p.Fate); all {
		of, left = w.order.Order.Number, w.now().Rest()
	}
	if part = min(part, left); part <= 0 {
		return
	}
	receipt := issue(w.T, w.s, PaperAsk{Kind: papers.Receipt, Of: []string{of}, Amount: part, Payments: transfer(part), Anew: true})
	if w.receipts = append(w.receipts, receipt); receipt.Booked != part {
		w.Fatal(w.seed, w.done, "booked", receipt.Booked, "of", part)
	}
	w.say("%s of %s for %s", receipt.Number, part, of)
}

// tells asks for a receipt of what came for an invoice without one.
func (w *goneWalk) tells() {
	of := w.invoices[w.random.IntN(len(w.invoices))].Number
	receipt, err := w.s.IssuePaper(w.Context(), PaperAsk{Kind: papers.Receipt, Of: []string{of}})
	if !w.did(err, "told of "+of, "paper_paid_already", "payments_missing") || receipt.Replayed {
		return
	}
	if w.receipts = append(w.receipts, receipt); receipt.Booked != 0 {
		w.Fatal(w.seed, w.done, "booked", receipt.Booked)
	}
}

// comesBack gives sets of a parcel that left back.
func (w *goneWalk) comesBack() {
	if len(w.bills) == 0 {
		return
	}
	bill := w.bills[w.random.IntN(len(w.bills))]
	count := min(qty.Pieces(1+w.random.IntN(5)), qty.Pieces(5)-w.back[bill])
	if count <= 0 {
		return
	}
	refund := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill, Reason: "ชำรุด", Lines: []selling.ReturnLine{{Qty: count}}}
	if _, _, err := w.s.Refund(w.Context(), refund); w.did(err, fmt.Sprintf("back %s of %s", count, bill.Tag())) {
		w.back[bill], w.refunds = w.back[bill]+count, append(w.refunds, refund)
	}
}

// agrees fails the test unless papers ask for what the order owes, and its page and the customer's say the same.
func (w *goneWalk) agrees() {
	w.Helper()
	owed := max(w.now().Rest(), 0)
	owing, err := w.s.Receivables(w.Context(), "2026-11-23")
	var asked money.Satang
	for _, one := range owing {
		asked += one.Total
	}
	if err != nil || asked != owed {
		w.Fatalf("seed %d after %v: %s is owed for the order, papers ask for %s (%v)", w.seed, w.done, owed, asked, err)
	}
	far, err := w.s.OfficeProgress(w.Context(), w.order.Order.Number)
	if err != nil || max(far.Left(), 0) != owed {
		w.Fatalf("seed %d after %v: %s is owed for the order, its page says %s (%v)", w.seed, w.done, owed, far.Left(), err)
	}
	by, err := w.s.ByPapers(w.Context(), w.order.Content.CustomerID)
	if books := w.now().Money.Credit; err != nil || max(books, owed) != books+by.Sum {
		w.Fatalf("seed %d after %v: %s is owed for the order, its customer's page says %s and by papers %s (%v)", w.seed, w.done, owed, books, by.Sum, err)
	}
}
