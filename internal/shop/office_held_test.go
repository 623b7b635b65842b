package shop

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// depositOf asks for the paper of a deposit of an order.
func depositOf(t *testing.T, s *Shop, order *Order, amount money.Satang) PaperAsk {
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang, Deposit: amount, Payments: transfer(amount), Anew: true}
	set, err := s.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !set.VAT() {
		ask.Kind, ask.With = papers.Receipt, nil
	}
	return ask
}

// givesBack hands money back that was received for an order.
func givesBack(t *testing.T, s *Shop, order *Order, amount money.Satang) {
	t.Helper()
	if err := s.PayOrderBack(t.Context(), order.Order.ID, id.New[id.Change](), selling.Tender{Method: selling.Transfer, Amount: &amount, Reason: "คืนมัดจำ", Evidence: selling.Seen}, ""); err != nil {
		t.Fatal(err)
	}
}

// warnedOf fails the test unless a paper warns of these codes, of amounts.
func warnedOf(t *testing.T, issued *IssuedPaper, want map[string]money.Satang) {
	t.Helper()
	if len(issued.Warnings) != len(want) {
		t.Errorf("%s warns of %v, want %v", issued.Number, issued.Warnings, want)
	}
	for _, warning := range issued.Warnings {
		if amount, known := want[warning.Code]; !known || warning.Values["amount"] != amount {
			t.Errorf("%s warns of %v, want %v", issued.Number, warning, want)
		}
	}
}

// agree fails the test unless a paper asks for what the books say is still to be paid for its order.
func agree(t *testing.T, s *Shop, order *Order, paper *IssuedPaper, due money.Satang) {
	t.Helper()
	now, err := s.Order(t.Context(), order.Order.ID)
	if err != nil || paper.Sums.Due != due || now.Rest() != due {
		t.Errorf("%s asks for %s, want %s; by the books it is %s (%v)", paper.Number, paper.Sums.Due, due, now.Rest(), err)
	}
}

// What a credit note took off a deposit's tax invoice is no deposit any more, and the report comes to what was sold.
func TestADepositThatWasCreditedIsNotTakenOff(t *testing.T) {
	s, ctx := till(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	part := giftOrder(t, s, set, 5, 1)
	deposit := issue(t, s, depositOf(t, s, part, 1000_00))
	price := money.Satang(400_00)
	note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{deposit.Number}, Lines: []PaperLine{{Name: "เงินมัดจำ", Qty: qty.One, Price: &price}}, Reason: "คืนมัดจำ", ReasonCode: "CDNG99"})
	warnedOf(t, note, map[string]money.Satang{"deposit_to_give_back": 400_00})
	givesBack(t, s, part, 400_00)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{part.Order.Number}})
	warnedOf(t, invoice, nil)
	agree(t, s, part, invoice, 2675_00-600_00)
	reported(t, s, "credited in part", 2675_00, 175_00)

	again := giftOrder(t, s, set, 10, 1)
	old := issue(t, s, depositOf(t, s, again, 2000_00))
	if err := s.CancelOrder(ctx, again.Order.ID, "เลิก", ""); err != nil {
		t.Fatal(err)
	}
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{old.Number}, Reason: "ยกเลิก", ReasonCode: "CDNG99", Yes: []string{"credit_deposit_whole"}})
	givesBack(t, s, again, 2000_00)
	if err := s.ReopenOrder(ctx, again.Order.ID, ""); err != nil {
		t.Fatal(err)
	}
	issue(t, s, depositOf(t, s, again, 5350_00)) // all of it: nothing of the old one is held
	invoice = issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{again.Order.Number}})
	agree(t, s, again, invoice, 0)
	reported(t, s, "taken anew", 2675_00+5350_00, 175_00+350_00)
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// Goods that are delivered after the credit note count whole by their slips.
func TestACreditedDepositStandsForNoGoods(t *testing.T) {
	now := noon
	s := overMonths(t, &now)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 1)
	deposit := issue(t, s, depositOf(t, s, order, 1000_00))
	now = now.Add(time.Second)
	note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{deposit.Number}, Reason: "คืนมัดจำ", ReasonCode: "CDNG99", Yes: []string{"credit_deposit_whole"}})
	givesBack(t, s, order, 1000_00)
	now = now.Add(time.Second)
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	reported(t, s, "by its slip", 2675_00, 175_00)
	now = now.Add(time.Second)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	agree(t, s, order, invoice, 2675_00)
	reported(t, s, "by its tax invoice", 2675_00, 175_00)
	if err := s.VoidPaper(t.Context(), note.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
}

