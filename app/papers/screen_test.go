package papers

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

func TestTheListIsNarrowed(t *testing.T) {
	h := newHouse(t, "included")
	old := h.ago(40).issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: school, Lines: lines("GIFT", 5)}).Number
	due := h.ago(20).issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: lines("GIFT", 60), DueDay: "2026-11-20"}).Number
	tax := h.ago(1).issue(shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Buyer: hotel, Lines: lines("TEA", 10),
		Payments: []papers.Payment{{Method: selling.Cash, Amount: 1070_00}}}).Number
	gone := h.ago(0).issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: hotel, Lines: lines("TEA", 1)})
	if err := h.VoidPaper(ctx, gone.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	void := gone.Number
	b := open(t, usual, h, "")
	b.wants(t, void, tax, due, old)
	if b.chosen() == nil || b.chosen().Number != void {
		t.Error("the first paper is not chosen")
	}
	b.says(t, "ใบกำกับภาษี/ใบเสร็จรับเงิน")
	b.press(t, "Right")
	b.wants(t, void, old)
	b.press(t, "Left", "F12")
	b.wants(t, due)
	b.press(t, "F12")
	b.wants(t, due) // it is overdue
	b.press(t, "F12")
	b.wants(t, void)
	b.press(t, "F12", "-")
	b.wants(t, void, tax, due)
	b.press(t, "-")
	b.wants(t, old)
	b.press(t, "+", "+", "+")
	b.wants(t, void, tax, due, old)
	b.press(t, "F2")
	b.write(t, "ริมโขง")
	b.wants(t, void, tax)
	b.press(t, "Esc")
	b.write(t, "IV-2569")
	b.wants(t, due)
	b.press(t, "Esc", "F2")
	b.write(t, "ไม่มี")
	b.wants(t)
	b.says(t, "ไม่พบเอกสาร")
	if b.chosen() != nil {
		t.Error("nothing is found, and a paper is chosen")
	}
}

// The first that goes out is the original, byte for byte as it was drawn; what comes after are copies.
func TestPrintAndKeep(t *testing.T) {
	h := newHouse(t, "included")
	made := h.issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: lines("GIFT", 60)})
	b := open(t, usual, h, "")
	b.press(t, "Ctrl+P") // no printer is set
	if !b.Kit.Prompt.Open() || b.chosen().Out != 0 {
		t.Fatal("a print without a printer says nothing")
	}
	b.press(t, "Enter", "F5")
	if kept := h.files("*.pdf"); len(kept) != 1 || !bytes.Equal(kept[0], made.PDF) {
		t.Fatalf("%d files, the original is not among them", len(kept))
	}
	if b.chosen().Out != 1 || b.Changed == 0 {
		t.Errorf("%d went out", b.chosen().Out)
	}
	b.says(t, "ไฟล์อยู่ที่")
	h.set(shop.DocumentPrinter, "file:"+t.TempDir())
	b.says(t, "พิมพ์สำเนา 1")
	b.press(t, "Ctrl+P")
	if b.chosen().Out != 2 {
		t.Errorf("%d went out", b.chosen().Out)
	}
	b.says(t, "พิมพ์สำเนา 2")
	if jobs, err := h.Jobs(ctx, 10); err != nil || len(jobs) != 1 || jobs[0].Paper != made.Number {
		t.Errorf("%+v, %v", jobs, err)
	}
}

// What goes out from a dialog over the page is told on the page: the next one is a copy.
func TestADialogThatKeepsIsToldOnThePage(t *testing.T) {
	h := newHouse(t, "included")
	invoice := h.issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: papers.Buyer{Name: "สมศรี", Kind: papers.Person}, Lines: lines("TEA", 2)})
	b := open(t, usual, h, "")
	b.press(t, "F8", "Ctrl+Enter")
	if !b.Kit.Prompt.Open() || b.chosen().ID == invoice.ID {
		t.Fatalf("the receipt is not made: %s", b.texts())
	}
	b.press(t, "F5")
	if kept := h.files("*.pdf"); len(kept) != 1 || b.Kit.Prompt.Open() {
		t.Fatalf("%d files are kept", len(kept))
	}
	b.says(t, "พิมพ์สำเนา 1")
}

