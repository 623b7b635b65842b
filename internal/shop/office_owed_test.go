package shop

import (
	"bytes"
	"strings"
	"testing"

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
