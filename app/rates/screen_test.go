package rates

import (
	"context"
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
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/testkit"
)

var ctx = context.Background()

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// counter makes a shop in Sakon Nakhon with nothing of its own.
func counter(t testing.TB) *shop.Shop {
	t.Helper()
	s, err := shop.Create(ctx, t.TempDir(), shop.Params{Name: "วิสาหกิจชุมชนบ้านคราม", Address: "12 หมู่ 3 ต.พังขว้าง อ.เมืองสกลนคร จ.สกลนคร 47000"},
		testkit.NewClock(time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)).Now)
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

// lived gives a shop what an owner may put over the post's rates.
func lived(t testing.TB, s *shop.Shop) *shop.Shop {
	t.Helper()
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.SaveDiscount(ctx, shipping.Discount{Name: "EMS ชุมชน −20%", Services: []string{shipping.EMS}, Percent: 20_00, From: "2026-11-01", To: "2026-12-31", Source: "โครงการสินค้าชุมชน"}))
	must(s.SaveDiscount(ctx, shipping.Discount{Name: "สัญญาลูกค้าธุรกิจ", Amount: money.Baht(3), MinPieces: 50, From: "2027-01-01"}))
	must(s.SaveRate(ctx, shipping.Rate{Service: shipping.Eco, Steps: []shipping.Step{{Grams: 1000, Fee: money.Baht(38)}, {Grams: 10_000, Fee: money.Baht(150)}}, From: "2027-01-01", Source: "ประกาศฉบับใหม่"}))
	must(s.SaveArea(ctx, shipping.Area{Group: "18", Name: "เกาะราชา", Island: true, Postcodes: []string{"83130"}, From: "2026-11-01"}))
	must(s.SaveArea(ctx, shipping.Area{Plain: true, Postcodes: []string{"50250"}, From: "2026-11-01"}))
	must(s.SavePostService(ctx, shipping.Service{Code: "own1", Name: "รถทัวร์ บขส.", MaxGrams: 30_000, Days: []int{1, 1}, From: "2026-11-01"}))
	return s
}

// bench is the page on a window.
type bench struct {
	*looks.Stage
	page *Page
	shop *shop.Shop
}

func open(t testing.TB, v looks.Variant, s *shop.Shop) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s), shop: s}
	b.Show(kit.Rates, func(k *kit.Kit) nav.Page {
		b.page = New(k)
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, func() bool {
		return b.page.model.book == nil || b.page.runner.Working() || b.page.trial.runner.Working()
	})
}

func (b *bench) press(t testing.TB, chords ...string) {
	t.Helper()
	for _, key := range chords {
		b.Press(keys.Chord(key))
		b.settle(t)
	}
}

// try types a parcel into the trial.
func (b *bench) try(t testing.TB, grams, to string) {
	t.Helper()
	b.page.trial.grams.SetText(grams)
	b.page.trial.to.SetText(to)
	b.settle(t)
}

// total gives what a service asks in the trial, 0 where it is not offered.
func (b *bench) total(code string) money.Satang {
	if b.page.trial.given == nil {
		return 0
	}
	for n := range b.page.trial.given.Offers {
		if o := &b.page.trial.given.Offers[n]; o.Service.Code == code {
			return o.Total()
		}
	}
	return 0
}

// pick marks the first row that says a text.
func (b *bench) pick(t testing.TB, text string) {
	t.Helper()
	n := slices.IndexFunc(b.page.model.rows, func(r row) bool { return strings.Contains(b.page.words(&r), text) })
	if n < 0 {
		t.Fatalf("%s is not listed", text)
	}
	b.page.view.list.Choose(n)
	b.page.model.at = n
	b.Window.Canvas().Unfocus()
}

func own(t testing.TB, s *shop.Shop) *shipping.Book {
	t.Helper()
	book, err := s.Rates(ctx)
	if err != nil {
		t.Fatal(err)
	}
	book.Rates = slices.DeleteFunc(slices.Clone(book.Rates), func(r shipping.Rate) bool { return r.ID.IsZero() })
	book.Areas = slices.DeleteFunc(slices.Clone(book.Areas), func(a shipping.Area) bool { return a.ID.IsZero() })
	book.Services = slices.DeleteFunc(slices.Clone(book.Services), func(s shipping.Service) bool { return s.ID.IsZero() })
	return book
}