// Looking at a paper and its pages counts nothing.
func TestLookingCountsNothing(t *testing.T) {
	h := newHouse(t, "included")
	var many []shop.PaperLine
	for n := range 60 {
		many = append(many, shop.PaperLine{Name: "ของที่ " + i18n.Value(i18n.Thai, n), Unit: "ชิ้น", Qty: qty.One, Price: new(money.Satang)})
	}
	long := h.issue(shop.PaperAsk{Kind: papers.Delivery, Buyer: sankang, Lines: many})
	b := open(t, usual, h, "")
	m := b.page.list.model
	pages := len(m.paper.pages.Pages)
	if pages < 2 {
		t.Fatalf("%d pages", pages)
	}
	first := b.page.list.view.detail.sheet.picture.Image
	b.press(t, "PageDown")
	if m.page != 1 || b.page.list.view.detail.sheet.picture.Image == first {
		t.Error("the second page is not shown")
	}
	for range pages {
		b.press(t, "PageDown")
	}
	if m.page != pages-1 {
		t.Errorf("page %d of %d", m.page, pages)
	}
	b.press(t, "PageUp", "Enter")
	if m.page != pages-2 || !b.Kit.Prompt.Open() {
		t.Error("it is not looked at closer")
	}
	b.press(t, "Esc")
	if h.paper(long.Number).Out != 0 {
		t.Error("a look is counted")
	}
}

func TestVoidingNeedsAReason(t *testing.T) {
	h := newHouse(t, "included")
	number := h.issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: lines("GIFT", 60)}).Number
	b := open(t, usual, h, "")
	b.press(t, "F7", "Ctrl+Enter")
	if !b.Kit.Prompt.Open() {
		t.Fatal("it was voided without a reason")
	}
	b.press(t, "Esc")
	if h.paper(number).Void != nil {
		t.Fatal("Esc voided it")
	}
	h.set("vat.closed", "2026-11-30")
	b.press(t, "F7")
	b.write(t, "ชื่อผิด")
	b.press(t, "Ctrl+Enter")
	b.says(t, "ยื่นภาษีแล้ว")
	b.press(t, "Esc")
	if h.paper(number).Void != nil {
		t.Fatal("no was taken for yes")
	}
	b.press(t, "F7")
	b.write(t, "ชื่อผิด")
	b.press(t, "Ctrl+Enter", "Ctrl+Enter")
	if void := h.paper(number).Void; void == nil || void.Reason != "ชื่อผิด" {
		t.Fatalf("%+v", void)
	}
	b.says(t, "ยกเลิกเมื่อ")
	b.press(t, "F7", "F8", "F6")
	if b.Kit.Prompt.Open() {
		t.Error("a void paper can be voided or gone on with")
	}
}

// Whoever voids a receipt is told what goes out of the books with it.
func TestAReceiptTakesItsMoneyAlong(t *testing.T) {
	h := newHouse(t, "none")
	quotation := h.issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: lines("GIFT", 60)})
	order, err := h.AcceptQuotation(ctx, shop.AcceptAsk{Quotation: quotation.Number, Due: "2026-12-20"})
	if err != nil {
		t.Fatal(err)
	}
	receipt := h.issue(shop.PaperAsk{Kind: papers.Receipt, Of: []string{order.Order.Number}, Deposit: 1000_00,
		Payments: []papers.Payment{{Method: selling.Transfer, Amount: 1000_00}}})
	b := open(t, usual, h, receipt.ID.String())
	b.press(t, "F7")
	b.says(t, "เงิน 1,000.00 บาทที่ใบนี้รับไว้")
	b.write(t, "โอนผิด")
	b.press(t, "Ctrl+Enter")
	if h.paper(receipt.Number).Void == nil {
		t.Fatalf("it stands: %s", b.texts())
	}
	if order, err = h.Order(ctx, order.Order.ID); err != nil || order.Paid() != 0 {
		t.Errorf("paid %v, %v", order.Paid(), err)
	}
}

// A paper that another was made from stays until that one goes.
func TestAPaperThatIsFollowedIsNotVoided(t *testing.T) {
	h := newHouse(t, "included")
	invoice := h.issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: lines("GIFT", 60)})
	receipt := h.issue(shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: []papers.Payment{{Method: selling.Transfer, Amount: 60 * 535_00}}})
	b := open(t, usual, h, invoice.ID.String())
	if b.chosen().ID != invoice.ID {
		t.Fatalf("shown %s", b.chosen().Number)
	}
	b.press(t, "F7")
	b.write(t, "ผิด")
	b.press(t, "Ctrl+Enter")
	b.says(t, receipt.Number)
	b.press(t, "Enter")
	if h.paper(invoice.Number).Void != nil {
		t.Error("it is void all the same")
	}
}

