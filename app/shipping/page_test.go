package shipping

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// tea is a box of tea by EMS, paid before it was packed.
func (c *counter) tea(name string) (id.Order, id.Parcel) {
	return c.pack(box{channel: ordering.Line, name: name, phone: "0812223333", payBy: ordering.PayTransfer, service: "ems", to: khonKaen, goods: "TEA-001", pieces: 1, fee: 70_00, grams: 700})
}

// collected is a box that collects 120 baht and the postage.
func (c *counter) collected(name string) (id.Order, id.Parcel) {
	return c.pack(box{channel: ordering.Facebook, name: name, phone: "0856667777", payBy: ordering.PayCOD, service: "ems", to: chonBuri, goods: "BANANA-001", pieces: 2, fee: 50_00, grams: 600})
}

// From boxes to texts in the customers' chats, by keys alone.
func TestLabelsHandOverAndTexts(t *testing.T) {
	c, fresh := busy(t)
	b := show(t, usual, c.Shop, "")
	if got := len(b.page.m.picked()); got != 5 {
		t.Fatalf("%d boxes are marked", got)
	}
	b.press("Down", keys.Space, keyPrint) // all but the second
	for n, parcel := range fresh {
		if now := c.parcel(parcel); (now.PrintedAt > 0) != (n != 1) {
			t.Errorf("box %d printed at %d", n, now.PrintedAt)
		}
	}
	if now := c.parcel(fresh[0]); !strings.HasPrefix(now.Tracking, "EF") || !strings.HasSuffix(now.Tracking, "TH") {
		t.Errorf("its number is %q", now.Tracking)
	}
	if now := c.parcel(fresh[2]); now.Tracking != "" {
		t.Errorf("a service without a pool has the number %q", now.Tracking)
	}
	jobs, err := c.Jobs(context.Background(), 10)
	must(t, err)
	forms := map[string]int{}
	for _, job := range jobs {
		forms[job.Form]++
	}
	if forms[shop.FormLabel] != 2 || forms[shop.FormManifest] != 1 { // one run of labels came out before
		t.Errorf("jobs: %v", forms)
	}
	if b.page.m.list().name != shop.ParcelsPrinted || len(b.page.m.picked()) != 6 {
		t.Fatalf("then %q with %d marked", b.page.m.list().name, len(b.page.m.picked()))
	}
	b.press("Ctrl+A", "Ctrl+A", "Ctrl+A") // none, all, none
	b.press(keyHand)
	if b.Kit.Prompt.Open() {
		t.Fatal("nothing is marked, and something is handed over")
	}
	b.press("Ctrl+A", keyHand, keys.Enter)
	if now := c.parcel(fresh[0]); now.State != ledger.ParcelShipped || now.BillID.IsZero() {
		t.Fatalf("handed over it is %s", now.State)
	}
	if !b.Kit.Prompt.Open() {
		t.Fatal("no texts for the customers")
	}
	var texts []string
	for b.Kit.Prompt.Open() {
		b.press(keys.Save)
		texts = append(texts, b.Kit.Clipboard.Content())
	}
	if all := strings.Join(texts, "\n"); len(texts) != 6 || !strings.Contains(all, c.parcel(fresh[0]).Tracking) || !strings.Contains(all, "มานี") {
		t.Errorf("%d texts: %s", len(texts), all)
	}
	if b.page.m.list().name != shop.ParcelsHanded || b.page.m.read.sums.Count != 9 {
		t.Errorf("at the end %q with %d", b.page.m.list().name, b.page.m.read.sums.Count)
	}
}

// What cannot be printed is said with its reason, the rest comes out.
func TestWhatLacksStopsNoOther(t *testing.T) {
	c := troubles(t)
	b := show(t, usual, c.Shop, "")
	b.press(keyTrouble)
	if at := b.page.m.chosen; at != 1 || !strings.Contains(troubleText(i18n.Thai, b.page.m.parcel()), "บ้านเลขที่") {
		t.Errorf("F4 goes to %d: %q", at, troubleText(i18n.Thai, b.page.m.parcel()))
	}
	b.press(keyPrint)
	if !b.Kit.Prompt.Open() || len(b.page.m.read.rows) != 1 {
		t.Fatalf("a list of what failed: %v, %d left", b.Kit.Prompt.Open(), len(b.page.m.read.rows))
	}
	b.press("1")
	if b.Kit.Prompt.Open() || b.page.m.parcel() == nil {
		t.Error("1 leads to no parcel")
	}
}