// TestChangingAPostRateMakesOneOfTheShop: the post's rate stays, the shop's counts, and the trial says so at once.
func TestChangingAPostRateMakesOneOfTheShop(t *testing.T) {
	b := open(t, usual, counter(t))
	b.try(t, "500", "50000")
	if b.total(shipping.EMS) != money.Baht(52) {
		t.Fatalf("EMS costs %s", b.total(shipping.EMS))
	}
	b.pick(t, "EMS")
	b.press(t, "Enter")
	if !b.Kit.Prompt.Open() {
		t.Fatal("nothing opens")
	}
	focused := b.Window.Canvas().Focused().(interface{ SetText(string) })
	focused.SetText("20 32\n500 50\n500 60")
	b.press(t, "Ctrl+Enter")
	if !b.Kit.Prompt.Open() || len(own(t, b.shop).Rates) != 0 {
		t.Fatal("steps that do not rise are taken")
	}
	focused.SetText("20 32\n500 50\n30000 480")
	b.press(t, "Ctrl+Enter")
	rates := own(t, b.shop).Rates
	if b.Kit.Prompt.Open() || len(rates) != 1 || rates[0].From != "2026-11-29" || len(rates[0].Steps) != 3 {
		t.Fatalf("rates %+v", rates)
	}
	if b.total(shipping.EMS) != money.Baht(50) || b.Changed != 1 {
		t.Errorf("the trial still says %s", b.total(shipping.EMS))
	}
	if first := b.page.model.rows[0]; !first.own || first.state != stateNow {
		t.Errorf("first is %+v", first)
	}
	b.pick(t, "EMS")
	b.press(t, "Enter", "F7")
	if rates = own(t, b.shop).Rates; !rates[0].Off || b.total(shipping.EMS) != money.Baht(52) {
		t.Errorf("withdrawn: %+v, %s", rates, b.total(shipping.EMS))
	}
}

func TestADiscountIsAddedByKeys(t *testing.T) {
	b := open(t, usual, counter(t))
	b.try(t, "1200", "50000")
	b.Window.Canvas().Unfocus()
	b.press(t, "F5", "Ctrl+N")
	b.Type("EMS ชุมชน")
	b.press(t, "Ctrl+Enter")
	if len(own(t, b.shop).Discounts) != 0 {
		t.Fatal("a discount of nothing is taken")
	}
	for range 5 { // over the services
		b.Window.Canvas().FocusNext()
	}
	b.Type("20")
	b.press(t, "Ctrl+Enter")
	discounts := own(t, b.shop).Discounts
	if len(discounts) != 1 || discounts[0].Name != "EMS ชุมชน" || discounts[0].Percent != 20_00 || len(discounts[0].Services) != 0 {
		t.Fatalf("discounts %+v", discounts)
	}
	if b.total(shipping.EMS) != 65_60 {
		t.Errorf("the trial says %s", b.total(shipping.EMS))
	}
}

func TestAreasAreFoundAndTaken(t *testing.T) {
	b := open(t, usual, counter(t))
	b.press(t, "F5", "F5")
	b.page.view.search.SetText("83110")
	if rows := b.page.model.rows; len(rows) != 1 || rows[0].area.Group != "18" {
		t.Fatalf("found %+v", rows)
	}
	b.try(t, "1000", "83110")
	if b.total(shipping.EMS) != money.Baht(87) {
		t.Errorf("EMS to 83110 costs %s", b.total(shipping.EMS))
	}
	b.pick(t, "83110")
	b.press(t, "Enter", "F5", "F5", "Ctrl+Enter") // nothing on top
	areas := own(t, b.shop).Areas
	if len(areas) != 1 || !areas[0].Plain || len(areas[0].Postcodes) != 6 {
		t.Fatalf("areas %+v", areas)
	}
	if b.total(shipping.EMS) != money.Baht(67) {
		t.Errorf("EMS to 83110 costs %s", b.total(shipping.EMS))
	}
	if rows := b.page.model.rows; len(rows) != 2 || !rows[0].own || rows[1].state != stateReplaced {
		t.Errorf("rows %+v", rows)
	}
}

func TestTheQuestionOfAnIsland(t *testing.T) {
	b := open(t, usual, counter(t))
	b.try(t, "1000", "91110")
	if b.total(shipping.EMS) != money.Baht(67) {
		t.Errorf("before the answer %s", b.total(shipping.EMS))
	}
	for answer, want := range map[string]money.Satang{"เกาะหลีเป๊ะ": money.Baht(87), shipping.Mainland: money.Baht(67)} {
		b.page.trial.island = answer
		b.page.trial.ask()
		b.settle(t)
		if b.total(shipping.EMS) != want {
			t.Errorf("%s: %s", answer, b.total(shipping.EMS))
		}
	}
	b.try(t, "1000", "91000")
	if b.page.trial.island != "" {
		t.Error("the answer is kept for another postcode")
	}
}

