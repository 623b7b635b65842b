package shipping

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

const today clock.Day = "2026-11-29"

func parcel(grams int, from, to string) Parcel {
	return Parcel{Day: today, Grams: grams, From: Place{Postcode: from}, To: Place{Postcode: to}}
}

// of gives one service's offer, or why there is none.
func of(t *testing.T, book *Book, p Parcel, service string) (Offer, *fault.Error) {
	t.Helper()
	p.Services = []string{service}
	offers, unfit := Quote(book, p)
	if len(offers)+len(unfit) != 1 {
		t.Fatalf("%s: %d offers, %d unfit", service, len(offers), len(unfit))
	}
	if len(unfit) == 1 {
		return Offer{}, unfit[0].Why
	}
	return offers[0], nil
}

// The fees are those of the post's posters; a weight equal to a limit belongs to its step.
func TestFeesOfThePosters(t *testing.T) {
	for _, test := range []struct {
		service string
		grams   int
		baht    int64
	}{
		{EMS, 1, 32}, {EMS, 20, 32}, {EMS, 21, 37}, {EMS, 500, 52}, {EMS, 501, 67}, {EMS, 1000, 67}, {EMS, 2001, 100}, {EMS, 4500, 120},
		{EMS, 5000, 120}, {EMS, 5001, 130}, {EMS, 6001, 150}, {EMS, 10_000, 220}, {EMS, 10_001, 230}, {EMS, 24_000, 360}, {EMS, 24_001, 380}, {EMS, 30_000, 480},
		{Eco, 20, 20}, {Eco, 500, 30}, {Eco, 1000, 40}, {Eco, 2000, 60}, {Eco, 2001, 80}, {Eco, 4000, 80}, {Eco, 4001, 120}, {Eco, 10_000, 160},
		{Ordinary, 1000, 25}, {Ordinary, 1001, 45}, {Ordinary, 20_000, 405},
		{Registered, 500, 49}, {Registered, 501, 60}, {Registered, 2000, 77}, {"letter-box", 500, 34}, {"letter-box", 2000, 62},
		{"letter", 10, 5}, {"letter", 11, 6}, {"letter", 2000, 62}, {"letter-registered", 20, 19}, {"letter-registered", 2000, 75},
		{"printed", 50, 4}, {"printed", 2001, 49}, {"printed", 5000, 81}, {"printed-registered", 1000, 30},
	} {
		offer, why := of(t, Seed(), parcel(test.grams, "10400", "50000"), test.service)
		if why != nil || offer.Fee != money.Baht(test.baht) || offer.Total() != offer.Fee {
			t.Errorf("%s %d g: %s of %s, %v; want %d", test.service, test.grams, offer.Fee, offer.Total(), why, test.baht)
		}
	}
	for service, grams := range map[string]int{Eco: 10_001, EMS: 30_001, Registered: 2001, Ordinary: 20_001, "printed": 5001} {
		if _, why := of(t, Seed(), parcel(grams, "10400", "50000"), service); !fault.Is(why, "parcel_heavy") {
			t.Errorf("%s of %d g: %v", service, grams, why)
		}
	}
}

