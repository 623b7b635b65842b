package shop

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// credit asks for a credit note about so much of a tax invoice.
func credit(invoice *IssuedPaper, code string, amount money.Satang) PaperAsk {
	return PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}, Reason: "คิดราคาสูงไป", ReasonCode: code, Anew: true,
		Lines: []PaperLine{{Name: "ส่วนที่ลด", Qty: qty.One, Price: &amount}}}
}

// debit asks for a debit note about a tax invoice.
func debit(invoice *IssuedPaper, amount money.Satang) PaperAsk {
	return PaperAsk{Kind: papers.DebitNote, Of: []string{invoice.Number}, Reason: "คิดราคาต่ำไป", ReasonCode: "DBNG02", Anew: true,
		Lines: []PaperLine{{Name: "ค่าห่อเพิ่ม", Qty: qty.One, Price: &amount}}}
}

// asks fails the test unless a paper asks for so much and the list shows it as that.
func asks(t *testing.T, s *Shop, number string, left money.Satang, state papers.State) {
	t.Helper()
	paper, err := s.OfficePaper(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	if got, is := paper.Owed(paper.Fate), paper.StateOf(paper.Fate, "2026-11-23"); got != left || is != state {
		t.Errorf("%s asks for %s and is %s, want %s and %s", number, got, is, left, state)
	}
}

// taxOnCredit sells so many sets at 107 baht to a customer who pays later, with a tax invoice.
func taxOnCredit(t *testing.T, s *Shop, sets int) (*Bill, *IssuedPaper, id.Party) {
	t.Helper()
	set, who := addGoods(t, s, "SET", 107_00, qty.Pieces(100)), buying(t, s)
	bill := onCredit(t, s, set, qty.Pieces(sets), who)
	return bill, issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{bill.Number}, Buyer: sankang}), who
}

// A credit note takes its sum off what the customer owes, once, whether the goods came back before it, after it or not
// at all; when it is void they owe it again.
func TestACreditNoteLowersTheDebt(t *testing.T) {
	for name, do := range map[string]func(t *testing.T, s *Shop, bill *Bill, invoice *IssuedPaper){
		"the price was too high": func(t *testing.T, s *Shop, bill *Bill, invoice *IssuedPaper) {
			issue(t, s, credit(invoice, "CDNG04", 214_00))
		},
		"in two notes": func(t *testing.T, s *Shop, bill *Bill, invoice *IssuedPaper) {
			issue(t, s, credit(invoice, "CDNG04", 14_00))
			issue(t, s, credit(invoice, "CDNG04", 200_00))
		},
		"goods came back before": func(t *testing.T, s *Shop, bill *Bill, invoice *IssuedPaper) {
			giveBack(t, s, bill.ID, qty.Pieces(2))
			issue(t, s, credit(invoice, "CDNG05", 214_00))
		},
		"goods came back after": func(t *testing.T, s *Shop, bill *Bill, invoice *IssuedPaper) {
			issue(t, s, credit(invoice, "CDNG05", 214_00))
			giveBack(t, s, bill.ID, qty.Pieces(2))
		},
		"a part came back, the rest is cheaper": func(t *testing.T, s *Shop, bill *Bill, invoice *IssuedPaper) {
			giveBack(t, s, bill.ID, qty.Pieces(1))
			issue(t, s, credit(invoice, "CDNG05", 107_00))
			issue(t, s, credit(invoice, "CDNG04", 107_00))
		},
		"a note that was void": func(t *testing.T, s *Shop, bill *Bill, invoice *IssuedPaper) {
			wrong := issue(t, s, credit(invoice, "CDNG04", 300_00))
			if err := s.VoidPaper(t.Context(), wrong.ID, "พิมพ์ผิด", nil); err != nil {
				t.Fatal(err)
			}
			issue(t, s, credit(invoice, "CDNG04", 214_00))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := registered(t)
			bill, invoice, who := taxOnCredit(t, s, 10)
			do(t, s, bill, invoice)
			owes(t, s, who, 8*107_00, nil)
			asks(t, s, invoice.Number, 8*107_00, papers.Unpaid)
			receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(8 * 107_00)})
			if receipt.Booked != 8*107_00 || len(receipt.Warnings) != 1 || receipt.Warnings[0].Code != "withheld_unsaid" || receipt.Warnings[0].Values["tax"] != money.Satang(8_00) {
				t.Errorf("booked %s, %v", receipt.Booked, receipt.Warnings)
			}
			owes(t, s, who, 0, nil)
			checks, err := s.Check(t.Context())
			allOK(t, checks, err)
		})
	}
}

