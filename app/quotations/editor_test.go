package quotations

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// last gives the quotation that was issued last, nil for none.
func (m *market) last() *shop.OfficePaper {
	m.t.Helper()
	rows, _, err := m.OfficePapers(m.t.Context(), shop.OfficePaperQuery{Kind: papers.Quotation, Limit: 1})
	must(m.t, err)
	if len(rows) == 0 {
		return nil
	}
	paper, err := m.OfficePaperID(m.t.Context(), rows[0].ID)
	must(m.t, err)
	return paper
}

// count gives how many quotations there are.
func (m *market) count() int {
	m.t.Helper()
	_, count, err := m.OfficePapers(m.t.Context(), shop.OfficePaperQuery{Kind: papers.Quotation, Limit: 1})
	must(m.t, err)
	return count
}

// A quotation is written by keys alone: goods, breaks, words, the buyer; it is issued once, shown as it prints, and the
// editor is empty again.
func TestAQuotationIsWrittenByKeys(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.offered()
	if words := b.page.view.words.Content(); !strings.Contains(words, "สองหมื่นหกพันหนึ่งร้อยบาทถ้วน") {
		t.Errorf("in words %q", words)
	}
	b.press("F9") // the terms
	b.page.view.conditions.SetText("มัดจำ 30%\nส่งถึงที่ทำการ")
	b.page.view.within.SetText("30")
	b.press("Ctrl+Enter", "Ctrl+Enter")
	p := m.last()
	if p == nil || m.count() != 1 {
		t.Fatalf("%d quotations", m.count())
	}
	if p.Buyer.Name != m.office.Name || p.Buyer.TaxID != m.office.TaxID || p.Row.CustomerID != m.office.ID || p.Buyer.Kind != papers.Government || !p.Style.Official {
		t.Errorf("buyer %+v, style %+v", p.Buyer, p.Style)
	}
	if p.Valid != "2026-12-23" || p.Within != 30 || p.Conditions != "มัดจำ 30%\nส่งถึงที่ทำการ" || p.Signatures[1].Name != "นางสาวสมศรี ใจดี" {
		t.Errorf("valid %s, within %d, %q, %+v", p.Valid, p.Within, p.Conditions, p.Signatures)
	}
	set, words := p.Lines[0], p.Lines[1]
	want := []papers.Break{{From: qty.One, Price: 450_00}, {From: qty.Pieces(50), Price: 430_00}, {From: qty.Pieces(100), Price: 410_00}}
	if set.SKU != "GIFT-002" || set.Qty != qty.Pieces(60) || set.Price != 430_00 || fmt.Sprint(set.Breaks) != fmt.Sprint(want) {
		t.Errorf("the set %+v", set)
	}
	if words.Name != "พิมพ์ชื่อหน่วยงานบนกล่อง" || words.Unit != "กล่อง" || words.Total != 300_00 || p.Sums.Due != 26_100_00 {
		t.Errorf("the words %+v, due %s", words, p.Sums.Due)
	}
	if !b.Kit.Prompt.Open() || len(b.Gone) != 1 || b.Gone[0] != kit.ToPaper(p.ID) {
		t.Errorf("the print is not offered, gone %v", b.Gone)
	}
	b.press("F5") // keeps the PDF
	if b.Kit.Prompt.Open() || len(b.page.draft.shown().lines) != 0 || b.page.draft.touched || b.page.draft.id == p.ID {
		t.Error("the editor still holds it")
	}
	if b.page.draft.conditions != p.Conditions || b.page.draft.within != "30" {
		t.Error("the terms are not remembered")
	}
}