func TestRemoteAreas(t *testing.T) {
	for _, test := range []struct {
		name             string
		from, to         Place
		day              clock.Day
		service          string
		surcharge, maybe int64
		asks             string
	}{
		{"to an island from Bangkok", Place{Postcode: "10400"}, Place{Postcode: "83000"}, today, EMS, 20, 0, ""},
		{"the same by eCo", Place{Postcode: "10400"}, Place{Postcode: "83000"}, today, Eco, 20, 0, ""},
		{"within the group", Place{Postcode: "83110"}, Place{Postcode: "83000"}, today, EMS, 0, 0, ""},
		{"between two groups", Place{Postcode: "83110"}, Place{Postcode: "84320"}, today, EMS, 20, 0, ""},
		{"from an island to the city", Place{Postcode: "83110"}, Place{Postcode: "10400"}, today, EMS, 0, 0, ""},
		{"nobody knows where from", Place{}, Place{Postcode: "83000"}, today, EMS, 20, 0, ""},
		{"parcels ask nothing more", Place{Postcode: "10400"}, Place{Postcode: "83000"}, today, Ordinary, 0, 0, ""},
		{"before the notice", Place{Postcode: "10400"}, Place{Postcode: "83000"}, "2025-12-31", EMS, 0, 0, ""},
		{"on its first day", Place{Postcode: "10400"}, Place{Postcode: "83000"}, "2026-01-01", EMS, 20, 0, ""},
		{"only an island", Place{Postcode: "10400"}, Place{Postcode: "20150"}, today, EMS, 0, 20, "เกาะล้าน"},
		{"one of two islands", Place{Postcode: "10400"}, Place{Postcode: "91110"}, today, EMS, 0, 20, "เกาะหลีเป๊ะ เกาะบุโหลน"},
		{"on the island", Place{Postcode: "10400"}, Place{"91110", "เกาะหลีเป๊ะ"}, today, EMS, 20, 0, ""},
		{"without the word", Place{Postcode: "10400"}, Place{"91110", " หลีเป๊ะ"}, today, EMS, 20, 0, ""},
		{"an island mistyped", Place{Postcode: "10400"}, Place{"91110", "เกาะหลีเปะะ"}, today, EMS, 0, 20, "เกาะหลีเป๊ะ เกาะบุโหลน"},
		{"an island where there is none to ask", Place{Postcode: "10400"}, Place{"50000", "เกาะล้าน"}, today, EMS, 0, 0, ""},
		{"on none", Place{Postcode: "10400"}, Place{"91110", Mainland}, today, EMS, 0, 0, ""},
		{"on another island than the shop", Place{"91110", "เกาะบุโหลน"}, Place{"91110", "เกาะหลีเป๊ะ"}, today, EMS, 20, 0, ""},
		{"on the shop's own island", Place{"91110", "เกาะหลีเป๊ะ"}, Place{"91110", "เกาะหลีเป๊ะ"}, today, EMS, 0, 0, ""},
		{"the city", Place{Postcode: "10400"}, Place{Postcode: "50000"}, today, EMS, 0, 0, ""},
	} {
		offer, why := of(t, Seed(), Parcel{Day: test.day, Grams: 1000, From: test.from, To: test.to}, test.service)
		if why != nil || offer.Surcharge != money.Baht(test.surcharge) || offer.Maybe != money.Baht(test.maybe) || strings.Join(offer.Asks, " ") != test.asks {
			t.Errorf("%s: +%s, perhaps +%s, asks %q, %v", test.name, offer.Surcharge, offer.Maybe, offer.Asks, why)
		}
		if asked := slices.ContainsFunc(offer.Warnings, func(w *fault.Error) bool { return w.Code == "island_asked" }); asked != (test.maybe > 0) {
			t.Errorf("%s: warnings %v", test.name, offer.Warnings)
		}
	}
	offer, _ := of(t, Seed(), parcel(1000, "10400", "83000"), EMS)
	if near, _ := of(t, Seed(), parcel(1000, "83110", "83000"), EMS); offer.Total() != money.Baht(87) || near.Total() != money.Baht(67) {
		t.Errorf("EMS to 83000 costs %s and %s", offer.Total(), near.Total())
	}
}

func TestInsurance(t *testing.T) {
	for baht, want := range map[int64]int64{0: 0, 1: 20, 500: 20, 501: 25, 1000: 25, 20_000: 215, 20_001: 225, 20_500: 225, 50_000: 815, 60_000: 815} {
		p := parcel(500, "10400", "50000")
		p.Insured = money.Baht(baht)
		offer, _ := of(t, Seed(), p, EMS)
		if offer.Insurance != money.Baht(want) || (len(offer.Warnings) > 0) != (baht > 50_000) {
			t.Errorf("EMS insured for %d: %s, %v", baht, offer.Insurance, offer.Warnings)
		}
	}
	p := parcel(500, "10400", "50000")
	p.Insured = money.Baht(1500)
	if offer, _ := of(t, Seed(), p, Eco); offer.Insurance != 0 || len(offer.Warnings) > 0 {
		t.Errorf("what eCo pays anyway is warned of: %v", offer.Warnings)
	}
	p.Insured++
	if offer, _ := of(t, Seed(), p, Eco); len(offer.Warnings) != 1 || offer.Warnings[0].Code != "parcel_uninsured" {
		t.Errorf("eCo cannot be insured: %v", offer.Warnings)
	}
}

