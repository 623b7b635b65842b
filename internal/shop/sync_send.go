package shop

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// takenAtOnce is how many rows of the outbox are taken in hand together.
const takenAtOnce = 200

// send sends what waits, until nothing is left that may go now.
func (r *round) send(ctx context.Context) error {
	total := 0
	for ctx.Err() == nil {
		rows, err := r.s.db.ReadyToSend(ctx, r.c.ID, r.s.Clock(), takenAtOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		if rows, err = r.s.db.TakeOutgoing(ctx, rows); err != nil {
			return err
		}
		r.say(total, total+len(rows))
		err = r.sendRows(ctx, rows)
		total += len(rows)
		r.say(total, total)
		if err != nil {
			return err
		}
	}
	return nil
}

// sendRows sends rows that were taken, and writes down what became of each. Those that it does not come to any more wait.
func (r *round) sendRows(ctx context.Context, rows []publishing.Outgoing) error {
	at := slices.IndexFunc(rows, func(row publishing.Outgoing) bool { return row.Kind != publishing.Listed })
	listed := rows
	var others []publishing.Outgoing
	if at >= 0 {
		listed, others = nil, nil
		for _, row := range rows {
			if row.Kind == publishing.Listed {
				listed = append(listed, row)
			} else {
				others = append(others, row)
			}
		}
	}
	err := r.sendListings(ctx, listed)
	for n := range others {
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, r.putBack(ctx, others[n:]))
		}
		var fate store.Fate
		if others[n].Kind == publishing.Stepped {
			fate, err = r.sendStep(ctx, &others[n])
		} else {
			fate, err = r.sendParcel(ctx, &others[n])
		}
		if settled := r.settle(ctx, &others[n], &fate); settled != nil {
			return settled
		}
	}
	return err
}

// putBack lets rows wait that were taken and not sent.
func (r *round) putBack(ctx context.Context, rows []publishing.Outgoing) error {
	fates := make([]store.Fate, len(rows))
	for n := range rows {
		fates[n] = store.Fate{ID: rows[n].ID, Free: true, Problem: publishing.ReadProblem(rows[n].Problem)}
	}
	return r.settleAll(ctx, fates)
}

// settleAll writes down what became of rows.
func (r *round) settleAll(ctx context.Context, fates []store.Fate) error {
	if r.carried != nil {
		r.carried.settle(fates)
		return nil
	}
	return r.s.db.SettleOutgoing(context.WithoutCancel(ctx), r.c.ID, fates)
}

// settle writes down what became of a row.
func (r *round) settle(ctx context.Context, row *publishing.Outgoing, fate *store.Fate) error {
	fate.ID = row.ID
	r.count(row, fate)
	return r.settleAll(ctx, []store.Fate{*fate})
}

func (r *round) count(row *publishing.Outgoing, fate *store.Fate) {
	switch {
	case fate.Sent:
		r.result.Sent++
	case fate.Stuck:
		r.result.Failed++
		about := row.SKU
		if row.Kind != publishing.Listed {
			about = row.Thing[len(publishing.ThingOrder):]
		}
		r.problem(about, fate.Problem)
	}
}

// fateOf judges a failure of a row. The error is the failure again where it is about the platform as a whole.
func (r *round) fateOf(row *publishing.Outgoing, failure *publishing.Failure) (store.Fate, error) {
	fate := store.Fate{Problem: publishing.ProblemOf(failure)}
	attempts := row.Attempts + 1
	switch publishing.Judge(failure, attempts) {
	case publishing.Hold, publishing.Pause:
		fate.Free, fate.Problem = true, publishing.ReadProblem(row.Problem)
		return fate, failure
	case publishing.Person:
		fate.Stuck = true
	case publishing.Look:
		if failure.Class != publishing.Stale || attempts > 3 {
			fate.NextAt = publishing.NextTry(failure, attempts, r.s.Clock())
		}
		fate.Stuck = failure.Class == publishing.Stale && attempts > 20
	default:
		fate.NextAt = publishing.NextTry(failure, attempts, r.s.Clock())
	}
	return fate, nil
}

// doubtful reports whether nobody knows what stands on the platform: then it is looked at first.
func doubtful(row *publishing.Outgoing) bool {
	switch publishing.ClassOf(publishing.ReadProblem(row.Problem).Class) {
	case publishing.OutcomeOpen, publishing.Stale, publishing.WrongAnswer:
		return row.Problem != ""
	}
	return false
}