// What is missing or wrong is said at its field, nothing is issued, and nothing that was typed is lost.
func TestWhatIsWrongIsSaidAtItsField(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	v := b.page.view
	b.press("Ctrl+Enter")
	if said := b.Kit.Prompt.Said(); v.rows["buyer.name"].Message() == "" && said == "" {
		t.Error("nothing is said of an empty quotation")
	}
	b.find("GIFT-002")
	name := strings.Repeat("อ", 300)
	for _, c := range []struct {
		field string
		set   func(text string)
		text  string
	}{
		{"buyer.name", v.name.SetText, ""}, {"buyer.name", v.name.SetText, name}, {"buyer.name", v.name.SetText, "อบต. 🎁"},
		{"buyer.agency", v.agency.SetText, name}, {"buyer.address", v.address.SetText, strings.Repeat("อ", 501)},
		{"buyer.tax_id", v.taxID.SetText, "099400052123"}, {"buyer.branch", v.branch.SetText, "ห้า"},
		{"valid", v.valid.SetText, ""}, {"valid", v.valid.SetText, "32/12/2569"}, {"valid", v.valid.SetText, "1/1/2569"},
		{"within", v.within.SetText, "เร็ว ๆ"}, {"within", v.within.SetText, "99999"}, {"conditions", v.conditions.SetText, strings.Repeat("ข", 2001)},
		{"signature.name", v.signer.SetText, name},
	} {
		good := map[string]string{"buyer.name": "อบต.สันกลาง", "valid": "23/12/2569"}[c.field]
		v.name.SetText("อบต.สันกลาง")
		c.set(c.text)
		b.press("Ctrl+Enter")
		if v.rows[c.field].Message() == "" || m.count() != 0 {
			t.Errorf("%s = %.20q: %d issued, said %q", c.field, c.text, m.count(), b.Kit.Prompt.Said())
		}
		if c.field == "buyer.name" && v.name.Text != c.text {
			t.Errorf("%.20q is lost", c.text)
		}
		c.set(good)
	}
	v.taxID.SetText("0994000521236")
	if v.warning.Hidden {
		t.Error("nothing is said of a wrong check digit")
	}
	v.taxID.SetText("0994000521235")
	if !v.warning.Hidden {
		t.Error("a right number is warned of")
	}
	b.press("Ctrl+Enter")
	if m.count() != 1 || m.last().Buyer.Name != "อบต.สันกลาง" {
		t.Errorf("%d issued: %q", m.count(), b.Kit.Prompt.Said())
	}
}

// A refused quotation hands the keyboard to the field at fault, on its page: what is typed next mends it.
func TestTheFieldAtFaultHasTheKeyboard(t *testing.T) {
	b := show(t, usual, newMarket(t).Shop, "")
	v := b.page.view
	b.find("GIFT-002")
	b.press("F9", "F2", "Ctrl+Enter")
	if v.part != partBuyer || b.Window.Canvas().Focused() != fyne.Focusable(v.name) || v.rows["buyer.name"].Message() == "" {
		t.Fatalf("page %d, the keyboard is at %T, said %q", v.part, b.Window.Canvas().Focused(), v.rows["buyer.name"].Message())
	}
	b.write("อบต.สันกลาง")
	if v.name.Text != "อบต.สันกลาง" || v.rows["buyer.name"].Message() != "" {
		t.Errorf("%q, still said %q", v.name.Text, v.rows["buyer.name"].Message())
	}
}

// Enter in a field goes on to the next; days may be written in Thai digits.
func TestEnterGoesOnToTheNextField(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.find("GIFT-002")
	b.press("F8")
	b.write("อบต.สันกลาง")
	b.press("Enter")
	b.write("กองคลัง")
	if d := b.page.draft; b.Kit.Prompt.Open() || d.buyer.Name != "อบต.สันกลาง" || d.buyer.Agency != "กองคลัง" {
		t.Errorf("%+v", d.buyer)
	}
	b.press("F9", "Enter")
	b.page.view.within.SetText("")
	b.write("๔๕")
	b.press("F2", "Enter") // the line
	if !b.Kit.Prompt.Open() {
		t.Error("Enter does not open the line")
	}
	b.press("Esc", "Ctrl+Enter")
	if p := m.last(); p == nil || p.Within != 45 {
		t.Errorf("%+v, %q", p, b.Kit.Prompt.Said())
	}
}

// Tab into the days writes them anew; more than a year of them is asked about before anything is issued.
func TestDaysAreWrittenAnewAndLongOnesAsked(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.offered()
	b.page.view.within.SetText("30")
	b.press("F9", "Enter") // as Tab does
	b.write("45")
	if d := b.page.draft; d.within != "45" {
		t.Fatalf("the days are %q", d.within)
	}
	b.page.view.within.SetText("3030")
	b.press("Ctrl+Enter")
	if m.count() != 0 || !b.Kit.Prompt.Open() {
		t.Fatal("3030 days are offered unasked")
	}
	b.press("Esc")
	if m.count() != 0 || b.page.view.part != partTerms || b.page.draft.within != "3030" {
		t.Errorf("%d issued, %q days", m.count(), b.page.draft.within)
	}
	b.press("Ctrl+Enter", "Enter")
	if p := m.last(); p == nil || p.Within != 3030 {
		t.Errorf("%+v, %q", p, b.Kit.Prompt.Said())
	}
}

