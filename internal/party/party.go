// Package party holds the people a shop deals with: customers and producers. It is personal data, kept
// outside the ledger so that it can be erased.
package party

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/thai"
)

// Kinds of parties.
const (
	Customer = "customer"
	Producer = "producer"
)

// Party is one person or group. JSON names are the columns' names.
type Party struct {
	ID          id.Party     `json:"id"`
	Kind        string       `json:"kind"`
	Name        string       `json:"name"`
	Phone       string       `json:"phone"`
	TaxID       string       `json:"tax_id"`
	Branch      string       `json:"branch"`
	Address     string       `json:"address"`
	Note        string       `json:"note"`
	CreditLimit money.Satang `json:"credit_limit_satang"` // 0 = none stated
	GP          money.Basis  `json:"gp_bp"`               // a producer's usual percent for the shop
	CreatedAt   int64        `json:"created_at"`          // milliseconds of UTC
	Erased      bool         `json:"erased"`

	// Of a producer.
	ProducerKind string       `json:"producer_kind"` // one of ProducerKinds, "" = not said
	Registration string       `json:"registration"`  // number of the community enterprise or OTOP entrepreneur
	LineID       string       `json:"line_id"`
	Bank         string       `json:"bank"` // where payouts go: the bank, the account and whose it is
	BankAccount  string       `json:"bank_account"`
	AccountName  string       `json:"account_name"`
	PromptPay    string       `json:"promptpay"` // phone or citizen id that payouts go to
	Photo        string       `json:"photo"`     // file name under images/
	Story        string       `json:"story"`
	MinPayout    money.Satang `json:"min_payout_satang"` // less than this waits for the next settlement
	LeadDays     int          `json:"lead_days"`         // from telling them until their goods are here, 0 = not said
}

// MaxLeadDays bounds the days that a producer needs.
const MaxLeadDays = 365

// Kinds of producers.
const (
	Community = "community" // วิสาหกิจชุมชน
	OTOPGroup = "otop"      // กลุ่มผู้ผลิต OTOP
	Sole      = "sole"      // เจ้าของคนเดียว
	SME       = "sme"
	Farmer    = "farmer"
)

// ProducerKinds lists them in the order they are shown.
var ProducerKinds = []string{Community, OTOPGroup, Sole, SME, Farmer}

// Validate checks a party by itself and writes its numbers in one way: "name_missing", "name_too_long",
// "name_picture", "text_too_long", "phone_unreadable", "amount_too_large", "days_invalid", "producer_kind_unknown", those of
// promptpay.ParseID.
func (p *Party) Validate() error {
	if err := thai.CheckName(p.Name, "name", 200); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(p.Name) == "":
		return fault.New("name_missing", "name", nil)
	case utf8.RuneCountInString(p.Address) > 500 || utf8.RuneCountInString(p.Note) > 500:
		return fault.New("text_too_long", "address", fault.Values{"max": 500})
	case p.ProducerKind != "" && !slices.Contains(ProducerKinds, p.ProducerKind):
		return fault.New("producer_kind_unknown", "producer_kind", fault.Values{"value": p.ProducerKind})
	case utf8.RuneCountInString(p.Story) > 4000:
		return fault.New("text_too_long", "story", fault.Values{"max": 4000})
	case p.MinPayout < 0 || p.MinPayout > money.Max:
		return fault.New("amount_too_large", "min_payout", fault.Values{"value": p.MinPayout})
	case p.LeadDays < 0 || p.LeadDays > MaxLeadDays:
		return fault.New("days_invalid", "lead_days", fault.Values{"value": p.LeadDays})
	case p.CreditLimit < 0 || p.CreditLimit > money.Max:
		return fault.New("amount_too_large", "credit_limit", fault.Values{"value": p.CreditLimit})
	}
	for _, short := range []struct{ value, field string }{{p.Registration, "registration"}, {p.LineID, "line_id"}, {p.Bank, "bank"},
		{p.BankAccount, "bank_account"}, {p.AccountName, "account_name"}, {p.PromptPay, "promptpay"}} {
		if utf8.RuneCountInString(short.value) > 100 {
			return fault.New("text_too_long", short.field, fault.Values{"max": 100})
		}
	}
	if p.PromptPay != "" {
		to, err := promptpay.ParseID(p.PromptPay)
		if err != nil {
			return fault.At(err, "promptpay")
		}
		p.PromptPay = to.Digits()
	}
	phone, err := Phone(p.Phone)
	p.Phone = phone
	return err
}

// Phone reads a Thai phone number as people write it and gives its digits: 10 for a mobile, 9 for a
// landline, +66 read as 0; "" stays "". A missing or surplus digit fails with "phone_unreadable".
func Phone(text string) (string, error) {
	var digits strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case r >= '๐' && r <= '๙':
			digits.WriteRune(r - '๐' + '0')
		case strings.ContainsRune(" -().+\u00a0", r):
		default:
			return text, fault.New("phone_unreadable", "phone", fault.Values{"value": text})
		}
	}
	number := digits.String()
	if number == "" {
		return "", nil
	}
	if strings.HasPrefix(number, "66") && len(number) >= 10 {
		number = "0" + number[2:]
	}
	mobile := len(number) == 10 && (number[1] == '6' || number[1] == '8' || number[1] == '9')
	landline := len(number) == 9 && number[1] >= '2' && number[1] <= '7'
	if number[0] != '0' || !mobile && !landline {
		return text, fault.New("phone_unreadable", "phone", fault.Values{"value": text})
	}
	return number, nil
}
