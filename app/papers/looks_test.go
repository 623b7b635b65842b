package papers

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// lived is a shop with papers of all states, and those that the scenes look at.
func lived(t testing.TB) (h *house, of map[string]string) {
	t.Helper()
	h, of = newHouse(t, "included"), map[string]string{}
	h.set("shop.phone", "053 123 456")
	h.set("bank.name", "ธ.ก.ส.")
	h.set("bank.account", "0201234567890")
	h.set("bank.account_name", "วิสาหกิจชุมชนบ้านทอผ้า")
	put := func(name string, days int, ask shop.PaperAsk) *shop.IssuedPaper {
		made := h.ago(days).issue(ask)
		of[name] = made.ID.String()
		return made
	}
	paid := func(amount money.Satang) []papers.Payment {
		return []papers.Payment{{Method: selling.Transfer, Amount: amount}}
	}
	put("old", 120, shop.PaperAsk{Kind: papers.Invoice, Buyer: hotel, Lines: lines("TEA", 40), DueDay: "2026-08-20"})
	put("older", 75, shop.PaperAsk{Kind: papers.Invoice, Buyer: hotel, Lines: lines("TEA", 25), DueDay: "2026-09-25"})
	put("younger", 50, shop.PaperAsk{Kind: papers.Invoice, Buyer: hotel, Lines: lines("TEA", 30), DueDay: "2026-10-31"})
	put("part", 60, shop.PaperAsk{Kind: papers.Invoice, Buyer: school, Lines: lines("GIFT", 12), DueDay: "2026-10-20"})
	h.ago(40).issue(shop.PaperAsk{Kind: papers.Receipt, Of: []string{h.number(of["part"])}, Amount: 3000_00, Payments: paid(3000_00)})
	long := shop.PaperAsk{Kind: papers.Delivery, Buyer: school}
	for n := range 40 {
		long.Lines = append(long.Lines, shop.PaperLine{Name: "สมุดทำมือ เล่มที่ " + i18n.Value(i18n.Thai, n+1), Unit: "เล่ม", Qty: qty.One, Price: new(money.Satang)})
	}
	put("long", 150, long)
	put("expired", 45, shop.PaperAsk{Kind: papers.Quotation, Buyer: hotel, Lines: lines("TEA", 80)})
	quotation := put("accepted", 12, shop.PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: lines("GIFT", 60), Within: 30})
	order, err := h.ago(10).AcceptQuotation(ctx, shop.AcceptAsk{Quotation: quotation.Number, Due: "2026-12-20", Order: papers.BuyerOrder{Number: "กค 12/2569", Date: "2026-11-19"}})
	if err != nil {
		t.Fatal(err)
	}
	bought, err := h.PapersOf(ctx, quotation.Number)
	if err != nil || len(bought) != 1 {
		t.Fatal(bought, err)
	}
	of["bought"] = bought[0].ID.String()
	put("delivery", 8, shop.PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Lines: lines("GIFT", 30)})
	put("tax", 6, shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{order.Order.Number}, DueDay: "2026-12-31"})
	wrong := put("void", 4, shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Buyer: hotel, Lines: lines("TEA", 10), Payments: paid(1070_00)})
	if err := h.VoidPaper(ctx, wrong.ID, "ชื่อหรือที่อยู่ผิด", nil); err != nil {
		t.Fatal(err)
	}
	put("receipt", 3, shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Buyer: hotel, Lines: lines("TEA", 10), Payments: paid(1070_00)})
	put("credit", 1, shop.PaperAsk{Kind: papers.CreditNote, Of: []string{h.number(of["receipt"])}, Lines: lines("TEA", 2), Reason: "สินค้าชำรุดเสียหาย", ReasonCode: "CDNG02"})
	put("offered", 0, shop.PaperAsk{Kind: papers.Quotation, Buyer: school, Lines: append(lines("GIFT", 25), lines("TEA", 50)...)})
	return h, of
}

// number gives the number of a paper.
func (h *house) number(paper string) string {
	h.t.Helper()
	rows, _, err := h.OfficePapers(ctx, shop.OfficePaperQuery{Limit: pageSize})
	if err != nil {
		h.t.Fatal(err)
	}
	for n := range rows {
		if rows[n].ID.String() == paper {
			return rows[n].Number
		}
	}
	h.t.Fatalf("no paper %s", paper)
	return ""
}

