package issuing

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// The buyer's own order is recorded with its number, day and picture, and stands on the papers after it.
func TestBuyersOrderIsRecorded(t *testing.T) {
	s := firm(t)
	number := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 1, 1).Order.Number
	d := sit(t, s, shop.PaperAsk{Kind: papers.PurchaseOrder, Of: []string{number}})
	if d.v.focused() != "order.number" {
		t.Errorf("the keyboard begins at %q", d.v.focused())
	}
	if d.told("order.number") != "" {
		t.Errorf("it scolds before anything was typed: %q", d.told("order.number"))
	}
	d.save()
	d.saysAt("order.number", "buyer_order_number")
	d.Kit.Clipboard.SetContent("พง 12/2570")
	d.v.focus("order.number")
	d.Press("Ctrl+V") // words go into the field
	d.settle()
	d.fill("order.date", "20/11/69")
	d.Kit.Clipboard.SetContent("file://" + filepath.Join("testdata", "issuing.png"))
	d.paste()
	d.settle()
	d.save()
	if said := d.Kit.Prompt.Said(); !strings.Contains(said, "บันทึก") || d.issued == nil || d.issued.Order.Picture == "" || d.issued.Order.Date != "2026-11-20" || d.Kit.Prompt.Open() {
		t.Fatal(d.made())
	}
	d = sit(t, s, shop.PaperAsk{Kind: papers.Delivery, Of: []string{number}})
	d.save()
	if d.issued == nil || d.issued.Order.Number != "พง 12/2570" {
		t.Error(d.made())
	}
}

// A deposit asks how much, and how it came.
func TestDepositIsAsked(t *testing.T) {
	s := firm(t)
	order := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 10, 1)
	ask := shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Deposit: 1}
	d := sit(t, s, ask)
	d.save()
	d.saysAt("deposit", "amount_not_positive")
	if d.v.sheet.Image != nil || d.m.text["pay[0].amount"] != "" {
		t.Errorf("before anybody said how much it is a paper of %q", d.m.text["pay[0].amount"])
	}
	d.fill("deposit", "9999999")
	d.save()
	d.saysAt("deposit", "deposit_above_goods")
	d.fill("deposit", "1605")
	d.fill("buyer.address", sankang.Address)
	for d.m.tax != noTax {
		d.Press("F9")
		d.settle()
	}
	if d.m.text["pay[0].amount"] != "1605.00" {
		t.Errorf("the money is %q", d.m.text["pay[0].amount"])
	}
	d.save()
	if d.issued == nil || !d.issued.Deposit || d.issued.Booked != 1605_00 {
		t.Fatal(d.made())
	}
	if now, err := s.Order(t.Context(), order.Order.ID); err != nil || now.Money.Deposit() != 1605_00 {
		t.Errorf("the books hold %v, %v", now.Money, err)
	}
}

// A tax invoice with a wrong name gives way to another of the same day and sum, with the reason.
func TestTaxInvoiceInPlaceOfAnother(t *testing.T) {
	s := firm(t)
	wrong := taxed(t, s)
	d := sit(t, s, shop.PaperAsk{Kind: papers.TaxInvoice, Replaces: wrong.Number})
	if d.v.sheet.Image == nil || d.m.text["reason"] == "" {
		t.Errorf("it begins with %q", d.m.text)
	}
	d.fill("buyer.name", "เทศบาลตำบลสันกลาง")
	d.fill("reason", "")
	d.save()
	d.saysAt("reason", "reason_missing")
	d.fill("reason", "ชื่อผู้ซื้อผิด")
	d.save()
	if d.issued == nil || d.issued.Buyer.Name != "เทศบาลตำบลสันกลาง" || d.issued.Date != wrong.Date || d.issued.Sums.Due != wrong.Sums.Due {
		t.Fatal(d.made())
	}
	if old, err := s.OfficePaper(t.Context(), wrong.Number); err != nil || old.Void == nil {
		t.Errorf("the old one holds, %v", err)
	}
}

// What takes the place of a paid tax invoice is paid as that was, and asks nothing.
func TestTaxInvoiceInPlaceOfAPaidOne(t *testing.T) {
	s := firm(t)
	goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500)
	wrong, err := s.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Buyer: sankang, Lines: []shop.PaperLine{{Code: "GIFT", Qty: qty.Pieces(10)}},
		Payments: []papers.Payment{{Method: selling.Transfer, Amount: 5350_00}}})
	must(t, err)
	d := sit(t, s, shop.PaperAsk{Kind: papers.TaxInvoice, Replaces: wrong.Number})
	d.fill("buyer.name", "เทศบาลตำบลสันกลาง")
	d.save()
	if d.issued == nil || !d.issued.Is(papers.Receipt) || len(d.issued.Payments) != 1 || d.issued.Payments[0].Amount != 5350_00 {
		t.Fatal(d.made())
	}
}

