package selling

import (
	"fmt"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Prices are the facts a quote needs. The till keeps them in memory, so that it shows with every key
// what checkout will decide.
type Prices struct {
	Day        clock.Day
	Product    func(id.Product) *catalog.Product // nil when unknown
	Promotions []catalog.Promotion
	VAT        money.Basis // the rate in force on the day; 0 when the shop has no VAT
}

// Quote is what a cart comes to before it is known how it is paid.
type Quote struct {
	Lines    []ledger.Line // those of the cart, then the gifts that promotions add
	Gross    money.Satang  // Σ line totals
	Discount money.Satang  // line, promotion and bill discounts together
	Total    money.Satang  // gross − discount; cash rounding comes with the payment
	VAT      money.Satang  // inside the total
	Guide    money.Satang
}

// Price works out a cart. It fails with "product_unknown", "product_has_variants" (one of them is sold, not
// what they have in common), "qty_not_whole" (goods sold by the piece), "discount_above_price" and the other faults of the cart, each with the line at fault.
func Price(facts Prices, cart *Cart) (Quote, error) {
	if err := cart.Validate(); err != nil {
		return Quote{}, err
	}
	quote := Quote{Lines: make([]ledger.Line, 0, len(cart.Lines)+1)}
	for n := range cart.Lines {
		line, err := priceLine(facts, cart, n)
		if err != nil {
			return Quote{}, fault.At(err, fmt.Sprintf("line[%d]", n))
		}
		quote.Lines = append(quote.Lines, line)
	}
	applyPromotions(facts, cart, &quote)
	if err := discountBill(cart, &quote); err != nil {
		return Quote{}, err
	}
	quote.taxLines(facts.VAT)
	quote.Guide = quote.Total.Percent(cart.Guide.Percent)
	return quote, nil
}

func priceLine(facts Prices, cart *Cart, n int) (ledger.Line, error) {
	wanted := cart.Lines[n]
	product := facts.Product(wanted.ProductID)
	if product == nil {
		return ledger.Line{}, fault.New("product_unknown", "code", fault.Values{"value": wanted.ProductID.String()})
	}
	if product.HasVariants {
		return ledger.Line{}, fault.New("product_has_variants", "code", fault.Values{"name": product.Name})
	}
	if !product.Weighed && !wanted.Qty.Whole() {
		return ledger.Line{}, fault.New("qty_not_whole", "qty", fault.Values{"value": wanted.Qty, "unit": product.Unit})
	}
	line := newLine(facts, product, n, wanted.Qty)
	line.ListPrice = product.UnitPrice(cart.List, cart.quantityOf(wanted.ProductID))
	line.UnitPrice = line.ListPrice
	if wanted.Price != nil {
		line.UnitPrice = *wanted.Price
	}
	if wanted.Name != "" {
		line.Name = wanted.Name
	}
	if wanted.Gift {
		line.Gift, line.UnitPrice = true, 0
	}
	line.OrderN = wanted.OrderN
	line.Total = money.Times(line.UnitPrice, wanted.Qty)
	if line.Total < 0 || line.Total > money.Max { // below zero: it left 64 bits
		return line, fault.New("amount_too_large", "qty", fault.Values{"value": money.Max})
	}
	off, err := wanted.Discount.Of(line.Total)
	line.LineDiscount = off
	return line, err
}

func newLine(facts Prices, product *catalog.Product, n int, quantity qty.Qty) ledger.Line {
	line := ledger.Line{LineN: n, ProductID: product.ID, SKU: product.SKU, Name: product.FullName(), Unit: product.Unit,
		Qty: quantity, VATClass: product.VAT, Cost: product.Cost, ReturnsN: -1}
	if product.IsSet() {
		line.Cost = product.SetCost(facts.Product)
	}
	if product.VAT == catalog.VATStandard {
		line.VATRate = facts.VAT
	}
	return line
}

// quantityOf adds up a product over the cart, so that a quantity price holds however it was scanned.
func (c *Cart) quantityOf(product id.Product) qty.Qty {
	sum := qty.Qty(0)
	for _, line := range c.Lines {
		if line.ProductID == product && !line.Gift {
			sum += line.Qty
		}
	}
	return sum
}

// discountBill takes the bill's discount off what is left and shares it to the lines by their price.
func discountBill(cart *Cart, quote *Quote) error {
	net, weights := money.Satang(0), make([]int64, len(quote.Lines))
	for n, line := range quote.Lines {
		quote.Gross += line.Total
		quote.Discount += line.LineDiscount + line.PromoDiscount
		weights[n] = int64(line.Net())
		net += line.Net()
	}
	if quote.Gross > money.Max {
		return fault.New("amount_too_large", "line", fault.Values{"value": quote.Gross})
	}
	off, err := cart.Discount.Of(net)
	if err != nil {
		return err
	}
	if off > 0 {
		for n, part := range off.Allocate(weights) {
			quote.Lines[n].BillDiscount = part
		}
	}
	quote.Discount += off
	quote.Total = net - off
	return nil
}

// taxLines computes VAT once for the class that bears it and shares what is left without VAT to its
// lines, so that owners' shares never disagree with the bill by a satang.
func (q *Quote) taxLines(rate money.Basis) {
	taxed, weights := money.Satang(0), make([]int64, len(q.Lines))
	for n := range q.Lines {
		q.Lines[n].NetOfVAT = q.Lines[n].Net()
		if q.Lines[n].VATRate > 0 {
			weights[n] = int64(q.Lines[n].Net())
			taxed += q.Lines[n].Net()
		}
	}
	if rate == 0 || taxed == 0 {
		return
	}
	q.VAT = taxed.VATIncluded(rate)
	for n, part := range (taxed - q.VAT).Allocate(weights) {
		if q.Lines[n].VATRate > 0 {
			q.Lines[n].NetOfVAT = part
		}
	}
}
