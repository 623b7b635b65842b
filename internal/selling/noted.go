package selling

import (
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// Credited writes what a credit note takes off what is still owed for the bills of a sale, the first of them first: its
// amount, as far as all credit notes about the sale come to more than goods that came back and what notes took off
// before, and at most most, which its invoice asked for. left is what a person still has to give back: it was paid, so
// that no debt is lowered by it. A posting of nil says that nothing is owed.
func Credited(facts *Facts, sale []*Past, all, amount, most money.Satang, note id.Change) (posting *ledger.Posting, left money.Satang, err error) {
	for _, past := range sale {
		all -= past.GivenBack() + past.Held(CreditNote)
	}
	left = max(min(all, amount), 0)
	d := newDraft(facts, ledger.EventDebtNoted, "")
	for _, past := range sale {
		take := min(left, max(past.Held(Credit), 0), most)
		if take <= 0 {
			continue
		}
		if err := d.note(past, note, CreditNote, take); err != nil {
			return nil, 0, err
		}
		left, most = left-take, most-take
	}
	if len(d.posting.Payments) == 0 {
		return nil, left, nil
	}
	return d.posting, left, nil
}

// Debited writes what a debit note adds to what is owed for a bill.
func Debited(facts *Facts, past *Past, amount money.Satang, note id.Change) (*ledger.Posting, error) {
	d := newDraft(facts, ledger.EventDebtNoted, "")
	err := d.note(past, note, DebitNote, -amount)
	return d.posting, err
}

// note moves a part of a bill's debt to a note, or a note's amount (below zero) to its debt.
func (d *draft) note(past *Past, note id.Change, method string, amount money.Satang) error {
	if len(d.posting.DebtsPaid) == 0 {
		if err := d.shiftOnly(); err != nil {
			return err
		}
		d.posting.DebtsPaid = []ledger.DebtPayment{{ID: note, CustomerID: past.Bill.CustomerID, At: d.posting.At, RequestHash: hashOf([]any{method, note})}}
	}
	d.bill.ID = past.Bill.ID
	d.settled(Credit, -amount, "", "")
	d.settled(method, amount, "", "")
	d.posting.DebtsPaid[0].Amount += amount.Abs()
	return nil
}

// GivenBack is the price of the goods of a bill that came back.
func (p *Past) GivenBack() (sum money.Satang) {
	for _, line := range p.Returned {
		sum -= line.Net()
	}
	return sum
}
