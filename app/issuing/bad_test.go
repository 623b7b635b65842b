package issuing

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// taxed issues a tax invoice of ten sets, 5,350 baht.
func taxed(t testing.TB, s *shop.Shop) *shop.IssuedPaper {
	t.Helper()
	goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500)
	issued, err := s.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: []shop.PaperLine{{Code: "GIFT", Qty: qty.Pieces(10)}}})
	must(t, err)
	return issued
}

// What a tax invoice needs of its buyer is said at the field, and nothing is issued meanwhile.
func TestTaxInvoiceWantsTheBuyersNumbers(t *testing.T) {
	s := firm(t)
	order := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 1, 1)
	d := sit(t, s, shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	d.fill("buyer.tax_id", "")
	d.save()
	d.saysAt("buyer.tax_id", "buyer_tax_id_missing")
	if row := d.v.rows["buyer.tax_id"]; !row.Visible() || d.v.focused() != "buyer.tax_id" {
		t.Errorf("the keyboard is at %q", d.v.focused())
	}
	d.fill("buyer.tax_id", "12345")
	d.save()
	d.saysAt("buyer.tax_id", "tax_id_digits")
	d.fill("buyer.tax_id", "0994000165502") // a wrong check digit is met on real papers
	if !strings.Contains(d.told("buyer.tax_id"), "0994000165502") {
		t.Errorf("no warning, it says %q", d.told("buyer.tax_id"))
	}
	d.fill("buyer.branch", "")
	if !strings.Contains(d.told("buyer.tax_id"), "0994000165502") {
		t.Errorf("while the branch is missing the tax id says %q", d.told("buyer.tax_id"))
	}
	d.save()
	d.saysAt("buyer.branch", "buyer_branch_missing")
	d.fill("buyer.branch", "0")
	d.save()
	if d.issued == nil || d.issued.Buyer.Branch != "00000" || len(d.issued.Warnings) != 1 || papersOf(t, s, papers.TaxInvoice) != 1 {
		t.Error(d.made())
	}
}

// A name too long, a day ahead and days that are none are said at their fields.
func TestWhatCannotStandOnAPaper(t *testing.T) {
	s := firm(t)
	order := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 1, 1)
	d := sit(t, s, shop.PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
	for _, c := range []struct{ key, bad, code, good string }{
		{"buyer.name", strings.Repeat("ก", 300), "name_too_long", sankang.Name}, {"date", "24/11/2569", "date_ahead", "23/11/2569"},
		{"date", "30/2/2569", "date_unreadable", "23/11/2569"}, {"due", "1/1/2569", "due_before_paper", "31/12/2569"}, {"copies", "12", "print_copies", "2"},
	} {
		if c.key == "copies" {
			d.Press("F7")
		}
		d.fill(c.key, c.bad)
		d.save()
		d.saysAt(c.key, c.code)
		d.fill(c.key, c.good)
		if d.told(c.key) != "" {
			t.Errorf("%s is right again, but it says %q", c.key, d.told(c.key))
		}
	}
	d.save()
	if d.issued == nil || d.issued.Style.Copies != 2 || len(d.issued.Pages.Pages) != 3 {
		t.Error(d.made())
	}
}

// More lines than a paper holds are refused clearly.
func TestAThousandLines(t *testing.T) {
	s := firm(t)
	ask := shop.PaperAsk{Kind: papers.Invoice, Buyer: sankang}
	price := catalog.Product{Price: 1_00}.Price
	for n := range 1000 {
		ask.Lines = append(ask.Lines, shop.PaperLine{Name: fmt.Sprintf("ของชิ้นที่ %d", n+1), Qty: qty.One, Price: &price})
	}
	d := sit(t, s, ask)
	d.save()
	d.saysAt("line", "too_many_lines")
}

