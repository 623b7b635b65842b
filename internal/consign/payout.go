package consign

import (
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// Payment is money for a settlement, all of it or a part.
type Payment struct {
	ID           id.Payout // made before the write, so that the same request twice pays once
	SettlementID id.Settlement
	Method       string
	Amount       money.Satang
	Ref          string // the bank's reference, where there is one
}

// Same reports whether a payout does what the payment asks.
func (p *Payment) Same(done *ledger.Payout) bool {
	return p.ID == done.ID && p.SettlementID == done.SettlementID && p.Method == done.Method && p.Amount == done.Amount && p.Ref == done.Ref
}

// PayOut pays a settlement that is open, in parts too. Faults: "method_unknown", "text_too_long",
// "amount_not_positive", "settlement_voided", "payout_too_much", "producer_promptpay_missing",
// "shift_not_open".
func PayOut(facts *Facts, paper *Paper, payment Payment) (*ledger.Posting, error) {
	if err := checkPay(payment.Method, payment.Ref); err != nil {
		return nil, err
	}
	account := facts.Accounts[paper.ProducerID]
	switch {
	case payment.Amount <= 0:
		return nil, fault.New("amount_not_positive", "amount", fault.Values{"value": payment.Amount})
	case paper.Voided():
		return nil, fault.New("settlement_voided", "settlement", fault.Values{"number": paper.Number})
	case payment.Amount > paper.Left():
		return nil, fault.New("payout_too_much", "amount", fault.Values{"number": paper.Number, "left": paper.Left()})
	case payment.Method == PromptPay && account.PromptPay == "":
		return nil, fault.New("producer_promptpay_missing", "producer", fault.Values{"name": account.Name})
	}
	posting := &ledger.Posting{Kind: ledger.EventPaidOut, At: ledger.MillisOf(facts.Now), Day: facts.Day}
	return posting, pay(facts, posting, &paper.Settlement, payment)
}

// pay adds a payout to a posting. Cash leaves the drawer of the open shift in the same posting, so that the
// close knows of it.
func pay(facts *Facts, posting *ledger.Posting, settlement *ledger.Settlement, payment Payment) error {
	payout := ledger.Payout{ID: payment.ID, SettlementID: settlement.ID, ProducerID: settlement.ProducerID, Method: payment.Method,
		Amount: payment.Amount, Ref: payment.Ref, Day: posting.Day, At: posting.At}
	if payment.Method == Cash {
		switch {
		case !facts.ShiftID.IsZero():
			payout.ShiftID = facts.ShiftID
		case facts.NewShift == nil:
			return fault.New("shift_not_open", "shift", nil)
		default:
			payout.ShiftID = facts.NewShift.ID
			if len(posting.Shifts) == 0 {
				posting.Shifts = []ledger.Shift{*facts.NewShift}
			}
		}
		posting.ShiftCashes = append(posting.ShiftCashes, ledger.ShiftCash{ShiftID: payout.ShiftID, Kind: ledger.CashOut,
			Amount: payout.Amount, Reason: "จ่ายผู้ผลิต " + settlement.Number, At: posting.At})
	}
	posting.Payouts = append(posting.Payouts, payout)
	return nil
}

// VoidPayout takes a payout back that was typed wrongly, while its shift is open, or its day lasts where no drawer
// paid it: cash goes back into that drawer, and the settlement is open again by as much. Faults: "reason_missing",
// "text_too_long", "payout_closed".
func VoidPayout(facts *Facts, paper *Paper, done *ledger.Payout, reason string) (*ledger.Posting, error) {
	if err := checkReason(reason); err != nil {
		return nil, err
	}
	drawer := !done.ShiftID.IsZero()
	if drawer && done.ShiftID != facts.ShiftID || !drawer && done.Day != facts.Day {
		return nil, fault.New("payout_closed", "payout", fault.Values{"number": paper.Number, "day": done.Day})
	}
	at := ledger.MillisOf(facts.Now)
	posting := &ledger.Posting{Kind: ledger.EventPayoutVoid, At: at, Day: facts.Day, PayoutVoids: []ledger.PayoutVoid{{PayoutID: done.ID, Reason: reason, At: at}}}
	if drawer {
		posting.ShiftCashes = []ledger.ShiftCash{{ShiftID: done.ShiftID, Kind: ledger.CashIn, Amount: done.Amount,
			Reason: "ถอนการจ่ายผู้ผลิต " + paper.Number, At: at}}
	}
	return posting, nil
}

func checkReason(reason string) error {
	switch {
	case reason == "":
		return fault.New("reason_missing", "reason", nil)
	case utf8.RuneCountInString(reason) > MaxText:
		return fault.New("text_too_long", "reason", fault.Values{"max": MaxText})
	}
	return nil
}

// Void takes a settlement back that nothing was paid for: it keeps its number, and its rows wait for the next.
// Faults: "reason_missing", "text_too_long", "settlement_voided", "settlement_paid".
func Void(facts *Facts, paper *Paper, reason string) (*ledger.Posting, error) {
	if err := checkReason(reason); err != nil {
		return nil, err
	}
	switch {
	case paper.Voided():
		return nil, fault.New("settlement_voided", "settlement", fault.Values{"number": paper.Number})
	case paper.Paid != 0:
		return nil, fault.New("settlement_paid", "settlement", fault.Values{"number": paper.Number, "paid": paper.Paid})
	}
	at := ledger.MillisOf(facts.Now)
	return &ledger.Posting{Kind: ledger.EventSettlementVoid, At: at, Day: facts.Day,
		SettlementVoids: []ledger.SettlementVoid{{SettlementID: paper.ID, Reason: reason, At: at}}}, nil
}
