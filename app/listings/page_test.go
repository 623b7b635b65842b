package listings

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/store"
)

// cell gives how a product stands on a platform.
func (m *market) cell(code string, channel int) *shop.ListingCell {
	m.t.Helper()
	row, err := m.Listing(ctx, m.product(code).ID)
	must(m.t, err)
	return &row.Cells[channel]
}

// waiting lists the SKUs that wait for a platform.
func (m *market) waiting(channel int) (skus []string) {
	m.t.Helper()
	rows, _, err := m.db.Outbox(ctx, store.OutboxQuery{ConnectionID: m.channels[channel].ID, Limit: 1000})
	must(m.t, err)
	for _, row := range rows {
		if row.State == publishing.Waiting {
			skus = append(skus, row.SKU)
		}
	}
	slices.Sort(skus)
	return skus
}

func (b *bench) listed() (skus []string) {
	for _, row := range b.page.m.list.Rows {
		skus = append(skus, row.Product.SKU)
	}
	return skus
}

// The journey of the issue: mark three goods, see what is missing, fix it, publish; there is no net here.
func TestThreeGoodsAreMarkedMendedAndPublished(t *testing.T) {
	m := newMarket(t, three[0])
	m.describe("KRAM-001", strings.Repeat("ทอมือ ", 30))
	b := show(t, usual, m.Shop, m.product("KRAM-001").ID.String())
	b.press("Space")
	for _, code := range []string{"PRIK-001", "SOAP-001"} {
		b.page.Turn(m.product(code).ID.String())
		b.settle()
		b.press("Space")
	}
	if len(b.page.m.marked) != 3 {
		t.Fatalf("%d goods are marked", len(b.page.m.marked))
	}
	b.press("F8")
	if !b.Kit.Prompt.Open() || len(m.waiting(0)) != 0 {
		t.Fatal("what is missing is not shown before it is sent")
	}
	b.press("F1") // the first thing that is missing: the food number of the chillies
	want := kit.ToProduct(m.product("PRIK-001").ID, "certificates", kit.Listings)
	if b.Kit.Prompt.Open() || len(b.Gone) != 1 || b.Gone[0] != want {
		t.Fatalf("it leads to %v, want %v", b.Gone, want)
	}
	b.page.Hidden()
	chillies := *m.product("PRIK-001")
	chillies.FDA = "5020012345678"
	_, err := m.SaveProduct(ctx, chillies, shop.Opening{})
	must(t, err)
	b.page.Shown() // as coming back from the product does
	b.settle()
	if !b.Kit.Prompt.Open() {
		t.Fatal("the dialog does not come back")
	}
	b.press("Enter")
	if got, want := m.waiting(0), []string{"KRAM-001", "PRIK-001", "SOAP-001"}; !slices.Equal(got, want) {
		t.Errorf("queued are %v, want %v", got, want)
	}
	if len(b.page.m.marked) != 0 || b.Changed == 0 || !strings.Contains(b.Kit.Prompt.Said(), "3") {
		t.Errorf("marked %v, told %d times, said %q", b.page.m.marked, b.Changed, b.Kit.Prompt.Said())
	}
	b.press("F10")
	if b.Gone[len(b.Gone)-1].Screen != kit.Outbox {
		t.Errorf("F10 leads to %v", b.Gone)
	}
}

func TestAProductThatLacksSomethingIsKeptAsADraft(t *testing.T) {
	m := newMarket(t, three[0])
	b := show(t, usual, m.Shop, m.product("PRIK-001").ID.String())
	b.press("F8")
	if cell := m.cell("PRIK-001", 0); cell.Word != publishing.WordDraft || !strings.Contains(b.Kit.Prompt.Said(), "อย.") {
		t.Errorf("it stands as %q, said %q", cell.Word, b.Kit.Prompt.Said())
	}
	b.press("F6") // what is to be mended
	if got := b.listed(); !slices.Equal(got, []string{"PRIK-001"}) || b.page.m.list.Counts[shop.ListingsToMend] != 1 {
		t.Errorf("to be mended: %v, counted %v", got, b.page.m.list.Counts)
	}
	b.press("Enter")
	if want := kit.ToProduct(m.product("PRIK-001").ID, "certificates", kit.Listings); len(b.Gone) != 1 || b.Gone[0] != want {
		t.Errorf("Enter leads to %v", b.Gone)
	}
}

