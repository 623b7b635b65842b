package papers_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

func TestIssuedPaper(t *testing.T) {
	f := facts(t)
	request := ask(papers.TaxInvoice, of("ชุดของขวัญ", 60, 53_500))
	request.With = []papers.Kind{papers.Receipt}
	request.Refs = []papers.Ref{{Source: papers.FromOrder, Number: "A-OR-2569-000007"}}
	request.Order = papers.BuyerOrder{Number: "กค 12/2569", Date: "2026-11-20"}
	request.Payments = []papers.Payment{{Method: "transfer", Amount: 60 * 53_500}}
	paper := issue(t, f, request)
	if paper.Number != "A-TX-2569-000001" || paper.No != 1 || paper.Date != today || !paper.Set || paper.Kind != papers.TaxInvoice {
		t.Errorf("%+v", paper)
	}
	if paper.Title(i18n.Thai) != "ใบกำกับภาษี/ใบเสร็จรับเงิน" || !paper.Is(papers.Receipt) || paper.Is(papers.Invoice) {
		t.Errorf("title %s", paper.Title(i18n.Thai))
	}
	if again := issue(t, f, request); again.Number != "A-TX-2569-000002" {
		t.Errorf("the next is %s", again.Number)
	}
}

func TestPapersAtFault(t *testing.T) {
	for name, c := range map[string]struct {
		kind        papers.Kind
		spoil       func(*papers.Request)
		code, field string
	}{
		"an unknown kind":       {"letter", func(r *papers.Request) {}, "paper_kind_unknown", "kind"},
		"from the wrong paper":  {papers.Billing, func(r *papers.Request) { r.Refs = []papers.Ref{{Source: papers.FromBill, Number: "A-2569-000001"}} }, "paper_from", "of[0]"},
		"two in one":            {papers.Quotation, func(r *papers.Request) { r.With = []papers.Kind{papers.Receipt} }, "paper_with", "with"},
		"the same twice":        {papers.TaxInvoice, func(r *papers.Request) { r.With = []papers.Kind{papers.Delivery, papers.Delivery} }, "paper_with", "with"},
		"a date ahead":          {papers.Invoice, func(r *papers.Request) { r.Date = today.Add(1) }, "date_ahead", "date"},
		"no date":               {papers.Invoice, func(r *papers.Request) { r.Date = "29/11/2569" }, "date_unreadable", "date"},
		"no validity":           {papers.Quotation, func(r *papers.Request) { r.Valid = "" }, "validity_missing", "valid"},
		"validity before":       {papers.Quotation, func(r *papers.Request) { r.Valid = today.Add(-1) }, "validity_past", "valid"},
		"due before":            {papers.Invoice, func(r *papers.Request) { r.DueDay = today.Add(-1) }, "due_before_paper", "due"},
		"days below":            {papers.Quotation, func(r *papers.Request) { r.Within = -1 }, "days_invalid", "within"},
		"many boxes":            {papers.Quotation, func(r *papers.Request) { r.Signatures = make([]papers.Signature, 5) }, "too_many", "signature"},
		"many copies":           {papers.Quotation, func(r *papers.Request) { r.Style.Copies = 10 }, "print_copies", "copies"},
		"an odd language":       {papers.Quotation, func(r *papers.Request) { r.Style.Lang = "de" }, "lang_unknown", "lang"},
		"a long account":        {papers.Invoice, func(r *papers.Request) { r.PayTo.Account = strings.Repeat("1", 51) }, "name_too_long", "pay_to.account"},
		"an order without no":   {papers.PurchaseOrder, func(r *papers.Request) {}, "buyer_order_number", "order.number"},
		"a receipt for nothing": {papers.Receipt, func(r *papers.Request) {}, "payments_missing", "pay"},
		"too little received": {papers.Receipt, func(r *papers.Request) { r.Payments = []papers.Payment{{Method: "cash", Amount: 10_699}} },
			"receipt_differs", "pay"},
		"too much received": {papers.Receipt, func(r *papers.Request) { r.Payments = []papers.Payment{{Method: "cash", Amount: 10_701}} },
			"receipt_differs", "pay"},
		"a payment of nothing": {papers.Receipt, func(r *papers.Request) { r.Payments = []papers.Payment{{Method: "cash"}} }, "amount_not_positive", "pay[0].amount"},
		"a payment some day":   {papers.Receipt, func(r *papers.Request) { r.Payments = []papers.Payment{{Method: "cash", Amount: 10_700, Date: "soon"}} }, "date_unreadable", "pay[0].date"},
		"a long reference": {papers.Receipt, func(r *papers.Request) {
			r.Payments = []papers.Payment{{Method: "cash", Amount: 10_700, Ref: strings.Repeat("1", 101)}}
		}, "name_too_long", "pay[0].ref"},
		"payments without end": {papers.Receipt, func(r *papers.Request) {
			r.Payments = []papers.Payment{{Method: "cash", Amount: money.Max}, {Method: "cash", Amount: money.Max}}
		}, "amount_too_large", "pay[1].amount"},
		"a house of a street":  {papers.Invoice, func(r *papers.Request) { r.Seller.Place.House = strings.Repeat("1", 17) }, "name_too_long", "seller.place.house"},
		"a base above the sum": {papers.Invoice, func(r *papers.Request) { r.Base = 10_701 }, "base_above_sum", "base"},
		"a long title": {papers.Quotation, func(r *papers.Request) {
			r.Lines, r.Alternatives = nil, []papers.Alternative{{Title: strings.Repeat("ก", 101)}, {}}
		}, "name_too_long", "alternative[0].title"},
		"a payment by no way":  {papers.Receipt, func(r *papers.Request) { r.Payments = []papers.Payment{{Amount: 10_700}} }, "method_unknown", "pay[0].method"},
		"paid for nothing":     {papers.Voucher, func(r *papers.Request) { r.Lines[0].Price = 0 }, "amount_not_positive", "line"},
		"one offer":            {papers.Quotation, func(r *papers.Request) { r.Lines, r.Alternatives = nil, make([]papers.Alternative, 1) }, "alternatives_many", "alternative"},
		"offers and lines":     {papers.Quotation, func(r *papers.Request) { r.Alternatives = make([]papers.Alternative, 2) }, "alternatives_and_lines", "line"},
		"an empty offer":       {papers.Quotation, func(r *papers.Request) { r.Lines, r.Alternatives = nil, make([]papers.Alternative, 2) }, "lines_missing", "alternative[0].line"},
		"a note about nothing": {papers.CreditNote, func(r *papers.Request) {}, "note_without_invoice", "of"},
	} {
		t.Run(name, func(t *testing.T) {
			request := ask(c.kind, of("ชุดของขวัญ", 1, 10_700))
			c.spoil(request)
			_, err := papers.Issue(facts(t), request)
			refused(t, err, c.code, c.field)
			if papers.Asked(err) {
				t.Error("it is a question")
			}
		})
	}
}

