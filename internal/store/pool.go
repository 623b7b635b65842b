package store

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shipping"
)

// Pool is a run of tracking numbers and how many of it are left to give.
type Pool struct {
	ledger.TrackingPool
	Last string
	Next string // the first number that was not given yet, "" = none
	Left int
}

func poolOf(p *ledger.TrackingPool) shipping.Pool {
	pool := shipping.Pool{Service: p.Service, COD: p.COD, First: shipping.Tracking(p.First), Count: p.Count, Next: p.Given}
	for _, number := range p.Back {
		pool.Back = append(pool.Back, shipping.Tracking(number))
	}
	return pool
}

// gave writes down what a pool has given and got back.
func gave(p *ledger.TrackingPool, pool *shipping.Pool) {
	p.Given, p.Back = pool.Next, nil
	for _, number := range pool.Back {
		p.Back = append(p.Back, string(number))
	}
}

// AddPool writes a new run of tracking numbers. The same id again changes nothing. Faults: those of
// shipping.NewPool, "pool_overlap" with another pool, also a closed one.
func (s *Store) AddPool(ctx context.Context, pool ledger.TrackingPool) error {
	made, err := shipping.NewPool(pool.Service, pool.COD, shipping.Tracking(pool.First), pool.Count)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		had, err := pools.all(tx.ctx, tx.sql, "")
		if err != nil {
			return err
		}
		others := make([]shipping.Pool, len(had))
		for n := range had {
			if had[n].ID == pool.ID {
				return nil
			}
			others[n] = poolOf(&had[n])
		}
		if err := made.Apart(others); err != nil {
			return err
		}
		used, err := rowsOf(tx.ctx, tx.sql, func(number *string) []any { return []any{number} },
			"SELECT DISTINCT tracking FROM parcel WHERE tracking BETWEEN ? AND ? ORDER BY tracking", pool.First, made.Last())
		if err != nil {
			return err
		}
		for _, number := range used { // typed before the pool was here
			made.Take(shipping.Tracking(number))
		}
		gave(&pool, &made)
		pool.AddedAt = ledger.MillisOf(tx.now)
		return tx.savePool(&pool)
	})
}

func (tx *Tx) savePool(pool *ledger.TrackingPool) error {
	doc, err := document(pools, pool.ID.String(), pool)
	if err != nil {
		return err
	}
	return tx.saveDocuments([]ledger.Document{doc})
}

// Pools lists the runs of tracking numbers, those in use first, in the order they are used.
func (s *Store) Pools(ctx context.Context) ([]Pool, error) {
	had, err := pools.all(ctx, s.r, "ORDER BY closed, service, cod, added_at, id")
	if err != nil {
		return nil, err
	}
	list := make([]Pool, len(had))
	for n := range had {
		pool := poolOf(&had[n])
		list[n] = Pool{had[n], string(pool.Last()), string(pool.Upcoming()), pool.Left()}
	}
	return list, nil
}

// ClosePool ends the giving of a pool's numbers. It fails with "pool_unknown".
func (s *Store) ClosePool(ctx context.Context, pool id.Pool) error {
	return s.changePool(ctx, pool, func(had *ledger.TrackingPool) error {
		had.Closed = true
		return nil
	})
}

// OpenPool begins the giving of a pool's numbers again, at next, the first number that nobody used, "" = where it
// stands. Faults: "pool_unknown", those of shipping.Pool.From.
func (s *Store) OpenPool(ctx context.Context, pool id.Pool, next string) error {
	return s.changePool(ctx, pool, func(had *ledger.TrackingPool) error {
		had.Closed = false
		if next == "" {
			return nil
		}
		run := poolOf(had)
		if err := run.From(shipping.Tracking(next)); err != nil {
			return err
		}
		gave(had, &run)
		return nil
	})
}

