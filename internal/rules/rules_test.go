package rules_test

import (
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/rules"
)

func TestVATRate(t *testing.T) {
	for day, want := range map[clock.Day]money.Basis{"2026-11-23": 7_00, "1999-04-01": 7_00, "1999-03-31": 0} {
		if got := rules.VATRate(day); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}

func TestCODLimit(t *testing.T) {
	for day, want := range map[clock.Day]money.Satang{"2026-11-23": money.Baht(50_000), "2019-08-31": 0} {
		if got := rules.CODLimit(day); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}

func TestCODFee(t *testing.T) {
	for day, want := range map[clock.Day]money.Basis{"2026-11-23": 3_00, "2019-08-31": 0} {
		if got := rules.CODFee(day); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}

func TestAlcoholHours(t *testing.T) {
	for text, want := range map[string]bool{
		"2020-01-01 10:59": false, "2020-01-01 11:00": true, "2020-01-01 13:59": true, "2020-01-01 14:00": false,
		"2020-01-01 16:59": false, "2020-01-01 17:00": true, "2020-01-01 23:59": true, "2020-01-01 00:00": false,
		"2025-12-02 15:00": false, "2025-12-03 15:00": true, "2026-11-23 10:59": false, "2026-11-23 23:59": true,
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", text, clock.Bangkok)
		if err != nil {
			t.Fatal(err)
		}
		if got := rules.AlcoholAllowed(at.UTC()); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestSettings: every choice has a default that is one of its choices, so that no shop begins refused.
func TestSettings(t *testing.T) {
	keys := rules.SettingKeys()
	if len(keys) == 0 || !slices.IsSorted(keys) {
		t.Fatalf("keys %v", keys)
	}
	for _, key := range keys {
		setting, known := rules.Describe(key)
		if !known || setting.Default != rules.Default(key) {
			t.Errorf("%s: %+v", key, setting)
		}
		if setting.Kind == "choice" && !slices.Contains(setting.Choices, setting.Default) {
			t.Errorf("%s begins as %q, which is none of %v", key, setting.Default, setting.Choices)
		}
		if !slices.Contains([]string{"text", "choice", "money", "percent", "grams", "days", "postcode", "cutoff", "hours", "day", "promptpay", "printer", "font", "picture", "reply"}, setting.Kind) {
			t.Errorf("%s is of kind %q", key, setting.Kind)
		}
	}
	if _, known := rules.Describe("no.such"); known {
		t.Error("a setting that does not exist is known")
	}
}

func TestMethods(t *testing.T) {
	seen := map[string]rules.Method{}
	for _, method := range rules.Methods() {
		if _, twice := seen[method.Code]; twice {
			t.Errorf("%s twice", method.Code)
		}
		seen[method.Code] = method
	}
	if !seen["cash"].Overpay || !seen["promptpay"].Evidence || !seen["credit"].Customer || !seen["loss"].Hidden || seen["card"].Overpay {
		t.Errorf("methods %+v", seen)
	}
}

func TestWithholding(t *testing.T) {
	for _, c := range []struct {
		day           clock.Day
		buyer, seller string
		rate          money.Basis
		least         money.Satang
		each          bool
	}{
		{"2026-11-29", "government", "juristic", 100, money.Baht(500), true},       // s. 69 bis, and the Ministry of Finance on 500 baht a payment
		{"2026-11-29", "government", "individual", 100, money.Baht(10_000), false}, // s. 50(4): altogether, though each part be less
		{"2026-11-29", "company", "juristic", 0, 0, false},
		{"2026-11-29", "person", "individual", 0, 0, false},
		{"2026-11-29", "government", "", 0, 0, false},
		{"1991-12-31", "government", "juristic", 0, 0, false},
	} {
		if rate, least, each := rules.Withholding(c.day, c.buyer, c.seller); rate != c.rate || least != c.least || each != c.each {
			t.Errorf("%+v: %s from %s, each payment %v", c, rate, least, each)
		}
	}
}
