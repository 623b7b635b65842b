package store

import (
	"cmp"
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
)

// Pack puts goods of an order into a parcel. The same id again changes nothing. Faults: "order_unknown", those
// of ordering.Pack, "tracking_used", "parcel_id_used" by another order.
func (s *Store) Pack(ctx context.Context, request ordering.PackRequest, by string) error {
	return s.changeOrder(ctx, request.OrderID, by, nil, func(tx *Tx, f *ordering.Facts, p *ordering.Past) (*ledger.Posting, []ledger.Parcel, error) {
		if p.Parcel(request.ID) != nil {
			return nil, nil, nil
		}
		switch _, taken, err := parcels.one(tx.ctx, tx.sql, "WHERE id = ?", request.ID); {
		case err != nil:
			return nil, nil, err
		case taken:
			return nil, nil, fault.New("parcel_id_used", "id", fault.Values{"value": request.ID.String()})
		}
		short, err := shortages(tx.ctx, tx.sql, p, tx.orderDay())
		if err != nil {
			return nil, nil, err
		}
		g, err := tx.giver()
		if err != nil {
			return nil, nil, err
		}
		if request.Tracking != "" {
			if request.PoolID, err = g.typed(request.Tracking, p.Order.Number, request.ID); err != nil {
				return nil, nil, err
			}
		}
		posting, parcel, err := ordering.Pack(f, p, &request, short)
		if err != nil {
			return nil, nil, err
		}
		posting.Documents, err = g.documents()
		return posting, []ledger.Parcel{*parcel}, err
	})
}

// trackingFree refuses a number that another live parcel has. It fails with "tracking_used", which says where.
func (tx *Tx) trackingFree(tracking string, but id.Parcel) error {
	parcel, found, err := parcels.one(tx.ctx, tx.sql, "WHERE tracking = ? AND state <> 'unpacked' AND id <> ?", tracking, but)
	if err != nil || !found {
		return err
	}
	order, _, err := orders.one(tx.ctx, tx.sql, "WHERE id = ?", parcel.OrderID)
	if err != nil {
		return err
	}
	return fault.New("tracking_used", "tracking", fault.Values{"value": tracking, "number": order.Number})
}

// Unpack takes a parcel apart before it goes. Faults: "order_unknown", "parcel_unknown", "parcel_step".
func (s *Store) Unpack(ctx context.Context, order id.Order, parcel id.Parcel, reason, by string) error {
	return s.changeOrder(ctx, order, by, nil, func(_ *Tx, f *ordering.Facts, p *ordering.Past) (*ledger.Posting, []ledger.Parcel, error) {
		posting, changed, err := ordering.Unpack(f, p, parcel, reason)
		if err != nil {
			return nil, nil, err
		}
		*p.Parcel(parcel) = *changed
		others := p.Recount()
		posting.OrderSteps = append(posting.OrderSteps, f.OldLabels(p, others)...)
		return posting, append(others, *changed), nil
	})
}

// EndParcel notes what became of a parcel that went: see ordering.End.
func (s *Store) EndParcel(ctx context.Context, order id.Order, parcel id.Parcel, step, reason, by string) error {
	return s.changeOrder(ctx, order, by, nil, func(_ *Tx, f *ordering.Facts, p *ordering.Past) (*ledger.Posting, []ledger.Parcel, error) {
		posting, changed, err := ordering.End(f, p, parcel, step, reason)
		if err != nil {
			return nil, nil, err
		}
		return posting, []ledger.Parcel{*changed}, nil
	})
}

// HandOver writes the bill of packed parcels that go to the carrier (all of the order's when none is named):
// from now on their goods are sold and on their way. bill is the new bill's id; the same again changes nothing.
// Faults: "order_unknown", those of ordering.HandOver and selling.Checkout.
func (s *Store) HandOver(ctx context.Context, order id.Order, list []id.Parcel, bill id.Bill, by string) (answer Answer, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		answer, err = tx.handOver(order, list, bill, by, false)
		return err
	})
	return answer, err
}