func TestWithoutAPrinterLabelsAreKept(t *testing.T) {
	c := newCounter(t)
	c.set("printer.label", "")
	c.set("printer.document", "")
	_, parcel := c.tea("อารี")
	b := show(t, usual, c.Shop, "")
	b.press(keyPrint, keys.Save)
	files, err := filepath.Glob(filepath.Join(c.Dir, shop.Exports, "*.pdf"))
	must(t, err)
	if len(files) != 2 || c.parcel(parcel).PrintedAt == 0 {
		t.Errorf("kept %v", files)
	}
}

func TestScansFindAndNumberParcels(t *testing.T) {
	c := newCounter(t)
	_, first := c.tea("อารี")
	order, second := c.tea("ทองใบ")
	b := show(t, usual, c.Shop, first.String())
	b.scan("EF582568152TH") // its check digit is wrong
	if c.parcel(first).Tracking != "" || !b.Kit.Prompt.Open() {
		t.Fatal("a number with a wrong check digit is taken")
	}
	b.press("Esc")
	b.scan("ef582568151th")
	if got := c.parcel(first).Tracking; got != "EF582568151TH" {
		t.Fatalf("the chosen parcel has %q", got)
	}
	found, err := c.Order(context.Background(), order)
	must(t, err)
	b.scan(found.Order.Number)
	if got := b.page.m.parcel(); got.ID != second {
		t.Errorf("the order's number chooses %s", got.To.Name)
	}
	b.scan("EF582568151TH") // it is on the first
	if c.parcel(second).Tracking != "" || b.page.m.parcel().ID != first || !strings.Contains(b.Kit.Prompt.Said(), "ใช้แล้ว") {
		t.Errorf("a number in use: said %q, chosen %s", b.Kit.Prompt.Said(), b.page.m.parcel().To.Name)
	}
	b.scan("EF582568165TH") // another for it: asked about
	b.press("Esc")
	if got := c.parcel(first).Tracking; got != "EF582568151TH" {
		t.Errorf("changed unasked to %q", got)
	}
	b.scan("8850000000999")
	if !strings.Contains(b.Kit.Prompt.Said(), "8850000000999") {
		t.Errorf("of an unknown code it says %q", b.Kit.Prompt.Said())
	}
}

func TestNumbersOfAReceipt(t *testing.T) {
	c := newCounter(t)
	_, first := c.tea("อารี")
	_, second := c.tea("ทองใบ")
	_, _, err := c.HandOverParcels(context.Background(), []id.Parcel{first, second}, "")
	must(t, err)
	b := show(t, usual, c.Shop, "")
	b.press(keyNumbers)
	b.Type("EF582568151TH 70")
	b.press(keys.Enter)
	b.Type("EF582568151TH")
	b.press(keys.Enter) // used
	b.press("Ctrl+A")
	b.scan("EF582568165TH")
	rows := map[string]shop.Parcel{}
	for _, parcel := range []id.Parcel{first, second} {
		one := c.parcel(parcel)
		rows[one.Tracking] = one
	}
	if len(rows) != 2 || rows["EF582568151TH"].Postage != 70_00 || rows["EF582568165TH"].Postage != 67_00 {
		t.Errorf("numbers and postage: %+v", rows)
	}
	if b.Kit.Prompt.Open() {
		t.Error("the list stays when every parcel has its number")
	}
}

func TestPoolsOfNumbers(t *testing.T) {
	c := newCounter(t)
	b := show(t, usual, c.Shop, "")
	add := func(first, count string) {
		b.press(keyPools, "Ctrl+N")
		b.Type(first)
		b.Window.Canvas().FocusNext()
		b.Type(count)
		b.press(keys.Save)
	}
	add("EF582568151TH", "3")
	b.press("Esc")
	add("EF582568165TH", "5") // inside the first
	pools, err := c.Pools(context.Background())
	must(t, err)
	if len(pools) != 1 || pools[0].Left != 3 || pools[0].Service != "ems" {
		t.Fatalf("pools %+v", pools)
	}
	b.press("Esc", keys.Enter) // what was typed may be lost
	b.press("Esc")
	order, parcel := c.tea("อารี")
	_, err = c.ReadyParcels(context.Background(), []id.Parcel{parcel}, "")
	must(t, err)
	must(t, c.Unpack(context.Background(), order, parcel, "", ""))
	b.press(keyPools, "F6", keys.Space, keys.Save, keys.Save)
	if pools, _ = c.Pools(context.Background()); pools[0].Left != 3 {
		t.Errorf("%d left after its label is destroyed", pools[0].Left)
	}
	b.press(keyPools, "F8")
	if pools, _ = c.Pools(context.Background()); !pools[0].Closed {
		t.Error("F8 closes nothing")
	}
}

