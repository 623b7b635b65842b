package listings

import (
	"context"
	"encoding/json"
	"path/filepath"
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
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/store"
)

var ctx = context.Background()

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// morning is when the tests look: 08:52 in Thailand.
var morning = time.Date(2026, 11, 22, 1, 52, 0, 0, time.UTC)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// market is a practice shop that is connected to platforms; nothing answers there: what they said is written by hand.
type market struct {
	*shop.Shop
	t        testing.TB
	db       *store.Store
	channels []publishing.Connection
}

func newMarket(t testing.TB, channels ...publishing.Connection) *market {
	t.Helper()
	m := &market{Shop: looks.Practice(t, 5, clock.Fixed(morning)), t: t}
	var err error
	m.db, err = store.Open(ctx, filepath.Join(m.Dir, "shop.db"), clock.Fixed(morning))
	must(t, err)
	t.Cleanup(func() { must(t, m.db.Close()) })
	for n, c := range channels {
		c.ID, c.URL = id.New[id.Connection](), "https://example.org"
		if n > 0 {
			c.Prefix = c.Name + "-"
		}
		must(t, m.db.SaveConnection(ctx, c))
		m.channels = append(m.channels, c)
	}
	return m
}

// three are the platforms of design/listing.png.
var three = []publishing.Connection{{Name: "ตลาดกลาง", Kind: "common"}, {Name: "WooCommerce", Kind: "woocommerce"}, {Name: "Medusa", Kind: "medusa"}}

func (m *market) product(code string) *catalog.Product {
	m.t.Helper()
	match, err := m.Find(ctx, code)
	must(m.t, err)
	return match.Product
}

// standing is how the tests want a product to stand on a platform.
type standing struct {
	code    string
	channel int
	state   string // of the standing
	words   []string
	there   func(l *publishing.Listing) // what differs there
	queued  bool                        // still in the outbox
}

// place writes down how products stand.
func (m *market) place(all ...standing) {
	m.t.Helper()
	for _, s := range all {
		product, channel := m.product(s.code), m.channels[s.channel]
		placement := publishing.Placement{ID: id.New[id.Placement](), ConnectionID: channel.ID, ProductID: product.ID, SKU: product.SKU, Chosen: true, PromisedTo: publishing.NoPromise}
		must(m.t, m.db.SavePlacements(ctx, []publishing.Placement{placement}))
		stands := publishing.Standing{ConnectionID: channel.ID, SKU: product.SKU, State: s.state, Words: s.words}
		if s.state != "" {
			stands.Version, stands.RemoteID, stands.SentAt = "1", "r-"+product.SKU, ledger.MillisOf(morning.Add(-11*time.Minute))
		}
		if s.there != nil {
			row, err := m.Listing(ctx, product.ID)
			must(m.t, err)
			here := row.Cells[s.channel].Listing
			there := here
			s.there(&there)
			data, err := json.Marshal(publishing.Compared{Here: &here, There: &there})
			must(m.t, err)
			stands.There = string(data)
		}
		must(m.t, m.db.SaveStandings(ctx, []publishing.Standing{stands}))
		if !s.queued {
			m.clear(channel.ID, product.SKU)
		}
	}
}

// clear takes what waits of a listing out of the outbox.
func (m *market) clear(channel id.Connection, sku string) {
	m.t.Helper()
	rows, _, err := m.db.Outbox(ctx, store.OutboxQuery{ConnectionID: channel, Limit: 1000})
	must(m.t, err)
	for _, row := range rows {
		if row.SKU == sku {
			must(m.t, m.db.DiscardOutgoing(ctx, row.ID, "test"))
		}
	}
}

// describe gives a product a description.
func (m *market) describe(code, text string) {
	m.t.Helper()
	product := *m.product(code)
	product.Description = text
	_, err := m.SaveProduct(ctx, product, shop.Opening{})
	must(m.t, err)
}

