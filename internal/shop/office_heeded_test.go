package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// A paper that would not go by what was asked is refused with the field, also where one stands already: none is issued for
// other goods or another sum than a person thinks.
func TestAPaperGoesByWhatWasAsked(t *testing.T) {
	s := till(t)
	set, soap := addGoods(t, s, "SET", 107_00, qty.Pieces(100)), addGoods(t, s, "SOAP", 50_00, qty.Pieces(100))
	part := []PaperLine{{Code: "SET", Qty: qty.One}}
	bill := sell(t, s, set, qty.Pieces(3), selling.Cash).Number
	order := giftOrder(t, s, set, 10, 1).Order.Number
	invoiced := giftOrder(t, s, soap, 10, 1).Order.Number
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{invoiced}, Buyer: sankang}).Number
	billing := issue(t, s, PaperAsk{Kind: papers.Billing, Of: []string{invoice}}).Number
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: part}).Number
	for name, c := range map[string]struct {
		ask   PaperAsk
		field string
	}{
		"a part of a slip":           {PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill}, Buyer: sankang, Lines: part}, "line[0]"},
		"what is not on a slip":      {PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill}, Buyer: sankang, Lines: []PaperLine{{Code: "SOAP", Qty: qty.One}}}, "line[0]"},
		"words":                      {PaperAsk{Kind: papers.Abbreviated, Of: []string{bill}, Lines: []PaperLine{{Name: "ค่าห่อ", Qty: qty.One, Price: &soap.Price}}}, "item[0]"},
		"a part of an abbreviated":   {PaperAsk{Kind: papers.Abbreviated, Of: []string{bill}, Lines: part}, "line[0]"},
		"a part of an invoice":       {PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice}, Lines: part}, "line[0]"},
		"of an order with one":       {PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoiced}, Lines: part}, "line[0]"},
		"a part of a billing note":   {PaperAsk{Kind: papers.Billing, Of: []string{invoice}, Lines: part}, "line[0]"},
		"a receipt of an invoice":    {PaperAsk{Kind: papers.Receipt, Of: []string{invoice}, Lines: part, Payments: transfer(107_00)}, "line[0]"},
		"a receipt of its note":      {PaperAsk{Kind: papers.Receipt, Of: []string{billing}, Lines: part, Payments: transfer(107_00)}, "line[0]"},
		"other goods in its place":   {PaperAsk{Kind: papers.TaxInvoice, Replaces: tax, Reason: "ชื่อผิด", ReasonCode: "TIVC01", Buyer: sankang, Lines: part}, "line[0]"},
		"a part before the goods":    {PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order}, Deposit: 100_00, Buyer: sankang, Lines: part, Payments: transfer(100_00)}, "line[0]"},
		"lines beside offers":        {PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: part, Options: []PaperOption{{"ก", part}, {"ข", part}}}, "line[0]"},
		"lines of a parcel":          {PaperAsk{Kind: papers.Delivery, Of: []string{packedOrder(t, s, set.SKU)}, Parcels: []int{1}, Lines: part}, "line[0]"},
		"a parcel of what is typed":  {PaperAsk{Kind: papers.Delivery, Buyer: sankang, Lines: part, Parcels: []int{1}}, "parcel[0]"},
		"a deposit in place":         {PaperAsk{Kind: papers.TaxInvoice, Replaces: tax, Reason: "ชื่อผิด", ReasonCode: "TIVC01", Buyer: sankang, Deposit: 50_00}, "deposit"},
		"an amount of a whole order": {PaperAsk{Kind: papers.Receipt, Of: []string{order}, Buyer: sankang, Amount: 10_00, Payments: transfer(10_00)}, "amount"},
		"money of no receipt":        {PaperAsk{Kind: papers.TaxInvoice, Of: []string{order}, Buyer: sankang, Payments: transfer(10_00)}, "pay[0]"},
		"a reason of the first":      {PaperAsk{Kind: papers.TaxInvoice, Of: []string{order}, Buyer: sankang, Reason: "ชื่อผิด", ReasonCode: "TIVC01"}, "reason"},
	} {
		t.Run(name, func(t *testing.T) {
			before := countPapers(t, s)
			if _, err := s.IssuePaper(t.Context(), c.ask); !fault.Is(err, "paper_unheeded") || fault.Of(err).Field != c.field {
				t.Errorf("%v, want it at %s", err, c.field)
			}
			if after := countPapers(t, s); after != before {
				t.Errorf("%d papers became %d", before, after)
			}
		})
	}
	refused(t, s, "note_without_invoice", PaperAsk{Kind: papers.CreditNote, Of: []string{invoice}, Reason: "ผิด", ReasonCode: "CDNG04", Lines: part})
}

// A part that was chosen is the paper that stands for it, whatever was chosen since.
func TestTheSamePartIsTheSamePaper(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 10, 1).Order.Number
	part := func(kind papers.Kind, count int) *IssuedPaper {
		return issue(t, s, PaperAsk{Kind: kind, Of: []string{order}, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(count)}}})
	}
	for _, kind := range []papers.Kind{papers.Quotation, papers.Invoice} {
		three, four := part(kind, 3), part(kind, 4)
		if four.Number == three.Number || four.Lines[0].Qty != qty.Pieces(4) {
			t.Errorf("%s of four is %s of %s", kind, four.Number, four.Lines[0].Qty)
		}
		if again := part(kind, 3); again.Number != three.Number || !again.Replayed {
			t.Errorf("%s of three again is %s", kind, again.Number)
		}
	}
}

// packedOrder is an order of these goods that is packed in one parcel.
func packedOrder(t *testing.T, s *Shop, sku string) string {
	t.Helper()
	match, err := s.Find(t.Context(), sku)
	if err != nil {
		t.Fatal(err)
	}
	order := giftOrder(t, s, *match.Product, 2, 1)
	packAll(t, s, order, 1, 1)
	return order.Order.Number
}
