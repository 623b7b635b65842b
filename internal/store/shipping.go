package store

import (
	"context"
	"errors"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/thai"
)

// ParcelFault is why something could not be done with one parcel of several; the others are done.
type ParcelFault struct {
	ParcelID id.Parcel
	Number   string // of the order
	Why      *fault.Error
}

// numbered is a parcel and the number of its order.
type numbered struct {
	ledger.Parcel
	order string
}

// changeParcels changes many parcels in one transaction and one event. each gives the parcel as it is from now on
// and the kind and reason of the step, "" for a change that is none; what it refuses is listed and does not stop
// the others. A parcel that stays as it is is not written.
func (s *Store) changeParcels(ctx context.Context, wanted []id.Parcel, by string,
	each func(n int, f *ordering.Facts, g *giver, p numbered) (next ledger.Parcel, step, reason string, err error)) (failed []ParcelFault, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		failed = nil
		known, err := tx.numberedParcels(wanted)
		if err != nil {
			return err
		}
		g, err := tx.giver()
		if err != nil {
			return err
		}
		facts := &ordering.Facts{Now: tx.now, Day: tx.orderDay()}
		posting := &ledger.Posting{Kind: ledger.EventOrderChanged, At: ledger.MillisOf(tx.now), Day: facts.Day}
		var changed, before []ledger.Parcel
		for n, parcel := range wanted {
			had, found := known[parcel]
			if !found {
				failed = append(failed, ParcelFault{parcel, "", fault.New("parcel_unknown", "parcel", fault.Values{"value": parcel.String()})})
				continue
			}
			next, step, reason, err := each(n, facts, g, had)
			var why *fault.Error
			switch {
			case errors.As(err, &why) && why.Kind != fault.Internal:
				failed = append(failed, ParcelFault{parcel, had.order, why})
			case err != nil:
				return err
			}
			if err != nil || step == "" && sameParcel(&next, &had.Parcel) {
				continue
			}
			if step != "" {
				posting.OrderSteps = append(posting.OrderSteps, facts.StepOf(&next, step, reason))
			}
			changed, before = append(changed, next), append(before, had.Parcel)
			known[parcel] = numbered{next, had.order} // it may be named twice
		}
		if posting.Documents, err = g.documents(); err != nil {
			return err
		}
		if err := addParcels(posting, changed); err != nil || len(posting.Documents) == 0 {
			return err
		}
		if err := tx.post(posting); err != nil {
			return err
		}
		for n := range changed {
			if err := tx.findByTracking(&before[n], &changed[n]); err != nil {
				return err
			}
		}
		return tx.stepsBy(posting, by)
	})
	return failed, err
}

// numberedParcels reads parcels with the numbers of their orders.
func (tx *Tx) numberedParcels(wanted []id.Parcel) (map[id.Parcel]numbered, error) {
	known := make(map[id.Parcel]numbered, len(wanted))
	for some := range slices.Chunk(wanted, 100) {
		list, args := inList(some)
		found, err := tx.sql.QueryContext(tx.ctx, "SELECT "+parcels.list("p.")+", o.number FROM parcel p JOIN sales_order o ON o.id = p.order_id WHERE p.id IN "+list, args...)
		if err != nil {
			return nil, translate(err)
		}
		defer found.Close()
		for found.Next() {
			var p numbered
			into, finish := targets(&p.Parcel)
			if err := errors.Join(found.Scan(append(into, &p.order)...), finish()); err != nil {
				return nil, translate(err)
			}
			known[p.ID] = p
		}
		if err := found.Err(); err != nil {
			return nil, translate(err)
		}
	}
	return known, nil
}

func sameParcel(a, b *ledger.Parcel) bool {
	x, y := *a, *b
	same := slices.Equal(x.Lines, y.Lines) && slices.Equal(x.Marks, y.Marks)
	x.Lines, y.Lines, x.Marks, y.Marks = nil, nil, nil, nil
	return same && x.Grams == y.Grams && x.Length == y.Length && x.Width == y.Width && x.Height == y.Height &&
		x.State == y.State && x.Service == y.Service && x.Tracking == y.Tracking && x.PoolID == y.PoolID &&
		x.Insured == y.Insured && x.Postage == y.Postage && x.PrintedAt == y.PrintedAt
}

// findByTracking lets an order be found by the number its parcel has now. Nothing else of the order changes with
// a number, so that its list need not be worked out anew.
func (tx *Tx) findByTracking(before, after *ledger.Parcel) error {
	switch {
	case before.Tracking == after.Tracking:
		return nil
	case before.Tracking == "":
		_, err := tx.sql.ExecContext(tx.ctx, "INSERT OR IGNORE INTO order_word (word, order_id) VALUES (?, ?)", thai.Fold(after.Tracking), after.OrderID)
		return translate(err)
	}
	past, err := readOrder(tx.ctx, tx.sql, after.OrderID)
	if err != nil {
		return err
	}
	return tx.putOrderWords(past)
}

