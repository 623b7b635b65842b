package shop

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
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

// registered is a firm whose till has a number of the Revenue Department and whose address is known in parts, with
// logo and seal.
func registered(t *testing.T) *Shop {
	t.Helper()
	s := till(t)
	for key, value := range map[string]string{"shop.house": "12", "shop.subdistrict": "501303", "post.postcode": "50130", "shop.phone": "053123456", "paper.logo": drawnPNG(t), "paper.seal": drawnPNG(t)} {
		if _, _, err := s.Set(t.Context(), key, value); err != nil {
			t.Fatal(key, err)
		}
	}
	return s
}

// drawnPNG is the file of a small picture.
func drawnPNG(t *testing.T) string {
	t.Helper()
	picture := image.NewNRGBA(image.Rect(0, 0, 60, 40))
	for n := range 60 * 40 {
		picture.Set(n%60, n/60, color.NRGBA{R: uint8(n), G: 80, B: 120, A: 255})
	}
	file := filepath.Join(t.TempDir(), "picture.png")
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// textOf reads a PDF with a reader that is not ours; blanks and breaks of lines go, for a long text is broken anywhere.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not there")
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(reader, "-raw", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return packed(string(text))
}

func packed(text string) string { return strings.Join(strings.Fields(text), "") }

// demanded fails the test unless everything that law and offices ask of a paper is found on what was printed.
func demanded(t *testing.T, issued *IssuedPaper) (text string) {
	t.Helper()
	text = textOf(t, issued.PDF)
	for _, demand := range issued.Demands() {
		if !strings.Contains(text, packed(demand.Text)) {
			t.Errorf("%s: %s %q is not on the paper:\n%s", issued.Number, demand.Key, demand.Text, text)
		}
	}
	return text
}

// world is a firm with goods, an order of an office with a delivery note for each of four recipients, and a bill.
type world struct {
	*Shop
	order string
	notes []string
	bill  string
	came  string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	s, ctx := registered(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	rice, err := s.SaveProduct(ctx, catalog.Product{SKU: "RICE", Name: "ข้าวหอมมะลิ", Unit: "ถุง", Price: 195_00, VAT: catalog.VATExempt}, Opening{Qty: qty.Pieces(50)})
	if err != nil {
		t.Fatal(err)
	}
	order := giftOrder(t, s, set, 5, 4)
	w := &world{Shop: s, order: order.Order.Number}
	for n := range 4 {
		packAll(t, s, order, n+1, n+1)
		w.notes = append(w.notes, issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{w.order}, Buyer: sankang}).Number)
	}
	goes(t, s, order)
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(set.ID, qty.Pieces(2))
	cart.Add(rice.ID, qty.Pieces(3))
	bill, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Transfer}}})
	if err != nil {
		t.Fatal(err)
	}
	w.bill = bill.Number
	weaver, err := s.SaveProducer(ctx, party.Party{Name: "นางปิ่นแก้ว ฟ้าผ่า", Address: "45 หมู่ 9 ต.พังขว้าง อ.เมือง จ.สกลนคร", TaxID: "3100600445635"})
	if err != nil {
		t.Fatal(err)
	}
	bought, err := s.SaveProduct(ctx, catalog.Product{SKU: "BASKET", Name: "กระติบข้าวสาน", Unit: "ใบ", Price: 90_00, Cost: 45_00, Terms: ledger.Bought, VAT: catalog.VATStandard}, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	came, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived, Producer: weaver.ID, Items: []stock.Item{{ProductID: bought.ID, Qty: qty.Pieces(30)}}})
	if err != nil {
		t.Fatal(err)
	}
	w.came = came.Number
	return w
}

