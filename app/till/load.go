package till

import (
	"context"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/shop"
)

const (
	bestDays    = 30 // best sellers are those of the last month
	bestCount   = 24
	expiresSoon = 7 // days before the end from which a tile says so
)

// read gathers what the till keeps of the shop. It is called off the UI goroutine.
func read(ctx context.Context, s *shop.Shop) (f facts, err error) {
	if f.index, err = s.Catalogue(ctx); err != nil {
		return f, err
	}
	for _, part := range []func(context.Context, *shop.Shop) error{
		f.readPrices, f.readStock, f.readBest, f.readPeople,
	} {
		if err := part(ctx, s); err != nil {
			return f, err
		}
	}
	for _, p := range f.index.All() {
		if p.Favourite && !p.Archived {
			f.favourites = append(f.favourites, p)
		}
	}
	return f, nil
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

func (f *facts) readBest(ctx context.Context, s *shop.Shop) error {
	sellers, err := s.BestSellers(ctx, f.prices.Day.Add(-bestDays), f.prices.Day, bestCount)
	for _, seller := range sellers {
		if p := f.index.ByID(seller.ProductID); p != nil && !p.Archived && !p.Untracked {
			f.best = append(f.best, p)
		}
	}
	return err
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