// A tax paper with a date in a month that was handed in is asked for, and the paper keeps that it was.
func TestClosedTaxMonthIsAsked(t *testing.T) {
	f := facts(t)
	f.Closed = "2026-10-31"
	request := ask(papers.TaxInvoice, of("ชุดของขวัญ", 1, 10_700))
	request.Date = "2026-10-31"
	_, err := papers.Issue(f, request)
	refused(t, err, "tax_month_closed", "date")
	if !papers.Asked(err) {
		t.Error("it is no question")
	}
	request.Yes, request.By = []string{"tax_month_closed"}, "สมศรี"
	paper := issue(t, f, request)
	if len(paper.History) != 1 || paper.History[0] != (papers.Said{Code: "tax_month_closed", Day: today, By: "สมศรี"}) {
		t.Errorf("history %+v", paper.History)
	}
	if paper.Number != "A-TX-2569-000001" {
		t.Errorf("the question took a number: %s", paper.Number)
	}
	for _, kind := range []papers.Kind{papers.Invoice, papers.Quotation} { // no VAT falls due by these
		free := ask(kind, of("ชุดของขวัญ", 1, 10_700))
		free.Date, free.Valid = "2026-10-31", ""
		if kind == papers.Quotation {
			free.Valid = today
		}
		issue(t, f, free)
	}
}

