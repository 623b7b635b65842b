package promptpay

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

const (
	s1 = "004000060000010103002021900021231231212000115102TH91049C30"
	s2 = "004100060000010103014022000111222233344ABCD125102TH910417DF"
	s3 = "0041000600000101030040220013071152533APM077365102TH91048134"
	s4 = "0041000600000101030140220202611231000000000075102TH910408B3"
	t1 = "00480002010102010203P2P0313TXN00012345670408250120249104b425"
)

func TestSlips(t *testing.T) {
	for text, want := range map[string]Slip{
		s1:                                     {"002", "0002123123121200011"},
		s2:                                     {"014", "00111222233344ABCD12"},
		s3:                                     {"004", "013071152533APM07736"},
		s4:                                     {"014", "20261123100000000007"},
		t1:                                     {TrueMoneyBank, "TXN0001234567"},
		strings.TrimSuffix(s4, "08B3") + "8B3": {"014", "20261123100000000007"},
		strings.ToLower(s3) + "\r\n":           {"004", "013071152533APM07736"},
		strings.ToLower(t1):                    {TrueMoneyBank, "TXN0001234567"},
	} {
		slip, err := ReadSlip(text)
		if err != nil || slip != want {
			t.Errorf("%s: %+v (%v), want %+v", text, slip, err, want)
		}
	}
}

// slipWith seals a slip of the usual shape whose root field is given.
func slipWith(root string) string {
	return seal(fields{{"00", root}, {"51", "TH"}}.String(), "91")
}

func TestShortChecksumsArePadded(t *testing.T) {
	padded := 0
	for n := 0; padded < 3 && n < 100_000; n++ {
		ref := "2026112310" + strings.Repeat("0", 4) + string([]byte{byte('0' + n/10000%10), byte('0' + n/1000%10), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
		text := slipWith("0006000001" + "0103014" + "0219" + ref)
		short := strings.TrimLeft(text[len(text)-4:], "0")
		if len(short) != 3-padded || short == "" {
			continue
		}
		padded++
		slip, err := ReadSlip(text[:len(text)-4] + short)
		if err != nil || slip != (Slip{"014", ref}) {
			t.Errorf("%s with %q: %+v, %v", text, short, slip, err)
		}
	}
	if padded != 3 {
		t.Errorf("only %d short checksums were found to try", padded)
	}
}

func TestWhatIsNoSlip(t *testing.T) {
	lao := seal(fields{{"00", "01"}, {"33", "0004BCEL0106ONEPRF"}, {"58", "LA"}}.String(), "63")
	for _, c := range []struct{ name, text, code string }{
		{"N1 transfer", vectors[1].payload, "slip_is_payment_qr"},
		{"N1 bill", kshop, "slip_is_payment_qr"},
		{"N1 misread", vectors[1].payload[:40], "slip_is_payment_qr"},
		{"N2 OneProof", lao, "slip_unsupported"},
		{"practice", PracticeText("7f3c"), "slip_unreadable"},
		{"web address", "https://example.com", "slip_unreadable"},
		{"empty", "", "qr_empty"},
		{"long", strings.Repeat("0", MaxChars+1), "qr_too_long"},
		{"cut", s1[:30], "qr_truncated"},
		{"without checksum", s1[:len(s1)-8], "qr_truncated"},
		{"wrong checksum", s1[:len(s1)-1] + "1", "qr_crc"},
		{"unknown format", slipWith("0006000002" + "0103014" + "0203ABC"), "slip_unsupported"},
		{"bank of letters", slipWith("0006000001" + "0103KTB" + "0203ABC"), "slip_unreadable"},
		{"no reference", slipWith("0006000001" + "0103014"), "slip_unreadable"},
		{"long reference", slipWith("0006000001" + "0103014" + "0226" + strings.Repeat("7", 26)), "slip_unreadable"},
		{"odd reference", slipWith("0006000001" + "0103014" + "0203A/B"), "slip_unreadable"},
		{"other country", seal(fields{{"00", "0006000001" + "0103014" + "0203ABC"}, {"51", "LA"}}.String(), "91"), "slip_unsupported"},
	} {
		_, err := ReadSlip(c.text)
		wantCode(t, c.name, err, c.code)
	}
}

// TestOneWrongCharacterNeverMeansAnotherSlip: a misread may be healed, never turned into another slip.
func TestOneWrongCharacterNeverMeansAnotherSlip(t *testing.T) {
	for _, text := range []string{s1, s2, s3, s4, t1} {
		right, err := ReadSlip(text)
		if err != nil {
			t.Fatal(err)
		}
		for at := range len(text) {
			for letter := byte(0x20); letter < 0x7F; letter++ {
				altered := text[:at] + string([]byte{letter}) + text[at+1:]
				slip, err := ReadSlip(altered)
				if err == nil && (slip != right || !strings.EqualFold(altered, text)) {
					t.Fatalf("%s with %q at %d: %+v", text, letter, at, slip)
				}
			}
		}
	}
}

func TestTail(t *testing.T) {
	if got := (Slip{"004", "013071152533APM07736"}).Tail(); got != "M07736" {
		t.Errorf("got %q", got)
	}
	if got := (Slip{"004", "ab1"}).Tail(); got != "AB1" {
		t.Errorf("short reference: %q", got)
	}
	for text, want := range map[string]string{"m07736": "M07736", " M๐๗๗๓๖ ": "M07736", "M0773": "", "M077366": "", "M0-736": "", "กขคงจฉ": "", "": ""} {
		got, ok := ParseTail(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
}

func TestBankNames(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, code := range strings.Fields("002 004 006 011 014 022 024 025 030 033 034 035 066 067 069 070 071 073 098 TMN") {
			if BankName(lang, code) == code {
				t.Errorf("%s has no name in %s", code, lang)
			}
		}
		if got := BankName(lang, "999"); got != "999" {
			t.Errorf("unknown bank: %q", got)
		}
	}
}

func TestKindNames(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, kind := range []Kind{Phone, NationalID, Wallet, Account, BillKind} {
			if !i18n.Has(lang, "promptpay.kind."+string(kind)) || kind.Name(lang) == "" {
				t.Errorf("%s has no name in %s", kind, lang)
			}
		}
	}
}

func TestPracticeCannotBePaid(t *testing.T) {
	text := PracticeText("7f3c")
	if text != "PRACTICE ตัวอย่าง ห้ามจ่าย 7f3c" || !IsPractice(text) || IsPractice(vectors[0].payload) {
		t.Errorf("practice text %q", text)
	}
	if _, err := Read(text); !fault.Is(err, "qr_not_thai") {
		t.Errorf("practice text read: %v", err)
	}
}