// told gives what the platform said last of a row's order.
func (r *round) told(ctx context.Context, row *publishing.Outgoing) (told store.ToldOrder, found bool, err error) {
	if r.carried != nil {
		told, found = r.carried.told[row.OrderID]
		return told, found, nil
	}
	told, connection, found, err := r.s.db.ToldOrder(ctx, row.OrderID)
	return told, found && connection == r.c.ID, err
}

// sendStep does a step with an order on the platform.
func (r *round) sendStep(ctx context.Context, row *publishing.Outgoing) (fate store.Fate, err error) {
	actor, can := r.platform.(publishing.Actor)
	told, found, err := r.told(ctx, row)
	if err != nil {
		return fate, err
	}
	if !can || !found || !slices.Contains(r.limits.Steps, row.What) || publishing.Settled(row.What, told.State) {
		return store.Fate{Sent: true}, nil // there is nothing to tell
	}
	if orderer, sees := r.platform.(publishing.Orderer); sees && doubtful(row) {
		if err := r.hearOne(ctx, orderer, told.No); err != nil {
			return r.failed(row, err)
		}
		if told, _, err = r.told(ctx, row); err != nil {
			return fate, err
		}
		if publishing.Settled(row.What, told.State) {
			return store.Fate{Sent: true}, nil
		}
	}
	if publishing.Early(row.What, told.State) {
		return store.Fate{Free: true, NextAt: r.s.Clock().Add(hearEvery), Problem: publishing.Problem{Class: publishing.Later.String(), Code: "order_unpaid_there"}}, nil
	}
	what := row.What
	if what == publishing.Cancel || what == publishing.Reject { // as it stands there now
		if what = publishing.Cancel; told.State == publishing.Paid {
			what = publishing.Reject
		}
	}
	calling, done := call(ctx)
	defer done()
	order, err := actor.Act(calling, publishing.Step{No: told.No, What: what, Version: told.Version, Key: row.Key,
		Reason: cmp.Or(row.Reason, i18n.T(i18n.Thai, "publishing.cancelled", nil))})
	failure := publishing.FailureOf(err)
	if failure != nil && failure.Class == publishing.Refused && publishing.Settled(row.What, publishing.OrderStateOf(failure.State)) {
		return store.Fate{Sent: true}, nil // it was done before
	}
	if failure != nil {
		return r.failed(row, failure)
	}
	if order.No == told.No {
		err = r.take(context.WithoutCancel(ctx), []publishing.ChannelOrder{order}, func(*publishing.ConnectionState) {})
	}
	return store.Fate{Sent: true}, err
}

// failed judges an error of a call. What is no failure of the platform is the shop's own.
func (r *round) failed(row *publishing.Outgoing, err error) (store.Fate, error) {
	if failure := new(publishing.Failure); errors.As(err, &failure) {
		return r.fateOf(row, failure)
	}
	return store.Fate{Free: true, Problem: publishing.ReadProblem(row.Problem)}, err
}

// sendParcel tells a parcel that left. Its own id makes it count once.
func (r *round) sendParcel(ctx context.Context, row *publishing.Outgoing) (fate store.Fate, err error) {
	shipper, can := r.platform.(publishing.Shipper)
	shipment, err := r.shipmentOf(ctx, row)
	if err != nil {
		return fate, err
	}
	if !can || shipment == nil {
		return store.Fate{Sent: true}, nil // there is nothing to tell
	}
	calling, done := call(ctx)
	defer done()
	if err := shipper.Ship(calling, shipment); err != nil {
		failure := publishing.FailureOf(err)
		if failure.Class == publishing.Refused && publishing.Reached(publishing.Cancel, publishing.OrderStateOf(failure.State)) {
			failure.Err = fault.New("order_cancelled_there", "order", fault.Values{"number": shipment.OrderNo})
		}
		return r.failed(row, err)
	}
	return store.Fate{Sent: true}, nil
}

// shipmentOf gives a parcel as the platform takes it, nil for one of which there is nothing to tell.
func (r *round) shipmentOf(ctx context.Context, row *publishing.Outgoing) (*publishing.Shipment, error) {
	if r.carried != nil {
		return r.carried.shipments[row.ID], nil
	}
	told, found, err := r.told(ctx, row)
	if err != nil {
		return nil, err
	}
	past, err := r.s.db.Order(ctx, row.OrderID)
	if err != nil {
		return nil, err
	}
	parcel := past.Parcel(row.ParcelID)
	if !found || parcel == nil || parcel.State == ledger.ParcelUnpacked {
		return nil, nil
	}
	h, err := r.hearing(ctx)
	if err != nil {
		return nil, err
	}
	shipment := h.shipment(told, past, parcel)
	if len(shipment.Lines) == 0 { // what lies in it is nothing that the platform sold
		return nil, nil
	}
	return &shipment, nil
}
