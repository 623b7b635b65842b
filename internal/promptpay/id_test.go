package promptpay

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

func TestParseID(t *testing.T) {
	for text, want := range map[string]ID{
		"0812345678":              {Phone, "0066812345678"},
		"081-234-5678":            {Phone, "0066812345678"},
		"(081) 234.5678":          {Phone, "0066812345678"},
		"+66812345678":            {Phone, "0066812345678"},
		"+66 (0)81 234 5678":      {Phone, "0066812345678"},
		"\u200e+66 81-234-5678":   {Phone, "0066812345678"},
		"66812345678":             {Phone, "0066812345678"},
		"660812345678":            {Phone, "0066812345678"},
		"0066812345678":           {Phone, "0066812345678"}, // not a tax id
		"00660812345678":          {Phone, "0066812345678"},
		"๐๘๑-๒๓๔-๕๖๗๘":            {Phone, "0066812345678"},
		" 061\u00a0234\u20115678": {Phone, "0066612345678"},
		"0912345678":              {Phone, "0066912345678"},
		"1-1017-00230-70-8":       {NationalID, "1101700230708"},
		"0994000165501":           {NationalID, "0994000165501"},
		"1101700230709":           {NationalID, "1101700230709"}, // a warning only
		"6612345678901":           {NationalID, "6612345678901"}, // 66 and 13 digits: no telephone
		"๑๑๐๑๗๐๐๒๓๐๗๐๘":           {NationalID, "1101700230708"},
		"004999000000001":         {Wallet, "004999000000001"},
		"006612345678901":         {Wallet, "006612345678901"}, // 15 digits of bank 006
		"14-000-0801111111":       {Wallet, "140000801111111"},
	} {
		got, err := ParseID(text)
		if err != nil || got != want {
			t.Errorf("%q: %+v (%v), want %+v", text, got, err, want)
		}
	}
}

func TestParseIDRefuses(t *testing.T) {
	for text, want := range map[string]struct {
		code  string
		given any
	}{
		"":                        {"promptpay_id_unreadable", nil},
		" - ":                     {"promptpay_id_unreadable", nil},
		"+":                       {"promptpay_id_unreadable", nil},
		"๐๘๑abc":                  {"promptpay_id_unreadable", nil},
		"081+2345678":             {"promptpay_id_unreadable", nil},
		"0812345678, 0812345679":  {"promptpay_id_unreadable", nil},
		strings.Repeat("0", 5000): {"promptpay_id_unreadable", nil},
		"081234567":               {"promptpay_phone_digits", 9},
		"081-234-567":             {"promptpay_phone_digits", 9},
		"812345678":               {"promptpay_phone_digits", 9},
		"08123456789":             {"promptpay_phone_digits", 11},
		"0":                       {"promptpay_phone_digits", 1},
		"+6681234567":             {"promptpay_phone_digits", 9},
		"+66":                     {"promptpay_phone_digits", 1},
		"006681234567":            {"promptpay_phone_digits", 9},
		"00668123456789":          {"promptpay_phone_digits", 11},
		"021234567":               {"promptpay_phone_not_mobile", nil},
		"053123456":               {"promptpay_phone_not_mobile", nil},
		"0212345678":              {"promptpay_phone_not_mobile", nil},
		"+6621234567":             {"promptpay_phone_not_mobile", nil},
		"0066212345678":           {"promptpay_phone_not_mobile", nil},
		"+85620123456":            {"promptpay_phone_abroad", nil},
		"+0812345678":             {"promptpay_phone_abroad", nil},
		"1234567890":              {"promptpay_id_digits", 10},
		"110170023070":            {"promptpay_id_digits", 12},
		"11017002307081":          {"promptpay_id_digits", 14},
		"1400008011111111":        {"promptpay_id_digits", 16},
	} {
		_, err := ParseID(text)
		wantCode(t, text[:min(len(text), 40)], err, want.code)
		if known, ok := err.(*fault.Error); ok && want.given != nil && known.Values["given"] != want.given {
			t.Errorf("%q: given %v, want %v", text, known.Values["given"], want.given)
		}
	}
}

func TestIDForms(t *testing.T) {
	for _, c := range []struct{ in, digits, text, masked string }{
		{"+66812345678", "0812345678", "081-234-5678", "xxx-xxx-5678"},
		{"1101700230708", "1101700230708", "1-1017-00230-70-8", "x-xxxx-xxxxx-70-8"},
		{"004999000000001", "004999000000001", "004999000000001", "xxxxxxxxxxx0001"},
	} {
		id := mustID(t, c.in)
		if id.Digits() != c.digits || id.Text() != c.text || id.Masked() != c.masked {
			t.Errorf("%s: %q %q %q", c.in, id.Digits(), id.Text(), id.Masked())
		}
		if mustID(t, id.Digits()) != id || mustID(t, id.Text()) != id {
			t.Errorf("%s does not read its own forms back", c.in)
		}
	}
	if none := (ID{}); none.Digits() != "" || none.Text() != "" || none.Masked() != "" {
		t.Error("the zero id has a text")
	}
}

func TestTrueMoney(t *testing.T) {
	wallet, err := TrueMoney(mustID(t, "080-111-1111"))
	if err != nil || wallet != mustID(t, "140000801111111") {
		t.Errorf("got %+v, %v", wallet, err)
	}
	_, err = TrueMoney(mustID(t, "1101700230708"))
	wantCode(t, "of a national id", err, "promptpay_wallet_phone")
}

func TestTaxIDValid(t *testing.T) {
	for _, right := range strings.Fields("1234567890121 1101700230708 0994000165501 0105536112014 0107536000315 0107542000011 3100600445635 1101700203450") {
		if !TaxIDValid(right) {
			t.Errorf("%s refused", right)
		}
		if warnings := mustID(t, right).Warnings(); warnings != nil {
			t.Errorf("%s warns %v", right, warnings)
		}
		for digit := byte('0'); digit <= '9'; digit++ {
			if wrong := right[:12] + string(digit); wrong != right && TaxIDValid(wrong) {
				t.Errorf("%s accepted", wrong)
			}
		}
	}
	for _, wrong := range []string{"0105561073291", "0994000158252", "099400016550", "", "099400016550๑", "09940001655011", "099400016550a"} {
		if TaxIDValid(wrong) {
			t.Errorf("%s accepted", wrong)
		}
	}
	if warnings := mustID(t, "0105561073291").Warnings(); len(warnings) != 1 || warnings[0].Code != "promptpay_id_check" {
		t.Errorf("warnings %v", warnings)
	}
}

func FuzzParseID(f *testing.F) {
	for _, seed := range []string{"0812345678", "+66 81 234 5678", "๐๘๑๒๓๔๕๖๗๘", "1-1017-00230-70-8", "0066812345678", "+", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, err := ParseID(text)
		if err != nil {
			return
		}
		if again, err := ParseID(id.Digits()); err != nil || again != id {
			t.Errorf("%q is %+v, but its digits are %+v (%v)", text, id, again, err)
		}
		payload, err := Transfer{To: id}.Payload()
		if err != nil {
			t.Fatalf("%q cannot be written: %v", text, err)
		}
		if qr, err := Read(payload); err != nil || qr.To != id {
			t.Errorf("%q was read back as %+v (%v)", text, qr, err)
		}
	})
}
