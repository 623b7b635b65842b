package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
)

// Answer is what a write of a bill gives back.
type Answer struct {
	ID       id.Bill
	Replayed bool // the same request was already done; nothing changed
	Warnings []*fault.Error
	Written  *selling.Past // a sale as it was just written, its lots with it; nil for anything else
}

// Checkout pays a cart: one transaction, on disk when it returns. The same id with the same request is
// answered again with Replayed; with another request it fails with "bill_id_used". Other faults are
// those of selling.Checkout and "customer_unknown".
func (s *Store) Checkout(ctx context.Context, request selling.Request) (Answer, error) {
	var answer Answer
	err := s.write(ctx, func(tx *Tx) (err error) {
		answer, err = tx.checkout(request)
		return err
	})
	return answer, err
}

func (tx *Tx) checkout(request selling.Request) (Answer, error) {
	answer := Answer{ID: request.Cart.ID}
	replayed, err := tx.replayed(request.Cart.ID, request.Hash())
	if err != nil || replayed {
		answer.Replayed = replayed
		return answer, err
	}
	var order *ordering.Past
	wanted := wantedOf(&request.Cart)
	if !request.Cart.OrderID.IsZero() {
		if order, err = readOrder(tx.ctx, tx.sql, request.Cart.OrderID); err != nil {
			return answer, err
		}
		if err := order.Fetches(fetched(&request.Cart)); err != nil {
			return answer, err
		}
		wanted = append(wanted, orderProducts(order)...)
	}
	facts, err := tx.factsFor(wanted, request.Cart.ID, request.Cart.OrderID)
	if err != nil {
		return answer, err
	}
	if order != nil {
		facts.Deposit = order.Money.Deposit()
	}
	if facts.Customer, err = tx.customer(request.Cart.CustomerID); err != nil {
		return answer, err
	}
	if (facts.Expired == selling.ExpiredRefuse || facts.BelowZero == selling.BelowRefuse) && tx.waits(request.Cart.ID) {
		facts.Expired, facts.BelowZero = "", selling.BelowWarn // its goods left when they were there, and good
	}
	outcome, err := selling.Checkout(facts, &request)
	if err != nil {
		return answer, err
	}
	answer.Warnings, answer.Written = outcome.Warnings, written(facts, outcome)
	if order != nil {
		if err := addParcels(outcome.Posting, orderingFacts(facts).Shipped(order, outcome.Posting, nil)); err != nil {
			return answer, err
		}
	}
	if err := tx.postBill(outcome, &request.Cart); err != nil || order == nil {
		return answer, err
	}
	return answer, tx.orderChanged(order.Order.ID, outcome.Posting, "")
}

// fetched lists what of its order a cart delivers.
func fetched(cart *selling.Cart) (lines []ordering.DeliveryLine) {
	for _, line := range cart.Lines {
		if line.OrderN > 0 {
			lines = append(lines, ordering.DeliveryLine{N: line.OrderN, ProductID: line.ProductID, Qty: line.Qty})
		}
	}
	return lines
}

// written gives a new bill as reading it would, so that nobody who waits for the receipt waits for that.
func written(facts *selling.Facts, outcome *selling.Outcome) *selling.Past {
	p := outcome.Posting
	past := &selling.Past{Bill: *outcome.Bill, Lines: p.Lines, Payments: p.Payments, Moves: p.Movements, Entries: p.Producers,
		Lots: map[id.Lot]ledger.Lot{}, Shift: true}
	for _, lots := range facts.Lots {
		for _, lot := range lots {
			past.Lots[lot.ID] = lot.Lot
		}
	}
	return past
}

func wantedOf(cart *selling.Cart) []id.Product {
	wanted := make([]id.Product, len(cart.Lines))
	for n, line := range cart.Lines {
		wanted[n] = line.ProductID
	}
	return wanted
}

// replayed reports whether a bill of this id and request is already written.
func (tx *Tx) replayed(bill id.Bill, hash string) (bool, error) {
	if bill.IsZero() {
		return false, fault.New("id_unreadable", "id", fault.Values{"value": ""})
	}
	var stored string
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT request_hash FROM bill WHERE id = ?", bill).Scan(&stored)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, translate(err)
	case stored != hash:
		return false, fault.New("bill_id_used", "id", fault.Values{"value": bill.String()})
	}
	return true, nil
}

// postBill writes the bill, what it says about people, and removes its draft.
func (tx *Tx) postBill(outcome *selling.Outcome, cart *selling.Cart) error {
	if err := tx.post(outcome.Posting); err != nil {
		return err
	}
	if cart.Note != "" || cart.Guide.Name != "" {
		text := BillText{BillID: outcome.Bill.ID, Note: cart.Note, Guide: cart.Guide.Name}
		if err := tx.putBillText(text); err != nil {
			return err
		}
	}
	return tx.dropDraft(outcome.Bill.ID)
}

func (tx *Tx) dropDraft(bill id.Bill) error {
	if _, err := tx.sql.ExecContext(tx.ctx, dropHoldSQL, bill[:]); err != nil {
		return translate(err)
	}
	_, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM draft WHERE id = ?", bill[:])
	return translate(err)
}

