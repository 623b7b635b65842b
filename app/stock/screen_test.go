package stock

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// noon is when the tests happen.
var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// practice makes a practice shop.
func practice(t testing.TB) *shop.Shop {
	t.Helper()
	return looks.Practice(t, 20, noon)
}

// bench is a page of the screen on a window.
type bench struct {
	*looks.Stage
	page nav.Page
}

func show(t testing.TB, v looks.Variant, s *shop.Shop, arg string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Show(kit.Stock, func(k *kit.Kit) nav.Page {
		b.page = New(k, arg)
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

// settle waits until everything is read and written.
func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Until(t, func() bool { return b.Kit.Pool.Idle() })
	b.Deliver()
}

// writing gives the page of a paper that is being written.
func writing(b *bench) *paper { return b.page.(*paper) }

func onHand(t testing.TB, s *shop.Shop, product id.Product) qty.Qty {
	t.Helper()
	rows, err := s.Stock(t.Context(), []id.Product{product})
	if err != nil {
		t.Fatal(err)
	}
	return rows[0].OnHand
}

func find(t testing.TB, s *shop.Shop, code string) *catalog.Product {
	t.Helper()
	match, err := s.Find(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	return match.Product
}

// last gives the newest paper of a type.
func last(t testing.TB, s *shop.Shop, kind string) *shop.StockPaper {
	t.Helper()
	rows, _, err := s.StockPapers(t.Context(), shop.StockPaperQuery{Types: []string{kind}, Limit: 1})
	if err != nil || len(rows) == 0 {
		t.Fatalf("no paper of %s, %v", kind, err)
	}
	paper, err := s.StockPaper(t.Context(), rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return paper
}

// TestGoodsComeInByScannerAndKeysAlone scans one product twice, types another's name, and fills its fields.
func TestGoodsComeInByScannerAndKeysAlone(t *testing.T) {
	s := practice(t)
	honey, rice := find(t, s, "HONEY-001"), find(t, s, "RICE-001")
	before := onHand(t, s, honey.ID)
	b := show(t, usual, s, kit.StockReceive)
	b.Scan("8850000000034")
	b.settle(t)
	b.Scan("8850000000034")
	b.settle(t)
	b.Type("หอมมะลิ ทุ่งกุลา 1")
	b.Press("Enter") // takes it; the keyboard is in its quantity
	b.Type("24")
	b.Press("Enter")
	b.Type("L9")
	b.Press("Enter")
	b.Type("311269")
	b.Press("Enter")
	b.Type("46.50")
	b.Press("F4")
	b.Type("DN-77")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if !b.Kit.Prompt.Open() {
		t.Fatal("what was written is said, with what can be printed")
	}
	paper := last(t, s, ledger.TypeReceived)
	if len(paper.Lines) != 2 || paper.Ref != "DN-77" || paper.Lines[0].Qty != qty.Pieces(2) {
		t.Fatalf("paper %+v", paper)
	}
	if line := paper.Lines[1]; line.ProductID != rice.ID || line.Qty != qty.Pieces(24) || line.Lot != "L9" || line.Expires != "2026-12-31" || line.Cost != 46_50 {
		t.Errorf("line %+v", line)
	}
	if got := onHand(t, s, honey.ID); got != before+qty.Pieces(2) || b.Changed != 1 {
		t.Errorf("on hand %v, was %v", got, before)
	}
	tags := tagsOf(s, paper)
	if len(tags) != 2 || tags[1].Count != 24 {
		t.Errorf("tags %+v", tags)
	}
	b.Press("Enter")
	if d := writing(b).draft; len(d.lines) != 0 || d.ref != "" {
		t.Errorf("a new paper begins: %+v", d)
	}
}

// TestWhatIsRefusedStandsAtItsLine types a date that cannot be and loses nothing.
func TestWhatIsRefusedStandsAtItsLine(t *testing.T) {
	s := practice(t)
	b := show(t, usual, s, kit.StockReceive)
	p := writing(b)
	b.Scan("8850000000034")
	b.settle(t)
	p.view.expires.SetText("31/02/2569")
	b.Scan("8850000000027")
	b.settle(t)
	b.Press("Ctrl+Enter")
	b.settle(t)
	if p.draft.at != 0 || p.view.rows["expires"].Message() == "" || p.view.expires.Text != "31/02/2569" || len(p.draft.lines) != 2 {
		t.Errorf("at line %d: %q", p.draft.at, p.view.rows["expires"].Message())
	}
	p.view.expires.SetText("31/12/69")
	if p.view.rows["expires"].Message() != "" {
		t.Error("the words go when it is typed anew")
	}
	b.Press("Delete") // in the field
	b.Press("F2")
	b.Press("Down")
	b.Press("Delete")
	if len(p.draft.lines) != 1 {
		t.Error("Delete takes the chosen line away")
	}
	left := false
	p.Leave(func() { left = true })
	if left || !b.Kit.Prompt.Open() {
		t.Error("leaving asks")
	}
	b.Press("Esc")
}

func TestGoodsArePutRightForAReason(t *testing.T) {
	s := practice(t)
	honey := find(t, s, "HONEY-001")
	before := onHand(t, s, honey.ID)
	b := show(t, usual, s, kit.StockAdjust+":"+honey.ID.String())
	p := writing(b)
	b.Press("Ctrl+Enter")
	b.settle(t)
	if p.view.trouble.Content() == "" || onHand(t, s, honey.ID) != before {
		t.Fatal("it needs a reason")
	}
	b.Press("F8") // tasted
	b.Press("Ctrl+Enter")
	b.settle(t)
	paper := last(t, s, ledger.TypeAdjusted)
	if paper.Reason != stock.Tasted || onHand(t, s, honey.ID) != before-qty.One {
		t.Errorf("paper %+v", paper)
	}
	b.Press("Enter")
	b.Scan("8850000000034")
	b.settle(t)
	b.Press("F6") // adding
	p.view.reason.SetText("เจอหลังตู้")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if paper := last(t, s, ledger.TypeAdjusted); paper.Reason != "เจอหลังตู้" || onHand(t, s, honey.ID) != before {
		t.Errorf("paper %+v", paper)
	}
}

func TestGoodsMoveAndGoBack(t *testing.T) {
	s := practice(t)
	rice := find(t, s, "RICE-001")
	b := show(t, usual, s, kit.StockMove)
	p := writing(b)
	b.Scan("8850000000027")
	b.settle(t)
	b.Press("Ctrl+Enter")
	b.settle(t)
	if p.view.trouble.Content() == "" {
		t.Fatal("it asks where to")
	}
	for _, name := range []string{p.places[0].Name, "ห้องเก็บ"} { // a name that is taken is refused, and can be put right
		if b.Press("F8"); len(p.places) > 1 {
			t.Fatalf("%q was made twice", name)
		}
		b.Type(name)
		b.Press("Enter")
		b.settle(t)
		for b.Kit.Prompt.Open() {
			b.Press("Esc")
		}
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	if paper := last(t, s, ledger.TypeMoved); paper.To != "ห้องเก็บ" || paper.Lines[0].ProductID != rice.ID {
		t.Errorf("paper %+v", paper)
	}
	b.Press("Enter")

	back := show(t, usual, s, kit.StockGiveBack+":"+rice.ID.String())
	if got := writing(back).draft.producer; got != rice.ProducerID {
		t.Errorf("the producer is %v", got)
	}
	back.Press("Ctrl+Enter")
	back.settle(t)
	if paper := last(t, s, ledger.TypeGivenBack); paper.ProducerID != rice.ProducerID {
		t.Errorf("paper %+v", paper)
	}
}

func TestAnOrderIsFilledAndSentAsAMessage(t *testing.T) {
	s := practice(t)
	honey := find(t, s, "HONEY-001") // 3 left, 6 is its reorder point
	b := show(t, usual, s, kit.StockOrder+":"+honey.ID.String())
	p := writing(b)
	if l := p.draft.chosen(); l == nil || l.product.ID != honey.ID || l.qty == "1" {
		t.Fatalf("the order begins with what is suggested: %+v", l)
	}
	b.Press("F8")
	b.settle(t)
	b.Press("Enter")
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, honey.Name) {
		t.Errorf("message %q", text)
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	if paper := last(t, s, ledger.TypeOrdered); paper.ProducerID != honey.ProducerID || len(paper.Lines) == 0 {
		t.Errorf("paper %+v", paper)
	}
}

func TestListsDoTheirWork(t *testing.T) {
	s := practice(t)
	b := show(t, usual, s, kit.StockExpiry)
	l := b.page.(*listing[shop.ExpiryRow])
	if len(l.rows) == 0 {
		t.Fatal("nothing expires in the practice shop")
	}
	first := l.rows[0]
	before := onHand(t, s, first.ProductID)
	b.Press("F6")
	b.Press("Enter")
	b.settle(t)
	if got := onHand(t, s, first.ProductID); got != before-first.Qty {
		t.Errorf("on hand %v, was %v with %v expired", got, before, first.Qty)
	}
	b.Press("F7")
	b.Press("Enter")
	b.settle(t)
	last(t, s, ledger.TypeGivenBack)

	papers := show(t, usual, s, kit.StockPapers+":"+last(t, s, ledger.TypeAdjusted).ID.String())
	if row, ok := papers.page.(*listing[shop.StockPaperRow]).chosen(); !ok || row.Type != ledger.TypeAdjusted {
		t.Errorf("the paper a person came for is chosen: %+v", row)
	}
}

// TestPlacesAreMadeRenamedAndClosedByKeys: one where goods lie stays, and they are named.
func TestPlacesAreMadeRenamedAndClosedByKeys(t *testing.T) {
	s := practice(t)
	b := show(t, usual, s, kit.StockMove)
	b.Press("F9")
	if len(b.Gone) != 1 {
		t.Fatalf("F9 went to %v", b.Gone)
	}
	b = show(t, usual, s, b.Gone[0].Arg)
	l := b.page.(*listing[placeRow])
	before := len(l.rows)
	b.Press("Ctrl+N")
	b.Press("Enter") // without a name
	if !b.Kit.Prompt.Open() {
		t.Fatal("a place without a name was saved")
	}
	b.Type("หลังบ้าน")
	b.Press("F6")
	b.Press("Enter")
	b.settle(t)
	at := slices.IndexFunc(l.rows, func(r placeRow) bool { return r.Name == "หลังบ้าน" })
	if len(l.rows) != before+1 || at < 0 || l.rows[at].Kind != "stall" {
		t.Fatalf("places %+v", l.rows)
	}
	l.list.Choose(at)
	b.Press("Enter")
	b.Type("หลังร้าน")
	b.Press("Enter")
	b.settle(t)
	at = slices.IndexFunc(l.rows, func(r placeRow) bool { return r.Name == "หลังร้าน" })
	l.list.Choose(at)
	b.Press("F7")
	b.settle(t)
	if last := l.rows[len(l.rows)-1]; last.Name != "หลังร้าน" || !last.Closed {
		t.Errorf("closed %+v", l.rows)
	}
	l.list.Choose(slices.IndexFunc(l.rows, func(r placeRow) bool { return r.sells }))
	b.Press("F7")
	b.settle(t)
	if row, _ := l.chosen(); row.Closed {
		t.Error("the place that the shop sells from was closed")
	}
}

// Who has received goods prints their tags and then the paper: the question stays until it is answered.
func TestTagsAndPaperOfWhatCameInArePrinted(t *testing.T) {
	s := practice(t)
	for _, printer := range []string{shop.DocumentPrinter, shop.ReceiptPrinter} {
		if _, _, err := s.Set(t.Context(), printer, "file:"+printer); err != nil {
			t.Fatal(err)
		}
	}
	b := show(t, usual, s, kit.StockReceive)
	b.Scan("8850000000034")
	b.settle(t)
	b.Press("Ctrl+Enter")
	b.settle(t)
	for _, step := range []struct {
		key  keys.Chord
		jobs int
		form string
	}{{"F9", 1, shop.FormTags}, {"Ctrl+P", 2, shop.FormStock}} {
		b.Press(step.key)
		b.settle(t)
		b.Press("Ctrl+P")
		b.settle(t)
		jobs, err := s.Jobs(t.Context(), 5)
		if err != nil || len(jobs) != step.jobs || jobs[0].Form != step.form || !b.Kit.Prompt.Open() {
			t.Fatalf("after %s there are %+v, %v", step.key, jobs, err)
		}
	}
	b.Press("Ctrl+P")
	b.settle(t)
	b.Press("F6") // the roll
	b.Press("Ctrl+P")
	b.settle(t)
	jobs, err := s.Jobs(t.Context(), 5)
	if err != nil || len(jobs) != 3 || jobs[0].Printer != "file:"+shop.ReceiptPrinter {
		t.Fatalf("%+v, %v", jobs, err)
	}
	b.Press("Enter")
	if b.Kit.Prompt.Open() {
		t.Error("the question is still there")
	}
}

func TestScreensLookAsStored(t *testing.T) {
	s := practice(t)
	for name, arg := range map[string]string{"receive": kit.StockReceive, "order": kit.StockOrder + ":" + find(t, s, "HONEY-001").ID.String(), "counting": sheet(t, s)} {
		b := show(t, usual, s, arg)
		begin(t, b)
		b.settle(t)
		test.AssertImageMatches(t, name+".png", b.Window.Canvas().Capture())
	}
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	s := practice(t)
	counts := sheet(t, s)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			for _, arg := range append(slices.Clone(pages), placesPage, counts) {
				name, _, about := strings.Cut(arg, ":")
				if about {
					name = "counting"
				}
				b := show(t, v, s, arg)
				b.Look(t, v, "stock-"+name+"-empty")
				begin(t, b)
				b.settle(t)
				b.Look(t, v, "stock-"+name)
				switch p := b.page.(type) {
				case *paper:
					p.clear()
				case *listing[placeRow]:
					b.Press("Ctrl+N")
					b.Look(t, v, "stock-new-place")
				case *counting:
					p.differences()
					b.settle(t)
					b.Look(t, v, "stock-differences")
				}
			}
		})
	}
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	s := practice(t)
	for name, arg := range map[string]string{"stock-receive": kit.StockReceive, "stock-order": kit.StockOrder + ":" + find(t, s, "HONEY-001").ID.String(), "stock-count": sheet(t, s)} {
		b := show(t, usual, s, arg)
		begin(t, b)
		b.settle(t)
		b.Save(t, folder, name)
	}
}

// Goods received of somebody without papers give a payment voucher from the list of the stock's papers.
// An empty list says why nothing can be done; labour and fuel, which never came into the stock, have a voucher of their own.
func TestAVoucherOfWhatNeverCameIn(t *testing.T) {
	s, err := shop.Create(t.Context(), filepath.Join(t.TempDir(), "shop"), shop.Params{Name: "ร้าน"}, clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := show(t, usual, s, kit.StockPapers)
	for _, key := range []keys.Chord{"F6", "Ctrl+P"} {
		b.Kit.Prompt.Hush()
		if b.Press(key); b.Kit.Prompt.Said() == "" {
			t.Errorf("%s says nothing of an empty list", key)
		}
	}
	b.Press("F7")
	b.settle(t)
	if !b.Kit.Prompt.Open() {
		t.Error("no voucher can be typed")
	}
}

func TestVoucherOfGoodsReceived(t *testing.T) {
	s := practice(t)
	honey := find(t, s, "HONEY-001")
	if _, err := s.PostStock(t.Context(), stock.Request{Type: ledger.TypeReceived, Producer: honey.ProducerID, Items: []stock.Item{{ProductID: honey.ID, Qty: qty.Pieces(3)}}}); err != nil {
		t.Fatal(err)
	}
	b := show(t, usual, s, kit.StockPapers+":"+last(t, s, ledger.TypeReceived).ID.String())
	b.Press("F6")
	b.settle(t)
	b.Press(keys.Save)
	b.settle(t)
	rows, total, err := s.OfficePapers(t.Context(), shop.OfficePaperQuery{Limit: 1})
	if err != nil || total != 1 || rows[0].Type != "PV" {
		t.Errorf("%d papers, %v; it says %q", total, err, b.Kit.Prompt.Said())
	}
}
