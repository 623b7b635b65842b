package selling

import (
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// offer is what is taken off lines of one product, and by what name.
type offer struct {
	name string
	off  money.Satang
}

// applyPromotions takes off each product's plain lines what offers take off them, and adds the gifts of
// promotions as lines of their own.
func applyPromotions(facts Prices, cart *Cart, quote *Quote) {
	done := map[id.Product]bool{}
	for n := range cart.Lines {
		product := facts.Product(cart.Lines[n].ProductID)
		if done[product.ID] {
			continue
		}
		done[product.ID] = true
		places := plainLines(cart, product.ID)
		if len(places) == 0 {
			continue
		}
		_, quantity := quote.sum(places)
		for p := range facts.Promotions {
			if promo := &facts.Promotions[p]; promo.Kind == catalog.PromoGift && promo.Runs(facts.Day, product) {
				addGift(facts, quote, promo, quantity)
			}
		}
		takeOff(facts, cart, quote, product, places)
	}
}

// plainLines lists the lines of a product that carry neither a person's price nor discount and are no order's.
func plainLines(cart *Cart, product id.Product) (places []int) {
	for n, line := range cart.Lines {
		if line.ProductID == product && line.Price == nil && line.Discount.Kind == "" && !line.Gift && line.OrderN == 0 {
			places = append(places, n)
		}
	}
	return places
}

func (q *Quote) sum(places []int) (whole money.Satang, quantity qty.Qty) {
	for _, place := range places {
		whole += q.Lines[place].Total
		quantity += q.Lines[place].Qty
	}
	return whole, quantity
}

// takeOff gives the buyer what is more: the best promotion on all lines of a product, or the price of the
// pack on those sold as packs and the best promotion on the others. No line is made cheaper twice.
func takeOff(facts Prices, cart *Cart, quote *Quote, product *catalog.Product, places []int) {
	var packs []offer
	var packed, others []int
	sum := money.Satang(0)
	for _, place := range places {
		if pack := packOffer(product, cart.Lines[place].Pack, &quote.Lines[place]); pack.off > 0 {
			packs, packed = append(packs, pack), append(packed, place)
			sum += pack.off
		} else {
			others = append(others, place)
		}
	}
	all, rest := bestOffer(facts, quote, product, places), bestOffer(facts, quote, product, others)
	if all.off > sum+rest.off {
		quote.share(places, all)
		return
	}
	quote.share(others, rest)
	for n, place := range packed {
		quote.share([]int{place}, packs[n])
	}
}

// packOffer gives what the price of a pack takes off a line.
func packOffer(product *catalog.Product, size qty.Qty, line *ledger.Line) offer {
	pack := product.PackOf(size)
	if pack == nil || pack.Price == 0 {
		return offer{}
	}
	less := money.Times(line.UnitPrice, pack.Qty) - pack.Price
	return offer{pack.Name, min(max(less, 0)*money.Satang(line.Qty/pack.Qty), line.Total)}
}

// bestOffer gives what the best promotion takes off some lines of a product.
func bestOffer(facts Prices, quote *Quote, product *catalog.Product, places []int) (best offer) {
	if len(places) == 0 {
		return best
	}
	whole, quantity := quote.sum(places)
	for p := range facts.Promotions {
		promo := &facts.Promotions[p]
		if promo.Kind == catalog.PromoGift || !promo.Runs(facts.Day, product) {
			continue
		}
		if less := min(promo.Less(quote.Lines[places[0]].UnitPrice, quantity), whole); less > best.off {
			best = offer{promo.Name, less}
		}
	}
	return best
}

// share takes an offer off lines, by their price.
func (q *Quote) share(places []int, o offer) {
	if o.off == 0 {
		return
	}
	weights := make([]int64, len(places))
	for n, place := range places {
		weights[n] = int64(q.Lines[place].Total)
	}
	for n, part := range o.off.Allocate(weights) {
		q.Lines[places[n]].PromoDiscount, q.Lines[places[n]].Promo = part, o.name
	}
}

func addGift(facts Prices, quote *Quote, promo *catalog.Promotion, quantity qty.Qty) {
	gift := facts.Product(promo.GiftID)
	times := quantity / promo.Every
	if gift == nil || gift.HasVariants || times <= 0 {
		return
	}
	line := newLine(facts, gift, len(quote.Lines), qty.Pieces(int(times)))
	line.ListPrice, line.Gift, line.Promo = gift.Price, true, promo.Name
	quote.Lines = append(quote.Lines, line)
}