func (tx *Tx) putBillText(text BillText) error {
	_, err := tx.sql.ExecContext(tx.ctx, billTexts.upsertSQL(), values(&text)...)
	return translate(err)
}

// Refund gives goods of a bill back, or exchanges them. Faults: "bill_unknown", those of selling.Refund.
func (s *Store) Refund(ctx context.Context, request selling.RefundRequest) (Answer, error) {
	return s.later(ctx, request.ID, request.Of, request.Hash(), &request.Goods,
		func(facts *selling.Facts, past *selling.Past) (*selling.Outcome, error) {
			return selling.Refund(facts, past, &request)
		})
}

// Void writes the reversing bill of a bill. Faults: "bill_unknown", those of selling.VoidBill.
func (s *Store) Void(ctx context.Context, of, bill id.Bill, reason string) (Answer, error) {
	return s.later(ctx, bill, of, selling.VoidHash(of, reason), &selling.Cart{},
		func(facts *selling.Facts, past *selling.Past) (*selling.Outcome, error) {
			return selling.VoidBill(facts, past, bill, reason)
		})
}

// later writes a bill that points at an old one.
func (s *Store) later(ctx context.Context, bill, of id.Bill, hash string, goods *selling.Cart,
	decide func(*selling.Facts, *selling.Past) (*selling.Outcome, error)) (Answer, error) {
	var answer Answer
	err := s.write(ctx, func(tx *Tx) (err error) {
		answer, err = tx.later(bill, of, hash, goods, decide)
		return err
	})
	return answer, err
}

func (tx *Tx) later(bill, of id.Bill, hash string, goods *selling.Cart,
	decide func(*selling.Facts, *selling.Past) (*selling.Outcome, error)) (Answer, error) {
	answer := Answer{ID: bill}
	replayed, err := tx.replayed(bill, hash)
	if err != nil || replayed {
		answer.Replayed = replayed
		return answer, err
	}
	past, err := readPast(tx.ctx, tx.sql, of)
	if err != nil {
		return answer, err
	}
	facts, err := tx.facts(wantedOf(goods), bill)
	if err != nil {
		return answer, err
	}
	past.Shift = facts.ShiftID == past.Bill.ShiftID
	if past.TripOver, err = tx.tripOver(past.Bill.TripID); err != nil {
		return answer, err
	}
	if facts.Customer, err = tx.customer(past.Bill.CustomerID); err != nil && !fault.Is(err, "customer_unknown") {
		return answer, err
	}
	outcome, err := decide(facts, past)
	if err != nil {
		return answer, err
	}
	answer.Warnings = outcome.Warnings
	order := past.Bill.OrderID
	if !order.IsZero() && outcome.Bill.Kind == ledger.Void && past.Bill.Kind == ledger.Sale {
		if err := tx.unship(past, outcome); err != nil {
			return answer, err
		}
	}
	if !order.IsZero() && outcome.Bill.Kind == ledger.Void && past.Bill.Kind == ledger.Refund {
		if err := tx.unlook(past, outcome); err != nil {
			return answer, err
		}
	}
	if outcome.Bill.Kind == ledger.Void {
		if outcome.Posting.PaperVoids, err = tx.voidWithBill(past.Bill.ID, outcome.Bill); err != nil {
			return answer, err
		}
	}
	if err := tx.postBill(outcome, goods); err != nil || order.IsZero() {
		return answer, err
	}
	return answer, tx.orderChanged(order, outcome.Posting, "")
}

// Repay corrects the way a bill was paid. Faults: "bill_unknown", those of selling.Repay.
func (s *Store) Repay(ctx context.Context, bill id.Bill, tenders []selling.Tender) error {
	return s.write(ctx, func(tx *Tx) error {
		past, err := readPast(ctx, tx.sql, bill)
		if err != nil {
			return err
		}
		facts, err := tx.facts(nil, bill)
		if err != nil {
			return err
		}
		past.Shift = facts.ShiftID == past.Bill.ShiftID
		posting, err := selling.Repay(facts, past, tenders)
		if err != nil {
			return err
		}
		if err := tx.post(posting); err != nil || past.Bill.OrderID.IsZero() {
			return err
		}
		return tx.orderChanged(past.Bill.OrderID, nil, "")
	})
}

// PayDebt spreads money over a customer's credit bills. The same id with the same request is answered again
// with replayed; with another request it fails with "payment_id_used". Other faults: "customer_unknown",
// those of selling.PayDebt.
func (s *Store) PayDebt(ctx context.Context, request selling.DebtRequest) (replayed bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		replayed, err = tx.debtPaid(&request)
		if err != nil || replayed {
			return err
		}
		return tx.payDebt(&request)
	})
	return replayed, err
}

// debtPaid reports whether a payment of this id and request is already written.
func (tx *Tx) debtPaid(request *selling.DebtRequest) (bool, error) {
	if request.ID.IsZero() {
		return false, fault.New("id_unreadable", "id", fault.Values{"value": ""})
	}
	old, found, err := debtsPaid.one(tx.ctx, tx.sql, "WHERE id = ?", request.ID)
	if err == nil && found && old.RequestHash != request.Hash() {
		err = fault.New("payment_id_used", "id", fault.Values{"value": request.ID.String()})
	}
	return found, err
}

