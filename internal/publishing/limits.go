package publishing

import "github.com/talat-pos/talat/internal/money"

// StockWay is how a channel takes stock.
type StockWay int

// The ways. A blind new figure is none of them: it would undo what the channel sold meanwhile.
const (
	StockNone     StockWay = iota // it keeps none
	StockKeyed                    // the difference, or a new figure where the old one still stands, each done once a key
	StockReadBack                 // only absolute figures: the connector reads, compares, writes and reads back
)

// Limits is what a channel takes, as data of its connector. Zero is no limit.
type Limits struct {
	SKU          int // characters
	Title        int // characters, as those below
	Description  int
	Pictures     int // of one listing
	PictureBytes int
	PictureKinds []string // image/jpeg …; none = it takes no pictures
	PriceMost    money.Satang
	WeightMost   int // grams of one piece with its packing
	Batch        int // listings in one call, 0 = one by one
	PageSize     int // orders in one answer
	CallsAMinute int
	Stock        StockWay
	Steps        []string // of Steps, that are told to it
	NoAlcohol    bool     // it may not be offered there
	Needs        []string // what must be there, of catalog.Product.NeedsToList; the rest of that list is advice
}
