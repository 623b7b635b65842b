package store

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// booking is what one payment of a receipt wrote into the books.
type booking struct {
	order id.Order // whose money it is before there is a bill, none = it paid what a customer owed
	rows  []ledger.Payment
}

// held is what of it lay at its order then.
func (b *booking) held() (sum money.Satang) {
	if b.order.IsZero() {
		return 0
	}
	for _, row := range b.rows {
		if row.Method == selling.Deposit {
			sum -= row.Amount
		}
	}
	return sum
}

// Booked gives what a paper wrote into the books, and would be taken back with it; debts is what of it paid what was owed.
func (s *Store) Booked(ctx context.Context, paper id.Paper) (sum, debts money.Satang, err error) {
	written, err := bookings(ctx, s.r, paper)
	for _, one := range written {
		for _, row := range one.rows {
			if row.Method == selling.Credit || row.Method == selling.Deposit {
				continue
			}
			if sum += row.Amount; one.order.IsZero() {
				debts += row.Amount
			}
		}
	}
	return sum, debts, err
}

// bookings reads what a paper wrote into the books, and the papers whose place it took: their money stayed when it did.
func bookings(ctx context.Context, db querier, paper id.Paper) (written []booking, err error) {
	for n := 0; ; n++ {
		change, before := ledger.BookingID(paper, n), len(written)
		debt, err := payments.all(ctx, db, "WHERE (till, seq) IN (SELECT till, seq FROM debt_payment WHERE id = ?) ORDER BY till, seq, n", change)
		if err != nil {
			return nil, err
		}
		if len(debt) > 0 {
			written = append(written, booking{rows: debt})
		}
		step, found, err := orderSteps.one(ctx, db, "WHERE id = ? AND request_hash <> ''", change)
		if err != nil {
			return nil, err
		}
		if found {
			rows, err := payments.all(ctx, db, "WHERE (till, seq) IN (SELECT till, seq FROM order_step WHERE id = ? AND request_hash <> '') ORDER BY till, seq, n", change)
			if err != nil {
				return nil, err
			}
			written = append(written, booking{order: step.OrderID, rows: rows})
		}
		if len(written) == before {
			break
		}
	}
	replaced, err := issuedVoids.all(ctx, db, "WHERE by_id = ? AND paper_id IS NOT NULL", paper)
	for _, void := range replaced {
		more, err := bookings(ctx, db, void.PaperID)
		if err != nil {
			return nil, err
		}
		written = append(written, more...)
	}
	return written, err
}

// takeBack writes the opposite of what a paper wrote into the books. Faults: "receipt_used" when goods were paid with
// it; when its money went back since, "receipt_bill_back" with goods or with a bill that is void, else "receipt_given_back",
// of a tax invoice "receipt_given_back_tax". opened is how much more is owed for bills than before.
func (tx *Tx) takeBack(p *papers.Paper, reason string) (opened money.Satang, err error) {
	written, err := bookings(tx.ctx, tx.sql, p.ID)
	if err != nil {
		return 0, err
	}
	for _, one := range written {
		if !one.order.IsZero() {
			err = tx.orderUnpaid(p, one, reason)
		} else if err = tx.oweAgain(p, one.rows, reason); err == nil {
			for _, row := range one.rows {
				if row.Method == selling.Credit {
					opened -= row.Amount
				}
			}
		}
		if err != nil {
			return 0, err
		}
	}
	return opened, nil
}

func (tx *Tx) oweAgain(p *papers.Paper, rows []ledger.Payment, reason string) error {
	for _, row := range rows {
		past, err := readPast(tx.ctx, tx.sql, row.BillID)
		if err != nil {
			return err
		}
		if past.VoidedBy != "" || wentBack(past, &row) {
			return fault.New("receipt_bill_back", "paper", fault.Values{"number": p.Number, "bill": past.Bill.Number})
		}
	}
	facts, err := tx.facts(nil, id.Bill{})
	if err != nil {
		return err
	}
	posting, err := selling.TakeBack(facts, ledger.EventDebtPaidBack, rows, reason)
	if err != nil {
		return err
	}
	if err := tx.post(posting); err != nil {
		return err
	}
	return tx.ordersPaid(posting)
}

// wentBack reports whether goods that came back since a payment of a bill took money of it back: any money of a receipt's,
// of a note only what it changed. A return that lowered the debt alone gave none back.
func wentBack(past *selling.Past, paid *ledger.Payment) bool {
	for _, back := range past.PaidBack {
		if back.At < paid.At || back.Amount >= 0 {
			continue
		}
		switch paid.Method {
		case selling.Credit: // the other side of the rows beside it
		case selling.CreditNote:
			if back.Method == selling.CreditNote {
				return true
			}
		case selling.DebitNote:
			return true
		default:
			if back.Method != selling.Credit && back.Method != selling.CreditNote {
				return true
			}
		}
	}
	return false
}

func (tx *Tx) orderUnpaid(p *papers.Paper, written booking, reason string) error {
	row, _, err := issued.one(tx.ctx, tx.sql, "WHERE id = ?", p.ID)
	if err != nil {
		return err
	}
	_, gone, err := tells(tx.ctx, tx.sql, row)
	others := money.Satang(0)
	if err == nil && gone > 0 { // what is here again may be another receipt's
		others, err = tx.othersTell(written.order, p.ID)
	}
	if err != nil {
		return err
	}
	step := moneyStep(written.order, id.New[id.Change](), ordering.StepPaidBack, nil, nil)
	return tx.orderMoney(step, "", func(f *selling.Facts, past *ordering.Past) (*ledger.Posting, error) {
		held, left := written.held(), past.Money.Received
		if held <= left {
			left -= others
		}
		switch said := (fault.Values{"number": p.Number, "order": past.Order.Number, "sum": held, "left": max(left, 0)}); {
		case held > left && p.Kind.Tax():
			return nil, fault.New("receipt_given_back_tax", "paper", said)
		case held > left:
			return nil, fault.New("receipt_given_back", "paper", said)
		case held > past.Money.Deposit():
			return nil, fault.New("receipt_used", "paper", said)
		}
		return selling.TakeBack(f, ledger.EventOrderPaid, written.rows, reason)
	})
}