func TestCollecting(t *testing.T) {
	p, book := parcel(500, "10400", "50000"), Seed()
	p.COD = 100_50
	if offer, _ := of(t, book, p, EMS); offer.COD != 3_02 || offer.Total() != 55_02 { // 3.015, half up
		t.Errorf("collecting 100.50 costs %s", offer.COD)
	}
	if _, why := of(t, book, p, Ordinary); !fault.Is(why, "service_no_cod") {
		t.Errorf("a parcel collects: %v", why)
	}
	fee := money.Basis(0)
	book.CODFee, book.CODMost = &fee, money.Baht(100)
	if offer, _ := of(t, book, p, Eco); offer.COD != 0 || len(offer.Warnings) != 1 || offer.Warnings[0].Code != "cod_above_limit" {
		t.Errorf("%s, %v", offer.COD, offer.Warnings)
	}
}

// The special rate of the post for community goods: the list price stays to be seen.
func TestDiscounts(t *testing.T) {
	book := Seed()
	book.Discounts = []Discount{
		{Name: "EMS ชุมชน −20 %", Services: []string{EMS}, Percent: 20_00, From: "2026-11-01", To: "2026-12-31"},
		{Name: "ลด 5 บาท", Amount: money.Baht(5), From: "2026-11-01"},
		{Name: "สัญญา", Percent: 50_00, From: "2026-11-01", MinPieces: 10},
		{Name: "เลิกแล้ว", Percent: 90_00, From: "2026-11-01", Off: true},
		{Name: "ปีหน้า", Percent: 90_00, From: "2027-01-01"},
	}
	p := parcel(1200, "10400", "83000")
	for _, test := range []struct {
		day     clock.Day
		pieces  int
		service string
		fee     money.Satang
		off     money.Satang
		by      string
	}{
		{today, 0, EMS, 82_00, 16_40, "EMS ชุมชน −20 %"}, {today, 0, Eco, 60_00, 5_00, "ลด 5 บาท"},
		{today, 9, EMS, 82_00, 16_40, "EMS ชุมชน −20 %"}, {today, 10, EMS, 82_00, 41_00, "สัญญา"},
		{"2026-10-31", 0, EMS, 82_00, 0, ""}, {"2027-01-01", 0, EMS, 82_00, 73_80, "ปีหน้า"},
	} {
		p.Day, p.Pieces = test.day, test.pieces
		offer, why := of(t, book, p, test.service)
		if why != nil || offer.Fee != test.fee || offer.Discount != test.off || offer.By != test.by || offer.Total() != test.fee-test.off+offer.Surcharge {
			t.Errorf("%s of %d on %s: %s −%s by %q, in all %s, %v", test.service, test.pieces, test.day, offer.Fee, offer.Discount, offer.By, offer.Total(), why)
		}
	}
	dear := Discount{Amount: money.Baht(500)}
	if got := dear.off(money.Baht(30)); got != money.Baht(30) {
		t.Errorf("%s off 30", got)
	}
	half := Discount{Percent: 12_50}
	if got := half.off(0_04); got != 0_01 { // 0.005, half up
		t.Errorf("%s off 0.04", got)
	}
}

