package shop

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// says holds what is printed on a paper against words that must stand there, and others ("-" before) that must not.
func says(t *testing.T, what string, pdf []byte, words ...string) (text string) {
	t.Helper()
	text = textOf(t, pdf)
	for _, word := range words {
		word, no := strings.CutPrefix(word, "-")
		if strings.Contains(text, packed(word)) == no {
			t.Errorf("%s: %q stands there: %v\n%s", what, word, no, text)
		}
	}
	return text
}

// Tax is withheld on a receipt only where a certificate says so; on an invoice it is information.
func TestAReceiptTellsOfTaxOnlyWithItsCertificate(t *testing.T) {
	s := registered(t)
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(20)}}})
	says(t, "the invoice", invoice.PDF, "ภาษีหัก ณ ที่จ่าย 1% ของ 10,000.00", "ยอดรับสุทธิเมื่อหักภาษี ณ ที่จ่าย", "10,600.00")
	receipt := func(amount money.Satang, lang i18n.Lang, certified money.Satang) *IssuedPaper {
		t.Helper()
		ask := PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: amount, Payments: transfer(amount - certified), Anew: true,
			Style: &papers.Style{Lang: lang}, Yes: []string{"certificate_differs"}}
		if certified > 0 {
			ask.Certificate = &papers.Certificate{Number: "7/2570", Date: "2026-11-23", Amount: certified}
		}
		issued := issue(t, s, ask)
		demanded(t, issued)
		return issued
	}
	says(t, "a receipt without certificate", receipt(4000_00, "th", 0).PDF, "4,000.00", "-ภาษีหัก", "-ยอดรับสุทธิ", "-3,962.62")
	says(t, "one in English", receipt(4000_00, "en", 0).PDF, "4,000.00", "-ithholding", "-withheld", "-3,962.62")
	says(t, "one with a part of the tax", receipt(1070_00, "th", 9_00).PDF, "ภาษีหัก ณ ที่จ่าย", "-1%", "7/2570", "1,061.00")
	says(t, "one with its tax", receipt(1630_00, "th", 15_23).PDF, "ภาษีหัก ณ ที่จ่าย 1% ของ 1,523.36", "15.23", "7/2570", "1,614.77")

	both := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(20)}}, Payments: transfer(10700_00)})
	says(t, "a tax invoice that is a receipt", both.PDF, "-ภาษีหัก", "-10,600.00")
}

