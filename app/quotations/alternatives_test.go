package quotations

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// Up to three alternatives, each with its lines, stand on one paper.
func TestAlternatives(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.offered()
	b.press("F6")
	b.fill("ชุดสุขใจ", "ชุดมงคล")
	b.press("Enter")
	if d := b.page.draft; len(d.options) != 2 || d.turn != 1 || len(d.options[1].lines) != 2 {
		t.Fatalf("%+v", d.options)
	}
	b.find("HONEY-001")
	b.press("F6", "Ctrl+N")
	b.fill("ชุดใหญ่")
	b.press("Enter", "Delete")
	if d := b.page.draft; len(d.options) != 3 || len(d.options[0].lines) != 2 || len(d.options[1].lines) != 3 || len(d.options[2].lines) != 2 {
		t.Fatalf("%+v", d.options)
	}
	b.press("F6", "Ctrl+N")
	if !b.Kit.Prompt.Open() || len(b.page.draft.options) != 3 {
		t.Fatal("a fourth is not refused")
	}
	b.press("Enter", "Left", "Left")
	if b.page.draft.turn != 0 {
		t.Errorf("alternative %d", b.page.draft.turn)
	}
	b.press("Ctrl+Enter")
	p := m.last()
	if p == nil || len(p.Alternatives) != 3 || p.Alternatives[0].Title != "ชุดสุขใจ" || p.Alternatives[2].Title != "ชุดใหญ่" || len(p.Alternatives[1].Lines) != 3 || len(p.Lines) != 0 {
		t.Fatalf("%+v, %q", p, b.Kit.Prompt.Said())
	}
}

func TestAnAlternativeIsTakenOff(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.find("GIFT-002")
	b.press("F6")
	b.fill("หนึ่ง", "สอง")
	b.press("Enter", "F6", "F8")
	if d := b.page.draft; len(d.options) != 1 || d.options[0].title != "หนึ่ง" {
		t.Errorf("%+v", d.options)
	}
	b.page.view.name.SetText("อบต.สันกลาง")
	b.press("Ctrl+Enter")
	if p := m.last(); p == nil || len(p.Lines) != 1 || len(p.Alternatives) != 0 {
		t.Errorf("%+v", p)
	}
}

// A revision begins with everything of the old quotation and takes its place.
func TestARevision(t *testing.T) {
	m := newMarket(t)
	old := m.quotation(func(ask *shop.PaperAsk) { ask.Style = &papers.Style{Official: true, ThaiDigits: true, Copies: 2} })
	b := show(t, usual, m.Shop, old.ID.String())
	if b.page.Title() != i18n.T(i18n.Thai, "quotations.revises", fault.Values{"number": old.Number, "no": 1}) {
		t.Errorf("title %q", b.page.Title())
	}
	b.press("F5")
	b.write("120")
	b.press("Enter", "Ctrl+Enter")
	p := m.last()
	if p.Revision != 1 || p.ID == old.ID || p.Lines[0].Qty != qty.Pieces(120) || p.Lines[0].Price != 410_00 || p.Buyer != old.Buyer || p.Conditions != old.Conditions || p.Style != old.Style || p.Within != 30 || p.Valid != old.Valid {
		t.Errorf("%+v", p.Paper)
	}
	if p.Row.CustomerID != m.office.ID {
		t.Error("the customer is lost")
	}
	was, err := m.OfficePaperID(t.Context(), old.ID)
	must(t, err)
	if was.Void == nil || was.Void.ByID != p.ID {
		t.Errorf("the old one still holds: %+v", was.Void)
	}
	again := show(t, usual, m.Shop, old.ID.String()) // the old one is revised once
	if !again.Kit.Prompt.Open() || again.page.draft.revises != "" {
		t.Error("a quotation that was revised is revised again")
	}
}

func TestARevisionWithAlternativesKeepsThem(t *testing.T) {
	m := newMarket(t)
	line := []shop.PaperLine{{Code: "GIFT-002", Qty: qty.Pieces(60)}}
	old := m.quotation(func(ask *shop.PaperAsk) {
		ask.Lines, ask.Options = nil, []shop.PaperOption{{Title: "หนึ่ง", Lines: line}, {Title: "สอง", Lines: append(line, shop.PaperLine{Code: "HONEY-001", Qty: qty.Pieces(60)})}}
	})
	b := show(t, usual, m.Shop, old.ID.String())
	b.press("Right", "Delete", "Ctrl+Enter")
	p := m.last()
	if p.Revision != 1 || len(p.Alternatives) != 2 || len(p.Alternatives[1].Lines) != 1 || p.Alternatives[1].Title != "สอง" {
		t.Errorf("%+v, %s", p.Alternatives, b.Kit.Prompt.Said())
	}
}