// A day in a month whose tax was handed in is asked about; the paper's history says that somebody said yes.
func TestClosedMonthIsAsked(t *testing.T) {
	s := firm(t)
	taxed(t, s)
	_, _, err := s.Set(t.Context(), "vat.closed", "2026-10-31")
	must(t, err)
	order := giftOrder(t, s, goods(t, s, "BOX", "กล่องของขวัญ", 500), 1, 1)
	d := sit(t, s, shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	d.fill("date", "31/10/2569")
	d.save()
	d.Press("Esc") // no
	d.settle()
	if d.issued != nil || d.shut {
		t.Fatal("no was taken for yes")
	}
	d.save()
	d.Press("Ctrl+Enter") // it is older than its order, too, which is asked first
	d.settle()
	if d.issued != nil {
		t.Fatal("one yes answered both questions")
	}
	d.Press("Ctrl+Enter")
	d.settle()
	var asked []string
	if d.issued != nil {
		for _, event := range d.issued.History {
			asked = append(asked, event.Code)
		}
	}
	if !slices.Equal(asked, []string{"paper_before_source", "tax_month_closed"}) || d.issued.Date != "2026-10-31" {
		t.Errorf("asked %q: %s", asked, d.made())
	}
}

// What is typed slowly stays as it is typed, while the paper is drawn and other fields follow.
func TestTypingSlowly(t *testing.T) {
	s := firm(t)
	order := sent(t, s, giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 10, 2))
	invoice, err := s.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
	must(t, err)
	d := sit(t, s, shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}})
	d.v.focus("certificate.amount")
	for _, digit := range []string{"9", "5"} {
		d.Type(digit)
		d.settle()
	}
	if d.m.text["certificate.amount"] != "95" || d.m.text["pay[0].amount"] != "10605.00" || d.v.focused() != "certificate.amount" {
		t.Errorf("tax %q, money %q, the keyboard is at %q", d.m.text["certificate.amount"], d.m.text["pay[0].amount"], d.v.focused())
	}
	if shown := d.v.entries["pay[0].amount"].(*widget.AmountEntry).Text(); shown != "10605.00" {
		t.Errorf("the field of the money shows %q", shown)
	}
	d.v.focus("certificate.number")
	for _, letter := range []string{"4", "5", "/", "7"} {
		d.Type(letter)
		d.settle()
	}
	if d.m.text["certificate.number"] != "45/7" {
		t.Errorf("number %q", d.m.text["certificate.number"])
	}
}

// What was refused is said until something is changed.
func TestARefusalOutlivesADrawing(t *testing.T) {
	s := firm(t)
	order := sent(t, s, giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 10, 2))
	d := sit(t, s, shop.PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}})
	d.v.refused(fault.New("reason_missing", "", nil))
	d.draw(0) // one that was on its way when it was refused
	d.settle()
	d.saysAt("", "reason_missing")
	d.fill("pay[0].ref", "7")
	if said := d.told(""); strings.Contains(said, i18n.T(i18n.Thai, "fault.reason_missing")) {
		t.Errorf("something was changed, and it still says %q", said)
	}
}

// Who only came to an empty field has done nothing wrong; to issue it so is refused at the field.
func TestAnEmptyFieldUnderTheKeyboardIsNotWrongYet(t *testing.T) {
	s := firm(t)
	goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500)
	invoice, err := s.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.Invoice, Lines: []shop.PaperLine{{Code: "GIFT", Qty: qty.Pieces(10)}},
		Buyer: papers.Buyer{Name: "บริษัท กอไก่ จำกัด", Address: "1 ถ.ท่าแพ เชียงใหม่", Kind: papers.Company}})
	must(t, err)
	d := sit(t, s, shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}})
	d.Press("F9")
	d.settle()
	if d.v.focused() != "certificate.number" || d.told("certificate.number") != "" {
		t.Fatalf("the keyboard is at %q, and it says %q", d.v.focused(), d.told("certificate.number"))
	}
	d.save()
	if d.told("certificate.number") == "" || d.issued != nil {
		t.Error(d.made())
	}
}

// A credit note above its invoice is said at its lines; one within it holds.
func TestCreditNoteWithinItsInvoice(t *testing.T) {
	s := firm(t)
	invoice := taxed(t, s)
	d := sit(t, s, shop.PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}})
	d.save()
	d.saysAt("line", "lines_missing")
	d.m.correct(0, qty.Pieces(11), 535_00)
	d.wrote()
	d.settle()
	d.save()
	d.saysAt("line", "credit_above_invoice")
	d.Press("F6")
	d.Type("2")
	d.Press("Enter")
	d.settle()
	d.fill("reason", "")
	d.save()
	d.saysAt("reason", "reason_missing")
	d.fill("reason", "แตกระหว่างทาง")
	d.save()
	if d.issued == nil || d.issued.Sums.Due != 2*535_00 || d.issued.Reason != "แตกระหว่างทาง" {
		t.Fatal(d.made())
	}
}

// A credit note about a deposit's tax invoice begins with what is for it: of the deposit, class by class, and goods.
func TestANoteAboutADepositBeginsWithItsPart(t *testing.T) {
	part, rest := money.Satang(95_00), money.Satang(12_00)
	deposit := &papers.Paper{Kind: papers.TaxInvoice, Deposit: true, Lines: []papers.Line{{Name: "เงินมัดจำ", Qty: qty.One, Price: 400_00, VATClass: "7"},
		{Name: "เงินมัดจำ", Qty: qty.One, Price: 100_00, VATClass: "exempt"}}}
	m := newModel(i18n.Thai, shop.PaperAsk{Kind: papers.CreditNote, Of: []string{"A-TX-2569-000001"}})
	m.take(facts{sources: []*shop.OfficePaper{{Paper: deposit}}, back: []shop.PaperLine{{Name: "เงินมัดจำ", Qty: qty.One, Price: &part, VATClass: "7"},
		{Name: "เงินมัดจำ", Qty: qty.One, Price: &rest, VATClass: "exempt"}, {Code: "JAR", Qty: qty.Pieces(3)}}})
	asked := m.readLines()
	if len(asked) != 3 || *asked[0].Price != part || *asked[1].Price != rest || asked[2].Code != "JAR" || asked[2].Qty != qty.Pieces(3) {
		t.Errorf("%+v", asked)
	}
}