func (tx *Tx) payDebt(request *selling.DebtRequest) error {
	if _, err := tx.customer(request.CustomerID); err != nil {
		return err
	}
	debts, err := readDebts(tx.ctx, tx.sql, request.CustomerID)
	if err != nil {
		return err
	}
	facts, err := tx.facts(nil, id.Bill{})
	if err != nil {
		return err
	}
	posting, err := selling.PayDebt(facts, debts, request)
	if err != nil {
		return err
	}
	if err := tx.post(posting); err != nil {
		return err
	}
	return tx.ordersPaid(posting)
}

// ordersPaid works out anew the orders whose bills the rows of a posting pay.
func (tx *Tx) ordersPaid(posting *ledger.Posting) error {
	done, changed := map[id.Bill]bool{}, map[id.Order]bool{{}: true}
	for _, row := range posting.Payments {
		if done[row.BillID] {
			continue
		}
		done[row.BillID] = true
		bill, found, err := bills.one(tx.ctx, tx.sql, "WHERE id = ?", row.BillID)
		if err == nil && found && !changed[bill.OrderID] {
			changed[bill.OrderID] = true
			err = tx.orderChanged(bill.OrderID, nil, "")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// NoteSlip records that a slip was shown for a bill. It fails with "slip_used" when another bill holds it.
func (s *Store) NoteSlip(ctx context.Context, bill id.Bill, bank, ref string) error {
	return s.write(ctx, func(tx *Tx) error {
		number, err := tx.slipUsed(bank, ref, bill)
		if err != nil {
			return err
		}
		if number != "" {
			return fault.New("slip_used", "slip", fault.Values{"number": number})
		}
		var known int
		row := tx.sql.QueryRowContext(ctx, "SELECT count(*) FROM slip WHERE ref = ? AND bank = ? AND bill_id = ?", ref, bank, bill)
		if err := row.Scan(&known); err != nil || known > 0 {
			return translate(err)
		}
		at := ledger.MillisOf(tx.now)
		return tx.post(&ledger.Posting{Kind: ledger.EventSlipSeen, At: at, Day: clock.DayOf(tx.now),
			Slips: []ledger.Slip{{BillID: bill, PaymentN: -1, Bank: bank, Ref: ref, At: at}}})
	})
}

// slipSQL gives the number of the bill that a slip was shown for, or of the order.
const slipSQL = "SELECT coalesce(b.number, o.number) FROM slip s LEFT JOIN bill b ON b.id = s.bill_id LEFT JOIN sales_order o ON o.id = s.bill_id"

// SlipBill gives the number of a bill that holds a slip, "" when none does.
func (s *Store) SlipBill(ctx context.Context, bank, ref string) (number string, err error) {
	row := s.r.QueryRowContext(ctx, slipSQL+" WHERE s.ref = ? AND s.bank = ? LIMIT 1", ref, bank)
	if err = row.Scan(&number); errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return number, translate(err)
}

// SlipEnding gives the number of a bill that holds a slip whose reference ends in these characters.
func (s *Store) SlipEnding(ctx context.Context, last string) (number string, err error) {
	row := s.r.QueryRowContext(ctx, slipSQL+
		" WHERE upper(substr(s.ref, -length(?1))) = upper(?1) LIMIT 1", last)
	if err = row.Scan(&number); errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return number, translate(err)
}

// SetBuyer keeps a buyer's name for the receipt, also after payment.
func (s *Store) SetBuyer(ctx context.Context, bill id.Bill, name, taxID, address string) error {
	return s.write(ctx, func(tx *Tx) error {
		text, _, err := billTexts.one(ctx, tx.sql, "WHERE bill_id = ?", bill)
		if err != nil {
			return err
		}
		text.BillID, text.BuyerName, text.BuyerTaxID, text.BuyerAddress = bill, name, taxID, address
		return tx.putBillText(text)
	})
}

// Printed gives how often a paper was printed.
func (s *Store) Printed(ctx context.Context, paper string) (times int, err error) {
	row := s.r.QueryRowContext(ctx, "SELECT coalesce((SELECT n FROM print_count WHERE paper = ?), 0)", paper)
	return times, translate(row.Scan(&times))
}

// CountPrint notes that a paper was printed and gives how often it was before.
func (s *Store) CountPrint(ctx context.Context, paper string) (before int, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		row := tx.sql.QueryRowContext(ctx, "INSERT INTO print_count (paper, n) VALUES (?, 1)"+
			" ON CONFLICT (paper) DO UPDATE SET n = n + 1 RETURNING n - 1", paper)
		return translate(row.Scan(&before))
	})
	return before, err
}

// UncountPrint takes a count back: it is certain that no paper came out.
func (s *Store) UncountPrint(ctx context.Context, paper string) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, "UPDATE print_count SET n = n - 1 WHERE paper = ? AND n > 0", paper)
		return translate(err)
	})
}