// A paper says where to pay only what was still to be paid when it was issued.
func TestAPaperAsksForWhatIsStillToBePaid(t *testing.T) {
	s, ctx := registered(t), t.Context()
	goods, who := addGoods(t, s, "SET", 535_00, qty.Pieces(100)), buying(t, s)
	bill := func(tenders ...selling.Tender) string {
		t.Helper()
		cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: who}
		cart.Add(goods.ID, qty.Pieces(8))
		bill, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: tenders})
		if err != nil {
			t.Fatal(err)
		}
		return bill.Number
	}
	tax := func(of string) *IssuedPaper {
		t.Helper()
		issued := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{of}, Buyer: sankang})
		demanded(t, issued)
		return issued
	}
	nowhere := []string{"-0123456789", "-พร้อมเพย์", "-ภาษีหัก", "-คงเหลือ"}
	part := money.Satang(2140_00)
	cash, half, credit := bill(selling.Tender{Method: selling.Cash}), bill(selling.Tender{Method: selling.Cash, Amount: &part}, selling.Tender{Method: selling.Credit}), bill(selling.Tender{Method: selling.Credit})
	says(t, "of a bill paid in cash", tax(cash).PDF, append([]string{"4,280.00"}, nowhere...)...)
	// 2,140 is left: 2,000 before VAT, of which the office keeps back 20.
	left := tax(half)
	says(t, "of a bill paid in part", left.PDF, "4,280.00", "ชำระแล้ว 2,140.00", "คงเหลือที่ต้องชำระ 2,140.00", "ภาษีหัก ณ ที่จ่าย 1% ของ 2,000.00", "฿2,120.00", "0123456789")
	whole := tax(credit)
	says(t, "of a bill on credit", whole.PDF, "-คงเหลือที่ต้องชำระ", "฿4,240.00", "0123456789")
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{whole.Number}, Payments: transfer(4280_00)})
	wrong := PaperAsk{Kind: papers.TaxInvoice, Replaces: whole.Number, Buyer: sankang, BuyerWhole: true, Reason: "ที่อยู่ผิด", ReasonCode: "TIVC02"}
	says(t, "in place of one that is paid", issue(t, s, wrong).PDF, nowhere...)
	again, err := s.OfficePaper(ctx, left.Number)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.PayDebt(ctx, selling.DebtRequest{ID: id.New[id.Change](), CustomerID: who, Tenders: []selling.Tender{{Method: selling.Cash}}}); err != nil {
		t.Fatal(err)
	}
	copied, err := s.GivePaper(ctx, again.Number)
	if err != nil {
		t.Fatal(err)
	}
	says(t, "a copy stays what its original was", copied.PDF, "สำเนา", "คงเหลือที่ต้องชำระ 2,140.00", "฿2,120.00")

	order := giftOrder(t, s, goods, 4, 1).Order
	if err := s.PayOrder(ctx, order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer}}, ""); err != nil {
		t.Fatal(err)
	}
	says(t, "of an order that is paid", issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Number}, Buyer: sankang}).PDF, append([]string{"2,140.00"}, nowhere...)...)
}

// Whoever signs a tax invoice that is a receipt too says that the money came; one that is a delivery note, that the goods did.
func TestATaxInvoiceThatIsAReceiptIsSignedForTheMoney(t *testing.T) {
	w := newWorld(t)
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{w.bill}, Buyer: sankang}
	money := []string{"ผู้รับเงิน/ผู้ออกใบกำกับภาษี", "ได้รับเงินตามจำนวนข้างต้นไว้ถูกต้องครบถ้วนแล้ว"}
	says(t, "of a bill", issue(t, w.Shop, ask).PDF, append(money, "ผู้จ่ายเงิน/ผู้รับสินค้า")...)
	waits := classOrder(t, w.Shop, 0, 10, 0, 0).Order.Number
	deposit := PaperAsk{Kind: papers.TaxInvoice, With: ask.With, Of: []string{waits}, Deposit: 535_00, Buyer: sankang, Payments: transfer(535_00)}
	says(t, "of a deposit", issue(t, w.Shop, deposit).PDF, append(money, "ผู้จ่ายเงิน", "-ผู้รับสินค้า")...)
	deposit.Deposit, deposit.Payments, deposit.Style, deposit.Anew = 107_00, transfer(107_00), &papers.Style{Lang: i18n.English}, true
	says(t, "in English", issue(t, w.Shop, deposit).PDF, append(money, "Received and issued by", "The sum above was received in full.")...)
	goods := issue(t, w.Shop, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Delivery}, Of: w.notes[:1]})
	says(t, "with a delivery note", goods.PDF, "ได้รับสินค้าตามรายการข้างต้นไว้ถูกต้อง", "-ได้รับเงินตามจำนวน", "-ผู้รับเงิน")
}