// HandOverAnyway is HandOver of parcels that go, or went, with labels that are out of date.
func (s *Store) HandOverAnyway(ctx context.Context, order id.Order, list []id.Parcel, bill id.Bill, by string) (answer Answer, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		answer, err = tx.handOver(order, list, bill, by, true)
		return err
	})
	return answer, err
}

func (tx *Tx) handOver(order id.Order, list []id.Parcel, bill id.Bill, by string, anyway bool) (Answer, error) {
	answer := Answer{ID: bill}
	if _, found, err := bills.one(tx.ctx, tx.sql, "WHERE id = ? AND order_id = ?", bill, order); err != nil || found {
		answer.Replayed = found
		return answer, err
	}
	past, err := readOrder(tx.ctx, tx.sql, order)
	if err != nil {
		return answer, err
	}
	delivery, going, err := ordering.HandOver(past, list, anyway)
	if err != nil {
		return answer, err
	}
	request := selling.Request{Cart: DeliveryCart(delivery, bill), Tenders: deliveryTenders(delivery)}
	if _, err := tx.replayed(bill, request.Hash()); err != nil { // another bill has the id
		return answer, err
	}
	facts, err := tx.factsFor(append(wantedOf(&request.Cart), orderProducts(past)...), bill, order)
	if err != nil {
		return answer, err
	}
	facts.Deposit = past.Money.Deposit()
	facts.Expired, facts.BelowZero = "", selling.BelowWarn // what is packed goes
	for _, lots := range facts.Lots {                      // but nobody packs what has expired while there is other
		for _, lot := range lots {
			if lot.Expired(tx.orderDay()) {
				facts.Kept.Others[lot.ID] = max(lot.OnHand, facts.Kept.Others[lot.ID])
			}
		}
	}
	if facts.Customer, err = tx.customer(request.Cart.CustomerID); err != nil {
		return answer, err
	}
	outcome, err := selling.Checkout(facts, &request)
	if err != nil {
		return answer, err
	}
	shipping := orderingFacts(facts)
	shipping.Day = tx.orderDay()
	if err := addParcels(outcome.Posting, shipping.Shipped(past, outcome.Posting, going)); err != nil {
		return answer, err
	}
	answer.Warnings, answer.Written = outcome.Warnings, written(facts, outcome)
	if err := tx.postBill(outcome, &request.Cart); err != nil {
		return answer, err
	}
	return answer, tx.orderChanged(order, outcome.Posting, by)
}

// DeliveryCart is the cart of a delivery's bill.
func DeliveryCart(d *ordering.Delivery, bill id.Bill) selling.Cart {
	cart := selling.Cart{ID: bill, CustomerID: d.CustomerID, OrderID: d.OrderID}
	for _, line := range d.Lines {
		wanted := selling.CartLine{ProductID: line.ProductID, Qty: line.Qty, Price: new(line.Price), OrderN: line.N, Gift: line.Gift}
		if line.Off > 0 {
			wanted.Discount = selling.Discount{Kind: selling.AmountOff, Amount: line.Off}
		}
		cart.Lines = append(cart.Lines, wanted)
	}
	if d.Fee > 0 {
		cart.Lines = append(cart.Lines, selling.CartLine{ProductID: ordering.FeeProduct, Qty: 1000, Price: new(d.Fee)})
	}
	if d.Discount > 0 {
		cart.Discount = selling.Discount{Kind: selling.AmountOff, Amount: d.Discount}
	}
	return cart
}

// deliveryTenders pays a delivery by what was paid before and what will be owed.
func deliveryTenders(d *ordering.Delivery) (tenders []selling.Tender) {
	if d.Deposit > 0 {
		tenders = append(tenders, selling.Tender{Method: selling.Deposit, Amount: new(d.Deposit)})
	}
	if d.COD > 0 {
		tenders = append(tenders, selling.Tender{Method: owedBy(d.Owes), Amount: new(d.COD)})
	}
	return tenders
}

func owedBy(payBy string) string {
	switch payBy {
	case ordering.PayCOD:
		return selling.COD
	case ordering.PayChannel:
		return selling.Channel
	}
	return selling.Credit
}

