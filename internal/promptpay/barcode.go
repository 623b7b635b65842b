package promptpay

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
)

// Barcode writes the bill as the Bank of Thailand's one-line barcode, which counters and convenience
// stores scan: "|", then biller, references and satang, each ended by a carriage return but the last.
// The terminal is not part of it. It fails as Payload does.
func (b Bill) Barcode() (string, error) {
	biller, err := b.check()
	if err != nil {
		return "", err
	}
	if err := checkAmount(b.Amount); err != nil {
		return "", err
	}
	return "|" + strings.Join([]string{biller, b.Ref1, b.Ref2, strconv.FormatInt(int64(b.Amount), 10)}, "\r"), nil
}

// ReadBarcode reads what Barcode writes; line feeds are taken for carriage returns, as a scanner or a
// clipboard may turn them. It fails with "barcode_not_bill", and as Bill.Payload does.
func ReadBarcode(text string) (Bill, error) {
	if len(text) > MaxChars {
		return Bill{}, fault.New("barcode_not_bill", "", nil)
	}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\r"))
	parts := strings.Split(strings.ReplaceAll(text, "\n", "\r"), "\r")
	biller, found := strings.CutPrefix(parts[0], "|")
	if !found || len(parts) != 4 || !isDigits(biller) || !isDigits(parts[3]) {
		return Bill{}, fault.New("barcode_not_bill", "", nil)
	}
	satang, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil {
		return Bill{}, fault.New("promptpay_amount", "amount", fault.Values{"max": money.Max})
	}
	bill := Bill{Biller: biller, Ref1: parts[1], Ref2: parts[2], Amount: money.Satang(satang)}
	if _, err := bill.Barcode(); err != nil {
		return Bill{}, err
	}
	return bill, nil
}