// What was paid is not owed: a credit note says that it is still to be given back, and where.
func TestACreditNoteOfWhatWasPaid(t *testing.T) {
	s := registered(t)
	bill := sell(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), qty.Pieces(10), selling.Cash)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}, Buyer: sankang})
	note := issue(t, s, credit(invoice, "CDNG05", 214_00))
	if len(note.Warnings) != 1 || note.Warnings[0].Code != "credit_note_money" || note.Warnings[0].Values["amount"] != money.Satang(214_00) || note.Warnings[0].Values["bill"] != bill.Number {
		t.Errorf("%v", note.Warnings)
	}
	giveBack(t, s, bill.ID, qty.Pieces(3))
	if next := issue(t, s, credit(invoice, "CDNG05", 107_00)); len(next.Warnings) > 0 {
		t.Errorf("it went back already: %v", next.Warnings)
	}
	if ways := waysOf(t, s); ways[selling.Cash] != 7*107_00 || ways[selling.CreditNote] != 0 {
		t.Errorf("%v", ways)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A debit note about a tax invoice that is a receipt asks for its own sum, and is paid by a receipt of its own.
func TestADebitNoteIsCollected(t *testing.T) {
	s := registered(t)
	if _, _, err := s.Set(t.Context(), "bank.account_name", ""); err != nil {
		t.Fatal(err)
	}
	bill := sell(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), qty.Pieces(10), selling.Cash)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}, Buyer: sankang})
	note := issue(t, s, debit(invoice, 107_00))
	if text := demanded(t, note); !strings.Contains(text, "เลขที่บัญชี0123456789") || strings.Contains(text, "ชื่อบัญชี") {
		t.Errorf("where to pay it: %s", text)
	}
	asks(t, s, note.Number, 107_00, papers.Unpaid)
	asks(t, s, invoice.Number, 0, papers.PaidUp)
	owing, err := s.Receivables(t.Context(), "2026-11-23")
	if err != nil || len(owing) != 1 || owing[0].Total != 107_00 || owing[0].Papers[0].Number != note.Number {
		t.Errorf("owed %+v, %v", owing, err)
	}
	canMake(t, s, "a debit note", note.Number, "receipt billing")
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Payments: []papers.Payment{{Method: selling.Cash, Amount: 107_00}}})
	if receipt.Lines[0].Name != "ค่าห่อเพิ่ม" || receipt.Sums.VAT != 7_00 || receipt.Replayed {
		t.Errorf("%+v", receipt.Paper)
	}
	if len(receipt.Warnings) != 1 || receipt.Warnings[0].Code != "receipt_not_booked" || receipt.Warnings[0].Values["amount"] != money.Satang(107_00) {
		t.Errorf("nobody says that the till does not know of the money: %v", receipt.Warnings)
	}
	asks(t, s, note.Number, 0, papers.PaidUp)
	canMake(t, s, "a debit note that is paid", note.Number, "!receipt:paper_paid_already=1 !billing:paper_paid_already")
	if again := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}}); again.Number != receipt.Number {
		t.Errorf("a second receipt %s", again.Number)
	}
	if err := s.VoidPaper(t.Context(), note.ID, "ผิด", nil); !fault.Is(err, "paper_followed") {
		t.Errorf("void while its receipt stands: %v", err)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A debit note on a sale that is owed adds to the debt; one receipt pays both papers.
func TestADebitNoteAddsToTheDebt(t *testing.T) {
	s := registered(t)
	_, invoice, who := taxOnCredit(t, s, 10)
	note := issue(t, s, debit(invoice, 107_00))
	owes(t, s, who, 11*107_00, nil)
	asks(t, s, invoice.Number, 10*107_00, papers.Unpaid)
	asks(t, s, note.Number, 107_00, papers.Unpaid)
	bundle := issue(t, s, PaperAsk{Kind: papers.Billing, Of: []string{invoice.Number, note.Number}})
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{bundle.Number}, Payments: transfer(11 * 107_00)})
	if receipt.Booked != 11*107_00 || slices.ContainsFunc(receipt.Warnings, func(w *fault.Error) bool { return w.Code != "withheld_unsaid" }) {
		t.Errorf("booked %s, %v", receipt.Booked, receipt.Warnings)
	}
	owes(t, s, who, 0, nil)
	for _, number := range []string{invoice.Number, note.Number, bundle.Number} {
		asks(t, s, number, 0, papers.PaidUp)
	}
	for _, p := range []*IssuedPaper{receipt, bundle, note} {
		if err := s.VoidPaper(t.Context(), p.ID, "ออกผิด", nil); err != nil {
			t.Fatal(p.Number, err)
		}
	}
	owes(t, s, who, 10*107_00, nil)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// Credit notes that take more than their invoice take the rest off its debit notes, the oldest first.