func TestChipsHoldWhatTheyCount(t *testing.T) {
	m := busy(t)
	b := show(t, usual, m.Shop, "")
	for n, part := range parts {
		b.page.turnPart(n)
		b.settle()
		if part == "" {
			continue
		}
		if got, want := b.page.m.list.Total, b.page.m.list.Counts[part]; got != want || got == 0 {
			t.Errorf("%s: %d in the list, %d on the chip", part, got, want)
		}
	}
	b.page.turnPart(0)
	b.settle()
	b.Type("PRIK-001")
	b.settle()
	if got := b.listed(); len(got) != 1 || got[0] != "PRIK-001" || b.page.m.listing().Product.SKU != "PRIK-001" {
		t.Errorf("found %v", got)
	}
	b.press("Esc")
	if len(b.listed()) < 20 {
		t.Errorf("after Esc %d goods", len(b.listed()))
	}
}

func TestADifferenceIsWrittenOver(t *testing.T) {
	m := busy(t)
	b := show(t, usual, m.Shop, m.product("BANANA-001").ID.String())
	if cell := b.page.m.cell(); cell.Word != publishing.WordDiffers || cell.Differs[0].Field != "price" {
		t.Fatalf("it stands as %q: %v", cell.Word, cell.Differs)
	}
	b.press("F3")
	if !slices.Contains(m.waiting(0), "BANANA-001") {
		t.Error("ours is not queued")
	}
	b.page.Turn(m.product("RICE-001").ID.String())
	b.settle()
	before := len(m.waiting(0))
	b.press("F3")
	if len(m.waiting(0)) != before {
		t.Error("what is the same was sent")
	}
}

func TestWithdrawingAsksFirst(t *testing.T) {
	m := busy(t)
	b := show(t, usual, m.Shop, m.product("RICE-001").ID.String())
	b.press("Right", "F7", "Esc")
	if m.cell("RICE-001", 1).Word != publishing.WordLive {
		t.Fatal("Esc withdrew it")
	}
	b.press("F7", "Ctrl+Enter")
	if cell := m.cell("RICE-001", 1); cell.Placement.Chosen || !slices.Contains(m.waiting(1), "RICE-001") {
		t.Error("it is not queued to be withdrawn")
	}
	if m.cell("RICE-001", 0).Word != publishing.WordLive {
		t.Error("another platform lost it too")
	}
}

func TestAllThatIsReadyGoesAndWhatWasWithdrawnStays(t *testing.T) {
	m := newMarket(t, three[:2]...)
	for _, code := range []string{"KRAM-001", "RICE-001", "SOAP-001"} {
		m.describe(code, strings.Repeat("ทำในชุมชน ", 20))
	}
	m.place(standing{code: "RICE-001", channel: 0, state: publishing.Live})
	must(t, m.Unpublish(ctx, m.channels[0].ID, "RICE-001"))
	m.clear(m.channels[0].ID, "RICE-001")
	b := show(t, usual, m.Shop, "")
	b.press("F9", "Enter")
	queued := m.waiting(0)
	if !slices.Contains(queued, "KRAM-001") || slices.Contains(queued, "RICE-001") || slices.Contains(queued, "PRIK-001") {
		t.Errorf("queued are %v", queued)
	}
	if other := m.waiting(1); len(other) != 0 {
		t.Errorf("the platform that was not chosen gets %v", other)
	}
}

func TestTheFormSavesWhatIsThisPlatformsOwn(t *testing.T) {
	m := newMarket(t, three[:1]...)
	b := show(t, usual, m.Shop, m.product("HONEY-001").ID.String())
	b.press("F5")
	b.Type("น้ำผึ้งป่า")
	b.press("Ctrl+Enter")
	cell := m.cell("HONEY-001", 0)
	if cell.Placement == nil || cell.Placement.Title != "น้ำผึ้งป่า" || cell.Listing.Title != "น้ำผึ้งป่า" {
		t.Fatalf("it is called %q", cell.Listing.Title)
	}
	if cell.Placement.Chosen || cell.Word != publishing.WordNone {
		t.Errorf("what was only written down stands as %q", cell.Word)
	}
	b.press("F5")
	b.Type("x")
	b.press("Esc")
	if !b.Kit.Prompt.Open() {
		t.Error("Esc lost what was typed")
	}
	b.press("Esc", "Ctrl+Enter")
}