// Every delivery note that an invoice is over stands on it, and every other source has its name in both languages.
func TestAPaperNamesAllThatItIsMadeFrom(t *testing.T) {
	w := newWorld(t)
	set := addGoods(t, w.Shop, "GIFT", 214_00, qty.Pieces(100))
	order := giftOrder(t, w.Shop, set, 1, 12)
	var notes []string
	for n := range 12 {
		packAll(t, w.Shop, order, n+1, n+1)
		notes = append(notes, issue(t, w.Shop, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang}).Number)
	}
	says(t, "over twelve", issue(t, w.Shop, PaperAsk{Kind: papers.TaxInvoice, Of: append([]string{notes[11]}, notes[:6]...)}).PDF,
		"A-DN-2569-000016", "A-DN-2569-000005 ถึง A-DN-2569-000010", "ลงวันที่ 23 พ.ย. 2569")
	says(t, "over the rest", issue(t, w.Shop, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Style: &papers.Style{Lang: i18n.English}}).PDF,
		"A-DN-2569-000011 to A-DN-2569-000015", "(5 papers)")
	says(t, "of a bill", issue(t, w.Shop, PaperAsk{Kind: papers.Receipt, Of: []string{w.bill}, Buyer: sankang}).PDF, "บิล", w.bill, "-bill")
	says(t, "of goods received", issue(t, w.Shop, PaperAsk{Kind: papers.Voucher, Of: []string{w.came}}).PDF, "ใบรับสินค้า", w.came, "-purchase")
}

// Each deposit stands on the last paper by its number and its own sum, also where the paper is made by way of an invoice.
func TestEachDepositStandsWithItsSum(t *testing.T) {
	s := registered(t)
	goods := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, goods, 4, 1).Order.Number
	for n, sum := range []money.Satang{500_00, 300_00} {
		issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order}, Deposit: sum, Buyer: sankang, Payments: transfer(sum), Anew: n > 0})
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order}})
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
	for _, paper := range []*IssuedPaper{invoice, tax} {
		demanded(t, paper)
		says(t, paper.Number, paper.PDF, "หัก เงินมัดจำ (A-TX-2569-000001) -500.00", "หัก เงินมัดจำ (A-TX-2569-000002) -300.00", "-800.00", "1,340.00")
	}
}

// The letter that a shop writes says all that docs/PAPERS.md lists of it.
func TestTheReminderSaysWhatItsListAsks(t *testing.T) {
	s, ctx := newTestShop(t, Params{Name: "วิสาหกิจชุมชนบ้านคราม", TaxID: "0994000165501"}), t.Context()
	for key, value := range map[string]string{"bank.name": "ธนาคารกรุงไทย", "bank.account": "412-0-12345-6", "paper.signer": "นางสาวสมศรี ใจดี", "paper.signer_position": "ประธานกลุ่ม"} {
		if _, _, err := s.Set(ctx, key, value); err != nil {
			t.Fatal(key, err)
		}
	}
	buyer := papers.Buyer{Name: "องค์การบริหารส่วนตำบลห้วยขะยุง", Kind: papers.Government}
	for _, one := range []struct {
		day, due clock.Day
		sum      money.Satang
	}{{"2026-11-02", "2026-12-02", 12_400_00}, {"2026-11-23", "2026-12-23", 18_165_00}} {
		issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: buyer, Date: one.day, DueDay: one.due, Lines: []PaperLine{{Name: "ชุดของขวัญ", Qty: qty.One, Price: &one.sum}}})
	}
	owing, err := s.Receivables(ctx, "2026-12-28")
	if err != nil || len(owing) != 1 {
		t.Fatal(owing, err)
	}
	letter, err := s.ReminderPapers(ctx, owing[0], "2026-12-28", i18n.Thai)
	if err != nil {
		t.Fatal(err)
	}
	var pdf bytes.Buffer
	if err := s.WritePapers(&pdf, letter); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/PAPERS.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(page), "\n## Reminder")
	list, _, _ = strings.Cut(list, "\n## ")
	_, list, _ = strings.Cut(list, "\n|")
	var words []string
	for _, item := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(list, -1) {
		words = append(words, item[1])
	}
	if len(words) < 15 {
		t.Fatalf("the list is %q", words)
	}
	says(t, "the letter", pdf.Bytes(), words...)
}