func TestQuotationPastItsValidityIsAsked(t *testing.T) {
	quotation := issue(t, facts(t), ask(papers.Quotation, of("ชุดของขวัญ", 60, 53_500)))
	if err := papers.Accept(quotation, quotation.Valid, nil); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	err := papers.Accept(quotation, quotation.Valid.Add(1), nil)
	refused(t, err, "quotation_expired", "quotation")
	if !papers.Asked(err) || papers.Accept(quotation, quotation.Valid.Add(1), []string{"quotation_expired"}) != nil {
		t.Error("it cannot be answered with yes")
	}
}

func TestRevisions(t *testing.T) {
	f := facts(t)
	first := issue(t, f, ask(papers.Quotation, of("ชุดของขวัญ", 60, 53_500)))
	request := ask(papers.Quotation, of("ชุดของขวัญ", 60, 50_000))
	request.Revises = first
	second := issue(t, f, request)
	if ref, ok := second.Ref(papers.Revises); second.Revision != 1 || !ok || ref.Number != first.Number || second.Number == first.Number {
		t.Errorf("revision %d of %+v", second.Revision, second.Refs)
	}
	request.Revises = second
	if third := issue(t, f, request); third.Revision != 2 {
		t.Errorf("revision %d", third.Revision)
	}
	request.Kind = papers.Invoice
	_, err := papers.Issue(f, request)
	refused(t, err, "paper_from", "revises")
}

