package shop

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
)

// told writes choices in a line: "delivery tax-invoice/invoice receipt(deposit) !invoice:paper_made_already=1".
func told(choices []PaperChoice) string {
	var all []string
	for _, c := range choices {
		text := string(c.Ask.Kind)
		for _, with := range c.Ask.With {
			text += "/" + string(with)
		}
		switch {
		case c.Deposit:
			text += "(deposit)"
		case c.Instead:
			text += "(instead)"
		}
		if c.Why != nil {
			text = "!" + text + ":" + fault.Code(c.Why)
		}
		if len(c.Stands) > 0 {
			text += "=" + i18n.Value(i18n.English, len(c.Stands))
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func canMake(t *testing.T, s *Shop, when, number, want string) {
	t.Helper()
	choices, err := s.PaperChoices(t.Context(), number)
	if got := told(choices); err != nil || got != want {
		t.Errorf("%s: %v\n got %s\nwant %s", when, err, got, want)
	}
	for _, c := range choices { // what is offered, can be asked for
		if c.Why != nil || c.Ask.Kind == papers.PurchaseOrder {
			continue
		}
		ask := c.Ask
		ask.Anew, ask.Buyer, ask.Valid = true, sankang, "2027-01-31"
		if c.Deposit {
			ask.Deposit = 100_00
		}
		if ask.Kind == papers.Delivery {
			ask.Receiver = "กองคลัง" // of several recipients a person says who
		}
		sketch, err := s.SketchPaper(t.Context(), ask)
		if fault.Is(err, "credit_lines_missing") {
			continue // a person says which
		}
		if err != nil || sketch.Paper == nil {
			t.Errorf("%s: %s is offered, but %v, %v", when, ask.Kind, err, sketch)
		}
	}
}

// Each step in the life of an order offers what comes next first, and says why the rest cannot be made.
func TestPaperChoicesOfAnOrder(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 2)
	number := order.Order.Number
	canMake(t, s, "new", number, "delivery tax-invoice/invoice invoice tax-invoice/receipt tax-invoice/receipt(deposit) purchase-order quotation")

	packAll(t, s, order, 1, 1)
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}, Buyer: sankang})
	canMake(t, s, "half noted", number, "delivery=1 tax-invoice/invoice invoice tax-invoice/receipt tax-invoice/receipt(deposit) purchase-order quotation")
	packAll(t, s, order, 2, 2)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}})
	canMake(t, s, "noted", number, "tax-invoice/invoice invoice tax-invoice/receipt tax-invoice/receipt(deposit) purchase-order quotation !delivery:delivery_nothing_left=2")
	canMake(t, s, "the note", note.Number, "tax-invoice/invoice invoice")

	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{number}})
	canMake(t, s, "invoiced", number, "tax-invoice/invoice tax-invoice/receipt purchase-order quotation !delivery:delivery_nothing_left=2 !invoice:deliveries_asked=1 !tax-invoice/receipt(deposit):deposit_after_invoice")
	canMake(t, s, "the invoiced note", note.Number, "!tax-invoice/invoice:paper_made_already !invoice:paper_made_already=1")
	canMake(t, s, "the invoice", invoice.Number, "tax-invoice/receipt tax-invoice billing")
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: []papers.Payment{{Method: selling.Transfer, Amount: 10 * 535_00}}})
	canMake(t, s, "paid", invoice.Number, "tax-invoice !receipt:paper_paid_already=1 !billing:paper_paid_already")
	canMake(t, s, "a receipt", receipt.Number, "")
	if err := s.VoidPaper(t.Context(), receipt.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	canMake(t, s, "the receipt is void", invoice.Number, "receipt tax-invoice billing")
	if _, err := s.PaperChoices(t.Context(), receipt.Number); !fault.Is(err, "paper_void_already") {
		t.Errorf("of a void paper: %v", err)
	}
}

// A tax invoice is corrected by notes, and replaced once.
func TestPaperChoicesOfATaxInvoice(t *testing.T) {
	s := firm(t)
	addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	lines := []PaperLine{{Code: "TEA", Qty: qty.Pieces(4)}}
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: lines})
	canMake(t, s, "open", invoice.Number, "receipt billing credit-note debit-note tax-invoice(instead)")
	ask := PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}, Reason: "ชำรุด", ReasonCode: "CDNG02", Lines: lines}
	issue(t, s, ask)
	canMake(t, s, "credited", invoice.Number, "debit-note tax-invoice(instead) !receipt:paper_paid_already !billing:paper_paid_already !credit-note:credit_nothing_left=1")
	paid := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Buyer: sankang, Lines: lines,
		Payments: []papers.Payment{{Method: selling.Cash, Amount: 428_00}}})
	canMake(t, s, "a receipt besides", paid.Number, "credit-note debit-note tax-invoice/receipt(instead)")
	choices, err := s.PaperChoices(t.Context(), paid.Number)
	if err != nil {
		t.Fatal(err)
	}
	instead := choices[2].Ask
	instead.Reason, instead.ReasonCode, instead.Buyer = "ชื่อผิด", "TIVC01", sankang
	if right := issue(t, s, instead); right.Sums.Due != paid.Sums.Due || len(right.Payments) != 1 {
		t.Errorf("%+v", right.Paper)
	}
}

