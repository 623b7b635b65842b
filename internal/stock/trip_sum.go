package stock

import (
	"cmp"
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// TripMove is what came to a trip's place or left it, of one lot and for one reason.
type TripMove struct {
	ProductID id.Product
	Qty       qty.Qty      // below zero it left
	Kind      string       // of the movements
	Reason    string       // the move that ends a trip has the trip's name
	Cost      money.Satang // of one unit
	Terms     string       // of the lot: goods of others cost the shop their share when sold, and nothing before
}

// TripGoods is what became of one product at a trip: taken = sold + tasted + lost + back + missing + what
// still lies in the box.
type TripGoods struct {
	ProductID id.Product
	Taken     qty.Qty
	Sold      qty.Qty
	Tasted    qty.Qty
	Lost      qty.Qty // broken, given, stolen, thrown away
	Back      qty.Qty
	Missing   qty.Qty // the count at the end found less (below zero: more) than there should have been
}

// Left is what should still lie in the box.
func (g TripGoods) Left() qty.Qty { return g.Taken - g.Sold - g.Tasted - g.Lost - g.Back - g.Missing }

// TripSum is what a trip brought: the bills that were written there and the goods that lay there. What is
// given back at the shop later is the shop's.
type TripSum struct {
	Bills    int
	Pieces   qty.Qty
	Sold     money.Satang // what buyers paid, VAT inside
	Discount money.Satang
	VAT      money.Satang
	Cash     money.Satang
	Bank     money.Satang // PromptPay
	Others   money.Satang
	Shares   money.Satang // the owners', as their terms say
	Goods    money.Satang // cost of the shop's own goods that were sold
	Tasted   money.Satang // at cost
	Lost     money.Satang
	Missing  money.Satang
	Costs    []Cost
	Rows     []TripGoods
}

// Earned is what is left for the shop: sold less VAT, the owners' shares, the goods and every cost.
func (s *TripSum) Earned() money.Satang {
	left := s.Sold - s.VAT - s.Shares - s.Goods - s.Tasted - s.Lost - s.Missing
	for _, cost := range s.Costs {
		left -= cost.Amount
	}
	return left
}

// Spent sums the costs of one kind.
func (s *TripSum) Spent(kind string) (sum money.Satang) {
	for _, cost := range s.Costs {
		if cost.Kind == kind {
			sum += cost.Amount
		}
	}
	return sum
}

// Move adds what came or went. Goods of others that were eaten or lost are counted; what they are worth is
// between the shop and their owner.
func (s *TripSum) Move(m TripMove) {
	at, known := slices.BinarySearchFunc(s.Rows, m.ProductID, func(g TripGoods, product id.Product) int {
		return slices.Compare(g.ProductID[:], product[:])
	})
	if !known {
		s.Rows = slices.Insert(s.Rows, at, TripGoods{ProductID: m.ProductID})
	}
	row, worth := &s.Rows[at], money.Satang(0)
	if !(ledger.Terms{Kind: m.Terms}).Consigned() {
		worth = money.Times(m.Cost, m.Qty)
	}
	switch {
	case m.Kind == ledger.MoveSale || m.Kind == ledger.MoveRefund:
		row.Sold, s.Goods = row.Sold-m.Qty, s.Goods-worth
	case m.Kind == ledger.MoveAdjust && m.Reason == Tasted:
		row.Tasted, s.Tasted = row.Tasted-m.Qty, s.Tasted-worth
	case m.Kind == ledger.MoveAdjust || m.Kind == ledger.MoveWaste:
		row.Lost, s.Lost = row.Lost-m.Qty, s.Lost-worth
	case m.Kind == ledger.MoveCount:
		row.Missing, s.Missing = row.Missing-m.Qty, s.Missing-worth
	case m.Qty > 0 || m.Kind == ledger.MovePlace && m.Reason == "": // taken out while packing: it never went
		row.Taken += m.Qty
	default:
		row.Back -= m.Qty
	}
}

// Pay adds money that came by one way.
func (s *TripSum) Pay(method string, amount money.Satang) {
	switch method {
	case "cash":
		s.Cash += amount
	case "promptpay":
		s.Bank += amount
	default:
		s.Others += amount
	}
}

// Sort puts the rows in the order of sales, the most first.
func (s *TripSum) Sort() {
	slices.SortStableFunc(s.Rows, func(a, b TripGoods) int { return cmp.Compare(b.Sold, a.Sold) })
}