func TestVoiding(t *testing.T) {
	paper := issue(t, facts(t), ask(papers.TaxInvoice, of("ชุดของขวัญ", 1, 10_700)))
	if _, err := papers.VoidPaper(paper, nil, "  ", today, "", nil); !fault.Is(err, "reason_missing") {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := papers.VoidPaper(paper, []papers.Ref{{Number: "A-CN-2569-000001"}}, "พิมพ์ผิด", today, "", nil); !fault.Is(err, "paper_followed") {
		t.Errorf("with a credit note: %v", err)
	}
	_, err := papers.VoidPaper(paper, nil, "พิมพ์ผิด", today.Add(20), "2026-11-30", nil)
	if !papers.Asked(err) {
		t.Errorf("in a closed month: %v", err)
	}
	void, err := papers.VoidPaper(paper, nil, " พิมพ์ผิด ", today.Add(20), "2026-11-30", []string{"tax_month_closed"})
	if err != nil || !reflect.DeepEqual(void, papers.Void{Number: paper.Number, Day: today.Add(20), Reason: "พิมพ์ผิด", Asked: "tax_month_closed"}) {
		t.Errorf("%+v, %v", void, err)
	}
}

// A full tax invoice in place of a slip bears the slip's date, names it and makes it void, and is for the same sum.
func TestFullInvoiceInPlaceOfASlip(t *testing.T) {
	f := facts(t)
	slip := papers.Slip{Number: "A-2569-000042", Day: "2026-11-27", Lines: []papers.Line{of("ผ้าทอ", 3, 3566)}, Rounding: 2}
	old, err := slip.Paper(seller)
	if err != nil {
		t.Fatal(err)
	}
	request := ask(papers.TaxInvoice)
	request.Replaces = old
	outcome, err := papers.Issue(f, request)
	if err != nil {
		t.Fatal(err)
	}
	paper := outcome.Paper
	if paper.Date != "2026-11-27" || paper.Day != today || paper.Sums.VAT != 700 || paper.Sums.Due != 10_700 {
		t.Errorf("date %s, made %s, %+v", paper.Date, paper.Day, paper.Sums)
	}
	want := papers.Ref{Source: string(papers.Abbreviated), Number: "A-2569-000042", Date: "2026-11-27", Role: papers.Replaces, ETax: "T05"}
	if ref, ok := paper.Ref(papers.Replaces); !ok || !reflect.DeepEqual(ref, want) || len(outcome.Cancels) != 1 || !reflect.DeepEqual(outcome.Cancels[0].Ref, want) {
		t.Errorf("refs %+v, cancels %+v", paper.Refs, outcome.Cancels)
	}
	for name, c := range map[string]struct {
		spoil       func(*papers.Request)
		code, field string
	}{
		"another sum": {func(r *papers.Request) { r.Lines = []papers.Line{of("ผ้าทอ", 3, 3567)} }, "replacement_differs", "line"},
		"another day": {func(r *papers.Request) { r.Date = today }, "replacement_date", "date"},
		"no known reason": {func(r *papers.Request) {
			full := *old
			full.Kind = papers.TaxInvoice
			r.Replaces, r.Reason, r.ReasonCode = &full, "ชื่อผิด", "CDNG01"
		}, "reason_code_unknown", "reason_code"},
		"another kind": {func(r *papers.Request) { r.Kind = papers.Invoice }, "paper_from", "replaces"},
		"of a receipt": {func(r *papers.Request) { r.Replaces = &papers.Paper{Kind: papers.Receipt} }, "paper_from", "replaces"},
		"of a full one, no reason": {func(r *papers.Request) {
			full := *old
			full.Kind = papers.TaxInvoice
			r.Replaces = &full
		}, "reason_missing", "reason"},
	} {
		t.Run(name, func(t *testing.T) {
			request := ask(papers.TaxInvoice)
			request.Replaces = old
			c.spoil(request)
			_, err := papers.Issue(f, request)
			refused(t, err, c.code, c.field)
		})
	}
}

// A shop without VAT prints no slip that is a tax invoice.
func TestSlipNeedsRegistration(t *testing.T) {
	slip, plain := papers.Slip{Number: "A-2569-000042", Day: today, Lines: []papers.Line{of("ผ้าทอ", 1, 100)}}, seller
	plain.VAT = false
	_, err := slip.Paper(plain)
	refused(t, err, "tax_paper_unregistered", "seller.vat")
}

func TestInvoiceOfDeliveries(t *testing.T) {
	f := facts(t)
	deliver := func(order string, lines ...papers.Line) *papers.Paper {
		request := ask(papers.Delivery, lines...)
		request.Refs = []papers.Ref{{Source: papers.FromOrder, Number: order}}
		return issue(t, f, request)
	}
	first, second := deliver("A-OR-2569-000007", of("ชุดของขวัญ", 40, 53_500)), deliver("A-OR-2569-000007", of("ชุดของขวัญ", 20, 53_500), of("ผ้าพันคอ", 5, 29_000))
	lines, refs, err := papers.FromDeliveries([]*papers.Paper{first, second})
	if err != nil {
		t.Fatal(err)
	}
	request := ask(papers.Invoice, lines...)
	request.Refs = refs
	invoice := issue(t, f, request)
	if len(invoice.Lines) != 2 || invoice.Sums.Due != first.Sums.Due+second.Sums.Due || len(invoice.Refs) != 2 {
		t.Errorf("%d lines, %s of %s and %s", len(invoice.Lines), invoice.Sums.Due, first.Sums.Due, second.Sums.Due)
	}
	for name, c := range map[string]struct {
		notes []*papers.Paper
		code  string
	}{
		"none":          {nil, "deliveries_none"},
		"another order": {[]*papers.Paper{first, deliver("A-OR-2569-000008", of("ชุดของขวัญ", 1, 53_500))}, "deliveries_differ"},
		"no delivery":   {[]*papers.Paper{first, invoice}, "paper_from"},
	} {
		if _, _, err := papers.FromDeliveries(c.notes); !fault.Is(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// However an order goes out in parts, the invoice over the delivery notes is their sum.
func TestInvoiceIsTheSumOfItsDeliveries(t *testing.T) {
	draw := rand.New(rand.NewPCG(17, 2569))
	f := facts(t)
	for range 300 {
		var notes []*papers.Paper
		sum, discount := money.Satang(0), money.Satang(0)
		goods := randomLines(draw, 5)
		for range 1 + draw.IntN(5) {
			var part []papers.Line
			for _, line := range goods {
				line.Qty = qty.Qty(1 + draw.Int64N(int64(line.Qty)))
				line.Discount = min(line.Discount, money.Times(line.Price, line.Qty))
				part = append(part, line)
			}
			request := ask(papers.Delivery, part...)
			request.Refs = []papers.Ref{{Source: papers.FromOrder, Number: "A-OR-2569-000007"}}
			paper := issue(t, f, request)
			notes = append(notes, paper)
			sum, discount = sum+paper.Sums.Due, discount+paper.Sums.Discount
		}
		lines, refs, err := papers.FromDeliveries(notes)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range []papers.Kind{papers.Invoice, papers.TaxInvoice} {
			request := ask(kind, lines...)
			request.Refs = refs
			if paper := issue(t, f, request); paper.Sums.Due != sum || paper.Sums.Discount != discount {
				t.Fatalf("%s of %d deliveries is %s, they are %s", kind, len(notes), paper.Sums.Due, sum)
			}
		}
	}
}

func TestBillingOverInvoicesAndItsReceipt(t *testing.T) {
	f := facts(t)
	var open []papers.Open
	due := money.Satang(0)
	for n := range 3 {
		invoice := issue(t, f, ask(papers.Invoice, of("ชุดของขวัญ", 10+n, 107_000)))
		open = append(open, papers.Open{Paper: invoice, Left: invoice.Sums.Due})
		due += invoice.Sums.Due
	}
	open[0].Left = 107_000 // most of it was paid
	due -= open[0].Paper.Sums.Due - open[0].Left
	lines, refs, err := papers.OverInvoices(i18n.Thai, papers.Billing, open)
	if err != nil {
		t.Fatal(err)
	}
	request := ask(papers.Billing, lines...)
	over := papers.WithheldOver(today, open)
	request.Refs, request.Over = refs, over
	billing := issue(t, f, request)
	if billing.Sums.Due != due || billing.Sums.VAT != 0 || billing.Lines[1].Of != open[1].Paper.Number || billing.Withheld.Base != over.Base || over.Base != due*100/107 {
		t.Errorf("due %s of %s, base %s, withheld %+v", billing.Sums.Due, due, over.Base, billing.Withheld)
	}
	lines, refs, err = papers.OverInvoices(i18n.Thai, papers.Receipt, open)
	if err != nil {
		t.Fatal(err)
	}
	request = ask(papers.Receipt, lines...)
	request.Refs, request.Over = refs, over
	kept := over.Base / 100
	request.Certificate = &papers.Certificate{Number: "12/2569", Date: today, Amount: kept}
	request.Payments = []papers.Payment{{Method: "transfer", Amount: due - kept, Date: today}}
	if receipt := issue(t, f, request); receipt.Withheld.After != due-kept || receipt.Withheld.Certificate.Number != "12/2569" || len(receipt.History) != 0 {
		t.Errorf("withheld %+v", receipt.Withheld)
	}
	for name, c := range map[string]struct {
		open  []papers.Open
		code  string
		field string
	}{
		"none":          {nil, "invoices_none", "of"},
		"paid":          {[]papers.Open{{Paper: open[0].Paper}}, "paper_paid_already", "of[0]"},
		"a quotation":   {[]papers.Open{{Paper: issue(t, f, ask(papers.Quotation, of("ชุด", 1, 100))), Left: 100}}, "paper_from", "of[0]"},
		"another buyer": {[]papers.Open{open[0], other(open[1])}, "invoices_differ", "of[1]"},
	} {
		_, _, err := papers.OverInvoices(i18n.Thai, papers.Billing, c.open)
		if got := fault.Of(err); got == nil || got.Code != c.code || got.Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func other(open papers.Open) papers.Open {
	paper := *open.Paper
	paper.Buyer.Name = "สำนักงานอื่น"
	return papers.Open{Paper: &paper, Left: open.Left}
}

func TestNumbersGoByTheDayOfIssue(t *testing.T) {
	f := facts(t)
	f.Day, f.Shape = "2027-01-05", shapeOf(t, "{type}{year}-{month}-{no:4}", papers.ResetMonth)
	request := ask(papers.TaxInvoice, of("ชุดของขวัญ", 1, 10_700))
	request.Date = clock.Day("2026-12-30")
	if paper := issue(t, f, request); paper.Number != "TX2570-01-0001" || paper.Date != "2026-12-30" {
		t.Errorf("%s of %s", paper.Number, paper.Date)
	}
}

func shapeOf(t *testing.T, text, reset string) papers.Shape {
	t.Helper()
	shape, err := papers.ParseShape(text, reset, 1)
	if err != nil {
		t.Fatal(err)
	}
	return shape
}

// The same request has one hash, another one another.
func TestRequestsAreToldApart(t *testing.T) {
	first, second := full(), full()
	if first.Hash() != second.Hash() {
		t.Error("the same request has two hashes")
	}
	second.Lines[0].Qty++
	if first.Hash() == second.Hash() {
		t.Error("two requests have one hash")
	}
}
