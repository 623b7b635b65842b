package consign

import (
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Item is a row of the ledger as it counts for a producer, or where only sums are wanted the rows of one
// event: a part of a line that was sold (or, negative, given back), or money that a buyer paid to the
// producer themselves.
type Item struct {
	Place  ledger.Mark
	Day    clock.Day
	Sold   money.Satang // what the buyer paid, VAT inside
	VAT    money.Satang
	Share  money.Satang // the producer's
	Direct money.Satang // paid to the producer themselves; then all others are 0
	Lines  int          // parts of lines that it sums: 1 in a statement, 0 of a payment

	// What a statement says of it; not read where only sums are wanted.
	Bill      string // its number
	Method    string // of a payment
	ProductID id.Product
	SKU       string
	Name      string
	Unit      string
	Qty       qty.Qty
}

// Commission gives the shop's part, below nothing where the shop bears a discount.
func (i *Item) Commission() money.Satang { return i.Sold - i.VAT - i.Share }

// Sums is what some rows come to.
type Sums struct {
	Lines  int // rows of goods
	First  clock.Day
	Sold   money.Satang
	VAT    money.Satang
	Earned money.Satang
	Direct money.Satang
}

// Commission gives the shop's part.
func (s Sums) Commission() money.Satang { return s.Sold - s.VAT - s.Earned }

// Payable gives what the producer is still to be paid, below nothing when they owe the shop.
func (s Sums) Payable() money.Satang { return s.Earned - s.Direct }

// Empty reports whether nothing happened.
func (s Sums) Empty() bool { return s == Sums{} }

// Sum adds rows up.
func Sum(items []Item) (sums Sums) {
	for n := range items {
		sums.Add(&items[n])
	}
	return sums
}

// Add adds a row.
func (s *Sums) Add(item *Item) {
	if s.First == "" || item.Day < s.First {
		s.First = item.Day
	}
	s.Lines += item.Lines
	s.Sold, s.VAT, s.Earned, s.Direct = s.Sold+item.Sold, s.VAT+item.VAT, s.Earned+item.Share, s.Direct+item.Direct
}

// ProductSum is what was sold of one product, less what was given back.
type ProductSum struct {
	ProductID id.Product
	SKU       string
	Name      string
	Unit      string
	Qty       qty.Qty
	Sold      money.Satang
	VAT       money.Satang
	Share     money.Satang
}

// Commission gives the shop's part.
func (p *ProductSum) Commission() money.Satang { return p.Sold - p.VAT - p.Share }

// ByProduct sums rows of goods by product, in the order in which each was first sold.
func ByProduct(items []Item) (sums []ProductSum) {
	for n := range items {
		item := &items[n]
		if item.Direct != 0 {
			continue
		}
		at := slices.IndexFunc(sums, func(s ProductSum) bool { return s.ProductID == item.ProductID })
		if at < 0 {
			at = len(sums)
			sums = append(sums, ProductSum{ProductID: item.ProductID, SKU: item.SKU, Name: item.Name, Unit: item.Unit})
		}
		sum := &sums[at]
		sum.Qty, sum.Sold, sum.VAT, sum.Share = sum.Qty+item.Qty, sum.Sold+item.Sold, sum.VAT+item.VAT, sum.Share+item.Share
	}
	return sums
}
