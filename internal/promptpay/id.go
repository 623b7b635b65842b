// Package promptpay writes and reads Thai QR payments (PromptPay and bank bills) and the small codes
// on payment slips.
package promptpay

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// Kind says what a receiver is known by.
type Kind string

// The kinds of receiver.
const (
	Phone      Kind = "phone"   // a Thai mobile number
	NationalID Kind = "id"      // a person's or a firm's 13 digits
	Wallet     Kind = "wallet"  // an e-wallet's 15 digits
	Account    Kind = "account" // bank code and account number; read in foreign QRs, never written
	BillKind   Kind = "bill"    // a biller of a bank, with references
)

// Name gives the kind's name for people.
func (k Kind) Name(lang i18n.Lang) string { return i18n.T(lang, "promptpay.kind."+string(k)) }

// ID is a receiver registered with PromptPay, ready to be written into a QR. The zero ID is nobody.
// Ids compare with ==.
type ID struct {
	Kind  Kind
	value string // as it stands in the QR: phones begin with 0066
}

const (
	idMaxChars   = 64 // far above any way of writing 15 digits
	phoneDigits  = 10
	countryCode  = "66"
	phonePrefix  = "0066"
	trueMoneyTag = "14" // e-wallet ids of TrueMoney: 14 and the mobile number padded to 13 digits
)

// ParseID reads a receiver as people write it: a mobile number (081-234-5678, +66 81 234 5678,
// 0066…, Thai digits), a 13-digit national or tax id, or a 15-digit e-wallet id.
//
// It fails with "promptpay_id_unreadable" (usage) when there is anything but digits and their usual
// separators, "promptpay_phone_digits" for a mobile number with too few or too many digits (given
// holds how many), "promptpay_phone_not_mobile" for a landline, "promptpay_phone_abroad" for a +
// that is not +66, and "promptpay_id_digits" for a number of no known length. A 13-digit id with a
// wrong check digit is read: see Warnings. Faults name no field; callers add theirs with fault.At.
func ParseID(text string) (ID, error) {
	digits, plus, ok := plainDigits(text)
	if !ok {
		return ID{}, fault.Unreadable("promptpay_id_unreadable", "", fault.Values{"value": shorten(text)})
	}
	if plus && !strings.HasPrefix(digits, countryCode) {
		return ID{}, fault.New("promptpay_phone_abroad", "", fault.Values{"value": shorten(text)})
	}
	if local, isPhone := localPhone(digits, plus); isPhone {
		return phoneID(local)
	}
	switch len(digits) {
	case 13:
		return ID{NationalID, digits}, nil
	case 15:
		return ID{Wallet, digits}, nil
	}
	return ID{}, fault.New("promptpay_id_digits", "", fault.Values{"given": len(digits)})
}

// localPhone gives a telephone number with its leading zero, or false when the digits are no
// telephone number. The prefix 0066 comes before the length: 0066 and nine digits are 13 digits and
// would pass for a tax id. With 15 digits it is an e-wallet of bank 006.
func localPhone(digits string, plus bool) (string, bool) {
	switch size := len(digits); {
	case plus:
		digits = digits[len(countryCode):]
	case strings.HasPrefix(digits, phonePrefix) && size < 15:
		digits = digits[len(phonePrefix):]
	case strings.HasPrefix(digits, countryCode) && (size == 11 || size == 12):
		digits = digits[len(countryCode):]
	case digits[0] == '0' && size <= 12:
		return digits, true
	case isMobileDigit(digits[0]) && size == phoneDigits-1: // a spreadsheet ate the zero; do not guess
		return digits, true
	default:
		return "", false
	}
	if !strings.HasPrefix(digits, "0") {
		digits = "0" + digits
	}
	return digits, true
}

func phoneID(local string) (ID, error) {
	mobile := len(local) > 1 && local[0] == '0' && isMobileDigit(local[1])
	switch {
	case len(local) == phoneDigits && mobile:
		return ID{Phone, phonePrefix + local[1:]}, nil
	case len(local) == phoneDigits, len(local) == phoneDigits-1 && local[0] == '0' && !mobile:
		return ID{}, fault.New("promptpay_phone_not_mobile", "", fault.Values{"value": local})
	}
	return ID{}, fault.New("promptpay_phone_digits", "", fault.Values{"given": len(local)})
}

