package trips

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// noon is when the tests happen.
var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

var fair = id.Trip{0: 1, 15: 7}

// practice makes a practice shop.
func practice(t testing.TB) *shop.Shop {
	t.Helper()
	return looks.Practice(t, 20, noon)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// made makes the fair, and where so many pieces are given loads honey and rice and sets out.
func made(t testing.TB, s *shop.Shop, pieces int) {
	t.Helper()
	ctx := context.Background()
	_, err := s.AddTrip(ctx, stock.Trip{ID: fair, Name: "งานกาชาดสกลนคร", From: "2026-11-23", To: "2026-11-25"})
	must(t, err)
	if pieces == 0 {
		return
	}
	items := []stock.Item{{ProductID: product(t, s, "HONEY-001"), Qty: qty.Pieces(pieces)}, {ProductID: product(t, s, "RICE-001"), Qty: qty.Pieces(2)}}
	must(t, s.LoadTrip(ctx, fair, stock.Request{Items: items}))
	must(t, s.GoTrip(ctx, fair))
}

func product(t testing.TB, s *shop.Shop, code string) id.Product {
	t.Helper()
	match, err := s.Find(context.Background(), code)
	must(t, err)
	return match.Product.ID
}

// lived is a fair with sales, tastings and costs.
func lived(t testing.TB, s *shop.Shop) {
	t.Helper()
	made(t, s, 3)
	ctx := context.Background()
	for _, method := range []string{selling.Cash, selling.PromptPay} {
		cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{{ProductID: product(t, s, "HONEY-001"), Qty: qty.One}}}
		_, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: method}}})
		must(t, err)
	}
	must(t, s.LoseTrip(ctx, fair, stock.Request{Reason: stock.Tasted, Items: []stock.Item{{ProductID: product(t, s, "HONEY-001"), Qty: qty.One}}}))
	must(t, s.SpendTrip(ctx, fair, stock.Cost{Kind: stock.CostRent, Amount: money.Baht(50), Note: "บูท 12", Drawer: true}))
	must(t, s.SpendTrip(ctx, fair, stock.Cost{Kind: stock.CostFuel, Amount: money.Baht(20)}))
}

// bench is a page of the screen on a window.
type bench struct {
	*looks.Stage
	page nav.Page
}

