package store

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
)

// RefundPreview says what a refund or an exchange would write, by the rules of Refund and on the facts of
// this moment. Nothing is written: the transaction is rolled back. Faults are those of Refund.
func (s *Store) RefundPreview(ctx context.Context, request selling.RefundRequest) (*selling.Outcome, error) {
	request.ID = id.New[id.Bill]() // the real one may be written already
	var seen *selling.Outcome
	err := s.write(ctx, func(tx *Tx) error {
		_, err := tx.later(request.ID, request.Of, request.Hash(), &request.Goods,
			func(facts *selling.Facts, past *selling.Past) (*selling.Outcome, error) {
				outcome, err := selling.Refund(facts, past, &request)
				if err != nil {
					return nil, err
				}
				seen = outcome
				return nil, fault.New("preview", "", nil) // ends the transaction without a trace
			})
		return err
	})
	if seen != nil {
		return seen, nil
	}
	return nil, err
}

// Quote says what an open bill comes to on the facts of this moment. Nothing is written. Faults are those of
// selling.Price.
func (s *Store) Quote(ctx context.Context, cart *selling.Cart) (quote selling.Quote, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		facts, err := tx.facts(wantedOf(cart), cart.ID)
		if err == nil {
			quote, err = selling.Price(facts.Prices, cart)
		}
		return err
	})
	return quote, err
}
