package products

import (
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/report"
	"github.com/talat-pos/talat/internal/shop"
)

// noon is when the tests happen.
var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// practice makes a practice shop, empty one without goods.
func practice(t testing.TB) *shop.Shop {
	t.Helper()
	return looks.Practice(t, 40, noon)
}

func empty(t testing.TB) *shop.Shop {
	t.Helper()
	return closing(t)(shop.Create(context.Background(), t.TempDir(), shop.Params{Name: "ร้านทดสอบ", VAT: "included", TaxID: "0994000165501"}, noon))
}

func closing(t testing.TB) func(*shop.Shop, error) *shop.Shop {
	return func(s *shop.Shop, err error) *shop.Shop {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	}
}

// bench is the page on a window.
type bench struct {
	*looks.Stage
	page *Page
}

func open(t testing.TB, v looks.Variant, s *shop.Shop) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Show(kit.Products, func(k *kit.Kit) nav.Page {
		b.page = New(k)
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

// settle waits until everything is read and drawn.
func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Until(t, func() bool {
		for _, name := range []string{"load", "scan", "save", "photo", "move", "history", "plan", "export", "promotion", "promotions", "producer", "rejected", "standing", "family", "picture", "crop", "paper", "sums", "rows", "story"} {
			if b.page.runner.Busy(name) {
				return false
			}
		}
		return b.page.model.goods != nil && !b.page.photos.Busy()
	})
	b.Deliver()
}

func TestNewProductByHand(t *testing.T) {
	b := open(t, usual, empty(t))
	b.Press("Ctrl+N")
	b.Type("น้ำผึ้งดอกลำไย")
	d := b.page.form.draft
	for field, text := range map[string]string{"price": "180", "cost": "120", "opening": "12", "expires": "31/12/2570", "reorder": "3", "short_no": "25"} {
		d.set(field, text)
	}
	b.page.form.addCode("8850001234567")
	b.page.form.addCode("18850001234564")
	d.set(part("codes", 1, "pack"), "12")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if b.page.form != nil || b.Changed != 1 {
		t.Fatal("it was not saved")
	}
	match, err := b.Kit.Shop.Find(t.Context(), "18850001234564")
	if err != nil || match.Qty != qty.Pieces(12) || match.Product.Name != "น้ำผึ้งดอกลำไย" || match.Product.Price != money.Baht(180) || match.Product.SKU == "" {
		t.Fatalf("found %+v, %v", match.Product, err)
	}
	rows, err := b.Kit.Shop.Stock(t.Context(), []id.Product{match.Product.ID})
	if err != nil || rows[0].OnHand != qty.Pieces(12) || rows[0].Lots[0].Expires != "2027-12-31" {
		t.Errorf("stock %+v, %v", rows, err)
	}
	if b.page.model.chosen != match.Product.ID {
		t.Error("the new product is in sight")
	}
}

func TestRefusalsStandUnderTheirFields(t *testing.T) {
	b := open(t, usual, practice(t))
	taken := b.page.model.found()[0]
	for _, other := range b.page.model.found() {
		if len(other.Codes) > 0 {
			taken = other
		}
	}
	b.Press("Ctrl+N")
	f := b.page.form
	f.addCode(taken.Codes[0].Code)
	for _, c := range []struct{ field, set, text string }{
		{"name", "", ""},
		{"price", "name", "ใหม่"},
		{"cost", "price", "10"}, // and the cost below
		{"short_no", "cost", "5"},
		{"gp_percent", "short_no", "991"},
		{part("codes", 0, "code"), "gp_percent", "20"},
	} {
		f.draft.set(c.set, c.text)
		switch c.field {
		case "cost":
			f.draft.set("cost", "1.234")
		case "short_no":
			f.draft.set("short_no", "1.5")
		case "gp_percent":
			f.draft.set("gp_percent", "มาก")
		}
		b.Press("Ctrl+Enter")
		b.settle(t)
		if b.page.form == nil {
			t.Fatal("saved")
		}
		for field, line := range f.rows {
			if (line.Message() != "") != (field == c.field) {
				t.Errorf("at %s: %s says %q", c.field, field, line.Message())
			}
		}
		if b.Kit.Prompt.Open() {
			t.Fatalf("at %s a dialog opened", c.field)
		}
	}
}

func TestEscAsksOnlyWhenSomethingWouldBeLost(t *testing.T) {
	b := open(t, usual, practice(t))
	b.Press("Enter")
	if b.page.form == nil {
		t.Fatal("Enter opens the chosen product")
	}
	b.Press("Esc")
	if b.page.form != nil || b.Kit.Prompt.Open() {
		t.Fatal("nothing was changed: Esc just goes back")
	}
	b.Press("Enter")
	b.Type("ก")
	b.Press("Esc")
	if !b.Kit.Prompt.Open() {
		t.Fatal("it asks")
	}
	b.Press("Esc") // go on
	if b.page.form == nil || b.page.form.first.Text == b.page.form.draft.was.Name {
		t.Error("what was typed is lost")
	}
	b.Press("Esc")
	b.Press("Enter")
	if b.page.form != nil {
		t.Error("yes leaves")
	}
}

// A customer comes while a product is being typed: the till must be there at once, and nothing lost.
func TestWhatWasTypedSurvivesALookAtTheTill(t *testing.T) {
	b := open(t, usual, practice(t))
	b.Press("Enter")
	product := b.page.form.draft.was
	b.Type("ก")
	b.page.form.addCode("885999")
	left := false
	b.page.Leave(func() { left = true })
	if !left || b.Kit.Prompt.Open() || b.page.form != nil {
		t.Fatal("leaving the page waits for nothing")
	}
	b.page.Hidden()
	product.Price, product.Name = money.Baht(999), "ชื่อจากที่อื่น" // meanwhile somebody changed it
	if _, err := b.Kit.Shop.SaveProduct(t.Context(), product, shop.Opening{}); err != nil {
		t.Fatal(err)
	}
	b.page.Shown()
	b.settle(t)
	f := b.page.form
	if f == nil || f.first.Text == product.Name || f.draft.text[part("codes", f.draft.rows["codes"]-1, "code")] != "885999" {
		t.Fatal("what was typed is lost")
	}
	if f.draft.text["price"] != "999" || !f.draft.changed() {
		t.Error("what was not touched is as it is now")
	}
	b.Press("Esc")
	b.Press("Enter")
	b.page.Hidden()
	b.page.Shown()
	b.settle(t)
	if b.page.form != nil {
		t.Error("what was given up came back")
	}
}

func TestSavingWhatWasOpenedChangesNothing(t *testing.T) {
	b := open(t, usual, practice(t))
	for _, p := range b.page.model.found() {
		again, err := newDraft(i18n.Thai, *p).product()
		if err != nil {
			t.Fatal(p.Name, err)
		}
		again.Draft = p.Draft
		if newDraft(i18n.Thai, again).changed() || len(again.Codes) != len(p.Codes) || again.Price != p.Price || again.GP != p.GP || again.ProducerID != p.ProducerID {
			t.Errorf("%s became %+v", p.Name, again)
		}
	}
}

func TestDraftsComeFirstInWhatIsToComplete(t *testing.T) {
	s := practice(t)
	draft, err := s.AddDraft(t.Context(), "8859999999999", money.Baht(25))
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, s)
	b.page.list.turn(report.ToComplete)
	if found := b.page.model.found(); len(found) == 0 || found[0].ID != draft.ID {
		t.Fatalf("found %v", found)
	}
	b.Press("Enter")
	b.page.form.draft.set("name", "ขนมเทียน")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if p := b.page.model.index.ByID(draft.ID); p.Draft || p.Name != "ขนมเทียน" {
		t.Errorf("still %+v", p)
	}
}

