package store

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
)

// Parts shares the money for a cart among the owners of its goods and the shop, by the lots that lie there
// now. Nothing is written. receives tells which owners can be paid. Faults are those of selling.Parts.
func (s *Store) Parts(ctx context.Context, cart *selling.Cart, receives func(id.Party) bool) (parts []selling.Part, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		facts, err := tx.facts(wantedOf(cart), cart.ID)
		if err != nil {
			return err
		}
		parts, err = selling.Parts(facts, cart, receives)
		return err
	})
	return parts, err
}