// A line that the shop refuses is chosen and says why.
func TestARefusedLineSaysWhy(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.find("GIFT-002")
	b.find("HONEY-001")
	b.page.view.name.SetText("อบต.สันกลาง")
	gone := *b.page.draft.shown().lines[1].product
	gone.Archived = true
	_, err := m.SaveProduct(t.Context(), gone, shop.Opening{})
	must(t, err)
	b.press("Up", "Ctrl+Enter")
	if o := b.page.draft.shown(); o.at != 1 || b.page.wrong.line != 1 || m.count() != 0 {
		t.Errorf("line %d is chosen, wrong %+v", o.at, b.page.wrong)
	}
	b.press("Delete", "Ctrl+Enter")
	if m.count() != 1 {
		t.Error(b.Kit.Prompt.Said())
	}
}

func TestBreaksRise(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.press("F7") // of nothing
	if b.Kit.Prompt.Open() {
		t.Fatal("breaks of no line")
	}
	b.find("GIFT-002")
	b.press("F7")
	for _, typed := range [][]string{{"50", "430", "40", "410"}, {"50", "460"}, {"50", "430", "100", "440"}, {"50"}, {"0", "430"}} {
		b.fill(typed...)
		b.press("Ctrl+Enter")
		if !b.Kit.Prompt.Open() || len(chosen(b.page.draft).breaks) != 0 {
			t.Errorf("%v is taken", typed)
		}
		b.press("Esc", "Enter", "F7")
	}
	b.fill("50", "430", "60", "425", "70", "420", "80", "415", "90", "410", "100", "400")
	b.press("Ctrl+Enter")
	l := chosen(b.page.draft)
	if len(l.breaks) != papers.MaxBreaks || l.price() != 450_00 {
		t.Fatalf("%+v at %s", l.breaks, l.price())
	}
	for many, want := range map[int]money.Satang{1: 450_00, 49: 450_00, 50: 430_00, 99: 410_00, 100: 400_00, 500: 400_00} {
		if l.qty = qty.Pieces(many); l.price() != want {
			t.Errorf("%d for %s", many, l.price())
		}
	}
}

// A figure of a break that was not typed is missing, and which one is said.
func TestAFigureOfABreakIsMissing(t *testing.T) {
	test.NewTempApp(t)
	for code, typed := range map[string][2]string{"break_price_missing": {"50", ""}, "break_from_missing": {"", "430"}} {
		s := &stair{from: widget.NewQtyEntry(), price: widget.NewAmountEntry(false)}
		s.from.SetText(typed[0])
		s.price.SetText(typed[1])
		_, err := readBreaks([]*stair{s}, 450_00)
		if said := i18n.Message(i18n.Thai, err); !fault.Is(err, code) || fault.Of(err).Field != "breaks[0]" || !strings.Contains(said, typed[0]+typed[1]) {
			t.Errorf("of %q: %v, %q", typed, err, said)
		}
	}
}

// A price that was agreed for so many stands above the breaks, and the paper tells only of more.
func TestAnAgreedPrice(t *testing.T) {
	l := line{qty: qty.Pieces(60), usual: 450_00, breaks: []papers.Break{{From: qty.Pieces(50), Price: 430_00}, {From: qty.Pieces(100), Price: 410_00}}}
	l.charge(420_00)
	if told := l.told(); l.price() != 420_00 || len(told) != 1 || told[0].From != qty.Pieces(100) {
		t.Errorf("%s, %+v", l.price(), told)
	}
	l.charge(430_00)
	if l.agreed != nil || len(l.told()) != 3 {
		t.Errorf("%+v", l)
	}
	if free := (line{qty: qty.One, usual: 0}); len(free.told()) != 0 {
		t.Error("words have breaks")
	}
}