func (s *Store) changePool(ctx context.Context, pool id.Pool, change func(*ledger.TrackingPool) error) error {
	return s.write(ctx, func(tx *Tx) error {
		had, found, err := pools.one(tx.ctx, tx.sql, "WHERE id = ?", pool)
		switch {
		case err != nil:
			return err
		case !found:
			return fault.New("pool_unknown", "pool", fault.Values{"value": pool.String()})
		}
		if err := change(&had); err != nil {
			return err
		}
		return tx.savePool(&had)
	})
}

// HoldPools closes every pool, because another machine may have given numbers of them since the backup from which
// this shop was restored, and may go on giving them: a person opens one again and says at which number.
func (s *Store) HoldPools(ctx context.Context) error {
	return s.write(ctx, func(tx *Tx) error {
		docs, err := tx.openPools(func(pool *ledger.TrackingPool) { pool.Closed, pool.Back = true, nil })
		if err != nil || len(docs) == 0 {
			return err
		}
		return tx.saveDocuments(docs)
	})
}

// openPools gives the pools that give numbers as they are after a change.
func (tx *Tx) openPools(change func(*ledger.TrackingPool)) (docs []ledger.Document, err error) {
	list, err := pools.all(tx.ctx, tx.sql, "WHERE closed = 0 ORDER BY added_at, id")
	for n := range list {
		change(&list[n])
		doc, failed := document(pools, list[n].ID.String(), &list[n])
		docs, err = append(docs, doc), errors.Join(err, failed)
	}
	return docs, err
}

// LabelDestroyed takes numbers back into their pools, because a person confirms that their labels are destroyed:
// they may be given to another parcel. Faults, their field "number[n]": "tracking_used" by a live parcel,
// "pool_other" of no pool, "pool_not_given".
func (s *Store) LabelDestroyed(ctx context.Context, numbers []string) error {
	return s.write(ctx, func(tx *Tx) error {
		g, err := tx.giver()
		if err != nil {
			return err
		}
		for n, number := range numbers {
			if err := g.takeBack(number); err != nil {
				return fault.At(err, "number["+strconv.Itoa(n)+"]")
			}
		}
		docs, err := g.documents()
		if err != nil {
			return err
		}
		return tx.saveDocuments(docs)
	})
}

// Loose is a number of a pool that was given and is on no parcel any more.
type Loose struct {
	Tracking string
	Number   string // of the order whose parcel had it last, "" = none known
}

// LooseNumbers lists numbers of pools whose parcels were taken apart or got another number, until a person says
// that their labels are destroyed; at most limit.
func (s *Store) LooseNumbers(ctx context.Context, limit int) (loose []Loose, err error) {
	had, err := pools.all(ctx, s.r, "ORDER BY added_at, id")
	if err != nil {
		return nil, err
	}
	live := map[string]bool{}
	numbers, err := rowsOf(ctx, s.r, func(text *string) []any { return []any{text} },
		"SELECT tracking FROM parcel WHERE tracking <> '' AND state <> 'unpacked'")
	if err != nil {
		return nil, err
	}
	for _, number := range numbers {
		live[number] = true
	}
	for n := range had {
		pool := poolOf(&had[n])
		given, err := shipping.Range(pool.First, max(pool.Next, 1))
		if err != nil {
			return nil, err
		}
		for _, number := range given[:pool.Next] {
			if len(loose) < limit && !live[string(number)] && !pool.Free(number) {
				loose = append(loose, Loose{Tracking: string(number)})
			}
		}
	}
	for n := range loose {
		err := s.r.QueryRowContext(ctx, `SELECT o.number FROM parcel p JOIN sales_order o ON o.id = p.order_id
			WHERE p.tracking = ? ORDER BY p.packed_at DESC LIMIT 1`, loose[n].Tracking).Scan(&loose[n].Number)
		if err := noRows(err); err != nil {
			return nil, err
		}
	}
	return loose, nil
}

