package shop

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// tillFirm is a shop registered for VAT with a till whose slips are abbreviated tax invoices.
func tillFirm(t *testing.T) *Shop {
	t.Helper()
	s := firm(t)
	if _, _, err := s.Set(t.Context(), "vat.pos_id", "E012345678"); err != nil {
		t.Fatal(err)
	}
	return s
}

// slipText gives what a bill's slip says now.
func slipText(t *testing.T, s *Shop, bill id.Bill) string {
	t.Helper()
	read, err := s.Bill(t.Context(), bill)
	if err != nil {
		t.Fatal(err)
	}
	slip, err := s.BillSlip(t.Context(), read, ReceiptOptions{Lang: i18n.Thai})
	if err != nil {
		t.Fatal(err)
	}
	return writtenOn([]printing.Page{slip.Page})
}

// wantSlip holds a slip to be an abbreviated tax invoice, by "", or none since a paper tells its tax.
func wantSlip(t *testing.T, s *Shop, bill id.Bill, by string) {
	t.Helper()
	text := slipText(t, s, bill)
	short := strings.Contains(text, "ใบกำกับภาษีอย่างย่อ") && strings.Contains(text, "E012345678") && strings.Contains(text, "ภาษีมูลค่าเพิ่ม 7%")
	none := !strings.Contains(text, "อย่างย่อ") && !strings.Contains(text, "E012345678") && !strings.Contains(text, "7%") && strings.Contains(text, "ใบเสร็จรับเงิน")
	if by == "" && (!short || strings.Contains(text, "ใบกำกับภาษีเลขที่")) || by != "" && (!none || !strings.Contains(text, "ใบกำกับภาษีเลขที่ "+by)) {
		t.Errorf("beside %q the slip says %q", by, text)
	}
}

// A slip that a full tax invoice took the place of is no tax invoice any more, however often it prints again.
func TestASlipGivesWayToItsTaxInvoice(t *testing.T) {
	s := tillFirm(t)
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(10))
	bill := sell(t, s, tea, qty.Pieces(2), selling.Cash)
	wantSlip(t, s, bill.ID, "")
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	wantSlip(t, s, bill.ID, full.Number)

	right := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Replaces: full.Number, Reason: "ชื่อผิด", ReasonCode: "TIVC01", Buyer: sankang})
	wantSlip(t, s, bill.ID, right.Number)

	plain := firm(t) // whose slips are no tax invoices
	bill = sell(t, plain, addGoods(t, plain, "TEA", 107_00, qty.Pieces(10)), qty.Pieces(2), selling.Cash)
	full = issue(t, plain, PaperAsk{Kind: papers.TaxInvoice, Of: []string{bill.Number}, Buyer: sankang})
	wantSlip(t, plain, bill.ID, full.Number)
}

// The slip of goods that an order's tax invoice stands for is none beside it, before it was printed and after. Another
// delivery keeps its slip.
func TestTheSlipOfADeliveryBesideItsTaxInvoice(t *testing.T) {
	s, ctx := tillFirm(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 2)
	number := order.Order.Number
	var bills []id.Bill
	var notes []string
	for n := range 2 {
		parcels := packAll(t, s, order, n+1, n+1)
		notes = append(notes, issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}, Buyer: sankang}).Number)
		bill := id.New[id.Bill]()
		if _, err := s.HandOver(ctx, order.Order.ID, parcels, bill, ""); err != nil {
			t.Fatal(err)
		}
		bills = append(bills, bill)
	}
	wantSlip(t, s, bills[0], "")
	first := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{notes[0]}, Buyer: sankang})
	wantSlip(t, s, bills[0], first.Number)
	wantSlip(t, s, bills[1], "")

	// The second's was given as a file: its number went out, so that the invoice names it, and the report of the month shows it
	// as void.
	second, err := s.Bill(ctx, bills[1])
	if err != nil {
		t.Fatal(err)
	}
	if err := s.FileSlip(ctx, second); err != nil {
		t.Fatal(err)
	}
	ask := PaperAsk{ID: id.New[id.Paper](), Kind: papers.TaxInvoice, Of: []string{notes[1]}, Buyer: sankang}
	full := issue(t, s, ask)
	if words := "เป็นการยกเลิกและออกแทนใบกำกับภาษีอย่างย่อเลขที่ " + second.Number; !strings.Contains(strings.ReplaceAll(writtenOn(full.Pages.Pages), "\n", " "), words) {
		t.Errorf("the paper does not say %q: %q", words, writtenOn(full.Pages.Pages))
	}
	if demands := full.Demands(); !slices.Contains(demands, papers.Demand{Key: "replaces", Text: second.Number}) {
		t.Errorf("asked for: %+v", demands)
	}
	if again := issue(t, s, ask); again.Number != full.Number || !again.Replayed {
		t.Errorf("the same id is another paper: %s", again.Number)
	}
	wantSlip(t, s, bills[1], full.Number)
	if len(first.Refs) == 0 || slices.ContainsFunc(first.Refs, func(ref papers.Ref) bool { return ref.Role == papers.ForSlip }) {
		t.Errorf("the first names a slip that nobody printed: %+v", first.Refs)
	}
	report := func() (void string) {
		t.Helper()
		report, err := s.SalesTax(ctx, second.Day)
		if err != nil || report.VAT != 350_00 {
			t.Fatalf("VAT %s of %+v, %v", report.VAT, report.Rows, err)
		}
		for _, row := range report.Rows {
			if row.Number == second.Number && row.Void {
				void = row.Replace
			}
		}
		return void
	}
	if by := report(); by != full.Number {
		t.Errorf("the slip is void by %q", by)
	}

	// Without its invoice the slip is what tells the tax again.
	if err := s.VoidPaper(ctx, full.ID, "ชื่อผิด", nil); err != nil {
		t.Fatal(err)
	}
	wantSlip(t, s, bills[1], "")
	if by := report(); by != "" {
		t.Errorf("the slip is void by %q", by)
	}
}
