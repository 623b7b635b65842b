package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/thai"
)

// Register gives the register of subdistricts as the shop has it: the one that comes with the program
// under the shop's own corrections. It is made anew only when those changed, also beside another program.
func (s *Shop) Register(ctx context.Context) (*address.Register, error) {
	over, err := s.db.Subdistricts(ctx)
	if err != nil {
		return address.Standard(), err
	}
	s.mapping.Lock()
	defer s.mapping.Unlock()
	if s.register == nil || !slices.Equal(over, s.over) {
		s.register, s.over = address.Standard().With(over), over
	}
	return s.register, nil
}

// LearnAddress takes the parts of an address that a person knows to be right into the shop's register.
// Faults are those of address.Register.Learn.
func (s *Shop) LearnAddress(ctx context.Context, a address.Address) error {
	register, err := s.Register(ctx)
	if err != nil {
		return err
	}
	learnt, err := register.Learn(a)
	if err != nil {
		return err
	}
	return s.db.SaveSubdistrict(ctx, learnt)
}

// Corrections lists the shop's corrections of the register that hold, by code.
func (s *Shop) Corrections(ctx context.Context) ([]address.Correction, error) {
	all, err := s.db.Subdistricts(ctx)
	return slices.DeleteFunc(all, func(c address.Correction) bool { return c.Off }), err
}

// SaveCorrection writes a correction of the register, new, changed or taken back. Faults are those of
// address.Correction.Validate.
func (s *Shop) SaveCorrection(ctx context.Context, c address.Correction) error {
	c.Subdistrict = thai.Clean(c.Subdistrict, 0)
	return s.db.SaveSubdistrict(ctx, c)
}