// An invoice that took the deposit off before it was credited does not pass that on to its tax invoice.
func TestATaxInvoiceTakesOffOnlyWhatIsStillHeld(t *testing.T) {
	s := till(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 1)
	deposit := issue(t, s, depositOf(t, s, order, 1000_00))
	issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{deposit.Number}, Reason: "คืนมัดจำ", ReasonCode: "CDNG99", Yes: []string{"credit_deposit_whole"}})
	givesBack(t, s, order, 1000_00)
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	agree(t, s, order, tax, 2675_00)
	reported(t, s, "credited after its invoice", 2675_00, 175_00)
}

// Money that was given back without a credit note is taken off no more either: the paper says so, and that the tax of the
// deposit stands until its credit note.
func TestADepositThatWasGivenBackIsSaid(t *testing.T) {
	s := till(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 1)
	deposit := issue(t, s, depositOf(t, s, order, 1000_00))
	givesBack(t, s, order, 300_00)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	warnedOf(t, invoice, map[string]money.Satang{"deposit_without_note": 300_00})
	agree(t, s, order, invoice, 2675_00-700_00)
	reported(t, s, "without its credit note", 2675_00+300_00, 175_00+19_63)
	price := money.Satang(300_00)
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{deposit.Number}, Lines: []PaperLine{{Name: "เงินมัดจำ", Qty: qty.One, Price: &price}}, Reason: "คืนมัดจำ", ReasonCode: "CDNG99"})
	reported(t, s, "with it", 2675_00, 175_00)
}

// In a shop without VAT a deposit's receipt stays as it is, but only what is still held comes off.
func TestOnlyWhatIsHeldComesOffWithoutVAT(t *testing.T) {
	s, ctx := newTestShop(t, Params{Name: "วิสาหกิจชุมชน"}), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	part := giftOrder(t, s, set, 5, 1)
	issue(t, s, depositOf(t, s, part, 1000_00))
	givesBack(t, s, part, 400_00)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{part.Order.Number}})
	warnedOf(t, invoice, map[string]money.Satang{"deposit_given_back": 400_00})
	agree(t, s, part, invoice, 2675_00-600_00)

	again := giftOrder(t, s, set, 5, 1)
	issue(t, s, depositOf(t, s, again, 1000_00))
	if err := s.CancelOrderBack(ctx, again.Order.ID, "เลิก", selling.Transfer, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.ReopenOrder(ctx, again.Order.ID, ""); err != nil {
		t.Fatal(err)
	}
	second := issue(t, s, depositOf(t, s, again, 2000_00))
	invoice = issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{again.Order.Number}})
	warnedOf(t, invoice, map[string]money.Satang{"deposit_given_back": 1000_00})
	agree(t, s, again, invoice, 675_00)
	if ref, _ := invoice.Ref(papers.PaidBy); ref.Number != second.Number || ref.Taken != 2000_00 {
		t.Errorf("%+v", invoice.Refs)
	}
}