func show(t testing.TB, v looks.Variant, s *shop.Shop, arg string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Show(kit.Trips, func(k *kit.Kit) nav.Page {
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

func (b *bench) press(t testing.TB, all ...keys.Chord) {
	t.Helper()
	for _, key := range all {
		b.Press(key)
		b.settle(t)
	}
}

func (b *bench) scan(t testing.TB, code string) {
	t.Helper()
	b.Scan(code)
	b.settle(t)
}

func trip(t testing.TB, s *shop.Shop) *shop.Trip {
	t.Helper()
	found, err := s.Trip(context.Background(), fair)
	must(t, err)
	return found
}

const honeyCode = "8850000000034"

// TestAFairByKeysAndScanner loads a box, closes the program in the middle, goes on, sets out, takes off what
// was tasted, pays the rent and counts what comes back.
func TestAFairByKeysAndScanner(t *testing.T) {
	s := practice(t)
	made(t, s, 0)
	b := show(t, usual, s, fair.String())
	b.scan(t, honeyCode) // begins to load
	b.scan(t, honeyCode)
	b.Type("หอมมะลิ ทุ่งกุลา 1")
	b.press(t, "Enter")
	b.Type("3")
	b.press(t, "Enter")
	b = show(t, usual, s, fair.String()) // as after a kill
	b.press(t, "F5")
	b.scan(t, honeyCode)
	b.press(t, "Ctrl+Enter")
	if box := trip(t, s).Box; len(box) != 2 || !slices.ContainsFunc(box, func(i shop.TripItem) bool { return i.Product.SKU == "HONEY-001" && i.Qty == qty.Pieces(3) }) {
		t.Fatalf("the box holds %v", box)
	}
	b.press(t, "F8", "Enter")
	if now, err := s.CurrentTrip(t.Context()); err != nil || now.ID != fair {
		t.Fatalf("the till is out at %v, %v", now.Name, err)
	}
	b.press(t, "F6")
	b.scan(t, honeyCode)
	b.press(t, "Ctrl+Enter", "Enter")
	b.press(t, "F7")
	b.Type("50")
	b.press(t, "Enter")
	b.press(t, "F8")
	b.scan(t, honeyCode)
	b.press(t, "Ctrl+Enter", "Ctrl+Enter") // the rice was not counted: the question is a danger
	got := trip(t, s)
	row := got.Sum.Rows[slices.IndexFunc(got.Sum.Rows, func(r stock.TripGoods) bool { return got.Products[r.ProductID].SKU == "HONEY-001" })]
	if got.State != stock.TripBack || row.Tasted != qty.One || row.Back != qty.One || row.Missing != qty.One || got.Sum.Spent(stock.CostRent) != money.Baht(50) {
		t.Errorf("%s, honey %+v, rent %s", got.State, row, got.Sum.Spent(stock.CostRent))
	}
}

// A quantity that was typed counts without Enter: for the product it was typed for.
func TestATypedQuantityNeedsNoEnter(t *testing.T) {
	s := practice(t)
	made(t, s, 0)
	b := show(t, usual, s, fair.String())
	b.scan(t, honeyCode)
	b.press(t, "F4")
	b.Type("2")
	b.scan(t, "8850000000027")
	b.press(t, "F4")
	b.Type("3")
	b.press(t, "Ctrl+Enter")
	for _, want := range []struct {
		code   string
		pieces int
	}{{"HONEY-001", 2}, {"RICE-001", 3}} {
		wanted := product(t, s, want.code)
		for _, item := range trip(t, s).Box {
			if item.Product.ID == wanted && item.Qty != qty.Pieces(want.pieces) {
				t.Errorf("%s: %s in the box", want.code, item.Qty)
			}
		}
	}
	if len(trip(t, s).Box) != 2 {
		t.Errorf("box %+v", trip(t, s).Box)
	}
}

// The packing list prints on the roll too, by keys.
func TestThePackingListPrintsOnTheRoll(t *testing.T) {
	s := practice(t)
	made(t, s, 2)
	_, _, err := s.Set(t.Context(), shop.ReceiptPrinter, "file:roll")
	must(t, err)
	b := show(t, usual, s, fair.String())
	b.press(t, "Ctrl+P", "F6", "Ctrl+P")
	if jobs, err := s.Jobs(t.Context(), 5); err != nil || len(jobs) != 1 || jobs[0].Printer != "file:roll" {
		t.Errorf("jobs %+v, %v", jobs, err)
	}
}

func TestATripIsMadeByKeys(t *testing.T) {
	s := practice(t)
	b := show(t, usual, s, "")
	b.press(t, "Ctrl+N", "Enter") // no name yet
	b.Type("ถนนคนเดิน")
	b.press(t, "Enter")
	trips, err := s.Trips(t.Context())
	if err != nil || len(trips) != 1 || trips[0].Name != "ถนนคนเดิน" || trips[0].From != "2026-11-23" {
		t.Errorf("trips %v, %v", trips, err)
	}
}

func TestACalledOffTripGivesEverythingBack(t *testing.T) {
	s := practice(t)
	made(t, s, 0)
	must(t, s.LoadTrip(t.Context(), fair, stock.Request{Items: []stock.Item{{ProductID: product(t, s, "HONEY-001"), Qty: qty.Pieces(2)}}}))
	b := show(t, usual, s, fair.String())
	b.press(t, "F9", "Ctrl+Enter")
	got := trip(t, s)
	if got.State != stock.TripBack || len(got.Box) != 0 || got.Sum.Rows[0].Missing != 0 || got.Sum.Rows[0].Back != qty.Pieces(2) {
		t.Errorf("%s, %+v", got.State, got.Sum.Rows)
	}
}

// scenes gives the states of the screen that must look right, over shops that are made once.
func scenes(t testing.TB) map[string]func(looks.Variant) *bench {
	fresh, packing, away := practice(t), practice(t), practice(t)
	made(t, packing, 0)
	lived(t, away)
	return map[string]func(looks.Variant) *bench{
		"empty":   func(v looks.Variant) *bench { return show(t, v, fresh, "") },
		"list":    func(v looks.Variant) *bench { return show(t, v, away, "") },
		"packing": func(v looks.Variant) *bench { return show(t, v, packing, fair.String()) },
		"trip":    func(v looks.Variant) *bench { return show(t, v, away, fair.String()) },
		"back": func(v looks.Variant) *bench {
			b := show(t, v, away, fair.String())
			b.press(t, "F8")
			b.scan(t, honeyCode)
			b.Window.Canvas().Unfocus()
			return b
		},
		"cost": func(v looks.Variant) *bench {
			b := show(t, v, packing, fair.String())
			b.press(t, "F7")
			b.Window.Canvas().Unfocus()
			return b
		},
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	looks.Everywhere(t, "trips", scenes(t))
}

// TestTheTripLooksAsStored compares it with testdata. After a wanted change copy the picture from
// testdata/failed over it.
func TestTheTripLooksAsStored(t *testing.T) {
	test.AssertImageMatches(t, "trip.png", scenes(t)["trip"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["trip"](usual).Save(t, folder, "trips-trip")
}
