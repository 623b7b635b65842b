package store

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
)

// LookRequest says what became of the goods of a parcel that came back.
type LookRequest struct {
	OrderID  id.Order
	ParcelID id.Parcel
	Waste    []ledger.ParcelLine // written off; everything else goes back on the shelf
	KeepFee  bool                // the postage is not given back
	Reason   string
	By       string
	Shelf    id.Bill // ids of the refunds, so that it can be sent again
	Thrown   id.Bill
}

// LookInto writes the refunds of a parcel that came back, goods on the shelf again and goods written off, or of one
// that is lost, all of it written off. What a customer or marketplace owed for it is owed no more, nor what its
// carrier was to collect, unless the customer had it; what was paid for it, by whomever, lies for the order until a
// person gives it back. Faults:
// "order_unknown", "parcel_unknown", "parcel_step", "pack_too_much", those of selling.Refund.
func (s *Store) LookInto(ctx context.Context, request LookRequest) error {
	return s.write(ctx, func(tx *Tx) error {
		past, err := readOrder(tx.ctx, tx.sql, request.OrderID)
		if err != nil {
			return err
		}
		parcel := past.Parcel(request.ParcelID)
		switch {
		case parcel == nil:
			return fault.New("parcel_unknown", "parcel", fault.Values{"value": request.ParcelID.String()})
		case (parcel.State == ledger.ParcelLooked || parcel.State == ledger.ParcelWrittenOff) && !request.Shelf.IsZero():
			return nil
		case parcel.State == ledger.ParcelLost:
			request.Waste = parcel.Lines
		case parcel.State != ledger.ParcelReturned:
			return fault.New("parcel_step", "parcel", fault.Values{"number": past.Order.Number, "no": parcel.No, "state": parcel.State})
		}
		bill, err := readPast(tx.ctx, tx.sql, parcel.BillID)
		if err != nil {
			return err
		}
		for n := range bill.Lines { // some may have been given back before
			bill.Lines[n].Qty = bill.Left(n)
		}
		shelf, thrown, err := ordering.Looked(parcel, bill.Lines, request.Waste, !request.KeepFee)
		if err != nil {
			return err
		}
		facts, err := tx.orderFacts(request.OrderID, nil)
		if err != nil {
			return err
		}
		collects := money.Satang(0)
		if !past.Reached(parcel.ID) {
			collects = parcel.COD - parcel.CODPaid
		}
		if err := tx.refundParcel(parcel, &request, shelf, thrown, &collects, facts.Place); err != nil {
			return err
		}
		if err := tx.notCollected(past, parcel, collects, request.Reason); err != nil {
			return err
		}
		posting, changed, err := ordering.LookedInto(facts, past, request.ParcelID, request.Reason)
		if err != nil {
			return err
		}
		return tx.postOrder(request.OrderID, posting, []ledger.Parcel{*changed}, request.By)
	})
}

// notCollected takes off what is left of a sum that nobody collects any more: goods were given back before.
func (tx *Tx) notCollected(order *ordering.Past, parcel *ledger.Parcel, left money.Satang, reason string) error {
	if left <= 0 {
		return nil
	}
	bill, err := readPast(tx.ctx, tx.sql, parcel.BillID)
	if err != nil {
		return err
	}
	if left = min(left, bill.Held(selling.COD)-order.Uncollected(parcel.BillID, parcel.ID)); left <= 0 {
		return nil
	}
	now, err := readOrder(tx.ctx, tx.sql, order.Order.ID)
	if err != nil {
		return err
	}
	facts, err := tx.facts(nil, parcel.BillID)
	if err != nil {
		return err
	}
	posting, err := selling.NotCollected(facts, parcel.BillID, left, now.Money.Deposit(), reason)
	if err != nil {
		return err
	}
	return tx.post(posting)
}

// refundParcel writes the refunds of what came back in a parcel to the shop, also while the till is at a fair. collects
// is what its carrier was to collect, and afterwards what of that the refunds did not take off.
func (tx *Tx) refundParcel(parcel *ledger.Parcel, request *LookRequest, shelf, thrown []ordering.BackLine, collects *money.Satang, home id.Place) error {
	for _, part := range []struct {
		bill  id.Bill
		lines []ordering.BackLine
		waste bool
	}{{request.Shelf, shelf, false}, {request.Thrown, thrown, true}} {
		if len(part.lines) == 0 {
			continue
		}
		if part.bill.IsZero() {
			part.bill = id.New[id.Bill]()
		}
		refund := selling.RefundRequest{ID: part.bill, Of: parcel.BillID, Waste: part.waste, Reason: request.Reason}
		for _, line := range part.lines {
			refund.Lines = append(refund.Lines, selling.ReturnLine{LineN: line.LineN, Qty: line.Qty})
		}
		_, err := tx.later(refund.ID, refund.Of, refund.Hash(), &refund.Goods,
			func(facts *selling.Facts, past *selling.Past) (*selling.Outcome, error) {
				facts.Collected, facts.Place, facts.Trip = collects, home, id.Trip{}
				if parcel.State == ledger.ParcelLost {
					facts.Made = parcel.CODPaid
				}
				outcome, err := selling.Refund(facts, past, &refund)
				if err == nil {
					*collects += methodSum(outcome.Posting.Payments, selling.COD) // below zero
				}
				return outcome, err
			})
		if err != nil {
			return err
		}
	}
	return nil
}
