package papers

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// taxed is a shop with a tax invoice and a void one in November, and one in October.
func taxed(t testing.TB) (h *house, october, november, void *shop.IssuedPaper) {
	t.Helper()
	h = newHouse(t, "included")
	october = h.ago(40).issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: hotel, Lines: lines("TEA", 10)})
	november = h.ago(5).issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: lines("TEA", 20)})
	void = h.issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: lines("TEA", 5)})
	if err := h.VoidPaper(ctx, void.ID, "พิมพ์ผิด", nil); err != nil {
		t.Fatal(err)
	}
	h.ago(0)
	return h, october, november, void
}

// listed gives the numbers of the month that is looked at.
func (b *bench) listed() (numbers []string) {
	for _, row := range b.page.parts[2].(*tax).model.rows() {
		numbers = append(numbers, row.Number)
	}
	return numbers
}

func TestTheSalesTaxOfAMonth(t *testing.T) {
	h, october, november, void := taxed(t)
	b := open(t, usual, h, "")
	b.press(t, "F11")
	if got := b.listed(); !slices.Equal(got, []string{november.Number, void.Number}) {
		t.Errorf("November has %v", got)
	}
	b.says(t, "฿140.00")
	b.says(t, "ยกเลิกแล้ว")
	b.press(t, "Right") // the next month is not there yet
	if got := b.listed(); len(got) != 2 {
		t.Errorf("after this month comes %v", got)
	}
	b.press(t, "Left")
	if got := b.listed(); !slices.Equal(got, []string{october.Number}) {
		t.Errorf("October has %v", got)
	}
	b.press(t, "Enter")
	if b.page.tab != 0 || b.chosen() == nil || b.chosen().ID != october.ID {
		t.Error("Enter does not lead to the paper")
	}
}

// A sale at the counter is a row too; it leads to its bill, and a till without a number is warned of.
func TestSlipsOfTheTill(t *testing.T) {
	h := newHouse(t, "included")
	match, err := h.Find(ctx, "TEA")
	if err != nil {
		t.Fatal(err)
	}
	bill, _, err := h.Pay(ctx, selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{{ProductID: match.Product.ID, Qty: qty.One}}},
		Tenders: []selling.Tender{{Method: selling.Cash}}})
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, h, kit.PapersTax)
	b.says(t, "ขายหน้าร้าน")
	b.says(t, "ถามสรรพากรหรือนักบัญชี")
	b.press(t, "Enter")
	if len(b.Gone) != 1 || b.Gone[0] != (nav.Route{Screen: kit.Bills, Arg: bill.Number}) {
		t.Errorf("gone to %v", b.Gone)
	}
}

func TestTheReportIsPrintedAndKept(t *testing.T) {
	h, _, november, _ := taxed(t)
	b := open(t, usual, h, kit.PapersTax)
	b.press(t, "Ctrl+P", "F5")
	if kept := h.files("sales-tax-2026-11*.pdf"); len(kept) != 1 || !bytes.HasPrefix(kept[0], []byte("%PDF")) {
		t.Errorf("%d reports", len(kept))
	}
	b.press(t, "F5")
	if kept := h.files("sales-tax-2026-11*.csv"); len(kept) != 1 || !bytes.Contains(kept[0], []byte(november.Number)) {
		t.Errorf("%d tables", len(kept))
	}
	if len(h.files("sales-tax-2026-11*.xlsx")) != 1 || !strings.Contains(b.Kit.Prompt.Said(), ".xlsx") {
		t.Errorf("says %q", b.Kit.Prompt.Said())
	}
	b.says(t, "ไฟล์อยู่ที่")
}

// A month is closed once a person has said so, and opened again for a reason.
func TestClosingAMonth(t *testing.T) {
	h, october, _, _ := taxed(t)
	b := open(t, usual, h, kit.PapersTax)
	until := func() clock.Day {
		closed, err := h.TaxClosed(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return closed.Until
	}
	b.press(t, "F8", "F7") // it runs
	if b.Kit.Prompt.Open() || until() != "" || !strings.Contains(b.Kit.Prompt.Said(), "ยังไม่จบ") {
		t.Errorf("a month that runs: says %q", b.Kit.Prompt.Said())
	}
	b.press(t, "Left", "F8", "Esc")
	if until() != "" {
		t.Fatal("no was taken for yes")
	}
	b.press(t, "F8", "Enter")
	if until() != "2026-10-31" || b.Changed == 0 {
		t.Fatalf("closed until %q", until())
	}
	b.says(t, "ยื่นภาษีแล้วถึง 31 ต.ค. 2569")
	b.press(t, "F8") // it is closed
	if b.Kit.Prompt.Open() {
		t.Error("a closed month is closed again")
	}
	if err := h.VoidPaper(ctx, october.ID, "ผิด", nil); !papers.Asked(err) {
		t.Errorf("a paper of it goes unasked: %v", err)
	}
	b.press(t, "F7", "Ctrl+Enter")
	if !b.Kit.Prompt.Open() || until() == "" {
		t.Fatal("opened without a reason")
	}
	b.write(t, "ลืมใบหนึ่ง")
	b.press(t, "Ctrl+Enter")
	if until() != "2026-09-30" {
		t.Errorf("closed until %q", until())
	}
	b.says(t, "ลืมใบหนึ่ง")
}

func TestAShopWithoutVAT(t *testing.T) {
	b := open(t, usual, newHouse(t, "none"), kit.PapersTax)
	b.says(t, "ไม่ได้จดทะเบียนภาษีมูลค่าเพิ่ม")
	b.press(t, "Left", "Right", "Up", "Down", "Enter", "Ctrl+P", "F5", "F8", "F7")
	if b.Kit.Prompt.Open() || len(b.Gone) > 0 {
		t.Error("there is nothing, and something answers")
	}
}

func TestTheMonthThatIsLookedFor(t *testing.T) {
	for _, c := range []struct{ today, closed, want clock.Day }{
		{"2026-12-01", "", "2026-11-01"}, {"2026-12-15", "2026-10-31", "2026-11-01"}, {"2026-12-15", "2026-11-30", "2026-12-01"},
		{"2026-12-16", "", "2026-12-01"}, {"2027-01-02", "", "2026-12-01"},
	} {
		if got := dueMonth(&shop.TaxClosed{Until: c.closed}, c.today); got != c.want {
			t.Errorf("on %s with %q handed in: %s, want %s", c.today, c.closed, got, c.want)
		}
	}
}

// A quotation that they agreed to becomes an order by Enter; another paper is looked at closer.
func TestTheyAgreed(t *testing.T) {
	h := newHouse(t, "included")
	quotation := h.issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: lines("GIFT", 60)})
	b := open(t, usual, h, "")
	b.says(t, "ผู้ซื้อตกลง")
	b.press(t, "Enter")
	if !b.Kit.Prompt.Open() {
		t.Fatal("nothing asks what they take")
	}
	b.says(t, quotation.Number)
}