func TestADraftIsReadAndRefusedByItsField(t *testing.T) {
	m := newMarket(t, three[0])
	row, err := m.Listing(ctx, m.product("HONEY-001").ID)
	must(t, err)
	channels, err := m.Channels(ctx)
	must(t, err)
	d := newDraft(&channels[0], &row, 0)
	for field, text := range map[string]string{"price": "120.50", "piece": "2", "packing_g": "80", "lead_days": "3", "promised": "๕", "title": " น้ำผึ้งคู่ "} {
		d.set(field, text)
	}
	p, promise, err := d.read()
	if err != nil || p.Price != money.Satang(120_50) || p.Piece != qty.Pieces(2) || p.PackingG != 80 || p.LeadDays != 3 || promise != 5 || p.Title != "น้ำผึ้งคู่" {
		t.Errorf("read %+v, promise %d, %v", p, promise, err)
	}
	if listing := d.offer().Listing(&d.limits); listing.Price != 120_50 || listing.Title != "น้ำผึ้งคู่" {
		t.Errorf("buyers see %+v", listing)
	}
	for field, text := range map[string]string{"price": "1.999", "lead_days": "400", "packing_g": "1.5", "piece": "-1"} {
		bad := newDraft(&channels[0], &row, 0)
		bad.set(field, text)
		if _, _, err := bad.read(); err == nil || fault.Of(err).Field != field {
			t.Errorf("%s %q: %v at %q", field, text, err, fault.Of(err).Field)
		}
	}
	long := newDraft(&channels[0], &row, 0)
	long.set("title", strings.Repeat("ก", long.limits.Title+1))
	offer := long.offer()
	if _, wrong := long.troubles(publishing.Readiness(offer, &long.limits, clock.DayOf(morning)))["title"]; !wrong {
		t.Error("a title that is too long is not said")
	}
}

func TestAShopWithoutPlatformsIsTaught(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	if !b.page.view.teach.Visible() {
		t.Fatal("nothing is taught")
	}
	b.press("Enter")
	if len(b.Gone) != 1 || b.Gone[0].Screen != kit.Channels {
		t.Errorf("Enter leads to %v", b.Gone)
	}
}

func TestInANarrowWindowEnterOpensAndEscCloses(t *testing.T) {
	m := busy(t)
	narrow := usual
	narrow.Size = looks.Sizes[2]
	b := show(t, narrow, m.Shop, m.product("RICE-001").ID.String())
	if !b.page.view.folded || b.page.view.detail.object.Visible() {
		t.Fatal("the product is shown beside a narrow list")
	}
	if !b.page.view.head.Hidden {
		t.Error("the platforms take the room of the title")
	}
	b.press("Enter")
	if !b.page.view.opened || !b.page.view.detail.object.Visible() || b.page.view.card.Visible() {
		t.Fatal("Enter does not open it")
	}
	b.press("Esc")
	if b.page.view.opened || !b.page.view.card.Visible() {
		t.Error("Esc does not close it")
	}
}

func TestAScanShowsTheProduct(t *testing.T) {
	m := busy(t)
	b := show(t, usual, m.Shop, "")
	b.Scan(m.product("RICE-001").Codes[0].Code)
	b.settle()
	if got := b.page.m.listing(); got == nil || got.Product.SKU != "RICE-001" {
		t.Errorf("the scan shows %v", got)
	}
}

func TestColumnsFitAnyNumberOfPlatforms(t *testing.T) {
	looks.New(t, usual, newMarket(t).Shop)
	for _, width := range []float32{560, 844, 942, 1240} {
		for channels := range 21 {
			for looked := range max(channels, 1) {
				c := columnsOf(width, channels, looked)
				if channels > 0 && (c.count < 1 || looked < c.first || looked >= c.first+c.count) {
					t.Fatalf("%v, %d platforms: %d is not among the %d from %d", width, channels, looked, c.count, c.first)
				}
				right := c.ready + c.readyWide
				for n := range c.cells {
					if c.cells[n] < right || c.cellsWide[n] < 24 {
						t.Fatalf("%v, %d platforms: column %d at %v is %v wide, before it ends at %v", width, channels, n, c.cells[n], c.cellsWide[n], right)
					}
					right = c.cells[n] + c.cellsWide[n]
				}
				if right > c.pieces {
					t.Fatalf("%v, %d platforms: the last ends at %v, the pieces begin at %v", width, channels, right, c.pieces)
				}
			}
		}
	}
}

