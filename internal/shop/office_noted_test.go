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

// community is a shop that is not registered for VAT.
func community(t *testing.T) *Shop {
	t.Helper()
	s := newTestShop(t, Params{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", TaxID: "0105536112014"})
	dress(t, s)
	return s
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
		return 2
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
