package papers

import (
	"slices"

	"github.com/talat-pos/talat/internal/money"
)

// A deposit's tax invoice bears the VAT of the deposit, and the tax invoice after it only that of the rest (s. 78/1 and
// 86/4 of the Revenue Code). A credit note is about one tax invoice (s. 86/10): goods are credited on the later one as far
// as it bears them, for that is what is still owed, and what goes beyond it by a note about the deposit's.

// OnDeposits gives what of a credit note's lines deposits bear and its invoice does not: class by class what goes beyond
// what the invoice has left, up to what it took off deposits, whose papers these are, and notes about it before left to them.
// Faults are those of lines.
func OnDeposits(invoice *Paper, notes []*Paper, lines []Line, vat money.Basis, deposits ...*Paper) ([]Paid, error) {
	lines = slices.Clone(lines)
	if err := settleLines(lines, vat, "line"); err != nil {
		return nil, err
	}
	bear := invoice.Used(deposits...)
	for _, note := range notes {
		bear = takeEach(bear, note.Used(deposits...))
	}
	left, above := Left(invoice, notes), []ClassSum{}
	for _, class := range classesOf(lines) {
		if more := class.Net - find(left.Classes, class.Class, class.Rate).Net; more > 0 {
			addNet(&above, class.Class, class.Rate, more)
		}
	}
	use, _ := useDeposits(above, bear)
	return use, nil
}

// takeEach takes off each deposit what was taken of it, and off the first what was taken of one that is not among them: its
// paper had another number then.
func takeEach(deposits, taken []Paid) []Paid {
	deposits = slices.Clone(deposits)
	for _, one := range taken {
		at := slices.IndexFunc(deposits, func(deposit Paid) bool { return deposit.Ref.Number == one.Ref.Number })
		if at < 0 {
			deposits = TakeOff(deposits, one.Classes)
		} else {
			deposits = slices.Replace(deposits, at, at+1, TakeOff(deposits[at:at+1], one.Classes)...)
		}
	}
	return deposits
}

// ToCredit gives what a note about a deposit's tax invoice is still to take off it: beyond is what notes about other tax
// invoices left to it, notes are those about it. Goods on these were left to it by no other.
func ToCredit(deposit *Paper, notes []*Paper, beyond []ClassSum) (open []ClassSum) {
	beyond = slices.Clone(beyond)
	for _, note := range notes {
		for _, line := range note.Lines {
			if note.Kind == CreditNote && line.ProductID.IsZero() {
				addNet(&beyond, line.VATClass, line.VATRate, -line.Total)
			}
		}
	}
	for _, class := range Left(deposit, notes).Classes {
		if net := min(class.Net, find(beyond, class.Class, class.Rate).Net); net > 0 {
			addNet(&open, class.Class, class.Rate, net)
		}
	}
	return open
}

// DepositPart gives the lines of a deposit's paper for so much of it.
func DepositPart(deposit *Paper, part []ClassSum) (lines []Line) {
	for _, line := range deposit.Lines {
		if sum := find(part, line.VATClass, line.VATRate).Net; sum > 0 {
			line.Price, line.Total = sum, sum
			lines = append(lines, line)
		}
	}
	return lines
}

// Bears reports whether a tax invoice has something left of the VAT class of a line.
func (s *Sums) Bears(line *Line) bool { return find(s.Classes, line.VATClass, line.VATRate).Net > 0 }
