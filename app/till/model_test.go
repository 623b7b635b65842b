package till

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// loaded is a model of the practice shop; kept holds what it gave to be saved, the last state of each.
func loaded(t *testing.T) (m *model, kept map[string]shop.Draft) {
	t.Helper()
	s := demo(t, 0)
	f, err := read(context.Background(), s, facts{})
	if err != nil {
		t.Fatal(err)
	}
	kept = map[string]shop.Draft{}
	m = newModel(noon, func(d shop.Draft) { kept[d.Cart.ID.Tag()] = d })
	if err := m.load(f, true); err != nil {
		t.Fatal(err)
	}
	return m, kept
}

// sellCode puts a product on the bill by its short number or code.
func (m *model) sellCode(t *testing.T, code string) []*fault.Error {
	t.Helper()
	match, err := m.find(code)
	if err != nil {
		t.Fatal(code, err)
	}
	warnings, err := m.add(match)
	if err != nil {
		t.Fatal(code, err)
	}
	return warnings
}

func TestOneProductIsOneLine(t *testing.T) {
	m, kept := loaded(t)
	for range 3 {
		m.sellCode(t, "3")
	}
	m.sellCode(t, "12")
	if len(m.cart.Lines) != 2 || m.cart.Lines[0].Qty != qty.Pieces(3) || m.chosen != 1 {
		t.Fatalf("lines %+v, chosen %d", m.cart.Lines, m.chosen)
	}
	if m.quote.Gross != money.Baht(3*65+850) || m.quote.Total != money.Baht(3*65+850-10) {
		t.Errorf("gross %v, total %v: buy three of the rice and ten is off", m.quote.Gross, m.quote.Total)
	}
	if price, off := lineNotes("th", m.quote.Lines[0], ""); price != "@ 65.00" || off == "" {
		t.Errorf("notes %q %q", price, off)
	}
	if d := kept[m.cart.ID.Tag()]; d.State != selling.Open || d.Total != m.quote.Total || len(d.Cart.Lines) != 2 {
		t.Errorf("kept %+v", d)
	}
}

func TestAPriceLabelSellsForItsPrice(t *testing.T) {
	m, _ := loaded(t)
	weighed := slices.IndexFunc(m.index.All(), func(p *catalog.Product) bool { return p.Weighed && p.ShortNo > 0 })
	p := m.index.All()[weighed]
	label := catalog.EAN13(fmt.Sprintf("21%05d%05d", p.ShortNo, 4275))
	m.sellCode(t, label)
	if m.quote.Total != 4275 {
		t.Errorf("the label says 42.75, the bill %v", m.quote.Total)
	}
}

func TestUndoGoesBackStepByStep(t *testing.T) {
	m, _ := loaded(t)
	if m.undo() {
		t.Error("there was nothing to take back")
	}
	m.sellCode(t, "12")
	m.sellCode(t, "3")
	if err := m.setQty(1, qty.Pieces(7)); err != nil {
		t.Fatal(err)
	}
	if err := m.remove(0); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{2, 2, 1, 0} {
		if !m.undo() || len(m.cart.Lines) != want {
			t.Fatalf("after undo %d lines, want %d", len(m.cart.Lines), want)
		}
	}
	if m.quote.Total != 0 {
		t.Error("an empty bill costs", m.quote.Total)
	}
	for range maxUndo + 20 {
		m.sellCode(t, "3")
	}
	if len(m.past) != maxUndo {
		t.Errorf("%d steps kept, the bound is %d", len(m.past), maxUndo)
	}
}

func TestARefusedChangeLeavesTheBill(t *testing.T) {
	m, _ := loaded(t)
	m.sellCode(t, "12")
	before := len(m.past)
	for code, err := range map[string]error{
		"discount_above_price":  m.discount(0, selling.Discount{Kind: selling.AmountOff, Amount: money.Baht(851)}),
		"discount_target_above": m.discount(-1, selling.Discount{Kind: selling.MakeIt, Amount: money.Baht(900)}),
		"qty_not_whole":         m.setQty(0, 1500),
		"qty_not_positive":      m.setQty(0, 0),
		"line_unknown":          m.remove(4),
	} {
		if !fault.Is(err, code) {
			t.Errorf("got %v, want %s", err, code)
		}
	}
	if m.quote.Total != money.Baht(850) || len(m.past) != before {
		t.Errorf("the bill changed: %v", m.quote.Total)
	}
}

