package store

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shipping"
)

// OwnRates reads what the shop's owner put over the post's rates, withdrawn rows too, the latest first.
func (s *Store) OwnRates(ctx context.Context) (own shipping.Book, err error) {
	const order = `ORDER BY "from" DESC, id DESC`
	if own.Services, err = postServices.all(ctx, s.r, order); err != nil {
		return own, err
	}
	if own.Rates, err = rates.all(ctx, s.r, order); err != nil {
		return own, err
	}
	if own.Discounts, err = discounts.all(ctx, s.r, order); err != nil {
		return own, err
	}
	own.Areas, err = remoteAreas.all(ctx, s.r, order)
	return own, err
}

// SaveRate writes a rate of the shop's own, new or changed. Faults: those of Rate.Validate, "rate_twin" when another
// of the same service and area begins on the same day.
func (s *Store) SaveRate(ctx context.Context, rate shipping.Rate) error {
	if err := rate.Validate(); err != nil {
		return err
	}
	doc, err := document(rates, rate.ID.String(), &rate)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		others, err := rates.all(ctx, tx.sql, "WHERE service = ?", rate.Service)
		if err != nil {
			return err
		}
		if twin := rate.Twin(others); twin != nil {
			return fault.New("rate_twin", "from", fault.Values{"from": twin.From})
		}
		return tx.saveDocuments([]ledger.Document{doc})
	})
}

// SaveDiscount writes a discount of the post, new or changed. Faults are those of Discount.Validate.
func (s *Store) SaveDiscount(ctx context.Context, discount shipping.Discount) error {
	if err := discount.Validate(); err != nil {
		return err
	}
	return saveOne(ctx, s, discounts, discount.ID.String(), &discount)
}

// SaveArea writes a remote area of the shop's own, new or changed. Faults are those of Area.Validate.
func (s *Store) SaveArea(ctx context.Context, area shipping.Area) error {
	if err := area.Validate(); err != nil {
		return err
	}
	return saveOne(ctx, s, remoteAreas, area.ID.String(), &area)
}

// SavePostService writes a service as the shop knows it, new or changed. Faults are those of Service.Validate.
func (s *Store) SavePostService(ctx context.Context, service shipping.Service) error {
	if err := service.Validate(); err != nil {
		return err
	}
	return saveOne(ctx, s, postServices, service.ID.String(), &service)
}
