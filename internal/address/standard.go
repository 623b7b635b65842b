package address

import "github.com/talat-pos/talat/internal/thai"

// These ask the standard register, for what belongs to no shop.

// All is Register.All.
func All() []Place { return Standard().All() }

// Named is Register.Named.
func Named(key string) []Name { return Standard().Named(key) }

// Of is Register.Of.
func Of(level Level, full string) []Place { return Standard().Of(level, full) }

// WithPostcode is Register.WithPostcode.
func WithPostcode(postcode string) []Place { return Standard().WithPostcode(postcode) }

// Find is Register.Find.
func Find(query string, limit int) []Place { return Standard().Find(query, limit) }

// FindIn is Register.FindIn.
func FindIn(m *thai.Mapped, from, to int, busy func(at int) bool) []Found {
	return Standard().FindIn(m, from, to, busy)
}

// Check is Register.Check.
func Check(a Address) Result { return Standard().Check(a) }

// Bare is Register.Bare.
func Bare(a Address) Address { return Standard().Bare(a) }
