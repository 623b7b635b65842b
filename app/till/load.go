package till

import (
	"context"
	"runtime/debug"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

const (
	bestDays    = 30 // best sellers are those of the last month
	bestCount   = 24
	expiresSoon = 7 // days before the end from which a tile says so
)

// bestFor is how long a list of best sellers is believed: it is a sum over a month of bills.
const bestFor = 10 * time.Minute

// The till reads in three steps, so that a start keeps nobody waiting: with the counter's facts it sells
// what is scanned, with the goods it shows and searches them, and the counts and best sellers come last.
// All are called off the UI goroutine.

// read gathers everything the till keeps of the shop.
func read(ctx context.Context, s *shop.Shop, old facts) (facts, error) {
	f, err := readGoods(ctx, s)
	if err != nil {
		return f, err
	}
	if err := f.readStock(ctx, s); err != nil {
		return f, err
	}
	err = f.readBest(ctx, s, old)
	if old.stock == nil {
		debug.FreeOSMemory() // a start leaves several times as much garbage as it keeps
	}
	return f, err
}

// readCounter gathers what is needed to sell by code: prices, and the open bills with what is on them.
func readCounter(ctx context.Context, s *shop.Shop) (f facts, err error) {
	f.index = s.Known()
	if err := f.readPrices(ctx, s); err != nil {
		return f, err
	}
	if err := f.readPeople(ctx, s); err != nil {
		return f, err
	}
	var open []id.Product
	for _, draft := range f.drafts {
		for _, line := range draft.Cart.Lines {
			open = append(open, line.ProductID)
		}
	}
	return f, s.Know(ctx, open...)
}

// readGoods waits for the catalogue and then gathers what readCounter does.
func readGoods(ctx context.Context, s *shop.Shop) (f facts, err error) {
	if _, err := s.Catalogue(ctx); err != nil {
		return f, err
	}
	if f, err = readCounter(ctx, s); err != nil {
		return f, err
	}
	f.whole = true
	f.favourites = f.index.Favourites()
	return f, nil
}

func (f *facts) readPrices(ctx context.Context, s *shop.Shop) (err error) {
	if f.prices, err = s.Prices(ctx); err != nil {
		return err
	}
	if f.misc, err = s.Misc(ctx); err != nil {
		return err
	}
	f.layout, err = s.ScaleLayout(ctx)
	return err
}

func (f *facts) readStock(ctx context.Context, s *shop.Shop) (err error) {
	if f.stock, err = s.Sellable(ctx); err != nil {
		return err
	}
	if f.blocked, err = s.Blocked(ctx); err != nil {
		return err
	}
	for product, expired := range f.blocked {
		f.stock[product] -= expired
	}
	if f.expiring, err = s.Expiring(ctx, f.prices.Day.Add(expiresSoon)); err != nil {
		return err
	}
	f.spare, err = s.Spare(ctx)
	return err
}

func (f *facts) readBest(ctx context.Context, s *shop.Shop, old facts) error {
	f.sellers, f.sellersAt = old.sellers, old.sellersAt
	if now := s.Clock(); f.sellersAt.IsZero() || now.Sub(f.sellersAt).Abs() >= bestFor {
		sellers, err := s.BestSellers(ctx, f.prices.Day.Add(-bestDays), f.prices.Day, bestCount)
		if err != nil {
			return err
		}
		f.sellers, f.sellersAt = sellers, now
	}
	for _, seller := range f.sellers {
		p := f.index.ByID(seller.ProductID)
		if p == nil || p.Archived || p.Untracked {
			continue
		}
		if parent := f.index.ByID(p.ParentID); parent != nil && !parent.Archived {
			p = parent // one tile for all its variants
		}
		if !slices.ContainsFunc(f.best, func(other *catalog.Product) bool { return other.ID == p.ID }) {
			f.best = append(f.best, p)
		}
	}
	trip, err := s.CurrentTrip(ctx)
	if err == nil && !trip.ID.IsZero() {
		f.boxFirst()
	}
	return err
}

// boxFirst puts what lies in the box of a trip before the best sellers that stayed at home.
func (f *facts) boxFirst() {
	inBox := func(p *catalog.Product) bool {
		return f.stock[p.ID] > 0 || slices.ContainsFunc(f.index.Family(p.ID), func(v *catalog.Product) bool { return f.stock[v.ID] > 0 })
	}
	slices.SortStableFunc(f.best, func(a, b *catalog.Product) int {
		switch one, other := inBox(a), inBox(b); {
		case one == other:
			return 0
		case one:
			return -1
		}
		return 1
	})
}

func (f *facts) readPeople(ctx context.Context, s *shop.Shop) (err error) {
	if f.customers, err = s.Customers(ctx); err != nil {
		return err
	}
	if f.drafts, err = s.Drafts(ctx); err != nil {
		return err
	}
	f.clockBack, err = s.ClockBack(ctx)
	return err
}