// Whoever says a part of the style has the rest as is usual for the buyer.
func TestAPartOfTheStyleLeavesTheRest(t *testing.T) {
	s := registered(t)
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	firm := sankang
	firm.Name, firm.Kind = "บริษัท กอไก่ จำกัด", papers.Company
	for _, c := range []struct {
		buyer    papers.Buyer
		style    papers.Style
		usual    bool
		official bool
	}{
		{sankang, papers.Style{Copies: 2}, true, true}, {sankang, papers.Style{Lang: i18n.English}, true, true}, {sankang, papers.Style{ThaiDigits: true}, true, true},
		{sankang, papers.Style{}, false, false}, {firm, papers.Style{Copies: 2}, true, false}, {firm, papers.Style{Official: true}, false, true},
	} {
		paper, _, err := s.DraftPaper(t.Context(), PaperAsk{Kind: papers.Invoice, Buyer: c.buyer, Lines: []PaperLine{{Code: "SET", Qty: qty.One}}, Style: &c.style, UsualForm: c.usual})
		want := c.style
		if want.Official = c.official; err != nil || paper.Style != want {
			t.Errorf("%s with %+v: %+v, %v", c.buyer.Name, c.style, paper, err)
		}
	}
}

// A line at another price than the books have is warned of with both sums, and a credit note for more than its goods were invoiced at.
func TestOtherPricesAreWarnedOf(t *testing.T) {
	s := registered(t)
	jar := addGoods(t, s, "JAR", 135_00, qty.Pieces(100))
	warns := func(what string, issued *IssuedPaper, code string, was, now money.Satang) {
		t.Helper()
		switch all := issued.Warnings; {
		case code == "" && len(all) == 0:
		case code == "", len(all) != 1, all[0].Code != code, all[0].Field != "line[0].price", all[0].Values["was"] != was, all[0].Values["now"] != now:
			t.Errorf("%s: %v, want %s of %s for %s", what, all, code, now, was)
		}
	}
	line := func(pieces int, price money.Satang) []PaperLine {
		return []PaperLine{{Code: "JAR", Qty: qty.Pieces(pieces), Price: &price}}
	}
	of := func() []string { return []string{giftOrder(t, s, jar, 4, 1).Order.Number} }
	asks := PaperAsk{Kind: papers.Invoice, Buyer: sankang, Of: of(), Lines: line(4, 1_00)}
	warns("an invoice", issue(t, s, asks), "line_repriced", 540_00, 4_00)
	asks.Of, asks.Lines = of(), line(2, 135_00)
	warns("at the price of the order", issue(t, s, asks), "", 0, 0)
	asks.Of, asks.Lines, asks.Kind = of(), line(2, 1_00), papers.Quotation
	warns("an offer", issue(t, s, asks), "", 0, 0)
	asks.Of, asks.Lines, asks.Kind = of(), line(2, 140_00), papers.TaxInvoice
	tax := issue(t, s, asks)
	warns("a tax invoice of a part", tax, "line_repriced", 270_00, 280_00)
	note := PaperAsk{Kind: papers.CreditNote, Of: []string{tax.Number}, Reason: "ลดราคา", ReasonCode: "CDNG01", Lines: line(1, 5_00), Anew: true}
	warns("a lower price", issue(t, s, note), "", 0, 0)
	note.Lines = line(1, 140_01)
	warns("a note above its price", issue(t, s, note), "credit_above_price", 140_00, 140_01)
}

// Goods given away stand in the sales tax report on their tax invoice and on no slip beside it.
func TestAFreePieceStandsOnceInTheReport(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "FREE", 0, qty.Pieces(10)), 1, 1)
	note := partly(t, s, order, 1)
	if rows := reported(t, s, "its slip", 0, 0).Rows; len(rows) != 1 {
		t.Errorf("%+v", rows)
	}
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}})
	if rows := reported(t, s, "its tax invoice", 0, 0).Rows; len(rows) != 1 || rows[0].Number != tax.Number {
		t.Errorf("%+v", rows)
	}
}
