package papers_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// VAT falls due when a deposit is paid: a tax invoice for the deposit, then one for the rest.
func TestDepositAndTheRest(t *testing.T) {
	f := facts(t)
	goods := []papers.Line{of("ชุดของขวัญ", 60, 53_500)} // 32,100.00
	lines, err := papers.DepositLines(i18n.Thai, goods, 700, nil, money.Baht(10_700), "A-OR-2569-000007")
	if err != nil {
		t.Fatal(err)
	}
	request := ask(papers.TaxInvoice, lines...)
	request.IsDeposit, request.Refs = true, []papers.Ref{{Source: papers.FromOrder, Number: "A-OR-2569-000007"}}
	deposit := issue(t, f, request)
	if deposit.Sums.VAT != money.Baht(700) || deposit.Title(i18n.Thai) != "ใบกำกับภาษี (เงินมัดจำ)" || deposit.Lines[0].Name != "เงินมัดจำตามออเดอร์ A-OR-2569-000007" {
		t.Errorf("%s, %s, %+v", deposit.Title(i18n.Thai), deposit.Lines[0].Name, deposit.Sums)
	}
	use, left, err := papers.UseDeposits(goods, 700, []papers.Paid{deposit.Holds()})
	if err != nil || len(use) != 1 || len(left) != 0 {
		t.Fatalf("use %+v, left %+v", use, left)
	}
	request = ask(papers.TaxInvoice, goods...)
	request.Deposits = use
	final := issue(t, f, request)
	if final.Sums.Total != money.Baht(32_100) || final.Sums.Deposit != money.Baht(10_700) || final.Sums.Due != money.Baht(21_400) ||
		final.Sums.VAT != money.Baht(1400) {
		t.Errorf("the rest: %+v", final.Sums)
	}
	if ref, ok := final.Ref(papers.PaidBy); !ok || ref.Number != deposit.Number || ref.Taken != money.Baht(10_700) {
		t.Errorf("refs %+v", final.Refs)
	}
}

func TestDepositsAtFault(t *testing.T) {
	goods := []papers.Line{of("ชุดของขวัญ", 1, 10_700)}
	if _, err := papers.DepositLines(i18n.Thai, goods, 700, nil, 0, "7"); !fault.Is(err, "amount_not_positive") {
		t.Error(err)
	}
	if _, err := papers.DepositLines(i18n.Thai, goods, 700, nil, 10_701, "7"); !fault.Is(err, "deposit_above_goods") {
		t.Error(err)
	}
	request := ask(papers.TaxInvoice, goods...)
	request.Deposits = []papers.Paid{{Ref: papers.Ref{Number: "A-TX-2569-000001"}, Classes: []papers.ClassSum{{Class: "7", Rate: 700, Net: 10_701}}}}
	_, err := papers.Issue(facts(t), request)
	refused(t, err, "deposit_above_goods", "deposit")
	request.Deposits[0].Classes[0] = papers.ClassSum{Class: catalog.VATExempt, Net: 1}
	_, err = papers.Issue(facts(t), request)
	refused(t, err, "deposit_above_goods", "deposit")
	request.Deposits[0] = papers.Paid{}
	_, err = papers.Issue(facts(t), request)
	refused(t, err, "number_missing", "deposit[0].number")
}

// Over any deliveries of any goods a deposit is used once, class by class, and all papers together are the whole.
func TestDepositOverDeliveries(t *testing.T) {
	draw := rand.New(rand.NewPCG(10, 2569))
	f := facts(t)
	for range 500 {
		whole := issue(t, f, ask(papers.Invoice, randomLines(draw, 6)...))
		if whole.Sums.Due == 0 {
			continue
		}
		amount := 1 + money.Satang(draw.Int64N(int64(whole.Sums.Due)))
		lines, err := papers.DepositLines(i18n.Thai, whole.Lines, 700, nil, amount, "7")
		if err != nil {
			t.Fatal(err)
		}
		request := ask(papers.TaxInvoice, lines...)
		deposit := issue(t, f, request)
		if deposit.Sums.Due != amount {
			t.Fatalf("a deposit of %s became %s", amount, deposit.Sums.Due)
		}
		sum, holds := deposit.Sums.Due, []papers.Paid{deposit.Holds()}
		for _, line := range whole.Lines { // each line is a delivery
			use, left, err := papers.UseDeposits([]papers.Line{line}, 700, holds)
			if err != nil {
				t.Fatal(err)
			}
			request := ask(papers.TaxInvoice, line)
			request.Deposits = use
			sum += issue(t, f, request).Sums.Due
			holds = left
		}
		if sum != whole.Sums.Due || len(holds) != 0 {
			t.Fatalf("%s of %s, deposit left %+v", sum, whole.Sums.Due, holds)
		}
	}
}

