package shop

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// Whatever is wrong with what is asked is said with its field, in both languages, and nothing is issued half: no number
// is taken, no money is booked, no other paper is void.
func TestBadInputOfPapers(t *testing.T) {
	s, ctx := registered(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order, invoice := delivered(t, s, set, 20)
	fresh := giftOrder(t, s, set, 1, 1)
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}})
	quotation := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Valid: "2026-11-23", Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}})
	with := func(change func(*papers.Buyer)) papers.Buyer {
		buyer := sankang
		change(&buyer)
		return buyer
	}
	two := []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}
	sold := sell(t, s, set, qty.One, selling.Cash)
	paid := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{sold.Number}, Buyer: sankang})
	before := countPapers(t, s)
	for name, c := range map[string]struct {
		ask         PaperAsk
		code, field string
	}{
		"a tax invoice without a tax id": {PaperAsk{Kind: papers.TaxInvoice, Lines: two, Buyer: with(func(b *papers.Buyer) { b.TaxID = "" })}, "buyer_tax_id_missing", "buyer.tax_id"},
		"a tax invoice without a branch": {PaperAsk{Kind: papers.TaxInvoice, Lines: two, Buyer: with(func(b *papers.Buyer) { b.Branch = "" })}, "buyer_branch_missing", "buyer.branch"},
		"a tax id that is none":          {PaperAsk{Kind: papers.TaxInvoice, Lines: two, Buyer: with(func(b *papers.Buyer) { b.TaxID = "12345" })}, "tax_id_digits", "buyer.tax_id"},
		"a credit note above its invoice": {PaperAsk{Kind: papers.CreditNote, Of: []string{tax.Number}, Reason: "ชำรุด", ReasonCode: "CDNG02",
			Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(3)}}}, "credit_above_invoice", "line"},
		"a credit note without a reason":    {PaperAsk{Kind: papers.CreditNote, Of: []string{tax.Number}, Lines: two, ReasonCode: "CDNG02"}, "reason_missing", "reason"},
		"a thousand lines":                  {PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: slices.Repeat(two, 1000)}, "too_many_lines", "line"},
		"a buyer of 300 letters":            {PaperAsk{Kind: papers.Invoice, Lines: two, Buyer: with(func(b *papers.Buyer) { b.Name = strings.Repeat("ก", 300) })}, "name_too_long", "buyer.name"},
		"goods of 300 letters":              {PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Name: strings.Repeat("ข", 300), Qty: qty.One, Price: &set.Price}}}, "name_too_long", "line[0].name"},
		"a name with a control character":   {PaperAsk{Kind: papers.Invoice, Lines: two, Buyer: with(func(b *papers.Buyer) { b.Name = "อบต.\x07" })}, "text_control", "buyer.name"},
		"a quotation past its validity":     {PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: two, Valid: "2026-11-22"}, "validity_past", "valid"},
		"a credit note without any reason":  {PaperAsk{Kind: papers.CreditNote, Of: []string{tax.Number}, Lines: two}, "reason_missing", "reason"},
		"a credit note of nothing said":     {PaperAsk{Kind: papers.CreditNote, Of: []string{tax.Number}, Reason: "ลืมใส่รายการ", ReasonCode: "CDNG99"}, "credit_lines_missing", "line"},
		"a quotation of what was sold":      {PaperAsk{Kind: papers.Quotation, Of: []string{sold.Number}, Buyer: sankang}, "paper_from", "of[0]"},
		"a delivery of what was sold":       {PaperAsk{Kind: papers.Delivery, Of: []string{sold.Number}, Buyer: sankang}, "paper_from", "of[0]"},
		"a billing note of what is paid":    {PaperAsk{Kind: papers.Billing, Of: []string{invoice.Number, paid.Number}}, "paper_paid_already", "of[1]"},
		"a day to come":                     {PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: two, Date: "2026-11-24"}, "date_ahead", "date"},
		"paid by before it was written":     {PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: two, DueDay: "2026-11-22"}, "due_before_paper", "due"},
		"a receipt of another sum":          {PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(1_00)}, "receipt_differs", "pay"},
		"a receipt of a debt":               {PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: []papers.Payment{{Method: selling.Credit, Amount: 20 * 535_00}}}, "method_credit", "pay[0].method"},
		"a certificate without a number":    {PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(20*535_00 - 100_00), Certificate: &papers.Certificate{Date: "2026-11-23", Amount: 100_00}}, "certificate_number_missing", "certificate.number"},
		"a certificate of another sum":      {PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(20*535_00 - 90_00), Certificate: &papers.Certificate{Number: "1", Date: "2026-11-23", Amount: 90_00}}, "certificate_differs", "certificate.amount"},
		"a replacement of another day":      {PaperAsk{Kind: papers.TaxInvoice, Replaces: tax.Number, Reason: "ผิด", ReasonCode: "TIVC01", Buyer: sankang, Date: "2026-11-22"}, "replacement_date", "date"},
		"a number that is nobody's":         {PaperAsk{Kind: papers.Receipt, Of: []string{"A-IV-2569-000099"}, Payments: transfer(1_00)}, "paper_source_unknown", "of[0]"},
		"a paper of what it is not made of": {PaperAsk{Kind: papers.Receipt, Of: []string{quotation.Number}, Payments: transfer(2 * 535_00)}, "paper_from", "of[0]"},
		"two kinds that are not one":        {PaperAsk{Kind: papers.Invoice, With: []papers.Kind{papers.Quotation}, Buyer: sankang, Lines: two}, "paper_with", "with"},
		"nothing at all":                    {PaperAsk{Kind: papers.Invoice, Buyer: sankang}, "lines_missing", "line"},
		"none of it":                        {PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "SET"}}}, "qty_not_positive", "line[0].qty"},
		"goods that nobody knows":           {PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "GOLD", Qty: qty.One}}}, "product_unknown", "line[0].code"},
		"a deposit above the order":         {PaperAsk{Kind: papers.Receipt, Of: []string{fresh.Order.Number}, Deposit: 99_999_00, Payments: transfer(99_999_00)}, "deposit_above_goods", "amount"},
		"a deposit after the invoice":       {PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Deposit: 1_00, Payments: transfer(1_00)}, "deposit_after_invoice", "of"},
		"goods that were asked for already": {PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Anew: true}, "deliveries_asked", "of"},
	} {
		_, err := s.IssuePaper(ctx, c.ask)
		said := fault.Of(err)
		switch {
		case said == nil || c.code != "" && said.Code != c.code || c.field != "" && said.Field != c.field:
			t.Errorf("%s: %v, want %s at %s", name, err, c.code, c.field)
		case i18n.Message(i18n.Thai, err) == i18n.Message(i18n.English, err) || strings.Contains(i18n.Message(i18n.Thai, err), said.Code):
			t.Errorf("%s is not said in both languages: %q", name, i18n.Message(i18n.Thai, err))
		}
	}
	if after := countPapers(t, s); after != before {
		t.Errorf("%d papers became %d", before, after)
	}
	owes(t, s, order.Content.CustomerID, 20*535_00, nil)
	if found, err := s.OfficePaper(ctx, tax.Number); err != nil || found.Void != nil {
		t.Errorf("a refusal made %s void: %v", tax.Number, err)
	}
	next := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Lines: two, Buyer: with(func(b *papers.Buyer) { b.TaxID = "0994000158252" })})
	if next.No != tax.No+1 || len(next.Warnings) != 1 || next.Warnings[0].Code != "tax_id_check" || next.Warnings[0].Field != "buyer.tax_id" {
		t.Errorf("after refusals comes number %d, warnings %v", next.No, next.Warnings)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

func countPapers(t *testing.T, s *Shop) int {
	t.Helper()
	_, total, err := s.OfficePapers(t.Context(), OfficePaperQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	return total
}

// What is asked goes on when a person says yes, and the paper's history keeps that they did.
func TestQuestionsAreKeptInTheHistory(t *testing.T) {
	s, ctx := registered(t), t.Context()
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	two := []PaperLine{{Code: "SET", Qty: qty.Pieces(20)}}
	if _, _, err := s.Set(ctx, "vat.closed", "2026-11-20"); err != nil {
		t.Fatal(err)
	}
	late := PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: two, Date: "2026-11-15", By: "แสงดา"}
	_, err := s.IssuePaper(ctx, late)
	if !fault.Is(err, "tax_month_closed") || !papers.Asked(err) || fault.Of(err).Field != "date" {
		t.Fatalf("a closed month: %v", err)
	}
	late.Yes = []string{"tax_month_closed"}
	issued := issue(t, s, late)
	if len(issued.History) != 1 || issued.History[0].Code != "tax_month_closed" || issued.History[0].By != "แสงดา" || issued.Date != "2026-11-15" {
		t.Errorf("%+v", issued.History)
	}
	if err := s.VoidPaper(ctx, issued.ID, "ผิด", nil); !fault.Is(err, "tax_month_closed") {
		t.Errorf("voiding in a closed month: %v", err)
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: two})
	certificate := &papers.Certificate{Number: "9/2569", Date: "2026-11-23", Amount: 90_00}
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(20*535_00 - 90_00), Certificate: certificate, Yes: []string{"certificate_differs"}})
	if len(receipt.History) != 1 || receipt.Withheld.Certificate.Amount != 90_00 || receipt.Withheld.Tax != 100_00 {
		t.Errorf("%+v, %+v", receipt.History, receipt.Withheld)
	}
}