// Every kind of paper, and what one may be besides, is made of what it is made from, says what is asked of it in the
// text of its PDF, and is e-Tax where e-Tax knows it.
func TestEveryKindOfPaper(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	var invoice, tax *IssuedPaper
	for _, c := range []struct {
		ask  PaperAsk
		etax string
		sum  money.Satang
		says []string
	}{
		{PaperAsk{Kind: papers.Quotation, Of: []string{w.order}, Within: 15}, "", 20 * 535_00, []string{"ใบเสนอราคา", "15วัน"}},
		{PaperAsk{Kind: papers.Delivery, Of: []string{w.order}, Parcels: []int{1}}, "", 5 * 535_00, []string{"ใบส่งของ", "ผู้รับของ"}},
		{PaperAsk{Kind: papers.Invoice, Of: w.notes[:1], DueDay: "2026-12-23"}, "380", 5 * 535_00, []string{"ใบแจ้งหนี้", "0123456789", "23ธันวาคมพ.ศ.2569"}},
		{PaperAsk{Kind: papers.TaxInvoice, Of: w.notes[1:2]}, "388", 5 * 535_00, []string{"ใบกำกับภาษี"}},
		{PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: w.notes[2:3]}, "T02", 5 * 535_00, []string{"ใบกำกับภาษี/ใบแจ้งหนี้", "เอกสารออกเป็นชุด"}},
		{PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Delivery}, Of: w.notes[3:4]}, "T04", 5 * 535_00, []string{"ใบกำกับภาษี/ใบส่งของ", "เอกสารออกเป็นชุด"}},
		{PaperAsk{Kind: papers.Abbreviated, Of: []string{w.bill}}, "T05", 1655_00, []string{"ใบกำกับภาษีอย่างย่อ", "E012345678", "ราคารวมภาษีมูลค่าเพิ่ม"}},
		{PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{w.bill}, Buyer: sankang}, "T03", 1655_00, []string{"ใบกำกับภาษี/ใบเสร็จรับเงิน", "เงินโอน", "585.00"}},
		{PaperAsk{Kind: papers.Voucher, Of: []string{w.came}}, "", 30 * 45_00, []string{"ใบสำคัญรับเงิน", "3100600445635", "หนึ่งพันสามร้อยห้าสิบบาทถ้วน"}},
	} {
		issued := issue(t, w.Shop, c.ask)
		if issued.Sums.Due != c.sum || issued.ETaxType() != c.etax {
			t.Errorf("%s comes to %s of type %q, want %s of %q", issued.Number, issued.Sums.Due, issued.ETaxType(), c.sum, c.etax)
		}
		text := demanded(t, issued)
		for _, word := range c.says {
			if !strings.Contains(text, word) {
				t.Errorf("%s does not say %q:\n%s", issued.Number, word, text)
			}
		}
		etaxed(t, w.Shop, issued, c.etax)
		switch {
		case c.etax == "380":
			invoice = issued
		case c.etax == "388":
			tax = issued
		}
	}
	receipt := issue(t, w.Shop, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(5 * 535_00)})
	demanded(t, receipt)
	etaxed(t, w.Shop, receipt, "T01")
	credit := issue(t, w.Shop, PaperAsk{Kind: papers.CreditNote, Of: []string{tax.Number}, Reason: "สินค้าชำรุด", ReasonCode: "CDNG02", Lines: []PaperLine{{Code: "SET", Qty: qty.One}}})
	demanded(t, credit)
	etaxed(t, w.Shop, credit, "81")
	if c := credit.Correction; c.Original != 2500_00 || c.Right != 2000_00 || c.Difference != 500_00 || credit.Sums.VAT != 35_00 {
		t.Errorf("credit note %+v %+v", c, credit.Sums)
	}
	more := money.Satang(107_00)
	debit := issue(t, w.Shop, PaperAsk{Kind: papers.DebitNote, Of: []string{tax.Number}, Reason: "คิดราคาต่ำไป", ReasonCode: "DBNG02", Lines: []PaperLine{{Name: "ค่าห่อเพิ่ม", Qty: qty.One, Price: &more}}})
	demanded(t, debit)
	etaxed(t, w.Shop, debit, "80")
	if c := debit.Correction; c.Original != 2000_00 || c.Right != 2100_00 || c.Difference != 100_00 || c.Invoiced != 2500_00 {
		t.Errorf("debit note %+v", c)
	}
	if found, err := w.OfficePaper(ctx, tax.Number); err != nil || found.Fate.Credited != 535_00 {
		t.Errorf("credited %+v, %v", found.Fate, err)
	}
	other := sell(t, w.Shop, addGoods(t, w.Shop, "TEA", 107_00, qty.Pieces(5)), qty.Pieces(1), selling.Cash)
	both := issue(t, w.Shop, PaperAsk{Kind: papers.Abbreviated, With: []papers.Kind{papers.Receipt}, Of: []string{other.Number}})
	demanded(t, both)
	etaxed(t, w.Shop, both, "T06")
	order := issue(t, w.Shop, PaperAsk{Kind: papers.PurchaseOrder, Of: []string{w.order}, Order: papers.BuyerOrder{Number: "พง 12/2570", Date: "2026-11-20"}})
	if order.Number != "" || order.PDF != nil || order.Sums.Due != 20*535_00 {
		t.Errorf("the buyer's order %+v", order.Paper)
	}
	checks, err := w.Check(ctx)
	allOK(t, checks, err)
}