// An invoice that was corrected once is corrected again for what is left of it: that all of it is too much is no reason
// not to ask how much.
func TestASecondCreditNote(t *testing.T) {
	s := firm(t)
	invoice := taxed(t, s)
	for n, count := range []qty.Qty{qty.Pieces(2), qty.Pieces(3)} {
		d := sit(t, s, shop.PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}})
		if d.shut || d.m.text["buyer.name"] != sankang.Name {
			t.Fatalf("note %d: shut %v, %q", n+1, d.shut, d.m.text)
		}
		if n > 0 {
			d.m.correct(0, qty.Pieces(9), 535_00)
			d.wrote()
			d.settle()
			d.save()
			d.saysAt("line", "credit_above_invoice")
		}
		d.m.correct(0, count, 535_00)
		d.wrote()
		d.settle()
		d.save()
		if d.issued == nil || d.issued.Sums.Due != money.Satang(count/qty.One)*535_00 {
			t.Fatal(d.made())
		}
	}
}

// What was typed is not lost without asking; what was only looked at is.
func TestEscAsksBeforeItLoses(t *testing.T) {
	s := firm(t)
	order := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 1, 1)
	ask := shop.PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}}
	d := sit(t, s, ask)
	d.Press("Esc")
	if !d.shut {
		t.Error("it asked although nothing was typed")
	}
	d = sit(t, s, ask)
	d.fill("due", "31/12/2569")
	d.Press("Esc")
	if d.shut || !d.Kit.Prompt.Open() {
		t.Error("it did not ask")
	}
	d.Press("Esc") // back
	d.save()
	if d.issued == nil || d.issued.DueDay != "2026-12-31" {
		t.Error(d.made())
	}
}

// A voucher names who sold without papers, and what was bought.
func TestVoucherOfWhatIsTyped(t *testing.T) {
	s := firm(t)
	d := sit(t, s, shop.PaperAsk{Kind: papers.Voucher})
	if d.told("buyer.name") != "" {
		t.Errorf("it scolds before anything was typed: %q", d.told("buyer.name"))
	}
	d.Press("F6")
	d.Type("ไม้ไผ่")
	d.Press("Enter")
	d.settle()
	if len(d.m.lines) != 0 {
		t.Error("words without a price were taken")
	}
	d.Press("Esc")
	d.Press("Enter") // lose it
	price := catalog.Product{Price: 25_00}.Price
	d.m.write(-1, shop.PaperLine{Name: "ไม้ไผ่", Unit: "ลำ", Qty: qty.Pieces(40), Price: &price})
	d.wrote()
	d.settle()
	d.fill("buyer.name", "นางปิ่นแก้ว ฟ้าผ่า")
	d.fill("buyer.address", "45 หมู่ 9 ต.พังขว้าง")
	d.fill("buyer.tax_id", "3100600445636") // a wrong check digit is warned of
	if d.told("buyer.tax_id") == "" {
		t.Error("no warning of the card's number")
	}
	d.save()
	if d.issued == nil || d.issued.Sums.Due != 1_000_00 || d.issued.Buyer.Name != "นางปิ่นแก้ว ฟ้าผ่า" {
		t.Fatal(d.made())
	}
}

// The first paper since a restore asks for the last one at hand, and goes on after it.
func TestTheLastPaperIsAskedForAfterARestore(t *testing.T) {
	s := firm(t)
	giftOrder(t, s, goods(t, s, "BOX", "กล่องของขวัญ", 500), 1, 1)
	file := filepath.Join(t.TempDir(), "copy.talat")
	must(t, s.Backup(t.Context(), file, ""))
	back, err := shop.Restore(t.Context(), file, filepath.Join(t.TempDir(), "new"), shop.RestoreOptions{SameTill: true}, s.Clock)
	must(t, err)
	defer back.Close()
	orders, _, err := back.Orders(t.Context(), shop.OrderQuery{Limit: 1})
	must(t, err)
	d := sit(t, back, shop.PaperAsk{Kind: papers.Invoice, Of: []string{orders[0].Number}})
	d.save()
	d.Type("A-IV-2569-000004")
	d.Press("Enter")
	d.settle()
	if d.issued == nil || d.issued.Number != "A-IV-2569-000005" {
		t.Error(d.made())
	}
}