func TestTheCarriersStatement(t *testing.T) {
	c := troubles(t)
	b := show(t, usual, c.Shop, "")
	b.page.turn(listNamed(shop.ParcelsCOD))
	b.settle()
	if len(b.page.m.read.rows) != 2 {
		t.Fatalf("%d parcels are owed for", len(b.page.m.read.rows))
	}
	b.Kit.Clipboard.SetContent("EG100000017TH 170.00 5.10\nEE000000014TH 10.00")
	b.press(keyCOD, "F6", keys.Save, keys.Save)
	if rows := b.page.m.read.rows; len(rows) != 1 || rows[0].Tracking != "EG100000025TH" {
		t.Errorf("left owed: %d", len(rows))
	}
	if b.page.m.read.counts.COD != 170_00 {
		t.Errorf("still owed %s", b.page.m.read.counts.COD)
	}
	b.press(keyCOD, keys.Save, keys.Save) // the same again: it is pasted, matched, and nothing is to be written
	b.press("Esc")
	if b.page.m.read.counts.COD != 170_00 {
		t.Error("taken twice")
	}
}

func TestAParcelIsWeighedAndSentOtherwise(t *testing.T) {
	c := newCounter(t)
	_, parcel := c.tea("อารี")
	b := show(t, usual, c.Shop, "")
	b.press(keys.Enter, "Ctrl+A")
	b.Type("2400")
	b.settle()
	b.press("F5", "F9", keys.Save)
	now := c.parcel(parcel)
	if now.Grams != 2400 || len(now.Marks) != 1 || now.Marks[0] != ordering.MarkFragile || now.Service == "ems" || now.Postage == 0 {
		t.Fatalf("saved as %+v", now.Parcel)
	}
	b.press(keys.Enter)
	b.scan("A-OR-2569-000001") // no tracking number
	b.scan("EF582568151TH")
	b.press(keys.Save)
	if got := c.parcel(parcel).Tracking; got != "EF582568151TH" {
		t.Errorf("scanned it has %q", got)
	}
	b.press(keys.Enter, "Ctrl+A")
	b.Type("หนัก")
	b.press(keys.Save)
	if !b.Kit.Prompt.Open() || c.parcel(parcel).Grams != 2400 {
		t.Error("a weight that is none is taken")
	}
	b.press("Esc", keys.Enter)
	b.press(keys.Enter, "F7", keys.Enter)
	if got := c.parcel(parcel).State; got != ledger.ParcelUnpacked {
		t.Errorf("after unpacking %s", got)
	}
}

func TestARecipientIsCorrected(t *testing.T) {
	c := troubles(t)
	b := show(t, usual, c.Shop, "")
	b.press("Down", keys.Enter, "F3") // the one without a house
	b.Type("99/1")
	b.press(keys.Save)
	if now := b.page.m.parcel(); now.To.Line != "99/1" || now.Lacks != "" {
		t.Errorf("recipient %+v", now.To)
	}
}