// Tax papers in English say in Thai too what the law asks of them, goods by their Thai name.
func TestTaxPapersInEnglish(t *testing.T) {
	w := newWorld(t)
	if _, err := w.SaveProduct(t.Context(), catalog.Product{SKU: "SHAWL", Name: "ผ้าคลุมไหล่", NameEN: "Shawl", Unit: "ผืน", Price: 107_00, VAT: catalog.VATStandard}, Opening{Qty: qty.Pieces(5)}); err != nil {
		t.Fatal(err)
	}
	english := func(ask PaperAsk) (*IssuedPaper, string) {
		t.Helper()
		ask.Style = &papers.Style{Lang: i18n.English}
		issued := issue(t, w.Shop, ask)
		return issued, demanded(t, issued)
	}
	english(PaperAsk{Kind: papers.Quotation, Of: []string{w.order}, Within: 15})
	invoice, _ := english(PaperAsk{Kind: papers.Invoice, Of: w.notes[:1], DueDay: "2026-12-23"})
	english(PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(5 * 535_00)})
	tax, _ := english(PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Delivery}, Of: w.notes[1:2]})
	english(PaperAsk{Kind: papers.Abbreviated, Of: []string{w.bill}})
	english(PaperAsk{Kind: papers.CreditNote, Of: []string{tax.Number}, Reason: "สินค้าชำรุด", ReasonCode: "CDNG02", Lines: []PaperLine{{Code: "SET", Qty: qty.One}}})
	more := money.Satang(107_00)
	english(PaperAsk{Kind: papers.DebitNote, Of: []string{tax.Number}, Reason: "คิดราคาต่ำไป", ReasonCode: "DBNG02", Lines: []PaperLine{{Name: "ค่าห่อเพิ่ม", Qty: qty.One, Price: &more}}})
	typed, text := english(PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: []PaperLine{{Code: "SHAWL", Qty: qty.One}}})
	if !strings.Contains(text, "ผ้าคลุมไหล่") || !strings.Contains(text, "Shawl") {
		t.Errorf("%s is of %q:\n%s", typed.Number, typed.Lines[0].Name, text)
	}
	if quoted, _ := english(PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "SHAWL", Qty: qty.One}}}); quoted.Lines[0].Name != "Shawl" {
		t.Errorf("a quotation is of %q", quoted.Lines[0].Name)
	}
}

// etaxed fails the test unless a paper is written as e-Tax with this type, or is refused when there is none.
func etaxed(t *testing.T, s *Shop, issued *IssuedPaper, kind string) {
	t.Helper()
	document, err := s.PaperXML(issued.Paper)
	switch {
	case kind == "" && !fault.Is(err, "etax_not_for"):
		t.Errorf("%s as e-Tax: %v", issued.Number, err)
	case kind != "" && (err != nil || !bytes.Contains(document, []byte("<ram:TypeCode>"+kind+"</ram:TypeCode>")) || !bytes.Contains(document, []byte(issued.Number))):
		t.Errorf("%s as e-Tax %s: %v\n%s", issued.Number, kind, err, document)
	}
}

