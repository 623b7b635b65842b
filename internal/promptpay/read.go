package promptpay

import (
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
)

// QR is what a Thai payment QR says. What it does not say is empty.
type QR struct {
	Kind     Kind
	To       ID     // the receiver of a transfer
	Biller   string // of a bill; 13 or 15 digits
	Ref1     string
	Ref2     string
	Terminal string
	Merchant string       // the name the code was made for; banks show the account's own name instead
	Amount   money.Satang // zero leaves the amount to the payer
	Static   bool         // marked as the same code for every payment
}

// Read reads any Thai payment QR: transfers (tag 29), bills (30) and the bank shops' codes beside
// them (31), tags in any order, checksum in small or capital letters, with spaces around it.
//
// It fails with "qr_empty" (usage), "qr_too_long", "qr_is_slip" for a slip's code, "qr_not_thai" for
// any other text or country, "qr_truncated", "qr_malformed", "qr_repeated", "qr_crc", "qr_currency",
// "qr_amount" for an amount of zero, with a sign, commas or leading zeros, and "qr_receiver" when
// receiver or biller are missing or doubled.
func Read(text string) (QR, error) {
	text, err := bounded(text)
	if err != nil {
		return QR{}, err
	}
	if !strings.HasPrefix(text, "000201") {
		if looksLikeSlip(text) {
			return QR{}, fault.New("qr_is_slip", "", nil)
		}
		return QR{}, fault.New("qr_not_thai", "", nil)
	}
	all, err := unseal(text, "63")
	if err != nil {
		return QR{}, err
	}
	qr := QR{Merchant: all.value("59")}
	if err := qr.readTerms(all); err != nil {
		return QR{}, err
	}
	return qr, qr.readReceiver(all)
}

// bounded trims a pasted or scanned text and refuses what cannot be a code.
func bounded(text string) (string, error) {
	if len(text) > MaxChars*utf8.UTFMax {
		return "", fault.New("qr_too_long", "", fault.Values{"max": MaxChars})
	}
	text = strings.Trim(text, " \t\r\n\u200b\ufeff")
	if text == "" {
		return "", fault.Unreadable("qr_empty", "", nil)
	}
	if utf8.RuneCountInString(text) > MaxChars {
		return "", fault.New("qr_too_long", "", fault.Values{"max": MaxChars})
	}
	return text, nil
}

// readTerms reads what is not the receiver: amount, currency, country, terminal.
func (qr *QR) readTerms(all fields) error {
	if currency, there := all.get("53"); there && currency != "764" {
		return fault.New("qr_currency", "", fault.Values{"value": currency})
	}
	if country, there := all.get("58"); there && country != "TH" {
		return fault.New("qr_not_thai", "", nil)
	}
	if written, there := all.get("54"); there {
		amount, ok := parseAmount(written)
		if !ok {
			return fault.New("qr_amount", "amount", fault.Values{"value": written})
		}
		qr.Amount = amount
	}
	switch initiation, there := all.get("01"); {
	case !there:
		qr.Static = qr.Amount == 0
	case initiation == "11" || initiation == "12":
		qr.Static = initiation == "11"
	default:
		return fault.New("qr_malformed", "", nil)
	}
	if extra, there := all.get("62"); there {
		inside, err := parseFields(extra)
		if err != nil {
			return err
		}
		qr.Terminal = inside.value("07")
	}
	return nil
}

// parseAmount reads tag 54. The Thai book wants two decimals; fewer are read, for the international
// one lets them go and the meaning is the same.
func parseAmount(text string) (money.Satang, bool) {
	if len(text) > 13 || strings.Trim(text, "0123456789.") != "" {
		return 0, false
	}
	if len(text) > 1 && text[0] == '0' && text[1] != '.' {
		return 0, false
	}
	amount, err := money.Parse(text)
	return amount, err == nil && amount > 0
}

// readReceiver reads tags 29, 30 and 31. A bill wins over a transfer beside it, because the bank
// reports it to the shop.
func (qr *QR) readReceiver(all fields) error {
	readers := []struct {
		tag  string
		aids []string
		read func(fields) error
	}{
		{"29", []string{aidTransfer, aidTransferOnce}, qr.readTransfer},
		{"30", []string{aidBill, aidBillAbroad}, qr.readBill},
		{"31", []string{aidInnovation, aidInnovationOld}, qr.readInnovation},
	}
	for _, reader := range readers {
		value, there := all.get(reader.tag)
		if !there {
			continue
		}
		inside, err := parseFields(value)
		if err != nil {
			return err
		}
		for _, aid := range reader.aids {
			if inside.value("00") == aid {
				if err := reader.read(inside); err != nil {
					return err
				}
			}
		}
	}
	if qr.Kind == "" {
		return fault.New("qr_not_thai", "", nil)
	}
	return nil
}

// readTransfer reads tag 29: exactly one of mobile, id, wallet and account.
func (qr *QR) readTransfer(inside fields) error {
	for _, sub := range []struct {
		tag    string
		kind   Kind
		digits int
	}{{"01", Phone, 13}, {"02", NationalID, 13}, {"03", Wallet, 15}, {"04", Account, 0}} {
		value, there := inside.get(sub.tag)
		if !there {
			continue
		}
		right := isDigits(value) && (len(value) == sub.digits || sub.kind == Account && len(value) > 3)
		if !right || qr.To != (ID{}) || sub.kind == Phone && !strings.HasPrefix(value, phonePrefix) {
			return fault.New("qr_receiver", "", nil)
		}
		qr.Kind, qr.To = sub.kind, ID{sub.kind, value}
	}
	if qr.To == (ID{}) {
		return fault.New("qr_receiver", "", nil)
	}
	return nil
}

// readBill reads tag 30. Billers have 15 digits; codes of Kasikornbank with 13 are about.
func (qr *QR) readBill(inside fields) error {
	biller := inside.value("01")
	if !isDigits(biller) || len(biller) != 13 && len(biller) != 15 || inside.value("02") == "" {
		return fault.New("qr_receiver", "", nil)
	}
	qr.Kind, qr.Biller, qr.Ref1, qr.Ref2 = BillKind, biller, inside.value("02"), inside.value("03")
	return nil
}

// readInnovation reads tag 31, which repeats the references of the tag 30 beside it, or stands alone.
func (qr *QR) readInnovation(inside fields) error {
	if qr.Kind != BillKind {
		qr.Kind, qr.Ref1, qr.Ref2 = BillKind, inside.value("02"), inside.value("04")
	}
	return nil
}

// Scanned reads a code that came through a scanner: as read, then in capitals, because a wedge
// scanner loses the case with Caps Lock on. When neither can be read it gives the error of the first.
func Scanned[T any](text string, read func(string) (T, error)) (T, error) {
	found, err := read(text)
	if err == nil {
		return found, nil
	}
	if again, second := read(strings.ToUpper(text)); second == nil {
		return again, nil
	}
	return found, err
}