func TestWhatBecomesOfAParcel(t *testing.T) {
	c := newCounter(t)
	ctx := context.Background()
	_, parcel := c.collected("สมชาย")
	_, _, err := c.HandOverParcels(ctx, []id.Parcel{parcel}, "")
	must(t, err)
	before, err := c.Shop.Stock(ctx, []id.Product{c.line("BANANA-001", 1).ProductID})
	must(t, err)
	b := show(t, usual, c.Shop, parcel.String())
	b.press(keys.Enter, "3", "1", keys.Enter) // back at the shop: nobody at home
	if got := c.parcel(parcel).State; got != ledger.ParcelReturned {
		t.Fatalf("it is %s", got)
	}
	b.page.open(parcel)
	b.settle()
	b.press(keys.Enter, "1", "+", keys.Save) // look into it: one is spoilt
	after, err := c.Shop.Stock(ctx, []id.Product{c.line("BANANA-001", 1).ProductID})
	must(t, err)
	if got := c.parcel(parcel).State; got != ledger.ParcelLooked || after[0].OnHand-before[0].OnHand != 1000 {
		t.Errorf("it is %s, on hand %s, was %s", got, after[0].OnHand, before[0].OnHand)
	}
	_, other := c.collected("วิภา")
	_, _, err = c.HandOverParcels(ctx, []id.Parcel{other}, "")
	must(t, err)
	b.page.open(other)
	b.settle()
	b.press(keys.Enter, "7", "1", keys.Save) // it did not go
	if now := c.parcel(other); now.State != ledger.ParcelPacked || !now.BillID.IsZero() {
		t.Errorf("taken back it is %s", now.State)
	}
}

// The paper is chosen by keys, and the label follows; a sheet asks where it begins.
func TestThePaperIsChosen(t *testing.T) {
	c := newCounter(t)
	c.tea("อารี")
	b := show(t, usual, c.Shop, "")
	was := b.page.view.label.Image
	b.press(keyPaper, "Down", "Down", "Down", keys.Enter)
	if got, err := c.Get(context.Background(), "paper.label"); err != nil || got != "a4x4" {
		t.Fatalf("the paper is %s, %v", got, err)
	}
	if now := b.page.view.label.Image; now == nil || now.Bounds() == was.Bounds() {
		t.Error("the label shown is of the paper before")
	}
	if w := b.page.view.where; len(w.papers.Objects) != 2 || b.page.options().Start != 1 || w.printerKey() != shop.DocumentPrinter {
		t.Errorf("a sheet begins at %d, on %s", b.page.options().Start, w.printerKey())
	}
}

// The post is asked with a token only; without one the settings are offered.
func TestThePostIsAskedWithAToken(t *testing.T) {
	c := newCounter(t)
	b := show(t, usual, c.Shop, "")
	b.press(keyAsk)
	if !b.Kit.Prompt.Open() {
		t.Fatalf("without a token it says %q", b.Kit.Prompt.Said())
	}
	b.press(keys.Enter)
	if len(b.Gone) != 1 || b.Gone[0].Screen != kit.Settings || b.Gone[0].Arg != "post" {
		t.Errorf("gone to %v", b.Gone)
	}
}

func TestTheCountdownGoesOn(t *testing.T) {
	c := newCounter(t)
	b := show(t, usual, c.Shop, "")
	if got := b.page.view.cutoff.Data().Label; got != "รอบรับ 15:00 · เหลือ 2 ชม. 0 น." {
		t.Errorf("at one o'clock %q", got)
	}
	c.later(95 * time.Minute)
	b.page.Tick()
	if got := b.page.view.cutoff.Data().Label; got != "รอบรับ 15:00 · เหลือ 25 นาที" {
		t.Errorf("later %q", got)
	}
	c.later(30 * time.Minute)
	b.page.Tick()
	b.settle()
	if got := b.page.view.cutoff.Data().Label; !strings.HasPrefix(got, "รอบรับถัดไป") {
		t.Errorf("after it %q", got)
	}
}

func TestANumberAndWhatTheCounterTook(t *testing.T) {
	for _, c := range []struct {
		text    string
		other   bool
		number  string
		postage string
	}{
		{"EF582568151TH", false, "EF582568151TH", ""},
		{"ef 5825 6815 1 th", false, "EF582568151TH", ""},
		{"EF582568151TH 67", false, "EF582568151TH", "67.00"},
		{" EF 5825 6815 1 TH  67.50 ", false, "EF582568151TH", "67.50"},
		{"EF582568152TH 67", false, "", ""},
		{"67", false, "", ""},
		{"SPXTH012345678", true, "SPXTH012345678", ""},
		{"SPXTH012345678 40", true, "SPXTH012345678", "40.00"},
		{"SPXTH012345678", false, "", ""},
	} {
		number, postage, err := readNumber(c.text, c.other)
		got := ""
		if postage != nil {
			got = postage.String()
		}
		if c.number == "" && err == nil || c.number != "" && (err != nil || number != c.number || got != c.postage) {
			t.Errorf("%q: %q %s %v", c.text, number, got, err)
		}
	}
}