// Whoever asks for a paper by number is refused as the window refuses: of a bill that was taken back, gives goods back or
// whose goods all came back, of an invoice about it, of a cancelled order.
func TestNoPapersOfWhatIsNoMore(t *testing.T) {
	s, ctx := registered(t), t.Context()
	goods := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	void, returned, part := sell(t, s, goods, qty.One, selling.Cash), sell(t, s, goods, qty.One, selling.Cash), sell(t, s, goods, qty.Pieces(2), selling.Cash)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{void.Number}, Buyer: sankang})
	if _, _, err := s.Void(ctx, void.ID, "ผิด"); err != nil {
		t.Fatal(err)
	}
	back := func(bill *Bill) *Bill {
		refund, _, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}})
		if err != nil {
			t.Fatal(err)
		}
		return refund
	}
	refund := back(returned)
	back(part)
	order := giftOrder(t, s, goods, 1, 1)
	if err := s.CancelOrder(ctx, order.Order.ID, "เลิก", ""); err != nil {
		t.Fatal(err)
	}
	refused(t, s, "paper_bill_void", PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
	for _, kind := range []papers.Kind{papers.Invoice, papers.Receipt, papers.Abbreviated, papers.TaxInvoice} {
		refused(t, s, "paper_bill_void", PaperAsk{Kind: kind, Of: []string{void.Number}, Buyer: sankang, Anew: true})
		refused(t, s, "paper_of_refund", PaperAsk{Kind: kind, Of: []string{refund.Number}, Buyer: sankang})
		refused(t, s, "paper_bill_returned", PaperAsk{Kind: kind, Of: []string{returned.Number}, Buyer: sankang})
		refused(t, s, "paper_order_cancelled", PaperAsk{Kind: kind, Of: []string{order.Order.Number}, Buyer: sankang})
	}
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{part.Number}, Buyer: sankang})
}