// The owner's rates stand over the post's, several versions beside each other, and the day of the drop-off decides.
func TestOwnRatesByDate(t *testing.T) {
	book := Seed()
	own := func(from, to clock.Day, baht int64) {
		book.Rates = append(book.Rates, Rate{ID: id.New[id.Rate](), Service: EMS, Steps: []Step{{30_000, money.Baht(baht)}}, From: from, To: to})
	}
	own("2027-01-01", "", 60)
	own("2026-12-01", "", 50)
	own("2026-12-24", "2026-12-26", 99)
	book.Rates = append(book.Rates, Rate{ID: id.New[id.Rate](), Service: EMS, Steps: []Step{{30_000, 1}}, From: "2026-01-01", Off: true},
		Rate{ID: id.New[id.Rate](), Service: EMS, Area: Remote, Steps: []Step{{30_000, money.Baht(7)}}, From: "2026-12-01"})
	for day, want := range map[clock.Day]int64{"2026-11-30": 52, "2026-12-01": 50, "2026-12-24": 99, "2026-12-26": 99, "2026-12-27": 50, "2027-01-01": 60} {
		p := parcel(500, "10400", "83000")
		p.Day = day
		offer, why := of(t, book, p, EMS)
		more := money.Baht(20)
		if day >= "2026-12-01" {
			more = money.Baht(7)
		}
		if why != nil || offer.Fee != money.Baht(want) || offer.Surcharge != more {
			t.Errorf("%s: %s +%s, %v", day, offer.Fee, offer.Surcharge, why)
		}
	}
	p := parcel(500, "10400", "50000")
	p.Day = "2020-01-01"
	if offers, unfit := Quote(book, p); len(offers) != 0 || len(unfit) != 0 {
		t.Errorf("of a day before all data: %v %v", offers, unfit)
	}
}

func TestOwnAreas(t *testing.T) {
	book := Seed()
	book.Areas = append(book.Areas,
		Area{ID: id.New[id.Area](), Plain: true, Postcodes: []string{"83110"}, From: "2026-06-01"},
		Area{ID: id.New[id.Area](), Group: "หมู่บ้านบนดอย", Postcodes: []string{"57340", "58000"}, From: "2026-06-01"},
		Area{ID: id.New[id.Area](), Group: "18", Postcodes: []string{"82110"}, From: "2026-06-01", Off: true})
	for _, test := range []struct {
		from, to string
		day      clock.Day
		more     int64
	}{
		{"10400", "83110", today, 0}, {"10400", "83110", "2026-05-31", 20}, {"57340", "58000", today, 0}, {"57340", "58000", "2026-05-31", 20},
		{"83000", "83120", today, 0}, {"83110", "83000", today, 20}, {"10400", "82110", today, 0},
	} {
		p := parcel(500, test.from, test.to)
		p.Day = test.day
		if offer, _ := of(t, book, p, EMS); offer.Surcharge != money.Baht(test.more) {
			t.Errorf("%s to %s on %s: +%s", test.from, test.to, test.day, offer.Surcharge)
		}
	}
}

func TestCheapestFirst(t *testing.T) {
	offers, unfit := Quote(Seed(), parcel(2500, "10400", "83000"))
	var order []string
	for _, offer := range offers {
		order = append(order, offer.Service.Code)
	}
	if !slices.Equal(order, []string{Ordinary, Eco, EMS}) || len(unfit) != 1 || unfit[0].Service != Registered || unfit[0].Why.Code != "parcel_heavy" {
		t.Errorf("%v, unfit %v", order, unfit)
	}
	random := rand.New(rand.NewPCG(6, 9))
	postcodes := []string{"10400", "83000", "83110", "20150", "58000", "99999", ""}
	for range 2000 {
		p := parcel(random.IntN(32_000), postcodes[random.IntN(7)], postcodes[random.IntN(7)])
		p.COD, p.Insured = money.Satang(random.IntN(3)*random.IntN(60_000_00)), money.Satang(random.IntN(2)*random.IntN(60_000_00))
		offers, unfit := Quote(Seed(), p)
		if len(offers)+len(unfit) != 4 {
			t.Fatalf("%+v: %d offers and %d unfit of 4 services", p, len(offers), len(unfit))
		}
		for n := range offers {
			if total := offers[n].Total(); total <= 0 || n > 0 && total < offers[n-1].Total() {
				t.Errorf("%+v: offer %d costs %s", p, n, total)
			}
			heavier := p
			heavier.Grams++
			if more, why := of(t, Seed(), heavier, offers[n].Service.Code); why == nil && more.Total() < offers[n].Total() {
				t.Errorf("%+v: a gram more costs less", p)
			}
		}
	}
}