func TestACreditNoteTakesADebitNoteBack(t *testing.T) {
	s := registered(t)
	_, invoice, who := taxOnCredit(t, s, 10)
	first, second := issue(t, s, debit(invoice, 107_00)), issue(t, s, debit(invoice, 53_50))
	back := issue(t, s, credit(invoice, "CDNG05", 1123_50))
	owes(t, s, who, 107_00, nil)
	asks(t, s, invoice.Number, 0, papers.PaidUp)
	asks(t, s, first.Number, 53_50, papers.Unpaid)
	asks(t, s, second.Number, 53_50, papers.Unpaid)
	rest := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{first.Number}, Payments: transfer(53_50)})
	if rest.Booked != 53_50 {
		t.Errorf("booked %s", rest.Booked)
	}
	asks(t, s, first.Number, 0, papers.PaidUp)
	if err := s.VoidPaper(t.Context(), back.ID, "ออกผิด", nil); err != nil {
		t.Fatal(err)
	}
	owes(t, s, who, 1070_00+160_50-53_50, nil)
	asks(t, s, first.Number, 53_50, papers.PartPaid)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

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
	first := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{partly(t, s, order, 1).Number}})
	second := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{partly(t, s, order, 2).Number}})
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
	taxed := func(to int) *IssuedPaper {
		return issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{partly(t, s, order, to).Number}})
	}
	first, second := taxed(1), taxed(2)
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

