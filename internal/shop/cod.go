package shop

import (
	"context"
	"io"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping/statement"
)

// How a line of a carrier's statement stands to the shop's parcels.
const (
	CODAgrees  = "agrees"
	CODDiffers = "differs" // it is less than the carrier owes: it may be taken, the rest stays owed
	CODAbove   = "above"   // it is more than the carrier owes
	CODPaid    = "paid"    // the carrier paid it before, or a part of it, and this is not the rest
	CODBack    = "back"    // it came back and nothing is owed: what the carrier pays is the customer's
	CODNone    = "none"    // nothing was to be collected for the parcel
	CODUnknown = "unknown" // the shop has no such parcel
	CODTwice   = "twice"   // the statement named the parcel before
)

// CODLine is a line of a carrier's statement and the parcel it is about.
type CODLine struct {
	statement.Line
	Parcel ParcelRow    // zero when it is not known
	Owed   money.Satang // what the carrier owed for it
	State  string
}

// Takes reports whether the line can be written down.
func (l *CODLine) Takes() bool {
	return l.State == CODAgrees || l.State == CODDiffers || l.State == CODBack
}

// CODStatement is a carrier's statement held against the shop's parcels.
type CODStatement struct {
	Lines    []CODLine
	Rejected []statement.Rejected
	Count    map[string]int // of lines, by state
	Amount   money.Satang   // of the lines that can be written down
	Fee      money.Satang
}

// Taking counts the lines that can be written down.
func (s *CODStatement) Taking() int {
	return s.Count[CODAgrees] + s.Count[CODDiffers] + s.Count[CODBack]
}

// Net is what comes into the shop's account by the lines that can be written down.
func (s *CODStatement) Net() money.Satang { return s.Amount - s.Fee }

// PastedStatement holds a pasted statement against the shop's parcels. It writes nothing. Faults: those of
// statement.Paste.
func (s *Shop) PastedStatement(ctx context.Context, text string) (*CODStatement, error) {
	lines, rejected, err := statement.Paste(text)
	if err != nil {
		return nil, err
	}
	return s.heldAgainst(ctx, lines, rejected)
}

// StatementFile holds a statement from a spreadsheet against the shop's parcels. It writes nothing. Faults: those of
// catalog.ReadRows and statement.Read.
func (s *Shop) StatementFile(ctx context.Context, name string, data io.Reader) (*CODStatement, error) {
	rows, err := catalog.ReadRows(name, data)
	if err != nil {
		return nil, err
	}
	lines, rejected, err := statement.Read(rows)
	if err != nil {
		return nil, err
	}
	return s.heldAgainst(ctx, lines, rejected)
}

func (s *Shop) heldAgainst(ctx context.Context, lines []statement.Line, rejected []statement.Rejected) (*CODStatement, error) {
	numbers := make([]string, len(lines))
	for n := range lines {
		numbers[n] = lines[n].Tracking
	}
	known, err := s.db.ParcelsNumbered(ctx, numbers)
	if err != nil {
		return nil, err
	}
	held, seen := &CODStatement{Rejected: rejected, Count: map[string]int{}}, map[string]bool{}
	for _, line := range lines {
		row, found := known[line.Tracking]
		one := CODLine{Line: line, Parcel: row, Owed: row.COD - row.CODPaid, State: CODAgrees}
		switch {
		case !found:
			one.State = CODUnknown
		case seen[line.Tracking]:
			one.State = CODTwice
		case row.COD == 0:
			one.State = CODNone
		case one.Owed == 0, row.CODPaid > 0 && line.Amount < one.Owed: // a part again is the same statement again
			one.State = CODPaid
		case line.Amount > one.Owed:
			one.State = CODAbove
		case row.State == ledger.ParcelLooked && !row.Reached:
			one.State = CODBack
		case line.Amount < one.Owed:
			one.State = CODDiffers
		}
		seen[line.Tracking] = true
		if held.Count[one.State]++; one.Takes() {
			held.Amount, held.Fee = held.Amount+line.Amount, held.Fee+line.Fee
		}
		held.Lines = append(held.Lines, one)
	}
	return held, nil
}

// CODTaken is what was written down of a statement.
type CODTaken struct {
	Count       int
	Amount, Fee money.Satang
	Failed      []ParcelFault
}

// TakeStatement writes down the chosen lines of a statement: what the carrier owed for each parcel goes, what came
// of it comes in by a way of payment, the rest is the fee it kept. A line that was taken before is listed as
// "payment_above_due" and changes nothing. Faults, listed: those of store.CarrierPaid.
func (s *Shop) TakeStatement(ctx context.Context, lines []CODLine, method, by string) (taken CODTaken, err error) {
	for n := range lines {
		line := &lines[n]
		if !line.Takes() {
			continue
		}
		if ctx.Err() != nil {
			return taken, ctx.Err()
		}
		err := s.db.CarrierPaidOn(ctx, line.Parcel.ID, line.Amount, line.Fee, selling.Tender{Method: method}, line.Day, by)
		switch why := fault.Of(err); {
		case err == nil:
			taken.Count, taken.Amount, taken.Fee = taken.Count+1, taken.Amount+line.Amount, taken.Fee+line.Fee
		case why.Kind == fault.Internal:
			return taken, err
		default:
			taken.Failed = append(taken.Failed, ParcelFault{ParcelID: line.Parcel.ID, Number: line.Parcel.Number, Why: why})
		}
	}
	return taken, nil
}