// A billing note gathers invoices; what one of them gets elsewhere is no longer owed by it.
func TestABillingNoteOverInvoices(t *testing.T) {
	s := registered(t)
	addGoods(t, s, "SET", 100_00, qty.Pieces(100))
	var numbers []string
	for n := range 3 {
		numbers = append(numbers, issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(n + 1)}}}).Number)
	}
	note := issue(t, s, PaperAsk{Kind: papers.Billing, Of: numbers, DueDay: "2026-12-15"})
	text := demanded(t, note)
	for _, number := range numbers {
		if !strings.Contains(text, number) {
			t.Errorf("%s is not on the billing note", number)
		}
	}
	left := func(number string, want money.Satang, state papers.State) {
		t.Helper()
		rows, _, err := s.OfficePapers(t.Context(), OfficePaperQuery{Search: number, Limit: 1})
		if err != nil || len(rows) != 1 || rows[0].Left != want || s.StateOf(&rows[0], "2026-11-23") != state {
			t.Errorf("%s: %+v, want %s %s (%v)", number, rows, want, state, err)
		}
		if found, err := s.OfficePaper(t.Context(), number); err != nil || found.StateOf(found.Fate, "2026-11-23") != state {
			t.Errorf("%s is %s, want %s (%v)", number, found.StateOf(found.Fate, "2026-11-23"), state, err)
		}
	}
	left(note.Number, 600_00, papers.Unpaid)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: numbers[2:], Payments: transfer(300_00)})
	left(note.Number, 300_00, papers.PartPaid)
	part := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Amount: 150_00, Payments: transfer(150_00)})
	demanded(t, part)
	left(numbers[0], 0, papers.PaidUp)
	left(numbers[1], 150_00, papers.PartPaid)
	left(note.Number, 150_00, papers.PartPaid)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Payments: transfer(150_00)})
	left(note.Number, 0, papers.PaidUp)
	if err := s.VoidPaper(t.Context(), part.ID, "เช็คเด้ง", nil); err != nil {
		t.Fatal(err)
	}
	left(note.Number, 150_00, papers.PartPaid)
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: numbers[:1]})
	left(note.Number, 150_00, papers.PartPaid)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{tax.Number}, Payments: transfer(100_00)})
	left(note.Number, 50_00, papers.PartPaid)
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// An invoice of a government buyer is paid in three parts, each less its part of the tax.
func TestPartPayments(t *testing.T) {
	s := registered(t)
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(20)}}})
	if invoice.Withheld == nil || invoice.Withheld.Tax != 100_00 {
		t.Fatalf("%+v", invoice.Withheld)
	}
	var received, withheld money.Satang
	for n, amount := range []money.Satang{5000_00, 3000_00, 2700_00} {
		draft, _, err := s.DraftPaper(t.Context(), PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: amount, Payments: transfer(amount)})
		if err != nil {
			t.Fatal(err)
		}
		tax := draft.Withheld.Tax
		issued := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: amount, Payments: transfer(amount - tax),
			Certificate: &papers.Certificate{Number: "4" + string(rune('0'+n)), Date: "2026-11-23", Amount: tax}})
		demanded(t, issued)
		received, withheld = received+issued.Sums.Due, withheld+tax
		found, err := s.OfficePaper(t.Context(), invoice.Number)
		if err != nil || found.Fate.Received != received {
			t.Errorf("received %s, want %s (%v)", found.Fate.Received, received, err)
		}
	}
	if withheld != 100_00 || received != invoice.Sums.Due {
		t.Errorf("withheld %s of %s", withheld, received)
	}
	refused(t, s, "paper_paid_already", PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: 1_00, Payments: transfer(1_00), Anew: true})
}

// A deposit's VAT comes off the papers of the deliveries after it until none is left of it.
func TestADepositComesOffSeveralPapers(t *testing.T) {
	s := registered(t)
	set := addGoods(t, s, "SET", 333_33, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 3)
	number := order.Order.Number
	deposit := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{number}, Deposit: 2000_00, Buyer: sankang, Payments: transfer(2000_00)})
	due, vat := deposit.Sums.Due, deposit.Sums.VAT
	for n, taken := range []money.Satang{1666_65, 333_35, 0} {
		packAll(t, s, order, n+1, n+1)
		note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}})
		paper := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}})
		text := demanded(t, paper)
		if paper.Sums.Deposit != taken || taken > 0 && !strings.Contains(text, deposit.Number) {
			t.Errorf("delivery %d takes %s off, want %s", n+1, paper.Sums.Deposit, taken)
		}
		due, vat = due+paper.Sums.Due, vat+paper.Sums.VAT
	}
	if due != order.Total() || vat-order.Total().VATIncluded(700) > 2 || order.Total().VATIncluded(700)-vat > 2 {
		t.Errorf("papers come to %s with VAT %s, the order to %s", due, vat, order.Total())
	}
}