// bar is the top of the window on a busy day.
func bar(k *kit.Kit) []nav.Chip {
	return []nav.Chip{{ChipData: widget.ChipData{Icon: "print", IconTone: theme.MoneyIn, Label: k.T("app.printer.ready")}},
		{ChipData: widget.ChipData{Icon: "customer", Label: k.T("app.shift.named", map[string]any{"time": "08:00", "name": "สมศรี"})}}}
}

// scene is a state of the screen that must look right.
type scene struct {
	name string
	show func(testing.TB, looks.Variant) *bench
}

func scenes(t testing.TB) []scene {
	h, of := lived(t)
	none := newHouse(t, "none")
	at := func(arg string, chords ...string) func(testing.TB, looks.Variant) *bench {
		return func(t testing.TB, v looks.Variant) *bench {
			b := open(t, v, h, of[arg])
			b.Shell.SetChips(bar(b.Kit))
			b.press(t, chords...)
			return b
		}
	}
	owing := func(chords ...string) func(testing.TB, looks.Variant) *bench {
		return func(t testing.TB, v looks.Variant) *bench {
			b := open(t, v, h, kit.PapersOwed)
			b.Shell.SetChips(bar(b.Kit))
			b.press(t, chords...)
			return b
		}
	}
	month := func(chords ...string) func(testing.TB, looks.Variant) *bench {
		return func(t testing.TB, v looks.Variant) *bench {
			b := open(t, v, h, kit.PapersTax)
			b.Shell.SetChips(bar(b.Kit))
			b.press(t, chords...)
			return b
		}
	}
	return []scene{
		{"list", at("tax")}, {"part", at("part")}, {"offered", at("offered")},
		{"below", func(t testing.TB, v looks.Variant) *bench {
			b := at("tax")(t, v)
			b.page.list.view.detail.scroll.ScrollTo(b.page.list.view.detail.below.Position())
			return b
		}},
		{"bought", at("bought")}, {"long", at("long", "PageDown")}, {"voiding", at("receipt", "F7")}, {"large", at("accepted", "Enter")}, {"lacks", at("receipt", "F3")},
		{"owed", owing("Right", "Down")},
		{"owed-none", func(t testing.TB, v looks.Variant) *bench { return open(t, v, none, kit.PapersOwed) }},
		{"tax", month()}, {"tax-close", month("Left", "F8")},
		{"tax-none", func(t testing.TB, v looks.Variant) *bench { return open(t, v, none, kit.PapersTax) }},
		{"none", func(t testing.TB, v looks.Variant) *bench { return open(t, v, none, "") }},
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	all := scenes(t)
	for _, v := range looks.Variants() {
		for _, scene := range all {
			t.Run(v.Name()+"-"+scene.name, func(t *testing.T) { scene.show(t, v).Look(t, v, "papers-"+scene.name) })
		}
	}
}

// TestTheScreenLooksAsStored compares it with testdata. After a wanted change copy the picture from testdata/failed
// over it.
func TestTheScreenLooksAsStored(t *testing.T) {
	test.AssertImageMatches(t, "papers.png", scenes(t)[0].show(t, usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	for _, scene := range scenes(t) {
		if name, documented := map[string]string{"list": "papers", "owed": "papers-owed", "tax": "papers-tax"}[scene.name]; documented {
			scene.show(t, usual).Save(t, folder, name)
		}
	}
}

// In a low window, where a finger does the work too, everything that may be done with a paper stays in view.
func TestActsStayInViewInALowWindow(t *testing.T) {
	h, of := lived(t)
	for _, v := range []looks.Variant{{Theme: theme.Options{}, Size: fyne.NewSize(1024, 600), Lang: i18n.Thai}, {Theme: theme.Options{Variant: theme.Large}, Size: fyne.NewSize(1366, 768), Lang: i18n.English}} {
		b := open(t, v, h, of["tax"])
		d, at := b.page.list.view.detail, fyne.CurrentApp().Driver().AbsolutePositionForObject
		if !d.low {
			t.Fatalf("%v is not low", v)
		}
		for name, button := range map[string]*widget.Button{"print": d.print, "pay": d.pay, "next": d.next, "keep": d.keep, "void": d.void, "xml": d.xml} {
			top, bottom := at(button).Y, at(button).Y+button.Size().Height
			if button.Size().Height < theme.Current().Size(theme.Touch) || top < at(d.foot).Y || bottom > v.Size.Height {
				t.Errorf("%v: %s goes from %v to %v", v, name, top, bottom)
			}
		}
	}
}