// All that a paper warns of is said, one after the other.
func TestAllWarningsAreSaid(t *testing.T) {
	s := firm(t)
	d := sit(t, s, shop.PaperAsk{Kind: papers.TaxInvoice, Replaces: taxed(t, s).Number})
	d.v.warn([]*fault.Error{fault.New("credit_note_money", "", fault.Values{"amount": money.Satang(100_00), "bill": "A-1"}), fault.New("receipt_not_booked", "", fault.Values{"amount": money.Satang(200_00)})})
	if said := d.v.says.Content(); !strings.Contains(said, "100.00") || !strings.Contains(said, "200.00") {
		t.Errorf("it says %q", said)
	}
}

// The slip of a bill gives way to a full tax invoice that says how the bill was paid.
func TestTaxInvoiceInPlaceOfASlip(t *testing.T) {
	s := firm(t)
	_, _, err := s.Set(t.Context(), "vat.pos_id", "E012345678")
	must(t, err)
	set := goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500)
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(set.ID, qty.Pieces(2))
	bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}})
	must(t, err)
	d := sit(t, s, shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}})
	d.save()
	d.saysAt("buyer.name", "buyer_name_missing")
	for key, text := range map[string]string{"buyer.name": sankang.Name, "buyer.address": sankang.Address, "buyer.tax_id": sankang.TaxID, "buyer.branch": "0"} {
		d.fill(key, text)
	}
	d.save()
	if d.issued == nil || len(d.issued.Payments) != 1 || d.issued.Payments[0].Method != selling.Cash || d.issued.Booked != 0 {
		t.Fatal(d.made())
	}
	choices, err := s.PaperChoices(t.Context(), bill.Number)
	must(t, err)
	for _, c := range choices {
		if c.Instead && c.Why == nil {
			t.Error("the slip still holds")
		}
	}
}

// A debit note adds to its invoice.
func TestDebitNoteAddsToItsInvoice(t *testing.T) {
	s := firm(t)
	d := sit(t, s, shop.PaperAsk{Kind: papers.DebitNote, Of: []string{taxed(t, s).Number}})
	d.m.correct(0, qty.Pieces(10), 10_70)
	d.wrote()
	d.settle()
	d.save()
	if d.issued == nil || d.issued.Sums.Due != 107_00 || d.issued.Correction.Right != 5_100_00 {
		t.Fatal(d.made())
	}
}

// Who pays is another customer: nothing of the one before stays, and an address brings its postcode along.
func TestAnotherBuyerIsTakenWhole(t *testing.T) {
	s := firm(t)
	order := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 1, 1)
	school, err := s.SaveCustomer(t.Context(), shop.Party{Name: "โรงเรียนบ้านดง", Address: "หมู่ 4 ต.บ้านดง จ.เชียงใหม่ 50300"})
	must(t, err)
	d := sit(t, s, shop.PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
	d.Press("F4")
	d.Until(t, d.Kit.Pool.Idle)
	d.Deliver()
	d.Type("โรงเรียนบ้านดง")
	d.Press("Enter")
	d.settle()
	d.save()
	if d.issued == nil || d.issued.Buyer.Name != school.Name || d.issued.Buyer.TaxID != "" || d.issued.Buyer.Place.Postcode != "50300" || d.issued.Row.CustomerID != school.ID {
		t.Fatal(d.made())
	}
}

// A credit note begins with what came back of the sale; a person may still change it.
func TestCreditNoteBeginsWithWhatCameBack(t *testing.T) {
	s, ctx := firm(t), t.Context()
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500).ID, qty.Pieces(5))
	bill, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}})
	must(t, err)
	_, _, err = s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.ID, Reason: "ชำรุด", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.Pieces(2)}}})
	must(t, err)
	d := sit(t, s, shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	if text := d.v.says.Content(); !strings.Contains(text, bill.Number) || !strings.Contains(text, "1,070.00") {
		t.Errorf("it does not warn: %q", text)
	}
	d.save()
	if d.issued == nil {
		t.Fatal(d.made())
	}
	d = sit(t, s, shop.PaperAsk{Kind: papers.CreditNote, Of: []string{d.issued.Number}})
	d.save()
	if d.issued == nil || d.issued.Sums.Due != 2*535_00 {
		t.Fatal(d.made())
	}
}