// busy is a market with goods in every state.
func busy(t testing.TB) *market {
	m := newMarket(t, three...)
	for _, code := range []string{"KRAM-001", "HONEY-001", "RICE-001", "BANANA-001", "SOM-001"} {
		m.describe(code, strings.Repeat("ทำในชุมชน คัดเองทุกชิ้น ", 6))
	}
	m.describe("PRIK-001", "พริกหนุ่มย่างเตาถ่าน ตำสดทุกเช้า")
	chillies := *m.product("PRIK-001")
	chillies.MorePhotos = []string{m.product("KRAM-001").Photo, m.product("HONEY-001").Photo}
	_, err := m.SaveProduct(ctx, chillies, shop.Opening{})
	must(t, err)
	live := func(code string, channels ...int) {
		for _, channel := range channels {
			m.place(standing{code: code, channel: channel, state: publishing.Live})
		}
	}
	live("KRAM-001", 0, 1)
	m.place(standing{code: "KRAM-001", channel: 2, queued: true})
	m.place(standing{code: "HONEY-001", channel: 0, queued: true})
	live("HONEY-001", 1)
	m.place(standing{code: "PRIK-001", channel: 0})
	m.place(standing{code: "BANANA-001", channel: 0, state: publishing.Live, there: func(l *publishing.Listing) { l.Price -= 10_00 }})
	live("RICE-001", 0, 1, 2)
	m.place(standing{code: "SOAP-001", channel: 0, state: publishing.Rejected, words: []string{"รูปไม่ชัด ถ่ายใหม่ให้เห็นฉลาก"}})
	live("SOM-001", 0)
	for _, channel := range m.channels {
		must(t, m.db.Stand(ctx, channel.ID, func(s *publishing.ConnectionState) {
			s.Account, s.SentAt, s.HeardAt = `{"ID":"s1"}`, ledger.MillisOf(morning.Add(-11*time.Minute)), ledger.MillisOf(morning.Add(-11*time.Minute))
		}))
	}
	return m
}

// bench is the page on a window.
type bench struct {
	*looks.Stage
	page *Page
	t    testing.TB
}

func show(t testing.TB, v looks.Variant, s *shop.Shop, arg string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s), t: t}
	b.Show(kit.Listings, func(k *kit.Kit) nav.Page {
		b.page = New(k, arg)
		return b.page
	})
	b.settle()
	t.Cleanup(b.settle)
	return b
}

// settle waits until everything is read and written.
func (b *bench) settle() {
	b.t.Helper()
	b.Until(b.t, func() bool { return b.Kit.Pool.Idle() })
	b.Deliver()
}

func (b *bench) press(all ...keys.Chord) {
	b.t.Helper()
	for _, key := range all {
		b.Press(key)
		b.Kit.Router.Settle() // a space may be part of a scan
		b.settle()
	}
}

// scenes gives the states of the screen that must look right, over shops that are made once.
func scenes(t testing.TB) map[string]func(looks.Variant) *bench {
	m := busy(t)
	bare := newMarket(t)
	at := func(v looks.Variant, code string, press ...keys.Chord) *bench {
		b := show(t, v, m.Shop, m.product(code).ID.String())
		b.press(press...)
		b.Window.Canvas().Unfocus()
		return b
	}
	return map[string]func(looks.Variant) *bench{
		"list":    func(v looks.Variant) *bench { return at(v, "PRIK-001") },
		"opened":  func(v looks.Variant) *bench { b := at(v, "PRIK-001"); b.page.view.open(); return b },
		"differs": func(v looks.Variant) *bench { b := at(v, "BANANA-001"); b.page.view.open(); return b },
		"refused": func(v looks.Variant) *bench { b := at(v, "SOAP-001"); b.page.view.open(); return b },
		"marked":  func(v looks.Variant) *bench { return at(v, "KRAM-001", "Space", "Space", "Space") },
		"send":    func(v looks.Variant) *bench { return at(v, "PRIK-001", "Space", "Space", "Space", "F8") },
		"all":     func(v looks.Variant) *bench { return at(v, "KRAM-001", "F9") },
		"form":    func(v looks.Variant) *bench { return at(v, "PRIK-001", "F5") },
		"empty":   func(v looks.Variant) *bench { return show(t, v, bare.Shop, "") },
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	looks.Everywhere(t, "listings", scenes(t))
}

// TestTheListingsLookAsStored compares it with testdata. After a wanted change copy the picture from
// testdata/failed over it.
func TestTheListingsLookAsStored(t *testing.T) {
	test.AssertImageMatches(t, "listings.png", scenes(t)["list"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["list"](usual).Save(t, folder, "listings")
}
