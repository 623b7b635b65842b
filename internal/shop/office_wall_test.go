package shop

import (
	"bytes"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// The page for the wall says what is to be given back, and takes credit notes off.
func TestThePageForTheWall(t *testing.T) {
	s := registered(t)
	order, _ := delivered(t, s, addGoods(t, s, "SET", 535_00, qty.Pieces(100)), 10)
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(5350_00)})
	issue(t, s, credit(invoice, "CDNG04", 10_70))
	far, err := s.OfficeProgress(t.Context(), order.Order.Number)
	if err != nil {
		t.Fatal(err)
	}
	wall, err := s.ProgressPapers(t.Context(), far, i18n.Thai)
	if err != nil {
		t.Fatal(err)
	}
	var pdf bytes.Buffer
	if err := s.WritePapers(&pdf, wall); err != nil {
		t.Fatal(err)
	}
	says(t, "the page", pdf.Bytes(), "รับเงินแล้ว (บาท) 5,350.00", "ต้องคืนตามใบลดหนี้ (บาท) 10.70", "23 พ.ย. 2569 -10.70")
}

// A billing note says when each of its invoices is due, and its copy does so too.
func TestABillingNoteSaysWhenInvoicesAreDue(t *testing.T) {
	s := registered(t)
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	var of []string
	for _, due := range []clock.Day{"2026-12-02", "2026-12-23"} {
		of = append(of, issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: sankang, DueDay: due, Lines: []PaperLine{{Code: "SET", Qty: qty.One}}}).Number)
	}
	note := issue(t, s, PaperAsk{Kind: papers.Billing, Of: of})
	says(t, "the note", note.PDF, "ครบกำหนด", "2 ธ.ค. 2569", "23 ธ.ค. 2569", "1,070.00")
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Payments: transfer(1070_00)})
	says(t, "its receipt", receipt.PDF, "-ครบกำหนด")
}

// A voucher calls a person's number what it is called on their card.
func TestAVoucherNamesTheNumberOfTheSeller(t *testing.T) {
	s, price := registered(t), money.Satang(45_00)
	for number, word := range map[string]string{"3100600445635": "เลขประจำตัวประชาชน 3100600445635", "0994000165501": "เลขประจำตัวผู้เสียภาษี 0994000165501"} {
		voucher := issue(t, s, PaperAsk{Kind: papers.Voucher, Buyer: papers.Buyer{Name: "นางปิ่นแก้ว ฟ้าผ่า", Address: "45 หมู่ 9", TaxID: number},
			Lines: []PaperLine{{Name: "กระติบข้าว", Qty: qty.Pieces(30), Price: &price}}})
		says(t, "the voucher", voucher.PDF, word)
	}
}

// Money of an order that is owed for its bills is taken where it is owed, and a receipt of cash on delivery books none.
func TestMoneyThatBillsWaitFor(t *testing.T) {
	s, ctx := registered(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	pay := func(order *Order) *fault.Error {
		t.Helper()
		return fault.Of(s.PayOrder(ctx, order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Evidence: selling.Seen}}, ""))
	}
	onAccount, _ := delivered(t, s, set, 10)
	if why := pay(onAccount); why == nil || why.Code != "order_owed" || why.Values["amount"] != money.Satang(5350_00) || len(i18n.Message(i18n.Thai, why)) < 60 {
		t.Errorf("on account: %v", why)
	}
	cod := ordered(t, s, ordering.Request{Channel: ordering.Line, PayBy: ordering.PayCOD, Person: ordering.Person{Name: "นางสาวเอ"},
		Lines:      []ledger.OrderLine{{ProductID: set.ID, Qty: qty.One, Price: set.Price}},
		Recipients: []ordering.Recipient{{Name: "นางสาวเอ", Line: "1", Province: "เชียงใหม่", Postcode: "50130", Phones: []string{"0812345678"}}}})
	packAll(t, s, cod, 1, 1)
	if _, err := s.HandOver(ctx, cod.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	if why := pay(cod); why == nil || why.Code != "order_owed" {
		t.Errorf("with the carrier: %v", why)
	}
	receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{cod.Order.Number}, Buyer: sankang, Payments: []papers.Payment{{Method: selling.Cash, Amount: 535_00}}})
	if receipt.Booked != 0 || !slices.ContainsFunc(receipt.Warnings, func(w *fault.Error) bool {
		return w.Code == "receipt_of_cod" && w.Values["number"] == cod.Order.Number && w.Values["amount"] == money.Satang(535_00)
	}) {
		t.Errorf("it warns %v, booked %s", receipt.Warnings, receipt.Booked)
	}
}
