package shop

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// giveBack gives so many of a bill's first line back.
func giveBack(t *testing.T, s *Shop, bill id.Bill, count qty.Qty) {
	t.Helper()
	giveBackLine(t, s, bill, 0, count)
}

func giveBackLine(t *testing.T, s *Shop, bill id.Bill, line int, count qty.Qty) {
	t.Helper()
	if _, _, err := s.Refund(t.Context(), selling.RefundRequest{ID: id.New[id.Bill](), Of: bill, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: line, Qty: count}}}); err != nil {
		t.Fatal(err)
	}
}

// warnsOf fails the test unless a paper warns of goods that came back for so much, 0 = not at all.
func warnsOf(t *testing.T, issued *IssuedPaper, number string, amount money.Satang) {
	t.Helper()
	switch {
	case amount == 0 && len(issued.Warnings) == 0:
	case amount == 0, len(issued.Warnings) != 1, issued.Warnings[0].Code != "returned_without_note",
		issued.Warnings[0].Values["number"] != number, issued.Warnings[0].Values["amount"] != amount:
		t.Errorf("%s warns %v, want %s of %s", issued.Number, issued.Warnings, amount, number)
	}
}

// A tax invoice stands for the whole sale, also when some of it came back before it was asked for: it says at once that a
// credit note is due, and the note begins with what came back.
func TestATaxInvoiceAfterGoodsCameBack(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Shop{"a till with a number": till, "one without": firm} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
			bill := sell(t, s, tea, qty.Pieces(5), selling.Cash)
			giveBack(t, s, bill.ID, qty.Pieces(2))
			full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
			warnsOf(t, full, bill.Number, 214_00)
			if full.Sums.Due != 535_00 {
				t.Errorf("it is for %s, not the sale", full.Sums.Due)
			}
			ask := PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"}
			note := issue(t, s, ask)
			if len(note.Lines) != 1 || note.Lines[0].Qty != qty.Pieces(2) || note.Sums.Due != 214_00 {
				t.Errorf("of what came back: %+v", note.Lines)
			}
			if again := issue(t, s, ask); again.Number != note.Number {
				t.Errorf("it came back once, %s is a second note", again.Number)
			}
			giveBack(t, s, bill.ID, qty.One)
			second := issue(t, s, ask)
			if second.Number == note.Number || second.Sums.Due != 107_00 {
				t.Errorf("of what came back since: %s of %s", second.Number, second.Sums.Due)
			}
			renamed := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Replaces: full.Number, Reason: "ชื่อผิด", ReasonCode: "TIVC01", Buyer: sankang})
			warnsOf(t, renamed, "", 0)
			giveBack(t, s, bill.ID, qty.One)
			if lines, err := s.ReturnedOf(t.Context(), renamed.Number); err != nil || len(lines) != 1 || lines[0].Code != "TEA" || lines[0].Qty != qty.One {
				t.Errorf("still to be noted: %+v, %v", lines, err)
			}
			reported(t, s, name, 535_00-321_00, 35_00-21_00, "refunds_without_note")
		})
	}
}

// Of an order the goods of any of its bills may come back before its tax invoice; a part that a person chose says nothing.
func TestATaxInvoiceOfAnOrderAfterGoodsCameBack(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(200))
	order, invoice := delivered(t, s, set, 20)
	bills, _, err := s.OrderMoney(ctx, order.Order.ID)
	if err != nil || len(bills) != 1 {
		t.Fatal(bills, err)
	}
	giveBack(t, s, bills[0].ID, qty.Pieces(3))
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
	warnsOf(t, full, order.Order.Number, 3*535_00)
	_, drafted, err := s.DraftPaper(ctx, PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
	if err != nil || len(drafted) != 0 {
		t.Errorf("the note warns itself: %v, %v", drafted, err)
	}
	note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
	if note.Sums.Due != 3*535_00 {
		t.Errorf("%+v", note.Lines)
	}
	if lines, err := s.ReturnedOf(ctx, full.Number); err != nil || len(lines) != 0 {
		t.Errorf("still to be noted: %+v, %v", lines, err)
	}
	if _, err := s.ReturnedOf(ctx, "A-TX-9"); !fault.Is(err, "paper_not_found") {
		t.Errorf("of none: %v", err)
	}
}

// What came back is credited for what was paid for it, discounts and all.
func TestACreditNoteIsForWhatWasGivenBack(t *testing.T) {
	s := firm(t)
	tea := addGoods(t, s, "TEA", 100_00, qty.Pieces(50))
	cart := selling.Cart{ID: id.New[id.Bill](), Discount: selling.Discount{Amount: 50_00}}
	cart.Add(tea.ID, qty.Pieces(3))
	bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}})
	if err != nil {
		t.Fatal(err)
	}
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	giveBack(t, s, bill.ID, qty.One)
	back, err := s.Bill(t.Context(), bill.ID)
	if err != nil {
		t.Fatal(err)
	}
	note := issue(t, s, PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ชำรุด", ReasonCode: "CDNG05"})
	if note.Sums.Due != -back.Later[0].Total {
		t.Errorf("credited %s, given back %s", note.Sums.Due, -back.Later[0].Total)
	}
}