// What a paper was made from and what was made from it are a press away.
func TestLinksLeadOn(t *testing.T) {
	h := newHouse(t, "included")
	quotation := h.issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: lines("GIFT", 60)})
	picture := &bytes.Buffer{}
	if err := jpeg.Encode(picture, image.NewGray(image.Rect(0, 0, 60, 90)), nil); err != nil {
		t.Fatal(err)
	}
	photo, err := h.AddPhoto(ctx, picture)
	if err != nil {
		t.Fatal(err)
	}
	order, err := h.AcceptQuotation(ctx, shop.AcceptAsk{Quotation: quotation.Number, Due: "2026-12-20", Order: papers.BuyerOrder{Number: "กค 12/2569", Date: "2026-11-28", Picture: photo}})
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, h, quotation.ID.String())
	b.tap(t, "ใบสั่งซื้อ กค 12/2569")
	if b.chosen().Kind != papers.PurchaseOrder {
		t.Fatalf("shown %s", b.chosen().Kind)
	}
	b.says(t, "เลขที่ กค 12/2569")
	if sheet := b.page.list.view.detail.sheet.picture.Image; sheet == nil || sheet.Bounds().Dx() != 60 {
		t.Error("the picture of the buyer's order is not shown")
	}
	b.says(t, "60 ชุด")
	b.press(t, "Ctrl+P", "F5")
	if len(h.files("*.pdf")) != 0 || b.Kit.Prompt.Open() {
		t.Error("the buyer's own paper went out")
	}
	b.tap(t, "ออเดอร์ "+order.Order.Number)
	if len(b.Gone) != 1 || b.Gone[0] != kit.ToOrder(order.Order.ID) {
		t.Errorf("gone to %v", b.Gone)
	}
	b.tap(t, "ใบเสนอราคา "+quotation.Number)
	if b.chosen().ID != quotation.ID {
		t.Errorf("shown %s", b.chosen().Number)
	}
	b.press(t, "F4", "Ctrl+N")
	if len(b.Gone) != 2 || b.Gone[1] != kit.ToQuotation(id.Paper{}) {
		t.Errorf("gone to %v: what was accepted is not revised", b.Gone)
	}
}

// A quotation that is open is revised, or becomes the order.
func TestAnOpenQuotationGoesOn(t *testing.T) {
	h := newHouse(t, "included")
	quotation := h.issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: lines("GIFT", 60)})
	b := open(t, usual, h, quotation.ID.String())
	b.press(t, "F4")
	if len(b.Gone) != 1 || b.Gone[0] != kit.ToQuotation(quotation.ID) {
		t.Errorf("gone to %v", b.Gone)
	}
	for _, key := range []string{"F6", "Ctrl+Enter"} { // the dialog is its own
		b.press(t, key)
		b.Until(t, b.Kit.Pool.Idle)
		b.Deliver()
	}
	orders, _, err := h.Orders(ctx, shop.OrderQuery{Limit: 1})
	if err != nil || len(orders) != 1 {
		t.Fatalf("%d orders, %v", len(orders), err)
	}
	if want := kit.ToOffice(orders[0].Number); len(b.Gone) != 2 || b.Gone[1] != want {
		t.Errorf("gone to %v, want %v", b.Gone, want)
	}
}

// Of a credit note or a receipt no other paper is made: F6 says so and opens nothing.
func TestNothingFollowsSomePapers(t *testing.T) {
	h := newHouse(t, "included")
	invoice := h.issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: lines("GIFT", 10)})
	receipt := h.issue(shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: 1000_00, Payments: []papers.Payment{{Method: selling.Transfer, Amount: 1000_00}}})
	note := h.issue(shop.PaperAsk{Kind: papers.CreditNote, Of: []string{invoice.Number}, Lines: lines("GIFT", 1), ReasonCode: papers.ReasonCodes(papers.CreditNote)[0], Reason: "ของเสีย"})
	for _, c := range []struct {
		paper *shop.IssuedPaper
		leads bool
	}{{invoice, true}, {receipt, false}, {note, false}} {
		b := open(t, usual, h, c.paper.ID.String())
		if b.page.list.view.detail.next.Disabled() == c.leads {
			t.Errorf("%s: the button can be pressed: %v", c.paper.Kind, !c.leads)
		}
		b.press(t, "F6")
		if b.Kit.Prompt.Open() != c.leads || b.Kit.Prompt.Said() == "" != c.leads {
			t.Errorf("%s: a dialog is open: %v; it says %q", c.paper.Kind, b.Kit.Prompt.Open(), b.Kit.Prompt.Said())
		}
	}
}