func TestUnweighedAndUnknown(t *testing.T) {
	if _, why := of(t, Seed(), parcel(0, "10400", "50000"), EMS); !fault.Is(why, "parcel_unweighed") {
		t.Error(why)
	}
	if _, why := of(t, Seed(), parcel(1, "10400", "50000"), "drone"); !fault.Is(why, "service_unknown") {
		t.Error(why)
	}
}

func TestSizes(t *testing.T) {
	for _, test := range []struct {
		service string
		sides   [3]int
		codes   string
	}{
		{EMS, [3]int{400, 400, 400}, ""}, {EMS, [3]int{400, 400, 401}, "parcel_sum"}, {EMS, [3]int{1000, 1000, 0}, ""},
		{Ordinary, [3]int{1501, 100, 100}, "parcel_side"}, {Ordinary, [3]int{1500, 375, 375}, ""}, {Ordinary, [3]int{376, 1500, 375}, "parcel_girth"},
		{Registered, [3]int{9000, 9000, 9000}, ""},
	} {
		p := parcel(500, "10400", "50000")
		p.Sides = test.sides
		offer, _ := of(t, Seed(), p, test.service)
		var codes []string
		for _, warning := range offer.Warnings {
			codes = append(codes, warning.Code)
		}
		if strings.Join(codes, " ") != test.codes {
			t.Errorf("%s %v warns of %v", test.service, test.sides, codes)
		}
	}
	if got := centimetres(1201); got != "120.1" {
		t.Error(got)
	}
}

func TestWeigh(t *testing.T) {
	for _, test := range []struct {
		items   []Item
		packing Packing
		grams   int
		without string
	}{
		{nil, Packing{}, 0, ""},
		{[]Item{{"น้ำพริก", 250, qty.Pieces(3)}}, Packing{}, 750, ""},
		{[]Item{{"น้ำพริก", 250, qty.Pieces(3)}}, Packing{Grams: 120, Percent: 10_00}, 945, ""},
		{[]Item{{"ข้าว", 1000, 1_250}, {"ใบเตย", 1, 1}}, Packing{}, 1251, ""}, // 1250.001 is more than 1250
		{[]Item{{"ผ้า", 0, qty.One}, {"ผ้า", 0, qty.One}, {"หมวก", 80, qty.One}}, Packing{Grams: 50}, 130, "ผ้า"},
		{[]Item{{"คืน", 500, -qty.One}, {"ไม่มี", 0, 0}}, Packing{}, 0, ""},
		{[]Item{{"หิน", MaxGrams, qty.Max}, {"หิน", MaxGrams, qty.Max}, {"หิน", MaxGrams, qty.Max}}, Packing{Percent: 100_00}, 20 * MaxGrams, ""},
	} {
		grams, warnings := Weigh(test.items, test.packing)
		without := ""
		for _, warning := range warnings {
			without += warning.Values["name"].(string)
		}
		if grams != test.grams || without != test.without {
			t.Errorf("%+v: %d g, without %q", test.items, grams, without)
		}
	}
}