func TestDiscountsGiftsAndPrices(t *testing.T) {
	m, _ := loaded(t)
	m.sellCode(t, "12")
	m.sellCode(t, "31")
	price := money.Baht(800)
	for _, step := range []struct {
		name string
		do   func() error
		want money.Satang
	}{
		{"ten percent off the line", func() error { return m.discount(0, selling.Discount{Kind: selling.PercentOff, Percent: 1000}) }, money.Baht(765 + 45)},
		{"make it 800", func() error { return m.discount(-1, selling.Discount{Kind: selling.MakeIt, Amount: money.Baht(800)}) }, money.Baht(800)},
		{"no discount", func() error { return m.discount(-1, selling.Discount{}) }, money.Baht(810)},
		{"a gift", func() error { return m.gift(1) }, money.Baht(765)},
		{"no gift after all", func() error { return m.gift(1) }, money.Baht(810)},
		{"another price", func() error { return m.setLine(0, qty.One, &price) }, money.Baht(720 + 45)},
	} {
		if err := step.do(); err != nil || m.quote.Total != step.want {
			t.Errorf("%s: %v, want %v (%v)", step.name, m.quote.Total, step.want, err)
		}
	}
	if from, to, err := m.preview(1, selling.Discount{Kind: selling.AmountOff, Amount: money.Baht(5)}); err != nil || from != money.Baht(45) || to != money.Baht(40) {
		t.Errorf("preview %v to %v, %v", from, to, err)
	}
}

func TestTheLastOneTakesTheLineAway(t *testing.T) {
	m, kept := loaded(t)
	m.sellCode(t, "12")
	if removed, err := m.step(0, 1); removed || err != nil {
		t.Fatal(removed, err)
	}
	for _, want := range []bool{false, true} {
		if removed, err := m.step(0, -1); removed != want || err != nil {
			t.Fatal(removed, err)
		}
	}
	if d := kept[m.cart.ID.Tag()]; len(d.Cart.Lines) != 0 {
		t.Error("an empty bill is not to be kept")
	}
}

func TestParkWaitAndBringBack(t *testing.T) {
	m, kept := loaded(t)
	if m.park(selling.Parked) {
		t.Error("there is nothing to park")
	}
	m.sellCode(t, "12")
	product := m.cart.Lines[0].ProductID
	first, had := m.cart.ID, m.stock[product]
	m.park(selling.Waiting)
	if m.stock[product] != had-qty.One || kept[first.Tag()].State != selling.Waiting || len(m.waiting) != 1 {
		t.Errorf("waiting bills hold their goods: %v of %v", m.stock[product], had)
	}
	m.sellCode(t, "3")
	second := m.cart.ID
	if err := m.resume(first); err != nil {
		t.Fatal(err)
	}
	if m.cart.ID != first || m.quote.Total != money.Baht(850) || m.stock[product] != had {
		t.Errorf("brought back %v, total %v, stock %v", m.cart.ID, m.quote.Total, m.stock[product])
	}
	if len(m.parked) != 1 || m.parked[0].Cart.ID != second || len(m.waiting) != 0 || kept[second.Tag()].State != selling.Parked {
		t.Error("what was on the screen is parked")
	}
	m.paid(m.quote.Lines)
	if len(m.cart.Lines) != 0 || m.cart.ID == first || m.stock[product] != had-qty.One {
		t.Error("after a payment the next bill begins and the goods are gone")
	}
}

func TestDraftsReadMeanwhileAreNotBelieved(t *testing.T) {
	m, _ := loaded(t)
	stale := m.facts
	m.sellCode(t, "12")
	m.park(selling.Parked)
	if err := m.load(stale, false); err != nil || len(m.parked) != 1 {
		t.Errorf("%d parked, %v: the list was read before", len(m.parked), err)
	}
	if err := m.load(stale, true); err != nil || len(m.parked) != 0 {
		t.Errorf("%d parked, %v: another window took it", len(m.parked), err)
	}
}

