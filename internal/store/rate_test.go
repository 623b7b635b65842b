package store_test

import (
	"errors"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestOwnRatesAreKept: what the owner writes comes back column by column, changed ones once, and the audit knows it.
func TestOwnRatesAreKept(t *testing.T) {
	s := testkit.New(t)
	rate := shipping.Rate{ID: id.New[id.Rate](), Service: shipping.EMS, Area: shipping.Remote, Steps: []shipping.Step{{Grams: 500, Fee: 52_50}},
		From: "2026-12-01", To: "2026-12-31", Source: "เคาน์เตอร์"}
	discount := shipping.Discount{ID: id.New[id.Discount](), Name: "EMS ชุมชน −20 %", Services: []string{shipping.EMS}, Percent: 20_00, MinPieces: 5, From: "2026-12-01"}
	area := shipping.Area{ID: id.New[id.Area](), Group: "18", Name: "เกาะราชา", Island: true, Postcodes: []string{"83130"}, From: "2026-12-01"}
	service := shipping.Service{ID: id.New[id.Service](), Code: "flash", Name: "แฟลช", Letters: []string{}, MaxGrams: 50_000, Days: []int{1, 3},
		Traced: shipping.TracedSteps, Compensation: money.Baht(2000), COD: true, MaxSum: 2800, From: "2026-12-01"}
	for range 2 {
		must(t, s.SaveRate(ctx, rate))
		must(t, s.SaveDiscount(ctx, discount))
		must(t, s.SaveArea(ctx, area))
		must(t, s.SavePostService(ctx, service))
		rate.Off, discount.Amount, discount.Percent, area.Plain, area.Island, service.MaxSide = true, 500, 0, true, false, 900
	}
	must(t, s.SaveRate(ctx, rate))
	own, err := s.OwnRates(ctx)
	must(t, err)
	if len(own.Rates) != 1 || !own.Rates[0].Off || own.Rates[0].Steps[0] != rate.Steps[0] || own.Rates[0].Source != rate.Source || own.Rates[0].To != rate.To {
		t.Errorf("rates %+v", own.Rates)
	}
	if len(own.Discounts) != 1 || own.Discounts[0].Services[0] != shipping.EMS || own.Discounts[0].MinPieces != 5 {
		t.Errorf("discounts %+v", own.Discounts)
	}
	if len(own.Areas) != 1 || own.Areas[0].Postcodes[0] != "83130" || own.Areas[0].Name != area.Name {
		t.Errorf("areas %+v", own.Areas)
	}
	if len(own.Services) != 1 || own.Services[0].Name != "แฟลช" || own.Services[0].Days[1] != 3 || !own.Services[0].COD {
		t.Errorf("services %+v", own.Services)
	}
	s.CheckOK(t)
}

// saveRates writes one of everything the owner may put over the post's rates.
func saveRates(s *testkit.Shop) error {
	const day = "2026-12-01"
	return errors.Join(
		s.SaveRate(ctx, shipping.Rate{ID: id.New[id.Rate](), Service: shipping.EMS, Steps: []shipping.Step{{Grams: 500, Fee: 52_50}}, From: day}),
		s.SaveDiscount(ctx, shipping.Discount{ID: id.New[id.Discount](), Name: "EMS ชุมชน", Services: []string{shipping.EMS}, Percent: 20_00, From: day}),
		s.SaveArea(ctx, shipping.Area{ID: id.New[id.Area](), Group: "18", Postcodes: []string{"83130"}, From: day}),
		s.SavePostService(ctx, shipping.Service{ID: id.New[id.Service](), Code: "flash", Letters: []string{"F"}, MaxGrams: 50_000, Days: []int{1, 3}, From: day}))
}

func TestRatesAreRefused(t *testing.T) {
	s := testkit.New(t)
	rate := shipping.Rate{ID: id.New[id.Rate](), Service: shipping.EMS, Steps: []shipping.Step{{Grams: 500, Fee: 52_50}}, From: "2026-12-01"}
	must(t, s.SaveRate(ctx, rate))
	before := counts(t, s)
	twin := rate
	twin.ID = id.New[id.Rate]()
	for code, err := range map[string]error{
		"rate_twin":       s.SaveRate(ctx, twin),
		"steps_missing":   s.SaveRate(ctx, shipping.Rate{ID: twin.ID, Service: shipping.EMS, From: "2026-12-02"}),
		"name_missing":    s.SaveDiscount(ctx, shipping.Discount{ID: id.New[id.Discount](), From: "2026-12-01"}),
		"group_missing":   s.SaveArea(ctx, shipping.Area{ID: id.New[id.Area](), From: "2026-12-01"}),
		"service_unknown": s.SavePostService(ctx, shipping.Service{ID: id.New[id.Service](), From: "2026-12-01"}),
	} {
		if !fault.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if counts(t, s) != before {
		t.Error("what was refused wrote something")
	}
	twin.From = "2027-01-01"
	must(t, s.SaveRate(ctx, twin))
}