// The data that ship are whole: every rate is of a service, passes its own rules, names its source, and every
// postcode of the areas exists.
func TestSeed(t *testing.T) {
	book := Seed()
	for n := range book.Services {
		s := &book.Services[n]
		if err := s.Validate(); err != nil || s.Source == "" || !i18n.Has(i18n.Thai, "shipping.service."+s.Code) {
			t.Errorf("service %s: %v", s.Code, err)
		}
		rate := book.Rate(s.Code, "", today)
		if rate == nil {
			t.Errorf("%s has no rate", s.Code)
		} else if last := rate.Steps[len(rate.Steps)-1].Grams; last != s.MaxGrams {
			t.Errorf("%s takes %d g and has rates up to %d", s.Code, s.MaxGrams, last)
		}
	}
	for n := range book.Rates {
		r := &book.Rates[n]
		if err := r.Validate(); err != nil || r.Source == "" || !slices.Contains(book.Codes(), r.Service) {
			t.Errorf("rate %s from %s: %v", r.Service, r.From, err)
		}
	}
	postcodes, groups := 0, map[string]bool{}
	for n := range book.Areas {
		a := &book.Areas[n]
		if err := a.Validate(); err != nil || a.Source == "" || groups[a.Group] {
			t.Errorf("area %s: %v", a.Group, err)
		}
		groups[a.Group] = true
		for _, postcode := range a.Postcodes {
			postcodes++
			// Two post offices of islands serve places whose register gives the mainland's postcode.
			if len(address.WithPostcode(postcode)) == 0 && postcode != "81210" && postcode != "84360" {
				t.Errorf("area %s: there is no postcode %s", a.Group, postcode)
			}
		}
	}
	if postcodes != 85 || len(groups) != 34 {
		t.Errorf("%d postcodes in %d groups", postcodes, len(groups))
	}
}

func TestValidate(t *testing.T) {
	steps := []Step{{500, 52_00}, {1000, 67_00}}
	service := Service{Code: "flash", MaxGrams: 1000, Days: []int{1, 2}, From: today}
	good := []interface{ Validate() error }{&Rate{Service: EMS, Steps: steps, From: today}, &Discount{Name: "ลด", Percent: 1, From: today},
		&Area{Group: "9", Postcodes: []string{"57170"}, From: today, To: today}, &service, &Area{Plain: true, Postcodes: []string{"57170"}, From: today}}
	for _, row := range good {
		if err := row.Validate(); err != nil {
			t.Errorf("%+v: %v", row, err)
		}
	}
	changed := func(change func(*Service)) *Service { s := service; change(&s); return &s }
	for want, rows := range map[string][]interface{ Validate() error }{
		"service_unknown":   {&Rate{Steps: steps, From: today}, &Rate{Service: "EMS!", Steps: steps, From: today}, &Discount{Name: "ลด", Percent: 1, Services: []string{"ก"}, From: today}},
		"area_unknown":      {&Rate{Service: EMS, Area: "moon", Steps: steps, From: today}},
		"steps_missing":     {&Rate{Service: EMS, From: today}},
		"steps_many":        {&Rate{Service: EMS, Steps: make([]Step, maxSteps+1), From: today}},
		"step_weight":       {&Rate{Service: EMS, Steps: []Step{{0, 1}}, From: today}, &Rate{Service: EMS, Steps: []Step{{MaxGrams + 1, 1}}, From: today}},
		"step_order":        {&Rate{Service: EMS, Steps: []Step{{500, 1}, {500, 2}}, From: today}},
		"step_fee":          {&Rate{Service: EMS, Steps: []Step{{500, -1}}, From: today}, &Rate{Service: EMS, Steps: []Step{{500, maxFee + 1}}, From: today}},
		"date_missing":      {&Rate{Service: EMS, Steps: steps}, &Rate{Service: EMS, Steps: steps, From: "2026-13-01"}},
		"date_order":        {&Rate{Service: EMS, Steps: steps, From: today, To: "2026-11-28"}},
		"text_too_long":     {&Rate{Service: EMS, Steps: steps, From: today, Source: strings.Repeat("ก", maxText+1)}},
		"name_missing":      {&Discount{Percent: 1, From: today}},
		"discount_kind":     {&Discount{Name: "ลด", From: today}, &Discount{Name: "ลด", Percent: 1, Amount: 1, From: today}},
		"percent_too_large": {&Discount{Name: "ลด", Percent: 10_001, From: today}},
		"amount_too_large":  {&Discount{Name: "ลด", Amount: -1, From: today}},
		"pieces_invalid":    {&Discount{Name: "ลด", Percent: 1, MinPieces: -1, From: today}},
		"group_missing":     {&Area{Postcodes: []string{"57170"}, From: today}},
		"island_name":       {&Area{Group: "9", Island: true, Postcodes: []string{"57170"}, From: today}},
		"postcodes_missing": {&Area{Group: "9", From: today}},
		"postcodes_many":    {&Area{Group: "9", Postcodes: make([]string, maxPostcodes+1), From: today}},
		"postcode_form":     {&Area{Group: "9", Postcodes: []string{"5717"}, From: today}, &Area{Group: "9", Postcodes: []string{"07170"}, From: today}},
		"parcel_weight":     {changed(func(s *Service) { s.MaxGrams = 0 })},
		"service_days":      {changed(func(s *Service) { s.Days = nil }), changed(func(s *Service) { s.Days = []int{3, 2} })},
		"service_size":      {changed(func(s *Service) { s.MaxSum = -1 })},
	} {
		for _, row := range rows {
			if err := row.Validate(); !fault.Is(err, want) {
				t.Errorf("%+v: %v, want %s", row, err, want)
			}
		}
	}
}

