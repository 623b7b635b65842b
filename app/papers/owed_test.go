package papers

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// owing is a shop to which the hotel owes two invoices and the school one that is not due yet.
func owing(t testing.TB) (h *house, old, late, young string) {
	t.Helper()
	h = newHouse(t, "included")
	old = h.ago(120).issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: hotel, Lines: lines("TEA", 40), DueDay: "2026-08-20"}).Number
	late = h.ago(60).issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: hotel, Lines: lines("TEA", 10), DueDay: "2026-10-20"}).Number
	young = h.ago(5).issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: school, Lines: lines("GIFT", 2), DueDay: "2026-12-20"}).Number
	h.ago(0)
	return h, old, late, young
}

// taken gives what would be paid or billed together.
func (b *bench) taken() []string {
	numbers, _ := b.page.parts[1].(*owed).model.taken()
	return numbers
}

func TestWhoOwesByAge(t *testing.T) {
	h, old, late, young := owing(t)
	b := open(t, usual, h, "")
	b.press(t, "F10")
	b.says(t, "฿6,420") // 4,280 + 1,070 + 1,070
	if got := b.taken(); !slices.Equal(got, []string{old, late}) {
		t.Errorf("the oldest debt is not first: %v", got)
	}
	b.says(t, "ค้างมา 102 วัน")
	b.press(t, "Down")
	if got := b.taken(); !slices.Equal(got, []string{young}) {
		t.Errorf("next comes %v", got)
	}
	b.says(t, "อีก 20 วันครบกำหนด")
	b.press(t, "F12", "F12") // 31–60 days
	if got := b.taken(); !slices.Equal(got, []string{old, late}) {
		t.Errorf("31–60 days: %v", got)
	}
	b.press(t, "F12") // 61–90
	b.says(t, "ไม่มีใครค้างในช่วงนี้")
	b.press(t, "F8", "F6", "Ctrl+P", "Space", "Enter")
	if b.Kit.Prompt.Open() {
		t.Error("there is nobody to pay, and something asks")
	}
	b.press(t, "F9")
	if b.page.tab != 0 {
		t.Error("F9 does not lead back to the list")
	}
}

// In the smallest window for fingers nothing on the page of what is owed is squeezed.
func TestWhatIsOwedFitsTheSmallestWindow(t *testing.T) {
	h, _, _, _ := owing(t)
	for _, lang := range i18n.Langs {
		b := open(t, looks.Variant{Theme: theme.Options{Variant: theme.Large}, Size: looks.Sizes[len(looks.Sizes)-1], Lang: lang}, h, kit.PapersOwed)
		page, v := b.page.Content(), b.page.parts[1].(*owed).view
		if least, has := page.MinSize().Width, page.Size().Width; least > has {
			t.Errorf("%s: %.0f wide in %.0f", lang, least, has)
		}
		for _, button := range []*widget.Button{v.pay, v.bill, v.remind} {
			if least, has := button.MinSize().Width, button.Size().Width; least > has {
				t.Errorf("%s: %q is %.0f wide in %.0f", lang, button.Label(), least, has)
			}
		}
	}
}

// One billing note gathers the papers that a person marked.
func TestABillingNoteOverMarkedPapers(t *testing.T) {
	h, old, _, _ := owing(t)
	third := h.issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: hotel, Lines: lines("TEA", 1), DueDay: "2026-12-30"}).Number
	b := open(t, usual, h, kit.PapersOwed)
	b.press(t, "Right")
	b.write(t, " ") // the first, not the second, the third
	b.press(t, "Down")
	b.write(t, " ")
	if got := b.taken(); !slices.Equal(got, []string{old, third}) {
		t.Fatalf("marked %v", got)
	}
	b.says(t, "เลือก 2 ใบ รวม 4,387.00 บาท")
	b.press(t, "F6", "Ctrl+Enter")
	rows, _, err := h.OfficePapers(ctx, shop.OfficePaperQuery{Kind: papers.Billing, Limit: 10})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d billing notes, %v: %s", len(rows), err, b.texts())
	}
	note := h.paper(rows[0].Number)
	if len(note.Lines) != 2 || note.Sums.Due != 4387_00 || note.Lines[0].Of != old || note.Lines[1].Of != third {
		t.Errorf("%+v", note.Lines)
	}
}

// The search of the list, which is not seen any more, takes no keys of the page of what is owed.
func TestTheSearchOfTheListLetsGo(t *testing.T) {
	h, old, _, _ := owing(t)
	b := open(t, usual, h, "")
	b.press(t, "F2", "F10", "Right")
	b.write(t, " ")
	if got := b.taken(); !slices.Equal(got, []string{old}) {
		t.Errorf("Space marked %v", got)
	}
}

// The letter lists what is owed and can be kept; it counts for no paper.
func TestTheReminder(t *testing.T) {
	h, old, _, _ := owing(t)
	b := open(t, usual, h, kit.PapersOwed)
	b.press(t, "Ctrl+P")
	if !b.Kit.Prompt.Open() {
		t.Fatal("no letter")
	}
	b.press(t, "F5")
	if len(h.files("reminder-*.pdf")) != 1 || !strings.Contains(b.Kit.Prompt.Said(), "reminder-") {
		t.Errorf("kept %d, says %q", len(h.files("*.pdf")), b.Kit.Prompt.Said())
	}
	if h.paper(old).Out != 0 {
		t.Error("the letter counts as a print of the invoice")
	}
}

// A debt leads to its paper, and money that came takes it off.
func TestMoneyForADebt(t *testing.T) {
	h, old, late, _ := owing(t)
	b := open(t, usual, h, kit.PapersOwed)
	b.press(t, "Right", "Down", "Enter")
	if b.page.tab != 0 || b.chosen() == nil || b.chosen().Number != late {
		t.Fatal("Enter does not lead to the paper")
	}
	b.press(t, "F10", "F8")
	b.says(t, "5,350")
	b.press(t, "Esc", "Esc")
	h.issue(shop.PaperAsk{Kind: papers.Receipt, Of: []string{old}, Payments: []papers.Payment{{Method: "transfer", Amount: 4280_00}}})
	b.page.Reload()
	b.settle(t)
	if got := b.taken(); !slices.Equal(got, []string{late}) {
		t.Errorf("after the money %v", got)
	}
}
