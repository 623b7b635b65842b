package shop

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// mixedOrder is an office's order on credit of goods with VAT at 135 baht and goods without at 65, so many of each.
func mixedOrder(t *testing.T, s *Shop, jars, rice int) *Order {
	t.Helper()
	jar := addGoods(t, s, "JAR", 135_00, qty.Pieces(500))
	request := ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Person: ordering.Person{Name: "นายก อบต."},
		Recipients: []ordering.Recipient{{Name: "โรงเรียน", Line: "1", Province: "เชียงใหม่", Postcode: "50130"}},
		Lines:      []ledger.OrderLine{{ProductID: jar.ID, Qty: qty.Pieces(jars), Price: jar.Price, To: 1}}}
	if rice > 0 {
		bag, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "RICE", Name: "ข้าวสาร", Unit: "ถุง", Price: 65_00, VAT: catalog.VATExempt}, Opening{Qty: qty.Pieces(500)})
		if err != nil {
			t.Fatal(err)
		}
		request.Lines = append(request.Lines, ledger.OrderLine{ProductID: bag.ID, Qty: qty.Pieces(rice), Price: bag.Price, To: 1})
	}
	return ordered(t, s, request)
}

// prepaid pays deposits of an order, each with its tax invoice, and delivers and invoices the rest.
func prepaid(t *testing.T, s *Shop, order *Order, sums ...money.Satang) (deposits []*IssuedPaper, final *IssuedPaper, bill id.Bill) {
	t.Helper()
	for _, sum := range sums {
		deposits = append(deposits, issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Deposit: sum, Buyer: sankang, Anew: true,
			Payments: transfer(sum)}))
	}
	packAll(t, s, order, 1, 1)
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	final = issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{order.Order.Number}})
	bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil || len(bills) != 1 {
		t.Fatal(bills, err)
	}
	return deposits, final, bills[0].ID
}

// back asks for a credit note of what came back of a tax invoice.
func back(number string, lines ...PaperLine) PaperAsk {
	return PaperAsk{Kind: papers.CreditNote, Of: []string{number}, Reason: "คืนสินค้า", ReasonCode: "CDNG05", Lines: lines}
}

// leaves fails the test unless a credit note says that so much is for a note about the tax invoice of a deposit, 0 = none.
func leaves(t *testing.T, note *IssuedPaper, deposit *IssuedPaper, amount money.Satang) {
	t.Helper()
	for _, warning := range note.Warnings {
		if warning.Code != "credit_of_deposit" || warning.Values["number"] != deposit.Number {
			continue
		}
		if amount == 0 || warning.Values["amount"] != amount {
			t.Errorf("%s leaves %v to %s, want %s", note.Number, warning.Values["amount"], deposit.Number, amount)
		}
		return
	}
	if amount > 0 {
		t.Errorf("%s says nothing of %s for %s: %v", note.Number, amount, deposit.Number, note.Warnings)
	}
}