// A bill in a shop with VAT and a registered till, one without, and what is no sale any more.
func TestPaperChoicesOfABill(t *testing.T) {
	s, ctx := firm(t), t.Context()
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	bill := sell(t, s, tea, qty.Pieces(2), selling.Cash)
	canMake(t, s, "no number of the till", bill.Number, "receipt tax-invoice/receipt !abbreviated:pos_id_missing")
	if _, _, err := s.Set(ctx, "vat.pos_id", "E012345678"); err != nil {
		t.Fatal(err)
	}
	canMake(t, s, "a slip", bill.Number, "receipt abbreviated tax-invoice/receipt(instead)")
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}, Buyer: sankang})
	canMake(t, s, "replaced", bill.Number, "!receipt:paper_made_already !abbreviated:paper_made_already !tax-invoice/receipt(instead):paper_made_already=1")
	other := sell(t, s, tea, qty.Pieces(1), selling.Cash)
	short := issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{other.Number}})
	canMake(t, s, "the slip on A4", other.Number, "receipt tax-invoice/receipt(instead) !abbreviated:paper_made_already=1")
	if full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{other.Number}, Buyer: sankang, Anew: true}); full.Sums.Due != short.Sums.Due {
		t.Errorf("the full one is of %s", full.Sums.Due)
	}
	if was, err := s.OfficePaper(ctx, short.Number); err != nil || was.Void == nil {
		t.Errorf("the abbreviated one stands beside the full one: %+v, %v", was, err)
	}
	back, _, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}})
	if err != nil {
		t.Fatal(err)
	}
	choices, err := s.PaperChoices(ctx, back.Number)
	if err != nil || slices.ContainsFunc(choices, func(c PaperChoice) bool { return !fault.Is(c.Why, "paper_of_refund") }) {
		t.Errorf("of a refund: %s, %v", told(choices), err)
	}

	plain := newTestShop(t, Params{Name: "กลุ่มทอผ้า"})
	soap := addGoods(t, plain, "SOAP", 40_00, qty.Pieces(50))
	bill = sell(t, plain, soap, qty.Pieces(2), selling.Cash)
	canMake(t, plain, "without VAT", bill.Number, "receipt !abbreviated:tax_paper_unregistered !tax-invoice/receipt:tax_paper_unregistered")
	if _, err := plain.PaperChoices(ctx, "A-XX-1"); !fault.Is(err, "paper_source_unknown") {
		t.Errorf("of nothing: %v", err)
	}
}

// A shop without VAT takes a deposit by receipt; a cancelled order has no papers.
func TestPaperChoicesWithoutVAT(t *testing.T) {
	s := newTestShop(t, Params{Name: "กลุ่มทอผ้า"})
	set := addGoods(t, s, "SET", 500_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 1, 1)
	canMake(t, s, "new", order.Order.Number, "delivery invoice receipt receipt(deposit) purchase-order quotation !tax-invoice/invoice:tax_paper_unregistered")
	if err := s.CancelOrder(t.Context(), order.Order.ID, "เปลี่ยนใจ", ""); err != nil {
		t.Fatal(err)
	}
	choices, err := s.PaperChoices(t.Context(), order.Order.Number)
	if err != nil || slices.ContainsFunc(choices, func(c PaperChoice) bool { return c.Why == nil }) {
		t.Errorf("cancelled: %s, %v", told(choices), err)
	}
}

// Goods received from a person without papers give a voucher, once.
func TestPaperChoicesOfGoodsReceived(t *testing.T) {
	s, ctx := firm(t), t.Context()
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(5))
	aunt, err := s.SaveProducer(ctx, party.Party{Name: "ป้าปิ่น"})
	if err != nil {
		t.Fatal(err)
	}
	came, err := s.PostStock(ctx, stock.Request{Type: ledger.TypeReceived, Producer: aunt.ID, Items: []stock.Item{{ProductID: tea.ID, Qty: qty.Pieces(10), Cost: new(money.Satang(60_00))}}})
	if err != nil {
		t.Fatal(err)
	}
	canMake(t, s, "came", came.Number, "voucher")
	issue(t, s, PaperAsk{Kind: papers.Voucher, Of: []string{came.Number}})
	canMake(t, s, "paid", came.Number, "!voucher:paper_made_already=1")
}

// The papers of a bill that delivers goods of an order are its order's.
func TestPaperChoicesOfABillOfAnOrder(t *testing.T) {
	s, ctx := firm(t), t.Context()
	order := giftOrder(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(100)), 1, 1)
	bill := goes(t, s, order, packAll(t, s, order, 1, 1)...)
	for _, when := range []string{"nothing was issued", "its tax invoice was"} {
		of, err := s.PaperChoices(ctx, order.Order.Number)
		if err != nil {
			t.Fatal(err)
		}
		canMake(t, s, when, bill, told(of))
		from, err := s.PaperChoices(ctx, bill)
		if err != nil || len(from) == 0 || !slices.Equal(from[0].Ask.Of, []string{order.Order.Number}) {
			t.Errorf("%s: %+v, %v", when, from, err)
		}
		for _, kind := range []papers.Kind{papers.TaxInvoice, papers.Invoice, papers.Abbreviated, papers.Receipt} {
			refused(t, s, "paper_by_order", PaperAsk{Kind: kind, Of: []string{bill}, Buyer: sankang, Anew: true})
		}
		refused(t, s, "paper_by_order", PaperAsk{Kind: papers.TaxInvoice, Replaces: bill, Buyer: sankang})
		issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{order.Order.Number}, Buyer: sankang})
	}
}