// A receipt of a sale of which something came back says what was received and not given back.
func TestAReceiptIsOfWhatWasKept(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Shop{"registered": firm, "not": community} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			tea, cup := addGoods(t, s, "TEA", 33_33, qty.Pieces(50)), addGoods(t, s, "CUP", 80_00, qty.Pieces(50))
			kept := func(bill *Bill, count qty.Qty) {
				t.Helper()
				receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{bill.Number}, Buyer: sankang})
				past, err := s.db.Past(t.Context(), bill.ID)
				if err != nil {
					t.Fatal(err)
				}
				want := bill.Total
				for _, refund := range past.Refunds {
					want += refund.Total
				}
				if len(receipt.Warnings) != 0 || receipt.Sums.Due != want || receipt.Lines[0].Qty != count {
					t.Errorf("%s of %s for %v, want %s of %s; warnings %v", receipt.Number, receipt.Sums.Due, receipt.Lines, want, count, receipt.Warnings)
				}
			}
			for _, method := range []string{selling.Cash, selling.Transfer} {
				bill := sell(t, s, tea, qty.Pieces(5), method)
				giveBack(t, s, bill.ID, qty.One)
				giveBack(t, s, bill.ID, qty.One)
				kept(bill, qty.Pieces(3))
			}
			cart := selling.Cart{ID: id.New[id.Bill](), Discount: selling.Discount{Kind: selling.PercentOff, Percent: 700}}
			cart.Add(tea.ID, qty.Pieces(3))
			cart.Add(cup.ID, qty.Pieces(2))
			bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Transfer}}})
			if err != nil {
				t.Fatal(err)
			}
			back := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.Pieces(3)}, {LineN: 1, Qty: qty.One}}, Tenders: []selling.Tender{{Method: selling.Cash}}}
			if _, _, err := s.Refund(t.Context(), back); err != nil {
				t.Fatal(err)
			}
			kept(bill, qty.One) // cups alone
		})
	}
}

// An invoice after goods came back asks for the rest, and the tax invoice made from it does not warn of what it left out.
func TestAnInvoiceIsOfWhatWasKept(t *testing.T) {
	s := firm(t)
	set, who := addGoods(t, s, "SET", 107_00, qty.Pieces(50)), buying(t, s)
	bill := onCredit(t, s, set, qty.Pieces(5), who)
	giveBack(t, s, bill.ID, qty.Pieces(2))
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{bill.Number}, Buyer: sankang})
	if invoice.Sums.Due != 321_00 || len(invoice.Warnings) != 0 {
		t.Errorf("it asks for %s and warns %v", invoice.Sums.Due, invoice.Warnings)
	}
	asks(t, s, invoice.Number, 321_00, papers.Unpaid)
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
	warnsOf(t, tax, bill.Number, 0)
	asks(t, s, tax.Number, 321_00, papers.Unpaid)
	reported(t, s, "of what was kept", 321_00, 21_00, "slips_without_pos_id")
	giveBack(t, s, bill.ID, qty.One)
	asks(t, s, tax.Number, 214_00, papers.PartPaid)
}

// Where nothing came back a credit note says which lines it is of: all of the invoice is never taken unasked.
func TestACreditNoteSaysItsLines(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 299_00, qty.Pieces(50))
	bill := onCredit(t, s, set, qty.Pieces(10), buying(t, s))
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	ask := PaperAsk{Kind: papers.CreditNote, Of: []string{full.Number}, Reason: "ลืมใส่รายการ", ReasonCode: "CDNG99"}
	refused(t, s, "credit_lines_missing", ask)
	choices, err := s.PaperChoices(t.Context(), full.Number)
	if err != nil || !slices.ContainsFunc(choices, func(c PaperChoice) bool { return c.Ask.Kind == papers.CreditNote && c.Why == nil }) {
		t.Errorf("no credit note is offered: %+v, %v", choices, err)
	}
	lower := money.Satang(50_00)
	cheaper := ask
	cheaper.Lines = []PaperLine{{Code: "SET", Qty: qty.Pieces(2), Price: &lower}}
	issue(t, s, cheaper)
	giveBack(t, s, bill.ID, qty.Pieces(2))
	ask.Anew = true
	if note := issue(t, s, ask); note.Sums.Due != 2*299_00 {
		t.Errorf("of two that came back after a lower price it is %s", note.Sums.Due)
	}
	refused(t, s, "credit_lines_missing", ask)
}
