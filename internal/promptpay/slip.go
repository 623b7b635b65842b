package promptpay

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// TrueMoneyBank stands for TrueMoney in Slip.Bank, whose slips carry no bank code.
const TrueMoneyBank = "TMN"

// Slip is what the small QR of a payment slip says: that a bank issued a reference. It holds neither
// amount nor receiver and is easily forged, so it never proves that money came in. (Bank, Ref)
// together are unique; the same pair twice is a slip used twice.
type Slip struct {
	Bank string // three digits of the sending bank, or TrueMoneyBank
	Ref  string // up to 25 letters and digits
}

// ReadSlip reads the code of a slip, as read and then in capitals (see Scanned). A checksum that
// lost its leading zeros is accepted: some banks' apps drop them.
//
// It fails with "slip_is_payment_qr" for a QR to pay with, "slip_unsupported" for codes of other
// countries' apps, "slip_unreadable" for any other text, and as Read does: "qr_empty" (usage),
// "qr_too_long", "qr_truncated", "qr_malformed", "qr_repeated", "qr_crc".
func ReadSlip(text string) (Slip, error) { return Scanned(text, readSlip) }

func readSlip(text string) (Slip, error) {
	text, err := bounded(text)
	if err != nil {
		return Slip{}, err
	}
	if strings.HasPrefix(text, "000201") {
		return Slip{}, fault.New(paymentCode(text), "", nil)
	}
	if !looksLikeSlip(text) {
		return Slip{}, fault.New("slip_unreadable", "", nil)
	}
	all, err := unseal(padChecksum(text), "91")
	if err != nil {
		return Slip{}, err
	}
	if country, there := all.get("51"); there && country != "TH" {
		return Slip{}, fault.New("slip_unsupported", "", nil)
	}
	return slipOf(all.value("00"))
}

// slipOf reads the one field that matters: 000001, bank, reference; or TrueMoney's 01, 01, kind,
// reference, day.
func slipOf(root string) (Slip, error) {
	inside, err := parseFields(root)
	if err != nil {
		return Slip{}, err
	}
	slip := Slip{Bank: inside.value("01"), Ref: inside.value("02")}
	switch inside.value("00") {
	case "000001":
		if len(slip.Bank) != 3 || !isDigits(slip.Bank) {
			return Slip{}, fault.New("slip_unreadable", "", nil)
		}
	case "01":
		slip = Slip{Bank: TrueMoneyBank, Ref: inside.value("03")}
	default:
		return Slip{}, fault.New("slip_unsupported", "", nil)
	}
	if slip.Ref == "" || len(slip.Ref) > 25 || strings.ContainsFunc(slip.Ref, notLetterOrDigit) {
		return Slip{}, fault.New("slip_unreadable", "", nil)
	}
	return slip, nil
}

// looksLikeSlip knows a slip by its first field, which holds fields itself.
func looksLikeSlip(text string) bool {
	return len(text) > 8 && strings.HasPrefix(text, "00") && isDigits(text[:8]) &&
		(text[4:8] == "0006" || text[4:8] == "0002") && text[2:4] != "02"
}

// paymentCode tells a Thai QR to pay with from the foreign codes that begin like one (OneProof of
// Laos uses tag 33). The checksum does not matter here: either way it is no slip.
func paymentCode(text string) string {
	all, err := parseFields(text)
	if err != nil {
		return "slip_is_payment_qr"
	}
	for _, tag := range []string{"29", "30", "31"} {
		if _, there := all.get(tag); there {
			return "slip_is_payment_qr"
		}
	}
	return "slip_unsupported"
}

// padChecksum puts back the leading zeros of a checksum of one to three digits.
func padChecksum(text string) string {
	for given := 1; given <= 3; given++ {
		at := len(text) - given
		if at >= 4 && text[at-4:at] == "9104" {
			return text[:at] + strings.Repeat("0", 4-given) + text[at:]
		}
	}
	return text
}

// Tail gives the last six characters of the reference in capitals, which a person can type when
// there is nothing to scan with; all of it when it is shorter.
func (s Slip) Tail() string {
	return strings.ToUpper(s.Ref[max(0, len(s.Ref)-tailChars):])
}

const tailChars = 6

// ParseTail reads the six characters a person typed off a slip: letters of any case and digits, Thai
// ones too. It is false for anything else. Six characters only ever say "perhaps used".
func ParseTail(text string) (string, bool) {
	text = strings.ToUpper(strings.Map(func(r rune) rune {
		if r >= '๐' && r <= '๙' {
			return r - '๐' + '0'
		}
		return r
	}, strings.TrimSpace(text)))
	return text, len(text) == tailChars && !strings.ContainsFunc(text, notReference)
}

// BankName gives the name of a bank by the code of its slips, and the code itself when it is unknown.
func BankName(lang i18n.Lang, code string) string {
	if key := "promptpay.bank." + code; i18n.Has(lang, key) {
		return i18n.T(lang, key)
	}
	return code
}
