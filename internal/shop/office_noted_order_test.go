package shop

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// Notes about an order's tax invoice change what is owed for the order.
func TestNotesOfAnOrder(t *testing.T) {
	s := registered(t)
	order, _ := delivered(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(100)), 4)
	who := order.Content.CustomerID
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	issue(t, s, credit(invoice, "CDNG04", 40_00))
	more := issue(t, s, debit(invoice, 107_00))
	owes(t, s, who, 2207_00, map[id.Order]money.Satang{order.Order.ID: 2207_00})
	far, err := s.OfficeProgress(t.Context(), order.Order.Number)
	if err != nil || far.Invoiced != 2207_00 {
		t.Errorf("asked for %+v, %v", far, err)
	}
	rows, _, _, err := s.OfficeOrders(t.Context(), OfficeOrderQuery{Limit: 10})
	if err != nil || len(rows) != 1 || rows[0].Invoiced != 2207_00 {
		t.Errorf("in the list %+v, %v", rows, err)
	}
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Payments: transfer(2207_00)})
	if receipt.Booked != 2207_00 || !slices.ContainsFunc(receipt.Lines, func(line papers.Line) bool { return line.Of == more.Number }) {
		t.Errorf("booked %s of %+v", receipt.Booked, receipt.Lines)
	}
	owes(t, s, who, 0, map[id.Order]money.Satang{order.Order.ID: 0})
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A credit note about an invoice that was paid leaves what the order's other invoice asks for: its money goes back.
func TestACreditNoteLeavesTheOtherInvoice(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 10, 2)
	who := order.Content.CustomerID
	first := taxedPart(t, s, order, 1)
	second := taxedPart(t, s, order, 2)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{first.Number}, Payments: transfer(1070_00)})
	note := issue(t, s, credit(first, "CDNG05", 214_00))
	if len(note.Warnings) != 1 || note.Warnings[0].Code != "credit_note_money" || note.Warnings[0].Values["amount"] != money.Satang(214_00) {
		t.Errorf("%v", note.Warnings)
	}
	owes(t, s, who, 1070_00, map[id.Order]money.Satang{order.Order.ID: 1070_00})
	asks(t, s, second.Number, 1070_00, papers.Unpaid)
	note = issue(t, s, credit(second, "CDNG05", 107_00))
	if len(note.Warnings) != 0 {
		t.Errorf("%v", note.Warnings)
	}
	owes(t, s, who, 963_00, nil)
	asks(t, s, second.Number, 963_00, papers.Unpaid)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{second.Number}, Payments: transfer(963_00)})
	if receipt.Booked != 963_00 {
		t.Errorf("booked %s", receipt.Booked)
	}
	owes(t, s, who, 0, nil)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// Goods of the second delivery that are credited and come back lower the debt once, by the bill of their own delivery.
func TestACreditNoteIsOfItsOwnDelivery(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 10, 2)
	who := order.Content.CustomerID
	first, second := taxedPart(t, s, order, 1), taxedPart(t, s, order, 2)
	bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil || len(bills) != 2 {
		t.Fatal(bills, err)
	}
	issue(t, s, credit(second, "CDNG05", 214_00))
	owes(t, s, who, 1926_00, nil)
	giveBack(t, s, bills[1].ID, qty.Pieces(2))
	owes(t, s, who, 1926_00, nil)
	asks(t, s, first.Number, 1070_00, papers.Unpaid)
	asks(t, s, second.Number, 856_00, papers.Unpaid)
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{second.Number}, Payments: transfer(856_00)})
	past, err := s.db.Past(t.Context(), bills[1].ID)
	if err != nil || receipt.Booked != 856_00 || past.Held(selling.Credit) != 0 {
		t.Errorf("booked %s, of its delivery %s is owed (%v)", receipt.Booked, past.Held(selling.Credit), err)
	}
	owes(t, s, who, 1070_00, nil)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// An invoice of an order asks for what the books say is owed: less what came back, less what was paid without a receipt.