func TestNothingIsSoldBeforePricesAreKnown(t *testing.T) {
	m := newModel(noon, func(shop.Draft) {})
	if err := m.edit(func(*selling.Cart) error { return nil }); !fault.Is(err, "catalogue_loading") {
		t.Error(err)
	}
}

func TestWarningsAreSaidWhenALineIsAdded(t *testing.T) {
	m, _ := loaded(t)
	m.sellCode(t, "12")
	product := m.cart.Lines[0].ProductID
	m.stock[product] = qty.Pieces(2)
	if w := m.sellCode(t, "12"); len(w) != 0 {
		t.Error("two of two are there", w)
	}
	m.expiring[product] = m.prices.Day.Add(-1)
	w := m.sellCode(t, "12")
	if len(w) != 2 || w[0].Code != "stock_below_zero" || w[1].Code != "lot_expired" {
		t.Error("the third is not there, and the lot has expired:", w)
	}
}

func TestAPromiseIsNotBrokenUnsaid(t *testing.T) {
	m, _ := loaded(t)
	m.sellCode(t, "12")
	product := m.cart.Lines[0].ProductID
	m.stock[product], m.spare = qty.Pieces(5), map[id.Product]qty.Qty{product: qty.Pieces(2)}
	if w := m.sellCode(t, "12"); len(w) != 0 {
		t.Error("two of two are spare", w)
	}
	w := m.sellCode(t, "12")
	if len(w) != 1 || w[0].Code != "stock_promised" || w[0].Values["short"] != qty.One {
		t.Error("the third is promised online:", w)
	}
	m.count(m.quote.Lines, -1)
	if m.spare[product] != -qty.One || len(m.spare) != 1 {
		t.Error("what is sold is spare no more:", m.spare)
	}
	m.stock[product] = qty.Pieces(2)
	if w := m.warnings(product); len(w) != 1 || w[0].Code != "stock_below_zero" {
		t.Error("what is not there at all is said alone:", w)
	}
}

func TestReadQty(t *testing.T) {
	kilo, pieces := &catalog.Product{Weighed: true, Unit: "กก."}, &catalog.Product{Unit: "ถุง"}
	for _, test := range []struct {
		text    string
		product *catalog.Product
		khid    bool
		want    qty.Qty
		code    string
	}{
		{"3", pieces, false, 3000, ""}, {" 12 ", pieces, false, 12000, ""}, {"๓", pieces, false, 3000, ""},
		{"0.35", kilo, false, 350, ""}, {"3ข", kilo, false, 300, ""}, {"3 ขีด", kilo, false, 300, ""}, {"3", kilo, true, 300, ""},
		{"2.5ข", kilo, false, 250, ""}, {"3ข", kilo, true, 300, ""}, {"2.555ข", kilo, false, 0, "qty_unreadable"},
		{"3ข", pieces, false, 0, "qty_unreadable"}, {"3", pieces, true, 3000, ""}, {"", kilo, false, 0, "qty_unreadable"},
		{"0", pieces, false, 0, "qty_not_positive"}, {"-1", pieces, false, 0, "qty_unreadable"}, {"ข", kilo, false, 0, "qty_unreadable"},
	} {
		got, err := readQty(test.text, test.product, test.khid)
		if got != test.want || fault.Code(err) != test.code {
			t.Errorf("readQty(%q, %s, %v) = %v, %v; want %v, %q", test.text, test.product.Unit, test.khid, got, err, test.want, test.code)
		}
	}
}

func FuzzReadQty(f *testing.F) {
	for _, text := range []string{"3", "0.3", "3ข", "๑๒ขีด", "", "9e9", "1,200"} {
		f.Add(text, true)
	}
	f.Fuzz(func(t *testing.T, text string, khid bool) {
		got, err := readQty(text, &catalog.Product{Weighed: true, Unit: "กก."}, khid)
		if err == nil && (got <= 0 || got > qty.Max) {
			t.Errorf("readQty(%q) = %v", text, got)
		}
	})
}