func TestBadFieldsOfTheTrial(t *testing.T) {
	b := open(t, usual, counter(t))
	for _, bad := range [][2]string{{"", "50000"}, {"1000", "5000"}, {"หนัก", "50000"}, {"0", "50000"}, {"1000", "99999"}, {"99999999", "50000"}} {
		b.try(t, "500", "50000")
		if b.total(shipping.EMS) == 0 {
			t.Fatal("no offer")
		}
		b.try(t, bad[0], bad[1])
		if b.page.trial.given != nil || len(b.page.trial.result.Objects) != 1 {
			t.Errorf("%q shows %d lines", bad, len(b.page.trial.result.Objects))
		}
	}
	b.try(t, "1000", "50000")
	b.page.trial.day.SetText("1/1/2571")
	b.settle(t)
	if b.page.trial.given.Parcel.Day != "2028-01-01" {
		t.Errorf("%+v", b.page.trial.given.Parcel)
	}
}

func TestAServiceOfTheShop(t *testing.T) {
	b := open(t, usual, lived(t, counter(t)))
	b.press(t, "F5", "F5", "F5", "Ctrl+N")
	b.Type("แกร็บ")
	b.press(t, "Ctrl+Enter")
	if len(own(t, b.shop).Services) != 1 || !b.Kit.Prompt.Open() {
		t.Fatal("a service that takes no weight is kept")
	}
	b.press(t, "Esc", "Enter")
	if got := b.page.model.freeCode(); got != "own2" {
		t.Errorf("the next code is %s", got)
	}
}

func TestSettingsAreOneKeyAway(t *testing.T) {
	b := open(t, usual, counter(t))
	b.press(t, "F6")
	if len(b.Gone) != 1 || b.Gone[0] != (nav.Route{Screen: kit.Settings, Arg: "post"}) {
		t.Errorf("went to %v", b.Gone)
	}
}

func TestPlaceName(t *testing.T) {
	for postcode, want := range map[string]string{"83000": "83000 เมืองภูเก็ต ภูเก็ต", "84360": "84360"} {
		if got := placeName(postcode); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestKilograms(t *testing.T) {
	for grams, want := range map[int]string{30_000: "30 กก.", 500: "0.5 กก.", 1250: "1.25 กก.", 1005: "1.005 กก."} {
		if got := kilograms(i18n.Thai, grams); got != want {
			t.Errorf("%d g are %s, want %s", grams, got, want)
		}
	}
}

// scenes gives the states of the screen that must look right.
func scenes(t testing.TB) map[string]func(looks.Variant) *bench {
	fresh, full := counter(t), lived(t, counter(t))
	on := func(s *shop.Shop, turns int, do func(*bench)) func(looks.Variant) *bench {
		return func(v looks.Variant) *bench {
			b := open(t, v, s)
			for range turns {
				b.press(t, "F5")
			}
			if do != nil {
				do(b)
			}
			b.settle(t)
			return b
		}
	}
	edit := func(b *bench) {
		b.press(t, "Enter")
		b.Window.Canvas().Unfocus()
	}
	return map[string]func(looks.Variant) *bench{
		"fresh":     on(fresh, 1, nil),
		"rates":     on(full, 0, func(b *bench) { b.try(t, "1200", "83000"); b.Window.Canvas().Unfocus() }),
		"discounts": on(full, 1, func(b *bench) { b.try(t, "1200", "91110") }),
		"areas":     on(full, 2, func(b *bench) { b.try(t, "12000", "50000") }),
		"services":  on(full, 3, func(b *bench) { b.try(t, "1", "99999") }),
		"rate":      on(full, 0, func(b *bench) { b.pick(t, "EMS"); edit(b) }),
		"discount":  on(full, 1, edit), "area": on(full, 2, edit), "service": on(full, 3, edit),
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	looks.Everywhere(t, "rates", scenes(t))
}

// TestTheScreenLooksAsStored compares it with testdata. After a wanted change copy the picture from testdata/failed
// over it.
func TestTheScreenLooksAsStored(t *testing.T) {
	test.AssertImageMatches(t, "rates.png", scenes(t)["rates"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["rates"](usual).Save(t, folder, "rates")
}
