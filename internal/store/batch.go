package store

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

// Batch writes many past events in one transaction, each at a time of its own. It serves the practice
// shop and the import of orders; what a person does at a till is one transaction each.
type Batch struct{ tx *Tx }

// Batch runs fn in one transaction.
func (s *Store) Batch(ctx context.Context, fn func(b *Batch) error) error {
	return s.write(ctx, func(tx *Tx) error { return fn(&Batch{tx}) })
}

// Context gives a context in which the store's own methods write as parts of this transaction, each of which
// may fail alone. What they read outside of it is as it was before.
func (b *Batch) Context() context.Context { return context.WithValue(b.tx.ctx, within{}, b.tx) }

// At sets the moment of what follows.
func (b *Batch) At(at time.Time) { b.tx.now = at.UTC().Truncate(time.Millisecond) }

// Checkout pays a cart, as Store.Checkout does.
func (b *Batch) Checkout(request selling.Request) error {
	_, err := b.tx.checkout(request)
	return err
}

// Refund gives goods of a bill back, as Store.Refund does.
func (b *Batch) Refund(request selling.RefundRequest) error {
	_, err := b.tx.later(request.ID, request.Of, request.Hash(), &request.Goods,
		func(facts *selling.Facts, past *selling.Past) (*selling.Outcome, error) {
			return selling.Refund(facts, past, &request)
		})
	return err
}

// OpenShift opens a shift with a float.
func (b *Batch) OpenShift(float money.Satang, name string) error {
	return b.tx.startShift(float, "", name)
}

// CloseShift closes the open shift with a count that differs from what should lie there by off.
func (b *Batch) CloseShift(off, leave money.Satang, reason string) error {
	_, err := b.tx.closeShift(func(drawer selling.Drawer) selling.CloseRequest {
		counted := drawer.Expected() + off
		return selling.CloseRequest{Counted: counted, Leave: min(leave, counted), Reason: reason}
	}, false)
	return err
}

// MoveCash puts cash in or takes it out.
func (b *Batch) MoveCash(kind string, amount money.Satang, reason string) error {
	facts, err := b.tx.facts(nil, id.Bill{})
	if err != nil {
		return err
	}
	posting, err := selling.MoveCash(facts, kind, amount, reason)
	if err != nil {
		return err
	}
	return b.tx.post(posting)
}

// Stock posts goods that came, as they are.
func (b *Batch) Stock(lots []ledger.Lot, moves []ledger.Movement) error {
	at := ledger.MillisOf(b.tx.now)
	for n := range lots {
		lots[n].At = at
	}
	for n := range moves {
		moves[n].At = at
	}
	return b.tx.post(&ledger.Posting{Kind: ledger.EventStockMoved, At: at, Lots: lots, Movements: moves})
}