func TestReadDiscount(t *testing.T) {
	for _, test := range []struct {
		text string
		kind int
		want string // as it is written back
		code string
	}{
		{"50", 0, "50", ""}, {"5%", 0, "5%", ""}, {"=1150", 0, "=1150", ""}, {"5", 1, "5%", ""}, {"1150", 2, "=1150", ""},
		{"=900", 1, "=900", ""}, {"", 0, "", ""}, {"0", 0, "", ""}, {"0", 1, "", ""}, {"๕%", 0, "5%", ""},
		{"12.50", 0, "12.50", ""}, {"101", 1, "", "percent_too_large"}, {"abc", 0, "", "amount_unreadable"},
	} {
		got, err := readDiscount(test.text, test.kind)
		if fault.Code(err) != test.code || err == nil && discountText(got) != test.want {
			t.Errorf("readDiscount(%q, %d) = %q, %v; want %q, %q", test.text, test.kind, discountText(got), err, test.want, test.code)
		}
	}
}

func TestCodesTypedInTheThaiLayout(t *testing.T) {
	if got := codes(" ๅ/ "); !slices.Equal(got, []string{"ๅ/", "12"}) {
		t.Errorf("%q", got)
	}
	if got := codes("ผ้า"); len(got) != 1 {
		t.Errorf("a word is no code: %q", got)
	}
}

func TestTilesSayWhatMatters(t *testing.T) {
	m, _ := loaded(t)
	find := func(short string) *catalog.Product {
		match, err := m.find(short)
		if err != nil {
			t.Fatal(err)
		}
		return match.Product
	}
	if data := m.tile("th", find("12")); data.Number != "12" || data.Badge != "OTOP 5" || !data.Star || data.Stock != "12 ผืน" || data.Low {
		t.Errorf("%+v", data)
	}
	if data := m.tile("th", find("25")); !data.Low || data.Out {
		t.Errorf("three of the honey are few: %+v", data)
	}
	if data := m.tile("th", find("40")); !data.Out || data.Stock != "หมด" {
		t.Errorf("%+v", data)
	}
	if data := m.tile("th", find("31")); data.Badge != "เหลือ 5 วัน" || data.Star {
		t.Errorf("%+v", data)
	}
}

func BenchmarkScanToLine(b *testing.B) {
	s := demo(b, 0)
	f, err := read(context.Background(), s, facts{})
	if err != nil {
		b.Fatal(err)
	}
	m := newModel(noon, func(shop.Draft) {})
	if err := m.load(f, true); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		match, err := m.find("12")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := m.add(match); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	f, err := read(context.Background(), demo(b, 0), facts{})
	if err != nil {
		b.Fatal(err)
	}
	m := newModel(noon, func(shop.Draft) {})
	if err := m.load(f, true); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		m.search(&m.facts, "ผ้า")
	}
}

// TestASetSpeaksForWhatIsInIt: the tile tells the first day that ends, and goods past their day are told when
// they are scanned: as a warning, or as what will be refused.
func TestASetSpeaksForWhatIsInIt(t *testing.T) {
	m, _ := loaded(t)
	basket, honey := m.index.BySKU("GIFT-001"), m.index.BySKU("HONEY-001")
	m.expiring = map[id.Product]clock.Day{honey.ID: m.prices.Day.Add(3), m.index.BySKU("TEA-001").ID: m.prices.Day.Add(5)}
	if badge := m.tile("th", basket).Badge; badge != expiry("th", 3) {
		t.Errorf("the tile says %q", badge)
	}
	m.expiring[honey.ID] = m.prices.Day.Add(-1)
	if said := m.sellCode(t, "GIFT-001"); len(said) != 1 || said[0].Code != "lot_expired" || said[0].Values["name"] != honey.Name {
		t.Errorf("said %v", said)
	}
	m.blocked = map[id.Product]qty.Qty{honey.ID: 2 * qty.One}
	m.stock[honey.ID] = qty.One
	if said := m.sellCode(t, "GIFT-001"); len(said) != 1 || said[0].Code != "lot_expired_blocked" || said[0].Values["expired"] != 2*qty.One {
		t.Errorf("said %v", said)
	}
	shirt := m.tile("th", m.index.BySKU("KRAM-003"))
	if shirt.PriceText != "฿430–470" || shirt.Stock != "22 ตัว" || shirt.Out {
		t.Errorf("the shirts' tile %+v", shirt)
	}
}
