package papers

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/rules"
)

// Slip is a bill's slip that is an abbreviated tax invoice by itself: the till prints it as one, and it bears the
// bill's number.
type Slip struct {
	Number   string
	Day      clock.Day
	At       ledger.Millis
	Lines    []Line // of goods given back positive too
	Rounding money.Satang
	Taken    []ClassSum // of its sum, what other papers stand for
	Back     bool       // a refund: it lowers what was sold
	Of       string     // of a refund: the number of the bill it gives back
}

// Paper gives a slip as a paper, for the sales tax report and for a full tax invoice in its place. It takes no
// number. Faults are those of Issue.
func (s *Slip) Paper(seller Seller) (*Paper, error) {
	paper := &Paper{Version: Version, Kind: Abbreviated, Number: s.Number, Date: s.Day, Day: s.Day, At: s.At, Seller: seller,
		Lines: append([]Line(nil), s.Lines...), Refs: []Ref{{Source: FromBill, Number: s.Number, Date: s.Day}}}
	if s.Back {
		paper.Kind = CreditNote
		paper.Refs = append(paper.Refs, Ref{Source: FromBill, Number: s.Of, Role: Corrects})
	}
	if _, err := paper.Seller.settle(Abbreviated); err != nil {
		return nil, fault.At(err, "seller")
	}
	if err := settleLines(paper.Lines, rules.VATRate(s.Day), "line"); err != nil {
		return nil, err
	}
	sums, err := sumsOf(paper.Lines, s.Taken, s.Rounding)
	paper.Sums = sums
	return paper, err
}