// needFee makes the product that postage is billed as, where it is not there yet.
func (tx *Tx) needFee(fee money.Satang) error {
	if fee == 0 {
		return nil
	}
	known, err := tx.product(ordering.FeeProduct)
	if err != nil || known != nil {
		return err
	}
	product := ordering.Fee()
	doc, err := document(products, product.ID.String(), &product)
	if err != nil {
		return err
	}
	return tx.saveDocuments([]ledger.Document{doc})
}

// unship adds to a void what it means for the order of the bill.
func (tx *Tx) unship(past *selling.Past, outcome *selling.Outcome) error {
	order, err := readOrder(tx.ctx, tx.sql, past.Bill.OrderID)
	if err != nil {
		return err
	}
	facts, err := tx.orderFacts(past.Bill.OrderID, orderProducts(order))
	if err != nil {
		return err
	}
	for _, move := range outcome.Posting.Movements { // they lie here again
		for n := range facts.Lots[move.ProductID] {
			if lot := &facts.Lots[move.ProductID][n]; lot.ID == move.LotID && move.PlaceID == facts.Place {
				lot.OnHand += move.Qty
			}
		}
	}
	return addParcels(outcome.Posting, facts.Unshipped(order, outcome.Posting, past.Bill.ID, outcome.Bill.Reason))
}

// unlook adds to the void of a refund what it means for the parcels of the bill that was refunded.
func (tx *Tx) unlook(past *selling.Past, outcome *selling.Outcome) error {
	order, err := readOrder(tx.ctx, tx.sql, past.Bill.OrderID)
	if err != nil {
		return err
	}
	if taken := methodSum(outcome.Posting.Payments, selling.Deposit); taken > 0 && taken > order.Money.Deposit() { // it was given back
		return fault.New("deposit_too_much", "number", fault.Values{"deposit": order.Money.Deposit()})
	}
	facts := &ordering.Facts{Now: tx.now}
	return addParcels(outcome.Posting, facts.Unlooked(order, outcome.Posting, past.Bill.RefundOf, outcome.Bill.Reason))
}

// CarrierPaid notes what a carrier paid today of a parcel's sum: see CarrierPaidOn.
func (s *Store) CarrierPaid(ctx context.Context, parcel id.Parcel, amount, fee money.Satang, tender selling.Tender, by string) error {
	return s.CarrierPaidOn(ctx, parcel, amount, fee, tender, "", by)
}

// CarrierPaidOn notes what a carrier paid of a parcel's sum on a day, "" = today: amount of it, of which it kept fee.
// What the books no longer say that it owes, since goods were given back, lies for the order from then on; what it pays
// for a parcel that it lost makes the loss good. It fails with "parcel_unknown", "parcel_step" and those of selling.CarrierPaid.
func (s *Store) CarrierPaidOn(ctx context.Context, parcel id.Parcel, amount, fee money.Satang, tender selling.Tender, day clock.Day, by string) error {
	return s.write(ctx, func(tx *Tx) error {
		found, ok, err := parcels.one(tx.ctx, tx.sql, "WHERE id = ?", parcel)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.New("parcel_unknown", "parcel", fault.Values{"value": parcel.String()})
		case found.BillID.IsZero(): // it did not go
			return fault.New("parcel_step", "parcel", fault.Values{"number": "", "no": found.No, "state": found.State})
		}
		facts, err := tx.facts(nil, found.BillID)
		if err != nil {
			return err
		}
		bill, err := readPast(ctx, tx.sql, found.BillID)
		if err != nil {
			return err
		}
		debt := selling.Collection{BillID: found.BillID, Method: selling.COD, Owed: found.COD - found.CODPaid, Booked: bill.Held(selling.COD),
			Above: selling.Deposit}
		if found.State == ledger.ParcelLost || found.State == ledger.ParcelWrittenOff {
			debt.Above = selling.Loss
		}
		posting, err := selling.CarrierPaid(facts, debt, amount, fee, tender)
		if err != nil {
			return err
		}
		if found.CODPaid, found.CODFee = found.CODPaid+amount, found.CODFee+fee; found.CODPaid == found.COD {
			found.CODDay = cmp.Or(day, tx.orderDay()) // a part leaves it waiting for the rest
		}
		posting.OrderSteps = []ledger.OrderStep{{ID: id.New[id.Change](), OrderID: found.OrderID, Kind: ordering.StepCarrierPaid, ParcelID: parcel, At: posting.At}}
		return tx.postOrder(found.OrderID, posting, []ledger.Parcel{found}, by)
	})
}