// A deposit that paid for goods which went out before it, or that is still to be paid, comes off all the same.
func TestADepositComesOffWhereverItsMoneyLies(t *testing.T) {
	s, ctx := till(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	owed := giftOrder(t, s, set, 5, 2)
	packAll(t, s, owed, 1, 1)
	if _, err := s.HandOver(ctx, owed.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	issue(t, s, depositOf(t, s, owed, 1000_00)) // of the debt for what went out
	packAll(t, s, owed, 2, 2)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{owed.Order.Number}})
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{owed.Order.Number}})
	warnedOf(t, invoice, nil)
	agree(t, s, owed, invoice, 5350_00-1000_00)

	unpaid := giftOrder(t, s, set, 5, 1)
	ask := depositOf(t, s, unpaid, 1000_00)
	ask.With, ask.Payments = nil, nil
	deposit := issue(t, s, ask)
	invoice = issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{unpaid.Order.Number}})
	if warnedOf(t, invoice, nil); invoice.Sums.Due != 1675_00 {
		t.Errorf("beside a deposit that asks for 1,000 the invoice asks for %s", invoice.Sums.Due)
	}
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{deposit.Number}, Payments: transfer(1000_00)})
	agree(t, s, unpaid, invoice, 1675_00)
}

// Goods that came back of an invoice that a deposit paid leave what the deposit holds for the others.
func TestGoodsBackLeaveTheRestOfADeposit(t *testing.T) {
	clock := noon
	s := overMonths(t, &clock)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 2, 2)
	deposit := issue(t, s, depositOf(t, s, order, 1500_00))
	partly(t, s, order, 1)
	if first := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}}); first.Sums.Due != 0 {
		t.Fatalf("the first asks for %s", first.Sums.Due)
	}
	now, err := s.Order(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	bills, _, err := s.OrderMoney(t.Context(), now.Order.ID)
	if err == nil {
		_, _, err = s.Refund(t.Context(), selling.RefundRequest{ID: id.New[id.Bill](), Of: bills[0].ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.Pieces(2)}}})
	}
	if err != nil {
		t.Fatal(err)
	}
	clock = clock.Add(time.Second)
	issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{deposit.Number}, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}, Reason: "ชำรุด", ReasonCode: "CDNG02"})
	reported(t, s, "all back", 1500_00-1070_00, 28_13)
	clock = clock.Add(time.Second)
	partly(t, s, order, 2)
	second := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Anew: true})
	if warnedOf(t, second, nil); second.Sums.Deposit != 430_00 {
		t.Errorf("the second takes %s off", second.Sums.Deposit)
	}
	reported(t, s, "the second", 1070_00, 70_00)
}

// All that is left of a deposit is credited only after a question, which the note's history keeps; asked for again, the note
// that stands is said to be the old one.
func TestAWholeDepositIsCreditedOnAQuestion(t *testing.T) {
	s := till(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(100)), 5, 1)
	deposit := issue(t, s, depositOf(t, s, order, 1000_00))
	ask := PaperAsk{Kind: papers.CreditNote, Of: []string{deposit.Number}, Reason: "คืนมัดจำ", ReasonCode: "CDNG99"}
	_, err := s.IssuePaper(t.Context(), ask)
	if !papers.Asked(err) || fault.Of(err).Code != "credit_deposit_whole" || fault.Of(err).Values["amount"] != money.Satang(1000_00) {
		t.Fatalf("it asks %v", err)
	}
	addGoods(t, s, "CUP", 80_00, qty.Pieces(10))
	others := ask
	others.Lines = []PaperLine{{Code: "CUP", Qty: qty.One}}
	refused(t, s, "credit_other_goods", others)
	ask.Yes = []string{"credit_deposit_whole"}
	note := issue(t, s, ask)
	if note.Sums.Due != 1000_00 || len(note.History) != 1 || note.History[0].Code != "credit_deposit_whole" {
		t.Errorf("%+v", note.Paper)
	}
	again := issue(t, s, ask)
	if !again.Replayed || again.Number != note.Number || len(again.Warnings) != 1 || again.Warnings[0].Code != "note_stands" || again.Warnings[0].Values["number"] != note.Number {
		t.Errorf("again %s: %v", again.Number, again.Warnings)
	}
}