// The catalogue's breaks that rise, or of wholesale, stand on no paper.
func TestTheCataloguesBreaks(t *testing.T) {
	l := lineOf(&catalog.Product{Name: "ชา", Price: 100_00, Breaks: []catalog.Break{{List: catalog.Retail, From: qty.Pieces(20), Price: 80_00}, {List: catalog.Retail, From: qty.Pieces(10), Price: 90_00},
		{List: catalog.Wholesale, From: qty.Pieces(5), Price: 50_00}, {List: catalog.Retail, From: qty.Pieces(30), Price: 95_00}}}, qty.Pieces(10))
	if len(l.breaks) != 2 || l.price() != 90_00 || l.breaks[1].From != qty.Pieces(20) {
		t.Errorf("%+v", l)
	}
}

// What the buyer of the customers' list says and the office does not want on its paper stays off it.
func TestTheBuyerStandsAsItIsTyped(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.offered()
	b.page.view.taxID.SetText("")
	b.page.view.agency.SetText("กองการศึกษา")
	b.press("Ctrl+Enter")
	if p := m.last(); p == nil || p.Buyer.TaxID != "" || p.Buyer.Agency != "กองการศึกษา" || p.Row.CustomerID != m.office.ID {
		t.Errorf("%+v, %q", p, b.Kit.Prompt.Said())
	}
	b.press("Esc")
	b.offered()
	b.page.view.name.SetText("โรงเรียนบ้านสันกลาง")
	b.press("Ctrl+Enter")
	if p := m.last(); p.Buyer.Name != "โรงเรียนบ้านสันกลาง" || !p.Row.CustomerID.IsZero() {
		t.Errorf("another buyer is %+v of %s", p.Buyer, p.Row.CustomerID)
	}
}

// What is half written is there again when one comes back; Esc asks before it loses it.
func TestWhatIsHalfWrittenIsKept(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.find("GIFT-002")
	b.page.view.name.SetText("อบต.สันกลาง")
	b.page.view.valid.SetText("31/1")
	left := false
	b.page.Leave(func() { left = true })
	if !left {
		t.Fatal("it does not leave")
	}
	page := New(b.Kit, "")
	if d := page.draft; len(d.shown().lines) != 1 || d.buyer.Name != "อบต.สันกลาง" || d.valid != "31/1" || page.view.name.Text != "อบต.สันกลาง" {
		t.Errorf("%+v", d)
	}
	if other := New(b.Kit, id.New[id.Paper]().String()); other.draft.touched {
		t.Error("a revision begins with it")
	}
	b.press("Esc")
	if !b.Kit.Prompt.Open() {
		t.Fatal("Esc loses it without asking")
	}
	b.press("Enter")
	if b.page.draft.touched || len(b.page.draft.shown().lines) != 0 {
		t.Error("it is not lost")
	}
}

// An editor that was left empty begins on the day it is shown again.
func TestAnEmptyEditorFollowsTheDay(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.page.Leave(func() {})
	b.page.Hidden()
	m.later(48 * time.Hour)
	b.page.Shown()
	b.settle()
	if b.page.view.valid.Text != "25/12/2569" {
		t.Errorf("valid until %s", b.page.view.valid.Text)
	}
	b.find("GIFT-002")
	b.page.view.valid.SetText("31/12/2569")
	b.page.Leave(func() {})
	b.page.Hidden()
	m.later(48 * time.Hour)
	b.page.Shown()
	b.settle()
	if d := b.page.draft; d.valid != "31/12/2569" || len(d.shown().lines) != 1 {
		t.Errorf("what was typed is %q with %d lines", d.valid, len(d.shown().lines))
	}
}

// What was put aside and issued since does not come back.
func TestWhatIsIssuedDoesNotComeBack(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.find("GIFT-002")
	b.page.view.name.SetText("อบต.สันกลาง")
	away := func() {
		b.page.Leave(func() {})
		b.page.Hidden()
		b.page.Shown()
		b.settle()
	}
	away()
	b.Press("Ctrl+Enter")
	b.page.Leave(func() {}) // before it is done
	b.page.Hidden()
	b.settle()
	if b.Kit.Prompt.Open() {
		t.Error("it is shown over another screen")
	}
	b.page.Shown()
	b.settle()
	if d := b.page.draft; m.count() != 1 || d.touched || len(d.shown().lines) != 0 || d.id == m.last().ID {
		t.Errorf("%d issued, %+v", m.count(), d)
	}
}