func TestAnInvoiceOfAnOrderFollowsTheBooks(t *testing.T) {
	for name, register := range map[string]func(*testing.T) *Shop{"no VAT": community, "VAT": registered} {
		t.Run(name, func(t *testing.T) {
			s := register(t)
			set := addGoods(t, s, "SET", 107_00, qty.Pieces(100))
			order := giftOrder(t, s, set, 10, 1)
			note := partly(t, s, order, 1)
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{note.Number}})
			bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
			if err != nil {
				t.Fatal(err)
			}
			giveBack(t, s, bills[0].ID, qty.Pieces(3))
			asks(t, s, invoice.Number, 749_00, papers.Unpaid)
			refused(t, s, "receipt_differs", PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(1070_00)})
			who := order.Content.CustomerID
			owes(t, s, who, 749_00, nil)
			part := money.Satang(300_00)
			if _, _, err := s.PayDebt(t.Context(), selling.DebtRequest{ID: id.New[id.Change](), CustomerID: who, Tenders: []selling.Tender{{Method: selling.Cash, Amount: &part}}}); err != nil {
				t.Fatal(err)
			}
			asks(t, s, invoice.Number, 449_00, papers.PartPaid)
			refused(t, s, "receipt_differs", PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(1070_00)})
			receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(449_00)})
			if receipt.Booked != 449_00 {
				t.Errorf("booked %s", receipt.Booked)
			}
			asks(t, s, invoice.Number, 0, papers.PaidUp)

			// paid in full before its invoice, and after
			for _, before := range []bool{true, false} {
				order := giftOrder(t, s, set, 10, 1)
				if !before {
					invoice = issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
					asks(t, s, invoice.Number, 1070_00, papers.Unpaid)
				}
				all := money.Satang(1070_00)
				if err := s.PayOrder(t.Context(), order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Amount: &all, Evidence: selling.Seen}}, ""); err != nil {
					t.Fatal(err)
				}
				if before {
					invoice = issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
				}
				asks(t, s, invoice.Number, 0, papers.PaidUp)
			}
			checks, err := s.Check(t.Context())
			allOK(t, checks, err)
		})
	}
}

// The same for an order with two deliveries, each with its tax invoice.
func TestNotesAndBooksOfAnOrderAgree(t *testing.T) {
	for seed := range walks(12) {
		random := rand.New(rand.NewPCG(seed, 11))
		s := registered(t)
		order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
		who := order.Content.CustomerID
		var invoices []*IssuedPaper
		for to := 1; to <= 2; to++ {
			invoices = append(invoices, taxedPart(t, s, order, to))
		}
		bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
		if err != nil || len(bills) != 2 {
			t.Fatal(bills, err)
		}
		left := func(number string) money.Satang {
			p, err := s.OfficePaper(t.Context(), number)
			if err != nil {
				t.Fatal(err)
			}
			return p.Owed(p.Fate)
		}
		var done []string
		var notes []*IssuedPaper
		back, credited := [2]int{}, [2]int{}
		of := map[string]int{invoices[0].Number: 0, invoices[1].Number: 1}
		for range 14 {
			k := random.IntN(2)
			invoice := invoices[k]
			switch step := random.IntN(4); {
			case step == 0 && credited[k] < 5 && left(invoice.Number) >= 107_00:
				notes, done = append(notes, issue(t, s, credit(invoice, "CDNG05", 107_00))), append(done, "credit "+invoice.Number)
				credited[k]++
			case step == 1 && back[k] < credited[k]:
				giveBack(t, s, bills[k].ID, qty.One)
				back[k], done = back[k]+1, append(done, "back "+bills[k].Number)
			case step == 2 && left(invoice.Number) > 0:
				part := min(left(invoice.Number), money.Satang(1+random.IntN(300_00)))
				receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: part, Payments: transfer(part), Anew: true})
				if receipt.Booked != part {
					t.Fatalf("seed %d after %v: booked %s of %s", seed, done, receipt.Booked, part)
				}
				done = append(done, "receipt "+part.String())
			case step == 3 && len(notes) > 0:
				last := notes[len(notes)-1]
				about, _ := last.Ref(papers.Corrects)
				switch err := s.VoidPaper(t.Context(), last.ID, "ผิด", nil); {
				case err == nil:
					credited[of[about.Number]]--
					notes, done = notes[:len(notes)-1], append(done, "void "+last.Number)
				case !fault.Is(err, "receipt_bill_back") && !fault.Is(err, "paper_followed"):
					t.Fatal(seed, done, err)
				}
			}
			asked := left(invoices[0].Number) + left(invoices[1].Number)
			if books := owedBy(t, s, who); books < 0 || books != asked {
				t.Fatalf("seed %d after %v: the books say %s, the papers ask for %s", seed, done, books, asked)
			}
		}
		checks, err := s.Check(t.Context())
		allOK(t, checks, err)
	}
}

