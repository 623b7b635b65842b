package promptpay

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
)

// Application ids of the Thai QR standard.
const (
	aidTransfer      = "A000000677010111" // tag 29
	aidTransferOnce  = "A000000677010114" // tag 29 with a one-time authorisation
	aidBill          = "A000000677010112" // tag 30
	aidBillAbroad    = "A000000677012006" // tag 30, across borders
	aidInnovation    = "A000000677012004" // tag 31 by the Bank of Thailand's book
	aidInnovationOld = "A000000677010113" // tag 31 as Kasikornbank's shops have it
)

// Transfer is a QR that pays a person, a firm or a wallet. It holds no reference: matching it to a
// bill needs a person's eyes.
type Transfer struct {
	To       ID
	Amount   money.Satang // zero leaves the amount to the payer
	Terminal string       // up to 25 letters and digits; may be empty
}

// Payload writes the QR's text, tags ascending. It fails with "promptpay_to_missing" (to) when
// there is no receiver, or one of a kind that is not written, "promptpay_amount" (amount) for an
// amount below zero or above money.Max, and "promptpay_terminal" (terminal).
func (t Transfer) Payload() (string, error) {
	tag, ok := map[Kind]string{Phone: "01", NationalID: "02", Wallet: "03"}[t.To.Kind]
	if !ok {
		return "", fault.New("promptpay_to_missing", "to", nil)
	}
	account := fields{{"00", aidTransfer}, {tag, t.To.value}}
	return payload(field{"29", account.String()}, t.Amount, t.Terminal)
}

// Bill is a QR that pays a bill through a biller id. Only a bank issues biller ids: with an invented
// one a QR works in one bank's app, or none.
type Bill struct {
	Biller   string       // 15 digits: tax id and two digits of suffix; separators and Thai digits are read
	Ref1     string       // 1 to 20 of A–Z 0–9
	Ref2     string       // the same, or empty
	Amount   money.Satang // zero leaves the amount to the payer
	Terminal string       // up to 25 letters and digits; may be empty
}

// Payload writes the QR's text, tags ascending. It fails with "promptpay_biller_digits" (biller),
// "promptpay_ref_missing" (ref1), "promptpay_ref" (ref1 or ref2), "promptpay_amount" (amount) and
// "promptpay_terminal" (terminal).
func (b Bill) Payload() (string, error) {
	biller, err := b.check()
	if err != nil {
		return "", err
	}
	account := fields{{"00", aidBill}, {"01", biller}, {"02", b.Ref1}, {"03", b.Ref2}}
	return payload(field{"30", account.String()}, b.Amount, b.Terminal)
}

// Warnings lists what does not stop the bill: "promptpay_id_check" (biller) when the tax id inside
// the biller id has a wrong check digit.
func (b Bill) Warnings() []*fault.Error {
	digits, _, _ := plainDigits(b.Biller)
	if len(digits) == 15 && !TaxIDValid(digits[:13]) {
		return []*fault.Error{fault.New("promptpay_id_check", "biller", fault.Values{"value": digits[:13]})}
	}
	return nil
}

// check gives the biller's 15 digits when biller and references are right.
func (b Bill) check() (string, error) {
	biller, plus, ok := plainDigits(b.Biller)
	if !ok || plus || len(biller) != 15 {
		return "", fault.New("promptpay_biller_digits", "biller", fault.Values{"given": len(biller)})
	}
	if b.Ref1 == "" {
		return "", fault.New("promptpay_ref_missing", "ref1", nil)
	}
	for _, ref := range []struct{ name, text string }{{"ref1", b.Ref1}, {"ref2", b.Ref2}} {
		if len(ref.text) > 20 || strings.ContainsFunc(ref.text, notReference) {
			return "", fault.New("promptpay_ref", ref.name, fault.Values{"value": shorten(ref.text)})
		}
	}
	return biller, nil
}

func payload(account field, amount money.Satang, terminal string) (string, error) {
	if err := checkAmount(amount); err != nil {
		return "", err
	}
	if len(terminal) > 25 || strings.ContainsFunc(terminal, notLetterOrDigit) {
		return "", fault.New("promptpay_terminal", "terminal", fault.Values{"value": shorten(terminal)})
	}
	initiation, written := amountFields(amount)
	return seal(fields{
		{"00", "01"},
		{"01", initiation},
		account,
		{"53", "764"}, // baht
		{"54", written},
		{"58", "TH"},
		{"62", fields{{"07", terminal}}.String()},
	}.String(), "63"), nil
}

func checkAmount(amount money.Satang) error {
	if amount < 0 || amount > money.Max {
		return fault.New("promptpay_amount", "amount", fault.Values{"max": money.Max})
	}
	return nil
}

// amountFields gives the values of tags 01 and 54: 12 is a code with an amount, 11 one without.
func amountFields(amount money.Satang) (initiation, written string) {
	if amount == 0 {
		return "11", ""
	}
	return "12", amount.String()
}

// Reprice gives a shop's own bank QR with another amount, everything else kept in its order, so that
// the bank still tells the shop of the payment. Zero takes the amount out. Whether a bank accepts a
// QR changed so is its own affair: try it first. It fails as Read does, and with "promptpay_amount".
func Reprice(text string, amount money.Satang) (string, error) {
	if err := checkAmount(amount); err != nil {
		return "", err
	}
	if _, err := Read(text); err != nil {
		return "", err
	}
	old, err := unseal(strings.TrimSpace(text), "63")
	if err != nil {
		return "", err
	}
	initiation, written := amountFields(amount)
	changed := fields{{"00", "01"}, {"01", initiation}}
	placed := false
	for _, one := range old {
		if !placed && one.tag >= "54" {
			changed = append(changed, field{"54", written})
			placed = true
		}
		if one.tag != "00" && one.tag != "01" && one.tag != "54" {
			changed = append(changed, one)
		}
	}
	if !placed {
		changed = append(changed, field{"54", written})
	}
	return seal(changed.String(), "63"), nil
}

// OverLimit warns "promptpay_over_limit" (amount) of an amount above what many payers' banks let
// through. The limit is the shop's setting; zero means none.
func OverLimit(amount, limit money.Satang) []*fault.Error {
	if limit <= 0 || amount <= limit {
		return nil
	}
	return []*fault.Error{fault.New("promptpay_over_limit", "amount", fault.Values{"amount": amount, "limit": limit})}
}

func notReference(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }

func notLetterOrDigit(r rune) bool { return notReference(r) && (r < 'a' || r > 'z') }