// Without VAT there is one class without a name; deposits work all the same.
func TestDepositWithoutVAT(t *testing.T) {
	f, plain := facts(t), seller
	plain.VAT = false
	goods := []papers.Line{of("ชุดของขวัญ", 10, 10_000)}
	lines, err := papers.DepositLines(i18n.English, goods, 0, nil, 30_000, "A-OR-2569-000007")
	if err != nil || len(lines) != 1 || lines[0].VATClass != "" {
		t.Fatalf("%+v, %v", lines, err)
	}
	request := ask(papers.Receipt, lines...)
	request.Seller, request.IsDeposit, request.Payments = plain, true, []papers.Payment{{Method: "cash", Amount: 30_000}}
	deposit := issue(t, f, request)
	request = ask(papers.Invoice, goods...)
	request.Seller = plain
	if request.Deposits, _, err = papers.UseDeposits(goods, 0, []papers.Paid{deposit.Holds()}); err != nil {
		t.Fatal(err)
	}
	if rest := issue(t, f, request); rest.Sums.Due != 70_000 || rest.Sums.VAT != 0 {
		t.Errorf("%+v", rest.Sums)
	}
}

// A tax invoice with a wrong name that took a deposit off is replaced by one that takes the same off.
func TestReplacementKeepsTheDeposit(t *testing.T) {
	f := facts(t)
	request := ask(papers.TaxInvoice, of("ชุดของขวัญ", 2, 10_700))
	request.Deposits = []papers.Paid{{Ref: papers.Ref{Source: "tax-invoice", Number: "A-TX-2569-000001"}, Classes: []papers.ClassSum{{Class: "7", Rate: 700, Net: 5000}}}}
	wrong := issue(t, f, request)
	request = ask(papers.TaxInvoice)
	request.Replaces, request.Reason, request.ReasonCode = wrong, "ชื่อผิด", "TIVC01"
	right := issue(t, f, request)
	if right.Sums.Due != wrong.Sums.Due || right.Sums.Deposit != 5000 || right.Sums.VAT != wrong.Sums.VAT {
		t.Errorf("%+v in place of %+v", right.Sums, wrong.Sums)
	}
	if ref, ok := right.Ref(papers.PaidBy); !ok || ref.Number != "A-TX-2569-000001" {
		t.Errorf("refs %+v", right.Refs)
	}
}

// Each deposit is taken off with its own sum, on the paper that uses them and on one made from it; a paper that was
// issued before it told them apart has all of it by the first.
func TestEachDepositIsTakenOff(t *testing.T) {
	f := facts(t)
	held := func(number string, net, exempt money.Satang) papers.Paid {
		classes := []papers.ClassSum{{Class: "7", Rate: 700, Net: net}}
		if exempt > 0 {
			classes = append(classes, papers.ClassSum{Class: catalog.VATExempt, Net: exempt})
		}
		return papers.Paid{Ref: papers.Ref{Source: string(papers.TaxInvoice), Number: number}, Classes: classes}
	}
	rice := of("ข้าว", 10, 6_500)
	rice.VATClass = catalog.VATExempt
	goods := []papers.Line{of("ชุดของขวัญ", 10, 10_700), rice} // 1,070 and 650
	use, left, err := papers.UseDeposits(goods, 700, []papers.Paid{held("A-TX-1", 500_00, 100_00), held("A-TX-2", 600_00, 200_00)})
	if err != nil || len(left) != 1 || left[0].Classes[0].Net != 30_00 {
		t.Fatal(left, err)
	}
	taken := func(p *papers.Paper) (list []string) {
		for _, ref := range p.Refs {
			if ref.Role == papers.PaidBy {
				list = append(list, ref.Number+" "+ref.Taken.String())
			}
		}
		return list
	}
	want := []string{"A-TX-1 600.00", "A-TX-2 770.00"}
	request := ask(papers.Invoice, goods...)
	request.Deposits = use
	invoice := issue(t, f, request)
	if !slices.Equal(taken(invoice), want) || invoice.Sums.Deposit != 1370_00 {
		t.Errorf("%q of %s", taken(invoice), invoice.Sums.Deposit)
	}
	request = ask(papers.TaxInvoice, goods...)
	request.Deposits = invoice.Used()
	if tax := issue(t, f, request); !slices.Equal(taken(tax), want) || !slices.Equal(tax.Sums.Classes, invoice.Sums.Classes) {
		t.Errorf("made from it: %q, %+v", taken(tax), tax.Sums)
	}
	old := untold(invoice)
	for n := range old.Refs {
		old.Refs[n].Taken = 0
	}
	request.Deposits = old.Used()
	if tax := issue(t, f, request); tax.Sums.Deposit != 1370_00 || !slices.Equal(taken(tax), []string{"A-TX-1 1370.00", "A-TX-2 0.00"}) || !slices.Equal(tax.Sums.Classes, invoice.Sums.Classes) {
		t.Errorf("of an old one: %q, %+v", taken(tax), tax.Sums)
	}
}