// A credit note of a cancelled order begins with what notes about prices left, as the command's does.
func TestCreditNoteOfACancelledOrderIsOfWhatIsLeft(t *testing.T) {
	s, ctx := firm(t), t.Context()
	order := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 2, 1)
	invoice, err := s.IssuePaper(ctx, shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Buyer: sankang})
	must(t, err)
	must(t, s.CancelOrder(ctx, order.Order.ID, "เลิก", ""))
	cheaper, ask := money.Satang(70_00), shop.PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}}
	lower := ask
	lower.Reason, lower.ReasonCode, lower.Lines = "ลดราคา", "CDNG01", []shop.PaperLine{{Code: "GIFT", Qty: qty.One, Price: &cheaper}}
	_, err = s.IssuePaper(ctx, lower)
	must(t, err)
	d := sit(t, s, ask)
	if _, _, sum := d.m.lines[0].texts(i18n.Thai); sum != "2 × 535.00 − 70.00" {
		t.Errorf("the line is of %q", sum)
	}
	d.Press("F6") // to look at, and to leave as it is
	d.Press("Enter")
	d.settle()
	d.save()
	if d.issued == nil || d.issued.Sums.Due != 1000_00 || len(d.issued.Warnings) != 0 {
		t.Fatal(d.made())
	}
}

// Whether a paper is official follows the kind of its buyer, whatever else is said of the style, until a person chooses it.
func TestTheStyleFollowsTheBuyer(t *testing.T) {
	s := firm(t)
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500).ID, qty.Pieces(5))
	bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}})
	must(t, err)
	d := sit(t, s, shop.PaperAsk{Kind: papers.Invoice, Of: []string{bill.Number}})
	buyerIs := func(kind string) {
		d.m.kind = kind
		d.changed(0)
		d.settle()
	}
	if d.m.ask.Style == nil || d.m.ask.Style.Official {
		t.Fatalf("it begins as %+v", d.m.ask.Style)
	}
	d.fill("buyer.name", sankang.Name)
	d.m.set("copies", "2")
	buyerIs(papers.Government)
	if !d.m.ask.Style.Official {
		t.Error("a paper for an office is plain")
	}
	buyerIs(papers.Company)
	if d.m.ask.Style.Official {
		t.Error("a paper for a firm is official")
	}
	d.m.ask.Style.Official, d.m.ask.UsualForm = true, false
	d.changed(0)
	d.save()
	if d.issued == nil || !d.issued.Style.Official || d.issued.Style.Copies != 2 {
		t.Fatal(d.made())
	}
}

// The money follows what a deposit comes to, also while it is typed slowly, and so does the paper.
func TestMoneyFollowsADepositAsItIsTyped(t *testing.T) {
	s := firm(t)
	order := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 50, 1)
	d := sit(t, s, shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Deposit: 1})
	d.v.focus("deposit")
	for _, digit := range []string{"9", "0", "0", "0"} {
		d.Type(digit)
		d.Until(t, func() bool {
			if said := d.told("pay"); said != "" {
				t.Errorf("while the money follows %s it says %q", d.m.text["deposit"], said)
			}
			return !d.Working()
		})
		d.settle()
	}
	for range 4 {
		d.Press("F9")
		d.settle()
		if of := d.m.sketch.Paper; len(of.Payments) != 1 || of.Payments[0].Amount.String() != d.m.text["pay[0].amount"] {
			t.Errorf("%d: the paper says %+v, the field %s", d.m.tax, of.Payments, d.m.text["pay[0].amount"])
		}
	}
	if told := i18n.Message(i18n.Thai, d.m.sketch.Warnings[0]); d.m.tax != noTax || strings.Contains(told, "--") || d.told("certificate") != told {
		t.Errorf("%d of tax kept back, %q", d.m.tax, d.told("certificate"))
	}
	d.fill("buyer.address", sankang.Address)
	d.save()
	if d.issued == nil || len(d.issued.Warnings) == 0 || len(d.untold(d.issued.Warnings)) > 0 {
		t.Errorf("%s; said again: %v", d.made(), d.untold(d.issued.Warnings))
	}
}
