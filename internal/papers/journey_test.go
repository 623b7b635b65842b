package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// Sixty gift sets for a sub-district office, from the quotation to the report of the month: two deliveries, one
// invoice, paid less the tax withheld.
func TestSixtySetsForAnOffice(t *testing.T) {
	f := facts(t)
	on := func(day clock.Day) { f.Day = day }

	on("2026-11-02")
	request := ask(papers.Quotation)
	request.Valid, request.Within = "2026-12-02", 30
	for n, price := range []money.Satang{29_000, 53_500, 99_000} {
		line := of([]string{"ชุดเล็ก", "ชุดกลาง", "ชุดใหญ่"}[n], 50, price)
		line.Breaks = []papers.Break{{From: qty.Pieces(60), Price: price - 1000}}
		request.Alternatives = append(request.Alternatives, papers.Alternative{Title: line.Name, Lines: []papers.Line{line}})
	}
	quotation := issue(t, f, request)

	on("2026-11-10")
	if err := papers.Accept(quotation, f.Day, nil); err != nil {
		t.Fatal(err)
	}
	goods, err := quotation.Chosen(2, qty.Pieces(60))
	if err != nil || goods[0].Price != 52_500 {
		t.Fatalf("%+v, %v", goods, err)
	}
	order := papers.Ref{Source: papers.FromOrder, Number: "A-OR-2569-000007", Date: f.Day}
	request = ask(papers.PurchaseOrder, goods...)
	request.Refs, request.Order = []papers.Ref{quotation.Self("")}, papers.BuyerOrder{Number: "กค 12/2569", Date: f.Day}
	if recorded := issue(t, f, request); recorded.Number != "" || recorded.Sums.Due != 60*52_500 {
		t.Errorf("the buyer's order %+v", recorded)
	}
	plan, err := papers.PlanBack(f.Day, "2026-12-10", []papers.Wanted{{Qty: qty.Pieces(60), Parts: []papers.SetPart{{ProductID: silk, Qty: qty.One}}}}, planGoods(),
		papers.Pace{PackDays: 2, ShipDays: 2})
	if err != nil || plan.Late || plan.Jobs[0].Brings[0].Qty != qty.Pieces(45) {
		t.Errorf("plan %+v, %v", plan, err)
	}

	var notes []*papers.Paper
	for n, pieces := range []int{35, 25} {
		on(clock.Day("2026-11-20").Add(n * 3))
		line := goods[0]
		line.Qty = qty.Pieces(pieces)
		request = ask(papers.Delivery, line)
		request.Refs, request.Receiver = []papers.Ref{order}, "สำนักงาน อบต.สันกลาง"
		notes = append(notes, issue(t, f, request))
	}
	lines, refs, err := papers.FromDeliveries(notes)
	if err != nil {
		t.Fatal(err)
	}
	request = ask(papers.TaxInvoice, lines...)
	request.With, request.Refs, request.DueDay = []papers.Kind{papers.Invoice}, refs, "2026-12-23"
	invoice := issue(t, f, request)
	if len(invoice.Lines) != 1 || invoice.Sums.Due != 60*52_500 || invoice.Withheld.Tax != invoice.Sums.Base.Percent(100) {
		t.Errorf("invoice %+v", invoice)
	}
	owing := papers.ByAge([]papers.Receivable{{Name: office.Name, Number: invoice.Number, Date: invoice.Date, Due: invoice.DueDay, Left: invoice.Sums.Due}}, "2027-01-30")
	if owing[0].ByAge[1] != invoice.Sums.Due {
		t.Errorf("owed %+v", owing)
	}

	on("2026-12-20")
	over := []papers.Open{{Paper: invoice, Left: invoice.Sums.Due}}
	lines, refs, err = papers.OverInvoices(i18n.Thai, papers.Receipt, over)
	if err != nil {
		t.Fatal(err)
	}
	request = ask(papers.Receipt, lines...)
	request.Refs, request.Over = refs, papers.WithheldOver(f.Day, over)
	request.Certificate = &papers.Certificate{Number: "45/2570", Date: f.Day, Amount: invoice.Withheld.Tax}
	request.Payments = []papers.Payment{{Method: "transfer", Amount: invoice.Withheld.After, Date: f.Day}}
	receipt := issue(t, f, request)
	fate := papers.Fate{Received: papers.Received(invoice.Number, []*papers.Paper{receipt})}
	if invoice.StateOf(fate, f.Day) != papers.PaidUp || len(receipt.History) != 0 {
		t.Errorf("%s, %+v", invoice.StateOf(fate, f.Day), receipt.History)
	}

	kept := []papers.Kept{{Paper: quotation}, {Paper: notes[0]}, {Paper: notes[1]}, {Paper: invoice}, {Paper: receipt}}
	if november := papers.ReportTax("2026-11-30", kept); len(november.Rows) != 1 || november.VAT != invoice.Sums.VAT || november.Total != invoice.Sums.Due {
		t.Errorf("November %+v", november)
	}
	if december := papers.ReportTax("2026-12-31", kept); len(december.Rows) != 0 {
		t.Errorf("December %+v", december)
	}
}