// untold is a paper as it was issued before papers kept the classes that each deposit gave.
func untold(p *papers.Paper) *papers.Paper {
	old := *p
	old.Refs = slices.Clone(p.Refs)
	for n := range old.Refs {
		old.Refs[n].Classes = nil
	}
	return &old
}

// What each of several deposits gave, class by class, is known from the paper that took them off, and of an old paper
// guessed within what their own papers bore.
func TestWhatEachDepositGaveIsKnown(t *testing.T) {
	draw := rand.New(rand.NewPCG(88, 2569))
	f := facts(t)
	for range 500 {
		whole := issue(t, f, ask(papers.Invoice, randomLines(draw, 6)...))
		var deposits []*papers.Paper
		var holds []papers.Paid
		for left := whole.Sums.Due; left > 0 && len(deposits) < 3; {
			amount := 1 + money.Satang(draw.Int64N(int64(left)))
			lines, err := papers.DepositLines(i18n.Thai, whole.Lines, 700, holds, amount, "7")
			if err != nil {
				t.Fatal(err)
			}
			deposit := issue(t, f, ask(papers.TaxInvoice, lines...))
			deposits, holds, left = append(deposits, deposit), append(holds, deposit.Holds()), left-amount
		}
		for _, line := range whole.Lines { // each line is a delivery
			use, left, err := papers.UseDeposits([]papers.Line{line}, 700, holds)
			if err != nil {
				t.Fatal(err)
			}
			request := ask(papers.TaxInvoice, line)
			request.Deposits = use
			invoice := issue(t, f, request)
			if got := invoice.Used(); !sameGiven(got, use) {
				t.Fatalf("%+v gave %+v", use, got)
			}
			old := untold(invoice).Used(deposits...)
			if got, want := papers.NetsOf(old), papers.NetsOf(use); papers.NetOf(got) != papers.NetOf(want) {
				t.Fatalf("of the old paper %+v, want %+v", got, want)
			}
			for n, one := range old {
				if papers.NetOf(one.Classes) != papers.NetOf(use[n].Classes) {
					t.Fatalf("%s gave %+v, want %+v", one.Ref.Number, one.Classes, use[n].Classes)
				}
				for _, deposit := range deposits {
					_, short := takeNets(deposit.Sums.Classes, one.Classes)
					if deposit.Number == one.Ref.Number && short {
						t.Fatalf("%s bore %+v and gave %+v", deposit.Number, deposit.Sums.Classes, one.Classes)
					}
				}
			}
			holds = left
		}
	}
}

// sameGiven reports whether deposits gave the same of each class.
func sameGiven(a, b []papers.Paid) bool {
	return slices.EqualFunc(a, b, func(x, y papers.Paid) bool {
		_, less := takeNets(x.Classes, y.Classes)
		_, more := takeNets(y.Classes, x.Classes)
		return x.Ref.Number == y.Ref.Number && !less && !more
	})
}

// takeNets reports whether classes hold less of one than is wanted.
func takeNets(have, want []papers.ClassSum) (left map[string]money.Satang, short bool) {
	left = map[string]money.Satang{}
	for _, class := range have {
		left[class.Class] += class.Net
	}
	for _, class := range want {
		left[class.Class] -= class.Net
		short = short || left[class.Class] < 0
	}
	return left, short
}

// The paper of the report: the first delivery uses all that two deposits hold of one class and a part of the other. Old
// papers of it are read within what each deposit bore.
func TestAnOldPaperIsReadByItsDeposits(t *testing.T) {
	f, rice := facts(t), of("ข้าว", 10, 65_00)
	rice.VATClass = catalog.VATExempt
	goods, holds := []papers.Line{of("น้ำผึ้ง", 10, 135_00), rice}, []papers.Paid(nil)
	var deposits []*papers.Paper
	for _, sum := range []money.Satang{300_00, 100_00} {
		lines, err := papers.DepositLines(i18n.Thai, goods, 700, holds, sum, "7")
		if err != nil {
			t.Fatal(err)
		}
		deposits = append(deposits, issue(t, f, ask(papers.TaxInvoice, lines...)))
		holds = append(holds, deposits[len(deposits)-1].Holds())
	}
	rice.Qty = qty.Pieces(1)
	part := []papers.Line{of("น้ำผึ้ง", 3, 135_00), rice} // 405 and 65
	use, _, err := papers.UseDeposits(part, 700, holds)
	if err != nil {
		t.Fatal(err)
	}
	request := ask(papers.TaxInvoice, part...)
	request.Deposits = use
	if old := untold(issue(t, f, request)).Used(deposits...); !sameGiven(old, use) {
		t.Errorf("read %+v, want %+v", old, use)
	}
}
