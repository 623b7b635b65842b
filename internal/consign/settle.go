package consign

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// The ways a producer is paid.
const (
	Cash      = "cash" // out of the open drawer
	Transfer  = "transfer"
	PromptPay = "promptpay"
)

// Methods lists the ways a producer is paid, in the order they are offered.
var Methods = []string{Cash, Transfer, PromptPay}

// MaxText bounds a reason or a reference, in characters.
const MaxText = 200

// Account is what stands with a producer: who they are, and their rows that no settlement holds.
type Account struct {
	ProducerID id.Party
	Name       string
	Minimum    money.Satang // less than this waits; 0 = none
	PromptPay  string       // where a QR would pay to, "" = nowhere
	Sums       Sums         // up to the day asked for
}

// Refusal says why the account cannot be settled now: "settlement_nothing", "settlement_owes",
// "settlement_below_minimum", "producer_promptpay_missing"; nil when it can.
func (a *Account) Refusal(method string) *fault.Error {
	payable := a.Sums.Payable()
	switch {
	case a.Sums.Empty():
		return fault.New("settlement_nothing", "producer", fault.Values{"name": a.Name})
	case payable <= 0:
		return fault.New("settlement_owes", "producer", fault.Values{"name": a.Name, "payable": payable})
	case payable < a.Minimum:
		return fault.New("settlement_below_minimum", "producer", fault.Values{"name": a.Name, "payable": payable, "minimum": a.Minimum})
	case method == PromptPay && a.PromptPay == "":
		return fault.New("producer_promptpay_missing", "producer", fault.Values{"name": a.Name})
	}
	return nil
}

// Facts is what settling and paying decide by.
type Facts struct {
	Now      time.Time
	Day      clock.Day // business day
	Letter   string
	Marks    []ledger.Mark // the last event of each till
	ShiftID  id.Shift      // whose drawer is open, none = none is
	NewShift *ledger.Shift // what opens when cash is taken while none is; nil where a person must open it
	NextNo   func(year int) (int, error)
	Accounts map[id.Party]Account
}

// Wanted is one producer to be settled.
type Wanted struct {
	ID         id.Settlement `json:"id"` // made before the write, so that the same request twice settles once
	ProducerID id.Party      `json:"producer_id"`
	Shown      *money.Satang `json:"shown"` // what a person saw and agreed to; nil = whatever it is
}

// Request asks to settle producers, one or all, in one pass.
type Request struct {
	Producers []Wanted  `json:"producers"`
	Until     clock.Day `json:"until"`
	Pay       string    `json:"pay"` // how all is paid at once, "" = later
	Ref       string    `json:"ref"` // of the payment
	Others    bool      `json:"-"`   // who cannot be settled waits; else that is a refusal
}

// Hash names what a settlement of the request does, so that its id is not used for anything else.
func (r *Request) Hash(n int) string {
	return hash(r.Producers[n], r.Until, r.Pay, r.Ref)
}

func hash(parts ...any) string {
	data, err := json.Marshal(parts)
	if err != nil {
		panic(err) // plain values always encode
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// Waiting is a producer who was not settled, and why.
type Waiting struct {
	Account Account
	Why     *fault.Error
}

// Outcome is the posting of a request, nil when all wait.
type Outcome struct {
	Posting *ledger.Posting
	Waiting []Waiting
}

// Settle closes the accounts of producers up to a day: each gets a numbered settlement of every row of theirs
// that none holds, and its payout when it is paid at once. Faults: "date_missing", "method_unknown",
// "text_too_long", "producer_unknown", "producer_twice", those of Account.Refusal, "settlement_changed" when
// another amount was shown, "shift_not_open".
func Settle(facts *Facts, request *Request) (*Outcome, error) {
	if err := request.validate(); err != nil {
		return nil, err
	}
	at := ledger.MillisOf(facts.Now)
	posting, outcome := &ledger.Posting{Kind: ledger.EventSettled, At: at, Day: facts.Day}, &Outcome{}
	year := facts.Day.BuddhistYear()
	no, err := facts.NextNo(year)
	if err != nil {
		return nil, err
	}
	for n, wanted := range request.Producers {
		account, known := facts.Accounts[wanted.ProducerID]
		if !known {
			return nil, fault.New("producer_unknown", field(n), fault.Values{"value": wanted.ProducerID.String()})
		}
		if why := account.Refusal(request.Pay); why != nil {
			if !request.Others {
				return nil, why
			}
			outcome.Waiting = append(outcome.Waiting, Waiting{account, why})
			continue
		}
		sums := account.Sums
		if wanted.Shown != nil && *wanted.Shown != sums.Payable() {
			return nil, fault.New("settlement_changed", field(n), fault.Values{"name": account.Name, "shown": *wanted.Shown, "payable": sums.Payable()})
		}
		settlement := ledger.Settlement{ID: wanted.ID, Number: ledger.Number(facts.Letter, ledger.TypeSettlement, year, no),
			Letter: facts.Letter, Type: ledger.TypeSettlement, Year: year, No: no, ProducerID: wanted.ProducerID,
			Until: request.Until, Marks: facts.Marks, Sold: sums.Sold, VAT: sums.VAT, Commission: sums.Commission(),
			Earned: sums.Earned, Direct: sums.Direct, Payable: sums.Payable(), Day: facts.Day, At: at, RequestHash: request.Hash(n)}
		no++
		posting.Settlements = append(posting.Settlements, settlement)
		if request.Pay == "" {
			continue
		}
		if err := pay(facts, posting, &settlement, Payment{ID: id.New[id.Payout](), Method: request.Pay, Amount: settlement.Payable, Ref: request.Ref}); err != nil {
			return nil, err
		}
	}
	if len(posting.Settlements) > 0 {
		outcome.Posting = posting
	}
	return outcome, nil
}

func field(n int) string { return fmt.Sprintf("producers[%d]", n) }

func (r *Request) validate() error {
	if r.Until == "" {
		return fault.New("date_missing", "until", nil)
	}
	if r.Pay != "" {
		if err := checkPay(r.Pay, r.Ref); err != nil {
			return err
		}
	}
	seen := map[id.Party]bool{}
	for n, wanted := range r.Producers {
		if seen[wanted.ProducerID] {
			return fault.New("producer_twice", field(n), nil)
		}
		seen[wanted.ProducerID] = true
	}
	return nil
}

func checkPay(method, ref string) error {
	if method != Cash && method != Transfer && method != PromptPay {
		return fault.New("method_unknown", "pay", fault.Values{"value": method})
	}
	if utf8.RuneCountInString(ref) > MaxText {
		return fault.New("text_too_long", "ref", fault.Values{"max": MaxText})
	}
	return nil
}