// ChangeParcel writes what is known of a packed parcel from now on. Faults: "parcel_unknown", those of
// ordering.ParcelChange.
func (s *Store) ChangeParcel(ctx context.Context, change ordering.ParcelChange, by string) error {
	failed, err := s.changeParcels(ctx, []id.Parcel{change.ParcelID}, by, func(_ int, _ *ordering.Facts, _ *giver, p numbered) (ledger.Parcel, string, string, error) {
		next, err := change.Change(p.order, p.Parcel)
		return next, "", "", err
	})
	if err == nil && len(failed) > 0 {
		return failed[0].Why
	}
	return err
}

// Ready is how a parcel that is to go was reckoned: by which service and for how much.
type Ready struct {
	ParcelID id.Parcel
	Grams    int          // as it was reckoned
	COD      money.Satang // as it was reckoned
	Service  string
	Postage  money.Satang
	Number   bool // it gets a number of a pool when it has none
}

// ReadyParcels writes how parcels go, and gives each that has none a number of an open pool of its service and COD,
// in one transaction: where no pool has one it stays without. One whose number is of a pool that is not its own any
// more, because what it collects was paid, gets another. Faults, listed: "parcel_unknown", "parcel_step",
// "parcel_changed" when another program changed it since it was reckoned.
func (s *Store) ReadyParcels(ctx context.Context, list []Ready, by string) ([]ParcelFault, error) {
	wanted := make([]id.Parcel, len(list))
	for n := range list {
		wanted[n] = list[n].ParcelID
	}
	return s.changeParcels(ctx, wanted, by, func(n int, _ *ordering.Facts, g *giver, p numbered) (next ledger.Parcel, step, reason string, err error) {
		ready := &list[n]
		if p.Grams != ready.Grams || p.COD != ready.COD {
			return next, "", "", fault.New("parcel_changed", "parcel", fault.Values{"number": p.order, "no": p.No})
		}
		change := ordering.ParcelChange{ParcelID: p.ID, Service: ready.Service, Grams: p.Grams, Length: p.Length, Width: p.Width, Height: p.Height,
			Insured: p.Insured, Postage: ready.Postage, Marks: p.Marks}
		if next, err = change.Change(p.order, p.Parcel); err != nil || !ready.Number {
			return next, "", "", err
		}
		if !g.fits(&next) {
			if next, err = ordering.SetNumber(p.order, next, "", id.Pool{}); err != nil {
				return next, "", "", err
			}
			step = ordering.StepNumbered
		}
		if next.Tracking != "" {
			return next, "", "", nil
		}
		number, pool, err := g.give(next.Service, next.COD > 0, p.order)
		if err != nil || number == "" {
			return next, step, "", err
		}
		next, err = ordering.SetNumber(p.order, next, number, pool)
		return next, ordering.StepNumbered, number, err
	})
}

// Numbering puts a number that was typed or scanned to a parcel.
type Numbering struct {
	ParcelID id.Parcel
	Tracking string // checked by shipping.ReadNumber; "" takes the one it has off

	Postage *money.Satang // what the carrier took, nil = as it was reckoned
}

// NumberParcels puts typed numbers to parcels. Faults, listed: "parcel_unknown", "parcel_step", "tracking_used",
// which says where the number is.
func (s *Store) NumberParcels(ctx context.Context, list []Numbering, by string) ([]ParcelFault, error) {
	wanted := make([]id.Parcel, len(list))
	for n := range list {
		wanted[n] = list[n].ParcelID
	}
	return s.changeParcels(ctx, wanted, by, func(n int, _ *ordering.Facts, g *giver, p numbered) (next ledger.Parcel, step, reason string, err error) {
		number := list[n].Tracking
		if paid := list[n].Postage; paid != nil {
			if *paid < 0 || *paid > ordering.MaxFee {
				return next, "", "", fault.New("amount_too_large", "postage", fault.Values{"value": *paid})
			}
			p.Postage = *paid
		}
		if number == p.Tracking {
			return p.Parcel, "", "", nil
		}
		// What is refused takes no number out of its pool.
		if next, err = ordering.SetNumber(p.order, p.Parcel, number, id.Pool{}); err != nil {
			return next, "", "", err
		}
		if number != "" {
			next.PoolID, err = g.typed(number, p.order, p.ID)
		}
		return next, ordering.StepNumbered, number, err
	})
}

// ParcelsPrinted notes that the labels of parcels came out. Faults, listed: "parcel_unknown", "parcel_step".
func (s *Store) ParcelsPrinted(ctx context.Context, list []id.Parcel, by string) ([]ParcelFault, error) {
	return s.changeParcels(ctx, list, by, func(_ int, f *ordering.Facts, _ *giver, p numbered) (ledger.Parcel, string, string, error) {
		next, err := f.Printed(p.order, p.Parcel)
		return next, ordering.StepPrinted, "", err
	})
}