// community is a shop that is not registered for VAT.
func community(t *testing.T) *Shop {
	t.Helper()
	s := newTestShop(t, Params{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", TaxID: "0105536112014"})
	dress(t, s)
	return s
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

// Whatever notes, receipts and goods given back follow each other, the books and the papers agree on what is owed as
// long as credit notes tell of all that came back and of no more than is owed.
func TestNotesAndBooksAgree(t *testing.T) {
	for seed := range walks(12) {
		random := rand.New(rand.NewPCG(seed, 8))
		s := registered(t)
		bill, invoice, who := taxOnCredit(t, s, 10)
		var notes []*IssuedPaper
		var done []string
		back, credited := 0, 0 // pieces of 107 baht
		for range 12 {
			owed := owedBy(t, s, who)
			switch step := random.IntN(5); {
			case step == 0 && credited < 10 && owed >= 107_00:
				notes, credited, done = append(notes, issue(t, s, credit(invoice, "CDNG05", 107_00))), credited+1, append(done, "credit")
			case step == 1:
				notes, done = append(notes, issue(t, s, debit(invoice, 53_50))), append(done, "debit")
			case step == 2 && back < credited:
				giveBack(t, s, bill.ID, qty.Pieces(1))
				back, done = back+1, append(done, "back")
			case step == 3 && owed > 0:
				open := []string{invoice.Number}
				for _, note := range notes {
					if note.Kind == papers.DebitNote {
						open = append(open, note.Number)
					}
				}
				open = slices.DeleteFunc(open, func(number string) bool {
					p, err := s.OfficePaper(t.Context(), number)
					return err != nil || p.Owed(p.Fate) == 0
				})
				part := min(owed, money.Satang(1+random.IntN(200_00)))
				issue(t, s, PaperAsk{Kind: papers.Receipt, Of: open, Amount: part, Payments: transfer(part), Anew: true})
				done = append(done, "receipt "+part.String())
			case step == 4 && len(notes) > 0:
				last := notes[len(notes)-1]
				switch err := s.VoidPaper(t.Context(), last.ID, "ผิด", nil); {
				case err == nil:
					if last.Kind == papers.CreditNote {
						credited--
					}
					notes, done = notes[:len(notes)-1], append(done, "void "+string(last.Kind))
				case !fault.Is(err, "receipt_bill_back") && !fault.Is(err, "paper_followed"):
					t.Fatal(seed, done, err)
				}
			}
			asked := money.Satang(0)
			owing, err := s.Receivables(t.Context(), "2026-11-23")
			for _, one := range owing {
				asked += one.Total
			}
			invoiced, _ := s.OfficePaper(t.Context(), invoice.Number)
			if books := owedBy(t, s, who); err != nil || books < 0 || invoiced.Rest(invoiced.Fate) >= 0 && books != asked {
				t.Fatalf("seed %d after %v: the books say %s, the papers ask for %s, %v", seed, done, books, asked, err)
			}
		}
		checks, err := s.Check(t.Context())
		allOK(t, checks, err)
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
			invoices = append(invoices, issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{partly(t, s, order, to).Number}}))
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

// No more of goods is credited than was invoiced, though the sum would hold it.
func TestACreditNoteOfMoreGoodsThanInvoiced(t *testing.T) {
	s := registered(t)
	jar := addGoods(t, s, "JAR", 535_00, qty.Pieces(100))
	bill := sell(t, s, jar, qty.Pieces(4), selling.Cash)
	of := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}, Buyer: sankang})
	take := func(count int, price money.Satang) PaperAsk {
		ask := credit(of, "CDNG05", 0)
		ask.Lines = []PaperLine{{Code: "JAR", Qty: qty.Pieces(count)}}
		if price > 0 {
			ask.Lines[0].Price, ask.ReasonCode = &price, "CDNG04"
		}
		return ask
	}
	refused(t, s, "credit_above_goods", take(5, 100_00))
	issue(t, s, take(4, 10_00)) // each of them is cheaper
	issue(t, s, take(3, 0))
	refused(t, s, "credit_above_invoice", take(2, 0))
}

// walks is how many random walks a test takes: few where tests are to be quick.
func walks(all uint64) uint64 {
	if testing.Short() {
		return 3
	}
	return all
}

// owedBy is what a customer owes by the books.
func owedBy(t *testing.T, s *Shop, who id.Party) money.Satang {
	t.Helper()
	customer, err := s.Customer(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	return customer.Owed
}

// Pieces of a line with a discount that are credited one by one come to the whole line, and a note of nothing is none.
func TestPiecesAreCreditedToTheLast(t *testing.T) {
	s := registered(t)
	set, who := addGoods(t, s, "SOAP", 33_33, qty.Pieces(100)), buying(t, s)
	cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: who}
	cart.Add(set.ID, qty.Pieces(3))
	cart.Lines[0].Discount = selling.Discount{Kind: selling.AmountOff, Amount: 10_00}
	bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Credit}}})
	if err != nil {
		t.Fatal(err)
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{bill.Number}, Buyer: sankang})
	piece := credit(invoice, "CDNG02", 0)
	nothing := piece
	refused(t, s, "note_of_nothing", nothing)
	piece.Lines = []PaperLine{{Code: "SOAP", Qty: qty.One}}
	sum := money.Satang(0)
	for range 3 {
		sum += issue(t, s, piece).Sums.Due
	}
	if sum != invoice.Sums.Due || sum != 89_99 {
		t.Errorf("pieces come to %s of %s", sum, invoice.Sums.Due)
	}
	refused(t, s, "credit_above_invoice", piece)
	asks(t, s, invoice.Number, 0, papers.PaidUp)
	owes(t, s, who, 0, nil)
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
