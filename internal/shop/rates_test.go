package shop_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

func TestQuotesOfAShop(t *testing.T) {
	s := photoShop(t)
	ask := func(p shipping.Parcel) *shop.Postage {
		t.Helper()
		given, err := s.Quote(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		return given
	}
	ems := func(day string) shipping.Parcel {
		p := shipping.Parcel{Grams: 1000, To: shipping.Place{Postcode: "83000"}, Services: []string{shipping.EMS}}
		if day != "" {
			p.Day = "2027-01-01"
		}
		return p
	}
	if given := ask(ems("")); len(given.Warnings) != 1 || given.Warnings[0].Code != "origin_missing" || given.Offers[0].Total() != money.Baht(87) {
		t.Errorf("a shop that is nowhere: %v, %s", given.Warnings, given.Offers[0].Total())
	}
	set := func(key, value string) {
		t.Helper()
		if _, _, err := s.Set(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	set("shop.address", "12345 หมู่ ๓ ถ.เทพกระษัตรี อ.ถลาง จ.ภูเก็ต ๘๓๑๑๐ โทร 076123456")
	if given := ask(ems("")); given.Parcel.From.Postcode != "83110" || given.Parcel.Day == "" || len(given.Warnings) != 0 || given.Offers[0].Total() != money.Baht(67) {
		t.Errorf("from the shop's address: %+v, %s", given.Parcel, given.Offers[0].Total())
	}
	set("post.postcode", "๑๐๔๐๐")
	if given := ask(ems("")); given.Parcel.From.Postcode != "10400" || given.Offers[0].Total() != money.Baht(87) {
		t.Errorf("from the postcode set: %+v", given.Parcel)
	}
	if _, err := s.SaveRate(t.Context(), shipping.Rate{Service: shipping.EMS, Steps: []shipping.Step{{Grams: 5000, Fee: money.Baht(50)}}, From: "2027-01-01"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveDiscount(t.Context(), shipping.Discount{Name: " EMS  ชุมชน ", Percent: 20_00, From: "2027-01-01"}); err != nil {
		t.Fatal(err)
	}
	offer := ask(ems("2027")).Offers[0]
	if offer.Fee != money.Baht(50) || offer.Discount != money.Baht(10) || offer.Surcharge != money.Baht(20) || offer.By != "EMS ชุมชน" {
		t.Errorf("%+v", offer)
	}
	if before := ask(ems("")).Offers[0]; before.Fee != money.Baht(67) || before.Discount != 0 {
		t.Errorf("next year's rate counts today: %+v", before)
	}
	area, err := s.SaveArea(t.Context(), shipping.Area{Plain: true, Postcodes: []string{"83000"}, From: "2026-01-01"})
	if err != nil || ask(ems("")).Offers[0].Surcharge != 0 {
		t.Errorf("a postcode that is not remote: %v", err)
	}
	area.Off = true
	if _, err := s.SaveArea(t.Context(), area); err != nil || ask(ems("")).Offers[0].Surcharge == 0 {
		t.Errorf("withdrawn: %v", err)
	}
	service := *shipping.Seed().Service(shipping.EMS, "2026-11-29")
	service.MaxGrams, service.From = 900, "2026-01-01"
	if _, err := s.SavePostService(t.Context(), service); err != nil {
		t.Fatal(err)
	}
	if given := ask(ems("")); len(given.Offers) != 0 || given.Unfit[0].Why.Code != "parcel_heavy" {
		t.Errorf("a service that takes less now: %+v", given)
	}
	set("cod.percent", "2.5%")
	set("cod.most", "5,000")
	book, err := s.Rates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if fee, most := book.Collecting(money.Baht(1000), "2026-11-29"); fee != money.Baht(25) || most != money.Baht(5000) {
		t.Errorf("collecting: %s, %s", fee, most)
	}
}

func TestQuotesAreRefused(t *testing.T) {
	s := photoShop(t)
	to := shipping.Place{Postcode: "50000"}
	for want, p := range map[string]shipping.Parcel{
		"parcel_weight grams": {To: to}, "postcode_unknown to": {Grams: 1, To: shipping.Place{Postcode: "99999"}},
		"postcode_unknown from": {Grams: 1, To: to, From: shipping.Place{Postcode: "1"}}, "service_unknown service": {Grams: 1, To: to, Services: []string{"drone"}},
	} {
		_, err := s.Quote(t.Context(), p)
		if of := fault.Of(err); of == nil || of.Code+" "+of.Field != want {
			t.Errorf("%+v: %v, want %s", p, err, want)
		}
	}
	for key, value := range map[string]string{"packing.grams": "1.5", "packing.percent": "101", "post.postcode": "99999", "cod.percent": "ฟรี"} {
		if _, _, err := s.Set(t.Context(), key, value); err == nil || !strings.HasPrefix(fault.Of(err).Field, "value") {
			t.Errorf("%s takes %q: %v", key, value, err)
		}
	}
}

func TestPackingAndWhatGoodsWeigh(t *testing.T) {
	s := photoShop(t)
	if packing, err := s.Packing(t.Context()); err != nil || packing != (shipping.Packing{}) {
		t.Errorf("%+v, %v", packing, err)
	}
	for key, value := range map[string]string{"packing.grams": "๑๒๐", "packing.percent": "7.5"} {
		if _, _, err := s.Set(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	packing, err := s.Packing(t.Context())
	if err != nil || packing != (shipping.Packing{Grams: 120, Percent: 7_50}) {
		t.Errorf("%+v, %v", packing, err)
	}
	for _, test := range []struct {
		product catalog.Product
		grams   int
	}{{catalog.Product{WeightG: 250, Unit: "ขวด"}, 250}, {catalog.Product{Unit: "ขวด"}, 0}, {catalog.Product{Unit: "กก."}, 1000}, {catalog.Product{Unit: "ขีด", WeightG: 110}, 110}} {
		if item := shop.ParcelItem(&test.product, qty.One); item.Grams != test.grams || item.Qty != qty.One {
			t.Errorf("%+v: %+v", test.product, item)
		}
	}
}

func TestServiceNames(t *testing.T) {
	if got := shop.ServiceName(i18n.Thai, &shipping.Service{ID: id.New[id.Service](), Code: "flash", Name: "แฟลช"}); got != "แฟลช" {
		t.Error(got)
	}
	if shop.ServiceCodeName(i18n.English, shipping.Eco) != "eCo-Post" || shop.ServiceCodeName(i18n.English, "drone") != "drone" {
		t.Error("names of codes")
	}
	for days, want := range map[[2]int]string{{1, 2}: "1–2 วัน", {1, 1}: "1 วัน"} {
		if got := shop.ServiceDays(i18n.Thai, &shipping.Service{Days: days[:]}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
