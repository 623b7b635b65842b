package party_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
)

func TestPhone(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "0812345678": "0812345678", "081-234-5678": "0812345678", "๐๘๑ ๒๓๔ ๕๖๗๘": "0812345678", "+66 81 234 5678": "0812345678",
		"66812345678": "0812345678", "(02) 123 4567": "021234567", "053 123456": "053123456", "0612345678": "0612345678",
	} {
		if got, err := party.Phone(text); err != nil || got != want {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
	for _, text := range []string{"081234567", "08123456789", "1812345678", "0012345678", "abc", "081234567x", "191", "66", "+66", "0112345678", "081234567890123456789"} {
		if got, err := party.Phone(text); !fault.Is(err, "phone_unreadable") {
			t.Errorf("%q is read as %q (%v)", text, got, err)
		}
	}
}

func FuzzPhone(f *testing.F) {
	for _, seed := range []string{"", "0812345678", "+66 2 123 4567", "๐๘๑", "66"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := party.Phone(text)
		if err != nil {
			return
		}
		if again, err := party.Phone(number); err != nil || again != number {
			t.Errorf("%q is %q and then %q (%v)", text, number, again, err)
		}
	})
}

func TestValidate(t *testing.T) {
	good := party.Party{Name: "สมศรี", Phone: "081-234-5678"}
	if err := good.Validate(); err != nil || good.Phone != "0812345678" {
		t.Errorf("%+v %v", good, err)
	}
	for code, bad := range map[string]party.Party{
		"name_missing":     {Name: " "},
		"name_too_long":    {Name: strings.Repeat("ก", 201)},
		"text_too_long":    {Name: "ก", Note: strings.Repeat("ก", 501)},
		"amount_too_large": {Name: "ก", CreditLimit: money.Max + 1},
		"phone_unreadable": {Name: "ก", Phone: "12"},
	} {
		if err := bad.Validate(); !fault.Is(err, code) {
			t.Errorf("got %v, want %s", err, code)
		}
	}
}
