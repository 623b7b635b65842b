package shipping

import (
	"errors"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

// The numbers are those of the posters and standards named in docs (UPU S10).
func TestParseTracking(t *testing.T) {
	for typed, want := range map[string]Tracking{
		"EF582568151TH": "EF582568151TH", "ef 5825 6815 1 th\r\n": "EF582568151TH",
		"EF๕๕๐๔๕๖๘๒๕TH": "EF550456825TH", "TH425765204TH": "TH425765204TH",
		"EN331755897TH": "EN331755897TH", "EY660437537TH": "EY660437537TH",
		"RR287043775IN": "RR287043775IN", "RP123456785TH": "RP123456785TH",
	} {
		got, err := ParseTracking(typed)
		if err != nil || got != want {
			t.Errorf("%q gives %q, %v; want %q", typed, got, err, want)
		}
	}
	for typed, code := range map[string]string{
		"": "tracking_form", "EF58256815TH": "tracking_form", "E1582568151TH": "tracking_form",
		"EF582568151T": "tracking_form", "EF5825681511TH": "tracking_form", "EFA82568151TH": "tracking_form",
		"EY798011111TH": "tracking_check", "EF582568152TH": "tracking_check",
	} {
		var refused *fault.Error
		if _, err := ParseTracking(typed); !errors.As(err, &refused) || refused.Code != code || refused.Field != "tracking" {
			t.Errorf("%q gives %v, want %s", typed, err, code)
		}
	}
}

func TestCheckDigit(t *testing.T) {
	for serial, want := range map[string]byte{"47312482": '9', "12345614": '0', "12345602": '5', "79801111": '0'} {
		if got := CheckDigit(serial); got != want {
			t.Errorf("%s has the check digit %c, want %c", serial, got, want)
		}
	}
}

func TestGrouped(t *testing.T) {
	if got := Tracking("EF582568151TH").Grouped(); got != "EF 5825 6815 1 TH" {
		t.Error(got)
	}
}

func FuzzParseTracking(f *testing.F) {
	f.Add("EF582568151TH")
	f.Fuzz(func(t *testing.T, typed string) {
		if number, err := ParseTracking(typed); err == nil {
			if again, err := ParseTracking(number.Grouped()); err != nil || again != number {
				t.Errorf("%q was read as %q, and read again as %q, %v", typed, number, again, err)
			}
		}
	})
}