// giver gives numbers of the pools inside one transaction.
type giver struct {
	tx      *Tx
	list    []ledger.TrackingPool
	changed map[int]bool
	now     map[string]string // numbers put to parcels in this transaction, with the order's number
}

func (tx *Tx) giver() (*giver, error) {
	list, err := pools.all(tx.ctx, tx.sql, "ORDER BY added_at, id")
	return &giver{tx: tx, list: list, changed: map[int]bool{}, now: map[string]string{}}, err
}

// give gives the next number for a service, "" when no open pool has any.
func (g *giver) give(service string, cod bool, order string) (number string, pool id.Pool, err error) {
	for n := range g.list {
		if g.list[n].Closed || g.list[n].Service != service || g.list[n].COD != cod {
			continue
		}
		run := poolOf(&g.list[n])
		for run.Left() > 0 {
			next, err := run.Give()
			if err != nil {
				return "", pool, err
			}
			gave(&g.list[n], &run)
			g.changed[n] = true
			used, err := g.used(string(next))
			if err != nil {
				return "", pool, err
			}
			if !used {
				g.now[string(next)] = order
				return string(next), g.list[n].ID, nil
			}
		}
	}
	return "", pool, nil
}

// fits reports whether a parcel's number may stay: it is of no pool, or of one of its service and COD. What was
// numbered for collecting money and collects none any more needs another.
func (g *giver) fits(parcel *ledger.Parcel) bool {
	at := slices.IndexFunc(g.list, func(p ledger.TrackingPool) bool { return p.ID == parcel.PoolID })
	return at < 0 || g.list[at].Service == parcel.Service && g.list[at].COD == (parcel.COD > 0)
}

// used reports whether a live parcel has a number: one that was typed before its pool was there.
func (g *giver) used(number string) (used bool, err error) {
	if _, now := g.now[number]; now {
		return true, nil
	}
	err = g.tx.sql.QueryRowContext(g.tx.ctx, "SELECT EXISTS (SELECT 1 FROM parcel WHERE tracking = ? AND state <> 'unpacked')", number).Scan(&used)
	return used, translate(err)
}

// typed notes a number that a person put to a parcel: it gives its pool, none when it is of none. It fails with
// "tracking_used", which says where.
func (g *giver) typed(number, order string, parcel id.Parcel) (pool id.Pool, err error) {
	if other, now := g.now[number]; now {
		return pool, fault.New("tracking_used", "tracking", fault.Values{"value": number, "number": other})
	}
	if err := g.tx.trackingFree(number, parcel); err != nil {
		return pool, err
	}
	g.now[number] = order
	for n := range g.list {
		run := poolOf(&g.list[n])
		if !run.Holds(shipping.Tracking(number)) {
			continue
		}
		if run.Free(shipping.Tracking(number)) {
			run.Take(shipping.Tracking(number))
			gave(&g.list[n], &run)
			g.changed[n] = true
		}
		return g.list[n].ID, nil
	}
	return pool, nil
}

// takeBack takes a number back into its pool.
func (g *giver) takeBack(number string) error {
	if err := g.tx.trackingFree(number, id.New[id.Parcel]()); err != nil {
		return err
	}
	for n := range g.list {
		run := poolOf(&g.list[n])
		if !run.Holds(shipping.Tracking(number)) {
			continue
		}
		if err := run.GiveBack(shipping.Tracking(number)); err != nil {
			return err
		}
		gave(&g.list[n], &run)
		g.changed[n] = true
		return nil
	}
	return fault.New("pool_other", "tracking", fault.Values{"number": number})
}

// documents gives the pools as they are now, those that changed.
func (g *giver) documents() (docs []ledger.Document, err error) {
	for n := range g.list {
		if g.changed[n] {
			doc, failed := document(pools, g.list[n].ID.String(), &g.list[n])
			docs, err = append(docs, doc), errors.Join(err, failed)
		}
	}
	return docs, err
}