// TestTheListSaysWhatLies follows one product from its row to the pane.
func TestTheListSaysWhatLies(t *testing.T) {
	b := open(t, usual, practice(t))
	m, v := b.page.model, b.page.list
	for _, part := range []report.Part{report.ToOrder, report.Out, report.Expiring, report.Consigned} {
		v.turn(part)
		b.settle(t)
		count, counted := m.counted(part)
		if !counted || count == 0 || count != m.list.Len() {
			t.Fatalf("part %d counts %d and lists %d", part, count, m.list.Len())
		}
		if label := v.parts; v.shown[label.Selected()] != part {
			t.Errorf("the chip of part %d is not selected", part)
		}
		p := m.product()
		row, known := m.row(p.ID)
		if !known || row.Sellable != m.stock[p.ID] {
			t.Errorf("part %d: the row says %v, the sums %v", part, row.Sellable, m.stock[p.ID])
		}
		if s := v.side.story; s == nil || s.product != p.ID || len(s.moves) > 0 && s.moves[0].OnHand != row.OnHand {
			t.Errorf("part %d: the pane tells %+v", part, s)
		}
	}
}

// TestANarrowWindowShowsListAndProductInTurn opens the product over the list and goes back by Esc.
func TestANarrowWindowShowsListAndProductInTurn(t *testing.T) {
	narrow := usual
	narrow.Size = fyne.NewSize(1024, 600)
	b := open(t, narrow, practice(t))
	v := b.page.list
	if !v.folded || v.head.Visible() || v.side.object.Visible() {
		t.Fatal("the window is narrow: only the list is shown, with its own buttons")
	}
	b.Press("Right")
	if !v.side.object.Visible() || b.page.Scope() != b.page.narrow {
		t.Fatal("Right shows the product")
	}
	b.Press("Esc")
	if v.side.object.Visible() || b.page.Scope() != b.page.keys {
		t.Fatal("Esc shows the list")
	}
	b.Press("Enter")
	if b.page.form == nil || v.head.Visible() {
		t.Fatal("the form has no buttons of the list in the bar")
	}
	b.Press("Esc")
	b.Window.Resize(usual.Size)
	if v.folded || !v.head.Visible() || !v.side.object.Visible() {
		t.Error("a wide window shows both")
	}
}

