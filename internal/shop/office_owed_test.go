package shop

import (
	"bytes"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
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

// A customer's bills tell what was sold on credit; papers beside them what was typed, and what an order asks for before its
// goods have left.
func TestWhatPapersAskBesideBills(t *testing.T) {
	s := community(t)
	set, who := addGoods(t, s, "SET", 107_00, qty.Pieces(100)), buying(t, s)
	is := func(what string, count int, sum money.Satang) {
		t.Helper()
		if by, err := s.ByPapers(t.Context(), who); err != nil || by.Count != count || by.Sum != sum {
			t.Errorf("%s: %+v, want %d of %s (%v)", what, by, count, sum, err)
		}
	}
	bill := onCredit(t, s, set, qty.One, who)
	issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{bill.Number}})
	is("the invoice of a bill", 0, 0)
	typed := issue(t, s, PaperAsk{Kind: papers.Invoice, CustomerID: who, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}})
	is("a typed one", 1, 214_00)
	order := giftOrder(t, s, set, 5, 2)
	packAll(t, s, order, 1, 1)
	issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	is("of an order whose goods are here", 2, 1284_00)
	goes(t, s, order)
	is("half of them sold on credit", 2, 749_00)
	issue(t, s, PaperAsk{Kind: papers.Billing, Of: []string{typed.Number}})
	is("gathered by a billing note", 2, 749_00)
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{typed.Number}, Payments: transfer(214_00)})
	is("paid", 1, 535_00)
}
