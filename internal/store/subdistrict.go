package store

import (
	"context"

	"github.com/talat-pos/talat/internal/address"
)

// SaveSubdistrict writes a correction of the register of subdistricts. Faults are those of
// address.Correction.Validate.
func (s *Store) SaveSubdistrict(ctx context.Context, c address.Correction) error {
	if err := c.Validate(address.Standard()); err != nil {
		return err
	}
	return saveOne(ctx, s, subdistricts, c.Code, &c)
}

// Subdistricts lists the shop's corrections of the register by code, those taken back too.
func (s *Store) Subdistricts(ctx context.Context) ([]address.Correction, error) {
	return subdistricts.all(ctx, s.r, "ORDER BY code")
}