func methodSum(rows []ledger.Payment, method string) (sum money.Satang) {
	for _, row := range rows {
		if row.Method == method {
			sum += row.Amount
		}
	}
	return sum
}

// ChannelPaid notes what a marketplace paid out for an order: amount of what it owes, of which it kept fee. The
// same payment id again changes nothing; with another request it fails with "payment_id_used". Other faults:
// "order_unknown", "payment_above_due", those of selling.CarrierPaid.
func (s *Store) ChannelPaid(ctx context.Context, order id.Order, payment id.Change, amount, fee money.Satang, tender selling.Tender, by string) error {
	return s.write(ctx, func(tx *Tx) error {
		step := moneyStep(order, payment, ordering.StepChannelPaid, []money.Satang{amount, fee}, []selling.Tender{tender})
		if done, err := tx.stepDone(&step); err != nil || done {
			return err
		}
		past, err := readOrder(tx.ctx, tx.sql, order)
		if err != nil {
			return err
		}
		switch {
		case amount > past.Money.Channel:
			return fault.New("payment_above_due", "amount", fault.Values{"due": past.Money.Channel})
		case fee > amount:
			return fault.New("carrier_fee_too_much", "fee", fault.Values{"value": fee})
		}
		posting, err := tx.channelPaid(order, amount, fee, tender)
		if err != nil {
			return err
		}
		step.At = posting.At
		posting.OrderSteps = []ledger.OrderStep{step}
		return tx.postOrder(order, posting, nil, by)
	})
}

// channelPaid settles the order's bills, the oldest first, as one posting.
func (tx *Tx) channelPaid(order id.Order, amount, fee money.Satang, tender selling.Tender) (posting *ledger.Posting, err error) {
	type debt struct {
		bill id.Bill
		owed money.Satang
	}
	debts, err := rowsOf(tx.ctx, tx.sql, func(d *debt) []any { return []any{&d.bill, &d.owed} },
		`SELECT id, owed FROM (SELECT b.id, b.till, b.seq, (SELECT coalesce(sum(p.amount_satang), 0) FROM payment p
			WHERE p.till = b.till AND p.seq = b.seq AND p.bill_id = b.id AND p.method = 'channel')
			+ (SELECT coalesce(sum(p.amount_satang), 0) FROM payment p
			WHERE p.bill_id = b.id AND p.kind IN ('repay', 'settle') AND p.method = 'channel') AS owed
		FROM bill b WHERE b.order_id = ? AND b.kind = 'sale') WHERE owed > 0 ORDER BY till, seq`, order)
	if err != nil {
		return nil, err
	}
	for n := range debts {
		part := min(amount, debts[n].owed)
		if part == 0 && posting != nil {
			break
		}
		facts, err := tx.facts(nil, debts[n].bill)
		if err != nil {
			return nil, err
		}
		kept := min(fee, part)
		debt := selling.Collection{BillID: debts[n].bill, Method: selling.Channel, Owed: debts[n].owed, Booked: debts[n].owed, Above: selling.Deposit}
		one, err := selling.CarrierPaid(facts, debt, part, kept, tender)
		if err != nil {
			return nil, err
		}
		amount, fee = amount-part, fee-kept
		if posting == nil {
			posting = one
		} else {
			posting.Payments = append(posting.Payments, one.Payments...)
		}
	}
	if posting == nil {
		return nil, fault.New("payment_above_due", "amount", fault.Values{"due": money.Satang(0)})
	}
	return posting, nil
}
