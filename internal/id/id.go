// Package id makes the names of things: UUIDv7 values, typed by what they name, so that a lot's id
// never fits where a bill's belongs.
package id

import (
	"database/sql/driver"
	"fmt"

	"github.com/google/uuid"

	"github.com/talat-pos/talat/internal/fault"
)

// Of is a 16-byte id of one kind of thing. The zero value means "none" and is stored as NULL.
type Of[K any] [16]byte

type (
	shopKind    struct{}
	tillKind    struct{}
	billKind    struct{}
	productKind struct{}
	lotKind     struct{}
	placeKind   struct{}
	partyKind   struct{}
	shiftKind   struct{}
	promoKind   struct{}
	changeKind  struct{}
	jobKind     struct{}
	termsKind   struct{}
	tripKind    struct{}
	stockKind   struct{}
	settleKind  struct{}
	payoutKind  struct{}
	sheetKind   struct{}
	entryKind   struct{}
	orderKind   struct{}
	toKind      struct{}
	parcelKind  struct{}
	poolKind    struct{}

	rateKind     struct{}
	discountKind struct{}
	areaKind     struct{}
	serviceKind  struct{}
	connKind     struct{}
	placedKind   struct{}
	paperKind    struct{}
)

// The kinds of ids. A Change names any write that has no id of its own, so that it can be repeated.
type (
	Shop      = Of[shopKind]
	Till      = Of[tillKind]
	Bill      = Of[billKind]
	Product   = Of[productKind]
	Lot       = Of[lotKind]
	Place     = Of[placeKind]
	Party     = Of[partyKind]
	Shift     = Of[shiftKind]
	Promotion = Of[promoKind]
	Change    = Of[changeKind]
	Job       = Of[jobKind]

	Terms      = Of[termsKind]
	Trip       = Of[tripKind]
	StockPaper = Of[stockKind]
	Settlement = Of[settleKind]
	Payout     = Of[payoutKind]
	CountSheet = Of[sheetKind]
	CountEntry = Of[entryKind]

	Order     = Of[orderKind]
	Recipient = Of[toKind]
	Parcel    = Of[parcelKind]
	Pool      = Of[poolKind]
	Rate      = Of[rateKind]
	Discount  = Of[discountKind]
	Area      = Of[areaKind]
	Service   = Of[serviceKind]

	Connection = Of[connKind]
	Placement  = Of[placedKind]
	Paper      = Of[paperKind]
)

// New returns a fresh UUIDv7, ordered within a process: id.New[id.Bill]().
func New[T ~[16]byte]() T { return T(uuid.Must(uuid.NewV7())) }

// Random returns a UUIDv4, for ids that must not tell when they were made (tills).
func Random[T ~[16]byte]() T { return T(uuid.New()) }

// Parse reads the canonical text of an id. It fails with "id_unreadable", also for the id of zeros,
// which means none.
func Parse[T ~[16]byte](text string) (T, error) {
	parsed, err := uuid.Parse(text)
	if err != nil || len(text) != 36 || parsed == uuid.Nil {
		return T{}, fault.Unreadable("id_unreadable", "id", fault.Values{"value": text})
	}
	return T(parsed), nil
}

// IsZero reports whether there is no id.
func (i Of[K]) IsZero() bool { return i == Of[K]{} }

// String gives the canonical text, "" for none.
func (i Of[K]) String() string {
	if i.IsZero() {
		return ""
	}
	return uuid.UUID(i).String()
}

// Tag is the last four characters: how people tell open bills apart before they have a number.
func (i Of[K]) Tag() string {
	text := i.String()
	if text == "" {
		return ""
	}
	return text[len(text)-4:]
}

// MarshalText writes the canonical text.
func (i Of[K]) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads the canonical text; empty text is none.
func (i *Of[K]) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*i = Of[K]{}
		return nil
	}
	parsed, err := Parse[Of[K]](string(text))
	if err == nil {
		*i = parsed
	}
	return err
}

// Value stores 16 bytes, NULL for none.
func (i Of[K]) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i[:], nil
}

// Scan reads 16 bytes or NULL.
func (i *Of[K]) Scan(src any) error {
	switch value := src.(type) {
	case nil:
		*i = Of[K]{}
		return nil
	case []byte:
		if len(value) == 16 {
			copy(i[:], value)
			return nil
		}
	}
	return fmt.Errorf("id: cannot read %T", src)
}
