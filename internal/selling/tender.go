package selling

import (
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
)

// Codes of the ways of payment the program knows. A shop may add its own.
const (
	Cash       = "cash"
	PromptPay  = "promptpay"
	Transfer   = "transfer"
	Card       = "card"
	Welfare    = "welfare"
	Credit     = "credit"
	Deposit    = "deposit"     // paid before for an order, or (below zero in its rows) received for one
	COD        = "cod"         // the carrier collects it and owes it
	Channel    = "channel"     // the marketplace has it and owes it
	CarrierFee = "carrier_fee" // what a carrier or marketplace keeps of what it owes
	Withheld   = "withheld"    // tax that an office kept back, with its certificate (50 ทวิ)
	CreditNote = "credit_note" // what a credit note took off a debt
	DebitNote  = "debit_note"  // (below zero) what a debit note added to one
	Loss       = "loss"        // a waiting bill that was never paid, written off with a reason
)

// noMoney reports whether nothing comes in by a way of payment: a debt, what came before, what was lost or kept.
func noMoney(method string) bool {
	return slices.Contains([]string{Credit, Deposit, COD, Channel, CarrierFee, CreditNote, DebitNote, Loss}, method)
}

// Method is one way of payment, as data.
type Method struct {
	Code     string `json:"code"`
	Name     string `json:"name"`     // of the shop's own; the known ones are named by i18n "method.CODE"
	Overpay  bool   `json:"overpay"`  // may exceed what is due: the rest is change in cash
	Evidence bool   `json:"evidence"` // seen in the bank's app, or accepted on a slip
	Customer bool   `json:"customer"` // needs a name
	Hidden   bool   `json:"hidden"`   // not offered
}

// Evidence of a payment by bank.
const (
	Seen = "seen"
	Slip = "slip"
)

// MaxTenders bounds the payments of one bill.
const MaxTenders = 20

// Tender is one wanted payment. Nil amount takes what the others leave.
type Tender struct {
	Method   string        `json:"method"`
	Amount   *money.Satang `json:"amount_satang,omitempty"`
	Evidence string        `json:"evidence,omitempty"`
	SlipBank string        `json:"slip_bank,omitempty"`
	SlipRef  string        `json:"slip_ref,omitempty"`
	Reason   string        `json:"reason,omitempty"`
	OwnerID  id.Party      `json:"owner_id,omitzero"` // paid straight to this owner of goods, none = to the shop
}

// Payment is how an amount is paid: the tenders with their amounts, the change, the cash rounding.
type Payment struct {
	Tenders  []Tender // every amount set
	Paid     money.Satang
	Change   money.Satang // in cash, never negative
	Rounding money.Satang // signed, part of the bill's total
}

// Pay fits tenders to what is due (never negative). Cash rounding to step applies to the part that is
// left for cash after other ways of paying. Faults: "method_unknown", "amount_not_positive",
// "payment_above_due", "payment_short", "payment_two_open", "evidence_unknown", "owner_method" (an owner can be
// paid to an account only), each with pay[n]; "too_many" of them.
func Pay(due money.Satang, tenders []Tender, methods map[string]Method, step money.Satang) (Payment, error) {
	result := Payment{Tenders: append([]Tender(nil), tenders...)}
	if len(tenders) > MaxTenders {
		return Payment{}, fault.New("too_many", "pay", fault.Values{"max": MaxTenders})
	}
	open, cash, others, exact := -1, false, money.Satang(0), money.Satang(0)
	for n := range result.Tenders {
		tender := &result.Tenders[n]
		field := fmt.Sprintf("pay[%d].", n)
		method, known := methods[tender.Method]
		if !known {
			return Payment{}, fault.New("method_unknown", field+"method", fault.Values{"value": tender.Method})
		}
		if err := checkEvidence(tender, method); err != nil {
			return Payment{}, fault.At(err, field[:len(field)-1])
		}
		if !method.Evidence && !tender.OwnerID.IsZero() {
			return Payment{}, fault.New("owner_method", field+"owner", fault.Values{"value": tender.Method})
		}
		cash = cash || tender.Method == Cash
		if tender.Amount == nil {
			if open >= 0 {
				return Payment{}, fault.New("payment_two_open", field+"amount", nil)
			}
			open = n
			continue
		}
		if *tender.Amount < 0 || *tender.Amount == 0 && due > 0 {
			return Payment{}, fault.New("amount_not_positive", field+"amount", fault.Values{"value": *tender.Amount})
		}
		if *tender.Amount > money.Max {
			return Payment{}, fault.New("amount_too_large", field+"amount", fault.Values{"value": *tender.Amount})
		}
		if !method.Overpay {
			if exact += *tender.Amount; exact > due {
				return Payment{}, fault.New("payment_above_due", field+"amount", fault.Values{"due": due - exact + *tender.Amount})
			}
		}
		if tender.Method != Cash {
			others += *tender.Amount
		}
	}
	if cash && others < due && (open < 0 || result.Tenders[open].Method == Cash) {
		result.Rounding = money.CashRound(due-others, step)
	}
	return result.settle(due+result.Rounding, open)
}

func (p Payment) settle(due money.Satang, open int) (Payment, error) {
	for n := range p.Tenders {
		if n != open {
			p.Paid += *p.Tenders[n].Amount
		}
	}
	if open >= 0 {
		rest := due - p.Paid
		taken := rest == 0 && due > 0 && len(p.Tenders) > 1 && p.Rounding == 0 // else rounding took what was left for cash
		if rest < 0 || taken {
			return Payment{}, fault.New("payment_above_due", fmt.Sprintf("pay[%d].amount", open), fault.Values{"due": money.Satang(0)})
		}
		p.Tenders[open].Amount = &rest
		p.Paid += rest
	}
	if p.Paid < due {
		last := max(len(p.Tenders)-1, 0)
		return Payment{}, fault.New("payment_short", fmt.Sprintf("pay[%d].amount", last), fault.Values{"due": due, "paid": p.Paid, "missing": due - p.Paid})
	}
	p.Change = p.Paid - due
	return p, nil
}

func checkEvidence(tender *Tender, method Method) error {
	if !method.Evidence {
		tender.Evidence = ""
		return nil
	}
	if tender.Evidence == "" {
		tender.Evidence = Seen
	}
	if tender.Evidence != Seen && tender.Evidence != Slip {
		return fault.Unreadable("evidence_unknown", "evidence", fault.Values{"value": tender.Evidence})
	}
	return nil
}

// NoteValues are Thai notes and coins in satang, largest first.
var NoteValues = []money.Satang{100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25}

// Pieces is a number of one note or coin.
type Pieces struct {
	Value money.Satang
	Count int
}

// Notes gives the fewest notes and coins for an amount, and what is too small for any coin.
func Notes(amount money.Satang) (pieces []Pieces, rest money.Satang) {
	for _, value := range NoteValues {
		if count := int(amount / value); count > 0 {
			pieces = append(pieces, Pieces{Value: value, Count: count})
			amount -= money.Satang(count) * value
		}
	}
	return pieces, amount
}

// Offers gives up to three round sums above due that a customer is likely to hand over.
func Offers(due money.Satang) []money.Satang {
	var offers []money.Satang
	for _, step := range []money.Satang{2_000, 5_000, 10_000, 50_000, 100_000} {
		sum := (due + step - 1) / step * step
		if sum > due && (len(offers) == 0 || sum > offers[len(offers)-1]) && len(offers) < 3 {
			offers = append(offers, sum)
		}
	}
	return offers
}