// Only papers are put together on one: of two bills, or two invoices for one tax invoice, none is left out in silence.
func TestBillsAreMadeIntoPapersOneByOne(t *testing.T) {
	s := registered(t)
	goods := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	first, second := sell(t, s, goods, qty.One, selling.Cash), sell(t, s, goods, qty.Pieces(2), selling.Cash)
	order, other := giftOrder(t, s, goods, 1, 1), giftOrder(t, s, goods, 1, 1)
	lines := []PaperLine{{Code: "SET", Qty: qty.One}}
	invoice, more := issue(t, s, PaperAsk{Kind: papers.Invoice, Lines: lines, Buyer: sankang}), issue(t, s, PaperAsk{Kind: papers.Invoice, Lines: lines, Buyer: sankang})
	for _, of := range [][]string{{first.Number, second.Number}, {first.Number, invoice.Number}, {invoice.Number, second.Number}, {order.Order.Number, other.Order.Number}, {order.Order.Number, first.Number}} {
		for _, kind := range []papers.Kind{papers.Invoice, papers.Receipt, papers.TaxInvoice} {
			refused(t, s, "paper_one_at_a_time", PaperAsk{Kind: kind, Of: of, Buyer: sankang})
		}
	}
	refused(t, s, "paper_one_at_a_time", PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number, more.Number}})
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number, more.Number}, Payments: transfer(1070_00)})
}

// A copy of what was issued to somebody else says so.
func TestACopyForAnotherBuyerSaysSo(t *testing.T) {
	s := registered(t)
	goods := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	ask := PaperAsk{Kind: papers.TaxInvoice, Of: []string{sell(t, s, goods, qty.One, selling.Cash).Number}, Buyer: sankang}
	first := issue(t, s, ask)
	if again := issue(t, s, ask); len(again.Warnings) != 0 || again.Number != first.Number {
		t.Errorf("%s: %v", again.Number, again.Warnings)
	}
	ask.Buyer.Name = "อบต.บ้านกาด"
	if again := issue(t, s, ask); again.Number != first.Number || len(again.Warnings) != 1 || again.Warnings[0].Code != "paper_other_buyer" || again.Warnings[0].Field != "buyer.name" {
		t.Errorf("%s: %v", again.Number, again.Warnings)
	}
}
