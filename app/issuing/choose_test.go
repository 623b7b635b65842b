package issuing

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// offer opens what can be made of a source.
func offer(t *testing.T, s *shop.Shop, start Start) (*looks.Stage, *chooser) {
	t.Helper()
	stage := looks.New(t, usual, s)
	stage.Show(kit.Till, func(*kit.Kit) nav.Page { return empty{} })
	c := choose(stage.Kit, start)
	idle(t, stage)
	return stage, c
}

func idle(t *testing.T, s *looks.Stage) {
	t.Helper()
	s.Until(t, s.Kit.Pool.Idle)
	s.Deliver()
}

// A digit opens the dialog of what comes next; what stands is looked at by Enter, which makes nothing new.
func TestChoosingByKeys(t *testing.T) {
	s := firm(t)
	number := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 5, 2).Order.Number
	more := 0
	start := Start{Ask: shop.PaperAsk{Of: []string{number}}, More: []More{{Label: "ใบจ่าหน้า", Key: "F9", Do: func() { more++ }}}}
	stage, _ := offer(t, s, start)
	stage.Press("F9")
	if more != 1 || stage.Kit.Prompt.Open() {
		t.Errorf("what else is printed was done %d times", more)
	}
	stage, _ = offer(t, s, start)
	stage.Press("1")
	idle(t, stage)
	stage.Press("Ctrl+Enter")
	idle(t, stage)
	if papersOf(t, s, papers.Delivery) != 1 {
		t.Fatal("no delivery note was made")
	}
	stage, c := offer(t, s, start)
	if len(c.stands) != 1 || c.offers[0].Ask.Kind != papers.TaxInvoice {
		t.Errorf("%d stand, first comes %s", len(c.stands), c.offers[0].Ask.Kind)
	}
	stage.Press("Enter")
	idle(t, stage)
	if !stage.Kit.Prompt.Open() || papersOf(t, s, papers.Delivery) != 1 {
		t.Error("the note is not shown")
	}
	stage.Press("F5")
	idle(t, stage)
	if kept, _ := filepath.Glob(filepath.Join(s.Dir, shop.Exports, "*.pdf")); len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
}

// A paper that cannot be made says why, and what else can be made is offered in its place.
func TestWhatCannotBeMadeOffersTheRest(t *testing.T) {
	o := newOffice(t)
	stage, _ := offer(t, o.Shop, Start{Ask: shop.PaperAsk{Of: []string{o.order}}})
	stage.Press("Esc")
	ask := shop.PaperAsk{Kind: papers.Delivery, Of: []string{o.full}, Anew: true}
	e := edit(stage.Kit, Start{Ask: ask})
	idle(t, stage)
	_, _, why := o.DraftPaper(t.Context(), ask)
	if why == nil || !e.shut || !stage.Kit.Prompt.Open() {
		t.Fatalf("%v, shut %v", why, e.shut)
	}
	said := saidOn(stage)
	if want := strings.ReplaceAll(i18n.Message(i18n.Thai, why), " ", ""); !strings.Contains(strings.ReplaceAll(said, " ", ""), want) {
		t.Fatalf("it says %q, not %q", said, want)
	}
	stage.Press("1") // the tax invoice
	idle(t, stage)
	stage.Press("Ctrl+Enter")
	idle(t, stage)
	if made, err := o.PapersOf(t.Context(), o.full); err != nil || len(made) != 2 {
		t.Errorf("%d papers, %v", len(made), err)
	}
	edit(stage.Kit, Start{Ask: shop.PaperAsk{Kind: papers.TaxInvoice, Replaces: "A-TX-0"}})
	idle(t, stage)
	if !stage.Kit.Prompt.Open() {
		t.Error("in place of nothing, and nobody says so")
	}
}

// What cannot be read is said, and nothing opens.
func TestChoosingOfNothing(t *testing.T) {
	stage, _ := offer(t, firm(t), Start{Ask: shop.PaperAsk{Of: []string{"A-XX-1"}}})
	stage.Press("Enter") // understood
	if stage.Kit.Prompt.Open() {
		t.Error("something opened")
	}
}

// One billing note gathers several invoices.
func TestOnePaperOverSeveral(t *testing.T) {
	s := firm(t)
	goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500)
	var of []string
	for range 2 {
		issued, err := s.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []shop.PaperLine{{Code: "GIFT", Qty: qty.Pieces(1)}}})
		must(t, err)
		of = append(of, issued.Number)
	}
	stage, c := offer(t, s, Start{Ask: shop.PaperAsk{Of: of}})
	for n := range c.offers {
		if c.offers[n].Ask.Kind == papers.Billing {
			c.take(&c.offers[n])
		}
	}
	idle(t, stage)
	stage.Press("Ctrl+Enter")
	idle(t, stage)
	rows, _, err := s.OfficePapers(t.Context(), shop.OfficePaperQuery{Kind: papers.Billing, Limit: 1})
	must(t, err)
	if len(rows) != 1 || rows[0].Due != 2*535_00 {
		t.Errorf("%+v", rows)
	}
}

// Money before taxed goods: who asks for the receipt gets the tax invoice that is a receipt besides, and is told why.
func TestMoneyBeforeGoodsTurnsToTheTaxInvoice(t *testing.T) {
	s := firm(t)
	number := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 5, 2).Order.Number
	stage, _ := offer(t, s, Start{Ask: shop.PaperAsk{Of: []string{number}}})
	stage.Press("Esc")
	asked := edit(stage.Kit, Start{Ask: shop.PaperAsk{Kind: papers.Receipt, Of: []string{number}, Buyer: sankang}})
	idle(t, stage)
	if !asked.shut || !strings.Contains(strings.ReplaceAll(saidOn(stage), " ", ""), "ใบเสร็จอย่างเดียวไม่พอ") {
		t.Fatalf("shut %v: %s", asked.shut, saidOn(stage))
	}
	stage.Press("F9") // the office kept nothing back
	idle(t, stage)
	stage.Press("Ctrl+Enter")
	idle(t, stage)
	rows, _, err := s.OfficePapers(t.Context(), shop.OfficePaperQuery{Limit: 5})
	must(t, err)
	if len(rows) != 1 || rows[0].Kind != string(papers.TaxInvoice) || rows[0].Due != 10*535_00 || len(rows[0].With) != 1 {
		t.Errorf("%+v: %s", rows, saidOn(stage))
	}
}

// saidOn gathers what the dialog on top says.
func saidOn(stage *looks.Stage) (said string) {
	for _, object := range test.LaidOutObjects(stage.Window.Canvas().Overlays().Top()) {
		if text, ok := object.(*canvas.Text); ok {
			said += text.Text
		}
	}
	return said
}