// What an invoice asks for changes with the other papers of its order: each stands as it would be worked out anew.
func TestAnInvoiceThatAsksAloneNoMore(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	part := money.Satang(300_00)
	if err := s.PayOrder(t.Context(), order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Cash, Amount: &part}}, ""); err != nil {
		t.Fatal(err)
	}
	first := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, 1).Number}})
	ok := func(when string) {
		t.Helper()
		checks, err := s.Check(t.Context())
		allOK(t, checks, err)
	}
	ok("one")
	second := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, 2).Number}})
	ok("two")
	if err := s.VoidPaper(t.Context(), second.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	ok("one again")
	asks(t, s, first.Number, 235_00, papers.PartPaid) // what came before went into the bill of its own delivery
}

// Of two invoices of which one is paid, the other asks for what the order still owes. One whose goods have not left yet has
// nothing taken off for what came back of others.
func TestTheLastInvoiceThatAsks(t *testing.T) {
	s := registered(t)
	set := addGoods(t, s, "SET", 107_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 10, 2)
	who := order.Content.CustomerID
	invoice := func(to int) *IssuedPaper {
		return issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, to).Number}})
	}
	first, second := invoice(1), invoice(2)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{first.Number}, Payments: transfer(1070_00)})
	part := money.Satang(300_00)
	if _, _, err := s.PayDebt(t.Context(), selling.DebtRequest{ID: id.New[id.Change](), CustomerID: who, Tenders: []selling.Tender{{Method: selling.Cash, Amount: &part}}}); err != nil {
		t.Fatal(err)
	}
	asks(t, s, second.Number, 770_00, papers.PartPaid)

	order = giftOrder(t, s, set, 10, 2)
	partly(t, s, order, 1)
	bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	giveBack(t, s, bills[0].ID, qty.Pieces(3))
	packAll(t, s, order, 2, 2)
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	waiting := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{note.Number}})
	asks(t, s, waiting.Number, 1070_00, papers.Unpaid)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// The page of an order says what credit notes leave to be given back, and that all of it was invoiced.
func TestAnOrderSaysWhatIsToGoBack(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 1)
	partly(t, s, order, 1)
	progress := func(when string, invoiced, back money.Satang) {
		t.Helper()
		far, err := s.OfficeProgress(t.Context(), order.Order.Number)
		if err != nil || far.Invoiced != invoiced || far.Asked() != 2675_00 || far.GiveBack != back {
			t.Errorf("%s: invoiced %s, ever %s, to give back %s, %v", when, far.Invoiced, far.Asked(), far.GiveBack, err)
		}
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{order.Order.Number}})
	price := money.Satang(100_00)
	cheaper := PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}, Lines: []PaperLine{{Name: "ส่วนลด", Qty: qty.One, Price: &price}}, Reason: "ลดราคา", ReasonCode: "CDNG01", Anew: true}
	issue(t, s, cheaper)
	progress("before it was paid", 2575_00, 0)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(2575_00)})
	progress("paid", 2575_00, 0)
	note := issue(t, s, cheaper)
	progress("after", 2475_00, 100_00)
	if codes := note.Warnings; len(codes) != 1 || codes[0].Code != "credit_note_money" {
		t.Errorf("it warns %v", codes)
	}
	made, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	giveBack(t, s, made[0].ID, qty.One)
	progress("goods came back with the money", 2475_00, 0)
}