// The same paper in English, with Thai numerals, and with its copies in one print.
func TestStylesOfAPaper(t *testing.T) {
	w := newWorld(t)
	english := issue(t, w.Shop, PaperAsk{Kind: papers.Quotation, Of: []string{w.order}, Style: &papers.Style{Lang: i18n.English}})
	text := demanded(t, english)
	for _, word := range []string{"Quotation", "Validuntil"} {
		if !strings.Contains(strings.ReplaceAll(text, "valid", "Valid"), word) {
			t.Errorf("the English quotation does not say %q:\n%s", word, text)
		}
	}
	invoice := issue(t, w.Shop, PaperAsk{Kind: papers.Invoice, Of: w.notes[:1]})
	receipt := issue(t, w.Shop, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: transfer(5 * 535_00), Style: &papers.Style{Lang: i18n.English}})
	text = demanded(t, receipt)
	for _, word := range []string{"Receipt", "ใบเสร็จรับเงิน", "Banktransfer", "2,675.00"} {
		if !strings.Contains(text, word) {
			t.Errorf("the English receipt does not say %q:\n%s", word, text)
		}
	}
	thai := issue(t, w.Shop, PaperAsk{Kind: papers.Invoice, Of: w.notes[1:2], Style: &papers.Style{Official: true, ThaiDigits: true, Copies: 2}})
	text = demanded(t, thai)
	for _, word := range []string{"๒๓พฤศจิกายนพ.ศ.๒๕๖๙", "๒,๖๗๕.๐๐", "(สองพันหกร้อยเจ็ดสิบห้าบาทถ้วน)", "A-IV-๒๕๖๙-๐๐๐๐๐๒"} {
		if count := strings.Count(text, word); count < 3 {
			t.Errorf("original and copies say %q %d times:\n%s", word, count, text)
		}
	}
	if len(thai.Pages.Pages) != 3 || strings.Count(text, "ต้นฉบับ") != 1 || strings.Count(text, "สำเนา") != 2 {
		t.Errorf("%d sheets, %d originals, %d copies", len(thai.Pages.Pages), strings.Count(text, "ต้นฉบับ"), strings.Count(text, "สำเนา"))
	}
	if images := picturesIn(t, thai.PDF); images < 2 {
		t.Errorf("%d pictures: logo and seal are not both there", images)
	}
}

// picturesIn counts the pictures of a PDF's first sheet.
func picturesIn(t *testing.T, pdf []byte) int {
	t.Helper()
	reader, err := exec.LookPath("pdfimages")
	if err != nil {
		t.Skip("pdfimages is not there")
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := exec.Command(reader, "-list", "-l", "1", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(list), " image ")
}

// A shop that is not registered for VAT makes none of the tax papers, and says nothing of VAT on the others; without a
// number of the till there is no abbreviated one.
func TestWhatAShopMayNotIssue(t *testing.T) {
	plain := newTestShop(t, Params{Name: "กลุ่มทอผ้าบ้านนา", Address: "1 หมู่ 2 ต.นา", TaxID: "3100600445635"})
	order := giftOrder(t, plain, addGoods(t, plain, "SET", 535_00, qty.Pieces(100)), 1, 1)
	for _, kind := range papers.Kinds {
		ask := PaperAsk{Kind: kind, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}, Payments: transfer(1070_00), Order: papers.BuyerOrder{Number: "1/2569"}}
		if kind != papers.Receipt {
			ask.Payments = nil
		}
		switch {
		case kind.Tax():
			refused(t, plain, "tax_paper_unregistered", ask)
			ask.Lines, ask.Of = nil, []string{order.Order.Number}
			refused(t, plain, "tax_paper_unregistered", ask)
		case kind == papers.Billing || kind == papers.PurchaseOrder:
		default:
			issued := issue(t, plain, ask)
			if text := textOf(t, issued.PDF); strings.Contains(text, "ภาษีมูลค่าเพิ่ม") || strings.Contains(text, "VAT") || issued.Sums.VAT != 0 {
				t.Errorf("%s speaks of VAT:\n%s", issued.Number, text)
			}
		}
	}
	s := firm(t)
	bill := sell(t, s, addGoods(t, s, "TEA", 107_00, qty.Pieces(5)), qty.Pieces(1), selling.Cash)
	refused(t, s, "pos_id_missing", PaperAsk{Kind: papers.Abbreviated, Of: []string{bill.Number}})
}
