package selling

import (
	"fmt"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// MoneyHash identifies what is asked for by a step of money of an order, as Request.Hash does of a bill.
func MoneyHash(kind string, sums []money.Satang, tenders []Tender) string {
	return hashOf([]any{kind, sums, tenders})
}

// TakeDeposit takes money for an order before there is a bill: each way it came in, and as much out of
// "deposit", from which the order's bills are paid later. left is what of the order is still to be paid; less
// than that is a part payment, cash above it gives change. Faults: "order_paid" (nothing is left),
// "method_not_before" (a debt is no money), "amount_not_positive", those of Pay and of slips.
func TakeDeposit(facts *Facts, order id.Order, left money.Satang, tenders []Tender) (*ledger.Posting, error) {
	if left <= 0 {
		return nil, fault.New("order_paid", "pay[0].amount", nil)
	}
	due, open := money.Satang(0), len(tenders) == 0
	for n, tender := range tenders {
		if method, known := facts.Methods[tender.Method]; known && (method.Hidden && tender.Method != Withheld || method.Customer) {
			return nil, fault.New("method_not_before", fmt.Sprintf("pay[%d].method", n), fault.Values{"value": tender.Method})
		}
		if tender.Amount == nil {
			open = true
		} else if *tender.Amount <= 0 {
			return nil, fault.New("amount_not_positive", fmt.Sprintf("pay[%d].amount", n), fault.Values{"value": *tender.Amount})
		} else if due += *tender.Amount; due > money.Max {
			return nil, fault.New("amount_too_large", fmt.Sprintf("pay[%d].amount", n), fault.Values{"value": due})
		}
	}
	if open || due > left {
		due = left
	}
	payment, err := Pay(due, tenders, facts.Methods, 0)
	if err != nil {
		return nil, err
	}
	d, err := depositDraft(facts, order)
	if err != nil {
		return nil, err
	}
	sum := money.Satang(0)
	for n, tender := range payment.Tenders {
		if err := d.freshSlip(payment.Tenders, n); err != nil {
			return nil, err
		}
		amount := *tender.Amount
		if tender.Method == Cash { // change goes back in cash at once
			back := min(amount, payment.Change)
			amount, payment.Change = amount-back, payment.Change-back
		}
		d.noteSlip(tender, amount != 0)
		if amount != 0 {
			d.paymentRow(ledger.Ordered, tender.Method, amount, tender.Evidence, tender.Reason)
			sum += amount
		}
	}
	if payment.Change != 0 {
		d.paymentRow(ledger.Ordered, Cash, -payment.Change, "", "")
		sum -= payment.Change
	}
	d.paymentRow(ledger.Ordered, Deposit, -sum, "", "")
	return d.posting, nil
}

// GiveDepositBack gives money back that lies here for an order. held is how much. No amount is all of it.
// Faults: "reason_missing", "deposit_too_much", "method_not_before", "shift_not_open".
func GiveDepositBack(facts *Facts, order id.Order, held money.Satang, tender Tender) (*ledger.Posting, error) {
	amount := held
	if tender.Amount != nil {
		amount = *tender.Amount
	}
	method, known := facts.Methods[tender.Method]
	switch {
	case !known:
		return nil, fault.New("method_unknown", "pay[0].method", fault.Values{"value": tender.Method})
	case method.Hidden || method.Customer:
		return nil, fault.New("method_not_before", "pay[0].method", fault.Values{"value": tender.Method})
	case amount <= 0:
		return nil, fault.New("amount_not_positive", "pay[0].amount", fault.Values{"value": amount})
	case amount > held:
		return nil, fault.New("deposit_too_much", "pay[0].amount", fault.Values{"deposit": held})
	case tender.Reason == "":
		return nil, fault.New("reason_missing", "reason", nil)
	}
	d, err := depositDraft(facts, order)
	if err != nil {
		return nil, err
	}
	d.paymentRow(ledger.Ordered, tender.Method, -amount, "", tender.Reason)
	d.paymentRow(ledger.Ordered, Deposit, amount, "", tender.Reason)
	return d.posting, nil
}

// depositDraft opens a posting of payments whose bill_id is an order's.
func depositDraft(facts *Facts, order id.Order) (*draft, error) {
	d := newDraft(facts, ledger.EventOrderPaid, "")
	if err := d.shiftOnly(); err != nil {
		return nil, err
	}
	d.bill.ID = id.Bill(order)
	return d, nil
}

// Collection is what a carrier or marketplace owes for a bill.
type Collection struct {
	BillID id.Bill
	Method string       // COD or Channel
	Owed   money.Satang // what may come of it at the most
	Booked money.Satang // of that, by the books
	Above  string       // where what comes above that goes: Deposit, it is the customer's; Loss, it makes one good
}

// CarrierPaid settles what a carrier or marketplace owes for a bill: amount of the debt goes, what came of it
// comes in by a way of payment, and the rest is the fee it kept. Faults: "amount_not_positive",
// "payment_above_due", "carrier_fee_too_much", "method_not_before".
func CarrierPaid(facts *Facts, debt Collection, amount, fee money.Satang, tender Tender) (*ledger.Posting, error) {
	method, known := facts.Methods[tender.Method]
	switch {
	case !known:
		return nil, fault.New("method_unknown", "pay[0].method", fault.Values{"value": tender.Method})
	case method.Hidden || method.Customer:
		return nil, fault.New("method_not_before", "pay[0].method", fault.Values{"value": tender.Method})
	case amount <= 0:
		return nil, fault.New("amount_not_positive", "amount", fault.Values{"value": amount})
	case amount > debt.Owed:
		return nil, fault.New("payment_above_due", "amount", fault.Values{"due": debt.Owed})
	case fee < 0 || fee > amount:
		return nil, fault.New("carrier_fee_too_much", "fee", fault.Values{"value": fee})
	}
	if err := checkEvidence(&tender, method); err != nil {
		return nil, err
	}
	d, err := debtDraft(facts, debt.BillID)
	if err != nil {
		return nil, err
	}
	booked := min(amount, max(debt.Booked, 0))
	d.settled(debt.Method, -booked, "", "")
	d.settled(debt.Above, booked-amount, "", "")
	d.settled(tender.Method, amount-fee, tender.Evidence, tender.Reason)
	d.settled(CarrierFee, fee, "", "")
	return d.posting, nil
}

// NotCollected takes off what a carrier was to collect and did not, because all of it came back: what of that lies
// for the order lies here no more, and what was handed out is lost. deposit is what lies for the order.
func NotCollected(facts *Facts, bill id.Bill, amount, deposit money.Satang, reason string) (*ledger.Posting, error) {
	d, err := debtDraft(facts, bill)
	if err != nil {
		return nil, err
	}
	lies := min(amount, max(deposit, 0))
	d.settled(COD, -amount, "", reason)
	d.settled(Deposit, lies, "", reason)
	d.settled(Loss, amount-lies, "", reason)
	return d.posting, nil
}

// debtDraft opens a posting that settles what is owed for a bill.
func debtDraft(facts *Facts, bill id.Bill) (*draft, error) {
	d := newDraft(facts, ledger.EventParcelPaid, "")
	if err := d.shiftOnly(); err != nil {
		return nil, err
	}
	d.bill.ID = bill
	return d, nil
}

func (d *draft) settled(method string, amount money.Satang, evidence, reason string) {
	if amount != 0 {
		d.paymentRow(ledger.Settled, method, amount, evidence, reason)
	}
}
