package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
)

// TypedNumber is a tracking number that a person typed or scanned for a parcel.
type TypedNumber struct {
	ParcelID id.Parcel
	Text     string // "" takes the number off
	Other    bool   // it is another carrier's or the channel's: any letters and digits

	Postage *money.Satang // what the counter took by its receipt, nil = as it was reckoned
}

// NumberParcels puts typed numbers to parcels; what is wrong with one does not stop the others. Faults, listed: those
// of shipping.ReadNumber and store.NumberParcels.
func (s *Shop) NumberParcels(ctx context.Context, typed []TypedNumber, by string) (failed []ParcelFault, err error) {
	wanted := make([]id.Parcel, len(typed))
	for n := range typed {
		wanted[n] = typed[n].ParcelID
	}
	rows, err := s.ParcelsOf(ctx, wanted)
	if err != nil {
		return nil, err
	}
	known := map[id.Parcel]*Parcel{}
	for n := range rows {
		known[rows[n].ID] = &rows[n]
	}
	var list []store.Numbering
	for _, one := range typed {
		numbering := store.Numbering{ParcelID: one.ParcelID, Postage: one.Postage}
		if p := known[one.ParcelID]; strings.TrimSpace(one.Text) != "" && p != nil {
			if numbering.Tracking, err = shipping.ReadNumber(one.Text, one.Other || p.ByChannel); err != nil {
				failed = append(failed, ParcelFault{ParcelID: one.ParcelID, Number: p.Number, Why: fault.Of(err)})
				continue
			}
		}
		list = append(list, numbering)
	}
	more, err := s.db.NumberParcels(ctx, list, by)
	return append(failed, more...), err
}

// Pools lists the runs of tracking numbers, those in use first.
func (s *Shop) Pools(ctx context.Context) ([]Pool, error) { return s.db.Pools(ctx) }

// AddPool writes a new run of tracking numbers as a person typed it. Faults: "service_unknown", those of
// shipping.ParseTracking (field "first") and store.AddPool.
func (s *Shop) AddPool(ctx context.Context, service string, cod bool, first string, count int) (Pool, error) {
	book, err := s.Rates(ctx)
	if err != nil {
		return Pool{}, err
	}
	if !slices.Contains(book.Codes(), service) {
		return Pool{}, fault.New("service_unknown", "service", fault.Values{"value": service})
	}
	number, err := shipping.ParseTracking(first)
	if err != nil {
		why := *fault.Of(err)
		why.Field = "first"
		return Pool{}, &why
	}
	pool := ledger.TrackingPool{ID: id.New[id.Pool](), Service: service, COD: cod, First: string(number), Count: count}
	if err := s.db.AddPool(ctx, pool); err != nil {
		return Pool{}, err
	}
	pools, err := s.db.Pools(ctx)
	if err != nil {
		return Pool{}, err
	}
	at := slices.IndexFunc(pools, func(p Pool) bool { return p.ID == pool.ID })
	return pools[at], nil
}

// ClosePool ends the giving of a pool's numbers. It fails with "pool_unknown".
func (s *Shop) ClosePool(ctx context.Context, pool id.Pool) error { return s.db.ClosePool(ctx, pool) }

// OpenPool begins the giving of a pool's numbers again, at the first number that nobody used as a person typed it, "" =
// where it stands. Faults: those of shipping.ParseTracking (field "next") and store.OpenPool.
func (s *Shop) OpenPool(ctx context.Context, pool id.Pool, next string) error {
	if strings.TrimSpace(next) == "" {
		return s.db.OpenPool(ctx, pool, "")
	}
	number, err := shipping.ParseTracking(next)
	if err != nil {
		why := *fault.Of(err)
		why.Field = "next"
		return &why
	}
	return s.db.OpenPool(ctx, pool, string(number))
}

// LooseNumbers lists numbers that were given and are on no parcel any more, until their labels are destroyed.
func (s *Shop) LooseNumbers(ctx context.Context, limit int) ([]LooseNumber, error) {
	return s.db.LooseNumbers(ctx, limit)
}

// LabelDestroyed takes numbers back into their pools, because a person confirms that their labels are destroyed.
// Faults: those of store.LabelDestroyed.
func (s *Shop) LabelDestroyed(ctx context.Context, numbers []string) error {
	return s.db.LabelDestroyed(ctx, numbers)
}
