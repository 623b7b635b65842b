package publishing

import (
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/fault"
)

// Level is what a channel counts of a listing, in pieces.
type Level struct {
	OnHand    int
	Reserved  int // of open orders
	Available int // what may still be sold
	Version   string
}

// StockChange is one change of a count, in pieces: by so many (Delta), or to a figure (Set) where Expected
// still stands on hand.
type StockChange struct {
	SKU      string
	Key      string // idempotency: channel, SKU and mark
	Delta    int    // 0 = Set and Expected count
	Reason   string // of a Delta
	At       time.Time
	Set      int
	Expected int
}

// Reasons of a difference.
const (
	Sold     = "sale"
	Back     = "return"
	Produced = "production"
	Lost     = "loss"
	Moved    = "transfer"
)

// StockReasons lists them.
var StockReasons = []string{Sold, Back, Produced, Lost, Moved}

// MaxPieces bounds a count.
const MaxPieces = 1_000_000_000

// MinKey and MaxKey are how many characters an idempotency key has.
const (
	MinKey = 8
	MaxKey = 255
)

// Validate checks a change before it is sent. Faults: "stock_change_invalid" with the field: "key", "delta",
// "reason", "at", "set", "expected".
func (c *StockChange) Validate() error {
	wrong := func(field string) error { return fault.New("stock_change_invalid", field, fault.Values{"sku": c.SKU}) }
	switch {
	case !ValidKey(c.Key):
		return wrong("key")
	case c.Delta > MaxPieces || c.Delta < -MaxPieces:
		return wrong("delta")
	case c.Delta != 0 && !slices.Contains(StockReasons, c.Reason):
		return wrong("reason")
	case c.Delta != 0 && c.At.IsZero():
		return wrong("at")
	case c.Delta != 0 && (c.Set != 0 || c.Expected != 0):
		return wrong("set")
	case c.Set < 0 || c.Set > MaxPieces:
		return wrong("set")
	case c.Expected > MaxPieces || c.Expected < -MaxPieces:
		return wrong("expected")
	}
	return nil
}

// ValidKey reports whether an idempotency key can go into a header: 8 to 255 visible ASCII characters.
func ValidKey(key string) bool {
	strange := func(r rune) bool { return r <= ' ' || r > '~' }
	return len(key) >= MinKey && len(key) <= MaxKey && !slices.ContainsFunc([]rune(key), strange)
}