func TestTheFileOfETax(t *testing.T) {
	h := newHouse(t, "included")
	h.issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: lines("GIFT", 60)})
	b := open(t, usual, h, "")
	b.press(t, "F3")
	b.says(t, "ของร้าน")
	b.press(t, "Enter")
	if len(b.Gone) != 1 || b.Gone[0] != (nav.Route{Screen: kit.Settings, Arg: "shop.house"}) {
		t.Errorf("gone to %v", b.Gone)
	}
	for key, value := range map[string]string{"shop.branch": "00000", "shop.house": "12", "shop.subdistrict": "501301", "post.postcode": "50130"} {
		h.set(key, value)
	}
	whole := h.issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: lines("GIFT", 2)})
	b.turn(t, whole.ID.String())
	b.press(t, "F3")
	if files := h.files(whole.Number + "*.xml"); len(files) != 1 || !bytes.Contains(files[0], []byte(whole.Number)) {
		t.Fatalf("%d files, says %q", len(files), b.texts())
	}
	b.says(t, "ไฟล์อยู่ที่")
	b.turn(t, h.issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: lines("GIFT", 2)}).ID.String())
	b.press(t, "F3")
	if len(h.files("*.xml")) != 1 || b.Kit.Prompt.Open() {
		t.Error("e-Tax knows no quotations")
	}
}

// The list reads a hundred at once and goes on where a person does.
func TestManyPapersComeByAndBy(t *testing.T) {
	if testing.Short() {
		t.Skip("issues many papers")
	}
	h := newHouse(t, "none")
	for range pageSize + 5 {
		h.issue(shop.PaperAsk{Kind: papers.Delivery, Buyer: hotel, Lines: []shop.PaperLine{{Name: "ชา", Unit: "ถุง", Qty: qty.One, Price: new(money.Satang)}}})
	}
	b := open(t, usual, h, "")
	m := b.page.list.model
	if len(m.list) != pageSize || m.total != pageSize+5 {
		t.Fatalf("%d of %d", len(m.list), m.total)
	}
	b.page.list.view.list.Choose(pageSize - 2)
	b.press(t, "Down")
	if len(m.list) != pageSize+5 || m.at != pageSize-1 {
		t.Errorf("%d of %d, at %d", len(m.list), m.total, m.at)
	}
}

func TestMonthsTurn(t *testing.T) {
	m, today := &model{}, clock.Day("2026-01-31")
	for _, want := range []clock.Day{"2026-01-01", "2025-12-01", "2025-11-01"} {
		if m.turn(-1, today); m.month != want {
			t.Errorf("%s, want %s", m.month, want)
		}
	}
	if q := m.query(today); q.From != "2025-11-01" || q.To != "2025-11-30" {
		t.Errorf("%+v", q)
	}
	for _, want := range []clock.Day{"2025-12-01", "2026-01-01", "", ""} {
		if m.turn(1, today); m.month != want {
			t.Errorf("%s, want %s", m.month, want)
		}
	}
}

// A reason taken by its digit is printed across the paper, so it is in the paper's language and not in the window's. The
// large view prints.
func TestAReasonIsInTheLanguageOfThePaper(t *testing.T) {
	h := newHouse(t, "included")
	number := h.issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: lines("GIFT", 60)}).Number
	english := usual
	english.Lang = i18n.English
	b := open(t, english, h, "")
	b.press(t, "Space")
	b.says(t, "Print")
	b.press(t, "Ctrl+P")
	if out := h.paper(number).Out; b.Kit.Prompt.Open() && out == 0 {
		b.press(t, "Esc") // there is no printer, and that is said
	}
	b.press(t, "F7", "1", "Ctrl+Enter")
	if void := h.paper(number).Void; void == nil || void.Reason != i18n.T(i18n.Thai, "paperspage.reason.typo") {
		t.Errorf("the reason is %+v", void)
	}
}
