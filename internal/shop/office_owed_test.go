package shop

import (
	"bytes"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// A reminder is written in the language of the paper it is about, unless another is asked for.
func TestAReminderSpeaksAsItsPaper(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	ask := PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.One}}}
	issue(t, s, ask)
	ask.Buyer, ask.Style = papers.Buyer{Name: "Lao Handicraft Co., Ltd.", Address: "Vientiane"}, &papers.Style{Lang: i18n.English}
	issue(t, s, ask)
	owing, err := s.Receivables(ctx, "2026-12-30")
	if err != nil || len(owing) != 2 {
		t.Fatal(owing, err)
	}
	for _, who := range owing {
		for _, asked := range []i18n.Lang{"", i18n.Thai, i18n.English} {
			letter, err := s.ReminderPapers(ctx, who, "2026-12-30", asked)
			if err != nil {
				t.Fatal(err)
			}
			var pdf bytes.Buffer
			if err := s.WritePapers(&pdf, letter); err != nil {
				t.Fatal(err)
			}
			english := asked == i18n.English || asked == "" && strings.HasPrefix(who.Name, "Lao")
			if text := textOf(t, pdf.Bytes()); strings.Contains(text, packed("Yours faithfully")) != english || strings.Contains(text, packed("ขอแสดงความนับถือ")) == english {
				t.Errorf("%s, asked for in %q:\n%s", who.Name, asked, text)
			}
		}
	}
}

// A letter does not ask for money of a cancelled order, of which no receipt is written either; the list marks its papers.
func TestAReminderLeavesCancelledOrdersOut(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 2, 1)
	gone := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	if err := s.CancelOrder(ctx, order.Order.ID, "เลิก", ""); err != nil {
		t.Fatal(err)
	}
	owing, err := s.Receivables(ctx, "2026-12-30")
	if err != nil || len(owing) != 1 || owing[0].Papers[0].Cancelled != order.Order.Number {
		t.Fatalf("%+v, %v", owing, err)
	}
	if _, err := s.ReminderPapers(ctx, owing[0], "2026-12-30", ""); !fault.Is(err, "paper_of_cancelled") {
		t.Errorf("a letter of it alone: %v", err)
	}
	stands := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{giftOrder(t, s, set, 1, 1).Order.Number}, Buyer: sankang})
	if owing, err = s.Receivables(ctx, "2026-12-30"); err != nil || len(owing) != 1 || owing[0].Total != 1605_00 || len(CancelledOwing(owing)) != 1 {
		t.Fatalf("%+v, %v", owing, err)
	}
	letter, err := s.ReminderPapers(ctx, owing[0], "2026-12-30", "")
	if err != nil {
		t.Fatal(err)
	}
	var pdf bytes.Buffer
	if err := s.WritePapers(&pdf, letter); err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, pdf.Bytes()); !strings.Contains(text, packed(stands.Number)) || strings.Contains(text, packed(gone.Number)) || !strings.Contains(text, "535.00") || strings.Contains(text, "1,605.00") {
		t.Errorf("the letter says\n%s", text)
	}
}