// What failed is tried again by publishing it, once; what stands there as it should is not sent.
func TestPublishingAgain(t *testing.T) {
	m := newMarket(t, three[0])
	m.describe("KRAM-001", strings.Repeat("ทอมือ ", 30))
	m.place(standing{code: "KRAM-001", channel: 0, queued: true})
	rows, _, err := m.db.Outbox(ctx, store.OutboxQuery{ConnectionID: m.channels[0].ID, Limit: 10})
	must(t, err)
	rows, err = m.db.TakeOutgoing(ctx, rows)
	must(t, err)
	refused := publishing.Problem{Class: publishing.Refused.String(), Code: "channel_refused", Words: "ชื่อซ้ำกับร้านอื่น"}
	must(t, m.db.SettleOutgoing(ctx, m.channels[0].ID, []store.Fate{{ID: rows[0].ID, Stuck: true, Problem: refused}}))
	b := show(t, usual, m.Shop, m.product("KRAM-001").ID.String())
	cell := b.page.m.cell()
	if cell.Word != publishing.WordFailed || told(cell).Words != refused.Words {
		t.Fatalf("it stands as %q: %v", cell.Word, told(cell))
	}
	b.press("F8")
	if got := m.waiting(0); !slices.Equal(got, []string{"KRAM-001"}) || m.cell("KRAM-001", 0).Word != publishing.WordQueued {
		t.Errorf("it stands as %q, waiting are %v", m.cell("KRAM-001", 0).Word, got)
	}
	m.clear(m.channels[0].ID, "KRAM-001")
	must(t, m.db.SaveStandings(ctx, []publishing.Standing{{ConnectionID: m.channels[0].ID, SKU: "KRAM-001", State: publishing.Live, Version: "1"}}))
	b.page.Reload()
	b.settle()
	b.press("F8")
	if got := m.waiting(0); len(got) != 0 || !strings.Contains(b.Kit.Prompt.Said(), "แล้ว") {
		t.Errorf("waiting are %v, said %q", got, b.Kit.Prompt.Said())
	}
}

func TestMarksOutliveAVisitElsewhere(t *testing.T) {
	m := busy(t)
	b := show(t, usual, m.Shop, "")
	b.press("Space", "Space")
	b.page.Hidden()
	again := New(b.Kit, "")
	if !slices.Equal(again.m.marked, b.page.m.marked) || len(again.m.marked) != 2 {
		t.Errorf("marked were %v, are %v", b.page.m.marked, again.m.marked)
	}
	b.page.Shown()
	b.settle()
	b.press("Esc", "Ctrl+A")
	if len(b.page.m.marked) != len(b.page.m.list.Rows) {
		t.Errorf("Ctrl+A marks %d of %d", len(b.page.m.marked), len(b.page.m.list.Rows))
	}
}

func TestPicturesTurnAroundTheEnds(t *testing.T) {
	m := busy(t)
	b := show(t, usual, m.Shop, m.product("PRIK-001").ID.String())
	var seen []int
	for _, key := range []keys.Chord{"+", "+", "+", "-"} {
		b.press(key)
		seen = append(seen, b.page.m.picture)
	}
	if !slices.Equal(seen, []int{1, 2, 0, 2}) {
		t.Errorf("seen are %v", seen)
	}
	b.press("Down")
	if b.page.m.picture != 0 {
		t.Error("another product does not begin with its cover")
	}
}

// Goods that stand there as they should are marked with the others: only the others go, and never the whole shop.
func TestWhatStandsThereIsNotSentWithTheOthers(t *testing.T) {
	m := busy(t)
	m.describe("SOAP-001", strings.Repeat("ทำในชุมชน ", 20))
	m.clear(m.channels[0].ID, "SOAP-001")
	before := m.waiting(0)
	b := show(t, usual, m.Shop, m.product("RICE-001").ID.String())
	b.press("Space", "F8")
	if !b.Kit.Prompt.Open() {
		t.Fatal("no dialog")
	}
	b.press("Enter") // nothing would go: the button is off
	if !b.Kit.Prompt.Open() || !slices.Equal(m.waiting(0), before) {
		t.Fatalf("waiting are %v", m.waiting(0))
	}
	b.press("Esc")
	b.page.Turn(m.product("SOAP-001").ID.String())
	b.settle()
	b.press("Space", "F8", "Enter")
	want := append(slices.Clone(before), "SOAP-001")
	slices.Sort(want)
	if got := m.waiting(0); !slices.Equal(got, want) || !strings.Contains(b.Kit.Prompt.Said(), "1 ") {
		t.Errorf("waiting are %v, want %v; said %q", got, want, b.Kit.Prompt.Said())
	}
}
