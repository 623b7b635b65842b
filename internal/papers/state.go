package papers

import (
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

// State is what has become of a paper, worked out and never set by hand.
type State string

// The states. A paper that asks for nothing just stands.
const (
	Stands   State = "stands"
	Voided   State = "void"
	Offered  State = "offered" // a quotation that holds
	Expired  State = "expired"
	Accepted State = "accepted" // an order or invoice was made from it
	Unpaid   State = "unpaid"
	Overdue  State = "overdue"
	PartPaid State = "part"
	PaidUp   State = "paid"
	Invoiced State = "invoiced" // an invoice that gave way to the tax invoice made from it, which asks now
)

// States lists them in the order of filters.
var States = []State{Offered, Accepted, Expired, Unpaid, PartPaid, Overdue, PaidUp, Invoiced, Stands, Voided}

// Name is the state's name in a language.
func (s State) Name(lang i18n.Lang) string { return i18n.T(lang, "papers.state."+string(s)) }

// Fate is what happened around a paper since it was issued.
type Fate struct {
	Void     bool
	Followed bool         // something was made from it
	Taken    bool         // of an invoice: a tax invoice was
	Settled  bool         // the bill or order that it is of owes nothing, and the books know of what it asks: paid at the counter, or since
	Received money.Satang // towards it, see Received
	Credited money.Satang // by credit notes; of a debit note what they take beyond its invoice
	Returned money.Satang // of goods of its order that came back, what no credit note tells
}

// Asks reports whether the paper asks for money that is still to come.
func (p *Paper) Asks() bool {
	return p.Kind == Invoice || p.Kind == Billing || p.Kind == DebitNote || p.Kind == TaxInvoice && !p.Is(Receipt)
}

// Owed gives what a paper still asks for. One whose bill or order owes nothing asks for nothing.
func (p *Paper) Owed(fate Fate) money.Satang {
	if !p.Asks() || fate.Void || fate.Taken || fate.Settled {
		return 0
	}
	return max(p.Rest(fate), 0)
}

// Rest gives what of a paper's sum neither receipts nor credit notes tell of, nor goods that came back: below zero where
// they come to more.
func (p *Paper) Rest(fate Fate) money.Satang {
	return p.Sums.Due - fate.Credited - fate.Returned - fate.Received
}

// Lowered gives how much less a paper asks for than without its credit notes: what they say of money that was received
// lowers nothing.
func (p *Paper) Lowered(fate Fate) money.Satang {
	rest := p.Rest(fate)
	return max(rest+fate.Credited, 0) - max(rest, 0)
}

// StateOf gives a paper's state on a day.
func (p *Paper) StateOf(fate Fate, day clock.Day) State {
	asks, paid := p.Asks(), p.Rest(fate) <= 0
	switch {
	case fate.Void:
		return Voided
	case p.Kind == Quotation && fate.Followed:
		return Accepted
	case p.Kind == Quotation && day > p.Valid:
		return Expired
	case p.Kind == Quotation:
		return Offered
	case p.Is(Receipt) || asks && paid:
		return PaidUp
	case asks && fate.Taken:
		return Invoiced
	case asks && p.Owed(fate) == 0:
		return PaidUp
	case asks && p.DueDay != "" && day > p.DueDay:
		return Overdue
	case asks && fate.Received > 0:
		return PartPaid
	case asks:
		return Unpaid
	}
	return Stands
}

// TakenOver lists the invoices that a tax invoice was made from: what comes for them comes for it.
func (p *Paper) TakenOver() (numbers []string) {
	for _, ref := range p.made() {
		if p.Kind == TaxInvoice && ref.Source == string(Invoice) {
			numbers = append(numbers, ref.Number)
		}
	}
	return numbers
}

// Received gives what receipts that are not void say was received for a paper, withheld tax with a certificate
// included: the lines that name it, or all of a receipt that was made from it alone.
func Received(number string, receipts []*Paper) (sum money.Satang) {
	for _, receipt := range receipts {
		if !receipt.Is(Receipt) {
			continue
		}
		named := false
		for _, line := range receipt.Lines {
			named = named || line.Of != ""
			if line.Of == number {
				sum += line.Total
			}
		}
		from := receipt.made()
		over := slices.ContainsFunc(from, func(ref Ref) bool { return ref.Source == string(Billing) && ref.Number == number })
		if !named && len(from) == 1 && from[0].Number == number || over {
			sum += receipt.Sums.Due // of a billing note its invoices are named
		}
	}
	return sum
}

// Gathered gives what came for the invoices of a billing note since it was written; left is what each still asks for.
func Gathered(note *Paper, left map[string]money.Satang) money.Satang {
	came := note.Sums.Due
	for _, line := range note.Lines {
		came -= min(line.Total, left[line.Of])
	}
	return came
}

// made lists what a paper was made from.
func (p *Paper) made() (refs []Ref) {
	for _, ref := range p.Refs {
		if ref.Role == "" {
			refs = append(refs, ref)
		}
	}
	return refs
}