func TestAPaperHasSoManyLines(t *testing.T) {
	d := newDraft()
	for n := range 600 {
		err := d.add(line{name: fmt.Sprint(n), qty: qty.One, usual: 1_00})
		if (err != nil) != (n >= papers.MaxLines) {
			t.Fatalf("line %d: %v", n+1, err)
		}
	}
	if d.shown().total() != 500_00 {
		t.Errorf("total %s", d.shown().total())
	}
}

// The draft is shown as it will print, says that it is one, and printing it gives no number away.
func TestTheDraftIsShown(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	if b.press("Ctrl+P"); b.Kit.Prompt.Open() {
		t.Fatal("an empty quotation is printed")
	}
	b.find("GIFT-002")
	if b.page.view.sheet.image.Image == nil {
		t.Errorf("the paper is not beside it: %q", b.page.view.sheet.hint.Content())
	}
	before := b.page.view.sheet.image.Image
	b.press("+")
	if b.page.view.sheet.image.Image == before {
		t.Error("the paper does not follow")
	}
	b.press("Ctrl+P")
	if !b.Kit.Prompt.Open() {
		t.Fatal(b.Kit.Prompt.Said())
	}
	b.press("F5")
	if m.count() != 0 || b.Kit.Prompt.Open() {
		t.Error("the draft is not kept as a PDF, or took a number")
	}
	narrow := usual
	narrow.Size = fyne.NewSize(1024, 600)
	small := show(t, narrow, m.Shop, "")
	small.find("GIFT-002")
	if small.page.view.sheet.object.Visible() {
		t.Error("there is no room for the paper")
	}
}

// The style follows the kind of the buyer until a person chooses it.
func TestOfficesGetOfficialPapers(t *testing.T) {
	d := newDraft()
	if !d.style.Official || d.style.ThaiDigits {
		t.Errorf("%+v", d.style)
	}
	d.buyer.Kind = papers.Company
	if d.follow(); d.style.Official {
		t.Error("a shop gets an official paper")
	}
	d.styled, d.buyer.Kind = true, papers.Government
	if d.follow(); d.style.Official {
		t.Error("what was chosen is forgotten")
	}
}

func TestWhereAFaultIs(t *testing.T) {
	for field, want := range map[string]place{
		"buyer.tax_id": {"buyer.tax_id", -1, -1}, "line[3].price": {"line[3].price", 0, 3}, "line": {"line", 0, -1}, "alternative[2].line[1].breaks[0]": {"alternative[2].line[1].breaks[0]", 2, 1},
		"alternative[1].title": {"alternative[1].title", 1, -1}, "signature[1].position": {"signature.position", -1, -1}, "line[x]": {"line[x]", 0, -1},
	} {
		if got := placeOf(field); got != want {
			t.Errorf("%s is %+v", field, got)
		}
	}
}

// A typed line without a unit says what one costs in whole words, and Ctrl+Enter takes it as Enter does.
func TestALineOfWordsWithoutAUnit(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	for _, key := range []keys.Chord{"F5", "Delete", "F7"} { // nothing is there yet
		b.Kit.Prompt.Hush()
		if b.press(key); b.Kit.Prompt.Said() == "" || b.Kit.Prompt.Open() {
			t.Errorf("%s says nothing of an empty list", key)
		}
	}
	b.press("F3")
	b.fill("พิมพ์ชื่อบนกล่อง", "2", "", "30")
	b.press("Ctrl+Enter")
	lines := b.page.draft.shown().lines
	if len(lines) != 1 || lines[0].unit != "" || b.Kit.Prompt.Open() {
		t.Fatalf("lines %+v", lines)
	}
	if got := eachText(b.Kit, lines[0].price(), lines[0].unit); got != "฿30 ต่อหน่วย" {
		t.Errorf("the line says %q", got)
	}
	if got := eachText(b.Kit, 30_00, "ชุด"); got != "฿30 ต่อชุด" {
		t.Errorf("with a unit it says %q", got)
	}
}

// chosen is the chosen line of a draft.
func chosen(d *draft) *line { return &d.shown().lines[d.shown().at] }