func TestScanOpensOrBegins(t *testing.T) {
	b := open(t, usual, practice(t))
	known := b.page.model.found()[0]
	b.page.Scan(known.SKU)
	b.settle(t)
	if b.page.form == nil || b.page.form.draft.was.ID != known.ID {
		t.Fatal("the product is not open")
	}
	b.Press("Esc")
	b.page.Scan("4900000000001")
	b.settle(t)
	if f := b.page.form; f == nil || !f.draft.isNew() || f.draft.text[part("codes", 0, "code")] != "4900000000001" {
		t.Fatal("no new product with the code")
	}
	if b.page.form.draft.changed() {
		b.Press("Esc")
	}
}

func TestStockIsMovedAndTold(t *testing.T) {
	s := practice(t)
	b := open(t, usual, s)
	p := s.Known().BySKU("BANANA-001") // the first of the list is a set, which has no stock of its own
	before := b.page.model.stock[p.ID]
	act := func(kind movement, quantity, reason string) {
		m := newMover(b.page, p, kind)
		b.Kit.Prompt.Show(m.dialog)
		m.quantity.SetText(quantity)
		m.reason.SetText(reason)
		b.Press("Enter")
		b.settle(t)
	}
	act(receiving, "10", "")
	if got := b.page.model.stock[p.ID]; got != before+qty.Pieces(10) {
		t.Errorf("received: %v, was %v", got, before)
	}
	act(adjusting, "3", "")
	if !b.Kit.Prompt.Open() {
		t.Error("an adjustment needs a reason")
	}
	b.Press("Esc")
	act(adjusting, "3", "แตก")
	act(counting, "4", "")
	if got := b.page.model.stock[p.ID]; got != qty.Pieces(4) {
		t.Errorf("counted 4, on hand %v", got)
	}
	moves, err := s.History(t.Context(), p.ID, 10)
	if err != nil {
		t.Fatal(err)
	}
	b.page.open(*p)
	var words []string
	for _, moved := range moves {
		what, change := moveWords(b.Kit, moved)
		words = append(words, what+" "+change)
	}
	for _, want := range [][2]string{{"ปรับยอด ", " · แตก -3"}, {"รับเข้า ", " +10"}} {
		if !slices.ContainsFunc(words, func(line string) bool { return strings.HasPrefix(line, want[0]) && strings.HasSuffix(line, want[1]) }) {
			t.Errorf("history reads %q without %q", words, want)
		}
	}
}

func TestPhotoIsKeptOrRefused(t *testing.T) {
	b := open(t, usual, practice(t))
	folder := t.TempDir()
	good, bad := filepath.Join(folder, "รูป.png"), filepath.Join(folder, "รูป.txt")
	file, err := os.Create(good)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(file, image.NewGray(image.Rect(0, 0, 2000, 1000))); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bad, []byte("ไม่ใช่รูป"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Press("Ctrl+N")
	b.page.Drop(good)
	b.settle(t)
	name := b.page.form.draft.text["photo"]
	if _, err := os.Stat(filepath.Join(b.Kit.Shop.Dir, shop.Images, name)); name == "" || err != nil {
		t.Fatalf("kept as %q, %v", name, err)
	}
	b.page.Drop(bad)
	b.settle(t)
	if !b.Kit.Prompt.Open() || b.page.form.draft.text["photo"] != name {
		t.Error("what is no picture is refused and changes nothing")
	}
}

func TestF9LeadsToImports(t *testing.T) {
	b := open(t, usual, empty(t))
	b.Press("F9")
	if len(b.Gone) != 1 || b.Gone[0].Screen != kit.Imports {
		t.Errorf("went to %v", b.Gone)
	}
}
