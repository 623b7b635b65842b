package till

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/shop"
)

const (
	bestDays    = 30 // best sellers are those of the last month
	bestCount   = 24
	expiresSoon = 7 // days before the end from which a tile says so
)

// bestFor is how long a list of best sellers is believed: it is a sum over a month of bills.
const bestFor = 10 * time.Minute

// read gathers what the till keeps of the shop. It is called off the UI goroutine.
func read(ctx context.Context, s *shop.Shop, old facts) (facts, error) {
	f, err := readGoods(ctx, s)
	if err != nil {
		return f, err
	}
	if err := f.readStock(ctx, s); err != nil {
		return f, err
	}
	return f, f.readBest(ctx, s, old)
}

// readGoods gathers what is needed to sell. At the start it comes first: a scan must not wait for the
// counts on the tiles or for a month's best sellers.
func readGoods(ctx context.Context, s *shop.Shop) (f facts, err error) {
	if f.index, err = s.Catalogue(ctx); err != nil {
		return f, err
	}
	if err := f.readPrices(ctx, s); err != nil {
		return f, err
	}
	for _, p := range f.index.All() {
		if p.Favourite && !p.Archived {
			f.favourites = append(f.favourites, p)
		}
	}
	return f, f.readPeople(ctx, s)
}

func (f *facts) readPrices(ctx context.Context, s *shop.Shop) (err error) {
	if f.prices, err = s.Prices(ctx); err != nil {
		return err
	}
	if f.misc, err = s.Misc(ctx); err != nil {
		return err
	}
	text, err := s.Get(ctx, "scale.layout")
	if err != nil {
		return err
	}
	if text == "" {
		text = catalog.DefaultScale
	}
	f.layout, err = catalog.ParseScaleLayout(text)
	return err
}

func (f *facts) readStock(ctx context.Context, s *shop.Shop) (err error) {
	if f.stock, err = s.Sellable(ctx); err != nil {
		return err
	}
	f.expiring, err = s.Expiring(ctx, f.prices.Day.Add(expiresSoon))
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
		if p := f.index.ByID(seller.ProductID); p != nil && !p.Archived && !p.Untracked {
			f.best = append(f.best, p)
		}
	}
	return nil
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