// taxIsNothing fails the test unless notes took back all of tax invoices to the satang, VAT too, and the month's report with it.
func taxIsNothing(t *testing.T, s *Shop, invoices ...*IssuedPaper) {
	t.Helper()
	for _, invoice := range invoices {
		p, err := s.OfficePaper(t.Context(), invoice.Number)
		if err != nil {
			t.Fatal(err)
		}
		notes, err := s.notesAbout(t.Context(), p)
		if left := papers.Left(p.Paper, notes); err != nil || left.Due != 0 || left.VAT != 0 {
			t.Errorf("of %s %s with VAT of %s is left, %v", p.Number, left.Due, left.VAT, err)
		}
	}
	if report := reported(t, s, "all came back", 0, 0); report.Base != 0 || report.Zero != 0 || report.Exempt != 0 {
		t.Errorf("the month is %s, %s and %s", report.Base, report.Zero, report.Exempt)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// All goods of an invoice that took a deposit off come back: its credit note is for what it bore, the deposit's for the
// rest, whoever begins, and the books owe nothing.
func TestGoodsOfADepositComeBack(t *testing.T) {
	s := registered(t)
	order := mixedOrder(t, s, 10, 10)
	deposits, final, bill := prepaid(t, s, order, 500_00)
	deposit := deposits[0]
	if final.Sums.Due != 1500_00 {
		t.Fatal(final.Sums)
	}
	for n, count := range []int{10, 10} {
		giveBackLine(t, s, bill, n, qty.Pieces(count))
	}
	owes(t, s, order.Content.CustomerID, 0, nil)
	note := issue(t, s, back(final.Number))
	if note.Sums.Total != 2000_00 || note.Sums.Deposit != 500_00 || note.Sums.Due != 1500_00 || note.Lines[0].Qty != qty.Pieces(10) {
		t.Errorf("%+v of %+v", note.Sums, note.Lines)
	}
	leaves(t, note, deposit, 500_00)
	asks(t, s, final.Number, 0, papers.PaidUp)
	if text := demanded(t, note); !strings.Contains(text, deposit.Number) {
		t.Errorf("the note does not name the deposit's paper: %s", text)
	}
	etaxed(t, s, note, "81")
	rest := issue(t, s, back(deposit.Number))
	if rest.Replayed || rest.Sums.Due != 500_00 || len(rest.Warnings) != 1 || rest.Warnings[0].Code != "deposit_to_give_back" {
		t.Errorf("of the deposit %+v, %v", rest.Sums, rest.Warnings)
	}
	for _, done := range []string{final.Number, deposit.Number} {
		if again := issue(t, s, back(done)); !again.Replayed {
			t.Errorf("%s is a second note about %s", again.Number, done)
		}
	}
	canMake(t, s, "credited whole", deposit.Number, "debit-note tax-invoice/receipt(instead) !credit-note:credit_nothing_left=1")
	owes(t, s, order.Content.CustomerID, 0, map[id.Order]money.Satang{order.Order.ID: 0})
	taxIsNothing(t, s, deposit, final)
}

// What comes back a part at a time is credited on the invoice as long as it bears some of it, then on the deposit's tax
// invoice, which the refusal names.
func TestPartsOfADepositComeBack(t *testing.T) {
	s := registered(t)
	order := mixedOrder(t, s, 10, 0)
	deposits, final, bill := prepaid(t, s, order, 500_00)
	deposit := deposits[0]
	giveBack(t, s, bill, qty.Pieces(2))
	first := issue(t, s, back(final.Number))
	if first.Sums.Due != 270_00 || first.Sums.Deposit != 0 {
		t.Errorf("%+v", first.Sums)
	}
	asks(t, s, final.Number, 580_00, papers.Unpaid)
	owes(t, s, order.Content.CustomerID, 580_00, nil)
	giveBack(t, s, bill, qty.Pieces(5))
	second := issue(t, s, back(final.Number)) // 675 baht came back, 580 are left
	if second.Sums.Due != 580_00 || second.Sums.Deposit != 95_00 {
		t.Errorf("%+v", second.Sums)
	}
	leaves(t, second, deposit, 95_00)
	third := issue(t, s, back(deposit.Number))
	if third.Sums.Due != 95_00 {
		t.Errorf("of the deposit %+v", third.Sums)
	}
	giveBack(t, s, bill, qty.Pieces(3))
	_, err := s.IssuePaper(t.Context(), back(final.Number))
	if !fault.Is(err, "credit_on_deposit") || err.(*fault.Error).Values["deposit"] != deposit.Number || err.(*fault.Error).Values["amount"] != money.Satang(405_00) {
		t.Errorf("%v", err)
	}
	fourth := issue(t, s, back(deposit.Number))
	if fourth.Sums.Due != 405_00 || fourth.Lines[0].Qty != qty.Pieces(3) {
		t.Errorf("of the deposit %+v", fourth.Lines)
	}
	if again := issue(t, s, back(deposit.Number)); !again.Replayed {
		t.Errorf("%s is a note too many", again.Number)
	}
	owes(t, s, order.Content.CustomerID, 0, nil)
	taxIsNothing(t, s, deposit, final)
}

// Whoever says the lines gets the same, and more than was sold is refused with what each paper bears.
func TestACreditNoteBeyondItsInvoice(t *testing.T) {
	s := registered(t)
	order := mixedOrder(t, s, 10, 0)
	deposits, final, _ := prepaid(t, s, order, 300_00, 200_00)
	_, err := s.IssuePaper(t.Context(), back(final.Number, PaperLine{Code: "JAR", Qty: qty.Pieces(11)}))
	if !fault.Is(err, "credit_on_deposit") || err.(*fault.Error).Values["left"] != money.Satang(850_00) || err.(*fault.Error).Values["amount"] != money.Satang(500_00) ||
		err.(*fault.Error).Values["credit"] != money.Satang(1485_00) {
		t.Errorf("%v", err)
	}
	note := issue(t, s, back(final.Number, PaperLine{Code: "JAR", Qty: qty.Pieces(10)}))
	leaves(t, note, deposits[0], 300_00)
	leaves(t, note, deposits[1], 200_00)
	if len(note.Warnings) != 2 { // what it bears was owed and is not any more: none of it is given back
		t.Errorf("%v", note.Warnings)
	}
	owes(t, s, order.Content.CustomerID, 0, nil)
	for n, sum := range []money.Satang{300_00, 200_00} {
		rest := issue(t, s, back(deposits[n].Number))
		if rest.Sums.Due != sum || len(rest.Warnings) != 1 || rest.Warnings[0].Code != "credit_note_money" || rest.Warnings[0].Values["amount"] != sum {
			t.Errorf("of deposit %d: %s, %v", n, rest.Sums.Due, rest.Warnings)
		}
	}
	if err := s.VoidPaper(t.Context(), note.ID, "ออกผิด", nil); err != nil {
		t.Fatal(err)
	}
	owes(t, s, order.Content.CustomerID, 850_00, nil)
	again := issue(t, s, back(final.Number, PaperLine{Code: "JAR", Qty: qty.Pieces(10)}))
	leaves(t, again, deposits[0], 0) // its note stands
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// However goods come back and notes are written, the whole sale can be credited to the satang, by what the papers propose.
func TestADepositedSaleIsCreditedWhole(t *testing.T) {
	for seed := range walks(10) {
		random := rand.New(rand.NewPCG(seed, 82))
		s := registered(t)
		jars, rice := 1+random.IntN(9), random.IntN(9)
		order := mixedOrder(t, s, jars, rice)
		deposits, final, bill := prepaid(t, s, order, money.Satang(1+random.IntN(jars*135_00+rice*65_00)))
		left := []int{jars, rice}
		propose := func() {
			for _, invoice := range []*IssuedPaper{final, deposits[0]} {
				lines, err := s.ReturnedOf(t.Context(), invoice.Number)
				if err == nil && len(lines) > 0 {
					_, err = s.IssuePaper(t.Context(), back(invoice.Number))
				}
				if err != nil && !fault.Is(err, "credit_on_deposit") {
					t.Fatal(seed, err)
				}
			}
		}
		for left[0]+left[1] > 0 {
			n := random.IntN(2)
			if count := min(left[n], 1+random.IntN(4)); count > 0 {
				giveBackLine(t, s, bill, n, qty.Pieces(count))
				left[n] -= count
			}
			if random.IntN(2) == 0 {
				propose()
			}
		}
		propose()
		owes(t, s, order.Content.CustomerID, 0, nil)
		if taxIsNothing(t, s, deposits[0], final); t.Failed() {
			t.Fatal("seed", seed)
		}
	}
}