func TestTwin(t *testing.T) {
	one, two := Rate{ID: id.New[id.Rate](), Service: EMS, From: today}, Rate{ID: id.New[id.Rate](), Service: EMS, From: today}
	if one.Twin([]Rate{one}) != nil || one.Twin([]Rate{two}) == nil {
		t.Error("two rates of one day")
	}
	two.Off = true
	three := Rate{ID: id.New[id.Rate](), Service: EMS, Area: Remote, From: today}
	if one.Twin([]Rate{two, three}) != nil {
		t.Error("a withdrawn one or another area clashes")
	}
}

func TestParseSteps(t *testing.T) {
	steps, err := ParseSteps("20 32\n\n๑๐๐ = 37.50\n1,000: 67\r\n")
	want := []Step{{20, 32_00}, {100, 37_50}, {1000, 67_00}}
	if err != nil || !slices.Equal(steps, want) {
		t.Fatalf("%v, %v", steps, err)
	}
	if again, err := ParseSteps(WriteSteps(steps)); err != nil || !slices.Equal(again, want) {
		t.Errorf("written %q, read as %v, %v", WriteSteps(steps), again, err)
	}
	for typed, code := range map[string]string{"": "steps_missing", " \n": "steps_missing", "500": "step_unreadable", "20 32\n1e3 5": "step_unreadable",
		"500 52 1": "step_unreadable", "500 -1": "step_unreadable", strings.Repeat("1 1\n", maxSteps+1): "steps_many"} {
		if _, err := ParseSteps(typed); !fault.Is(err, code) {
			t.Errorf("%.20q: %v, want %s", typed, err, code)
		}
	}
}

func TestParsePostcodes(t *testing.T) {
	if got, err := ParsePostcodes("83110, ๘๓๐๐๐\n83110"); err != nil || !slices.Equal(got, []string{"83000", "83110"}) {
		t.Errorf("%v, %v", got, err)
	}
	for typed, code := range map[string]string{"": "postcodes_missing", "8311": "postcode_form", "83110 ภูเก็ต": "postcode_form"} {
		if _, err := ParsePostcodes(typed); !fault.Is(err, code) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func FuzzParseSteps(f *testing.F) {
	f.Add("20 32\n100 37.50")
	f.Fuzz(func(t *testing.T, typed string) {
		if steps, err := ParseSteps(typed); err == nil {
			if again, err := ParseSteps(WriteSteps(steps)); err != nil || !slices.Equal(again, steps) {
				t.Errorf("%q: %v, again %v, %v", typed, steps, again, err)
			}
		}
	})
}

func BenchmarkQuote(b *testing.B) {
	book, p := Seed(), parcel(1200, "10400", "83000")
	for b.Loop() {
		if offers, _ := Quote(book, p); len(offers) != 4 {
			b.Fatal(offers)
		}
	}
}
