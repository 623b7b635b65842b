package store

import (
	"context"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/thai"
)

// place is where an event's rows lie.
type place struct{ till, seq int64 }

// readPast gathers an old bill and everything later written about it. It fails with "bill_unknown".
func readPast(ctx context.Context, db querier, bill id.Bill) (*selling.Past, error) {
	past := &selling.Past{Lots: map[id.Lot]ledger.Lot{}}
	at, err := placeOf(ctx, db, bill)
	if err != nil {
		return nil, err
	}
	if past.Bill, _, err = bills.one(ctx, db, "WHERE id = ?", bill); err != nil {
		return nil, err
	}
	if err := readWritten(ctx, db, past, at, bill); err != nil {
		return nil, err
	}
	return past, readReturned(ctx, db, past)
}

// readWritten reads the rows that were written with a bill, and its payments as they stand.
func readWritten(ctx context.Context, db querier, past *selling.Past, at place, bill id.Bill) (err error) {
	const here = "WHERE till = ? AND seq = ? ORDER BY n"
	if past.Lines, err = lines.all(ctx, db, here, at.till, at.seq); err != nil {
		return err
	}
	if past.Moves, err = movements.all(ctx, db, here, at.till, at.seq); err != nil {
		return err
	}
	if past.Entries, err = entries.all(ctx, db, here, at.till, at.seq); err != nil {
		return err
	}
	if past.Payments, err = payments.all(ctx, db, here, at.till, at.seq); err != nil {
		return err
	}
	later, err := payments.all(ctx, db, "WHERE bill_id = ? AND kind IN ('repay', 'settle') ORDER BY till, seq, n", bill)
	past.Payments = append(past.Payments, later...)
	return err
}

func placeOf(ctx context.Context, db querier, bill id.Bill) (at place, err error) {
	rows, err := db.QueryContext(ctx, "SELECT till, seq FROM bill WHERE id = ?", bill)
	if err != nil {
		return at, translate(err)
	}
	defer rows.Close()
	if !rows.Next() {
		return at, fault.New("bill_unknown", "number", fault.Values{"value": bill.Tag()})
	}
	return at, translate(rows.Scan(&at.till, &at.seq))
}

// readReturned adds what later bills gave back, with line numbers of the old bill.
func readReturned(ctx context.Context, db querier, past *selling.Past) error {
	void, voided, err := bills.one(ctx, db, "WHERE void_of = ?", past.Bill.ID)
	if err != nil {
		return err
	}
	if voided {
		past.VoidedBy = void.Number
	}
	refunds, err := bills.all(ctx, db, "WHERE refund_of = ? ORDER BY till, seq", past.Bill.ID)
	if err != nil {
		return err
	}
	for _, refund := range refunds {
		back, err := readPastRows(ctx, db, refund.ID)
		if err != nil {
			return err
		}
		if back.VoidedBy != "" {
			continue // a voided refund gave nothing back
		}
		old := func(lineN int) int { return back.Lines[lineN].ReturnsN }
		for _, line := range back.Lines {
			if line.ReturnsN >= 0 {
				past.Returned = append(past.Returned, line)
			}
		}
		for _, move := range back.Moves {
			if move.LineN = old(move.LineN); move.LineN >= 0 {
				past.Back = append(past.Back, move)
			}
		}
		for _, entry := range back.Entries {
			if entry.LineN = old(entry.LineN); entry.LineN >= 0 {
				past.BackPaid = append(past.BackPaid, entry)
			}
		}
		past.Refunds = append(past.Refunds, refund)
		past.PaidBack = append(past.PaidBack, back.Payments...)
	}
	return nil
}

// readPastRows reads a later bill's own rows, and whether it was voided.
func readPastRows(ctx context.Context, db querier, bill id.Bill) (*selling.Past, error) {
	at, err := placeOf(ctx, db, bill)
	if err != nil {
		return nil, err
	}
	past := &selling.Past{}
	if err := readWritten(ctx, db, past, at, bill); err != nil {
		return nil, err
	}
	void, voided, err := bills.one(ctx, db, "WHERE void_of = ?", bill)
	if voided {
		past.VoidedBy = void.Number
	}
	return past, err
}

// BillID finds a bill by the number printed on it, or by its id. It fails with "bill_unknown".
func (s *Store) BillID(ctx context.Context, number string) (id.Bill, error) {
	unknown := fault.New("bill_unknown", "number", fault.Values{"value": number})
	if bill, err := id.Parse[id.Bill](number); err == nil {
		_, found, err := bills.one(ctx, s.r, "WHERE id = ?", bill)
		if err != nil || found {
			return bill, err
		}
		return bill, unknown
	}
	letter, kind, year, no, ok := splitNumber(number)
	if !ok {
		return id.Bill{}, unknown
	}
	bill, found, err := bills.one(ctx, s.r, "WHERE letter = ? AND type = ? AND year = ? AND no = ?", letter, kind, year, no)
	if err == nil && !found {
		err = unknown
	}
	return bill.ID, err
}

// splitNumber reads "A-2569-000042" and "A-RF-2569-000007", in whatever case and digits: papers may bear Thai ones.
func splitNumber(number string) (letter, kind string, year, no int, ok bool) {
	parts := strings.Split(strings.ToUpper(thai.FoldDigits(strings.TrimSpace(number))), "-")
	if len(parts) == 4 {
		kind = parts[1]
		parts = append(parts[:1:1], parts[2:]...)
	}
	if len(parts) != 3 {
		return "", "", 0, 0, false
	}
	year, errYear := strconv.Atoi(parts[1])
	no, errNo := strconv.Atoi(parts[2])
	return parts[0], kind, year, no, errYear == nil && errNo == nil
}

// Past gives a bill with everything later written about it. It fails with "bill_unknown".
func (s *Store) Past(ctx context.Context, bill id.Bill) (*selling.Past, error) {
	past, err := readPast(ctx, s.r, bill)
	if err != nil {
		return nil, err
	}
	shift, _, open, err := scanShift(s.r.QueryRowContext(ctx, openShiftSQL, s.till.No))
	past.Shift = open && shift.ID == past.Bill.ShiftID
	return past, err
}

// BillText gives what a bill says about people.
func (s *Store) BillText(ctx context.Context, bill id.Bill) (BillText, error) {
	text, _, err := billTexts.one(ctx, s.r, "WHERE bill_id = ?", bill)
	return text, err
}

// BillLots names the lots each line of a bill moved: line number, lot, quantity without sign.
func (s *Store) BillLots(ctx context.Context, past *selling.Past) (map[id.Lot]ledger.Lot, error) {
	moved, err := lots.all(ctx, s.r, "WHERE id IN (SELECT m.lot_id FROM bill b JOIN movement m ON m.till = b.till AND m.seq = b.seq"+
		" WHERE b.id = ?)", past.Bill.ID)
	found := make(map[id.Lot]ledger.Lot, len(moved))
	for _, lot := range moved {
		found[lot.ID] = lot
	}
	return found, err
}