func isMobileDigit(digit byte) bool { return digit == '6' || digit == '8' || digit == '9' }

// TrueMoney gives the TrueMoney e-wallet of a mobile number. It fails with "promptpay_wallet_phone"
// for any other kind of id.
func TrueMoney(phone ID) (ID, error) {
	if phone.Kind != Phone {
		return ID{}, fault.New("promptpay_wallet_phone", "", nil)
	}
	return ID{Wallet, trueMoneyTag + "000" + phone.Digits()}, nil
}

// Digits gives the number as people know it, without separators: 0812345678. ParseID reads it back.
func (id ID) Digits() string {
	if id.Kind == Phone {
		return "0" + strings.TrimPrefix(id.value, phonePrefix)
	}
	return id.value
}

// Text gives the number with its usual dashes: 081-234-5678, 1-1017-00230-70-8. ParseID reads it back.
func (id ID) Text() string { return dashed(id.Kind, id.Digits()) }

// Masked gives the form for screens and papers, which shows enough to check and no more:
// xxx-xxx-5678, x-xxxx-xxxxx-70-8, xxxxxxxxxxx0001.
func (id ID) Masked() string {
	shown := 4
	if id.Kind == NationalID {
		shown = 3
	}
	digits := id.Digits()
	if len(digits) <= shown {
		return strings.Repeat("x", len(digits))
	}
	hidden := len(digits) - shown
	return dashed(id.Kind, strings.Repeat("x", hidden)+digits[hidden:])
}

// Warnings lists what does not stop the id from being used: "promptpay_id_check" when the check
// digit of a 13-digit id is wrong, for such ids are registered here and there.
func (id ID) Warnings() []*fault.Error {
	if id.Kind == NationalID && !TaxIDValid(id.value) {
		return []*fault.Error{fault.New("promptpay_id_check", "", fault.Values{"value": id.Text()})}
	}
	return nil
}

// TaxIDValid reports whether text is 13 digits with the right check digit, for firms (which begin
// with 0) and persons alike: the sum of each digit times its place from 13 down to 2, and
// (11 - sum mod 11) mod 10.
func TaxIDValid(text string) bool {
	if len(text) != 13 || !isDigits(text) {
		return false
	}
	sum := 0
	for n := range 12 {
		sum += int(text[n]-'0') * (13 - n)
	}
	return int(text[12]-'0') == (11-sum%11)%10
}

func dashed(kind Kind, text string) string {
	groups := []int(nil)
	switch {
	case kind == Phone && len(text) == phoneDigits:
		groups = []int{3, 3, 4}
	case kind == NationalID && len(text) == 13:
		groups = []int{1, 4, 5, 2, 1}
	default:
		return text
	}
	parts := make([]string, 0, len(groups))
	for _, size := range groups {
		parts = append(parts, text[:size])
		text = text[size:]
	}
	return strings.Join(parts, "-")
}

// plainDigits strips separators and maps Thai digits. plus tells of a leading +. It is false when
// no digit is left, or anything stands there that does not belong to a number.
func plainDigits(text string) (digits string, plus, ok bool) {
	if len(text) > idMaxChars*3 {
		return "", false, false
	}
	var kept strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			kept.WriteRune(r)
		case r >= '๐' && r <= '๙':
			kept.WriteRune(r - '๐' + '0')
		case r == '+' && kept.Len() == 0 && !plus:
			plus = true
		case !strings.ContainsRune(" \t\r\n-–—‐‑.()/\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff", r):
			return "", false, false
		}
	}
	return kept.String(), plus, kept.Len() > 0
}

// shorten keeps what a sentence quotes to a readable size.
func shorten(text string) string {
	runes := []rune(strings.TrimSpace(text))
	if len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return string(runes)
}
